//! The private PostgreSQL cluster: one data folder, one server, one socket.
//!
//! With no `DATABASE_URL` Jejak runs PostgreSQL itself, so that an office needs
//! no database administrator. Every refusal here says what to do next.
//!
//! ```text
//! data/jejak.lock    held while a Jejak runs; the kernel lets go of it
//! data/pg            the cluster, as initdb makes it
//! data/pg.conf       our settings, written anew when they change
//! data/pg.log        what the server says; holds no statement and no value
//! /run/jejak/<hash>  the socket, in a folder of mode 0700
//! ```

mod answer;
mod binaries;
pub mod cadangan;
mod error;
mod folder;
mod initdb;
mod log;
mod postmaster;
mod roles;
mod server;
mod settings;
mod socket;
mod user;
mod watch;

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use self::binaries::Binaries;
pub use self::error::PostgresError;
pub use self::folder::default_data_folder;
use self::server::{Place, Server};
use self::user::User;

/// A private cluster that this process holds, or one that it joined.
///
/// Dropping it asks the server to stop but cannot wait for that; `stop` can.
#[derive(Debug)]
pub struct Cluster {
    socket: PathBuf,
    /// None where another Jejak holds it.
    hold: Option<Hold>,
}

#[derive(Debug)]
struct Hold {
    watcher: JoinHandle<Result<(), PostgresError>>,
    /// The watcher stops the server when this goes away.
    held: oneshot::Sender<()>,
}

/// How long the server of another Jejak may take to answer.
const JOIN_WITHIN: Duration = Duration::from_secs(10);

/// Where to look, and how long to wait.
#[derive(Clone, Debug)]
pub struct Tempat {
    /// Folders that may hold `postgres` and `initdb`.
    pub program: Vec<PathBuf>,
    /// The folder in which every cluster gets its own socket folder.
    pub soket: PathBuf,
    /// How long a server may stay silent before it counts as stuck.
    pub batas_tunggu: Duration,
}

impl Default for Tempat {
    fn default() -> Self {
        Self {
            program: binaries::usual_folders(),
            soket: socket::usual_root(),
            batas_tunggu: Duration::from_mins(1),
        }
    }
}

impl Cluster {
    /// Makes, locks and serves the cluster in `data`, and answers when it
    /// accepts connections.
    pub async fn start(data: &Path) -> Result<Self, PostgresError> {
        Self::start_with(data, &Tempat::default()).await
    }

    /// As `start`, looking only where `tempat` says.
    pub async fn start_with(data: &Path, tempat: &Tempat) -> Result<Self, PostgresError> {
        let found = Binaries::find(&tempat.program)?;
        let user = User::of_cluster()?;
        let data = folder::prepare(data, &user)?;
        let lock = folder::lock(&data)?;
        let pg = data.join("pg");
        folder::refuse_foreign(&pg, &user)?;
        let binaries = Binaries::choose(found, &pg)?;
        user.check_reach(&data, &binaries.postgres())?;
        let socket = socket::prepare(&tempat.soket, &data, &user)?;

        initdb::make(&data, &binaries, &user).await?;
        settings::write(&data, &binaries, &user)?;
        let mut server =
            Server::new(Place::new(data, binaries, user, socket, tempat.batas_tunggu)?);
        server.start().await?;
        let socket = server.socket().to_owned();
        roles::make(&socket).await?;

        let (held, dropped) = oneshot::channel();
        let watcher = tokio::spawn(watch::watch(server, lock, dropped));
        Ok(Self { socket, hold: Some(Hold { watcher, held }) })
    }

    /// As `start`; where another Jejak already holds the folder, works on its
    /// server beside it, so that a token is made while the service runs. That
    /// server goes when its holder does.
    pub async fn start_or_join(data: &Path) -> Result<Self, PostgresError> {
        match Self::start(data).await {
            Err(held @ PostgresError::SudahDipakai { .. }) => {
                Self::join(data, &Tempat::default()).await?.ok_or(held)
            }
            started => started,
        }
    }

    /// The server that another Jejak runs on this folder, if it answers.
    async fn join(data: &Path, tempat: &Tempat) -> Result<Option<Self>, PostgresError> {
        let user = User::of_cluster()?;
        let data = folder::prepare(data, &user)?;
        let pg = data.join("pg").canonicalize().map_err(PostgresError::write(&data))?;
        let socket = socket::prepare(&tempat.soket, &data, &user)?;
        let answers = async {
            while !matches!(answer::ask(&socket, &pg).await, answer::Answer::Accepts) {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        };
        let joined = tokio::time::timeout(JOIN_WITHIN, answers).await;
        Ok(joined.ok().map(|()| Self { socket, hold: None }))
    }

    /// The owner of the schema, for migrations only.
    pub fn owner(&self) -> PgConnectOptions {
        socket::options(&self.socket, roles::OWNER, roles::DATABASE)
    }

    /// What Jejak works as: it owns nothing and may do what migrations grant.
    pub fn service(&self) -> PgConnectOptions {
        socket::options(&self.socket, roles::SERVICE, roles::DATABASE)
    }

    /// Stops the server, waits until it is gone, and releases the folder; one
    /// that was only joined is left alone.
    pub async fn stop(self) -> Result<(), PostgresError> {
        let Some(Hold { watcher, held }) = self.hold else { return Ok(()) };
        drop(held);
        watcher.await?
    }
}

/// Resolves on Ctrl-C or on the word of a supervisor.
///
/// It listens from the call on, not from the first poll, so that a signal
/// during start-up is not lost. Call it inside a runtime.
pub fn until_signal() -> impl Future<Output = ()> + Send {
    let interrupt = signal(SignalKind::interrupt());
    let terminate = signal(SignalKind::terminate());
    async move {
        tokio::select! {
            () = one(interrupt) => {}
            () = one(terminate) => {}
        }
    }
}

async fn one(listener: io::Result<Signal>) {
    match listener {
        Ok(mut listener) => {
            listener.recv().await;
        }
        // A signal that cannot be listened to keeps its default: it ends us.
        Err(_) => std::future::pending().await,
    }
}
