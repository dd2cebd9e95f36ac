//! Lists and looks back: pages that stay whole while rows change, what was known
//! on a day, and what was just written.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::klien::{Kantor, id};

/// Every page of a list from here on; the cases on them.
async fn halaman(kantor: &Kantor, jalur: &str, mut setelah: Option<String>) -> Vec<String> {
    let mut perkara = Vec::new();
    loop {
        let kursor = setelah.map(|setelah| format!("&setelah={setelah}")).unwrap_or_default();
        let satu = kantor.baca("petugas", &format!("{jalur}{kursor}")).await.dengan(200);
        let isi = satu.isi().iter().map(|baris| baris["perkara"].as_str().unwrap().to_owned());
        perkara.extend(isi);
        let Some(berikutnya) = satu.badan["berikutnya"].as_str() else { return perkara };
        setelah = Some(berikutnya.to_owned());
    }
}

/// Every short list, page by page, is the list; a page holds no more than was
/// asked for.
#[tokio::test(flavor = "multi_thread")]
async fn short_lists_come_in_pages_too() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    for (jenis, fakta) in [
        ("laporan", json!({"dari": "2026-01-01", "sampai": "2026-01-31"})),
        ("laporan", json!({"dari": "2026-02-01", "sampai": "2026-02-28"})),
        ("buku", json!({"jenis": "impor", "nama": "Lama", "pola": "{urut}/LAMA"})),
    ] {
        let badan = json!({"perintah": id(), "fakta": fakta});
        kantor.kirim("ppid-utama", &format!("/{jenis}"), badan).await.dengan(201);
    }
    for sejak in ["2026-01-01", "2026-02-01"] {
        let badan = json!({"perintah": id(), "fakta": {
            "himpunan": "umum", "berlaku_sejak": sejak, "pekan": "lima_hari",
            "penyetuju": "pimpinan_badan_publik"}});
        kantor.kirim("admin", "/aturan", badan).await.dengan(200);
    }
    let sampai = posisi(&kantor).await;
    for (siapa, jalur) in [
        ("admin", "/unit".to_owned()),
        ("admin", "/buku".to_owned()),
        ("admin", "/aturan".to_owned()),
        ("admin", "/kalender".to_owned()),
        ("admin", "/pengguna".to_owned()),
        ("auditor", "/laporan".to_owned()),
        ("auditor", format!("/perkara/{perkara}/riwayat")),
        ("auditor", format!("/perkara/{perkara}/tenggat")),
    ] {
        let awal = format!("{jalur}?minimal_posisi={sampai}");
        let semua = kantor.baca(siapa, &format!("{awal}&batas=100")).await.dengan(200);
        let mut sehalaman = format!("{awal}&batas=1");
        for (n, baris) in semua.isi().iter().enumerate() {
            let satu = kantor.baca(siapa, &sehalaman).await.dengan(200);
            assert_eq!(satu.isi(), std::slice::from_ref(baris), "{jalur}: {n}");
            let Some(berikutnya) = satu.badan["berikutnya"].as_str() else {
                assert_eq!(n + 1, semua.isi().len(), "{jalur}");
                break;
            };
            sehalaman = format!("{awal}&batas=1&setelah={berikutnya}");
        }
        assert!(semua.isi().len() > 1, "{jalur}");
    }
    let semua = kantor.baca("admin", "/kalender").await.dengan(200);
    assert_eq!(semua.isi().len(), 50, "a page is bounded without asking");
}

async fn posisi(kantor: &Kantor) -> u64 {
    kantor.app.log.position().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_stay_whole_while_rows_change() {
    let kantor = Kantor::buka().await;
    let mut semua = Vec::new();
    for hari in 2..=6 {
        kantor.pada(&format!("2026-03-0{hari}T10:00:00+07:00"));
        semua.push(kantor.diajukan().await.0.to_string());
    }
    let sampai = posisi(&kantor).await;
    for daftar in ["/perkara", "/register/permohonan"] {
        let jalur = format!("{daftar}?batas=2&minimal_posisi={sampai}");
        assert_eq!(halaman(&kantor, &jalur, None).await, semua, "{daftar}");
    }
    let jalur = format!("/tenggat?batas=3&minimal_posisi={sampai}");
    let tenggat = halaman(&kantor, &jalur, None).await;
    assert_eq!(tenggat.len(), 10, "completeness and notice of each");
    let awal = kantor.baca("petugas", "/perkara?batas=2").await.dengan(200);
    let kursor = awal.badan["berikutnya"].as_str().unwrap().to_owned();
    // The first is answered and leaves its place; a new one comes in.
    let dicabut = semua[0].parse().unwrap();
    let cabut = json!({"tertulis": true});
    kantor.fakta("petugas", dicabut, "permohonan-dicabut", cabut).await.dengan(200);
    kantor.diajukan().await;
    let jalur = format!("/perkara?batas=2&terbuka=true&minimal_posisi={}", posisi(&kantor).await);
    let sisa = halaman(&kantor, &jalur, Some(kursor.clone())).await;
    // The new one may stand among those of the same day.
    let lama: Vec<&String> = sisa.iter().filter(|id| semua.contains(id)).collect();
    assert_eq!(lama, semua[2..].iter().collect::<Vec<_>>(), "nothing skipped, nothing twice");
    let sekali: BTreeSet<&String> = sisa.iter().collect();
    assert_eq!(sekali.len(), sisa.len());
    // A cursor is of one list.
    let salah = kantor.baca("petugas", &format!("/tenggat?setelah={kursor}")).await.dengan(400);
    assert_eq!(salah.badan["galat"][0]["kolom"], "setelah");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_look_back_shows_what_was_known() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    kantor.pada("2026-03-04T10:00:00+07:00");
    let cabut = json!({"tertulis": true});
    kantor.fakta("petugas", perkara, "permohonan-dicabut", cabut).await.dengan(200);
    let sampai = posisi(&kantor).await;
    for (pada, status) in [("2026-03-03", "diproses"), ("2026-03-04", "dicabut")] {
        let tanya = format!("sebagaimana={pada}&minimal_posisi={sampai}");
        let satu = kantor.baca("auditor", &format!("/perkara/{perkara}?{tanya}")).await.dengan(200);
        assert_eq!(satu.badan["status"], status);
        let daftar = kantor.baca("auditor", &format!("/perkara?{tanya}")).await.dengan(200);
        assert_eq!(daftar.isi()[0]["status"], status);
        let terbuka = kantor.baca("auditor", &format!("/tenggat?{tanya}")).await.dengan(200);
        assert_eq!(terbuka.isi().is_empty(), status == "dicabut");
        let kurun = format!("/statistik?dari=2026-01-01&sampai=2026-12-31&{tanya}");
        let angka = kantor.baca("publik", &kurun).await.dengan(200);
        assert_eq!(angka.badan["permohonan"], 1);
        assert_eq!(angka.badan["terbuka"], i32::from(status == "diproses"));
    }
    let sebelum = format!("/perkara/{perkara}?sebagaimana=2026-03-01");
    kantor.baca("auditor", &sebelum).await.dengan(404);
    let jam = format!("/perkara/{perkara}?sebagaimana=2026-03-02T09:59&menurut_catatan=true");
    kantor.baca("auditor", &jam).await.dengan(404);
}

/// As at now, the log and the tables say the same.
#[tokio::test(flavor = "multi_thread")]
async fn the_present_is_the_same_by_both_ways() {
    let kantor = Kantor::buka().await;
    for _ in 0..3 {
        kantor.diajukan().await;
    }
    let sampai = posisi(&kantor).await;
    for daftar in [
        "/perkara?",
        "/tenggat?",
        "/register/permohonan?",
        "/register/keberatan?",
        "/statistik?dari=2026-01-01&sampai=2026-12-31&",
    ] {
        let kini = format!("{daftar}minimal_posisi={sampai}");
        let tabel = kantor.baca("auditor", &kini).await.dengan(200).badan;
        let kini = format!("{kini}&sebagaimana=2026-03-02");
        let log = kantor.baca("auditor", &kini).await.dengan(200).badan;
        assert_eq!(tabel, log, "{daftar}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_sees_what_was_just_written() {
    let kantor = Kantor::buka().await;
    for _ in 0..5 {
        let kirim = super::klien::pengajuan(id());
        let bukti = kantor.kirim("publik", "/permohonan", kirim).await.dengan(201);
        let posisi = bukti.teks("jejak-posisi").to_owned();
        let jalur = format!("/perkara?minimal_posisi={posisi}&batas=100");
        let daftar = kantor.baca("petugas", &jalur).await.dengan(200);
        let ada = daftar.isi().iter().any(|baris| baris["perkara"] == bukti.badan["perkara"]);
        assert!(ada && daftar.badan["posisi"].as_u64() >= posisi.parse().ok());
    }
    let jauh = kantor.baca("petugas", "/perkara?minimal_posisi=999999").await.dengan(409);
    assert_eq!(jauh.kode(), ["PosisiBelumAda"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tenggat_is_explained_day_by_day() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    let tenggat = kantor.baca("petugas", &format!("/perkara/{perkara}/tenggat")).await.dengan(200);
    let cari = |nama: &str| {
        tenggat.isi().iter().find(|satu| satu["tenggat"] == nama).cloned().unwrap_or(Value::Null)
    };
    let pemberitahuan = cari("pemberitahuan tertulis");
    // As the list of all cases has it; at ten working days it is far off.
    let sampai = posisi(&kantor).await;
    let daftar = kantor.baca("petugas", &format!("/tenggat?minimal_posisi={sampai}")).await;
    let terbuka = daftar.isi().iter().find(|t| t["tenggat"] == "pemberitahuan tertulis").unwrap();
    assert_eq!(pemberitahuan["sisa_hk"], terbuka["sisa_hk"]);
    assert!(pemberitahuan["sisa_hk"].as_i64().is_some_and(|sisa| sisa >= 9), "{pemberitahuan}");
    let cabut = json!({"tertulis": true});
    kantor.fakta("petugas", perkara, "permohonan-dicabut", cabut).await.dengan(200);
    let selesai = kantor.baca("petugas", &format!("/perkara/{perkara}")).await.dengan(200);
    for satu in selesai.badan["tenggat"].as_array().unwrap() {
        assert_eq!(satu["sisa_hk"].is_i64(), satu["terbuka"] == true, "{satu}");
    }
    let bacaan = pemberitahuan["bacaan"].as_array().unwrap();
    assert!(bacaan.len() >= 2, "both datings: {pemberitahuan}");
    let hari = bacaan[0]["hari"].as_array().unwrap();
    assert!(hari.iter().any(|hari| hari["keterangan"].as_str().unwrap().contains("Sabtu")));
}
