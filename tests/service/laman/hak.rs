//! Which page is for whom, asked of every page as every role.

use std::collections::BTreeSet;

use hyper::Method;

use super::daftar::{self, Benda, Laman, SEMUA};
use crate::api::klien::{Kantor, id};

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_the_router_stands_in_the_list_and_the_other_way_round() {
    let kantor = Kantor::buka().await;
    let mut router = BTreeSet::new();
    for jalur in jejak::web::laman::jalur() {
        let contoh = jalur.replace(['{', '}'], "");
        let jawaban = kantor.minta("publik", Method::OPTIONS, &contoh, None, &[]).await.dengan(405);
        let metode = jawaban.teks("allow").split(',').filter(|metode| *metode != "HEAD");
        router.extend(metode.map(|metode| format!("{metode} {jalur}")));
    }
    let daftar: Vec<String> = daftar::semua().iter().map(Laman::nama).collect();
    assert_eq!(router, daftar.iter().cloned().collect());
    assert_eq!(router.len(), daftar.len(), "no page stands there twice");
}

/// Every page × every role: shown to whom it is for, refused to all others, and
/// whoever is not signed in is led to where one signs in.
#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_shown_to_whom_it_is_for() {
    let kantor = Kantor::buka().await;
    let benda = Benda::buat(&kantor).await;
    let mut gagal = Vec::new();
    for nama in SEMUA {
        let mut orang = daftar::masuk(&kantor, nama).await;
        for laman in daftar::semua() {
            let alamat = benda.alamat(laman.jalur, nama);
            let jawaban = if laman.metode == Method::GET {
                orang.buka(&kantor, &alamat).await
            } else {
                let perintah = id().to_string();
                let isian = [("perintah", perintah.as_str()), ("keperluan", "")];
                orang.kirim(&kantor, &alamat, &isian).await
            };
            let ke_masuk = jawaban.status == 303 && jawaban.teks("location") == "/masuk";
            let sesuai = match () {
                () if laman.untuk.contains(nama) => {
                    // A form without a fact is refused for what it lacks, and nothing else.
                    let isi = laman.metode == Method::POST && (400..500).contains(&jawaban.status);
                    let tampil = [200, 303].contains(&jawaban.status) || isi;
                    // Nobody signs the log here.
                    let belum = laman.jalur.starts_with("/checkpoint/") && jawaban.status == 404;
                    belum || tampil && !ke_masuk && ![403, 404, 405].contains(&jawaban.status)
                }
                () if *nama == "publik" => ke_masuk,
                () => jawaban.status == 403,
            };
            if !sesuai {
                gagal.push(format!("{} as {nama}: {}", laman.nama(), jawaban.status));
            }
        }
    }
    assert!(gagal.is_empty(), "{}", gagal.join("\n"));
}
