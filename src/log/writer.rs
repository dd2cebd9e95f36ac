//! The writer: one task that turns queued commands into one batch and one
//! commit, and never waits on a timer.
//!
//! Version conflicts are decided in memory; the compare-and-swap of the head
//! proves that what memory knew was still so. After a lost reply nobody guesses:
//! the command ids that landed tell.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use anyhow::ensure;
use chrono::TimeDelta;
use events::buku::{self, Buku};
use events::permohonan::Nomor;
use events::{AliranId, Event, Fakta, JenisAliran};
use rand::rngs::StdRng;
use serde_json::Value;
use sqlx::PgPool;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use super::disclosure::take_out;
use super::keys::{MasterKey, SubjectKey};
use super::leaf::{Leaf, Place, to_json};
use super::store::{self, Batch, CommandRow, DisclosureRow, EventRow, Head, KeyRow};
use super::tree::{Hash, leaf_hash};
use super::{Append, AppendError, Command, Expected, Outcome};
use crate::clock::Clock;

/// Facts in one statement at most.
const BATCH_FACTS: usize = 2_000;
/// Streams and keys remembered before the memory is emptied.
const CACHE: usize = 100_000;
/// How often a batch is tried while the database is away or somebody else
/// writes, and how long the writer rests between tries.
/// Sealed values that one fact may hold.
const VALUES: usize = 1_000;
const TRIES: u32 = 20;
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
    books: HashMap<Uuid, Buku>,
    keys: HashMap<Uuid, SubjectKey>,
}

/// What one command would add, before it is known to be the next.
struct Draft {
    batch: Batch,
    head: Head,
    streams: HashMap<AliranId, (u32, Option<Hash>)>,
    books: HashMap<Uuid, Buku>,
    keys: HashMap<Uuid, SubjectKey>,
}

pub(super) fn fingerprint(key: &MasterKey, content: &[u8]) -> Vec<u8> {
    key.mac("jejak/perintah/v1", content).to_vec()
}

impl Writer {
    pub(super) fn new(pool: PgPool, key: MasterKey, clock: Clock, rng: StdRng, head: Head) -> Self {
        let (streams, books, keys) = (HashMap::new(), HashMap::new(), HashMap::new());
        Writer { pool, key, clock, rng, head, streams, books, keys }
    }

    pub(super) async fn run(mut self, mut requests: mpsc::Receiver<Request>) {
        while let Some(first) = requests.recv().await {
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
        for left in (0..TRIES).rev() {
            match self.attempt(&mut waiting).await {
                Ok(true) => return,
                // Somebody else wrote: no reason to rest.
                Ok(false) => {}
                Err(error) if left == 0 => eprintln!("penulisan log gagal: {error:#}"),
                Err(_) => tokio::time::sleep(REST).await,
            }
            self.forget();
            if let Ok(head) = store::head(&self.pool).await {
                self.head = head;
            }
        }
        for pending in waiting {
            pending.answer(&Err(AppendError::Unavailable));
        }
    }

    /// One try. `Ok(false)`: another process moved the head. Commands that are
    /// answered leave `waiting`.
    async fn attempt(&mut self, waiting: &mut Vec<Pending>) -> anyhow::Result<bool> {
        self.answer_known(waiting).await?;
        self.load(waiting).await?;
        let mut draft = Draft {
            batch: Batch::default(),
            head: self.head.clone(),
            streams: HashMap::new(),
            books: HashMap::new(),
            keys: HashMap::new(),
        };
        let mut accepted = Vec::new();
        for pending in std::mem::take(waiting) {
            match self.add(&mut draft, &pending) {
                Ok(outcome) => accepted.push((pending, outcome)),
                Err(error) => pending.answer(&Err(error)),
            }
        }
        if accepted.is_empty() {
            return Ok(true);
        }
        draft.head.root = draft.head.frontier.root();
        let written = store::append(&self.pool, &self.head, &draft.head, &draft.batch).await;
        if !matches!(written, Ok(true)) {
            waiting.extend(accepted.into_iter().map(|(pending, _)| pending));
            return Ok(written?);
        }
        self.head = draft.head;
        self.streams.extend(draft.streams);
        self.books.extend(draft.books);
        self.keys.extend(draft.keys);
        for (pending, outcome) in accepted {
            pending.answer(&Ok(outcome));
        }
        Ok(true)
    }

    /// A command already carried out gets its first outcome, and the same id
    /// with another content is refused. This is also how a lost reply is
    /// resolved: by what landed.
    async fn answer_known(&self, waiting: &mut Vec<Pending>) -> anyhow::Result<()> {
        let ids: Vec<Uuid> = waiting.iter().map(|pending| pending.command.id).collect();
        let known: HashMap<Uuid, store::KnownCommand> =
            store::commands(&self.pool, &ids).await?.into_iter().map(|k| (k.command, k)).collect();
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
            for fakta in &mut append.facts {
                if let Some((buku, _)) = fakta.event.nomor_ditunggu() {
                    books.insert(buku);
                    streams.insert(AliranId { jenis: JenisAliran::Buku, id: buku });
                }
            }
        }
        streams.retain(|stream| !self.streams.contains_key(stream));
        let wanted: Vec<(i16, Uuid)> = streams.iter().map(|s| (s.jenis.kode(), s.id)).collect();
        if !wanted.is_empty() {
            self.streams.extend(streams.into_iter().map(|stream| (stream, (0, None))));
            for (kind, id, version, hash) in store::stream_heads(&self.pool, &wanted).await? {
                let jenis = JenisAliran::dari_kode(kind).expect("asked for by its own kind");
                self.streams.insert(AliranId { jenis, id }, (version, Some(hash)));
            }
        }
        subjects.retain(|subject| !self.keys.contains_key(subject));
        let wanted: Vec<Uuid> = subjects.into_iter().collect();
        if !wanted.is_empty() {
            for (subject, wrapped) in store::subject_keys(&self.pool, &wanted).await? {
                self.keys.insert(subject, self.key.unwrap_key(subject, &wrapped)?);
            }
        }
        for buku in books {
            if !self.books.contains_key(&buku) {
                let state = load_book(&self.pool, buku).await?;
                self.books.insert(buku, state);
            }
        }
        Ok(())
    }

    /// Adds one command to the draft, or refuses it and leaves the draft as it was.
    fn add(&mut self, draft: &mut Draft, pending: &Pending) -> Result<Outcome, AppendError> {
        let mut command = pending.command.clone();
        if command.facts() == 0 {
            return Err(AppendError::Empty);
        }
        for append in &command.appends {
            let found = self.version(draft, append.stream).0;
            if let Expected::Version(expected) = append.expected
                && expected != found
            {
                return Err(AppendError::Conflict { stream: append.stream, expected, found });
            }
        }
        let books = self.number(draft, &mut command)?;
        let bodies = bodies(&command).map_err(|e| AppendError::Unwritable(e.to_string()))?;
        // Nothing below can fail, so that a draft never holds half a command.
        draft.books.extend(books);
        let first_position = draft.head.position + 1;
        let mut bodies = bodies.into_iter();
        for append in &command.appends {
            for fakta in &append.facts {
                let body = bodies.next().expect("one body was made for each fact");
                self.add_fact(draft, &command, append, fakta, body);
            }
        }
        let outcome = Outcome { first_position, last_position: draft.head.position };
        draft.batch.commands.push(CommandRow {
            command: command.id,
            fingerprint: pending.fingerprint.clone(),
            first_position: outcome.first_position.cast_signed(),
            last_position: outcome.last_position.cast_signed(),
        });
        Ok(outcome)
    }

    /// Fills in the numbers that facts wait for, appends to the books what they
    /// gave, and returns the books as they then stand.
    fn number(
        &self,
        draft: &Draft,
        command: &mut Command,
    ) -> Result<HashMap<Uuid, Buku>, AppendError> {
        let mut given: Vec<Append> = Vec::new();
        let mut books: HashMap<Uuid, Buku> = HashMap::new();
        for append in &mut command.appends {
            for fakta in &mut append.facts {
                let occurred_at = fakta.occurred_at;
                let Some((buku, nomor)) = fakta.event.nomor_ditunggu() else { continue };
                let known = [books.get(&buku), draft.books.get(&buku), self.books.get(&buku)];
                let state = known.into_iter().flatten().next().cloned().unwrap_or_default();
                let diberikan = state.beri_nomor(append.stream.id)?;
                *nomor = Nomor::Tetap(diberikan.nomor.clone());
                let event = buku::Event::NomorDiberikan(diberikan);
                books.insert(buku, state.evolve(&event));
                given.push(Append {
                    stream: AliranId { jenis: JenisAliran::Buku, id: buku },
                    expected: Expected::Any,
                    subject: append.subject,
                    facts: vec![Fakta::baru(Event::Buku(event), occurred_at)],
                });
            }
        }
        command.appends.extend(given);
        Ok(books)
    }

    fn version(&self, draft: &Draft, stream: AliranId) -> (u32, Option<Hash>) {
        let known = draft.streams.get(&stream).or_else(|| self.streams.get(&stream));
        known.copied().unwrap_or((0, None))
    }

    fn add_fact(
        &mut self,
        draft: &mut Draft,
        command: &Command,
        append: &Append,
        fakta: &Fakta,
        (kind, mut body): (String, Value),
    ) {
        let (version, prev) = self.version(draft, append.stream);
        // Strictly rising, whatever the system's clock does.
        let recorded_at = self.clock.now().max(draft.head.recorded_at + TimeDelta::microseconds(1));
        let place = Place {
            log: draft.head.log,
            position: draft.head.position + 1,
            stream: append.stream,
            version: version + 1,
            prev,
            command: command.id,
            recorded_at,
        };
        let disclosures = take_out(&mut body, &mut self.rng);
        let leaf = Leaf::new(&place, &command.actor, fakta, kind, body).bytes();
        let hash = leaf_hash(&leaf);
        let position = place.position.cast_signed();
        for (ordinal, disclosure) in (0_i16..).zip(&disclosures) {
            let key = self.subject_key(draft, append.subject);
            let sealed =
                key.seal(disclosure.digest.as_bytes(), disclosure.text.as_bytes(), &mut self.rng);
            draft.batch.disclosures.push(DisclosureRow {
                position,
                ordinal,
                subject: append.subject,
                sealed,
            });
        }
        draft.batch.events.push(EventRow {
            position,
            kind: append.stream.jenis.kode(),
            stream: append.stream.id,
            version: place.version.cast_signed(),
            leaf,
            leaf_hash: hash,
        });
        draft.streams.insert(append.stream, (place.version, Some(hash)));
        draft.head.position = place.position;
        draft.head.recorded_at = recorded_at;
        draft.head.frontier.push(hash);
    }

    fn subject_key(&mut self, draft: &mut Draft, subject: Uuid) -> SubjectKey {
        if let Some(key) = draft.keys.get(&subject).or_else(|| self.keys.get(&subject)) {
            return key.clone();
        }
        let key = SubjectKey::generate(&mut self.rng);
        let wrapped = self.key.wrap(subject, &key, &mut self.rng);
        draft.batch.keys.push(KeyRow { subject, wrapped });
        draft.keys.insert(subject, key.clone());
        key
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

/// Type and body of each fact, checked to be storable.
fn bodies(command: &Command) -> anyhow::Result<Vec<(String, Value)>> {
    let facts = command.appends.iter().flat_map(|append| &append.facts);
    facts
        .map(|fakta| {
            let (kind, body) = to_json(&fakta.event)?;
            let values = body.to_string().matches(r#"{"isi":"#).count();
            ensure!(values < VALUES, "terlalu banyak nilai dalam satu fakta");
            Ok((kind, body))
        })
        .collect()
}

impl Command {
    fn facts(&self) -> usize {
        self.appends.iter().map(|append| append.facts.len()).sum()
    }
}

/// A book as it stands: its opening and its last number are enough.
async fn load_book(pool: &PgPool, buku: Uuid) -> anyhow::Result<Buku> {
    let mut state = Buku::default();
    for leaf in store::first_and_last(pool, JenisAliran::Buku.kode(), buku).await? {
        if let Event::Buku(event) = Leaf::parse(&leaf)?.decode()?.event {
            state = state.evolve(&event);
        }
    }
    Ok(state)
}
