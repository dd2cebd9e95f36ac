//! Gap hunt: readers that ask for `position > last` as fast as they can, while
//! many write. A guard against late commits is only proven where the same hunt
//! catches a table without one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use events::AliranId;
use jejak::clock::Clock;
use jejak::log::{AppendError, Expected, Log, Values};
use sqlx::{AssertSqlSafe, PgPool, query, query_scalar};
use tokio::task::JoinSet;

use crate::facts::{append, command, dilihat, diterima, id_acak, satu};
use crate::harness::database;

const READERS: usize = 3;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_reader_skips_what_many_writers_append() {
    const LOGS: u64 = 4;
    const WRITERS: usize = 16;
    let database = database().await;
    let mut logs = Vec::new();
    for seed in 0..LOGS {
        logs.push(database.log(Clock::System, seed).await);
    }
    let hunt = Hunt::start(&database.owner, "events");
    let replayed = tokio::spawn(replay_all_along(logs[0].clone(), hunt.over.clone()));
    let mut writers = JoinSet::new();
    for n in 0..WRITERS {
        writers.spawn(write(logs[n % logs.len()].clone()));
    }
    let written: u64 = writers.join_all().await.into_iter().sum();
    // Appends whose callers hung up may still be on their way.
    for log in logs {
        log.close().await;
    }
    let (seen, table) = hunt.finish(&database.owner).await;
    assert!(written > 500, "only {written} events");
    for seen in seen {
        let contiguous: Vec<i64> = (1..).take(seen.len()).collect();
        assert_eq!(seen, contiguous, "a reader sees 1, 2, 3… and nothing late");
        assert_eq!(seen, table, "and all of it");
    }
    replayed.await.expect("a replay sees no gap");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_hunt_catches_a_log_without_a_guard() {
    const TRIES: usize = 20;
    let database = database().await;
    let scratch = "create table kendali (position bigserial primary key)";
    query(scratch).execute(&database.owner).await.expect("the owner makes tables");
    query("grant all on kendali, kendali_position_seq to jejak_app")
        .execute(&database.owner)
        .await
        .expect("the owner grants");
    for _ in 0..TRIES {
        let hunt = Hunt::start(&database.owner, "kendali");
        let mut writers = JoinSet::new();
        for _ in 0..6 {
            writers.spawn(write_unguarded(database.service.clone()));
        }
        writers.join_all().await;
        let (seen, table) = hunt.finish(&database.owner).await;
        if seen.iter().any(|seen| *seen != table) {
            return;
        }
        query("truncate kendali").execute(&database.owner).await.expect("owner");
    }
    panic!("the hunt is blind: {TRIES} times nothing was skipped");
}

struct Hunt {
    over: Arc<AtomicBool>,
    readers: JoinSet<Vec<i64>>,
    table: &'static str,
}

impl Hunt {
    fn start(owner: &PgPool, table: &'static str) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let mut readers = JoinSet::new();
        for _ in 0..READERS {
            readers.spawn(read(owner.clone(), table, over.clone()));
        }
        Hunt { over, readers, table }
    }

    /// What each reader saw, in the order in which it did, and what is there.
    async fn finish(self, owner: &PgPool) -> (Vec<Vec<i64>>, Vec<i64>) {
        self.over.store(true, Ordering::SeqCst);
        let seen = self.readers.join_all().await;
        (seen, positions(owner, self.table, 0).await)
    }
}

async fn read(pool: PgPool, table: &'static str, over: Arc<AtomicBool>) -> Vec<i64> {
    let mut seen = Vec::new();
    loop {
        // Asked before reading, so that the last reading is after the last write.
        let last_time = over.load(Ordering::SeqCst);
        let after = seen.last().copied().unwrap_or(0);
        seen.extend(positions(&pool, table, after).await);
        if last_time {
            return seen;
        }
    }
}

async fn positions(pool: &PgPool, table: &str, after: i64) -> Vec<i64> {
    let select = format!("select position from {table} where position > $1 order by position");
    let rows = query_scalar(AssertSqlSafe(select)).bind(after).fetch_all(pool).await;
    rows.expect("the owner reads")
}

/// The log's own reader asserts that positions follow each other.
async fn replay_all_along(log: Log, over: Arc<AtomicBool>) {
    let mut last = 0;
    while !over.load(Ordering::SeqCst) {
        let read = log.replay(last, Values::Sealed).await.expect("no gap");
        assert!(read.iter().map(|t| t.position).eq((last + 1..).take(read.len())));
        last = read.last().map_or(last, |t| t.position);
    }
}

/// Appends of several sizes; some are refused, some callers hang up. Answers how
/// many facts were acknowledged.
async fn write(log: Log) -> u64 {
    let mut acknowledged = 0;
    for n in 0..40_u32 {
        let stream = AliranId::pendamping(id_acak());
        match rand::random::<u8>() % 8 {
            0 => {
                let stale = append(stream, Expected::Version(9), vec![dilihat(n)]);
                let refused = log.append(command(id_acak(), vec![stale])).await;
                assert!(matches!(refused, Err(AppendError::Conflict { .. })), "{refused:?}");
            }
            1 => {
                let hasty = log.append(satu(id_acak(), id_acak()));
                let patience = Duration::from_micros(rand::random::<u64>() % 3_000);
                let _ = tokio::time::timeout(patience, hasty).await;
            }
            size => {
                let sealed = AliranId::perkara(id_acak());
                let facts = (0..u32::from(size)).map(dilihat).collect();
                let appends = vec![
                    append(stream, Expected::Version(0), facts),
                    append(sealed, Expected::Any, vec![diterima("a", "b", "c")]),
                ];
                let outcome = log.append(command(id_acak(), appends)).await.expect("in time");
                acknowledged += outcome.last_position - outcome.first_position + 1;
            }
        }
    }
    acknowledged
}

/// The usual mistake: the number is drawn before the commit.
async fn write_unguarded(pool: PgPool) {
    for _ in 0..15 {
        let mut transaction = pool.begin().await.expect("a transaction");
        query("insert into kendali default values")
            .execute(&mut *transaction)
            .await
            .expect("the service may");
        tokio::time::sleep(Duration::from_micros(rand::random::<u64>() % 3_000)).await;
        transaction.commit().await.expect("nothing stands against it");
    }
}
