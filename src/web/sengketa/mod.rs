//! Sengketa before Komisi Informasi and the courts: the filing, which links its
//! perkara in the same commit, and one file for each later step.

mod baca;
mod berkas;
mod bukti;
mod fasilitasi;
mod mediasi;
mod meja;
mod pendaftaran;
mod pengadilan;
mod putusan;
mod sidang;

use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Extension, Json};
use events::sengketa::Event;
use events::sengketa::pendaftaran::SengketaDiajukan;

use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::masalah::Masalah;
use super::perintah::{Hasil, Kiriman, Perintah, sengketa_ditawari, waktu};
use super::pratinjau::{Pratinjau, dampak_sengketa};
use super::rute::Rute;
use crate::app::{Syarat, TawaranSengketa};

pub(super) fn rute() -> Vec<Rute> {
    let ringkasan =
        "Catat pengajuan sengketa atas satu atau beberapa perkara (Pasal 37 UU 14/2008)";
    let (jalur, nama) = ("/api/v1/sengketa", "sengketa_sengketa_diajukan");
    let ajukan = Rute::baru(Method::POST, jalur, nama, ringkasan, Akses::PPID, post(ajukan))
        .menerima_dalam::<Perintah<SengketaDiajukan>, SengketaDiajukan>()
        .membuat::<Hasil>()
        .mencari();
    let langkah =
        [pendaftaran::rute(), fasilitasi::rute(), sidang::rute(), mediasi::rute(), bukti::rute()];
    let lanjut = langkah.into_iter().chain([putusan::rute(), pengadilan::rute()]).flatten();
    std::iter::once(ajukan).chain(lanjut).chain(meja::rute()).chain(baca::rute()).collect()
}

async fn ajukan(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    pratinjau: Option<Extension<Pratinjau>>,
    Kiriman(kiriman): Kiriman<Perintah<SengketaDiajukan>>,
) -> Result<Response, Masalah> {
    let isi = serde_json::to_vec(&("SengketaDiajukan", &kiriman)).map_err(anyhow::Error::from)?;
    let tawaran = TawaranSengketa {
        command: kiriman.perintah,
        actor: pelaku.aktor(),
        sengketa: kiriman.perintah,
        waktu: waktu(&layanan.app, kiriman.waktu)?,
        event: Event::SengketaDiajukan(kiriman.fakta),
        cara: kiriman.cara.into(),
        kiriman: Some(isi),
    };
    if pratinjau.is_some() {
        let dampak = dampak_sengketa(&layanan.app, tawaran, Syarat::Baru).await?;
        return Ok(Json(dampak).into_response());
    }
    let hasil: Hasil = sengketa_ditawari(&layanan.app, tawaran, Syarat::Baru).await?;
    Ok((StatusCode::CREATED, hasil).into_response())
}
