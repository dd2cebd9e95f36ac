//! Dashboards: figures of the API, drawn, each beside its table and leading to
//! its cases.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::Uri;
use chrono::{Datelike, NaiveDate};
use events::pengguna::Peran;
use events::waktu::BULAN;
use serde::Deserialize;
use uuid::Uuid;

use super::bagan::{self, Batang, Kolom};
use super::kata::{desimal, tanggal};
use super::saringan::lama;
use super::sesi::Petugas;
use super::{Antar, Jawaban, Tata, alamat_dengan, laman, tak_berwenang, tanya};
use crate::web::Layanan;

/// Units that are shown before all are asked for.
const UNIT_TAMPIL: usize = 15;

/// A figure and the address of its list.
#[derive(Deserialize)]
struct Angka {
    kunci: String,
    n: u64,
    daftar: String,
}

impl Angka {
    fn ada(&self) -> bool {
        self.n > 0
    }

    /// The page of the list.
    fn alamat(&self) -> String {
        self.daftar.replacen("/api/v1/perkara", "/antrean", 1)
    }
}

#[derive(Deserialize)]
struct Dasbor {
    hari: NaiveDate,
    dari: NaiveDate,
    sampai: NaiveDate,
    berjalan: Angka,
    wajah: Vec<Angka>,
    sisa: Vec<Angka>,
    permohonan: Angka,
    tanpa_tanggal: Angka,
    hasil: Vec<Angka>,
    alasan: Vec<Angka>,
    keberatan: Angka,
    sengketa: Angka,
    pemberitahuan: Ketepatan,
    pemberian: Ketepatan,
    belum_dijawab: Vec<Angka>,
    bulan: Vec<Sebulan>,
    unit_terlambat: Vec<UnitTerlambat>,
    unit_diam: Vec<UnitDiam>,
}

#[derive(Deserialize)]
struct Ketepatan {
    tepat: Angka,
    batas: Angka,
    terlambat: Angka,
    persen_tepat: Option<f64>,
    tercatat: Angka,
    lama: Vec<Angka>,
    sebaran: Option<Sebaran>,
}

#[derive(Clone, Copy, Deserialize)]
struct Sebaran {
    minimum: f64,
    kuartil_bawah: f64,
    median: f64,
    kuartil_atas: f64,
    maksimum: f64,
}

#[derive(Deserialize)]
struct Sebulan {
    bulan: NaiveDate,
    permohonan: Angka,
    tepat: Angka,
    batas: Angka,
    terlambat: Angka,
    belum_dijawab: Angka,
    keberatan: Angka,
    sengketa: Angka,
}

#[derive(Deserialize)]
struct UnitTerlambat {
    unit: Uuid,
    nama: String,
    berjalan: Angka,
    terlambat: Angka,
    dijawab_terlambat: Angka,
    dijawab: Angka,
    persen_tepat: Option<f64>,
}

#[derive(Deserialize)]
struct UnitDiam {
    unit: Uuid,
    nama: String,
    katalog: Option<NaiveDate>,
    laporan: Option<NaiveDate>,
    kegiatan: Option<NaiveDate>,
    hari: Option<i64>,
    lama: bool,
}

impl Dasbor {
    /// The two clocks, each under its name.
    fn jam(&self) -> [(&'static str, &Ketepatan); 2] {
        [
            ("Pemberitahuan tertulis (jam undang-undang)", &self.pemberitahuan),
            ("Pemberian informasi", &self.pemberian),
        ]
    }
}

impl Sebulan {
    /// In the order of the columns.
    fn semua(&self) -> [&Angka; 7] {
        [
            &self.permohonan,
            &self.tepat,
            &self.batas,
            &self.terlambat,
            &self.belum_dijawab,
            &self.keberatan,
            &self.sengketa,
        ]
    }
}

impl UnitTerlambat {
    /// In the order of the columns.
    fn semua(&self) -> [&Angka; 4] {
        [&self.berjalan, &self.terlambat, &self.dijawab, &self.dijawab_terlambat]
    }
}

/// One table with its chart.
struct Bagian {
    judul: &'static str,
    keterangan: &'static str,
    /// What the first column holds.
    kepala: &'static str,
    bagan: String,
    baris: Vec<(String, Angka)>,
}

#[derive(Template)]
#[template(path = "dasbor.html")]
struct DasborHtml {
    tata: Tata,
    milik_unit: bool,
    unit: Vec<(String, String, bool)>,
    nama_unit: Option<String>,
    sebagaimana: String,
    periode: String,
    dasbor: Dasbor,
    berjalan: Vec<Bagian>,
    hasil: Vec<Bagian>,
    ketepatan: Vec<(Bagian, String)>,
    bagan_bulan: String,
    /// The address that shows every unit.
    semua_unit: Option<String>,
}

#[derive(Default, Deserialize)]
struct Tanya {
    unit: Option<String>,
    dari: Option<String>,
    sampai: Option<String>,
    sebagaimana: Option<String>,
    semua_unit: Option<String>,
}

pub(super) async fn dasbor(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    uri: Uri,
) -> Jawaban {
    if petugas.peran == Peran::Admin {
        return Err(tak_berwenang());
    }
    let (tanya, pelaku): (Tanya, _) = (tanya(&uri), petugas.pelaku());
    let cakupan = [
        ("unit", terisi(tanya.unit.as_ref())),
        ("dari", terisi(tanya.dari.as_ref())),
        ("sampai", terisi(tanya.sampai.as_ref())),
        ("sebagaimana", terisi(tanya.sebagaimana.as_ref())),
    ];
    let mut dasbor: Dasbor =
        antarmuka.baca(&pelaku, &alamat_dengan("/api/v1/dasbor", &cakupan)).await?;
    let unit = antarmuka.nama_unit(&pelaku).await?;
    let milik = pelaku.unit().map(|unit| unit.0.to_string());
    let dipilih = milik.clone().or_else(|| terisi(tanya.unit.as_ref()).map(str::to_owned));
    let unit: Vec<(String, String, bool)> = unit
        .into_iter()
        .map(|(id, nama)| (id.to_string(), nama))
        .map(|(id, nama)| (id.clone(), nama, dipilih.as_ref() == Some(&id)))
        .collect();
    let banyak = dasbor.unit_terlambat.len().max(dasbor.unit_diam.len());
    let sebagian = tanya.semua_unit.is_none() && banyak > UNIT_TAMPIL;
    if sebagian {
        dasbor.unit_terlambat.truncate(UNIT_TAMPIL);
        dasbor.unit_diam.truncate(UNIT_TAMPIL);
    }
    let [unit_ini, dari, sampai, saat] = cakupan;
    let semua_unit =
        alamat_dengan("/dasbor", &[unit_ini, dari, sampai, saat, ("semua_unit", Some("ya"))]);
    let isi = DasborHtml {
        tata: Tata::petugas(&layanan, petugas),
        milik_unit: milik.is_some(),
        nama_unit: unit.iter().find(|(.., ini)| *ini).map(|(_, nama, _)| nama.clone()),
        unit,
        sebagaimana: tanya.sebagaimana.unwrap_or_default(),
        periode: format!("{} – {}", tanggal(&dasbor.dari), tanggal(&dasbor.sampai)),
        berjalan: berjalan(&mut dasbor)?,
        hasil: hasil(&mut dasbor)?,
        ketepatan: ketepatan(&mut dasbor)?,
        bagan_bulan: bagan_bulan(&dasbor)?,
        semua_unit: sebagian.then_some(semua_unit),
        dasbor,
    };
    laman(&isi)
}

fn terisi(teks: Option<&String>) -> Option<&str> {
    teks.map(|teks| teks.trim()).filter(|teks| !teks.is_empty())
}

/// A chart of figures and the table beside it.
fn bagian(
    id: &str,
    (judul, kepala): (&'static str, &'static str),
    keterangan: &'static str,
    angka: Vec<Angka>,
    kata: impl Fn(&str) -> (String, &'static str),
) -> anyhow::Result<Bagian> {
    let batang: Vec<Batang> = angka
        .iter()
        .map(|angka| {
            let (nama, kelas) = kata(&angka.kunci);
            Batang { nama: potong(&nama), n: angka.n, kelas }
        })
        .collect();
    let bagan = bagan::batang(id, judul, &batang)?;
    let baris = angka.into_iter().map(|angka| (kata(&angka.kunci).0, angka)).collect();
    Ok(Bagian { judul, keterangan, kepala, bagan, baris })
}

/// As much of a name as stands beside a bar; the table has all of it.
fn potong(nama: &str) -> String {
    const MUAT: usize = 20;
    if nama.chars().count() <= MUAT {
        return nama.to_owned();
    }
    let awal: String = nama.chars().take(MUAT - 1).collect();
    format!("{}…", awal.trim_end())
}

fn berjalan(dasbor: &mut Dasbor) -> anyhow::Result<Vec<Bagian>> {
    let wajah = bagian(
        "wajah",
        ("Menurut keadaan", "Keadaan"),
        "Setiap perkara punya satu keadaan; yang terlambat selalu terlambat.",
        std::mem::take(&mut dasbor.wajah),
        |kunci| (kunci.replace('-', " "), warna(kunci)),
    )?;
    let sisa = bagian(
        "sisa",
        ("Menurut sisa hari kerja", "Sisa"),
        "Sampai ujung paling awal tenggat terdekat yang menjadi kewajiban kantor.",
        std::mem::take(&mut dasbor.sisa),
        |kunci| (sisa_hk(kunci), warna(kunci)),
    )?;
    Ok(vec![wajah, sisa])
}

fn hasil(dasbor: &mut Dasbor) -> anyhow::Result<Vec<Bagian>> {
    let hasil = bagian(
        "hasil",
        ("Hasil permohonan", "Hasil"),
        "Permohonan yang diterima dalam kurun ini.",
        std::mem::take(&mut dasbor.hasil),
        |kunci| (kunci.replace('-', " "), warna(kunci)),
    )?;
    let alasan = bagian(
        "alasan",
        ("Alasan penolakan", "Alasan"),
        "Satu penolakan dapat memuat lebih dari satu alasan.",
        std::mem::take(&mut dasbor.alasan),
        |kunci| (projections::alasan::kata(kunci), "c-utama"),
    )?;
    Ok(vec![hasil, alasan])
}

/// Notice and delivery: how long they took, with the spread below.
fn ketepatan(dasbor: &mut Dasbor) -> anyhow::Result<Vec<(Bagian, String)>> {
    let mut daftar = Vec::new();
    for (id, judul, keterangan, satu) in [
        (
            "lama",
            "Sampai pemberitahuan tertulis",
            "Jam undang-undang berjalan pada pemberitahuan tertulis (Pasal 22(7) dan (8) UU 14/2008).",
            &mut dasbor.pemberitahuan,
        ),
        (
            "lama-pemberian",
            "Sampai informasi diberikan",
            "Pemberian dinilai terhadap tenggat yang sama, walau jam undang-undang tidak berjalan padanya.",
            &mut dasbor.pemberian,
        ),
    ] {
        let kelas = std::mem::take(&mut satu.lama);
        let bagian =
            bagian(id, (judul, "Hari kerja"), keterangan, kelas, |k| (lama(k), "c-utama"))?;
        let sebaran = satu.sebaran.map(|s| {
            let titik = bagan::Sebaran {
                minimum: s.minimum,
                kuartil_bawah: s.kuartil_bawah,
                median: s.median,
                kuartil_atas: s.kuartil_atas,
                maksimum: s.maksimum,
            };
            bagan::sebaran(&format!("sebaran-{id}"), "Sebaran hari kerja", titik)
        });
        daftar.push((bagian, sebaran.transpose()?.unwrap_or_default()));
    }
    Ok(daftar)
}

fn bagan_bulan(dasbor: &Dasbor) -> anyhow::Result<String> {
    let kolom = dasbor.bulan.iter().map(|satu| Kolom {
        nama: BULAN[satu.bulan.month0() as usize].chars().take(3).collect(),
        bagian: vec![
            (satu.tepat.n, "c-tenang"),
            (satu.batas.n, "c-waspada"),
            (satu.terlambat.n, "c-gawat"),
            (satu.belum_dijawab.n, "c-tunggu"),
        ],
    });
    let kolom: Vec<Kolom> = kolom.collect();
    Ok(bagan::kolom("bulan", "Permohonan per bulan menurut ketepatan jawaban", &kolom)?)
}

fn nama_bulan(bulan: NaiveDate) -> String {
    format!("{} {}", BULAN[bulan.month0() as usize], bulan.year())
}

fn sisa_hk(kunci: &str) -> String {
    match kunci {
        "lewat" => "sudah lewat".to_owned(),
        "hari-ini" => "berakhir hari ini".to_owned(),
        "lebih-10" => "lebih dari 10 hk".to_owned(),
        "tanpa-tenggat" => "tanpa tenggat kantor".to_owned(),
        kunci => format!("{} hk", kunci.replace('-', "–")),
    }
}

/// The colour of a figure in the stylesheet.
fn warna(kunci: &str) -> &'static str {
    match kunci {
        "terlambat" | "lewat" | "ditolak" => "c-gawat",
        "batas" | "segera" | "hari-ini" | "1-3" | "dikabulkan-sebagian" => "c-waspada",
        "tepat-waktu" | "dikabulkan" | "4-7" | "8-10" | "lebih-10" => "c-tenang",
        "keberatan" | "sengketa" => "c-sengketa",
        _ => "c-tunggu",
    }
}

/// Percent in words.
#[expect(clippy::ref_option, reason = "templates hand over references")]
fn persen(persen: &Option<f64>) -> String {
    persen.map_or_else(|| "–".to_owned(), |persen| format!("{} %", desimal(persen)))
}
