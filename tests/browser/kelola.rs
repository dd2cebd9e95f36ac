//! The admin keeps the office: a day that moves what is due, and a new unit.

use crate::api::klien::Kantor;
use crate::orang::Orang;

#[tokio::test(flavor = "multi_thread")]
async fn the_admin_closes_a_day_and_forms_a_unit_with_scripts() {
    tata(true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_admin_closes_a_day_and_forms_a_unit_without_scripts() {
    tata(false).await;
}

async fn tata(scripts: bool) {
    let kantor = Kantor::buka().await;
    let (perkara, nomor, _) = kantor.diajukan().await;
    let mut admin = Orang::masuk(&kantor, "admin", scripts).await;
    admin.tekan("Kalender").await;
    admin.tekan("Tambah hari kantor").await;
    let tab = &mut admin.tab;
    tab.fill_day("Tanggal (wajib)", "2026-03-10").await;
    tab.pick("Jenis", "Libur kantor").await;
    tab.fill("Nama", "Pemindahan kantor").await;
    tab.fill("Instrumen", "SK Wali Kota 5/2026").await;
    tab.fill_day("Tanggal terbit instrumen", "2026-03-02").await;
    tab.pick("Asal tanggal terbit", "Dari instrumennya sendiri").await;
    admin.tekan("Lihat akibatnya dahulu").await;
    admin.tab.sees("Yang akan bergeser").await;
    admin.tab.sees(&nomor).await;
    admin.tab.sees("17 Maret 2026").await;
    admin.tekan("Ya, catat").await;
    admin.tab.sees("Pemindahan kantor").await;
    // What was shown has come to pass.
    kantor.ikuti().await;
    let alamat = format!("/perkara/{perkara}/tenggat");
    let tenggat = kantor.baca("petugas", &alamat).await.dengan(200);
    let akhir: Vec<_> = tenggat.isi().iter().map(|t| t["paling_lambat"].as_str()).collect();
    assert!(akhir.contains(&Some("2026-03-17")), "{akhir:?}");

    admin.buka("/kelola").await;
    admin.tekan("Unit").await;
    admin.tekan("Daftarkan unit").await;
    admin.tab.fill("Nama", "Dinas Arsip").await;
    admin.tab.pick("Jenis", "Dinas").await;
    admin.tekan("Catat").await;
    admin.tab.sees("Dinas Arsip").await;
}
