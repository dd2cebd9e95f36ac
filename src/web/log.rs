//! What the log promises: how far it is, and the root of its tree.

mod bukti;
mod cari;

use axum::extract::State;
use axum::http::Method;
use axum::routing::get;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Layanan;
use super::akses::Akses;
use super::jawaban::Tampak;
use super::masalah::Masalah;
use super::rute::Rute;

/// Kept outside, it proves later that nothing up to the position was altered.
#[derive(Debug, Serialize, ToSchema)]
struct KepalaLog {
    log: Uuid,
    posisi: u64,
    /// SHA-256 in hexadecimal (RFC 6962).
    akar: String,
}

pub(super) fn rute() -> Vec<Rute> {
    let ringkasan = "Posisi dan akar log, untuk disimpan di luar";
    let kepala =
        Rute::baru(Method::GET, "/api/v1/log", "log", ringkasan, Akses::BACA_KANTOR, get(kepala));
    let kepala = kepala.menjawab::<KepalaLog>();
    std::iter::once(kepala).chain(cari::rute()).chain(bukti::rute()).collect()
}

async fn kepala(State(layanan): State<Layanan>) -> Result<Tampak<KepalaLog>, Masalah> {
    let (posisi, _, akar) = layanan.app.log.head().await?;
    let akar = hex::encode(akar);
    Ok(Tampak::baru(posisi, KepalaLog { log: layanan.app.log.id(), posisi, akar }))
}
