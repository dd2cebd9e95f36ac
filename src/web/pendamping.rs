//! The companion stream of a perkara: notes of officers, and views of what is
//! sealed, taken down before anything is shown.

use axum::Extension;
use axum::extract::State;
use axum::http::Method;
use axum::routing::post;
use events::pendamping::{CatatanDitulis, DataPribadiDilihat, Event as Pendamping};
use events::teks::{Isi, Label};
use events::waktu::Waktu;
use events::{AliranId, Event, Fakta};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::masalah::Masalah;
use super::parameter::Jalur;
use super::perintah::{Hasil, Kiriman};
use super::rute::Rute;
use crate::app::{App, Syarat, subjek};
use crate::log::{Append, Command, Expected, Outcome};

/// A note on a case.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct PerintahCatatan {
    /// As in every command.
    perintah: Uuid,
    isi: Isi,
}

pub(super) fn rute() -> Rute {
    Rute::baru(
        Method::POST,
        "/api/v1/perkara/{perkara}/catatan",
        "pendamping_catatan_ditulis",
        "Tulis catatan untuk sesama petugas; tersegel seperti isi permohonan",
        Akses::CATATAN,
        post(tulis),
    )
    .menerima::<PerintahCatatan>()
    .menjawab::<Hasil>()
}

async fn tulis(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    Extension(pelaku): Extension<Pelaku>,
    Kiriman(kiriman): Kiriman<PerintahCatatan>,
) -> Result<Hasil, Masalah> {
    let app = &layanan.app;
    Syarat::Ada.periksa(app.perkara(id).await?.versi)?;
    if kiriman.isi.teks().is_none_or(|teks| teks.trim().is_empty()) {
        return Err(Masalah::ditolak("CatatanKosong", "tulis isi catatannya"));
    }
    let isi = ("CatatanDitulis", id, pelaku.aktor(), &kiriman);
    let isi = serde_json::to_vec(&isi).map_err(anyhow::Error::from)?;
    let event = Pendamping::CatatanDitulis(CatatanDitulis { isi: kiriman.isi });
    let outcome = tambah(app, &pelaku, id, (kiriman.perintah, isi), event).await?;
    Ok(Hasil::dari(app, AliranId::pendamping(id), outcome).await?)
}

/// Takes down that somebody is about to see sealed values.
pub async fn catat_penglihatan(
    app: &App,
    pelaku: &Pelaku,
    perkara: Uuid,
    perintah: (Uuid, Vec<u8>),
    (keperluan, jumlah): (Label, usize),
) -> Result<Outcome, Masalah> {
    let jumlah = u32::try_from(jumlah).map_err(anyhow::Error::from)?;
    let event =
        Pendamping::DataPribadiDilihat(DataPribadiDilihat { keperluan, jumlah, register: None });
    tambah(app, pelaku, perkara, perintah, event).await
}

/// Adds a fact; the same command again gives what it gave first.
async fn tambah(
    app: &App,
    pelaku: &Pelaku,
    perkara: Uuid,
    (perintah, content): (Uuid, Vec<u8>),
    event: Pendamping,
) -> Result<Outcome, Masalah> {
    if let Some(outcome) = app.log.outcome(perintah, &content).await? {
        return Ok(outcome);
    }
    let command = Command {
        id: perintah,
        actor: pelaku.aktor(),
        content,
        appends: vec![Append {
            stream: AliranId::pendamping(perkara),
            expected: Expected::Any,
            subject: subjek(perkara),
            facts: vec![Fakta::baru(Event::Pendamping(event), Waktu::Saat(app.clock.now()))],
        }],
    };
    Ok(app.log.append(command).await?)
}
