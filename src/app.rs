//! The application: configuration, clock, database and log in one place.

mod tawaran;

use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use anyhow::{Context, ensure};
use chrono::{DateTime, NaiveDate, Utc};
use events::aturan::Aturan;
use events::event::Event;
use events::kantor::Kantor;
use events::waktu::Zona;
use events::{AliranId, Ditolak, JenisAliran, Perkara, Sengketa};
use projections::catatan::{Catatan, Sudut};
use rand::SeedableRng;
use rand::rngs::StdRng;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection, PgPool};
use uuid::Uuid;

use crate::berkas::Gudang;
use crate::checkpoint::penanda::TempatPenanda;
use crate::checkpoint::saksi::SaksiLuar;
use crate::checkpoint::stempel::Otoritas;
use crate::clock::Clock;
use crate::config::{Config, Database};
use crate::hapus::Tempat;
use crate::log::{self, AppendError, Log, MasterKey, Values};
use crate::postgres::Cluster;
use crate::proyeksi::Penjalan;
use crate::seed;

pub use tawaran::{Syarat, Tawaran, TawaranSengketa, aliran_perkara, subjek};

/// A server that is there answers sooner.
const CONNECT_WITHIN: Duration = Duration::from_secs(10);

pub struct App {
    pub log: Log,
    pub tampilan: Penjalan,
    /// Connections of readers.
    pub pool: PgPool,
    pub clock: Clock,
    pub zona: Zona,
    /// Where files lie.
    pub gudang: Gudang,
    /// Who signs the log.
    pub penanda: Option<TempatPenanda>,
    /// Witnesses of the log in other offices.
    pub saksi: Vec<SaksiLuar>,
    /// Who sets a time stamp on it.
    pub otoritas: Option<Otoritas>,
    /// Who gets the day's checkpoint by mail.
    pub kepada_checkpoint: Vec<String>,
    /// What was erased, beside the key, and where mails lie.
    pub(crate) penghapusan: Tempat,
    /// The office as it was last looked at, with its version.
    pub(crate) kantor: RwLock<(u32, Arc<Kantor>)>,
    /// Until it is stopped.
    cluster: Mutex<Option<Cluster>>,
}

/// Where chance comes from: the system, or a seed that gives the same log again.
#[derive(Clone, Copy, Debug)]
pub enum Chance {
    System,
    Seed(u64),
}

/// Why a command was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum HandleError {
    #[error(transparent)]
    Refused(#[from] Ditolak),
    #[error(transparent)]
    Append(#[from] AppendError),
    #[error("belum ada apa pun di sini; periksa alamatnya")]
    Missing,
    #[error("id ini sudah dipakai; kirim lagi dengan id baru")]
    Occupied,
    #[error("data ini sudah berada pada versi {found}; muat ulang lalu coba lagi")]
    OtherVersion { found: u32 },
    #[error(transparent)]
    Other(#[from] anyhow::Error),
}

impl App {
    /// Opens everything: starts the embedded cluster where there is no server,
    /// brings the schema up to date, seeds the calendar.
    pub async fn open(config: &Config, clock: Clock, chance: Chance) -> anyhow::Result<Self> {
        let (cluster, service, owner) = match &config.database {
            Database::Embedded(data) => {
                let cluster = Cluster::start_or_join(data).await?;
                let (service, owner) = (cluster.service(), cluster.owner());
                (Some(cluster), service, Some(owner))
            }
            Database::Server { url, migrate_url } => {
                let service = parse_url(url, "DATABASE_URL")?;
                let owner = migrate_url.as_deref().map(|url| parse_url(url, "JEJAK_MIGRATE_URL"));
                (None, service, owner.transpose()?)
            }
        };
        match Self::open_log(config, &service, owner, clock.clone(), chance).await {
            Ok((log, pool)) => {
                let tampilan = Penjalan::new(log.clone(), pool.clone(), config.zona);
                let cluster = Mutex::new(cluster);
                let gudang = Gudang::baru(config.berkas.clone());
                let (zona, kantor) = (config.zona, RwLock::default());
                let (penanda, saksi) = (config.penanda.clone(), config.saksi.clone());
                let otoritas = config.otoritas.clone();
                let kepada_checkpoint = config.kepada_checkpoint.clone();
                let penghapusan = Tempat::dari(config);
                let app = App {
                    log,
                    tampilan,
                    pool,
                    clock,
                    zona,
                    gudang,
                    penanda,
                    saksi,
                    otoritas,
                    kepada_checkpoint,
                    penghapusan,
                    kantor,
                    cluster,
                };
                seed::calendar(&app).await?;
                app.tampilan.pasang().await?;
                // Before anybody is served: what was erased stays erased.
                app.ulangi_penghapusan().await?;
                Ok(app)
            }
            Err(error) => {
                if let Some(cluster) = cluster {
                    cluster.stop().await?;
                }
                Err(error)
            }
        }
    }

    async fn open_log(
        config: &Config,
        service: &PgConnectOptions,
        owner: Option<PgConnectOptions>,
        clock: Clock,
        chance: Chance,
    ) -> anyhow::Result<(Log, PgPool)> {
        let mut rng = match chance {
            Chance::System => StdRng::try_from_rng(&mut rand::rngs::SysRng)
                .context("sistem tidak memberi bilangan acak")?,
            Chance::Seed(seed) => StdRng::seed_from_u64(seed),
        };
        let made = match owner {
            None => None,
            Some(owner) => Some(make_ready(config, service, &owner, &mut rng).await?),
        };
        let mut connection = connect(service, "DATABASE_URL").await?;
        let key = if let Some(key) = made {
            key
        } else {
            ensure!(
                !log::is_new(&mut connection).await?,
                "basis data ini belum disiapkan; jalankan sekali dengan JEJAK_MIGRATE_URL, sambungan pemilik skemanya"
            );
            MasterKey::open(&config.kunci, false, &mut rng)?
        };
        if log::is_too_powerful(&mut connection).await? {
            eprintln!(
                "jejak: peringatan: peran pada DATABASE_URL boleh mengubah log; pakai peran biasa, dan pemilik skema hanya pada JEJAK_MIGRATE_URL"
            );
        }
        connection.close().await?;
        let pool = log::connect(service)
            .await
            .context("basis data tidak dapat dihubungi; periksa DATABASE_URL")?;
        Ok((Log::open(pool.clone(), key, clock, rng).await?, pool))
    }

    /// Lets the log finish and stops the embedded cluster.
    pub async fn close(&self) -> anyhow::Result<()> {
        self.log.clone().close().await;
        let cluster = self.cluster.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(cluster) = cluster {
            cluster.stop().await?;
        }
        Ok(())
    }

    /// How the owner of the schema and the service reach the embedded cluster,
    /// where there is one.
    pub fn embedded(&self) -> Option<(PgConnectOptions, PgConnectOptions)> {
        let cluster = self.cluster.lock().unwrap_or_else(PoisonError::into_inner);
        cluster.as_ref().map(|cluster| (cluster.owner(), cluster.service()))
    }

    pub fn hari_ini(&self) -> NaiveDate {
        self.clock.hari_ini(self.zona)
    }

    /// The present as the log has it: its own clock may be ahead of the
    /// system's, and what was just recorded is not of tomorrow.
    pub async fn sudut_kini(&self) -> anyhow::Result<Sudut> {
        let (_, dicatat, _) = self.log.head().await?;
        Ok(self.sudut_sesudah(dicatat))
    }

    /// Now, when the last fact was recorded at a moment.
    pub fn sudut_sesudah(&self, dicatat: DateTime<Utc>) -> Sudut {
        let sebagaimana = self.clock.now().max(dicatat);
        Sudut { sebagaimana, menurut_catatan: false, zona: self.zona }
    }

    /// These cases, with all that an answer about them stands on, from one point
    /// of view.
    pub async fn catatan_untuk(&self, perkara: &[Uuid], sudut: Sudut) -> anyhow::Result<Catatan> {
        let dasar = self.tampilan.dasar().await?.pada(sudut);
        Ok(Catatan::di_atas(dasar, self.tampilan.fakta_untuk(perkara).await?, sudut))
    }

    /// Today's rules over today's calendar.
    pub async fn aturan(&self) -> anyhow::Result<Arc<Aturan>> {
        Ok(self.tampilan.dasar().await?.kini.aturan(self.hari_ini()).clone())
    }

    /// The state of a perkara, from its stream.
    pub async fn perkara(&self, id: Uuid) -> anyhow::Result<Perkara> {
        let fakta = self.log.stream(AliranId::perkara(id), Values::Sealed).await?;
        let fakta: Vec<_> = fakta
            .into_iter()
            .filter_map(|tercatat| match tercatat.pisah() {
                (tempat, Event::Perkara(event)) => Some(tempat.ganti(*event)),
                _ => None,
            })
            .collect();
        Ok(Perkara::dari(&fakta, self.zona))
    }

    /// The state of a sengketa, from its stream.
    pub async fn sengketa(&self, id: Uuid) -> anyhow::Result<Sengketa> {
        let aliran = AliranId { jenis: JenisAliran::Sengketa, id };
        let fakta = self.log.stream(aliran, Values::Sealed).await?;
        let fakta: Vec<_> = fakta
            .into_iter()
            .filter_map(|tercatat| match tercatat.pisah() {
                (tempat, Event::Sengketa(event)) => Some(tempat.ganti(event)),
                _ => None,
            })
            .collect();
        Ok(Sengketa::dari(&fakta, self.zona))
    }
}

/// Makes or migrates the schema, as its owner, and hands back the key that its
/// values are sealed with.
async fn make_ready(
    config: &Config,
    service: &PgConnectOptions,
    owner: &PgConnectOptions,
    rng: &mut StdRng,
) -> anyhow::Result<MasterKey> {
    let mut owner = connect(owner, "JEJAK_MIGRATE_URL").await?;
    let baru = log::is_new(&mut owner).await?;
    let key = MasterKey::open(&config.kunci, baru, rng)?;
    let id = uuid::Builder::from_random_bytes(log::random(rng)).into_uuid();
    log::prepare(&mut owner, &key, id, service.get_username()).await?;
    Ok(key)
}

fn parse_url(url: &str, name: &str) -> anyhow::Result<PgConnectOptions> {
    let bentuk = || {
        format!("{name} bukan alamat PostgreSQL yang sah; contoh: postgres://jejak@localhost/jejak")
    };
    let dikenal = url.starts_with("postgres://") || url.starts_with("postgresql://");
    // The parser's own message repeats the URL and its password.
    url.parse().ok().filter(|_| dikenal).with_context(bentuk)
}

/// Connects now or says why not; a pool would only say that it waited.
async fn connect(options: &PgConnectOptions, alamat: &str) -> anyhow::Result<PgConnection> {
    let connected = tokio::time::timeout(CONNECT_WITHIN, options.connect()).await;
    let pesan = || {
        format!("basis data tidak dapat dihubungi; periksa {alamat} dan apakah servernya berjalan")
    };
    let detik = CONNECT_WITHIN.as_secs();
    connected
        .with_context(|| format!("server tidak menjawab dalam {detik} detik"))
        .and_then(|connected| connected.map_err(anyhow::Error::from))
        .with_context(pesan)
}
