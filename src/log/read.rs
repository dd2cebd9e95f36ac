//! Reading: one stream by its index, or the whole log by COPY.
//!
//! A reader's condition is `position > $1`; that positions follow each other is
//! asserted, because only corruption could break it.

use std::collections::HashMap;

use anyhow::{Context, ensure};
use events::{AliranId, Event, Tercatat};
use futures_util::TryStreamExt;
use sqlx::pool::PoolConnection;
use sqlx::{PgPool, Postgres};
use uuid::Uuid;

use super::disclosure::{digest, digests, put_back, value};
use super::keys::{MasterKey, Sealed, SubjectKey};
use super::leaf::Leaf;
use super::{Log, store};

/// Whether sealed values are opened while reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    Sealed,
    Open,
}

/// One row of `events` as COPY gives it.
pub(super) struct Row {
    pub position: i64,
    pub kind: i16,
    pub stream: Uuid,
    pub version: u32,
    pub leaf_hash: Vec<u8>,
    pub leaf: Vec<u8>,
}

impl Log {
    /// The facts of one stream, oldest first.
    pub async fn stream(
        &self,
        stream: AliranId,
        values: Values,
    ) -> anyhow::Result<Vec<Tercatat<Event>>> {
        let leaves = sqlx::query_scalar!(
            "select leaf from events where kind = $1 and stream = $2 order by version",
            stream.jenis.kode(),
            stream.id,
        )
        .fetch_all(&self.pool)
        .await?;
        let leaves: Vec<Leaf> =
            leaves.iter().map(|leaf| Leaf::parse(leaf)).collect::<anyhow::Result<_>>()?;
        self.decode(leaves, values).await
    }

    /// Every fact after a position, oldest first.
    pub async fn replay(&self, after: u64, values: Values) -> anyhow::Result<Vec<Tercatat<Event>>> {
        let mut leaves = Vec::new();
        let mut last = after;
        copy_out(&self.pool, after.cast_signed(), |row| {
            ensure!(row.position == last.cast_signed() + 1, "posisi {} hilang dari log", last + 1);
            last += 1;
            leaves.push(Leaf::parse(&row.leaf)?);
            Ok(())
        })
        .await?;
        self.decode(leaves, values).await
    }

    /// Position of the last fact.
    pub async fn position(&self) -> anyhow::Result<u64> {
        Ok(store::head(&self.pool).await?.position)
    }

    pub(super) async fn decode(
        &self,
        mut leaves: Vec<Leaf>,
        values: Values,
    ) -> anyhow::Result<Vec<Tercatat<Event>>> {
        if values == Values::Open {
            let opened = opened(&self.pool, &self.key, &leaves).await?;
            for leaf in &mut leaves {
                put_back(&mut leaf.body, &opened);
            }
        }
        leaves.into_iter().map(Leaf::decode).collect()
    }
}

/// The values behind the digests in these leaves. What was erased is absent.
pub(super) async fn opened(
    pool: &PgPool,
    key: &MasterKey,
    leaves: &[Leaf],
) -> anyhow::Result<HashMap<String, String>> {
    let positions: Vec<i64> = leaves.iter().map(|leaf| leaf.position.cast_signed()).collect();
    let rows = sqlx::query!(
        "select position, ordinal, subject, nonce, sealed from disclosure
          where position = any($1) order by position, ordinal",
        &positions,
    )
    .fetch_all(pool)
    .await?;
    let mut subjects: Vec<Uuid> = rows.iter().map(|row| row.subject).collect();
    subjects.sort_unstable();
    subjects.dedup();
    let mut keys: HashMap<Uuid, SubjectKey> = HashMap::new();
    for (subject, wrapped) in store::subject_keys(pool, &subjects).await? {
        let key = key.unwrap_key(subject, &wrapped);
        keys.insert(subject, key.with_context(|| format!("kunci subjek {subject}"))?);
    }
    let digests: HashMap<i64, Vec<String>> =
        positions.iter().copied().zip(leaves.iter().map(|leaf| digests(&leaf.body))).collect();
    let mut opened = HashMap::with_capacity(rows.len());
    for row in rows {
        let ordinal = usize::try_from(row.ordinal)?;
        let expected = digests.get(&row.position).and_then(|digests| digests.get(ordinal));
        let (Some(expected), Some(key)) = (expected, keys.get(&row.subject)) else { continue };
        let sealed = Sealed { nonce: row.nonce, bytes: row.sealed };
        let text = key.open(expected.as_bytes(), &sealed);
        let text = text.with_context(|| format!("nilai pada posisi {}", row.position))?;
        let text = String::from_utf8(text)?;
        ensure!(digest(&text) == *expected, "nilai pada posisi {} tidak sesuai daun", row.position);
        opened.insert(expected.clone(), value(&text).context("nilai tersegel rusak")?);
    }
    Ok(opened)
}

/// Streams the rows after a position through `visit`, by COPY in binary form:
/// the server's cheapest way out, without a row decoder in between.
pub(super) async fn copy_out(
    pool: &PgPool,
    after: i64,
    visit: impl FnMut(Row) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    // COPY takes no parameters; the only value put in is a number.
    let statement = format!(
        "copy (select position, kind, stream, version, leaf_hash, leaf from events
                where position > {after} order by position) to stdout (format binary)"
    );
    copy_statement(pool, &statement, visit).await
}

/// As `copy_out`, for any statement that gives the columns of a `Row`.
pub(super) async fn copy_statement(
    pool: &PgPool,
    statement: &str,
    mut visit: impl FnMut(Row) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut reading = Reading { connection: pool.acquire().await?, finished: false };
    let mut chunks = reading.connection.copy_out_raw(statement).await?;
    let mut buffer: Vec<u8> = Vec::new();
    let mut header_read = false;
    while let Some(chunk) = chunks.try_next().await? {
        buffer.extend_from_slice(&chunk);
        let mut at = 0;
        if !header_read {
            let Some(length) = header_length(&buffer) else { continue };
            (at, header_read) = (length, true);
        }
        while let Some((row, length)) = parse_row(&buffer[at..])? {
            at += length;
            if let Some(row) = row {
                visit(row)?;
            }
        }
        buffer.drain(..at);
    }
    drop(chunks);
    ensure!(header_read && buffer.is_empty(), "aliran COPY terputus");
    reading.finished = true;
    Ok(())
}

/// A connection on which a COPY runs. sqlx does not notice one that was left
/// half-way: the next query on that connection would be given the answer of the
/// one before, so that it is closed instead of going back to the pool.
struct Reading {
    connection: PoolConnection<Postgres>,
    finished: bool,
}

impl Drop for Reading {
    fn drop(&mut self) {
        if !self.finished {
            self.connection.close_on_drop();
        }
    }
}

/// Signature (11), flags (4), length of the extension (4), the extension.
fn header_length(bytes: &[u8]) -> Option<usize> {
    let extension = u32::from_be_bytes(*bytes.get(15..)?.first_chunk()?);
    let length = 19 + usize::try_from(extension).ok()?;
    (bytes.len() >= length).then_some(length)
}

/// One tuple and its length; `None` while it is not complete. The trailer is a
/// tuple of its own without a row.
fn parse_row(bytes: &[u8]) -> anyhow::Result<Option<(Option<Row>, usize)>> {
    let Some(count) = bytes.first_chunk::<2>() else { return Ok(None) };
    let count = i16::from_be_bytes(*count);
    if count == -1 {
        return Ok(Some((None, 2)));
    }
    ensure!(count == 6, "COPY memberi {count} kolom, bukan 6");
    let mut at = 2;
    let mut fields: [&[u8]; 6] = [&[]; 6];
    for field in &mut fields {
        let Some(length) = bytes.get(at..).and_then(<[u8]>::first_chunk::<4>) else {
            return Ok(None);
        };
        let length = usize::try_from(i32::from_be_bytes(*length)).context("kolom kosong")?;
        let Some(content) = bytes.get(at + 4..at + 4 + length) else { return Ok(None) };
        *field = content;
        at += 4 + length;
    }
    let [position, kind, stream, version, leaf_hash, leaf] = fields;
    let row = Row {
        position: i64::from_be_bytes(position.try_into()?),
        kind: i16::from_be_bytes(kind.try_into()?),
        stream: Uuid::from_slice(stream)?,
        version: u32::from_be_bytes(version.try_into()?),
        leaf_hash: leaf_hash.to_vec(),
        leaf: leaf.to_vec(),
    };
    Ok(Some((Some(row), at)))
}
