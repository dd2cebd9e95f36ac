//! An office's own words and mark on its letters; a letter from before keeps its
//! own.

use events::surat::SEMUA_SURAT;
use serde_json::json;

use super::isi::{diajukan, kantor, permohonan, tertulis};
use super::{baca, naskah, surat};
use crate::api::klien::id;
use crate::laman::daftar;
use crate::laman::peramban::{html, nilai};

#[tokio::test(flavor = "multi_thread")]
async fn an_office_sets_the_words_of_its_letters() {
    let kantor = kantor().await;
    let perkara = diajukan(&kantor, permohonan()).await;
    let bukti = ("tanda_bukti_penerimaan", "PermohonanDiterima");
    let lama = surat(&kantor, "petugas", perkara, bukti).await;
    let mut ppid = daftar::masuk(&kantor, "ppid-utama").await;
    let alamat = "/kelola/surat/tanda_bukti_penerimaan";
    let formulir = ppid.buka(&kantor, alamat).await.dengan(200);
    let isian = [
        ("perintah", nilai(html(&formulir), "perintah")),
        ("penutup", "#panic() Terima kasih telah bertanya."),
        ("tempat", "Tirtamulya"),
        ("jabatan", "Petugas Loket"),
        ("tembusan", ""),
    ];
    let contoh = [&isian[..], &[("kerja", "contoh")]].concat();
    let contoh = ppid.kirim(&kantor, alamat, &contoh).await;
    assert_eq!(contoh.status, 200, "{}", contoh.badan);
    assert_eq!(contoh.teks("content-type"), "application/pdf");
    let disimpan = ppid.kirim(&kantor, alamat, &isian).await;
    assert_eq!(disimpan.status, 303, "{}", disimpan.badan);
    let kini = ppid.buka(&kantor, "/kelola/surat").await.dengan(200);
    assert!(html(&kini).contains("ditetapkan 1 kali"), "{}", html(&kini));
    let perkara_lain = diajukan(&kantor, permohonan()).await;
    let baru = surat(&kantor, "petugas", perkara_lain, bukti).await;
    let kata = ["Tirtamulya, 3 Maret 2026", "#panic() Terima kasih telah bertanya."];
    tertulis(&kantor, "templat", perkara_lain, baru, &kata).await;
    let sebelumnya = baca("templat-lama", &naskah(&kantor, perkara, lama).await);
    assert!(!sebelumnya.contains("bertanya"));
    tertulis(&kantor, "templat-lama", perkara, lama, &["Sri Wahyuni"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_cannot_be_decoded_is_no_logo() {
    let kantor = kantor().await;
    let rusak = kantor.unggah("admin", "logo.png", "\u{89}PNG").await;
    assert_ne!(rusak.status, 201, "no picture by its first bytes");
    let teks = kantor.unggah("admin", "logo.txt", "bukan gambar").await.dengan(201);
    let badan = json!({"perintah": id(), "fakta": {"logo": teks.badan["berkas"]}});
    kantor.kirim("admin", "/kantor/logo-ditetapkan", badan).await.dengan(400);
    let app = &kantor.app;
    for (nama, gambar, status) in [("rusak.png", &PNG[..40], 400), ("logo.png", &PNG[..], 200)] {
        let berkas = app.unggah(nama, gambar).await.unwrap();
        let badan = json!({"perintah": id(), "fakta": {"logo": berkas}});
        kantor.kirim("admin", "/kantor/logo-ditetapkan", badan).await.dengan(status);
    }
    let perkara = diajukan(&kantor, permohonan()).await;
    let bukti = ("tanda_bukti_penerimaan", "PermohonanDiterima");
    let bukti = surat(&kantor, "petugas", perkara, bukti).await;
    tertulis(&kantor, "berlogo", perkara, bukti, &["PEMERINTAH KOTA TIRTAMULYA"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_letter_has_an_example() {
    let kantor = kantor().await;
    for jenis in SEMUA_SURAT {
        let contoh = kantor.kirim("admin", "/kantor/contoh-surat", json!({"jenis": jenis})).await;
        assert_eq!(contoh.status, 200, "{jenis:?}: {}", contoh.badan);
        assert_eq!(contoh.teks("content-type"), "application/pdf");
    }
}

/// A red dot.
#[rustfmt::skip]
const PNG: [u8; 171] = [
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 32, 0, 0, 0, 32, 8, 2,
    0, 0, 0, 252, 24, 237, 163, 0, 0, 0, 114, 73, 68, 65, 84, 120, 218, 237, 214, 59, 10, 192,
    32, 20, 68, 209, 89, 137, 181, 251, 199, 253, 105, 33, 72, 72, 252, 97, 198, 65, 69, 177,
    190, 167, 17, 223, 131, 159, 124, 176, 22, 224, 140, 141, 151, 9, 164, 104, 233, 142, 3, 205,
    116, 15, 3, 74, 189, 98, 128, 85, 47, 25, 32, 214, 179, 6, 184, 245, 175, 1, 122, 253, 101,
    8, 1, 98, 253, 105, 92, 160, 23, 160, 215, 147, 113, 12, 112, 95, 209, 18, 192, 254, 159,
    157, 98, 30, 40, 38, 154, 98, 38, 43, 182, 10, 197, 94, 164, 216, 236, 68, 187, 233, 207, 19,
    0, 114, 225, 19, 35, 227, 110, 176, 179, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];
