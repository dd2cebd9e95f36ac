//! Copies of documents in which what is exempt is blacked out: how a document
//! looks, the copy, and those that were made.

use axum::extract::State;
use axum::http::Method;
use axum::routing::{get, post};
use axum::{Extension, Json};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::NaiveDate;
use events::pasal17::Pasal17;
use events::penghitaman::{KotakHitam, SalinanDihitamkan};
use events::perkara::Event;
use events::pihak::Berkas;
use events::teks::Label;
use events::{AliranId, Cara, Event as Semua};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::berkas::{dokumen, tak_diterima};
use super::jawaban::Tampak;
use super::masalah::Masalah;
use super::parameter::{Jalur, Pandangan, Segar};
use super::pendamping::catat_penglihatan;
use super::perintah::{Hasil, Kiriman, langkah, perkara_ditawari, waktu};
use super::rute::Rute;
use crate::app::{App, Syarat, Tawaran};
use crate::log::Values;
use crate::penghitaman::{PenghitamanGagal, calon, nama_salinan};

/// Pages that are drawn for one question.
pub const SEKALI: u32 = 3;

/// A copy that is to be made.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct PerintahPenghitaman {
    /// As in every command.
    perintah: Uuid,
    /// Id of a PDF among the files of the case and its disputes.
    dokumen: Uuid,
    kotak: Vec<KotakHitam>,
    /// The decision by which the office exempted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sk: Option<Label>,
}

/// A view of some pages of a document.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct PembukaanHalaman {
    /// Made by the client; other pages of the document are the same view.
    perintah: Uuid,
    /// What it is opened for; it stands in the history.
    keperluan: Label,
    dokumen: Uuid,
    /// The first page that is shown, from 1.
    dari: u32,
    /// What is shown black on them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    kotak: Vec<KotakHitam>,
}

/// Pages of a document as they are seen.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct HalamanDokumen {
    /// As a fact refers to the document.
    pub berkas: Berkas,
    /// How many pages it has.
    pub banyak: usize,
    pub gambar: Vec<GambarHalaman>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct GambarHalaman {
    pub halaman: u32,
    /// PNG in Base64.
    pub png: String,
}

/// The copies of documents of a case, the newest first.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct DaftarSalinan {
    pub salinan: Vec<TampilanSalinan>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct TampilanSalinan {
    pub posisi: u64,
    pub tanggal: Option<NaiveDate>,
    pub oleh: String,
    pub dokumen: Uuid,
    /// Among the files of the case.
    pub salinan: Option<Uuid>,
    pub ukuran_bytes: u64,
    pub sk: Option<Label>,
    pub kotak: Vec<TampilanKotak>,
}

/// A box, without its reason.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct TampilanKotak {
    pub halaman: u32,
    pub dasar: Pasal17,
}

pub(super) fn rute() -> Vec<Rute> {
    let ringkasan = "Buat salinan dokumen yang bagian dikecualikannya dihitamkan, tanpa sisa";
    let buat_salinan = langkah("SalinanDihitamkan", ringkasan, Akses::PENGHITAMAN);
    let jalur = buat_salinan.jalur("/api/v1/perkara/{perkara}");
    vec![
        Rute::baru(
            Method::GET,
            jalur.clone(),
            "perkara_salinan",
            "Salinan yang dihitamkan: halaman dan dasarnya, tanpa alasan yang tersegel",
            Akses::BACA_PERKARA,
            get(daftar),
        )
        .menanya::<Segar>()
        .menjawab::<DaftarSalinan>(),
        Rute::baru(
            Method::POST,
            jalur,
            buat_salinan.nama("perkara"),
            buat_salinan.ringkasan,
            buat_salinan.akses,
            post(buat),
        )
        .menerima::<PerintahPenghitaman>()
        .menjawab::<Hasil>(),
        Rute::baru(
            Method::POST,
            "/api/v1/perkara/{perkara}/halaman",
            "perkara_halaman",
            "Lihat halaman satu dokumen PDF sebagai gambar; penglihatan ini dicatat",
            Akses::DATA_PRIBADI,
            post(lihat),
        )
        .menerima::<PembukaanHalaman>()
        .menjawab::<HalamanDokumen>(),
    ]
}

impl From<PenghitamanGagal> for Masalah {
    fn from(gagal: PenghitamanGagal) -> Self {
        let kode = match &gagal {
            PenghitamanGagal::TidakAda => return Masalah::tidak_ada("berkas ini"),
            PenghitamanGagal::BukanPdf => "BukanPdf",
            PenghitamanGagal::Ditolak { kode, .. } => kode.as_str(),
            PenghitamanGagal::Terhenti => "PembacaTerhenti",
            PenghitamanGagal::TerlaluLama => "TerlaluLama",
            PenghitamanGagal::Lain(_) => "",
        };
        match gagal {
            PenghitamanGagal::Lain(galat) => galat.into(),
            _ => Masalah::ditolak(kode, gagal.to_string()),
        }
    }
}

async fn daftar(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    pandangan: Pandangan,
) -> Result<Tampak<DaftarSalinan>, Masalah> {
    let app = &layanan.app;
    let posisi = pandangan.tunggu(&layanan, &[]).await?;
    let fakta = app.log.stream(AliranId::perkara(id), Values::Sealed).await?;
    if fakta.is_empty() {
        return Err(Masalah::tidak_ada("perkara ini"));
    }
    let salinan = fakta.into_iter().rev().filter_map(|tercatat| {
        let (tempat, event) = tercatat.pisah();
        let Semua::Perkara(event) = event else { return None };
        let Event::SalinanDihitamkan(fakta) = *event else { return None };
        let kotak =
            |kotak: KotakHitam| TampilanKotak { halaman: kotak.halaman, dasar: kotak.dasar };
        Some(TampilanSalinan {
            posisi: tempat.position,
            tanggal: tempat.occurred_at.tanggal(app.zona),
            oleh: tempat.actor.to_string(),
            dokumen: fakta.dokumen,
            salinan: fakta.salinan.id,
            ukuran_bytes: fakta.salinan.ukuran_bytes,
            sk: fakta.sk,
            kotak: fakta.kotak.into_iter().map(kotak).collect(),
        })
    });
    Ok(Tampak::baru(posisi, DaftarSalinan { salinan: salinan.collect() }))
}

async fn lihat(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    Extension(pelaku): Extension<Pelaku>,
    Kiriman(kiriman): Kiriman<PembukaanHalaman>,
) -> Result<Json<HalamanDokumen>, Masalah> {
    let (app, PembukaanHalaman { perintah, keperluan, dokumen: satu, dari, kotak }) =
        (&layanan.app, kiriman);
    if dari == 0 {
        return Err(Masalah::kolom("dari", "halaman dihitung dari 1"));
    }
    let (pemilik, berkas) = dokumen(app, &pelaku, id, satu).await?;
    // Taken down before anything is shown, once for all its pages.
    let isi = ("DataPribadiDilihat", id, pelaku.aktor(), satu, &keperluan);
    let isi = serde_json::to_vec(&isi).map_err(anyhow::Error::from)?;
    catat_penglihatan(app, &pelaku, id, (perintah, isi), (keperluan, 1)).await?;
    let halaman = app.gambar_dokumen((pemilik, &berkas), (dari, SEKALI), &kotak).await?;
    let gambar = halaman.gambar.into_iter();
    let gambar =
        gambar.map(|(halaman, png)| GambarHalaman { halaman, png: STANDARD.encode(png) }).collect();
    Ok(Json(HalamanDokumen { berkas, banyak: halaman.semua.len(), gambar }))
}

async fn buat(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    Extension(pelaku): Extension<Pelaku>,
    Kiriman(kiriman): Kiriman<PerintahPenghitaman>,
) -> Result<Hasil, Masalah> {
    let app = &layanan.app;
    let isi =
        serde_json::to_vec(&("SalinanDihitamkan", id, &kiriman)).map_err(anyhow::Error::from)?;
    let PerintahPenghitaman { perintah, dokumen: satu, kotak, sk } = kiriman;
    if let Some(outcome) = app.log.outcome(perintah, &isi).await? {
        return Ok(Hasil::dari(app, AliranId::perkara(id), outcome).await?);
    }
    let mut fakta = calon(satu, kotak, sk)?;
    // Whether it may be made at all, before anything is opened or kept.
    periksa_dahulu(app, id, &fakta).await?;
    let (pemilik, berkas) = dokumen(app, &pelaku, id, satu).await?;
    catat(app, &pelaku, id, (perintah, satu)).await?;
    let kantor = nama_kantor(&layanan);
    let pdf = app.hitamkan(id, (pemilik, &berkas), &fakta, kantor).await?;
    let unggahan = app.unggah(nama_salinan(), &pdf).await;
    fakta.salinan = unggahan.map_err(|galat| tak_diterima("dokumen", galat))?;
    let tawaran = Tawaran {
        command: perintah,
        actor: pelaku.aktor(),
        perkara: id,
        events: vec![(Event::SalinanDihitamkan(fakta), waktu(app, None)?)],
        cara: Cara::Terbitkan,
        kiriman: Some(isi),
    };
    perkara_ditawari(app, tawaran, Syarat::Ada).await
}

async fn periksa_dahulu(
    app: &App,
    perkara: Uuid,
    fakta: &SalinanDihitamkan,
) -> Result<(), Masalah> {
    let state = app.perkara(perkara).await?;
    Syarat::Ada.periksa(state.versi)?;
    let aturan = app.aturan().await?;
    let event = Event::SalinanDihitamkan(fakta.clone());
    state.decide(event, waktu(app, None)?, Cara::Terbitkan, &aturan)?;
    Ok(())
}

/// Takes down that the document is opened to be blacked out.
async fn catat(
    app: &App,
    pelaku: &Pelaku,
    perkara: Uuid,
    (perintah, dokumen): (Uuid, Uuid),
) -> Result<(), Masalah> {
    let keperluan = Label::try_new("menghitamkan dokumen").map_err(anyhow::Error::from)?;
    let isi = ("DataPribadiDilihat", perkara, pelaku.aktor(), dokumen);
    let isi = serde_json::to_vec(&isi).map_err(anyhow::Error::from)?;
    let perintah = Uuid::new_v5(&perintah, b"penglihatan");
    catat_penglihatan(app, pelaku, perkara, (perintah, isi), (keperluan, 1)).await?;
    Ok(())
}

fn nama_kantor(layanan: &Layanan) -> String {
    let kantor = layanan.app.kantor();
    let ditetapkan = kantor.ditetapkan.as_ref().map(|kantor| kantor.nama.to_string());
    ditetapkan.unwrap_or_else(|| layanan.kantor.nama.clone())
}
