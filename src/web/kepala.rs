//! What every answer tells the browser that gets it: what it may load, who may
//! frame it, and that it keeps nothing that is somebody's.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;

const KEAMANAN: [(HeaderName, &str); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
         frame-ancestors 'none'; base-uri 'none'",
    ),
    // Not `no-referrer`: without TLS a browser would send forms with `Origin: null`,
    // and they would be refused as another site's.
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// A page with pictures in itself and a script of this service beside it.
#[derive(Clone, Copy, Debug)]
pub(super) struct DenganGambar;

const DENGAN_GAMBAR: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
     form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// On pages, the API, and whatever is refused.
pub(super) async fn pasang(permintaan: Request, berikut: Next) -> Response {
    let milik_seseorang = milik_seseorang(&permintaan);
    let mut jawaban = berikut.run(permintaan).await;
    let bergambar = jawaban.extensions_mut().remove::<DenganGambar>().is_some();
    let kepala = jawaban.headers_mut();
    for (nama, nilai) in KEAMANAN {
        kepala.insert(nama, HeaderValue::from_static(nilai));
    }
    if bergambar {
        let aturan = HeaderValue::from_static(DENGAN_GAMBAR);
        kepala.insert(header::CONTENT_SECURITY_POLICY, aturan);
    }
    if milik_seseorang && !kepala.contains_key(header::CACHE_CONTROL) {
        kepala.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    jawaban
}

/// What an officer saw is not for whoever sits there afterwards; what a form gave
/// back, such as the secret of a case, is its sender's alone.
fn milik_seseorang(permintaan: &Request) -> bool {
    let dikenal = |nama| permintaan.headers().contains_key(nama);
    dikenal(header::COOKIE) || dikenal(header::AUTHORIZATION) || permintaan.method() == Method::POST
}
