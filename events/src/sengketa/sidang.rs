//! Summons and hearings.
//!
//! Pasal 22-36 Perki 1/2013: the summons is received three hk before the first
//! day; a pemohon absent twice without clear reason loses the application.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Sengketa;
use super::putusan::Pihak;
use crate::event::{Konteks, Pelanggaran};
use crate::hari_kerja::{Arah, CaraHitung};
use crate::perkara::{Kejadian, Langkah};
use crate::teks::Isi;

/// The summons reached the office (Pasal 24).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PanggilanDiterima {
    pub acara: AcaraSidang,
    pub tanggal_sidang: NaiveDate,
}

/// A party asked for another mediator or majelis (Pasal 22(3)), two hk before
/// the first day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PenggantianMajelisDiminta {
    pub oleh: Pihak,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alasan: Option<Isi>,
}

/// The office's written answer (Pasal 25), before the first day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JawabanTermohonDisampaikan {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uraian: Option<Isi>,
}

/// A hearing was held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SidangDigelar {
    pub acara: AcaraSidang,
    pub pemohon: Kehadiran,
    pub termohon: Kehadiran,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AcaraSidang {
    /// Pasal 36(1): competence, standing of both, time limit.
    Pertama,
    Pembuktian,
    PemeriksaanSetempat,
    Kesimpulan,
    Mediasi,
    Putusan,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kehadiran {
    Hadir,
    TidakHadirDenganAlasan,
    TidakHadir,
    TidakTercatat,
}

/// Lost because the pemohon stayed away twice (Pasal 30, 45).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SengketaGugur {}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SidangDitolak {
    #[error("belum ada sengketa yang diajukan")]
    BelumDiajukan,
    #[error("sengketa ini belum diregistrasi")]
    BelumDiregistrasi,
    #[error("panggilan diterima kurang dari tiga hari kerja sebelum sidang")]
    PanggilanTerlambat,
    #[error("permintaan penggantian diajukan kurang dari dua hari kerja sebelum sidang")]
    PenggantianTerlambat,
    #[error("jawaban tertulis disampaikan sebelum hari pertama sidang")]
    JawabanSetelahSidang,
    #[error("pemohon belum dua kali tidak hadir tanpa alasan yang jelas")]
    BelumDuaKaliTidakHadir,
    #[error("sengketa ini sudah berakhir")]
    SudahBerakhir,
}

impl Pelanggaran for SidangDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            SidangDitolak::BelumDiajukan | SidangDitolak::BelumDiregistrasi => {
                "Pasal 18-19 Perki 1/2013"
            }
            SidangDitolak::PanggilanTerlambat => "Pasal 24(2) Perki 1/2013",
            SidangDitolak::PenggantianTerlambat => "Pasal 22(3) Perki 1/2013",
            SidangDitolak::JawabanSetelahSidang => "Pasal 25 Perki 1/2013",
            SidangDitolak::BelumDuaKaliTidakHadir | SidangDitolak::SudahBerakhir => {
                "Pasal 30, 45 Perki 1/2013"
            }
        }
    }

    fn mutlak(&self) -> bool {
        matches!(self, SidangDitolak::BelumDiajukan)
    }
}

pub(super) fn terdaftar(sengketa: &Sengketa) -> Vec<SidangDitolak> {
    match (&sengketa.pengajuan, &sengketa.registrasi) {
        (None, _) => vec![SidangDitolak::BelumDiajukan],
        (Some(_), None) => vec![SidangDitolak::BelumDiregistrasi],
        (Some(_), Some(_)) => Vec::new(),
    }
}

impl Sengketa {
    pub fn sidang_pertama(&self) -> Option<Kejadian> {
        self.sidang.first().map(|(kejadian, _)| *kejadian)
    }

    /// Hearings (Pasal 30) and mediation (Pasal 45) are counted apart.
    fn ketidakhadiran_pemohon(&self, mediasi: bool) -> usize {
        let absen = self.sidang.iter().filter(|(_, s)| s.pemohon == Kehadiran::TidakHadir);
        absen.filter(|(_, s)| (s.acara == AcaraSidang::Mediasi) == mediasi).count()
    }
}

impl Langkah<Sengketa> for PanggilanDiterima {
    type Pelanggaran = SidangDitolak;

    fn periksa(&self, sengketa: &Sengketa, konteks: &Konteks<'_>) -> Vec<SidangDitolak> {
        let mut pelanggaran = terdaftar(sengketa);
        // Pasal 24(2) speaks of the first day alone.
        let pertama = self.acara == AcaraSidang::Pertama;
        if pertama && lewat("S10", self.tanggal_sidang, konteks) {
            pelanggaran.push(SidangDitolak::PanggilanTerlambat);
        }
        pelanggaran
    }

    fn terapkan(&self, sengketa: &mut Sengketa, _: Kejadian) {
        sengketa.panggilan = Some(self.clone());
    }
}

/// Whether the day lies after the latest reading of a limit before a hearing.
fn lewat(kode: &str, sidang: NaiveDate, konteks: &Konteks<'_>) -> bool {
    let aturan = konteks.aturan;
    let terakhir = aturan
        .hari_kerja(kode)
        .map(|hk| aturan.kerja.hitung(sidang, hk, CaraHitung::HariSama, Arah::Mundur));
    konteks.hari.zip(terakhir).is_some_and(|(hari, terakhir)| hari > terakhir)
}

impl Langkah<Sengketa> for PenggantianMajelisDiminta {
    type Pelanggaran = SidangDitolak;

    fn periksa(&self, sengketa: &Sengketa, konteks: &Konteks<'_>) -> Vec<SidangDitolak> {
        let mut pelanggaran = terdaftar(sengketa);
        let sidang = sengketa.panggilan.as_ref().map(|panggilan| panggilan.tanggal_sidang);
        if sidang.is_some_and(|sidang| lewat("S09", sidang, konteks)) {
            pelanggaran.push(SidangDitolak::PenggantianTerlambat);
        }
        pelanggaran
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        if self.oleh == Pihak::BadanPublik {
            sengketa.penggantian_majelis = Some(kejadian);
        }
    }
}

impl Langkah<Sengketa> for JawabanTermohonDisampaikan {
    type Pelanggaran = SidangDitolak;

    fn periksa(&self, sengketa: &Sengketa, konteks: &Konteks<'_>) -> Vec<SidangDitolak> {
        let mut pelanggaran = terdaftar(sengketa);
        let pertama = sengketa.sidang_pertama().and_then(|sidang| sidang.tanggal);
        if konteks.hari.zip(pertama).is_some_and(|(hari, pertama)| hari >= pertama) {
            pelanggaran.push(SidangDitolak::JawabanSetelahSidang);
        }
        pelanggaran
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        sengketa.jawaban_termohon = Some(kejadian);
    }
}

impl Langkah<Sengketa> for SidangDigelar {
    type Pelanggaran = SidangDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<SidangDitolak> {
        terdaftar(sengketa)
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        sengketa.sidang.push((kejadian, *self));
    }
}

impl Langkah<Sengketa> for SengketaGugur {
    type Pelanggaran = SidangDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<SidangDitolak> {
        let mut pelanggaran = terdaftar(sengketa);
        if [false, true].iter().all(|mediasi| sengketa.ketidakhadiran_pemohon(*mediasi) < 2) {
            pelanggaran.push(SidangDitolak::BelumDuaKaliTidakHadir);
        }
        if sengketa.berakhir_tanpa_putusan() {
            pelanggaran.push(SidangDitolak::SudahBerakhir);
        }
        pelanggaran
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        sengketa.gugur = Some(kejadian);
    }
}
