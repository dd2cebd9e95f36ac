//! `jejak import`: registers and timelines from CSV.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};
use events::impor::BentukSumber;
use events::teks::Label;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::{Bentuk, Ditemukan, Keliru, keliru, tampilan};
use crate::app::App;
use crate::import::{self, Coba, Hasil, Putusan, Rencana};

#[derive(Args, Debug)]
#[command(after_help = "\
Kolom register  : no, tgl_permohonan, tgl_pemberitahuan, tgl_pemberian, keputusan, kanal
Kolom timelines : nomor_register_ki, badan_publik, permohonan_diterima, tanggapan,
                  keberatan_diterima, tanggapan_keberatan, sengketa_diajukan,
                  sengketa_diregistrasi, sidang_pertama, putusan, hasil

Baris yang janggal tetap dicatat apa adanya dan diberi tanda; tidak ada yang ditebak atau
dibuang. Mengimpor berkas yang sama sekali lagi tidak menambah apa pun.")]
pub(super) struct Arguments {
    /// Bentuk berkas
    #[arg(value_enum)]
    bentuk: BentukBerkas,
    /// Berkas CSV, UTF-8, dengan judul kolom
    berkas: PathBuf,
    /// Nama buku register asal [bawaan: nama berkas; untuk timelines: Register KI]
    #[arg(long, value_name = "NAMA")]
    buku: Option<String>,
    /// Lihat putusan setiap baris tanpa menulis apa pun
    #[arg(long)]
    coba: bool,
    #[command(flatten)]
    bentuk_hasil: Bentuk,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum BentukBerkas {
    Register,
    Timelines,
}

pub(super) struct Siap {
    bentuk: BentukSumber,
    buku: Label,
    rencana: Vec<Rencana>,
    coba: Coba,
    hasil: Bentuk,
}

impl Siap {
    /// Reads and checks the whole file before any database starts.
    pub(super) fn dari(a: Arguments) -> anyhow::Result<Self> {
        let bentuk = match a.bentuk {
            BentukBerkas::Register => BentukSumber::Register,
            BentukBerkas::Timelines => BentukSumber::Timelines,
        };
        let nama = a.buku.unwrap_or_else(|| match bentuk {
            BentukSumber::Timelines => "Register KI".to_owned(),
            BentukSumber::Register => {
                a.berkas.file_stem().unwrap_or_default().to_string_lossy().into_owned()
            }
        });
        let buku = Label::try_new(nama)
            .map_err(|e| Keliru(format!("nama buku {e}; beri nama lain dengan --buku")))?;
        let rencana = import::baca(&a.berkas, bentuk, &buku).map_err(keliru)?;
        let coba = if a.coba { Coba::Ya } else { Coba::Tidak };
        Ok(Siap { bentuk, buku, rencana, coba, hasil: a.bentuk_hasil })
    }
}

pub(super) async fn run(app: &App, siap: Siap) -> anyhow::Result<()> {
    let bar = progress(siap.rencana.len() as u64, "baris");
    if siap.coba == Coba::Tidak {
        import::buka_buku(app, siap.bentuk, &siap.buku).await?;
    }
    let putusan = import::jalankan(app, siap.rencana, siap.coba, || bar.inc(1)).await?;
    bar.finish_and_clear();
    let jumlah = |hasil: &Hasil| putusan.iter().filter(|p| p.hasil == *hasil).count();
    let (baru, ada, berubah) =
        (jumlah(&Hasil::Baru), jumlah(&Hasil::SudahAda), jumlah(&Hasil::Berubah));
    let bercacat = putusan.iter().filter(|p| p.bercacat).count();
    if siap.hasil.json {
        let baris = putusan.iter().map(|p| {
            json!({"baris": p.baris, "nomor": p.nomor, "hasil": kata(&p.hasil), "bercacat": p.bercacat, "catatan": p.catatan})
        });
        let baris: Vec<_> = baris.collect();
        tampilan::json(&json!({
            "buku": siap.buku.as_str(), "coba": siap.coba == Coba::Ya,
            "baru": baru, "sudah_ada": ada, "berubah": berubah, "bercacat": bercacat,
            "baris": baris
        }))?;
        return lain(&siap.buku, putusan.len(), berubah);
    }
    cetak!("{}", daftar(&putusan));
    let coba = if siap.coba == Coba::Ya { " (percobaan, tidak ada yang ditulis)" } else { "" };
    cetak!(
        "Buku {}: {} baris; {baru} baru, {ada} sudah ada, {berubah} berubah di sumber, {bercacat} bercacat{coba}",
        siap.buku,
        putusan.len()
    );
    lain(&siap.buku, putusan.len(), berubah)
}

/// A book in which nearly every row differs is another book of that name.
fn lain(buku: &Label, baris: usize, berubah: usize) -> anyhow::Result<()> {
    if berubah * 2 <= baris {
        return Ok(());
    }
    eprintln!(
        "jejak: {berubah} dari {baris} baris berbeda dari buku {buku} yang sudah ada; bila ini register lain, beri nama dengan --buku"
    );
    Err(Ditemukan.into())
}

fn daftar(putusan: &[Putusan]) -> comfy_table::Table {
    let mut tabel = tampilan::tabel(&["Baris", "Nomor", "Putusan", "Catatan"]);
    for satu in putusan {
        tabel.add_row([
            satu.baris.to_string(),
            satu.nomor.clone(),
            kata(&satu.hasil).replace('_', " "),
            satu.catatan.join("\n"),
        ]);
    }
    tabel
}

fn kata(hasil: &Hasil) -> &'static str {
    match hasil {
        Hasil::Baru => "baru",
        Hasil::SudahAda => "sudah_ada",
        Hasil::Berubah => "berubah",
    }
}

/// A bar on stderr, hidden where nobody looks.
pub(super) fn progress(n: u64, satuan: &str) -> ProgressBar {
    let bar = ProgressBar::new(n);
    let gaya = format!("{{bar:40}} {{human_pos}}/{{human_len}} {satuan} {{elapsed}}");
    if let Ok(gaya) = ProgressStyle::with_template(&gaya) {
        bar.set_style(gaya);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
