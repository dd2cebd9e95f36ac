//! Pages for people: the public portal and the officers' application. They read
//! through the same handlers as the API and record through its routes, so that
//! nothing is decided twice; without JavaScript.

mod antarmuka;
mod antrean;
mod berkas;
mod formulir;
mod kata;
mod masuk;
mod perkara;
mod publik;
mod sengketa;
mod sesi;
mod tindakan;
mod wajah;

use std::sync::Arc;

use askama::Template;
use axum::extract::{DefaultBodyLimit, Query, Request};
use axum::http::{HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use events::pengguna::Peran;
use serde::de::DeserializeOwned;
use tower_http::csrf::CsrfLayer;

use super::Layanan;
use super::masalah::{Jenis, Masalah};
pub(super) use antarmuka::Antarmuka;
use antarmuka::Laman;

/// Bytes of a form at most.
const BATAS_FORMULIR_BYTES: usize = 256 * 1024;

/// What stands around every page.
pub(super) struct Tata {
    pub kantor: String,
    /// What the officer's role is called; `None` on a public page.
    pub peran: Option<&'static str>,
}

impl Tata {
    pub(super) fn publik(layanan: &Layanan) -> Self {
        Tata { kantor: layanan.kantor.nama.clone(), peran: None }
    }

    pub(super) fn petugas(layanan: &Layanan, peran: Peran) -> Self {
        Tata { peran: Some(nama_peran(peran)), ..Tata::publik(layanan) }
    }
}

fn nama_peran(peran: Peran) -> &'static str {
    match peran {
        Peran::Petugas => "Petugas layanan",
        Peran::PpidUtama => "PPID Utama",
        Peran::PpidPembantu(_) => "PPID Pembantu",
        Peran::AtasanPpid => "Atasan PPID",
        Peran::TimPertimbangan => "Tim Pertimbangan",
        Peran::Auditor => "Auditor",
        Peran::Admin => "Admin",
    }
}

/// A page that could not be shown, as a page.
pub(super) struct Halangan(Masalah);

impl<E: Into<Masalah>> From<E> for Halangan {
    fn from(error: E) -> Self {
        Halangan(error.into())
    }
}

#[derive(Template)]
#[template(path = "halangan.html")]
struct HalanganHtml<'a> {
    tata: Tata,
    masalah: &'a Masalah,
}

impl IntoResponse for Halangan {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::BAD_REQUEST);
        let tata = Tata { kantor: "Jejak".to_owned(), peran: None };
        let html = HalanganHtml { tata, masalah: &self.0 }.render();
        (status, Html(html.unwrap_or_default())).into_response()
    }
}

/// The API, for every page.
type Antar = Arc<Antarmuka>;

type Jawaban = Result<Response, Halangan>;

/// An address with what is to stand behind its question mark.
fn alamat_dengan(alamat: &str, tanya: &[(&str, Option<&str>)]) -> String {
    let terisi = tanya.iter().filter_map(|(nama, nilai)| Some((nama, (*nilai)?)));
    let mut isi = form_urlencoded::Serializer::new(String::new());
    let isi = isi.extend_pairs(terisi).finish();
    if isi.is_empty() { alamat.to_owned() } else { format!("{alamat}?{isi}") }
}

/// What stands behind the question mark; what cannot be read counts as not there.
fn tanya<T: DeserializeOwned + Default>(uri: &Uri) -> T {
    Query::try_from_uri(uri).map(|Query(tanya)| tanya).unwrap_or_default()
}

/// A page of a template.
fn laman(template: &impl Template) -> Jawaban {
    let html = template.render().map_err(anyhow::Error::from)?;
    Ok(Html(html).into_response())
}

/// Every page.
pub(super) fn router(antarmuka: Antarmuka) -> Router<Layanan> {
    Router::new()
        .route("/", get(publik::beranda))
        .route("/permohonan", get(publik::isi_permohonan).post(publik::ajukan))
        .route("/lacak", get(publik::isi_lacak).post(publik::lacak))
        .route("/keberatan", axum::routing::post(publik::keberatan))
        .route("/katalog", get(publik::katalog))
        .route("/statistik", get(publik::statistik))
        .route("/masuk", get(masuk::isi).post(masuk::masuk))
        .route("/keluar", axum::routing::post(masuk::keluar))
        .route("/antrean", get(antrean::antrean))
        .route("/perkara/{perkara}", get(perkara::perkara))
        .route("/perkara/{perkara}/data-pribadi", axum::routing::post(perkara::data_pribadi))
        .route(
            "/perkara/{perkara}/tindakan/{langkah}",
            get(tindakan::isi_perkara).post(tindakan::kirim_perkara),
        )
        .route("/sengketa/{sengketa}", get(sengketa::sengketa))
        .route(
            "/sengketa/{sengketa}/tindakan/{langkah}",
            get(tindakan::isi_sengketa).post(tindakan::kirim_sengketa),
        )
        .route("/aset/jejak.css", get(berkas::gaya))
        .layer(axum::middleware::from_fn(kepala))
        .layer(CsrfLayer::new())
        .layer(DefaultBodyLimit::max(BATAS_FORMULIR_BYTES))
        .layer(Extension(Arc::new(antarmuka)))
}

const KEAMANAN: [(HeaderName, &str); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
         frame-ancestors 'none'; base-uri 'none'",
    ),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// What every page tells the browser.
async fn kepala(permintaan: Request, berikut: Next) -> Response {
    let dengan_sesi = permintaan.headers().contains_key(header::COOKIE);
    let mut jawaban = berikut.run(permintaan).await;
    let kepala = jawaban.headers_mut();
    for (nama, nilai) in KEAMANAN {
        kepala.insert(nama, HeaderValue::from_static(nilai));
    }
    // What an officer saw is not for whoever sits there afterwards.
    if dengan_sesi && !kepala.contains_key(header::CACHE_CONTROL) {
        kepala.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    jawaban
}

fn tidak_ada(apa: &str) -> Halangan {
    Halangan(Masalah::tidak_ada(apa))
}

fn tak_berwenang() -> Halangan {
    Halangan(Masalah::baru(Jenis::TakBerwenang, "peran Anda tidak berwenang melakukan itu"))
}
