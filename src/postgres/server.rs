//! The server process: started or adopted, asked whether it answers, stopped.

use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::process::Signal;
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

use super::answer::{Answer, ask};
use super::binaries::Binaries;
use super::postmaster::{self, Postmaster};
use super::user::User;
use super::{PostgresError, log, socket};

const GLANCE: Duration = Duration::from_millis(30);
const PAUSE: Duration = Duration::from_millis(200);
const SHUTDOWN: Duration = Duration::from_secs(30);
/// A server that says it is recovering is alive, but not for ever.
const LONGEST_RECOVERY: Duration = Duration::from_mins(30);

/// Where one cluster lives and who runs it.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) data: PathBuf,
    pub(super) pg: PathBuf,
    pub(super) log: PathBuf,
    binaries: Binaries,
    user: User,
    socket: PathBuf,
    patience: Duration,
}

/// The server of one place, running or not. Dropping it asks it to stop.
#[derive(Debug)]
pub(super) struct Server {
    place: Place,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    pid: i32,
    /// None when adopted: it is the child of a Jejak that died.
    child: Option<Child>,
    socket: PathBuf,
    /// Where its words begin in the log.
    log_start: u64,
}

impl Place {
    pub(super) fn new(
        data: PathBuf,
        binaries: Binaries,
        user: User,
        socket: PathBuf,
        patience: Duration,
    ) -> Result<Self, PostgresError> {
        let pg = fs::canonicalize(data.join("pg")).map_err(PostgresError::write(&data))?;
        let log = data.join("pg.log");
        Ok(Self { data, pg, log, binaries, user, socket, patience })
    }
}

impl Server {
    pub(super) fn new(place: Place) -> Self {
        Self { place, running: None }
    }

    pub(super) fn place(&self) -> &Place {
        &self.place
    }

    /// The folder of the socket it answers on.
    pub(super) fn socket(&self) -> &Path {
        self.running.as_ref().map_or(&self.place.socket, |running| &running.socket)
    }

    /// Adopts the living server or starts one, and waits until it answers.
    ///
    /// What remains of a killed server may need a moment to go; that moment is
    /// waited out. May be dropped half-way: `stop` then still finds the server.
    pub(super) async fn start(&mut self) -> Result<(), PostgresError> {
        let began = Instant::now();
        loop {
            let Err(error) = self.start_once().await else { return Ok(()) };
            self.abandon();
            if !log::passes(&error) || began.elapsed() > self.place.patience {
                return Err(error);
            }
            sleep(PAUSE).await;
        }
    }

    /// Returns when the server is gone, at once when there is none.
    pub(super) async fn exited(&mut self) {
        let Some(running) = &mut self.running else { return };
        running.exited(&self.place.pg).await;
        self.running = None;
    }

    /// Stops the server and waits until it is gone.
    pub(super) async fn stop(&mut self) -> Result<(), PostgresError> {
        let Some(Running { pid, socket, .. }) = &self.running else { return Ok(()) };
        let (pid, socket) = (*pid, socket.clone());
        let mut gone = false;
        if matches!(ask(&socket, &self.place.pg).await, Answer::Accepts) {
            postmaster::send(pid, Signal::INT);
            gone = timeout(SHUTDOWN, self.exited()).await.is_ok();
        }
        // A fast shutdown that meets crash recovery may never end: PostgreSQL
        // then waits for a checkpointer that it does not tell to go. Leaving at
        // once is safe, since the next start recovers from the WAL.
        if !gone {
            postmaster::send(pid, Signal::QUIT);
            gone = timeout(SHUTDOWN, self.exited()).await.is_ok();
        }
        // Its processes notice that it is gone and go too.
        if !gone {
            postmaster::send(pid, Signal::KILL);
            gone = timeout(SHUTDOWN, self.exited()).await.is_ok();
        }
        if !gone {
            return Err(PostgresError::BelumBerhenti { pid });
        }
        // Made anew by the next start.
        let _ = fs::remove_dir(socket);
        Ok(())
    }

    /// Lets go of a server that did not come up. One that was there before us
    /// and says nothing is for a person to judge.
    fn abandon(&mut self) {
        if let Some(Running { pid, child: Some(_), .. }) = self.running.take() {
            postmaster::send(pid, Signal::QUIT);
        }
    }

    async fn start_once(&mut self) -> Result<(), PostgresError> {
        let running = match Postmaster::of(&self.place.pg) {
            Some(found) => Running::adopt(&found, &self.place)?,
            None => Running::spawn(&self.place)?,
        };
        self.running.insert(running).answers(&self.place).await
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(running) = &self.running {
            postmaster::send(running.pid, Signal::INT);
        }
    }
}

impl Running {
    fn adopt(found: &Postmaster, place: &Place) -> Result<Self, PostgresError> {
        let log_start = fs::metadata(&place.log).map_or(0, |log| log.len());
        // It may use another folder than we would now: XDG_RUNTIME_DIR differs
        // between a terminal and cron.
        let untold = found.socket.as_os_str().is_empty();
        let socket = if untold { &place.socket } else { &found.socket }.clone();
        if !socket.exists() {
            // The folder of a login goes with the login; nobody can reach it.
            let folder = place.data.clone();
            return Err(PostgresError::PostmasterTidakMenjawab { folder, pid: found.pid });
        }
        socket::check(&socket, place.user.uid, 0o077)?;
        Ok(Self { pid: found.pid, child: None, socket, log_start })
    }

    fn spawn(place: &Place) -> Result<Self, PostgresError> {
        socket::make(&place.socket, &place.user)?;
        let log = OpenOptions::new().append(true).create(true).mode(0o600).open(&place.log);
        let log = log.map_err(PostgresError::write(&place.data))?;
        let log_start = log.metadata().map_or(0, |log| log.len());
        let child = command(place, log).spawn().map_err(|error| PostgresError::GagalMulai {
            log: place.log.clone(),
            sebab: error.to_string(),
        })?;
        // Present until the child is waited for.
        let pid = child.id().and_then(|pid| pid.try_into().ok()).unwrap_or(0);
        Ok(Self { pid, child: Some(child), socket: place.socket.clone(), log_start })
    }

    async fn answers(&mut self, place: &Place) -> Result<(), PostgresError> {
        let began = Instant::now();
        let mut heard = Instant::now();
        loop {
            match ask(&self.socket, &place.pg).await {
                Answer::Accepts => return Ok(()),
                Answer::Busy => heard = Instant::now(),
                Answer::Silent => {}
            }
            if self.is_gone(&place.pg) {
                return Err(log::cause(place, self.log_start));
            }
            if heard.elapsed() > place.patience || began.elapsed() > LONGEST_RECOVERY {
                let folder = place.data.clone();
                return Err(PostgresError::PostmasterTidakMenjawab { folder, pid: self.pid });
            }
            sleep(GLANCE).await;
        }
    }

    fn is_gone(&mut self, pg: &Path) -> bool {
        match &mut self.child {
            Some(child) => !matches!(child.try_wait(), Ok(None)),
            None => !postmaster::serves(self.pid, pg),
        }
    }

    async fn exited(&mut self, pg: &Path) {
        if let Some(child) = &mut self.child {
            // Waiting also reaps: a zombie would look like a living server.
            let _ = child.wait().await;
            return;
        }
        while postmaster::serves(self.pid, pg) {
            sleep(PAUSE).await;
        }
    }
}

/// Its own process group, so that Ctrl-C reaches Jejak alone, which then stops
/// the server after itself.
fn command(place: &Place, log: File) -> Command {
    let folder = place.socket.to_string_lossy().replace('"', "\"\"");
    let mut command = place.user.command(&place.binaries.postgres());
    command
        .arg("-D")
        .arg(&place.pg)
        .arg("-c")
        .arg(format!("unix_socket_directories=\"{folder}\""))
        .arg("-c")
        .arg(format!("port={}", socket::PORT))
        .process_group(0)
        .stdout(std::process::Stdio::null())
        .stderr(log);
    command.into()
}
