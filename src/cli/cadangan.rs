//! `jejak cadangkan` and `jejak pulihkan`: a copy of everything but the keys,
//! and back.

use std::path::{Path, PathBuf};

use bukti::checkpoint::Checkpoint;
use bukti::nota::KunciPublik;
use clap::Args;
use indicatif::ProgressBar;

use super::impor::progress;
use super::verify::ceritakan_berkas;
use super::{Ditemukan, Keliru, bahasa, keliru};
use crate::app::App;
use crate::cadangan::{self, Pulih};
use crate::config::{Config, Database, Options};
use crate::hapus::daftar;

#[derive(Args, Debug)]
#[command(after_help = "\
Yang disalin: klaster PostgreSQL dengan WAL-nya, sehingga utuh walau Jejak sedang melayani, dan
berkas. Kunci induk dan daftar penghapusan tidak ikut: simpan salinan keduanya di tempat lain.
Folder cadangan baru mendapat namanya setelah seluruhnya ada dan diperiksa.")]
pub(super) struct Cadangkan {
    /// Folder yang menampung cadangan; setiap cadangan satu folder di dalamnya
    #[arg(long, value_name = "FOLDER")]
    ke: PathBuf,
}

#[derive(Args, Debug)]
#[command(after_help = "\
Folder data harus kosong, dan kunci induk beserta daftar penghapusannya sudah di tempatnya.
Akar log dihitung lagi dan dibandingkan dengan manifes; yang berbeda ditolak. Data pribadi yang
dihapus sesudah cadangan dibuat dihapus lagi sebelum apa pun dilayani.")]
pub(super) struct Pulihkan {
    /// Satu cadangan, seperti /cadangan/jejak-20261123T020000Z
    dari: PathBuf,
    /// Checkpoint yang dipegang pihak lain, lebih tua daripada cadangannya: log harus melaluinya
    #[arg(long, value_name = "BERKAS", requires = "kunci_log")]
    checkpoint: Option<PathBuf>,
    /// Kunci publik log yang menandatangani checkpoint itu
    #[arg(long, value_name = "KUNCI", requires = "checkpoint")]
    kunci_log: Option<String>,
}

pub(super) async fn cadangkan(app: &App, config: &Config, a: Cadangkan) -> anyhow::Result<()> {
    let bar = langkah();
    let kemajuan = |kata: &str| bar.set_message(kata.to_owned());
    let jadi = cadangan::cadangkan(app, config, &a.ke, &kemajuan).await;
    let jadi = jadi.map_err(|galat| Keliru(bahasa::galat(&galat)))?;
    bar.finish_and_clear();
    let manifes = cadangan::manifes(&jadi)?;
    cetak!("Cadangan: {}", jadi.display());
    cetak!("Sampai posisi {}, akar {}", manifes.posisi, manifes.akar);
    if !manifes.berkas {
        cetak!("Berkas ada di S3 dan tidak ikut; cadangkan penyimpanan itu.");
    }
    cetak!("Tidak ikut, simpan terpisah: {}", config.kunci.display());
    cetak!("                             {}", daftar::tempat(&config.kunci).display());
    Ok(())
}

/// Unlike the other commands it opens nothing before it has put it there.
pub(super) async fn pulihkan(options: Options, a: Pulihkan) -> anyhow::Result<()> {
    let config = options.config().map_err(keliru)?;
    if let Database::Server { .. } = config.database {
        return Err(
            Keliru("pemulihan mengisi folder data; kosongkan DATABASE_URL".to_owned()).into()
        );
    }
    let pegangan = a.checkpoint.as_deref().zip(a.kunci_log.as_deref());
    let pegangan = pegangan.map(|(berkas, kunci)| pegangan_luar(berkas, kunci)).transpose()?;
    let bar = langkah();
    let kemajuan = |kata: &str| bar.set_message(kata.to_owned());
    let pulih = cadangan::pulihkan(&config, &a.dari, pegangan.as_ref(), &kemajuan).await;
    let Pulih { manifes, posisi, dihapus, dibuang, berkas } =
        pulih.map_err(|galat| Keliru(bahasa::galat(&galat)))?;
    bar.finish_and_clear();
    cetak!("Dipulihkan: {posisi} fakta, log {}", manifes.log);
    cetak!("Akar sampai posisi {} sama dengan manifes: {}", manifes.posisi, manifes.akar);
    if let Some(Checkpoint { ukuran, .. }) = pegangan {
        cetak!("Log melalui checkpoint {ukuran} fakta yang dipegang pihak lain.");
    }
    cetak!("Dihapus lagi: data pribadi {dihapus} perkara; {dibuang} berkas tanpa perkara dibuang");
    ceritakan_berkas(&berkas);
    if berkas.rusak.is_empty() { Ok(()) } else { Err(Ditemukan.into()) }
}

/// A checkpoint from outside, its signature checked.
fn pegangan_luar(berkas: &Path, kunci: &str) -> anyhow::Result<Checkpoint> {
    let kunci = KunciPublik::try_new(kunci).map_err(|galat| Keliru(galat.to_string()))?;
    let nama = berkas.display();
    let nota = std::fs::read_to_string(berkas);
    let nota = nota.map_err(|galat| Keliru(format!("{nama} tidak terbaca: {galat}")))?;
    let isi = Checkpoint::baca_bertanda(&nota, &kunci);
    Ok(isi.map_err(|galat| Keliru(format!("{nama}: {galat}")))?)
}

fn langkah() -> ProgressBar {
    let bar = progress(0, "");
    if let Ok(gaya) = indicatif::ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
        bar.set_style(gaya);
    }
    bar
}
