//! A person files, gets a number, and follows the case.

use serde_json::json;

use super::peramban::{Peramban, html, keterangan, nilai};
use crate::api::klien::{Kantor, id};

fn isian<'a>(perintah: &'a str, rincian: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("_perintah", perintah),
        ("rincian", rincian),
        ("tujuan", "penelitian"),
        ("cara_memperoleh", "salinan_elektronik"),
        ("cara_pengiriman", "surel"),
        ("pemohon.jenis", "perorangan"),
        ("pemohon.nama", "Sri Wahyuni"),
        ("pemohon.nomor_identitas", "3275014101900001"),
        ("pemohon.surel", "sri@contoh.id"),
        ("pemohon.telepon", ""),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filing_is_numbered_and_can_be_followed() {
    let kantor = Kantor::buka().await;
    let mut orang = Peramban::default();
    let formulir = orang.buka(&kantor, "/permohonan").await.dengan(200);
    let perintah = nilai(html(&formulir), "_perintah").to_owned();
    let isian = isian(&perintah, "Anggaran puskesmas tahun 2025");
    let bukti = orang.kirim(&kantor, "/permohonan", &isian).await.dengan(200);
    let nomor = keterangan(html(&bukti), "Nomor pendaftaran").to_owned();
    let rahasia = keterangan(html(&bukti), "Rahasia untuk melacak").to_owned();
    assert!(nomor.starts_with("0001/"), "{nomor}");

    // A second click is the same permohonan.
    let lagi = orang.kirim(&kantor, "/permohonan", &isian).await.dengan(200);
    assert_eq!(keterangan(html(&lagi), "Nomor pendaftaran"), nomor);

    let kunci = [("nomor", nomor.as_str()), ("rahasia", rahasia.as_str())];
    let lacak = orang.kirim(&kantor, "/lacak", &kunci).await.dengan(200);
    let teks = html(&lacak);
    assert!(teks.contains("pemberitahuan tertulis"), "{teks}");
    assert!(teks.contains("13 Maret 2026 – 16 Maret 2026"), "both ends: {teks}");
    assert!(!teks.contains("Sri Wahyuni"), "nobody's name on a public page");

    // Unanswered past both readings, the page offers the remedy.
    kantor.pada("2026-03-25T09:00:00+07:00");
    let lacak = orang.kirim(&kantor, "/lacak", &kunci).await.dengan(200);
    let perintah = nilai(html(&lacak), "_perintah").to_owned();
    let isian = [
        ("_perintah", perintah.as_str()),
        ("_nomor", nomor.as_str()),
        ("_rahasia", rahasia.as_str()),
        ("alasan", "c"),
        ("kasus_posisi", "Sudah lewat sepuluh hari kerja"),
    ];
    let bukti = orang.kirim(&kantor, "/keberatan", &isian).await.dengan(200);
    assert!(keterangan(html(&bukti), "Nomor pendaftaran").starts_with("0001/"));
    let lacak = orang.kirim(&kantor, "/lacak", &kunci).await.dengan(200);
    assert!(html(&lacak).contains("keberatan</span>"), "{}", html(&lacak));

    let salah = [("nomor", nomor.as_str()), ("rahasia", "bukan rahasianya")];
    let salah = orang.kirim(&kantor, "/lacak", &salah).await;
    assert_eq!(salah.status, 404);
    assert!(html(&salah).contains("tidak cocok"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_filled_in_stays_when_something_is_wrong() {
    let kantor = Kantor::buka().await;
    let mut orang = Peramban::default();
    let terlalu_panjang = "a".repeat(200_000);
    let isian = isian("01985b5e-7d3c-7000-8000-000000000001", &terlalu_panjang);
    let jawaban = orang.kirim(&kantor, "/permohonan", &isian).await;
    assert_eq!(jawaban.status, 400);
    let teks = html(&jawaban);
    assert!(teks.contains("role=\"alert\""), "it says what is wrong");
    assert_eq!(nilai(teks, "pemohon.nama"), "Sri Wahyuni");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_catalogue_and_the_figures_are_for_everybody() {
    let kantor = Kantor::buka().await;
    let orang = Peramban::default();
    for alamat in ["/", "/katalog", "/katalog?q=anggaran&kategori=berkala", "/statistik", "/lacak"]
    {
        let jawaban = orang.buka(&kantor, alamat).await;
        assert_eq!(jawaban.status, 200, "{alamat}: {}", jawaban.badan);
    }
}

/// Pasal 12 UU 14/2008 asks for four figures, the reasons of refusals among them.
#[tokio::test(flavor = "multi_thread")]
async fn the_public_reads_why_permohonan_were_refused() {
    let kantor = Kantor::buka().await;
    for dasar in [
        json!({"dikecualikan": {"pasal": ["17h1", "17h2", "17b"], "sk": null}}),
        json!({"dikecualikan": {"pasal": ["17h5"], "sk": null}}),
        json!("belum_dikuasai"),
    ] {
        let (perkara, ..) = kantor.diajukan().await;
        let fakta = json!({"dasar": dasar, "lingkup": "seluruhnya", "alasan": {"isi": "rahasia"},
            "hak_keberatan_disampaikan": true});
        let badan = json!({"perintah": id(), "cara": "catat", "fakta": fakta});
        let jalur = format!("/perkara/{perkara}/penolakan-diberitahukan");
        kantor.kirim("ppid-utama", &jalur, badan).await.dengan(200);
    }
    let posisi = kantor.app.log.position().await.unwrap();
    let kurun = format!("/statistik?dari=2026-01-01&sampai=2026-12-31&minimal_posisi={posisi}");
    let angka = kantor.baca("publik", &kurun).await.dengan(200).badan;
    assert_eq!(angka["ditolak"], 3);
    let alasan = json!({"17b": 1, "17h": 2, "belum dikuasai": 1});
    assert_eq!(angka["alasan_penolakan"], alasan, "each letter once a refusal");
    let halaman = Peramban::default().buka(&kantor, "/statistik?tahun=2026").await.dengan(200);
    let baris = "Pasal 17 huruf h (rahasia pribadi)</th><td class=\"angka\">2</td>";
    assert!(html(&halaman).contains(baris), "{}", html(&halaman));
}
