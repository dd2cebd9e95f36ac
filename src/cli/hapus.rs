//! `jejak hapus`: the people behind a case, by two officials with a token each.

use clap::{Args, ValueEnum};
use events::pengguna::{Pengguna, PenggunaId};
use events::penghapusan::DasarPenghapusan;
use events::persetujuan::PutusanPersetujuan;
use events::teks::Isi;

use super::{Keliru, bernomor, cari};
use crate::app::{App, HandleError};
use crate::hapus::Pejabat;
use crate::log::new_id;
use crate::token;
use crate::web::akses::{Akses, Pelaku};

#[derive(Args, Debug)]
#[command(after_help = "\
Seorang mengusulkan, orang lain memutus; masing-masing dengan tokennya pada JEJAK_TOKEN
(lihat: jejak token buat). Ditolak selama keberatan, sengketa, gugatan, penahanan, atau masa
retensi masih berjalan. Yang terhenti di tengah dilanjutkan sendiri, atau dengan --lanjutkan.
Contoh:
  JEJAK_TOKEN=… jejak hapus 0012/PPID/2021 --usulkan retensi --alasan \"JRA: musnah\"
  JEJAK_TOKEN=… jejak hapus 0012/PPID/2021 --setujui")]
#[command(group = clap::ArgGroup::new("kerja").required(true)
    .args(["usulkan", "setujui", "tolak", "lanjutkan"]))]
pub(super) struct Arguments {
    /// Nomor perkara
    #[arg(required_unless_present = "lanjutkan")]
    nomor: Option<String>,
    /// Buku register, bila nomor itu ada di beberapa buku
    #[arg(long, value_name = "NAMA")]
    buku: Option<String>,
    /// Usulkan penghapusan atas dasar ini
    #[arg(long, value_enum, value_name = "DASAR", requires = "alasan")]
    usulkan: Option<Dasar>,
    /// Alasan usulan; tersegel dan ikut dimusnahkan
    #[arg(long, value_name = "TEKS", requires = "usulkan")]
    alasan: Option<String>,
    /// Setujui usulan orang lain, lalu hapus
    #[arg(long)]
    setujui: bool,
    /// Tidak menyetujui, dengan alasan ini
    #[arg(long, value_name = "ALASAN")]
    tolak: Option<String>,
    /// Selesaikan penghapusan yang disetujui dan terhenti
    #[arg(long)]
    lanjutkan: bool,
    /// Token pejabat yang bertindak
    #[arg(long, env = "JEJAK_TOKEN", hide_env_values = true, value_name = "TOKEN")]
    token: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Dasar {
    Retensi,
    Permintaan,
    Persetujuan,
    MelawanHukum,
}

impl From<Dasar> for DasarPenghapusan {
    fn from(dasar: Dasar) -> Self {
        match dasar {
            Dasar::Retensi => DasarPenghapusan::RetensiBerakhir,
            Dasar::Permintaan => DasarPenghapusan::PermintaanSubjek,
            Dasar::Persetujuan => DasarPenghapusan::PersetujuanDitarik,
            Dasar::MelawanHukum => DasarPenghapusan::MelawanHukum,
        }
    }
}

pub(super) async fn run(app: &App, a: Arguments) -> anyhow::Result<()> {
    if a.lanjutkan {
        let selesai = app.lanjutkan_penghapusan().await?;
        cetak!("{selesai} penghapusan diselesaikan.");
        return Ok(());
    }
    let nomor = a.nomor.unwrap_or_default();
    let sudut = app.sudut_kini().await?;
    let catatan = bernomor(app, &nomor, sudut).await?;
    let perkara = cari(&catatan, &nomor, a.buku.as_deref())?.id;
    let perintah = new_id(app.clock.now());
    let isi = |teks: &str| Isi::try_new(teks).map_err(|galat| Keliru(galat.to_string()));
    if let Some(dasar) = a.usulkan {
        let oleh = pejabat(app, a.token, Akses::LOKET).await?;
        let usulan = (dasar.into(), isi(&a.alasan.unwrap_or_default())?);
        app.usulkan_penghapusan(perintah, perkara, &oleh, usulan).await.map_err(ditolak)?;
        cetak!("Penghapusan data pribadi {nomor} diusulkan; orang lain memutus.");
        return Ok(());
    }
    let putusan = match &a.tolak {
        Some(alasan) => PutusanPersetujuan::TidakSetuju { alasan: isi(alasan)? },
        None => PutusanPersetujuan::Setuju,
    };
    let oleh = pejabat(app, a.token, Akses::ATASAN).await?;
    app.putuskan_penghapusan(perintah, perkara, &oleh, putusan).await.map_err(ditolak)?;
    let state = app.perkara(perkara).await?;
    match (a.tolak, state.dihapus) {
        (Some(_), _) => cetak!("Usulan penghapusan {nomor} tidak disetujui."),
        (None, Some(_)) => cetak!("Data pribadi {nomor} dihapus; lihat: jejak riwayat {nomor}"),
        (None, None) => {
            cetak!("Penghapusan {nomor} disetujui dan terhenti; jalankan: jejak hapus --lanjutkan");
        }
    }
    Ok(())
}

/// The official whose token it is, in a role that may do this.
async fn pejabat(app: &App, token: Option<String>, akses: Akses) -> anyhow::Result<Pejabat> {
    let teks = token.ok_or_else(|| Keliru("isi JEJAK_TOKEN dengan token Anda".to_owned()))?;
    let id = token::pemegang(&app.pool, teks.trim(), app.clock.now()).await?;
    let id =
        id.ok_or_else(|| Keliru("token itu tidak sah, kedaluwarsa, atau dicabut".to_owned()))?;
    let (pengguna, _) = app.aliran::<Pengguna>(id).await?;
    let kapasitas = pengguna.kapasitas(app.hari_ini());
    let kapasitas = kapasitas.into_iter().find(|satu| akses.mencakup(satu.peran));
    let kapasitas = kapasitas
        .ok_or_else(|| Keliru("peran pada token ini tidak berwenang melakukan itu".to_owned()))?;
    Ok(Pejabat { id: PenggunaId(id), aktor: Pelaku::dalam(id, kapasitas).aktor() })
}

fn ditolak(galat: HandleError) -> anyhow::Error {
    match galat {
        HandleError::Refused(ditolak) => Keliru(ditolak.to_string()).into(),
        lain => lain.into(),
    }
}
