//! The system user that owns and runs the cluster.
//!
//! PostgreSQL refuses to run as root, so root runs it as `postgres`; anyone
//! else runs it as themselves.

use std::fs;
use std::io;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use rustix::process::{getegid, geteuid};

use super::PostgresError;

#[derive(Clone, Debug)]
pub(super) struct User {
    pub(super) uid: u32,
    gid: u32,
    /// We are root, and must hand over what the cluster touches.
    pub(super) by_root: bool,
}

impl User {
    pub(super) fn of_cluster() -> Result<Self, PostgresError> {
        if geteuid().is_root() {
            let passwd = fs::read_to_string("/etc/passwd").unwrap_or_default();
            let (uid, gid) = find(&passwd, "postgres").ok_or(PostgresError::TanpaPengguna)?;
            Ok(Self { uid, gid, by_root: true })
        } else {
            Ok(Self { uid: geteuid().as_raw(), gid: getegid().as_raw(), by_root: false })
        }
    }

    /// A command that runs as this user and inherits nothing of ours: our
    /// environment may hold keys, and PG* variables would bend the server.
    pub(super) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.env_clear().env("LC_ALL", "C").current_dir("/").stdin(Stdio::null());
        if self.by_root {
            command.uid(self.uid).gid(self.gid);
        }
        command
    }

    pub(super) fn give(&self, path: &Path) -> io::Result<()> {
        if self.by_root { chown(path, Some(self.uid), Some(self.gid)) } else { Ok(()) }
    }

    /// Refuses a data folder this user cannot enter, naming the closed one.
    ///
    /// Asked of the kernel by entering, since mode bits do not tell of ACLs.
    pub(super) fn check_reach(&self, data: &Path, postgres: &Path) -> Result<(), PostgresError> {
        let mut way: Vec<&Path> = data.ancestors().collect();
        if self.can_enter(data, postgres) {
            return Ok(());
        }
        way.reverse();
        let closed = way.into_iter().find(|folder| !self.can_enter(folder, postgres));
        Err(PostgresError::FolderTidakTerjangkau {
            folder: data.to_owned(),
            penghalang: closed.unwrap_or(data).to_owned(),
            pengguna: name(self.uid),
        })
    }

    fn can_enter(&self, folder: &Path, postgres: &Path) -> bool {
        let mut probe = self.command(postgres);
        probe.arg("--version").current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null());
        probe.status().is_ok_and(|status| status.success())
    }
}

/// A user's name as people know it, or its number.
pub(super) fn name(uid: u32) -> String {
    let passwd = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let known = passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)?.parse() == Ok(uid)).then(|| name.to_owned())
    });
    known.unwrap_or_else(|| format!("uid {uid}"))
}

fn find(passwd: &str, name: &str) -> Option<(u32, u32)> {
    passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        if fields.next()? != name {
            return None;
        }
        Some((fields.nth(1)?.parse().ok()?, fields.next()?.parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn a_user_is_found_by_its_whole_name() {
        let passwd = "postgresql:x:7:8::/:/bin/sh\npostgres:x:101:104:a,,,:/var/lib:/bin/sh\n";
        assert_eq!(find(passwd, "postgres"), Some((101, 104)));
        assert_eq!(find(passwd, "postgre"), None);
    }
}
