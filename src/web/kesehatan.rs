//! Whether the process lives, and whether it can serve.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;

use super::Layanan;

pub(super) fn router() -> Router<Layanan> {
    Router::new().route("/health", get(hidup)).route("/ready", get(siap))
}

#[derive(Serialize)]
struct Kesiapan {
    siap: bool,
    /// Position of the last fact.
    posisi: Option<u64>,
    tampilan: Vec<KesiapanTampilan>,
}

#[derive(Serialize)]
struct KesiapanTampilan {
    nama: &'static str,
    posisi: i64,
    tertinggal: u64,
    /// Where it stopped, and why: it needs `jejak rebuild`.
    gagal: Option<String>,
}

async fn hidup() -> &'static str {
    "ok\n"
}

/// Ready when the log answers. A read model that stopped or lags is told, and
/// takes no process out of service: the log still takes every fact.
async fn siap(State(layanan): State<Layanan>) -> Response {
    let posisi = layanan.app.log.position().await.ok();
    let keadaan = layanan.app.tampilan.keadaan().await.unwrap_or_default();
    let tampilan = keadaan.into_iter().map(|k| KesiapanTampilan {
        nama: k.proyeksi.nama(),
        posisi: k.posisi,
        tertinggal: posisi.unwrap_or(0).saturating_sub(k.posisi.cast_unsigned()),
        gagal: k.gagal,
    });
    let kesiapan = Kesiapan { siap: posisi.is_some(), posisi, tampilan: tampilan.collect() };
    let status = if kesiapan.siap { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(kesiapan)).into_response()
}
