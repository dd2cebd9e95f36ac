//! Pemberian informasi: the documents themselves are handed over.
//!
//! Pasal 35 Perki 1/2021. The statutory clock ends with the written notice;
//! this date is the register's other column (Lampiran VIII).

use serde::{Deserialize, Serialize};

use crate::event::{Konteks, Pelanggaran};
use crate::pasal17::Pasal17;
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::pihak::{Berkas, Lingkup};
use crate::teks::Isi;

/// Information was seen or handed over, whole or in part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InformasiDiberikan {
    pub lingkup: Lingkup,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub berkas: Vec<Berkas>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub penghitaman: Vec<Penghitaman>,
}

/// One thing blacked out, with its article (Pasal 50(2) Perki 1/2021).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Penghitaman {
    pub bagian: Isi,
    pub dasar: Pasal17,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PemberianDitolak {
    #[error("belum ada permohonan yang dapat dipenuhi")]
    BelumAdaPermohonan,
    #[error("pemberitahuan tertulis belum dikirim")]
    BelumDiberitahukan,
    #[error("pemberian sebagian memerlukan daftar penghitaman")]
    TanpaPenghitaman,
    #[error("biaya yang ditetapkan belum dibayar")]
    BelumDibayar,
    #[error("tanggal pemberian mendahului tanggal permohonan diterima")]
    MendahuluiPermohonan,
}

impl Pelanggaran for PemberianDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            PemberianDitolak::BelumAdaPermohonan | PemberianDitolak::BelumDiberitahukan => {
                "Pasal 22(7) UU 14/2008"
            }
            PemberianDitolak::TanpaPenghitaman => "Pasal 50(2) Perki 1/2021",
            PemberianDitolak::BelumDibayar => "Pasal 35, 38 Perki 1/2021",
            PemberianDitolak::MendahuluiPermohonan => "Pasal 32(1) huruf n Perki 1/2021",
        }
    }

    fn mutlak(&self) -> bool {
        matches!(self, PemberianDitolak::BelumAdaPermohonan)
    }
}

impl Langkah for InformasiDiberikan {
    type Pelanggaran = PemberianDitolak;

    fn periksa(&self, perkara: &Perkara, konteks: &Konteks<'_>) -> Vec<PemberianDitolak> {
        let Some(permohonan) = &perkara.permohonan else {
            return vec![PemberianDitolak::BelumAdaPermohonan];
        };
        let mut pelanggaran = Vec::new();
        if perkara.jawaban.is_none() {
            pelanggaran.push(PemberianDitolak::BelumDiberitahukan);
        }
        if self.lingkup == Lingkup::Sebagian && self.penghitaman.is_empty() {
            pelanggaran.push(PemberianDitolak::TanpaPenghitaman);
        }
        if perkara.biaya.is_some_and(|biaya| perkara.dibayar < biaya) {
            pelanggaran.push(PemberianDitolak::BelumDibayar);
        }
        if konteks.hari.zip(permohonan.diterima.tanggal).is_some_and(|(hari, dari)| hari < dari) {
            pelanggaran.push(PemberianDitolak::MendahuluiPermohonan);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.pemberian.push((kejadian, self.clone()));
    }
}
