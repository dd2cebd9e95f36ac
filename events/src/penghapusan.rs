//! Erasure: a person's data is destroyed, the fact that it was stays.
//!
//! Pasal 43-44 UU 27/2022: not while the data are tied to settling a case.

use serde::{Deserialize, Serialize};

use crate::event::{Konteks, Pelanggaran};
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::tenggat;

/// Keys and sealed values of this perkara's people are gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataPribadiDihapus {
    pub nilai: u32,
    pub berkas: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PenghapusanDitolak {
    #[error("permohonan ini belum dijawab")]
    PermohonanTerbuka,
    #[error("masih ada keberatan yang terbuka atau masih dapat diajukan")]
    KeberatanTerbuka,
    #[error("masih ada sengketa yang berkaitan dengan perkara ini")]
    AdaSengketa,
}

impl Pelanggaran for PenghapusanDitolak {
    fn pasal(&self) -> &'static str {
        "Pasal 44(1) UU 27/2022"
    }
}

impl Langkah for DataPribadiDihapus {
    type Pelanggaran = PenghapusanDitolak;

    fn periksa(&self, perkara: &Perkara, konteks: &Konteks<'_>) -> Vec<PenghapusanDitolak> {
        let mut pelanggaran = Vec::new();
        if perkara.menunggu_jawaban() {
            pelanggaran.push(PenghapusanDitolak::PermohonanTerbuka);
        }
        let masih_terbuka = konteks.hari.is_some_and(|hari| {
            tenggat::perkara(perkara, konteks.aturan)
                .iter()
                .any(|tenggat| tenggat.terbuka() && hari <= tenggat.paling_lambat())
        });
        let keberatan_terbuka =
            perkara.keberatan.iter().any(|k| k.tanggapan.is_none() && k.dicabut.is_none());
        if keberatan_terbuka || (masih_terbuka && !perkara.menunggu_jawaban()) {
            pelanggaran.push(PenghapusanDitolak::KeberatanTerbuka);
        }
        if !perkara.sengketa.is_empty() {
            pelanggaran.push(PenghapusanDitolak::AdaSengketa);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.dihapus = Some(kejadian);
    }
}
