//! Hostile text through every field that takes text, on every page that shows it.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use std::collections::BTreeSet;

use hyper::Method;
use uuid::Uuid;

use super::daftar::{self, Benda};
use super::muatan::{self, MUATAN, TERLARANG};
use super::peramban::{Peramban, html, nilai};
use super::tabur::{TAK_DITABUR, periksa, tabur};
use crate::api::klien::{Kantor, id};

/// Every page as every role that is shown it, over every fact with hostile text.
#[tokio::test(flavor = "multi_thread")]
async fn hostile_text_in_every_field_stays_text_on_every_page() {
    let kantor = Kantor::buka().await;
    let benda = Benda::buat(&kantor).await;
    let (perkara, ditolak) = tabur(&kantor, &benda).await;
    assert_eq!(ditolak.keys().collect::<Vec<_>>(), TAK_DITABUR, "{ditolak:#?}");
    let mut terlihat = BTreeSet::new();
    for (ke, peran) in daftar::SEMUA.iter().enumerate() {
        let mut orang = daftar::masuk(&kantor, peran).await;
        for laman in daftar::semua().iter().filter(|laman| laman.untuk.contains(peran)) {
            let mut alamat = vec![benda.alamat(laman.jalur, peran)];
            if laman.jalur.contains("{perkara}") {
                let lain =
                    |id: &Uuid| benda.dengan("perkara", &id.to_string()).alamat(laman.jalur, peran);
                // Every second case for one role, the others for the next.
                alamat.extend(perkara.iter().skip(ke % 2).step_by(2).map(lain));
            }
            for alamat in alamat.into_iter().filter(|_| laman.metode == Method::GET) {
                let jawaban = orang.buka(&kantor, &alamat).await;
                periksa(&alamat, &jawaban);
                let teks = jawaban.badan.as_str().unwrap_or_default();
                terlihat.extend(MUATAN.iter().filter(|m| teks.contains(&aman(m))).copied());
            }
        }
        if ["petugas", "ppid-utama"].contains(peran) {
            terlihat.extend(buka_semua(&kantor, &mut orang, &perkara).await);
        }
    }
    let hilang: Vec<_> = MUATAN.iter().filter(|muatan| !terlihat.contains(*muatan)).collect();
    assert!(hilang.is_empty(), "no page shows {hilang:?}");
}

/// As a template writes it.
fn aman(muatan: &str) -> String {
    muatan
        .replace('&', "&#38;")
        .replace('<', "&#60;")
        .replace('>', "&#62;")
        .replace('"', "&#34;")
        .replace('\'', "&#39;")
}

/// What is sealed, opened.
async fn buka_semua(
    kantor: &Kantor,
    orang: &mut Peramban,
    perkara: &[Uuid],
) -> BTreeSet<&'static str> {
    let mut terlihat = BTreeSet::new();
    for perkara in perkara {
        let alamat = format!("/perkara/{perkara}/data-pribadi");
        let perintah = id().to_string();
        let isian = [("perintah", perintah.as_str()), ("keperluan", MUATAN[0])];
        let terbuka = orang.kirim(kantor, &alamat, &isian).await.dengan(200);
        periksa(&alamat, &terbuka);
        let teks = html(&terbuka);
        terlihat.extend(MUATAN.iter().filter(|m| teks.contains(&aman(m))).copied());
    }
    terlihat
}

/// What a form gives back to be looked at or put right.
#[tokio::test(flavor = "multi_thread")]
async fn hostile_text_stays_text_in_a_form_that_comes_back() {
    let kantor = Kantor::buka().await;
    let benda = Benda::buat(&kantor).await;
    let semua = muatan::semua();
    for peran in ["publik", "ppid-utama", "atasan"] {
        let mut orang = daftar::masuk(&kantor, peran).await;
        for laman in daftar::semua().into_iter().filter(|laman| laman.metode == Method::POST) {
            if !laman.untuk.contains(&peran) || laman.jalur == "/keluar" {
                continue;
            }
            let milik = laman.jalur.trim_start_matches('/').split('/').next().unwrap();
            let mut langkah = daftar::langkah(milik, peran);
            if !laman.jalur.contains("{langkah}") {
                langkah = vec![String::new()];
            }
            for langkah in langkah {
                let jalur = laman.jalur.replace("{langkah}", &langkah);
                let alamat = benda.alamat(&jalur, peran);
                let kosong = orang.buka(&kantor, &alamat).await;
                let kolom = kolom(kosong.badan.as_str().unwrap_or_default());
                let isian = kolom.iter().map(|(nama, tetap)| {
                    (nama.as_str(), tetap.as_deref().unwrap_or(semua.as_str()))
                });
                let isian: Vec<_> = isian.collect();
                let kembali = orang.kirim(&kantor, &alamat, &isian).await;
                periksa(&alamat, &kembali);
            }
        }
    }
}

/// Names of a page's fields, with the value of those that nobody types in.
fn kolom(html: &str) -> Vec<(String, Option<String>)> {
    let mut kolom = Vec::new();
    for bagian in html.split('<').filter(|b| b.starts_with("input") || b.starts_with("textarea")) {
        let Some((_, sisa)) = bagian.split_once("name=\"") else { continue };
        let nama = sisa.split('"').next().unwrap();
        let diketik = bagian.starts_with("textarea") || bagian.contains("type=\"text\"");
        let tetap = bagian.split_once("value=\"").filter(|_| !diketik);
        let tetap = tetap.map(|(_, sisa)| sisa.split('"').next().unwrap().to_owned());
        kolom.push((nama.to_owned(), tetap));
    }
    kolom
}

/// Letters that no text may hold are refused, told in words, and not repeated.
#[tokio::test(flavor = "multi_thread")]
async fn letters_that_hide_something_are_refused() {
    let kantor = Kantor::buka().await;
    let mut orang = Peramban::default();
    for jahat in TERLARANG {
        let formulir = orang.buka(&kantor, "/permohonan").await.dengan(200);
        let perintah = nilai(html(&formulir), "_perintah").to_owned();
        let isian = [
            ("_perintah", perintah.as_str()),
            ("rincian", jahat),
            ("pemohon.jenis", "perorangan"),
            ("pemohon.nama", jahat),
        ];
        let jawaban = orang.kirim(&kantor, "/permohonan", &isian).await;
        assert_eq!(jawaban.status, 400, "{jahat:?}");
        assert!(html(&jawaban).contains("memuat karakter"), "{}", html(&jawaban));
    }
}

/// The check itself: a page that escaped nothing would be found out.
#[test]
fn a_page_that_escapes_nothing_is_found_out() {
    for muatan in MUATAN.iter().filter(|muatan| muatan.contains(['<', '"', '\''])) {
        let bocor = format!("<p>{muatan}</p>");
        assert!(muatan::lolos(&bocor).is_some(), "{muatan}");
        assert_eq!(muatan::lolos(&format!("<p>{}</p>", aman(muatan))), None, "{muatan}");
    }
    assert!(muatan::lolos("<a href=\"javascript:kenari(1)\">x</a>").is_some());
}
