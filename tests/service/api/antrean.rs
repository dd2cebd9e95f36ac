//! The queue: what is found, whose it is, and what an officer takes away.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use serde_json::{Value, json};

use super::dasbor::kantor_sibuk;
use super::klien::Kantor;

async fn nomor(kantor: &Kantor, siapa: &str, tanya: &str) -> Vec<String> {
    let posisi = kantor.app.log.position().await.unwrap();
    let jalur = format!("/perkara?minimal_posisi={posisi}&{tanya}");
    let daftar = kantor.baca(siapa, &jalur).await.dengan(200);
    daftar.isi().iter().map(|satu| satu["nomor"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn words_find_cases_by_what_is_not_personal() {
    let kantor = kantor_sibuk().await;
    let semua = nomor(&kantor, "auditor", "urut=terbaru").await;
    assert_eq!(semua.len(), 8);
    for (q, n) in [
        ("kesehatan", 3),
        ("dinas kes", 3),
        ("sosial sengketa", 1),
        ("0003 2026", 1),
        ("perpanjang", 0),
        ("diperpanjang", 1),
        ("puskesmas", 0),
        ("tersembunyi", 0),
        ("' | \\ :*", 0),
    ] {
        let q: String = form_urlencoded::byte_serialize(q.as_bytes()).collect();
        assert_eq!(nomor(&kantor, "auditor", &format!("q={q}")).await.len(), n, "{q}");
    }
    // What one types is not what another may see.
    assert_eq!(nomor(&kantor, "pembantu", "q=sosial").await.len(), 0);
    let tepat = nomor(&kantor, "auditor", "nomor_persis=0003/ppid/2026").await;
    assert_eq!(tepat, ["0003/PPID/2026"]);
    assert_eq!(nomor(&kantor, "auditor", "nomor_persis=0003/PPID").await.len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_beginning_of_a_number_finds_those_numbers_and_no_others() {
    let kantor = kantor_sibuk().await;
    let semua = nomor(&kantor, "auditor", "batas=100").await;
    for awal in ["0003/PPID", "000", "0003/ppid/2026", "0009/PPID"] {
        let harapan: Vec<&String> =
            semua.iter().filter(|satu| satu.starts_with(&awal.to_uppercase())).collect();
        let sebagai_nomor = nomor(&kantor, "auditor", &format!("nomor={awal}")).await;
        assert_eq!(sebagai_nomor.iter().collect::<Vec<_>>(), harapan, "{awal}");
        // Cut into pages in the index, in the order of the whole list.
        for (batas, urut) in [(1, "tenggat"), (3, "tenggat"), (3, "terbaru")] {
            let tanya = format!("nomor={awal}&batas={batas}&urut={urut}");
            let lengkap = nomor(&kantor, "auditor", &format!("nomor={awal}&urut={urut}")).await;
            let potongan = nomor(&kantor, "auditor", &tanya).await;
            assert_eq!(potongan, lengkap[..batas.min(lengkap.len())], "{tanya}");
        }
    }
    // Typed as people type it, and as words where no number begins so.
    assert_eq!(nomor(&kantor, "auditor", "q=0003%2FPPID").await, ["0003/PPID/2026"]);
    assert_eq!(nomor(&kantor, "auditor", "q=2026%2F0003").await, ["0003/PPID/2026"]);
    assert_eq!(nomor(&kantor, "auditor", "q=000").await.len(), 8);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_role_finds_what_waits_for_it() {
    let kantor = kantor_sibuk().await;
    let ppid = nomor(&kantor, "ppid-utama", "saya=true").await;
    let unit = nomor(&kantor, "pembantu", "saya=true").await;
    let berjalan = nomor(&kantor, "auditor", "saya=true").await;
    assert_eq!(unit, ["0006/PPID/2026"], "its own, and nothing of what it answered");
    assert!(ppid.contains(&"0008/PPID/2026".to_owned()), "{ppid:?}");
    assert!(!ppid.contains(&unit[0]));
    assert!(berjalan.contains(&unit[0]) && ppid.iter().all(|satu| berjalan.contains(satu)));
    let satu = kantor.baca("pembantu", "/perkara?saya=true").await.dengan(200);
    let satu = &satu.isi()[0];
    assert_eq!((&satu["wajah"], &satu["pemegang"]), (&json!("terlambat"), &json!("unit")));
    assert_eq!(satu["pemegang_unit"], json!(kantor.unit[0]));
    assert!(satu["sisa_hk_lambat"].as_i64() < Some(0), "{satu}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_leaves_as_a_file_without_names_or_formulas() {
    let kantor = kantor_sibuk().await;
    let posisi = kantor.app.log.position().await.unwrap();
    let jalur = format!("/antrean/csv?wajah=terlambat&minimal_posisi={posisi}");
    let berkas = kantor.baca("ppid-utama", &jalur).await;
    assert_eq!(berkas.status, 200, "{}", berkas.badan);
    assert_eq!(berkas.teks("content-type"), "text/csv; charset=utf-8");
    assert_eq!(berkas.teks("content-disposition"), "attachment; filename=\"antrean.csv\"");
    let isi = berkas.badan.as_str().unwrap();
    let baris: Vec<&str> = isi.lines().collect();
    let daftar = nomor(&kantor, "ppid-utama", "wajah=terlambat").await;
    assert_eq!(baris.len(), daftar.len() + 1, "{isi}");
    let harapan = "0006/PPID/2026,permohonan,terlambat,diproses,perorangan,";
    assert!(baris[1].starts_with(harapan), "{isi}");
    assert!(!isi.contains("Tersembunyi"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_is_kept_under_a_name_by_the_one_who_made_it() {
    let kantor = Kantor::buka().await;
    let simpan = |nama: &str, tanya: &str| json!({"nama": nama, "tanya": tanya});
    let kirim = |badan: Value| kantor.kirim("petugas", "/saringan", badan);
    kirim(simpan(" Terlambat ", "wajah=batas")).await.dengan(200);
    kirim(simpan("Terlambat", "wajah=terlambat&urut=terbaru")).await.dengan(200);
    let milik = kantor.baca("petugas", "/saringan").await.dengan(200);
    assert_eq!(milik.isi(), [simpan("Terlambat", "wajah=terlambat&urut=terbaru")]);
    assert!(kantor.baca("atasan", "/saringan").await.dengan(200).isi().is_empty());
    for (nama, tanya) in
        [("", "urut=terbaru"), ("a", "wajah=ungu"), ("a", "apa=1"), ("a\u{7}", "urut=terbaru")]
    {
        kirim(simpan(nama, tanya)).await.dengan(400);
    }
    for ke in 1..30 {
        kirim(simpan(&format!("saringan {ke}"), "berjalan=true")).await.dengan(200);
    }
    let lebih = kirim(simpan("satu lagi", "berjalan=true")).await.dengan(409);
    assert_eq!(lebih.kode(), ["TerlaluBanyakSaringan"]);
    kirim(simpan("Terlambat", "berjalan=true")).await.dengan(200);
    let hapus = json!({"nama": "Terlambat"});
    for _ in 0..2 {
        kantor.kirim("petugas", "/saringan/hapus", hapus.clone()).await.dengan(200);
    }
    kantor.kirim("atasan", "/saringan/hapus", json!({"nama": "saringan 1"})).await.dengan(200);
    let milik = kantor.baca("petugas", "/saringan").await.dengan(200);
    assert_eq!(milik.isi().len(), 29);
}

/// A list by receipt of an earlier day is the list that stood then, page by page.
#[tokio::test(flavor = "multi_thread")]
async fn the_last_received_of_an_earlier_day_are_those_of_that_day() {
    let kantor = Kantor::buka().await;
    let semua = |ekor: &str| format!("/perkara?urut=terbaru{ekor}");
    let id = |jawaban: &[Value]| -> Vec<Value> {
        jawaban.iter().map(|satu| satu["perkara"].clone()).collect()
    };
    for hari in 2..=4 {
        kantor.pada(&format!("2026-03-0{hari}T10:00:00+07:00"));
        kantor.diajukan().await;
        kantor.diajukan().await;
    }
    kantor.ikuti().await;
    let kini = id(kantor.baca("petugas", &semua("")).await.dengan(200).isi());
    assert_eq!(kini.len(), 6);
    let dahulu = semua("&sebagaimana=2026-03-03");
    assert_eq!(id(kantor.baca("petugas", &dahulu).await.dengan(200).isi()), kini[2..]);
    let mut halaman = Vec::new();
    let mut lanjut = String::new();
    for _ in 0..4 {
        let alamat = format!("{dahulu}&batas=1{lanjut}");
        let jawaban = kantor.baca("petugas", &alamat).await.dengan(200);
        halaman.extend(id(jawaban.isi()));
        let setelah =
            jawaban.badan["berikutnya"].as_str().map(|kursor| format!("&setelah={kursor}"));
        lanjut = setelah.unwrap_or_default();
    }
    assert_eq!((halaman, lanjut), (kini[2..].to_vec(), String::new()));
    let sehari = semua("&sebagaimana=2026-03-04&dari=2026-03-03&sampai=2026-03-03");
    assert_eq!(id(kantor.baca("petugas", &sehari).await.dengan(200).isi()), kini[2..4]);
}
