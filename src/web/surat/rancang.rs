//! A letter set in type and taken into custody; and set in type again, to hold
//! it against what is there.

use axum::extract::State;
use axum::http::Method;
use axum::routing::post;
use axum::{Extension, Json};
use chrono::NaiveDate;
use events::perkara::Event;
use events::pihak::Berkas;
use events::surat::{Penandatangan, SuratDinomori, SuratDirancang};
use events::teks::Label;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio::task::spawn_blocking;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::{App, Syarat, Tawaran};
use crate::persuratan::bahan::Bahan;
use crate::persuratan::{self, Halangan, Rancangan, periksa};
use crate::web::Layanan;
use crate::web::akses::{Akses, Pelaku};
use crate::web::berkas::tak_diterima;
use crate::web::masalah::Masalah;
use crate::web::parameter::Jalur;
use crate::web::pendamping::catat_penglihatan;
use crate::web::perintah::{Hasil, Kiriman, perkara_ditawari, waktu};
use crate::web::rute::Rute;
use events::{AliranId, Cara};

/// A letter to be set in type.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct PerintahRancangan {
    /// As in every command.
    perintah: Uuid,
    fakta: IsiRancangan,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct IsiRancangan {
    surat: Uuid,
    /// The date that it bears.
    tanggal: NaiveDate,
    penandatangan: Penandatangan,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tembusan: Vec<Label>,
}

/// A draft to be made again.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct SusunUlang {
    /// As in every command: the view is taken down.
    perintah: Uuid,
    surat: Uuid,
}

/// The draft made again beside the one in custody.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct HasilSusunUlang {
    /// The same bytes.
    pub sama: bool,
    /// SHA-256 of what is in custody; none where it was erased.
    pub tersimpan: Option<String>,
    pub disusun: String,
    /// The version of the layout then and now; others give other bytes.
    pub susunan: u32,
    pub susunan_kini: u32,
    pub posisi: u64,
}

pub(super) fn rute_ulang() -> Rute {
    Rute::baru(
        Method::POST,
        "/api/v1/perkara/{perkara}/surat/susun-ulang",
        "perkara_surat_susun_ulang",
        "Susun ulang naskah surat dari log dan bandingkan dengan yang tersimpan; dicatat",
        Akses::DATA_PRIBADI,
        post(susun_ulang),
    )
    .menerima::<SusunUlang>()
    .menjawab::<HasilSusunUlang>()
}

pub(super) async fn rancang(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    Extension(pelaku): Extension<Pelaku>,
    Kiriman(kiriman): Kiriman<PerintahRancangan>,
) -> Result<Hasil, Masalah> {
    let app = &layanan.app;
    let isi = serde_json::to_vec(&("SuratDirancang", id, &kiriman)).map_err(anyhow::Error::from)?;
    if let Some(outcome) = app.log.outcome(kiriman.perintah, &isi).await? {
        return Ok(Hasil::dari(app, AliranId::perkara(id), outcome).await?);
    }
    let IsiRancangan { surat, tanggal, penandatangan, tembusan } = kiriman.fakta;
    let posisi = app.log.position().await?;
    let (bahan, dinomori, versi) = bahan(app, id, surat, posisi).await?;
    let situs = Label::try_new(layanan.kantor.url_publik.as_str()).map_err(anyhow::Error::from)?;
    let mut fakta = SuratDirancang {
        surat,
        posisi,
        susunan: persuratan::susunan(dinomori.jenis),
        templat: bahan.kantor.templat(dinomori.jenis).0,
        tanggal,
        penandatangan,
        tembusan,
        situs,
        naskah: Berkas { id: None, nama: isi_kosong()?, ukuran_bytes: 0, sidik: isi_kosong()? },
    };
    // Whether it may be drafted at all, before anything is opened or kept.
    periksa_dahulu(app, id, &fakta).await?;
    catat(app, &pelaku, id, kiriman.perintah, &bahan, &dinomori).await?;
    let nama = format!("{}.pdf", dinomori.jenis.kode());
    let pdf = tulis(app, id, (bahan, dinomori, versi), &fakta).await?;
    let unggahan = app.unggah(&nama, &pdf).await;
    fakta.naskah = unggahan.map_err(|galat| tak_diterima("naskah", galat))?;
    let tawaran = Tawaran {
        command: kiriman.perintah,
        actor: pelaku.aktor(),
        perkara: id,
        events: vec![(Event::SuratDirancang(fakta), waktu(app, None)?)],
        cara: Cara::Terbitkan,
        kiriman: Some(isi),
    };
    perkara_ditawari(app, tawaran, Syarat::Ada).await
}

fn isi_kosong() -> anyhow::Result<events::teks::Isi> {
    Ok(events::teks::Isi::try_new("")?)
}

/// The facts up to a position, with the fact that began the letter.
async fn bahan(
    app: &App,
    perkara: Uuid,
    surat: Uuid,
    posisi: u64,
) -> Result<(Bahan, SuratDinomori, u32), Masalah> {
    let tidak_ada = || Masalah::ditolak("SuratTidakAda", "surat ini tidak ada dalam perkara");
    let bahan = Bahan::pada(app, perkara, posisi).await?;
    let bahan = bahan.ok_or_else(|| Masalah::tidak_ada("perkara ini"))?;
    let satu = bahan.berlaku().find_map(|fakta| match fakta.event {
        Event::SuratDinomori(f) if f.surat == surat => Some((f.clone(), fakta.versi)),
        _ => None,
    });
    let (dinomori, versi) = satu.ok_or_else(tidak_ada)?;
    Ok((bahan, dinomori, versi))
}

async fn periksa_dahulu(app: &App, perkara: Uuid, fakta: &SuratDirancang) -> Result<(), Masalah> {
    let state = app.perkara(perkara).await?;
    let aturan = app.aturan().await?;
    let event = Event::SuratDirancang(fakta.clone());
    state.decide(event, waktu(app, None)?, Cara::Terbitkan, &aturan)?;
    Ok(())
}

/// Takes down that the letter is written from opened values.
async fn catat(
    app: &App,
    pelaku: &Pelaku,
    perkara: Uuid,
    perintah: Uuid,
    bahan: &Bahan,
    dinomori: &SuratDinomori,
) -> Result<(), Masalah> {
    let keperluan = format!("menyusun {}", dinomori.jenis.nama());
    let keperluan = Label::try_new(keperluan).map_err(anyhow::Error::from)?;
    let perintah = Uuid::new_v5(&perintah, b"penglihatan");
    let isi = ("DataPribadiDilihat", perkara, dinomori.surat, pelaku.aktor());
    let isi = serde_json::to_vec(&isi).map_err(anyhow::Error::from)?;
    let dilihat = (keperluan, bahan.terbuka());
    catat_penglihatan(app, pelaku, perkara, (perintah, isi), dilihat).await?;
    Ok(())
}

async fn tulis(
    app: &App,
    perkara: Uuid,
    (bahan, dinomori, versi): (Bahan, SuratDinomori, u32),
    fakta: &SuratDirancang,
) -> Result<Vec<u8>, Masalah> {
    let kode = periksa::kode(app, perkara, versi);
    let alamat = format!("{}/surat/periksa/{kode}", fakta.situs);
    let (tanggal, oleh) = (fakta.tanggal, fakta.penandatangan.clone());
    let tembusan = fakta.tembusan.clone();
    let hasil = spawn_blocking(move || {
        let rancangan = Rancangan {
            surat: &dinomori,
            tanggal,
            penandatangan: &oleh,
            tembusan: &tembusan,
            periksa: alamat,
        };
        persuratan::tulis(&bahan, &rancangan)
    });
    match hasil.await.map_err(anyhow::Error::from)? {
        Ok(pdf) => Ok(pdf),
        Err(galat @ Halangan::DasarBatal) => {
            Err(Masalah::ditolak("DasarTidakAda", galat.to_string()))
        }
        Err(Halangan::Lain(galat)) => Err(galat.into()),
    }
}

async fn susun_ulang(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    Extension(pelaku): Extension<Pelaku>,
    Kiriman(kiriman): Kiriman<SusunUlang>,
) -> Result<Json<HasilSusunUlang>, Masalah> {
    let app = &layanan.app;
    let (kini, ..) = bahan(app, id, kiriman.surat, app.log.position().await?).await?;
    let dirancang = kini.terakhir(|event| match event {
        Event::SuratDirancang(f) if f.surat == kiriman.surat => Some(f.clone()),
        _ => None,
    });
    let belum = || Masalah::ditolak("BelumDirancang", "naskah surat ini belum disusun");
    let (dirancang, _) = dirancang.ok_or_else(belum)?;
    let (dahulu, dinomori, versi) = bahan(app, id, kiriman.surat, dirancang.posisi).await?;
    catat(app, &pelaku, id, kiriman.perintah, &dahulu, &dinomori).await?;
    let susunan_kini = persuratan::susunan(dinomori.jenis);
    let pdf = tulis(app, id, (dahulu, dinomori, versi), &dirancang).await?;
    let disusun = hex::encode(Sha256::digest(&pdf));
    let tersimpan = dirancang.naskah.sidik.teks().map(str::to_owned);
    Ok(Json(HasilSusunUlang {
        sama: tersimpan.as_deref() == Some(disusun.as_str()),
        tersimpan,
        disusun,
        susunan: dirancang.susunan,
        susunan_kini,
        posisi: dirancang.posisi,
    }))
}
