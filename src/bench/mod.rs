//! How fast the log is, beside what the same PostgreSQL can do at all.
//!
//! Each measurement is one file, and stands in `SEMUA`: it measures the log
//! and then, on the same server in the same run, the limit of the same work
//! done barely. A figure without its limit says more about the machine.

mod alarm;
mod append;
mod batch;
mod beban;
mod data;
mod http;
pub mod laman;
mod limit;
mod rebuild;
mod replay;
mod verify;

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, ensure};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::app::{App, Chance};
use crate::clock::Clock;
use crate::config::{Config, Database};
use data::Data;
use limit::Limit;
pub use rebuild::{Bangunan, LAJU, MEMORI_MB};

/// A figure beside its limit.
#[derive(Clone, Debug)]
pub struct Ukuran {
    pub apa: String,
    pub satuan: &'static str,
    pub hasil: f64,
    /// What is measured beside it, in the same unit.
    pub batas: f64,
    pub pembatas: &'static str,
    /// What part of the limit, or how many times it, is wanted; `None` where the
    /// figure only informs.
    pub target: Option<f64>,
}

impl Ukuran {
    pub fn rasio(&self) -> f64 {
        self.hasil / self.batas
    }

    pub fn tercapai(&self) -> Option<bool> {
        self.target.map(|target| self.rasio() >= target)
    }
}

/// What every measurement works on.
struct Alat {
    app: Arc<App>,
    limit: Limit,
    data: Data,
}

/// One measurement: what it is called while it runs, and how it is made.
struct Pengukuran {
    nama: &'static str,
    ukur: for<'a> fn(&'a mut Alat) -> BoxFuture<'a, anyhow::Result<Vec<Ukuran>>>,
}

/// Every measurement on the finished log, in the order of the report: what reads
/// comes before what makes it longer.
const SEMUA: &[Pengukuran] = &[
    Pengukuran { nama: "replay", ukur: |alat| replay::ukur(alat).boxed() },
    Pengukuran { nama: "verify", ukur: |alat| verify::ukur(alat).boxed() },
    Pengukuran { nama: "append satu fakta", ukur: |alat| append::ukur(alat).boxed() },
    Pengukuran { nama: "perintah lewat HTTP", ukur: |alat| http::ukur(alat).boxed() },
    Pengukuran { nama: "append banyak fakta", ukur: |alat| batch::ukur(alat).boxed() },
    Pengukuran { nama: "alarm", ukur: |alat| alarm::ukur(alat).boxed() },
];

/// How fast single facts were appended to a log of some size.
#[derive(Clone, Copy, Debug)]
pub struct Pertumbuhan {
    pub fakta: u64,
    pub append_per_detik: f64,
}

#[derive(Debug)]
pub struct Laporan {
    pub fakta: u64,
    pub bita_per_daun: u64,
    pub ukuran: Vec<Ukuran>,
    pub pertumbuhan: Vec<Pertumbuhan>,
    pub bangunan: Vec<Bangunan>,
}

/// What the run says while it works.
pub trait Pengamat {
    /// A stage begins; of so many steps, where that is known.
    fn tahap(&self, nama: &str, langkah: u64);
    fn maju(&self, sampai: u64);
}

/// Measures everything on a log of this many facts, in a data folder that holds
/// nothing yet, unless `berhenti` comes first.
pub async fn jalankan(
    config: &Config,
    fakta: u64,
    pengamat: &impl Pengamat,
    berhenti: impl Future<Output = ()>,
) -> anyhow::Result<Laporan> {
    let Database::Embedded(folder) = &config.database else {
        anyhow::bail!("pengukuran memakai basis data tertanam");
    };
    ensure!(!berisi(folder), "folder {} berisi; pilih folder kosong", folder.display());
    pengamat.tahap("menyiapkan PostgreSQL", 0);
    let app = Arc::new(App::open(config, Clock::System, Chance::System).await?);
    let (alat, hasil) = match Limit::siapkan(&app).await {
        Ok(limit) => {
            let data = Data::baru(StdRng::seed_from_u64(2026));
            let mut alat = Alat { app, limit, data };
            // Whoever ends it early still waits for the server to stop in order.
            let hasil = tokio::select! {
                hasil = ukur(&mut alat, fakta, pengamat) => hasil,
                () = berhenti => Err(anyhow::anyhow!("pengukuran dihentikan")),
            };
            (alat.app, hasil)
        }
        Err(error) => (app, Err(error)),
    };
    alat.close().await?;
    hasil
}

async fn ukur(alat: &mut Alat, fakta: u64, pengamat: &impl Pengamat) -> anyhow::Result<Laporan> {
    let (mut pertumbuhan, mut bangunan) = (Vec::new(), Vec::new());
    for bagian in [8, 4, 2, 1] {
        let sampai = fakta / bagian;
        pengamat.tahap("menulis perkara", sampai);
        let Alat { app, data, .. } = &mut *alat;
        data.tulis(app, sampai, |posisi| pengamat.maju(posisi)).await?;
        if [8, 1].contains(&bagian) {
            pengamat.tahap("membangun ulang tampilan", 0);
            bangunan.push(rebuild::ukur(alat).await?);
        }
        pengamat.tahap("append pada ukuran ini", 0);
        let append_per_detik = append::pada_ukuran_ini(alat).await?;
        let fakta = alat.app.log.position().await?;
        pertumbuhan.push(Pertumbuhan { fakta, append_per_detik });
    }
    alat.limit.rapikan().await?;
    let mut ukuran = Vec::new();
    for pengukuran in SEMUA {
        pengamat.tahap(pengukuran.nama, 0);
        let hasil = (pengukuran.ukur)(alat).await;
        ukuran.extend(hasil.with_context(|| pengukuran.nama)?);
    }
    let bita_per_daun = alat.limit.bita_per_daun().await?;
    let fakta = alat.app.log.position().await?;
    Ok(Laporan { fakta, bita_per_daun, ukuran, pertumbuhan, bangunan })
}

fn berisi(folder: &Path) -> bool {
    std::fs::read_dir(folder).is_ok_and(|mut isi| isi.next().is_some())
}

/// The median of an odd number of repetitions.
fn median(mut hasil: Vec<f64>) -> f64 {
    hasil.sort_by(f64::total_cmp);
    hasil[hasil.len() / 2]
}

/// So many in the time since.
#[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
fn per_detik(jumlah: u64, mulai: Instant) -> f64 {
    jumlah as f64 / mulai.elapsed().as_secs_f64()
}
