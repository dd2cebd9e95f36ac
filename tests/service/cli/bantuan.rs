//! Help, and output that somebody may stop reading.

use std::io::Read as _;
use std::process::Stdio;

use super::{Kantor, REGISTER, tabel};

const PERINTAH: [&[&str]; 21] = [
    &["import"],
    &["riwayat"],
    &["tenggat"],
    &["ketepatan"],
    &["statistik"],
    &["laporan", "semester"],
    &["laporan", "tahunan"],
    &["laporan", "rapat"],
    &["monev"],
    &["register"],
    &["register", "permohonan"],
    &["kalender"],
    &["kalender", "daftar"],
    &["kalender", "tambah"],
    &["kalender", "cabut"],
    &["verify"],
    &["penanda"],
    &["saksi"],
    &["jobs"],
    &["jobs", "run"],
    &["demo"],
];

#[test]
fn every_command_teaches_itself() {
    let kantor = Kantor::baru();
    for perintah in PERINTAH {
        let teks = kantor.berhasil(&[perintah, &["--help"]].concat());
        assert!(teks.contains("Pemakaian: jejak ") && teks.contains("Bantuan"), "{teks}");
        assert!(teks.contains("JEJAK_DATA"), "{perintah:?}");
    }
    let semua = kantor.berhasil(&["--help"]);
    for perintah in PERINTAH {
        assert!(semua.contains(perintah[0]), "{perintah:?}");
    }
    assert!(semua.contains("Contoh:") && semua.contains("Kode keluar:"), "{semua}");
    assert!(kantor.berhasil(&["import", "--help"]).contains("tgl_permohonan"));
    assert!(kantor.berhasil(&["--version"]).starts_with("jejak "));
    assert_eq!(kantor.kepala().0, 0, "help needs no database");
}

#[test]
fn without_a_command_the_help_is_shown() {
    let kantor = Kantor::baru();
    for argumen in [&[][..], &["kalender"]] {
        let jawaban = kantor.jejak(argumen);
        assert_eq!((jawaban.kode, jawaban.keluaran.as_str()), (2, ""));
        assert!(jawaban.keluhan.contains("Pemakaian: jejak"), "{jawaban:?}");
    }
}

#[test]
fn a_reader_may_go_away() {
    let kantor = Kantor::baru();
    let baris = |nomor| format!("{nomor},2023-01-13,2023-01-13,2023-01-24,Diberikan,Website");
    let isi = tabel(REGISTER, (1..=2_000).map(baris));
    let berkas = kantor.berkas("besar.csv", isi);
    for argumen in [
        &["import", "register", &berkas, "--coba"][..],
        &["kalender", "daftar", "--json"],
        &["--help"],
    ] {
        let mut anak = kantor.perintah(argumen);
        let mut anak = anak.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(anak.stdout.take());
        let mut keluhan = String::new();
        anak.stderr.take().unwrap().read_to_string(&mut keluhan).unwrap();
        assert_eq!((anak.wait().unwrap().code(), keluhan.as_str()), (Some(0), ""), "{argumen:?}");
    }
    for argumen in [&["riwayat", "tiada"][..], &["tiada"], &[], &["import", "register", "tiada"]] {
        let mut anak = kantor.perintah(argumen);
        let mut anak = anak.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        drop(anak.stderr.take());
        assert_eq!(anak.wait().unwrap().code(), Some(2), "{argumen:?}");
    }
}
