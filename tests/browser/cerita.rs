//! From the filing to the putusan, each role at its own browser, by clicking and
//! typing: with scripts, and with scripts switched off.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use crate::api::klien::Kantor;
use crate::orang::Orang;

#[tokio::test(flavor = "multi_thread")]
async fn from_filing_to_putusan_with_scripts() {
    sampai_putusan(true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn from_filing_to_putusan_without_scripts() {
    sampai_putusan(false).await;
}

async fn sampai_putusan(scripts: bool) {
    let kantor = Kantor::buka().await;
    let mut pemohon = Orang::publik(&kantor, scripts).await;
    let (nomor, rahasia) = ajukan(&mut pemohon).await;
    let mut petugas = Orang::masuk(&kantor, "petugas", scripts).await;
    let mut ppid = Orang::masuk(&kantor, "ppid-utama", scripts).await;
    terima(&mut petugas, &mut ppid, &nomor).await;

    kantor.pada("2026-03-04T09:00:00+07:00");
    let mut pembantu = Orang::masuk(&kantor, "pembantu", scripts).await;
    jawab_unit(&mut pembantu, &nomor).await;

    kantor.pada("2026-03-05T09:00:00+07:00");
    let mut ppid = Orang::masuk(&kantor, "ppid-utama", scripts).await;
    uji(&mut ppid, &nomor).await;
    let mut tim = Orang::masuk(&kantor, "tim", scripts).await;
    cari(&mut tim, &nomor).await;
    tim.langkah("Catat pertimbangan Tim Pertimbangan", async |tab| {
        tab.fill("Pendapat", "Penyidikan masih berjalan.").await;
    })
    .await;
    let mut atasan = Orang::masuk(&kantor, "atasan", scripts).await;
    setujui(&mut atasan, &nomor).await;

    kantor.pada("2026-03-06T09:00:00+07:00");
    let mut ppid = Orang::masuk(&kantor, "ppid-utama", scripts).await;
    tolak(&mut ppid, &nomor).await;
    kantor.pada("2026-03-09T09:00:00+07:00");
    let mut petugas = Orang::masuk(&kantor, "petugas", scripts).await;
    cari(&mut petugas, &nomor).await;
    petugas.langkah("Catat diterimanya pemberitahuan tertulis", async |_| {}).await;

    kantor.pada("2026-03-11T09:00:00+07:00");
    keberatan(&mut pemohon, &nomor, &rahasia).await;
    kantor.pada("2026-04-01T09:00:00+07:00");
    let mut atasan = Orang::masuk(&kantor, "atasan", scripts).await;
    kuatkan(&mut atasan, &nomor).await;
    let mut petugas = Orang::masuk(&kantor, "petugas", scripts).await;
    cari(&mut petugas, &nomor).await;
    petugas.langkah("Catat diterimanya tanggapan atas keberatan", async |_| {}).await;

    kantor.pada("2026-04-06T09:00:00+07:00");
    let mut ppid = Orang::masuk(&kantor, "ppid-utama", scripts).await;
    let perkara = sengketa(&kantor, &mut ppid, &nomor).await;
    let mut auditor = Orang::masuk(&kantor, "auditor", scripts).await;
    tengok(&mut auditor, &perkara).await;
}

/// From one's own work to a case by its number.
pub(crate) async fn cari(orang: &mut Orang, nomor: &str) {
    orang.tab.goto("/antrean").await;
    orang.tab.fill("Cari di semua perkara", nomor).await;
    orang.tekan("Cari").await;
    orang.tab.sees(nomor).await;
}

/// The pemohon files, gets number and secret, and follows the case.
pub(crate) async fn ajukan(pemohon: &mut Orang) -> (String, String) {
    pemohon.buka("/").await;
    pemohon.tekan("Ajukan permohonan").await;
    let tab = &mut pemohon.tab;
    tab.fill("Apa yang ingin Anda ketahui?", "Berkas penyidikan pasar").await;
    tab.fill("Untuk apa informasi itu?", "penelitian").await;
    tab.choose("Salinan elektronik").await;
    tab.fill("Nama lengkap", "Sri Wahyuni").await;
    tab.fill("NIK", "3275014101900001").await;
    tab.fill("Surel", "sri@contoh.id").await;
    pemohon.tekan("Kirim permohonan").await;
    let tab = &pemohon.tab;
    tab.sees("Permohonan Anda diterima").await;
    let tertulis = tab.value("[...document.querySelectorAll('dd')].map(e => e.innerText)").await;
    let baca = |ke: usize| tertulis[ke].as_str().unwrap().to_owned();
    pemohon.tekan("Lihat tenggat dan langkah berikutnya").await;
    pemohon.tab.sees("13 Maret 2026 – 16 Maret 2026").await;
    (baca(0), baca(1))
}

/// The petugas finds the request complete, the PPID hands it to a unit and tells
/// of an extension.
async fn terima(petugas: &mut Orang, ppid: &mut Orang, nomor: &str) {
    cari(petugas, nomor).await;
    petugas.langkah("Catat hasil pemeriksaan kelengkapan", async |_| {}).await;
    cari(ppid, nomor).await;
    ppid.langkah("Disposisikan kepada unit", async |tab| {
        tab.pick("Unit", "Dinas Kesehatan").await;
        tab.pick("Peran", "Penanggung jawab").await;
        tab.fill("Petunjuk kepada unit", "Mohon dijawab pekan ini").await;
    })
    .await;
    ppid.tab.sees("Dinas Kesehatan").await;
    ppid.langkah("Beritahukan perpanjangan waktu", async |tab| {
        tab.pick("Alasan", "Belum dapat memutuskan status").await;
        tab.fill("Uraian", "Status berkas masih diuji").await;
    })
    .await;
    ppid.tab.sees("diperpanjang").await;
}

async fn jawab_unit(pembantu: &mut Orang, nomor: &str) {
    cari(pembantu, nomor).await;
    pembantu
        .langkah("Catat jawaban unit kepada PPID", async |tab| {
            tab.pick("Unit", "Dinas Kesehatan").await;
            tab.fill("Isi jawaban", "Berkas ada, sedang dalam penyidikan.").await;
        })
        .await;
}

async fn uji(ppid: &mut Orang, nomor: &str) {
    cari(ppid, nomor).await;
    ppid.langkah("Catat uji konsekuensi", async |tab| {
        tab.fill("Informasi yang dimaksud", "Berita acara pemeriksaan").await;
        tab.pick("Dasar", "Pasal 17 huruf a angka 1").await;
        tab.pick("Lingkup", "Seluruhnya").await;
        tab.fill("Akibat bila dibuka", "Penyidikan terhambat").await;
        tab.fill("Manfaat bila ditutup", "Penyidikan selesai").await;
        tab.pick("Jangka", "Selama diperlukan").await;
        tab.fill("Pelaksana 1", "Bagian Hukum").await;
    })
    .await;
}

async fn setujui(atasan: &mut Orang, nomor: &str) {
    cari(atasan, nomor).await;
    for hal in ["Penolakan", "Pertimbangan tertulis"] {
        atasan
            .langkah("Setujui atau tolak usul pengecualian", async |tab| {
                tab.pick("Yang disetujui", hal).await;
                tab.pick("Oleh", "Atasan PPID").await;
                tab.fill("Jabatan", "Sekretaris Daerah").await;
                tab.pick("Putusan", "Setuju").await;
            })
            .await;
    }
}

async fn tolak(ppid: &mut Orang, nomor: &str) {
    cari(ppid, nomor).await;
    ppid.langkah("Tetapkan pertimbangan tertulis", async |tab| {
        tab.fill("Isi", "Penyidikan didahulukan.").await;
    })
    .await;
    ppid.langkah("Beritahukan penolakan", async |tab| {
        tab.pick("Dasar", "Dikecualikan").await;
        tab.pick("Huruf Pasal 17", "Pasal 17 huruf a angka 1").await;
        tab.fill("Nomor (wajib)", "SK-7/2026").await;
        tab.fill_day("Tanggal (wajib)", "2026-03-05").await;
        tab.pick("Lingkup", "Seluruhnya").await;
        tab.fill("Alasan", "Proses penegakan hukum").await;
        tab.fill("Mengapa tidak cukup dihitamkan", "Seluruhnya menyebut saksi").await;
        tab.choose("Hak mengajukan keberatan disampaikan").await;
    })
    .await;
    ppid.tab.sees("ditolak").await;
}

async fn keberatan(pemohon: &mut Orang, nomor: &str, rahasia: &str) {
    pemohon.buka("/lacak").await;
    pemohon.tab.fill("Nomor pendaftaran", nomor).await;
    pemohon.tab.fill("Rahasia dari tanda bukti", rahasia).await;
    pemohon.tekan("Lihat").await;
    pemohon.tab.choose("Ajukan keberatan kepada Atasan PPID").await;
    pemohon.tab.pick("Mengapa Anda keberatan?", "Permohonan saya ditolak").await;
    pemohon.tab.fill("Apa yang terjadi?", "Seluruh berkas ditutup").await;
    pemohon.tekan("Ajukan keberatan").await;
    pemohon.tab.sees("Keberatan Anda diterima").await;
}

async fn kuatkan(atasan: &mut Orang, nomor: &str) {
    cari(atasan, nomor).await;
    atasan
        .langkah("Kirim tanggapan atas keberatan", async |tab| {
            tab.pick("Putusan", "Menguatkan").await;
            tab.fill("Uraian", "Pengecualian berdasar.").await;
            tab.fill("Nomor (wajib)", "SK-7/2026").await;
            tab.fill_day("Tanggal (wajib)", "2026-03-05").await;
            tab.fill("Jabatan", "Sekretaris Daerah").await;
        })
        .await;
}

/// The dispute: its way into the office is a letter of KI.
async fn sengketa(kantor: &Kantor, ppid: &mut Orang, nomor: &str) -> String {
    cari(ppid, nomor).await;
    let perkara = ppid.tab.place().await;
    ppid.langkah("Catat pengajuan sengketa", async |tab| {
        tab.fill("Komisi", "KI Jawa Barat").await;
    })
    .await;
    ppid.langkah("Catat nomor registrasi KI", async |tab| {
        tab.fill("Nomor", "009/REG-PSI/IV/2026").await;
    })
    .await;
    ppid.tab.sees("009/REG-PSI/IV/2026, KI Jawa Barat").await;
    kantor.pada("2026-04-06T09:20:00+07:00");
    ppid.langkah("Catat sidang dan kehadiran", async |tab| {
        tab.pick("Acara", "Pertama").await;
        tab.pick("Pemohon", "Hadir").await;
        tab.pick("Termohon", "Hadir").await;
    })
    .await;
    ppid.langkah("Catat putusan", async |tab| {
        tab.pick("Amar", "Menolak").await;
        tab.pick("Jenis", "Ajudikasi").await;
        tab.fill("Uraian", "Pengecualian dikuatkan").await;
    })
    .await;
    ppid.tab.sees("Diputus").await;
    perkara
}

/// The auditor looks at the case as it stood before the refusal.
async fn tengok(auditor: &mut Orang, perkara: &str) {
    auditor.buka(perkara).await;
    auditor.tab.sees("penolakan").await;
    auditor.tab.choose("Lihat sebagaimana tanggal lain").await;
    auditor.tab.fill_day("Tanggal", "2026-03-04").await;
    auditor.tekan("Lihat").await;
    auditor.tab.sees("Anda melihat keadaan sebagaimana").await;
    let riwayat = auditor.tab.text().await;
    assert!(!riwayat.contains("ditolak"), "what came later is not there yet:\n{riwayat}");
}
