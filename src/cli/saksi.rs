//! `jejak saksi`: a witness that another office runs, without a database.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use bukti::nota::KunciPublik;
use bukti::saksi::{Saksi, SaksiDitolak};
use clap::Args;
use tokio::net::TcpListener;

use super::Keliru;
use crate::clock::Clock;
use crate::postgres::until_signal;

#[derive(Args, Debug)]
#[command(after_help = "\
Saksi dijalankan kantor lain (Inspektorat, kabupaten tetangga, Komisi Informasi). Ia
mengingat checkpoint terakhir setiap log, dan hanya ikut menandatangani yang terbukti
melanjutkannya. Tidak memerlukan basis data; satu folder kecil sudah cukup.

Alamatnya mengikuti c2sp.org/tlog-witness: POST /add-checkpoint. GET / menampilkan kunci
saksi dan checkpoint terakhir yang dilihatnya. Taruh di belakang proksi TLS.

Contoh:
  jejak saksi --folder /var/lib/jejak-saksi --buat inspektorat.example.go.id/saksi
  jejak saksi --folder /var/lib/jejak-saksi --dengar 127.0.0.1:8090 --log KUNCI_LOG")]
pub(super) struct Arguments {
    /// Folder kunci dan ingatan saksi, hanya untuk penggunanya (0700)
    #[arg(long, env = "JEJAK_SAKSI", value_name = "FOLDER")]
    folder: PathBuf,
    /// Buat kunci dengan nama saksi ini, tampilkan kunci publiknya, lalu selesai
    #[arg(long, value_name = "NAMA", conflicts_with_all = ["dengar", "log"])]
    buat: Option<String>,
    /// Alamat tempat menerima checkpoint
    #[arg(long, value_name = "ALAMAT", default_value = "127.0.0.1:8090")]
    dengar: SocketAddr,
    /// Kunci publik log yang disaksikan; boleh beberapa kali
    #[arg(long, value_name = "KUNCI", required_unless_present = "buat")]
    log: Vec<String>,
}

pub(super) async fn run(a: Arguments) -> anyhow::Result<()> {
    if let Some(nama) = &a.buat {
        let publik = Saksi::buat(&a.folder, nama, &super::benih()?).map_err(salah)?;
        cetak!("{publik}");
        return Ok(());
    }
    let log = a.log.iter().map(|teks| KunciPublik::try_new(teks));
    let log = log.collect::<Result<Vec<_>, _>>().map_err(|error| Keliru(error.to_string()))?;
    let saksi = Arc::new(Saksi::buka(&a.folder, log).map_err(salah)?);
    let signal = until_signal();
    let pendengar = TcpListener::bind(a.dengar)
        .await
        .with_context(|| format!("alamat {} tidak dapat dipakai", a.dengar))?;
    cetak!("Kunci saksi : {}", saksi.teks_publik());
    cetak!("Alamat      : http://{}", pendengar.local_addr()?);
    let router = crate::saksi::router(saksi, Clock::System);
    Ok(axum::serve(pendengar, router).with_graceful_shutdown(signal).await?)
}

fn salah(error: SaksiDitolak) -> anyhow::Error {
    match error {
        SaksiDitolak::Io(_) => error.into(),
        _ => Keliru(error.to_string()).into(),
    }
}
