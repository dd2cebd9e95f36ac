//! The yearly report of the office: its own words, its setting, its copy to
//! Komisi Informasi.
//!
//! Pasal 56-58 Perki 1/2021: within three months after the year, in six
//! chapters, with a copy to KI; Pasal 57(1): facilities, staff and budget. To
//! set it freezes what it was made from, so that anybody makes the same bytes
//! again; a figure that a correction moves later is a revision, and may be set
//! again as one.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::event::{AliranId, JenisAliran};
use crate::hari_kerja::KalenderKerja;
use crate::teks::{Isi, Label, Sidik, memuat_nik};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FaktaTahunan))]
#[serde(tag = "type", content = "body")]
pub enum Event {
    KataTahunanDitulis(KataTahunanDitulis),
    LaporanTahunanDitetapkan(LaporanTahunanDitetapkan),
    LaporanTahunanDikirimKeKi(LaporanTahunanDikirimKeKi),
}

/// What the office says itself, all of it: the later stands for the earlier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KataTahunanDitulis {
    pub tahun: i32,
    pub kata: KataTahunan,
}

/// The parts that no figure can write: chapters a, b, e and f.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KataTahunan {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kebijakan: Option<Isi>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sarana: Option<Isi>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sumber_daya: Option<Isi>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anggaran: Option<Isi>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kendala_internal: Option<Isi>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kendala_eksternal: Option<Isi>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rekomendasi: Option<Isi>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rencana: Option<Isi>,
}

impl KataTahunan {
    /// Each part with the name that a fact gives it, and how a paper heads it.
    pub fn semua(&self) -> [(&'static str, &'static str, Option<&Isi>); 8] {
        [
            ("kebijakan", "Kebijakan pelayanan informasi publik", self.kebijakan.as_ref()),
            ("sarana", "Sarana dan prasarana", self.sarana.as_ref()),
            ("sumber_daya", "Sumber daya manusia", self.sumber_daya.as_ref()),
            ("anggaran", "Anggaran dan penggunaannya", self.anggaran.as_ref()),
            ("kendala_internal", "Kendala internal", self.kendala_internal.as_ref()),
            ("kendala_eksternal", "Kendala eksternal", self.kendala_eksternal.as_ref()),
            ("rekomendasi", "Rekomendasi", self.rekomendasi.as_ref()),
            ("rencana", "Rencana tindak lanjut", self.rencana.as_ref()),
        ]
    }

    /// Headings of the parts that nobody wrote.
    pub fn kurang(&self) -> Vec<&'static str> {
        self.semua()
            .into_iter()
            .filter(|(.., isi)| isi.is_none())
            .map(|(_, nama, _)| nama)
            .collect()
    }
}

/// Set, with what it was made from and every figure that is not zero.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LaporanTahunanDitetapkan {
    pub tahun: i32,
    pub posisi: u64,
    /// The root of the log up to there.
    pub akar: Sidik,
    pub versi_templat: u32,
    /// What set the type.
    pub mesin: Label,
    /// Of the PDF.
    pub sha256: Sidik,
    pub angka: Vec<AngkaTahunan>,
}

/// One figure by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AngkaTahunan {
    pub hal: Label,
    pub n: u64,
}

/// The copy of Pasal 56(3) Perki 1/2021.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LaporanTahunanDikirimKeKi {
    pub tahun: i32,
    pub cara: CaraKirim,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nomor_surat: Option<Label>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CaraKirim {
    Langsung,
    Pos,
    Surel,
    /// Pasal 61 Perki 1/2021: KI's own system.
    SistemKi,
}

pub const SEMUA_CARA_KIRIM: [CaraKirim; 4] =
    [CaraKirim::Langsung, CaraKirim::Pos, CaraKirim::Surel, CaraKirim::SistemKi];

impl CaraKirim {
    /// As a fact has it, and as people read it.
    pub fn nama(self) -> (&'static str, &'static str) {
        match self {
            CaraKirim::Langsung => ("langsung", "diantar langsung"),
            CaraKirim::Pos => ("pos", "pos atau kurir"),
            CaraKirim::Surel => ("surel", "surel"),
            CaraKirim::SistemKi => ("sistem_ki", "sistem pelaporan Komisi Informasi"),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TahunanDitolak {
    #[error("fakta ini bukan tentang tahun aliran ini")]
    TahunLain,
    #[error("belum ada yang ditulis; isi paling sedikit satu bagian")]
    TanpaKata,
    #[error("laporan tahunan tidak memuat NIK; hapus angka yang menyerupainya pada bagian: {0}")]
    MemuatNik(&'static str),
    #[error("tahun ini belum berakhir; laporan ditetapkan sesudah 31 Desember")]
    BelumBerakhir,
    #[error("bagian ini belum ditulis: {}", .0.join(", "))]
    BelumLengkap(Vec<&'static str>),
    #[error("laporan yang ditetapkan sudah berbunyi demikian")]
    TidakBerubah,
    #[error("laporan tahun ini belum ditetapkan")]
    BelumDitetapkan,
    #[error("laporan yang ditetapkan ini sudah dikirim kepada Komisi Informasi")]
    SudahDikirim,
    #[error("laporan ini belum ditetapkan pada tanggal pengiriman itu")]
    DikirimSebelumDitetapkan,
}

/// The report of a year as its stream tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tahunan {
    pub kata: KataTahunan,
    /// Oldest first, each with its day.
    pub penetapan: Vec<(Option<NaiveDate>, LaporanTahunanDitetapkan)>,
    /// Every copy, with its day.
    pub kiriman: Vec<(Option<NaiveDate>, LaporanTahunanDikirimKeKi)>,
    /// The report that was set last went to KI.
    pub terkirim: bool,
}

/// The stream of a year. There is one for each.
pub fn aliran(tahun: i32) -> AliranId {
    let ruang = Uuid::from_u128(0x7461_6875_6e61_6e80_8000_0000_0000_0001);
    let id = Uuid::new_v5(&ruang, tahun.to_string().as_bytes());
    AliranId { jenis: JenisAliran::Tahunan, id }
}

/// The last day of Pasal 56(1) Perki 1/2021, and the working day to aim for
/// where it is none: no rule says that it moves on (Sunday in 2024, Idulfitri
/// in 2025).
pub fn batas(tahun: i32, kerja: &KalenderKerja) -> Option<(NaiveDate, NaiveDate)> {
    let batas = NaiveDate::from_ymd_opt(tahun.checked_add(1)?, 3, 31)?;
    let mundur = std::iter::successors(Some(batas), NaiveDate::pred_opt);
    let usahakan = mundur.take(MUNDUR).find(|hari| kerja.adalah_hari_kerja(*hari));
    Some((batas, usahakan.unwrap_or(batas)))
}

/// No holidays are longer than this.
const MUNDUR: usize = 60;

impl Tahunan {
    /// What stands against setting it on a day, before anything is made.
    pub fn boleh_ditetapkan(&self, tahun: i32, hari: NaiveDate) -> Result<(), TahunanDitolak> {
        if hari.year() <= tahun {
            return Err(TahunanDitolak::BelumBerakhir);
        }
        match self.kata.kurang() {
            kurang if kurang.is_empty() => Ok(()),
            kurang => Err(TahunanDitolak::BelumLengkap(kurang)),
        }
    }

    pub fn decide(&self, id: Uuid, event: Event, hari: NaiveDate) -> Result<Event, TahunanDitolak> {
        if aliran(event.tahun()).id != id {
            return Err(TahunanDitolak::TahunLain);
        }
        match &event {
            Event::KataTahunanDitulis(baru) => {
                if baru.kata == KataTahunan::default() {
                    return Err(TahunanDitolak::TanpaKata);
                }
                let nik = |isi: Option<&Isi>| isi.and_then(Isi::teks).is_some_and(memuat_nik);
                let semua = baru.kata.semua();
                if let Some((_, bagian, _)) = semua.into_iter().find(|(.., isi)| nik(*isi)) {
                    return Err(TahunanDitolak::MemuatNik(bagian));
                }
            }
            Event::LaporanTahunanDitetapkan(baru) => {
                self.boleh_ditetapkan(baru.tahun, hari)?;
                if self.penetapan.last().is_some_and(|(_, lama)| lama.sha256 == baru.sha256) {
                    return Err(TahunanDitolak::TidakBerubah);
                }
            }
            Event::LaporanTahunanDikirimKeKi(_) => {
                let (sejak, _) = self.penetapan.last().ok_or(TahunanDitolak::BelumDitetapkan)?;
                if self.terkirim {
                    return Err(TahunanDitolak::SudahDikirim);
                }
                if sejak.is_some_and(|sejak| hari < sejak) {
                    return Err(TahunanDitolak::DikirimSebelumDitetapkan);
                }
            }
        }
        Ok(event)
    }

    pub fn evolve(&mut self, event: &Event, hari: Option<NaiveDate>) {
        match event {
            Event::KataTahunanDitulis(baru) => self.kata = baru.kata.clone(),
            Event::LaporanTahunanDitetapkan(baru) => {
                self.penetapan.push((hari, baru.clone()));
                self.terkirim = false;
            }
            Event::LaporanTahunanDikirimKeKi(baru) => {
                self.kiriman.push((hari, baru.clone()));
                self.terkirim = true;
            }
        }
    }
}

impl Event {
    pub fn tahun(&self) -> i32 {
        match self {
            Event::KataTahunanDitulis(f) => f.tahun,
            Event::LaporanTahunanDitetapkan(f) => f.tahun,
            Event::LaporanTahunanDikirimKeKi(f) => f.tahun,
        }
    }
}

#[cfg(test)]
mod tests;
