//! Musyawarah: grounds b to g may be settled by talking.
//!
//! Pasal 35(2) UU 14/2008. Ground a, a refusal on Pasal 17, is not for
//! bargaining.

use serde::{Deserialize, Serialize};

use crate::event::{Konteks, Pelanggaran};
use crate::keberatan::AlasanKeberatan;
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::teks::Isi;

/// The parties met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MusyawarahDilakukan {
    pub hasil: HasilMusyawarah,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catatan: Option<Isi>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HasilMusyawarah {
    Sepakat,
    TidakSepakat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MusyawarahDitolak {
    #[error("belum ada keberatan yang dapat dimusyawarahkan")]
    BelumAdaKeberatan,
    #[error("keberatan huruf a tidak diselesaikan dengan musyawarah")]
    HurufA,
    #[error("keberatan ini sudah ditanggapi")]
    SudahDitanggapi,
}

impl Pelanggaran for MusyawarahDitolak {
    fn pasal(&self) -> &'static str {
        "Pasal 35(2) UU 14/2008"
    }

    fn mutlak(&self) -> bool {
        matches!(self, MusyawarahDitolak::BelumAdaKeberatan)
    }
}

impl Langkah for MusyawarahDilakukan {
    type Pelanggaran = MusyawarahDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<MusyawarahDitolak> {
        let Some(keberatan) = perkara.keberatan_terakhir() else {
            return vec![MusyawarahDitolak::BelumAdaKeberatan];
        };
        let mut pelanggaran = Vec::new();
        if keberatan.alasan.contains(&AlasanKeberatan::A) {
            pelanggaran.push(MusyawarahDitolak::HurufA);
        }
        if keberatan.tanggapan.is_some() {
            pelanggaran.push(MusyawarahDitolak::SudahDitanggapi);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        if let Some(keberatan) = perkara.keberatan.last_mut() {
            keberatan.musyawarah = Some((kejadian, self.hasil));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::perkara::Event;
    use crate::uji::*;

    fn musyawarah(hasil: HasilMusyawarah) -> Terjadi {
        let musyawarah = MusyawarahDilakukan { hasil, catatan: None };
        Event::MusyawarahDilakukan(musyawarah).pada("2026-04-08")
    }

    #[test]
    fn grounds_b_to_g_may_be_settled_by_talking() {
        use AlasanKeberatan::{B, C, D, E, F, G};
        for alasan in [B, C, D, E, F, G] {
            for hasil in [HasilMusyawarah::Sepakat, HasilMusyawarah::TidakSepakat] {
                let perkara =
                    given([diterima("2026-03-02"), keberatan_masuk(alasan, "2026-04-01")])
                        .when(musyawarah(hasil))
                        .then_taken();
                let (_, tercatat) = perkara.keberatan[0].musyawarah.unwrap();
                assert_eq!(tercatat, hasil);
            }
        }
    }

    #[test]
    fn ground_a_is_not_for_bargaining_even_beside_another() {
        use AlasanKeberatan::{A, C};
        for alasan in [&[A][..], &[A, C][..]] {
            let masuk = Event::KeberatanDiterima(keberatan(alasan)).pada("2026-04-01");
            given([diterima("2026-03-02"), masuk])
                .when(musyawarah(HasilMusyawarah::Sepakat))
                .then_defective(MusyawarahDitolak::HurufA);
        }
    }

    #[test]
    fn there_must_be_a_keberatan_still_unanswered() {
        given([diterima("2026-03-02")])
            .when(musyawarah(HasilMusyawarah::Sepakat))
            .then_impossible(MusyawarahDitolak::BelumAdaKeberatan);
        given([keberatan_masuk(AlasanKeberatan::B, "2026-04-01"), ditanggapi("2026-04-07")])
            .when(musyawarah(HasilMusyawarah::Sepakat))
            .then_defective(MusyawarahDitolak::SudahDitanggapi);
    }

    #[test]
    fn stored_form() {
        assert_stored(
            musyawarah(HasilMusyawarah::Sepakat).0,
            json!({"type": "MusyawarahDilakukan", "body": {"hasil": "sepakat"}}),
        );
        let penuh =
            MusyawarahDilakukan { hasil: HasilMusyawarah::TidakSepakat, catatan: Some(sd("a")) };
        assert_stored(
            Event::MusyawarahDilakukan(penuh),
            json!({"type": "MusyawarahDilakukan", "body": {
                "hasil": "tidak_sepakat", "catatan": {"sd": "a"}
            }}),
        );
    }
}
