//! Who serves a cluster now, as `postmaster.pid` and the kernel tell it.
//!
//! The file is only ever read: PostgreSQL alone may remove it, since a second
//! postmaster on one folder destroys it.

use std::fs;
use std::path::{Path, PathBuf};

use rustix::process::{Pid, Signal, kill_process};

/// What `postmaster.pid` says of the server that wrote it.
pub(super) struct Postmaster {
    pub(super) pid: i32,
    pub(super) socket: PathBuf,
}

impl Postmaster {
    /// The living server of the cluster `pg`, or none.
    pub(super) fn of(pg: &Path) -> Option<Self> {
        let told = Self::read(pg)?;
        serves(told.pid, pg).then_some(told)
    }

    /// The file as it stands; its server may be long gone.
    pub(super) fn read(pg: &Path) -> Option<Self> {
        let text = fs::read_to_string(pg.join("postmaster.pid")).ok()?;
        let mut lines = text.lines();
        let pid = lines.next()?.trim().parse().ok()?;
        // Empty in the moment before the server has made its socket.
        let socket = lines.nth(3).unwrap_or_default().into();
        Some(Self { pid, socket })
    }
}

/// Whether this process is alive and a PostgreSQL of this cluster.
pub(super) fn serves(pid: i32, pg: &Path) -> bool {
    let Some((name, state)) = stat(pid) else { return false };
    // In a container root may not look at another user's process. Then its
    // name has to do, and its answer on the socket decides.
    let here = || fs::read_link(format!("/proc/{pid}/cwd")).map_or(true, |cwd| cwd == pg);
    name.starts_with("postgres") && !is_zombie(state) && here()
}

/// Whether this process is gone, going, or waits for its parent to notice.
pub(super) fn is_remains(pid: i32, pg: &Path) -> bool {
    stat(pid).is_none_or(|(_, state)| is_zombie(state)) || serves(pid, pg)
}

/// A zombie has let go of everything and keeps only its number.
fn is_zombie(state: char) -> bool {
    matches!(state, 'Z' | 'X')
}

/// Every PostgreSQL process of this cluster, for the message that names them.
pub(super) fn processes(pg: &Path) -> Vec<i32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let here = |pid: &i32| fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|cwd| cwd == pg);
    pids.filter(|pid| here(pid) && serves(*pid, pg)).collect()
}

/// INT asks a server to roll back, write out and go ("fast shutdown"); QUIT to
/// go at once and recover at the next start.
pub(super) fn send(pid: i32, signal: Signal) {
    if let Some(pid) = Pid::from_raw(pid) {
        // The only failure is that it is gone already, as wanted.
        let _ = kill_process(pid, signal);
    }
}

/// The name and state from `/proc/PID/stat`: `12 (postgres) S 1 …`.
fn stat(pid: i32) -> Option<(String, char)> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (head, tail) = text.rsplit_once(')')?;
    let (_, name) = head.split_once('(')?;
    Some((name.to_owned(), tail.trim_start().chars().next()?))
}
