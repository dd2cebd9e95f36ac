//! Every page, for every role that is shown it.

use hyper::Method;

use crate::api::klien::Kantor;
use crate::axe;
use crate::daftar::{self, Benda};
use crate::orang::Orang;

/// What is given there is no page: a file, a feed, the stylesheet, a script.
pub(crate) fn berkas(jalur: &str) -> bool {
    let akhiran = [
        ".csv",
        ".json",
        ".atom",
        "/berkas",
        "/dokumen/{dokumen}",
        "/templat/{apa}",
        "/{rahasia}",
        ".css",
        ".js",
    ];
    akhiran.iter().any(|akhiran| jalur.ends_with(akhiran))
}

/// Pages that a role is shown, each step of a case being a page of its own.
fn alamat(benda: &Benda, peran: &str) -> Vec<String> {
    let mut alamat = Vec::new();
    for laman in daftar::semua() {
        let tampil = laman.metode == Method::GET && laman.untuk.contains(&peran);
        if !tampil || berkas(laman.jalur) {
            continue;
        }
        if laman.jalur.contains("{langkah}") {
            let milik = laman.jalur.trim_start_matches('/').split('/').next().unwrap_or_default();
            let langkah = daftar::langkah(milik, peran).into_iter();
            let jalur = langkah.map(|langkah| laman.jalur.replace("{langkah}", &langkah));
            alamat.extend(jalur.map(|jalur| benda.alamat(&jalur, peran)));
        } else {
            alamat.push(benda.alamat(laman.jalur, peran));
        }
    }
    alamat
}

/// A page that looks the same to several roles is looked at once.
#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_accessible_fits_a_phone_and_prints() {
    let kantor = Kantor::buka().await;
    let benda = Benda::buat(&kantor).await;
    let mut wrong = Vec::new();
    let mut langkah = std::collections::BTreeSet::new();
    for peran in daftar::SEMUA {
        let mut orang = match *peran {
            "publik" => Orang::publik(&kantor, true).await,
            peran => Orang::masuk(&kantor, peran, true).await,
        };
        for alamat in alamat(&benda, peran) {
            if alamat.contains("/tindakan/") && !langkah.insert(alamat.clone()) {
                continue;
            }
            orang.tab.goto(&alamat).await;
            let here = axe::violations(&mut orang.tab).await;
            wrong.extend(here.into_iter().map(|line| format!("{alamat} as {peran}: {line}")));
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

/// What is not there and what is not for one are pages too.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_cannot_be_shown_is_accessible_too() {
    let kantor = Kantor::buka().await;
    let benda = Benda::buat(&kantor).await;
    let mut orang = Orang::masuk(&kantor, "admin", true).await;
    let perkara = benda.alamat("/perkara/{perkara}", "admin");
    for alamat in ["/antrean", &perkara] {
        orang.buka(alamat).await;
        orang.tab.sees("tidak berwenang").await;
    }
}
