//! Tampering: somebody who owns the server and has switched the triggers off.
//! Whatever is changed, verification finds it and names where.
//!
//! Whoever recomputes the whole log and its head leaves nothing to find inside
//! the database: that is what a root published elsewhere is for.

use events::AliranId;
use jejak::clock::Clock;
use jejak::log::{Expected, Log};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use sqlx::{AssertSqlSafe, FromRow, query, query_as};
use uuid::Uuid;

use crate::facts::{append, command, dilihat, diterima, id_acak};
use crate::harness::{Database, database};
use crate::log_attacks::ATTACKS;

#[tokio::test]
async fn whatever_is_tampered_with_is_found_and_named() {
    const LOGS: u64 = 3;
    const ROUNDS: usize = 8;
    let mut rounds = 0;
    for seed in 0..LOGS {
        let mut rng = StdRng::seed_from_u64(seed);
        let written = Written::write(&mut rng).await;
        for attack in ATTACKS {
            for _ in 0..ROUNDS {
                let attack = attack(&written, &mut rng);
                written.tamper(&attack.statements).await;
                let verdict = written.log.verify(|_, _| ()).await.expect("the log is readable");
                let finding = verdict.finding.unwrap_or_else(|| panic!("unseen: {attack:?}"));
                attack.check(&finding);
                written.restore().await;
                let verdict = written.log.verify(|_, _| ()).await.expect("readable");
                assert_eq!(verdict.finding, None, "an untouched log verifies");
                rounds += 1;
            }
        }
    }
    println!("{rounds} rounds of tampering, undetected 0");
}

/// Looking at one stream alone names what was done to it, and finds nothing in
/// the others.
#[tokio::test]
async fn a_stream_that_was_tampered_with_is_named_by_looking_at_it_alone() {
    let mut rng = StdRng::seed_from_u64(11);
    let written = Written::write(&mut rng).await;
    let stream = |row: &Row| AliranId {
        jenis: events::JenisAliran::dari_kode(row.kind).expect("a kind"),
        id: row.stream,
    };
    let [sasaran, lain] = [0, 1].map(|ke| stream(&written.rows[ke]));
    let second = written.rows.iter().filter(|row| row.stream == sasaran.id).nth(1);
    let second = second.expect("each stream has at least four facts").position;
    for (statement, named) in [
        (
            format!("update events set leaf = leaf || ' ' where position = {second}"),
            "isi daun tidak sesuai hash-nya",
        ),
        (
            format!("update events set version = version + 100 where position = {second}"),
            "kolom aliran atau versi tidak sesuai daun",
        ),
        (format!("delete from events where position = {second}"), "versi aliran tidak berurutan"),
    ] {
        written.tamper(&[statement]).await;
        let found = written.log.inspect(&[sasaran]).await.expect("readable");
        let found: Vec<String> = found.into_iter().filter_map(|fact| fact.problem).collect();
        assert!(found.iter().any(|what| what == named), "{named}: {found:?}");
        let other = written.log.inspect(&[lain]).await.expect("readable");
        assert!(!other.is_empty() && other.iter().all(|fact| fact.problem.is_none()));
        written.restore().await;
        let whole = written.log.inspect(&[sasaran, lain]).await.expect("readable");
        assert!(whole.iter().all(|fact| fact.problem.is_none()), "{whole:?}");
    }
}

/// A log that grows while it is verified is not taken for a forged one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_that_grows_meanwhile_verifies() {
    let database = database().await;
    let log = database.log(Clock::System, 1).await;
    let writing = tokio::spawn({
        let log = log.clone();
        async move {
            for n in 0..300 {
                let stream = AliranId::pendamping(Uuid::from_u128(n % 7));
                let facts = vec![dilihat(1), dilihat(2)];
                let given = command(id_acak(), vec![append(stream, Expected::Any, facts)]);
                log.append(given).await.expect("new");
            }
        }
    });
    let mut verified = 0;
    while !writing.is_finished() {
        assert_eq!(log.verify(|_, _| ()).await.expect("readable").finding, None);
        verified += 1;
    }
    writing.await.expect("no panic");
    assert!(verified > 10, "only {verified} times");
    assert_eq!(log.verify(|_, _| ()).await.expect("readable").events, 600);
}

/// What is put back after an attack.
const TABLES: [&str; 4] = ["events", "log_head", "disclosure", "commands"];

/// A written log, and what an attacker needs to know of it.
pub(super) struct Written {
    database: Database,
    log: Log,
    pub rows: Vec<Row>,
}

#[derive(FromRow)]
pub(super) struct Row {
    #[sqlx(try_from = "i64")]
    pub position: u64,
    pub kind: i16,
    pub stream: Uuid,
    pub version: i32,
    pub leaf: Vec<u8>,
    pub leaf_hash: Vec<u8>,
}

impl Written {
    /// Some dozens of facts over five streams, each of which has at least four.
    pub(super) async fn write(rng: &mut StdRng) -> Self {
        let database = database().await;
        let log = database.log(Clock::System, rng.random()).await;
        let streams: Vec<Uuid> = (0..5).map(|_| Uuid::from_u128(rng.random())).collect();
        let several = rng.random_range(0..40);
        let random: Vec<usize> = (0..several).map(|_| rng.random_range(0..5)).collect();
        for n in (0..20).map(|n| n % 5).chain(random) {
            let (stream, fakta) = match n {
                0 => (AliranId::perkara(streams[0]), diterima("Budi", "3273", "aset")),
                n => (AliranId::pendamping(streams[n]), dilihat(rng.random_range(100..999))),
            };
            let given = command(id_acak(), vec![append(stream, Expected::Any, vec![fakta])]);
            log.append(given).await.expect("new");
        }
        for table in TABLES {
            let keep = format!("create table {table}_asli as table {table}");
            query(AssertSqlSafe(keep)).execute(&database.owner).await.expect("owner");
        }
        let rows = query_as(
            "select position, kind, stream, version, leaf, leaf_hash from events order by position",
        )
        .fetch_all(&database.owner)
        .await
        .expect("the owner reads");
        Written { database, log, rows }
    }

    pub(super) async fn tamper(&self, statements: &[String]) {
        let mut attacker = self.database.owner.begin().await.expect("the owner may");
        let off = "set local session_replication_role = replica";
        query(off).execute(&mut *attacker).await.expect("the owner may");
        for statement in statements {
            let done = query(AssertSqlSafe(statement.clone())).execute(&mut *attacker).await;
            done.unwrap_or_else(|error| panic!("{statement}: {error}"));
        }
        attacker.commit().await.expect("the attacker succeeds");
    }

    pub(super) fn log(&self) -> &Log {
        &self.log
    }

    pub(super) async fn restore(&self) {
        let statements = TABLES.into_iter().flat_map(|table| {
            [format!("delete from {table}"), format!("insert into {table} table {table}_asli")]
        });
        self.tamper(&statements.collect::<Vec<_>>()).await;
    }

    pub(super) fn end(&self) -> u64 {
        self.rows.last().expect("the log is not empty").position
    }

    pub(super) fn any(&self, rng: &mut StdRng) -> &Row {
        &self.rows[rng.random_range(0..self.rows.len())]
    }

    pub(super) fn stream_of(&self, row: &Row) -> Vec<&Row> {
        self.rows.iter().filter(|other| other.stream == row.stream).collect()
    }

    /// The range of the perfect subtree in which a position lies.
    pub(super) fn subtree(&self, position: u64) -> (u64, u64) {
        let mut from = 1;
        for bit in (0..64).rev().filter(|bit| self.end() >> bit & 1 == 1) {
            let to = from + (1 << bit) - 1;
            if position <= to {
                return (from, to);
            }
            from = to + 1;
        }
        unreachable!("{position} is in the log")
    }
}
