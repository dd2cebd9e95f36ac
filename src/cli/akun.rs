//! `jejak akun`: how users of the application sign in.

use std::io::Read as _;

use clap::{Args, Subcommand};
use events::pengguna::{Event, HalMasuk, Pengguna};
use events::teks::Label;
use uuid::Uuid;

use super::Keliru;
use crate::akun::{self, SandiDitolak};
use crate::aliran::TawaranAliran;
use crate::app::{App, Syarat};
use crate::log::new_id;

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
    /// Lepas kode masuk pengguna yang kehilangan gawai dan kode pemulihannya
    LepasKode {
        /// Id pengguna, dari: jejak token daftar
        pengguna: Uuid,
    },
}

pub(super) async fn run(app: &App, a: Arguments) -> anyhow::Result<()> {
    match a.perintah {
        Perintah::Atur { pengguna, nama_masuk } => atur(app, pengguna, &nama_masuk).await,
        Perintah::LepasKode { pengguna } => lepas_kode(app, pengguna).await,
    }
}

/// In the log as an admin's reset is: the way past the second proof leaves a trace.
async fn lepas_kode(app: &App, pengguna: Uuid) -> anyhow::Result<()> {
    aktif(app, pengguna).await?;
    let hal = HalMasuk::Kode;
    let command = new_id(app.clock.now());
    let tawaran = TawaranAliran {
        command,
        actor: Label::try_new("cli:akun")?,
        id: pengguna,
        fakta: Event::MasukDiaturUlang { hal },
        waktu: None,
        kiriman: command.as_bytes().to_vec(),
    };
    app.handle_aliran::<Pengguna>(tawaran, Syarat::Ada).await?;
    akun::kode::hapus(&app.pool, pengguna).await?;
    cetak!("Kode masuk pengguna {pengguna} dilepas; ia memasangnya lagi saat masuk.");
    Ok(())
}

async fn aktif(app: &App, pengguna: Uuid) -> anyhow::Result<()> {
    if app.aliran::<Pengguna>(pengguna).await?.0.peran().is_none() {
        let pesan = format!("pengguna {pengguna} tidak ada atau tidak aktif");
        return Err(Keliru(pesan).into());
    }
    Ok(())
}

async fn atur(app: &App, pengguna: Uuid, nama_masuk: &str) -> anyhow::Result<()> {
    aktif(app, pengguna).await?;
    let mut sandi = String::new();
    std::io::stdin().read_to_string(&mut sandi)?;
    match akun::atur(&app.pool, pengguna, nama_masuk, sandi.trim_end_matches(['\r', '\n'])).await {
        Ok(()) => {
            cetak!("Pengguna {pengguna} dapat masuk sebagai {nama_masuk}.");
            Ok(())
        }
        Err(SandiDitolak::Lain(error)) => Err(error),
        Err(ditolak) => Err(Keliru(ditolak.to_string()).into()),
    }
}
