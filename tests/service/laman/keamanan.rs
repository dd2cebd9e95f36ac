//! What a hostile page, visitor or text cannot do.

use events::pengguna::Peran;

use super::peramban::{Peramban, SANDI, html, nilai};
use crate::api::klien::Kantor;

#[tokio::test(flavor = "multi_thread")]
async fn every_page_says_what_it_may_load_and_who_may_frame_it() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    let ppid = Peramban::masuk(&kantor, "ppid", Peran::PpidUtama).await;
    let perkara = format!("/perkara/{perkara}");
    let langkah = format!("{perkara}/tindakan/disposisi-diberikan");
    for alamat in
        ["/", "/permohonan", "/lacak", "/katalog", "/statistik", "/antrean", &perkara, &langkah]
    {
        let jawaban = ppid.buka(&kantor, alamat).await.dengan(200);
        let kepala = |nama: &str| {
            jawaban.kepala.get(nama).and_then(|nilai| nilai.to_str().ok()).unwrap_or_default()
        };
        let csp = kepala("content-security-policy");
        assert!(csp.contains("default-src 'none'"), "{alamat}: {csp}");
        assert!(csp.contains("frame-ancestors 'none'"), "{alamat}: {csp}");
        assert!(!csp.contains("unsafe"), "{alamat}: {csp}");
        assert_eq!(kepala("x-content-type-options"), "nosniff", "{alamat}");
        assert_eq!(kepala("referrer-policy"), "no-referrer", "{alamat}");
        assert_eq!(kepala("cache-control"), "no-store", "{alamat}");
        let teks = html(&jawaban);
        assert!(!teks.contains("<script") && !teks.contains(" style="), "{alamat}");
        assert!(teks.len() < 100_000, "{alamat}: {} bytes", teks.len());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_site_can_send_no_form() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    let mut ppid = Peramban::masuk(&kantor, "ppid", Peran::PpidUtama).await;
    let alamat = format!("/perkara/{perkara}/data-pribadi");
    let isian = [("perintah", "01985b5e-7d3c-7000-8000-000000000001"), ("keperluan", "apa saja")];
    for situs in ["cross-site", "same-site"] {
        let jawaban = ppid.kirim_dari(&kantor, &alamat, &isian, situs).await;
        assert_eq!(jawaban.status, 403, "{situs}");
    }
    let jawaban = ppid.kirim_dari(&kantor, &alamat, &isian, "same-origin").await;
    assert_eq!(jawaban.status, 200, "{}", jawaban.badan);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_works_without_a_session() {
    let kantor = Kantor::buka().await;
    let (perkara, ..) = kantor.diajukan().await;
    let orang = Peramban::default();
    for alamat in ["/antrean".to_owned(), format!("/perkara/{perkara}")] {
        let jawaban = orang.buka(&kantor, &alamat).await;
        assert_eq!(jawaban.status, 303, "{alamat}");
        assert_eq!(jawaban.kepala["location"], "/masuk");
    }
    let mut ppid = Peramban::masuk(&kantor, "ppid", Peran::PpidUtama).await;
    assert_eq!(ppid.buka(&kantor, "/antrean").await.status, 200);
    // Half an hour without a sign of life ends it.
    kantor.pada("2026-03-02T10:29:00+07:00");
    assert_eq!(ppid.buka(&kantor, "/antrean").await.status, 200);
    kantor.pada("2026-03-02T11:00:00+07:00");
    assert_eq!(ppid.buka(&kantor, "/antrean").await.status, 303);
    ppid.kirim(&kantor, "/keluar", &[]).await;
    assert_eq!(ppid.buka(&kantor, "/antrean").await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_a_password_takes_longer_and_longer() {
    let kantor = Kantor::buka().await;
    let mut ppid = Peramban::masuk(&kantor, "ppid", Peran::PpidUtama).await;
    for _ in 0..5 {
        let salah = [("nama", "ppid"), ("sandi", "bukan sandi yang benar")];
        assert_eq!(ppid.kirim(&kantor, "/masuk", &salah).await.status, 401);
    }
    let benar = [("nama", "PPID "), ("sandi", SANDI)];
    let tertahan = ppid.kirim(&kantor, "/masuk", &benar).await;
    assert_eq!(tertahan.status, 401);
    assert!(html(&tertahan).contains("terlalu sering gagal"), "{}", html(&tertahan));
    kantor.pada("2026-03-02T10:16:00+07:00");
    assert_eq!(ppid.kirim(&kantor, "/masuk", &benar).await.status, 303);
    let takada = [("nama", "tidak-ada"), ("sandi", SANDI)];
    let takada = ppid.kirim(&kantor, "/masuk", &takada).await;
    assert!(html(&takada).contains("tidak cocok"), "no name is given away");
}

/// What people type stays text wherever it is shown.
#[tokio::test(flavor = "multi_thread")]
async fn text_stays_text() {
    let kantor = Kantor::buka().await;
    let mut orang = Peramban::default();
    for (ke, jahat) in
        ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "{{7*7}}", "&lt;b&gt;"]
            .into_iter()
            .enumerate()
    {
        let perintah = format!("01985b5e-7d3c-7000-8000-00000000000{ke}");
        let isian = [
            ("_perintah", perintah.as_str()),
            ("rincian", jahat),
            ("tujuan", jahat),
            ("cara_memperoleh", "salinan_cetak"),
            ("cara_pengiriman", "pos"),
            ("pemohon.jenis", "perorangan"),
            ("pemohon.nama", jahat),
            ("pemohon.nomor_identitas", "3275014101900001"),
            ("pemohon.alamat", jahat),
        ];
        orang.kirim(&kantor, "/permohonan", &isian).await.dengan(200);
        let mut petugas = Peramban::masuk(&kantor, &format!("loket{ke}"), Peran::Petugas).await;
        let halaman = petugas.buka(&kantor, &format!("/perkara/{perintah}")).await.dengan(200);
        let baca = nilai(html(&halaman), "perintah").to_owned();
        let alamat = format!("/perkara/{perintah}/data-pribadi");
        let isian = [("perintah", baca.as_str()), ("keperluan", "memproses")];
        let terbuka = petugas.kirim(&kantor, &alamat, &isian).await.dengan(200);
        let teks = html(&terbuka);
        assert!(!teks.contains("<script>alert") && !teks.contains("<img"), "{teks}");
        let lolos = jahat.replace('&', "&#38;").replace('<', "&#60;").replace('>', "&#62;");
        assert!(teks.contains(&lolos.replace('"', "&#34;")), "{lolos}: {teks}");
    }
}
