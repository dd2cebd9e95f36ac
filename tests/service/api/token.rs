//! `jejak token`: made, listed, revoked.

use crate::cli::Kantor;

#[test]
fn a_token_is_made_listed_and_revoked() {
    let kantor = Kantor::baru();
    let baru = ["token", "buat", "--peran", "petugas", "--jabatan", "Pranata Humas"];
    let satu = kantor.json(&baru);
    let teks = satu["token"].as_str().unwrap_or_default();
    assert!(teks.starts_with("jejak_") && teks.len() > 40, "{satu}");
    let pengguna = satu["pengguna"].as_str().unwrap_or_default();
    let dua = kantor.json(&["token", "buat", "--pengguna", pengguna, "--berlaku-hari", "1"]);
    assert_eq!(dua["pengguna"], satu["pengguna"]);
    let daftar = kantor.json(&["token", "daftar"]);
    let daftar = daftar.as_array().map(Vec::as_slice).unwrap_or_default();
    assert_eq!(daftar.len(), 2);
    assert_eq!(daftar[0]["peran"], "petugas");
    assert!(!format!("{daftar:?}").contains(teks), "a token is shown once");
    let id = satu["id"].as_str().unwrap_or_default();
    assert!(kantor.berhasil(&["token", "cabut", id]).contains("dicabut"));
    assert!(kantor.ditolak(2, &["token", "cabut", id]).contains("sudah dicabut"));
}

#[test]
fn a_role_that_does_not_fit_is_told() {
    let kantor = Kantor::baru();
    let buat = |tambahan: &[&str]| {
        let argumen: Vec<&str> = ["token", "buat"].iter().chain(tambahan).copied().collect();
        kantor.ditolak(2, &argumen)
    };
    assert!(buat(&["--peran", "ppid-pembantu", "--jabatan", "S"]).contains("--unit"));
    assert!(buat(&["--peran", "petugas", "--unit", "x", "--jabatan", "S"]).contains("--unit"));
    let unit = ["--peran", "ppid-pembantu", "--unit", "Dinas Entah", "--jabatan", "S"];
    assert!(buat(&unit).contains("Dinas Entah"));
    assert!(buat(&["--peran", "petugas", "--jabatan", "a@b.id"]).contains("--jabatan"));
    let asing = ["--pengguna", "00000000-0000-0000-0000-000000000001"];
    assert!(buat(&asing).contains("tidak ada"));
}
