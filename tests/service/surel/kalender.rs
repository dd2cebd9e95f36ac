//! The calendar behind a secret link.

use events::pengguna::Peran;
use events::pihak::UnitId;
use hyper::Method;
use serde_json::json;

use super::didisposisi;
use crate::api::klien::{Jawaban, Kantor, id};
use crate::laman::peramban::{Peramban, html};

/// The link that a page shows, as a path.
fn tautan(kantor: &Kantor, halaman: &Jawaban) -> String {
    let (_, sisa) = html(halaman).split_once(&format!("{}/umpan", kantor.url())).unwrap();
    format!("/umpan{}", sisa.split('<').next().unwrap())
}

async fn ambil(kantor: &Kantor, jalur: &str) -> Jawaban {
    kantor.minta("publik", Method::GET, jalur, None, &[]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unit_has_its_tenggat_in_its_calendar_and_nothing_of_anybody() {
    let kantor = Kantor::buka().await;
    let (perkara, nomor) = didisposisi(&kantor).await;
    let (_, lain, _) = kantor.diajukan().await;
    kantor.ikuti().await;
    let peran = Peran::PpidPembantu(UnitId(kantor.unit[0]));
    let mut orang = Peramban::masuk(&kantor, "dinkes", peran).await;
    let halaman = orang.kirim(&kantor, "/akun/kalender", &[("tautan", "baru")]).await.dengan(200);
    let jalur = tautan(&kantor, &halaman);
    let kalender = ambil(&kantor, &jalur).await;
    assert_eq!(kalender.status, 200, "{}", kalender.badan);
    assert_eq!(kalender.teks("content-type"), "text/calendar; charset=utf-8");
    let teks = html(&kalender).replace("\r\n ", "");
    assert!(teks.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"), "{teks}");
    assert!(teks.contains(&format!("SUMMARY:{nomor}: pemberitahuan tertulis\r\n")), "{teks}");
    assert!(teks.contains("DTSTART;VALUE=DATE:202603"), "{teks}");
    assert!(teks.contains(&format!("/perkara/{perkara}\r\n")), "{teks}");
    assert!(!teks.contains(&lain), "of another's case nothing: {teks}");
    for rahasia in ["Tersembunyi", "3275014101900001", "sri@rahasia.id", "Anggaran"] {
        assert!(!teks.contains(rahasia), "{teks}");
    }
    // The page shows it once.
    let lagi = orang.buka(&kantor, "/akun/surel").await.dengan(200);
    assert!(!html(&lagi).contains("/umpan/tenggat/"), "{}", html(&lagi));
    assert!(html(&lagi).contains("Tautan dibuat 2 Maret 2026"), "{}", html(&lagi));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hearing_stands_in_the_calendar_also_where_something_comes_before_it() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    let keberatan = json!({"alasan": ["c"], "kanal": "situs", "kasus_posisi": {"isi": "diam"}});
    kantor.fakta("petugas", perkara, "keberatan-diterima", keberatan).await.dengan(201);
    let diajukan = json!({"perintah": id(), "fakta": {"perkara": [perkara]}});
    let diajukan = kantor.kirim("ppid-utama", "/sengketa", diajukan).await.dengan(201);
    let sengketa = diajukan.badan["id"].as_str().unwrap().to_owned();
    let (unit, tugas) = (kantor.unit[0], json!({"isi": "tanda terima"}));
    for (langkah, fakta) in [
        ("sengketa-diregistrasi", json!({"nomor": "009/REG-PSI/III/2026"})),
        ("panggilan-diterima", json!({"acara": "pembuktian", "tanggal_sidang": "2026-04-10"})),
        ("tugas-diberikan", json!({"unit": unit, "tugas": tugas, "sampai": "2026-03-20"})),
    ] {
        let badan = json!({"perintah": id(), "fakta": fakta});
        let jalur = format!("/sengketa/{sengketa}/{langkah}");
        kantor.kirim("ppid-utama", &jalur, badan).await.dengan(200);
    }
    kantor.ikuti().await;
    let mut orang = Peramban::masuk(&kantor, "ppid", Peran::PpidUtama).await;
    let halaman = orang.kirim(&kantor, "/akun/kalender", &[("tautan", "baru")]).await.dengan(200);
    let kalender = ambil(&kantor, &tautan(&kantor, &halaman)).await;
    let teks = html(&kalender).replace("\r\n ", "");
    let sidang = teks.split("BEGIN:VEVENT").find(|satu| satu.contains("sidang"));
    assert!(sidang.expect("a hearing").contains("DTSTART;VALUE=DATE:20260410"), "{teks}");
    assert!(!teks.contains("tanda terima"), "{teks}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_link_ends_the_old_one_and_one_can_have_none() {
    let kantor = Kantor::buka().await;
    let mut orang = Peramban::masuk(&kantor, "ppid", Peran::PpidUtama).await;
    let mut jalur = Vec::new();
    for _ in 0..2 {
        let isian = [("tautan", "baru")];
        let halaman = orang.kirim(&kantor, "/akun/kalender", &isian).await.dengan(200);
        jalur.push(tautan(&kantor, &halaman));
    }
    assert_eq!(ambil(&kantor, &jalur[0]).await.status, 404);
    assert_eq!(ambil(&kantor, &jalur[1]).await.status, 200);
    orang.kirim(&kantor, "/akun/kalender", &[("tautan", "hapus")]).await.dengan(200);
    assert_eq!(ambil(&kantor, &jalur[1]).await.status, 404);
    assert_eq!(ambil(&kantor, "/umpan/tenggat/karangan").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_left_has_no_calendar_and_no_copy_of_the_database_opens_one() {
    let kantor = Kantor::buka().await;
    let siapa = kantor.terdaftar(Peran::Petugas).await;
    let rahasia = jejak::tautan::buat(&kantor.app, siapa).await.unwrap();
    let jalur = format!("/umpan/tenggat/{rahasia}");
    assert_eq!(ambil(&kantor, &jalur).await.status, 200);
    let sidik: Vec<u8> = sqlx::query_scalar("select sidik from tautan_kalender")
        .fetch_one(&kantor.app.pool)
        .await
        .unwrap();
    assert_ne!(sidik, rahasia.as_bytes());
    let keluar = json!({"perintah": id(), "fakta": {}});
    let alamat = format!("/pengguna/{siapa}/pengguna-dinonaktifkan");
    kantor.kirim("admin", &alamat, keluar).await.dengan(200);
    assert_eq!(ambil(&kantor, &jalur).await.status, 404);
}
