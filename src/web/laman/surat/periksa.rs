//! The page on which anybody checks a letter, by the code that it bears.

use askama::Template;
use axum::Extension;
use axum::extract::multipart::Multipart;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::super::kata::tanggal;
use super::{Masalah, Tata};
use crate::web::Layanan;
use crate::web::akses::Pelaku;
use crate::web::berkas::baca;
use crate::web::laman::{Antar, Jawaban, laman};
use crate::web::surat::{Banding, HasilBanding, SuratDiperiksa};

#[derive(Template)]
#[template(path = "surat/periksa.html")]
struct PeriksaHtml {
    tata: Tata,
    kode: String,
    surat: SuratDiperiksa,
    hasil: Option<Banding>,
    masalah: Option<Masalah>,
}

pub(in crate::web::laman) async fn periksa(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Path(kode): Path<String>,
) -> Jawaban {
    tampilkan(&layanan, &antarmuka, kode, Ok(None)).await
}

/// The file is looked at and not kept.
pub(in crate::web::laman) async fn bandingkan(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Path(kode): Path<String>,
    kiriman: Option<Multipart>,
) -> Jawaban {
    let hasil = match sidik(kiriman).await {
        Ok(sidik) => {
            let alamat = format!("/api/v1/surat/periksa/{kode}");
            let badan = json!({"sidik": sidik});
            let hasil = antarmuka.kirim(&Pelaku::Publik, &alamat, &badan, None).await;
            hasil.map(|HasilBanding { hasil }| Some(hasil))
        }
        Err(masalah) => Err(masalah),
    };
    tampilkan(&layanan, &antarmuka, kode, hasil).await
}

async fn sidik(kiriman: Option<Multipart>) -> Result<String, Masalah> {
    let kosong = || Masalah::kolom("berkas", "pilih berkas surat yang hendak dibandingkan");
    let mut kiriman = kiriman.ok_or_else(kosong)?;
    let bagian = kiriman.next_field().await.map_err(|_| kosong())?.ok_or_else(kosong)?;
    let bytes = baca(bagian).await?;
    if bytes.is_empty() {
        return Err(kosong());
    }
    Ok(hex::encode(Sha256::digest(&bytes)))
}

async fn tampilkan(
    layanan: &Layanan,
    antarmuka: &Antar,
    kode: String,
    hasil: Result<Option<Banding>, Masalah>,
) -> Jawaban {
    let alamat = format!("/api/v1/surat/periksa/{kode}");
    let surat: SuratDiperiksa = antarmuka.baca(&Pelaku::Publik, &alamat).await?;
    let (hasil, masalah) = match hasil {
        Ok(hasil) => (hasil, None),
        Err(masalah) => (None, Some(masalah)),
    };
    let status = masalah.as_ref().and_then(|m| StatusCode::from_u16(m.status).ok());
    let html = laman(&PeriksaHtml { tata: Tata::publik(layanan), kode, surat, hasil, masalah })?;
    Ok((status.unwrap_or(StatusCode::OK), html).into_response())
}
