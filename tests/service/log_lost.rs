//! Lost replies: the connection is cut, or the caller hangs up. Every command
//! ends acknowledged, refused or unknown, and sending an unknown one again with
//! the same id resolves it.
//!
//! The writer's only write is one statement and never a transaction, so that a
//! cancelled `begin` cannot swallow anything; no session may be left in one.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use jejak::clock::Clock;
use jejak::log::{AppendError, Command, Log, Outcome, Values};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use sqlx::postgres::PgPoolOptions;
use sqlx::{PgPool, query_scalar};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{UnixListener, UnixStream};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::facts::{id_acak, satu};
use crate::harness::{Database, database, eventually};

const SOCKET: &str = ".s.PGSQL.5432";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cut_connection_loses_nothing_and_doubles_nothing() {
    const CUTS: usize = 60;
    let database = database().await;
    let logs = [database.log(Clock::System, 1).await, database.log(Clock::System, 2).await];
    let over = Arc::new(AtomicBool::new(false));
    let mut writers = JoinSet::new();
    for n in 0..6 {
        writers.spawn(write_until(logs[n % 2].clone(), over.clone()));
    }
    let mut cut = 0;
    while cut < CUTS {
        tokio::time::sleep(Duration::from_micros(rand::random::<u64>() % 400_000)).await;
        cut += terminate(&database.owner).await;
    }
    over.store(true, Ordering::SeqCst);
    let mut answers: Vec<(Command, Outcome)> = Vec::new();
    let mut unknown = 0;
    for (theirs, unknowns) in writers.join_all().await {
        answers.extend(theirs);
        unknown += unknowns;
    }
    println!("{cut} cuts, {} acknowledged, {unknown} unknown", answers.len());
    each_exactly_once(&database, &logs[0], &answers).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_that_hangs_up_loses_nothing() {
    const ROUNDS: usize = 200;
    let database = database().await;
    let log = database.log(Clock::System, 1).await;
    let mut answers: Vec<(Command, Outcome)> = Vec::new();
    let mut hung_up = Vec::new();
    for _ in 0..ROUNDS {
        let given = satu(id_acak(), id_acak());
        let patience = Duration::from_micros(rand::random::<u64>() % 8_000);
        match tokio::time::timeout(patience, log.append(given.clone())).await {
            Ok(answer) => answers.push((given, answer.expect("nothing stands against it"))),
            Err(_) => hung_up.push(given),
        }
    }
    println!("{} acknowledged, {} hung up", answers.len(), hung_up.len());
    assert!(!hung_up.is_empty(), "nobody hung up");
    for given in hung_up {
        let outcome = log.append(given.clone()).await.expect("sent again");
        answers.push((given, outcome));
    }
    each_exactly_once(&database, &log, &answers).await;
}

/// The cruel moment: the server has committed, and its word never arrives.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_whose_reply_is_lost_is_found_again() {
    const LOST: usize = 40;
    let database = database().await;
    let folder = tempfile::tempdir().expect("a folder");
    let lost = Arc::new(AtomicUsize::new(0));
    let options = (*database.service.connect_options()).clone();
    let real = options.get_socket().expect("the cluster listens on a socket").clone();
    let listener = UnixListener::bind(folder.path().join(SOCKET)).expect("the folder is ours");
    tokio::spawn(swallow_replies(real, listener, lost.clone()));
    let pool = PgPoolOptions::new().connect_lazy_with(options.socket(folder.path()));
    let over = Arc::new(AtomicBool::new(false));
    let mut writers = JoinSet::new();
    for seed in 0..3 {
        let rng = StdRng::seed_from_u64(seed);
        let log = Log::open(pool.clone(), database.key.clone(), Clock::System, rng).await;
        let log = log.expect("a prepared database opens");
        writers.spawn(write_until(log.clone(), over.clone()));
        writers.spawn(write_until(log, over.clone()));
    }
    eventually("enough replies are lost", || async { lost.load(Ordering::SeqCst) >= LOST }).await;
    over.store(true, Ordering::SeqCst);
    let answers: Vec<_> =
        writers.join_all().await.into_iter().flat_map(|(theirs, _)| theirs).collect();
    println!("{} replies lost, {} acknowledged", lost.load(Ordering::SeqCst), answers.len());
    let log = database.log(Clock::System, 9).await;
    each_exactly_once(&database, &log, &answers).await;
}

/// Stands between the pool and the server. Of every few appends one is done and
/// its answer dropped, and the line is cut.
async fn swallow_replies(real: PathBuf, listener: UnixListener, lost: Arc<AtomicUsize>) {
    loop {
        let (client, _) = listener.accept().await.expect("it listens");
        let server = UnixStream::connect(real.join(SOCKET)).await.expect("the server listens");
        tokio::spawn(pass_on(client, server, lost.clone()));
    }
}

async fn pass_on(mut client: UnixStream, mut server: UnixStream, lost: Arc<AtomicUsize>) {
    const LEAF: &[u8] = b"jejak-leaf/1";
    let (mut asked, mut said) = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
    let mut doomed = false;
    loop {
        let passed = tokio::select! {
            Ok(length @ 1..) = client.read(&mut asked) => {
                let appends = asked[..length].windows(LEAF.len()).any(|bytes| bytes == LEAF);
                doomed |= appends && rand::random_ratio(1, 4);
                server.write_all(&asked[..length]).await
            }
            Ok(length @ 1..) = server.read(&mut said) => {
                // The server answers an append once, after its commit.
                if doomed {
                    lost.fetch_add(1, Ordering::SeqCst);
                    return;
                }
                client.write_all(&said[..length]).await
            }
            else => return,
        };
        if passed.is_err() {
            return;
        }
    }
}

/// Appends one command after the other, sending each again until its outcome is
/// known; how often it was not is the second answer.
async fn write_until(log: Log, over: Arc<AtomicBool>) -> (Vec<(Command, Outcome)>, usize) {
    let mut answers = Vec::new();
    let mut unknown = 0;
    let perkara = id_acak();
    while !over.load(Ordering::SeqCst) {
        let given = satu(id_acak(), perkara);
        let outcome = loop {
            match log.append(given.clone()).await {
                Ok(outcome) => break outcome,
                Err(AppendError::Unavailable) => unknown += 1,
                Err(refused) => panic!("{refused:?}"),
            }
        };
        answers.push((given, outcome));
    }
    (answers, unknown)
}

/// Ends the sessions of the service; answers how many there were.
async fn terminate(owner: &PgPool) -> usize {
    let ended: Vec<bool> = query_scalar(
        "select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and usename = 'jejak_app'",
    )
    .fetch_all(owner)
    .await
    .expect("the owner may");
    ended.into_iter().filter(|ended| *ended).count()
}

async fn each_exactly_once(database: &Database, log: &Log, answers: &[(Command, Outcome)]) {
    let mut found: HashMap<Uuid, Vec<u64>> = HashMap::new();
    let read = log.replay(0, Values::Sealed).await.expect("readable");
    for tercatat in &read {
        found.entry(tercatat.command).or_default().push(tercatat.position);
    }
    assert_eq!(read.len(), answers.len(), "nothing is there that nobody was told of");
    for (given, outcome) in answers {
        assert_eq!(found[&given.id], [outcome.first_position], "once, where it was said to be");
        let again = log.outcome(given.id, &given.content).await.expect("readable");
        assert_eq!(again, Some(*outcome));
    }
    assert_eq!(log.verify(|_, _| ()).await.expect("readable").finding, None);
    let idle: i64 = query_scalar(
        "select count(*) from pg_stat_activity
          where datname = current_database() and state like 'idle in transaction%'",
    )
    .fetch_one(&database.owner)
    .await
    .expect("the owner sees every session");
    assert_eq!(idle, 0);
}
