//! Limits in hours: they run over nights and closed days, and end at a moment.
//!
//! Pasal 41 and 46 UU 27/2022 say `3 x 24 jam`. Where a source tells a date and no
//! time, the limit is a pair here too: as if it had been the first moment of that
//! day, and the last.

use chrono::{DateTime, TimeDelta, Utc};

use crate::batas::{Batas, Panjang, menurut_kode};
use crate::tenggat::Keadaan;
use crate::waktu::{Waktu, Zona};

/// The earliest and the latest moment at which something may have happened.
pub type Rentang = (DateTime<Utc>, DateTime<Utc>);

/// A duty whose limit is in hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TenggatJam {
    pub batas: &'static Batas,
    /// The end under each reading, the earliest first.
    pub akhir: Rentang,
    /// When it was done.
    pub dipenuhi: Option<Rentang>,
    /// It ended without being met and without being missed.
    pub gugur: bool,
}

/// A legal moment as a stretch of time; nothing where none was recorded.
pub fn rentang(waktu: Waktu, zona: Zona) -> Option<Rentang> {
    match waktu {
        Waktu::Saat(saat) => Some((saat, saat)),
        Waktu::Tanggal(hari) => Some((zona.awal_hari(hari), zona.akhir_hari(hari))),
        Waktu::TidakTercatat => None,
    }
}

impl TenggatJam {
    /// The limit of this code, running from each of these moments: competing
    /// readings of one trigger. Nothing without a moment, or where the limit is
    /// not in hours.
    pub fn dari(kode: &str, pemicu: &[Rentang]) -> Option<Self> {
        let batas = menurut_kode(kode)?;
        let Panjang::Jam(jam) = batas.panjang else { return None };
        let panjang = TimeDelta::hours(i64::from(jam));
        let awal = pemicu.iter().map(|(awal, _)| *awal).min()?;
        let lambat = pemicu.iter().map(|(_, lambat)| *lambat).max()?;
        let akhir = (awal + panjang, lambat + panjang);
        Some(TenggatJam { batas, akhir, dipenuhi: None, gugur: false })
    }

    pub fn paling_awal(&self) -> DateTime<Utc> {
        self.akhir.0
    }

    pub fn paling_lambat(&self) -> DateTime<Utc> {
        self.akhir.1
    }

    pub fn terbuka(&self) -> bool {
        self.dipenuhi.is_none() && !self.gugur
    }

    /// Where it stands at a moment; what was done stands where it was done.
    pub fn keadaan(&self, kini: DateTime<Utc>) -> Keadaan {
        let (awal, lambat) = self.dipenuhi.unwrap_or((kini, kini));
        if self.gugur {
            Keadaan::Gugur
        } else if awal > self.paling_lambat() {
            Keadaan::Terlambat
        } else if lambat > self.paling_awal() {
            Keadaan::Batas
        } else if self.dipenuhi.is_some() {
            Keadaan::Tepat
        } else {
            Keadaan::Berjalan
        }
    }

    /// Whole hours that are left to the earliest end, negative once it passed: a
    /// minute before it there is none left, a minute behind it one is missing.
    pub fn sisa_jam(&self, kini: DateTime<Utc>) -> i64 {
        (self.paling_awal() - kini).num_seconds().div_euclid(3_600)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::uji::hari;

    fn saat(teks: &str) -> DateTime<Utc> {
        teks.parse().unwrap()
    }

    /// Received on a Friday at 16.00 WIB.
    fn jumat() -> TenggatJam {
        let diterima = saat("2026-03-06T09:00:00Z");
        TenggatJam::dari("D02", &[(diterima, diterima)]).unwrap()
    }

    fn selesai(waktu: Waktu) -> TenggatJam {
        TenggatJam { dipenuhi: rentang(waktu, Zona::Wib), ..jumat() }
    }

    #[test]
    fn three_times_twenty_four_hours_run_over_a_weekend() {
        let tenggat = jumat();
        let akhir = saat("2026-03-09T09:00:00Z");
        assert_eq!(tenggat.akhir, (akhir, akhir), "Monday, 16.00 WIB");
        let mikro = TimeDelta::microseconds(1);
        assert_eq!(tenggat.keadaan(akhir), Keadaan::Berjalan);
        assert_eq!(tenggat.keadaan(akhir + mikro), Keadaan::Terlambat);
        assert_eq!(selesai(Waktu::Saat(akhir)).keadaan(akhir), Keadaan::Tepat);
        let lewat = Waktu::Saat(akhir + mikro);
        assert_eq!(selesai(lewat).keadaan(akhir), Keadaan::Terlambat);
    }

    #[test]
    fn hours_left_are_whole_ones() {
        let tenggat = jumat();
        let akhir = tenggat.paling_awal();
        for (menit, sisa) in [(-61, 1), (-60, 1), (-59, 0), (0, 0), (1, -1), (60, -1), (61, -2)] {
            assert_eq!(tenggat.sisa_jam(akhir + TimeDelta::minutes(menit)), sisa, "{menit}");
        }
    }

    #[test]
    fn a_date_without_a_time_gives_a_pair() {
        let diterima = rentang(Waktu::Tanggal(hari("2026-03-06")), Zona::Wit).unwrap();
        let tenggat = TenggatJam::dari("D01", &[diterima]).unwrap();
        assert_eq!(tenggat.paling_awal(), saat("2026-03-08T15:00:00Z"), "9 March, 00.00 WIT");
        assert_eq!(tenggat.paling_lambat(), saat("2026-03-09T14:59:59.999999Z"));
        // Done on the last of those days: nobody can say whether it was in time.
        let hari_itu = Waktu::Tanggal(hari("2026-03-09"));
        let sesudah = Waktu::Tanggal(hari("2026-03-10"));
        let sebelum = Waktu::Tanggal(hari("2026-03-08"));
        let kini = saat("2026-03-20T00:00:00Z");
        for (waktu, keadaan) in
            [(sebelum, Keadaan::Tepat), (hari_itu, Keadaan::Batas), (sesudah, Keadaan::Terlambat)]
        {
            let dipenuhi = rentang(waktu, Zona::Wit);
            let tenggat = TenggatJam { dipenuhi, ..tenggat.clone() };
            assert_eq!(tenggat.keadaan(kini), keadaan, "{waktu:?}");
        }
        assert_eq!(rentang(Waktu::TidakTercatat, Zona::Wit), None);
    }

    #[test]
    fn only_limits_in_hours_are_of_this_kind() {
        let saat = saat("2026-03-06T09:00:00Z");
        assert_eq!(TenggatJam::dari("P04a", &[(saat, saat)]), None);
        assert_eq!(TenggatJam::dari("D02", &[]), None);
        assert_eq!(TenggatJam::dari("tidak ada", &[(saat, saat)]), None);
    }
}
