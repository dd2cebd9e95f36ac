//! `jejak import`: registers, the DIP and timelines from tables.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};
use events::impor::BentukSumber;
use events::impor::peta::BukuImpor;
use events::teks::Label;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::impor_peta::{Terpeta, siapkan, terapkan};
use super::{Bentuk, Ditemukan, Keliru, keliru, tampilan};
use crate::app::App;
use crate::import::{self, Coba, Hasil, Putusan, Rencana};

#[derive(Args, Debug)]
#[command(after_help = "\
register  : no, tgl_permohonan, tgl_pemberitahuan, tgl_pemberian, keputusan, kanal; atau kolom
            Lampiran VIII Perki 1/2021 dengan judul apa pun yang dikenal
keberatan : kolom Lampiran XI Perki 1/2021
dip       : kolom Lampiran I Perki 1/2021, ditambah kategori; menjadi usulan dalam katalog
timelines : nomor_register_ki, badan_publik, permohonan_diterima, tanggapan,
            keberatan_diterima, tanggapan_keberatan, sengketa_diajukan,
            sengketa_diregistrasi, sidang_pertama, putusan, hasil

Judul kolom dikenali dari katanya; --kolom tanggal='Tgl Masuk' memilih yang lain, dan --peta NAMA
menyimpan pilihan itu untuk berkas berikutnya. Baris yang janggal tetap dicatat apa adanya dan
diberi tanda; tidak ada yang ditebak atau dibuang. Mengimpor berkas yang sama sekali lagi tidak
menambah apa pun.")]
pub(super) struct Arguments {
    /// Bentuk berkas
    #[arg(value_enum)]
    bentuk: BentukBerkas,
    /// Berkas CSV UTF-8 atau XLSX, dengan judul kolom
    pub(super) berkas: PathBuf,
    /// Nama buku register asal [bawaan: nama berkas; untuk timelines: Register KI]
    #[arg(long, value_name = "NAMA")]
    buku: Option<String>,
    /// Peta kolom yang tersimpan; bila belum ada, disimpan dengan nama ini
    #[arg(long, value_name = "NAMA")]
    pub(super) peta: Option<String>,
    /// Isi satu kolom dari judul ini; boleh berulang
    #[arg(long, value_name = "KOLOM=JUDUL")]
    pub(super) kolom: Vec<String>,
    /// Lihat putusan setiap baris tanpa menulis apa pun
    #[arg(long)]
    coba: bool,
    #[command(flatten)]
    bentuk_hasil: Bentuk,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum BentukBerkas {
    Register,
    Keberatan,
    Dip,
    Timelines,
}

/// What was read: plans, or a table whose columns are still to be mapped.
enum Bacaan {
    Rencana(BentukSumber, Vec<Rencana>),
    Terpeta(Terpeta),
}

pub(super) struct Siap {
    bacaan: Bacaan,
    buku: Label,
    coba: Coba,
    hasil: Bentuk,
}

impl Siap {
    /// Reads and checks the whole file before any database starts.
    pub(super) fn dari(a: &Arguments) -> anyhow::Result<Self> {
        let nama = a.buku.clone().unwrap_or_else(|| match a.bentuk {
            BentukBerkas::Timelines => "Register KI".to_owned(),
            BentukBerkas::Register | BentukBerkas::Keberatan | BentukBerkas::Dip => {
                a.berkas.file_stem().unwrap_or_default().to_string_lossy().into_owned()
            }
        });
        let buku = Label::try_new(nama)
            .map_err(|e| Keliru(format!("nama buku {e}; beri nama lain dengan --buku")))?;
        let tanpa_peta = |bentuk| -> anyhow::Result<Bacaan> {
            let rencana = import::baca(&a.berkas, bentuk, &buku).map_err(keliru)?;
            Ok(Bacaan::Rencana(bentuk, rencana))
        };
        let bacaan = match a.bentuk {
            BentukBerkas::Timelines => tanpa_peta(BentukSumber::Timelines)?,
            BentukBerkas::Keberatan => Bacaan::Terpeta(siapkan(a, BukuImpor::Keberatan)?),
            BentukBerkas::Dip => Bacaan::Terpeta(siapkan(a, BukuImpor::Dip)?),
            BentukBerkas::Register if a.peta.is_some() || !a.kolom.is_empty() => {
                Bacaan::Terpeta(siapkan(a, BukuImpor::Permohonan)?)
            }
            BentukBerkas::Register => match siapkan(a, BukuImpor::Permohonan) {
                Ok(terpeta) if import::lebih_dari_baku(&terpeta.tabel) => Bacaan::Terpeta(terpeta),
                Ok(_) | Err(_) => tanpa_peta(BentukSumber::Register)?,
            },
        };
        let coba = if a.coba { Coba::Ya } else { Coba::Tidak };
        Ok(Siap { bacaan, buku, coba, hasil: a.bentuk_hasil })
    }
}

pub(super) async fn run(app: &App, siap: Siap) -> anyhow::Result<()> {
    let aktor = Label::try_new("sistem:impor")?;
    let (coba, json) = (siap.coba, siap.hasil.json);
    let (bentuk, rencana) = match siap.bacaan {
        Bacaan::Rencana(bentuk, rencana) => (bentuk, rencana),
        Bacaan::Terpeta(terpeta) => {
            let peta = terapkan(app, &terpeta, (coba, json)).await?;
            let tabel = &terpeta.tabel;
            let bentuk = match terpeta.buku {
                BukuImpor::Permohonan => BentukSumber::Register,
                BukuImpor::Keberatan => BentukSumber::Keberatan,
                BukuImpor::Dip => {
                    let cara = (coba, &aktor);
                    let putusan =
                        import::dip::jalankan(app, tabel, &peta, &siap.buku, cara).await?;
                    return laporkan(&siap.buku, coba, json, &putusan);
                }
            };
            let rencana = import::rencana(tabel, &peta, bentuk, &siap.buku).map_err(keliru)?;
            (bentuk, rencana)
        }
    };
    let bar = progress(rencana.len() as u64, "baris");
    if coba == Coba::Tidak {
        import::buka_buku(app, bentuk, &siap.buku, &aktor).await?;
    }
    let putusan = import::jalankan(app, rencana, (coba, &aktor), || bar.inc(1)).await?;
    bar.finish_and_clear();
    laporkan(&siap.buku, coba, json, &putusan)
}

fn laporkan(buku: &Label, coba: Coba, json: bool, putusan: &[Putusan]) -> anyhow::Result<()> {
    let jumlah = |hasil: &Hasil| putusan.iter().filter(|p| p.hasil == *hasil).count();
    let (baru, ada, berubah) =
        (jumlah(&Hasil::Baru), jumlah(&Hasil::SudahAda), jumlah(&Hasil::Berubah));
    let keliru = jumlah(&Hasil::Keliru);
    let bercacat = putusan.iter().filter(|p| p.bercacat).count();
    if json {
        let baris = putusan.iter().map(|p| {
            json!({"baris": p.baris, "nomor": p.nomor, "hasil": kata(&p.hasil), "bercacat": p.bercacat, "catatan": p.catatan})
        });
        let baris: Vec<_> = baris.collect();
        tampilan::json(&json!({
            "buku": buku.as_str(), "coba": coba == Coba::Ya,
            "baru": baru, "sudah_ada": ada, "berubah": berubah, "bercacat": bercacat,
            "keliru": keliru, "baris": baris
        }))?;
        return lain(buku, putusan.len(), berubah, keliru);
    }
    cetak!("{}", daftar(putusan));
    let coba = if coba == Coba::Ya { " (percobaan, tidak ada yang ditulis)" } else { "" };
    let salah = if keliru > 0 { format!(", {keliru} keliru") } else { String::new() };
    cetak!(
        "Buku {buku}: {} baris; {baru} baru, {ada} sudah ada, {berubah} berubah di sumber, {bercacat} bercacat{salah}{coba}",
        putusan.len()
    );
    lain(buku, putusan.len(), berubah, keliru)
}

/// A book in which nearly every row differs is another book of that name; one
/// with rows that cannot be written is not written.
fn lain(buku: &Label, baris: usize, berubah: usize, keliru: usize) -> anyhow::Result<()> {
    if keliru > 0 {
        eprintln!("jejak: {keliru} baris keliru; perbaiki dahulu, tidak ada yang ditulis");
        return Err(Ditemukan.into());
    }
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
        Hasil::Keliru => "keliru",
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
