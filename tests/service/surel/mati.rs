//! A worker that dies at any step between taking a mail and keeping what came of
//! it: the mail goes out all the same, under the same Message-ID, and its
//! delivery stands in the log once.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use jejak::surel::pekerja::BATAS_PERCOBAAN;
use sqlx::query;
use uuid::Uuid;

use super::peladen::{Peladen, Tahap, Tingkah};
use super::{didisposisi, dinkes, habiskan, ikuti, jalan, kotak, pekerja, riwayat_surel};
use crate::api::klien::Kantor;

const SEMUA: [Tahap; 7] =
    [Tahap::Sambung, Tahap::Ehlo, Tahap::Mail, Tahap::Rcpt, Tahap::Data, Tahap::Isi, Tahap::Pamit];

/// What came of mails, seen from outside.
#[derive(Debug, Default, PartialEq, Eq)]
struct Hitungan {
    /// Mails that the server never got.
    hilang: usize,
    /// Mails that it got under more than one id.
    berganda: usize,
    /// Deliveries that do not stand in the log just once.
    salah_catat: usize,
}

async fn hitung(kantor: &Kantor, peladen: &Peladen, perkara: &[(Uuid, String)]) -> Hitungan {
    let mut id: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for surat in peladen.surat() {
        let judul = surat.kepala("Subject").unwrap();
        id.entry(judul).or_default().insert(surat.id());
    }
    let mut hitungan = Hitungan::default();
    for (perkara, nomor) in perkara {
        match id.get(&format!("Perkara baru: {nomor}")).map_or(0, BTreeSet::len) {
            0 => hitungan.hilang += 1,
            1 => {}
            _ => hitungan.berganda += 1,
        }
        if riwayat_surel(kantor, *perkara).await.len() != 1 {
            hitungan.salah_catat += 1;
        }
    }
    hitungan
}

/// Takes one mail and is killed at a stage.
async fn mati_pada(kantor: &Kantor, peladen: &Peladen, tahap: Tahap) {
    peladen.bertingkah(Tingkah::Diam(tahap));
    let pekerja = pekerja(kantor, jalan(peladen));
    let kerja = tokio::spawn(async move { pekerja.satu().await });
    peladen.sampai(tahap).await;
    kerja.abort();
    assert!(kerja.await.unwrap_err().is_cancelled(), "{tahap:?}: killed in the midst of it");
    peladen.bertingkah(Tingkah::Baik);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_dies_at_any_step_loses_nothing() {
    let kantor = Kantor::buka().await;
    dinkes(&kantor).await;
    let peladen = Peladen::buka().await;
    let mut perkara = Vec::new();
    for tahap in SEMUA {
        perkara.push(didisposisi(&kantor).await);
        ikuti(&kantor).await;
        mati_pada(&kantor, &peladen, tahap).await;
        // Nobody else takes it before the moment that was set.
        assert!(!pekerja(&kantor, jalan(&peladen)).satu().await.unwrap(), "{tahap:?}");
        kantor.clock.set(kantor.clock.now() + TimeDelta::minutes(2));
        habiskan(&pekerja(&kantor, jalan(&peladen))).await;
    }
    assert!(kotak(&kantor, "menunggu").await.is_empty());
    assert_eq!(hitung(&kantor, &peladen, &perkara).await, Hitungan::default());
    // Where the server had it already, it came twice.
    assert_eq!(peladen.surat().len(), SEMUA.len() + 2);
}

/// Between the server's yes and the log: what was kept is put into the log once,
/// by whoever comes next, however often.
#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_stands_in_the_log_once_wherever_the_worker_died() {
    let kantor = Kantor::buka().await;
    dinkes(&kantor).await;
    let peladen = Peladen::buka().await;
    let perkara = [didisposisi(&kantor).await];
    ikuti(&kantor).await;
    // Dies before anything is in the log.
    assert!(pekerja(&kantor, jalan(&peladen)).satu().await.unwrap());
    assert_eq!(riwayat_surel(&kantor, perkara[0].0).await.len(), 0);
    for _ in 0..3 {
        pekerja(&kantor, jalan(&peladen)).catat().await.unwrap();
        // Dies before it is known that the log has it.
        let lupa = "update kotak_keluar set tercatat = false";
        query(lupa).execute(&kantor.app.pool).await.unwrap();
    }
    assert_eq!(hitung(&kantor, &peladen, &perkara).await, Hitungan::default());
    assert_eq!(peladen.surat().len(), 1);
}

/// The control: the same death, the same count, and a worker that keeps a mail as
/// sent before it is.
#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_says_so_before_it_is_sent_loses_it() {
    let kantor = Kantor::buka().await;
    dinkes(&kantor).await;
    let peladen = Peladen::buka().await;
    let perkara = [didisposisi(&kantor).await];
    ikuti(&kantor).await;
    mati_pada(&kantor, &peladen, Tahap::Mail).await;
    let terlalu_dini = "update kotak_keluar set keadaan = 'terkirim', selesai = now()";
    query(terlalu_dini).execute(&kantor.app.pool).await.unwrap();
    kantor.clock.set(kantor.clock.now() + TimeDelta::hours(6));
    habiskan(&pekerja(&kantor, jalan(&peladen))).await;
    assert_eq!(hitung(&kantor, &peladen, &perkara).await.hilang, 1, "the count sees it");
}

/// The control of the id: one that is made anew with each attempt is seen.
#[tokio::test(flavor = "multi_thread")]
async fn a_repeat_under_another_id_is_seen() {
    let kantor = Kantor::buka().await;
    dinkes(&kantor).await;
    let peladen = Peladen::buka().await;
    let perkara = [didisposisi(&kantor).await];
    ikuti(&kantor).await;
    mati_pada(&kantor, &peladen, Tahap::Isi).await;
    let ganti = "update kotak_keluar set surel = gen_random_uuid()";
    query(ganti).execute(&kantor.app.pool).await.unwrap();
    kantor.clock.set(kantor.clock.now() + TimeDelta::minutes(2));
    habiskan(&pekerja(&kantor, jalan(&peladen))).await;
    assert_eq!(hitung(&kantor, &peladen, &perkara).await.berganda, 1, "the count sees it");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_brings_down_every_worker_is_given_up() {
    let kantor = Kantor::buka().await;
    dinkes(&kantor).await;
    let peladen = Peladen::buka().await;
    let perkara = [didisposisi(&kantor).await];
    ikuti(&kantor).await;
    for _ in 0..BATAS_PERCOBAAN {
        mati_pada(&kantor, &peladen, Tahap::Sambung).await;
        kantor.clock.set(kantor.clock.now() + TimeDelta::hours(6));
    }
    habiskan(&pekerja(&kantor, jalan(&peladen))).await;
    let tertahan = kotak(&kantor, "tertahan").await;
    assert!(tertahan[0]["jawaban"].as_str().unwrap().contains("terputus di tengah jalan"));
    assert_eq!(hitung(&kantor, &peladen, &perkara).await.hilang, 1, "and a person is told");
}

/// Two processes over one outbox never take the same mail.
#[tokio::test(flavor = "multi_thread")]
async fn two_workers_send_each_mail_once() {
    let kantor = Kantor::buka().await;
    dinkes(&kantor).await;
    let peladen = Peladen::buka().await;
    for _ in 0..12 {
        didisposisi(&kantor).await;
    }
    ikuti(&kantor).await;
    let dua = [pekerja(&kantor, jalan(&peladen)), pekerja(&kantor, jalan(&peladen))];
    let kerja = dua.map(|pekerja| tokio::spawn(async move { habiskan(&pekerja).await }));
    for satu in kerja {
        satu.await.unwrap();
    }
    assert_eq!(peladen.surat().len(), 12);
}
