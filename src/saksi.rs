//! The witness over HTTP (c2sp.org/tlog-witness); what it does stands in crate
//! `bukti`.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use bukti::saksi::{BATAS_PERMINTAAN_BYTES, Jawaban, Saksi};

use crate::clock::Clock;

#[derive(Clone)]
struct Layanan {
    saksi: Arc<Saksi>,
    clock: Clock,
}

pub fn router(saksi: Arc<Saksi>, clock: Clock) -> Router {
    Router::new()
        .route("/", get(lihat))
        .route("/add-checkpoint", post(tambah))
        .layer(DefaultBodyLimit::max(BATAS_PERMINTAAN_BYTES))
        .with_state(Layanan { saksi, clock })
}

async fn tambah(State(layanan): State<Layanan>, isi: Bytes) -> Response {
    let detik = layanan.clock.now().timestamp().try_into().unwrap_or_default();
    // It waits for the disk.
    let jawaban = tokio::task::spawn_blocking(move || layanan.saksi.tambah(&isi, detik)).await;
    match jawaban {
        Ok(Jawaban { status, jenis, isi }) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, [(header::CONTENT_TYPE, jenis)], isi).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The witness's key and what it saw last, for who wants to compare.
async fn lihat(State(layanan): State<Layanan>) -> String {
    let mut teks = format!("{}\n", layanan.saksi.teks_publik());
    for nota in layanan.saksi.terakhir() {
        teks.push('\n');
        teks.push_str(&nota);
    }
    teks
}
