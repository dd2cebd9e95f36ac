//! What is refused, and documents that mean harm.

use serde_json::json;

use super::{berobjek, diberikan, kantor, kotak, pdf, perintah, salinan};
use crate::api::klien::id;

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_blacked_out_is_told_and_leaves_nothing() {
    let kantor = kantor().await;
    let (perkara, ..) = kantor.diajukan().await;
    let (lain, ..) = kantor.diajukan().await;
    let dokumen = diberikan(&kantor, perkara, "a.pdf", &pdf()).await;
    let rusak = diberikan(&kantor, perkara, "b.pdf", "%PDF-1.7 bukan apa-apa").await;
    let teks = diberikan(&kantor, perkara, "c.txt", "rekening").await;
    let asing = diberikan(&kantor, lain, "d.pdf", &pdf()).await;
    let alamat = format!("/perkara/{perkara}/salinan-dihitamkan");
    let mut luar = kotak(1, "rekening");
    luar["kiri"] = json!(1_001);
    let mut huruf = kotak(1, "rekening");
    huruf["dasar"] = json!("17h");
    for (satu, kotak, kode) in [
        (dokumen, vec![], "TanpaKotak"),
        (dokumen, vec![luar], "DiLuarHalaman"),
        (dokumen, vec![kotak(1, "  ")], "TanpaAlasan"),
        (dokumen, vec![huruf], "TanpaAngka"),
        (dokumen, vec![kotak(2, "rekening")], "HalamanTidakAda"),
        (rusak, vec![kotak(1, "rekening")], "PdfRusak"),
        (teks, vec![kotak(1, "rekening")], "BukanPdf"),
    ] {
        let ditolak = kantor.kirim("petugas", &alamat, perintah(satu, &kotak)).await.dengan(409);
        assert_eq!(ditolak.kode(), [kode], "{}", ditolak.badan);
    }
    for satu in [asing, id()] {
        let badan = perintah(satu, &[kotak(1, "rekening")]);
        kantor.kirim("petugas", &alamat, badan).await.dengan(404);
    }
    assert!(salinan(&kantor, perkara).await.is_empty());
}

/// Brackets without end: whoever reads them falls over, and the service does not.
#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_means_harm_harms_nobody() {
    let kantor = kantor().await;
    let (perkara, ..) = kantor.diajukan().await;
    let isi = "[".repeat(2_000_000);
    let jahat = berobjek(&[
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{isi}\nendstream", isi.len()),
    ]);
    let dokumen = diberikan(&kantor, perkara, "jahat.pdf", &jahat).await;
    let lihat = json!({"perintah": id(), "keperluan": "menyiapkan salinan", "dokumen": dokumen,
                       "dari": 1});
    let alamat = format!("/perkara/{perkara}/halaman");
    let ditolak = kantor.kirim("petugas", &alamat, lihat).await.dengan(409);
    assert_eq!(ditolak.kode(), ["PembacaTerhenti"]);
    // Another one is read as if nothing had been.
    let dokumen = diberikan(&kantor, perkara, "a.pdf", &pdf()).await;
    let badan = perintah(dokumen, &[kotak(1, "rekening")]);
    let alamat = format!("/perkara/{perkara}/salinan-dihitamkan");
    kantor.kirim("petugas", &alamat, badan).await.dengan(200);
}
