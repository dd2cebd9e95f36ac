//! What data can prove, item by item: each with its article, its score, and
//! where to look.

use std::collections::BTreeSet;

use events::buku::JenisBuku;
use events::kantor::JenisTeks;
use events::monev::{KelompokBukti, PENUH};
use events::pihak::Kanal;
use events::waktu::tanggal_panjang;
use projections::katalog::BarisKatalog;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::bagian;
use super::bukti::{BATAS_KEBERATAN_HK, Bukti};

/// One item of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Butir {
    pub hal: String,
    pub dasar: String,
    /// Tenths of a point; none where there was nothing to judge.
    pub skor: Option<u16>,
    pub bukti: String,
    /// The page that shows it.
    pub tautan: String,
}

pub(super) fn semua(bukti: &Bukti) -> Vec<(KelompokBukti, Butir)> {
    let kelompok = [
        (KelompokBukti::JenisInformasi, jenis_informasi(bukti)),
        (KelompokBukti::Digitalisasi, digitalisasi(bukti)),
        (KelompokBukti::KualitasInformasi, kualitas(bukti)),
        (KelompokBukti::Pelayanan, pelayanan(bukti)),
        (KelompokBukti::Komitmen, komitmen(bukti)),
        (KelompokBukti::Sarana, sarana(bukti)),
    ];
    let berkelompok = |(kelompok, butir): (KelompokBukti, Vec<Butir>)| {
        butir.into_iter().map(move |satu| (kelompok, satu))
    };
    kelompok.into_iter().flat_map(berkelompok).collect()
}

fn satu(hal: &str, dasar: &str, skor: Option<u16>, bukti: String, tautan: &str) -> Butir {
    Butir { hal: hal.to_owned(), dasar: dasar.to_owned(), skor, bukti, tautan: tautan.to_owned() }
}

/// It is there, or it is not.
fn ada(ya: bool) -> Option<u16> {
    bagian(u64::from(ya), 1)
}

fn terbuka(bukti: &Bukti) -> impl Iterator<Item = &BarisKatalog> {
    bukti.entri.iter().filter(|entri| entri.keadaan == "terbuka")
}

fn jenis_informasi(bukti: &Bukti) -> Vec<Butir> {
    let mut semua: Vec<Butir> = [
        ("berkala", "Pasal 9 UU 14/2008"),
        ("serta merta", "Pasal 10 UU 14/2008"),
        ("setiap saat", "Pasal 11 UU 14/2008"),
    ]
    .into_iter()
    .map(|(kategori, dasar)| {
        let n = terbuka(bukti).filter(|entri| entri.kategori == kategori).count();
        let hal = format!("DIP memuat informasi {kategori}");
        satu(&hal, dasar, ada(n > 0), format!("{n} entri"), "/katalog")
    })
    .collect();
    semua.push(pemutakhiran(bukti));
    let dikecualikan = bukti.entri.iter().filter(|entri| entri.keadaan == "dikecualikan").count();
    semua.push(satu(
        "DIK: pengecualian ditetapkan dengan SK setelah uji konsekuensi",
        "Pasal 19 UU 14/2008; Pasal 49 Perki 1/2021",
        (dikecualikan > 0).then_some(PENUH),
        format!("{dikecualikan} entri dikecualikan"),
        "/katalog/meja",
    ));
    semua
}

/// Each half-year that has begun.
fn pemutakhiran(bukti: &Bukti) -> Butir {
    let tengah = chrono::NaiveDate::from_ymd_opt(bukti.tahun, 7, 1);
    let kedua = |hari| tengah.is_some_and(|tengah| hari >= tengah);
    let perubahan = bukti.perubahan.iter();
    let sk = perubahan.filter(|p| ["ditetapkan dalam DIP", "dimutakhirkan"].contains(&p.perubahan));
    let hari: Vec<_> = sk.map(|p| p.hari).collect();
    let mulai = if kedua(bukti.hari) { 2 } else { 1 };
    let paruh: BTreeSet<bool> = hari.iter().map(|hari| kedua(*hari)).collect();
    let terakhir = hari
        .iter()
        .max()
        .map_or_else(String::new, |hari| format!(", terakhir {}", tanggal_panjang(*hari)));
    satu(
        "DIP dimutakhirkan setiap enam bulan",
        "Pasal 45 ayat (7) Perki 1/2021",
        bagian(paruh.len() as u64, mulai),
        format!("{} penetapan atau pemutakhiran tahun ini{terakhir}", hari.len()),
        "/katalog/meja",
    )
}

fn digitalisasi(bukti: &Bukti) -> Vec<Butir> {
    let buka: Vec<_> = terbuka(bukti).collect();
    let berdokumen = buka.iter().filter(|entri| entri.dokumen > 0).count() as u64;
    let situs = bukti.statistik.kanal.get(Kanal::Situs.nama()).copied().unwrap_or_default();
    let masuk = bukti.statistik.permohonan;
    vec![
        satu(
            "Dokumen DIP dapat diunduh",
            "Pasal 46 Perki 1/2021",
            bagian(berdokumen, buka.len() as u64),
            format!("{berdokumen} dari {} entri terbuka", buka.len()),
            "/katalog",
        ),
        satu(
            "Katalog dapat dibaca mesin (JSON, CSV, Atom)",
            "Pasal 46 Perki 1/2021",
            ada(!buka.is_empty()),
            format!("umpan katalog berisi {} entri", buka.len()),
            "/katalog",
        ),
        satu(
            "Permohonan diajukan melalui situs",
            "Pasal 28 Perki 1/2021",
            (masuk > 0).then_some(if situs > 0 { PENUH } else { 0 }),
            format!("{situs} dari {masuk} permohonan"),
            "/statistik",
        ),
    ]
}

fn kualitas(bukti: &Bukti) -> Vec<Butir> {
    let buka: Vec<_> = terbuka(bukti).collect();
    let mutakhir =
        |entri: &&&BarisKatalog| entri.mutakhir_sampai.is_some_and(|sampai| sampai >= bukti.hari);
    let mutakhir = buka.iter().filter(mutakhir).count() as u64;
    let pemilik: BTreeSet<Uuid> = buka.iter().map(|entri| entri.unit).collect();
    let berisi = bukti.unit.intersection(&pemilik).count() as u64;
    vec![
        satu(
            "Informasi dalam DIP mutakhir",
            "Pasal 18 dan 45 ayat (7) Perki 1/2021",
            bagian(mutakhir, buka.len() as u64),
            format!("{mutakhir} dari {} entri terbuka", buka.len()),
            "/katalog/meja",
        ),
        satu(
            "Setiap unit memiliki informasi dalam DIP",
            "Pasal 45 Perki 1/2021",
            bagian(berisi, bukti.unit.len() as u64),
            format!("{berisi} dari {} unit", bukti.unit.len()),
            "/katalog",
        ),
    ]
}

fn pelayanan(bukti: &Bukti) -> Vec<Butir> {
    let pada = |kata: &str| bukti.statistik.ketepatan.get(kata).copied().unwrap_or_default() as u64;
    let tepat = pada("tepat") + pada("batas");
    let dinilai = tepat + pada("terlambat");
    let ditanggapi = bukti.keberatan.iter().filter_map(|satu| satu.ditanggapi_hk);
    let ditanggapi: Vec<i64> = ditanggapi.collect();
    let cepat = ditanggapi.iter().filter(|hk| **hk <= BATAS_KEBERATAN_HK).count() as u64;
    let dinilai_keberatan = ditanggapi.len() as u64 + bukti.keberatan_didiamkan;
    let buku = |jenis| bukti.buku.contains(&jenis);
    let dua = [buku(JenisBuku::Permohonan), buku(JenisBuku::Keberatan)];
    let dibuka = dua.iter().filter(|ada| **ada).count() as u64;
    vec![
        satu(
            "Pemberitahuan tertulis tepat waktu",
            "Pasal 22 ayat (7)–(8) UU 14/2008",
            bagian(tepat, dinilai),
            format!("{tepat} dari {dinilai} yang dapat dinilai"),
            "/dasbor",
        ),
        satu(
            "Keberatan ditanggapi dalam 30 hari kerja",
            "Pasal 36 ayat (2) UU 14/2008",
            bagian(cepat, dinilai_keberatan),
            format!("{cepat} dari {dinilai_keberatan} yang dapat dinilai"),
            "/keberatan/meja",
        ),
        satu(
            "Register permohonan dan keberatan",
            "Pasal 32 dan 43 Perki 1/2021",
            bagian(dibuka, 2),
            format!("{dibuka} dari 2 buku dibuka untuk tahun ini"),
            "/kelola/buku",
        ),
    ]
}

fn komitmen(bukti: &Bukti) -> Vec<Butir> {
    let lalu = bukti.tahun - 1;
    let dikirim = bukti.tahunan_lalu.kiriman.first().map(|(hari, _)| *hari);
    let (skor, kata) = match dikirim {
        None if bukti.hari <= bukti.batas_lalu => (None, "belum jatuh tempo".to_owned()),
        None => (Some(0), "belum dikirim".to_owned()),
        Some(hari) => {
            let tepat = hari.is_some_and(|hari| hari <= bukti.batas_lalu);
            let hari = hari.map_or_else(|| "tanpa tanggal".to_owned(), tanggal_panjang);
            (Some(if tepat { PENUH } else { PENUH / 2 }), format!("dikirim {hari}"))
        }
    };
    let (disampaikan, disusun) = bukti.laporan_unit;
    let teks = |jenis| bukti.kantor.teks(jenis).is_some();
    let tulisan = |ya: bool| if ya { "sudah ditetapkan" } else { "belum ditetapkan" }.to_owned();
    let (maklumat, sop) = (teks(JenisTeks::Maklumat), teks(JenisTeks::Sop));
    vec![
        satu(
            &format!("Laporan tahunan {lalu} disampaikan kepada KI paling lambat 31 Maret"),
            "Pasal 56 Perki 1/2021",
            skor,
            kata,
            &format!("/laporan/tahunan/{lalu}"),
        ),
        satu(
            "Laporan enam bulanan unit disampaikan",
            "Permendagri 3/2017",
            bagian(disampaikan, disusun),
            format!("{disampaikan} dari {disusun} laporan yang disusun"),
            "/laporan/konsolidasi",
        ),
        satu(
            "Maklumat pelayanan",
            "Pasal 47–48 Perki 1/2021",
            ada(maklumat),
            tulisan(maklumat),
            "/maklumat",
        ),
        satu("SOP layanan informasi", "Pasal 11 UU 14/2008", ada(sop), tulisan(sop), "/sop"),
    ]
}

fn sarana(bukti: &Bukti) -> Vec<Butir> {
    let biaya = bukti.kantor.biaya_pada(bukti.hari);
    let layanan = [JenisTeks::Alamat, JenisTeks::JamLayanan, JenisTeks::Kontak];
    let terisi = layanan.iter().filter(|jenis| bukti.kantor.teks(**jenis).is_some()).count() as u64;
    let bantuan = bukti.kantor.teks(JenisTeks::Disabilitas).is_some();
    vec![
        satu(
            "Standar biaya salinan diumumkan",
            "Pasal 37 Perki 1/2021",
            ada(biaya.is_some()),
            biaya.map_or_else(|| "belum ada".to_owned(), |biaya| biaya.dasar.to_string()),
            "/biaya",
        ),
        satu(
            "Alamat, jam, dan kontak layanan diumumkan",
            "Pasal 28 Perki 1/2021",
            bagian(terisi, 3),
            format!("{terisi} dari 3"),
            "/",
        ),
        satu(
            "Bantuan bagi penyandang disabilitas",
            "Pasal 27 dan 29 Perki 1/2021",
            ada(bantuan),
            if bantuan { "diumumkan" } else { "belum diumumkan" }.to_owned(),
            "/",
        ),
    ]
}
