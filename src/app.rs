//! The application: configuration, clock, database and log in one place.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use anyhow::{Context, ensure};
use chrono::{DateTime, NaiveDate, Utc};
use events::aturan::Aturan;
use events::event::Event;
use events::kantor::Kantor;
use events::teks::Label;
use events::waktu::{Waktu, Zona};
use events::{
    AliranId, Cara, Ditolak, JenisAliran, Perkara, Sengketa, Tercatat, perkara, sengketa,
};
use projections::catatan::{Catatan, Sudut};
use rand::SeedableRng;
use rand::rngs::StdRng;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection, PgPool};
use uuid::Uuid;

use crate::berkas::Gudang;
use crate::checkpoint::penanda::TempatPenanda;
use crate::checkpoint::saksi::SaksiLuar;
use crate::clock::Clock;
use crate::config::{Config, Database};
use crate::hapus::Tempat;
use crate::log::{
    self, Append, AppendError, Command, Expected, Log, MasterKey, Outcome, Raw, Values,
};
use crate::postgres::Cluster;
use crate::proyeksi::Penjalan;
use crate::seed;

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

    /// The first outcome of a command; the same id with another content is
    /// refused like by the writer.
    async fn outcome(&self, id: Uuid, content: &[u8]) -> Result<Option<Outcome>, HandleError> {
        let known = self.log.outcomes(&[(id, content)]).await?.remove(&id);
        Ok(known.transpose()?)
    }

    /// Offers facts to a perkara: load, decide, append.
    pub async fn handle(&self, tawaran: Tawaran, aturan: &Aturan) -> Result<Outcome, HandleError> {
        let content = tawaran.content()?;
        // The state before the question whether it was done already: the same
        // command may land in between, and must not be refused for its own facts.
        let perkara = self.perkara(tawaran.perkara).await?;
        if let Some(outcome) = self.outcome(tawaran.command, &content).await? {
            return Ok(outcome);
        }
        Ok(self.log.append(tawaran.command(&perkara, aturan)?).await?)
    }

    /// As `handle`, under a condition on what is there.
    pub async fn handle_pada(
        &self,
        tawaran: Tawaran,
        syarat: Syarat,
        aturan: &Aturan,
    ) -> Result<Outcome, HandleError> {
        let content = tawaran.content()?;
        let perkara = self.perkara(tawaran.perkara).await?;
        if let Some(outcome) = self.outcome(tawaran.command, &content).await? {
            return Ok(outcome);
        }
        syarat.periksa(perkara.versi)?;
        self.append_dengan_berkas(tawaran.command(&perkara, aturan)?).await
    }

    /// Appends facts whose files are there and stay.
    pub(crate) async fn append_dengan_berkas(
        &self,
        command: Command,
    ) -> Result<Outcome, HandleError> {
        let mut berkas = Vec::new();
        for append in &command.appends {
            for fakta in &append.facts {
                berkas.extend(self.pegang_berkas(append.stream, &fakta.event).await?);
            }
        }
        let outcome = self.log.append(command).await?;
        self.tetapkan_berkas(&berkas).await?;
        Ok(outcome)
    }

    /// As `handle_sengketa`, under a condition on what is there. The filing
    /// also asks for its perkara to be there.
    pub async fn handle_sengketa_pada(
        &self,
        tawaran: TawaranSengketa,
        syarat: Syarat,
        aturan: &Aturan,
    ) -> Result<Outcome, HandleError> {
        let sengketa = self.sengketa(tawaran.sengketa).await?;
        if let Some(outcome) = self.outcome(tawaran.command, &tawaran.content()?).await? {
            return Ok(outcome);
        }
        syarat.periksa(sengketa.versi)?;
        let mut perkara = Vec::new();
        if let sengketa::Event::SengketaDiajukan(diajukan) = &tawaran.event {
            let sekali: BTreeSet<Uuid> = diajukan.perkara.iter().copied().collect();
            for id in sekali {
                let state = self.perkara(id).await?;
                Syarat::Ada.periksa(state.versi)?;
                perkara.push((id, state));
            }
        }
        self.append_dengan_berkas(tawaran.command(&sengketa, &perkara, aturan)?).await
    }

    /// The facts that a command added, its book's number among them.
    pub async fn fakta_perintah(&self, outcome: Outcome) -> anyhow::Result<Vec<Tercatat<Event>>> {
        let jumlah = outcome.last_position + 1 - outcome.first_position;
        let halaman = self.log.page(outcome.first_position - 1, jumlah.cast_signed()).await?;
        halaman.iter().map(Raw::decode).collect()
    }

    /// Offers a fact to a sengketa. The first one also links its perkara.
    pub async fn handle_sengketa(
        &self,
        tawaran: TawaranSengketa,
        aturan: &Aturan,
    ) -> Result<Outcome, HandleError> {
        let sengketa = self.sengketa(tawaran.sengketa).await?;
        let mut perkara = Vec::new();
        if let sengketa::Event::SengketaDiajukan(diajukan) = &tawaran.event {
            for id in &diajukan.perkara {
                perkara.push((*id, self.perkara(*id).await?));
            }
        }
        if let Some(outcome) = self.outcome(tawaran.command, &tawaran.content()?).await? {
            return Ok(outcome);
        }
        Ok(self.log.append(tawaran.command(&sengketa, &perkara, aturan)?).await?)
    }
}

/// What must be there before a fact is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syarat {
    /// Nothing yet: the fact begins the stream.
    Baru,
    Ada,
    /// The version that the caller saw.
    Versi(u32),
    /// Whatever there is: there is one such stream, also while it is empty.
    Apa,
}

impl Syarat {
    pub fn periksa(self, versi: u32) -> Result<(), HandleError> {
        match self {
            Syarat::Baru if versi > 0 => Err(HandleError::Occupied),
            Syarat::Ada if versi == 0 => Err(HandleError::Missing),
            Syarat::Versi(diminta) if diminta != versi => {
                Err(HandleError::OtherVersion { found: versi })
            }
            Syarat::Baru | Syarat::Ada | Syarat::Versi(_) | Syarat::Apa => Ok(()),
        }
    }
}

/// Facts offered to one perkara, taken together or not at all.
#[derive(Clone, Debug)]
pub struct Tawaran {
    pub command: Uuid,
    pub actor: Label,
    pub perkara: Uuid,
    pub events: Vec<(perkara::Event, Waktu)>,
    pub cara: Cara,
    /// What the caller sent, where that is not the facts alone: what is filled
    /// in on the way (the moment, a number) must not make a repeat another
    /// command.
    pub kiriman: Option<Vec<u8>>,
}

/// A fact offered to one sengketa.
#[derive(Clone, Debug)]
pub struct TawaranSengketa {
    pub command: Uuid,
    pub actor: Label,
    pub sengketa: Uuid,
    pub event: sengketa::Event,
    pub waktu: Waktu,
    pub cara: Cara,
    /// As in `Tawaran`.
    pub kiriman: Option<Vec<u8>>,
}

impl Tawaran {
    fn content(&self) -> anyhow::Result<Vec<u8>> {
        if let Some(kiriman) = &self.kiriman {
            return Ok(kiriman.clone());
        }
        Ok(serde_json::to_vec(&(self.perkara, &self.events))?)
    }

    /// Decides on the state and makes the append.
    pub fn command(self, perkara: &Perkara, aturan: &Aturan) -> Result<Command, HandleError> {
        let content = self.content()?;
        let append = Append {
            stream: AliranId::perkara(self.perkara),
            expected: Expected::Version(perkara.versi),
            subject: subjek(self.perkara),
            facts: perkara.decide_semua(self.events, self.cara, aturan)?,
        };
        Ok(Command { id: self.command, actor: self.actor, content, appends: vec![append] })
    }
}

impl TawaranSengketa {
    fn content(&self) -> anyhow::Result<Vec<u8>> {
        if let Some(kiriman) = &self.kiriman {
            return Ok(kiriman.clone());
        }
        Ok(serde_json::to_vec(&(self.sengketa, &self.event, self.waktu))?)
    }

    /// Decides on the state and makes the append. The filing also links the
    /// perkara it concerns, in the same commit.
    pub fn command(
        self,
        sengketa: &Sengketa,
        perkara: &[(Uuid, Perkara)],
        aturan: &Aturan,
    ) -> Result<Command, HandleError> {
        let content = self.content()?;
        let mut appends = Vec::new();
        for (id, perkara) in perkara {
            let event = sengketa::SengketaDiberitahukan { sengketa: self.sengketa };
            let event = perkara::Event::SengketaDiberitahukan(event);
            appends.push(Append {
                stream: AliranId::perkara(*id),
                expected: Expected::Version(perkara.versi),
                subject: subjek(*id),
                facts: vec![perkara.decide(event, self.waktu, self.cara, aturan)?],
            });
        }
        appends.push(Append {
            stream: AliranId { jenis: JenisAliran::Sengketa, id: self.sengketa },
            expected: Expected::Version(sengketa.versi),
            subject: subjek(self.sengketa),
            facts: vec![sengketa.decide(self.event, self.waktu, self.cara, aturan)?],
        });
        Ok(Command { id: self.command, actor: self.actor, content, appends })
    }
}

/// Whose key seals what a perkara holds: one subject each, so that erasing one
/// case's people touches no other.
pub fn subjek(perkara: Uuid) -> Uuid {
    Uuid::new_v5(&perkara, b"subjek")
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
