//! Summons and hearings.
//!
//! Pasal 22-36 Perki 1/2013: the summons is received three hk before the first
//! day; a pemohon absent twice without clear reason loses the application.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Sengketa;
use crate::event::{Konteks, Pelanggaran};
use crate::perkara::{Kejadian, Langkah};
use crate::teks::Isi;

/// The summons reached the office (Pasal 24).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PanggilanDiterima {
    pub acara: AcaraSidang,
    pub tanggal_sidang: NaiveDate,
}

/// The office's written answer (Pasal 25), before the first day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JawabanTermohonDisampaikan {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uraian: Option<Isi>,
}

/// A hearing was held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SidangDigelar {
    pub acara: AcaraSidang,
    pub pemohon: Kehadiran,
    pub termohon: Kehadiran,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[serde(rename_all = "snake_case")]
pub enum Kehadiran {
    Hadir,
    TidakHadirDenganAlasan,
    TidakHadir,
    TidakTercatat,
}

/// Lost because the pemohon stayed away twice (Pasal 30, 45).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SengketaGugur {}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SidangDitolak {
    #[error("belum ada sengketa yang diajukan")]
    BelumDiajukan,
    #[error("sengketa ini belum diregistrasi")]
    BelumDiregistrasi,
    #[error("panggilan diterima kurang dari tiga hari kerja sebelum sidang")]
    PanggilanTerlambat,
    #[error("jawaban tertulis disampaikan sebelum hari pertama sidang")]
    JawabanSetelahSidang,
    #[error("pemohon belum dua kali tidak hadir tanpa alasan yang jelas")]
    BelumDuaKaliTidakHadir,
}

impl Pelanggaran for SidangDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            SidangDitolak::BelumDiajukan | SidangDitolak::BelumDiregistrasi => {
                "Pasal 18-19 Perki 1/2013"
            }
            SidangDitolak::PanggilanTerlambat => "Pasal 24(2) Perki 1/2013",
            SidangDitolak::JawabanSetelahSidang => "Pasal 25 Perki 1/2013",
            SidangDitolak::BelumDuaKaliTidakHadir => "Pasal 30, 45 Perki 1/2013",
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

    fn ketidakhadiran_pemohon(&self) -> usize {
        self.sidang.iter().filter(|(_, sidang)| sidang.pemohon == Kehadiran::TidakHadir).count()
    }
}

impl Langkah<Sengketa> for PanggilanDiterima {
    type Pelanggaran = SidangDitolak;

    fn periksa(&self, sengketa: &Sengketa, konteks: &Konteks<'_>) -> Vec<SidangDitolak> {
        use crate::hari_kerja::{Arah, CaraHitung, HariKerja};
        let mut pelanggaran = terdaftar(sengketa);
        let terakhir = konteks.aturan.kerja.hitung(
            self.tanggal_sidang,
            HariKerja(3),
            CaraHitung::HariSama,
            Arah::Mundur,
        );
        if konteks.hari.is_some_and(|hari| hari > terakhir) {
            pelanggaran.push(SidangDitolak::PanggilanTerlambat);
        }
        pelanggaran
    }

    fn terapkan(&self, sengketa: &mut Sengketa, _: Kejadian) {
        sengketa.panggilan = Some(self.clone());
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
        if sengketa.ketidakhadiran_pemohon() < 2 {
            pelanggaran.push(SidangDitolak::BelumDuaKaliTidakHadir);
        }
        pelanggaran
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        sengketa.gugur = Some(kejadian);
    }
}
