//! `jejak import` of the tables that offices keep: headings of their own, two
//! rows of them, workbooks, and rows that are not as they should be.

use std::fs;

use serde_json::{Value, json};

use super::Kantor;

const LAMPIRAN_VIII: &str = "\
REGISTER PERMOHONAN INFORMASI PUBLIK,,,,,,,,,,,,,\n\
Dinas Kominfo Tahun 2024,,,,,,,,,,,,,\n\
No,Tgl,Nama,Alamat,Nomor Kontak,Pekerjaan,Informasi Yang Diminta,Tujuan Penggunaan Informasi,Status Informasi,,Keputusan,Alasan Penolakan,Hari dan Tanggal,,Biaya\n\
,,,,,,,,Di bawah Penguasaan Ya,Belum Didokumentasikan,,,Pemberitahuan Tertulis,Pemberian Informasi,\n\
1,21 November 2024,Budi Rahasia,Jl. Melati 4,0812345678,Guru,Anggaran sekolah,penelitian,v,,Dikabulkan,-,25/11/2024,26/11/2024,Rp 25.000\n\
2,2024-11-30,Ani Tersembunyi,Jl. Mawar 1,ani@contoh.id,Wartawan,Daftar aset,berita,,v,Ditolak,belum ada dokumennya,05.12.2024,,\n\
3,31/02/2024,Cici Samaran,,,,Notulen rapat,,,,dipelajari,,,,mahal\n";

fn register(kantor: &Kantor, buku: &str) -> Value {
    kantor.json(&["register", buku, "--dari", "2024-01-01", "--sampai", "2024-12-31"])
}

#[test]
fn words_of_a_decision_become_facts_with_their_grounds() {
    let kantor = Kantor::baru();
    let isi = "No,Tgl,Nama,Keputusan,Alasan Penolakan,Pemberitahuan Tertulis\n\
        1,2024-03-01,Budi,Ditolak Sebagian,Pasal 17 huruf h angka 3 UU KIP,2024-03-08\n\
        2,2024-03-04,Ani,\"Ditolak (Pasal 17 huruf a, b)\",,2024-03-12\n\
        3,2024-03-05,Cici,Dicabut oleh Pemohon,,\n\
        4,2024-03-06,Dedi,Ditolak,lewat 17 hari,2024-04-02\n";
    let berkas = kantor.berkas("kata.csv", isi);
    let hasil = kantor.json(&["import", "register", &berkas]);
    // Only the refusal of which the register gives no ground is marked.
    let bercacat = |satu: &&Value| satu["bercacat"] == json!(true);
    let bercacat: Vec<&Value> =
        hasil["baris"].as_array().unwrap().iter().filter(bercacat).collect();
    assert_eq!(bercacat.len(), 1, "{hasil}");
    assert_eq!(bercacat[0]["nomor"], "4");
    let baris = &register(&kantor, "permohonan")["baris"];
    for (ke, keputusan, alasan) in [
        (0, "ditolak sebagian", "17 huruf h"),
        (1, "ditolak", "17 huruf b"),
        (2, "dicabut", ""),
        (3, "ditolak", "tersegel"),
    ] {
        assert_eq!(baris[ke]["keputusan"], keputusan, "{ke}: {baris}");
        let tertulis = baris[ke]["alasan_penolakan"].as_str().unwrap_or_default();
        assert!(tertulis.contains(alasan), "{ke}: {tertulis}");
        assert_eq!(tertulis.contains("17"), ke < 2, "nothing is guessed: {tertulis}");
    }
}

#[test]
fn a_register_in_the_columns_of_its_form_is_imported_and_sealed() {
    let kantor = Kantor::baru();
    let berkas = kantor.berkas("lampiran.csv", LAMPIRAN_VIII);
    let coba = kantor.json(&["import", "register", &berkas, "--coba"]);
    assert_eq!((&coba["baru"], &coba["bercacat"]), (&json!(3), &json!(1)), "{coba}");
    let catatan = coba["baris"][2]["catatan"].to_string();
    for kata in ["kolom Tanggal diterima tidak terbaca", "kata keputusan tidak dikenali"] {
        assert!(catatan.contains(kata), "{kata}: {catatan}");
    }
    assert_eq!(coba["baris"][2]["baris"], 7, "the line of the file");
    let teks = kantor.berhasil(&["import", "register", &berkas]);
    assert!(teks.contains("tanggal_pemberitahuan") && teks.contains("3 baru"), "{teks}");
    for rahasia in ["Budi Rahasia", "0812345678", "ani@contoh.id", "Jl. Mawar", "Daftar aset"] {
        assert!(!kantor.daun().contains(rahasia), "{rahasia} in a leaf");
    }
    let kepala = kantor.kepala();
    assert_eq!(kantor.json(&["import", "register", &berkas])["sudah_ada"], 3);
    assert_eq!(kantor.kepala(), kepala, "again adds nothing");

    let tahun = register(&kantor, "permohonan");
    let baris = &tahun["baris"];
    for (ke, nama, harapan) in [
        (0, "tanggal", json!("2024-11-21")),
        (0, "nama", json!("tersegel")),
        (0, "dikuasai", json!("ya")),
        (0, "keputusan", json!("dikabulkan")),
        (0, "tanggal_pemberitahuan", json!("2024-11-25")),
        (0, "tanggal_pemberian", json!("2024-11-26")),
        (0, "biaya", json!(25_000)),
        (1, "keputusan", json!("ditolak")),
        (1, "belum_didokumentasikan", json!("ya")),
        (1, "alasan_penolakan", json!("belum didokumentasikan; tersegel")),
        (1, "tanggal_pemberitahuan", json!("2024-12-05")),
    ] {
        assert_eq!(baris[ke][nama], harapan, "{ke} {nama}");
    }
    let tanpa = &tahun["tanpa_tanggal"][0];
    assert_eq!((&tanpa["nomor"], &tanpa["keputusan"]), (&json!("3"), &json!("belum dijawab")));

    let berubah = LAMPIRAN_VIII.replace("Jl. Melati 4", "Jl. Kenanga 9");
    let berkas = kantor.berkas("lampiran.csv", berubah);
    let hasil = kantor.json(&["import", "register", &berkas]);
    assert_eq!((&hasil["berubah"], &hasil["sudah_ada"]), (&json!(1), &json!(2)));
    assert_eq!(
        hasil["baris"][0]["catatan"],
        json!(["kolom alamat berubah di sumber, tidak diterapkan"])
    );
    assert_eq!(kantor.kepala(), kepala, "a changed row is told, not applied");
}

#[test]
fn a_choice_of_columns_is_kept_and_offered_again() {
    let kantor = Kantor::baru();
    let kepala = "urutan;kapan;siapa;apa\n";
    let satu = kantor.berkas("satu.csv", format!("{kepala}1;2024-03-01;Budi;anggaran\n"));
    let pesan = kantor.ditolak(2, &["import", "register", &satu, "--peta", "lama"]);
    assert!(pesan.contains("judul kolom tidak ditemukan"), "{pesan}");
    let kepala = "no;kapan;nama;apa\n";
    let satu = kantor.berkas("satu.csv", format!("{kepala}1;2024-03-01;Budi;anggaran\n"));
    let pesan = kantor.ditolak(2, &["import", "register", &satu, "--peta", "lama"]);
    assert!(pesan.contains("kolom tanggal belum dipetakan") && pesan.contains("kapan"), "{pesan}");
    let pilih = ["--kolom", "tanggal=Kapan", "--kolom", "rincian=apa", "--peta", "lama"];
    let argumen = [&["import", "register", satu.as_str()][..], &pilih].concat();
    assert_eq!(kantor.json(&argumen)["baru"], 1);
    let dua = kantor.berkas("dua.csv", format!("{kepala}7;2024-04-01;Ani;aset\n"));
    assert_eq!(kantor.json(&["import", "register", &dua])["baru"], 1, "the same headings");
    let baris = register(&kantor, "permohonan");
    assert_eq!((&baris["jumlah"], &baris["baris"][1]["rincian"]), (&json!(2), &json!("tersegel")));
    for (salah, kata) in [
        ("umur=apa", "kolom umur tidak ada"),
        ("nama=bukan", "judul bukan tidak ada"),
        ("nama", "sama dengan"),
    ] {
        let pesan = kantor.ditolak(2, &["import", "register", &dua, "--kolom", salah]);
        assert!(pesan.contains(kata), "{salah}: {pesan}");
    }
}

/// What one office takes away as a workbook, another one reads.
#[test]
fn a_book_goes_out_as_a_workbook_and_comes_in_again() {
    let kantor = Kantor::baru();
    kantor.impor("register", "lampiran", LAMPIRAN_VIII);
    let xlsx = kantor.jalur("keluar.xlsx").display().to_string();
    let argumen = ["register", "permohonan", "--dari", "2024-01-01", "--sampai", "2024-12-31"];
    kantor.berhasil(&[&argumen[..], &["--xlsx", &xlsx]].concat());
    let lain = Kantor::baru();
    let berkas = lain.berkas("masuk.xlsx", fs::read(xlsx).unwrap());
    assert_eq!(lain.json(&["import", "register", &berkas])["baru"], 2);
    let (dulu, kini) = (register(&kantor, "permohonan"), register(&lain, "permohonan"));
    for nama in ["nomor", "tanggal", "keputusan", "dikuasai", "tanggal_pemberitahuan", "biaya"] {
        for ke in 0..2 {
            assert_eq!(kini["baris"][ke][nama], dulu["baris"][ke][nama], "{ke} {nama}");
        }
    }
    assert_eq!(kini["baris"][0]["nama"], "tidak tercatat", "what was sealed did not go out");
}

#[test]
fn a_register_of_keberatan_is_imported() {
    let kantor = Kantor::baru();
    let isi = "\
No,Tgl,Nama,Alamat,No. Pendaftaran,Informasi yang diminta,a,b,c,d,e,f,g,Keputusan Atasan,Tanggal Tanggapan,Nama dan Posisi Atasan PPID,Tanggapan Pemohon\n\
K1,2024-02-05,Budi Rahasia,Jl. Melati,12/2024,Anggaran,v,,,,,,v,Menguatkan,2024-03-01,Sekda Rahasia,Tidak menerima\n\
K2,2024-02-30,Ani,,,Laporan berkala,,v,,,,,,,,,\n\
K3,5 Maret 2024,Cici,,,Notulen,,v,,,,,,Mengabulkan,2024-03-20,,\n";
    let berkas = kantor.berkas("keberatan.csv", isi);
    let hasil = kantor.json(&["import", "keberatan", &berkas]);
    assert_eq!((&hasil["baru"], &hasil["bercacat"]), (&json!(3), &json!(2)), "{hasil}");
    assert!(hasil["baris"][0]["catatan"].to_string().contains("SK pengecualian"), "{hasil}");
    let kepala = kantor.kepala();
    assert_eq!(kantor.json(&["import", "keberatan", &berkas])["sudah_ada"], 3);
    assert_eq!(kantor.kepala(), kepala);
    assert!(!kantor.daun().contains("Rahasia"));
    let tahun = register(&kantor, "keberatan");
    let baris = &tahun["baris"];
    for (ke, nama, harapan) in [
        (0, "nomor", json!("K1")),
        (0, "nomor_permohonan", json!("12/2024")),
        (0, "alasan_a", json!("ya")),
        (0, "alasan_b", Value::Null),
        (0, "alasan_g", json!("ya")),
        (0, "putusan", json!("menguatkan")),
        (0, "tanggal_tanggapan", json!("2024-03-01")),
        (0, "jabatan", json!("tidak tercatat")),
        (1, "nomor", json!("K3")),
        (1, "nomor_permohonan", Value::Null),
        (1, "putusan", json!("mengabulkan")),
    ] {
        assert_eq!(baris[ke][nama], harapan, "{ke} {nama}");
    }
    assert!(baris[0]["tanggapan_pemohon"].as_str().unwrap().starts_with("tidak menerima"));
    assert_eq!(tahun["tanpa_tanggal"][0]["nomor"], "K2", "an impossible day is kept apart");
    kantor.berhasil(&["verify"]);
}

#[test]
fn a_dip_with_a_row_that_cannot_be_is_not_written() {
    let kantor = Kantor::baru();
    let isi = "No,Ringkasan Isi Informasi,Unit,Waktu Pembuatan,Kategori\n\
               1,Profil,Dinas yang tidak ada,2024-01-05,berkala\n";
    let berkas = kantor.berkas("dip.csv", isi);
    let jawaban = kantor.jejak(&["import", "dip", &berkas]);
    assert_eq!(jawaban.kode, 1, "{jawaban:?}");
    assert!(jawaban.keluaran.contains("unit tidak terdaftar"), "{jawaban:?}");
    assert!(jawaban.keluhan.contains("tidak ada yang ditulis"), "{jawaban:?}");
    assert_eq!(kantor.kepala().0, 304, "the calendar alone");
}
