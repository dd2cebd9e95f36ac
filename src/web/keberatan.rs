//! Keberatan: filed and numbered in one command, by the public with the number
//! and the secret of the case, or by a petugas (Pasal 35-36 UU 14/2008, Pasal
//! 39-43 Perki 1/2021). Ground b needs no permohonan.

use axum::extract::State;
use axum::http::{HeaderMap, Method};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
mod meja;

use axum::{Extension, Json};
use events::buku::JenisBuku;
use events::keberatan::{AlasanKeberatan, KeberatanDicatat, KeberatanDiterima};
use events::perkara::Event;
use events::permohonan::Nomor;
use events::pihak::Kanal;
use events::waktu::Waktu;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::lacak::{Kunci, perkara_terkunci};
use super::masalah::Masalah;
use super::parameter::Jalur;
use super::perintah::{CaraPerintah, Kiriman, Perintah, disebut, langkah, perkara, syarat, waktu};
use super::permohonan::{TandaBukti, TawaranBernomor, bernomor, kunci, periksa_publik};
use super::pratinjau::{Pratinjau, dampak};
use super::rute::Rute;
use crate::app::{App, Syarat, Tawaran};

/// A keberatan as it is filed.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct PengajuanKeberatan {
    /// Made by the client, best a UUIDv7. Without a permohonan it becomes the id
    /// of the perkara.
    pub perintah: Uuid,
    /// Of the case that it is about; without it only ground b can be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub perkara: Option<Kunci>,
    /// When it came in; only a petugas may say so, and without it now.
    #[serde(default, deserialize_with = "disebut", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Waktu, required = false)]
    pub waktu: Option<Waktu>,
    pub keberatan: KeberatanDiterima,
}

pub(super) fn rute() -> Vec<Rute> {
    let diterima = langkah(
        "KeberatanDiterima",
        "Catat keberatan; langsung bernomor dalam buku keberatan",
        Akses::LOKET,
    );
    vec![
        meja::rute(),
        Rute::baru(
            Method::POST,
            "/api/v1/keberatan",
            "keberatan_diajukan",
            "Ajukan keberatan kepada Atasan PPID (Pasal 35 UU 14/2008)",
            Akses::PENGAJUAN,
            post(ajukan),
        )
        .menerima::<PengajuanKeberatan>()
        .membuat::<TandaBukti>()
        .menuju_badan("lacak", kunci())
        .mencari(),
        Rute::baru(
            Method::POST,
            diterima.jalur("/api/v1/perkara/{perkara}"),
            diterima.nama("perkara"),
            diterima.ringkasan,
            diterima.akses,
            post(terima),
        )
        .menerima_dalam::<Perintah<KeberatanDiterima>, KeberatanDiterima>()
        .bersyarat()
        .membuat::<TandaBukti>(),
        perkara(
            langkah(
                "KeberatanDicatat",
                "Catat keberatan lama dalam buku; nomor null berarti nomor berikutnya",
                Akses::LOKET,
            ),
            Event::KeberatanDicatat,
        ),
        perkara(
            langkah("KeberatanDicabut", "Catat pencabutan keberatan", Akses::LOKET),
            Event::KeberatanDicabut,
        ),
    ]
}

async fn ajukan(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    Kiriman(pengajuan): Kiriman<PengajuanKeberatan>,
) -> Result<TandaBukti, Masalah> {
    periksa_publik(&pelaku, pengajuan.waktu)?;
    let isi = serde_json::to_vec(&(pelaku.aktor(), &pengajuan)).map_err(anyhow::Error::from)?;
    let PengajuanKeberatan { perintah, perkara: kunci, waktu, mut keberatan } = pengajuan;
    let (perkara, syarat) = match kunci {
        Some(kunci) => (perkara_terkunci(&layanan, &kunci).await?, Syarat::Ada),
        None => (perintah, Syarat::Baru),
    };
    let hanya_b = keberatan.alasan.iter().all(|alasan| *alasan == AlasanKeberatan::B);
    if syarat == Syarat::Baru && !hanya_b {
        let uraian = "keberatan selain huruf b memerlukan nomor dan rahasia permohonannya";
        return Err(Masalah::ditolak("TanpaPermohonan", uraian));
    }
    if pelaku == Pelaku::Publik {
        keberatan.kanal = Kanal::Situs;
    }
    let cara = CaraPerintah::Terbitkan;
    let tawaran = TawaranBernomor { perintah, perkara, isi, cara };
    catat(&layanan, &pelaku, tawaran, syarat, (keberatan, waktu)).await
}

async fn terima(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    Extension(pelaku): Extension<Pelaku>,
    pratinjau: Option<Extension<Pratinjau>>,
    kepala: HeaderMap,
    Kiriman(kiriman): Kiriman<Perintah<KeberatanDiterima>>,
) -> Result<Response, Masalah> {
    let isi =
        serde_json::to_vec(&("KeberatanDiterima", id, &kiriman)).map_err(anyhow::Error::from)?;
    let Perintah { perintah, waktu, cara, fakta } = kiriman;
    let syarat = syarat(&kepala)?;
    if pratinjau.is_some() {
        let app = &layanan.app;
        // Whichever book gives the number, it changes nothing else.
        let events = diterima_dan_dicatat(app, fakta, super::perintah::waktu(app, waktu)?);
        let tawaran = Tawaran {
            command: perintah,
            actor: pelaku.aktor(),
            perkara: id,
            events: events(Uuid::nil()),
            cara: cara.into(),
            kiriman: Some(isi),
        };
        return Ok(Json(dampak(app, tawaran, syarat).await?).into_response());
    }
    let tawaran = TawaranBernomor { perintah, perkara: id, isi, cara };
    Ok(catat(&layanan, &pelaku, tawaran, syarat, (fakta, waktu)).await?.into_response())
}

/// Both facts, with the number that a book gives next.
fn diterima_dan_dicatat(
    app: &App,
    keberatan: KeberatanDiterima,
    saat: Waktu,
) -> impl Fn(Uuid) -> Vec<(Event, Waktu)> {
    let dicatat = Waktu::Saat(app.clock.now());
    move |buku| {
        let nomor = KeberatanDicatat { buku, nomor: Nomor::Berikutnya };
        vec![
            (Event::KeberatanDiterima(keberatan.clone()), saat),
            (Event::KeberatanDicatat(nomor), dicatat),
        ]
    }
}

/// Received and written into the keberatan book at once.
async fn catat(
    layanan: &Layanan,
    pelaku: &Pelaku,
    tawaran: TawaranBernomor,
    syarat: Syarat,
    (keberatan, saat): (KeberatanDiterima, Option<Waktu>),
) -> Result<TandaBukti, Masalah> {
    let (app, perkara) = (&layanan.app, tawaran.perkara);
    let saat = waktu(app, saat)?;
    let fakta = diterima_dan_dicatat(app, keberatan, saat);
    let outcome = bernomor(app, pelaku, tawaran, JenisBuku::Keberatan, syarat, fakta).await?;
    let bukti = TandaBukti::dari(app, perkara, outcome, |event| match event {
        Event::KeberatanDicatat(f) => f.nomor.tetap().map(ToString::to_string),
        _ => None,
    });
    Ok(bukti.await?)
}
