//! Routes of the facts of a perkara and of a sengketa.

use axum::extract::State;
use axum::http::{HeaderMap, Method};
use axum::response::IntoResponse;
use axum::routing::post;
use axum::{Extension, Json};
use events::pihak::UnitId;
use events::unit::Unit;
use events::{AliranId, perkara, sengketa};
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Hasil, Kiriman, Langkah, Perintah, isi, periksa_unit, syarat, waktu};
use crate::app::{App, Syarat, Tawaran, TawaranSengketa};
use crate::web::Layanan;
use crate::web::akses::Pelaku;
use crate::web::masalah::Masalah;
use crate::web::parameter::Jalur;
use crate::web::pratinjau::{Pratinjau, dampak, dampak_sengketa};
use crate::web::rute::Rute;

/// The route of one fact of a perkara.
pub fn perkara<F>(langkah: Langkah, event: fn(F) -> perkara::Event) -> Rute
where
    F: Serialize + DeserializeOwned + ToSchema + Send + 'static,
{
    perkara_dengan(langkah, event, None)
}

/// As `perkara`, of a fact that names a unit.
pub fn perkara_unit<F>(
    langkah: Langkah,
    event: fn(F) -> perkara::Event,
    unit: fn(&F) -> UnitId,
) -> Rute
where
    F: Serialize + DeserializeOwned + ToSchema + Send + 'static,
{
    perkara_dengan(langkah, event, Some(unit))
}

fn perkara_dengan<F>(
    langkah: Langkah,
    event: fn(F) -> perkara::Event,
    unit: Option<fn(&F) -> UnitId>,
) -> Rute
where
    F: Serialize + DeserializeOwned + ToSchema + Send + 'static,
{
    let fakta = langkah.fakta;
    let layanan = post(
        move |State(layanan): State<Layanan>,
              Jalur(id): Jalur<Uuid>,
              Extension(pelaku): Extension<Pelaku>,
              pratinjau: Option<Extension<Pratinjau>>,
              kepala: HeaderMap,
              Kiriman(kiriman): Kiriman<Perintah<F>>| async move {
            if let Some(unit) = unit.map(|unit| unit(&kiriman.fakta)) {
                periksa_unit(&pelaku, Some(unit))?;
                unit_dikenal(&layanan.app, unit).await?;
            }
            let isi = isi(&(fakta, id, &kiriman))?;
            let (syarat, waktu) = (syarat(&kepala)?, waktu(&layanan.app, kiriman.waktu)?);
            let tawaran = Tawaran {
                command: kiriman.perintah,
                actor: pelaku.aktor(),
                perkara: id,
                events: vec![(event(kiriman.fakta), waktu)],
                cara: kiriman.cara.into(),
                kiriman: Some(isi),
            };
            if pratinjau.is_some() {
                let dampak = dampak(&layanan.app, tawaran, syarat).await?;
                return Ok(Json(dampak).into_response());
            }
            let hasil = perkara_ditawari(&layanan.app, tawaran, syarat).await?;
            Ok::<_, Masalah>(hasil.into_response())
        },
    );
    let jalur = langkah.jalur("/api/v1/perkara/{perkara}");
    Rute::baru(
        Method::POST,
        jalur,
        langkah.nama("perkara"),
        langkah.ringkasan,
        langkah.akses,
        layanan,
    )
    .menerima_dalam::<Perintah<F>, F>()
    .bersyarat()
    .menjawab::<Hasil>()
}

/// Offers facts to a perkara.
pub async fn perkara_ditawari(
    app: &App,
    tawaran: Tawaran,
    syarat: Syarat,
) -> Result<Hasil, Masalah> {
    let aliran = AliranId::perkara(tawaran.perkara);
    let aturan = app.aturan().await?;
    let outcome = app.handle_pada(tawaran, syarat, &aturan).await?;
    Ok(Hasil::dari(app, aliran, outcome).await?)
}

/// The route of one fact of a sengketa that was filed.
pub fn sengketa<F>(langkah: Langkah, event: fn(F) -> sengketa::Event) -> Rute
where
    F: Serialize + DeserializeOwned + ToSchema + Send + 'static,
{
    sengketa_dengan(langkah, event, None)
}

/// As `sengketa`, of a fact that names a unit.
pub fn sengketa_unit<F>(
    langkah: Langkah,
    event: fn(F) -> sengketa::Event,
    unit: fn(&F) -> UnitId,
) -> Rute
where
    F: Serialize + DeserializeOwned + ToSchema + Send + 'static,
{
    sengketa_dengan(langkah, event, Some(unit))
}

fn sengketa_dengan<F>(
    langkah: Langkah,
    event: fn(F) -> sengketa::Event,
    unit: Option<fn(&F) -> UnitId>,
) -> Rute
where
    F: Serialize + DeserializeOwned + ToSchema + Send + 'static,
{
    let fakta = langkah.fakta;
    let layanan = post(
        move |State(layanan): State<Layanan>,
              Jalur(id): Jalur<Uuid>,
              Extension(pelaku): Extension<Pelaku>,
              pratinjau: Option<Extension<Pratinjau>>,
              kepala: HeaderMap,
              Kiriman(kiriman): Kiriman<Perintah<F>>| async move {
            if let Some(unit) = unit.map(|unit| unit(&kiriman.fakta)) {
                periksa_unit(&pelaku, Some(unit))?;
                unit_dikenal(&layanan.app, unit).await?;
            }
            let isi = isi(&(fakta, id, &kiriman))?;
            let (syarat, waktu) = (syarat(&kepala)?, waktu(&layanan.app, kiriman.waktu)?);
            let tawaran = TawaranSengketa {
                command: kiriman.perintah,
                actor: pelaku.aktor(),
                sengketa: id,
                event: event(kiriman.fakta),
                waktu,
                cara: kiriman.cara.into(),
                kiriman: Some(isi),
            };
            if pratinjau.is_some() {
                let dampak = dampak_sengketa(&layanan.app, tawaran, syarat).await?;
                return Ok(Json(dampak).into_response());
            }
            let hasil = sengketa_ditawari(&layanan.app, tawaran, syarat).await?;
            Ok::<_, Masalah>(hasil.into_response())
        },
    );
    let jalur = langkah.jalur("/api/v1/sengketa/{sengketa}");
    Rute::baru(
        Method::POST,
        jalur,
        langkah.nama("sengketa"),
        langkah.ringkasan,
        langkah.akses,
        layanan,
    )
    .menerima_dalam::<Perintah<F>, F>()
    .bersyarat()
    .menjawab::<Hasil>()
}

/// Offers a fact to a sengketa.
pub async fn sengketa_ditawari(
    app: &App,
    tawaran: TawaranSengketa,
    syarat: Syarat,
) -> Result<Hasil, Masalah> {
    let aliran = AliranId { jenis: events::JenisAliran::Sengketa, id: tawaran.sengketa };
    let aturan = app.aturan().await?;
    let outcome = app.handle_sengketa_pada(tawaran, syarat, &aturan).await?;
    Ok(Hasil::dari(app, aliran, outcome).await?)
}

/// A unit that was merged or closed may still have answered.
async fn unit_dikenal(app: &App, unit: UnitId) -> Result<(), Masalah> {
    match app.aliran::<Unit>(unit.0).await?.0 {
        Unit::BelumAda => Err(Masalah::ditolak("UnitTidakAda", "unit itu tidak ada")),
        Unit::Aktif { .. } | Unit::Digabung { .. } | Unit::Ditutup { .. } => Ok(()),
    }
}
