//! Every statement on the log's tables but the bulk reads and those of the schema.

use anyhow::Context;
use chrono::{DateTime, Utc};
use events::AliranId;
use sqlx::{PgExecutor, PgPool};
use uuid::Uuid;

use super::Outcome;
use super::keys::Sealed;
use super::tree::{Frontier, Hash};

/// The commit point as read.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub log: Uuid,
    pub position: u64,
    pub recorded_at: DateTime<Utc>,
    pub root: Hash,
    pub frontier: Frontier,
}

/// One row of each table, as the writer prepared it.
pub(super) struct EventRow {
    pub position: i64,
    pub kind: i16,
    pub stream: Uuid,
    pub version: i32,
    pub leaf: Vec<u8>,
    pub leaf_hash: Hash,
}

pub(super) struct CommandRow {
    pub command: Uuid,
    pub fingerprint: Vec<u8>,
    pub first_position: i64,
    pub last_position: i64,
}

pub(super) struct DisclosureRow {
    pub position: i64,
    pub ordinal: i16,
    pub subject: Uuid,
    pub sealed: Sealed,
}

pub(super) struct KeyRow {
    pub subject: Uuid,
    pub wrapped: Sealed,
}

#[derive(Default)]
pub(super) struct Batch {
    pub events: Vec<EventRow>,
    pub commands: Vec<CommandRow>,
    pub disclosures: Vec<DisclosureRow>,
    pub keys: Vec<KeyRow>,
}

pub(super) struct KnownCommand {
    pub command: Uuid,
    pub fingerprint: Vec<u8>,
    pub outcome: Outcome,
}

pub(super) async fn head(database: impl PgExecutor<'_>) -> anyhow::Result<Head> {
    let row = stored_head(database).await?.context("kepala log hilang; pulihkan dari cadangan")?;
    let frontier = row.frontier().context("tepi pohon kepala log tidak sesuai ukurannya")?;
    Ok(Head {
        log: row.log,
        position: u64::try_from(row.position)?,
        recorded_at: DateTime::from_timestamp_micros(row.recorded_at)
            .context("waktu kepala log di luar jangkauan")?,
        root: row.root.try_into().ok().context("akar kepala log bukan 32 bita")?,
        frontier,
    })
}

/// The head as it stands in its row, be it ever so wrong.
pub(super) struct StoredHead {
    pub log: Uuid,
    pub position: i64,
    /// Microseconds since 1970.
    pub recorded_at: i64,
    pub root: Vec<u8>,
    pub frontier: Vec<u8>,
}

impl StoredHead {
    pub(super) fn frontier(&self) -> Option<Frontier> {
        Frontier::try_new(u64::try_from(self.position).ok()?, &self.frontier)
    }
}

pub(super) async fn stored_head(
    database: impl PgExecutor<'_>,
) -> anyhow::Result<Option<StoredHead>> {
    sqlx::query_as!(StoredHead, "select log, position, recorded_at, root, frontier from log_head")
        .fetch_optional(database)
        .await
        .context("kepala log tidak terbaca")
}

/// Versions and last leaf hashes of streams; streams without facts are absent.
pub(super) async fn stream_heads(
    database: impl PgExecutor<'_>,
    streams: &[(i16, Uuid)],
) -> sqlx::Result<Vec<(i16, Uuid, u32, Hash)>> {
    let kinds: Vec<i16> = streams.iter().map(|(kind, _)| *kind).collect();
    let ids: Vec<Uuid> = streams.iter().map(|(_, id)| *id).collect();
    let rows = sqlx::query!(
        r#"select wanted.kind as "kind!", wanted.stream as "stream!", last.version, last.leaf_hash
             from unnest($1::smallint[], $2::uuid[]) as wanted (kind, stream)
            cross join lateral (
                select version, leaf_hash from events
                 where events.stream = wanted.stream and events.kind = wanted.kind
                 order by version desc limit 1) as last"#,
        &kinds,
        &ids,
    )
    .fetch_all(database)
    .await?;
    let heads = rows.into_iter().map(|row| {
        let hash = Hash::try_from(row.leaf_hash).expect("a constraint keeps hashes at 32 bytes");
        (row.kind, row.stream, row.version.cast_unsigned(), hash)
    });
    Ok(heads.collect())
}

/// The first and the last leaf of a stream.
pub(super) async fn first_and_last(
    database: impl PgExecutor<'_>,
    kind: i16,
    stream: Uuid,
) -> sqlx::Result<Vec<Vec<u8>>> {
    sqlx::query_scalar!(
        r#"(select leaf as "leaf!" from events where kind = $1 and stream = $2 and version = 1)
           union all
           (select leaf from events where kind = $1 and stream = $2 order by version desc limit 1)"#,
        kind,
        stream,
    )
    .fetch_all(database)
    .await
}

/// A page of leaves after a position.
pub(super) async fn leaves(
    pool: &PgPool,
    after: i64,
    limit: i64,
) -> sqlx::Result<Vec<(i64, Vec<u8>)>> {
    let rows = sqlx::query!(
        "select position, leaf from events where position > $1 order by position limit $2",
        after,
        limit,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(|row| (row.position, row.leaf)).collect())
}

/// Leaves of several streams, stream by stream in the order of their versions.
pub(super) async fn leaves_of(pool: &PgPool, streams: &[AliranId]) -> sqlx::Result<Vec<Vec<u8>>> {
    let kinds: Vec<i16> = streams.iter().map(|stream| stream.jenis.kode()).collect();
    let ids: Vec<Uuid> = streams.iter().map(|stream| stream.id).collect();
    sqlx::query_scalar!(
        r#"select events.leaf from unnest($1::smallint[], $2::uuid[]) as wanted (kind, stream)
             join events on events.stream = wanted.stream and events.kind = wanted.kind
            order by events.kind, events.stream, events.version"#,
        &kinds,
        &ids,
    )
    .fetch_all(pool)
    .await
}

/// A row of `events` with all its columns.
pub(super) struct StoredRow {
    pub position: i64,
    pub kind: i16,
    pub stream: Uuid,
    pub version: i32,
    pub leaf_hash: Vec<u8>,
    pub leaf: Vec<u8>,
}

/// The rows of several streams, each in the order of its versions.
pub(super) async fn rows_of(pool: &PgPool, streams: &[AliranId]) -> sqlx::Result<Vec<StoredRow>> {
    let kinds: Vec<i16> = streams.iter().map(|stream| stream.jenis.kode()).collect();
    let ids: Vec<Uuid> = streams.iter().map(|stream| stream.id).collect();
    sqlx::query_as!(
        StoredRow,
        r#"select events.position, events.kind, events.stream, events.version,
                  events.leaf_hash, events.leaf
             from unnest($1::smallint[], $2::uuid[]) as wanted (kind, stream)
             join events on events.stream = wanted.stream and events.kind = wanted.kind
            order by events.kind, events.stream, events.version"#,
        &kinds,
        &ids,
    )
    .fetch_all(pool)
    .await
}

/// First and last leaf of every stream of a kind.
pub(super) async fn ends_of(pool: &PgPool, kind: i16) -> sqlx::Result<Vec<Vec<u8>>> {
    sqlx::query_scalar!(
        r#"select ends.leaf as "leaf!" from events as first
            cross join lateral (
                select first.version, first.leaf
                union all
                (select version, leaf from events as last
                  where last.kind = first.kind and last.stream = first.stream and version > 1
                  order by version desc limit 1)) as ends
            where first.kind = $1 and first.version = 1
            order by first.stream, ends.version"#,
        kind,
    )
    .fetch_all(pool)
    .await
}

/// Every stream of some kinds, with its last version.
pub(super) async fn versions_of(
    pool: &PgPool,
    kinds: &[i16],
) -> sqlx::Result<Vec<(i16, Uuid, i32)>> {
    let rows = sqlx::query!(
        r#"select first.kind, first.stream, last.version as "version!" from events as first
            cross join lateral (
                select version from events
                 where events.stream = first.stream and events.kind = first.kind
                 order by version desc limit 1) as last
            where first.kind = any($1) and first.version = 1
            order by first.kind, first.stream"#,
        kinds,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(|row| (row.kind, row.stream, row.version)).collect())
}

/// Every stream of a kind.
pub(super) async fn stream_ids(pool: &PgPool, kind: i16) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        "select stream from events where kind = $1 and version = 1 order by stream",
        kind,
    )
    .fetch_all(pool)
    .await
}

pub(super) async fn commands(
    database: impl PgExecutor<'_>,
    ids: &[Uuid],
) -> sqlx::Result<Vec<KnownCommand>> {
    let rows = sqlx::query!(
        "select command, fingerprint, first_position, last_position from commands
          where command = any($1)",
        ids,
    )
    .fetch_all(database)
    .await?;
    let known = rows.into_iter().map(|row| KnownCommand {
        command: row.command,
        fingerprint: row.fingerprint,
        outcome: Outcome {
            first_position: row.first_position.cast_unsigned(),
            last_position: row.last_position.cast_unsigned(),
        },
    });
    Ok(known.collect())
}

pub(super) async fn subject_keys(
    database: impl PgExecutor<'_>,
    subjects: &[Uuid],
) -> sqlx::Result<Vec<(Uuid, Sealed)>> {
    let rows = sqlx::query!(
        "select subject, nonce, wrapped from subject_key where subject = any($1)",
        subjects,
    )
    .fetch_all(database)
    .await?;
    let keys =
        rows.into_iter().map(|row| (row.subject, Sealed { nonce: row.nonce, bytes: row.wrapped }));
    Ok(keys.collect())
}

/// A sealed value as it stands in its row.
pub(super) struct StoredDisclosure {
    pub position: i64,
    pub ordinal: i16,
    pub subject: Uuid,
    pub nonce: Vec<u8>,
    pub sealed: Vec<u8>,
}

/// The sealed values of the facts at these positions.
pub(super) async fn disclosures(
    pool: &PgPool,
    positions: &[i64],
) -> sqlx::Result<Vec<StoredDisclosure>> {
    sqlx::query_as!(
        StoredDisclosure,
        "select position, ordinal, subject, nonce, sealed from disclosure
          where position = any($1) order by position, ordinal",
        positions,
    )
    .fetch_all(pool)
    .await
}

/// What became of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Appended {
    Landed,
    /// Somebody else moved the head, and nothing was written.
    HeadMoved,
    /// A command, a version of a stream or a subject's key is there already, and
    /// nothing was written.
    Taken,
}

/// Compares and swaps the head and inserts the batch, in one statement and one
/// commit.
pub(super) async fn append(
    database: impl PgExecutor<'_>,
    old: &Head,
    new: &Head,
    batch: &Batch,
) -> sqlx::Result<Appended> {
    let e = &batch.events;
    let c = &batch.commands;
    let d = &batch.disclosures;
    let k = &batch.keys;
    let swapped = sqlx::query_scalar!(
        r#"with head as (
               update log_head set position = $3, recorded_at = $4, root = $5, frontier = $6
                where satu and position = $1 and root = $2 returning true),
           new_events as (
               insert into events (position, kind, stream, version, leaf, leaf_hash)
               select u.* from head, unnest($7::bigint[], $8::smallint[], $9::uuid[],
                                            $10::integer[], $11::bytea[], $12::bytea[]) as u),
           new_commands as (
               insert into commands (command, fingerprint, first_position, last_position)
               select u.* from head, unnest($13::uuid[], $14::bytea[],
                                            $15::bigint[], $16::bigint[]) as u),
           new_disclosures as (
               insert into disclosure (position, ordinal, subject, nonce, sealed)
               select u.* from head, unnest($17::bigint[], $18::smallint[], $19::uuid[],
                                            $20::bytea[], $21::bytea[]) as u),
           new_keys as (
               insert into subject_key (subject, nonce, wrapped)
               select u.* from head, unnest($22::uuid[], $23::bytea[], $24::bytea[]) as u)
           select count(*) as "count!" from head"#,
        old.position.cast_signed(),
        &old.root[..],
        new.position.cast_signed(),
        new.recorded_at.timestamp_micros(),
        &new.root[..],
        &new.frontier.bytes(),
        &e.iter().map(|r| r.position).collect::<Vec<_>>(),
        &e.iter().map(|r| r.kind).collect::<Vec<_>>(),
        &e.iter().map(|r| r.stream).collect::<Vec<_>>(),
        &e.iter().map(|r| r.version).collect::<Vec<_>>(),
        &e.iter().map(|r| &r.leaf[..]).collect::<Vec<_>>() as &[&[u8]],
        &e.iter().map(|r| &r.leaf_hash[..]).collect::<Vec<_>>() as &[&[u8]],
        &c.iter().map(|r| r.command).collect::<Vec<_>>(),
        &c.iter().map(|r| &r.fingerprint[..]).collect::<Vec<_>>() as &[&[u8]],
        &c.iter().map(|r| r.first_position).collect::<Vec<_>>(),
        &c.iter().map(|r| r.last_position).collect::<Vec<_>>(),
        &d.iter().map(|r| r.position).collect::<Vec<_>>(),
        &d.iter().map(|r| r.ordinal).collect::<Vec<_>>(),
        &d.iter().map(|r| r.subject).collect::<Vec<_>>(),
        &d.iter().map(|r| &r.sealed.nonce[..]).collect::<Vec<_>>() as &[&[u8]],
        &d.iter().map(|r| &r.sealed.bytes[..]).collect::<Vec<_>>() as &[&[u8]],
        &k.iter().map(|r| r.subject).collect::<Vec<_>>(),
        &k.iter().map(|r| &r.wrapped.nonce[..]).collect::<Vec<_>>() as &[&[u8]],
        &k.iter().map(|r| &r.wrapped.bytes[..]).collect::<Vec<_>>() as &[&[u8]],
    )
    .fetch_one(database)
    .await;
    match swapped {
        Ok(1) => Ok(Appended::Landed),
        Ok(_) => Ok(Appended::HeadMoved),
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => Ok(Appended::Taken),
        Err(error) => Err(error),
    }
}
