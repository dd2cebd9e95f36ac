//! Commands on a perkara: the fact in its stored form, in an envelope with the
//! command's id and the moment.

use axum::extract::{FromRequest, Path, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Extension, Json};
use events::waktu::Waktu;
use events::{Cara, perkara};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Layanan;
use super::akses::{Akses, JenisPeran, Pelaku};
use super::masalah::{Jenis, Masalah};
use super::rute::Rute;
use crate::app::Tawaran;
use crate::kiriman;
use crate::log::Outcome;

/// Where the answer says up to which position a page must have read.
pub const POSISI: HeaderName = HeaderName::from_static("jejak-posisi");

/// A command: what is to be recorded.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Perintah<F> {
    /// Made by the client, best a UUIDv7. Sent again with the same content it
    /// gives the first answer, with other content it is refused.
    pub perintah: Uuid,
    /// The legal moment; without it, now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waktu: Option<Waktu>,
    #[serde(default)]
    pub cara: CaraPerintah,
    pub fakta: F,
}

/// Whether Jejak issues the fact now, guarded, or records what already
/// happened, marked where something is wrong with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CaraPerintah {
    #[default]
    Terbitkan,
    Catat,
}

impl From<CaraPerintah> for Cara {
    fn from(cara: CaraPerintah) -> Self {
        match cara {
            CaraPerintah::Terbitkan => Cara::Terbitkan,
            CaraPerintah::Catat => Cara::Catat,
        }
    }
}

/// What a command did.
#[derive(Debug, Serialize, ToSchema)]
pub struct Hasil {
    /// The stream's id.
    pub id: Uuid,
    /// Position of the first and the last fact.
    pub posisi_awal: u64,
    pub posisi: u64,
}

impl IntoResponse for Hasil {
    fn into_response(self) -> Response {
        let posisi = HeaderValue::from(self.posisi);
        (StatusCode::OK, [(POSISI, posisi)], Json(self)).into_response()
    }
}

impl Hasil {
    pub fn dari(id: Uuid, outcome: Outcome) -> Self {
        Hasil { id, posisi_awal: outcome.first_position, posisi: outcome.last_position }
    }
}

/// A JSON body read strictly: nothing in it is passed over.
pub struct Kiriman<T>(pub T);

impl<T: Serialize + DeserializeOwned, S: Send + Sync> FromRequest<S> for Kiriman<T> {
    type Rejection = Masalah;

    async fn from_request(permintaan: Request, state: &S) -> Result<Self, Masalah> {
        let Json(nilai) =
            Json::<Value>::from_request(permintaan, state).await.map_err(|galat| {
                let jenis = match galat.status() {
                    StatusCode::PAYLOAD_TOO_LARGE => Jenis::TerlaluBesar,
                    StatusCode::UNSUPPORTED_MEDIA_TYPE => Jenis::MediaTidakDidukung,
                    _ => Jenis::Masukan,
                };
                Masalah::baru(jenis, "kirim JSON dengan Content-Type: application/json")
            })?;
        Ok(Kiriman(kiriman::baca(nilai)?))
    }
}

/// The version that `If-Match` names.
pub fn versi_diminta(kepala: &HeaderMap) -> Result<Option<u32>, Masalah> {
    let Some(nilai) = kepala.get(header::IF_MATCH) else { return Ok(None) };
    let versi = nilai.to_str().ok().and_then(|nilai| nilai.trim().trim_matches('"').parse().ok());
    let salah = || Masalah::kolom("If-Match", "tulis ETag yang diterima, seperti \"7\"");
    versi.map(Some).ok_or_else(salah)
}

/// The route of one fact of a perkara.
pub fn fakta_perkara<F>(
    jalur: &'static str,
    nama: &str,
    ringkasan: &str,
    peran: &'static [JenisPeran],
    event: fn(F) -> perkara::Event,
) -> Rute
where
    F: Serialize + DeserializeOwned + ToSchema + Send + 'static,
{
    let layanan = post(
        move |State(layanan): State<Layanan>,
              Path(perkara): Path<Uuid>,
              Extension(pelaku): Extension<Pelaku>,
              kepala: HeaderMap,
              Kiriman(kiriman): Kiriman<Perintah<F>>| async move {
            let isi = serde_json::to_vec(&(perkara, &kiriman)).map_err(anyhow::Error::from)?;
            let Perintah { perintah, waktu, cara, fakta } = kiriman;
            let waktu = waktu.unwrap_or_else(|| Waktu::Saat(layanan.app.clock.now()));
            let tawaran = Tawaran {
                command: perintah,
                actor: pelaku.aktor(),
                perkara,
                events: vec![(event(fakta), waktu)],
                cara: cara.into(),
                kiriman: Some(isi),
            };
            tawarkan(&layanan, tawaran, &kepala).await
        },
    );
    Rute::baru(Method::POST, jalur, nama, ringkasan, Akses::Peran(peran), layanan)
        .menerima::<Perintah<F>>()
        .menjawab::<Hasil>()
}

/// Offers facts to a perkara that is there.
async fn tawarkan(
    layanan: &Layanan,
    tawaran: Tawaran,
    kepala: &HeaderMap,
) -> Result<Hasil, Masalah> {
    let (app, perkara) = (&layanan.app, tawaran.perkara);
    let diminta = versi_diminta(kepala)?;
    let aturan = app.aturan().await?;
    let outcome = app.handle_pada(tawaran, diminta, &aturan).await?;
    Ok(Hasil::dari(perkara, outcome))
}
