//! The process that reads a PDF from outside: it knows no database and no key,
//! has so much memory and so much time, and may fall over. What it is asked and
//! the document go in by its standard input, the answer comes out of it.

use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::{ExitCode, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use anyhow::Context;
use rustix::process::{Resource, Rlimit, setrlimit};
use serde::{Deserialize, Serialize};
use surat::hitam::{self, HitamDitolak, Keterangan, Kotak};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;

use super::PenghitamanGagal;

/// How the process is called on the command line.
pub const PERINTAH: &str = "penghitam";
/// Of these at once: each may take the memory below.
static TEMPAT: Semaphore = Semaphore::const_new(2);
const BATAS_MEMORI_BYTES: u64 = 2 << 30;
/// Seconds of processor time, and how long it may take in all.
const BATAS_DETIK: u64 = 180;
const BATAS_WAKTU: Duration = Duration::from_mins(5);
/// Bytes of an answer at most.
const BATAS_JAWABAN_BYTES: u64 = 256 << 20;
/// What nests deeply needs room before it is refused.
const TUMPUKAN_BYTES: usize = 64 << 20;
/// What it ends with where it has something against the document.
const DITOLAK: u8 = 1;

/// What is asked.
#[derive(Debug, Serialize, Deserialize)]
pub enum Pesanan {
    Ukuran,
    Gambar { halaman: u32, titik_per_inci: u32, kotak: Vec<Kotak> },
    Hitamkan { kotak: Vec<Kotak>, keterangan: Keterangan },
}

/// A refusal on its way out of the process.
#[derive(Serialize, Deserialize)]
struct Penolakan {
    kode: String,
    uraian: String,
}

/// The program that reads: this one, unless a test has another beside it.
pub static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Asks a process of its own.
pub async fn minta(pesanan: &Pesanan, pdf: &[u8]) -> Result<Vec<u8>, PenghitamanGagal> {
    let _izin = TEMPAT.acquire().await.map_err(anyhow::Error::from)?;
    let pesanan = serde_json::to_vec(pesanan).map_err(anyhow::Error::from)?;
    let panjang = u32::try_from(pesanan.len()).map_err(anyhow::Error::from)?;
    let masukan = [&panjang.to_be_bytes()[..], &pesanan, pdf].concat();
    let mut anak = mulai().context("pembaca dokumen tidak dapat dimulai")?;
    let jawaban = tokio::time::timeout(BATAS_WAKTU, bicara(&mut anak, &masukan)).await;
    let (kode, jawaban) = jawaban.map_err(|_| PenghitamanGagal::TerlaluLama)??;
    match kode {
        Some(0) => Ok(jawaban),
        Some(kode) if kode == i32::from(DITOLAK) => {
            let Penolakan { kode, uraian } =
                serde_json::from_slice(&jawaban).map_err(anyhow::Error::from)?;
            Err(PenghitamanGagal::Ditolak { kode, uraian })
        }
        // It fell over, or its time or memory was used up.
        Some(_) | None => Err(PenghitamanGagal::Terhenti),
    }
}

fn mulai() -> anyhow::Result<Child> {
    let program = match PROGRAM.get() {
        Some(program) => program.clone(),
        None => std::env::current_exe()?,
    };
    let mut perintah = Command::new(program);
    perintah.arg(PERINTAH).env_clear().env("RAYON_NUM_THREADS", "2");
    // What it says while it falls over may quote the document.
    perintah.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    Ok(perintah.kill_on_drop(true).spawn()?)
}

async fn bicara(anak: &mut Child, masukan: &[u8]) -> anyhow::Result<(Option<i32>, Vec<u8>)> {
    let mut masuk = anak.stdin.take().context("masukan baku tidak ada")?;
    // Whoever fell over reads no more; how it ended is told below.
    let _ = masuk.write_all(masukan).await;
    drop(masuk);
    let keluar = anak.stdout.take().context("keluaran baku tidak ada")?;
    let mut jawaban = Vec::new();
    keluar.take(BATAS_JAWABAN_BYTES).read_to_end(&mut jawaban).await?;
    Ok((anak.wait().await?.code(), jawaban))
}

/// The process itself: bounds first, then one question.
pub fn jalankan() -> anyhow::Result<ExitCode> {
    for (apa, batas) in [
        (Resource::Data, BATAS_MEMORI_BYTES),
        (Resource::Cpu, BATAS_DETIK),
        (Resource::Core, 0),
        (Resource::Fsize, 0),
    ] {
        let batas = Some(batas);
        setrlimit(apa, Rlimit { current: batas, maximum: batas })?;
    }
    let mut masukan = Vec::new();
    std::io::stdin().lock().read_to_end(&mut masukan)?;
    let (panjang, sisa) = masukan.split_first_chunk().context("tidak ada yang diminta")?;
    let panjang = usize::try_from(u32::from_be_bytes(*panjang))?;
    let (pesanan, pdf) = sisa.split_at_checked(panjang).context("permintaan terpotong")?;
    let (pesanan, pdf) = (serde_json::from_slice(pesanan)?, pdf.to_vec());
    let kerja = std::thread::Builder::new().stack_size(TUMPUKAN_BYTES);
    let hasil = kerja.spawn(move || jawab(pesanan, pdf))?.join();
    let (kode, jawaban) = match hasil.map_err(|_| anyhow::anyhow!("pembaca panik"))? {
        Ok(jawaban) => (ExitCode::SUCCESS, jawaban),
        Err(ditolak) => {
            let (kode, uraian) = (ditolak.kode().to_owned(), ditolak.to_string());
            (ExitCode::from(DITOLAK), serde_json::to_vec(&Penolakan { kode, uraian })?)
        }
    };
    std::io::stdout().lock().write_all(&jawaban)?;
    Ok(kode)
}

fn jawab(pesanan: Pesanan, pdf: Vec<u8>) -> Result<Vec<u8>, HitamDitolak> {
    match pesanan {
        Pesanan::Ukuran => {
            let ukuran = hitam::ukuran(pdf)?;
            serde_json::to_vec(&ukuran).map_err(|galat| HitamDitolak::Susunan(galat.to_string()))
        }
        Pesanan::Gambar { halaman, titik_per_inci, kotak } => {
            hitam::gambar(pdf, halaman, titik_per_inci, &kotak)
        }
        Pesanan::Hitamkan { kotak, keterangan } => hitam::hitamkan(pdf, &kotak, &keterangan),
    }
}
