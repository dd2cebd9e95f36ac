//! `jejak akun`: how users of the application sign in.

use std::io::Read as _;

use clap::{Args, Subcommand};
use events::pengguna::Pengguna;
use uuid::Uuid;

use super::Keliru;
use crate::akun::{self, SandiDitolak};
use crate::app::App;

#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(subcommand)]
    perintah: Perintah,
}

#[derive(Debug, Subcommand)]
enum Perintah {
    /// Beri pengguna nama masuk dan sandi, atau ganti; sandi dibaca dari masukan baku
    Atur {
        /// Id pengguna, dari: jejak token daftar
        pengguna: Uuid,
        /// Nama untuk masuk; huruf besar dan kecil sama saja
        #[arg(long, value_name = "NAMA")]
        nama_masuk: String,
    },
}

pub(super) async fn run(app: &App, a: Arguments) -> anyhow::Result<()> {
    let Perintah::Atur { pengguna, nama_masuk } = a.perintah;
    match app.aliran::<Pengguna>(pengguna).await?.0 {
        Pengguna::Aktif(_) => {}
        Pengguna::BelumAda | Pengguna::Nonaktif(_) => {
            let pesan = format!("pengguna {pengguna} tidak ada atau tidak aktif");
            return Err(Keliru(pesan).into());
        }
    }
    let mut sandi = String::new();
    std::io::stdin().read_to_string(&mut sandi)?;
    match akun::atur(&app.pool, pengguna, &nama_masuk, sandi.trim_end_matches(['\r', '\n'])).await {
        Ok(()) => {
            cetak!("Pengguna {pengguna} dapat masuk sebagai {nama_masuk}.");
            Ok(())
        }
        Err(SandiDitolak::Lain(error)) => Err(error),
        Err(ditolak) => Err(Keliru(ditolak.to_string()).into()),
    }
}
