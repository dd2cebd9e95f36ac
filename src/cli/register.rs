//! `jejak register`: the books that the law prescribes.

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use projections::catatan::Sudut;
use projections::proyeksi::Proyeksi;

use super::impor::progress;
use super::keluar::{self, Keluar};
use super::laporan::cari_unit;
use super::{Keliru, Lihat, kejar, waktu};
use crate::app::App;
use crate::register::{Batas, Halaman, JenisRegister, Permintaan, Sumber, kumpulkan, nama_unit};

#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(subcommand)]
    jenis: Jenis,
}

#[derive(Debug, Subcommand)]
enum Jenis {
    /// Register permohonan: Lampiran VIII dan Pasal 32 Perki 1/2021
    Permohonan(Berperiode),
    /// Register keberatan: Lampiran XI dan Pasal 43 Perki 1/2021
    Keberatan(Berperiode),
    /// Daftar informasi publik: Lampiran I Perki 1/2021
    Dip(Daftar),
    /// Daftar informasi yang dikecualikan
    Dik(Daftar),
}

#[derive(Args, Debug)]
#[command(after_help = "\
Dipilih menurut tanggal diterima. Baris yang tanggalnya tidak tercatat tidak masuk periode mana
pun dan ditulis tersendiri. Kolom tentang orang tersegel.")]
struct Berperiode {
    /// Tanggal pertama, seperti 2023-01-01
    #[arg(long, value_name = "TANGGAL")]
    dari: String,
    /// Tanggal terakhir, seperti 2023-12-31
    #[arg(long, value_name = "TANGGAL")]
    sampai: String,
    /// Nama unit atau idnya; tanpa ini seluruh unit
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    #[command(flatten)]
    keluar: Keluar,
}

#[derive(Args, Debug)]
#[command(after_help = "\
DIP dipilih menurut waktu pembuatan informasi, DIK menurut tanggal penetapannya; tanpa tanggal
ditulis semuanya.")]
struct Daftar {
    /// Tanggal pertama, seperti 2023-01-01
    #[arg(long, value_name = "TANGGAL")]
    dari: Option<String>,
    /// Tanggal terakhir, seperti 2023-12-31
    #[arg(long, value_name = "TANGGAL")]
    sampai: Option<String>,
    /// Nama unit atau idnya; tanpa ini seluruh unit
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    #[command(flatten)]
    keluar: Keluar,
}

pub(super) struct Siap {
    jenis: JenisRegister,
    dari: Option<NaiveDate>,
    sampai: Option<NaiveDate>,
    unit: Option<String>,
    keluar: Keluar,
}

impl Siap {
    pub(super) fn dari(a: Arguments) -> anyhow::Result<Self> {
        let (jenis, dari, sampai, unit, keluar) = match a.jenis {
            Jenis::Permohonan(a) => {
                (JenisRegister::Permohonan, Some(a.dari), Some(a.sampai), a.unit, a.keluar)
            }
            Jenis::Keberatan(a) => {
                (JenisRegister::Keberatan, Some(a.dari), Some(a.sampai), a.unit, a.keluar)
            }
            Jenis::Dip(a) => (JenisRegister::Dip, a.dari, a.sampai, a.unit, a.keluar),
            Jenis::Dik(a) => (JenisRegister::Dik, a.dari, a.sampai, a.unit, a.keluar),
        };
        let dari = dari.map(|teks| waktu::tanggal("--dari", &teks)).transpose()?;
        let sampai = sampai.map(|teks| waktu::tanggal("--sampai", &teks)).transpose()?;
        if dari.zip(sampai).is_some_and(|(dari, sampai)| sampai < dari) {
            return Err(Keliru("--sampai mendahului --dari; tukar keduanya".to_owned()).into());
        }
        Ok(Siap { jenis, dari, sampai, unit, keluar })
    }

    pub(super) fn lihat(&self) -> &Lihat {
        &self.keluar.lihat
    }
}

pub(super) async fn run(app: &App, siap: Siap, sudut: Sudut) -> anyhow::Result<()> {
    let Siap { jenis, dari, sampai, unit, keluar } = siap;
    kejar(app, &[Proyeksi::Perkara, Proyeksi::Register]).await?;
    let unit = match unit {
        None => None,
        Some(nama) => Some(cari_unit(&nama_unit(app, sudut).await?, &nama)?),
    };
    let permintaan = Permintaan { jenis, dari, sampai, unit };
    let sumber = match keluar.lihat.sebagaimana {
        None => Sumber::Kini(sudut),
        Some(_) => Sumber::Saat(sudut),
    };
    let bar = progress(0, "perkara");
    let semua = (Halaman::SEMUA, Batas::TANPA);
    let register = kumpulkan(app, permintaan, sumber, semua, &mut |maju, semua| {
        bar.set_length(semua);
        bar.inc(maju);
    })
    .await;
    bar.finish_and_clear();
    let register = register?;
    keluar::tulis(app, &register.naskah(None), &keluar, sudut, &register.json(None)).await
}
