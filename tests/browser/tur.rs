//! The walk that README offers a newcomer: one request, filed and answered, each
//! step with the buttons that are named there.

use crate::api::klien::Kantor;
use crate::cerita::{ajukan, cari};
use crate::orang::Orang;

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_filed_and_granted_as_the_readme_tells_it() {
    let kantor = Kantor::buka().await;
    let mut pemohon = Orang::publik(&kantor, false).await;
    let (nomor, rahasia) = ajukan(&mut pemohon).await;
    let mut petugas = Orang::masuk(&kantor, "petugas", false).await;
    cari(&mut petugas, &nomor).await;
    petugas.langkah("Catat hasil pemeriksaan kelengkapan", async |_| {}).await;
    let mut ppid = Orang::masuk(&kantor, "ppid-utama", false).await;
    cari(&mut ppid, &nomor).await;
    ppid.langkah("Disposisikan kepada unit", async |tab| {
        tab.pick("Unit", "Dinas Kesehatan").await;
        tab.pick("Peran", "Penanggung jawab").await;
    })
    .await;
    let mut unit = Orang::masuk(&kantor, "pembantu", false).await;
    unit.tab.sees(&nomor).await;
    unit.tekan(&nomor).await;
    unit.langkah("Catat jawaban unit kepada PPID", async |tab| {
        tab.pick("Unit", "Dinas Kesehatan").await;
        tab.fill("Isi jawaban", "Datanya ada, sebagai tabel.").await;
    })
    .await;
    cari(&mut ppid, &nomor).await;
    ppid.langkah("Kirim pemberitahuan tertulis", async |tab| {
        tab.pick("Putusan", "Dikabulkan").await;
        tab.pick("Lingkup", "Seluruhnya").await;
        tab.pick("Penguasaan", "Dikuasai").await;
        tab.pick("Bentuk yang tersedia", "Elektronik").await;
        tab.fill("Biaya (rupiah)", "0").await;
        tab.fill("Cara pembayaran", "tidak ada").await;
        tab.fill("Waktu penyediaan (hari kerja)", "1").await;
    })
    .await;
    petugas.buka("/antrean").await;
    cari(&mut petugas, &nomor).await;
    petugas
        .langkah("Catat pemberian informasi", async |tab| {
            tab.pick("Lingkup", "Seluruhnya").await;
        })
        .await;
    pemohon.buka("/lacak").await;
    pemohon.tab.fill("Nomor pendaftaran", &nomor).await;
    pemohon.tab.fill("Rahasia dari tanda bukti", &rahasia).await;
    pemohon.tekan("Lihat").await;
    pemohon.tab.sees("dikabulkan").await;
    let mut auditor = Orang::masuk(&kantor, "auditor", false).await;
    cari(&mut auditor, &nomor).await;
    auditor.tekan("Putar ulang langkah demi langkah").await;
    auditor.tab.sees("permohonan").await;
    auditor.tab.goto("/antrean").await;
    cari(&mut auditor, &nomor).await;
    auditor.tekan("Hitung ulang terhadap akar log").await;
    auditor.tab.sees("Utuh: ").await;
}
