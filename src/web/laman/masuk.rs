//! Signing in and out.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;

use super::{Jawaban, Tata, laman, sesi};
use crate::akun::{self, MasukDitolak};
use crate::web::Layanan;

#[derive(Template)]
#[template(path = "masuk.html")]
struct MasukHtml {
    tata: Tata,
    nama: String,
    galat: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Masuk {
    nama: String,
    sandi: String,
}

pub(super) async fn isi(State(layanan): State<Layanan>, kepala: HeaderMap) -> Jawaban {
    if sesi::petugas(&kepala, &layanan).await?.is_some() {
        return Ok(Redirect::to("/antrean").into_response());
    }
    laman(&MasukHtml { tata: Tata::publik(&layanan), nama: String::new(), galat: None })
}

/// A new session each time: one that was there before is not taken over.
pub(super) async fn masuk(
    State(layanan): State<Layanan>,
    kepala: HeaderMap,
    Form(kiriman): Form<Masuk>,
) -> Jawaban {
    let (app, kini) = (&layanan.app, layanan.app.clock.now());
    match akun::masuk(&app.pool, &kiriman.nama, &kiriman.sandi, kini).await {
        Ok(pengguna) => {
            if let Some(lama) = sesi::kuki(&kepala, &layanan) {
                akun::akhiri(&app.pool, &lama).await?;
            }
            let teks = akun::mulai_sesi(&app.pool, pengguna, kini).await?;
            let kuki = [(header::SET_COOKIE, sesi::pasang(Some(&teks), &layanan))];
            Ok((kuki, Redirect::to("/antrean")).into_response())
        }
        Err(MasukDitolak::Lain(error)) => Err(error.into()),
        Err(ditolak) => {
            let galat = Some(ditolak.to_string());
            let isi =
                laman(&MasukHtml { tata: Tata::publik(&layanan), nama: kiriman.nama, galat })?;
            Ok((StatusCode::UNAUTHORIZED, isi).into_response())
        }
    }
}

pub(super) async fn keluar(State(layanan): State<Layanan>, kepala: HeaderMap) -> Jawaban {
    if let Some(teks) = sesi::kuki(&kepala, &layanan) {
        akun::akhiri(&layanan.app.pool, &teks).await?;
    }
    let kuki = [(header::SET_COOKIE, sesi::pasang(None, &layanan))];
    Ok((kuki, Redirect::to("/")).into_response())
}
