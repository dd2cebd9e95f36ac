//! The socket folder: short, private, and never someone else's.

use std::env;
use std::fs::{self, DirBuilder, Permissions};
use std::io;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use rustix::process::geteuid;
use sha2::{Digest as _, Sha256};
use sqlx::postgres::{PgConnectOptions, PgSslMode};

use super::PostgresError;
use super::user::User;

/// Part of the socket's name only; nothing listens on a network.
pub(super) const PORT: u16 = 5432;

/// `sun_path` holds 108 bytes, the last one a zero.
const LONGEST_PATH_BYTES: usize = 107;

pub(super) fn usual_root() -> PathBuf {
    let uid = geteuid();
    if uid.is_root() {
        return "/run/jejak".into();
    }
    // After `sudo -u`, the variable may still name the folder of another user.
    let given = env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    let ours = |path: &PathBuf| {
        path.is_absolute() && fs::metadata(path).is_ok_and(|found| found.uid() == uid.as_raw())
    };
    given.filter(ours).map_or_else(
        || format!("/tmp/jejak-{}", uid.as_raw()).into(),
        |runtime| runtime.join("jejak"),
    )
}

/// Makes the folder for the cluster in `data`, the same one every time.
pub(super) fn prepare(root: &Path, data: &Path, user: &User) -> Result<PathBuf, PostgresError> {
    let folder = root.join(short_name(data));
    let jalur = folder.join(format!(".s.PGSQL.{PORT}"));
    if jalur.as_os_str().len() > LONGEST_PATH_BYTES {
        return Err(PostgresError::JalurSoketTerlaluPanjang { jalur });
    }
    let root_mode = if user.by_root { 0o755 } else { 0o700 };
    make_folder(root, root_mode).map_err(PostgresError::write(root))?;
    check(root, geteuid().as_raw(), 0o022)?;
    make(&folder, user)?;
    Ok(folder)
}

/// Makes the socket folder itself, or checks the one that is there.
pub(super) fn make(folder: &Path, user: &User) -> Result<(), PostgresError> {
    if make_folder(folder, 0o700).map_err(PostgresError::write(folder))? {
        user.give(folder).map_err(PostgresError::write(folder))?;
    }
    check(folder, user.uid, 0o077)
}

/// Refuses a folder that is a link, belongs to another user, or lets in more
/// users than it should: in /tmp anyone may have made it before us.
pub(super) fn check(folder: &Path, owner: u32, closed: u32) -> Result<(), PostgresError> {
    let found = fs::symlink_metadata(folder).map_err(PostgresError::write(folder))?;
    let sebab = if !found.is_dir() {
        "bukan folder sungguhan"
    } else if found.uid() != owner {
        "milik pengguna lain"
    } else if found.mode() & closed != 0 {
        "terbuka bagi pengguna lain"
    } else {
        return Ok(());
    };
    Err(PostgresError::FolderSoketTidakAman { folder: folder.to_owned(), sebab })
}

pub(super) fn options(folder: &Path, role: &str, database: &str) -> PgConnectOptions {
    PgConnectOptions::new_without_pgpass()
        .socket(folder)
        .port(PORT)
        .username(role)
        .database(database)
        .ssl_mode(PgSslMode::Disable)
}

/// Whether the folder is new.
fn make_folder(folder: &Path, mode: u32) -> io::Result<bool> {
    match DirBuilder::new().mode(mode).create(folder) {
        Ok(()) => {
            // Said again because a strict umask takes bits away.
            fs::set_permissions(folder, Permissions::from_mode(mode))?;
            Ok(true)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error),
    }
}

/// A data path may be long, and a socket path may not.
fn short_name(data: &Path) -> String {
    let digest = Sha256::digest(data.as_os_str().as_bytes());
    hex::encode(&digest[..4])
}
