//! What pages are dressed in.

use axum::http::header;
use axum::response::IntoResponse;

/// The one stylesheet.
pub(super) async fn gaya() -> impl IntoResponse {
    let kepala = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    (kepala, include_str!("aset/jejak.css"))
}
