//! Bags whose manifests promise something else.

use super::*;

/// Made again except for one of the manifests' promises.
fn bag(nama: &str, kode: Kode, ubah: impl FnOnce(&mut Isi)) -> Kasus {
    let mut isi = isi(&Log::baru());
    ubah(&mut isi);
    let tag: Isi = isi
        .iter()
        .filter(|(nama, _)| !nama.starts_with("data/") && !nama.starts_with("tagmanifest"))
        .map(|(nama, isi)| (nama.clone(), isi.clone()))
        .collect();
    // The tag manifests alone are right again: they are made like a payload's.
    let buatan = bagit::lengkapi(tag, &[]);
    for algoritma in ["sha256", "sha512"] {
        let manifes = buatan[&format!("manifest-{algoritma}.txt")].clone();
        isi.insert(format!("tagmanifest-{algoritma}.txt"), manifes);
    }
    Kasus::baru(nama, zip(&isi), kunci_log()).harus(kode)
}

fn sunting(isi: &mut Isi, nama: &str, ubah: impl Fn(&str) -> String) {
    let teks = String::from_utf8(isi[nama].clone()).unwrap();
    isi.insert(nama.to_owned(), ubah(&teks).into_bytes());
}

pub(super) fn bag_buruk() -> Vec<Kasus> {
    const SURAT: &str = "data/00-SURAT-PENGANTAR.pdf";
    let manifes = ["manifest-sha256.txt", "manifest-sha512.txt"];
    let mut semua = vec![
        bag("another BagIt", Kode::BagTanda, |isi| {
            sunting(isi, "bagit.txt", |t| t.replace("1.0", "0.97"));
        }),
        bag("a wrong sum", Kode::BagOxum, |isi| {
            sunting(isi, "bag-info.txt", |t| t.replace("Oxum: ", "Oxum: 1"));
        }),
        bag("no sum", Kode::BagOxum, |isi| {
            sunting(isi, "bag-info.txt", |t| t.replace("Oxum", "Axum"));
        }),
        bag("two sums", Kode::BagOxum, |isi| sunting(isi, "bag-info.txt", |t| format!("{t}{t}"))),
        bag("a paper added", Kode::BagLebih, |isi| {
            isi.insert("data/99-TAMBAHAN.pdf".to_owned(), b"x".to_vec());
            hitung_lagi(isi);
        }),
        bag("a paper promised and not there", Kode::BagKurang, |isi| {
            isi.remove(SURAT);
            hitung_lagi(isi);
        }),
        bag("a paper exchanged", Kode::BagSidik, |isi| {
            isi.insert(SURAT.to_owned(), b"%PDF-1.6".to_vec());
        }),
    ];
    for nama in manifes {
        for (apa, ubah) in [
            ("in capitals", (|t| t.to_uppercase()) as fn(&str) -> String),
            ("without end", |t| t.trim_end().to_owned()),
            ("with one blank", |t| t.replace("  ", " ")),
            ("with a line twice", |t| format!("{t}{}\n", t.lines().next().unwrap())),
            ("that leaves the folder", |t| t.replace("data/00", "data/../00")),
            ("that speaks of tags", |t| t.replace("data/00-", "00-")),
            ("with carriage returns", |t| t.replace('\n', "\r\n")),
            ("that is empty", |_| String::new()),
        ] {
            let kasus = format!("{nama} {apa}");
            semua.push(bag(&kasus, Kode::BagManifes, |isi| sunting(isi, nama, ubah)));
        }
        let kasus = format!("{nama} with a line less");
        semua.push(bag(&kasus, Kode::BagLebih, |isi| {
            sunting(isi, nama, |t| t.split_once('\n').unwrap().1.to_owned());
        }));
    }
    semua
}

fn hitung_lagi(isi: &mut Isi) {
    let data = || isi.iter().filter(|(nama, _)| nama.starts_with("data/"));
    let oxum = format!("{}.{}", data().map(|(_, isi)| isi.len()).sum::<usize>(), data().count());
    let info = format!("Bagging-Date: 2026-11-23\nPayload-Oxum: {oxum}\n");
    isi.insert("bag-info.txt".to_owned(), info.into_bytes());
}
