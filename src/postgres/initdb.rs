//! Making the cluster, once and whole.

use std::fs::{self, DirBuilder, DirEntry, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;

use rustix::fs::OFlags;
use tokio::process::Command;

use super::binaries::Binaries;
use super::user::User;
use super::{PostgresError, roles, settings};

/// Where the cluster is made before it gets its name.
const DRAFT: &str = "pg.baru";

/// Makes `data/pg` unless it is there. A cluster takes that name only when it
/// is finished, so that a killed first start leaves nothing but a draft.
pub(super) async fn make(
    data: &Path,
    binaries: &Binaries,
    user: &User,
) -> Result<(), PostgresError> {
    remove_drafts(data);
    let pg = data.join("pg");
    if pg.join("PG_VERSION").exists() {
        return Ok(());
    }
    if fs::symlink_metadata(&pg).is_ok() {
        return Err(PostgresError::BukanKlaster { folder: pg });
    }

    // Each start has its own draft: an initdb that outlived a killed Jejak
    // must not write into ours.
    let draft = data.join(format!("{DRAFT}.{}", std::process::id()));
    let made = DirBuilder::new().mode(0o700).create(&draft).and_then(|()| user.give(&draft));
    made.map_err(PostgresError::write(data))?;
    let outcome = match initdb(&draft, binaries, user).await {
        Ok(()) => finish(&draft, &pg, data).map_err(PostgresError::write(data)),
        Err(error) => Err(error),
    };
    if outcome.is_err() {
        // The first failure is what counts, and the next start removes it too.
        let _ = fs::remove_dir_all(&draft);
    }
    outcome
}

/// Best effort: an initdb that outlived its Jejak may still be adding files,
/// and then the next start removes them.
fn remove_drafts(data: &Path) {
    let entries = fs::read_dir(data).into_iter().flatten().flatten();
    let is_draft = |entry: &DirEntry| entry.file_name().to_string_lossy().starts_with(DRAFT);
    for entry in entries.filter(is_draft) {
        let _ = fs::remove_dir_all(entry.path());
    }
}

async fn initdb(draft: &Path, binaries: &Binaries, user: &User) -> Result<(), PostgresError> {
    let mut command = Command::from(user.command(&binaries.initdb()));
    command
        .args(["--data-checksums", "--encoding=UTF8", "--locale=C"])
        .args(["--auth-local=trust", "--auth-host=reject", "--username", roles::OWNER])
        .arg("--pgdata")
        .arg(draft)
        .kill_on_drop(true);
    let answer = command.output().await.map_err(PostgresError::write(draft))?;
    if answer.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&answer.stderr);
    if said.contains("No space left on device") {
        let folder = draft.parent().unwrap_or(draft).to_owned();
        return Err(PostgresError::DiskPenuh { folder });
    }
    let telling = |line: &&str| line.contains("FATAL") || line.contains("error:");
    let line = said.lines().find(telling).or_else(|| said.lines().last());
    Err(PostgresError::GagalDibuat { sebab: line.unwrap_or("initdb diam").trim().to_owned() })
}

/// Everything on disk first, then the name, then the name on disk.
fn finish(draft: &Path, pg: &Path, data: &Path) -> io::Result<()> {
    let mut configuration = OpenOptions::new()
        .append(true)
        // Under root the draft is another user's: no link may lead us astray.
        .custom_flags(OFlags::NOFOLLOW.bits().cast_signed())
        .open(draft.join("postgresql.conf"))?;
    configuration.write_all(settings::INCLUDE.as_bytes())?;
    configuration.sync_all()?;
    File::open(draft)?.sync_all()?;
    fs::rename(draft, pg)?;
    File::open(data)?.sync_all()
}
