//! The sheet of the rapat koordinasi as a page.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::Uri;
use chrono::NaiveDate;
use projections::laporan::Kurun;
use serde::Deserialize;

use super::kata::tanggal;
use super::konsolidasi::{BENTUK, jawab, semester};
use super::sesi::Petugas;
use super::{Antar, Jawaban, Tata, alamat_dengan, laman, tak_berwenang, tanya};
use crate::laporan::nama_kurun;
use crate::laporan::rapat::{BarisRapat, KeadaanRapat};
use crate::web::Layanan;
use crate::web::akses::Akses;
use crate::web::masalah::Masalah;
use crate::web::rapat::TampilanRapat;

#[derive(Default, Deserialize)]
struct TanyaRapat {
    dari: Option<String>,
    sampai: Option<String>,
    sebagaimana: Option<String>,
    bentuk: Option<String>,
}

#[derive(Template)]
#[template(path = "laporan/rapat.html")]
struct RapatHtml {
    tata: Tata,
    dari: String,
    sampai: String,
    sebagaimana: String,
    baris: Vec<BarisRapat>,
    unduhan: Vec<(&'static str, String)>,
    masalah: Option<Masalah>,
}

fn periode(baris: &BarisRapat) -> String {
    nama_kurun(Kurun { dari: baris.dari, sampai: baris.sampai })
}

/// The colour of a state.
fn wajah(baris: &BarisRapat) -> &'static str {
    match baris.keadaan {
        KeadaanRapat::Terlambat | KeadaanRapat::DikembalikanTerlambat => "gawat",
        KeadaanRapat::Dikembalikan | KeadaanRapat::DisampaikanTerlambat => "waspada",
        KeadaanRapat::Diam => "tunggu",
        KeadaanRapat::Disampaikan => "tenang",
    }
}

impl RapatHtml {
    fn banyak(&self, pilih: fn(KeadaanRapat) -> bool) -> usize {
        self.baris.iter().filter(|satu| pilih(satu.keadaan)).count()
    }

    fn disampaikan(&self) -> usize {
        use KeadaanRapat::{Disampaikan, DisampaikanTerlambat};
        self.banyak(|keadaan| matches!(keadaan, Disampaikan | DisampaikanTerlambat))
    }

    fn terlambat(&self) -> usize {
        use KeadaanRapat::{DikembalikanTerlambat, Terlambat};
        self.banyak(|keadaan| matches!(keadaan, Terlambat | DikembalikanTerlambat))
    }
}

/// Without days, the half-year that ended last.
pub(super) async fn rapat(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    uri: Uri,
) -> Jawaban {
    if !petugas.boleh(Akses::BACA_KANTOR) {
        return Err(tak_berwenang());
    }
    let tanya: TanyaRapat = tanya(&uri);
    let (awal_ini, _) = semester(layanan.app.hari_ini());
    let (awal, akhir) = semester(awal_ini.pred_opt().unwrap_or(awal_ini));
    let isi = |nilai: Option<String>, bawaan: NaiveDate| {
        nilai.filter(|satu| !satu.is_empty()).unwrap_or_else(|| bawaan.to_string())
    };
    let (dari, sampai) = (isi(tanya.dari, awal), isi(tanya.sampai, akhir));
    let sebagaimana = tanya.sebagaimana.unwrap_or_default();
    let saat = Some(sebagaimana.as_str()).filter(|satu| !satu.is_empty());
    let dengan = |alamat: &str, bentuk: Option<&str>| {
        let kurun = [("dari", Some(dari.as_str())), ("sampai", Some(sampai.as_str()))];
        let lihat = [("sebagaimana", saat), ("bentuk", bentuk)];
        alamat_dengan(alamat, &[kurun, lihat].concat())
    };
    let pelaku = petugas.pelaku();
    if let Some(bentuk) = tanya.bentuk.as_deref() {
        let alamat = dengan("/api/v1/laporan/rapat/berkas", Some(bentuk));
        return Ok(antarmuka.unduh(&pelaku, &alamat).await?);
    }
    let rapat = antarmuka.baca(&pelaku, &dengan("/api/v1/laporan/rapat", None)).await;
    let (TampilanRapat { baris }, masalah) = match rapat {
        Ok(rapat) => (rapat, None),
        Err(masalah) => (TampilanRapat { baris: Vec::new() }, Some(masalah)),
    };
    let unduhan = BENTUK.map(|(kata, bentuk)| (kata, dengan("/laporan/rapat", Some(bentuk))));
    let html = laman(&RapatHtml {
        tata: Tata::petugas(&layanan, petugas),
        baris,
        unduhan: unduhan.to_vec(),
        masalah: masalah.clone(),
        dari,
        sampai,
        sebagaimana,
    })?;
    Ok(jawab(html, masalah.as_ref()))
}
