//! Correction of a fact that was entered wrongly: the fact as it holds, opened
//! for whoever corrects it, and the correction. Nothing is overwritten.

use axum::extract::State;
use axum::http::{HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Extension, Json};
use events::koreksi::{DapatDikoreksi, berlaku};
use events::perkara::Event;
use events::teks::Label;
use events::waktu::Waktu;
use events::{AliranId, Event as Semua, JenisAliran, Tercatat, sengketa};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::masalah::Masalah;
use super::parameter::Jalur;
use super::pendamping::catat_penglihatan;
use super::perintah::{Kiriman, langkah, perkara};
use super::rute::Rute;
use crate::app::{App, Syarat};
use crate::log::Values;

/// Which fact is to be corrected.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct PembukaanFakta {
    /// Made by the client. What is sealed in the fact is shown, and that is
    /// taken down.
    perintah: Uuid,
    /// Version of the fact in its stream, as the history tells it.
    versi: u32,
}

/// A fact as it holds, earlier corrections applied.
#[derive(Debug, Serialize, ToSchema)]
struct FaktaTerbuka<E> {
    versi: u32,
    waktu: Waktu,
    fakta: E,
    /// An earlier correction already replaced or withdrew it.
    dikoreksi: bool,
}

pub(super) fn rute() -> Vec<Rute> {
    let ringkasan = "Buka satu fakta perkara untuk dikoreksi; penglihatan dicatat";
    let jalur = "/api/v1/perkara/{perkara}/fakta";
    let satu = Rute::baru(Method::POST, jalur, "perkara_fakta", ringkasan, Akses::PPID, post(buka))
        .menerima::<PembukaanFakta>()
        .menjawab_dalam::<FaktaTerbuka<Event>, Event>();
    let ringkasan = "Buka satu fakta sengketa untuk dikoreksi; penglihatan dicatat";
    let jalur = "/api/v1/sengketa/{sengketa}/fakta";
    let layanan = post(buka_sengketa);
    let dua = Rute::baru(Method::POST, jalur, "sengketa_fakta", ringkasan, Akses::PPID, layanan)
        .menerima::<PembukaanFakta>()
        .menjawab_dalam::<FaktaTerbuka<sengketa::Event>, sengketa::Event>();
    let koreksi = perkara(
        langkah(
            "KoreksiDicatat",
            "Koreksi satu fakta perkara; yang lama tetap terlihat",
            Akses::PPID,
        ),
        Event::KoreksiDicatat,
    );
    vec![satu, dua, koreksi]
}

async fn buka(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    Extension(pelaku): Extension<Pelaku>,
    Kiriman(kiriman): Kiriman<PembukaanFakta>,
) -> Result<Response, Masalah> {
    let app = &layanan.app;
    let fakta = app.log.stream(AliranId::perkara(id), Values::Open).await?;
    Syarat::Ada.periksa(fakta.last().map_or(0, |fakta| fakta.version))?;
    let fakta = fakta.into_iter().filter_map(|tercatat| match tercatat.pisah() {
        (tempat, Semua::Perkara(event)) => Some(tempat.ganti(*event)),
        _ => None,
    });
    terbuka(app, &pelaku, id, fakta.collect(), &kiriman).await
}

async fn buka_sengketa(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    Extension(pelaku): Extension<Pelaku>,
    Kiriman(kiriman): Kiriman<PembukaanFakta>,
) -> Result<Response, Masalah> {
    let app = &layanan.app;
    let perkara = app.sengketa(id).await?.pengajuan.and_then(|p| p.perkara.first().copied());
    let perkara = perkara.ok_or_else(|| Masalah::tidak_ada("sengketa ini"))?;
    let aliran = AliranId { jenis: JenisAliran::Sengketa, id };
    let fakta = app.log.stream(aliran, Values::Open).await?;
    let fakta = fakta.into_iter().filter_map(|tercatat| match tercatat.pisah() {
        (tempat, Semua::Sengketa(event)) => Some(tempat.ganti(event)),
        _ => None,
    });
    terbuka(app, &pelaku, perkara, fakta.collect(), &kiriman).await
}

/// The fact with its sealed values; that they were seen stands beside the case.
async fn terbuka<E: DapatDikoreksi + Clone + Serialize>(
    app: &App,
    pelaku: &Pelaku,
    perkara: Uuid,
    fakta: Vec<Tercatat<E>>,
    kiriman: &PembukaanFakta,
) -> Result<Response, Masalah> {
    let versi = kiriman.versi;
    let asal = fakta.iter().find(|tercatat| tercatat.version == versi);
    let asal = asal.filter(|tercatat| tercatat.event.koreksi().is_none()).ok_or_else(|| {
        Masalah::ditolak("FaktaTidakAda", "pilih fakta dari riwayat yang bukan koreksi")
    })?;
    let kini = berlaku(&fakta).find(|berlaku| berlaku.versi == versi);
    // One that was withdrawn may be put back as it was told first.
    let (waktu, event) = kini.map_or((asal.occurred_at, &asal.event), |b| (b.waktu, b.event));
    let koreksi = fakta.iter().filter_map(|tercatat| tercatat.event.koreksi());
    let dikoreksi = koreksi.filter(|koreksi| koreksi.versi == versi).count() > 0;
    let isi = FaktaTerbuka { versi, waktu, fakta: event.clone(), dikoreksi };
    let nilai = tersegel(&serde_json::to_value(event).map_err(anyhow::Error::from)?);
    if nilai > 0 {
        let isi = serde_json::to_vec(&("FaktaDibuka", perkara, pelaku.aktor(), kiriman));
        let perintah = (kiriman.perintah, isi.map_err(anyhow::Error::from)?);
        let keperluan = Label::try_new(format!("koreksi fakta ke-{versi}"));
        let keperluan = keperluan.map_err(anyhow::Error::from)?;
        catat_penglihatan(app, pelaku, perkara, perintah, (keperluan, nilai)).await?;
    }
    let simpan = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok((simpan, Json(isi)).into_response())
}

/// How many sealed values were opened in a body.
fn tersegel(nilai: &Value) -> usize {
    match nilai {
        Value::Object(objek) if objek.len() == 1 && objek.contains_key("isi") => {
            usize::from(objek["isi"].is_string())
        }
        Value::Object(objek) => objek.values().map(tersegel).sum(),
        Value::Array(larik) => larik.iter().map(tersegel).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}
