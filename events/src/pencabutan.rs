//! Pencabutan: the pemohon takes the request back.
//!
//! The law is silent on it before a dispute; offices record it, and it ends the
//! duty to answer, not the perkara.

use serde::{Deserialize, Serialize};

use crate::event::{Konteks, Pelanggaran};
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::teks::Isi;

/// Withdrawn by the pemohon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermohonanDicabut {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alasan: Option<Isi>,
    /// The pemohon wrote or signed it; an office cannot withdraw for them.
    pub tertulis: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PencabutanDitolak {
    #[error("belum ada permohonan yang dapat dicabut")]
    BelumAdaPermohonan,
    #[error("permohonan ini sudah dicabut")]
    SudahDicabut,
    #[error("pencabutan memerlukan pernyataan tertulis pemohon")]
    TidakTertulis,
}

impl Pelanggaran for PencabutanDitolak {
    fn pasal(&self) -> &'static str {
        "Pasal 22 UU 14/2008"
    }

    fn mutlak(&self) -> bool {
        matches!(self, PencabutanDitolak::BelumAdaPermohonan)
    }
}

impl Langkah for PermohonanDicabut {
    type Pelanggaran = PencabutanDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<PencabutanDitolak> {
        let mut pelanggaran = Vec::new();
        if perkara.permohonan.is_none() {
            pelanggaran.push(PencabutanDitolak::BelumAdaPermohonan);
        }
        if perkara.dicabut.is_some() {
            pelanggaran.push(PencabutanDitolak::SudahDicabut);
        }
        if !self.tertulis {
            pelanggaran.push(PencabutanDitolak::TidakTertulis);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.dicabut = Some(kejadian);
    }
}
