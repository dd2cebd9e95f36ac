//! Boxes as a form has them: five numbers, a ground and a reason each. Places
//! are percents with up to two digits behind the comma.

use serde_json::{Value, json};

use super::super::formulir::Terisi;
use super::super::surat::satu;
use crate::web::masalah::{Galat, Jenis, Masalah};

/// Rows that wait to be filled in.
const KOSONG: usize = 3;
/// Rows that a form holds at most.
const TERBANYAK: usize = 60;

/// A row of the form, as it was typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Baris {
    pub halaman: String,
    pub kiri: String,
    pub atas: String,
    pub lebar: String,
    pub tinggi: String,
    pub dasar: String,
    pub alasan: String,
}

impl Baris {
    fn terisi(&self) -> bool {
        let angka = [&self.kiri, &self.atas, &self.lebar, &self.tinggi];
        angka.iter().any(|teks| !teks.is_empty()) || !self.alasan.is_empty()
    }

    /// As the API takes it, or what is wrong with it.
    fn nilai(&self) -> Result<Value, &'static str> {
        let halaman = self.halaman.parse::<u32>().map_err(|_| "tulis nomor halamannya")?;
        let bagian = |teks: &str| {
            persen(teks).ok_or("tulis tempatnya dalam persen dari 0 sampai 100, misalnya 12,5")
        };
        if self.dasar.is_empty() {
            return Err("pilih huruf Pasal 17 yang menjadi dasarnya");
        }
        if self.alasan.is_empty() {
            return Err("tulis alasannya");
        }
        Ok(json!({
            "halaman": halaman, "kiri": bagian(&self.kiri)?, "atas": bagian(&self.atas)?,
            "lebar": bagian(&self.lebar)?, "tinggi": bagian(&self.tinggi)?,
            "dasar": self.dasar, "alasan": {"isi": self.alasan},
        }))
    }
}

/// What was filled in, and rows to go on; `tambah` asks for more of them.
pub(super) fn dari(terisi: &Terisi, tambah: bool) -> Vec<Baris> {
    let kolom = |ke: usize, nama: &str| satu(terisi, &format!("kotak.{ke}.{nama}"));
    let baris = (0..TERBANYAK).map_while(|ke| {
        let teks = |nama: &str| kolom(ke, nama).unwrap_or_default();
        terisi.contains_key(&format!("kotak.{ke}.halaman")).then(|| Baris {
            halaman: teks("halaman"),
            kiri: teks("kiri"),
            atas: teks("atas"),
            lebar: teks("lebar"),
            tinggi: teks("tinggi"),
            dasar: teks("dasar"),
            alasan: teks("alasan"),
        })
    });
    let mut baris: Vec<Baris> = baris.filter(Baris::terisi).collect();
    let kosong = if tambah { 2 * KOSONG } else { KOSONG };
    let banyak = (baris.len() + kosong).min(TERBANYAK);
    baris.resize(banyak, Baris::default());
    baris
}

/// Every box that was filled in, or what is wrong with them, each by its number.
pub(super) fn semua(baris: &[Baris]) -> Result<Value, Masalah> {
    let (mut kotak, mut galat) = (Vec::new(), Vec::new());
    for (nomor, satu) in (1..).zip(baris).filter(|(_, satu)| satu.terisi()) {
        match satu.nilai() {
            Ok(nilai) => kotak.push(nilai),
            Err(salah) => galat.push(Galat {
                kolom: Some(format!("kotak.{}", nomor - 1)),
                kode: "Masukan".to_owned(),
                pasal: None,
                uraian: format!("kotak {nomor}: {salah}"),
            }),
        }
    }
    if kotak.is_empty() && galat.is_empty() {
        return Err(Masalah::kolom("kotak", "tandai sedikitnya satu bagian yang dihitamkan"));
    }
    if !galat.is_empty() {
        let masalah = Masalah::baru(Jenis::Masukan, "lengkapi kotak berikut");
        return Err(Masalah { galat, ..masalah });
    }
    Ok(Value::Array(kotak))
}

/// `12,5` as ten-thousandths: 1250.
fn persen(teks: &str) -> Option<u32> {
    let teks = teks.trim().trim_end_matches('%').trim_end();
    let (bulat, pecahan) = teks.split_once([',', '.']).unwrap_or((teks, ""));
    let angka = |teks: &str| teks.bytes().all(|satu| satu.is_ascii_digit());
    if bulat.is_empty() || bulat.len() > 3 || pecahan.len() > 2 || !angka(bulat) || !angka(pecahan)
    {
        return None;
    }
    format!("{bulat}{pecahan:0<2}").parse().ok().filter(|nilai| *nilai <= 10_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percent_has_up_to_two_digits_behind_the_comma() {
        for (teks, nilai) in [
            ("0", Some(0)),
            ("12", Some(1_200)),
            ("12,5", Some(1_250)),
            ("12.05 %", Some(1_205)),
            ("100", Some(10_000)),
            ("100,01", None),
            ("1,234", None),
            ("-1", None),
            ("", None),
            (",5", None),
            ("1e2", None),
            ("1000", None),
        ] {
            assert_eq!(persen(teks), nilai, "{teks}");
        }
    }

    #[test]
    fn rows_that_were_left_empty_are_no_boxes() {
        let isi = |nama: &str, nilai: &str| (nama.to_owned(), vec![nilai.to_owned()]);
        let mut terisi: Terisi = ["halaman", "kiri", "atas", "lebar", "tinggi"]
            .iter()
            .map(|nama| isi(&format!("kotak.1.{nama}"), "10"))
            .collect();
        terisi.extend([isi("kotak.0.halaman", "1"), isi("kotak.0.kiri", "")]);
        let baris = dari(&terisi, false);
        assert_eq!(baris.len(), 1 + KOSONG);
        assert_eq!(dari(&terisi, true).len(), 1 + 2 * KOSONG);
        let galat = semua(&baris).unwrap_err().galat;
        assert_eq!(galat.len(), 1);
        assert_eq!(galat[0].uraian, "kotak 1: pilih huruf Pasal 17 yang menjadi dasarnya");
        terisi.extend([isi("kotak.1.dasar", "17h3"), isi("kotak.1.alasan", "rekening")]);
        let kotak = semua(&dari(&terisi, false)).unwrap();
        let satu = json!([{"halaman": 10, "kiri": 1_000, "atas": 1_000, "lebar": 1_000,
                           "tinggi": 1_000, "dasar": "17h3", "alasan": {"isi": "rekening"}}]);
        assert_eq!(kotak, satu);
        assert!(semua(&[Baris::default()]).is_err());
    }
}
