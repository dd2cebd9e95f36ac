//! Why the server left, read from its last words.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;

use super::PostgresError;
use super::postmaster::{self, Postmaster};
use super::server::Place;

/// A server that cannot even make one WAL segment has a full disk, also when
/// the disk was too full to write that down.
const ONE_SEGMENT_BYTES: u64 = 16 * 1024 * 1024;

/// Whether waiting alone can help.
pub(super) fn passes(error: &PostgresError) -> bool {
    matches!(error, PostgresError::SisaProses { .. })
}

/// The meaning of what the server wrote since `start`.
pub(super) fn cause(place: &Place, start: u64) -> PostgresError {
    let words = words_since(&place.log, start);
    let folder = place.data.clone();
    if words.contains("No space left on device") || free_bytes(&place.pg) < ONE_SEGMENT_BYTES {
        return PostgresError::DiskPenuh { folder };
    }
    if words.contains("pre-existing shared memory block") {
        let pids: Vec<String> =
            postmaster::processes(&place.pg).iter().map(ToString::to_string).collect();
        return PostgresError::SisaProses { folder, proses: pids.join(" ") };
    }
    if words.contains("lock file \"postmaster.pid\" already exists")
        && let Some(Postmaster { pid, .. }) = Postmaster::read(&place.pg)
    {
        // A killed server that its parent has not looked at yet.
        if postmaster::is_remains(pid, &place.pg) {
            return PostgresError::SisaProses { folder, proses: pid.to_string() };
        }
        return PostgresError::PidMilikProsesLain { berkas: place.pg.join("postmaster.pid"), pid };
    }
    if words.contains("could not map anonymous shared memory")
        || words.contains("could not create shared memory segment")
    {
        return PostgresError::MemoriKurang;
    }
    PostgresError::GagalMulai { log: place.log.clone(), sebab: last_cry(&words) }
}

/// At most the last 64 KiB: the end is what tells.
fn words_since(log: &Path, start: u64) -> String {
    let mut words = Vec::new();
    let _ = File::open(log).and_then(|mut file| {
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(start.max(length.saturating_sub(64 * 1024))))?;
        file.read_to_end(&mut words)
    });
    String::from_utf8_lossy(&words).into_owned()
}

fn free_bytes(folder: &Path) -> u64 {
    let room = rustix::fs::statvfs(folder);
    room.map_or(u64::MAX, |room| room.f_bavail.saturating_mul(room.f_frsize))
}

/// The last line that tells of a failure, without its time and pid.
fn last_cry(words: &str) -> String {
    let cry = |line: &&str| line.contains("FATAL:") || line.contains("PANIC:");
    let line = words.lines().rfind(cry).or_else(|| words.lines().last()).unwrap_or("tanpa pesan");
    line.split_once("] ").map_or(line, |(_, rest)| rest).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::last_cry;

    #[test]
    fn the_last_failure_is_quoted_without_time_and_pid() {
        let words = "2026-03-02 01:00:00.000 UTC [12] FATAL:  first\n\
                     2026-03-02 01:00:00.000 UTC [12] FATAL:  second\n\
                     2026-03-02 01:00:00.000 UTC [12] LOG:  database system is shut down\n";
        assert_eq!(last_cry(words), "FATAL:  second");
        assert_eq!(last_cry(""), "tanpa pesan");
    }
}
