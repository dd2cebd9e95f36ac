//! A wrong fact is corrected on a page; both stay to be seen.

use events::pengguna::Peran;

use super::peramban::{Peramban, html, nilai};
use crate::api::klien::Kantor;

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_day_of_receipt_is_corrected_and_the_old_one_stays_visible() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    let mut ppid = Peramban::masuk(&kantor, "ppid", Peran::PpidUtama).await;
    let alamat = format!("/perkara/{perkara}");
    let koreksi = format!("{alamat}/koreksi");
    let daftar = ppid.buka(&kantor, &koreksi).await.dengan(200);
    assert!(html(&daftar).contains("1. 2 Maret 2026: permohonan perorangan diterima"));
    let perintah = nilai(html(&daftar), "_perintah").to_owned();
    let buka = [("_perintah", perintah.as_str()), ("_fakta", "1")];
    let terbuka = ppid.kirim(&kantor, &koreksi, &buka).await.dengan(200);
    let teks = html(&terbuka);
    assert_eq!(nilai(teks, "_tanggal"), "2026-03-02");
    assert_eq!(nilai(teks, "pemohon.nama"), "Sri Wahyuni Tersembunyi", "as it holds");
    let tetap = ["_perintah", "_versi", "_fakta", "_jenis", "_semula", "_waktu"];
    let tetap = tetap.map(|nama| (nama, lepas(nilai(teks, nama))));
    let riwayat = ppid.buka(&kantor, &alamat).await.dengan(200);
    assert!(html(&riwayat).contains("untuk koreksi fakta ke-1"), "the look is taken down");

    let mut isian: Vec<(&str, &str)> = tetap.iter().map(|(n, v)| (*n, v.as_str())).collect();
    isian.extend([
        ("_alasan", "Tanda terima bertanggal 27 Februari"),
        ("_cara", "ganti"),
        ("_tanggal", "2026-02-27"),
        ("kanal", "situs"),
        ("pemohon.jenis", "perorangan"),
        ("pemohon.nama", "Sri Wahyuni Tersembunyi"),
        ("pemohon.nomor_identitas", "3275014101900001"),
        ("rincian", "Anggaran puskesmas tahun 2025"),
        ("tujuan", "penelitian"),
    ]);
    let mut lihat = isian.clone();
    lihat.push(("_langkah", "lihat"));
    let pratinjau = ppid.kirim(&kantor, &koreksi, &lihat).await.dengan(200);
    let teks = html(&pratinjau);
    assert!(teks.contains("13 Maret 2026 – 16 Maret 2026"), "the old date: {teks}");
    assert!(teks.contains("<strong>12 Maret 2026 – 13 Maret 2026</strong>"), "the new: {teks}");
    isian.push(("_langkah", "kirim"));
    let tercatat = ppid.kirim(&kantor, &koreksi, &isian).await;
    assert_eq!(tercatat.status, 303, "{}", tercatat.badan);
    let halaman = ppid.buka(&kantor, &alamat).await.dengan(200);
    let teks = html(&halaman);
    assert!(teks.contains("Diterima</dt><dd>27 Februari 2026"), "{teks}");
    assert!(teks.contains("class=\"dikoreksi\">permohonan perorangan diterima"), "{teks}");
    assert!(teks.contains("fakta ke-1 dikoreksi menjadi: permohonan perorangan"), "{teks}");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_ppid_utama_corrects() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    let auditor = Peramban::masuk(&kantor, "auditor", Peran::Auditor).await;
    let alamat = format!("/perkara/{perkara}");
    assert_eq!(auditor.buka(&kantor, &format!("{alamat}/koreksi")).await.status, 403);
    let halaman = auditor.buka(&kantor, &alamat).await.dengan(200);
    assert!(!html(&halaman).contains("/koreksi"));
}

/// As a browser reads an attribute.
fn lepas(teks: &str) -> String {
    teks.replace("&#34;", "\"").replace("&#38;", "&")
}
