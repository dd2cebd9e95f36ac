//! An erasure that is cut short anywhere ends whole, once, and a restore does
//! not bring anybody back.

use anyhow::bail;
use events::penghapusan::TempatData;
use jejak::hapus::{Titik, daftar};
use serde_json::json;
use sqlx::query;
use uuid::Uuid;

use super::{berisi, kantor, putuskan, riwayat, usulkan, utuh};
use crate::api::klien::Kantor;

const TITIK: usize = 11;

/// Approved, and not begun: the folder of the list is away for that moment.
async fn disetujui(kantor: &Kantor) -> Uuid {
    let (perkara, ..) = berisi(kantor).await;
    usulkan(kantor, perkara, "petugas").await.dengan(200);
    let daftar = daftar::tempat(&kantor.folder().join("kunci"));
    std::fs::create_dir(&daftar).unwrap();
    putuskan(kantor, perkara, "atasan", json!("setuju")).await.dengan(200);
    std::fs::remove_dir(&daftar).unwrap();
    assert!(kantor.app.perkara(perkara).await.unwrap().dihapus.is_none(), "it was cut short");
    perkara
}

async fn dihapus(kantor: &Kantor, perkara: Uuid) -> usize {
    let riwayat = riwayat(kantor, perkara).await;
    riwayat.iter().filter(|satu| satu.starts_with("data pribadi dihapus")).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erasure_that_is_cut_short_anywhere_ends_whole_and_once() {
    let kantor = kantor().await;
    let perkara = disetujui(&kantor).await;
    let awal = kantor.app.log.sealed_of(&[jejak::app::subjek(perkara)]).await.unwrap();
    assert!(awal.0 > 0 && awal.1 == 1, "the control: it is there: {awal:?}");
    utuh(&kantor).await;
    let mut dilewati = Vec::new();
    for sampai in 0..TITIK {
        let mut ke = 0;
        let terhenti = kantor
            .app
            .hapus_dengan(perkara, &mut |titik| {
                if ke == sampai {
                    dilewati.push(titik);
                    bail!("mati");
                }
                ke += 1;
                Ok(())
            })
            .await;
        assert!(terhenti.is_err(), "{sampai}");
        // Half-way through, nothing is taken for lost.
        utuh(&kantor).await;
    }
    assert_eq!(dilewati.first(), Some(&Titik::Dihitung));
    assert!(dilewati.contains(&Titik::Dikosongkan(TempatData::Berkas)));
    assert_eq!(dilewati.last(), Some(&Titik::Tercatat));
    assert!(!kantor.app.hapus(perkara).await.unwrap(), "nothing is left to do");
    assert_eq!(kantor.app.lanjutkan_penghapusan().await.unwrap(), 0);
    kantor.ikuti().await;
    assert_eq!(dihapus(&kantor, perkara).await, 1);
    assert_eq!(kantor.app.log.sealed_of(&[jejak::app::subjek(perkara)]).await.unwrap(), (0, 0));
    let jalur = format!("/perkara/{perkara}/penghapusan");
    let tempat = kantor.baca("auditor", &jalur).await.dengan(200).badan["tempat"].clone();
    let nilai = tempat.as_array().unwrap().iter().find(|t| t["tempat"] == "nilai").unwrap();
    assert_eq!(nilai["jumlah"], awal.0, "counted before anything went");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_goes_on_with_what_was_cut_short() {
    let kantor = kantor().await;
    let perkara = disetujui(&kantor).await;
    assert_eq!(kantor.app.lanjutkan_penghapusan().await.unwrap(), 1);
    assert_eq!(kantor.app.lanjutkan_penghapusan().await.unwrap(), 0);
    kantor.ikuti().await;
    assert_eq!(dihapus(&kantor, perkara).await, 1);
    utuh(&kantor).await;
}

/// What is gone without a fact is lost, also in a case that was erased before.
#[tokio::test(flavor = "multi_thread")]
async fn an_erasure_covers_nothing_that_came_after_it() {
    let kantor = kantor().await;
    let perkara = disetujui(&kantor).await;
    kantor.app.hapus(perkara).await.unwrap();
    let catatan = json!({"perintah": crate::api::klien::id(), "isi": {"isi": "baru"}});
    let jalur = format!("/perkara/{perkara}/catatan");
    kantor.kirim("petugas", &jalur, catatan).await.dengan(200);
    utuh(&kantor).await;
    query("select hapus_nilai_subjek(array[$1])")
        .bind(jejak::app::subjek(perkara))
        .execute(&kantor.app.pool)
        .await
        .unwrap();
    let verdict = kantor.app.log.verify(|_, _| ()).await.unwrap();
    let posisi = kantor.app.log.position().await.unwrap();
    assert_eq!(verdict.finding.expect("it is lost").positions, (posisi, posisi));
}
