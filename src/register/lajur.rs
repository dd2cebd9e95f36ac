//! The columns of a book: a name for programs, the words of the form, and what
//! of a row stands there.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use uuid::Uuid;

use super::Terbuka;
use crate::naskah::{Kolom, Sel};

/// A column over rows of one kind.
pub struct Lajur<B> {
    pub kunci: &'static str,
    pub nama: &'static str,
    pub lebar: u8,
    pub isi: fn(&B, &Mata<'_>) -> Sel,
}

/// What whoever looks may see: names of units, and what was opened.
pub struct Mata<'a> {
    pub unit: &'a BTreeMap<Uuid, String>,
    pub terbuka: Option<&'a Terbuka>,
}

pub const TIDAK_TERCATAT: &str = "tidak tercatat";
const TERSEGEL: &str = "tersegel";
const DIHAPUS: &str = "dihapus";

impl Mata<'_> {
    /// A text that tells about a person.
    pub fn buka(&self, digest: &str) -> String {
        match self.terbuka {
            None => TERSEGEL.to_owned(),
            Some(isi) => isi.get(digest).cloned().unwrap_or_else(|| DIHAPUS.to_owned()),
        }
    }

    /// The same where it should have been written down.
    pub fn isi(&self, digest: Option<&String>) -> Sel {
        Sel::teks(digest.map_or_else(|| TIDAK_TERCATAT.to_owned(), |satu| self.buka(satu)))
    }

    /// Several ways to reach somebody; sealed they are one word.
    pub fn kontak(&self, telepon: Option<&String>, surel: Option<&String>) -> Sel {
        let mut semua: Vec<String> =
            [telepon, surel].into_iter().flatten().map(|satu| self.buka(satu)).collect();
        semua.dedup();
        if semua.is_empty() { tidak_tercatat() } else { Sel::teks(semua.join(" · ")) }
    }

    pub fn unit(&self, unit: Option<Uuid>) -> Sel {
        let Some(id) = unit else { return Sel::teks("PPID (tanpa unit)") };
        Sel::teks(self.unit.get(&id).cloned().unwrap_or_else(|| format!("unit {id}")))
    }
}

/// A tick of the form, in a word that can be read aloud.
pub fn centang(ya: bool) -> Sel {
    if ya { Sel::teks("ya") } else { Sel::Kosong }
}

pub fn tidak_tercatat() -> Sel {
    Sel::teks(TIDAK_TERCATAT)
}

/// What should be there, or the word for its absence.
pub fn ada<T: Into<Sel>>(nilai: Option<T>) -> Sel {
    nilai.map_or_else(tidak_tercatat, Into::into)
}

pub fn kolom<B>(lajur: &[Lajur<B>]) -> Vec<Kolom> {
    let nomor = Kolom { nama: "No", lebar: 2 };
    let semua = lajur.iter().map(|satu| Kolom { nama: satu.nama, lebar: satu.lebar });
    std::iter::once(nomor).chain(semua).collect()
}

/// Rows, counted as the forms do.
pub fn baris<B>(lajur: &[Lajur<B>], semua: &[B], mulai: u64, mata: &Mata<'_>) -> Vec<Vec<Sel>> {
    let satu = |(ke, baris): (u64, &B)| {
        let isi = lajur.iter().map(|lajur| (lajur.isi)(baris, mata));
        std::iter::once(Sel::angka(ke)).chain(isi).collect()
    };
    (mulai..).zip(semua).map(satu).collect()
}

pub fn json<B>(lajur: &[Lajur<B>], semua: &[B], mata: &Mata<'_>) -> Vec<Value> {
    let satu = |baris: &B| {
        let isi = lajur.iter().map(|satu| (satu.kunci.to_owned(), nilai((satu.isi)(baris, mata))));
        Value::Object(isi.collect::<Map<_, _>>())
    };
    semua.iter().map(satu).collect()
}

fn nilai(sel: Sel) -> Value {
    match sel {
        Sel::Kosong => Value::Null,
        Sel::Teks(teks) => teks.into(),
        Sel::Bulat(n) => n.into(),
        Sel::Desimal(n) => n.into(),
        Sel::Tanggal(hari) => hari.to_string().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_shows_only_to_who_opened_it() {
        let unit = BTreeMap::new();
        let terbuka = Terbuka::from([("sd1".to_owned(), "Budi".to_owned())]);
        let (sd1, sd2) = ("sd1".to_owned(), "sd2".to_owned());
        let tertutup = Mata { unit: &unit, terbuka: None };
        assert_eq!(tertutup.isi(Some(&sd1)), Sel::teks("tersegel"));
        assert_eq!(tertutup.isi(None), Sel::teks("tidak tercatat"));
        assert_eq!(tertutup.kontak(Some(&sd1), Some(&sd2)), Sel::teks("tersegel"));
        let dibuka = Mata { unit: &unit, terbuka: Some(&terbuka) };
        assert_eq!(dibuka.isi(Some(&sd1)), Sel::teks("Budi"));
        assert_eq!(dibuka.isi(Some(&sd2)), Sel::teks("dihapus"), "erased since");
    }
}
