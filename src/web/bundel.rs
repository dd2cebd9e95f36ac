//! The bundle of a case for those outside: made for a stated purpose, given out
//! once the log says so, and the list of those that were made.

use axum::Extension;
use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use axum::routing::{get, post};
use chrono::{DateTime, Utc};
use events::pendamping::{Event as Pendamping, PenerimaBundel};
use events::teks::Label;
use events::{AliranId, Event};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::berkas::kirim;
use super::jawaban::Tampak;
use super::masalah::{Jenis, Masalah};
use super::parameter::{Jalur, Pandangan, Segar};
use super::perintah::Kiriman;
use super::rute::Rute;
use crate::bundel::{BundelGagal, Pesanan};
use crate::log::Values;

/// A bundle that is asked for.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct PesananBundel {
    /// Made by the client; sent again it gives the same bytes.
    perintah: Uuid,
    untuk: PenerimaBundel,
    /// For what it is made, and on whose word; it stands in the history.
    keperluan: Label,
}

/// The bundles that were made of a case, the newest first.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct DaftarBundel {
    pub bundel: Vec<TampilanBundel>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct TampilanBundel {
    /// Position of the fact that tells of it.
    pub posisi: u64,
    pub dibuat: DateTime<Utc>,
    pub oleh: String,
    pub untuk: PenerimaBundel,
    pub keperluan: String,
    /// The last fact of the log that its checkpoint is over.
    pub sampai: u64,
    pub bertanda: bool,
    pub dokumen: u32,
    pub sha256: String,
}

pub(super) fn rute() -> Vec<Rute> {
    let jalur = "/api/v1/perkara/{perkara}/bundel";
    vec![
        Rute::baru(
            Method::GET,
            jalur,
            "perkara_bundel",
            "Berkas perkara yang pernah dibuat untuk pihak luar",
            Akses::BUNDEL,
            get(daftar),
        )
        .menanya::<Segar>()
        .menjawab::<DaftarBundel>(),
        Rute::baru(
            Method::POST,
            jalur,
            "perkara_bundel_buat",
            "Buat berkas perkara yang dapat diperiksa siapa pun; pembuatannya dicatat",
            Akses::BUNDEL,
            post(buat),
        )
        .menerima::<PesananBundel>()
        .menjawab_berkas(),
    ]
}

impl From<BundelGagal> for Masalah {
    fn from(gagal: BundelGagal) -> Self {
        match gagal {
            BundelGagal::TidakAda => Masalah::tidak_ada("perkara ini"),
            BundelGagal::Penanda(_) => Masalah::baru(Jenis::Bentrok, gagal.to_string()),
            BundelGagal::TerlaluBesar => Masalah::ditolak("TerlaluBesar", gagal.to_string()),
            BundelGagal::Berubah(_) => Masalah::ditolak("Berubah", gagal.to_string()),
            BundelGagal::Tertulis(galat) => galat.into(),
            BundelGagal::Lain(galat) => galat.into(),
        }
    }
}

async fn daftar(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    pandangan: Pandangan,
) -> Result<Tampak<DaftarBundel>, Masalah> {
    let app = &layanan.app;
    let posisi = pandangan.tunggu(&layanan, &[]).await?;
    if app.perkara(id).await?.versi == 0 {
        return Err(Masalah::tidak_ada("perkara ini"));
    }
    let fakta = app.log.stream(AliranId::pendamping(id), Values::Sealed).await?;
    let bundel = fakta.into_iter().rev().filter_map(|tercatat| {
        let (posisi, dibuat) = (tercatat.position, tercatat.recorded_at);
        let Event::Pendamping(Pendamping::BerkasDiekspor(f)) = tercatat.event else { return None };
        Some(TampilanBundel {
            posisi,
            dibuat,
            oleh: tercatat.actor.to_string(),
            untuk: f.untuk,
            keperluan: f.keperluan.to_string(),
            sampai: f.posisi,
            bertanda: f.bertanda,
            dokumen: f.dokumen,
            sha256: f.sha256.as_str().to_owned(),
        })
    });
    Ok(Tampak::baru(posisi, DaftarBundel { bundel: bundel.collect() }))
}

async fn buat(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    Extension(pelaku): Extension<Pelaku>,
    Kiriman(kiriman): Kiriman<PesananBundel>,
) -> Result<Response, Masalah> {
    let PesananBundel { perintah, untuk, keperluan } = kiriman;
    let pesanan = Pesanan { untuk, keperluan };
    let bundel = layanan.app.buat_bundel(id, (perintah, pelaku.aktor()), pesanan).await?;
    kirim(&bundel.nama, "application/zip", bundel.bytes)
}
