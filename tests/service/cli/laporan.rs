//! `jejak laporan`: the same register by halves, months and units, and files
//! that other programs open.

use std::fs;

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
        (&["laporan", "tahunan", "dua ribu"], "seperti 2023"),
        (&["laporan", "semester", "--periode", "2023-1", "--unit", "Dinas X"], "belum ada unit"),
    ] {
        let pesan = kantor.ditolak(2, argumen);
        assert!(pesan.contains(kata), "{argumen:?}: {pesan}");
    }
}
