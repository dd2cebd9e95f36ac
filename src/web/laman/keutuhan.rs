//! Whether the log and a case are what they were.

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use serde::Deserialize;
use uuid::Uuid;

use super::kata::manusiawi;
use super::koreksi::kata_jenis;
use super::sesi::Petugas;
use super::{Antar, Jawaban, Laman, Tata, alamat_dengan, laman, tanya};
use crate::web::Layanan;
use crate::web::akses::Akses;

#[derive(Deserialize)]
struct Kepala {
    log: Uuid,
    posisi: u64,
    akar: String,
}

#[derive(Deserialize)]
struct Diperiksa {
    posisi: u64,
    aliran: String,
    versi: u32,
    tipe: String,
    hash: String,
    temuan: Option<String>,
}

#[derive(Deserialize)]
struct Verifikasi {
    ukuran: u64,
    akar: String,
    utuh: bool,
    fakta: Vec<Diperiksa>,
}

#[derive(Default, Deserialize)]
struct TanyaPerkara {
    nomor: Option<String>,
}

#[derive(Deserialize)]
struct Ringkas {
    perkara: Uuid,
    nomor: String,
}

#[derive(Template)]
#[template(path = "verifikasi.html")]
struct VerifikasiHtml {
    tata: Tata,
    kepala: Kepala,
    nomor: String,
    /// Cases whose number begins so.
    temuan: Vec<Ringkas>,
}

/// The head of the log, and a way to one case.
pub(super) async fn keutuhan(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    uri: Uri,
) -> Jawaban {
    let tanya: TanyaPerkara = tanya(&uri);
    let pelaku = petugas.pelaku();
    let kepala: Kepala = antarmuka.baca(&pelaku, "/api/v1/log").await?;
    let nomor = tanya.nomor.unwrap_or_default().trim().to_owned();
    let temuan = if nomor.is_empty() {
        Vec::new()
    } else {
        let cari = [("nomor", Some(nomor.as_str())), ("batas", Some("10"))];
        let alamat = alamat_dengan("/api/v1/perkara", &cari);
        antarmuka.baca::<Laman<Ringkas>>(&pelaku, &alamat).await?.isi
    };
    laman(&VerifikasiHtml { tata: Tata::petugas(&layanan, petugas.peran), kepala, nomor, temuan })
}

#[derive(Template)]
#[template(path = "verifikasi_perkara.html")]
struct VerifikasiPerkaraHtml {
    tata: Tata,
    id: Uuid,
    hasil: Verifikasi,
    auditor: bool,
}

/// One case computed anew, when it is asked for.
pub(super) async fn perkara(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path(id): Path<Uuid>,
) -> Jawaban {
    let alamat = format!("/api/v1/perkara/{id}/verifikasi");
    let hasil: Verifikasi = antarmuka.baca(&petugas.pelaku(), &alamat).await?;
    let auditor = Akses::PEMERIKSAAN.mencakup(petugas.peran);
    laman(&VerifikasiPerkaraHtml {
        tata: Tata::petugas(&layanan, petugas.peran),
        id,
        hasil,
        auditor,
    })
}
