//! Backups: the cluster with its WAL, the files, and a manifest that says how
//! far the log reached and what its root was. The master key and the list of
//! erasures stay where they are: whoever had both with the data could read all.

mod pulih;

use std::fs::{self, DirBuilder, File};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::app::App;
use crate::berkas::TempatBerkas;
use crate::config::{Config, Database};
use crate::postgres::cadangan as klaster;

pub use pulih::{Pulih, pulihkan};

/// The layout of a backup.
const BENTUK: u32 = 1;
const MANIFES: &str = "manifes.json";
const KLASTER: &str = "pg";
const BERKAS: &str = "berkas";

/// What a backup says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifes {
    pub bentuk: u32,
    pub jejak: String,
    pub dibuat: DateTime<Utc>,
    pub log: Uuid,
    /// The last fact that is surely in it, and the root up to there.
    pub posisi: u64,
    pub akar: String,
    /// Files are in it; those of an S3 store are backed up there.
    pub berkas: bool,
}

/// What is told while it goes on.
pub type Kemajuan<'a> = &'a (dyn Fn(&str) + Sync);

/// Backs everything up into a new folder below `ke`, which takes its name when
/// it is whole.
pub async fn cadangkan(
    app: &App,
    config: &Config,
    ke: &Path,
    kemajuan: Kemajuan<'_>,
) -> anyhow::Result<PathBuf> {
    let Database::Embedded(data) = &config.database else {
        bail!("data ini ada di server PostgreSQL lain; cadangkan server itu, dan folder berkasnya");
    };
    let (owner, _) = app.embedded().context("klaster tertanam tidak berjalan")?;
    buat_folder(ke)?;
    let ke = ke.canonicalize()?;
    terpisah(config, data, &ke)?;
    // Before the copy begins: it has all of this, and what comes after.
    let (posisi, _, akar) = app.log.head().await?;
    let dibuat = app.clock.now();
    let nama = format!("jejak-{}", dibuat.format("%Y%m%dT%H%M%SZ"));
    let (draf, jadi) = (ke.join(format!(".{nama}.baru")), ke.join(&nama));
    ensure!(!jadi.exists(), "{} sudah ada; tunggu sedetik", jadi.display());
    buat_folder(&draf)?;
    kemajuan("basis data dan WAL-nya");
    klaster::ambil(data, &owner, &draf.join(KLASTER)).await?;
    kemajuan("memeriksa salinan basis data");
    klaster::periksa(&draf.join(KLASTER)).await?;
    kemajuan("berkas");
    let berkas = salin_berkas(&config.berkas, &draf.join(BERKAS))?;
    let manifes = Manifes {
        bentuk: BENTUK,
        jejak: env!("CARGO_PKG_VERSION").to_owned(),
        dibuat,
        log: app.log.id(),
        posisi,
        akar: hex::encode(akar),
        berkas,
    };
    tulis(&draf.join(MANIFES), &serde_json::to_vec_pretty(&manifes)?)?;
    File::open(&draf)?.sync_all()?;
    fs::rename(&draf, &jadi)?;
    File::open(&ke)?.sync_all()?;
    Ok(jadi)
}

/// What a backup says of itself.
pub fn manifes(cadangan: &Path) -> anyhow::Result<Manifes> {
    let jalur = cadangan.join(MANIFES);
    let keliru = || format!("{} bukan cadangan Jejak yang utuh", cadangan.display());
    let teks = fs::read(&jalur).with_context(keliru)?;
    let manifes: Manifes = serde_json::from_slice(&teks).with_context(keliru)?;
    ensure!(manifes.bentuk == BENTUK, "cadangan ini dibuat Jejak yang lebih baru");
    Ok(manifes)
}

/// Neither within what is backed up nor around the key.
fn terpisah(config: &Config, data: &Path, ke: &Path) -> anyhow::Result<()> {
    let data = data.canonicalize()?;
    ensure!(!ke.starts_with(&data), "folder cadangan berada di dalam folder data; pilih yang lain");
    let kunci = config.kunci.canonicalize()?;
    ensure!(
        !kunci.starts_with(ke),
        "kunci induk {} berada di dalam folder cadangan; siapa pun yang memegang keduanya dapat \
         membaca semuanya, jadi pilih folder lain",
        kunci.display()
    );
    Ok(())
}

fn salin_berkas(tempat: &TempatBerkas, ke: &Path) -> anyhow::Result<bool> {
    match tempat {
        TempatBerkas::S3(_) => Ok(false),
        TempatBerkas::Folder(folder) if folder.exists() => {
            klaster::salin(folder, ke, &|_| Ok(()))
                .with_context(|| format!("berkas di {} tidak dapat disalin", folder.display()))?;
            Ok(true)
        }
        TempatBerkas::Folder(_) => {
            buat_folder(ke)?;
            Ok(true)
        }
    }
}

fn buat_folder(folder: &Path) -> anyhow::Result<()> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .with_context(|| format!("folder {} tidak dapat dibuat", folder.display()))
}

fn tulis(jalur: &Path, isi: &[u8]) -> anyhow::Result<()> {
    let mut buka = fs::OpenOptions::new();
    let mut berkas = buka.write(true).create_new(true).mode(0o600).open(jalur)?;
    berkas.write_all(isi)?;
    Ok(berkas.sync_all()?)
}
