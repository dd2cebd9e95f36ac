//! Extension: the office needs more time, and says why.
//!
//! Pasal 22(8) UU 14/2008, Pasal 36 Perki 1/2021: once, at most seven more hari
//! kerja, for one of two reasons, in writing.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::event::{Konteks, Pelanggaran};
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::teks::{Isi, Label};
use crate::tenggat;

/// The pemohon was told in writing that the answer comes later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PerpanjanganDiberitahukan {
    pub alasan: AlasanPerpanjangan,
    pub uraian: Isi,
    /// The date that the letter names, when it names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sampai: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nomor_surat: Option<Label>,
}

/// The only two reasons (Pasal 36(1) Perki 1/2021).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlasanPerpanjangan {
    BelumMenguasaiAtauMendokumentasikan,
    BelumDapatMemutuskanStatus,
    /// As older letters have it; no reason under Pasal 36.
    Lain,
}

/// What a perkara remembers of its extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Perpanjangan {
    pub diberitahukan: Kejadian,
    pub sampai: Option<NaiveDate>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PerpanjanganDitolak {
    #[error("waktu sudah pernah diperpanjang; perpanjangan hanya satu kali")]
    SudahDiperpanjang,
    #[error("belum ada permohonan yang waktunya dapat diperpanjang")]
    BelumAdaPermohonan,
    #[error("permohonan ini sudah dijawab")]
    SudahDijawab,
    #[error("jangka pemberitahuan tertulis sudah berakhir; perpanjangan diberitahukan sebelum itu")]
    JangkaSudahBerakhir,
    #[error(
        "alasan perpanjangan harus belum menguasai atau mendokumentasikan, atau belum dapat memutuskan status"
    )]
    AlasanDiLuarDaftar,
    #[error("tanggal yang diberitahukan melewati tujuh hari kerja perpanjangan")]
    TanggalMelewatiTujuhHariKerja,
}

impl Pelanggaran for PerpanjanganDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            PerpanjanganDitolak::SudahDiperpanjang => "Pasal 36(2) Perki 1/2021",
            PerpanjanganDitolak::AlasanDiLuarDaftar => "Pasal 36(1) Perki 1/2021",
            PerpanjanganDitolak::BelumAdaPermohonan
            | PerpanjanganDitolak::SudahDijawab
            | PerpanjanganDitolak::JangkaSudahBerakhir
            | PerpanjanganDitolak::TanggalMelewatiTujuhHariKerja => "Pasal 22(8) UU 14/2008",
        }
    }

    fn mutlak(&self) -> bool {
        matches!(self, PerpanjanganDitolak::BelumAdaPermohonan)
    }
}

impl Langkah for PerpanjanganDiberitahukan {
    type Pelanggaran = PerpanjanganDitolak;

    fn periksa(&self, perkara: &Perkara, konteks: &Konteks<'_>) -> Vec<PerpanjanganDitolak> {
        if perkara.permohonan.is_none() {
            return vec![PerpanjanganDitolak::BelumAdaPermohonan];
        }
        let mut pelanggaran = Vec::new();
        if perkara.perpanjangan.is_some() {
            pelanggaran.push(PerpanjanganDitolak::SudahDiperpanjang);
        }
        if perkara.jawaban.is_some() {
            pelanggaran.push(PerpanjanganDitolak::SudahDijawab);
        }
        if self.alasan == AlasanPerpanjangan::Lain {
            pelanggaran.push(PerpanjanganDitolak::AlasanDiLuarDaftar);
        }
        let Some(tenggat) = tenggat::pemberitahuan(perkara, konteks.aturan) else {
            return pelanggaran;
        };
        if perkara.perpanjangan.is_none() {
            if konteks.hari.is_some_and(|hari| hari > tenggat.paling_lambat()) {
                pelanggaran.push(PerpanjanganDitolak::JangkaSudahBerakhir);
            }
            let terakhir = tenggat.lanjutkan("P06", konteks.aturan).paling_lambat();
            if self.sampai.is_some_and(|sampai| sampai > terakhir) {
                pelanggaran.push(PerpanjanganDitolak::TanggalMelewatiTujuhHariKerja);
            }
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        // The first one counts: a second has no effect in law.
        if perkara.perpanjangan.is_none() {
            perkara.perpanjangan =
                Some(Perpanjangan { diberitahukan: kejadian, sampai: self.sampai });
        }
    }
}
