//! What Jejak does by itself: when each job ran, what it did, when it is next
//! due; and the ladders by which alarms are raised.

use axum::extract::State;
use axum::http::Method;
use axum::routing::get;
use chrono::{DateTime, Utc};
use events::alarm::{JenisAlarm, SEMUA_JENIS, Tangga};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Layanan;
use super::akses::Akses;
use super::jawaban::Tampak;
use super::masalah::Masalah;
use super::parameter::{Halaman, Laman, Pandangan, Segar, Tanya};
use super::rute::Rute;
use crate::jobs;

/// One job.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct TampilanPekerjaan {
    pub nama: String,
    pub kalimat: String,
    pub jadwal: String,
    /// When it last began and ended; null where it never did.
    pub mulai: Option<DateTime<Utc>>,
    pub selesai: Option<DateTime<Utc>>,
    pub berhasil: Option<bool>,
    /// What it did, or why it failed.
    pub hasil: Option<String>,
    pub berjalan: bool,
    pub berikut: Option<DateTime<Utc>>,
}

/// The ladder of a kind of tenggat.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct TampilanTangga {
    pub jenis: JenisAlarm,
    pub nama: String,
    pub tangga: Tangga,
    /// The office has not said otherwise.
    pub bawaan: bool,
}

pub(super) fn rute() -> Vec<Rute> {
    vec![
        Rute::baru(
            Method::GET,
            "/api/v1/pekerjaan",
            "pekerjaan",
            "Pekerjaan berkala: terakhir dijalankan, apa hasilnya, kapan berikutnya",
            Akses::ACUAN,
            get(daftar),
        )
        .menanya::<Halaman>()
        .menanya::<Segar>()
        .menjawab_laman::<TampilanPekerjaan>(),
        Rute::baru(
            Method::GET,
            "/api/v1/kantor/tangga-alarm",
            "kantor_tangga_alarm",
            "Pada hari kerja ke berapa alarm setiap jenis tenggat dibunyikan, dan kepada siapa",
            Akses::BACA_ACUAN,
            get(tangga),
        )
        .menanya::<Halaman>()
        .menanya::<Segar>()
        .menjawab_laman::<TampilanTangga>(),
    ]
}

async fn daftar(
    State(layanan): State<Layanan>,
    pandangan: Pandangan,
    Tanya(halaman): Tanya<Halaman>,
) -> Result<Tampak<Laman<TampilanPekerjaan>>, Masalah> {
    let posisi = pandangan.tunggu(&layanan, &[]).await?;
    let semua = jobs::daftar(&layanan.app).await?;
    let kunci = |satu: &jobs::Keadaan| satu.job.nama.to_owned();
    let bentuk = |satu: jobs::Keadaan| {
        let riwayat = satu.riwayat;
        TampilanPekerjaan {
            nama: satu.job.nama.to_owned(),
            kalimat: satu.job.kalimat.to_owned(),
            jadwal: satu.job.jadwal.to_string(),
            mulai: riwayat.as_ref().and_then(|r| r.mulai),
            selesai: riwayat.as_ref().and_then(|r| r.selesai),
            berhasil: riwayat.as_ref().and_then(|r| r.berhasil),
            berjalan: riwayat.as_ref().is_some_and(|r| r.berjalan),
            hasil: riwayat.and_then(|r| r.hasil),
            berikut: satu.berikut,
        }
    };
    let laman = Laman::potongan("pekerjaan", posisi, semua, &halaman, kunci, bentuk)?;
    Ok(Tampak::baru(posisi, laman))
}

async fn tangga(
    State(layanan): State<Layanan>,
    pandangan: Pandangan,
    Tanya(halaman): Tanya<Halaman>,
) -> Result<Tampak<Laman<TampilanTangga>>, Masalah> {
    let posisi = pandangan.tunggu(&layanan, &[]).await?;
    let kantor = layanan.app.kantor_kini().await?;
    let semua: Vec<(usize, JenisAlarm)> = SEMUA_JENIS.into_iter().enumerate().collect();
    let kunci = |(urut, _): &(usize, JenisAlarm)| *urut;
    let bentuk = |(_, jenis): (usize, JenisAlarm)| {
        let tangga = kantor.tangga(jenis);
        let bawaan = tangga == Tangga::bawaan(jenis);
        TampilanTangga { jenis, nama: jenis.nama().to_owned(), tangga, bawaan }
    };
    let laman = Laman::potongan("tangga-alarm", posisi, semua, &halaman, kunci, bentuk)?;
    Ok(Tampak::baru(posisi, laman))
}
