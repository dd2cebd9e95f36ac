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
pub struct PermohonanDialihkan {
    pub tujuan: TujuanPengalihan,
    pub alasan: Isi,
    /// The person was told where to.
    pub pemohon_diberi_tahu: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
        perkara.dialihkan = Some(kejadian);
    }
}
