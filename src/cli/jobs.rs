//! `jejak jobs`: what Jejak does by itself, and doing it now.

use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use serde_json::json;

use super::{Bentuk, Keliru, kejar, tampilan, waktu};
use crate::app::App;
use crate::checkpoint::penanda::Penjaga;
use crate::clock::Clock;
use crate::config::Config;
use crate::jobs::{self, Job, TidakDijalankan};

#[derive(Args, Debug)]
#[command(after_help = "\
Tanpa perintah lain: daftar pekerjaan, kapan terakhir dijalankan, apa hasilnya, kapan berikutnya.
Contoh: jejak jobs run alarm
        jejak jobs run alarm --pada 2026-11-20T08:00")]
pub(super) struct Arguments {
    #[command(subcommand)]
    perintah: Option<Perintah>,
    #[command(flatten)]
    bentuk: Bentuk,
}

#[derive(Debug, Subcommand)]
enum Perintah {
    /// Jalankan satu pekerjaan sekarang; menjalankannya dua kali tidak menggandakan apa pun
    Run {
        /// Nama pekerjaan, dari: jejak jobs
        nama: String,
        /// Seolah-olah saat ini: 2026-11-20T08:00; tanggal saja berarti pukul 08.00
        #[arg(long, value_name = "T")]
        pada: Option<String>,
        #[command(flatten)]
        bentuk: Bentuk,
    },
}

pub(super) enum Siap {
    Daftar(Bentuk),
    Jalankan(&'static Job, Option<DateTime<Utc>>, Bentuk),
}

impl Siap {
    pub(super) fn dari(a: Arguments, config: &Config) -> anyhow::Result<Self> {
        let Some(Perintah::Run { nama, pada, bentuk }) = a.perintah else {
            return Ok(Siap::Daftar(a.bentuk));
        };
        let Some(job) = jobs::cari(&nama) else {
            let semua: Vec<&str> = jobs::SEMUA.iter().map(|job| job.nama).collect();
            let pesan =
                format!("pekerjaan {nama:?} tidak ada; pilih salah satu: {}", semua.join(", "));
            return Err(Keliru(pesan).into());
        };
        let pada = pada.map(|teks| waktu::pagi("--pada", &teks, config.zona)).transpose()?;
        if pada.is_some_and(|pada| pada > Clock::System.now()) {
            let pesan = "--pada belum tiba; alarm dicatat untuk hari yang sudah ada".to_owned();
            return Err(Keliru(pesan).into());
        }
        Ok(Siap::Jalankan(job, pada, bentuk))
    }
}

pub(super) async fn run(app: &App, siap: Siap) -> anyhow::Result<()> {
    match siap {
        Siap::Daftar(bentuk) => daftar(app, bentuk).await,
        Siap::Jalankan(job, pada, bentuk) => jalankan(app, job, pada, bentuk).await,
    }
}

async fn jalankan(
    app: &App,
    job: &Job,
    pada: Option<DateTime<Utc>>,
    bentuk: Bentuk,
) -> anyhow::Result<()> {
    kejar(app, &[]).await?;
    let pada = pada.unwrap_or_else(|| app.clock.now());
    let penanda = Penjaga::sementara(app.penanda.as_ref()).await;
    let hasil = jobs::jalankan(app, job, pada).await;
    penanda.henti().await;
    let hasil = match hasil {
        Ok(hasil) => hasil,
        Err(TidakDijalankan::Gagal(galat)) => return Err(galat),
        Err(sibuk @ TidakDijalankan::SedangBerjalan) => return Err(sibuk.into()),
    };
    if bentuk.json {
        return tampilan::json(&json!({"pekerjaan": job.nama, "pada": pada, "hasil": hasil}));
    }
    cetak!("{}: {hasil}", job.nama);
    Ok(())
}

async fn daftar(app: &App, bentuk: Bentuk) -> anyhow::Result<()> {
    let daftar = jobs::daftar(app).await?;
    if bentuk.json {
        let daftar = daftar.iter().map(|satu| {
            let riwayat = satu.riwayat.as_ref();
            json!({
                "pekerjaan": satu.job.nama, "kalimat": satu.job.kalimat,
                "jadwal": satu.job.jadwal.to_string(), "berikut": satu.berikut,
                "mulai": riwayat.and_then(|r| r.mulai), "selesai": riwayat.and_then(|r| r.selesai),
                "berhasil": riwayat.and_then(|r| r.berhasil),
                "hasil": riwayat.and_then(|r| r.hasil.clone()),
                "berjalan": riwayat.is_some_and(|r| r.berjalan)
            })
        });
        return tampilan::json(&daftar.collect::<Vec<_>>());
    }
    let mut tabel =
        tampilan::tabel(&["Nama", "Pekerjaan", "Jadwal", "Terakhir", "Hasil", "Berikutnya"]);
    let saat = |saat: Option<DateTime<Utc>>| {
        saat.map_or_else(|| "–".to_owned(), |saat| tampilan::saat(saat, app.zona))
    };
    for satu in &daftar {
        let riwayat = satu.riwayat.as_ref();
        let hasil = match riwayat {
            Some(r) if r.berjalan => "sedang berjalan".to_owned(),
            Some(r) if r.berhasil == Some(false) => {
                format!("gagal: {}", r.hasil.as_deref().unwrap_or_default())
            }
            Some(r) => r.hasil.clone().unwrap_or_default(),
            None => "belum pernah".to_owned(),
        };
        tabel.add_row([
            satu.job.nama.to_owned(),
            satu.job.kalimat.to_owned(),
            satu.job.jadwal.to_string(),
            saat(riwayat.and_then(|r| r.selesai)),
            hasil,
            saat(satu.berikut),
        ]);
    }
    cetak!("{tabel}");
    Ok(())
}
