//! `jejak demo`: a made-up city to look around in.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use chrono::Days;
use clap::Args;
use events::waktu::{Zona, tanggal_panjang};
use projections::catatan::Sudut;

use super::impor::progress;
use super::{Keliru, keliru};
use crate::app::{App, Chance};
use crate::checkpoint::penanda::TempatPenanda;
use crate::clock::Clock;
use crate::config::{Config, Database, Kantor, Options, ServeOptions};
use crate::demo::{self, Ringkasan};
use crate::hapus;
use crate::postgres::{default_data_folder, until_signal};
use crate::web;

#[derive(Args, Debug)]
#[command(after_help = "\
Demo memakai folder data sendiri [bawaan: jejak-demo di samping folder data biasa] dan tidak
pernah menyentuh data kantor. Semua nama orang dan nomor di dalamnya karangan.")]
pub(super) struct Arguments {
    /// Benih: benih dan tanggal yang sama memberi kota yang sama
    #[arg(long, default_value_t = 2026)]
    benih: u64,
    /// Buang demo yang ada dan buat lagi
    #[arg(long)]
    ulang: bool,
    /// Lalu layani demo itu di peramban, sampai dihentikan
    #[arg(long)]
    layani: bool,
    #[command(flatten)]
    serve: ServeOptions,
}

/// Says that a data folder is a demo's, and may be thrown away.
const TANDA: &str = "ini-demo";

pub(super) async fn run(options: Options, a: Arguments) -> anyhow::Result<()> {
    let options = milik_demo(options);
    let kantor = options.kantor(a.serve).map_err(keliru)?;
    let kantor = Kantor { nama: "Kota Tirtamulya (demo)".to_owned(), ..kantor };
    let config = options.config().map_err(keliru)?;
    let Database::Embedded(data) = &config.database else {
        return Err(
            Keliru("demo memakai basis data tertanam; kosongkan DATABASE_URL".to_owned()).into()
        );
    };
    let ada = siapkan(data, &config.kunci, a.ulang)?;
    let signal = until_signal();
    let kerja = async {
        if ada {
            return Ok(None);
        }
        let ringkasan = buat(&config, a.benih).await?;
        // The mark goes on last: a demo that was stopped half-way is made anew.
        std::fs::write(data.join(TANDA), "selesai\n")?;
        anyhow::Ok(Some(ringkasan))
    };
    let ringkasan = tokio::select! {
        ringkasan = kerja => ringkasan?,
        () = signal => anyhow::bail!("demo dihentikan; jalankan lagi untuk membuatnya dari awal"),
    };
    penutup(data, &config.kunci, &kantor.url_publik, ringkasan.as_ref());
    if !a.layani {
        return Ok(());
    }
    cetak!("\nBuka {}/masuk; Ctrl-C menghentikannya.", kantor.url_publik);
    let app = App::open(&config, Clock::System, Chance::System).await?;
    web::layani(app, kantor).await
}

/// A data folder and a key of its own.
fn milik_demo(mut options: Options) -> Options {
    if options.data.is_none() {
        let biasa = default_data_folder();
        options.data = Some(biasa.with_file_name("jejak-demo"));
    }
    if options.kunci.is_none() {
        let data = options.data.clone().unwrap_or_default();
        let mut kunci = data.into_os_string();
        kunci.push(".kunci");
        options.kunci = Some(PathBuf::from(kunci));
    }
    options
}

/// Whether a finished demo is there. An unfinished one, or an unwanted one, is
/// thrown away; a folder that is no demo is never touched.
fn siapkan(data: &Path, kunci: &Path, ulang: bool) -> anyhow::Result<bool> {
    let tanda = data.join(TANDA);
    let isi = std::fs::read_to_string(&tanda).ok();
    let kosong = std::fs::read_dir(data).map_or(true, |mut isi| isi.next().is_none());
    match isi.as_deref() {
        Some("selesai\n") if !ulang => return Ok(true),
        Some(_) => {
            std::fs::remove_dir_all(data)
                .with_context(|| format!("folder demo {} tidak dapat dibuang", data.display()))?;
            let _ = std::fs::remove_file(kunci);
            // Of a log that is no more, its signer would refuse every other.
            if let Some(TempatPenanda { folder: Some(folder), .. }) =
                TempatPenanda::di_samping(data)
            {
                let _ = std::fs::remove_dir_all(folder);
            }
            let _ = std::fs::remove_file(hapus::daftar::tempat(kunci));
        }
        None => ensure!(
            kosong,
            Keliru(format!(
                "{} bukan folder demo; pilih folder kosong dengan --data",
                data.display()
            ))
        ),
    }
    std::fs::create_dir_all(data)
        .with_context(|| format!("folder demo {} tidak dapat dibuat", data.display()))?;
    // The cluster's own user passes through; nobody else lists it.
    std::fs::set_permissions(data, Permissions::from_mode(0o711))?;
    std::fs::write(&tanda, "belum selesai\n")?;
    Ok(false)
}

async fn buat(config: &Config, benih: u64) -> anyhow::Result<Ringkasan> {
    let akhir = Clock::System.hari_ini(config.zona) - Days::new(1);
    let mulai = demo::mulai(akhir);
    eprintln!("Menjalani Kota Tirtamulya, {} – {}", tanggal_panjang(mulai), tanggal_panjang(akhir));
    let clock = demo::clock(akhir, config.zona);
    let app = App::open(config, clock, Chance::Seed(benih)).await?;
    let hari = u64::try_from((akhir - mulai).num_days() + 1)?;
    let bar = progress(hari, "hari");
    let hasil = demo::jalankan(&app, benih, akhir, || bar.inc(1)).await;
    bar.finish_and_clear();
    let hasil = match hasil {
        Ok(ringkasan) => fakta(&app, config.zona, ringkasan).await,
        Err(error) => Err(error),
    };
    app.close().await?;
    hasil
}

async fn fakta(app: &App, zona: Zona, ringkasan: Ringkasan) -> anyhow::Result<Ringkasan> {
    let sudut = Sudut { sebagaimana: app.clock.now(), menurut_catatan: false, zona };
    let calon = super::terbuka(app, sudut).await?;
    let catatan = app.catatan_untuk(&calon, sudut).await?;
    let terbuka = projections::tenggat::terbuka(&catatan);
    let terlambat = terbuka.iter().filter(|b| b.sisa_hk < 0).count();
    cetak!(
        "Kota Tirtamulya: {} unit, {} perkara, {} fakta; {} tenggat kantor terbuka, {terlambat} lewat paling awalnya.",
        catatan.dasar.unit.len(),
        ringkasan.perkara,
        app.log.position().await?,
        terbuka.len()
    );
    Ok(ringkasan)
}

fn penutup(data: &Path, kunci: &Path, url: &str, ringkasan: Option<&Ringkasan>) {
    if ringkasan.is_none() {
        cetak!("Demo sudah ada di {}; buat lagi dengan: jejak demo --ulang", data.display());
    }
    cetak!(
        "\nLihatlah, setelah:\n{}  export JEJAK_DATA={} JEJAK_KUNCI={}\n",
        alias(),
        data.display(),
        kunci.display()
    );
    cetak!("  Di peramban, dengan jejak serve: {url}/masuk, sandi {}", demo::SANDI);
    for (nama_masuk, peran) in demo::AKUN {
        cetak!("    {nama_masuk:<10} {peran}");
    }
    cetak!("");
    for (perintah, arti) in [
        ("jejak tenggat", "apa yang harus dikerjakan kantor, terdekat dahulu"),
        ("jejak ketepatan", "keberatan dan sengketa terhadap jendelanya"),
        ("jejak kalender daftar --tahun 2026", "hari tutup dan sejak kapan diketahui"),
        ("jejak verify", "bukti bahwa tidak ada yang berubah"),
    ] {
        cetak!("  {perintah:<44} {arti}");
    }
    for (nomor, arti) in ringkasan.map_or(&[][..], |r| &r.contoh) {
        cetak!("  {:<44} {arti}", format!("jejak riwayat {nomor}"));
    }
    if let Some((nomor, _)) = ringkasan.and_then(|r| r.contoh.first()) {
        cetak!("  {:<44} mengapa tanggal itu", format!("jejak tenggat {nomor} --jelaskan"));
    }
}

/// How to call this very program, where the shell does not find it.
fn alias() -> String {
    let ada = |folder: PathBuf| folder.join("jejak").is_file();
    let jalur = std::env::var_os("PATH").unwrap_or_default();
    match std::env::current_exe() {
        Ok(program) if !std::env::split_paths(&jalur).any(ada) => {
            format!("  alias jejak={}\n", program.display())
        }
        Ok(_) | Err(_) => String::new(),
    }
}
