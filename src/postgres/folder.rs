//! The data folder: where it is, whose it is, and who holds it.

use std::env;
use std::fs::{self, DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use rustix::process::geteuid;

use super::PostgresError;
use super::user::{self, User};

/// Where Jejak keeps its data when nobody says otherwise.
pub fn default_data_folder() -> PathBuf {
    if geteuid().is_root() {
        return "/var/lib/jejak".into();
    }
    let given = env::var_os("XDG_DATA_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let home = || PathBuf::from(env::var_os("HOME").unwrap_or_else(|| "/".into()));
    given.unwrap_or_else(|| home().join(".local/share")).join("jejak")
}

/// Makes the folder when it is missing, and answers its canonical path.
pub(super) fn prepare(data: &Path, user: &User) -> Result<PathBuf, PostgresError> {
    match fs::metadata(data) {
        Ok(found) if !found.is_dir() => {
            return Err(PostgresError::BukanFolder { folder: data.to_owned() });
        }
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(PostgresError::BukanFolder { folder: file_on_the_way(data) });
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make(data, user).map_err(PostgresError::write(data))?;
        }
        Err(error) => return Err(PostgresError::write(data)(error)),
    }
    let data = fs::canonicalize(data).map_err(PostgresError::write(data))?;
    refuse_foreign_data(&data, user)?;
    open_empty(&data, user).map_err(PostgresError::write(&data))?;
    Ok(data)
}

/// An empty folder of root's that was made for Jejak, as `mktemp -d` makes one,
/// lets `postgres` pass like a folder that Jejak makes. One that holds
/// something is not ours to open.
fn open_empty(data: &Path, user: &User) -> io::Result<()> {
    let metadata = fs::metadata(data)?;
    let ours = user.by_root && metadata.uid() == geteuid().as_raw();
    if ours && metadata.mode() & 0o001 == 0 && fs::read_dir(data)?.next().is_none() {
        fs::set_permissions(data, Permissions::from_mode(metadata.mode() | 0o011))?;
    }
    Ok(())
}

/// The data folder is ours for as long as this lives.
#[derive(Debug)]
pub(super) struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // Said outright, because closing is not enough: a child that another
        // thread has forked and not yet exec'd still holds a copy.
        let _ = self.0.unlock();
    }
}

/// Takes the folder for this process. The kernel lets go when the file closes,
/// also after `kill -9`.
pub(super) fn lock(data: &Path) -> Result<Lock, PostgresError> {
    let path = data.join("jejak.lock");
    let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
    let mut file = opened.map_err(PostgresError::write(data))?;
    match file.try_lock() {
        Ok(()) => {
            // The number only serves the message, and a full disk must not
            // keep a cluster from starting.
            let _ = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
            Ok(Lock(file))
        }
        Err(TryLockError::WouldBlock) => {
            let mut pid = String::new();
            let _ = file.read_to_string(&mut pid);
            let pid = pid.trim();
            let pemakai =
                if pid.is_empty() { "pid tidak tercatat".into() } else { format!("pid {pid}") };
            Err(PostgresError::SudahDipakai { folder: data.to_owned(), pemakai })
        }
        Err(TryLockError::Error(error)) => Err(PostgresError::write(path)(error)),
    }
}

/// Refuses a cluster that another user made: its server could not read it.
pub(super) fn refuse_foreign(pg: &Path, user: &User) -> Result<(), PostgresError> {
    match fs::metadata(pg) {
        Ok(found) if found.uid() != user.uid => Err(foreign(pg, found.uid(), user.uid)),
        _ => Ok(()),
    }
}

/// Whoever owns the folder can exchange what stands in it.
fn refuse_foreign_data(data: &Path, user: &User) -> Result<(), PostgresError> {
    let owner = fs::metadata(data).map_err(PostgresError::write(data))?.uid();
    let ours = geteuid().as_raw();
    if owner == ours || owner == user.uid { Ok(()) } else { Err(foreign(data, owner, ours)) }
}

fn foreign(folder: &Path, owner: u32, ours: u32) -> PostgresError {
    PostgresError::FolderMilikOrangLain {
        folder: folder.to_owned(),
        pemilik: user::name(owner),
        pengguna: user::name(ours),
    }
}

/// Under root, `postgres` must pass through the folder to `pg`, and nobody
/// needs to list it.
fn make(data: &Path, user: &User) -> io::Result<()> {
    let mode = if user.by_root { 0o711 } else { 0o700 };
    DirBuilder::new().recursive(true).mode(mode).create(data)?;
    // Said again because a strict umask takes bits away.
    fs::set_permissions(data, Permissions::from_mode(mode))
}

fn file_on_the_way(data: &Path) -> PathBuf {
    data.ancestors().find(|path| path.is_file()).unwrap_or(data).to_owned()
}
