//! `jejak laporan`: the same register by halves, months and units, and files
//! that other programs open.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use chrono::{Days, Months, NaiveDate};
use serde_json::{Value, json};

use super::kasus::berkas;
use super::{Kantor, contoh};

fn angka(kantor: &Kantor, argumen: &[&str]) -> Value {
    let mut semua = vec!["laporan"];
    semua.extend(argumen);
    kantor.json(&semua)["laporan"].take()
}

/// Of the real file: halves and the year, by requests, granted, time.
#[test]
fn a_kabupatens_register_gives_its_halves() {
    let Some(berkas) = berkas("register-2023.csv") else { return };
    let kantor = Kantor::baru();
    kantor.impor("register", "register", fs::read(berkas).unwrap());
    for (argumen, masuk, dikabulkan, lain) in [
        (&["semester", "--periode", "2023-1"][..], 36, 35, 1),
        (&["semester", "--periode", "2023-2"], 39, 39, 0),
        (&["tahunan", "2023"], 75, 74, 1),
    ] {
        let laporan = angka(&kantor, argumen);
        let kantor_ini = &laporan["kantor"];
        assert_eq!(kantor_ini["permohonan"]["masuk"], masuk, "{argumen:?}");
        assert_eq!(kantor_ini["hasil"]["dikabulkan"], dikabulkan, "{argumen:?}");
        assert_eq!(kantor_ini["hasil"].get("dijawab").unwrap_or(&json!(0)), &json!(lain));
        assert_eq!(laporan["unit"][0]["angka"], *kantor_ini, "no unit answers for any");
    }
}

/// Of the real file: the months, and the time until the information was given.
#[test]
fn a_kabupatens_register_gives_its_months_and_its_times() {
    let Some(berkas) = berkas("register-2023.csv") else { return };
    let kantor = Kantor::baru();
    kantor.impor("register", "register", fs::read(berkas).unwrap());
    let per_bulan = (1..=12).map(|bulan| {
        let awal = NaiveDate::from_ymd_opt(2023, bulan, 1).unwrap();
        let akhir = awal + Months::new(1) - Days::new(1);
        let (awal, akhir) = (awal.to_string(), akhir.to_string());
        let laporan = angka(&kantor, &["semester", "--dari", &awal, "--sampai", &akhir]);
        laporan["kantor"]["permohonan"]["masuk"].as_u64().unwrap()
    });
    assert_eq!(per_bulan.collect::<Vec<_>>(), [2, 5, 11, 6, 6, 6, 5, 15, 5, 6, 6, 2]);
    for (argumen, n, jumlah, lewat) in [
        (&["semester", "--periode", "2023-1"][..], 35, 111, 1),
        (&["semester", "--periode", "2023-2"], 39, 140, 2),
        (&["tahunan", "2023"], 74, 251, 3),
    ] {
        let laporan = angka(&kantor, argumen);
        let diberikan: BTreeMap<String, u64> =
            serde_json::from_value(laporan["kantor"]["diberikan_hk"].clone()).unwrap();
        let hk = |(hari, n): (&String, &u64)| (hari.parse::<u64>().unwrap(), *n);
        let diberikan: Vec<(u64, u64)> = diberikan.iter().map(hk).collect();
        let kali = |pilih: &dyn Fn(u64) -> u64| {
            diberikan.iter().map(|(hari, n)| pilih(*hari) * n).sum::<u64>()
        };
        assert_eq!(kali(&|_| 1), n, "{argumen:?}: {diberikan:?}");
        // The mean that the source states, to two places: 3.17, 3.59, 3.39.
        assert_eq!(kali(&|hari| hari), jumlah, "{argumen:?}: {diberikan:?}");
        assert_eq!(kali(&|hari| u64::from(hari > 10)), lewat, "{argumen:?}: {diberikan:?}");
    }
}

#[test]
fn a_report_is_written_to_files_that_open() {
    let kantor = Kantor::baru();
    kantor.impor("register", "buku", contoh("register.csv"));
    let (xlsx, csv) = (kantor.jalur("laporan.xlsx"), kantor.jalur("laporan.csv"));
    let (xlsx, csv) = (xlsx.display().to_string(), csv.display().to_string());
    let argumen = ["laporan", "tahunan", "2023", "--xlsx", &xlsx, "--csv", &csv];
    let keluaran = kantor.berhasil(&argumen);
    assert!(keluaran.contains("laporan.xlsx") && keluaran.contains("laporan.csv"), "{keluaran}");
    assert!(fs::read(&xlsx).unwrap().starts_with(b"PK"));
    let isi = fs::read_to_string(&csv).unwrap();
    assert!(isi.contains("Permohonan: masuk,8"), "{isi}");
    let lagi = fs::read(&xlsx).unwrap();
    kantor.berhasil(&argumen);
    assert_eq!(fs::read(&xlsx).unwrap(), lagi, "the same bytes");
}

/// What a program says, that opened a file.
fn jalankan(program: &str, argumen: &[&str]) -> String {
    let hasil = Command::new(program).args(argumen).output().unwrap();
    assert!(hasil.status.success(), "{program}: {}", String::from_utf8_lossy(&hasil.stderr));
    String::from_utf8_lossy(&hasil.stdout).into_owned()
}

#[test]
fn other_programs_read_what_was_written() {
    let kantor = Kantor::baru();
    kantor.impor("register", "buku", contoh("register.csv"));
    let jalur = |nama: &str| kantor.jalur(nama).display().to_string();
    let (pdf, xlsx) = (jalur("laporan.pdf"), jalur("laporan.xlsx"));
    let argumen = ["laporan", "semester", "--periode", "2023-1", "--pdf", &pdf, "--xlsx", &xlsx];
    // As at a moment, so that the same is said twice.
    let bytes = || {
        kantor.berhasil(&[&argumen[..], &["--sebagaimana", "2023-12-31"]].concat());
        fs::read(&pdf).unwrap()
    };
    assert!(bytes() == bytes(), "the same bytes");
    let teks = jalankan("pdftotext", &["-layout", &pdf, "-"]);
    for kata in ["Semester I 2023", "Angka pelayanan", "Permohonan: masuk", "Akar log"] {
        assert!(teks.contains(kata), "{kata}: {teks}");
    }
    let keterangan = jalankan("pdfinfo", &["-meta", &pdf]);
    let pdf_a = "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>";
    assert!(keterangan.contains(pdf_a), "{keterangan}");
    let layar = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("layar");
    fs::create_dir_all(&layar).unwrap();
    let gambar = layar.join("laporan-semester").display().to_string();
    jalankan("pdftoppm", &["-r", "60", "-png", &pdf, &gambar]);

    let profil = format!("-env:UserInstallation=file://{}", jalur("profil"));
    let folder = jalur("");
    let ke = ["--headless", &profil, "--convert-to", "fods", "--outdir", &folder, &xlsx];
    jalankan("soffice", &ke);
    let isi = fs::read_to_string(kantor.jalur("laporan.fods")).unwrap();
    let masuk = isi.split("Permohonan: masuk").nth(1).unwrap();
    let sel = masuk.split("<table:table-cell").nth(1).unwrap();
    assert!(sel.contains("office:value-type=\"float\""), "{sel}");
}

#[test]
fn a_report_of_nothing_has_its_noughts() {
    let kantor = Kantor::baru();
    kantor.impor("register", "buku", contoh("register.csv"));
    let laporan = angka(&kantor, &["semester", "--periode", "2019-1"]);
    assert_eq!(laporan["kantor"]["permohonan"]["masuk"], 0);
    let teks = kantor.berhasil(&["laporan", "semester", "--periode", "2019-1"]);
    assert!(teks.contains("Semester I 2019") && teks.contains("Tidak ada permohonan"), "{teks}");
}

#[test]
fn what_is_no_period_and_no_unit_is_told_with_what_to_write() {
    let kantor = Kantor::baru();
    kantor.impor("register", "buku", contoh("register.csv"));
    for (argumen, kata) in [
        (&["laporan", "semester", "--periode", "2023"][..], "seperti 2023-1"),
        (&["laporan", "semester", "--periode", "2023-3"], "seperti 2023-1"),
        (&["laporan", "semester", "--periode", "23-1"], "seperti 2023-1"),
        (&["laporan", "semester", "--periode", "2099-1"], "1 Januari 2099"),
        (&["laporan", "semester", "--periode", "2023-1", "--tiap-unit", "x"], "belum ada unit"),
        (&["laporan", "semester"], "--periode"),
        (&["laporan", "semester", "--dari", "2023-01-01"], "--sampai"),
        (&["laporan", "semester", "--dari", "2023-02-01", "--sampai", "2023-01-01"], "tukar"),
        (&["laporan", "tahunan", "dua ribu"], "seperti 2023"),
        (&["laporan", "tahunan", "2099"], "1 Januari 2099"),
        (&["laporan", "tahunan", "2023", "--ditetapkan"], "belum ditetapkan"),
        (&["laporan", "rapat", "--periode", "2026"], "seperti 2023-1"),
        (&["monev", "dua ribu"], "seperti 2026"),
        (&["monev", "2099"], "belum mulai"),
        (&["laporan", "semester", "--periode", "2023-1", "--unit", "Dinas X"], "belum ada unit"),
    ] {
        let pesan = kantor.ditolak(2, argumen);
        assert!(pesan.contains(kata), "{argumen:?}: {pesan}");
    }
}

#[test]
fn a_yearly_report_has_its_chapters_and_a_score_its_evidence() {
    let kantor = Kantor::baru();
    kantor.impor("register", "buku", contoh("register.csv"));
    let teks = kantor.berhasil(&["laporan", "tahunan", "2023"]);
    for bab in ["a. Gambaran umum", "b.3 Anggaran", "c. Rincian", "d. Rincian", "e. ", "f. "] {
        assert!(teks.contains(bab), "{bab}: {teks}");
    }
    let rapat = kantor.berhasil(&["laporan", "rapat", "--periode", "2023-1"]);
    assert!(rapat.contains("Semester I 2023") && rapat.contains("belum ada unit"), "{rapat}");
    let monev = kantor.json(&["monev", "2023"]);
    assert_eq!(monev["penilaian"]["indikator"].as_array().unwrap().len(), 6);
    assert_eq!(monev["penilaian"]["target"], 900);
    let teks = kantor.berhasil(&["monev", "2023"]);
    assert!(teks.contains("Tidak Informatif") && teks.contains("Pasal 56 Perki 1/2021"), "{teks}");
}
