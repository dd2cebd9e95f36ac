//! Another process that holds a cluster: this very test binary, started again.

use std::env;
use std::fs;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread;

use jejak::postgres::{Cluster, until_signal};
use rustix::process::Signal;
use sqlx::postgres::PgConnectOptions;
use tokio::sync::oneshot;

use crate::harness::{Room, places, send};

const ROOM: &str = "JEJAK_FAULT_ROOM";
const READY: &str = "holder is ready at ";

/// A running holder; dropping it kills it.
pub(crate) struct Holder {
    child: Child,
    /// Kept open: the holder goes when it closes, so when we are killed too.
    _stdin: Option<ChildStdin>,
    /// Kept open: the holder still says how its test went.
    _stdout: BufReader<ChildStdout>,
    pub(crate) owner: PgConnectOptions,
}

impl Holder {
    pub(crate) fn start(room: &Room) -> Self {
        Self::run(room, Command::new(env::current_exe().unwrap()))
    }

    /// As an ordinary user, who gets a copy of this binary: the build folder
    /// may be closed to others.
    pub(crate) fn start_as(uid: u32, room: &Room) -> Self {
        let copy = room.path().join("holder");
        fs::copy(env::current_exe().unwrap(), &copy).unwrap();
        let mut command = Command::new(copy);
        command.uid(uid).gid(uid).current_dir(room.path());
        Self::run(room, command)
    }

    fn run(room: &Room, mut command: Command) -> Self {
        command
            .args(["--exact", "holder::holds_a_cluster", "--nocapture"])
            .env(ROOM, room.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let stdin = child.stdin.take();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut lines = stdout.by_ref().lines().map_while(Result::ok);
        let ready = lines.find_map(|line| Some(line.split_once(READY)?.1.trim().to_owned()));
        let socket = ready.expect("the holder says where its cluster answers");
        let owner = PgConnectOptions::new_without_pgpass()
            .socket(socket)
            .username("jejak_owner")
            .database("jejak");
        Self { child, _stdin: stdin, _stdout: stdout, owner }
    }

    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// As Ctrl-C does.
    pub(crate) fn stop(mut self) {
        send(self.child.id().try_into().unwrap(), Signal::INT);
        assert!(self.child.wait().unwrap().success(), "the holder stops cleanly");
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Not a test of its own: what the other process runs.
#[tokio::test]
async fn holds_a_cluster() {
    let Some(room) = env::var_os(ROOM) else { return };
    let room = Path::new(&room);
    let signal = until_signal();
    let cluster = Cluster::start_with(&room.join("data"), &places(room)).await.unwrap();
    let options = cluster.owner();
    println!("{READY}{}", options.get_socket().unwrap().display());
    let (closed, left_alone) = oneshot::channel();
    thread::spawn(|| {
        let _ = io::stdin().read_to_end(&mut Vec::new());
        let _ = closed.send(());
    });
    tokio::select! {
        () = signal => {}
        _ = left_alone => {}
    }
    cluster.stop().await.unwrap();
}
