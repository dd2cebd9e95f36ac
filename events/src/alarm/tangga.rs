//! The ladder of a tenggat: on which working days somebody is told.
//!
//! A rung is a number of working days to the earliest end, negative behind it.

use serde::{Deserialize, Serialize};

use super::JenisAlarm;

/// On which working days before the end and behind it, and who is told besides
/// the holder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tangga {
    /// Working days before the earliest end; zero is its day.
    pub sebelum: Vec<u32>,
    /// On each of the first so many working days behind it,
    pub terlambat_harian: u32,
    /// and then on every so-manieth; zero for never.
    pub terlambat_berkala: u32,
    /// No further than so many working days behind it. What is older, as a row
    /// that was taken over unanswered, is told of once; from then on it stands in
    /// the digests and dashboards alone.
    pub terlambat_sampai: u32,
    pub eskalasi: Eskalasi,
}

/// From which rung on they are told too; never where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Eskalasi {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kepala_unit: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ppid_utama: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub atasan_ppid: Option<i32>,
}

/// Where a tenggat stands on its ladder this morning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kedudukan {
    /// Working days left to the earliest end.
    pub sisa: i64,
    /// How many were left on the first working day on which it ran: rungs before
    /// that never were. Nothing where it is counted backwards, from a day to come.
    pub saat_dibuka: Option<i64>,
    /// The last rung that was raised for this end.
    pub terakhir: Option<i32>,
}

/// A rung that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bunyi {
    pub anak_tangga: i32,
    /// Rungs before it of which nobody was told.
    pub terlewat: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TanggaDitolak {
    #[error("tangga alarm memerlukan paling sedikit satu hari")]
    Kosong,
    #[error("hari kerja sebelum tenggat paling banyak 60, dan masing-masing satu kali")]
    HariTidakSah,
    #[error("jarak alarm keterlambatan paling banyak 60 hari kerja")]
    TerlaluJarang,
    #[error("alarm keterlambatan berhenti antara 1 dan 250 hari kerja setelah tenggat")]
    TanpaAkhir,
    #[error("pemohon tidak ditegur setelah haknya lewat, dan tidak dilaporkan kepada siapa pun")]
    MilikPemohon,
}

/// Working days before an end, at most.
pub const TERJAUH: u32 = 60;
/// Working days behind an end: a year of them at most.
const TERLAMA: u32 = 250;

impl Tangga {
    /// What holds while the office has said nothing.
    pub fn bawaan(jenis: JenisAlarm) -> Self {
        let eskalasi = if jenis.milik_pemohon() {
            Eskalasi::default()
        } else if jenis == JenisAlarm::BatasInternal {
            Eskalasi::pada(0, -1, -5)
        } else if jenis == JenisAlarm::TanggapanKeberatan {
            // His own duty, also while a unit prepares it.
            Eskalasi::pada(1, 3, 5)
        } else {
            Eskalasi::pada(1, 0, -1)
        };
        let sekantor = [JenisAlarm::LaporanTahunan, JenisAlarm::KalenderTahunDepan];
        let seunit = [JenisAlarm::Katalog, JenisAlarm::LaporanUnit];
        let sebelum: &[u32] = if jenis.hak_pemohon() {
            // Who has it may well be content: one word is enough.
            &[5]
        } else if jenis.milik_pemohon() {
            &[5, 1, 0]
        } else if sekantor.contains(&jenis) {
            &[20, 10, 5, 3, 1, 0]
        } else if seunit.contains(&jenis) {
            &[10, 5, 3, 1, 0]
        } else {
            &[5, 3, 1, 0]
        };
        let (terlambat, sampai) = if jenis.berguna_sesudah_lewat() { (5, 60) } else { (0, 0) };
        Tangga {
            sebelum: sebelum.to_vec(),
            terlambat_harian: terlambat,
            terlambat_berkala: terlambat,
            terlambat_sampai: sampai,
            eskalasi,
        }
    }

    /// Whether an office may say so of this kind.
    pub fn periksa(&self, jenis: JenisAlarm) -> Result<(), TanggaDitolak> {
        let berulang = |n: usize| self.sebelum[..n].contains(&self.sebelum[n]);
        let tidak_sah = |n: usize| self.sebelum[n] > TERJAUH || berulang(n);
        if (0..self.sebelum.len()).any(tidak_sah) {
            return Err(TanggaDitolak::HariTidakSah);
        }
        if self.terlambat_harian.max(self.terlambat_berkala) > TERJAUH {
            return Err(TanggaDitolak::TerlaluJarang);
        }
        if self.menegur() && !(1..=TERLAMA).contains(&self.terlambat_sampai) {
            return Err(TanggaDitolak::TanpaAkhir);
        }
        if self.sebelum.is_empty() && !self.menegur() {
            return Err(TanggaDitolak::Kosong);
        }
        let lebih = self.menegur() || self.eskalasi != Eskalasi::default();
        if jenis.milik_pemohon() && lebih {
            return Err(TanggaDitolak::MilikPemohon);
        }
        Ok(())
    }

    /// It has rungs behind the end.
    fn menegur(&self) -> bool {
        self.terlambat_harian > 0 || self.terlambat_berkala > 0
    }

    /// How far before the end its first rung lies.
    pub fn terjauh(&self) -> u32 {
        self.sebelum.iter().copied().max().unwrap_or(0)
    }

    /// The rung that is due: the lowest that was reached and not raised. After
    /// an outage it stands for those before it; there is never more than one.
    pub fn jatuh_tempo(&self, kedudukan: Kedudukan) -> Option<Bunyi> {
        let Kedudukan { sisa, saat_dibuka, terakhir } = kedudukan;
        if sisa < 0 && !self.menegur() {
            return None;
        }
        let belum = |anak: i64| terakhir.is_none_or(|terakhir| anak < i64::from(terakhir));
        let pernah = |anak: i64| saat_dibuka.is_none_or(|dibuka| anak <= dibuka);
        let sebelum = self.sebelum.iter().map(|anak| i64::from(*anak));
        let sebelum = sebelum.filter(|anak| *anak >= sisa && belum(*anak) && pernah(*anak));
        let (banyak, terendah) = sebelum.fold((0, None), |(n, min), anak| {
            (n + 1, Some(min.map_or(anak, |m: i64| m.min(anak))))
        });
        let lewat = u32::try_from(-sisa).unwrap_or(0);
        let sudah = terakhir.map_or(0, |t| u32::try_from(-i64::from(t)).unwrap_or(0));
        let teguran = self.teguran(lewat).saturating_sub(self.teguran(sudah));
        let anak = if teguran > 0 { -i64::from(self.teguran_terakhir(lewat)) } else { terendah? };
        Some(Bunyi { anak_tangga: i32::try_from(anak).ok()?, terlewat: banyak + teguran - 1 })
    }

    /// How many rungs lie on the first so many working days behind the end.
    fn teguran(&self, hari: u32) -> u32 {
        let hari = hari.min(self.terlambat_sampai);
        let sesudah = hari.saturating_sub(self.terlambat_harian);
        hari.min(self.terlambat_harian) + sesudah.checked_div(self.terlambat_berkala).unwrap_or(0)
    }

    /// On which of them the last of those rungs lies.
    fn teguran_terakhir(&self, hari: u32) -> u32 {
        let hari = hari.min(self.terlambat_sampai);
        let sesudah = hari.saturating_sub(self.terlambat_harian);
        let berkala = sesudah.checked_div(self.terlambat_berkala).unwrap_or(0);
        hari.min(self.terlambat_harian) + berkala * self.terlambat_berkala
    }
}

impl Eskalasi {
    fn pada(kepala_unit: i32, ppid_utama: i32, atasan_ppid: i32) -> Self {
        Eskalasi {
            kepala_unit: Some(kepala_unit),
            ppid_utama: Some(ppid_utama),
            atasan_ppid: Some(atasan_ppid),
        }
    }
}
