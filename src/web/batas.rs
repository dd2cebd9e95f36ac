//! What bounds every request: how many at a time, how long; and what is said
//! where there is no route, or where one fell over.

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use tokio::sync::Semaphore;

use super::BATAS_KIRIMAN_BYTES;
use super::berkas::BATAS_UNGGAHAN_BYTES;
use super::laman::Halangan;
use super::masalah::{Jenis, Masalah};

/// Requests under way at once; beyond it the caller is told to come back.
const SEKALIGUS: usize = 512;
/// How long an answer may take before the caller is told so.
const BATAS_JAWAB: Duration = Duration::from_secs(30);

/// Forms with files under way at once: each is held in memory.
const UNGGAHAN_SEKALIGUS: usize = 16;
/// What draws every page of a document, by the end of its address.
const MENGGAMBAR: [&str; 2] = ["/salinan-dihitamkan", "/penghitaman"];
/// How long one may take, over a slow line.
const BATAS_UNGGAH: Duration = Duration::from_mins(10);

/// What is read, and thrown away, of a body that is too large.
const BUANG_BYTES: usize = 64 << 20;
/// How long that may take.
const BATAS_BUANG: Duration = Duration::from_secs(10);

/// Places for requests.
#[derive(Clone)]
pub(super) struct Tempat {
    biasa: Arc<Semaphore>,
    unggahan: Arc<Semaphore>,
}

impl Tempat {
    pub(super) fn baru() -> Self {
        let [biasa, unggahan] =
            [SEKALIGUS, UNGGAHAN_SEKALIGUS].map(|banyak| Arc::new(Semaphore::new(banyak)));
        Tempat { biasa, unggahan }
    }
}

/// Whether it brings files.
fn berberkas(permintaan: &Request) -> bool {
    let jenis = permintaan.headers().get(header::CONTENT_TYPE);
    jenis.is_some_and(|jenis| jenis.as_bytes().starts_with(b"multipart/"))
}

/// An append that was begun goes on in the writer's task: whoever hears that it
/// took too long sends the same command again.
pub(super) async fn periksa(
    State(tempat): State<Tempat>,
    permintaan: Request,
    berikut: Next,
) -> Response {
    let menggambar = MENGGAMBAR.iter().any(|akhir| permintaan.uri().path().ends_with(akhir));
    let (tempat, batas) = match berberkas(&permintaan) || menggambar {
        true => (tempat.unggahan, BATAS_UNGGAH),
        false => (tempat.biasa, BATAS_JAWAB),
    };
    let Ok(_izin) = tempat.try_acquire() else {
        let detail = "terlalu banyak permintaan sekaligus; coba lagi sebentar lagi";
        return Masalah::baru(Jenis::Penuh, detail).into_response();
    };
    let jawaban = tokio::time::timeout(batas, berikut.run(permintaan)).await;
    jawaban.unwrap_or_else(|_| {
        let detail = "terlalu lama; kirim ulang dengan id perintah yang sama";
        Masalah::baru(Jenis::Lambat, detail).into_response()
    })
}

/// A body that says it is larger than may be is read to its end before
/// the refusal: a connection closed on what was not read is reset, and the
/// sender would see a broken line in place of the reason.
pub(super) async fn besar(permintaan: Request, berikut: Next) -> Response {
    let terbesar_bytes = match berberkas(&permintaan) {
        true => BATAS_UNGGAHAN_BYTES,
        false => BATAS_KIRIMAN_BYTES,
    };
    let panjang = permintaan.headers().get(header::CONTENT_LENGTH);
    let panjang = panjang.and_then(|nilai| nilai.to_str().ok()?.parse::<usize>().ok());
    if panjang.is_none_or(|panjang| panjang <= terbesar_bytes) {
        return berikut.run(permintaan).await;
    }
    let mut badan = permintaan.into_body().into_data_stream();
    let buang = async {
        let mut dibaca = 0;
        while let Some(Ok(potongan)) = badan.next().await {
            dibaca += potongan.len();
            if dibaca > BUANG_BYTES {
                break;
            }
        }
    };
    let _ = tokio::time::timeout(BATAS_BUANG, buang).await;
    let detail = format!("kiriman terlalu besar; paling banyak {} KB", terbesar_bytes >> 10);
    Masalah::baru(Jenis::TerlaluBesar, detail).into_response()
}

/// Where nothing stands: told to programs as to programs, and to people as a page.
pub(super) async fn tidak_ada(alamat: Uri) -> Response {
    if alamat.path().starts_with("/api/") {
        let detail = "alamat ini tidak ada; daftarnya di /api/openapi.json";
        return Masalah::baru(Jenis::TidakAda, detail).into_response();
    }
    let detail = "alamat ini tidak ada; mulailah dari halaman depan";
    Halangan::from(Masalah::baru(Jenis::TidakAda, detail)).into_response()
}

pub(super) async fn metode_lain() -> Masalah {
    let detail = "metode ini tidak ada di alamat ini; lihat kepala Allow";
    Masalah::baru(Jenis::MetodeTidakAda, detail)
}

/// The last resort. The panic's own words go to nobody: they may quote a value.
pub(super) fn panik(_: Box<dyn Any + Send>) -> Response {
    tracing::error!("permintaan panik");
    let detail = "terjadi kesalahan pada layanan; hubungi pengelolanya";
    Masalah::baru(Jenis::Rusak, detail).into_response()
}
