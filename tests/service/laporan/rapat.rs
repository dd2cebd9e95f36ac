//! The sheet of the rapat koordinasi: every unit, whatever became of its report.

use events::pengguna::Peran;
use serde_json::{Value, json};

use crate::api::klien::{Kantor, id};
use crate::laman::peramban::Peramban;

const SEMESTER: &str = "dari=2026-01-01&sampai=2026-06-30";

/// The state of each unit by its name, in the order of the sheet.
async fn rapat(kantor: &Kantor, tanya: &str) -> Vec<(String, String)> {
    kantor.ikuti().await;
    let alamat = format!("/laporan/rapat?{SEMESTER}{tanya}");
    let isi = kantor.baca("auditor", &alamat).await.dengan(200).badan;
    let satu = |baris: &Value| {
        let teks = |nama: &str| baris[nama].as_str().unwrap().to_owned();
        (teks("nama"), teks("keadaan"))
    };
    isi["baris"].as_array().unwrap().iter().map(satu).collect()
}

fn pasangan(semua: &[(&str, &str)]) -> Vec<(String, String)> {
    semua.iter().map(|(nama, keadaan)| ((*nama).to_owned(), (*keadaan).to_owned())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_handed_in_who_is_silent_and_who_is_late() {
    let kantor = Kantor::buka().await;
    let belum = "/laporan/rapat?dari=2026-07-01&sampai=2026-12-31";
    let belum = kantor.baca("auditor", belum).await.dengan(409);
    assert_eq!(belum.kode(), ["PeriodeMendatang"]);
    assert!(rapat(&kantor, "").await.is_empty(), "the half-year is not over");
    kantor.pada("2026-07-01T10:00:00+07:00");
    let diam = pasangan(&[("Dinas Kesehatan", "diam"), ("Dinas Sosial", "diam")]);
    assert_eq!(rapat(&kantor, "").await, diam);
    let unit = kantor.unit[0];
    let disusun = json!({"perintah": id(), "fakta": {
        "dari": "2026-01-01", "sampai": "2026-06-30", "unit": unit}});
    let laporan = kantor.kirim("pembantu", "/laporan", disusun).await.dengan(201).badan;
    let laporan = laporan["id"].as_str().unwrap();
    kantor.ikuti().await;
    let badan = json!({"perintah": id(), "fakta": {}});
    let sampaikan = format!("/laporan/{laporan}/laporan-disampaikan");
    kantor.kirim("pembantu", &sampaikan, badan).await.dengan(200);
    kantor.pada("2026-08-03T10:00:00+07:00");
    let semua = pasangan(&[("Dinas Sosial", "terlambat"), ("Dinas Kesehatan", "disampaikan")]);
    assert_eq!(rapat(&kantor, "").await, semua);
    assert_eq!(rapat(&kantor, "&sebagaimana=2026-07-01").await.len(), 2);
    let badan = json!({"perintah": id(), "fakta": {"catatan": {"isi": "lengkapi"}}});
    let kembalikan = format!("/laporan/{laporan}/laporan-dikembalikan");
    kantor.kirim("ppid-utama", &kembalikan, badan).await.dengan(200);
    let semua =
        pasangan(&[("Dinas Sosial", "terlambat"), ("Dinas Kesehatan", "dikembalikan_terlambat")]);
    assert_eq!(rapat(&kantor, "").await, semua);
    let ppid = Peramban::masuk(&kantor, "ppid", Peran::PpidUtama).await;
    let halaman = ppid.buka(&kantor, &format!("/laporan/rapat?{SEMESTER}")).await.dengan(200);
    let halaman = halaman.badan.as_str().unwrap().to_owned();
    for kata in [
        "Dinas Sosial",
        "belum disampaikan, terlambat",
        "Semester I 2026",
        "<strong>0</strong> dari 2",
    ] {
        assert!(halaman.contains(kata), "{kata}: {halaman}");
    }
    let csv = ppid.buka(&kantor, &format!("/laporan/rapat?{SEMESTER}&bentuk=csv")).await;
    assert!(csv.badan.as_str().unwrap().contains("Dinas Kesehatan"), "{}", csv.badan);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unit_owes_the_periods_in_which_it_worked() {
    let kantor = Kantor::buka().await;
    kantor.pada("2026-07-01T10:00:00+07:00");
    let baru = json!({"perintah": id(), "fakta": {"nama": "Dinas Arsip", "jenis": "dinas"}});
    kantor.kirim("admin", "/unit", baru).await.dengan(201);
    let ditutup = format!("/unit/{}/unit-ditutup", kantor.unit[1]);
    let sejak = json!({"perintah": id(), "waktu": "2026-07-01", "fakta": {}});
    kantor.kirim("admin", &ditutup, sejak).await.dengan(200);
    // Its last day was in the half-year.
    let semua = pasangan(&[("Dinas Kesehatan", "diam"), ("Dinas Sosial", "diam")]);
    assert_eq!(rapat(&kantor, "").await, semua);
    kantor.pada("2027-01-02T10:00:00+07:00");
    let kedua = "/laporan/rapat?dari=2026-07-01&sampai=2026-12-31";
    let kedua = kantor.baca("auditor", kedua).await.dengan(200).badan;
    let nama = |baris: &Value| baris["nama"].as_str().unwrap().to_owned();
    let nama: Vec<String> = kedua["baris"].as_array().unwrap().iter().map(nama).collect();
    assert_eq!(nama, ["Dinas Arsip", "Dinas Kesehatan"]);
}
