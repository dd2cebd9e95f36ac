//! The office for everybody: its name, its texts and costs; and each change of
//! them, which is a fact.

use std::collections::BTreeMap;

use axum::Extension;
use axum::extract::State;
use axum::http::Method;
use axum::routing::get;
use chrono::{DateTime, Utc};
use events::Event as Fakta;
use events::impor::peta::PetaImporDitetapkan;
use events::kantor::{
    BiayaSalinanDitetapkan, Event, JenisTeks, Kantor, KantorDitetapkan, KodeMasukDiwajibkan,
    NamaPeran, SEMUA_TEKS, TanggaAlarmDitetapkan, TeksDitetapkan, aliran,
};
use events::laporan::periode::PeriodeLaporanDitetapkan;
use events::pengguna::JenisPeran;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::jawaban::Tampak;
use super::masalah::Masalah;
use super::parameter::{Halaman, Laman, Pandangan, Segar, Tanya};
use super::perintah::{langkah, tunggal};
use super::rute::Rute;
use crate::log::Values;

/// The office as it is now.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct TampilanKantor {
    pub nama: String,
    pub kop: Vec<String>,
    /// The zone in which its days begin.
    pub zona: String,
    /// Roles that have a name of their own here.
    pub peran: Vec<NamaPeran>,
    /// Texts that are not empty.
    pub teks: BTreeMap<String, String>,
    /// Standards of costs, the oldest first; the last that has begun holds.
    pub biaya: Vec<BiayaSalinanDitetapkan>,
    /// Of whom a code is asked at sign-in; shown to officials alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wajib_kode: Option<Vec<JenisPeran>>,
    pub versi: u32,
}

/// One change, with what it says.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct PerubahanKantor {
    pub versi: u32,
    pub dicatat: DateTime<Utc>,
    pub oleh: String,
    pub fakta: Event,
}

pub(super) fn rute() -> Vec<Rute> {
    let mut semua = tetapkan();
    semua.extend(baca());
    semua
}

fn tetapkan() -> Vec<Rute> {
    vec![
        tunggal::<Kantor, KantorDitetapkan>(
            langkah(
                "KantorDitetapkan",
                "Tetapkan nama, kop, dan sebutan peran kantor",
                Akses::PENGELOLA,
            ),
            aliran(),
            Event::KantorDitetapkan,
        ),
        tunggal::<Kantor, KodeMasukDiwajibkan>(
            langkah(
                "KodeMasukDiwajibkan",
                "Wajibkan kode masuk bagi peran-peran ini",
                Akses::PENGELOLA,
            ),
            aliran(),
            Event::KodeMasukDiwajibkan,
        ),
        tunggal::<Kantor, TeksDitetapkan>(
            langkah(
                "TeksDitetapkan",
                "Tetapkan maklumat, SOP, atau teks layanan lain (Pasal 47-48 Perki 1/2021)",
                Akses::ACUAN,
            ),
            aliran(),
            Event::TeksDitetapkan,
        ),
        tunggal::<Kantor, BiayaSalinanDitetapkan>(
            langkah(
                "BiayaSalinanDitetapkan",
                "Tetapkan standar biaya salinan (Pasal 37 Perki 1/2021)",
                Akses::ACUAN,
            ),
            aliran(),
            Event::BiayaSalinanDitetapkan,
        ),
        tunggal::<Kantor, TanggaAlarmDitetapkan>(
            langkah(
                "TanggaAlarmDitetapkan",
                "Tetapkan pada hari kerja ke berapa alarm dibunyikan, dan kepada siapa",
                Akses::PENGELOLA,
            ),
            aliran(),
            Event::TanggaAlarmDitetapkan,
        ),
        tunggal::<Kantor, PeriodeLaporanDitetapkan>(
            langkah(
                "PeriodeLaporanDitetapkan",
                "Tetapkan periode laporan unit dan batas penyampaiannya",
                Akses::ACUAN,
            ),
            aliran(),
            Event::PeriodeLaporanDitetapkan,
        ),
        tunggal::<Kantor, PetaImporDitetapkan>(
            langkah(
                "PetaImporDitetapkan",
                "Simpan peta kolom untuk mengimpor register atau DIP",
                Akses::PPID,
            ),
            aliran(),
            Event::PetaImporDitetapkan,
        ),
    ]
}

fn baca() -> Vec<Rute> {
    vec![
        Rute::baru(
            Method::GET,
            "/api/v1/kantor",
            "kantor",
            "Kantor: nama, teks layanan, dan biaya salinan",
            Akses::SIAPA_SAJA,
            get(kantor),
        )
        .menanya::<Segar>()
        .menjawab::<TampilanKantor>(),
        Rute::baru(
            Method::GET,
            "/api/v1/kantor/riwayat",
            "kantor_riwayat",
            "Setiap perubahan pada kantor, yang lama dahulu",
            Akses::BACA_ACUAN,
            get(riwayat),
        )
        .menanya::<Halaman>()
        .menanya::<Segar>()
        .menjawab_laman::<PerubahanKantor>(),
    ]
}

/// A text's name in the log.
pub fn nama_teks(jenis: JenisTeks) -> &'static str {
    match jenis {
        JenisTeks::Maklumat => "maklumat",
        JenisTeks::Sop => "sop",
        JenisTeks::JamLayanan => "jam_layanan",
        JenisTeks::Alamat => "alamat",
        JenisTeks::Kontak => "kontak",
        JenisTeks::Disabilitas => "disabilitas",
    }
}

async fn kantor(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    pandangan: Pandangan,
) -> Result<Tampak<TampilanKantor>, Masalah> {
    let posisi = pandangan.tunggu(&layanan, &[]).await?;
    let app = &layanan.app;
    let kantor = app.kantor_kini().await?;
    let versi = app.log.versions(&[aliran()]).await?.first().copied().unwrap_or_default();
    let ditetapkan = kantor.ditetapkan.as_ref();
    let teks = SEMUA_TEKS
        .into_iter()
        .filter_map(|jenis| Some((nama_teks(jenis).to_owned(), kantor.teks(jenis)?.to_owned())));
    let nama = ditetapkan.map_or_else(|| layanan.kantor.nama.clone(), |d| d.nama.to_string());
    let isi = TampilanKantor {
        nama,
        kop: ditetapkan
            .map(|d| d.kop.iter().map(ToString::to_string).collect())
            .unwrap_or_default(),
        zona: app.zona.to_string(),
        peran: ditetapkan.map(|d| d.peran.clone()).unwrap_or_default(),
        teks: teks.collect(),
        biaya: kantor.semua_biaya().to_vec(),
        wajib_kode: (pelaku != Pelaku::Publik).then(|| kantor.wajib_kode().to_vec()),
        versi,
    };
    Ok(Tampak::baru(posisi, isi))
}

async fn riwayat(
    State(layanan): State<Layanan>,
    pandangan: Pandangan,
    Tanya(halaman): Tanya<Halaman>,
) -> Result<Tampak<Laman<PerubahanKantor>>, Masalah> {
    let posisi = pandangan.tunggu(&layanan, &[]).await?;
    // Its texts stood on the front page: they are sealed to be erasable, not secret.
    let fakta = layanan.app.log.stream(aliran(), Values::Open).await?;
    let perubahan = fakta.into_iter().filter_map(|tercatat| match tercatat.event {
        Fakta::Kantor(fakta) => Some(PerubahanKantor {
            versi: tercatat.version,
            dicatat: tercatat.recorded_at,
            oleh: tercatat.actor.to_string(),
            fakta,
        }),
        _ => None,
    });
    let kunci = |satu: &PerubahanKantor| satu.versi;
    let laman =
        Laman::potongan("kantor", posisi, perubahan.collect(), &halaman, kunci, |satu| satu)?;
    Ok(Tampak::baru(posisi, laman))
}
