//! `jejak tenggat`: which day, and why that day.

use serde_json::{Value, json};

use super::{Kantor, REGISTER, TIMELINES, contoh, teks, tgl};

/// The tenggat of this name.
#[track_caller]
fn tenggat<'a>(satu: &'a Value, nama: &str) -> &'a Value {
    let semua = satu["tenggat"].as_array().unwrap();
    semua.iter().find(|t| t["tenggat"] == nama).unwrap_or_else(|| panic!("no {nama}: {satu}"))
}

/// The reading of one limit under one dating: trigger and last day.
#[track_caller]
fn bacaan<'a>(tenggat: &'a Value, kode: &str, cara: &str) -> &'a Value {
    let semua = tenggat["bacaan"].as_array().unwrap();
    let cocok = |b: &&Value| b["batas"] == kode && b["cara"] == cara;
    semua.iter().find(cocok).unwrap_or_else(|| panic!("no {kode} {cara}: {tenggat}"))
}

/// First and last counted day.
fn jendela(bacaan: &Value) -> (String, String) {
    let hari = bacaan["hari"].as_array().unwrap().iter();
    let dihitung = hari.filter(|h| teks(&h["keterangan"]).contains("hari kerja ke-"));
    let dihitung: Vec<&str> = dihitung.map(|h| teks(&h["tanggal"])).collect();
    (dihitung[0].to_owned(), dihitung[dihitung.len() - 1].to_owned())
}

fn pasangan(dari: &str, sampai: &str) -> (String, String) {
    (dari.to_owned(), sampai.to_owned())
}

fn lini_masa() -> Kantor {
    let kantor = Kantor::baru();
    kantor.impor("timelines", "Register KI", contoh("lini-masa.csv"));
    kantor
}

/// Komisi Informasi Pusat, putusan sela of 22 January 2024 (BKPM): the answer
/// of 3 November 2020 opens 4 to 23 November 2020.
#[test]
fn ki_pusat_counts_from_the_next_working_day() {
    let kantor = lini_masa();
    let satu = kantor.json(&["tenggat", "BKPM", "--jelaskan"]);
    let sengketa = tenggat(&satu, "sengketa oleh pemohon");
    let berikutnya = bacaan(sengketa, "S01", "hari_berikutnya");
    assert_eq!(jendela(berikutnya), pasangan("2020-11-04", "2020-11-23"));
    assert_eq!(berikutnya["pemicu"], "2020-11-03");
    assert_eq!(sengketa["dipenuhi"], "2020-12-14");
    assert_eq!(sengketa["keadaan"], "daluwarsa");
    let teks = kantor.berhasil(&["tenggat", "BKPM", "--jelaskan"]);
    assert!(teks.contains("hari ke-1 4 November 2020, berakhir 23 November 2020"), "{teks}");
    assert!(teks.contains("2020-11-07  Sabtu, akhir pekan"), "{teks}");
}

/// Komisi Informasi Jawa Barat 2382/2024 (Kecamatan Lengkong): received on 1
/// November 2023, ten hk end on the 14th; thirty from the 6th end on 15
/// December 2023.
#[test]
fn ki_jabar_counts_the_day_itself() {
    let kantor = lini_masa();
    let satu = kantor.json(&["tenggat", "2382/2024", "--jelaskan"]);
    let kantor_menjawab = bacaan(tenggat(&satu, "pemberitahuan tertulis"), "P04a", "hari_sama");
    assert_eq!(jendela(kantor_menjawab), pasangan("2023-11-01", "2023-11-14"));
    let keberatan = bacaan(tenggat(&satu, "keberatan oleh pemohon"), "K01", "hari_sama");
    assert_eq!(jendela(keberatan), pasangan("2023-11-06", "2023-12-15"));
    let teks = kantor.berhasil(&["tenggat", "2382/2024", "--jelaskan"]);
    for kalimat in [
        "hari ke-1 1 November 2023, berakhir 14 November 2023",
        "hari ke-1 6 November 2023, berakhir 15 Desember 2023",
    ] {
        assert!(teks.contains(kalimat), "{kalimat} not in: {teks}");
    }
}

/// The joint leave of 18 August 2025 was decreed on 7 August 2025 (SKB 3
/// Menteri 933/2025, 1/2025, 3/2025).
#[test]
fn a_late_cuti_bersama_moves_what_was_open_when_it_became_known() {
    let kantor = Kantor::baru();
    kantor.impor("register", "2025", format!("{REGISTER}\n1,2025-08-04,,,,Website\n"));
    let pada = |argumen: &[&str]| {
        let dasar = ["tenggat", "1", "--jelaskan"];
        let satu = kantor.json(&[&dasar[..], argumen].concat());
        let tenggat = tenggat(&satu, "pemberitahuan tertulis").clone();
        let hari = bacaan(&tenggat, "P04a", "hari_berikutnya")["hari"].clone();
        let delapan_belas = hari.as_array().unwrap().iter().find(|h| h["tanggal"] == "2025-08-18");
        let arti = delapan_belas.map_or(String::new(), |h| teks(&h["keterangan"]).to_owned());
        (tenggat["paling_awal"].clone(), tenggat["paling_lambat"].clone(), arti)
    };
    let (awal, lambat, arti) = pada(&["--sebagaimana", "2025-08-06"]);
    assert_eq!((awal, lambat), (json!("2025-08-15"), json!("2025-08-18")));
    assert_eq!(arti, "Senin, hari kerja ke-10");
    for sejak in ["2025-08-07", "2025-09-01"] {
        let (awal, lambat, arti) = pada(&["--sebagaimana", sejak]);
        assert_eq!((awal, lambat), (json!("2025-08-15"), json!("2025-08-19")), "{sejak}");
        assert!(arti.contains("SKB 3 Menteri 933/2025"), "{arti}");
        assert!(arti.contains("diketahui 7 Agustus 2025"), "{arti}");
    }
    assert_eq!(pada(&[]).1, json!("2025-08-19"));
    let menit_sebelum = pada(&["--sebagaimana", "2025-08-06T23:59"]);
    assert_eq!(menit_sebelum.1, json!("2025-08-18"), "known from the first minute of the 7th");

    // By what was recorded, nobody knew of the case before today.
    let argumen = ["tenggat", "1", "--sebagaimana", "2025-08-06", "--menurut-catatan"];
    assert!(kantor.ditolak(2, &argumen).contains("tidak ditemukan"));
}

#[test]
fn by_the_record_alone_now_is_as_good_as_any_moment() {
    let kantor = lini_masa();
    let tercatat = kantor.json(&["tenggat", "BKPM", "--menurut-catatan"]);
    assert_eq!(tercatat, kantor.json(&["tenggat", "BKPM"]));
}

#[test]
fn the_whole_office_sees_what_is_open_with_the_nearest_first() {
    let kantor = Kantor::baru();
    let isi = format!(
        "{REGISTER}\n1,2025-08-05,,,,Website\n2,2025-08-04,,,,Website\n\
         3,2025-08-04,2025-08-06,,Diberikan,Website\n"
    );
    kantor.impor("register", "2025", isi);
    let terbuka = kantor.json(&["tenggat", "--sebagaimana", "2025-08-06"]);
    let nomor: Vec<&str> = terbuka.as_array().unwrap().iter().map(|b| teks(&b["nomor"])).collect();
    assert_eq!(nomor, ["2", "1"]);
    // The joint leave of the 18th was not known yet.
    let kerja = kantor.kalender_pada("2025-08-06");
    for baris in terbuka.as_array().unwrap() {
        let awal = tgl(teks(&baris["paling_awal"]));
        assert_eq!(baris["sisa_hk"], kerja.antara(tgl("2025-08-06"), awal));
        assert_eq!(baris["keadaan"], "berjalan");
    }
    let lewat = kantor.json(&["tenggat", "--sebagaimana", "2025-08-25"]);
    assert!(lewat.as_array().unwrap().iter().all(|b| b["keadaan"] == "terlambat"));
    assert!(lewat[0]["sisa_hk"].as_i64().unwrap() < 0);
    let teks = kantor.berhasil(&["tenggat", "--sebagaimana", "2025-08-25"]);
    assert!(teks.contains("2 tenggat terbuka pada 25 Agustus 2025, 2 di antaranya terlambat"));
    let kosong = kantor.berhasil(&["tenggat", "--sebagaimana", "2020-01-01"]);
    assert!(kosong.contains("Tidak ada tenggat kantor yang terbuka pada 1 Januari 2020"));
}

#[test]
fn a_case_without_dates_says_that_nothing_can_be_counted() {
    let kantor = Kantor::baru();
    kantor.impor("register", "tanpa", format!("{REGISTER}\n1,NULL,,,,\n"));
    let teks = kantor.berhasil(&["tenggat", "1"]);
    assert!(teks.contains("tidak cukup untuk menghitung tenggat"), "{teks}");
    assert_eq!(kantor.json(&["tenggat", "1"])["tenggat"], json!([]));
}

#[test]
fn disputes_of_other_bodies_are_not_this_offices_to_do() {
    let kantor = lini_masa();
    assert_eq!(kantor.json(&["tenggat"]), json!([]));
    let isi = format!("{TIMELINES}\nX/2025,Badan,2025-08-04,,,,,,,,\n");
    kantor.impor("timelines", "Register KI", isi);
    let terbuka = kantor.json(&["tenggat", "--sebagaimana", "2025-08-06"]);
    assert_eq!(terbuka, json!([]));
    let satu = kantor.json(&["tenggat", "X/2025", "--sebagaimana", "2025-08-06"]);
    assert_eq!(satu["tenggat"][0]["paling_lambat"], "2025-08-18", "asked for by its number");
}

/// A remedy taken too early is called so here as in `ketepatan`.
#[test]
fn a_premature_dispute_is_not_in_time() {
    let kantor = Kantor::baru();
    let isi = "015/REG-PSI/IV/2019,Ombudsman RI,2019-03-06,,2019-03-25,,2019-04-10,2019-04-10,,,";
    kantor.impor("timelines", "Register KI", format!("{TIMELINES}\n{isi}\n"));
    let satu = kantor.json(&["tenggat", "015/REG-PSI/IV/2019"]);
    assert_eq!(tenggat(&satu, "sengketa oleh pemohon")["keadaan"], "prematur");
    assert_eq!(tenggat(&satu, "keberatan oleh pemohon")["keadaan"], "tepat");
}
