//! What surrounds the program: configuration, server, keys. Wrong values are
//! code 2, failing surroundings code 3, and no secret is repeated.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::time::{Duration, Instant};

use super::Kantor;

#[test]
fn wrong_configuration_is_named_with_the_way_out() {
    let kantor = Kantor::baru();
    for (isi, kata) in [
        ("zone = \"WIB\"", "nama zone tidak dikenal; yang dikenal: data"),
        ("zona = \"XYZ\"", "JEJAK_ZONA"),
        ("zona = 7", "di antara tanda kutip"),
        ("\n\nzona = \"WIB", "baris 3 bukan TOML"),
        ("\u{0}", "bukan TOML"),
    ] {
        let berkas = kantor.berkas("salah.toml", isi);
        let pesan = kantor.dengan(&[("JEJAK_KONFIGURASI", &berkas)], &["verify"]).ditolak(2);
        assert!(
            pesan.contains(kata) && pesan.contains("salah.toml") || isi.contains("XYZ"),
            "{pesan}"
        );
    }
    for (variabel, kata) in [
        (("JEJAK_KONFIGURASI", "/tiada/jejak.toml"), "tidak ada; periksa JEJAK_KONFIGURASI"),
        (("JEJAK_ZONA", "WIX"), "pilih WIB, WITA, atau WIT"),
        (("DATABASE_URL", ""), "JEJAK_MIGRATE_URL diisi tanpa DATABASE_URL"),
    ] {
        let pesan = kantor.dengan(&[variabel], &["verify"]).ditolak(2);
        assert!(pesan.contains(kata), "{variabel:?}: {pesan}");
    }
    assert_eq!(kantor.kepala().0, 0);
}

#[test]
fn a_server_that_cannot_be_reached_is_told_soon_and_without_its_password() {
    let kantor = Kantor::baru();
    let mulai = Instant::now();
    for (url, kata) in [
        ("rahasia", "bukan alamat PostgreSQL"),
        ("mysql://jejak:rahasia@localhost/jejak", "bukan alamat PostgreSQL"),
        ("postgres://jejak_app:rahasia@localhost:99999/jejak", "bukan alamat PostgreSQL"),
        ("postgres://jejak_app:rahasia@127.0.0.1:1/jejak", "tidak dapat dihubungi"),
        ("postgres://jejak_app:rahasia@localhost/jejak?host=/tiada", "tidak dapat dihubungi"),
    ] {
        for nama in ["DATABASE_URL", "JEJAK_MIGRATE_URL"] {
            let pesan = kantor.dengan(&[(nama, url)], &["verify"]).ditolak(3);
            assert!(pesan.contains(kata) && pesan.contains(nama), "{nama} {url}: {pesan}");
            assert!(!pesan.contains("rahasia"), "{pesan}");
        }
    }
    assert!(mulai.elapsed() < Duration::from_secs(15), "{:?}", mulai.elapsed());
}

#[test]
fn a_password_in_the_configuration_is_not_repeated() {
    let kantor = Kantor::baru();
    for isi in [
        "database_url = \"postgres://jejak:rahasia@h/x",
        "databas_url = \"postgres://jejak:rahasia@h/x\"",
        "database_url = \"postgres://jejak:rahasia@127.0.0.1:1/x\"",
    ] {
        let berkas = kantor.berkas("jejak.toml", isi);
        let variabel = [
            ("JEJAK_KONFIGURASI", berkas.as_str()),
            ("DATABASE_URL", ""),
            ("JEJAK_MIGRATE_URL", ""),
        ];
        let jawaban = kantor.dengan(&variabel, &["verify"]);
        assert!(matches!(jawaban.kode, 2 | 3) && jawaban.keluaran.is_empty(), "{jawaban:?}");
        assert!(!jawaban.keluhan.contains("rahasia"), "{jawaban:?}");
    }
    let bantuan = kantor.dengan(&[("DATABASE_URL", "postgres://jejak:rahasia@h/x")], &["--help"]);
    assert!(!bantuan.keluaran.contains("rahasia"), "{bantuan:?}");
}

#[test]
fn a_database_that_was_never_prepared_says_how_to() {
    let kantor = Kantor::baru();
    let tanpa = [("JEJAK_MIGRATE_URL", "")];
    let pesan = kantor.dengan(&tanpa, &["verify"]).ditolak(3);
    assert!(pesan.contains("belum disiapkan") && pesan.contains("JEJAK_MIGRATE_URL"), "{pesan}");
    kantor.berhasil(&["verify"]);
    assert_eq!(kantor.dengan(&tanpa, &["verify"]).kode, 0, "prepared once, the service is enough");
}

#[test]
fn a_key_that_is_not_this_logs_key_is_refused() {
    let kantor = Kantor::baru();
    kantor.berhasil(&["verify"]);
    let kepala = kantor.kepala();
    let kunci = fs::read_to_string(kantor.jalur("kunci")).unwrap();
    let tulis = |nama: &str, isi: &str, mode: u32| {
        let jalur = kantor.berkas(nama, isi);
        fs::set_permissions(&jalur, Permissions::from_mode(mode)).unwrap();
        jalur
    };
    let lain = "A".repeat(43) + "=\n";
    for (jalur, kata) in [
        (tulis("lain", &lain, 0o600), "bukan kunci yang menyegel data ini"),
        (tulis("terbuka", &kunci, 0o644), "chmod 600"),
        (tulis("rusak", "bukan kunci", 0o600), "pulihkan berkas itu dari cadangan"),
        (kantor.jalur("tiada").display().to_string(), "pulihkan dari cadangan kunci"),
        (kantor.jalur("").display().to_string(), "tidak dapat dibaca"),
    ] {
        let pesan = kantor.dengan(&[("JEJAK_KUNCI", &jalur)], &["verify"]).ditolak(3);
        assert!(pesan.contains(kata), "{jalur}: {pesan}");
        assert!(!pesan.contains(lain.trim()) && !pesan.contains(kunci.trim()), "{pesan}");
    }
    assert_eq!(kantor.kepala(), kepala);
    kantor.berhasil(&["verify"]);
}

#[test]
fn a_key_inside_the_data_folder_is_refused_before_anything_is_made() {
    let kantor = Kantor::tertanam();
    let kunci = kantor.jalur("data/kunci").display().to_string();
    let pesan = kantor.dengan(&[("JEJAK_KUNCI", &kunci)], &["verify"]).ditolak(2);
    assert!(pesan.contains("di dalam folder data") && pesan.contains("JEJAK_KUNCI"), "{pesan}");
    let memutar = kantor.jalur("data/../data/./kunci").display().to_string();
    kantor.dengan(&[("JEJAK_KUNCI", &memutar)], &["verify"]).ditolak(2);
    assert!(!kantor.jalur("data").exists());
}
