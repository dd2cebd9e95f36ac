//! Alarms: two simulated years beside a plain second implementation, two
//! processes at once, death half-way, ends that move.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

mod cerita;
mod kewajiban;
mod polos;
mod sekali;
mod simulasi;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use events::alarm::AlarmDibunyikan;
use events::pendamping::Event as Pendamping;
use events::waktu::Zona;
use events::{Event, Tercatat};
use jejak::app::{App, Chance};
use jejak::berkas::TempatBerkas;
use jejak::clock::Clock;
use jejak::config::{Config, Database};
use jejak::log::Values;
use sqlx::ConnectOptions as _;
use tempfile::TempDir;
use uuid::Uuid;

use crate::harness::empty_database;

/// One process after another, or at once, over one database and one clock.
pub(crate) struct Rumah {
    config: Config,
    pub clock: Clock,
    _folder: TempDir,
}

impl Rumah {
    pub(crate) async fn baru(clock: Clock, zona: Zona) -> Self {
        let (owner, service) = empty_database().await;
        let folder = tempfile::tempdir().unwrap();
        let database = Database::Server {
            url: service.to_url_lossy().to_string(),
            migrate_url: Some(owner.to_url_lossy().to_string()),
        };
        let berkas = TempatBerkas::Folder(folder.path().join("berkas"));
        let (kunci, surel) = (folder.path().join("kunci"), folder.path().join("surel"));
        let config = Config {
            database,
            zona,
            kunci,
            berkas,
            surel,
            penanda: None,
            saksi: Vec::new(),
            otoritas: None,
            kepada_checkpoint: Vec::new(),
        };
        Rumah { config, clock, _folder: folder }
    }

    /// A process; each draws its own chance.
    pub(crate) async fn proses(&self, benih: u64) -> App {
        App::open(&self.config, self.clock.clone(), Chance::Seed(benih)).await.unwrap()
    }
}

/// Which rung of which end of which tenggat: what stands in the log once.
pub(crate) type Kunci = (Uuid, &'static str, Option<Uuid>, NaiveDate, i32);

pub(crate) fn kunci(subjek: Uuid, alarm: &AlarmDibunyikan) -> Kunci {
    let tenggat = &alarm.tenggat;
    let unit = tenggat.unit.map(|unit| unit.0);
    (subjek, tenggat.jenis.nama(), unit, tenggat.paling_awal, alarm.anak_tangga)
}

/// Every alarm of the log.
pub(crate) async fn alarm(app: &App) -> Vec<Tercatat<AlarmDibunyikan>> {
    let fakta = app.log.replay(0, Values::Sealed).await.unwrap();
    let satu = fakta.into_iter().filter_map(|tercatat| match tercatat.pisah() {
        (tempat, Event::Pendamping(Pendamping::AlarmDibunyikan(alarm))) => {
            Some(tempat.ganti(alarm))
        }
        _ => None,
    });
    satu.collect()
}

/// How often each rung stands in the log.
pub(crate) async fn berapa_kali(app: &App) -> BTreeMap<Kunci, usize> {
    let mut kali = BTreeMap::new();
    for satu in alarm(app).await {
        *kali.entry(kunci(satu.stream.id, &satu.event)).or_default() += 1;
    }
    kali
}

pub(crate) fn saat(teks: &str) -> DateTime<Utc> {
    teks.parse().unwrap()
}
