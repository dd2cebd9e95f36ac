//! The session of an officer: a cookie that holds nothing but chance.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use cookie::{Cookie, SameSite};
use events::pengguna::{Pengguna, Peran};
use uuid::Uuid;

use super::Halangan;
use crate::akun;
use crate::web::Layanan;
use crate::web::akses::Pelaku;

/// Who is signed in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Petugas {
    pub id: Uuid,
    pub peran: Peran,
}

impl Petugas {
    pub(super) fn pelaku(self) -> Pelaku {
        Pelaku::Pengguna { id: self.id, peran: self.peran }
    }
}

impl FromRequestParts<Layanan> for Petugas {
    type Rejection = Response;

    async fn from_request_parts(bagian: &mut Parts, layanan: &Layanan) -> Result<Self, Response> {
        match petugas(&bagian.headers, layanan).await {
            Ok(Some(petugas)) => Ok(petugas),
            Ok(None) => Err(Redirect::to("/masuk").into_response()),
            Err(halangan) => Err(halangan.into_response()),
        }
    }
}

/// The officer whose session the cookie is.
pub(super) async fn petugas(
    kepala: &HeaderMap,
    layanan: &Layanan,
) -> Result<Option<Petugas>, Halangan> {
    let Some(teks) = kuki(kepala, layanan) else { return Ok(None) };
    let app = &layanan.app;
    let Some(id) = akun::pemegang(&app.pool, &teks, app.clock.now()).await? else {
        return Ok(None);
    };
    // Rights change at once: the log is asked each time.
    Ok(match app.aliran::<Pengguna>(id).await?.0 {
        Pengguna::Aktif(peran) => Some(Petugas { id, peran }),
        Pengguna::BelumAda | Pengguna::Nonaktif(_) => None,
    })
}

/// The session's text in the cookie.
pub(super) fn kuki(kepala: &HeaderMap, layanan: &Layanan) -> Option<String> {
    let semua = kepala.get_all(header::COOKIE).iter().filter_map(|nilai| nilai.to_str().ok());
    let mut kuki = semua.flat_map(Cookie::split_parse).filter_map(Result::ok);
    kuki.find(|kuki| kuki.name() == nama(layanan)).map(|kuki| kuki.value().to_owned())
}

/// Sets the cookie, or takes it away.
pub(super) fn pasang(teks: Option<&str>, layanan: &Layanan) -> HeaderValue {
    let mut kuki = Cookie::new(nama(layanan), teks.unwrap_or_default().to_owned());
    kuki.set_http_only(true);
    kuki.set_same_site(SameSite::Lax);
    kuki.set_secure(aman(layanan));
    kuki.set_path("/");
    if teks.is_none() {
        kuki.make_removal();
    }
    HeaderValue::try_from(kuki.to_string()).expect("made of letters and digits")
}

/// Behind TLS nobody else on this host may set it.
fn nama(layanan: &Layanan) -> &'static str {
    if aman(layanan) { "__Host-jejak" } else { "jejak" }
}

fn aman(layanan: &Layanan) -> bool {
    layanan.kantor.url_publik.starts_with("https://")
}
