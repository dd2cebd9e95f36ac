//! One private server for the whole run, and a fresh database for each test.
//!
//! The server starts with the first test that asks for it. A test binary ends
//! without running destructors, and may be killed; so a small shell waits for
//! that end, stops the server and removes its folder.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use jejak::clock::Clock;
use jejak::log::{Log, MasterKey};
use jejak::postgres::{Cluster, Tempat};
use rand::SeedableRng;
use rand::rngs::StdRng;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, PgPool, query};
use tokio::sync::Mutex;
use uuid::Uuid;

/// The id of every log made here.
pub(crate) const LOG: Uuid = Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0001);

/// The database that the others are copied from.
const TEMPLATE: &str = "bersih";
const LONG_ENOUGH: Duration = Duration::from_secs(30);

/// Waits for the end of the run, then cleans up. Nothing is worth a checkpoint,
/// and what cargo left open, such as its lock, is not for us to hold.
const CLEANER: &str = r#"exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
cat; trap '' INT TERM HUP
pid=$(head -n 1 "$1/data/pg/postmaster.pid") && kill -QUIT "$pid"
while kill -0 "$pid"; do sleep 0.05; done
rm -rf "$1""#;

struct Server {
    folder: PathBuf,
    owner: PgConnectOptions,
    service: PgConnectOptions,
    /// A template cannot be copied while somebody is connected to it.
    copying: Mutex<()>,
    copies: AtomicU32,
}

/// A database of its own, with an empty log.
pub(crate) struct Database {
    pub owner: PgPool,
    /// What Jejak works as.
    pub service: PgPool,
    pub key: MasterKey,
}

/// A fresh database; `log::prepare` has run on it.
pub(crate) async fn database() -> Database {
    let server = server();
    let name = format!("uji_{}", server.copies.fetch_add(1, Ordering::Relaxed));
    let copying = server.copying.lock().await;
    let mut postgres = server.connect("postgres").await;
    let copy = format!("create database {name} template {TEMPLATE}");
    query(AssertSqlSafe(copy)).execute(&mut postgres).await.expect("the template can be copied");
    drop(copying);
    // A right on the database itself is not copied with it.
    let grant = format!("grant create on database {name} to jejak_app");
    query(AssertSqlSafe(grant)).execute(&mut postgres).await.expect("the owner may do that");
    Database {
        owner: pool(4).connect_lazy_with(server.owner.clone().database(&name)),
        service: pool(8).connect_lazy_with(server.service.clone().database(&name)),
        key: master_key(&server.folder),
    }
}

/// Connections to a fresh database without anything in it: the owner's and the
/// service's.
pub(crate) async fn empty_database() -> (PgConnectOptions, PgConnectOptions) {
    let server = server();
    let name = format!("kosong_{}", server.copies.fetch_add(1, Ordering::Relaxed));
    let make = format!("create database {name}");
    let mut postgres = server.connect("postgres").await;
    query(AssertSqlSafe(make)).execute(&mut postgres).await.expect("the owner may do that");
    (server.owner.clone().database(&name), server.service.clone().database(&name))
}

impl Database {
    /// One Jejak process over this database; `seed` makes its salts and keys.
    pub(crate) async fn log(&self, clock: Clock, seed: u64) -> Log {
        let rng = StdRng::seed_from_u64(seed);
        Log::open(self.service.clone(), self.key.clone(), clock, rng)
            .await
            .expect("a prepared database opens")
    }
}

/// Asks again until the answer is yes, and panics when that takes too long.
pub(crate) async fn eventually<F: Future<Output = bool>>(what: &str, mut ask: impl FnMut() -> F) {
    let began = Instant::now();
    while !ask().await {
        assert!(began.elapsed() < LONG_ENOUGH, "not within {LONG_ENOUGH:?}: {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| {
        let (started, server) = std::sync::mpsc::channel();
        // The cluster is watched by a runtime of its own: that of the first
        // test ends with that test.
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime can be made");
            runtime.block_on(async {
                let (cluster, folder) = start().await;
                started.send(Server::prepare(&cluster, folder).await).expect("a test waits");
                std::future::pending::<()>().await;
            });
        });
        server.recv().expect("the server starts")
    })
}

async fn start() -> (Cluster, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder can be made").keep();
    // The user `postgres` must be able to enter; tempfile makes 0700.
    fs::set_permissions(&folder, Permissions::from_mode(0o755)).expect("the folder is ours");
    Command::new("sh")
        .args(["-c", CLEANER, "sh"])
        .arg(&folder)
        // Ctrl-C in a terminal is not for it.
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map(std::mem::forget)
        .expect("there is a shell");
    let places = Tempat { soket: folder.join("s"), ..Tempat::default() };
    let cluster = Cluster::start_with(&folder.join("data"), &places).await;
    (cluster.expect("the cluster starts"), folder)
}

impl Server {
    async fn prepare(cluster: &Cluster, folder: PathBuf) -> Self {
        let (owner, service) = (cluster.owner(), cluster.service());
        let (copying, copies) = (Mutex::new(()), AtomicU32::new(0));
        let server = Server { folder, owner, service, copying, copies };
        let mut postgres = server.connect("postgres").await;
        let make = format!("create database {TEMPLATE}");
        query(AssertSqlSafe(make)).execute(&mut postgres).await.expect("the owner may do that");
        let mut template = server.connect(TEMPLATE).await;
        let key = master_key(&server.folder);
        jejak::log::prepare(&mut template, &key, LOG, "jejak_app")
            .await
            .expect("a new database is prepared");
        template.close().await.expect("the template is left alone");
        server
    }

    async fn connect(&self, database: &str) -> PgConnection {
        let options = self.owner.clone().database(database);
        PgConnection::connect_with(&options).await.expect("the server answers")
    }
}

fn master_key(folder: &Path) -> MasterKey {
    MasterKey::open(&folder.join("kunci"), true, &mut StdRng::seed_from_u64(0))
        .expect("the key file is ours")
}

fn pool(connections: u32) -> PgPoolOptions {
    PgPoolOptions::new().max_connections(connections).acquire_timeout(LONG_ENOUGH)
}
