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

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<PertimbanganDitolak> {
        let mut pelanggaran = Vec::new();
        if perkara.permohonan.is_none() {
            pelanggaran.push(PertimbanganDitolak::BelumAdaPermohonan);
        } else if !perkara.disetujui(HalDisetujui::PertimbanganTertulis) {
            pelanggaran.push(PertimbanganDitolak::BelumDisetujui);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.pertimbangan = Some(kejadian);
    }
}
