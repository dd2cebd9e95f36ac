//! `jejak statistik`: the figures, counted a second time by hand.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use super::{Kalender, Kantor, REGISTER, contoh, tabel, tgl};

fn tahun(kantor: &Kantor, lain: &[&str]) -> Value {
    let argumen = ["statistik", "--dari", "2023-01-01", "--sampai", "2023-12-31"];
    kantor.json(&[&argumen[..], lain].concat())
}

/// Rows of the public register of a kabupaten of 2023; no. 8 was answered a
/// year before it was asked, 74 has a notice from before its request.
#[test]
fn rows_that_lie_are_named_and_left_out_of_the_times_alone() {
    let kantor = Kantor::baru();
    kantor.impor("register", "buku", contoh("register.csv"));
    let angka = tahun(&kantor, &[]);
    assert_eq!(angka["permohonan"], 8);
    assert_eq!((&angka["dikabulkan"], &angka["lain"]), (&json!(7), &json!(1)));
    assert_eq!(angka["per_bulan"], json!([2, 1, 2, 1, 0, 1, 0, 0, 0, 0, 0, 1]));
    assert_eq!(angka["kanal"], json!({"website": 6, "langsung": 1, "WhatsApp": 1}));
    let pemberian = &angka["pemberian"];
    assert_eq!((&pemberian["n"], &pemberian["lewat_10_hk_no"]), (&json!(7), &json!([31])));
    assert_eq!(angka["pemberitahuan"]["n"], 6);
    let cacat = &angka["cacat"];
    assert_eq!(
        cacat["tanggal pemberitahuan mendahului tanggal permohonan diterima"],
        json!([8, 74])
    );
    assert_eq!(cacat["tanggal pemberian mendahului tanggal permohonan diterima"], json!([8]));
    let teks = kantor.berhasil(&["statistik", "--dari", "2023-01-01", "--sampai", "2023-12-31"]);
    assert!(teks.contains("1 (no 31)") && teks.contains(": 8, 74"), "{teks}");
}

#[test]
fn one_book_has_its_own_figures() {
    let kantor = Kantor::baru();
    kantor.impor("register", "Dinas", contoh("register.csv"));
    kantor.impor("register", "Badan", format!("{REGISTER}\n1,2023-05-02,,,Ditolak,Pos\n"));
    assert_eq!(tahun(&kantor, &[])["permohonan"], 9);
    assert_eq!(tahun(&kantor, &["--buku", "Dinas"])["permohonan"], 8);
    let badan = tahun(&kantor, &["--buku", "Badan"]);
    assert_eq!((&badan["permohonan"], &badan["ditolak"]), (&json!(1), &json!(1)));
    let argumen = ["statistik", "--dari", "2023-01-01", "--sampai", "2023-12-31", "--buku", "x"];
    let pesan = kantor.ditolak(2, &argumen);
    assert!(pesan.contains("Badan, Dinas"), "{pesan}");
}

/// What a dirty row should count for.
struct Baris {
    diterima: Option<NaiveDate>,
    dijawab: Option<NaiveDate>,
    diberikan: Option<NaiveDate>,
    putusan: &'static str,
    kanal: &'static str,
}

/// Numbers that are always the same and look like chance.
fn acak(benih: &mut u64) -> usize {
    *benih = benih.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*benih >> 33).unwrap()
}

/// A date as an office may write it, doubt and nonsense included.
fn sel(tanggal: NaiveDate, benih: &mut u64) -> (Option<NaiveDate>, String) {
    match acak(benih) % 10 {
        0 => {
            (None, ["", "NULL", "-", "31/02/2023", "13/01/23", "lupa"][acak(benih) % 6].to_owned())
        }
        1 => (Some(tanggal), tanggal.format("%d/%m/%Y").to_string()),
        2 => (Some(tanggal), tanggal.format("%-d-%-m-%Y").to_string()),
        3 => (Some(tanggal), format!("{tanggal}?")),
        4 => (Some(tanggal), format!("{tanggal} 08:15:00")),
        _ => (Some(tanggal), tanggal.to_string()),
    }
}

#[test]
fn four_hundred_dirty_rows_give_the_figures_counted_by_hand() {
    let kantor = Kantor::baru();
    let mut benih = 14;
    let mut baris = Vec::new();
    let mut semua = Vec::new();
    for nomor in 1..=400 {
        let hari = tgl("2022-12-20") + Days::new(acak(&mut benih) as u64 % 400);
        let dijawab = hari + Days::new(acak(&mut benih) as u64 % 24) - Days::new(2);
        let diberikan = dijawab + Days::new(acak(&mut benih) as u64 % 9);
        let (diterima, a) = sel(hari, &mut benih);
        let (dijawab, b) = sel(dijawab, &mut benih);
        let (diberikan, c) = sel(diberikan, &mut benih);
        let (putusan, kata) = [
            ("dikabulkan", "Diberikan"),
            ("dikabulkan", "DIKABULKAN SEBAGIAN"),
            ("ditolak", "Ditolak, dikecualikan"),
            ("lain", "tidak dikuasai"),
            ("lain", "entah"),
            ("lain", ""),
        ][acak(&mut benih) % 6];
        let (kanal, kata_kanal) = [
            ("website", "Melalui Website"),
            ("surel", "E-mail"),
            ("langsung", " langsung "),
            ("lain", "radio"),
            ("tidak tercatat", "NULL"),
        ][acak(&mut benih) % 5];
        baris.push(format!("{nomor};{a};{b};{c};{kata};{kata_kanal}\r"));
        semua.push(Baris { diterima, dijawab, diberikan, putusan, kanal });
    }
    kantor.impor("register", "acak", tabel(&(REGISTER.replace(',', ";") + "\r"), baris));
    let kalender = kantor.kalender();
    for (dari, sampai) in [("2023-01-01", "2023-12-31"), ("2023-02-15", "2023-03-14")] {
        let angka = kantor.json(&["statistik", "--dari", dari, "--sampai", sampai]);
        let (dari, sampai) = (tgl(dari), tgl(sampai));
        let dalam: Vec<&Baris> = semua
            .iter()
            .filter(|b| b.diterima.is_some_and(|hari| (dari..=sampai).contains(&hari)))
            .collect();
        assert!(dalam.len() > 20);
        let tanpa_tanggal = semua.iter().filter(|b| b.diterima.is_none()).count();
        assert_eq!(angka["tanpa_tanggal"], tanpa_tanggal);
        assert_eq!(angka["permohonan"], dalam.len());
        let bulan: u64 =
            angka["per_bulan"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).sum();
        assert_eq!(json!(bulan), json!(dalam.len()));
        for putusan in ["dikabulkan", "ditolak", "lain"] {
            let n = dalam.iter().filter(|b| b.putusan == putusan).count();
            assert_eq!(angka[putusan], n, "{putusan}");
        }
        let mut kanal = BTreeMap::new();
        for baris in &dalam {
            *kanal.entry(baris.kanal).or_insert(0) += 1;
        }
        assert_eq!(angka["kanal"], json!(kanal));
        let dijawab = waktu(&dalam, &kalender, |b| b.dijawab);
        let diberikan = waktu(&dalam, &kalender, |b| b.diberikan);
        for (nama, harapan) in [("pemberitahuan", dijawab), ("pemberian", diberikan)] {
            for (kunci, nilai) in harapan {
                assert_eq!(angka[nama][kunci], nilai, "{nama} {kunci}");
            }
        }
    }
}

/// n, mean, median, longest, over ten, and the same day.
fn waktu(
    dalam: &[&Baris],
    kalender: &Kalender,
    sampai: impl Fn(&Baris) -> Option<NaiveDate>,
) -> [(&'static str, Value); 6] {
    let pasangan = dalam.iter().filter_map(|b| Some((b.diterima?, sampai(b)?)));
    let pasangan: Vec<_> = pasangan.filter(|(dari, sampai)| sampai >= dari).collect();
    let mut lama: Vec<i64> = pasangan.iter().map(|(a, b)| kalender.antara(*a, *b)).collect();
    lama.sort_unstable();
    let n = lama.len();
    let pecahan = |angka: i64| f64::from(i32::try_from(angka).unwrap());
    let rerata = pecahan(lama.iter().sum()) / lama.iter().map(|_| 1.0).sum::<f64>();
    let median = pecahan(lama[(n - 1) / 2] + lama[n / 2]) / 2.0;
    [
        ("n", json!(n)),
        ("rerata_hk", json!((rerata * 100.0).round() / 100.0)),
        ("median_hk", json!(median)),
        ("maks_hk", json!(lama[n - 1])),
        ("lewat_10_hk", json!(lama.iter().filter(|hk| **hk > 10).count())),
        ("hari_sama", json!(pasangan.iter().filter(|(a, b)| a == b).count())),
    ]
}

#[test]
fn a_period_without_permohonan_has_figures_too() {
    let kantor = Kantor::baru();
    let angka = tahun(&kantor, &[]);
    assert_eq!((&angka["permohonan"], &angka["pemberian"]["rerata_hk"]), (&json!(0), &json!(null)));
    let teks = kantor.berhasil(&["statistik", "--dari", "2023-01-15", "--sampai", "2023-01-15"]);
    assert!(teks.contains("15 Januari 2023 – 15 Januari 2023"), "{teks}");
}

#[test]
fn figures_can_be_had_as_they_stood() {
    let kantor = Kantor::baru();
    kantor.impor("register", "buku", contoh("register.csv"));
    let februari = tahun(&kantor, &["--sebagaimana", "2023-02-25"]);
    assert_eq!(februari["permohonan"], 3, "what could be known by then");
    assert_eq!(februari["terbuka"], 1, "no. 7 was answered on the 27th");
    let tercatat = tahun(&kantor, &["--sebagaimana", "2023-02-25", "--menurut-catatan"]);
    assert_eq!(tercatat["permohonan"], 0, "nothing was recorded by then");
}
