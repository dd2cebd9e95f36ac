//! COPY out in binary form: the server's cheapest way out, in chunks of whole
//! tuples that others may take apart beside the reading.

use anyhow::{Context, ensure};
use futures_util::{Stream, TryStreamExt, stream};
use sqlx::pool::PoolConnection;
use sqlx::{AssertSqlSafe, PgPool, Postgres};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use uuid::Uuid;

/// Bytes of a chunk, some hundreds of tuples: enough to be worth handing to
/// another thread, little enough to hold several of.
const CHUNK_BYTES: usize = 256 * 1024;
/// Chunks read ahead of whoever takes them apart.
const AHEAD: usize = 4;

/// A connection in the middle of something. sqlx does not notice a COPY or a
/// transaction that was left half-way, and would hand its remains to the next
/// query, so that such a connection is closed instead of going back to the pool.
pub(super) struct Reading {
    connection: PoolConnection<Postgres>,
    finished: bool,
}

impl Reading {
    pub(super) async fn acquire(pool: &PgPool) -> sqlx::Result<Self> {
        Ok(Reading { connection: pool.acquire().await?, finished: false })
    }

    pub(super) fn connection(&mut self) -> &mut sqlx::PgConnection {
        &mut self.connection
    }

    /// The connection is as it was, and may be used again.
    pub(super) fn finish(mut self) {
        self.finished = true;
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        if !self.finished {
            self.connection.close_on_drop();
        }
    }
}

/// Connections that all see the database at one moment, so that what is read
/// from several tables belongs together while the log grows.
pub(super) async fn at_one_moment<const N: usize>(pool: &PgPool) -> anyhow::Result<[Reading; N]> {
    let mut readings = Vec::with_capacity(N);
    let mut snapshot: Option<String> = None;
    for _ in 0..N {
        let mut reading = Reading::acquire(pool).await?;
        let begin = "begin isolation level repeatable read read only";
        sqlx::raw_sql(begin).execute(reading.connection()).await?;
        if let Some(snapshot) = &snapshot {
            // The server made the name; this statement takes no parameters.
            let same = format!("set transaction snapshot '{snapshot}'");
            sqlx::raw_sql(AssertSqlSafe(same)).execute(reading.connection()).await?;
        } else {
            let exported = sqlx::query_scalar!(r#"select pg_export_snapshot() as "snapshot!""#)
                .fetch_one(reading.connection())
                .await?;
            snapshot = Some(exported);
        }
        readings.push(reading);
    }
    Ok(readings.try_into().ok().expect("as many were made as were asked for"))
}

/// Ends the transaction of [`at_one_moment`].
pub(super) async fn leave(mut reading: Reading) -> anyhow::Result<()> {
    sqlx::raw_sql("commit").execute(reading.connection()).await?;
    reading.finish();
    Ok(())
}

/// A COPY that runs in a task of its own, a few chunks ahead. Letting go of it
/// ends it.
pub(super) struct Copying {
    chunks: mpsc::Receiver<Vec<u8>>,
    task: Option<JoinHandle<anyhow::Result<Reading>>>,
    reading: Option<Reading>,
}

impl Copying {
    /// `query` is put between `copy (` and `) to stdout`; COPY takes no
    /// parameters, and only numbers may be put into it.
    pub(super) fn start(reading: Reading, query: &str) -> Self {
        let statement = format!("copy ({query}) to stdout (format binary)");
        let (sender, chunks) = mpsc::channel(AHEAD);
        let task = tokio::spawn(copy(reading, statement, sender));
        Copying { chunks, task: Some(task), reading: None }
    }

    /// The next tuples, whole ones; `None` after the last.
    pub(super) async fn next(&mut self) -> anyhow::Result<Option<Vec<u8>>> {
        let chunk = self.chunks.recv().await;
        if chunk.is_none()
            && let Some(task) = self.task.take()
        {
            self.reading = Some(task.await.context("pembacaan log berhenti")??);
        }
        Ok(chunk)
    }

    /// What is left of it, one chunk after the other.
    pub(super) fn into_stream(self) -> impl Stream<Item = anyhow::Result<Vec<u8>>> {
        stream::try_unfold(self, async |mut copying| {
            let next = copying.next().await?;
            if next.is_none() {
                copying.into_reading().finish();
                return Ok(None);
            }
            Ok(next.map(|chunk| (chunk, copying)))
        })
    }

    /// The connection, once there is nothing more to read.
    pub(super) fn into_reading(self) -> Reading {
        self.reading.expect("it was read to its end")
    }
}

async fn copy(
    mut reading: Reading,
    statement: String,
    chunks: mpsc::Sender<Vec<u8>>,
) -> anyhow::Result<Reading> {
    let mut messages = reading.connection.copy_out_raw(&statement).await?;
    let mut chunk: Vec<u8> = Vec::with_capacity(CHUNK_BYTES + CHUNK_BYTES / 8);
    // Where the tuples that are known to be whole end.
    let (mut whole, mut header_read, mut ended) = (0, false, false);
    while let Some(message) = messages.try_next().await? {
        ensure!(!ended, "aliran COPY terputus");
        chunk.extend_from_slice(&message);
        if !header_read {
            let Some(length) = header_length(&chunk) else { continue };
            chunk.drain(..length);
            header_read = true;
        }
        while let Some(length) = tuple_length(&chunk[whole..])? {
            if length == 0 {
                ended = true;
                chunk.truncate(whole);
                break;
            }
            whole += length;
        }
        if whole >= CHUNK_BYTES {
            let mut next = Vec::with_capacity(CHUNK_BYTES + CHUNK_BYTES / 8);
            next.extend_from_slice(&chunk[whole..]);
            chunk.truncate(whole);
            if chunks.send(std::mem::replace(&mut chunk, next)).await.is_err() {
                anyhow::bail!("pembacaan log dihentikan");
            }
            whole = 0;
        }
    }
    drop(messages);
    ensure!(header_read && ended && whole == chunk.len(), "aliran COPY terputus");
    if !chunk.is_empty() && chunks.send(chunk).await.is_err() {
        anyhow::bail!("pembacaan log dihentikan");
    }
    Ok(reading)
}

/// Signature (11), flags (4), length of the extension (4), the extension.
fn header_length(bytes: &[u8]) -> Option<usize> {
    let extension = u32::from_be_bytes(*bytes.get(15..)?.first_chunk()?);
    let length = 19 + usize::try_from(extension).ok()?;
    (bytes.len() >= length).then_some(length)
}

/// Bytes of the first tuple, `None` while it is not complete; the trailer, a
/// tuple without fields, counts as zero.
fn tuple_length(bytes: &[u8]) -> anyhow::Result<Option<usize>> {
    let Some(count) = bytes.first_chunk::<2>() else { return Ok(None) };
    let count = i16::from_be_bytes(*count);
    if count == -1 {
        return Ok(Some(0));
    }
    let mut at = 2;
    for _ in 0..count {
        let Some(length) = bytes.get(at..).and_then(<[u8]>::first_chunk::<4>) else {
            return Ok(None);
        };
        at += 4 + usize::try_from(i32::from_be_bytes(*length)).context("kolom kosong")?;
    }
    Ok((bytes.len() >= at).then_some(at))
}

/// The tuples of a chunk, each as its fields.
pub(super) struct Tuples<'a, const N: usize> {
    rest: &'a [u8],
}

impl<'a, const N: usize> Tuples<'a, N> {
    pub(super) fn new(chunk: &'a [u8]) -> Self {
        Tuples { rest: chunk }
    }
}

impl<'a, const N: usize> Iterator for Tuples<'a, N> {
    type Item = anyhow::Result<[&'a [u8]; N]>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let tuple = fields(&mut self.rest);
        if tuple.is_err() {
            self.rest = &[];
        }
        Some(tuple)
    }
}

fn fields<'a, const N: usize>(rest: &mut &'a [u8]) -> anyhow::Result<[&'a [u8]; N]> {
    let count = i16::from_be_bytes(take(rest)?);
    ensure!(usize::try_from(count) == Ok(N), "COPY memberi {count} kolom, bukan {N}");
    let mut fields: [&[u8]; N] = [&[]; N];
    for field in &mut fields {
        let length = usize::try_from(i32::from_be_bytes(take(rest)?)).context("kolom kosong")?;
        let (content, after) = rest.split_at_checked(length).context("aliran COPY terputus")?;
        (*field, *rest) = (content, after);
    }
    Ok(fields)
}

fn take<const N: usize>(rest: &mut &[u8]) -> anyhow::Result<[u8; N]> {
    let (first, after) = rest.split_first_chunk::<N>().context("aliran COPY terputus")?;
    *rest = after;
    Ok(*first)
}

/// One row of `events` as COPY gives it.
pub(super) struct Row<'a> {
    pub position: i64,
    pub kind: i16,
    pub stream: Uuid,
    pub version: u32,
    pub leaf_hash: &'a [u8],
    pub leaf: &'a [u8],
}

/// The rows of `events` after a position, in order.
pub(super) fn events_after(position: i64) -> String {
    format!(
        "select position, kind, stream, version, leaf_hash, leaf from events
          where position > {position} order by position"
    )
}

/// The leaves after a position, in order, and nothing that a leaf says itself.
pub(super) fn leaves_after(position: i64) -> String {
    format!("select position, leaf from events where position > {position} order by position")
}

/// The rows of a chunk of [`leaves_after`].
pub(super) fn leaves(chunk: &[u8]) -> impl Iterator<Item = anyhow::Result<(i64, &[u8])>> {
    Tuples::new(chunk).map(|tuple| {
        let [position, leaf] = tuple?;
        Ok((i64::from_be_bytes(position.try_into()?), leaf))
    })
}

/// The rows of a chunk of [`events_after`].
pub(super) fn rows(chunk: &[u8]) -> impl Iterator<Item = anyhow::Result<Row<'_>>> {
    Tuples::new(chunk).map(|tuple| {
        let [position, kind, stream, version, leaf_hash, leaf] = tuple?;
        Ok(Row {
            position: i64::from_be_bytes(position.try_into()?),
            kind: i16::from_be_bytes(kind.try_into()?),
            stream: Uuid::from_slice(stream)?,
            version: u32::from_be_bytes(version.try_into()?),
            leaf_hash,
            leaf,
        })
    })
}

/// Hashes that travel as one value: each tuple of a COPY is a message, and to
/// take one in costs more than what is in these.
pub(super) const HASHES: u64 = 4_096;

/// The leaf hashes between two positions, in order, many to a tuple.
pub(super) fn hashes_between(after: u64, upto: u64) -> String {
    format!(
        "select (select coalesce(string_agg(leaf_hash, ''), '')
                   from (select leaf_hash from events
                          where position > first and position <= least(first + {HASHES}, {upto})
                          order by position) as page)
           from generate_series({after}, {upto} - 1, {HASHES}) as first"
    )
}

/// One row of `disclosure`.
pub(super) struct Beside<'a> {
    pub position: i64,
    pub ordinal: i16,
    pub subject: Uuid,
    pub nonce: &'a [u8],
    pub sealed: &'a [u8],
}

/// The rows of `disclosure` for facts after a position, in their order.
pub(super) fn disclosures_after(position: i64) -> String {
    format!(
        "select position, ordinal, subject, nonce, sealed from disclosure
          where position > {position} order by position, ordinal"
    )
}

/// The rows of a chunk of [`disclosures_after`].
pub(super) fn beside(chunk: &[u8]) -> impl Iterator<Item = anyhow::Result<Beside<'_>>> {
    Tuples::new(chunk).map(|tuple| {
        let [position, ordinal, subject, nonce, sealed] = tuple?;
        Ok(Beside {
            position: i64::from_be_bytes(position.try_into()?),
            ordinal: i16::from_be_bytes(ordinal.try_into()?),
            subject: Uuid::from_slice(subject)?,
            nonce,
            sealed,
        })
    })
}

/// Facts and the sealed values that belong to them.
pub(super) struct Page {
    pub events: Vec<u8>,
    pub disclosures: Vec<u8>,
}

/// Two copies side by side, cut at the same positions.
pub(super) struct Pages {
    events: Copying,
    disclosures: Copying,
    /// Values of facts that did not come yet.
    rest: Vec<u8>,
    over: bool,
}

impl Pages {
    pub(super) fn start([events, disclosures]: [Reading; 2], after: i64) -> Self {
        Pages {
            events: Copying::start(events, &events_after(after)),
            disclosures: Copying::start(disclosures, &disclosures_after(after)),
            rest: Vec::new(),
            over: false,
        }
    }

    pub(super) async fn next(&mut self) -> anyhow::Result<Option<Page>> {
        let Some(events) = self.events.next().await? else {
            // What belongs to no fact is read to its end and left alone.
            while self.disclosures.next().await?.is_some() {}
            return Ok(None);
        };
        let last = rows(&events).last().context("potongan kosong")??.position;
        let mut disclosures = std::mem::take(&mut self.rest);
        let mut searched = 0;
        loop {
            let cut = searched + length_until(&disclosures[searched..], last)?;
            if cut < disclosures.len() || self.over {
                self.rest = disclosures.split_off(cut);
                return Ok(Some(Page { events, disclosures }));
            }
            searched = cut;
            match self.disclosures.next().await? {
                Some(more) => disclosures.extend_from_slice(&more),
                None => self.over = true,
            }
        }
    }

    /// The connections, once there is nothing more to read.
    pub(super) fn into_readings(self) -> [Reading; 2] {
        [self.events.into_reading(), self.disclosures.into_reading()]
    }

    /// One page after the other.
    pub(super) fn into_stream(self) -> impl Stream<Item = anyhow::Result<Page>> {
        stream::try_unfold(self, async |mut pages| {
            let next = pages.next().await?;
            if next.is_none() {
                for reading in pages.into_readings() {
                    leave(reading).await?;
                }
                return Ok(None);
            }
            Ok(next.map(|page| (page, pages)))
        })
    }
}

/// Bytes of the disclosures up to those of a position.
fn length_until(chunk: &[u8], position: i64) -> anyhow::Result<usize> {
    let mut tuples = Tuples::<5>::new(chunk);
    let mut length = 0;
    while let Some(tuple) = tuples.next() {
        let [at, ..] = tuple?;
        if i64::from_be_bytes(at.try_into()?) > position {
            break;
        }
        length = chunk.len() - tuples.rest.len();
    }
    Ok(length)
}
