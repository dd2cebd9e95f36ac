//! Monev: what the log proves, what the office says, what KI announced.

use chrono::Datelike;
use events::pengguna::Peran;
use serde_json::{Value, json};

use super::angka::hk;
use super::dunia::{seratus, tulis};
use crate::api::klien::{Jawaban, Kantor, id};
use crate::laman::daftar::entri;
use crate::laman::peramban::Peramban;

async fn kirim(kantor: &Kantor, langkah: &str, fakta: Value) -> Jawaban {
    let badan = json!({"perintah": id(), "fakta": fakta});
    kantor.kirim("ppid-utama", &format!("/monev/2026/{langkah}"), badan).await
}

async fn satu(kantor: &Kantor, tahun: i32) -> Value {
    kantor.ikuti().await;
    kantor.baca("auditor", &format!("/monev?tahun={tahun}")).await.dengan(200).badan
}

/// The score of an item, by how its name begins.
fn skor<'a>(monev: &'a Value, hal: &str) -> &'a Value {
    let indikator = monev["indikator"].as_array().unwrap().iter();
    let mut butir = indikator.flat_map(|satu| satu["butir"].as_array().unwrap());
    &butir.find(|butir| butir["hal"].as_str().unwrap().starts_with(hal)).unwrap()["skor"]
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_log_has_is_scored_and_what_is_not_there_is_told() {
    let kantor = Kantor::buka().await;
    let awal = satu(&kantor, 2026).await;
    assert_eq!((&awal["target"], &awal["sendiri"]), (&json!(900), &json!(false)));
    assert_eq!(skor(&awal, "DIP memuat informasi berkala"), 0);
    assert_eq!(skor(&awal, "Pemberitahuan tertulis tepat waktu"), &Value::Null);
    assert_eq!(skor(&awal, "Laporan tahunan 2025"), &Value::Null, "not due on 2 March");
    assert_eq!(skor(&awal, "Maklumat"), 0);
    let baru = |fakta| json!({"perintah": id(), "fakta": fakta});
    let usul = baru(entri(kantor.unit[0]));
    let usul = kantor.kirim("ppid-utama", "/katalog", usul).await.dengan(201).badan;
    let langkah = format!("/katalog/{}/dip-ditetapkan", usul["id"].as_str().unwrap());
    let sk = json!({"nomor_sk": "SK 1", "disetujui": "Sekretaris Daerah"});
    kantor.kirim("ppid-utama", &langkah, baru(sk)).await.dengan(200);
    let teks = json!({"teks": "maklumat", "isi": {"isi": "Kami melayani."}});
    kantor.kirim("admin", "/kantor/teks-ditetapkan", baru(teks)).await.dengan(200);
    let kini = satu(&kantor, 2026).await;
    for (hal, nilai) in [
        ("DIP memuat informasi berkala", 1_000),
        ("DIP memuat informasi serta merta", 0),
        ("DIP dimutakhirkan setiap enam bulan", 1_000),
        ("Dokumen DIP dapat diunduh", 0),
        ("Informasi dalam DIP mutakhir", 1_000),
        ("Setiap unit memiliki informasi", 500),
        ("Maklumat", 1_000),
        ("SOP", 0),
    ] {
        assert_eq!(skor(&kini, hal), nilai, "{hal}");
    }
    assert!(kini["nilai"].as_u64() > awal["nilai"].as_u64());
    kantor.pada("2026-04-01T10:00:00+07:00");
    assert_eq!(skor(&satu(&kantor, 2026).await, "Laporan tahunan 2025"), 0, "late from 1 April");
}

/// By a loop over the rows of the hundred cases.
#[tokio::test(flavor = "multi_thread")]
async fn keberatan_answered_in_thirty_days_are_counted() {
    let kantor = Kantor::buka().await;
    let semua = seratus();
    tulis(&kantor.app, &semua).await;
    let monev = satu(&kantor, 2023).await;
    let dalam = |b: &&super::dunia::Baris| {
        let ditanggapi = !["", "dicabut"].contains(&b.tanggapan.as_str());
        b.keberatan.is_some_and(|hari| hari.year() == 2023)
            && ditanggapi
            && b.ditanggapi.is_some_and(|akhir| Some(akhir) >= b.keberatan)
    };
    let hari_ini = "2026-03-02".parse().unwrap();
    let didiamkan = |b: &&super::dunia::Baris| {
        let diterima = b.keberatan.filter(|hari| hari.year() == 2023);
        b.tanggapan.is_empty() && diterima.is_some_and(|hari| hk(hari, hari_ini) > 30)
    };
    let didiamkan = semua.iter().filter(didiamkan).count();
    assert!(didiamkan > 0, "the cases have an Atasan PPID who is silent");
    let banyak = semua.iter().filter(dalam).count() + didiamkan;
    let indikator = monev["indikator"].as_array().unwrap();
    let butir = indikator.iter().flat_map(|satu| satu["butir"].as_array().unwrap());
    let mut keberatan =
        butir.filter(|butir| butir["hal"].as_str().unwrap().starts_with("Keberatan"));
    let bukti = keberatan.next().unwrap()["bukti"].as_str().unwrap().to_owned();
    assert!(bukti.ends_with(&format!("dari {banyak} yang dapat dinilai")), "{bukti}: {banyak}");
    let masuk: Vec<_> =
        semua.iter().filter(|b| b.diterima.is_some_and(|hari| hari.year() == 2023)).collect();
    let situs = masuk.iter().filter(|b| b.kanal() == "situs").count();
    let mut butir = indikator.iter().flat_map(|satu| satu["butir"].as_array().unwrap());
    let butir = butir.find(|b| b["hal"].as_str().unwrap().ends_with("melalui situs")).unwrap();
    assert!(situs > 0);
    assert_eq!(butir["skor"], 1_000);
    assert_eq!(butir["bukti"], format!("{situs} dari {} permohonan", masuk.len()));
}

#[tokio::test(flavor = "multi_thread")]
async fn weights_scores_and_the_official_result_are_the_offices_to_say() {
    let kantor = Kantor::buka().await;
    let indikator = |b: u16| {
        json!({"target": 800, "indikator": [
            {"nama": "Pelayanan", "bobot": 600},
            {"nama": "Komitmen", "bobot": b, "bukti": "komitmen"}]})
    };
    let kurang = kirim(&kantor, "indikator-monev-ditetapkan", indikator(399)).await.dengan(409);
    assert_eq!(kurang.kode(), ["BobotBukanSeratus"]);
    kirim(&kantor, "indikator-monev-ditetapkan", indikator(400)).await.dengan(200);
    let nilai = json!({"indikator": "Pelayanan", "nilai": 999, "alasan": {"isi": "survei"}});
    kirim(&kantor, "nilai-monev-diisi", nilai).await.dengan(200);
    let hasil = json!({"nilai": 899, "komisi": "KI Jawa Barat", "dasar": "SK 7/2026"});
    kirim(&kantor, "hasil-monev-dicatat", hasil).await.dengan(200);
    let monev = satu(&kantor, 2026).await;
    assert_eq!((&monev["target"], &monev["sendiri"]), (&json!(800), &json!(true)));
    let pelayanan = &monev["indikator"][0];
    assert_eq!((&pelayanan["nilai"], &pelayanan["sumbangan"]), (&json!(999), &json!(599)));
    assert_eq!(pelayanan["alasan"], "survei");
    assert_eq!(monev["resmi"]["predikat"], "Menuju Informatif");
    let berikut = kantor.baca("auditor", "/monev?tahun=2027").await.dengan(409);
    assert_eq!(berikut.kode(), ["PeriodeMendatang"]);
    kantor.pada("2027-02-01T10:00:00+07:00");
    let semua = satu(&kantor, 2027).await["semua"].clone();
    let tahun: Vec<_> = semua.as_array().unwrap().iter().map(|s| s["tahun"].clone()).collect();
    assert_eq!(tahun, [2027, 2026]);
    assert_eq!((&semua[1]["resmi"], &semua[0]["target"]), (&json!(899), &json!(900)));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_takes_points_as_people_write_them() {
    let kantor = Kantor::buka().await;
    let mut ppid = Peramban::masuk(&kantor, "ppid", Peran::PpidUtama).await;
    let perintah = || id().to_string();
    let satu_perintah = perintah();
    let isian = [
        ("_perintah", satu_perintah.as_str()),
        ("target", "85,5"),
        ("nama.0", "Pelayanan"),
        ("bobot.0", "60"),
        ("bukti.0", "pelayanan"),
        ("nama.1", "Lainnya"),
        ("bobot.1", "40,0"),
    ];
    assert_eq!(ppid.kirim(&kantor, "/monev/2026/indikator", &isian).await.status, 303);
    let satu_perintah = perintah();
    let nilai = [
        ("_perintah", satu_perintah.as_str()),
        ("indikator", "Lainnya"),
        ("nilai", "89,7"),
        ("alasan", "menurut survei"),
    ];
    assert_eq!(ppid.kirim(&kantor, "/monev/2026/nilai", &nilai).await.status, 303);
    let satu_perintah = perintah();
    let keliru = [("_perintah", satu_perintah.as_str()), ("nilai", "99,75"), ("komisi", "KI")];
    assert_eq!(ppid.kirim(&kantor, "/monev/2026/hasil", &keliru).await.status, 400);
    kantor.ikuti().await;
    let halaman = ppid.buka(&kantor, "/monev?tahun=2026").await.dengan(200).badan;
    let halaman = halaman.as_str().unwrap();
    for kata in ["85,5", "89,7", "menurut survei", "belum dicatat", "Bukti dari Jejak"] {
        assert!(halaman.contains(kata), "{kata}: {halaman}");
    }
    let csv = ppid.buka(&kantor, "/monev?tahun=2026&bentuk=csv").await.dengan(200).badan;
    assert!(csv.as_str().unwrap().contains("Lainnya,40,,89.7,89.7"), "{csv}");
}
