//! Jobs and the ladders of alarms, for those who keep the office.

use axum::Extension;
use axum::extract::State;
use chrono::{DateTime, Utc};
use events::alarm::Tangga;
use events::waktu::tanggal_panjang;

use super::super::sesi::Penata;
use super::super::{Antar, Jawaban, Tata, laman};
use super::daftar::{DaftarHtml, teks};
use crate::web::Layanan;
use crate::web::akses::Akses;
use crate::web::pekerjaan::{TampilanPekerjaan, TampilanTangga};

pub(super) async fn pekerjaan(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Penata(petugas): Penata,
) -> Jawaban {
    let semua: Vec<TampilanPekerjaan> =
        antarmuka.baca_semua(&petugas.pelaku(), "/api/v1/pekerjaan").await?;
    let baris = semua.into_iter().map(|satu| {
        let hasil = hasil(&satu);
        let saat = |saat| teks(saat_teks(&layanan, saat));
        vec![
            teks(satu.nama),
            teks(satu.kalimat),
            teks(satu.jadwal),
            saat(satu.selesai),
            teks(hasil),
            saat(satu.berikut),
        ]
    });
    let baris = baris.collect();
    laman(&DaftarHtml {
        tata: Tata::petugas(&layanan, petugas),
        judul: "Pekerjaan berkala",
        panduan: "Dikerjakan Jejak sendiri, tanpa ditunggu. Yang tertinggal karena layanan berhenti dikerjakan begitu layanan berjalan lagi; menjalankan ulang tidak menggandakan apa pun.",
        tombol: vec![("Tangga alarm", "/kelola/alarm".to_owned())],
        keterangan: "Semua pekerjaan, menurut nama".to_owned(),
        kepala: &["Nama", "Pekerjaan", "Jadwal", "Terakhir selesai", "Hasilnya", "Berikutnya"],
        baris,
        berikutnya: None,
    })
}

fn hasil(satu: &TampilanPekerjaan) -> String {
    match (satu.berjalan, satu.berhasil, satu.hasil.clone()) {
        (true, _, _) => "sedang berjalan".to_owned(),
        (_, Some(true), Some(hasil)) => hasil,
        (_, Some(false), Some(_)) => {
            "gagal; dicoba lagi sendiri, sebabnya ada di catatan layanan".to_owned()
        }
        _ => "belum pernah dijalankan".to_owned(),
    }
}

fn saat_teks(layanan: &Layanan, saat: Option<DateTime<Utc>>) -> String {
    let zona = layanan.app.zona;
    saat.map_or_else(
        || "–".to_owned(),
        |saat| {
            let jam = saat.with_timezone(&zona.offset()).format("%H.%M");
            format!("{} {jam} {zona}", tanggal_panjang(zona.tanggal(saat)))
        },
    )
}

pub(super) async fn tangga(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Penata(petugas): Penata,
) -> Jawaban {
    let semua: Vec<TampilanTangga> =
        antarmuka.baca_semua(&petugas.pelaku(), "/api/v1/kantor/tangga-alarm").await?;
    let baris = semua.into_iter().map(|satu| {
        let asal = if satu.bawaan { "bawaan" } else { "ditetapkan kantor" };
        let (sebelum, sesudah) = (sebelum(&satu.tangga), sesudah(&satu.tangga));
        vec![
            teks(satu.nama),
            teks(sebelum),
            teks(sesudah),
            teks(eskalasi(&satu.tangga)),
            teks(asal),
        ]
    });
    let baris = baris.collect();
    let boleh = petugas.boleh(Akses::PENGELOLA);
    let atur = ("Tetapkan tangga alarm", "/kelola/langkah/tangga-alarm-ditetapkan".to_owned());
    laman(&DaftarHtml {
        tata: Tata::petugas(&layanan, petugas),
        judul: "Tangga alarm",
        panduan: "Alarm dihitung dalam hari kerja sampai ujung paling awal tenggat, dibunyikan pagi hari kerja, satu kali untuk setiap anak tangga. Pemegang perkara diberi tahu lebih dahulu.",
        tombol: boleh.then_some(atur).into_iter().collect(),
        keterangan: "Hari kerja sebelum dan sesudah setiap tenggat".to_owned(),
        kepala: &["Tenggat", "Sebelum", "Sesudah lewat", "Juga diberi tahu", "Asal"],
        baris,
        berikutnya: None,
    })
}

fn sebelum(tangga: &Tangga) -> String {
    let hari: Vec<String> = tangga.sebelum.iter().map(ToString::to_string).collect();
    if hari.is_empty() { "–".to_owned() } else { format!("{} hari kerja", hari.join(", ")) }
}

fn sesudah(tangga: &Tangga) -> String {
    let sampai = tangga.terlambat_sampai;
    match (tangga.terlambat_harian, tangga.terlambat_berkala) {
        (0, 0) => "–".to_owned(),
        (0, berkala) => format!("setiap {berkala} hari kerja sampai hari ke-{sampai}"),
        (harian, 0) => format!("{} hari kerja pertama", harian.min(sampai)),
        (harian, _) if harian >= sampai => format!("{sampai} hari kerja pertama"),
        (harian, berkala) => format!(
            "{harian} hari kerja pertama, lalu setiap {berkala} hari kerja sampai hari ke-{sampai}"
        ),
    }
}

fn eskalasi(tangga: &Tangga) -> String {
    let sejak = |nama: &str, anak: Option<i32>| {
        anak.map(|anak| match anak {
            0 => format!("{nama} sejak hari terakhir"),
            n if n > 0 => format!("{nama} sejak {n} hari kerja sebelumnya"),
            n => format!("{nama} sejak lewat {} hari kerja", n.unsigned_abs()),
        })
    };
    let semua = [
        sejak("kepala unit", tangga.eskalasi.kepala_unit),
        sejak("PPID Utama", tangga.eskalasi.ppid_utama),
        sejak("Atasan PPID", tangga.eskalasi.atasan_ppid),
    ];
    let semua: Vec<String> = semua.into_iter().flatten().collect();
    if semua.is_empty() { "–".to_owned() } else { semua.join("; ") }
}
