//! A canary: a made-up pemohon who must turn up nowhere once her data are
//! erased, and turns up where one store is left out.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;
use uuid::Uuid;

use super::{berisi, kantor, putuskan, usulkan};
use crate::api::klien::{Kantor, id};
use crate::laman::daftar;
use crate::laman::peramban::html;

/// What betrays her, in small letters.
const JEJAK: [&str; 4] = ["tersembunyi", "3275014101900001", "sri@rahasia", "anggaran puskesmas"];

fn betrays(isi: &[u8]) -> bool {
    let teks = String::from_utf8_lossy(isi).to_lowercase();
    JEJAK.iter().any(|jejak| teks.contains(jejak))
}

/// Files below a folder that betray her.
fn berkas(folder: &Path) -> Vec<String> {
    let mut temuan = Vec::new();
    for entri in std::fs::read_dir(folder).unwrap() {
        let jalur = entri.unwrap().path();
        if jalur.is_dir() {
            temuan.extend(berkas(&jalur));
        } else if betrays(&std::fs::read(&jalur).unwrap()) {
            temuan.push(jalur.display().to_string());
        }
    }
    temuan
}

/// The whole database as `pg_dump` writes it, with what the master key opens.
async fn terbuka(kantor: &Kantor) -> Vec<String> {
    let mut temuan = Vec::new();
    let fakta = kantor.app.log.replay(0, jejak::log::Values::Open).await.unwrap();
    for tercatat in fakta {
        let isi = serde_json::to_vec(&tercatat.event).unwrap();
        if betrays(&isi) {
            temuan.push(format!("posisi {}", tercatat.position));
        }
    }
    let (milik, soket) = (&kantor.basis_data, kantor.basis_data.get_socket().unwrap());
    let dump = Command::new(pg_dump())
        .args(["--inserts", "-U", milik.get_username(), "-d", milik.get_database().unwrap()])
        .args(["-p", &milik.get_port().to_string()])
        .arg("-h")
        .arg(soket)
        .output()
        .unwrap();
    assert!(dump.status.success(), "{}", String::from_utf8_lossy(&dump.stderr));
    if betrays(&dump.stdout) {
        temuan.push("pg_dump".to_owned());
    }
    temuan
}

/// Debian keeps it outside of PATH.
fn pg_dump() -> PathBuf {
    let versi = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let calon = versi.map(|versi| versi.path().join("bin/pg_dump")).find(|jalur| jalur.is_file());
    calon.unwrap_or_else(|| "pg_dump".into())
}

/// Pages and exports as officials get them, with what they may open.
async fn terlihat(kantor: &Kantor, perkara: Uuid) -> Vec<String> {
    let mut temuan = Vec::new();
    let atasan = daftar::masuk(kantor, "ppid-utama").await;
    for alamat in [
        format!("/perkara/{perkara}"),
        format!("/perkara/{perkara}/penghapusan"),
        format!("/perkara/{perkara}/putar-ulang"),
        "/register".to_owned(),
        "/antrean.csv".to_owned(),
    ] {
        if betrays(html(&atasan.buka(kantor, &alamat).await.dengan(200)).as_bytes()) {
            temuan.push(alamat);
        }
    }
    let buka = json!({"perintah": id(), "keperluan": "memeriksa", "nik": true});
    let dibuka = kantor.kirim("auditor", &format!("/perkara/{perkara}/data-pribadi"), buka).await;
    if betrays(dibuka.dengan(200).badan.to_string().as_bytes()) {
        temuan.push("data-pribadi".to_owned());
    }
    let register = json!({"perintah": id(), "keperluan": "memeriksa", "buku": "permohonan",
                          "dari": "2026-01-01", "sampai": "2026-12-31"});
    let dibuka = kantor.kirim("auditor", "/register/data-pribadi", register).await;
    if betrays(dibuka.dengan(200).badan.to_string().as_bytes()) {
        temuan.push("register".to_owned());
    }
    temuan
}

async fn semua(kantor: &Kantor, perkara: Uuid) -> Vec<String> {
    let mut temuan = berkas(kantor.folder());
    temuan.extend(terbuka(kantor).await);
    temuan.extend(terlihat(kantor, perkara).await);
    temuan
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_betrays_a_pemohon_whose_data_were_erased() {
    let kantor = kantor().await;
    let (perkara, ..) = berisi(&kantor).await;
    let sebelum = semua(&kantor, perkara).await;
    for tempat in [".eml", "posisi", "data-pribadi", "register"] {
        assert!(sebelum.iter().any(|satu| satu.contains(tempat)), "{tempat}: {sebelum:?}");
    }
    usulkan(&kantor, perkara, "petugas").await.dengan(200);
    putuskan(&kantor, perkara, "atasan", json!("setuju")).await.dengan(200);
    kantor.ikuti().await;
    assert_eq!(semua(&kantor, perkara).await, [""; 0]);
    assert_eq!(files(&kantor.folder().join("berkas")), 0, "no sealed bytes either");
}

fn files(folder: &Path) -> usize {
    let entri = std::fs::read_dir(folder).unwrap().map(|entri| entri.unwrap().path());
    entri.map(|jalur| if jalur.is_dir() { files(&jalur) } else { 1 }).sum()
}

/// The control: a mail that was put elsewhere is not erased, and is found.
#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_is_left_out_is_found() {
    let kantor = kantor().await;
    let (perkara, ..) = berisi(&kantor).await;
    let surel = kantor.folder().join("surel");
    std::fs::rename(&surel, kantor.folder().join("surel-lama")).unwrap();
    usulkan(&kantor, perkara, "petugas").await.dengan(200);
    putuskan(&kantor, perkara, "atasan", json!("setuju")).await.dengan(200);
    kantor.ikuti().await;
    let temuan = semua(&kantor, perkara).await;
    assert!(temuan.len() == 1 && temuan[0].contains("surel-lama"), "{temuan:?}");
}
