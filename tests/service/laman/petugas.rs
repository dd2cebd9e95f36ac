//! An officer finds the work, looks at what a step changes, and records it.

use events::pengguna::Peran;
use events::pihak::UnitId;
use serde_json::json;

use super::peramban::{Peramban, html, nilai};
use crate::api::klien::{Kantor, id};

#[tokio::test(flavor = "multi_thread")]
async fn a_step_is_shown_before_it_is_recorded() {
    let kantor = Kantor::buka().await;
    let (perkara, nomor, _) = kantor.diajukan().await;
    let mut ppid = Peramban::masuk(&kantor, "ppid", Peran::PpidUtama).await;
    let antrean = ppid.buka(&kantor, "/antrean").await.dengan(200);
    assert!(html(&antrean).contains(&nomor));

    let alamat = format!("/perkara/{perkara}");
    let langkah = format!("{alamat}/tindakan/perpanjangan-diberitahukan");
    let formulir = ppid.buka(&kantor, &langkah).await.dengan(200);
    let (perintah, versi) = (
        nilai(html(&formulir), "_perintah").to_owned(),
        nilai(html(&formulir), "_versi").to_owned(),
    );
    let mut isian = vec![
        ("_perintah", perintah.as_str()),
        ("_versi", versi.as_str()),
        ("_tanggal", "2026-03-02"),
        ("alasan", "belum_menguasai_atau_mendokumentasikan"),
        ("uraian", "Arsip masih dicari di gudang"),
    ];
    let pratinjau = ppid.kirim(&kantor, &langkah, &isian).await.dengan(200);
    let teks = html(&pratinjau);
    assert!(teks.contains("Yang akan berubah"), "{teks}");
    assert!(teks.contains("diproses → <strong>diperpanjang</strong>"), "{teks}");
    let sebelum = ppid.buka(&kantor, &alamat).await.dengan(200);
    assert!(html(&sebelum).contains(">diproses</span>"), "a look records nothing");

    isian.push(("_langkah", "kirim"));
    let tercatat = ppid.kirim(&kantor, &langkah, &isian).await;
    assert_eq!(tercatat.status, 303, "{}", tercatat.badan);
    let sesudah = ppid.buka(&kantor, &alamat).await.dengan(200);
    assert!(html(&sesudah).contains(">diperpanjang</span>"), "{}", html(&sesudah));

    // Sent again by a double click it is one fact; by an old page it is told.
    let lagi = ppid.kirim(&kantor, &langkah, &isian).await;
    assert_eq!(lagi.status, 303, "{}", lagi.badan);
    isian[0].1 = "01985b5e-7d3c-7000-8000-000000000009";
    let usang = ppid.kirim(&kantor, &langkah, &isian).await;
    assert!(html(&usang).contains("muat ulang"), "{}", html(&usang));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_names_the_article() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    let mut ppid = Peramban::masuk(&kantor, "ppid", Peran::PpidUtama).await;
    let langkah = format!("/perkara/{perkara}/tindakan/pemberitahuan-tertulis-diterima");
    let formulir = ppid.buka(&kantor, &langkah).await.dengan(200);
    let perintah = nilai(html(&formulir), "_perintah").to_owned();
    let jawaban = ppid.kirim(&kantor, &langkah, &[("_perintah", &perintah)]).await;
    assert!(html(&jawaban).contains("role=\"alert\""), "{}", html(&jawaban));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_look_at_a_person_is_taken_down() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    let mut petugas = Peramban::masuk(&kantor, "loket", Peran::Petugas).await;
    let alamat = format!("/perkara/{perkara}");
    let halaman = petugas.buka(&kantor, &alamat).await.dengan(200);
    assert!(!html(&halaman).contains("Tersembunyi"), "closed until it is asked for");
    let perintah = nilai(html(&halaman), "perintah").to_owned();
    let isian = [("perintah", perintah.as_str()), ("keperluan", "menelepon pemohon")];
    let terbuka = petugas.kirim(&kantor, &format!("{alamat}/data-pribadi"), &isian).await;
    let terbuka = terbuka.dengan(200);
    assert!(html(&terbuka).contains("Sri Wahyuni Tersembunyi"));
    assert!(!html(&terbuka).contains("3275014101900001"), "the NIK stays masked");
    let riwayat = petugas.buka(&kantor, &alamat).await.dengan(200);
    assert!(html(&riwayat).contains("menelepon pemohon"), "{}", html(&riwayat));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unit_sees_its_own_cases_alone() {
    let kantor = Kantor::buka().await;
    let (perkara, nomor, _) = kantor.diajukan().await;
    let unit = UnitId(kantor.unit[0]);
    let dinas = Peramban::masuk(&kantor, "dinas", Peran::PpidPembantu(unit)).await;
    assert!(!html(&dinas.buka(&kantor, "/antrean").await.dengan(200)).contains(&nomor));
    assert_eq!(dinas.buka(&kantor, &format!("/perkara/{perkara}")).await.status, 403);
    let langkah = format!("/perkara/{perkara}/tindakan/penolakan-diberitahukan");
    assert_eq!(dinas.buka(&kantor, &langkah).await.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn looking_back_says_so_and_offers_nothing() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    let auditor = Peramban::masuk(&kantor, "auditor", Peran::Auditor).await;
    let alamat = format!("/perkara/{perkara}?sebagaimana=2026-03-02");
    let halaman = auditor.buka(&kantor, &alamat).await.dengan(200);
    assert!(html(&halaman).contains("sebagaimana <strong>2026-03-02"));
    assert!(!html(&halaman).contains("/tindakan/"));
}

/// A keberatan too is shown before it is recorded, and recorded once.
#[tokio::test(flavor = "multi_thread")]
async fn a_keberatan_at_the_counter_goes_on_to_a_sengketa() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    let mut petugas = Peramban::masuk(&kantor, "loket", Peran::Petugas).await;
    let alamat = format!("/perkara/{perkara}");
    let langkah = format!("{alamat}/tindakan/keberatan-diterima");
    let formulir = petugas.buka(&kantor, &langkah).await.dengan(200);
    assert!(html(&formulir).contains("Pasal 35-36 UU 14/2008"), "the law stands beside it");
    let perintah = nilai(html(&formulir), "_perintah").to_owned();
    let mut isian = vec![("_perintah", perintah.as_str()), ("alasan", "c"), ("kanal", "langsung")];
    let pratinjau = petugas.kirim(&kantor, &langkah, &isian).await.dengan(200);
    let teks = html(&pratinjau);
    assert!(teks.contains("diproses → <strong>keberatan</strong>"), "{teks}");
    assert!(teks.contains("<strong>20 April 2026 – 21 April 2026</strong>"), "{teks}");
    assert!(teks.contains("keberatan diterima, huruf c"), "what the pemohon reads: {teks}");
    isian.push(("_langkah", "kirim"));
    for _ in 0..2 {
        let tercatat = petugas.kirim(&kantor, &langkah, &isian).await;
        assert_eq!(tercatat.status, 303, "{}", tercatat.badan);
    }
    let halaman = petugas.buka(&kantor, &alamat).await.dengan(200);
    let (_, riwayat) = html(&halaman).split_once("<h2>Riwayat</h2>").unwrap();
    assert_eq!(riwayat.matches("keberatan diterima, huruf c").count(), 1);

    let mut ppid = Peramban::masuk(&kantor, "ppid", Peran::PpidUtama).await;
    let sengketa = json!({"perintah": id(), "cara": "catat",
                          "fakta": {"perkara": [perkara], "komisi": "KI Jawa Barat"}});
    let sengketa = kantor.kirim("ppid-utama", "/sengketa", sengketa).await.dengan(201);
    let alamat_sengketa = format!("/sengketa/{}", sengketa.badan["id"].as_str().unwrap());
    let halaman = ppid.buka(&kantor, &alamat).await.dengan(200);
    assert!(html(&halaman).contains(&alamat_sengketa), "the case leads to its dispute");
    let langkah = format!("{alamat_sengketa}/tindakan/sengketa-diregistrasi");
    let formulir = ppid.buka(&kantor, &langkah).await.dengan(200);
    let perintah = nilai(html(&formulir), "_perintah").to_owned();
    let mut isian = vec![("_perintah", perintah.as_str()), ("nomor", "009/REG-PSI/III/2026")];
    let pratinjau = ppid.kirim(&kantor, &langkah, &isian).await.dengan(200);
    let teks = html(&pratinjau);
    assert!(teks.contains("diajukan → <strong>diregistrasi</strong>"), "{teks}");
    isian.push(("_langkah", "kirim"));
    let tercatat = ppid.kirim(&kantor, &langkah, &isian).await;
    assert_eq!(tercatat.status, 303, "{}", tercatat.badan);
    let halaman = ppid.buka(&kantor, &alamat_sengketa).await.dengan(200);
    assert!(html(&halaman).contains("Sengketa 009/REG-PSI/III/2026, KI Jawa Barat"));
}

/// Every step has a form that can be opened.
#[tokio::test(flavor = "multi_thread")]
async fn every_step_has_its_form() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    let mut dilihat = 0;
    for (nama, peran) in
        [("ppid", Peran::PpidUtama), ("loket", Peran::Petugas), ("sekda", Peran::AtasanPpid)]
    {
        let petugas = Peramban::masuk(&kantor, nama, peran).await;
        let halaman = petugas.buka(&kantor, &format!("/perkara/{perkara}")).await.dengan(200);
        for bagian in html(&halaman).split("/tindakan/").skip(1) {
            let langkah = bagian.split('"').next().unwrap();
            let alamat = format!("/perkara/{perkara}/tindakan/{langkah}");
            let formulir = petugas.buka(&kantor, &alamat).await.dengan(200);
            assert!(html(&formulir).contains("_perintah"), "{langkah}");
            assert!(html(&formulir).contains("Dasar hukum"), "{langkah}");
            dilihat += 1;
        }
    }
    assert!(dilihat > 30, "{dilihat} steps were offered");
    let sengketa = json!({"perintah": id(), "cara": "catat", "fakta": {"perkara": [perkara]}});
    let sengketa = kantor.kirim("ppid-utama", "/sengketa", sengketa).await.dengan(201);
    let alamat = format!("/sengketa/{}", sengketa.badan["id"].as_str().unwrap());
    let ppid = Peramban::masuk(&kantor, "ppid-dua", Peran::PpidUtama).await;
    let halaman = ppid.buka(&kantor, &alamat).await.dengan(200);
    let langkah: Vec<&str> = html(&halaman).split("/tindakan/").skip(1).collect();
    assert!(langkah.len() > 30, "{} steps were offered", langkah.len());
    for bagian in langkah {
        let langkah = bagian.split('"').next().unwrap();
        let formulir = ppid.buka(&kantor, &format!("{alamat}/tindakan/{langkah}")).await;
        let teks = html(&formulir).to_owned();
        assert!(teks.contains("_perintah") && teks.contains("Dasar hukum"), "{langkah}: {teks}");
    }
}
