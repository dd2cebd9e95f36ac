//! The first run in the browser: the first admin, by the token of the console.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use axum::{Extension, Form};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::masuk::sesi_baru;
use super::{Antar, Daftar, Jawaban, Tata, laman};
use crate::log::new_id;
use crate::web::Layanan;
use crate::web::akses::Pelaku;
use crate::web::masalah::Masalah;
use crate::web::penyiapan::KeadaanPenyiapan;

const JALUR: &str = "/api/v1/penyiapan";

#[derive(Template)]
#[template(path = "penyiapan.html")]
struct PenyiapanHtml {
    tata: Tata,
    isian: Isian,
    masalah: Option<Masalah>,
}

#[derive(Default, Deserialize)]
pub(super) struct Isian {
    #[serde(rename = "_perintah")]
    perintah: String,
    token: String,
    nama: String,
    jabatan: String,
    nama_masuk: String,
    sandi: String,
}

#[derive(Deserialize)]
struct Terdaftar {
    id: Uuid,
}

pub(super) fn semua() -> Daftar {
    vec![("/penyiapan", get(isi).post(kirim))]
}

async fn isi(State(layanan): State<Layanan>, Extension(antarmuka): Extension<Antar>) -> Jawaban {
    let keadaan: KeadaanPenyiapan = antarmuka.baca(&Pelaku::Publik, JALUR).await?;
    if !keadaan.menunggu_admin {
        return Ok(Redirect::to("/").into_response());
    }
    let perintah = new_id(layanan.app.clock.now()).to_string();
    let isian = Isian { perintah, ..Isian::default() };
    laman(&PenyiapanHtml { tata: Tata::publik(&layanan), isian, masalah: None })
}

/// The first admin is signed in at once, and goes on to the office itself.
async fn kirim(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    kepala: HeaderMap,
    Form(isian): Form<Isian>,
) -> Jawaban {
    let badan = json!({
        "perintah": isian.perintah, "token": isian.token.trim(),
        "nama": {"isi": isian.nama.trim()}, "jabatan": isian.jabatan.trim(),
        "nama_masuk": isian.nama_masuk.trim(), "sandi": isian.sandi,
    });
    match antarmuka.kirim::<Terdaftar>(&Pelaku::Publik, JALUR, &badan, None).await {
        Ok(terdaftar) => sesi_baru(&layanan, &kepala, terdaftar.id, false).await,
        Err(masalah) => {
            let status = StatusCode::from_u16(masalah.status).unwrap_or_default();
            let tata = Tata::publik(&layanan);
            let isi = laman(&PenyiapanHtml { tata, isian, masalah: Some(masalah) })?;
            Ok((status, isi).into_response())
        }
    }
}
