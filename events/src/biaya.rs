//! Biaya: copying and sending cost what the body's announced standard says.
//!
//! Pasal 21, 35(1) huruf f UU 14/2008; Pasal 37-38 Perki 1/2021.

use serde::{Deserialize, Serialize};

use crate::event::{Konteks, Pelanggaran};
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::teks::{Isi, Label};

/// The cost was set. Zero says that it is free.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BiayaDitetapkan {
    pub rupiah: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rincian: Option<Isi>,
    /// The announced standard it follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standar: Option<Label>,
}

/// Paid, against a receipt (Pasal 38 Perki 1/2021).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BiayaDibayar {
    pub rupiah: u64,
    pub cara: CaraBayar,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CaraBayar {
    Tunai,
    Rekening,
    UangElektronik,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BiayaDitolak {
    #[error("belum ada permohonan yang biayanya dapat ditetapkan")]
    BelumAdaPermohonan,
    #[error("biaya belum ditetapkan")]
    BelumDitetapkan,
    #[error("pembayaran melebihi biaya yang ditetapkan")]
    LebihBayar,
    #[error("biaya tanpa standar yang diumumkan tidak dapat dibebankan")]
    TanpaStandar,
}

impl Pelanggaran for BiayaDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            BiayaDitolak::BelumAdaPermohonan | BiayaDitolak::BelumDitetapkan => {
                "Pasal 22(7) huruf g UU 14/2008"
            }
            BiayaDitolak::LebihBayar | BiayaDitolak::TanpaStandar => "Pasal 37 Perki 1/2021",
        }
    }

    fn mutlak(&self) -> bool {
        matches!(self, BiayaDitolak::BelumAdaPermohonan)
    }
}

impl Langkah for BiayaDitetapkan {
    type Pelanggaran = BiayaDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<BiayaDitolak> {
        let mut pelanggaran = Vec::new();
        if perkara.permohonan.is_none() {
            pelanggaran.push(BiayaDitolak::BelumAdaPermohonan);
        }
        if self.rupiah > 0 && self.standar.is_none() {
            pelanggaran.push(BiayaDitolak::TanpaStandar);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, _: Kejadian) {
        perkara.biaya = Some(self.rupiah);
    }
}

impl Langkah for BiayaDibayar {
    type Pelanggaran = BiayaDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<BiayaDitolak> {
        match perkara.biaya {
            None => vec![BiayaDitolak::BelumDitetapkan],
            Some(biaya) if perkara.dibayar.saturating_add(self.rupiah) > biaya => {
                vec![BiayaDitolak::LebihBayar]
            }
            Some(_) => Vec::new(),
        }
    }

    fn terapkan(&self, perkara: &mut Perkara, _: Kejadian) {
        perkara.dibayar = perkara.dibayar.saturating_add(self.rupiah);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::keberatan::AlasanKeberatan;
    use crate::perkara::Event;
    use crate::uji::*;

    fn ditetapkan(rupiah: u64) -> Terjadi {
        let standar = Some(label("SK Biaya 41/2026"));
        let biaya = BiayaDitetapkan { rupiah, rincian: None, standar };
        Event::BiayaDitetapkan(biaya).pada("2026-03-10")
    }

    fn dibayar(rupiah: u64) -> Terjadi {
        let cara = CaraBayar::Tunai;
        Event::BiayaDibayar(BiayaDibayar { rupiah, cara }).pada("2026-03-11")
    }

    fn tanpa_standar(rupiah: u64) -> Terjadi {
        let biaya = BiayaDitetapkan { rupiah, rincian: None, standar: None };
        Event::BiayaDitetapkan(biaya).pada("2026-03-10")
    }

    #[test]
    fn a_cost_follows_the_announced_standard_and_free_needs_none() {
        given([keberatan_masuk(AlasanKeberatan::B, "2026-03-02")])
            .when(ditetapkan(5_000))
            .then_impossible(BiayaDitolak::BelumAdaPermohonan);
        given([diterima("2026-03-02")]).when(ditetapkan(5_000)).then_taken();
        given([diterima("2026-03-02")]).when(tanpa_standar(0)).then_taken();
        given([diterima("2026-03-02")])
            .when(tanpa_standar(1))
            .then_defective(BiayaDitolak::TanpaStandar);
    }

    #[test]
    fn a_payment_reaches_the_cost_in_parts_and_does_not_pass_it() {
        given([diterima("2026-03-02")])
            .when(dibayar(5_000))
            .then_defective(BiayaDitolak::BelumDitetapkan);
        let perkara = || given([diterima("2026-03-02"), ditetapkan(5_000), dibayar(2_000)]);
        assert_eq!(perkara().when(dibayar(3_000)).then_taken().dibayar, 5_000);
        perkara().when(dibayar(3_001)).then_defective(BiayaDitolak::LebihBayar);
        perkara()
            .and([dibayar(3_000)])
            .when(dibayar(3_000))
            .then_defective(BiayaDitolak::LebihBayar);
    }

    #[test]
    fn an_absurd_payment_overflows_nothing() {
        let perkara = given([diterima("2026-03-02"), ditetapkan(5_000), dibayar(5_000)]);
        let perkara = perkara.when(dibayar(u64::MAX)).then_defective(BiayaDitolak::LebihBayar);
        assert_eq!(perkara.dibayar, u64::MAX);
    }

    #[test]
    fn stored_form() {
        let penuh = BiayaDitetapkan {
            rupiah: 5_000,
            rincian: Some(sd("a")),
            standar: Some(label("SK Biaya 41/2026")),
        };
        for (event, json) in [
            (
                Event::BiayaDitetapkan(penuh),
                json!({"type": "BiayaDitetapkan", "body": {
                    "rupiah": 5000, "rincian": {"sd": "a"}, "standar": "SK Biaya 41/2026"
                }}),
            ),
            (tanpa_standar(0).0, json!({"type": "BiayaDitetapkan", "body": {"rupiah": 0}})),
            (
                dibayar(2_000).0,
                json!({"type": "BiayaDibayar", "body": {"rupiah": 2000, "cara": "tunai"}}),
            ),
        ] {
            assert_stored(event, json);
        }
        assert_stored(CaraBayar::Rekening, json!("rekening"));
        assert_stored(CaraBayar::UangElektronik, json!("uang_elektronik"));
    }
}
