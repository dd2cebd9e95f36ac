//! Permohonan: somebody asks for information, by whatever channel.
//!
//! Pasal 22(1)-(6) UU 14/2008; Pasal 27-30, 32 Perki 1/2021. An incomplete
//! request is still a request: what is missing is the business of kelengkapan.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::event::{Konteks, Pelanggaran};
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::pihak::{Kanal, Kuasa, Pemohon};
use crate::teks::{Isi, Label};

/// The permohonan came in. Its moment is the local time of receipt.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermohonanDiterima {
    pub kanal: Kanal,
    pub pemohon: Pemohon,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kuasa: Option<Kuasa>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rincian: Option<Isi>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tujuan: Option<Isi>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cara_memperoleh: Option<CaraMemperoleh>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cara_pengiriman: Option<CaraPengiriman>,
    /// The petugas helped to fill in the form (Pasal 29(2) Perki 1/2021).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub dibantu_petugas: bool,
}

/// Lampiran VI Perki 1/2021.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaraMemperoleh {
    MelihatMembacaMendengarkanMencatat,
    SalinanCetak,
    SalinanElektronik,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaraPengiriman {
    MengambilLangsung,
    Kurir,
    Pos,
    Faksimili,
    Surel,
}

/// The number that is the pemohon's proof (Pasal 22(4) UU 14/2008).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NomorPendaftaranDiberikan {
    pub buku: Uuid,
    pub nomor: Nomor,
}

/// A number in a register book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Nomor {
    Tetap(Label),
    /// Asks the log for the book's next number; the writer puts it in before
    /// the fact is stored.
    Berikutnya,
}

impl Nomor {
    pub fn tetap(&self) -> Option<&Label> {
        match self {
            Nomor::Tetap(nomor) => Some(nomor),
            Nomor::Berikutnya => None,
        }
    }
}

/// Written into the register (Pasal 31(1), 32 Perki 1/2021).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermohonanDicatat {}

/// What a perkara remembers of its permohonan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permohonan {
    pub diterima: Kejadian,
    pub kanal: Kanal,
    pub pemohon: Pemohon,
    pub kuasa: Option<Kuasa>,
    pub rincian: Option<Isi>,
    pub tujuan: Option<Isi>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PermohonanDitolak {
    #[error("perkara ini sudah memuat permohonan; permohonan lain membuka perkara baru")]
    SudahAdaPermohonan,
    #[error(
        "perkara ini berawal dari keberatan tanpa permohonan; catat permohonan sebagai perkara baru"
    )]
    BerawalDariKeberatan,
    #[error("belum ada permohonan dalam perkara ini")]
    BelumAdaPermohonan,
    #[error("permohonan ini sudah bernomor")]
    SudahBernomor,
    #[error("permohonan ini sudah dicatat dalam register")]
    SudahDicatat,
    #[error("tanggal penerimaan permohonan tidak tercatat")]
    TanggalTidakTercatat,
}

impl Pelanggaran for PermohonanDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            PermohonanDitolak::SudahAdaPermohonan | PermohonanDitolak::BelumAdaPermohonan => {
                "Pasal 22(1) UU 14/2008"
            }
            PermohonanDitolak::BerawalDariKeberatan => "Pasal 35(1) huruf b UU 14/2008",
            PermohonanDitolak::SudahBernomor => "Pasal 22(4) UU 14/2008",
            PermohonanDitolak::SudahDicatat => "Pasal 31(1) Perki 1/2021",
            PermohonanDitolak::TanggalTidakTercatat => "Pasal 32(1) huruf b Perki 1/2021",
        }
    }

    fn mutlak(&self) -> bool {
        !matches!(self, PermohonanDitolak::TanggalTidakTercatat)
    }
}

impl Langkah for PermohonanDiterima {
    type Pelanggaran = PermohonanDitolak;

    fn periksa(&self, perkara: &Perkara, konteks: &Konteks<'_>) -> Vec<PermohonanDitolak> {
        let mut pelanggaran = Vec::new();
        if perkara.permohonan.is_some() {
            pelanggaran.push(PermohonanDitolak::SudahAdaPermohonan);
        } else if !perkara.keberatan.is_empty() {
            pelanggaran.push(PermohonanDitolak::BerawalDariKeberatan);
        }
        if konteks.hari.is_none() {
            pelanggaran.push(PermohonanDitolak::TanggalTidakTercatat);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.permohonan = Some(Permohonan {
            diterima: kejadian,
            kanal: self.kanal.clone(),
            pemohon: self.pemohon.clone(),
            kuasa: self.kuasa.clone(),
            rincian: self.rincian.clone(),
            tujuan: self.tujuan.clone(),
        });
    }
}

impl Langkah for NomorPendaftaranDiberikan {
    type Pelanggaran = PermohonanDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<PermohonanDitolak> {
        let mut pelanggaran = Vec::new();
        if perkara.permohonan.is_none() {
            pelanggaran.push(PermohonanDitolak::BelumAdaPermohonan);
        }
        if perkara.nomor.is_some() {
            pelanggaran.push(PermohonanDitolak::SudahBernomor);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, _: Kejadian) {
        perkara.nomor = Some(self.clone());
    }
}

impl Langkah for PermohonanDicatat {
    type Pelanggaran = PermohonanDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<PermohonanDitolak> {
        let mut pelanggaran = Vec::new();
        if perkara.permohonan.is_none() {
            pelanggaran.push(PermohonanDitolak::BelumAdaPermohonan);
        }
        if perkara.dicatat.is_some() {
            pelanggaran.push(PermohonanDitolak::SudahDicatat);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.dicatat = Some(kejadian);
    }
}
