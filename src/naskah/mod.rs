//! A report or a register as people take it away: titled parts, tables whose
//! numbers are numbers and whose dates are dates; written as PDF/A, XLSX or CSV.

pub mod csv;
pub mod pdf;
pub mod xlsx;

use chrono::NaiveDate;
use events::waktu::tanggal_panjang;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// A whole paper.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Naskah {
    pub judul: String,
    /// What it is of: unit, period, the moment of its figures.
    pub keterangan: Vec<(String, String)>,
    pub bagian: Vec<Bagian>,
    /// Wide tables lie on the long side of the paper.
    pub melebar: bool,
}

/// A part: some words, a table, or both.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Bagian {
    pub judul: String,
    pub alinea: Vec<String>,
    pub tabel: Option<Tabel>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Tabel {
    pub kolom: Vec<Kolom>,
    pub baris: Vec<Vec<Sel>>,
}

/// A column, and how much of the width it takes beside the others.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Kolom {
    pub nama: &'static str,
    pub lebar: u8,
}

/// What stands in one place of a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Sel {
    Kosong,
    Teks(String),
    Bulat(i64),
    Desimal(f64),
    Tanggal(NaiveDate),
}

impl Naskah {
    /// SHA-256 of what it says, in hex, whatever it is laid out with.
    pub fn sidik(&self) -> anyhow::Result<String> {
        Ok(hex::encode(Sha256::digest(serde_json::to_vec(self)?)))
    }
}

impl Sel {
    pub fn teks(teks: impl Into<String>) -> Self {
        Sel::Teks(teks.into())
    }

    pub fn angka(n: u64) -> Self {
        Sel::Bulat(n.cast_signed())
    }

    /// For people: `1.493`, `3,39`, `21 November 2026`.
    pub fn kata(&self) -> String {
        match self {
            Sel::Kosong => String::new(),
            Sel::Teks(teks) => teks.clone(),
            Sel::Bulat(n) => ribuan(*n),
            Sel::Desimal(n) => desimal(*n),
            Sel::Tanggal(hari) => tanggal_panjang(*hari),
        }
    }
}

impl<T: Into<Sel>> From<Option<T>> for Sel {
    fn from(nilai: Option<T>) -> Self {
        nilai.map_or(Sel::Kosong, Into::into)
    }
}

impl From<NaiveDate> for Sel {
    fn from(hari: NaiveDate) -> Self {
        Sel::Tanggal(hari)
    }
}

impl From<i64> for Sel {
    fn from(n: i64) -> Self {
        Sel::Bulat(n)
    }
}

impl From<f64> for Sel {
    fn from(n: f64) -> Self {
        Sel::Desimal(n)
    }
}

impl From<String> for Sel {
    fn from(teks: String) -> Self {
        Sel::Teks(teks)
    }
}

/// A point after each three digits.
pub fn ribuan(n: i64) -> String {
    let angka = n.unsigned_abs().to_string();
    let mut teks = String::from(if n < 0 { "-" } else { "" });
    for (i, satu) in angka.chars().enumerate() {
        if i > 0 && (angka.len() - i).is_multiple_of(3) {
            teks.push('.');
        }
        teks.push(satu);
    }
    teks
}

/// Two places at most, a comma before them.
fn desimal(n: f64) -> String {
    let teks = format!("{n:.2}");
    teks.trim_end_matches('0').trim_end_matches('.').replace('.', ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_indonesians_write_them() {
        for (n, teks) in [(0, "0"), (999, "999"), (1_000, "1.000"), (-1_234_567, "-1.234.567")] {
            assert_eq!(Sel::Bulat(n).kata(), teks);
        }
        for (n, teks) in [(3.0, "3"), (3.39, "3,39"), (0.5, "0,5"), (10.0, "10")] {
            assert_eq!(Sel::Desimal(n).kata(), teks);
        }
    }
}
