//! Hari kerja: which days count, and how a limit is counted over them.
//!
//! Perki 1/2021 Pasal 1 angka 22 says that a day is a hari kerja and leaves the
//! word undefined. Jejak counts the days of the office's week that are neither
//! libur nasional nor, by the rule set's default, cuti bersama (Perpres 21/2023
//! Pasal 6: national cuti bersama changes the working days).

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::kalender::{HariDitutup, Kalender};
use crate::waktu::nama_hari;

mod nomor;

pub use nomor::NomorHari;

/// A length in working days, so that no calendar day slips in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct HariKerja(pub u32);

/// Five days, Monday to Friday (Perpres 21/2023 Pasal 3), or six as in some
/// schools and hospitals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Pekan {
    #[default]
    LimaHari,
    EnamHari,
}

/// Whether the trigger day is day 1. KI has decided both ways (KI Jabar
/// 2382/2024 counts it; KI Pusat, putusan sela of 22 January 2024, does not).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaraHitung {
    /// The trigger day is day 1, when it is a working day.
    HariSama,
    /// The next working day is day 1.
    HariBerikutnya,
}

pub const KEDUA_CARA: [CaraHitung; 2] = [CaraHitung::HariSama, CaraHitung::HariBerikutnya];

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Arah {
    Maju,
    Mundur,
}

/// One calendar day of a count: its number, or why it has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HariHitung<'a> {
    pub tanggal: NaiveDate,
    pub arti: ArtiHari<'a>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArtiHari<'a> {
    /// The trigger day, not counted.
    Pemicu,
    /// The n-th working day.
    Ke(u32),
    AkhirPekan,
    Tutup(&'a [HariDitutup]),
}

/// The working week laid over the calendar, as known at one moment.
#[derive(Clone, Debug, Default)]
pub struct KalenderKerja {
    pub kalender: Kalender,
    pub pekan: Pekan,
    /// Set where a rule set counts cuti bersama as working days.
    pub cuti_bersama_bekerja: bool,
}

impl KalenderKerja {
    pub fn adalah_hari_kerja(&self, tanggal: NaiveDate) -> bool {
        self.alasan_tutup(tanggal).is_none()
    }

    /// Each day of the count, from the trigger to the last.
    pub fn rinci(
        &self,
        pemicu: NaiveDate,
        HariKerja(panjang): HariKerja,
        cara: CaraHitung,
        arah: Arah,
    ) -> Vec<HariHitung<'_>> {
        let mut hari = Vec::new();
        let mut tanggal = pemicu;
        let mut ke = 0;
        loop {
            let dihitung = tanggal != pemicu || cara == CaraHitung::HariSama;
            let arti = match self.alasan_tutup(tanggal) {
                Some(alasan) => alasan,
                None if dihitung && ke < panjang => {
                    ke += 1;
                    ArtiHari::Ke(ke)
                }
                None => ArtiHari::Pemicu,
            };
            hari.push(HariHitung { tanggal, arti });
            if ke == panjang {
                return hari;
            }
            tanggal = geser(tanggal, arah);
        }
    }

    /// The last day of a count.
    pub fn hitung(
        &self,
        pemicu: NaiveDate,
        panjang: HariKerja,
        cara: CaraHitung,
        arah: Arah,
    ) -> NaiveDate {
        let mut tanggal = pemicu;
        let mut sisa = panjang.0;
        if cara == CaraHitung::HariSama && sisa > 0 && self.adalah_hari_kerja(tanggal) {
            sisa -= 1;
        }
        while sisa > 0 {
            tanggal = geser(tanggal, arah);
            if self.adalah_hari_kerja(tanggal) {
                sisa -= 1;
            }
        }
        tanggal
    }

    pub fn berikutnya(&self, tanggal: NaiveDate) -> NaiveDate {
        self.hitung(tanggal, HariKerja(1), CaraHitung::HariBerikutnya, Arah::Maju)
    }

    /// Working days after `dari` up to and including `sampai`; negative when
    /// `sampai` lies before.
    pub fn selisih(&self, dari: NaiveDate, sampai: NaiveDate) -> i64 {
        if sampai < dari {
            return -self.selisih(sampai, dari);
        }
        let hari = dari.iter_days().skip(1).take_while(|hari| *hari <= sampai);
        i64::try_from(hari.filter(|hari| self.adalah_hari_kerja(*hari)).count())
            .expect("a span of days fits in 64 bits")
    }

    fn alasan_tutup(&self, tanggal: NaiveDate) -> Option<ArtiHari<'_>> {
        use chrono::{Datelike, Weekday};
        let akhir_pekan = match self.pekan {
            Pekan::LimaHari => matches!(tanggal.weekday(), Weekday::Sat | Weekday::Sun),
            Pekan::EnamHari => tanggal.weekday() == Weekday::Sun,
        };
        if akhir_pekan {
            return Some(ArtiHari::AkhirPekan);
        }
        let tutup = self.kalender.pada(tanggal);
        let berlaku = tutup.iter().any(|hari| !self.cuti_bersama_bekerja || !hari.cuti_bersama());
        berlaku.then_some(ArtiHari::Tutup(tutup))
    }
}

impl HariHitung<'_> {
    /// The day in an officer's words: `Senin, hari ke-1` or why it is skipped.
    pub fn keterangan(&self) -> String {
        let nama = nama_hari(self.tanggal);
        match &self.arti {
            ArtiHari::Pemicu => format!("{nama}, hari pemicu, tidak dihitung"),
            ArtiHari::Ke(ke) => format!("{nama}, hari kerja ke-{ke}"),
            ArtiHari::AkhirPekan => format!("{nama}, akhir pekan"),
            ArtiHari::Tutup(tutup) => {
                let sebab: Vec<String> = tutup.iter().map(HariDitutup::keterangan).collect();
                format!("{nama}, {}", sebab.join("; "))
            }
        }
    }
}

fn geser(tanggal: NaiveDate, arah: Arah) -> NaiveDate {
    match arah {
        Arah::Maju => tanggal + Days::new(1),
        Arah::Mundur => tanggal - Days::new(1),
    }
}

#[cfg(test)]
mod uji;
