//! `jejak laporan`: the reports of a half-year and of a year.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Context;
use chrono::{Datelike, NaiveDate};
use clap::{Args, Subcommand};
use events::waktu::TAHUN;
use projections::catatan::Sudut;
use projections::laporan::{Konsolidasi, Kurun, Milik};
use projections::proyeksi::Proyeksi;
use serde_json::{Value, json};
use uuid::Uuid;

use super::impor::progress;
use super::keluar::{self, Keluar};
use super::{Ditemukan, Keliru, Lihat, kejar, laporan_unit, waktu};
use crate::app::App;
use crate::laporan::tahunan::beku;
use crate::laporan::{self, Bahan, Dari};

#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(subcommand)]
    jenis: Jenis,
}

#[derive(Debug, Subcommand)]
enum Jenis {
    /// Laporan enam bulanan satu unit, atau konsolidasi semua unit
    Semester(Semester),
    /// Laporan setahun seluruh kantor
    Tahunan(Tahunan),
    /// Lembar rapat koordinasi: laporan unit yang disampaikan, belum, dan terlambat
    Rapat(Rapat),
}

#[derive(Args, Debug)]
#[command(after_help = "\
Dihitung menurut tanggal permohonan diterima; sebuah perkara dihitung sekali, pada unit penanggung
jawabnya. Sisa lalu dan masuk sama dengan selesai dan sisa; angka yang tidak cocok adalah galat.
Kurun lain, misalnya sebulan, dengan --dari dan --sampai.")]
struct Semester {
    /// Tahun dan semester, seperti 2023-1
    #[arg(
        long,
        value_name = "TAHUN-SEMESTER",
        required_unless_present = "dari",
        conflicts_with = "dari"
    )]
    periode: Option<String>,
    /// Tanggal pertama, seperti 2023-01-01
    #[arg(long, value_name = "TANGGAL", requires = "sampai")]
    dari: Option<String>,
    /// Tanggal terakhir, seperti 2023-01-31
    #[arg(long, value_name = "TANGGAL", requires = "dari")]
    sampai: Option<String>,
    /// Nama unit atau idnya; tanpa ini konsolidasi semua unit
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// Tulis PDF/A laporan setiap unit ke folder ini
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["unit", "pdf", "xlsx", "csv"])]
    tiap_unit: Option<PathBuf>,
    #[command(flatten)]
    keluar: Keluar,
}

#[derive(Args, Debug)]
#[command(after_help = "\
Dalam enam bab Pasal 56 ayat (4) Perki 1/2021, dengan kata-kata yang ditulis kantor. --ditetapkan
menyusun ulang laporan yang ditetapkan dari log sampai posisinya, dan berakhir dengan 1 bila SHA-256-nya lain.")]
struct Tahunan {
    /// Tahun, seperti 2023
    tahun: String,
    /// Susun ulang laporan yang ditetapkan, byte demi byte
    #[arg(long, conflicts_with = "sebagaimana")]
    ditetapkan: bool,
    #[command(flatten)]
    keluar: Keluar,
}

#[derive(Args, Debug)]
struct Rapat {
    /// Tahun dan semester, seperti 2026-1; periode laporan yang berakhir di dalamnya
    #[arg(long, value_name = "TAHUN-SEMESTER")]
    periode: String,
    #[command(flatten)]
    keluar: Keluar,
}

pub(super) struct Siap {
    kurun: Kurun,
    isi: Isi,
    keluar: Keluar,
}

/// Which report.
enum Isi {
    Semester { unit: Option<String>, tiap_unit: Option<PathBuf> },
    Tahunan { ditetapkan: bool },
    Rapat,
}

impl Siap {
    pub(super) fn dari(a: Arguments) -> anyhow::Result<Self> {
        Ok(match a.jenis {
            Jenis::Semester(a) => {
                let kurun = match (a.periode, a.dari.zip(a.sampai)) {
                    (_, Some((dari, sampai))) => antara(&dari, &sampai)?,
                    (periode, None) => semester(&periode.unwrap_or_default())?,
                };
                let isi = Isi::Semester { unit: a.unit, tiap_unit: a.tiap_unit };
                Siap { kurun, isi, keluar: a.keluar }
            }
            Jenis::Rapat(a) => {
                Siap { kurun: semester(&a.periode)?, isi: Isi::Rapat, keluar: a.keluar }
            }
            Jenis::Tahunan(a) => {
                let (kurun, isi) = (tahun(&a.tahun)?, Isi::Tahunan { ditetapkan: a.ditetapkan });
                Siap { kurun, isi, keluar: a.keluar }
            }
        })
    }

    pub(super) fn lihat(&self) -> &Lihat {
        &self.keluar.lihat
    }
}

fn antara(dari: &str, sampai: &str) -> anyhow::Result<Kurun> {
    let kurun = Kurun {
        dari: waktu::tanggal("--dari", dari)?,
        sampai: waktu::tanggal("--sampai", sampai)?,
    };
    if kurun.sampai < kurun.dari {
        return Err(Keliru("--sampai mendahului --dari; tukar keduanya".to_owned()).into());
    }
    Ok(kurun)
}

fn semester(teks: &str) -> anyhow::Result<Kurun> {
    let keliru = || {
        Keliru(format!(
            "--periode {teks:?} bukan semester; tulis tahun dan 1 atau 2, seperti 2023-1"
        ))
    };
    let (tahun, ke) = teks.trim().split_once('-').ok_or_else(keliru)?;
    let tahun = baca_tahun(tahun).ok_or_else(keliru)?;
    let (awal, akhir) = match ke {
        "1" => ((1, 1), (6, 30)),
        "2" => ((7, 1), (12, 31)),
        _ => return Err(keliru().into()),
    };
    kurun(tahun, awal, akhir).ok_or_else(|| keliru().into())
}

fn tahun(teks: &str) -> anyhow::Result<Kurun> {
    let keliru = || Keliru(format!("{teks:?} bukan tahun; tulis seperti 2023"));
    let tahun = baca_tahun(teks.trim()).ok_or_else(keliru)?;
    kurun(tahun, (1, 1), (12, 31)).ok_or_else(|| keliru().into())
}

fn baca_tahun(teks: &str) -> Option<i32> {
    let tahun: i32 = teks.parse().ok()?;
    (teks.len() == 4 && TAHUN.contains(&tahun)).then_some(tahun)
}

fn kurun(tahun: i32, awal: (u32, u32), akhir: (u32, u32)) -> Option<Kurun> {
    Some(Kurun {
        dari: NaiveDate::from_ymd_opt(tahun, awal.0, awal.1)?,
        sampai: NaiveDate::from_ymd_opt(tahun, akhir.0, akhir.1)?,
    })
}

pub(super) async fn run(app: &App, siap: Siap, sudut: Sudut) -> anyhow::Result<()> {
    let Siap { kurun, isi, keluar } = siap;
    let hari = sudut.hari();
    if kurun.dari > hari {
        let mulai = events::waktu::tanggal_panjang(kurun.dari);
        return Err(Keliru(format!("periode itu baru mulai {mulai}")).into());
    }
    kejar(app, &[Proyeksi::Perkara, Proyeksi::Laporan]).await?;
    let dari = match keluar.lihat.sebagaimana {
        None => Dari::Kini(sudut),
        Some(_) => Dari::Saat(sudut),
    };
    match isi {
        Isi::Semester { tiap_unit: Some(folder), .. } => {
            laporan_unit::tulis_semua(app, kurun, dari, (&folder, &keluar, sudut)).await
        }
        Isi::Semester { unit, .. } => semesteran(app, kurun, unit, dari, (&keluar, sudut)).await,
        Isi::Rapat => {
            let semua = laporan::rapat::rapat(app, kurun, sudut).await?;
            let naskah = laporan::rapat::lembar(kurun, &semua, sudut);
            let nilai = json!({"kurun": kurun, "baris": semua});
            keluar::tulis(app, &naskah, &keluar, sudut, &nilai).await
        }
        Isi::Tahunan { ditetapkan: true } => ditetapkan(app, kurun, (&keluar, sudut)).await,
        Isi::Tahunan { ditetapkan: false } => setahun(app, kurun, dari, (&keluar, sudut)).await,
    }
}

async fn semesteran(
    app: &App,
    kurun: Kurun,
    unit: Option<String>,
    dari: Dari,
    (keluar, sudut): (&Keluar, Sudut),
) -> anyhow::Result<()> {
    let bahan = kumpulkan(app, kurun, dari).await?;
    let (nilai, naskah) = if let Some(nama) = unit {
        let milik = Milik::Unit(cari_unit(&bahan.unit, &nama)?);
        let (laporan, naskah) = laporan::unit(&bahan, milik);
        (json!(laporan), naskah)
    } else {
        let (konsolidasi, naskah) = laporan::kantor(&bahan)?;
        let nama = |unit: Uuid| bahan.unit.get(&unit).cloned();
        (berdampingan(kurun, &konsolidasi, nama), naskah)
    };
    let nilai = json!({"posisi": bahan.posisi, "akar": bahan.akar, "laporan": nilai});
    keluar::tulis(app, &naskah, keluar, sudut, &nilai).await
}

/// What every unit's report needs, with progress.
pub(super) async fn kumpulkan(app: &App, kurun: Kurun, dari: Dari) -> anyhow::Result<Bahan> {
    let bar = progress(0, "perkara");
    let bahan = Bahan::kumpulkan(app, kurun, dari, &mut |maju, semua| {
        bar.set_length(semua);
        bar.inc(maju);
    })
    .await;
    bar.finish_and_clear();
    bahan
}

/// The office and each unit, for programs.
fn berdampingan(
    kurun: Kurun,
    konsolidasi: &Konsolidasi,
    nama: impl Fn(Uuid) -> Option<String>,
) -> Value {
    let per_unit = konsolidasi
        .unit
        .iter()
        .map(|(unit, angka)| json!({"unit": unit, "nama": unit.and_then(&nama), "angka": angka}));
    let per_unit: Vec<Value> = per_unit.collect();
    json!({"kurun": kurun, "kantor": konsolidasi.kantor, "unit": per_unit})
}

async fn setahun(
    app: &App,
    kurun: Kurun,
    dari: Dari,
    (keluar, sudut): (&Keluar, Sudut),
) -> anyhow::Result<()> {
    let tahun = kurun.dari.year();
    let bar = progress(0, "perkara");
    let susunan = beku::susun(app, tahun, dari, &mut |maju, semua| {
        bar.set_length(semua);
        bar.inc(maju);
    })
    .await;
    bar.finish_and_clear();
    let (susunan, tahunan) = susunan?;
    let unit = &susunan.unit;
    let nilai = json!({
        "posisi": susunan.posisi,
        "akar": susunan.akar,
        "laporan": berdampingan(kurun, &susunan.konsolidasi, |id| unit.get(&id).cloned()),
        "kurang": tahunan.kata.kurang(),
        "penetapan": tahunan.penetapan.len(),
        "revisi": laporan::tahunan::revisi(&tahunan, &susunan.konsolidasi.kantor),
    });
    keluar::tulis(app, &susunan.naskah, keluar, sudut, &nilai).await
}

/// The bytes that were set, made again and held against their digest.
async fn ditetapkan(
    app: &App,
    kurun: Kurun,
    (keluar, sudut): (&Keluar, Sudut),
) -> anyhow::Result<()> {
    let tahun = kurun.dari.year();
    let (tahunan, _) = beku::tahunan_dari(app, tahun, sudut).await?;
    let Some((_, fakta)) = tahunan.penetapan.last() else {
        return Err(Keliru(format!("laporan tahun {tahun} belum ditetapkan")).into());
    };
    let ulangan = beku::ulang(app, fakta).await?;
    if !ulangan.sama {
        cetak!("SHA-256 yang ditetapkan    {}", fakta.sha256.as_str());
        cetak!("SHA-256 yang disusun ulang {}", ulangan.sha256);
        return Err(Ditemukan.into());
    }
    let nilai = json!({"penetapan": fakta, "sama": ulangan.sama});
    let lain = Keluar { pdf: None, ..keluar.clone() };
    if let Some(berkas) = &keluar.pdf {
        std::fs::write(berkas, &ulangan.pdf)
            .with_context(|| format!("{} tidak dapat ditulis", berkas.display()))?;
        cetak!("Ditulis: {}, sama dengan yang ditetapkan", berkas.display());
        let selesai = lain.xlsx.is_none() && lain.csv.is_none() && !lain.bentuk.json;
        if selesai {
            return Ok(());
        }
    }
    keluar::tulis(app, &ulangan.naskah, &lain, sudut, &nilai).await
}

/// By id, or by name in any case.
pub(super) fn cari_unit(unit: &BTreeMap<Uuid, String>, nama: &str) -> anyhow::Result<Uuid> {
    let dicari = nama.trim().to_lowercase();
    let cocok =
        |(id, nama): &(&Uuid, &String)| id.to_string() == dicari || nama.to_lowercase() == dicari;
    if let Some((id, _)) = unit.iter().find(cocok) {
        return Ok(*id);
    }
    let mut ada: Vec<&str> = unit.values().map(String::as_str).collect();
    ada.sort_unstable();
    let ada = if ada.is_empty() { "belum ada unit".to_owned() } else { ada.join(", ") };
    Err(Keliru(format!("unit {nama:?} tidak ada; yang ada: {ada}")).into())
}
