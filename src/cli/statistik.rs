//! `jejak statistik`: the figures of a period.

use chrono::{Datelike, Months};
use clap::Args;
use events::buku::{BukuDibuka, JenisBuku};
use events::impor::BentukSumber;
use events::teks::Label;
use events::waktu::{BULAN, tanggal_panjang};
use projections::alasan::kata;
use projections::catatan::{Catatan, Sudut};
use projections::perkara;
use projections::proyeksi::Proyeksi;
use projections::statistik::{self, No, Periode, Statistik, Waktu};
use uuid::Uuid;

use super::{Bentuk, Keliru, Lihat, kejar, tampilan, waktu};
use crate::app::App;
use crate::import::id_buku;

#[derive(Args, Debug)]
#[command(after_help = "\
Dihitung permohonan yang diterima dalam kurun itu. Waktu dihitung dalam hari kerja sejak
diterima; hari kerja berikutnya adalah hari ke-1. Jam undang-undang berjalan pada
pemberitahuan tertulis; pemberian dokumen ditampilkan di sampingnya.")]
pub(super) struct Arguments {
    /// Tanggal pertama, seperti 2023-01-01
    #[arg(long, value_name = "TANGGAL")]
    dari: String,
    /// Tanggal terakhir, seperti 2023-12-31
    #[arg(long, value_name = "TANGGAL")]
    sampai: String,
    /// Hanya buku impor bernama ini
    #[arg(long, value_name = "NAMA")]
    buku: Option<String>,
    #[command(flatten)]
    pub(super) lihat: Lihat,
    #[command(flatten)]
    bentuk: Bentuk,
}

pub(super) struct Siap {
    periode: Periode,
    buku: Option<Label>,
    /// Of everything that is known.
    kini: bool,
    bentuk: Bentuk,
}

impl Siap {
    pub(super) fn dari(a: Arguments) -> anyhow::Result<Self> {
        let dari = waktu::tanggal("--dari", &a.dari)?;
        let sampai = waktu::tanggal("--sampai", &a.sampai)?;
        if sampai < dari {
            return Err(Keliru("--sampai mendahului --dari; tukar keduanya".to_owned()).into());
        }
        let buku = a.buku.map(Label::try_new).transpose();
        let buku = buku.map_err(|e| Keliru(format!("--buku {e}")))?;
        let kini = a.lihat.sebagaimana.is_none();
        Ok(Siap { periode: Periode { dari, sampai }, buku, kini, bentuk: a.bentuk })
    }
}

pub(super) async fn run(app: &App, siap: Siap, sudut: Sudut) -> anyhow::Result<()> {
    // Names of books alone.
    let catatan = app.catatan_untuk(&[], sudut).await?;
    let buku = match &siap.buku {
        None => None,
        Some(nama) => {
            let id = id_buku(BentukSumber::Register, nama);
            if catatan.buku_dibuka(id).is_none() {
                return Err(Keliru(tidak_ada(&catatan, nama)).into());
            }
            Some(id)
        }
    };
    let hasil = hitung(app, &siap, buku, sudut).await?;
    if siap.bentuk.json {
        return tampilan::json(&hasil);
    }
    cetak(&hasil, siap.periode);
    Ok(())
}

/// From the table; as at a moment from the cases that can have been in the
/// period.
async fn hitung(
    app: &App,
    siap: &Siap,
    buku: Option<Uuid>,
    sudut: Sudut,
) -> anyhow::Result<Statistik> {
    kejar(app, &[Proyeksi::Perkara, Proyeksi::Statistik]).await?;
    let mut tujuan = app.pool.acquire().await?;
    if siap.kini {
        let hari_ini = sudut.hari();
        return Ok(statistik::dari_tabel(siap.periode, buku, hari_ini, &mut tujuan).await?);
    }
    let Periode { dari, sampai } = siap.periode;
    let calon = perkara::calon_periode((dari, sampai), sudut, &mut tujuan).await?;
    drop(tujuan);
    let catatan = app.catatan_untuk(&calon, sudut).await?;
    Ok(statistik::hitung(&catatan, siap.periode, buku))
}

/// Names the books that there are.
fn tidak_ada(catatan: &Catatan, nama: &Label) -> String {
    let register = |buku: &&BukuDibuka| {
        buku.jenis == JenisBuku::Impor
            && catatan.buku_dibuka(id_buku(BentukSumber::Register, &buku.nama)).is_some()
    };
    let buku = catatan.dasar.buku.keys().filter_map(|id| catatan.buku_dibuka(*id)).filter(register);
    let mut buku: Vec<&str> = buku.map(|buku| buku.nama.as_str()).collect();
    buku.sort_unstable();
    if buku.is_empty() {
        return format!(
            "buku impor {nama:?} tidak ada; impor dahulu dengan: jejak import register"
        );
    }
    format!("buku impor {nama:?} tidak ada; yang ada: {}", buku.join(", "))
}

fn cetak(hasil: &Statistik, periode: Periode) {
    cetak!(
        "Permohonan diterima {} – {}\n",
        tanggal_panjang(periode.dari),
        tanggal_panjang(periode.sampai)
    );
    let mut tabel = tampilan::tabel(&[
        "Permohonan",
        "Dikabulkan",
        "di antaranya sebagian",
        "Ditolak",
        "Lain",
        "di antaranya belum dijawab",
    ]);
    tabel.add_row([
        hasil.permohonan,
        hasil.dikabulkan,
        hasil.dikabulkan_sebagian,
        hasil.ditolak,
        hasil.lain,
        hasil.terbuka,
    ]);
    cetak!("{tabel}\n");
    let mut tabel = tampilan::tabel(&[
        "Waktu (hari kerja)",
        "n",
        "rerata",
        "median",
        "terlama",
        "lewat 10 hk",
        "hari yang sama",
    ]);
    tabel.add_row(baris_waktu("pemberitahuan tertulis", &hasil.pemberitahuan));
    tabel.add_row(baris_waktu("pemberian informasi", &hasil.pemberian));
    cetak!("{tabel}\n");
    let mut tabel = tampilan::tabel(&["Bulan", "Permohonan", ""]);
    let awal = periode.dari.with_day(1).unwrap_or(periode.dari);
    for (i, n) in (0..).zip(&hasil.per_bulan) {
        let bulan = awal.checked_add_months(Months::new(i)).unwrap_or(awal);
        let nama = format!("{} {}", BULAN[bulan.month0() as usize], bulan.year());
        let terbanyak = hasil.per_bulan.iter().copied().max().unwrap_or(0).max(1);
        tabel.add_row([nama, n.to_string(), "█".repeat(n * 40 / terbanyak)]);
    }
    cetak!("{tabel}\n");
    let alasan = hasil.alasan_penolakan.iter();
    let alasan: Vec<String> = alasan.map(|(kode, n)| format!("{} {n}", kata(kode))).collect();
    if !alasan.is_empty() {
        cetak!("Alasan penolakan: {}", alasan.join(", "));
    }
    let kanal: Vec<String> = hasil.kanal.iter().map(|(nama, n)| format!("{nama} {n}")).collect();
    cetak!("Kanal: {}", kanal.join(", "));
    let ketepatan: Vec<String> =
        hasil.ketepatan.iter().map(|(nama, n)| format!("{nama} {n}")).collect();
    cetak!("Pada tenggat undang-undang: {}", ketepatan.join(", "));
    if hasil.tanpa_tanggal > 0 {
        cetak!("Tidak terhitung: {} permohonan tanpa tanggal penerimaan", hasil.tanpa_tanggal);
    }
    for (kode, nomor) in &hasil.cacat {
        cetak!("Cacat: {kode}: {}", daftar(nomor));
    }
}

fn baris_waktu(nama: &str, waktu: &Waktu) -> Vec<String> {
    let angka =
        |nilai: Option<f64>| nilai.map_or("–".to_owned(), |n| n.to_string().replace('.', ","));
    let lewat = if waktu.lewat_10_hk == 0 {
        "0".to_owned()
    } else {
        format!("{} (no {})", waktu.lewat_10_hk, daftar(&waktu.lewat_10_hk_no))
    };
    vec![
        nama.to_owned(),
        waktu.n.to_string(),
        angka(waktu.rerata_hk),
        angka(waktu.median_hk),
        waktu.maks_hk.map_or("–".to_owned(), |n| n.to_string()),
        lewat,
        waktu.hari_sama.to_string(),
    ]
}

/// The first numbers; JSON has them all.
fn daftar(nomor: &[No]) -> String {
    const TAMPIL: usize = 10;
    let kata = nomor.iter().take(TAMPIL).map(|no| match no {
        No::Angka(n) => n.to_string(),
        No::Teks(teks) => teks.clone(),
    });
    let kata = kata.collect::<Vec<_>>().join(", ");
    match nomor.len().saturating_sub(TAMPIL) {
        0 => kata,
        lebih => format!("{kata}, dan {lebih} lagi"),
    }
}
