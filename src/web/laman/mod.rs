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
use axum::extract::{DefaultBodyLimit, Query};
use axum::http::{StatusCode, Uri};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
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

/// Every page: its address, and what answers there.
fn semua() -> Vec<(&'static str, MethodRouter<Layanan>)> {
    vec![
        ("/", get(publik::beranda)),
        ("/permohonan", get(publik::isi_permohonan).post(publik::ajukan)),
        ("/lacak", get(publik::isi_lacak).post(publik::lacak)),
        ("/keberatan", post(publik::keberatan)),
        ("/katalog", get(publik::katalog)),
        ("/statistik", get(publik::statistik)),
        ("/masuk", get(masuk::isi).post(masuk::masuk)),
        ("/keluar", post(masuk::keluar)),
        ("/antrean", get(antrean::antrean)),
        ("/perkara/{perkara}", get(perkara::perkara)),
        ("/perkara/{perkara}/data-pribadi", post(perkara::data_pribadi)),
        (
            "/perkara/{perkara}/tindakan/{langkah}",
            get(tindakan::isi_perkara).post(tindakan::kirim_perkara),
        ),
        ("/sengketa/{sengketa}", get(sengketa::sengketa)),
        (
            "/sengketa/{sengketa}/tindakan/{langkah}",
            get(tindakan::isi_sengketa).post(tindakan::kirim_sengketa),
        ),
        ("/aset/jejak.css", get(berkas::gaya)),
    ]
}

/// The address of every page, as the router has it.
pub fn jalur() -> Vec<&'static str> {
    semua().into_iter().map(|(jalur, _)| jalur).collect()
}

pub(super) fn router(antarmuka: Antarmuka) -> Router<Layanan> {
    let laman = |router: Router<Layanan>, (jalur, layanan)| router.route(jalur, layanan);
    semua()
        .into_iter()
        .fold(Router::new(), laman)
        .layer(CsrfLayer::new())
        .layer(DefaultBodyLimit::max(BATAS_FORMULIR_BYTES))
        .layer(Extension(Arc::new(antarmuka)))
}

fn tidak_ada(apa: &str) -> Halangan {
    Halangan(Masalah::tidak_ada(apa))
}

fn tak_berwenang() -> Halangan {
    Halangan(Masalah::baru(Jenis::TakBerwenang, "peran Anda tidak berwenang melakukan itu"))
}
