//! Which days a report of a PPID Pembantu tells of, and until when it is handed in.
//!
//! Permendagri 3/2017 asks for it "secara berkala": the office says how long a
//! period is and how many working days there are after it. While it has said
//! nothing a period is a half-year and the unit has ten working days.

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::hari_kerja::{Arah, CaraHitung, HariKerja, KalenderKerja};

/// Lengths that divide a year, in months.
pub const PANJANG_BULAN: [u32; 6] = [1, 2, 3, 4, 6, 12];
const BULAN_BAWAAN: u32 = 6;
const BATAS_BAWAAN: HariKerja = HariKerja(10);
/// Working days after a period at most.
const BATAS_TERPANJANG: u32 = 60;

/// How the office cuts the year for the reports of its units, from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PeriodeLaporanDitetapkan {
    /// The first day of the first period of this length.
    pub mulai: NaiveDate,
    /// Months of a period: 1, 2, 3, 4, 6 or 12.
    pub panjang_bulan: u32,
    /// Working days after the period in which the report is handed in.
    pub batas_hk: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PeriodeDitolak {
    #[error("panjang periode 1, 2, 3, 4, 6, atau 12 bulan")]
    Panjang,
    #[error("batas penyampaian 1 sampai 60 hari kerja sesudah periode")]
    Batas,
    #[error("mulai pada awal sebuah periode yang berlaku dan pada kelipatan panjang yang baru")]
    BukanAwalPeriode,
    #[error("ketetapan lain sudah berlaku sejak tanggal itu atau sesudahnya")]
    TidakMaju,
}

/// A period, the last day among its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Periode {
    pub dari: NaiveDate,
    pub sampai: NaiveDate,
    batas: HariKerja,
}

impl Periode {
    /// The last day for handing in.
    pub fn batas(&self, kerja: &KalenderKerja) -> NaiveDate {
        kerja.hitung(self.sampai, self.batas, CaraHitung::HariBerikutnya, Arah::Maju)
    }

    /// The first working day after it: the report is drafted.
    pub fn disusun(&self, kerja: &KalenderKerja) -> NaiveDate {
        kerja.berikutnya(self.sampai)
    }

    /// The first day that it does not tell of.
    pub fn sesudah(&self) -> NaiveDate {
        self.sampai.succ_opt().unwrap_or(NaiveDate::MAX)
    }
}

/// Every period that ever held, from what the office has said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeriodeLaporan {
    /// Oldest first.
    ditetapkan: Vec<PeriodeLaporanDitetapkan>,
}

impl PeriodeLaporan {
    /// What the office has said, oldest first.
    pub fn ditetapkan(&self) -> &[PeriodeLaporanDitetapkan] {
        &self.ditetapkan
    }

    pub fn periksa(&self, baru: &PeriodeLaporanDitetapkan) -> Result<(), PeriodeDitolak> {
        if !PANJANG_BULAN.contains(&baru.panjang_bulan) {
            return Err(PeriodeDitolak::Panjang);
        }
        if !(1..=BATAS_TERPANJANG).contains(&baru.batas_hk) {
            return Err(PeriodeDitolak::Batas);
        }
        if self.ditetapkan.last().is_some_and(|lama| lama.mulai >= baru.mulai) {
            return Err(PeriodeDitolak::TidakMaju);
        }
        let awal = self.memuat(baru.mulai).dari == baru.mulai
            && baru.mulai.month0().is_multiple_of(baru.panjang_bulan);
        if awal { Ok(()) } else { Err(PeriodeDitolak::BukanAwalPeriode) }
    }

    pub fn tetapkan(&mut self, baru: PeriodeLaporanDitetapkan) {
        self.ditetapkan.push(baru);
    }

    /// The period that a day lies in.
    pub fn memuat(&self, hari: NaiveDate) -> Periode {
        let berlaku = self.ditetapkan.iter().rev().find(|satu| satu.mulai <= hari);
        let panjang = berlaku.map_or(BULAN_BAWAAN, |satu| satu.panjang_bulan);
        let batas = berlaku.map_or(BATAS_BAWAAN, |satu| HariKerja(satu.batas_hk));
        let bulan = hari.month0() / panjang * panjang + 1;
        let dari = NaiveDate::from_ymd_opt(hari.year(), bulan, 1).unwrap_or(hari);
        let sesudah = dari.checked_add_months(Months::new(panjang));
        let sampai = sesudah.and_then(|hari| hari.pred_opt()).unwrap_or(NaiveDate::MAX);
        Periode { dari, sampai, batas }
    }

    /// From the period that a day lies in up to the one of another day, which is
    /// still under way.
    pub fn sejak(&self, mulai: NaiveDate, hari_ini: NaiveDate) -> Vec<Periode> {
        let mut semua = vec![self.memuat(mulai)];
        while let Some(terakhir) = semua.last().filter(|satu| satu.sampai < hari_ini) {
            let berikut = self.memuat(terakhir.sesudah());
            semua.push(berikut);
        }
        semua
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::uji::*;

    fn ditetapkan(mulai: &str, panjang_bulan: u32) -> PeriodeLaporanDitetapkan {
        PeriodeLaporanDitetapkan { mulai: hari(mulai), panjang_bulan, batas_hk: 5 }
    }

    fn hari_hari(semua: &[Periode]) -> Vec<(String, String)> {
        semua.iter().map(|p| (p.dari.to_string(), p.sampai.to_string())).collect()
    }

    #[test]
    fn a_period_is_a_half_year_until_the_office_says_otherwise() {
        let periode = PeriodeLaporan::default();
        for (satu, dari, sampai) in [
            ("2026-01-01", "2026-01-01", "2026-06-30"),
            ("2026-06-30", "2026-01-01", "2026-06-30"),
            ("2026-07-01", "2026-07-01", "2026-12-31"),
            ("2026-12-31", "2026-07-01", "2026-12-31"),
        ] {
            let ini = periode.memuat(hari(satu));
            assert_eq!((ini.dari, ini.sampai), (hari(dari), hari(sampai)));
        }
    }

    #[test]
    fn another_length_holds_from_its_day_on() {
        let mut periode = PeriodeLaporan::default();
        let triwulan = ditetapkan("2026-07-01", 3);
        assert_eq!(periode.periksa(&triwulan), Ok(()));
        periode.tetapkan(triwulan);
        let semua = periode.sejak(hari("2026-03-02"), hari("2026-10-01"));
        let harapan = [
            ("2026-01-01", "2026-06-30"),
            ("2026-07-01", "2026-09-30"),
            ("2026-10-01", "2026-12-31"),
        ];
        assert_eq!(hari_hari(&semua), harapan.map(|(a, b)| (a.to_owned(), b.to_owned())));
    }

    #[test]
    fn no_day_lies_between_two_periods() {
        let mut periode = PeriodeLaporan::default();
        for (mulai, panjang) in [("2026-07-01", 1), ("2026-09-01", 4), ("2027-01-01", 12)] {
            let baru = ditetapkan(mulai, panjang);
            assert_eq!(periode.periksa(&baru), Ok(()), "{mulai}");
            periode.tetapkan(baru);
        }
        let semua = periode.sejak(hari("2025-01-01"), hari("2028-06-01"));
        assert!(semua.windows(2).all(|dua| dua[0].sesudah() == dua[1].dari));
        assert_eq!(semua.len(), 3 + 2 + 1 + 2);
    }

    #[test]
    fn every_refusal_has_its_period() {
        let mut periode = PeriodeLaporan::default();
        periode.tetapkan(ditetapkan("2026-07-01", 3));
        for (baru, ditolak) in [
            (ditetapkan("2027-01-01", 5), PeriodeDitolak::Panjang),
            (ditetapkan("2027-01-01", 0), PeriodeDitolak::Panjang),
            (
                PeriodeLaporanDitetapkan { batas_hk: 0, ..ditetapkan("2027-01-01", 6) },
                PeriodeDitolak::Batas,
            ),
            (
                PeriodeLaporanDitetapkan { batas_hk: 61, ..ditetapkan("2027-01-01", 6) },
                PeriodeDitolak::Batas,
            ),
            (ditetapkan("2026-07-01", 6), PeriodeDitolak::TidakMaju),
            (ditetapkan("2026-10-02", 3), PeriodeDitolak::BukanAwalPeriode),
            (ditetapkan("2026-11-01", 1), PeriodeDitolak::BukanAwalPeriode),
            (ditetapkan("2026-10-01", 12), PeriodeDitolak::BukanAwalPeriode),
        ] {
            assert_eq!(periode.periksa(&baru), Err(ditolak), "{baru:?}");
        }
        assert_eq!(periode.periksa(&ditetapkan("2026-10-01", 1)), Ok(()));
    }

    #[test]
    fn it_is_drafted_and_handed_in_on_working_days() {
        // 1 January 2026 is closed; ten working days after the year are 15 January.
        let kerja = crate::contoh::aturan().kerja;
        let periode = PeriodeLaporan::default().memuat(hari("2025-12-31"));
        assert_eq!(periode.disusun(&kerja), hari("2026-01-02"));
        assert_eq!(periode.batas(&kerja), hari("2026-01-15"));
    }

    #[test]
    fn stored_form() {
        let body = json!({"mulai": "2026-07-01", "panjang_bulan": 3, "batas_hk": 5});
        assert_stored(ditetapkan("2026-07-01", 3), body);
    }
}
