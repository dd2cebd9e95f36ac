//! Rooms for clusters that clean up after themselves, and bounded waiting.

use std::fs::{self, Permissions};
use std::future::Future;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use jejak::postgres::{Cluster, PostgresError, Tempat};
use rustix::process::{Pid, Signal, geteuid, kill_process};
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection as _, PgConnection, query, query_scalar};
use tempfile::TempDir;

pub(crate) const LONG_ENOUGH: Duration = Duration::from_secs(40);

/// A data folder and a socket folder of its own.
pub(crate) struct Room {
    base: TempDir,
    data: PathBuf,
}

impl Room {
    pub(crate) fn new() -> Self {
        let base = tempfile::tempdir().unwrap();
        // `postgres` must be able to enter; tempfile makes 0700.
        fs::set_permissions(base.path(), Permissions::from_mode(0o755)).unwrap();
        let data = base.path().join("data");
        Self { base, data }
    }

    /// A room whose data folder lies elsewhere.
    pub(crate) fn with_data(data: PathBuf) -> Self {
        let mut room = Self::new();
        room.data = data;
        room
    }

    /// A room in which the user with this number may write.
    pub(crate) fn of_user(uid: u32) -> Self {
        let room = Self::new();
        chown(room.path(), Some(uid), Some(uid)).unwrap();
        room
    }

    pub(crate) fn path(&self) -> &Path {
        self.base.path()
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.data.clone()
    }

    pub(crate) fn places(&self) -> Tempat {
        places(self.path())
    }

    pub(crate) async fn start(&self) -> Result<Cluster, PostgresError> {
        Cluster::start_with(&self.data(), &self.places()).await
    }

    pub(crate) async fn refusal(&self) -> String {
        refusal(&self.data(), &self.places()).await
    }

    /// The pid in `postmaster.pid`.
    pub(crate) fn postmaster(&self) -> i32 {
        postmaster(&self.data()).expect("the cluster has a postmaster.pid")
    }

    /// The same, if it is alive.
    pub(crate) fn living_postmaster(&self) -> Option<i32> {
        postmaster(&self.data()).filter(|pid| processes(&self.data()).contains(pid))
    }

    pub(crate) fn leaves_nothing(&self) -> bool {
        !self.data().join("pg/postmaster.pid").exists() && processes(&self.data()).is_empty()
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        kill_all(&self.data());
    }
}

pub(crate) fn places(base: &Path) -> Tempat {
    Tempat { soket: base.join("s"), batas_tunggu: Duration::from_secs(20), ..Tempat::default() }
}

/// The sentence with which a start is refused.
pub(crate) async fn refusal(data: &Path, places: &Tempat) -> String {
    match Cluster::start_with(data, places).await {
        Ok(_) => panic!("the cluster in {} should not have started", data.display()),
        Err(error) => error.to_string(),
    }
}

#[track_caller]
pub(crate) fn assert_says(sentence: &str, words: &[&str]) {
    for word in words {
        assert!(sentence.contains(word), "missing {word:?} in: {sentence}");
    }
    assert!(!sentence.contains('\n') && !sentence.ends_with('.'), "one sentence: {sentence}");
}

/// Whether this test has root; says so when it has not.
pub(crate) fn root_or_say(needed_for: &str) -> bool {
    let root = geteuid().is_root();
    if !root {
        eprintln!("skipped: needs root {needed_for}");
    }
    root
}

/// Asks again until the answer is yes, and panics when that takes too long.
pub(crate) async fn eventually<F: Future<Output = bool>>(what: &str, mut ask: impl FnMut() -> F) {
    let began = Instant::now();
    while !ask().await {
        assert!(began.elapsed() < LONG_ENOUGH, "not within {LONG_ENOUGH:?}: {what}");
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
}

pub(crate) async fn write(options: &PgConnectOptions, note: &str) -> Result<(), sqlx::Error> {
    let mut connection = PgConnection::connect_with(options).await?;
    query("create table if not exists note (body text)").execute(&mut connection).await?;
    query("insert into note values ($1)").bind(note).execute(&mut connection).await?;
    connection.close().await
}

pub(crate) async fn count(options: &PgConnectOptions) -> Result<i64, sqlx::Error> {
    let mut connection = PgConnection::connect_with(options).await?;
    query_scalar("select count(*) from note").fetch_one(&mut connection).await
}

pub(crate) fn postmaster(data: &Path) -> Option<i32> {
    let text = fs::read_to_string(data.join("pg/postmaster.pid")).ok()?;
    text.lines().next()?.trim().parse().ok()
}

pub(crate) fn send(pid: i32, signal: Signal) {
    let _ = kill_process(Pid::from_raw(pid).unwrap(), signal);
}

/// Every process that works in the cluster of `data`.
pub(crate) fn processes(data: &Path) -> Vec<i32> {
    let Ok(pg) = fs::canonicalize(data.join("pg")) else { return Vec::new() };
    let pids = fs::read_dir("/proc").unwrap().flatten();
    pids.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter(|pid| fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|cwd| cwd == pg))
        .collect()
}

/// Ends every process of the cluster in `data`, and waits until they are gone.
pub(crate) fn kill_all(data: &Path) {
    let began = Instant::now();
    while began.elapsed() < LONG_ENOUGH {
        let left = processes(data);
        if left.is_empty() {
            return;
        }
        for pid in left {
            send(pid, Signal::KILL);
        }
        thread::sleep(Duration::from_millis(10));
    }
}
