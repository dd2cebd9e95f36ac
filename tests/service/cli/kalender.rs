//! `jejak kalender`: closed days, and the open tenggat that they move.

use chrono::{Days, NaiveDate};
use events::waktu::Zona;
use jejak::clock::Clock;
use serde_json::{Value, json};

use super::{Kantor, REGISTER, teks, tgl};

fn hari_ini() -> NaiveDate {
    Clock::System.hari_ini(Zona::Wib)
}

/// A case received today and the next open working day after tomorrow.
fn kantor_dengan_perkara() -> (Kantor, NaiveDate) {
    let kantor = Kantor::baru();
    let hari_ini = hari_ini();
    kantor.impor("register", "kini", format!("{REGISTER}\n1,{hari_ini},,,,Website\n"));
    let hari = kantor.kalender().ke(4, hari_ini);
    (kantor, hari)
}

fn tambah<'a>(hari: &'a str, lain: &[&'a str]) -> Vec<&'a str> {
    let dasar = ["kalender", "tambah", hari, "--nama", "Cuti Uji", "--instrumen", "SK 1/2026"];
    [&dasar[..], lain].concat()
}

fn tenggat(kantor: &Kantor) -> (Value, Value) {
    let terbuka = &kantor.json(&["tenggat"])[0];
    (terbuka["paling_awal"].clone(), terbuka["paling_lambat"].clone())
}

#[test]
fn a_new_holiday_moves_what_is_open_and_its_end_moves_it_back() {
    let (kantor, hari) = kantor_dengan_perkara();
    let hari = hari.to_string();
    let kepala = kantor.kepala();
    let semula = tenggat(&kantor);
    let coba = kantor.json(&tambah(&hari, &["--coba"]));
    assert_eq!(kantor.kepala(), kepala, "a trial writes nothing");
    assert_eq!(tenggat(&kantor), semula);

    let sungguh = kantor.json(&tambah(&hari, &[]));
    assert_eq!((&sungguh["bergeser"], &sungguh["coba"]), (&coba["bergeser"], &json!(false)));
    assert_eq!(kantor.kepala().0, kepala.0 + 1);
    let geser = &sungguh["bergeser"][0];
    let kini = tenggat(&kantor);
    assert_eq!(geser["nomor"], "1");
    assert_eq!(geser["dari"], json!([semula.0, semula.1]));
    assert_eq!(geser["ke"], json!([kini.0, kini.1]));
    let kalender = kantor.kalender();
    assert_eq!(tgl(teks(&kini.1)), kalender.ke(10, hari_ini()), "counted again by hand");
    assert_eq!(tgl(teks(&kini.0)), kalender.ke_hari_sama(10, hari_ini()));

    let kalimat = kantor.berhasil(&["kalender", "cabut", &hari, "--instrumen", "SK 2/2026"]);
    assert!(kalimat.contains("2 tenggat terbuka bergeser"), "{kalimat}");
    assert!(kalimat.contains("Kalender tercatat"), "{kalimat}");
    assert_eq!(tenggat(&kantor), semula);
    kantor.berhasil(&["verify"]);
}

#[test]
fn a_day_that_nobody_counts_moves_nothing() {
    let (kantor, _) = kantor_dengan_perkara();
    let mut sabtu = hari_ini() + Days::new(1);
    while sabtu.format("%u").to_string() != "6" {
        sabtu = sabtu + Days::new(1);
    }
    let sabtu = sabtu.to_string();
    let kalimat = kantor.berhasil(&tambah(&sabtu, &[]));
    assert!(kalimat.contains("Tidak ada tenggat terbuka yang bergeser"), "{kalimat}");
}

#[test]
fn the_list_shows_day_instrument_and_since_when() {
    let kantor = Kantor::baru();
    let tahun = kantor.json(&["kalender", "daftar", "--tahun", "2025"]);
    let agustus = tahun.as_array().unwrap().iter().find(|h| h["tanggal"] == "2025-08-18").unwrap();
    assert_eq!(agustus["jenis"], "cuti_bersama");
    assert_eq!(
        (&agustus["terbit"], &agustus["lapisan"]),
        (&json!("2025-08-07"), &json!("nasional"))
    );
    assert!(tahun.as_array().unwrap().iter().all(|h| teks(&h["tanggal"]).starts_with("2025-")));
    let sebelum = ["kalender", "daftar", "--tahun", "2025", "--sebagaimana", "2025-08-06"];
    let sebelum = kantor.json(&sebelum);
    assert!(sebelum.as_array().unwrap().iter().all(|h| h["tanggal"] != "2025-08-18"));
    let teks = kantor.berhasil(&["kalender", "list", "--tahun", "2025"]);
    assert!(teks.contains("18 Agustus 2025") && teks.contains("7 Agustus 2025"), "{teks}");
}

#[test]
fn a_holiday_is_known_since_its_instrument() {
    let kantor = Kantor::baru();
    let lain = ["--terbit", "2026-01-05", "--lapisan", "daerah", "--jenis", "libur-daerah"];
    kantor.berhasil(&tambah("2026-02-11", &lain));
    let pada = |hari: &str| {
        let daftar = kantor.json(&["kalender", "daftar", "--sebagaimana", hari]);
        daftar.as_array().unwrap().iter().any(|h| h["tanggal"] == "2026-02-11")
    };
    assert!(!pada("2026-01-04") && pada("2026-01-05"));
}

#[test]
fn what_makes_no_sense_is_refused_and_the_log_stays() {
    let kantor = Kantor::baru();
    let besok = (hari_ini() + Days::new(1)).to_string();
    kantor.berhasil(&tambah("2026-02-11", &["--terbit", "2026-01-05"]));
    let kepala = kantor.kepala();
    let cabut = |hari: &'static str| ["kalender", "cabut", hari, "--instrumen", "SK 3"].to_vec();
    for (argumen, kata) in [
        (tambah("2026-02-11", &[]), "sudah tercatat tutup"),
        (tambah("2026-02-30", &[]), "bukan tanggal yang ada"),
        (tambah("11/02/2026", &[]), "tulis seperti 2023-01-31"),
        (tambah("0001-01-01", &[]), "bukan tanggal yang ada"),
        (tambah("2026-02-12", &["--terbit", &besok]), "belum terjadi"),
        (tambah("2026-02-12", &["--terbit", "kemarin"]), "--terbit"),
        (tambah("1990-01-02", &[]), "lebih dari satu tahun"),
        (cabut("2026-02-12"), "tidak tercatat tutup"),
        (cabut("2026-12-25"), "tambahkan --lapisan nasional"),
        (vec!["kalender", "tambah", "2026-02-12", "--nama", "x"], "--instrumen"),
        (vec!["kalender", "daftar", "--tahun", "lalu"], "--tahun"),
    ] {
        let pesan = kantor.ditolak(2, &argumen);
        assert!(pesan.contains(kata), "{argumen:?}: {pesan}");
        assert_eq!(kantor.kepala(), kepala, "{argumen:?}");
    }
}
