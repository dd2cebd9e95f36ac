//! Monev: the office's own assessment before the yearly one of Komisi Informasi
//! (Pasal 59 Perki 1/2021, Perki 1/2022).
//!
//! Weights and indicators change by year and by KI, so that they are facts of a
//! year; a year without any has those of KI Kaltim 2025. Scores are whole tenths
//! of a point, cut and never rounded up, so that what is shown and the band that
//! it lies in agree.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::event::{AliranId, JenisAliran};
use crate::teks::{Isi, Label};

/// A whole: 100 points, or 100 per cent, in tenths.
pub const PENUH: u16 = 1_000;
/// Indicators of a year at most.
pub const BATAS_INDIKATOR: usize = 20;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FaktaMonev))]
#[serde(tag = "type", content = "body")]
pub enum Event {
    IndikatorMonevDitetapkan(IndikatorMonevDitetapkan),
    NilaiMonevDiisi(NilaiMonevDiisi),
    HasilMonevDicatat(HasilMonevDicatat),
}

/// What a year is assessed by, and what the office aims for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IndikatorMonevDitetapkan {
    pub tahun: i32,
    /// Tenths of a point.
    pub target: u16,
    pub indikator: Vec<IndikatorMonev>,
}

/// One indicator and its weight, in tenths of a per cent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IndikatorMonev {
    pub nama: Label,
    pub bobot: u16,
    /// Which evidence of Jejak speaks for it; without any it is filled in by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bukti: Option<KelompokBukti>,
}

/// Kinds of evidence that the log itself has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum KelompokBukti {
    JenisInformasi,
    Digitalisasi,
    KualitasInformasi,
    Pelayanan,
    Komitmen,
    Sarana,
}

pub const SEMUA_KELOMPOK: [KelompokBukti; 6] = [
    KelompokBukti::JenisInformasi,
    KelompokBukti::Digitalisasi,
    KelompokBukti::KualitasInformasi,
    KelompokBukti::Pelayanan,
    KelompokBukti::Komitmen,
    KelompokBukti::Sarana,
];

impl KelompokBukti {
    /// As a fact has it, and as people read it.
    pub fn nama(self) -> (&'static str, &'static str) {
        match self {
            KelompokBukti::JenisInformasi => ("jenis_informasi", "Jenis informasi"),
            KelompokBukti::Digitalisasi => ("digitalisasi", "Digitalisasi"),
            KelompokBukti::KualitasInformasi => ("kualitas_informasi", "Kualitas informasi"),
            KelompokBukti::Pelayanan => ("pelayanan", "Pelayanan informasi"),
            KelompokBukti::Komitmen => ("komitmen", "Komitmen organisasi"),
            KelompokBukti::Sarana => ("sarana", "Sarana dan prasarana"),
        }
    }

    /// KI Kaltim 2025, in tenths of a per cent.
    fn bobot(self) -> u16 {
        match self {
            KelompokBukti::JenisInformasi => 400,
            KelompokBukti::Digitalisasi => 200,
            KelompokBukti::KualitasInformasi
            | KelompokBukti::Pelayanan
            | KelompokBukti::Komitmen
            | KelompokBukti::Sarana => 100,
        }
    }
}

/// What the office gives itself for an indicator in place of what data shows; an
/// empty one takes that back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NilaiMonevDiisi {
    pub tahun: i32,
    pub indikator: Label,
    /// Tenths of a point.
    pub nilai: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alasan: Option<Isi>,
}

/// What KI announced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HasilMonevDicatat {
    pub tahun: i32,
    /// Tenths of a point.
    pub nilai: u16,
    pub komisi: Label,
    /// The decree or the announcement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dasar: Option<Label>,
}

/// The bands of Perki 1/2022, each from its lower end to below the next: the
/// printed ones leave gaps (89,95; 39,95).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Predikat {
    TidakInformatif,
    KurangInformatif,
    CukupInformatif,
    MenujuInformatif,
    Informatif,
}

impl Predikat {
    /// Of tenths of a point.
    pub fn dari(nilai: u16) -> Self {
        match nilai {
            900.. => Predikat::Informatif,
            800.. => Predikat::MenujuInformatif,
            600.. => Predikat::CukupInformatif,
            400.. => Predikat::KurangInformatif,
            _ => Predikat::TidakInformatif,
        }
    }

    pub fn nama(self) -> &'static str {
        match self {
            Predikat::Informatif => "Informatif",
            Predikat::MenujuInformatif => "Menuju Informatif",
            Predikat::CukupInformatif => "Cukup Informatif",
            Predikat::KurangInformatif => "Kurang Informatif",
            Predikat::TidakInformatif => "Tidak Informatif",
        }
    }
}

/// The whole of indicators with their weights, cut to a tenth of a point.
pub fn jumlah(nilai: impl IntoIterator<Item = (u16, u16)>) -> u16 {
    let semua: u32 = nilai.into_iter().map(|(bobot, n)| u32::from(bobot) * u32::from(n)).sum();
    u16::try_from(semua / u32::from(PENUH)).unwrap_or(PENUH)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MonevDitolak {
    #[error("fakta ini bukan tentang tahun aliran ini")]
    TahunLain,
    #[error("bobot semua indikator harus berjumlah tepat 100%")]
    BobotBukanSeratus,
    #[error("satu indikator ditulis dua kali")]
    IndikatorGanda,
    #[error("paling banyak {BATAS_INDIKATOR} indikator setahun")]
    TerlaluBanyak,
    #[error("nilai paling banyak 100")]
    LebihDariSeratus,
    #[error("indikator itu tidak dipakai pada tahun ini")]
    IndikatorTidakAda,
    #[error("tidak ada yang berubah; yang tercatat sudah berbunyi demikian")]
    TidakBerubah,
}

/// A year as its stream tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Monev {
    ditetapkan: Option<IndikatorMonevDitetapkan>,
    /// What was filled in last, by indicator.
    diisi: Vec<NilaiMonevDiisi>,
    /// What KI announced last, and its day.
    pub hasil: Option<(Option<NaiveDate>, HasilMonevDicatat)>,
}

/// The stream of a year. There is one for each.
pub fn aliran(tahun: i32) -> AliranId {
    let ruang = Uuid::from_u128(0x6d6f_6e65_7600_8000_8000_0000_0000_0001);
    let id = Uuid::new_v5(&ruang, tahun.to_string().as_bytes());
    AliranId { jenis: JenisAliran::Monev, id }
}

/// What a year begins with: KI Kaltim 2025, aiming for Informatif.
pub fn bawaan(tahun: i32) -> IndikatorMonevDitetapkan {
    let indikator = SEMUA_KELOMPOK.into_iter().map(|bukti| IndikatorMonev {
        nama: Label::try_new(bukti.nama().1).expect("a name is a label"),
        bobot: bukti.bobot(),
        bukti: Some(bukti),
    });
    IndikatorMonevDitetapkan { tahun, target: 900, indikator: indikator.collect() }
}

impl Monev {
    /// What the year is assessed by.
    pub fn indikator(&self, tahun: i32) -> IndikatorMonevDitetapkan {
        self.ditetapkan.clone().unwrap_or_else(|| bawaan(tahun))
    }

    /// Whether the office said so itself.
    pub fn sendiri(&self) -> bool {
        self.ditetapkan.is_some()
    }

    /// What was filled in for an indicator.
    pub fn diisi(&self, indikator: &Label) -> Option<&NilaiMonevDiisi> {
        let satu = self.diisi.iter().find(|satu| satu.indikator == *indikator);
        satu.filter(|satu| satu.nilai.is_some())
    }

    pub fn decide(&self, id: Uuid, event: Event) -> Result<Event, MonevDitolak> {
        if aliran(event.tahun()).id != id {
            return Err(MonevDitolak::TahunLain);
        }
        match &event {
            Event::IndikatorMonevDitetapkan(baru) => {
                periksa(baru)?;
                if self.ditetapkan.as_ref() == Some(baru) {
                    return Err(MonevDitolak::TidakBerubah);
                }
            }
            Event::NilaiMonevDiisi(baru) => {
                let indikator = self.indikator(baru.tahun).indikator;
                if indikator.iter().all(|satu| satu.nama != baru.indikator) {
                    return Err(MonevDitolak::IndikatorTidakAda);
                }
                if baru.nilai.is_some_and(|nilai| nilai > PENUH) {
                    return Err(MonevDitolak::LebihDariSeratus);
                }
            }
            Event::HasilMonevDicatat(baru) => {
                if baru.nilai > PENUH {
                    return Err(MonevDitolak::LebihDariSeratus);
                }
                if self.hasil.as_ref().is_some_and(|(_, lama)| lama == baru) {
                    return Err(MonevDitolak::TidakBerubah);
                }
            }
        }
        Ok(event)
    }

    pub fn evolve(&mut self, event: &Event, hari: Option<NaiveDate>) {
        match event {
            Event::IndikatorMonevDitetapkan(baru) => self.ditetapkan = Some(baru.clone()),
            Event::NilaiMonevDiisi(baru) => {
                self.diisi.retain(|satu| satu.indikator != baru.indikator);
                self.diisi.push(baru.clone());
            }
            Event::HasilMonevDicatat(baru) => self.hasil = Some((hari, baru.clone())),
        }
    }
}

fn periksa(baru: &IndikatorMonevDitetapkan) -> Result<(), MonevDitolak> {
    let indikator = &baru.indikator;
    if indikator.len() > BATAS_INDIKATOR {
        return Err(MonevDitolak::TerlaluBanyak);
    }
    if baru.target > PENUH {
        return Err(MonevDitolak::LebihDariSeratus);
    }
    let nama: BTreeSet<&Label> = indikator.iter().map(|satu| &satu.nama).collect();
    if nama.len() < indikator.len() {
        return Err(MonevDitolak::IndikatorGanda);
    }
    let bobot: u32 = indikator.iter().map(|satu| u32::from(satu.bobot)).sum();
    if bobot != u32::from(PENUH) {
        return Err(MonevDitolak::BobotBukanSeratus);
    }
    Ok(())
}

impl Event {
    pub fn tahun(&self) -> i32 {
        match self {
            Event::IndikatorMonevDitetapkan(f) => f.tahun,
            Event::NilaiMonevDiisi(f) => f.tahun,
            Event::HasilMonevDicatat(f) => f.tahun,
        }
    }
}

#[cfg(test)]
mod tests;
