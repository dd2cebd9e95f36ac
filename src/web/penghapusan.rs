//! Erasure of the people behind a case: what keeps their data, who proposed,
//! who decided, what was destroyed.

use axum::Extension;
use axum::extract::State;
use axum::http::Method;
use axum::routing::{get, post};
use chrono::NaiveDate;
use events::event::{Cacat, Konteks, Pelanggaran};
use events::kantor::{self, Kantor, RetensiDitetapkan};
use events::pengguna::PenggunaId;
use events::penghapusan::{DasarPenghapusan, TempatDihapus, halangan, retensi_sampai};
use events::perkara::Event;
use events::persetujuan::PutusanPersetujuan;
use events::teks::Isi;
use events::{AliranId, Event as Semua};
use projections::proyeksi::Proyeksi;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::jawaban::Tampak;
use super::masalah::{Jenis, Masalah};
use super::parameter::{Jalur, Pandangan, Segar};
use super::perintah::{Hasil, Kiriman, langkah, perkara, tunggal};
use super::rute::Rute;
use crate::app::App;
use crate::hapus::Pejabat;
use crate::log::Values;

/// How an erasure stands.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct TampilanPenghapusan {
    /// What keeps the data today.
    pub halangan: Vec<Cacat>,
    pub retensi: Option<RetensiDitetapkan>,
    /// The last day of the retention period.
    pub retensi_sampai: Option<NaiveDate>,
    pub ditahan: Option<NaiveDate>,
    /// Since when it waits for a decision, and whether it is the caller's own.
    pub diusulkan: Option<NaiveDate>,
    pub usulan_sendiri: bool,
    /// Approved, and still under way.
    pub disetujui: Option<NaiveDate>,
    pub dihapus: Option<NaiveDate>,
    /// What each store held and holds no more, of the last erasure.
    pub tempat: Vec<TempatDihapus>,
}

/// A proposal.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct UsulanPenghapusan {
    /// As in every command.
    perintah: Uuid,
    dasar: DasarPenghapusan,
    /// Sealed, and destroyed with the rest.
    alasan: Isi,
}

/// A decision.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct PutusanPenghapusan {
    /// As in every command.
    perintah: Uuid,
    putusan: PutusanPersetujuan,
}

pub(super) fn rute() -> Vec<Rute> {
    let usul = langkah("PenghapusanDiusulkan", "Usulkan penghapusan data pribadi", Akses::LOKET);
    let putus =
        langkah("PenghapusanDiputus", "Putuskan usulan penghapusan data pribadi", Akses::ATASAN);
    let atas = "/api/v1/perkara/{perkara}";
    vec![
        Rute::baru(
            Method::GET,
            format!("{atas}/penghapusan"),
            "perkara_penghapusan",
            "Penghapusan data pribadi satu perkara: apa yang menghalangi, sampai di mana",
            Akses::BACA_PERKARA,
            get(satu),
        )
        .menanya::<Segar>()
        .menjawab::<TampilanPenghapusan>(),
        Rute::baru(
            Method::POST,
            usul.jalur(atas),
            usul.nama("perkara"),
            usul.ringkasan,
            usul.akses,
            post(usulkan),
        )
        .menerima::<UsulanPenghapusan>()
        .menjawab::<Hasil>(),
        Rute::baru(
            Method::POST,
            putus.jalur(atas),
            putus.nama("perkara"),
            putus.ringkasan,
            putus.akses,
            post(putuskan),
        )
        .menerima::<PutusanPenghapusan>()
        .menjawab::<Hasil>(),
        tunggal::<Kantor, RetensiDitetapkan>(
            langkah(
                "RetensiDitetapkan",
                "Tetapkan masa retensi data pribadi menurut JRA",
                Akses::PENGELOLA,
            ),
            kantor::aliran(),
            kantor::Event::RetensiDitetapkan,
        ),
        perkara(
            langkah("PenghapusanDitahan", "Tahan penghapusan data pribadi", Akses::PPID),
            Event::PenghapusanDitahan,
        ),
        perkara(
            langkah("PenahananDilepas", "Lepas penahanan penghapusan", Akses::PPID),
            Event::PenahananDilepas,
        ),
    ]
}

async fn satu(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    Extension(pelaku): Extension<Pelaku>,
    pandangan: Pandangan,
) -> Result<Tampak<TampilanPenghapusan>, Masalah> {
    let app = &layanan.app;
    let posisi = pandangan.tunggu(&layanan, &[Proyeksi::Perkara]).await?;
    let state = app.perkara(id).await?;
    if state.versi == 0 {
        return Err(Masalah::tidak_ada("perkara ini"));
    }
    let syarat = app.syarat_penghapusan(id).await?;
    let aturan = app.aturan().await?;
    let konteks = Konteks { hari: Some(app.hari_ini()), aturan: &aturan };
    let halangan = halangan(&state, &syarat, &konteks);
    let usulan = state.penghapusan.usulan;
    let sendiri = pejabat(&pelaku).ok().map(|pejabat| pejabat.id);
    let isi = TampilanPenghapusan {
        halangan: halangan.iter().map(Pelanggaran::cacat).collect(),
        retensi_sampai: syarat.retensi.as_ref().and_then(|retensi| retensi_sampai(&state, retensi)),
        retensi: syarat.retensi,
        ditahan: state.penghapusan.ditahan.and_then(|kejadian| kejadian.tanggal),
        diusulkan: usulan.and_then(|(kejadian, _)| kejadian.tanggal),
        usulan_sendiri: usulan.is_some_and(|(_, oleh)| Some(oleh) == sendiri),
        disetujui: state.penghapusan.disetujui.and_then(|kejadian| kejadian.tanggal),
        dihapus: state.dihapus.and_then(|kejadian| kejadian.tanggal),
        tempat: tempat(app, id).await?,
    };
    Ok(Tampak { posisi, versi: Some(state.versi), isi })
}

/// What the last erasure of a case destroyed.
async fn tempat(app: &App, perkara: Uuid) -> anyhow::Result<Vec<TempatDihapus>> {
    let fakta = app.log.stream(AliranId::perkara(perkara), Values::Sealed).await?;
    let terakhir = fakta.into_iter().rev().find_map(|tercatat| match tercatat.event {
        Semua::Perkara(event) => match *event {
            Event::DataPribadiDihapus(dihapus) => Some(dihapus.tempat),
            _ => None,
        },
        _ => None,
    });
    Ok(terakhir.unwrap_or_default())
}

/// Whoever signs is somebody, and the same somebody in every capacity.
fn pejabat(pelaku: &Pelaku) -> Result<Pejabat, Masalah> {
    match pelaku {
        Pelaku::Pengguna { id, .. } => Ok(Pejabat { id: PenggunaId(*id), aktor: pelaku.aktor() }),
        Pelaku::Publik => Err(Masalah::baru(Jenis::TakBerwenang, "masuk dahulu sebagai pejabat")),
    }
}

async fn usulkan(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    Extension(pelaku): Extension<Pelaku>,
    Kiriman(kiriman): Kiriman<UsulanPenghapusan>,
) -> Result<Hasil, Masalah> {
    let (app, UsulanPenghapusan { perintah, dasar, alasan }) = (&layanan.app, kiriman);
    if alasan.teks().is_none_or(|teks| teks.trim().is_empty()) {
        return Err(Masalah::kolom("alasan", "tulis alasan penghapusannya"));
    }
    let oleh = pejabat(&pelaku)?;
    let outcome = app.usulkan_penghapusan(perintah, id, &oleh, (dasar, alasan)).await?;
    Ok(Hasil::dari(app, AliranId::perkara(id), outcome).await?)
}

async fn putuskan(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    Extension(pelaku): Extension<Pelaku>,
    Kiriman(kiriman): Kiriman<PutusanPenghapusan>,
) -> Result<Hasil, Masalah> {
    let (app, PutusanPenghapusan { perintah, putusan }) = (&layanan.app, kiriman);
    let oleh = pejabat(&pelaku)?;
    let outcome = app.putuskan_penghapusan(perintah, id, &oleh, putusan).await?;
    Ok(Hasil::dari(app, AliranId::perkara(id), outcome).await?)
}
