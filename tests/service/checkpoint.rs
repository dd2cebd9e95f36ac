//! The root of the log, signed by somebody who remembers: what was filed is proved
//! to anybody, and a log that went back is refused.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::thread;

use bukti::checkpoint::{Checkpoint, asal};
use bukti::nota::{KunciPublik, periksa_saksi};
use bukti::penanda::{Penanda, soket};
use bukti::saksi::Saksi;
use bukti::tanda::TandaBukti;
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use jejak::checkpoint::saksi::{SaksiLuar, saksikan};
use jejak::checkpoint::{Halangan, terbitkan};
use jejak::jobs;
use serde_json::Value;
use sha2::Sha256;
use tokio::net::TcpListener;

use crate::api::klien::{Kantor, id, pengajuan};
use crate::laman::peramban::{Peramban, html};
use crate::surel::{habiskan, pekerja_folder};

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

/// A witness over HTTP, as another office runs it.
async fn saksi(folder: &Path, log: KunciPublik) -> SaksiLuar {
    let kunci = Saksi::buat(folder, "inspektorat.contoh.go.id/saksi", &[9; 32]).unwrap();
    let saksi = Arc::new(Saksi::buka(folder, vec![log]).unwrap());
    let pendengar = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let alamat = pendengar.local_addr().unwrap();
    let router = jejak::saksi::router(saksi, jejak::clock::Clock::System);
    tokio::spawn(async move { axum::serve(pendengar, router).await });
    SaksiLuar::daftar(&format!("http://{alamat} {kunci}")).unwrap().remove(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_witness_cosigns_what_goes_on_and_refuses_what_does_not() {
    let kantor = Kantor::buka().await;
    let folder = tempfile::tempdir().unwrap();
    let kunci = penanda(&kantor, &folder.path().join("penanda"));
    let saksi = [saksi(&folder.path().join("saksi"), kunci.clone()).await];
    let pertama = terbitkan(&kantor.app).await.unwrap();
    assert_eq!(saksikan(&kantor.app, &saksi, &pertama).await.unwrap(), 1);
    diajukan(&kantor).await;
    let kedua = terbitkan(&kantor.app).await.unwrap();
    assert_eq!(saksikan(&kantor.app, &saksi, &kedua).await.unwrap(), 1);
    let daftar = kantor.baca("publik", "/checkpoint").await.dengan(200).badan;
    assert_eq!(daftar["saksi"][0]["ukuran"], kedua.ukuran);
    let bersaksi = format!("{}{}", kedua.nota, daftar["saksi"][0]["tanda"].as_str().unwrap());
    assert!(periksa_saksi(&bersaksi, saksi[0].kunci()).is_ok(), "anybody checks it");
    let halaman = Peramban::default().buka(&kantor, "/checkpoint").await.dengan(200);
    assert!(html(&halaman).contains("inspektorat.contoh.go.id/saksi"));

    // Yesterday's checkpoint once more: the office forgot, the witness did not.
    sqlx::query("update kesaksian set ukuran = 0").execute(&kantor.app.pool).await.unwrap();
    let mundur = saksikan(&kantor.app, &saksi, &pertama).await.unwrap_err();
    assert!(mundur.to_string().contains("log mundur"), "{mundur}");
    let daftar = kantor.baca("publik", "/checkpoint").await.dengan(200).badan;
    assert!(daftar["saksi"][0]["galat"].as_str().unwrap().contains("log mundur"));
    // What goes on from what it saw is cosigned again.
    assert_eq!(saksikan(&kantor.app, &saksi, &kedua).await.unwrap(), 1);

    // One that is away holds nothing up.
    let pergi = SaksiLuar::daftar("http://127.0.0.1:9 w+1a2b3c4d+AAA=").unwrap();
    assert_eq!(saksikan(&kantor.app, &pergi, &kedua).await.unwrap(), 0);
}

/// A mail as people read it: to whom, and its plain text.
fn surat(berkas: &Path) -> String {
    const BACA: &str = "import email, email.policy as p, sys; \
        m = email.message_from_file(open(sys.argv[1]), policy=p.default); \
        print('To:', m['To']); print(m.get_body(('plain',)).get_content())";
    let teks = Command::new("python3").args(["-c", BACA]).arg(berkas).output().unwrap();
    String::from_utf8(teks.stdout).unwrap().replace("\r\n", "\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_checkpoint_of_a_day_goes_out_once_to_whom_is_to_keep_it() {
    let kantor = Kantor::buka().await;
    let folder = tempfile::tempdir().unwrap();
    let kunci = penanda(&kantor, &folder.path().join("penanda"));
    let job = jobs::cari("checkpoint").unwrap();
    let surel = kantor.folder().join("surel");
    let pekerja = pekerja_folder(&kantor, &surel);
    let terkirim = || {
        let semua = std::fs::read_dir(&surel).into_iter().flatten().flatten();
        let isi = semua.map(|satu| surat(&satu.path()));
        isi.filter(|isi| isi.contains("BEGIN CHECKPOINT")).collect::<Vec<_>>()
    };
    for _ in 0..2 {
        jobs::jalankan(&kantor.app, job, kantor.app.clock.now()).await.unwrap();
        habiskan(&pekerja).await;
    }
    let [satu] = &terkirim()[..] else { panic!("one a day, not {}", terkirim().len()) };
    let nota = satu.split_once("-----BEGIN CHECKPOINT-----\n").unwrap().1;
    let nota = nota.split_once("-----END").unwrap().0;
    let isi = Checkpoint::baca_bertanda(nota, &kunci).unwrap();
    assert!(isi.ukuran > 0, "it is checked as it stands in the mail");
    assert!(satu.contains("To: inspektorat@contoh.go.id"), "{satu}");
    // The next day brings the next one.
    kantor.pada("2026-03-03T06:00:00+07:00");
    jobs::jalankan(&kantor.app, job, kantor.app.clock.now()).await.unwrap();
    habiskan(&pekerja).await;
    assert_eq!(terkirim().len(), 2);
}
