//! The settings of the server, in one file of ours.
//!
//! It stands beside the cluster and not in it: under root the cluster belongs
//! to another user, and root does not write where that user can place links.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::process::Stdio;

use super::PostgresError;
use super::binaries::Binaries;
use super::user::User;

/// What initdb's own file gets as its last line.
pub(super) const INCLUDE: &str = "\ninclude_if_exists = '../pg.conf'\n";

const SETTINGS: &str = "\
# Ditulis oleh Jejak; perubahan tangan di sini akan hilang.

# An acknowledged application is on disk.
fsync = on
synchronous_commit = on
full_page_writes = on

# One office on one modest machine.
max_connections = 100
max_wal_size = 2GB
checkpoint_timeout = 15min
jit = off
timezone = 'UTC'

# No network, and a socket for its owner only.
listen_addresses = ''
unix_socket_permissions = 0700

# No personal data in the log: an error's message, detail or statement may
# hold a name or a NIK, and Jejak hears of the error anyway.
log_timezone = 'UTC'
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
log_parameter_max_length_on_error = 0
log_checkpoints = off
";

/// Writes `data/pg.conf` where it differs, so that a full disk does not stand
/// in the way of a start that changes nothing.
pub(super) fn write(data: &Path, binaries: &Binaries, user: &User) -> Result<(), PostgresError> {
    let path = data.join("pg.conf");
    let compression = wal_compression(data, binaries, user);
    let buffers = buffers_mb(memory_mb());
    let wanted = format!(
        "{SETTINGS}\n# Fewer bytes to flush.\nwal_compression = {compression}\n\n\
         # An eighth of this machine's memory.\nshared_buffers = {buffers}MB\n"
    );
    if fs::read_to_string(&path).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    let draft = data.join("pg.conf.baru");
    let write = || {
        let _ = fs::remove_file(&draft);
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o644).open(&draft)?;
        // The server reads it as its own user.
        user.give(&draft)?;
        file.write_all(wanted.as_bytes())?;
        file.sync_all()?;
        fs::rename(&draft, &path)?;
        File::open(data)?.sync_all()
    };
    write().map_err(PostgresError::write(data))
}

/// The tables that pages are read from fit in it where there is room.
fn buffers_mb(memory_mb: Option<u64>) -> u64 {
    memory_mb.map_or(128, |all| (all / 8).clamp(128, 2_048))
}

/// What the machine has, or what its container may take.
fn memory_mb() -> Option<u64> {
    let machine = fs::read_to_string("/proc/meminfo").ok()?;
    let total = machine.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    let machine = total.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? / 1_024;
    let container = fs::read_to_string("/sys/fs/cgroup/memory.max").ok();
    let container = container.and_then(|bytes| bytes.trim().parse::<u64>().ok());
    Some(container.map_or(machine, |bytes| machine.min(bytes >> 20)))
}

/// lz4 came with 15, as a choice of whoever built the server.
fn wal_compression(data: &Path, binaries: &Binaries, user: &User) -> &'static str {
    if binaries.major < 15 {
        return "on";
    }
    let mut ask = user.command(&binaries.postgres());
    ask.args(["-C", "wal_compression", "-c", "wal_compression=lz4", "-D"]).arg(data.join("pg"));
    let answer = ask.stdout(Stdio::null()).stderr(Stdio::null()).status();
    if answer.is_ok_and(|status| status.success()) { "lz4" } else { "pglz" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buffers_follow_memory_within_bounds() {
        let sizes = [None, Some(512), Some(4_096), Some(24_000), Some(262_144)].map(buffers_mb);
        assert_eq!(sizes, [128, 128, 512, 2_048, 2_048]);
        assert!(memory_mb().is_some_and(|mb| mb > 128), "this machine has some");
    }
}
