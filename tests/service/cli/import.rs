//! `jejak import`: kept as recorded, marked, and only once.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Kantor, REGISTER, TIMELINES, contoh, tabel, teks};

/// What became of each row, by its number.
fn catatan(hasil: &Value) -> Vec<(String, String)> {
    let baris = hasil["baris"].as_array().unwrap().iter();
    let gabung = |b: &Value| {
        let catatan: Vec<&str> = b["catatan"].as_array().unwrap().iter().map(teks).collect();
        catatan.join(" | ")
    };
    baris.map(|b| (teks(&b["nomor"]).to_owned(), gabung(b))).collect()
}

fn jumlah(hasil: &Value) -> [u64; 4] {
    ["baru", "sudah_ada", "berubah", "bercacat"].map(|nama| hasil[nama].as_u64().unwrap())
}

#[test]
fn a_register_is_imported_once_row_by_row() {
    let kantor = Kantor::baru();
    let berkas = kantor.berkas("register.csv", contoh("register.csv"));
    let hasil = kantor.json(&["import", "register", &berkas]);
    assert_eq!(hasil["buku"], "register");
    assert_eq!(jumlah(&hasil), [8, 0, 0, 3], "a weekend is no defect");
    let baris: Vec<u64> =
        hasil["baris"].as_array().unwrap().iter().map(|b| b["baris"].as_u64().unwrap()).collect();
    assert_eq!(baris, [2, 3, 4, 5, 6, 7, 8, 9], "lines of the file, its head is the first");
    let catatan = catatan(&hasil);
    assert!(catatan[0].1.is_empty());
    assert_eq!(catatan[2].1, "kata keputusan tidak dikenali, disimpan apa adanya");
    assert!(
        catatan[3].1.contains("pemberitahuan mendahului") && catatan[3].1.contains("pemberian")
    );
    assert_eq!(catatan[5].1, "diterima pada hari tutup, Sabtu");
    assert!(catatan[7].1.contains("tanggal pemberitahuan mendahului"));

    let kepala = kantor.kepala();
    let lagi = kantor.json(&["import", "register", &berkas]);
    assert_eq!(jumlah(&lagi), [0, 8, 0, 0]);
    assert_eq!(kantor.kepala(), kepala, "importing again adds nothing");
}

#[test]
fn a_trial_says_the_same_and_writes_nothing() {
    let kantor = Kantor::baru();
    kantor.berhasil(&["verify"]);
    let berkas = kantor.berkas("register.csv", contoh("register.csv"));
    let kepala = kantor.kepala();
    let coba = kantor.json(&["import", "register", &berkas, "--coba"]);
    assert_eq!(kantor.kepala(), kepala);
    let mut sungguh = kantor.json(&["import", "register", &berkas]);
    sungguh["coba"] = true.into();
    assert_eq!(coba, sungguh);
    let teks = kantor.berhasil(&["import", "register", &berkas, "--coba"]);
    assert!(teks.contains("percobaan, tidak ada yang ditulis"), "{teks}");
    assert!(teks.contains("sudah ada"), "{teks}");
}

#[test]
fn a_row_that_changed_at_the_source_is_reported_and_not_applied() {
    let kantor = Kantor::baru();
    kantor.impor("register", "buku", contoh("register.csv"));
    let kepala = kantor.kepala();
    let berubah =
        contoh("register.csv").replace("2023-01-25,Diberikan,Langsung", ",Ditolak,Langsung");
    let hasil = kantor.impor("register", "buku", berubah + "9,2023-03-06,,,,\n");
    assert_eq!(jumlah(&hasil), [1, 7, 1, 0]);
    let dua = &hasil["baris"][1];
    assert_eq!(dua["hasil"], "berubah");
    assert_eq!(
        dua["catatan"],
        json!([
            "kolom keputusan berubah di sumber, tidak diterapkan",
            "kolom tgl_pemberian berubah di sumber, tidak diterapkan"
        ])
    );
    assert_eq!(kantor.kepala().0, kepala.0 + 2, "the new row alone: as recorded, and received");
    let riwayat = kantor.berhasil(&["riwayat", "2"]);
    assert!(riwayat.contains("dikabulkan") && !riwayat.contains("ditolak"), "{riwayat}");
}

#[test]
fn dirty_rows_are_kept_as_they_are_and_marked() {
    let kantor = Kantor::baru();
    let isi = format!(
        "\u{FEFF}{}\r\n\
         1;13/01/2023;13-1-2023;13 Januari 2023;Diberikan;E-mail\r\n\
         2;NULL;null;N/A;NULL;NULL\r\n\
         3;2023-02-30;13/01/23;kemarin;Diberikan;Surat\r\n\
         4;2023-03-01?;2023-03-02 ?;;Ditolak, dikecualikan;WA\r\n\
         5;2099-01-01;;;;\r\n\
         6;1900-01-01;;;;Telp\r\n\
         6;2023-03-06;2023-03-07;2023-03-07;Dikabulkan sebagian;Langsung\r\n\
         ;2023-03-06;;;diproses;merpati pos\r\n\
         -;2023-03-06 08:15;;;;\"dua\r\nbaris\"\r\n\
         NULL;Senin, 6 Maret 2023;2023-03-05;2023-03-04;sebagian;Faks\r\n\r\n",
        REGISTER.replace(',', ";")
    );
    let hasil = kantor.impor("register", "kotor", &isi);
    assert_eq!(jumlah(&hasil), [10, 0, 0, 8]);
    let catatan = catatan(&hasil);
    let harapan: [(&str, &[&str]); 10] = [
        ("1", &[]),
        ("2", &["tanggal penerimaan permohonan tidak tercatat"]),
        (
            "3",
            &[
                "kolom tgl_permohonan tidak terbaca",
                "kolom tgl_pemberitahuan tidak terbaca",
                "kolom tgl_pemberian tidak terbaca",
            ],
        ),
        (
            "4",
            &[
                "kolom tgl_permohonan diragukan sumbernya",
                "kolom tgl_pemberitahuan diragukan sumbernya",
                "dasar penolakan tidak tercatat",
            ],
        ),
        ("5", &["kolom tgl_permohonan belum terjadi"]),
        ("6", &["kolom tgl_permohonan tidak terbaca"]),
        ("6 (ke-2)", &["nomor ini sudah dipakai baris sebelumnya"]),
        ("baris 9", &["baris ini tidak bernomor"]),
        ("-", &[]),
        ("NULL", &["pemberitahuan mendahului", "pemberian mendahului"]),
    ];
    for ((nomor, catatan), (harap_nomor, harap)) in catatan.iter().zip(harapan) {
        assert_eq!(nomor, harap_nomor);
        assert_eq!(harap.is_empty(), catatan.is_empty(), "{nomor}: {catatan}");
        for kata in harap {
            assert!(catatan.contains(kata), "{nomor}: {kata:?} not in {catatan:?}");
        }
    }
    let kanal = kantor.json(&["statistik", "--dari", "2023-01-01", "--sampai", "2023-12-31"]);
    assert_eq!(
        kanal["kanal"],
        json!({"surel": 1, "WhatsApp": 1, "langsung": 1, "lain": 2, "faksimili": 1})
    );
    let kepala = kantor.kepala();
    assert_eq!(jumlah(&kantor.impor("register", "kotor", &isi)), [0, 10, 0, 0]);
    assert_eq!(kantor.kepala(), kepala);
    kantor.berhasil(&["verify"]);
}

#[test]
fn every_mixture_of_missing_dates_is_taken() {
    let kantor = Kantor::baru();
    let tanggal = [
        "2019-01-11",
        "2019-01-20",
        "2019-02-01",
        "2019-02-20",
        "2019-03-11",
        "2019-03-12",
        "2020-08-06",
        "2020-09-09",
    ];
    let hasil = ["", "gugur", "dicabut", "PUTUSAN SELA", "mediasi", "entah apa"];
    let baris = |pola: usize| {
        let sel = tanggal.iter().enumerate().map(|(i, t)| if pola >> i & 1 == 1 { *t } else { "" });
        let sel: Vec<&str> = sel.collect();
        format!("{pola}/X,Badan {pola},{},{}", sel.join(","), hasil[pola % hasil.len()])
    };
    let isi = tabel(TIMELINES, (0..256).map(baris));
    assert_eq!(jumlah(&kantor.impor("timelines", "Register KI", &isi))[..3], [256, 0, 0]);

    let mut baris = Vec::new();
    for diterima in ["", "2023-01-13", "x", "2023-01-13?", "2099-01-01"] {
        for dijawab in ["", "2023-01-16", "x", "2023-01-16?", "2022-01-01"] {
            for diberikan in ["", "2023-01-17", "x", "2022-01-01"] {
                for putusan in ["", "Diberikan", "Ditolak", "sebagian", "entah", "tidak dikuasai"] {
                    let nomor = baris.len();
                    baris.push(format!("{nomor},{diterima},{dijawab},{diberikan},{putusan},Web"));
                }
            }
        }
    }
    let isi = tabel(REGISTER, baris);
    assert_eq!(jumlah(&kantor.impor("register", "semua", &isi))[..3], [600, 0, 0]);
    kantor.berhasil(&["verify"]);
    for perintah in ["tenggat", "ketepatan"] {
        kantor.json(&[perintah]);
    }
}

#[test]
fn who_asked_stands_in_no_leaf_and_in_no_message() {
    let kantor = Kantor::baru();
    let (nik, nama, surel) = ("3275014101900001", "Sulastri Handayani", "sulastri@contoh.id");
    let isi = format!(
        "{REGISTER},nama,nik,surel\n\
         1,2023-01-13,2023-01-13,{nama},{nama} {nik},{nama}\n"
    )
    .replace(&format!("{nama}\n"), &format!("{nama},{nama},{nik},{surel}\n"));
    let berkas = kantor.berkas("buku.csv", &isi);
    let semua = [
        kantor.jejak(&["import", "register", &berkas]),
        kantor.jejak(&["import", "register", &berkas.replace("buku", "tiada")]),
        kantor.jejak(&["import", "timelines", &berkas]),
        kantor.jejak(&["riwayat", "1"]),
        kantor.jejak(&["tenggat", "1", "--jelaskan"]),
        kantor.jejak(&["statistik", "--dari", "2023-01-01", "--sampai", "2023-12-31"]),
    ];
    assert_eq!(semua.each_ref().map(|j| j.kode), [0, 2, 2, 0, 0, 0]);
    // A row that was changed, and one that cannot be read, are not repeated.
    let berkas = kantor.berkas("buku.csv", isi.replace(surel, "lain"));
    let berubah = kantor.jejak(&["import", "register", &berkas]);
    assert!(berubah.keluaran.contains("berubah"), "{berubah:?}");
    let berkas = kantor.berkas("buku.csv", isi.replace(surel, "lain\0"));
    let rusak = kantor.jejak(&["import", "register", &berkas]);
    assert_eq!(rusak.kode, 2);
    let berkas = kantor.berkas("tanpa-judul.csv", format!("1,{nama},{nik},{surel}\n2,a,b,c\n"));
    let tanpa_judul = kantor.jejak(&["import", "register", &berkas]);
    assert_eq!(tanpa_judul.kode, 2);

    let mut terlihat = kantor.daun();
    for jawaban in semua.iter().chain([&berubah, &rusak, &tanpa_judul]) {
        terlihat += &jawaban.keluaran;
        terlihat += &jawaban.keluhan;
    }
    for rahasia in [nik, nama, surel, "Sulastri", "sulastri", "Handayani"] {
        assert!(!terlihat.contains(rahasia), "{rahasia} is seen");
    }
    let dibuka = kantor.berhasil(&["riwayat", "1", "--buka"]);
    assert!(dibuka.contains(nik) && dibuka.contains(nama) && dibuka.contains(surel), "{dibuka}");
}

#[test]
fn the_book_is_known_by_its_name() {
    let kantor = Kantor::baru();
    let berkas = kantor.berkas("2023.csv", contoh("register.csv"));
    kantor.json(&["import", "register", &berkas]);
    let lain = kantor.json(&["import", "register", &berkas, "--buku", "Dinas Kesehatan"]);
    assert_eq!(jumlah(&lain)[0], 8, "another book, other cases");
    assert_eq!(jumlah(&kantor.json(&["impor", "register", &berkas]))[1], 8);
    let berkas = kantor.berkas("ki.csv", contoh("lini-masa.csv"));
    assert_eq!(kantor.json(&["import", "timelines", &berkas])["buku"], "Register KI");
}

#[test]
fn a_hundred_thousand_rows_are_weighed_within_seconds() {
    let kantor = Kantor::baru();
    let baris = |nomor| format!("{nomor},2023-01-13,2023-01-13,2023-01-24,Diberikan,Website");
    let isi = tabel(REGISTER, (1..=100_000).map(baris));
    let mulai = Instant::now();
    let berkas = kantor.berkas("besar.csv", isi);
    let hasil = kantor.json(&["import", "register", &berkas, "--coba"]);
    assert_eq!(jumlah(&hasil), [100_000, 0, 0, 0]);
    assert!(mulai.elapsed() < Duration::from_mins(1), "{:?}", mulai.elapsed());
}

#[test]
fn what_a_row_does_not_say_is_marked_and_nothing_is_dropped() {
    let kantor = Kantor::baru();
    let isi = format!(
        "{REGISTER}\n1,2023-01-13\n2,2023-01-13,,2023-01-16,Diberikan,Pos\n3,2023-01-13,,,entah,Pos\n"
    );
    let hasil = kantor.impor("register", "buku", isi);
    assert_eq!(jumlah(&hasil), [3, 0, 0, 3]);
    let catatan = catatan(&hasil);
    assert_eq!(catatan[0].1, "baris ini memuat lebih sedikit sel daripada judul");
    assert_eq!(catatan[1].1, "tanggal pemberitahuan tertulis tidak tercatat");
    assert_eq!(catatan[2].1, "kata keputusan tidak dikenali, disimpan apa adanya");
}

#[test]
fn another_register_under_the_same_name_is_noticed() {
    let kantor = Kantor::baru();
    kantor.impor("register", "buku", contoh("register.csv"));
    let lain = contoh("register.csv").replace("2023-", "2022-");
    let berkas = kantor.berkas("lain.csv", lain);
    let jawaban = kantor.jejak(&["import", "register", &berkas, "--buku", "buku"]);
    assert_eq!(jawaban.kode, 1, "{jawaban:?}");
    assert!(jawaban.keluhan.contains("beri nama dengan --buku"), "{jawaban:?}");
}

#[test]
fn a_number_of_several_books_is_told_apart_by_the_book() {
    let kantor = Kantor::baru();
    kantor.impor("register", "satu", format!("{REGISTER}\n1,2023-01-13,,,,Pos\n"));
    kantor.impor("register", "dua", format!("{REGISTER}\n1,2024-02-14,,,,Pos\n"));
    let pesan = kantor.ditolak(2, &["tenggat", "1"]);
    assert!(pesan.contains("--buku"), "{pesan}");
    let dua = kantor.json(&["riwayat", "1", "--buku", "dua"]);
    assert_eq!(dua["fakta"][1]["terjadi"], "2024-02-14");
    kantor.ditolak(2, &["riwayat", "1", "--buku", "tiga"]);
}
