//! Filing a permohonan: registered with its number in the same moment (Pasal
//! 22(4) UU 14/2008), by the public or by a petugas for somebody.

use axum::extract::State;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Extension, Json};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Datelike;
use events::buku::JenisBuku;
use events::permohonan::{Nomor, NomorPendaftaranDiberikan, PermohonanDicatat, PermohonanDiterima};
use events::pihak::Kanal;
use events::waktu::Waktu;
use events::{Cara, perkara};
use projections::acuan;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::masalah::{Jenis, Masalah};
use super::perintah::{Kiriman, POSISI};
use super::rute::Rute;
use crate::app::Tawaran;

/// A permohonan as it is filed.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Pengajuan {
    /// Made by the client, best a UUIDv7; it becomes the id of the perkara.
    pub perintah: Uuid,
    pub permohonan: PermohonanDiterima,
}

/// The proof of receipt (tanda bukti penerimaan).
#[derive(Debug, Serialize, ToSchema)]
pub struct TandaBukti {
    pub perkara: Uuid,
    /// The number in the register.
    pub nomor: String,
    /// With the number it opens the tracking; it is shown here only.
    pub rahasia: String,
    pub posisi: u64,
}

impl IntoResponse for TandaBukti {
    fn into_response(self) -> Response {
        let posisi = HeaderValue::from(self.posisi);
        (StatusCode::CREATED, [(POSISI, posisi)], Json(self)).into_response()
    }
}

pub(super) fn ajukan() -> Rute {
    let ringkasan = "Ajukan permohonan informasi (Pasal 22 UU 14/2008)";
    let layanan = post(terima);
    let jalur = "/api/v1/permohonan";
    Rute::baru(Method::POST, jalur, "permohonan_diajukan", ringkasan, Akses::Publik, layanan)
        .menerima::<Pengajuan>()
        .menjawab::<TandaBukti>()
}

async fn terima(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    Kiriman(pengajuan): Kiriman<Pengajuan>,
) -> Result<TandaBukti, Masalah> {
    let app = &layanan.app;
    let isi = serde_json::to_vec(&pengajuan).map_err(anyhow::Error::from)?;
    let Pengajuan { perintah, mut permohonan } = pengajuan;
    if pelaku == Pelaku::Publik {
        permohonan.kanal = Kanal::Situs;
    }
    let (kini, hari) = (app.clock.now(), app.hari_ini());
    let mut connection = app.pool.acquire().await?;
    let buku = acuan::buku_terbuka(JenisBuku::Permohonan, hari.year(), &mut connection).await?;
    drop(connection);
    let buku = buku.ok_or_else(|| {
        let detail = format!("buku register permohonan {} belum dibuka", hari.year());
        Masalah::baru(Jenis::Ditolak, detail)
    })?;
    let nomor = Nomor::Berikutnya;
    let waktu = Waktu::Saat(kini);
    let tawaran = Tawaran {
        command: perintah,
        actor: pelaku.aktor(),
        perkara: perintah,
        events: vec![
            (perkara::Event::PermohonanDiterima(permohonan), waktu),
            (
                perkara::Event::NomorPendaftaranDiberikan(NomorPendaftaranDiberikan {
                    buku,
                    nomor,
                }),
                waktu,
            ),
            (perkara::Event::PermohonanDicatat(PermohonanDicatat {}), waktu),
        ],
        cara: Cara::Terbitkan,
        kiriman: Some(isi),
    };
    let aturan = app.aturan().await?;
    let outcome = app.handle(tawaran, &aturan).await?;
    let nomor = app.perkara(perintah).await?.nomor;
    let nomor = nomor.and_then(|nomor| nomor.nomor.tetap().cloned());
    let nomor = nomor.ok_or_else(|| anyhow::anyhow!("permohonan yang diterima tidak bernomor"))?;
    let rahasia = app.log.secret("jejak/lacak/v1", perintah);
    Ok(TandaBukti {
        perkara: perintah,
        nomor: nomor.to_string(),
        rahasia: URL_SAFE_NO_PAD.encode(&rahasia[..16]),
        posisi: outcome.last_position,
    })
}
