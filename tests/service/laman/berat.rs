//! A populated city, walked through link by link: every page is there and light.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use chrono::NaiveDate;
use hyper::Method;
use jejak::checkpoint::terbitkan;
use jejak::web::laju::BatasLaju;
use serde_json::json;

use super::daftar;
use super::peramban::Peramban;
use crate::api::klien::{Kantor, id};
use crate::checkpoint::penanda;
use crate::harness::eventually;

/// What a page weighs at most with its stylesheet, for a phone on a poor line.
const BATAS_BYTES: usize = 100_000;
/// Pages of one kind that each role looks at.
const SEJENIS: usize = 8;

/// The list's page that an address is of.
fn jenis(alamat: &str) -> Option<&'static str> {
    let jalur = alamat.split('?').next().unwrap();
    let cocok = |pola: &&&str| {
        let (pola, jalur): (Vec<_>, Vec<_>) =
            (pola.split('/').collect(), jalur.split('/').collect());
        let sama = |(pola, bagian): (&&str, &&str)| pola.starts_with('{') || pola == bagian;
        pola.len() == jalur.len() && pola.iter().zip(&jalur).all(sama)
    };
    // As the router has it: what is written out comes before a name.
    let semua = jejak::web::laman::jalur();
    semua.iter().filter(cocok).copied().min_by_key(|pola| pola.matches('{').count())
}

/// Where the links of a page lead, within the service.
fn tautan(html: &str) -> Vec<String> {
    let tautan = html.split("href=\"").skip(1).map(|sisa| sisa.split('"').next().unwrap());
    let tautan = tautan.map(|tautan| tautan.split('#').next().unwrap().replace("&#38;", "&"));
    tautan.filter(|tautan| tautan.starts_with('/')).collect()
}

/// Follows every link from the front page, from where an officer lands and from
/// cases in dispute, up to so many pages of a kind; gives what was seen, by kind,
/// with its bytes.
async fn jelajahi(
    kantor: &Kantor,
    orang: &Peramban,
) -> BTreeMap<&'static str, Vec<(String, usize)>> {
    let mut antre = VecDeque::from(["/".to_owned(), "/antrean".to_owned()]);
    let sengketa = kantor.baca("ppid-utama", "/perkara?status=sengketa&batas=2").await.dengan(200);
    let sengketa = sengketa.isi().iter().filter_map(|satu| satu["perkara"].as_str());
    antre.extend(sengketa.map(|perkara| format!("/perkara/{perkara}")));
    let mut dikenal: BTreeSet<String> = antre.iter().cloned().collect();
    let mut dilihat: BTreeMap<&str, Vec<(String, usize)>> = BTreeMap::new();
    while let Some(alamat) = antre.pop_front() {
        let jenis = jenis(&alamat).unwrap_or_else(|| panic!("a link leads to {alamat}"));
        let sejenis = dilihat.entry(jenis).or_default();
        if sejenis.len() == SEJENIS {
            continue;
        }
        let jawaban = orang.buka(kantor, &alamat).await;
        assert!([200, 303, 403].contains(&jawaban.status), "{alamat}: {}", jawaban.badan);
        // A file to fetch is as long as its list.
        let laman = jawaban.teks("content-type").starts_with("text/html");
        let teks = jawaban.badan.as_str().filter(|_| laman).unwrap_or_default();
        sejenis.push((alamat, teks.len()));
        antre.extend(tautan(teks).into_iter().filter(|tautan| dikenal.insert(tautan.clone())));
    }
    dilihat
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_a_populated_city_is_there_and_light() {
    let mut kantor = Kantor::kosong("2024-02-29T10:00:00+07:00", BatasLaju::TANPA).await;
    kantor.isi_pengguna().await;
    let akhir = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
    jejak::demo::jalankan(&kantor.app, 1, akhir, || ()).await.unwrap();
    kantor.pada("2026-03-02T09:00:00+07:00");
    let posisi = kantor.app.log.position().await.unwrap();
    let sampai = format!("/perkara?minimal_posisi={posisi}");
    eventually("the read models follow", || async {
        kantor.baca("ppid-utama", &sampai).await.status == 200
    })
    .await;
    // The office has written nothing yet.
    let disengketakan = "/perkara?status=sengketa&batas=1";
    let disengketakan = kantor.baca("ppid-utama", disengketakan).await.dengan(200);
    let perkara = disengketakan.isi()[0]["perkara"].as_str().unwrap().parse().unwrap();
    kantor.bersurat(perkara).await;
    let gagal = json!({"perintah": id(), "fakta": daftar::kegagalan()});
    kantor.kirim("ppid-utama", "/kegagalan", gagal).await.dengan(201);
    let folder = tempfile::tempdir().unwrap();
    penanda(&kantor, &folder.path().join("penanda"));
    terbitkan(&kantor.app).await.unwrap();
    let gaya = kantor.minta("publik", Method::GET, "/aset/jejak.css", None, &[]).await;
    let gaya = gaya.badan.as_str().unwrap().len();
    let mut terlihat = BTreeSet::new();
    for peran in daftar::SEMUA {
        let orang = daftar::masuk(&kantor, peran).await;
        for (jenis, laman) in jelajahi(&kantor, &orang).await {
            terlihat.insert(jenis);
            for (alamat, bytes) in laman {
                let semua = bytes + gaya;
                assert!(semua < BATAS_BYTES, "{alamat} as {peran}: {semua} bytes");
            }
        }
    }
    let laman = daftar::semua();
    // The code at sign-in and the set-up are over, a suggestion comes up while
    // somebody writes, the way out of digests stands in them, and a calendar's
    // address is told once. A script is no link, and no authority stamps here.
    let berlalu = [
        "/aset/penghitaman.js",
        "/checkpoint/stempel",
        "/masuk/kode",
        "/penyiapan",
        "/permohonan/saran/{entri}",
        "/surel/berhenti/{kunci}",
        "/umpan/tenggat/{rahasia}",
    ];
    let dibuka = laman.iter().filter(|satu| satu.metode == Method::GET).map(|satu| satu.jalur);
    let semua: BTreeSet<&str> = dibuka.filter(|jalur| !berlalu.contains(jalur)).collect();
    let tanpa_tautan: Vec<_> = semua.difference(&terlihat).collect();
    assert!(tanpa_tautan.is_empty(), "no link leads to {tanpa_tautan:?}");
}
