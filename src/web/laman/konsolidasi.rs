//! All units beside each other, in any period, as at any day.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Response};
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use super::sesi::Petugas;
use super::{Antar, Jawaban, Tata, alamat_dengan, laman, tak_berwenang, tanya};
use crate::web::Layanan;
use crate::web::akses::Akses;
use crate::web::masalah::Masalah;
use crate::web::naskah::TampilanNaskah;

/// What a paper is taken away as, and how the API calls it.
pub(super) const BENTUK: [(&str, &str); 3] = [("PDF", "pdf"), ("XLSX", "xlsx"), ("CSV", "csv")];

#[derive(Default, Deserialize)]
struct TanyaKonsolidasi {
    dari: Option<String>,
    sampai: Option<String>,
    sebagaimana: Option<String>,
    bentuk: Option<String>,
}

#[derive(Template)]
#[template(path = "laporan/konsolidasi.html")]
struct KonsolidasiHtml {
    tata: Tata,
    dari: String,
    sampai: String,
    sebagaimana: String,
    /// Half-years and years to choose from.
    pintas: Vec<(String, String)>,
    unduhan: Vec<(&'static str, String)>,
    naskah: Option<TampilanNaskah>,
    masalah: Option<Masalah>,
}

pub(super) async fn konsolidasi(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    uri: Uri,
) -> Jawaban {
    if !petugas.boleh(Akses::BACA_KANTOR) {
        return Err(tak_berwenang());
    }
    let tanya: TanyaKonsolidasi = tanya(&uri);
    let hari_ini = layanan.app.hari_ini();
    let (awal, akhir) = semester(hari_ini);
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
        let alamat = dengan("/api/v1/konsolidasi/berkas", Some(bentuk));
        return Ok(antarmuka.unduh(&pelaku, &alamat).await?);
    }
    let naskah = antarmuka.baca(&pelaku, &dengan("/api/v1/konsolidasi", None)).await;
    let (naskah, masalah) = match naskah {
        Ok(naskah) => (Some(naskah), None),
        Err(masalah) => (None, Some(masalah)),
    };
    let unduhan = BENTUK.map(|(kata, bentuk)| (kata, dengan("/laporan/konsolidasi", Some(bentuk))));
    let tampilan = KonsolidasiHtml {
        tata: Tata::petugas(&layanan, petugas),
        pintas: pintas(hari_ini),
        unduhan: unduhan.to_vec(),
        naskah,
        masalah: masalah.clone(),
        dari,
        sampai,
        sebagaimana,
    };
    Ok(jawab(laman(&tampilan)?, masalah.as_ref()))
}

/// A page with what stands against it, under the status of that.
pub(super) fn jawab(html: Response, masalah: Option<&Masalah>) -> Response {
    let status = masalah.and_then(|m| axum::http::StatusCode::from_u16(m.status).ok());
    (status.unwrap_or(axum::http::StatusCode::OK), html).into_response()
}

/// The half-year of a day.
pub(super) fn semester(hari: NaiveDate) -> (NaiveDate, NaiveDate) {
    let tahun = hari.year();
    let (awal, akhir) = if hari.month() < 7 { ((1, 1), (6, 30)) } else { ((7, 1), (12, 31)) };
    let pada = |(bulan, tanggal)| NaiveDate::from_ymd_opt(tahun, bulan, tanggal).unwrap_or(hari);
    (pada(awal), pada(akhir))
}

/// This half-year, the three before, and both years.
fn pintas(hari: NaiveDate) -> Vec<(String, String)> {
    let mut semua = Vec::new();
    let mut hari = hari;
    for _ in 0..4 {
        let (awal, akhir) = semester(hari);
        let ke = if awal.month() == 1 { "I" } else { "II" };
        let alamat = format!("/laporan/konsolidasi?dari={awal}&sampai={akhir}");
        semua.push((format!("Semester {ke} {}", awal.year()), alamat));
        hari = awal.pred_opt().unwrap_or(awal);
    }
    for tahun in [hari.year() + 2, hari.year() + 1] {
        let alamat = format!("/laporan/konsolidasi?dari={tahun:04}-01-01&sampai={tahun:04}-12-31");
        semua.push((format!("Tahun {tahun}"), alamat));
    }
    semua
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_year_ends_on_30_june_or_31_december() {
        for (hari, awal, akhir) in
            [("2026-06-30", "2026-01-01", "2026-06-30"), ("2026-07-01", "2026-07-01", "2026-12-31")]
        {
            let (dari, sampai) = semester(hari.parse().expect("a day"));
            assert_eq!((dari.to_string(), sampai.to_string()), (awal.into(), akhir.into()));
        }
    }

    #[test]
    fn what_to_choose_from_goes_back_two_years() {
        let semua = pintas("2026-11-22".parse().expect("a day"));
        let nama: Vec<&str> = semua.iter().map(|(nama, _)| nama.as_str()).collect();
        assert_eq!(
            nama,
            [
                "Semester II 2026",
                "Semester I 2026",
                "Semester II 2025",
                "Semester I 2025",
                "Tahun 2026",
                "Tahun 2025"
            ]
        );
    }
}
