//! The root of the log, signed by somebody who remembers: what was filed is proved
//! to anybody, and a log that went back is refused.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use std::path::Path;
use std::thread;

use bukti::checkpoint::{Checkpoint, asal};
use bukti::nota::KunciPublik;
use bukti::penanda::{Penanda, soket};
use bukti::tanda::TandaBukti;
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use jejak::checkpoint::{Halangan, terbitkan};
use serde_json::Value;
use sha2::Sha256;

use crate::api::klien::{Kantor, id, pengajuan};
use crate::laman::peramban::{Peramban, html};

/// A signer for this log, on the socket where the service asks.
pub(crate) fn penanda(kantor: &Kantor, folder: &Path) -> KunciPublik {
    let log = kantor.app.log.id().to_string();
    let penanda = Penanda::buat(folder, &asal("ppid.contoh.go.id", &log), &[7; 32]).unwrap();
    let kunci = penanda.kunci().clone();
    let tempat = kantor.app.penanda.as_ref().unwrap();
    let pendengar = soket::dengar(&tempat.soket).unwrap();
    thread::spawn(move || soket::layani(penanda, &pendengar, |_| ()));
    kunci
}

async fn diajukan(kantor: &Kantor) -> (u64, [u8; 32]) {
    let bukti = kantor.kirim("publik", "/permohonan", pengajuan(id())).await.dengan(201).badan;
    let daun = hex::decode(bukti["daun"].as_str().unwrap()).unwrap();
    (bukti["posisi"].as_u64().unwrap(), daun.try_into().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_filed_is_proved_to_anybody_with_the_key_alone() {
    let kantor = Kantor::buka().await;
    let folder = tempfile::tempdir().unwrap();
    let kunci = penanda(&kantor, &folder.path().join("penanda"));
    let (posisi, daun) = diajukan(&kantor).await;
    let alamat = format!("/checkpoint/bukti/{posisi}?daun={}", hex::encode(daun));
    let jawaban = kantor.baca("publik", &alamat).await.dengan(200);
    let tanda = TandaBukti::baca(html(&jawaban)).unwrap();
    let checkpoint = tanda.periksa(&daun, &kunci).unwrap();
    assert!(checkpoint.ukuran >= posisi);
    assert!(tanda.periksa(&[7; 32], &kunci).is_err(), "no other leaf");
    let lain = Penanda::buat(&folder.path().join("lain"), kunci.nama(), &[8; 32]).unwrap();
    assert!(tanda.periksa(&daun, lain.kunci()).is_err(), "no other key");
    let bukan = format!("/checkpoint/bukti/{posisi}?daun={}", hex::encode([7; 32]));
    kantor.baca("publik", &bukan).await.dengan(400);
    kantor.baca("publik", "/checkpoint/bukti/999999").await.dengan(404);

    let daftar = kantor.baca("publik", "/checkpoint").await.dengan(200).badan;
    assert_eq!(daftar["terakhir"]["kunci"], kunci.teks());
    assert_eq!(daftar["tertunda"], Value::Null);
    assert_eq!(daftar["harian"].as_array().unwrap().len(), 1);
    let nota = kantor.baca("publik", "/checkpoint/nota").await.dengan(200);
    let terakhir = Checkpoint::baca_bertanda(html(&nota), &kunci).unwrap();
    assert_eq!(terakhir.ukuran, daftar["terakhir"]["ukuran"].as_u64().unwrap());
    let publik = Peramban::default();
    let halaman = publik.buka(&kantor, "/checkpoint").await.dengan(200);
    assert!(html(&halaman).contains(&hex::encode(terakhir.akar)), "{}", html(&halaman));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_went_back_is_not_signed() {
    let kantor = Kantor::buka().await;
    let folder = tempfile::tempdir().unwrap();
    penanda(&kantor, &folder.path().join("penanda"));
    let pertama = terbitkan(&kantor.app).await.unwrap();
    diajukan(&kantor).await;
    let kedua = terbitkan(&kantor.app).await.unwrap();
    assert!(kedua.ukuran > pertama.ukuran, "it goes on while the log does");
    assert_eq!(terbitkan(&kantor.app).await.unwrap().nota, kedua.nota, "nothing new, nothing else");
    // More was signed than the log still has: a yesterday was put back.
    let mut pohon = MemoryBackedTree::<Sha256, Vec<u8>>::new();
    for raw in kantor.app.log.page(0, 10_000).await.unwrap() {
        pohon.push(raw.leaf);
    }
    assert_eq!(pohon.len(), kedua.ukuran);
    pohon.push(b"yang hilang".to_vec());
    let akar: [u8; 32] = pohon.root().as_bytes().as_slice().try_into().unwrap();
    let bukti = pohon.prove_consistency(1);
    let bukti = bukti.as_bytes().as_chunks::<32>().0;
    let tempat = kantor.app.penanda.as_ref().unwrap();
    soket::minta_tanda(&tempat.soket, pohon.len(), &akar, bukti).unwrap();
    let galat = terbitkan(&kantor.app).await.unwrap_err();
    assert!(matches!(galat, Halangan::Penanda(_)), "{galat}");
    assert!(galat.to_string().contains("log mundur"), "{galat}");
}
