//! What Jejak does by itself: every job with its schedule stands in one list.
//!
//! A job may run twice, and in two processes at once. One process runs it at a
//! time; whatever it missed it does when it is next due.

pub mod alarm;
mod checkpoint;
mod jadwal;
mod kewajiban;
pub(crate) mod laporan;
mod pelindungan;
mod penghapusan;
mod penjadwal;
mod ringkasan;
mod sapu;
pub mod sewa;
mod stempel;

use chrono::{DateTime, NaiveTime, Utc};
use events::hari_kerja::KalenderKerja;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use uuid::Uuid;

use crate::app::App;
use crate::log::new_id;

pub use jadwal::Jadwal;
pub use penjadwal::{Penjadwal, putaran};
use sewa::{BatasSewa, Riwayat};

/// One job.
pub struct Job {
    pub nama: &'static str,
    pub kalimat: &'static str,
    pub jadwal: Jadwal,
    /// Does it as at a moment, and says what it did.
    jalan: for<'a> fn(&'a App, DateTime<Utc>) -> BoxFuture<'a, anyhow::Result<String>>,
}

/// Every job.
pub const SEMUA: &[Job] = &[
    Job {
        nama: "alarm",
        kalimat: "Membunyikan alarm tenggat dan menghentikan yang tidak berlaku lagi",
        jadwal: Jadwal::HariKerja { mulai: pukul(7, 30), sampai: pukul(16, 0) },
        jalan: |app, pada| alarm::run(app, pada).boxed(),
    },
    Job {
        nama: "ringkasan",
        kalimat: "Mengirim ringkasan pagi kepada petugas yang punya urusan hari ini",
        jadwal: Jadwal::HariKerja { mulai: pukul(7, 30), sampai: pukul(12, 0) },
        jalan: |app, pada| ringkasan::run(app, pada).boxed(),
    },
    Job {
        nama: "sapu",
        kalimat: "Membuang draf kedaluwarsa, berkas yang tidak jadi dipakai, dan surel lama",
        jadwal: Jadwal::Menit(60),
        jalan: |app, pada| sapu::run(app, pada).boxed(),
    },
    Job {
        nama: "penghapusan",
        kalimat: "Menyelesaikan penghapusan data pribadi yang disetujui dan terhenti",
        jadwal: Jadwal::Menit(15),
        jalan: |app, _| penghapusan::run(app).boxed(),
    },
    Job {
        nama: "pelindungan",
        kalimat: "Mengingatkan batas 3 x 24 jam pelindungan data pribadi, juga pada hari libur",
        jadwal: Jadwal::Menit(15),
        jalan: |app, pada| pelindungan::run(app, pada).boxed(),
    },
    Job {
        nama: "laporan",
        kalimat: "Menyusun laporan setiap unit pada hari kerja pertama sesudah periodenya",
        jadwal: Jadwal::HariKerja { mulai: pukul(7, 0), sampai: pukul(16, 0) },
        jalan: |app, pada| laporan::run(app, pada).boxed(),
    },
    Job {
        nama: "checkpoint",
        kalimat: "Meminta penanda menandatangani akar log, dan menerbitkannya",
        jadwal: Jadwal::Menit(1),
        jalan: |app, _| checkpoint::run(app).boxed(),
    },
    Job {
        nama: "stempel",
        kalimat: "Meminta stempel waktu RFC 3161 atas checkpoint terbaru, sekali sehari",
        jadwal: Jadwal::Menit(15),
        jalan: |app, _| stempel::run(app).boxed(),
    },
];

/// When somebody may be told of an alarm: nobody at night, nor on a closed day.
pub const JAM_ALARM: Jadwal = Jadwal::HariKerja { mulai: pukul(7, 0), sampai: pukul(17, 0) };

const fn pukul(jam: u32, menit: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(jam, menit, 0).expect("a time of day")
}

/// A job, when it ran, and when it is next due.
pub struct Keadaan {
    pub job: &'static Job,
    pub riwayat: Option<Riwayat>,
    pub berikut: Option<DateTime<Utc>>,
}

/// Why a job did not run.
#[derive(Debug, thiserror::Error)]
pub enum TidakDijalankan {
    #[error("pekerjaan ini sedang dijalankan proses lain; coba lagi setelah selesai")]
    SedangBerjalan,
    #[error(transparent)]
    Gagal(#[from] anyhow::Error),
}

/// The job of this name.
pub fn cari(nama: &str) -> Option<&'static Job> {
    SEMUA.iter().find(|job| job.nama == nama)
}

/// Every job and how it stands.
pub async fn daftar(app: &App) -> anyhow::Result<Vec<Keadaan>> {
    let mut riwayat = sewa::semua(&app.pool).await?;
    let aturan = app.aturan().await?;
    let kini = app.clock.now();
    let satu = |job: &'static Job| Keadaan {
        job,
        riwayat: riwayat.remove(job.nama),
        berikut: job.jadwal.berikut(kini, app.zona, &aturan.kerja),
    };
    Ok(SEMUA.iter().map(satu).collect())
}

/// Runs a job now, as at a moment, unless another process is at it.
pub async fn jalankan(
    app: &App,
    job: &Job,
    pada: DateTime<Utc>,
) -> Result<String, TidakDijalankan> {
    let proses = new_id(app.clock.now());
    giliran(app, job, proses, pada, None).await?.ok_or(TidakDijalankan::SedangBerjalan)
}

/// Runs a job for a scheduled moment, where that was not done and nobody is at
/// it. What it said is kept; nothing where it was not its turn.
async fn giliran(
    app: &App,
    job: &Job,
    proses: Uuid,
    pada: DateTime<Utc>,
    jadwal: Option<DateTime<Utc>>,
) -> anyhow::Result<Option<String>> {
    let batas = BatasSewa::default();
    if !sewa::ambil(&app.pool, (job.nama, proses), app.clock.now(), jadwal, batas).await? {
        return Ok(None);
    }
    let hasil = tokio::select! {
        hasil = (job.jalan)(app, pada) => hasil,
        galat = sewa::jaga(&app.pool, (job.nama, proses), batas) => Err(galat),
    };
    let kata = match &hasil {
        Ok(kata) => Ok(kata.as_str()),
        Err(galat) => Err(format!("{galat:#}")),
    };
    let kata = kata.as_ref().copied().map_err(String::as_str);
    sewa::selesai(&app.pool, (job.nama, proses), app.clock.now(), jadwal, kata).await?;
    hasil.map(Some)
}

/// The latest scheduled moment that has come, where it still counts.
fn jatuh_tempo(
    job: &Job,
    app: &App,
    kerja: &KalenderKerja,
    kini: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    job.jadwal.terakhir(kini, app.zona, kerja)
}
