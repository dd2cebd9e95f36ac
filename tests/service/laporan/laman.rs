//! The pages of the reports, without JavaScript.

use events::pengguna::Peran;

use super::dunia::{seratus, tulis};
use crate::api::klien::{Kantor, id};
use crate::laman::peramban::Peramban;

#[tokio::test(flavor = "multi_thread")]
async fn a_year_is_written_set_and_sent_on_its_page() {
    let kantor = Kantor::buka().await;
    tulis(&kantor.app, &seratus()).await;
    kantor.ikuti().await;
    let mut ppid = Peramban::masuk(&kantor, "ppid", Peran::PpidUtama).await;
    let alamat = "/laporan/tahunan/2023";
    let teks = async |ppid: &Peramban| {
        kantor.ikuti().await;
        ppid.buka(&kantor, alamat).await.badan.as_str().unwrap().to_owned()
    };
    let awal = teks(&ppid).await;
    assert!(awal.contains("Belum ditulis:") && awal.contains("28 Maret 2024"), "{awal}");
    let perintah = || id().to_string();
    let tanpa = perintah();
    let kirim = [("_perintah", tanpa.as_str())];
    let ditolak = ppid.kirim(&kantor, &format!("{alamat}/tetapkan"), &kirim).await;
    assert_eq!(ditolak.status, 409);
    let satu = perintah();
    let mut isian = vec![("_perintah", satu.as_str())];
    for nama in [
        "kebijakan",
        "sarana",
        "sumber_daya",
        "anggaran",
        "kendala_internal",
        "kendala_eksternal",
        "rekomendasi",
        "rencana",
    ] {
        isian.push((nama, "Sudah diperiksa."));
    }
    assert_eq!(ppid.kirim(&kantor, &format!("{alamat}/kata"), &isian).await.status, 303);
    let satu = perintah();
    let tetapkan = [("_perintah", satu.as_str())];
    let ditetapkan = ppid.kirim(&kantor, &format!("{alamat}/tetapkan"), &tetapkan).await;
    assert_eq!(ditetapkan.status, 303, "{}", ditetapkan.badan);
    let satu = perintah();
    let kirim = [
        ("_perintah", satu.as_str()),
        ("tanggal", "2026-03-02"),
        ("cara", "pos"),
        ("nomor_surat", "9/PPID/2026"),
    ];
    assert_eq!(ppid.kirim(&kantor, &format!("{alamat}/kirim"), &kirim).await.status, 303);
    let akhir = teks(&ppid).await;
    for kata in ["Sudah diperiksa.", "Penetapan ke-1", "SHA-256", "pos atau kurir", "9/PPID/2026"] {
        assert!(akhir.contains(kata), "{kata}: {akhir}");
    }
    let pdf = ppid.buka(&kantor, &format!("{alamat}?bentuk=pdf&ke=1")).await;
    assert_eq!((pdf.status, pdf.teks("content-type")), (200, "application/pdf"));
    let daftar = ppid.buka(&kantor, "/laporan/tahunan").await.badan;
    let daftar = daftar.as_str().unwrap();
    assert!(daftar.contains("dikirim kepada Komisi Informasi") && daftar.contains("terlambat"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_units_stand_beside_each_other_in_any_period() {
    let kantor = Kantor::buka().await;
    tulis(&kantor.app, &seratus()).await;
    kantor.ikuti().await;
    let auditor = Peramban::masuk(&kantor, "auditor", Peran::Auditor).await;
    let alamat = "/laporan/konsolidasi?dari=2023-01-01&sampai=2023-06-30";
    let teks = auditor.buka(&kantor, alamat).await.dengan(200).badan;
    let teks = teks.as_str().unwrap();
    for kata in
        ["Semester I 2023", "Dinas Pendidikan", "PPID (tanpa unit)", "Jumlah", "bentuk=xlsx"]
    {
        assert!(teks.contains(kata), "{kata}: {teks}");
    }
    let csv = auditor.buka(&kantor, &format!("{alamat}&bentuk=csv")).await;
    assert!(csv.badan.as_str().unwrap().contains("Kecamatan Lengkong"), "{}", csv.badan);
    let kosong = "/laporan/konsolidasi?dari=2019-01-01&sampai=2019-12-31&sebagaimana=2026-03-02";
    auditor.buka(&kantor, kosong).await.dengan(200);
    let keliru = "/laporan/konsolidasi?dari=2023-06-30&sampai=2023-01-01";
    let keliru = auditor.buka(&kantor, keliru).await;
    assert_eq!(keliru.status, 409);
    assert!(keliru.badan.as_str().unwrap().contains("mendahului awalnya"));
    let umum = Peramban::default();
    let berkas = umum.buka(&kantor, "/statistik/berkas?tahun=2023&bentuk=csv").await;
    assert!(berkas.badan.as_str().unwrap().contains("a. Permohonan yang diterima"));
}
