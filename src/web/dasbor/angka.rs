//! A figure and the list of its cases: whoever reads the one can open the
//! other.

use chrono::{Months, NaiveDate};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// So many cases, and where they are listed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Angka {
    /// What is counted.
    pub kunci: String,
    pub n: u64,
    /// The address that lists these cases and no others.
    pub daftar: String,
}

/// What all lists behind a dashboard are narrowed by.
#[derive(Clone, Debug)]
pub struct Lingkup {
    pub unit: Option<Uuid>,
    /// The moment that is looked at, as it was asked for.
    pub sebagaimana: Vec<(&'static str, String)>,
    pub dari: NaiveDate,
    pub sampai: NaiveDate,
}

impl Lingkup {
    /// A figure of what is under way now, whenever it came in.
    pub fn berjalan(&self, kunci: &str, n: u64, saringan: &[(&str, &str)]) -> Angka {
        self.angka(kunci, n, saringan, &[("berjalan", "true".to_owned())])
    }

    /// A figure of what was received in the period.
    pub fn periode(&self, kunci: &str, n: u64, saringan: &[(&str, &str)]) -> Angka {
        self.diterima((self.dari, self.sampai), kunci, n, saringan)
    }

    /// A figure of what was received in a month.
    pub fn bulan(&self, bulan: NaiveDate, kunci: &str, n: u64, saringan: &[(&str, &str)]) -> Angka {
        self.diterima((bulan, akhir_bulan(bulan)), kunci, n, saringan)
    }

    /// A figure of a unit.
    pub fn milik(&self, unit: Uuid) -> Self {
        Lingkup { unit: Some(unit), ..self.clone() }
    }

    fn diterima(
        &self,
        (dari, sampai): (NaiveDate, NaiveDate),
        kunci: &str,
        n: u64,
        saringan: &[(&str, &str)],
    ) -> Angka {
        let periode = [
            ("dari", dari.to_string()),
            ("sampai", sampai.to_string()),
            ("urut", "terbaru".to_owned()),
        ];
        self.angka(kunci, n, saringan, &periode)
    }

    pub fn angka(
        &self,
        kunci: &str,
        n: u64,
        saringan: &[(&str, &str)],
        lain: &[(&str, String)],
    ) -> Angka {
        let mut tanya = form_urlencoded::Serializer::new(String::new());
        tanya.extend_pairs(saringan).extend_pairs(lain);
        if let Some(unit) = self.unit {
            tanya.append_pair("penanggung_jawab", &unit.to_string());
        }
        tanya.extend_pairs(&self.sebagaimana);
        let daftar = format!("/api/v1/perkara?{}", tanya.finish());
        Angka { kunci: kunci.to_owned(), n, daftar }
    }
}

pub fn akhir_bulan(bulan: NaiveDate) -> NaiveDate {
    let berikut = bulan.checked_add_months(Months::new(1));
    berikut.and_then(|berikut| berikut.pred_opt()).unwrap_or(bulan)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_on_its_last_day() {
        let hari = |teks: &str| teks.parse::<NaiveDate>().expect("a date");
        assert_eq!(akhir_bulan(hari("2028-02-01")), hari("2028-02-29"));
        assert_eq!(akhir_bulan(hari("2026-12-01")), hari("2026-12-31"));
    }
}
