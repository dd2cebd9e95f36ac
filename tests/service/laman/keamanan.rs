//! What a hostile page, visitor or text cannot do.

use events::pengguna::Peran;
use hyper::Method;
use serde_json::json;

use super::daftar::{self, Benda};
use super::peramban::{Peramban, SANDI, html, nilai};
use crate::api::klien::Kantor;

/// Every page and every route of the API, and what is refused before either.
#[tokio::test(flavor = "multi_thread")]
async fn every_answer_says_what_it_may_load_and_who_may_frame_it() {
    let kantor = Kantor::buka().await;
    let benda = Benda::buat(&kantor).await;
    let ppid = daftar::masuk(&kantor, "ppid-utama").await;
    let mut jawaban = Vec::new();
    for laman in daftar::semua().into_iter().filter(|laman| laman.metode == Method::GET) {
        let alamat = benda.alamat(laman.jalur, "ppid-utama");
        jawaban.push((laman.nama(), ppid.buka(&kantor, &alamat).await));
    }
    for rute in jejak::web::semua() {
        let jalur = rute.jalur.replace(['{', '}'], "");
        let badan = (rute.metode == Method::POST).then(|| json!({}));
        let dijawab = kantor.minta("ppid-utama", rute.metode, &jalur, badan, &[]).await;
        jawaban.push((rute.jalur, dijawab));
    }
    for jalur in ["/takada", "/api/v1/takada", "/api/openapi.json"] {
        let dijawab = kantor.minta("auditor", Method::GET, jalur, None, &[]).await;
        jawaban.push((jalur.to_owned(), dijawab));
    }
    for (nama, jawaban) in jawaban {
        let csp = jawaban.teks("content-security-policy");
        for aturan in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"] {
            assert!(csp.contains(aturan), "{nama}: {csp}");
        }
        assert!(!csp.contains("unsafe") && !csp.contains("script-src"), "{nama}: {csp}");
        assert_eq!(jawaban.teks("x-content-type-options"), "nosniff", "{nama}");
        assert_eq!(jawaban.teks("referrer-policy"), "same-origin", "{nama}");
        assert_eq!(jawaban.teks("cross-origin-opener-policy"), "same-origin", "{nama}");
        // Feeds are for everybody, and say so themselves.
        if nama != "GET /aset/jejak.css" && !nama.contains("/umpan/") {
            assert_eq!(jawaban.teks("cache-control"), "no-store", "{nama}");
        }
    }
}

/// Every page that takes a form × what browsers say of where it came from.
#[tokio::test(flavor = "multi_thread")]
async fn another_site_can_send_no_form() {
    let kantor = Kantor::buka().await;
    let benda = Benda::buat(&kantor).await;
    let sendiri = kantor.url();
    let situs = |nilai| vec![("Sec-Fetch-Site", nilai)];
    let asal = |nilai| vec![("Origin", nilai)];
    let lain = "https://jahat.example";
    let mut ditolak = vec![situs("cross-site"), situs("same-site"), situs("apa saja")];
    ditolak.extend([asal(lain), asal("null"), [situs("cross-site"), asal(&sendiri)].concat()]);
    ditolak.extend([[situs("cross-site"), asal(lain)].concat()]);
    // A browser too old for either names nobody; its cookie is `SameSite=Lax`.
    let mut diterima = vec![situs("same-origin"), situs("none"), asal(&sendiri), Vec::new()];
    diterima.push([situs("same-origin"), asal("null")].concat());
    for laman in daftar::semua().into_iter().filter(|laman| laman.metode == Method::POST) {
        let siapa = if laman.publik() { "publik" } else { laman.untuk[0] };
        let alamat = benda.alamat(laman.jalur, siapa);
        let mut orang = daftar::masuk(&kantor, siapa).await;
        for kepala in &ditolak {
            let jawaban = orang.kirim_dengan(&kantor, &alamat, &[], kepala).await;
            assert_eq!(jawaban.status, 403, "{} {kepala:?}", laman.nama());
        }
        for kepala in &diterima {
            let jawaban = orang.kirim_dengan(&kantor, &alamat, &[], kepala).await;
            assert_ne!(jawaban.status, 403, "{} {kepala:?}", laman.nama());
        }
    }
}

/// A mistyped address, a form that is none: told in words, on a page.
#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_told_as_a_page() {
    let kantor = Kantor::buka().await;
    let mut ppid = daftar::masuk(&kantor, "ppid-utama").await;
    let mut jawaban = vec![("/takada".to_owned(), ppid.buka(&kantor, "/takada").await)];
    for laman in daftar::semua().into_iter().filter(|laman| laman.untuk.contains(&"ppid-utama")) {
        let buntu = laman.jalur.replace("{langkah}", "takada").replace(['{', '}'], "");
        if laman.metode == Method::GET && laman.jalur.contains('{') {
            jawaban.push((laman.nama(), ppid.buka(&kantor, &buntu).await));
        }
        // Nobody can sign out wrongly, here or elsewhere, and whoever is asked for
        // no code is led on.
        let tak_salah = ["/keluar", "/akun/sesi", "/masuk/kode"].contains(&laman.jalur);
        if laman.metode == Method::POST && !tak_salah {
            jawaban.push((laman.nama(), ppid.kirim(&kantor, &buntu, &[("a", "\u{0}")]).await));
        }
    }
    assert!(jawaban.len() > 8);
    for (nama, jawaban) in jawaban {
        assert!((400..500).contains(&jawaban.status), "{nama}: {}", jawaban.status);
        assert!(jawaban.teks("content-type").starts_with("text/html"), "{nama}");
        let teks = html(&jawaban);
        assert!(teks.contains("<h1>") && teks.contains("</html>"), "{nama}: {teks}");
        for kata in ["Failed", "missing field", "Invalid", "parsing", "deserialize"] {
            assert!(!teks.contains(kata), "{nama}: {teks}");
        }
    }
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
