//! The writer: one task that turns queued commands into one batch and one
//! commit, and never waits on a timer.
//!
//! Version conflicts are decided in memory; the compare-and-swap of the head
//! proves that what memory knew was still so. After a lost reply nobody guesses:
//! the command ids that landed tell.

mod draft;

use std::collections::{HashMap, HashSet};
use std::io::{self, Write as _};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use events::buku::Buku;
use events::{AliranId, JenisAliran};
use rand::rngs::StdRng;
use sqlx::PgPool;
use tokio::sync::{Notify, mpsc, oneshot, watch};
use uuid::Uuid;

use super::keys::{MasterKey, SubjectKey};
use super::store::{self, Head};
use super::tree::Hash;
use super::{AppendError, Command, Outcome};
use crate::clock::Clock;
use draft::{Draft, read_book};

/// Facts in one statement at most.
const BATCH_FACTS: usize = 2_000;
/// Streams and keys remembered before the memory is emptied.
const CACHE: usize = 100_000;
/// How long a batch is tried while the database is away or somebody else
/// writes, how long one answer of the database may take, and how long the
/// writer rests between tries.
const PATIENCE: Duration = Duration::from_secs(5);
const REST: Duration = Duration::from_millis(250);

type Reply = oneshot::Sender<Result<Outcome, AppendError>>;

pub(super) struct Request {
    pub command: Command,
    pub reply: Reply,
}

/// A command and everybody who asked for it: a double click is one command.
struct Pending {
    command: Command,
    fingerprint: Vec<u8>,
    replies: Vec<Reply>,
}

pub(super) struct Writer {
    pool: PgPool,
    key: MasterKey,
    clock: Clock,
    rng: StdRng,
    head: Head,
    streams: HashMap<AliranId, (u32, Option<Hash>)>,
    /// `None`: there is one, and it cannot be read.
    books: HashMap<Uuid, Option<Buku>>,
    /// `None`: there is one, and the master key does not open it.
    keys: HashMap<Uuid, Option<SubjectKey>>,
    /// Wakes whoever follows the log.
    committed: Arc<watch::Sender<u64>>,
}

pub(super) fn fingerprint(key: &MasterKey, content: &[u8]) -> Vec<u8> {
    key.mac("jejak/perintah/v1", content).to_vec()
}

impl Writer {
    pub(super) fn new(
        pool: PgPool,
        key: MasterKey,
        clock: Clock,
        rng: StdRng,
        head: Head,
        committed: Arc<watch::Sender<u64>>,
    ) -> Self {
        let (streams, books, keys) = (HashMap::new(), HashMap::new(), HashMap::new());
        Writer { pool, key, clock, rng, head, streams, books, keys, committed }
    }

    /// Works until nobody can ask any more or `stop` is said; what is queued by
    /// then is still written.
    pub(super) async fn run(mut self, mut requests: mpsc::Receiver<Request>, stop: Arc<Notify>) {
        loop {
            let first = tokio::select! {
                first = requests.recv() => first,
                () = stop.notified(), if !requests.is_closed() => {
                    requests.close();
                    continue;
                }
            };
            let Some(first) = first else { return };
            let mut facts = first.command.facts();
            let mut batch = vec![first];
            while facts < BATCH_FACTS
                && let Ok(request) = requests.try_recv()
            {
                facts += request.command.facts();
                batch.push(request);
            }
            let batch = self.join_twins(batch);
            self.write(batch).await;
            if self.streams.len().max(self.keys.len()) > CACHE {
                self.forget();
            }
        }
    }

    fn join_twins(&self, batch: Vec<Request>) -> Vec<Pending> {
        let mut pending: Vec<Pending> = Vec::with_capacity(batch.len());
        let mut by_id: HashMap<Uuid, usize> = HashMap::with_capacity(batch.len());
        for Request { command, reply } in batch {
            let fingerprint = fingerprint(&self.key, &command.content);
            match by_id.get(&command.id).map(|i| &mut pending[*i]) {
                None => {
                    by_id.insert(command.id, pending.len());
                    pending.push(Pending { command, fingerprint, replies: vec![reply] });
                }
                Some(twin) if twin.fingerprint == fingerprint => twin.replies.push(reply),
                Some(_) => drop(reply.send(Err(AppendError::OtherContent))),
            }
        }
        pending
    }

    /// Writes a batch, trying again while the head moves or the database is
    /// away, and answers everybody.
    async fn write(&mut self, mut waiting: Vec<Pending>) {
        let began = Instant::now();
        loop {
            let failure = match self.attempt(&mut waiting).await {
                Ok(true) => return,
                // Somebody else wrote: no reason to rest.
                Ok(false) => None,
                Err(error) => Some(error),
            };
            self.forget();
            if let Ok(head) = answer(store::head(&self.pool)).await {
                self.head = head;
            }
            if began.elapsed() > PATIENCE {
                say(failure.as_ref());
                break;
            }
            if failure.is_some() {
                tokio::time::sleep(REST).await;
            }
        }
        for pending in waiting {
            pending.answer(&Err(AppendError::Unavailable));
        }
    }

    /// One try. `Ok(false)`: another process moved the head. Commands that are
    /// answered leave `waiting`; on an error all others are in it.
    async fn attempt(&mut self, waiting: &mut Vec<Pending>) -> anyhow::Result<bool> {
        self.answer_known(waiting).await?;
        if waiting.is_empty() {
            return Ok(true);
        }
        self.load(waiting).await?;
        let mut draft = Draft::after(self.head.clone());
        let outcomes: Vec<_> =
            waiting.iter().map(|pending| self.add(&mut draft, pending)).collect();
        // A refusal rests on memory as much as an outcome does, so it too is
        // answered only when the head stood where memory had it.
        let stands = if draft.batch.commands.is_empty() {
            answer(store::head(&self.pool)).await?.root == self.head.root
        } else {
            draft.head.root = draft.head.frontier.root();
            answer(store::append(&self.pool, &self.head, &draft.head, &draft.batch)).await?
        };
        if !stands {
            return Ok(false);
        }
        self.head = draft.head;
        self.committed.send_replace(self.head.position);
        self.streams.extend(draft.streams);
        self.books.extend(draft.books.into_iter().map(|(id, buku)| (id, Some(buku))));
        self.keys.extend(draft.keys.into_iter().map(|(id, key)| (id, Some(key))));
        for (pending, outcome) in std::mem::take(waiting).into_iter().zip(outcomes) {
            pending.answer(&outcome);
        }
        Ok(true)
    }

    /// A command already carried out gets its first outcome, and the same id
    /// with another content is refused. This is also how a lost reply is
    /// resolved: by what landed.
    async fn answer_known(&self, waiting: &mut Vec<Pending>) -> anyhow::Result<()> {
        let ids: Vec<Uuid> = waiting.iter().map(|pending| pending.command.id).collect();
        let known: HashMap<Uuid, store::KnownCommand> = answer(store::commands(&self.pool, &ids))
            .await?
            .into_iter()
            .map(|known| (known.command, known))
            .collect();
        for pending in std::mem::take(waiting) {
            match known.get(&pending.command.id) {
                None => waiting.push(pending),
                Some(known) if known.fingerprint == pending.fingerprint => {
                    pending.answer(&Ok(known.outcome));
                }
                Some(_) => pending.answer(&Err(AppendError::OtherContent)),
            }
        }
        Ok(())
    }

    /// Reads what the batch needs and memory lacks, in one query a table.
    async fn load(&mut self, waiting: &mut [Pending]) -> anyhow::Result<()> {
        let mut streams = HashSet::new();
        let mut subjects = HashSet::new();
        let mut books = HashSet::new();
        for append in waiting.iter_mut().flat_map(|pending| &mut pending.command.appends) {
            streams.insert(append.stream);
            subjects.insert(append.subject);
            let asked = append.facts.iter_mut().filter_map(|fakta| fakta.event.nomor_ditunggu());
            books.extend(asked.map(|(buku, _)| buku));
            books.extend((append.stream.jenis == JenisAliran::Buku).then_some(append.stream.id));
        }
        streams.extend(books.iter().map(|buku| AliranId { jenis: JenisAliran::Buku, id: *buku }));
        streams.retain(|stream| !self.streams.contains_key(stream));
        let wanted: Vec<(i16, Uuid)> = streams.iter().map(|s| (s.jenis.kode(), s.id)).collect();
        if !wanted.is_empty() {
            let heads = answer(store::stream_heads(&self.pool, &wanted)).await?;
            self.streams.extend(streams.into_iter().map(|stream| (stream, (0, None))));
            for (kind, id, version, hash) in heads {
                let jenis = JenisAliran::dari_kode(kind).expect("asked for by its own kind");
                self.streams.insert(AliranId { jenis, id }, (version, Some(hash)));
            }
        }
        subjects.retain(|subject| !self.keys.contains_key(subject));
        let wanted: Vec<Uuid> = subjects.into_iter().collect();
        if !wanted.is_empty() {
            for (subject, wrapped) in answer(store::subject_keys(&self.pool, &wanted)).await? {
                self.keys.insert(subject, self.key.unwrap_key(subject, &wrapped).ok());
            }
        }
        for buku in books {
            if !self.books.contains_key(&buku) {
                let kind = JenisAliran::Buku.kode();
                let leaves = answer(store::first_and_last(&self.pool, kind, buku)).await?;
                self.books.insert(buku, read_book(&leaves).ok());
            }
        }
        Ok(())
    }

    /// Somebody else wrote, or memory grew: what was remembered is read again.
    fn forget(&mut self) {
        self.streams.clear();
        self.books.clear();
        self.keys.clear();
    }
}

impl Pending {
    fn answer(self, result: &Result<Outcome, AppendError>) {
        for reply in self.replies {
            // Whoever hung up finds the outcome by the command's id.
            let _ = reply.send(result.clone());
        }
    }
}

impl Command {
    fn facts(&self) -> usize {
        self.appends.iter().map(|append| append.facts.len()).sum()
    }
}

/// The database's answer, waited for only so long: behind a lock that nobody
/// lets go of, everybody who waits must still hear something.
async fn answer<T, E>(asked: impl Future<Output = Result<T, E>>) -> anyhow::Result<T>
where
    anyhow::Error: From<E>,
{
    let answered = tokio::time::timeout(PATIENCE, asked).await;
    Ok(answered.context("basis data terlalu lama menjawab")??)
}

/// Unlike `eprintln!` it does not panic where nobody listens any more, and a
/// panic here would end the writer.
fn say(failure: Option<&anyhow::Error>) {
    let _ = match failure {
        Some(error) => writeln!(io::stderr(), "penulisan log gagal: {error:#}"),
        None => writeln!(io::stderr(), "penulisan log gagal: penulis lain selalu mendahului"),
    };
}
