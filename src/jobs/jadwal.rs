//! When a job is due, in the office's zone and by its calendar.

use std::fmt;

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use events::hari_kerja::KalenderKerja;
use events::waktu::Zona;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jadwal {
    /// Once on each working day, not before the first time of day and not from
    /// the second on: who starts late that day still does it, and nobody at night.
    HariKerja { mulai: NaiveTime, sampai: NaiveTime },
    /// Every so many minutes.
    Menit(u32),
}

/// Days that are looked at for the next working day.
const TERJAUH: usize = 60;

impl Jadwal {
    /// The moment for which it is to be done now, if any.
    pub fn terakhir(
        self,
        kini: DateTime<Utc>,
        zona: Zona,
        kerja: &KalenderKerja,
    ) -> Option<DateTime<Utc>> {
        match self {
            Jadwal::HariKerja { mulai, sampai } => {
                let hari = zona.tanggal(kini);
                let (mulai, sampai) = (zona.pukul(hari, mulai), zona.pukul(hari, sampai));
                let waktunya = mulai <= kini && kini < sampai;
                (waktunya && kerja.adalah_hari_kerja(hari)).then_some(mulai)
            }
            Jadwal::Menit(menit) => {
                let jeda = i64::from(menit.max(1)) * 60;
                DateTime::from_timestamp(kini.timestamp().div_euclid(jeda) * jeda, 0)
            }
        }
    }

    /// The first moment after now for which it is to be done.
    pub fn berikut(
        self,
        kini: DateTime<Utc>,
        zona: Zona,
        kerja: &KalenderKerja,
    ) -> Option<DateTime<Utc>> {
        match self {
            Jadwal::HariKerja { mulai, .. } => {
                let hari = zona.tanggal(kini).iter_days().take(TERJAUH);
                let hari = hari.filter(|hari| kerja.adalah_hari_kerja(*hari));
                hari.map(|hari| zona.pukul(hari, mulai)).find(|saat| *saat > kini)
            }
            Jadwal::Menit(menit) => {
                let jeda = TimeDelta::minutes(i64::from(menit.max(1)));
                Some(self.terakhir(kini, zona, kerja)? + jeda)
            }
        }
    }
}

impl fmt::Display for Jadwal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Jadwal::HariKerja { mulai, .. } => {
                write!(f, "setiap hari kerja pukul {}", mulai.format("%H.%M"))
            }
            Jadwal::Menit(1) => f.write_str("setiap menit"),
            Jadwal::Menit(menit) => write!(f, "setiap {menit} menit"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pagi() -> Jadwal {
        let pukul = |jam, menit| NaiveTime::from_hms_opt(jam, menit, 0).unwrap();
        Jadwal::HariKerja { mulai: pukul(7, 30), sampai: pukul(16, 0) }
    }

    fn saat(teks: &str) -> DateTime<Utc> {
        teks.parse().unwrap()
    }

    #[test]
    fn a_working_day_has_one_moment_and_it_counts_until_the_afternoon() {
        let kerja = KalenderKerja::default();
        let jadwal = saat("2026-03-02T07:30:00+07:00");
        for (kini, harapan) in [
            ("2026-03-02T00:00:00+07:00", None),
            ("2026-03-02T07:29:59+07:00", None),
            ("2026-03-02T07:30:00+07:00", Some(jadwal)),
            ("2026-03-02T15:59:59+07:00", Some(jadwal)),
            ("2026-03-02T16:00:00+07:00", None),
            ("2026-03-01T10:00:00+07:00", None),
        ] {
            assert_eq!(pagi().terakhir(saat(kini), Zona::Wib, &kerja), harapan, "{kini}");
        }
    }

    #[test]
    fn the_morning_is_the_offices_own() {
        let kerja = KalenderKerja::default();
        // 07.40 in Jayapura, 06.40 in Makassar, 05.40 in Jakarta.
        let kini = saat("2026-03-01T22:40:00Z");
        let pada = |zona| pagi().terakhir(kini, zona, &kerja);
        assert_eq!(pada(Zona::Wit), Some(saat("2026-03-01T22:30:00Z")));
        assert_eq!((pada(Zona::Wita), pada(Zona::Wib)), (None, None));
    }

    #[test]
    fn the_next_moment_is_on_the_next_working_day() {
        let kerja = KalenderKerja::default();
        let berikut = |kini| pagi().berikut(saat(kini), Zona::Wib, &kerja);
        let senin = Some(saat("2026-03-09T07:30:00+07:00"));
        assert_eq!(berikut("2026-03-06T07:30:00+07:00"), senin, "a Friday");
        let jumat = Some(saat("2026-03-06T07:30:00+07:00"));
        assert_eq!(berikut("2026-03-06T07:29:00+07:00"), jumat);
        let menit = Jadwal::Menit(60);
        let kini = saat("2026-03-06T07:29:00Z");
        assert_eq!(menit.terakhir(kini, Zona::Wib, &kerja), Some(saat("2026-03-06T07:00:00Z")));
        assert_eq!(menit.berikut(kini, Zona::Wib, &kerja), Some(saat("2026-03-06T08:00:00Z")));
    }
}
