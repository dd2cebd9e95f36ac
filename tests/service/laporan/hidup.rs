//! The life of a unit's report: drafted, handed in and frozen, sent back, handed
//! in again, accepted; made again to the byte, whatever was recorded since.

use events::laporan::{Event, Laporan, LaporanDisampaikan};
use events::pengguna::Peran;
use events::pihak::UnitId;
use events::teks::Sidik;
use jejak::aliran::TawaranAliran;
use jejak::app::Syarat;
use jejak::jobs;
use jejak::laporan::beku;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::api::klien::{Kantor, id};
use crate::facts::{label, saat};
use crate::laman::peramban::{Peramban, html};

async fn susun(kantor: &Kantor, pada: &str) -> String {
    kantor.pada(pada);
    jobs::jalankan(&kantor.app, jobs::cari("laporan").unwrap(), saat(pada)).await.unwrap()
}

/// A case that a unit answers for.
async fn perkara_unit(kantor: &Kantor) -> Uuid {
    let (perkara, ..) = kantor.diajukan().await;
    let disposisi = json!({"unit": kantor.unit[0], "peran": "penanggung_jawab"});
    kantor.fakta("ppid-utama", perkara, "disposisi-diberikan", disposisi).await.dengan(200);
    perkara
}

/// The only report that somebody sees.
async fn satu(kantor: &Kantor, siapa: &str) -> Value {
    let daftar = kantor.baca(siapa, "/laporan").await.dengan(200);
    assert_eq!(daftar.isi().len(), 1, "{}", daftar.badan);
    daftar.isi()[0].clone()
}

async fn sampaikan(kantor: &Kantor, laporan: &str) {
    let fakta = json!({"kendala": {"isi": "Arsip lama belum digital"}});
    let badan = json!({"perintah": id(), "fakta": fakta});
    let jalur = format!("/laporan/{laporan}/laporan-disampaikan");
    kantor.kirim("pembantu", &jalur, badan).await.dengan(200);
}

async fn uji(kantor: &Kantor, laporan: &str) -> Value {
    kantor.baca("auditor", &format!("/laporan/{laporan}/uji")).await.dengan(200).badan
}

#[tokio::test(flavor = "multi_thread")]
async fn every_unit_has_a_draft_from_the_first_working_day_on_and_once() {
    let kantor = Kantor::buka().await;
    assert_eq!(susun(&kantor, "2026-06-30T08:00:00+07:00").await, "0 laporan unit disusun");
    assert_eq!(susun(&kantor, "2026-07-01T08:00:00+07:00").await, "2 laporan unit disusun");
    assert_eq!(susun(&kantor, "2026-07-02T08:00:00+07:00").await, "0 laporan unit disusun");
    // 1 January is closed, 2 January a Saturday.
    let tutup = json!({
        "tanggal": "2027-01-01", "jenis": "libur_nasional", "nama": "Tahun Baru Masehi",
        "perkiraan": false, "instrumen": "SKB 3 Menteri", "terbit": "2026-06-01",
        "sumber_terbit": "instrumen"});
    let tutup = json!({"perintah": id(), "fakta": tutup});
    kantor.kirim("admin", "/kalender/nasional/hari-ditutup", tutup).await.dengan(200);
    kantor.ikuti().await;
    assert_eq!(susun(&kantor, "2027-01-01T08:00:00+07:00").await, "0 laporan unit disusun");
    assert_eq!(susun(&kantor, "2027-01-04T08:00:00+07:00").await, "2 laporan unit disusun");
    let milik = kantor.baca("pembantu", "/laporan").await.dengan(200);
    assert_eq!(milik.isi().len(), 2);
    assert!(milik.isi().iter().all(|satu| satu["unit"] == json!(kantor.unit[0])));
    assert_eq!(kantor.baca("ppid-utama", "/laporan").await.dengan(200).isi().len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unit_merged_midway_has_a_last_report_that_the_ppid_hands_in() {
    let kantor = Kantor::buka().await;
    perkara_unit(&kantor).await;
    kantor.pada("2026-05-04T09:00:00+07:00");
    let digabung = json!({"perintah": id(), "fakta": {"ke": kantor.unit[1]}});
    let jalur = format!("/unit/{}/unit-digabung", kantor.unit[0]);
    kantor.kirim("admin", &jalur, digabung).await.dengan(200);
    kantor.ikuti().await;
    assert_eq!(susun(&kantor, "2026-07-01T08:00:00+07:00").await, "2 laporan unit disusun");
    kantor.ikuti().await;
    let semua = kantor.baca("ppid-utama", "/laporan").await.dengan(200);
    let milik = |unit: Uuid| semua.isi().iter().find(|satu| satu["unit"] == json!(unit)).unwrap();
    let laporan = milik(kantor.unit[0])["laporan"].as_str().unwrap().to_owned();
    let naskah = format!("/laporan/{laporan}/naskah");
    let naskah = kantor.baca("ppid-utama", &naskah).await.dengan(200).badan.to_string();
    assert!(naskah.contains("Dinas Kesehatan") && naskah.contains("0001"), "{naskah}");
    let badan = json!({"perintah": id(), "fakta": {}});
    let jalur = format!("/laporan/{laporan}/laporan-disampaikan");
    kantor.kirim("ppid-utama", &jalur, badan).await.dengan(200);
    assert_eq!(uji(&kantor, &laporan).await["sama"], json!(true));
    // It took no day of the next half-year.
    assert_eq!(susun(&kantor, "2027-01-04T08:00:00+07:00").await, "1 laporan unit disusun");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_handed_in_is_made_again_to_the_byte_after_corrections() {
    let kantor = Kantor::buka().await;
    let perkara = perkara_unit(&kantor).await;
    susun(&kantor, "2026-07-01T08:00:00+07:00").await;
    let rancangan = satu(&kantor, "pembantu").await;
    assert_eq!(
        (&rancangan["keadaan"], &rancangan["terlambat"]),
        (&json!("disusun"), &json!(false))
    );
    assert_eq!(rancangan["batas"], "2026-07-14");
    let laporan = rancangan["laporan"].as_str().unwrap();
    kantor.ikuti().await;
    sampaikan(&kantor, laporan).await;
    let pertama = uji(&kantor, laporan).await;
    assert_eq!(pertama["sama"], true);
    let tanpa = kantor.baca("auditor", &format!("/laporan/{laporan}/revisi")).await.dengan(200);
    assert_eq!(tanpa.badan["angka"], json!([]));

    // The disposition was a mistake: the case is the other unit's.
    kantor.pada("2026-07-03T08:00:00+07:00");
    let pindah = json!({"unit": kantor.unit[1], "peran": "penanggung_jawab"});
    let pengganti =
        json!({"waktu": "2026-03-02", "event": {"type": "DisposisiDiberikan", "body": pindah}});
    let fakta = kantor.baca("auditor", &format!("/perkara/{perkara}/riwayat")).await.dengan(200);
    let versi = fakta
        .isi()
        .iter()
        .find(|f| f["uraian"].as_str().is_some_and(|uraian| uraian.contains("Dinas Kesehatan")));
    let versi = versi.unwrap_or_else(|| panic!("{}", fakta.badan))["versi"].clone();
    let koreksi = json!({"versi": versi, "alasan": {"isi": "salah unit"}, "pengganti": pengganti});
    kantor.fakta("ppid-utama", perkara, "koreksi-dicatat", koreksi).await.dengan(200);
    let ganti = json!({"perintah": id(), "fakta": {"nama": "Kota Lain", "kop": ["KOTA LAIN"]}});
    kantor.kirim("admin", "/kantor/kantor-ditetapkan", ganti).await.dengan(200);
    let nama = json!({"perintah": id(), "fakta": {"nama": "Dinas Kesehatan dan KB"}});
    let jalur = format!("/unit/{}/unit-berganti-nama", kantor.unit[0]);
    kantor.kirim("admin", &jalur, nama).await.dengan(200);
    kantor.ikuti().await;
    assert_eq!(uji(&kantor, laporan).await, pertama, "nothing of it is seen");
    let revisi = kantor.baca("auditor", &format!("/laporan/{laporan}/revisi")).await.dengan(200);
    let masuk =
        revisi.badan["angka"].as_array().unwrap().iter().find(|r| r["hal"] == "permohonan: masuk");
    assert_eq!(masuk, Some(&json!({"hal": "permohonan: masuk", "dulu": 1, "kini": 0})));

    let semua = kantor.app.satu_laporan(laporan.parse().unwrap()).await.unwrap().unwrap();
    let fakta = semua.penyampaian().last().unwrap().fakta.clone();
    let pdf = async || {
        let ulang = beku::buat_ulang(&kantor.app, &semua.disusun, &fakta).await.unwrap();
        ulang.pdf().await.unwrap()
    };
    let bytes = pdf().await;
    assert!(bytes.starts_with(b"%PDF-"));
    assert_eq!(bytes, pdf().await);
    assert_eq!(hex::encode(Sha256::digest(&bytes)), fakta.sha256.as_str());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_that_is_not_what_its_digest_says_is_told_so() {
    let kantor = Kantor::buka().await;
    perkara_unit(&kantor).await;
    susun(&kantor, "2026-07-01T08:00:00+07:00").await;
    let rancangan = satu(&kantor, "pembantu").await;
    let id: Uuid = rancangan["laporan"].as_str().unwrap().parse().unwrap();
    let laporan = kantor.app.satu_laporan(id).await.unwrap().unwrap();
    let benar = beku::bekukan(&kantor.app, &laporan.disusun, beku::Kata::default()).await.unwrap();
    let palsu = LaporanDisampaikan { sha256: Sidik::try_new("ab".repeat(32)).unwrap(), ..benar };
    let tawaran = TawaranAliran {
        command: Uuid::from_u128(77),
        actor: label("uji"),
        id,
        fakta: Event::LaporanDisampaikan(palsu),
        waktu: None,
        kiriman: b"palsu".to_vec(),
    };
    kantor.app.handle_aliran::<Laporan>(tawaran, Syarat::Ada).await.unwrap();
    let hasil = uji(&kantor, &id.to_string()).await;
    assert_eq!((&hasil["sama"], &hasil["isi_sama"]), (&json!(false), &json!(true)));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ppid_sends_it_back_with_remarks_and_then_accepts_it() {
    let kantor = Kantor::buka().await;
    perkara_unit(&kantor).await;
    susun(&kantor, "2026-07-01T08:00:00+07:00").await;
    let rancangan = satu(&kantor, "pembantu").await;
    let laporan = rancangan["laporan"].as_str().unwrap();
    let jalur = format!("/laporan/{laporan}");
    kantor.baca("pembantu-lain", &jalur).await.dengan(403);
    kantor.baca("admin", &jalur).await.dengan(403);
    kantor.baca("auditor", &format!("{jalur}/uji")).await.dengan(409);

    let badan = json!({"perintah": id(), "fakta": {"kendala": {"isi": "Arsip lama"}}});
    let langkah = format!("{jalur}/laporan-disampaikan");
    kantor.kirim("pembantu-lain", &langkah, badan.clone()).await.dengan(403);
    let pertama = kantor.kirim("pembantu", &langkah, badan.clone()).await.dengan(200);
    let ulang = kantor.kirim("pembantu", &langkah, badan).await.dengan(200);
    assert_eq!(ulang.badan, pertama.badan, "said again it is one fact");
    let lagi = json!({"perintah": id(), "fakta": {}});
    let lagi = kantor.kirim("pembantu", &langkah, lagi).await.dengan(409);
    assert_eq!(lagi.kode(), ["SudahDisampaikan"]);

    let catatan = json!({"perintah": id(), "fakta": {"catatan": {"isi": "Lengkapi Februari"}}});
    let kembali = format!("{jalur}/laporan-dikembalikan");
    kantor.kirim("pembantu", &kembali, catatan.clone()).await.dengan(403);
    kantor.kirim("ppid-utama", &kembali, catatan).await.dengan(200);
    kantor.pada("2026-07-15T08:00:00+07:00");
    let rincian = kantor.baca("pembantu", &jalur).await.dengan(200).badan;
    assert_eq!(rincian["catatan"], "Lengkapi Februari");
    assert_eq!((&rincian["disampaikan"], &rincian["terlambat"]), (&json!(null), &json!(true)));
    kantor.ikuti().await;
    let lalu = json!({"perintah": id(), "waktu": "2026-07-10", "fakta": {}});
    let lalu = kantor.kirim("pembantu", &langkah, lalu).await.dengan(409);
    assert_eq!(lalu.kode(), ["BukanHariIni"], "what is late stays late");
    sampaikan(&kantor, laporan).await;
    let terima = json!({"perintah": id(), "fakta": {}});
    kantor.kirim("ppid-utama", &format!("{jalur}/laporan-diterima"), terima).await.dengan(200);
    let rincian = kantor.baca("pembantu", &jalur).await.dengan(200).badan;
    assert_eq!(rincian["keadaan"], "diterima");
    assert_eq!(rincian["penyampaian"].as_array().unwrap().len(), 2);
    assert_eq!(rincian["penyampaian"][1]["kendala"], "Arsip lama belum digital");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_shows_the_draft_then_what_was_handed_in_and_names_nobody() {
    let kantor = Kantor::buka().await;
    perkara_unit(&kantor).await;
    susun(&kantor, "2026-07-01T08:00:00+07:00").await;
    let rancangan = satu(&kantor, "pembantu").await;
    let alamat = format!("/laporan/{}", rancangan["laporan"].as_str().unwrap());
    kantor.ikuti().await;
    let unit = Peran::PpidPembantu(UnitId(kantor.unit[0]));
    let orang = Peramban::masuk(&kantor, "unit", unit).await;
    let daftar = orang.buka(&kantor, "/laporan").await.dengan(200);
    assert!(html(&daftar).contains("menunggu unit"), "{}", html(&daftar));
    let halaman = orang.buka(&kantor, &alamat).await.dengan(200);
    let teks = html(&halaman);
    for kata in ["Rancangan", "Sampaikan laporan ini", "Permohonan: masuk", "0001/PPID/2026"] {
        assert!(teks.contains(kata), "{kata}: {teks}");
    }
    sampaikan(&kantor, rancangan["laporan"].as_str().unwrap()).await;
    let halaman = orang.buka(&kantor, &format!("{alamat}?ke=1&uji=ya")).await.dengan(200);
    let teks = html(&halaman);
    for kata in ["byte demi byte sama", "Arsip lama belum digital", "menunggu PPID Utama"] {
        assert!(teks.contains(kata), "{kata}: {teks}");
    }
    assert!(!teks.contains("Wahyuni") && !teks.contains("puskesmas"), "number and kind alone");
    for bentuk in ["pdf", "xlsx", "csv"] {
        let alamat = format!("{alamat}/berkas?bentuk={bentuk}&ke=1");
        let berkas = orang.buka(&kantor, &alamat).await.dengan(200);
        assert!(berkas.teks("content-disposition").ends_with(&format!(".{bentuk}")));
    }
}
