//! Time as the law sees it: a local date for counting, an instant for proof.

use std::fmt;

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// The legal moment of a fact.
///
/// Registers kept by hand know a date and no time, and sometimes not even a
/// date: that is said, never guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum Waktu {
    Saat(DateTime<Utc>),
    Tanggal(NaiveDate),
    TidakTercatat,
}

/// Every fact has one, and trying one form after the other, as serde would do
/// without a tag, took longer than the rest of the fact.
impl<'de> Deserialize<'de> for Waktu {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(BentukWaktu)
    }
}

struct BentukWaktu;

impl Visitor<'_> for BentukWaktu {
    type Value = Waktu;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an instant, a date, or null")
    }

    fn visit_str<E: de::Error>(self, teks: &str) -> Result<Waktu, E> {
        if let Some(saat) = bentuk_log(teks) {
            return Ok(Waktu::Saat(saat));
        }
        if let Ok(tanggal) = teks.parse() {
            return Ok(Waktu::Tanggal(tanggal));
        }
        saat(teks)
            .map(Waktu::Saat)
            .ok_or_else(|| E::invalid_value(de::Unexpected::Str(teks), &self))
    }

    fn visit_unit<E>(self) -> Result<Waktu, E> {
        Ok(Waktu::TidakTercatat)
    }
}

/// An instant as RFC 3339 writes it. The log's own form, in UTC with six digits
/// of a second, is read without the general parser: a leaf has three.
pub fn saat(teks: &str) -> Option<DateTime<Utc>> {
    bentuk_log(teks).or_else(|| teks.parse().ok())
}

/// `2026-11-21T01:02:03.000004Z`, and nothing else.
fn bentuk_log(teks: &str) -> Option<DateTime<Utc>> {
    let teks: &[u8; 27] = teks.as_bytes().try_into().ok()?;
    let pisah = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (19, b'.'), (26, b'Z')];
    if pisah.iter().any(|(i, tanda)| teks[*i] != *tanda) {
        return None;
    }
    let angka = |dari: usize, sampai: usize| {
        teks[dari..sampai].iter().try_fold(0_u32, |n, digit| {
            digit.is_ascii_digit().then(|| n * 10 + u32::from(digit - b'0'))
        })
    };
    let tahun = i32::try_from(angka(0, 4)?).ok()?;
    let tanggal = NaiveDate::from_ymd_opt(tahun, angka(5, 7)?, angka(8, 10)?)?;
    let jam = tanggal.and_hms_micro_opt(
        angka(11, 13)?,
        angka(14, 16)?,
        angka(17, 19)?,
        angka(20, 26)?,
    )?;
    Some(jam.and_utc())
}

impl Waktu {
    /// The office's local date: 00.30 WIT is still the day before in UTC.
    pub fn tanggal(self, zona: Zona) -> Option<NaiveDate> {
        match self {
            Waktu::Saat(saat) => Some(zona.tanggal(saat)),
            Waktu::Tanggal(tanggal) => Some(tanggal),
            Waktu::TidakTercatat => None,
        }
    }
}

/// The office's time zone. Indonesia has no daylight saving time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "UPPERCASE")]
pub enum Zona {
    #[default]
    Wib,
    Wita,
    Wit,
}

impl Zona {
    pub fn offset(self) -> FixedOffset {
        let jam = match self {
            Zona::Wib => 7,
            Zona::Wita => 8,
            Zona::Wit => 9,
        };
        FixedOffset::east_opt(jam * 3600).expect("seven to nine hours is a valid offset")
    }

    pub fn tanggal(self, saat: DateTime<Utc>) -> NaiveDate {
        saat.with_timezone(&self.offset()).date_naive()
    }

    /// The last microsecond of a local date, as an instant.
    pub fn akhir_hari(self, tanggal: NaiveDate) -> DateTime<Utc> {
        self.awal_hari(tanggal + Days::new(1)) - TimeDelta::microseconds(1)
    }

    pub fn awal_hari(self, tanggal: NaiveDate) -> DateTime<Utc> {
        self.pukul(tanggal, NaiveTime::MIN)
    }

    /// A local wall-clock time as an instant.
    pub fn pukul(self, tanggal: NaiveDate, jam: NaiveTime) -> DateTime<Utc> {
        tanggal
            .and_time(jam)
            .and_local_timezone(self.offset())
            .single()
            .expect("a fixed offset maps every local time once")
            .to_utc()
    }
}

impl Zona {
    /// `21 November 2026 14.05 WIB`.
    pub fn saat_panjang(self, saat: DateTime<Utc>) -> String {
        let jam = saat.with_timezone(&self.offset()).format("%H.%M");
        format!("{} {jam} {self}", tanggal_panjang(self.tanggal(saat)))
    }

    /// The time of day in this zone, to the second: `14.05.09`.
    pub fn jam(self, saat: DateTime<Utc>) -> String {
        saat.with_timezone(&self.offset()).format("%H.%M.%S").to_string()
    }
}

impl fmt::Display for Zona {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Zona::Wib => "WIB",
            Zona::Wita => "WITA",
            Zona::Wit => "WIT",
        })
    }
}

impl std::str::FromStr for Zona {
    type Err = ZonaTidakDikenal;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        match s.to_ascii_uppercase().as_str() {
            "WIB" => Ok(Zona::Wib),
            "WITA" => Ok(Zona::Wita),
            "WIT" => Ok(Zona::Wit),
            _ => Err(ZonaTidakDikenal),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("zona waktu tidak dikenal; pilih WIB, WITA, atau WIT")]
pub struct ZonaTidakDikenal;

pub const BULAN: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];

const HARI: [&str; 7] = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"];

/// `21 November 2026`, as Indonesian offices write it.
pub fn tanggal_panjang(tanggal: NaiveDate) -> String {
    format!("{} {} {}", tanggal.day(), BULAN[tanggal.month0() as usize], tanggal.year())
}

pub fn nama_hari(tanggal: NaiveDate) -> &'static str {
    HARI[tanggal.weekday().num_days_from_monday() as usize]
}

/// Years that a date may lie in; outside them it is a typing error.
pub const TAHUN: std::ops::RangeInclusive<i32> = 1945..=2199;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_past_midnight_in_the_east_is_the_next_date_there() {
        let saat = "2026-11-20T15:30:00Z".parse().unwrap();
        assert_eq!(Zona::Wit.tanggal(saat).to_string(), "2026-11-21");
        assert_eq!(Zona::Wib.tanggal(saat).to_string(), "2026-11-20");
    }

    #[test]
    fn the_last_moment_of_a_day_is_still_that_day() {
        let hari = "2026-11-21".parse().unwrap();
        for zona in [Zona::Wib, Zona::Wita, Zona::Wit] {
            assert_eq!(zona.tanggal(zona.akhir_hari(hari)), hari);
            let berikut = zona.akhir_hari(hari) + TimeDelta::microseconds(1);
            assert_eq!(zona.tanggal(berikut).to_string(), "2026-11-22");
        }
    }

    #[test]
    fn dates_are_written_as_offices_write_them() {
        let hari = "2026-11-21".parse().unwrap();
        assert_eq!(tanggal_panjang(hari), "21 November 2026");
        assert_eq!(nama_hari(hari), "Sabtu");
    }

    #[test]
    fn stored_form() {
        let bentuk = |waktu| serde_json::to_string(&waktu).unwrap();
        assert_eq!(bentuk(Waktu::Tanggal("2023-01-13".parse().unwrap())), r#""2023-01-13""#);
        assert_eq!(
            bentuk(Waktu::Saat("2026-11-21T01:02:03.000004Z".parse().unwrap())),
            r#""2026-11-21T01:02:03.000004Z""#
        );
        assert_eq!(bentuk(Waktu::TidakTercatat), "null");
        for json in [r#""2023-01-13""#, r#""2026-11-21T01:02:03.000004Z""#, "null"] {
            let waktu: Waktu = serde_json::from_str(json).unwrap();
            assert_eq!(bentuk(waktu), json);
        }
        for json in [r#""2026-02-30""#, r#""kemarin""#, "7", "{}"] {
            serde_json::from_str::<Waktu>(json).expect_err(json);
        }
    }

    #[test]
    fn the_short_way_of_reading_an_instant_agrees_with_the_long_one() {
        for teks in [
            "2026-11-21T01:02:03.000004Z",
            "1999-12-31T23:59:59.999999Z",
            "2024-02-29T00:00:00.000000Z",
            "2023-02-29T00:00:00.000000Z",
            "2026-13-01T00:00:00.000000Z",
            "2026-01-01T24:00:00.000000Z",
            "2026-01-01T00:60:00.000000Z",
            "2026-01-01T00:00:60.000000Z",
            "2026-01-01T00:00:00.00000aZ",
            "2026-01-01 00:00:00.000000Z",
            "+026-01-01T00:00:00.000000Z",
            "2026-01-01T08:00:00+08:00",
        ] {
            let lama: Option<DateTime<Utc>> = teks.parse().ok();
            assert!(bentuk_log(teks).is_none_or(|saat| Some(saat) == lama), "{teks}");
            assert_eq!(saat(teks), lama, "{teks}");
        }
    }
}
