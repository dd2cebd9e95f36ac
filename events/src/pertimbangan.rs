//! Pertimbangan tertulis: the written reasons behind every decision.
//!
//! Pasal 2 PP 61/2010: for each request the body writes down why it decided so;
//! set by the PPID with approval, open to every pemohon.

use serde::{Deserialize, Serialize};

use crate::event::{Konteks, Pelanggaran};
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::persetujuan::HalDisetujui;
use crate::teks::{Isi, Label};

/// Set by the PPID.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PertimbanganTertulisDitetapkan {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nomor: Option<Label>,
    pub isi: Isi,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PertimbanganDitolak {
    #[error("belum ada permohonan yang dipertimbangkan")]
    BelumAdaPermohonan,
    #[error("pertimbangan tertulis belum disetujui pejabat yang berwenang")]
    BelumDisetujui,
}

impl Pelanggaran for PertimbanganDitolak {
    fn pasal(&self) -> &'static str {
        "Pasal 2 PP 61/2010"
    }

    fn mutlak(&self) -> bool {
        matches!(self, PertimbanganDitolak::BelumAdaPermohonan)
    }
}

impl Langkah for PertimbanganTertulisDitetapkan {
    type Pelanggaran = PertimbanganDitolak;

    fn periksa(&self, perkara: &Perkara, konteks: &Konteks<'_>) -> Vec<PertimbanganDitolak> {
        let hal = HalDisetujui::PertimbanganTertulis;
        if perkara.permohonan.is_none() {
            vec![PertimbanganDitolak::BelumAdaPermohonan]
        } else if !perkara.disetujui(hal, konteks.aturan.penyetuju) {
            vec![PertimbanganDitolak::BelumDisetujui]
        } else {
            Vec::new()
        }
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.pertimbangan = Some(kejadian);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::keberatan::AlasanKeberatan;
    use crate::perkara::Event;
    use crate::uji::*;

    #[test]
    fn the_reasons_are_set_for_a_permohonan_once_approved() {
        given([keberatan_masuk(AlasanKeberatan::B, "2026-03-02")])
            .when(dipertimbangkan("2026-03-06"))
            .then_impossible(PertimbanganDitolak::BelumAdaPermohonan);
        given([diterima("2026-03-02")])
            .when(dipertimbangkan("2026-03-06"))
            .then_defective(PertimbanganDitolak::BelumDisetujui);
        let disetujui = disetujui(HalDisetujui::PertimbanganTertulis, "2026-03-05");
        let perkara = given([diterima("2026-03-02"), disetujui.clone()])
            .when(dipertimbangkan("2026-03-06"))
            .then_taken();
        assert_eq!(perkara.pertimbangan.unwrap().tanggal, Some(hari("2026-03-06")));
        given([diterima("2026-03-02"), disetujui])
            .under(aturan_pimpinan())
            .when(dipertimbangkan("2026-03-06"))
            .then_defective(PertimbanganDitolak::BelumDisetujui);
    }

    #[test]
    fn stored_form() {
        for (nomor, body) in [
            (None, json!({"isi": {"sd": "a"}})),
            (Some(label("4/PPID")), json!({"nomor": "4/PPID", "isi": {"sd": "a"}})),
        ] {
            let pertimbangan = PertimbanganTertulisDitetapkan { nomor, isi: sd("a") };
            assert_stored(
                Event::PertimbanganTertulisDitetapkan(pertimbangan),
                json!({"type": "PertimbanganTertulisDitetapkan", "body": body}),
            );
        }
    }
}
