//! What pages are dressed in, and the one script that helps with one.

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

/// What draws boxes with a pointer.
pub(super) async fn skrip_penghitaman() -> impl IntoResponse {
    let kepala = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")];
    (kepala, include_str!("aset/penghitaman.js"))
}
