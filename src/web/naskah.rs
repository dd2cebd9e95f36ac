//! A paper through the API: as it is read on a screen, or as the file that was
//! asked for.

use axum::response::Response;
use projections::catatan::Sudut;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Layanan;
use super::berkas::kirim;
use super::masalah::Masalah;
use crate::naskah::{Bagian, Naskah, Sel, csv, pdf, xlsx};

/// Rows of a table that a screen shows; a file has all.
const BARIS: usize = 50;

/// Which file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BentukBerkas {
    Pdf,
    Xlsx,
    Csv,
}

/// What a file is asked for with.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
pub struct TanyaBerkas {
    /// PDF/A, buku kerja XLSX, atau CSV.
    pub bentuk: BentukBerkas,
}

/// A paper as a screen shows it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct TampilanNaskah {
    pub judul: String,
    pub keterangan: Vec<Keterangan>,
    pub bagian: Vec<TampilanBagian>,
}

/// What it says of itself at its top.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Keterangan {
    pub nama: String,
    pub isi: String,
}

/// A part: words, a table, or both.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct TampilanBagian {
    pub judul: String,
    pub alinea: Vec<String>,
    pub kolom: Vec<String>,
    pub baris: Vec<Vec<TampilanSel>>,
    /// Rows that only a file has.
    pub lebih: usize,
}

/// What stands in one place, in words; numbers stand to the right.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct TampilanSel {
    pub teks: String,
    pub angka: bool,
}

impl From<&Naskah> for TampilanNaskah {
    fn from(naskah: &Naskah) -> Self {
        let hal =
            |(nama, isi): &(String, String)| Keterangan { nama: nama.clone(), isi: isi.clone() };
        TampilanNaskah {
            judul: naskah.judul.clone(),
            keterangan: naskah.keterangan.iter().map(hal).collect(),
            bagian: naskah.bagian.iter().map(TampilanBagian::from).collect(),
        }
    }
}

impl From<&Bagian> for TampilanBagian {
    fn from(bagian: &Bagian) -> Self {
        let tabel = bagian.tabel.as_ref();
        let kolom = tabel.into_iter().flat_map(|tabel| &tabel.kolom);
        let baris = tabel.map(|tabel| tabel.baris.as_slice()).unwrap_or_default();
        let tampak = baris.iter().take(BARIS);
        TampilanBagian {
            judul: bagian.judul.clone(),
            alinea: bagian.alinea.clone(),
            kolom: kolom.map(|kolom| kolom.nama.to_owned()).collect(),
            baris: tampak.map(|baris| baris.iter().map(TampilanSel::from).collect()).collect(),
            lebih: baris.len().saturating_sub(BARIS),
        }
    }
}

impl From<&Sel> for TampilanSel {
    fn from(sel: &Sel) -> Self {
        TampilanSel { teks: sel.kata(), angka: matches!(sel, Sel::Bulat(_) | Sel::Desimal(_)) }
    }
}

/// The paper as a file to keep, under this name and the ending of its kind.
pub async fn unduhan(
    layanan: &Layanan,
    naskah: Naskah,
    sudut: Sudut,
    (nama, bentuk): (&str, BentukBerkas),
) -> Result<Response, Masalah> {
    let asal = pdf::Asal::sehari(&layanan.app.kantor(), sudut, layanan.app.zona);
    let (ekor, mime) = match bentuk {
        BentukBerkas::Pdf => ("pdf", "application/pdf"),
        BentukBerkas::Xlsx => {
            ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        }
        BentukBerkas::Csv => ("csv", "text/csv; charset=utf-8"),
    };
    // Setting in type takes processor time that others wait for.
    let bytes = tokio::task::spawn_blocking(move || match bentuk {
        BentukBerkas::Pdf => pdf::tulis(&naskah, &asal),
        BentukBerkas::Xlsx => xlsx::tulis(&naskah),
        BentukBerkas::Csv => csv::tulis(&naskah),
    });
    let bytes = bytes.await.map_err(anyhow::Error::from)??;
    kirim(&format!("{nama}.{ekor}"), mime, bytes)
}
