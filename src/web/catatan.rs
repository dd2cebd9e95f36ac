//! The service's own log: one JSON line a request, with the route as it is
//! written in the code and never the address or the body, which may name
//! somebody.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use metrics::{counter, histogram};
use tracing_subscriber::EnvFilter;

/// Writes lines of JSON to stderr; `JEJAK_LOG` chooses how many, as in
/// `info,sqlx=warn`.
pub fn pasang() {
    let saring = EnvFilter::try_from_env("JEJAK_LOG")
        // sqlx tells slow statements with their text, but never a value.
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=error"));
    let _ = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_env_filter(saring)
        .with_writer(std::io::stderr)
        .try_init();
}

/// Counts and writes down each request.
pub(super) async fn permintaan(permintaan: Request, berikut: Next) -> Response {
    let mulai = Instant::now();
    let metode = permintaan.method().clone();
    let rute = permintaan.extensions().get::<MatchedPath>().cloned();
    let rute = rute.map_or_else(|| "-".to_owned(), |rute| rute.as_str().to_owned());
    let jawaban = berikut.run(permintaan).await;
    let detik = mulai.elapsed().as_secs_f64();
    let status = jawaban.status().as_u16();
    tracing::info!(%metode, rute, status, ms = detik * 1_000.0, "permintaan");
    let label = [("metode", metode.to_string()), ("rute", rute), ("status", status.to_string())];
    counter!("jejak_http_permintaan", &label).increment(1);
    histogram!("jejak_http_detik", &label).record(detik);
    jawaban
}
