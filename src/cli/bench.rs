//! `jejak bench`: how fast the log is, beside what this PostgreSQL can do.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use indicatif::ProgressBar;
use serde_json::json;

use super::impor::progress;
use super::{Bentuk, Keliru, keliru, tampilan};
use crate::bench::laman::{self, APPEND_PER_DETIK, LaporanLaman, PERMINTAAN_PER_DETIK};
use crate::bench::{self, Bangunan, LAJU, Laporan, MEMORI_MB, Pengamat, Pertumbuhan, Ukuran};
use crate::config::{Config, Database, Options};
use crate::postgres::until_signal;

#[derive(Args, Debug)]
#[command(after_help = "\
Setiap angka dicetak di samping batasnya, yang diukur pada PostgreSQL yang sama dalam
pengukuran yang sama dengan fsync menyala. Tanpa --data dipakai folder sementara yang dibuang
sesudahnya; dengan --data folder itu harus kosong. Data kantor tidak pernah disentuh.")]
pub(super) struct Arguments {
    /// Jumlah fakta dalam log yang diukur
    #[arg(long, value_name = "N", default_value_t = 1_000_000,
          value_parser = clap::value_parser!(u64).range(10_000..=8_000_000))]
    peristiwa: u64,
    /// Ukur halaman selagi fakta masuk, dengan sebanyak ini perkara dalam register
    #[arg(long, value_name = "PERKARA", num_args = 0..=1, default_missing_value = "1000000",
          conflicts_with = "peristiwa", value_parser = clap::value_parser!(u32).range(1_000..=2_000_000))]
    laman: Option<u32>,
    #[command(flatten)]
    bentuk: Bentuk,
}

pub(super) async fn run(options: Options, a: Arguments) -> anyhow::Result<()> {
    let sementara = match options.data {
        None => Some(Sementara::buat()?),
        Some(_) => None,
    };
    let config = config(options, sementara.as_ref())?;
    let bar = Bar(progress(0, "fakta"));
    if let Some(perkara) = a.laman {
        let perkara = usize::try_from(perkara)?;
        let hasil = laman::jalankan(&config, perkara, &bar, until_signal()).await;
        bar.0.finish_and_clear();
        return cetak_laman(&hasil?, a.bentuk.json);
    }
    let hasil = bench::jalankan(&config, a.peristiwa, &bar, until_signal()).await;
    bar.0.finish_and_clear();
    let laporan = hasil?;
    if a.bentuk.json {
        return tampilan::json(&sebagai_json(&laporan));
    }
    cetak(&laporan);
    Ok(())
}

/// A folder of this run alone.
struct Sementara(PathBuf);

impl Sementara {
    fn buat() -> anyhow::Result<Self> {
        let folder = std::env::temp_dir().join(format!("jejak-bench-{}", std::process::id()));
        std::fs::create_dir(&folder)
            .with_context(|| format!("folder {} tidak dapat dibuat", folder.display()))?;
        // The cluster's own user passes through; nobody else lists it.
        std::fs::set_permissions(&folder, Permissions::from_mode(0o711))?;
        Ok(Sementara(folder))
    }
}

impl Drop for Sementara {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The embedded cluster in a folder that holds nothing, and a key of its own.
fn config(mut options: Options, sementara: Option<&Sementara>) -> anyhow::Result<Config> {
    if let Some(Sementara(folder)) = sementara {
        options.data = Some(folder.join("data"));
        options.kunci = Some(folder.join("kunci"));
    } else if options.kunci.is_none() {
        let mut kunci = options.data.clone().unwrap_or_default().into_os_string();
        kunci.push(".kunci");
        options.kunci = Some(PathBuf::from(kunci));
    }
    let config = options.config().map_err(keliru)?;
    let Database::Embedded(data) = &config.database else {
        let pesan = "pengukuran memakai basis data tertanam; kosongkan DATABASE_URL".to_owned();
        return Err(Keliru(pesan).into());
    };
    if std::fs::read_dir(data).is_ok_and(|mut isi| isi.next().is_some()) {
        let pesan = format!("folder {} berisi; pilih folder kosong dengan --data", data.display());
        return Err(Keliru(pesan).into());
    }
    Ok(config)
}

struct Bar(ProgressBar);

impl Pengamat for Bar {
    fn tahap(&self, nama: &str, langkah: u64) {
        self.0.set_length(langkah);
        self.0.set_position(0);
        self.0.println(nama);
    }

    fn maju(&self, sampai: u64) {
        self.0.set_position(sampai);
    }
}

fn cetak(laporan: &Laporan) {
    let mut tabel = tampilan::tabel(&[
        "Pengukuran",
        "Hasil",
        "Batas",
        "Satuan",
        "Rasio",
        "Target",
        "Tercapai",
        "Pembatas",
    ]);
    for ukuran in &laporan.ukuran {
        tabel.add_row([
            ukuran.apa.clone(),
            format!("{:.0}", ukuran.hasil),
            format!("{:.0}", ukuran.batas),
            ukuran.satuan.to_owned(),
            format!("{:.2}", ukuran.rasio()),
            ukuran.target.map_or_else(|| "–".to_owned(), |target| format!("{target:.1}")),
            tercapai(ukuran).to_owned(),
            ukuran.pembatas.to_owned(),
        ]);
    }
    cetak!("{tabel}");
    let mut tabel = tampilan::tabel(&["Fakta dalam log", "Append/s, 64 klien", "µs per append"]);
    for Pertumbuhan { fakta, append_per_detik } in &laporan.pertumbuhan {
        tabel.add_row([
            fakta.to_string(),
            format!("{append_per_detik:.0}"),
            format!("{:.1}", 1e6 / append_per_detik),
        ]);
    }
    cetak!("{tabel}");
    let mut tabel = tampilan::tabel(&[
        "Tampilan dibangun ulang",
        "Fakta/s",
        "Batas",
        "8 juta fakta",
        "Memori puncak",
        "Batas",
    ]);
    for Bangunan { fakta, fakta_per_detik, memori_mb } in &laporan.bangunan {
        tabel.add_row([
            format!("{fakta} fakta"),
            format!("{fakta_per_detik:.0}"),
            format!("{LAJU:.0}"),
            format!("{:.0} detik", 8e6 / fakta_per_detik),
            format!("{memori_mb:.0} MB"),
            format!("{MEMORI_MB:.0} MB"),
        ]);
    }
    cetak!("{tabel}");
    cetak!("{} fakta, rata-rata {} bita per daun", laporan.fakta, laporan.bita_per_daun);
}

fn cetak_laman(laporan: &LaporanLaman, json: bool) -> anyhow::Result<()> {
    if json {
        return tampilan::json(&laman_sebagai_json(laporan));
    }
    let mut tabel = tampilan::tabel(&[
        "Halaman",
        "Permintaan",
        "Gagal",
        "p50 ms",
        "p95 ms",
        "p99 ms",
        "Terlama ms",
        "Batas p95",
        "Tercapai",
    ]);
    for ukuran in &laporan.ukuran {
        let ms = [ukuran.p50_ms, ukuran.p95_ms, ukuran.p99_ms, ukuran.terlama_ms];
        let mut baris =
            vec![ukuran.nama.to_owned(), ukuran.permintaan.to_string(), ukuran.gagal.to_string()];
        baris.extend(ms.map(|ms| format!("{ms:.1}")));
        let tercapai = if ukuran.tercapai() { "ya" } else { "belum" };
        baris.extend([format!("{:.0}", ukuran.batas_ms), tercapai.to_owned()]);
        tabel.add_row(baris);
    }
    cetak!("{tabel}");
    cetak!(
        "{} perkara, {} fakta; {PERMINTAAN_PER_DETIK} halaman dan {APPEND_PER_DETIK} append sedetik",
        laporan.perkara,
        laporan.fakta
    );
    Ok(())
}

fn laman_sebagai_json(laporan: &LaporanLaman) -> serde_json::Value {
    let ukuran = laporan.ukuran.iter().map(|ukuran| {
        json!({
            "halaman": ukuran.nama, "permintaan": ukuran.permintaan, "gagal": ukuran.gagal,
            "p50_ms": ukuran.p50_ms, "p95_ms": ukuran.p95_ms, "p99_ms": ukuran.p99_ms,
            "terlama_ms": ukuran.terlama_ms, "batas_ms": ukuran.batas_ms,
            "tercapai": ukuran.tercapai()
        })
    });
    json!({
        "perkara": laporan.perkara, "fakta": laporan.fakta,
        "permintaan_per_detik": PERMINTAAN_PER_DETIK, "append_per_detik": APPEND_PER_DETIK,
        "ukuran": ukuran.collect::<Vec<_>>()
    })
}

fn tercapai(ukuran: &Ukuran) -> &'static str {
    match ukuran.tercapai() {
        Some(true) => "ya",
        Some(false) => "belum",
        None => "–",
    }
}

fn sebagai_json(laporan: &Laporan) -> serde_json::Value {
    let ukuran = laporan.ukuran.iter().map(|ukuran| {
        json!({
            "apa": ukuran.apa, "hasil": ukuran.hasil, "batas": ukuran.batas,
            "satuan": ukuran.satuan, "rasio": ukuran.rasio(), "target": ukuran.target,
            "tercapai": ukuran.tercapai(), "pembatas": ukuran.pembatas
        })
    });
    let pertumbuhan = laporan
        .pertumbuhan
        .iter()
        .map(|satu| json!({"fakta": satu.fakta, "append_per_detik": satu.append_per_detik}));
    let bangunan = laporan.bangunan.iter().map(|satu| {
        json!({
            "fakta": satu.fakta, "fakta_per_detik": satu.fakta_per_detik,
            "batas_fakta_per_detik": LAJU, "memori_mb": satu.memori_mb, "batas_mb": MEMORI_MB
        })
    });
    json!({
        "bangunan": bangunan.collect::<Vec<_>>(), "fakta": laporan.fakta, "bita_per_daun": laporan.bita_per_daun,
        "ukuran": ukuran.collect::<Vec<_>>(), "pertumbuhan": pertumbuhan.collect::<Vec<_>>()
    })
}
