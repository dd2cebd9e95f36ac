//! `jejak laporan`: the reports of a half-year and of a year.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use events::waktu::TAHUN;
use projections::catatan::Sudut;
use projections::laporan::{Kurun, Milik};
use projections::proyeksi::Proyeksi;
use serde_json::{Value, json};
use uuid::Uuid;

use super::impor::progress;
use super::keluar::{self, Keluar};
use super::{Keliru, Lihat, kejar};
use crate::app::App;
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
}

#[derive(Args, Debug)]
#[command(after_help = "\
Dihitung menurut tanggal permohonan diterima; sebuah perkara dihitung sekali, pada unit penanggung
jawabnya. Sisa lalu dan masuk sama dengan selesai dan sisa; angka yang tidak cocok adalah galat.")]
struct Semester {
    /// Tahun dan semester, seperti 2023-1
    #[arg(long, value_name = "TAHUN-SEMESTER")]
    periode: String,
    /// Nama unit atau idnya; tanpa ini konsolidasi semua unit
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    #[command(flatten)]
    keluar: Keluar,
}

#[derive(Args, Debug)]
struct Tahunan {
    /// Tahun, seperti 2023
    tahun: String,
    #[command(flatten)]
    keluar: Keluar,
}

pub(super) struct Siap {
    kurun: Kurun,
    unit: Option<String>,
    keluar: Keluar,
}

impl Siap {
    pub(super) fn dari(a: Arguments) -> anyhow::Result<Self> {
        Ok(match a.jenis {
            Jenis::Semester(a) => {
                Siap { kurun: semester(&a.periode)?, unit: a.unit, keluar: a.keluar }
            }
            Jenis::Tahunan(a) => Siap { kurun: tahun(&a.tahun)?, unit: None, keluar: a.keluar },
        })
    }

    pub(super) fn lihat(&self) -> &Lihat {
        &self.keluar.lihat
    }
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
    let Siap { kurun, unit, keluar } = siap;
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
    let bar = progress(0, "perkara");
    let bahan = Bahan::kumpulkan(app, kurun, dari, &mut |maju, semua| {
        bar.set_length(semua);
        bar.inc(maju);
    })
    .await;
    bar.finish_and_clear();
    let bahan = bahan?;
    let (nilai, naskah) = if let Some(nama) = unit {
        let milik = Milik::Unit(cari_unit(&bahan.unit, &nama)?);
        let (laporan, naskah) = laporan::unit(&bahan, milik);
        (json!(laporan), naskah)
    } else {
        let (konsolidasi, naskah) = laporan::kantor(&bahan)?;
        let per_unit = konsolidasi.unit.iter().map(|(unit, angka)| {
            let nama = unit.and_then(|id| bahan.unit.get(&id));
            json!({"unit": unit, "nama": nama, "angka": angka})
        });
        let per_unit: Vec<Value> = per_unit.collect();
        (json!({"kurun": kurun, "kantor": konsolidasi.kantor, "unit": per_unit}), naskah)
    };
    let nilai = json!({"posisi": bahan.posisi, "akar": bahan.akar, "laporan": nilai});
    keluar::tulis(app, &naskah, &keluar, sudut, &nilai).await
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
