//! The writer: one task that turns queued commands into one batch and one
//! commit, and never waits on a timer.
//!
//! Version conflicts are decided in memory; the compare-and-swap of the head
//! proves that what memory knew was still so. What only the database knows is
//! asked for when it matters: a command is taken for new, a first fact for that
//! of a new stream, and the unique constraints refuse the batch where one is
//! not. After a lost reply nobody guesses: the command ids that landed tell.

mod draft;
mod flight;
mod prepare;

use std::collections::{HashMap, HashSet};
use std::io::{self, Write as _};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow};
use events::buku::Buku;
use events::{AliranId, JenisAliran};
use rand::rngs::StdRng;
use sqlx::{PgConnection, PgPool};
use tokio::sync::{Notify, mpsc, oneshot, watch};
use uuid::Uuid;

use super::copy::Reading;
use super::keys::{MasterKey, SubjectKey};
use super::store::{self, Appended, Batch, Head};
use super::tree::Hash;
use super::{Append, AppendError, Command, Expected, Outcome};
use crate::clock::Clock;
use draft::{Draft, read_book};
use flight::{Flight, Gate};
pub(super) use prepare::Seed;
use prepare::Stage;

/// Streams and keys remembered before the memory is emptied.
const CACHE: usize = 100_000;
/// How long a batch is tried while the database is away or somebody else
/// writes, how long one answer of the database may take, and how long the
/// writer rests between tries.
const PATIENCE: Duration = Duration::from_secs(5);
const REST: Duration = Duration::from_millis(250);

type Reply = oneshot::Sender<Result<Outcome, AppendError>>;

/// A command with what can be made of it before its place is known. That is done
/// by whoever asks, while the writer waits for the database.
pub(super) struct Request {
    command: Arc<Command>,
    fingerprint: Vec<u8>,
    /// Books that are asked or changed.
    books: Vec<Uuid>,
    seed: Seed,
    stage: Stage,
    reply: Reply,
}

impl Request {
    pub(super) fn new(mut command: Command, key: &MasterKey, seed: Seed, reply: Reply) -> Self {
        let fingerprint = fingerprint(key, &command.content);
        let books: Vec<Uuid> = command.appends.iter_mut().flat_map(Append::books).collect();
        let command = Arc::new(command);
        let stage = match books.is_empty() {
            true => Stage::begin(&command, seed),
            false => Stage::Numbers,
        };
        Request { command, fingerprint, books, seed, stage, reply }
    }
}

/// A request and everybody who made it: a double click is one command.
struct Pending {
    request: Request,
    twins: Vec<Reply>,
}

/// How much of a batch is believed without asking the database.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    /// That its commands and what they begin are new.
    New,
    Nothing,
}

pub(super) struct Writer {
    pool: PgPool,
    /// Kept from batch to batch; one on which anything failed is closed.
    connection: Option<Reading>,
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
        let connection = None;
        Writer { pool, connection, key, clock, rng, head, streams, books, keys, committed }
    }

    /// Works until nobody can ask any more or `stop` is said; what is queued by
    /// then is still written.
    ///
    /// While one batch is on its way the next is drafted behind it, as if it had
    /// landed.
    pub(super) async fn run(mut self, mut requests: mpsc::Receiver<Request>, stop: Arc<Notify>) {
        let (mut flight, mut gate) = (None::<Flight>, Gate::default());
        let mut open = true;
        while open || flight.is_some() || !gate.is_empty() {
            tokio::select! {
                biased;
                landed = flight::landed(&mut flight) => {
                    if let Some(flight) = flight.take() {
                        self.settle(flight, landed, &mut gate).await;
                    }
                }
                request = requests.recv(), if open && !gate.is_full() => match request {
                    Some(request) => {
                        self.board(&mut gate, request).await;
                        while !gate.is_full() && let Ok(request) = requests.try_recv() {
                            self.board(&mut gate, request).await;
                        }
                    }
                    None => open = false,
                },
                () = stop.notified(), if !requests.is_closed() => requests.close(),
            }
            if flight.is_none() && !gate.is_empty() {
                flight = self.depart(std::mem::take(&mut gate)).await;
            }
        }
    }

    /// Writes a batch, trying again while the head moves or the database is
    /// away, and answers everybody.
    async fn write(
        &mut self,
        mut waiting: Vec<Pending>,
        began: Instant,
        mut tried: Option<anyhow::Result<Appended>>,
    ) {
        let mut trust = Trust::New;
        loop {
            // Memory already holds a batch that was tried in flight.
            let flown = tried.is_some();
            let appended = match tried.take() {
                Some(appended) => appended,
                None => self.attempt(&mut waiting, trust).await,
            };
            let failure = match appended {
                Ok(Appended::Landed) => return,
                // Somebody else wrote: no reason to rest.
                Ok(Appended::HeadMoved) => None,
                Ok(Appended::Taken) if trust == Trust::New && !flown => {
                    trust = Trust::Nothing;
                    continue;
                }
                Ok(Appended::Taken) if trust == Trust::New => None,
                Ok(Appended::Taken) => Some(anyhow!("baris ini sudah ada di luar kepala log")),
                Err(error) => Some(error),
            };
            trust = Trust::Nothing;
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

    /// One try on the writer's connection.
    async fn attempt(
        &mut self,
        waiting: &mut Vec<Pending>,
        trust: Trust,
    ) -> anyhow::Result<Appended> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => answer(Reading::acquire(&self.pool)).await?,
        };
        let appended = self.attempt_on(connection.connection(), waiting, trust).await?;
        self.connection = Some(connection);
        Ok(appended)
    }

    /// Commands that are answered leave `waiting`; where nothing landed all
    /// others are in it.
    async fn attempt_on(
        &mut self,
        connection: &mut PgConnection,
        waiting: &mut Vec<Pending>,
        trust: Trust,
    ) -> anyhow::Result<Appended> {
        if trust == Trust::Nothing {
            answer_known(connection, waiting).await?;
        }
        if waiting.is_empty() {
            return Ok(Appended::Landed);
        }
        self.load(connection, waiting, trust).await?;
        let mut draft = Draft::after(self.head.clone());
        let outcomes: Vec<_> =
            waiting.iter().map(|pending| self.add(&mut draft, &pending.request)).collect();
        if trust == Trust::New && outcomes.iter().any(Result::is_err) {
            // Nobody is refused on trust.
            return Ok(Appended::Taken);
        }
        // A refusal rests on memory as much as an outcome does, so it too is
        // answered only when the head stood where memory had it.
        let appended = if draft.batch.commands.is_empty() {
            match answer(store::head(&mut *connection)).await?.root == self.head.root {
                true => Appended::Landed,
                false => Appended::HeadMoved,
            }
        } else {
            draft.head.root = draft.head.frontier.root();
            answer(store::append(connection, &self.head, &draft.head, &draft.batch)).await?
        };
        if appended != Appended::Landed {
            return Ok(appended);
        }
        self.remember(draft);
        self.committed.send_replace(self.head.position);
        for (pending, outcome) in std::mem::take(waiting).into_iter().zip(outcomes) {
            pending.answer(&outcome);
        }
        Ok(Appended::Landed)
    }

    /// Reads what the batch needs and memory lacks, in one query a table. With
    /// trust, whatever a first fact begins is taken for new.
    async fn load(
        &mut self,
        connection: &mut PgConnection,
        waiting: &[Pending],
        trust: Trust,
    ) -> anyhow::Result<()> {
        let mut streams = HashSet::new();
        let mut subjects = HashSet::new();
        let mut books = HashSet::new();
        for Pending { request, .. } in waiting {
            for append in &request.command.appends {
                let begins = append.begins() && trust == Trust::New;
                if !begins && !self.streams.contains_key(&append.stream) {
                    streams.insert(append.stream);
                }
                if !begins && !self.keys.contains_key(&append.subject) {
                    subjects.insert(append.subject);
                }
            }
            books.extend(request.books.iter().copied());
        }
        books.retain(|buku| !self.books.contains_key(buku));
        streams.extend(books.iter().map(|buku| AliranId { jenis: JenisAliran::Buku, id: *buku }));
        let wanted: Vec<(i16, Uuid)> = streams.iter().map(|s| (s.jenis.kode(), s.id)).collect();
        if !wanted.is_empty() {
            let heads = answer(store::stream_heads(&mut *connection, &wanted)).await?;
            self.streams.extend(streams.into_iter().map(|stream| (stream, (0, None))));
            for (kind, id, version, hash) in heads {
                let jenis = JenisAliran::dari_kode(kind).expect("asked for by its own kind");
                self.streams.insert(AliranId { jenis, id }, (version, Some(hash)));
            }
        }
        let wanted: Vec<Uuid> = subjects.into_iter().collect();
        if !wanted.is_empty() {
            for (subject, wrapped) in answer(store::subject_keys(&mut *connection, &wanted)).await?
            {
                self.keys.insert(subject, self.key.unwrap_key(subject, &wrapped).ok());
            }
        }
        for buku in books {
            let kind = JenisAliran::Buku.kode();
            let leaves = answer(store::first_and_last(&mut *connection, kind, buku)).await?;
            self.books.insert(buku, read_book(&leaves).ok());
        }
        Ok(())
    }

    /// Takes a draft into memory.
    fn remember(&mut self, draft: Draft) -> Batch {
        self.head = draft.head;
        self.streams.extend(draft.streams);
        self.books.extend(draft.books.into_iter().map(|(id, buku)| (id, Some(buku))));
        self.keys.extend(draft.keys.into_iter().map(|(id, key)| (id, Some(key))));
        draft.batch
    }

    /// Somebody else wrote, or memory grew: what was remembered is read again.
    fn forget(&mut self) {
        self.streams.clear();
        self.books.clear();
        self.keys.clear();
    }
}

/// A command already carried out gets its first outcome, and the same id with
/// another content is refused. This is also how a lost reply is resolved: by
/// what landed.
async fn answer_known(
    connection: &mut PgConnection,
    waiting: &mut Vec<Pending>,
) -> anyhow::Result<()> {
    let ids: Vec<Uuid> = waiting.iter().map(|pending| pending.request.command.id).collect();
    let known = known(connection, &ids).await?;
    for pending in std::mem::take(waiting) {
        match known.get(&pending.request.command.id) {
            None => waiting.push(pending),
            Some(known) => {
                let outcome = pending.first_outcome(known);
                pending.answer(&outcome);
            }
        }
    }
    Ok(())
}

async fn known(
    connection: &mut PgConnection,
    ids: &[Uuid],
) -> anyhow::Result<HashMap<Uuid, store::KnownCommand>> {
    let known = answer(store::commands(connection, ids)).await?;
    Ok(known.into_iter().map(|known| (known.command, known)).collect())
}

impl Pending {
    /// What is answered to a command that was carried out before.
    fn first_outcome(&self, known: &store::KnownCommand) -> Result<Outcome, AppendError> {
        match known.fingerprint == self.request.fingerprint {
            true => Ok(known.outcome),
            false => Err(AppendError::OtherContent),
        }
    }

    fn answer(self, result: &Result<Outcome, AppendError>) {
        for reply in std::iter::once(self.request.reply).chain(self.twins) {
            // Whoever hung up finds the outcome by the command's id.
            let _ = reply.send(result.clone());
        }
    }
}

impl Append {
    /// The books that its facts ask for a number, or that it writes in.
    fn books(&mut self) -> impl Iterator<Item = Uuid> + '_ {
        let own = (self.stream.jenis == JenisAliran::Buku).then_some(self.stream.id);
        let asked = self.facts.iter_mut().filter_map(|fakta| fakta.event.nomor_ditunggu());
        own.into_iter().chain(asked.map(|(buku, _)| buku))
    }

    /// It says that the stream has no fact before it.
    fn begins(&self) -> bool {
        self.expected == Expected::Version(0)
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
