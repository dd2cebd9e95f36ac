//! The scheduler: every minute it looks which job is due.
//!
//! The scheduler's own schedules know neither the office's calendar nor what was
//! missed while nobody ran, and a tick may be lost under load; so it has one
//! entry, and what is due is decided by what was done.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use tokio::sync::RwLock;
use tokio_cron_scheduler::{Job as Detak, JobScheduler};
use uuid::Uuid;

use super::{SEMUA, giliran, jatuh_tempo};
use crate::app::App;
use crate::log::new_id;

const SETIAP_MENIT: &str = "0 * * * * *";
/// How long jobs under way may take after the word to stop.
const BATAS_BERHENTI: Duration = Duration::from_secs(20);

/// A scheduler that runs.
pub struct Penjadwal {
    jam: JobScheduler,
    /// Held for reading by each round.
    berjalan: Arc<RwLock<()>>,
}

impl Penjadwal {
    /// Does what is due now, and from then on what becomes due.
    pub async fn mulai(app: Arc<App>) -> anyhow::Result<Self> {
        let proses = new_id(app.clock.now());
        let berjalan = Arc::new(RwLock::new(()));
        let jam = JobScheduler::new().await.context("penjadwal tidak dapat dibuat")?;
        let (milik, zona) = (berjalan.clone(), app.zona.offset());
        let (pertama, kunci) = (app.clone(), berjalan.clone());
        let detak = Detak::new_async_tz(SETIAP_MENIT, zona, move |_, _| {
            let (app, berjalan) = (app.clone(), milik.clone());
            Box::pin(async move {
                let _berjalan = berjalan.read().await;
                putaran(&app, proses).await;
            })
        });
        jam.add(detak?).await.context("penjadwal tidak dapat diisi")?;
        jam.start().await.context("penjadwal tidak dapat dimulai")?;
        tokio::spawn(async move {
            let _berjalan = kunci.read().await;
            putaran(&pertama, proses).await;
        });
        Ok(Penjadwal { jam, berjalan })
    }

    /// Begins nothing more, and waits for what is under way.
    pub async fn henti(mut self) {
        if let Err(galat) = self.jam.shutdown().await {
            tracing::warn!(%galat, "penjadwal tidak berhenti dengan tertib");
        }
        if tokio::time::timeout(BATAS_BERHENTI, self.berjalan.write()).await.is_err() {
            tracing::warn!("pekerjaan yang belum selesai ditinggalkan; proses lain melanjutkannya");
        }
    }
}

/// Runs every job that is due and not done, one after the other: the digest tells
/// of the alarms of its morning. One that takes long holds the others up until
/// the next round alone.
pub async fn putaran(app: &App, proses: Uuid) {
    let kini = app.clock.now();
    let aturan = match app.aturan().await {
        Ok(aturan) => aturan,
        Err(galat) => {
            tracing::warn!(galat = format!("{galat:#}"), "pekerjaan tertahan");
            return;
        }
    };
    for job in SEMUA {
        let Some(jadwal) = jatuh_tempo(job, app, &aturan.kerja, kini) else { continue };
        match giliran(app, job, proses, kini, Some(jadwal)).await {
            Ok(None) => {}
            Ok(Some(hasil)) => tracing::info!(pekerjaan = job.nama, hasil, "pekerjaan selesai"),
            Err(galat) => {
                let galat = format!("{galat:#}");
                tracing::warn!(pekerjaan = job.nama, galat, "pekerjaan gagal");
            }
        }
    }
}
