//! The session of an officer: a cookie that holds nothing but chance.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use cookie::{Cookie, SameSite};
use events::pengguna::{JenisPeran, Kapasitas, Pengguna, Peran};
use uuid::Uuid;

use super::{Halangan, tak_berwenang};
use crate::akun;
use crate::web::Layanan;
use crate::web::akses::{Akses, Pelaku};

/// Who is signed in, with nothing left to do before the work.
#[derive(Clone, Copy, Debug)]
pub(super) struct Petugas {
    pub id: Uuid,
    /// The role in which they act today.
    pub peran: Peran,
    /// What they act in, and their own role.
    pub kapasitas: Kapasitas,
    pub sendiri: Peran,
}

impl From<Petugas> for Kapasitas {
    fn from(petugas: Petugas) -> Self {
        petugas.kapasitas
    }
}

impl Petugas {
    pub(super) fn pelaku(self) -> Pelaku {
        Pelaku::dalam(self.id, self.kapasitas)
    }

    /// Whether one of their capacities opens this.
    pub(super) fn boleh(self, akses: Akses) -> bool {
        [self.peran, self.sendiri].iter().any(|peran| akses.peran.contains(&(*peran).into()))
    }
}

/// What has to be done before the work, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kewajiban {
    /// The second proof of this sign-in.
    Kode,
    GantiSandi,
    PasangKode,
}

impl Kewajiban {
    pub(super) fn alamat(self) -> &'static str {
        match self {
            Kewajiban::Kode => "/masuk/kode",
            Kewajiban::GantiSandi => "/akun/sandi",
            Kewajiban::PasangKode => "/akun/kode",
        }
    }
}

/// Whose session the cookie is, whatever is left to do.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pemegang {
    pub petugas: Petugas,
    pub sesi: Uuid,
    pub kewajiban: Option<Kewajiban>,
}

impl FromRequestParts<Layanan> for Petugas {
    type Rejection = Response;

    async fn from_request_parts(bagian: &mut Parts, layanan: &Layanan) -> Result<Self, Response> {
        let pemegang = terbaca(bagian, layanan).await?;
        match pemegang.kewajiban {
            None => Ok(pemegang.petugas),
            Some(kewajiban) => Err(Redirect::to(kewajiban.alamat()).into_response()),
        }
    }
}

/// Whoever keeps units, users and rules.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pengelola(pub Petugas);

impl FromRequestParts<Layanan> for Pengelola {
    type Rejection = Response;

    async fn from_request_parts(bagian: &mut Parts, layanan: &Layanan) -> Result<Self, Response> {
        berwenang(bagian, layanan, Akses::PENGELOLA).await.map(Pengelola)
    }
}

/// Whoever keeps the calendar, the books and what the public is told.
#[derive(Clone, Copy, Debug)]
pub(super) struct Penata(pub Petugas);

impl FromRequestParts<Layanan> for Penata {
    type Rejection = Response;

    async fn from_request_parts(bagian: &mut Parts, layanan: &Layanan) -> Result<Self, Response> {
        berwenang(bagian, layanan, Akses::ACUAN).await.map(Penata)
    }
}

/// Whoever keeps the registers of the office.
#[derive(Clone, Copy, Debug)]
pub(super) struct PencatatRegister(pub Petugas);

impl FromRequestParts<Layanan> for PencatatRegister {
    type Rejection = Response;

    async fn from_request_parts(bagian: &mut Parts, layanan: &Layanan) -> Result<Self, Response> {
        berwenang(bagian, layanan, Akses::PPID).await.map(PencatatRegister)
    }
}

/// Whoever may not is told so before a body is read.
async fn berwenang(
    bagian: &mut Parts,
    layanan: &Layanan,
    akses: Akses,
) -> Result<Petugas, Response> {
    let petugas = Petugas::from_request_parts(bagian, layanan).await?;
    if petugas.boleh(akses) { Ok(petugas) } else { Err(tak_berwenang().into_response()) }
}

/// For the pages on which what is left is done; the code of this sign-in comes
/// before them all.
impl FromRequestParts<Layanan> for Pemegang {
    type Rejection = Response;

    async fn from_request_parts(bagian: &mut Parts, layanan: &Layanan) -> Result<Self, Response> {
        let pemegang = terbaca(bagian, layanan).await?;
        if pemegang.kewajiban == Some(Kewajiban::Kode) {
            return Err(Redirect::to(Kewajiban::Kode.alamat()).into_response());
        }
        Ok(pemegang)
    }
}

/// Whose password was right, and whose code is to come.
#[derive(Clone, Copy, Debug)]
pub(super) struct Menunggu(pub Uuid);

impl FromRequestParts<Layanan> for Menunggu {
    type Rejection = Response;

    async fn from_request_parts(bagian: &mut Parts, layanan: &Layanan) -> Result<Self, Response> {
        let pemegang = terbaca(bagian, layanan).await?;
        if pemegang.kewajiban == Some(Kewajiban::Kode) {
            return Ok(Menunggu(pemegang.petugas.id));
        }
        // Where to go on from there is known there.
        Err(Redirect::to("/antrean").into_response())
    }
}

async fn terbaca(bagian: &Parts, layanan: &Layanan) -> Result<Pemegang, Response> {
    match pemegang(&bagian.headers, layanan).await {
        Ok(Some(pemegang)) => Ok(pemegang),
        Ok(None) => Err(Redirect::to("/masuk").into_response()),
        Err(halangan) => Err(halangan.into_response()),
    }
}

/// The officer whose session the cookie is.
pub(super) async fn pemegang(
    kepala: &HeaderMap,
    layanan: &Layanan,
) -> Result<Option<Pemegang>, Halangan> {
    let Some(teks) = kuki(kepala, layanan) else { return Ok(None) };
    let app = &layanan.app;
    let Some(sesi) = akun::sesi::cari(&app.pool, &teks, app.clock.now()).await? else {
        return Ok(None);
    };
    // Rights change at once: the log is asked each time.
    let pengguna = app.aliran::<Pengguna>(sesi.pengguna).await?.0;
    let semua = pengguna.kapasitas(app.hari_ini());
    let (Some(kapasitas), Some(sendiri)) = (semua.first().copied(), pengguna.peran()) else {
        return Ok(None);
    };
    let wajib = app.kantor_kini().await?;
    let wajib = semua.iter().any(|satu| wajib.wajib_kode().contains(&JenisPeran::from(satu.peran)));
    let kewajiban = if sesi.menunggu_kode {
        Some(Kewajiban::Kode)
    } else if sesi.sandi_sekali {
        Some(Kewajiban::GantiSandi)
    } else {
        (wajib && !sesi.berkode).then_some(Kewajiban::PasangKode)
    };
    let petugas = Petugas { id: sesi.pengguna, peran: kapasitas.peran, kapasitas, sendiri };
    Ok(Some(Pemegang { petugas, sesi: sesi.sesi, kewajiban }))
}

/// The officer who may work now; for pages that are for everybody, and show an
/// officer more.
pub(super) async fn petugas(
    kepala: &HeaderMap,
    layanan: &Layanan,
) -> Result<Option<Petugas>, Halangan> {
    let pemegang = pemegang(kepala, layanan).await?;
    let pemegang = pemegang.filter(|pemegang| pemegang.kewajiban.is_none());
    Ok(pemegang.map(|pemegang| pemegang.petugas))
}

/// The session's text in the cookie.
pub(super) fn kuki(kepala: &HeaderMap, layanan: &Layanan) -> Option<String> {
    satu_kuki(kepala, nama(layanan))
}

/// The value of a cookie.
pub(super) fn satu_kuki(kepala: &HeaderMap, nama: &str) -> Option<String> {
    let semua = kepala.get_all(header::COOKIE).iter().filter_map(|nilai| nilai.to_str().ok());
    let mut kuki = semua.flat_map(Cookie::split_parse).filter_map(Result::ok);
    kuki.find(|kuki| kuki.name() == nama).map(|kuki| kuki.value().to_owned())
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

pub(super) fn aman(layanan: &Layanan) -> bool {
    layanan.kantor.url_publik.starts_with("https://")
}
