//! The cancelled `begin`: in sqlx 0.8.4 to 0.9.0 a dropped `begin()` leaves its
//! transaction open on the pooled connection (transact-rs/sqlx#4385), and what
//! is then acknowledged on it is rolled back later.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use events::teks::Label;
use events::waktu::{Waktu, Zona};
use events::{AliranId, Event, Fakta, pendamping};
use jejak::clock::Clock;
use jejak::log::{Append, AppendError, Command, Expected, Log, MasterKey};
use jejak::proyeksi::Penjalan;
use projections::proyeksi::{SEMUA, tanpa_menunggu_cakram, tulis_ke};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use sqlx::postgres::PgPoolOptions;
use sqlx::{Connection as _, PgConnection, PgPool, query, query_scalar, raw_sql};
use tokio::task::JoinSet;
use tokio::time::timeout;
use uuid::Uuid;

use crate::office::Office;

const WRITERS: usize = 4;
const DROPPERS: usize = 3;
const WRITES: usize = 60;
const MOST_WRITES: usize = 20_000;
const DROPPED: usize = 60;

/// As the log works: its writer is a task of its own, and the pool rolls back
/// what comes back to it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dropped_begin_loses_nothing_that_the_log_acknowledged() {
    let office = Office::on_a_server().await;
    let pool = jejak::log::connect(&office.service()).await.unwrap();
    let log = open(&office, &pool).await;
    let dropping = Dropping::start(&pool);
    let mut writers = JoinSet::new();
    for _ in 0..WRITERS {
        writers.spawn(append_on(log.clone(), dropping.dropped.clone()));
    }
    let acknowledged: Vec<Uuid> = writers.join_all().await.concat();
    let dropped = dropping.stop().await;
    log.close().await;
    pool.close().await;
    let lost = lost(&office, "select command from commands", &acknowledged).await;
    println!("{} acknowledged, {lost} lost, {dropped} begins dropped", acknowledged.len());
    assert!(dropped > 50, "only {dropped} begins were dropped");
    assert_eq!(lost, 0);
    office.leave().await;
}

/// The control, with neither: each writer writes for itself over an ordinary
/// pool, one statement that the server acknowledges.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_task_and_rollback_a_dropped_begin_loses_acknowledged_writes() {
    const TRIES: usize = 5;
    let office = Office::on_a_server().await;
    let mut owner = PgConnection::connect_with(&office.owner()).await.unwrap();
    raw_sql("create table kendali (command uuid); grant all on kendali to jejak_app")
        .execute(&mut owner)
        .await
        .unwrap();
    let mut acknowledged = Vec::new();
    for _ in 0..TRIES {
        let pool =
            PgPoolOptions::new().max_connections(12).connect_with(office.service()).await.unwrap();
        let dropping = Dropping::start(&pool);
        let mut writers = JoinSet::new();
        for _ in 0..WRITERS {
            writers.spawn(insert_on(pool.clone()));
        }
        acknowledged.extend(writers.join_all().await.concat());
        let dropped = dropping.stop().await;
        pool.close().await;
        let lost = lost(&office, "select command from kendali", &acknowledged).await;
        println!("{} acknowledged, {lost} lost, {dropped} begins dropped", acknowledged.len());
        if lost > 0 {
            office.leave().await;
            return;
        }
    }
    panic!("the hunt is blind: nothing was lost");
}

/// A read model answers before it is on disk and looks for tables elsewhere
/// first. Neither may reach the log through a connection that comes back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cancelled_read_model_weakens_no_append() {
    const ROUNDS: usize = 150;
    let office = Office::on_a_server().await;
    watch_the_head(&office).await;
    let pool = jejak::log::connect(&office.service()).await.unwrap();
    let log = open(&office, &pool).await;
    let following = Penjalan::new(log.clone(), pool.clone(), Zona::Wib);
    let over = Arc::new(AtomicBool::new(false));
    let mut writers = JoinSet::new();
    for _ in 0..WRITERS {
        writers.spawn(append_until(log.clone(), over.clone()));
    }
    let mut cancelled = 0;
    for round in 0..ROUNDS {
        let patience = Duration::from_micros(rand::random_range(0..12_000));
        let ended = match round % 3 {
            0 => timeout(patience, following.kejar(&mut |_| ())).await.is_ok(),
            1 => timeout(patience, following.bangun(&SEMUA, &mut |_| ())).await.is_ok(),
            _ => timeout(patience, weaken(&pool)).await.is_ok(),
        };
        cancelled += usize::from(!ended);
    }
    over.store(true, Ordering::SeqCst);
    let acknowledged: usize = writers.join_all().await.into_iter().sum();
    following.bangun(&SEMUA, &mut |_| ()).await.unwrap();
    let seen = settings_seen(&office).await;
    println!("{cancelled} of {ROUNDS} cancelled, {acknowledged} acknowledged, seen: {seen:?}");
    assert!(cancelled > ROUNDS / 3, "only {cancelled} were cancelled");
    assert!(!seen.is_empty());
    let path = format!("on {}", projections::proyeksi::jalur_cari());
    assert!(seen.iter().all(|seen| *seen == path), "{seen:?}");

    // The control: a setting that does stay on a connection is seen.
    let weak = office.service().options([("synchronous_commit", "off")]);
    let log = open(&office, &PgPool::connect_with(weak).await.unwrap()).await;
    log.append(fact()).await.unwrap();
    log.close().await;
    assert!(settings_seen(&office).await.iter().any(|seen| seen.starts_with("off ")));
    office.leave().await;
}

/// What a read model does before its rows, and then never ends.
async fn weaken(pool: &PgPool) {
    let mut transaction = pool.begin().await.unwrap();
    tanpa_menunggu_cakram(&mut transaction).await.unwrap();
    tulis_ke("pg_temp", &mut transaction).await.unwrap();
    std::future::pending::<()>().await;
}

/// Notes under which settings each append moves the head.
async fn watch_the_head(office: &Office) {
    let mut owner = PgConnection::connect_with(&office.owner()).await.unwrap();
    raw_sql(
        "create table public.terlihat (setelan text);
         grant all on public.terlihat to jejak_app;
         create function public.lihat() returns trigger language plpgsql as $$ begin
             insert into public.terlihat values (
                 current_setting('synchronous_commit') || ' ' || current_setting('search_path'));
             return null;
         end $$;
         create trigger lihat after update on log_head
            for each statement execute function public.lihat()",
    )
    .execute(&mut owner)
    .await
    .unwrap();
}

async fn settings_seen(office: &Office) -> Vec<String> {
    let mut owner = PgConnection::connect_with(&office.owner()).await.unwrap();
    query_scalar("select distinct setelan from public.terlihat")
        .fetch_all(&mut owner)
        .await
        .unwrap()
}

/// Tasks that give `begin` up at any moment, and now and then end a
/// transaction without a commit, as a handler that refuses does.
struct Dropping {
    over: Arc<AtomicBool>,
    dropped: Arc<AtomicUsize>,
    tasks: JoinSet<()>,
}

impl Dropping {
    fn start(pool: &PgPool) -> Self {
        let (over, dropped) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let mut tasks = JoinSet::new();
        for _ in 0..DROPPERS {
            tasks.spawn(drop_begins(pool.clone(), over.clone(), dropped.clone()));
        }
        Dropping { over, dropped, tasks }
    }

    async fn stop(self) -> usize {
        self.over.store(true, Ordering::SeqCst);
        self.tasks.join_all().await;
        self.dropped.load(Ordering::SeqCst)
    }
}

async fn drop_begins(pool: PgPool, over: Arc<AtomicBool>, dropped: Arc<AtomicUsize>) {
    while !over.load(Ordering::SeqCst) {
        // Connecting is not given up: that would only keep the server busy.
        let Ok(mut connection) = pool.acquire().await else { continue };
        // Counted in turns and not in time: a timer is too coarse for a server
        // that is quick.
        let turns = rand::random_range(0..6);
        let patience = async {
            for _ in 0..turns {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            biased;
            begun = connection.begin() => drop(begun),
            () = patience => {
                dropped.fetch_add(1, Ordering::SeqCst);
            }
        }
        drop(connection);
        tokio::task::yield_now().await;
    }
}

/// Goes on until enough begins were dropped beside it.
async fn append_on(log: Log, dropped: Arc<AtomicUsize>) -> Vec<Uuid> {
    let mut acknowledged = Vec::new();
    let enough = || dropped.load(Ordering::SeqCst) > DROPPED;
    while acknowledged.len() < WRITES || (!enough() && acknowledged.len() < MOST_WRITES) {
        let command = fact();
        loop {
            match log.append(command.clone()).await {
                Ok(_) => break acknowledged.push(command.id),
                Err(AppendError::Unavailable) => {}
                Err(refused) => panic!("{refused}"),
            }
        }
    }
    acknowledged
}

async fn append_until(log: Log, over: Arc<AtomicBool>) -> usize {
    let mut acknowledged = 0;
    while !over.load(Ordering::SeqCst) {
        log.append(fact()).await.unwrap();
        acknowledged += 1;
    }
    acknowledged
}

async fn insert_on(pool: PgPool) -> Vec<Uuid> {
    let mut acknowledged = Vec::new();
    while acknowledged.len() < WRITES {
        let id = Uuid::from_u128(rand::random());
        let insert = query("insert into kendali values ($1)").bind(id);
        if insert.execute(&pool).await.is_ok() {
            acknowledged.push(id);
        }
    }
    acknowledged
}

/// How many of these are not there.
async fn lost(office: &Office, there: &'static str, acknowledged: &[Uuid]) -> usize {
    let mut owner = PgConnection::connect_with(&office.owner()).await.unwrap();
    let there: Vec<Uuid> = query_scalar(there).fetch_all(&mut owner).await.unwrap();
    acknowledged.iter().filter(|id| !there.contains(id)).count()
}

async fn open(office: &Office, pool: &PgPool) -> Log {
    let key = office.room.path().join("kunci");
    assert!(fs::exists(&key).unwrap());
    let mut rng = StdRng::seed_from_u64(rand::random());
    let key = MasterKey::open(&key, false, &mut rng).unwrap();
    Log::open(pool.clone(), key, Clock::System, rng).await.unwrap()
}

/// A small fact on a stream of its own.
fn fact() -> Command {
    let (id, stream) = (Uuid::from_u128(rand::random()), Uuid::from_u128(rand::random()));
    let keperluan = Label::try_new("riwayat").unwrap();
    let dilihat = pendamping::DataPribadiDilihat { keperluan, jumlah: 1, register: None };
    let event = Event::Pendamping(pendamping::Event::DataPribadiDilihat(dilihat));
    let append = Append {
        stream: AliranId::pendamping(stream),
        expected: Expected::Version(0),
        subject: stream,
        facts: vec![Fakta::baru(event, Waktu::Tanggal("2026-03-02".parse().unwrap()))],
    };
    let actor = Label::try_new("uji").unwrap();
    Command { id, actor, content: id.as_bytes().to_vec(), appends: vec![append] }
}
