//! What is refused before a page is reached: told as a page, in words, with what
//! to do next.

use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Halangan;
use crate::web::masalah::{Jenis, Masalah};

/// Around the pages: an answer that none of them wrote is put into words.
pub(super) async fn sebagai_laman(permintaan: Request, berikut: Next) -> Response {
    let jawaban = berikut.run(permintaan).await;
    let jenis = jawaban.headers().get(header::CONTENT_TYPE);
    let laman = jenis.is_some_and(|jenis| !jenis.as_bytes().starts_with(b"text/plain"));
    if laman || !jawaban.status().is_client_error() {
        return jawaban;
    }
    Halangan::from(masalah(jawaban.status())).into_response()
}

fn masalah(status: StatusCode) -> Masalah {
    match status {
        StatusCode::FORBIDDEN => {
            let detail =
                "formulir ini dikirim dari situs lain; buka halamannya di sini dan isi lagi";
            Masalah::baru(Jenis::TakBerwenang, detail)
        }
        StatusCode::PAYLOAD_TOO_LARGE => {
            let detail = "isi formulir ini terlalu besar; persingkat, lalu kirim lagi";
            Masalah::baru(Jenis::TerlaluBesar, detail)
        }
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            let detail = "kiriman ini bukan formulir; isi dan kirim dari halamannya";
            Masalah::baru(Jenis::MediaTidakDidukung, detail)
        }
        _ => {
            let detail = "alamat atau isi formulir ini tidak terbaca; buka lagi halamannya dari \
                          awal, lalu kirim lagi";
            Masalah::baru(Jenis::Masukan, detail)
        }
    }
}
