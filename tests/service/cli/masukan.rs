//! Wrong input: exit code 2, one message with the place and the way out, and
//! the log as it was.

use std::fs;
use std::process::Command;

use serde_json::json;

use super::{Kantor, REGISTER, TIMELINES, contoh, tabel};

/// What a file holds, and what its refusal has to name.
type Berkas = (&'static str, Vec<u8>, &'static [&'static str]);

fn berkas_buruk() -> Vec<Berkas> {
    let baris = |isi: &str| format!("{REGISTER}\n1,2023-01-13,,,,Pos\n{isi}\n").into_bytes();
    let utf_16 = |tanda: &[u8]| {
        let isi = contoh("register.csv");
        [tanda, &isi.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()].concat()
    };
    let latin_1 = [&baris("2,2023-01-13,,,,caf")[..], b"3,,,,,\xE9\n"].concat();
    vec![
        ("kosong", Vec::new(), &["kosong"]),
        ("spasi", b" \r\n\n \n".to_vec(), &["kosong"]),
        ("judul saja", format!("{REGISTER}\n").into_bytes(), &["tidak ada baris"]),
        ("baris kosong", format!("{REGISTER}\n,,,,,\n").into_bytes(), &["tidak ada baris"]),
        ("UTF-16", utf_16(b"\xFF\xFE"), &["UTF-16", "simpan ulang"]),
        ("UTF-16 tanpa tanda", utf_16(b""), &["UTF-16", "simpan ulang"]),
        ("Latin-1", latin_1, &["baris 4", "bukan UTF-8"]),
        ("XLSX", b"PK\x03\x04\x14\0".to_vec(), &["XLSX", "simpan sebagai CSV"]),
        ("XLS", b"\xD0\xCF\x11\xE0\xA1\xB1".to_vec(), &["XLS"]),
        ("PDF", b"%PDF-1.7\n".to_vec(), &["PDF"]),
        ("bita acak", (0..=255).collect(), &["baris"]),
        (
            "kurang kolom",
            b"no,tgl_permohonan\n1,2\n".to_vec(),
            &["tgl_pemberian", "keputusan, kanal tidak ada"],
        ),
        ("kolom ganda", format!("{REGISTER},kanal\n1,,,,,,\n").into_bytes(), &["ke-6 dan ke-7"]),
        ("tanpa judul", b"1,2023-01-13,,,,Pos\n".to_vec(), &["bukan judul", "tgl_permohonan"]),
        ("panjang", baris("2,2023-01-13,,,,Pos,lebih"), &["baris 3", "7 kolom"]),
        ("kutip", baris("2,2023-01-13,,,,\"Pos"), &["baris 3", "tidak ditutup"]),
        ("kutip tengah", baris("2,2023-01-13,,,\"x\"y,Pos"), &["baris 3", "kutip"]),
        ("NUL", baris("2,2023-01-13,,,,a\0b"), &["baris 3, kolom kanal", "U+0000"]),
        (
            "kendali",
            baris("2,2023-01-13,,,\u{1B}[31m,Pos"),
            &["baris 3, kolom keputusan", "U+001B"],
        ),
        ("dwiarah", baris("2,2023-01-13,,,,\u{202E}soP"), &["baris 3, kolom kanal", "U+202E"]),
        ("judul kendali", b"no\x07,b\n1,2\n".to_vec(), &["judul kolom ke-1", "U+0007"]),
        (
            "sel panjang",
            baris(&format!("2,,,,,{}", "x".repeat(20_001))),
            &["baris 3, kolom kanal", "20001"],
        ),
        (
            "nomor panjang",
            baris(&format!("{},,,,,", "9".repeat(301))),
            &["baris 3, kolom no", "301"],
        ),
        ("NIK", baris("3275014101900001,2023-01-13,,,,Pos"), &["baris 3, kolom no", "NIK"]),
        ("surel", baris("budi@contoh.id,2023-01-13,,,,Pos"), &["baris 3, kolom no", "surel"]),
        ("dua baris", baris("\"2\n3\",2023-01-13,,,,Pos"), &["baris 3, kolom no", "U+000A"]),
        (
            "banyak kolom",
            format!("{REGISTER}{}\n", ",x".repeat(300)).into_bytes(),
            &["terlalu banyak kolom"],
        ),
    ]
}

#[test]
fn bad_files_are_refused_whole_with_the_place_and_the_way_out() {
    let kantor = Kantor::baru();
    kantor.impor("register", "ada", contoh("register.csv"));
    let kepala = kantor.kepala();
    for (nama, isi, harapan) in berkas_buruk() {
        let berkas = kantor.berkas("buruk.csv", isi);
        for coba in
            [&["import", "register", &berkas][..], &["import", "register", &berkas, "--coba"]]
        {
            let pesan = kantor.ditolak(2, coba);
            for kata in harapan {
                assert!(pesan.contains(kata), "{nama}: {kata:?} not in {pesan:?}");
            }
            assert!(!pesan.chars().any(|c| c.is_control() && c != '\n'), "{nama}: {pesan:?}");
        }
        assert_eq!(kantor.kepala(), kepala, "{nama}");
    }
    assert_eq!(kantor.json(&["verify"])["utuh"], true);
}

#[test]
fn every_mistake_of_a_file_is_told_at_once_up_to_twenty() {
    let kantor = Kantor::baru();
    let isi = tabel(REGISTER, (1..=25).map(|nomor| format!("{nomor},,,,,\u{7}")));
    let berkas = kantor.berkas("buruk.csv", isi);
    let pesan = kantor.ditolak(2, &["import", "register", &berkas]);
    assert_eq!(pesan.matches("kolom kanal").count(), 20, "{pesan}");
    assert!(pesan.contains("dan 5 lagi"), "{pesan}");
}

#[test]
fn paths_that_are_no_file_are_told_apart() {
    let kantor = Kantor::baru();
    let folder = kantor.jalur("").display().to_string();
    let besar = kantor.jalur("besar.csv");
    // Sparse: nothing is written to the disk.
    fs::File::create(&besar).unwrap().set_len(60_000_000).unwrap();
    let besar = besar.display().to_string();
    let pipa = kantor.jalur("pipa").display().to_string();
    assert!(Command::new("mkfifo").arg(&pipa).status().unwrap().success());
    let surel = kantor.berkas("budi@contoh.id.csv", contoh("register.csv"));
    for (berkas, kata) in [
        (folder.as_str(), "bukan berkas"),
        ("tiada.csv", "tidak ada; periksa nama"),
        ("", "<BERKAS> belum diisi"),
        ("/dev/null", "bukan berkas"),
        (&pipa, "bukan berkas"),
        (&besar, "terlalu besar"),
        (&surel, "beri nama lain dengan --buku"),
    ] {
        let pesan = kantor.ditolak(2, &["import", "register", berkas]);
        assert!(pesan.contains(kata), "{berkas}: {pesan}");
    }
    assert_eq!(kantor.kepala().0, 0, "no database was even made");
}

#[test]
fn thirty_megabytes_of_words_are_read() {
    let kantor = Kantor::baru();
    let baris = |nomor| format!("{nomor},2023-01-13,,,,{}", "merpati ".repeat(2_400));
    let isi = tabel(REGISTER, (1..=1_600).map(baris));
    assert!(isi.len() > 30_000_000);
    let berkas = kantor.berkas("besar.csv", isi);
    assert_eq!(kantor.json(&["import", "register", &berkas, "--coba"])["baru"], 1_600);
}

/// Arguments that are wrong, and what the refusal has to name.
const ARGUMEN: [(&[&str], &[&str]); 31] = [
    (&["tiada"], &["perintah tiada tidak dikenal"]),
    (&["tenggatt"], &["mungkin maksudnya tenggat"]),
    (&["import"], &["<BENTUK>", "<BERKAS>"]),
    (&["import", "excel", "x.csv"], &["\"excel\"", "register, keberatan, dip, timelines"]),
    (&["import", "register", "x.csv", "--buku", ""], &["nama buku kosong"]),
    (&["import", "register", "x.csv", "--buku", "a\nb"], &["nama buku", "U+000A"]),
    (&["import", "register", "x.csv", "--buku", "3275014101900001"], &["nama buku", "NIK"]),
    (&["import", "register", "x.csv", "--semua"], &["--semua tidak dikenal"]),
    (&["riwayat"], &["<NOMOR>"]),
    (&["tenggat", "1", "2"], &["2 tidak dikenal"]),
    (&["tenggat", "--sebagaimana", "kemarin"], &["--sebagaimana \"kemarin\"", "contoh"]),
    (&["tenggat", "--sebagaimana", ""], &["--sebagaimana"]),
    (&["tenggat", "--sebagaimana", "2025-02-30"], &["--sebagaimana"]),
    (&["tenggat", "--sebagaimana", "2025-08-06T25:00"], &["--sebagaimana"]),
    (&["tenggat", "--sebagaimana", "99999-01-01"], &["--sebagaimana"]),
    (&["tenggat", "--sebagaimana", "\u{202E}2025-08-06"], &["--sebagaimana"]),
    (&["tenggat", "--sebagaimana"], &["--sebagaimana <T> belum diisi"]),
    (&["riwayat", "1", "--sebagaimana", "x"], &["--sebagaimana"]),
    (&["statistik"], &["--dari", "--sampai"]),
    (&["statistik", "--dari", "2023-01-01"], &["--sampai"]),
    (&["statistik", "--dari", "2023-12-31", "--sampai", "2023-01-01"], &["tukar"]),
    (&["statistik", "--dari", "2023-13-01", "--sampai", "2023-12-31"], &["--dari"]),
    (&["statistik", "--dari", "01/01/2023", "--sampai", "2023-12-31"], &["tulis seperti"]),
    (&["statistik", "--dari", "", "--sampai", ""], &["--dari"]),
    (&["statistik", "--dari", "1800-01-01", "--sampai", "2023-12-31"], &["--dari"]),
    (
        &["statistik", "--dari", "2023-01-01", "--sampai", "2023-01-31", "--buku", ""],
        &["--buku kosong"],
    ),
    (
        &["statistik", "--dari", "2023-01-01", "--sampai", "2023-01-31", "--buku", "x"],
        &["impor dahulu"],
    ),
    (&["kalender", "hapus"], &["perintah hapus tidak dikenal"]),
    (&["kalender", "daftar", "--tahun", "99999999999"], &["--tahun"]),
    (&["verify", "--zona", "XYZ"], &["JEJAK_ZONA", "WIB, WITA, atau WIT"]),
    (&["verify", "sekarang"], &["berkas sekarang tidak ada"]),
];

#[test]
fn wrong_arguments_are_refused_in_plain_words() {
    let kantor = Kantor::baru();
    kantor.berhasil(&["verify"]);
    let kepala = kantor.kepala();
    for (argumen, harapan) in ARGUMEN {
        let pesan = kantor.ditolak(2, argumen);
        for kata in harapan {
            assert!(pesan.contains(kata), "{argumen:?}: {kata:?} not in {pesan:?}");
        }
        assert!(!pesan.chars().any(|c| c.is_control() || c == '\u{202E}'), "{pesan:?}");
        assert_eq!(kantor.kepala(), kepala, "{argumen:?}");
    }
}

/// Every cell of either shape, filled with what people and machines leave in
/// cells: kept and marked, or refused whole; never half, never a crash.
#[test]
fn any_cell_may_hold_anything() {
    const NILAI: [&str; 28] = [
        "",
        " ",
        "-",
        "NULL",
        "n/a",
        "0",
        "-1",
        "1e9",
        "2023-02-30",
        "2023-1-1",
        "31/12/2023",
        "13/01/23",
        "2099-12-31",
        "1944-12-31",
        "0000-00-00",
        "2023-01-13?",
        "?",
        "2023-01-13 25:61",
        "44939",
        "Jumat, 13 Januari 2023",
        "=1+1",
        "'; drop table events; --",
        "{}",
        "%s",
        "😀",
        "é",
        "ﷺ",
        "\u{A0}2023-01-13\u{A0}",
    ];
    let kantor = Kantor::baru();
    for (bentuk, kepala) in [("register", REGISTER), ("timelines", TIMELINES)] {
        let kolom: Vec<&str> = kepala.split(',').collect();
        let mut semua: Vec<String> = Vec::new();
        for i in 0..kolom.len() {
            for nilai in NILAI {
                let baris = semua.len() + 1;
                let sel = (0..kolom.len()).map(|k| match (k == i, k) {
                    (true, _) => format!("\"{nilai}\""),
                    (false, 0) => format!("{bentuk}-{baris}"),
                    (false, _) => "2023-01-16".to_owned(),
                });
                let sel: Vec<String> = sel.collect();
                semua.push(sel.join(","));
            }
        }
        let baris = semua.len();
        let isi = tabel(kepala, semua);
        let hasil = kantor.impor(bentuk, bentuk, &isi);
        assert_eq!(hasil["baru"], baris, "{bentuk}");
        assert_eq!(kantor.impor(bentuk, bentuk, &isi)["sudah_ada"], baris, "{bentuk}");
    }
    for argumen in [&["tenggat"][..], &["ketepatan"], &["verify"]] {
        kantor.json(argumen);
    }
    let angka = kantor.json(&["statistik", "--dari", "1945-01-01", "--sampai", "2199-12-31"]);
    let cacat = &angka["cacat"]["tanggal penerimaan permohonan tidak tercatat"];
    assert!(cacat.as_array().unwrap().len() > 10, "{cacat}");
    assert_eq!(angka["kanal"]["tidak tercatat"], json!(5), "empty, blank, dash and two words");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 400, ..Default::default() })]

    /// Bytes that begin as a register does: read or refused, never a panic.
    #[test]
    fn bytes_behind_a_head_are_read_or_refused(
        ekor in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200),
        pemisah in "[,;\t]",
    ) {
        let folder = tempfile::tempdir().unwrap();
        let jalur = folder.path().join("acak.csv");
        let kepala = REGISTER.replace(',', &pemisah) + "\n1";
        fs::write(&jalur, [kepala.as_bytes(), &ekor].concat()).unwrap();
        let buku = events::teks::Label::try_new("acak").unwrap();
        let _ = jejak::import::baca(&jalur, events::impor::BentukSumber::Register, &buku);
    }
}
