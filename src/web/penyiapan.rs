//! The first run: an office without users takes its first admin from whoever
//! reads the token on the service's own console.

use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use events::JenisAliran;
use events::pengguna::{Event, Pengguna, PenggunaDidaftarkan, Peran};
use events::teks::{Isi, Label};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Layanan;
use super::akses::Akses;
use super::akun::sandi_ditolak;
use super::jawaban::Tampak;
use super::masalah::Masalah;
use super::perintah::{Hasil, Kiriman};
use super::rute::Rute;
use crate::akun;
use crate::aliran::TawaranAliran;
use crate::app::{App, Syarat};

/// The first admin.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct AdminPertama {
    pub perintah: Uuid,
    /// From the console on which `jejak serve` began.
    #[schema(max_length = 100)]
    pub token: String,
    pub nama: Isi,
    pub jabatan: Label,
    #[schema(min_length = 1, max_length = 64)]
    pub nama_masuk: String,
    #[schema(min_length = 12, max_length = 128)]
    pub sandi: String,
}

/// Whether the office still waits for its first admin.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct KeadaanPenyiapan {
    pub menunggu_admin: bool,
}

pub(super) fn rute() -> Vec<Rute> {
    const JALUR: &str = "/api/v1/penyiapan";
    vec![
        Rute::baru(
            Method::GET,
            JALUR,
            "penyiapan",
            "Apakah kantor ini masih menunggu admin pertamanya",
            Akses::SIAPA_SAJA,
            get(keadaan),
        )
        .menjawab::<KeadaanPenyiapan>(),
        Rute::baru(
            Method::POST,
            JALUR,
            "admin_pertama",
            "Daftarkan admin pertama dengan token dari layar layanan",
            Akses::SIAPA_SAJA,
            post(daftarkan),
        )
        .menerima::<AdminPertama>()
        .membuat::<Hasil>(),
    ]
}

/// Tells on the console how the first admin comes in; the token is worth nothing
/// once there is a user.
pub(super) async fn sambut(layanan: &Layanan) -> anyhow::Result<()> {
    if menunggu(&layanan.app).await? {
        eprintln!(
            "jejak: kantor ini belum punya pengguna. Buka {}/penyiapan dan masukkan token ini: {}",
            layanan.kantor.url_publik,
            token(&layanan.app)
        );
    }
    Ok(())
}

async fn menunggu(app: &App) -> anyhow::Result<bool> {
    Ok(app.log.stream_ids(JenisAliran::Pengguna).await?.is_empty())
}

/// The same in every process of the office, and stored nowhere.
pub(super) fn token(app: &App) -> String {
    URL_SAFE_NO_PAD.encode(&app.log.secret("jejak/penyiapan/v1", app.log.id())[..16])
}

async fn keadaan(State(layanan): State<Layanan>) -> Result<Tampak<KeadaanPenyiapan>, Masalah> {
    let posisi = layanan.app.log.position().await?;
    let menunggu_admin = menunggu(&layanan.app).await?;
    Ok(Tampak::baru(posisi, KeadaanPenyiapan { menunggu_admin }))
}

async fn daftarkan(
    State(layanan): State<Layanan>,
    Kiriman(kiriman): Kiriman<AdminPertama>,
) -> Result<Response, Masalah> {
    let app = &layanan.app;
    let benar = token(app);
    if !bool::from(benar.as_bytes().ct_eq(kiriman.token.trim().as_bytes())) {
        let uraian = "token itu bukan yang tertulis di layar layanan; salin lagi seluruhnya";
        return Err(Masalah::ditolak("TokenPenyiapan", uraian));
    }
    let isi = serde_json::to_vec(&kiriman).map_err(anyhow::Error::from)?;
    let ulangan = app.log.outcome(kiriman.perintah, &isi).await?.is_some();
    if !ulangan && !menunggu(app).await? {
        let uraian = "kantor ini sudah punya pengguna; mintalah adminnya mendaftarkan Anda";
        return Err(Masalah::ditolak("SudahDisiapkan", uraian));
    }
    let nama_masuk = kiriman.nama_masuk.trim();
    if nama_masuk.is_empty() || nama_masuk.chars().count() > 64 {
        return Err(Masalah::kolom("/nama_masuk", "isi, paling banyak 64 karakter"));
    }
    // One id for the first admin: of two who race, one is first.
    let id = Uuid::new_v5(&app.log.id(), b"admin-pertama");
    akun::atur(&app.pool, id, nama_masuk, &kiriman.sandi).await.map_err(sandi_ditolak)?;
    let didaftarkan =
        PenggunaDidaftarkan { nama: kiriman.nama, jabatan: kiriman.jabatan, peran: Peran::Admin };
    let tawaran = TawaranAliran {
        command: kiriman.perintah,
        actor: Label::try_new("sistem:penyiapan").expect("a label"),
        id,
        fakta: Event::PenggunaDidaftarkan(didaftarkan),
        waktu: None,
        kiriman: isi,
    };
    let outcome = app.handle_aliran::<Pengguna>(tawaran, Syarat::Baru).await?;
    let aliran = events::AliranId { jenis: JenisAliran::Pengguna, id };
    let hasil = Hasil::dari(app, aliran, outcome).await?;
    Ok((StatusCode::CREATED, hasil).into_response())
}
