//! `jejak ketepatan`: inside the window or not, judged a second time by hand.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use super::{Kalender, Kantor, TIMELINES, contoh, tabel, teks, tgl};

fn semua(kantor: &Kantor) -> BTreeMap<String, Value> {
    let daftar = kantor.json(&["ketepatan"]);
    let baris = daftar.as_array().unwrap().iter();
    baris.map(|b| (teks(&b["nomor_register_ki"]).to_owned(), b.clone())).collect()
}

/// 036 and 037 of 2019 at KI Pusat differ only in the day of the Atasan's
/// answer; BKPM is the putusan sela of 22 January 2024; 2382/2024 is KI Jabar.
#[test]
fn windows_that_ki_itself_judged_come_out_the_same() {
    let kantor = Kantor::baru();
    kantor.impor("timelines", "Register KI", contoh("lini-masa.csv"));
    let semua = semua(&kantor);
    let (gagal, lolos) = (&semua["036/REG-PSI/VIII/2019"], &semua["037/REG-PSI/VIII/2019"]);
    assert_eq!(
        gagal["sengketa"],
        json!({"hari_berikutnya": "daluwarsa", "selisih_hk": 8, "hari_sama": "daluwarsa",
               "kesimpulan": "daluwarsa"})
    );
    assert_eq!(lolos["sengketa"]["kesimpulan"], "tepat");
    assert_eq!((&gagal["keberatan"]["kesimpulan"], &gagal["cacat"]), (&json!("tepat"), &json!([])));
    assert_eq!(semua["BKPM"]["sengketa"]["kesimpulan"], "daluwarsa");
    assert_eq!(semua["2382/2024"]["keberatan"]["kesimpulan"], "daluwarsa");
    let teks = kantor.berhasil(&["ketepatan"]);
    assert!(teks.contains("036/REG-PSI/VIII/2019") && teks.contains("4 perkara dengan sengketa"));
}

#[test]
fn without_a_dispute_there_is_nothing_to_judge() {
    let kantor = Kantor::baru();
    assert_eq!(kantor.json(&["ketepatan"]), json!([]));
    assert!(kantor.berhasil(&["ketepatan"]).contains("Belum ada perkara dengan sengketa"));
}

#[test]
fn doubt_about_a_date_is_told_beside_the_class() {
    let kantor = Kantor::baru();
    let isi = format!("{TIMELINES}\nA,B,2019-05-20,,2019-06-18?,2019-07-25,2019-08-06,,,,\n");
    kantor.impor("timelines", "Register KI", isi);
    let satu = &kantor.json(&["ketepatan"])[0];
    assert_eq!(satu["sengketa"]["kesimpulan"], "tepat");
    assert_eq!(satu["cacat"], json!(["tanggal pada kolom keberatan_diterima diragukan sumbernya"]));
}

/// One filing under one dating, as the README of the shape words it.
struct Jendela {
    tertutup_sampai: Option<NaiveDate>,
    terakhir: NaiveDate,
}

impl Jendela {
    fn kelas(&self, diajukan: NaiveDate) -> &'static str {
        match self.tertutup_sampai {
            Some(tertutup) if diajukan <= tertutup => "prematur",
            _ if diajukan > self.terakhir => "daluwarsa",
            _ => "tepat",
        }
    }
}

fn ke(kalender: &Kalender, sama: bool, n: usize, dari: NaiveDate) -> NaiveDate {
    if sama { kalender.ke_hari_sama(n, dari) } else { kalender.ke(n, dari) }
}

fn jendela_keberatan(
    kalender: &Kalender,
    sama: bool,
    diterima: NaiveDate,
    tanggapan: Option<NaiveDate>,
) -> Jendela {
    if let Some(tanggapan) = tanggapan {
        return Jendela { tertutup_sampai: None, terakhir: ke(kalender, sama, 30, tanggapan) };
    }
    let habis = ke(kalender, sama, 10, diterima);
    let pemicu = kalender.ke(1, habis);
    Jendela { tertutup_sampai: Some(habis), terakhir: ke(kalender, sama, 30, pemicu) }
}

fn jendela_sengketa(
    kalender: &Kalender,
    sama: bool,
    keberatan: NaiveDate,
    tanggapan: Option<NaiveDate>,
) -> Jendela {
    if let Some(tanggapan) = tanggapan {
        return Jendela { tertutup_sampai: None, terakhir: ke(kalender, sama, 14, tanggapan) };
    }
    let habis = ke(kalender, sama, 30, keberatan);
    Jendela { tertutup_sampai: Some(habis), terakhir: kalender.ke(14, habis) }
}

fn nilai(kalender: &Kalender, diajukan: NaiveDate, jendela: impl Fn(bool) -> Jendela) -> Value {
    let berikutnya = jendela(false);
    let (a, b) = (berikutnya.kelas(diajukan), jendela(true).kelas(diajukan));
    let selisih = match (a, berikutnya.tertutup_sampai) {
        ("daluwarsa", _) => kalender.antara(berikutnya.terakhir, diajukan),
        ("prematur", Some(tertutup)) => kalender.antara(diajukan, kalender.ke(1, tertutup)),
        _ => 0,
    };
    json!({"hari_berikutnya": a, "selisih_hk": selisih, "hari_sama": b,
           "kesimpulan": if a == b { a } else { "batas" }})
}

#[test]
fn two_hundred_made_up_disputes_get_the_classes_counted_by_hand() {
    let kantor = Kantor::baru();
    let kalender = kantor.kalender();
    let mut baris = Vec::new();
    let mut harapan = BTreeMap::new();
    for i in 0..200_u64 {
        let hari = |n: u64| Days::new(n);
        // Some begin on weekends, and around the long feasts of 2019.
        let diterima = tgl("2019-01-01") + hari(i * 7 % 400);
        let tanggapan = (i % 3 != 0).then(|| diterima + hari(i % 23));
        let keberatan = diterima + hari(i * 5 % 71);
        let balasan = (i % 4 != 0).then(|| keberatan + hari(i * 3 % 50));
        let sengketa = keberatan + hari(i * 11 % 97);
        let (diajukan, diregistrasi) = if i % 5 == 0 {
            (None, Some(sengketa))
        } else {
            (Some(sengketa), Some(sengketa + hari(2)))
        };
        let sel = |t: Option<NaiveDate>| t.map_or(String::new(), |t| t.to_string());
        let (a, b) = (sel(tanggapan), sel(balasan));
        let (c, d) = (sel(diajukan), sel(diregistrasi));
        baris.push(format!("{i}/2019,Badan,{diterima},{a},{keberatan},{b},{c},{d},,,"));

        let tanggapan = tanggapan.filter(|t| *t <= keberatan);
        let balasan = balasan.filter(|t| *t <= sengketa);
        let k = nilai(&kalender, keberatan, |sama| {
            jendela_keberatan(&kalender, sama, diterima, tanggapan)
        });
        let s = nilai(&kalender, sengketa, |sama| {
            jendela_sengketa(&kalender, sama, keberatan, balasan)
        });
        harapan.insert(format!("{i}/2019"), (k, s));
    }
    kantor.impor("timelines", "Register KI", tabel(TIMELINES, baris));
    let semua = semua(&kantor);
    assert_eq!(semua.len(), 200);
    let mut kelas = BTreeMap::new();
    for (nomor, (keberatan, sengketa)) in &harapan {
        assert_eq!(semua[nomor]["keberatan"], *keberatan, "keberatan {nomor}");
        assert_eq!(semua[nomor]["sengketa"], *sengketa, "sengketa {nomor}");
        *kelas.entry(teks(&sengketa["kesimpulan"])).or_insert(0) += 1;
    }
    assert_eq!(kelas.len(), 4, "all classes are reached: {kelas:?}");
}
