//! Kegagalan Pelindungan Data Pribadi: data got where they should not, were lost
//! or were changed, and those concerned are told.
//!
//! Pasal 46 UU 27/2022: in writing to the subjek and to the lembaga within three
//! times twenty-four hours, and in some cases to the public. The text says neither
//! from when it runs nor who judges that, so that both readings stand side by
//! side: from the failure, and from when the office knew of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::jam::{Rentang, TenggatJam, rentang};
use crate::teks::{Isi, Label};
use crate::waktu::{Waktu, Zona};

/// A fact of one failure, a stream each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FaktaKegagalan))]
#[serde(tag = "type", content = "body")]
pub enum Event {
    KegagalanDitemukan(KegagalanDitemukan),
    KegagalanDiberitahukan(KegagalanDiberitahukan),
    KegagalanDitangani(KegagalanDitangani),
}

/// The office knows of it since the moment of this fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KegagalanDitemukan {
    /// What happened, without anybody's name: the list calls it so.
    pub judul: Label,
    /// The day on which it happened, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terjadi: Option<NaiveDate>,
    /// Pasal 46(2) letter a: which data.
    pub data_terungkap: Isi,
    /// Letter b: when and how.
    pub kronologi: Isi,
    /// Letter c: what is done against it.
    pub penanganan: Isi,
    /// How many people, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jumlah_orang: Option<u32>,
    /// The numbers of the registers that are concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register: Option<Label>,
}

/// Somebody was told in writing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KegagalanDiberitahukan {
    pub kepada: PenerimaKegagalan,
    /// The letter, the announcement, and its date.
    pub surat: Label,
}

/// Whom Pasal 46 names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PenerimaKegagalan {
    /// All people whose data it concerns.
    Subjek,
    /// The institution of Pasal 58 UU 27/2022.
    Lembaga,
    /// Pasal 46(3).
    Masyarakat,
}

impl PenerimaKegagalan {
    pub fn nama(self) -> &'static str {
        match self {
            PenerimaKegagalan::Subjek => "orang yang datanya terdampak",
            PenerimaKegagalan::Lembaga => "lembaga pelindungan data pribadi",
            PenerimaKegagalan::Masyarakat => "masyarakat",
        }
    }
}

/// It is over: what was done, and what keeps it from happening again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KegagalanDitangani {
    pub uraian: Isi,
}

/// A failure as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kegagalan {
    pub ditemukan: Option<(Waktu, KegagalanDitemukan)>,
    /// In the order of the log.
    pub pemberitahuan: Vec<(Waktu, KegagalanDiberitahukan)>,
    pub ditangani: Option<Waktu>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KegagalanDitolak {
    #[error("kegagalan ini sudah dicatat")]
    SudahAda,
    #[error("kegagalan ini belum dicatat")]
    BelumAda,
    #[error(
        "hari terjadinya sesudah hari kantor mengetahuinya; periksa kedua tanggalnya, atau \
         kosongkan bila belum diketahui"
    )]
    TerjadiMendatang,
    #[error("kegagalan ini sudah ditutup")]
    SudahDitangani,
    #[error(
        "beri tahu dahulu orang yang terdampak dan lembaga secara tertulis (Pasal 46(1) UU 27/2022)"
    )]
    BelumDiberitahukan,
}

impl Kegagalan {
    /// What Pasal 46(1) obliges to: the people, and the institution.
    const WAJIB: [PenerimaKegagalan; 2] = [PenerimaKegagalan::Subjek, PenerimaKegagalan::Lembaga];

    /// Takes a fact of that day or refuses it.
    pub fn decide(&self, fakta: Event, hari: NaiveDate) -> Result<Event, KegagalanDitolak> {
        if let Event::KegagalanDitemukan(baru) = &fakta {
            return if self.ditemukan.is_some() {
                Err(KegagalanDitolak::SudahAda)
            } else if baru.terjadi.is_some_and(|terjadi| terjadi > hari) {
                Err(KegagalanDitolak::TerjadiMendatang)
            } else {
                Ok(fakta)
            };
        }
        if self.ditemukan.is_none() {
            return Err(KegagalanDitolak::BelumAda);
        }
        if self.ditangani.is_some() {
            return Err(KegagalanDitolak::SudahDitangani);
        }
        let menutup = matches!(fakta, Event::KegagalanDitangani(_));
        if menutup && !self.belum_diberitahu().is_empty() {
            return Err(KegagalanDitolak::BelumDiberitahukan);
        }
        Ok(fakta)
    }

    pub fn evolve(&mut self, fakta: &Event, waktu: Waktu) {
        match fakta {
            Event::KegagalanDitemukan(baru) => self.ditemukan = Some((waktu, baru.clone())),
            Event::KegagalanDiberitahukan(baru) => self.pemberitahuan.push((waktu, baru.clone())),
            Event::KegagalanDitangani(_) => self.ditangani = Some(waktu),
        }
    }

    /// Who is still to be told.
    pub fn belum_diberitahu(&self) -> Vec<PenerimaKegagalan> {
        let sudah = |kepada: &PenerimaKegagalan| {
            self.pemberitahuan.iter().any(|(_, satu)| satu.kepada == *kepada)
        };
        Kegagalan::WAJIB.into_iter().filter(|kepada| !sudah(kepada)).collect()
    }

    /// D01: met when both were told, at the later of the two.
    pub fn tenggat(&self, zona: Zona) -> Option<TenggatJam> {
        let (diketahui, ditemukan) = self.ditemukan.as_ref()?;
        let terjadi = ditemukan.terjadi.map(Waktu::Tanggal);
        let pemicu = [terjadi, Some(*diketahui)].into_iter().flatten();
        let pemicu: Vec<Rentang> = pemicu.filter_map(|waktu| rentang(waktu, zona)).collect();
        let tenggat = TenggatJam::dari("D01", &pemicu)?;
        if !self.belum_diberitahu().is_empty() {
            return Some(tenggat);
        }
        let dipenuhi = Kegagalan::WAJIB.iter().try_fold(None, |sampai: Option<Rentang>, kepada| {
            let kepadanya = self.pemberitahuan.iter().filter(|(_, satu)| satu.kepada == *kepada);
            let pertama = kepadanya.filter_map(|(waktu, _)| rentang(*waktu, zona)).min()?;
            let (awal, lambat) = sampai.unwrap_or(pertama);
            Some(Some((awal.max(pertama.0), lambat.max(pertama.1))))
        });
        let dipenuhi = dipenuhi.flatten();
        // Told, and nobody wrote down when.
        Some(TenggatJam { dipenuhi, gugur: dipenuhi.is_none(), ..tenggat })
    }
}

#[cfg(test)]
mod uji;
