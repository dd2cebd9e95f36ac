//! Blacking-out: a copy of a PDF in which nothing stands under the boxes.
//!
//! Every page becomes a picture, the boxes are burnt into its dots, and the
//! pictures alone make the new PDF/A, with a list of the boxes behind them. Of
//! the old file no text, font, layer, note, attachment or property goes along,
//! be it seen or hidden.
//!
//! What is read here comes from outside: run it where a crash, a loop or an
//! appetite for memory harms nobody.

mod gambar;
mod halaman;
#[cfg(test)]
mod uji;

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{Cetakan, TemplatKeliru};
use gambar::Gambar;

/// Dots an inch of a page: print can be read, and scans keep what they had.
pub const TITIK_PER_INCI: u32 = 150;
/// Version of the layout: another one may give other bytes of the same pages.
pub const SUSUNAN: u32 = 1;
/// Places and lengths are counted in this part of the page's side.
pub const SATUAN: u32 = 10_000;
/// Pages of a document at most.
pub const BATAS_HALAMAN: usize = 100;
/// Boxes in a document at most.
pub const BATAS_KOTAK: usize = 500;
/// Dots of one page at most: A0 fits.
const BATAS_TITIK: f64 = 36e6;
/// Points of a letter in a box at least.
const HURUF_TERKECIL: f64 = 4.5;

const TEMPLAT: &str = include_str!("../templat/penghitaman.typ");

/// A box over what may not be shown, measured on the page as it is seen, from
/// its upper left corner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kotak {
    /// From 1.
    pub halaman: u32,
    pub kiri: u32,
    pub atas: u32,
    pub lebar: u32,
    pub tinggi: u32,
    /// `Pasal 17 huruf h angka 3`: stands in the box where there is room, and in
    /// the list.
    pub pasal: String,
    pub alasan: String,
}

/// What the list behind the pages says besides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keterangan {
    pub kantor: String,
    pub nomor: String,
    /// The decision by which the office exempted it.
    pub sk: Option<String>,
    /// `21 November 2026`.
    pub tanggal: String,
    pub saat: DateTime<FixedOffset>,
}

/// How large a page is, in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ukuran {
    pub lebar: f32,
    pub tinggi: f32,
}

/// Why there is no copy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HitamDitolak {
    #[error("dokumen itu bukan PDF yang dapat dibaca; simpan ulang sebagai PDF lalu unggah lagi")]
    Rusak,
    #[error("PDF itu bersandi; simpan tanpa sandi lalu unggah lagi")]
    Bersandi,
    #[error("dokumen itu lebih dari {BATAS_HALAMAN} halaman; bagi dahulu menjadi beberapa dokumen")]
    TerlaluBanyakHalaman,
    #[error("lebih dari {BATAS_KOTAK} kotak; bagi dahulu dokumennya")]
    TerlaluBanyakKotak,
    #[error("halaman {0} lebih besar dari A0; perkecil ukuran kertasnya lalu unggah lagi")]
    HalamanTerlaluBesar(usize),
    #[error(
        "gambar atau huruf pada halaman {0} tidak terbaca utuh; pindai atau cetak ulang ke PDF"
    )]
    TidakUtuh(usize),
    #[error("tandai sedikitnya satu bagian yang dihitamkan")]
    TanpaKotak,
    #[error("kotak ke-{0} menunjuk halaman yang tidak ada")]
    HalamanTidakAda(usize),
    #[error("kotak ke-{0} keluar dari halamannya atau tidak berluas")]
    DiLuarHalaman(usize),
    #[error("salinannya tidak dapat disusun: {0}")]
    Susunan(String),
}

impl HitamDitolak {
    /// A stable name.
    pub fn kode(&self) -> &'static str {
        match self {
            HitamDitolak::Rusak => "PdfRusak",
            HitamDitolak::Bersandi => "PdfBersandi",
            HitamDitolak::TerlaluBanyakHalaman => "TerlaluBanyakHalaman",
            HitamDitolak::TerlaluBanyakKotak => "TerlaluBanyakKotak",
            HitamDitolak::HalamanTerlaluBesar(_) => "HalamanTerlaluBesar",
            HitamDitolak::TidakUtuh(_) => "HalamanTidakUtuh",
            HitamDitolak::TanpaKotak => "TanpaKotak",
            HitamDitolak::HalamanTidakAda(_) => "HalamanTidakAda",
            HitamDitolak::DiLuarHalaman(_) => "DiLuarHalaman",
            HitamDitolak::Susunan(_) => "SalinanTidakTersusun",
        }
    }
}

impl From<TemplatKeliru> for HitamDitolak {
    fn from(keliru: TemplatKeliru) -> Self {
        HitamDitolak::Susunan(keliru.to_string())
    }
}

/// How large each page is.
pub fn ukuran(pdf: Vec<u8>) -> Result<Vec<Ukuran>, HitamDitolak> {
    let pdf = buka(pdf)?;
    Ok(pdf.pages().iter().map(halaman::ukuran).collect())
}

/// One page as PNG, with the boxes that stand on it.
pub fn gambar(
    pdf: Vec<u8>,
    halaman: u32,
    titik_per_inci: u32,
    kotak: &[Kotak],
) -> Result<Vec<u8>, HitamDitolak> {
    let pdf = buka(pdf)?;
    periksa(kotak, pdf.pages().len())?;
    let ke = usize::try_from(halaman).unwrap_or(usize::MAX);
    let satu = ke.checked_sub(1).and_then(|nol| pdf.pages().get(nol));
    let satu = satu.ok_or(HitamDitolak::HalamanTidakAda(ke))?;
    let mut gambar = halaman::gambar(satu, ke, titik_per_inci)?;
    gambar.hitamkan(kotak.iter().filter(|kotak| kotak.halaman == halaman));
    gambar.png()
}

/// The copy: one page after the other, so that no more than one lies open.
pub fn hitamkan(
    pdf: Vec<u8>,
    kotak: &[Kotak],
    keterangan: &Keterangan,
) -> Result<Vec<u8>, HitamDitolak> {
    if kotak.is_empty() {
        return Err(HitamDitolak::TanpaKotak);
    }
    let (halaman, berkas) = halaman_gambar(&buka(pdf)?, kotak)?;
    let daftar = kotak.iter().enumerate().map(|(nol, satu)| {
        json!({"nomor": nol + 1, "halaman": satu.halaman, "pasal": satu.pasal,
               "alasan": satu.alasan})
    });
    let data = json!({
        "judul": "Salinan yang dihitamkan",
        "kantor": keterangan.kantor,
        "nomor": keterangan.nomor,
        "sk": keterangan.sk,
        "tanggal": keterangan.tanggal,
        "titik": TITIK_PER_INCI,
        "halaman": halaman,
        "daftar": daftar.collect::<Vec<_>>(),
    });
    let saat = keterangan.saat;
    Ok(crate::pdf(&Cetakan { templat: TEMPLAT, data: &data, berkas: &berkas, saat })?)
}

type Berkas = BTreeMap<String, Vec<u8>>;

fn halaman_gambar(pdf: &Pdf, kotak: &[Kotak]) -> Result<(Vec<Value>, Berkas), HitamDitolak> {
    let banyak = pdf.pages().len();
    periksa(kotak, banyak)?;
    let mut berkas = Berkas::new();
    let mut semua = Vec::with_capacity(banyak);
    for (ke, satu) in (1..).zip(pdf.pages().iter()) {
        let ukuran = halaman::ukuran(satu);
        let di_sini = || (1..).zip(kotak).filter(|(_, kotak)| kotak.halaman as usize == ke);
        let mut gambar: Gambar = halaman::gambar(satu, ke, TITIK_PER_INCI)?;
        gambar.hitamkan(di_sini().map(|(_, kotak)| kotak));
        let (akhiran, bytes) = gambar.terkecil()?;
        let nama = format!("halaman-{ke}.{akhiran}");
        berkas.insert(nama.clone(), bytes);
        let tanda: Vec<Value> =
            di_sini().filter_map(|(nomor, satu)| tanda(nomor, satu, ukuran)).collect();
        let dihitamkan = di_sini().count();
        semua.push(json!({
            "lebar": ukuran.lebar, "tinggi": ukuran.tinggi, "gambar": nama, "tanda": tanda,
            "uraian": format!("Halaman {ke} dari {banyak}, sebagai gambar; \
                               {dihitamkan} bagian dihitamkan"),
        }));
    }
    Ok((semua, berkas))
}

/// What stands in white in a box: its number with its article, its number, or
/// nothing, as there is room.
fn tanda(nomor: usize, kotak: &Kotak, ukuran: Ukuran) -> Option<Value> {
    let bagian = |n: u32, sisi: f32| f64::from(n) / f64::from(SATUAN) * f64::from(sisi);
    let (lebar, tinggi) = (bagian(kotak.lebar, ukuran.lebar), bagian(kotak.tinggi, ukuran.tinggi));
    let huruf = |teks: &str| {
        let karakter = u32::try_from(teks.chars().count()).unwrap_or(u32::MAX);
        (tinggi * 0.7).min(lebar / (f64::from(karakter) * 0.6)).min(9.0)
    };
    let calon = [format!("{nomor} · {}", kotak.pasal), nomor.to_string()];
    let teks = calon.into_iter().find(|teks| huruf(teks) >= HURUF_TERKECIL)?;
    Some(json!({
        "kiri": bagian(kotak.kiri, ukuran.lebar), "atas": bagian(kotak.atas, ukuran.tinggi),
        "lebar": lebar, "tinggi": tinggi, "huruf": huruf(&teks), "teks": teks,
    }))
}

fn buka(pdf: Vec<u8>) -> Result<Pdf, HitamDitolak> {
    let pdf = Pdf::new(pdf).map_err(|galat| match galat {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => HitamDitolak::Bersandi,
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => HitamDitolak::Rusak,
    })?;
    match pdf.pages().len() {
        0 => Err(HitamDitolak::Rusak),
        banyak if banyak > BATAS_HALAMAN => Err(HitamDitolak::TerlaluBanyakHalaman),
        _ => Ok(pdf),
    }
}

fn periksa(kotak: &[Kotak], halaman: usize) -> Result<(), HitamDitolak> {
    if kotak.len() > BATAS_KOTAK {
        return Err(HitamDitolak::TerlaluBanyakKotak);
    }
    for (ke, satu) in (1..).zip(kotak) {
        if satu.halaman == 0 || satu.halaman as usize > halaman {
            return Err(HitamDitolak::HalamanTidakAda(ke));
        }
        let di_dalam = |awal: u32, panjang: u32| {
            panjang > 0 && awal.checked_add(panjang).is_some_and(|akhir| akhir <= SATUAN)
        };
        if !di_dalam(satu.kiri, satu.lebar) || !di_dalam(satu.atas, satu.tinggi) {
            return Err(HitamDitolak::DiLuarHalaman(ke));
        }
    }
    Ok(())
}
