//! Putting a backup back: into an empty folder, held against its manifest, and
//! with every erasure done again before anybody is served.

use std::fs;
use std::path::Path;

use anyhow::{Context, ensure};
use bukti::checkpoint::{Checkpoint, asal_dari};

use super::{BERKAS, KLASTER, Kemajuan, Manifes, manifes};
use crate::app::{App, Chance};
use crate::berkas::{HasilBerkas, TempatBerkas};
use crate::clock::Clock;
use crate::config::{Config, Database};
use crate::postgres::cadangan as klaster;

/// What was put back.
#[derive(Clone, Debug)]
pub struct Pulih {
    pub manifes: Manifes,
    /// The last fact in it.
    pub posisi: u64,
    /// Erasures that had to be done again.
    pub dihapus: usize,
    /// Files that no case knows any more.
    pub dibuang: usize,
    /// Whether the files of the cases are all there, byte for byte.
    pub berkas: HasilBerkas,
}

/// Puts a backup into the data folder of the configuration, which must be empty.
/// What it holds has to go through a checkpoint that others kept, where one is
/// given.
pub async fn pulihkan(
    config: &Config,
    dari: &Path,
    pegangan: Option<&Checkpoint>,
    kemajuan: Kemajuan<'_>,
) -> anyhow::Result<Pulih> {
    let Database::Embedded(data) = &config.database else {
        anyhow::bail!("pemulihan mengisi folder data; kosongkan DATABASE_URL");
    };
    // PostgreSQL's own program reads it from another folder.
    let dari = &fs::canonicalize(dari)
        .with_context(|| format!("cadangan {} tidak ada", dari.display()))?;
    let manifes = manifes(dari)?;
    if let Some(pegangan) = pegangan {
        cukup_tua(pegangan, &manifes)?;
    }
    ensure!(
        config.kunci.is_file(),
        "kunci induk {} tidak ada; kembalikan dahulu dari salinannya yang terpisah, beserta \
         daftar penghapusan di sampingnya",
        config.kunci.display()
    );
    kosong(data)?;
    kemajuan("memeriksa cadangan");
    klaster::periksa(&dari.join(KLASTER)).await?;
    klaster::siapkan(data)?;
    kemajuan("berkas");
    if manifes.berkas {
        taruh_berkas(&config.berkas, &dari.join(BERKAS))?;
    }
    kemajuan("basis data");
    klaster::taruh(&dari.join(KLASTER), data)?;
    kemajuan("memeriksa log dan menghapus lagi yang sudah dihapus");
    match periksa(config, &manifes, pegangan).await {
        Ok(pulih) => Ok(pulih),
        Err(galat) => {
            // Nothing may serve what does not hold.
            let ditolak = data.join("pg.ditolak");
            fs::rename(data.join("pg"), &ditolak)?;
            Err(galat.context(format!("cadangan ditolak; isinya di {}", ditolak.display())))
        }
    }
}

/// A checkpoint can be held against what is in the backup, and not against what
/// came after it.
fn cukup_tua(pegangan: &Checkpoint, manifes: &Manifes) -> anyhow::Result<()> {
    let Checkpoint { asal, ukuran, .. } = pegangan;
    ensure!(asal_dari(asal, &manifes.log.to_string()), "checkpoint itu milik log lain ({asal})");
    let posisi = manifes.posisi;
    ensure!(
        *ukuran <= posisi,
        "checkpoint itu memuat {ukuran} fakta dan cadangan ini {posisi}: {} fakta di antaranya \
         tidak ada di sini; bandingkan dengan checkpoint yang lebih tua, dan catat kehilangannya",
        ukuran - posisi
    );
    Ok(())
}

fn kosong(folder: &Path) -> anyhow::Result<()> {
    let kosong = fs::read_dir(folder).map_or(true, |mut isi| isi.next().is_none());
    ensure!(
        kosong,
        "{} tidak kosong; pemulihan tidak menimpa apa pun, jadi pilih folder lain",
        folder.display()
    );
    Ok(())
}

fn taruh_berkas(tempat: &TempatBerkas, dari: &Path) -> anyhow::Result<()> {
    let TempatBerkas::Folder(folder) = tempat else { return Ok(()) };
    kosong(folder)?;
    if folder.exists() {
        fs::remove_dir(folder)?;
    }
    if let Some(atas) = folder.parent() {
        fs::create_dir_all(atas)?;
    }
    klaster::salin(dari, folder, &|_| Ok(()))
        .with_context(|| format!("berkas tidak dapat ditaruh di {}", folder.display()))
}

/// Opens it, which erases again, and holds the log against the manifest.
async fn periksa(
    config: &Config,
    manifes: &Manifes,
    pegangan: Option<&Checkpoint>,
) -> anyhow::Result<Pulih> {
    let app = App::open(config, Clock::System, Chance::System).await?;
    let hasil = banding(&app, manifes, pegangan).await;
    app.close().await?;
    hasil
}

async fn banding(
    app: &App,
    manifes: &Manifes,
    pegangan: Option<&Checkpoint>,
) -> anyhow::Result<Pulih> {
    ensure!(app.log.id() == manifes.log, "log ini bukan log yang disebut manifes");
    let akar = hex::encode(app.log.root_at(manifes.posisi).await?);
    ensure!(
        akar == manifes.akar,
        "akar log sampai posisi {} bukan akar yang disebut manifes",
        manifes.posisi
    );
    if let Some(Checkpoint { ukuran, akar, .. }) = pegangan {
        ensure!(
            app.log.root_at(*ukuran).await? == *akar,
            "log yang dipulihkan tidak melalui checkpoint {ukuran} fakta yang dipegang pihak lain"
        );
    }
    let verdict = app.log.verify(|_, _| ()).await?;
    if let Some(temuan) = verdict.finding {
        anyhow::bail!("posisi {}: {}", temuan.positions.0, temuan.what);
    }
    let dihapus = app.penghapusan_diulang();
    let dibuang = app.sapu_yatim().await?;
    let berkas = app.periksa_berkas(&mut |_| ()).await?;
    Ok(Pulih { manifes: manifes.clone(), posisi: verdict.events, dihapus, dibuang, berkas })
}
