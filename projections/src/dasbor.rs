//! Figures of a dashboard from how many cases have which mark: by face, by what
//! is left, by month, and how long things took.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use crate::perkara::rekap::Hitungan;
use crate::perkara::{BELUM, BERJALAN, BarisPerkara, Hari, Wajah, keadaan};

/// How long something took, in working days: quartiles by linear interpolation,
/// as PostgreSQL's `percentile_cont` has them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Sebaran {
    pub n: u64,
    pub minimum: i64,
    pub kuartil_bawah: f64,
    pub median: f64,
    pub kuartil_atas: f64,
    pub maksimum: i64,
}

/// Tallies of one office or unit over a period.
#[derive(Clone, Debug, Default)]
pub struct Rekap(Vec<Hitungan>);

impl Rekap {
    pub fn dari(hitungan: Vec<Hitungan>) -> Self {
        Rekap(hitungan)
    }

    /// The same of rows that were computed as at a moment: of the office, or of
    /// what a unit answers for.
    pub fn dari_baris(
        baris: &[BarisPerkara],
        unit: Option<Uuid>,
        (dari, sampai): (NaiveDate, NaiveDate),
    ) -> Self {
        let mut hitungan = Vec::new();
        for satu in baris.iter().filter(|satu| unit.is_none() || satu.unit == unit) {
            for tanda in &satu.tanda {
                let bulan = satu.diterima.filter(|_| !tanda.starts_with(BERJALAN));
                let bulan = bulan.map(awal_bulan);
                if bulan.is_none_or(|bulan| (dari..=sampai).contains(&bulan)) {
                    let (unit, tanda) = (unit.unwrap_or(Uuid::nil()), tanda.clone());
                    hitungan.push(Hitungan { unit, bulan, tanda, n: 1 });
                }
            }
        }
        Rekap(hitungan)
    }

    /// Cases of the period that have this mark.
    pub fn jumlah(&self, tanda: &str) -> u64 {
        self.dalam_periode().filter(|satu| satu.tanda == tanda).map(banyak).sum()
    }

    /// Of these, received in one month.
    pub fn pada(&self, bulan: NaiveDate, tanda: &str) -> u64 {
        let bulan_ini = self.0.iter().filter(|satu| satu.bulan == Some(bulan));
        bulan_ini.filter(|satu| satu.tanda == tanda).map(banyak).sum()
    }

    /// Cases received nobody knows when that have this mark.
    pub fn tanpa_bulan(&self, tanda: &str) -> u64 {
        let lepas = self.0.iter().filter(|satu| satu.bulan.is_none() && satu.tanda == tanda);
        lepas.map(banyak).sum()
    }

    /// Cases of the period by what stands behind the beginning of a mark.
    pub fn pilihan(&self, awalan: &str) -> BTreeMap<&str, u64> {
        let mut pilihan = BTreeMap::new();
        for satu in self.dalam_periode() {
            if let Some(ekor) = satu.tanda.strip_prefix(awalan) {
                *pilihan.entry(ekor).or_default() += banyak(satu);
            }
        }
        pilihan
    }

    /// Cases of the period by a number behind the beginning of a mark.
    pub fn sebaran(&self, awalan: &str) -> Option<Sebaran> {
        let pilihan = self.pilihan(awalan).into_iter();
        Sebaran::dari(&pilihan.filter_map(|(hk, n)| Some((hk.parse().ok()?, n))).collect())
    }

    /// What is under way, by face on a day.
    pub fn wajah(&self, hari: Hari) -> BTreeMap<Wajah, u64> {
        let mut wajah = BTreeMap::new();
        for (status, tenggat, n) in self.berjalan() {
            *wajah.entry(hari.wajah(status, true, tenggat)).or_default() += n;
        }
        wajah
    }

    /// What is under way, by the earliest end of its nearest tenggat.
    pub fn tenggat(&self) -> BTreeMap<Option<NaiveDate>, u64> {
        let mut semua = BTreeMap::new();
        for (_, tenggat, n) in self.berjalan() {
            *semua.entry(tenggat.map(|(awal, _)| awal)).or_default() += n;
        }
        semua
    }

    /// Permohonan of the period that still wait for the notice, by where it
    /// stands on a day.
    pub fn belum(&self, hari: NaiveDate) -> BTreeMap<&'static str, u64> {
        let mut belum = BTreeMap::new();
        for (batas, n) in self.pilihan(BELUM) {
            if let Some(batas) = pasangan(batas) {
                *belum.entry(keadaan(batas, hari).nama()).or_default() += n;
            }
        }
        belum
    }

    /// Stage, both ends of the nearest tenggat, and how many.
    fn berjalan(&self) -> impl Iterator<Item = (&str, Option<(NaiveDate, NaiveDate)>, u64)> {
        self.0.iter().filter_map(|satu| {
            let (status, tenggat) = satu.tanda.strip_prefix(BERJALAN)?.split_once('/')?;
            Some((status, pasangan(tenggat), banyak(satu)))
        })
    }

    fn dalam_periode(&self) -> impl Iterator<Item = &Hitungan> {
        self.0.iter().filter(|satu| satu.bulan.is_some())
    }
}

/// What each unit has, of rows that were computed as at a moment.
pub fn per_unit(baris: &[BarisPerkara], periode: (NaiveDate, NaiveDate)) -> Vec<Hitungan> {
    let unit: BTreeSet<Uuid> = baris.iter().filter_map(|satu| satu.unit).collect();
    unit.into_iter().flat_map(|unit| Rekap::dari_baris(baris, Some(unit), periode).0).collect()
}

fn banyak(satu: &Hitungan) -> u64 {
    satu.n.unsigned_abs()
}

/// `2026-03-13/2026-03-16`, both or none.
fn pasangan(teks: &str) -> Option<(NaiveDate, NaiveDate)> {
    let (awal, lambat) = teks.split_once('/')?;
    Some((awal.parse().ok()?, lambat.parse().ok()?))
}

pub fn awal_bulan(hari: NaiveDate) -> NaiveDate {
    use chrono::Datelike;
    hari.with_day(1).unwrap_or(hari)
}

impl Sebaran {
    /// From how many took each number of working days.
    pub fn dari(hitungan: &BTreeMap<i64, u64>) -> Option<Self> {
        let (minimum, maksimum) = (hitungan.keys().next()?, hitungan.keys().next_back()?);
        let n = hitungan.values().sum();
        Some(Sebaran {
            n,
            minimum: *minimum,
            kuartil_bawah: persentil(hitungan, n, 1),
            median: persentil(hitungan, n, 2),
            kuartil_atas: persentil(hitungan, n, 3),
            maksimum: *maksimum,
        })
    }
}

/// At so many quarters of the way from the first to the last.
fn persentil(hitungan: &BTreeMap<i64, u64>, n: u64, perempat: u64) -> f64 {
    let empat = n.saturating_sub(1) * perempat;
    let (bawah, sisa) = (empat / 4, empat % 4);
    let (kiri, kanan) = (ke(hitungan, bawah), ke(hitungan, (bawah + 1).min(n.saturating_sub(1))));
    pecahan(kiri) + pecahan(kanan - kiri) * pecahan(sisa.cast_signed()) / 4.0
}

/// The value at a place, counted from zero.
fn ke(hitungan: &BTreeMap<i64, u64>, tempat: u64) -> i64 {
    let mut sudah = 0;
    for (nilai, n) in hitungan {
        sudah += n;
        if sudah > tempat {
            return *nilai;
        }
    }
    hitungan.keys().next_back().copied().unwrap_or_default()
}

#[expect(clippy::cast_precision_loss, reason = "day counts are far below 2^52")]
fn pecahan(n: i64) -> f64 {
    n as f64
}

/// A share in percent, to one digit; none of nothing.
pub fn persen(bagian: u64, semua: u64) -> Option<f64> {
    let perseribu = (semua > 0).then(|| (bagian * 2_000 / semua).div_ceil(2));
    perseribu.map(|perseribu| pecahan(perseribu.cast_signed()) / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sebaran(daftar: &[i64]) -> Option<Sebaran> {
        let mut hitungan = BTreeMap::new();
        for hk in daftar {
            *hitungan.entry(*hk).or_default() += 1;
        }
        Sebaran::dari(&hitungan)
    }

    fn kuartil(daftar: &[i64]) -> [f64; 3] {
        let s = sebaran(daftar).expect("not empty");
        [s.kuartil_bawah, s.median, s.kuartil_atas]
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "quarters are exact")]
    fn quartiles_lie_between_their_neighbours() {
        assert_eq!(sebaran(&[]), None);
        assert_eq!(kuartil(&[7]), [7.0, 7.0, 7.0]);
        assert_eq!(kuartil(&[1, 2]), [1.25, 1.5, 1.75]);
        assert_eq!(kuartil(&[1, 2, 3, 4, 5]), [2.0, 3.0, 4.0]);
        assert_eq!(kuartil(&[10, 0, 10, 4]), [3.0, 7.0, 10.0]);
        let semua = sebaran(&[3, 3, 3, 9]).expect("not empty");
        assert_eq!((semua.n, semua.minimum, semua.maksimum, semua.median), (4, 3, 9, 3.0));
    }

    #[test]
    fn a_share_is_rounded_to_the_nearest_tenth() {
        assert_eq!(persen(0, 0), None);
        assert_eq!(persen(0, 3), Some(0.0));
        assert_eq!(persen(1, 3), Some(33.3));
        assert_eq!(persen(2, 3), Some(66.7));
        assert_eq!(persen(3, 3), Some(100.0));
        assert_eq!(persen(1, 2_000), Some(0.1), "a half goes up");
    }

    #[test]
    fn what_is_under_way_has_one_face_and_one_end() {
        let hari = |tanggal| NaiveDate::from_ymd_opt(2026, 3, tanggal).expect("a day of March");
        let satu = |tanda: &str, n| Hitungan {
            unit: Uuid::nil(),
            bulan: None,
            tanda: tanda.to_owned(),
            n,
        };
        let rekap = Rekap::dari(vec![
            satu("berjalan=diproses/2026-03-13/2026-03-16", 2),
            satu("berjalan=menunggu pemohon/2026-03-20/2026-03-20", 3),
            satu("berjalan=sengketa//", 1),
            satu("ada=permohonan", 5),
        ]);
        let wajah = rekap.wajah(Hari { hari: hari(16), segera: hari(19) });
        let harapan = [(Wajah::Batas, 2), (Wajah::MenungguPemohon, 3), (Wajah::Sengketa, 1)];
        assert_eq!(wajah, BTreeMap::from(harapan));
        let harapan = [(None, 1), (Some(hari(13)), 2), (Some(hari(20)), 3)];
        assert_eq!(rekap.tenggat(), BTreeMap::from(harapan));
        assert_eq!((rekap.jumlah("ada=permohonan"), rekap.tanpa_bulan("ada=permohonan")), (0, 5));
    }
}
