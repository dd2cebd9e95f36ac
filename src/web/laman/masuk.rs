//! Signing in, with a code where there is one, and out.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use events::pengguna::{Pengguna, Peran};
use serde::Deserialize;
use uuid::Uuid;

use super::sesi::{Kewajiban, Menunggu};
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

#[derive(Template)]
#[template(path = "masuk_kode.html")]
struct KodeHtml {
    tata: Tata,
    galat: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Masuk {
    nama: String,
    sandi: String,
}

#[derive(Deserialize)]
pub(super) struct Kode {
    kode: String,
}

pub(super) async fn isi(State(layanan): State<Layanan>, kepala: HeaderMap) -> Jawaban {
    if let Some(pemegang) = sesi::pemegang(&kepala, &layanan).await? {
        let tujuan = awal(&layanan, pemegang.petugas.id).await?;
        return Ok(Redirect::to(tujuan).into_response());
    }
    laman(&MasukHtml { tata: Tata::publik(&layanan), nama: String::new(), galat: None })
}

pub(super) async fn masuk(
    State(layanan): State<Layanan>,
    kepala: HeaderMap,
    Form(kiriman): Form<Masuk>,
) -> Jawaban {
    let (app, kini) = (&layanan.app, layanan.app.clock.now());
    match akun::masuk(&app.pool, &kiriman.nama, &kiriman.sandi, kini).await {
        Ok(masuk) => sesi_baru(&layanan, &kepala, masuk.pengguna, masuk.berkode).await,
        Err(MasukDitolak::Lain(error)) => Err(error.into()),
        Err(ditolak) => {
            let galat = Some(ditolak.to_string());
            let isi =
                laman(&MasukHtml { tata: Tata::publik(&layanan), nama: kiriman.nama, galat })?;
            Ok((StatusCode::UNAUTHORIZED, isi).into_response())
        }
    }
}

/// A new session each time: one that was there before is not taken over.
pub(super) async fn sesi_baru(
    layanan: &Layanan,
    kepala: &HeaderMap,
    pengguna: Uuid,
    menunggu_kode: bool,
) -> Jawaban {
    let (app, kini) = (&layanan.app, layanan.app.clock.now());
    if let Some(lama) = sesi::kuki(kepala, layanan) {
        akun::sesi::akhiri(&app.pool, &lama).await?;
    }
    let teks = akun::sesi::mulai(&app.pool, pengguna, menunggu_kode, kini).await?;
    let kuki = [(header::SET_COOKIE, sesi::pasang(Some(&teks), layanan))];
    let tujuan =
        if menunggu_kode { Kewajiban::Kode.alamat() } else { awal(layanan, pengguna).await? };
    Ok((kuki, Redirect::to(tujuan)).into_response())
}

/// Where work begins: an admin sees no cases.
async fn awal(layanan: &Layanan, pengguna: Uuid) -> anyhow::Result<&'static str> {
    let (pengguna, _) = layanan.app.aliran::<Pengguna>(pengguna).await?;
    let kapasitas = pengguna.kapasitas(layanan.app.hari_ini());
    let admin = kapasitas.first().is_some_and(|satu| satu.peran == Peran::Admin);
    Ok(if admin { "/kelola" } else { "/antrean" })
}

pub(super) async fn isi_kode(State(layanan): State<Layanan>, _: Menunggu) -> Jawaban {
    laman(&KodeHtml { tata: Tata::publik(&layanan), galat: None })
}

pub(super) async fn kode(
    State(layanan): State<Layanan>,
    Menunggu(pengguna): Menunggu,
    kepala: HeaderMap,
    Form(kiriman): Form<Kode>,
) -> Jawaban {
    let (app, kini) = (&layanan.app, layanan.app.clock.now());
    match akun::kode::pakai(&app.pool, &app.log, pengguna, &kiriman.kode, kini).await {
        Ok(()) => sesi_baru(&layanan, &kepala, pengguna, false).await,
        Err(MasukDitolak::Lain(error)) => Err(error.into()),
        Err(ditolak) => {
            let galat = match ditolak {
                MasukDitolak::TidakCocok => {
                    "kode tidak cocok atau sudah dipakai; tunggu kode berikutnya".to_owned()
                }
                lain => lain.to_string(),
            };
            let isi = laman(&KodeHtml { tata: Tata::publik(&layanan), galat: Some(galat) })?;
            Ok((StatusCode::UNAUTHORIZED, isi).into_response())
        }
    }
}

pub(super) async fn keluar(State(layanan): State<Layanan>, kepala: HeaderMap) -> Jawaban {
    if let Some(teks) = sesi::kuki(&kepala, &layanan) {
        akun::sesi::akhiri(&layanan.app.pool, &teks).await?;
    }
    let kuki = [(header::SET_COOKIE, sesi::pasang(None, &layanan))];
    Ok((kuki, Redirect::to("/")).into_response())
}
