//! What an admin sets anew of somebody's sign-in. That it was done stands in the
//! log; a password does not, and is shown once.

use axum::extract::State;
use axum::http::{HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Json};
use chrono::{DateTime, Utc};
use events::pengguna::{Event, HalMasuk, Pengguna};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::jawaban::Tampak;
use super::masalah::Masalah;
use super::parameter::Jalur;
use super::perintah::Kiriman;
use super::rute::Rute;
use crate::akun::{self, SandiDitolak};
use crate::aliran::TawaranAliran;
use crate::app::Syarat;

/// What is set anew.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct AturUlang {
    /// Made by the client. Sent again it changes nothing more and shows no
    /// password a second time.
    pub perintah: Uuid,
    pub hal: HalMasuk,
    /// With a password: the name to sign in with, where there is none yet or it
    /// changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 64)]
    pub nama_masuk: Option<String>,
}

/// What came of it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct HasilAturUlang {
    pub nama_masuk: Option<String>,
    /// For the first sign-in alone, and shown here only.
    pub sandi_sementara: Option<String>,
}

/// How a user signs in.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct TampilanAkun {
    /// Without one the user cannot sign in yet.
    pub nama_masuk: Option<String>,
    /// The password was given by an admin, holds until then and is changed first.
    pub sandi_sementara_sampai: Option<DateTime<Utc>>,
    pub tertahan_sampai: Option<DateTime<Utc>>,
    /// Since when a code is asked for.
    pub kode_sejak: Option<DateTime<Utc>>,
}

pub(super) fn rute() -> Vec<Rute> {
    const JALUR: &str = "/api/v1/pengguna/{pengguna}/akun";
    vec![
        Rute::baru(
            Method::GET,
            JALUR,
            "akun",
            "Cara masuk seorang pengguna",
            Akses::PENGELOLA,
            get(lihat),
        )
        .menjawab::<TampilanAkun>(),
        Rute::baru(
            Method::POST,
            JALUR,
            "akun_diatur_ulang",
            "Beri sandi sementara, lepas kode masuk, atau buka tahanan",
            Akses::PENGELOLA,
            post(atur_ulang),
        )
        .menerima::<AturUlang>()
        .menjawab::<HasilAturUlang>(),
    ]
}

async fn lihat(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
) -> Result<Tampak<TampilanAkun>, Masalah> {
    let posisi = layanan.app.log.position().await?;
    let akun = akun::milik(&layanan.app.pool, id).await?;
    let isi = TampilanAkun {
        nama_masuk: akun.as_ref().map(|akun| akun.nama_masuk.clone()),
        sandi_sementara_sampai: akun.as_ref().and_then(|akun| akun.sandi_sekali_sampai),
        tertahan_sampai: akun.as_ref().and_then(|akun| akun.tertahan_sampai),
        kode_sejak: akun.as_ref().and_then(|akun| akun.kode_sejak),
    };
    Ok(Tampak::baru(posisi, isi))
}

async fn atur_ulang(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    Extension(pelaku): Extension<Pelaku>,
    Kiriman(kiriman): Kiriman<AturUlang>,
) -> Result<Response, Masalah> {
    let (app, kini) = (&layanan.app, layanan.app.clock.now());
    let ada = akun::milik(&app.pool, id).await?.map(|akun| akun.nama_masuk);
    let nama = kiriman.nama_masuk.as_deref().map(str::trim).filter(|nama| !nama.is_empty());
    if nama.is_some_and(|nama| nama.chars().count() > 64) {
        return Err(Masalah::kolom("/nama_masuk", "paling banyak 64 karakter"));
    }
    let nama = nama.map(str::to_owned).or(ada);
    if kiriman.hal == HalMasuk::Sandi && nama.is_none() {
        return Err(Masalah::kolom("/nama_masuk", "isi nama masuknya; pengguna ini belum punya"));
    }
    let isi =
        serde_json::to_vec(&("MasukDiaturUlang", id, &kiriman)).map_err(anyhow::Error::from)?;
    let ulangan = app.log.outcome(kiriman.perintah, &isi).await?.is_some();
    let mut hasil = HasilAturUlang { nama_masuk: nama.clone(), sandi_sementara: None };
    if !ulangan {
        if let Some(nama) = nama.as_deref().filter(|_| kiriman.hal == HalMasuk::Sandi) {
            bebas(&layanan, id, nama).await?;
        }
        let tawaran = TawaranAliran {
            command: kiriman.perintah,
            actor: pelaku.aktor(),
            id,
            fakta: Event::MasukDiaturUlang { hal: kiriman.hal },
            waktu: None,
            kiriman: isi,
        };
        app.handle_aliran::<Pengguna>(tawaran, Syarat::Ada).await?;
        match (kiriman.hal, nama) {
            (HalMasuk::Sandi, Some(nama)) => {
                let sandi = akun::sandi_sekali(&app.pool, id, &nama, kini).await;
                hasil.sandi_sementara = Some(sandi.map_err(sandi_ditolak)?);
                // Whoever was in with the old one is out.
                akun::sesi::akhiri_lain(&app.pool, id, None).await?;
            }
            (HalMasuk::Kode, _) => akun::kode::hapus(&app.pool, id).await?,
            (HalMasuk::Tahanan | HalMasuk::Sandi, _) => akun::buka_tahanan(&app.pool, id).await?,
        }
    }
    let mut jawaban = Json(hasil).into_response();
    jawaban.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(jawaban)
}

/// Another user's name is refused before anything is recorded.
async fn bebas(layanan: &Layanan, id: Uuid, nama: &str) -> Result<(), Masalah> {
    let pemakai = akun::pemakai(&layanan.app.pool, &[nama.to_owned()]).await?;
    match pemakai.iter().any(|(_, pengguna)| *pengguna != id) {
        true => Err(sandi_ditolak(SandiDitolak::NamaDipakai)),
        false => Ok(()),
    }
}

pub(super) fn sandi_ditolak(ditolak: SandiDitolak) -> Masalah {
    match ditolak {
        SandiDitolak::Lain(error) => error.into(),
        SandiDitolak::NamaDipakai => Masalah::kolom("/nama_masuk", ditolak.to_string()),
        SandiDitolak::Panjang => Masalah::kolom("/sandi", ditolak.to_string()),
    }
}
