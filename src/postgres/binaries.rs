//! The PostgreSQL programs on this machine.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::PostgresError;

/// The oldest major version whose settings and catalogue Jejak knows.
const OLDEST: u32 = 13;

/// One folder with `postgres` and `initdb` of one version.
#[derive(Clone, Debug)]
pub(super) struct Binaries {
    folder: PathBuf,
    pub(super) major: u32,
}

/// PATH, and where Debian and Ubuntu keep the server: outside PATH, one folder
/// per version.
pub(super) fn usual_folders() -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    env::split_paths(&path).chain(debian.map(|version| version.path().join("bin"))).collect()
}

impl Binaries {
    /// Every usable version among `folders`, newest first.
    pub(super) fn find(folders: &[PathBuf]) -> Result<Vec<Self>, PostgresError> {
        let mut found: Vec<Self> =
            folders.iter().filter_map(|folder| Self::in_folder(folder)).collect();
        found.sort_by_key(|binaries| std::cmp::Reverse(binaries.major));
        if found.is_empty() { Err(PostgresError::TanpaBiner) } else { Ok(found) }
    }

    /// The version that made the cluster `pg`, or the newest for a new one.
    pub(super) fn choose(found: Vec<Self>, pg: &Path) -> Result<Self, PostgresError> {
        let made_by = fs::read_to_string(pg.join("PG_VERSION")).ok();
        let made_by = made_by.as_deref().map(str::trim);
        let newest = found.first().map_or(OLDEST, |binaries| binaries.major);
        let fits = |binaries: &Self| made_by.is_none_or(|made| binaries.major.to_string() == made);
        found.into_iter().find(fits).ok_or_else(|| PostgresError::VersiBeda {
            folder: pg.to_owned(),
            klaster: made_by.unwrap_or_default().to_owned(),
            biner: newest,
        })
    }

    pub(super) fn postgres(&self) -> PathBuf {
        self.folder.join("postgres")
    }

    /// Another program of the same version.
    pub(super) fn program(&self, nama: &str) -> PathBuf {
        self.folder.join(nama)
    }

    pub(super) fn initdb(&self) -> PathBuf {
        self.folder.join("initdb")
    }

    fn in_folder(folder: &Path) -> Option<Self> {
        // PATH may lead to a link; the other programs stand beside the original.
        let postgres = fs::canonicalize(folder.join("postgres")).ok()?;
        let folder = postgres.parent()?.to_owned();
        if !folder.join("initdb").is_file() {
            return None;
        }
        let answer = Command::new(postgres).arg("--version").output().ok()?;
        let major = major(&String::from_utf8_lossy(&answer.stdout))?;
        (major >= OLDEST).then_some(Self { folder, major })
    }
}

/// `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)` is 15.
fn major(version: &str) -> Option<u32> {
    let number = version.split_whitespace().nth(2)?;
    let digits = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
    number[..digits].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_major_version_is_read_from_releases_and_betas() {
        assert_eq!(major("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(major("initdb"), None);
    }
}
