//! The log: sole owner of its tables, one writer, readers of a growing prefix.

mod apart;
mod beside;
mod copy;
mod disclosed;
mod disclosure;
mod erase;
mod fact;
mod feed;
mod keys;
mod leaf;
mod read;
mod root;
mod schema;
mod store;
mod tree;
mod upcast;
mod verify;
mod writer;

use std::collections::HashMap;
use std::sync::{Arc, PoisonError};

use events::buku::BukuDitolak;
use events::teks::Label;
use events::{AliranId, Fakta};
use rand::SeedableRng;
use rand::rngs::StdRng;
use sqlx::PgPool;
use tokio::sync::{Mutex, Notify, mpsc, oneshot, watch};
use tokio::task::JoinHandle;
use uuid::Uuid;

pub use apart::Apart;
pub use disclosed::{Disclosed, DisclosedValue};
pub use feed::Raw;
pub(crate) use keys::random;
pub use keys::{KeyError, MasterKey, Sealed};
pub use read::Values;
pub use schema::{MIGRATOR, connect, is_new, is_too_powerful, prepare};
pub use tree::leaf_hash;
pub use verify::inspect::Inspected;
pub use verify::{Finding, Verdict};

use crate::clock::Clock;
use writer::{Request, Writer};

/// Commands that may wait for the writer; beyond it the caller is told to come
/// back, and nothing is lost.
const QUEUE: usize = 4_096;

/// One atomic append, possibly over several streams.
#[derive(Clone, Debug)]
pub struct Command {
    /// Made by the client; the same id twice is carried out once.
    pub id: Uuid,
    pub actor: Label,
    /// What was asked for, so that the same id with another content is refused.
    pub content: Vec<u8>,
    pub appends: Vec<Append>,
}

/// Facts for one stream.
#[derive(Clone, Debug)]
pub struct Append {
    pub stream: AliranId,
    pub expected: Expected,
    /// Whose key seals the values: erasing the subject erases them.
    pub subject: Uuid,
    pub facts: Vec<Fakta>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The stream has this many facts; zero is a new stream.
    Version(u32),
    Any,
}

/// Where a command's facts stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub first_position: u64,
    pub last_position: u64,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum AppendError {
    #[error("orang lain baru saja mengubah data ini; muat ulang lalu coba lagi")]
    Conflict { stream: AliranId, expected: u32, found: u32 },
    #[error("perintah dengan id ini sudah pernah dikirim dengan isi lain; pakai id baru")]
    OtherContent,
    #[error("perintah ini tidak memuat fakta")]
    Empty,
    #[error(transparent)]
    Book(#[from] BukuDitolak),
    #[error("antrean penulisan penuh; coba lagi sebentar lagi")]
    Overloaded,
    #[error("penulis log sudah berhenti; jalankan ulang Jejak")]
    Stopped,
    #[error(
        "basis data tidak menjawab; perintah belum dapat dipastikan, kirim ulang dengan id yang sama"
    )]
    Unavailable,
    #[error("fakta ini tidak dapat ditulis: {0}")]
    Unwritable(String),
}

/// A new command id of this moment (UUIDv7).
pub fn new_id(now: chrono::DateTime<chrono::Utc>) -> Uuid {
    let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
    let nanos = now.timestamp_subsec_nanos();
    Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, nanos))
}

/// The log, open for reading and writing. Clones share one writer.
#[derive(Clone)]
pub struct Log {
    pool: PgPool,
    key: MasterKey,
    id: Uuid,
    /// Where the salts of a command come from, one seed for each.
    seeds: Arc<std::sync::Mutex<StdRng>>,
    queue: mpsc::Sender<Request>,
    stop: Arc<Notify>,
    /// The last position that this process committed.
    committed: Arc<watch::Sender<u64>>,
    /// The writer's task; empty once somebody waited for its end.
    writer: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl Log {
    /// Opens the log over a database that [`prepare`] made ready. `rng` makes
    /// salts and keys: seeded by the system, or by a demo's seed.
    pub async fn open(
        pool: PgPool,
        key: MasterKey,
        clock: Clock,
        mut rng: StdRng,
    ) -> anyhow::Result<Self> {
        schema::check_key(&pool, &key).await?;
        let head = store::head(&pool).await?;
        let seeds = Arc::new(std::sync::Mutex::new(rng.fork()));
        let (queue, requests) = mpsc::channel(QUEUE);
        let committed = Arc::new(watch::Sender::new(head.position));
        let writer =
            Writer::new(pool.clone(), key.clone(), clock, rng, head.clone(), committed.clone());
        // The writer owns its task: a caller that hangs up cannot cancel a
        // statement half-way.
        let stop = Arc::new(Notify::new());
        let task = tokio::spawn(writer.run(requests, stop.clone()));
        let writer = Arc::new(Mutex::new(Some(task)));
        Ok(Log { pool, key, id: head.log, seeds, queue, stop, committed, writer })
    }

    pub fn id(&self) -> Uuid {
        self.id
    }

    /// Appends, or says why not. Answers after the commit.
    pub async fn append(&self, command: Command) -> Result<Outcome, AppendError> {
        let (reply, answer) = oneshot::channel();
        let seed = random(&mut *self.seeds.lock().unwrap_or_else(PoisonError::into_inner));
        let request = Request::new(command, &self.key, seed, reply);
        self.queue.try_send(request).map_err(|e| match e {
            mpsc::error::TrySendError::Full(_) => AppendError::Overloaded,
            mpsc::error::TrySendError::Closed(_) => AppendError::Stopped,
        })?;
        answer.await.map_err(|_| AppendError::Stopped)?
    }

    /// A secret that follows from an id: whoever has the master key can make it
    /// again, and nobody can find it without.
    pub fn secret(&self, purpose: &str, id: Uuid) -> [u8; 32] {
        self.key.mac(purpose, id.as_bytes())
    }

    /// Commands that wait for the writer.
    pub fn waiting(&self) -> usize {
        self.queue.max_capacity() - self.queue.capacity()
    }

    /// The first outcome of a command that was already carried out.
    pub async fn outcome(&self, id: Uuid, content: &[u8]) -> anyhow::Result<Option<Outcome>> {
        let mut known = self.outcomes(&[(id, content)]).await?;
        match known.remove(&id) {
            None => Ok(None),
            Some(outcome) => Ok(Some(outcome?)),
        }
    }

    /// Which of these commands were already carried out, in one query.
    pub async fn outcomes(
        &self,
        commands: &[(Uuid, &[u8])],
    ) -> anyhow::Result<HashMap<Uuid, Result<Outcome, AppendError>>> {
        let contents: HashMap<Uuid, &[u8]> = commands.iter().copied().collect();
        let ids: Vec<Uuid> = contents.keys().copied().collect();
        let known = store::commands(&self.pool, &ids).await?.into_iter().map(|known| {
            let same =
                known.fingerprint == writer::fingerprint(&self.key, contents[&known.command]);
            let outcome = if same { Ok(known.outcome) } else { Err(AppendError::OtherContent) };
            (known.command, outcome)
        });
        Ok(known.collect())
    }

    /// Lets queued commands finish and stops the writer, for every clone.
    pub async fn close(self) {
        self.stop.notify_one();
        // Held while waiting, so that whoever closes too waits as long.
        let mut writer = self.writer.lock().await;
        if let Some(task) = writer.take() {
            let _ = task.await;
        }
    }
}
