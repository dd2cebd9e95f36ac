//! `jejak register`: the books of an imported register, and files of them that
//! other programs open.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use calamine::{Data, Reader, Xlsx, open_workbook};
use chrono::TimeDelta;
use events::waktu::Zona;
use jejak::clock::Clock;
use serde_json::{Value, json};

use super::kasus::berkas;
use super::{Kantor, REGISTER, contoh, tabel};

const TAHUN: [&str; 4] = ["--dari", "2023-01-01", "--sampai", "2023-12-31"];

fn permohonan(kantor: &Kantor, dari: &str, sampai: &str) -> Value {
    kantor.json(&["register", "permohonan", "--dari", dari, "--sampai", sampai])
}

fn kolom(register: &Value, nama: &str) -> Vec<Value> {
    register["baris"].as_array().unwrap().iter().map(|baris| baris[nama].clone()).collect()
}

/// Of the real file: its year, its halves, its months.
#[test]
fn a_kabupatens_register_is_the_book_of_its_year() {
    let Some(berkas) = berkas("register-2023.csv") else { return };
    let kantor = Kantor::baru();
    kantor.impor("register", "register", fs::read(berkas).unwrap());
    let tahun = permohonan(&kantor, "2023-01-01", "2023-12-31");
    assert_eq!(tahun["jumlah"], 75);
    let dikabulkan = kolom(&tahun, "keputusan").iter().filter(|k| **k == "dikabulkan").count();
    assert_eq!(dikabulkan, 74);
    for (dari, sampai, jumlah) in
        [("2023-01-01", "2023-06-30", 36), ("2023-07-01", "2023-12-31", 39)]
    {
        assert_eq!(permohonan(&kantor, dari, sampai)["jumlah"], jumlah);
    }
    let per_bulan = (1..=12).map(|bulan| {
        let awal = format!("2023-{bulan:02}-");
        let semua = kolom(&tahun, "tanggal");
        semua.iter().filter(|hari| hari.as_str().unwrap().starts_with(&awal)).count()
    });
    assert_eq!(per_bulan.collect::<Vec<_>>(), [2, 5, 11, 6, 6, 6, 5, 15, 5, 6, 6, 2]);
}

#[test]
fn a_row_has_what_the_source_tells_and_the_word_for_what_it_does_not() {
    let kantor = Kantor::baru();
    kantor.impor("register", "buku", contoh("register.csv"));
    let tahun = permohonan(&kantor, "2023-01-01", "2023-12-31");
    assert_eq!(tahun["jumlah"], 8);
    assert_eq!(kolom(&tahun, "nomor"), ["1", "2", "7", "8", "13", "19", "31", "74"]);
    let pertama = &tahun["baris"][0];
    for (nama, harapan) in [
        ("tanggal", json!("2023-01-13")),
        ("tanggal_pemberitahuan", json!("2023-01-13")),
        ("tanggal_pemberian", json!("2023-01-24")),
        ("keputusan", json!("dikabulkan")),
        ("kanal", json!("website")),
        ("nama", json!("tidak tercatat")),
        ("rincian", json!("tidak tercatat")),
        ("alasan_penolakan", Value::Null),
        ("unit", json!("PPID (tanpa unit)")),
    ] {
        assert_eq!(pertama[nama], harapan, "{nama}");
    }
    assert_eq!(tahun["baris"][2]["keputusan"], "dijawab", "its own word is no refusal");
    assert_eq!(permohonan(&kantor, "2023-01-01", "2023-06-30")["jumlah"], 7);
    assert_eq!(permohonan(&kantor, "2023-01-13", "2023-01-25")["jumlah"], 2, "both days count");
}

#[test]
fn a_book_stands_as_it_was_on_a_day() {
    let kantor = Kantor::baru();
    kantor.impor("register", "buku", contoh("register.csv"));
    let pada = |hari: &str| {
        let semua = [&["register", "permohonan"][..], &TAHUN, &["--sebagaimana", hari]].concat();
        kantor.json(&semua)
    };
    let maret = pada("2023-02-24");
    assert_eq!(kolom(&maret, "nomor"), ["1", "2", "7"]);
    assert_eq!(maret["baris"][2]["keputusan"], "belum dijawab", "it was answered on the 27th");
    let kini = permohonan(&kantor, "2023-01-01", "2023-12-31");
    assert_eq!(pada("2024-01-01")["baris"], kini["baris"], "facts and tables tell the same");
}

#[test]
fn a_row_without_a_day_is_in_no_period_and_does_not_vanish() {
    let kantor = Kantor::baru();
    let baris = ["1,2023-01-13,,,,", "2,,,,,", "3,31/02/2023,,,,"];
    kantor.impor("register", "buku", tabel(REGISTER, baris.map(str::to_owned)));
    let kini = Zona::Wib.tanggal(Clock::System.now()).to_string();
    for sebagaimana in [&[][..], &["--sebagaimana", kini.as_str()]] {
        let argumen = [&["register", "permohonan"][..], &TAHUN, sebagaimana].concat();
        let tahun = kantor.json(&argumen);
        assert_eq!(kolom(&tahun, "nomor"), ["1"]);
        let tanpa = tahun["tanpa_tanggal"].as_array().unwrap();
        let nomor: Vec<_> = tanpa.iter().map(|baris| &baris["nomor"]).collect();
        assert_eq!(nomor, ["2", "3"]);
        assert_eq!(tanpa[0]["tanggal"], "tidak tercatat");
        let teks = kantor.berhasil(&argumen);
        assert!(teks.contains("Tanpa tanggal diterima"), "{teks}");
    }
    let besok = Zona::Wib.tanggal(Clock::System.now() + TimeDelta::days(1)).to_string();
    for buku in [&["register", "permohonan"][..], &["laporan", "semester"]] {
        let keluhan = kantor.ditolak(2, &[buku, &TAHUN, &["--sebagaimana", &besok]].concat());
        assert!(keluhan.contains("belum tiba"), "{keluhan}");
    }
}

/// What a program says, that opened a file.
fn jalankan(program: &str, argumen: &[&str]) -> String {
    let hasil = Command::new(program).args(argumen).output().unwrap();
    assert!(hasil.status.success(), "{program}: {}", String::from_utf8_lossy(&hasil.stderr));
    String::from_utf8_lossy(&hasil.stdout).into_owned()
}

/// The cells below the head of the first sheet.
fn lembar(jalur: &str) -> Vec<Vec<Data>> {
    let mut buku: Xlsx<_> = open_workbook(jalur).unwrap();
    let lembar = buku.worksheet_range_at(0).unwrap().unwrap();
    let judul = lembar.rows().position(|baris| baris[0] == Data::String("No".to_owned()));
    lembar.rows().skip(judul.unwrap()).map(<[Data]>::to_vec).collect()
}

fn di(baris: &[Vec<Data>], judul: &str, ke: usize) -> Data {
    let kolom = baris[0].iter().position(|sel| *sel == Data::String(judul.to_owned()));
    baris[ke][kolom.expect(judul)].clone()
}

#[test]
fn other_programs_read_the_book() {
    let kantor = Kantor::baru();
    kantor.impor("register", "buku", contoh("register.csv"));
    let jalur = |nama: &str| kantor.jalur(nama).display().to_string();
    let (pdf, xlsx, csv) = (jalur("register.pdf"), jalur("register.xlsx"), jalur("register.csv"));
    let berkas = ["--pdf", &pdf, "--xlsx", &xlsx, "--csv", &csv];
    let argumen = [&["register", "permohonan"][..], &TAHUN, &berkas].concat();
    // As at a moment, so that the same is said twice.
    let bytes = || {
        kantor.berhasil(&[&argumen[..], &["--sebagaimana", "2023-12-31"]].concat());
        [&pdf, &xlsx, &csv].map(|berkas| fs::read(berkas).unwrap())
    };
    assert!(bytes() == bytes(), "the same bytes");

    let baris = lembar(&xlsx);
    assert_eq!(baris.len(), 9, "a head and eight rows");
    let Data::DateTime(hari) = di(&baris, "Tanggal diterima", 1) else { panic!("no date") };
    assert_eq!(hari.to_ymd_hms_milli(), (2023, 1, 13, 0, 0, 0, 0));
    assert_eq!(di(&baris, "No", 8), Data::Float(8.0));
    assert_eq!(di(&baris, "Nama", 1), Data::String("tidak tercatat".to_owned()));

    let isi = fs::read_to_string(&csv).unwrap();
    assert_eq!(isi.lines().count(), 9, "{isi}");
    assert!(isi.starts_with("No,Nomor pendaftaran,Tanggal diterima"), "{isi}");

    let teks = jalankan("pdftotext", &["-layout", &pdf, "-"]);
    for kata in ["Register permohonan", "Lampiran VIII", "Akar log", "sama dengan penolakan"] {
        assert!(teks.contains(kata), "{kata}: {teks}");
    }
    let layar = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("layar");
    fs::create_dir_all(&layar).unwrap();
    let gambar = layar.join("register-permohonan").display().to_string();
    jalankan("pdftoppm", &["-r", "60", "-png", &pdf, &gambar]);

    let profil = format!("-env:UserInstallation=file://{}", jalur("profil"));
    let folder = jalur("");
    jalankan(
        "soffice",
        &["--headless", &profil, "--convert-to", "fods", "--outdir", &folder, &xlsx],
    );
    let isi = fs::read_to_string(kantor.jalur("register.fods")).unwrap();
    assert!(isi.contains("office:date-value=\"2023-01-13\""), "a date is a date");
}

#[test]
fn a_cell_that_a_spreadsheet_would_calculate_stays_text() {
    let kantor = Kantor::baru();
    let jahat = "=cmd|'/c calc'!A1";
    let baris = [format!("{jahat},2023-01-13,2023-01-13,,Diberikan,Langsung")];
    kantor.impor("register", "buku", tabel(REGISTER, baris));
    let jalur = |nama: &str| kantor.jalur(nama).display().to_string();
    let (xlsx, csv) = (jalur("jahat.xlsx"), jalur("jahat.csv"));
    let berkas = ["--xlsx", &xlsx, "--csv", &csv];
    kantor.berhasil(&[&["register", "permohonan"][..], &TAHUN, &berkas].concat());
    assert!(fs::read_to_string(&csv).unwrap().contains(",'=cmd|"));
    assert_eq!(di(&lembar(&xlsx), "Nomor pendaftaran", 1), Data::String(jahat.to_owned()));
    let mut buku: Xlsx<_> = open_workbook(&xlsx).unwrap();
    let rumus = buku.worksheet_formula("Register").unwrap();
    assert!(rumus.is_empty(), "no formula in it");
}

#[test]
fn a_book_of_nothing_says_so() {
    let kantor = Kantor::baru();
    kantor.impor("register", "buku", contoh("register.csv"));
    for (buku, judul) in [
        (&["permohonan", "--dari", "2019-01-01", "--sampai", "2019-06-30"][..], "Semester I 2019"),
        (&["keberatan", "--dari", "2023-01-01", "--sampai", "2023-12-31"], "Lampiran XI"),
        (&["dip"], "Lampiran I"),
        (&["dik"], "dikecualikan"),
    ] {
        let argumen = [&["register"][..], buku].concat();
        assert_eq!(kantor.json(&argumen)["jumlah"], 0, "{argumen:?}");
        let teks = kantor.berhasil(&argumen);
        assert!(teks.contains(judul) && teks.contains("Tidak ada baris"), "{teks}");
    }
}

#[test]
fn what_is_no_period_and_no_unit_is_told_with_what_to_write() {
    let kantor = Kantor::baru();
    kantor.impor("register", "buku", contoh("register.csv"));
    let terbalik = ["--dari", "2023-02-01", "--sampai", "2023-01-31"];
    for (buku, sisa, kata) in [
        ("permohonan", &["--dari", "2023", "--sampai", "2023-12-31"][..], "seperti 2023-01-31"),
        ("permohonan", &["--dari", "2023-02-30", "--sampai", "2023-12-31"], "tanggal yang ada"),
        ("keberatan", &terbalik, "tukar keduanya"),
        ("permohonan", &["--dari", "2023-02-01"], "--sampai"),
        ("dip", &["--unit", "Dinas X"], "belum ada unit"),
    ] {
        let pesan = kantor.ditolak(2, &[&["register", buku][..], sisa].concat());
        assert!(pesan.contains(kata), "{buku} {sisa:?}: {pesan}");
    }
}
