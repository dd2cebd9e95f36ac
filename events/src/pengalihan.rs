//! Triage: what came in is no permohonan informasi publik.
//!
//! A complaint belongs to SP4N-LAPOR!, a civil document to Dukcapil. The person
//! is told where it went; a request for information that another body holds is
//! answered with that body's name instead (Pasal 22(7) huruf b UU 14/2008).

use serde::{Deserialize, Serialize};

use crate::event::{Konteks, Pelanggaran};
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::teks::{Isi, Label};

/// Handed to the service it was meant for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PermohonanDialihkan {
    pub tujuan: TujuanPengalihan,
    pub alasan: Isi,
    /// The person was told where to.
    pub pemohon_diberi_tahu: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TujuanPengalihan {
    Lapor,
    Dukcapil,
    LayananLain(Label),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PengalihanDitolak {
    #[error("belum ada permohonan yang dapat dialihkan")]
    BelumAdaPermohonan,
    #[error("permohonan ini sudah dijawab sebagai permohonan informasi publik")]
    SudahDijawab,
    #[error("permohonan ini sudah dialihkan")]
    SudahDialihkan,
    #[error("pemohon belum diberi tahu ke mana permohonannya dialihkan")]
    PemohonBelumDiberiTahu,
}

impl Pelanggaran for PengalihanDitolak {
    fn pasal(&self) -> &'static str {
        "Pasal 22(7) huruf b UU 14/2008"
    }

    fn mutlak(&self) -> bool {
        matches!(self, PengalihanDitolak::BelumAdaPermohonan)
    }
}

impl Langkah for PermohonanDialihkan {
    type Pelanggaran = PengalihanDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<PengalihanDitolak> {
        if perkara.permohonan.is_none() {
            return vec![PengalihanDitolak::BelumAdaPermohonan];
        }
        let mut pelanggaran = Vec::new();
        if perkara.jawaban.is_some() {
            pelanggaran.push(PengalihanDitolak::SudahDijawab);
        }
        if perkara.dialihkan.is_some() {
            pelanggaran.push(PengalihanDitolak::SudahDialihkan);
        }
        if !self.pemohon_diberi_tahu {
            pelanggaran.push(PengalihanDitolak::PemohonBelumDiberiTahu);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.dialihkan.get_or_insert(kejadian);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::keberatan::AlasanKeberatan;
    use crate::perkara::Event;
    use crate::uji::*;

    fn dialihkan(tujuan: TujuanPengalihan) -> PermohonanDialihkan {
        PermohonanDialihkan { tujuan, alasan: sd("a"), pemohon_diberi_tahu: true }
    }

    fn ke_lapor(tanggal: &str) -> Terjadi {
        Event::PermohonanDialihkan(dialihkan(TujuanPengalihan::Lapor)).pada(tanggal)
    }

    #[test]
    fn what_is_no_permohonan_kip_goes_where_it_belongs_and_owes_no_answer() {
        for tujuan in [
            TujuanPengalihan::Lapor,
            TujuanPengalihan::Dukcapil,
            TujuanPengalihan::LayananLain(label("Samsat")),
        ] {
            let dialihkan = Event::PermohonanDialihkan(dialihkan(tujuan)).pada("2026-03-03");
            let perkara = given([diterima("2026-03-02")]).when(dialihkan).then_taken();
            assert!(!perkara.menunggu_jawaban());
        }
    }

    #[test]
    fn only_a_permohonan_is_sent_on_and_only_once() {
        given([keberatan_masuk(AlasanKeberatan::B, "2026-03-02")])
            .when(ke_lapor("2026-03-03"))
            .then_impossible(PengalihanDitolak::BelumAdaPermohonan);
        given([diterima("2026-03-02"), ke_lapor("2026-03-03")])
            .when(ke_lapor("2026-03-04"))
            .then_defective_without_effect(PengalihanDitolak::SudahDialihkan);
    }

    #[test]
    fn an_answered_permohonan_is_not_sent_on() {
        given([diterima("2026-03-02"), dijawab("2026-03-05")])
            .when(ke_lapor("2026-03-06"))
            .then_defective(PengalihanDitolak::SudahDijawab);
    }

    #[test]
    fn the_pemohon_is_told_where_it_went() {
        let diam = PermohonanDialihkan {
            pemohon_diberi_tahu: false,
            ..dialihkan(TujuanPengalihan::Dukcapil)
        };
        given([diterima("2026-03-02")])
            .when(Event::PermohonanDialihkan(diam).pada("2026-03-03"))
            .then_defective(PengalihanDitolak::PemohonBelumDiberiTahu);
    }

    #[test]
    fn stored_form() {
        for (tujuan, json) in [
            (TujuanPengalihan::Lapor, json!("lapor")),
            (TujuanPengalihan::Dukcapil, json!("dukcapil")),
            (TujuanPengalihan::LayananLain(label("Samsat")), json!({"layanan_lain": "Samsat"})),
        ] {
            assert_stored(
                Event::PermohonanDialihkan(dialihkan(tujuan)),
                json!({"type": "PermohonanDialihkan", "body": {
                    "tujuan": json, "alasan": {"sd": "a"}, "pemohon_diberi_tahu": true
                }}),
            );
        }
    }
}
