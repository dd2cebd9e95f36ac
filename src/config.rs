//! Configuration: a flag wins over the environment, that over the TOML file,
//! that over the default. A wrong value is a clear error at start.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use events::waktu::Zona;
use serde::Deserialize;

use crate::postgres::default_data_folder;

/// What every command takes.
#[derive(Args, Clone, Debug, Default)]
pub struct Options {
    /// Berkas konfigurasi TOML [bawaan: jejak.toml di /etc/jejak atau ~/.config/jejak bila ada]
    #[arg(
        long,
        global = true,
        env = "JEJAK_KONFIGURASI",
        value_name = "BERKAS",
        help_heading = "Konfigurasi"
    )]
    pub konfigurasi: Option<PathBuf>,
    /// Folder data basis data tertanam
    #[arg(
        long,
        global = true,
        env = "JEJAK_DATA",
        value_name = "FOLDER",
        help_heading = "Konfigurasi"
    )]
    pub data: Option<PathBuf>,
    /// Server PostgreSQL sendiri sebagai pengganti basis data tertanam
    #[arg(
        long,
        global = true,
        env = "DATABASE_URL",
        hide_env_values = true,
        value_name = "URL",
        help_heading = "Konfigurasi"
    )]
    pub database_url: Option<String>,
    /// Sambungan pemilik skema di server itu, untuk migrasi
    #[arg(
        long,
        global = true,
        env = "JEJAK_MIGRATE_URL",
        hide_env_values = true,
        value_name = "URL",
        help_heading = "Konfigurasi"
    )]
    pub migrate_url: Option<String>,
    /// Zona waktu kantor: WIB, WITA, atau WIT [bawaan: WIB]
    #[arg(
        long,
        global = true,
        env = "JEJAK_ZONA",
        value_name = "ZONA",
        help_heading = "Konfigurasi"
    )]
    pub zona: Option<String>,
    /// Berkas kunci induk, di luar folder data dan cadangannya
    #[arg(
        long,
        global = true,
        env = "JEJAK_KUNCI",
        value_name = "BERKAS",
        help_heading = "Konfigurasi"
    )]
    pub kunci: Option<PathBuf>,
}

/// The same values in the TOML file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    data: Option<PathBuf>,
    database_url: Option<String>,
    migrate_url: Option<String>,
    zona: Option<String>,
    kunci: Option<PathBuf>,
}

#[derive(Clone, Debug)]
pub struct Config {
    pub database: Database,
    pub zona: Zona,
    pub kunci: PathBuf,
}

#[derive(Clone, Debug)]
pub enum Database {
    /// A private cluster in this data folder.
    Embedded(PathBuf),
    /// Somebody's server; without the owner's connection nothing is migrated.
    Server { url: String, migrate_url: Option<String> },
}

impl Options {
    pub fn config(self) -> anyhow::Result<Config> {
        let file = read_file(self.konfigurasi.as_deref())?;
        let zona = self.zona.or(file.zona).unwrap_or_else(|| "WIB".to_owned());
        let zona = zona.parse().with_context(|| format!("JEJAK_ZONA bernilai {zona:?}"))?;
        let migrate_url = self.migrate_url.or(file.migrate_url);
        let database = match self.database_url.or(file.database_url) {
            Some(url) => Database::Server { url, migrate_url },
            None if migrate_url.is_some() => {
                bail!(
                    "JEJAK_MIGRATE_URL diisi tanpa DATABASE_URL; isi keduanya atau kosongkan keduanya"
                )
            }
            None => Database::Embedded(self.data.or(file.data).unwrap_or_else(default_data_folder)),
        };
        let kunci = self.kunci.or(file.kunci).unwrap_or_else(default_key_file);
        if let Database::Embedded(data) = &database
            && std::path::absolute(&kunci)?.starts_with(std::path::absolute(data)?)
        {
            bail!(
                "kunci induk {} berada di dalam folder data; taruh di luar dengan JEJAK_KUNCI, agar cadangan data tidak memuat kuncinya",
                kunci.display()
            );
        }
        Ok(Config { database, zona, kunci })
    }
}

fn read_file(named: Option<&Path>) -> anyhow::Result<File> {
    let path = match named {
        Some(path) => path.to_owned(),
        None => match default_config_files().into_iter().find(|path| path.exists()) {
            Some(path) => path,
            None => return Ok(File::default()),
        },
    };
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("berkas konfigurasi {} tidak terbaca", path.display()))?;
    toml::from_str(&text).with_context(|| format!("berkas konfigurasi {} keliru", path.display()))
}

fn default_config_files() -> [PathBuf; 2] {
    [config_home().join("jejak.toml"), PathBuf::from("/etc/jejak/jejak.toml")]
}

/// Outside the data folder and what is backed up with it.
fn default_key_file() -> PathBuf {
    config_home().join("kunci-induk")
}

fn config_home() -> PathBuf {
    if rustix::process::geteuid().is_root() {
        return PathBuf::from("/etc/jejak");
    }
    let home = std::env::var_os("HOME").map_or_else(|| PathBuf::from("."), PathBuf::from);
    std::env::var_os("XDG_CONFIG_HOME")
        .map_or_else(|| home.join(".config"), PathBuf::from)
        .join("jejak")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(toml: &str) -> (tempfile::TempDir, Options) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("jejak.toml");
        std::fs::write(&path, toml).unwrap();
        let options = Options { konfigurasi: Some(path), ..Options::default() };
        (folder, options)
    }

    #[test]
    fn a_flag_wins_over_the_file() {
        let (_folder, mut options) = options("zona = \"WIT\"\ndata = \"/a\"\nkunci = \"/k\"");
        options.data = Some("/b".into());
        let config = options.config().unwrap();
        assert_eq!(config.zona, Zona::Wit);
        assert!(matches!(config.database, Database::Embedded(data) if data == Path::new("/b")));
    }

    #[test]
    fn wrong_values_are_named() {
        for (toml, kata) in [
            ("zona = \"WIX\"", "zona waktu tidak dikenal"),
            ("zone = \"WIB\"", "unknown field"),
            ("zona = ", "keliru"),
            ("migrate_url = \"postgres://a\"", "tanpa DATABASE_URL"),
            ("data = \"/a\"\nkunci = \"/a/kunci\"", "di dalam folder data"),
        ] {
            let (_folder, options) = options(toml);
            let error = format!("{:#}", options.config().unwrap_err());
            assert!(error.contains(kata), "{toml}: {error}");
        }
    }
}
