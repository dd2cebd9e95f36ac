use super::*;
use crate::nota::periksa_saksi;
use crate::pohon::{akar, hash_daun};

const ASAL: &str = "ppid.example.go.id/log/1";

fn daun(n: u64, apa: u8) -> Vec<Hash> {
    (0..n).map(|i| hash_daun(&[&[apa], i.to_be_bytes().as_slice()].concat())).collect()
}

fn log(benih: u8) -> KunciRahasia {
    KunciRahasia::try_new(&KunciRahasia::teks_baru(ASAL, &[benih; 32]).unwrap()).unwrap()
}

fn nota(kunci: &KunciRahasia, n: u64, apa: u8) -> String {
    let checkpoint = Checkpoint { asal: ASAL.to_owned(), ukuran: n, akar: akar(&daun(n, apa)) };
    kunci.tanda_tangani(&checkpoint.teks()).unwrap()
}

fn bukti(dari: u64, sampai: u64) -> Vec<Hash> {
    let mut pohon = ct_merkle::mem_backed_tree::MemoryBackedTree::<sha2::Sha256, Vec<u8>>::new();
    (0..sampai).for_each(|i| pohon.push([&[0], i.to_be_bytes().as_slice()].concat()));
    let bukti = pohon.prove_consistency(usize::try_from(sampai - dari).unwrap());
    bukti.as_bytes().as_chunks::<32>().0.to_vec()
}

struct Tempat(tempfile::TempDir);

impl Tempat {
    fn baru() -> Self {
        let tempat = Tempat(tempfile::tempdir().unwrap());
        Saksi::buat(&tempat.folder(), "saksi.example/w1", &[9; 32]).unwrap();
        tempat
    }

    fn folder(&self) -> PathBuf {
        self.0.path().join("saksi")
    }

    fn buka(&self) -> Saksi {
        Saksi::buka(&self.folder(), vec![log(1).publik().clone()]).unwrap()
    }
}

fn tambah(saksi: &Saksi, lama: u64, bukti: &[Hash], nota: &str) -> Jawaban {
    saksi.tambah(permintaan(lama, bukti, nota).as_bytes(), 1_700_000_000)
}

#[test]
fn a_growing_log_gets_a_cosignature_and_is_remembered() {
    let tempat = Tempat::baru();
    let mut lama = 0;
    for n in [3, 4, 4, 9] {
        let saksi = tempat.buka();
        let jalan = if lama == 0 { Vec::new() } else { bukti(lama, n) };
        let nota = nota(&log(1), n, 0);
        let jawaban = tambah(&saksi, lama, &jalan, &nota);
        assert_eq!(jawaban.status, 200, "{}", jawaban.isi);
        let bersaksi = format!("{nota}{}", jawaban.isi);
        assert_eq!(periksa_saksi(&bersaksi, &saksi.teks_publik()), Ok(1_700_000_000));
        lama = n;
    }
    assert!(tempat.buka().terakhir()[0].contains("\n9\n"));
}

#[test]
fn every_refusal_has_the_status_of_the_standard() {
    let tempat = Tempat::baru();
    let saksi = tempat.buka();
    let baik = log(1);
    assert_eq!(tambah(&saksi, 0, &[], &nota(&baik, 7, 0)).status, 200);
    let asing = nota(&baik, 9, 0).replace(ASAL, "lain.example/log/2");
    let tujuh = Jawaban { status: 409, jenis: "text/x.tlog.size", isi: "7\n".to_owned() };
    let periksa = |lama, jalan: &[Hash], nota: &str| tambah(&saksi, lama, jalan, nota);
    assert_eq!(periksa(7, &bukti(7, 9), &asing).status, 404);
    assert_eq!(periksa(7, &bukti(7, 9), &nota(&log(2), 9, 0)).status, 403);
    assert_eq!(periksa(9, &[], &nota(&baik, 7, 0)).status, 400);
    assert_eq!(periksa(0, &[], &nota(&baik, 9, 0)), tujuh, "who does not know asks with zero");
    assert_eq!(periksa(3, &[], &nota(&baik, 5, 0)), tujuh, "yesterday's backup");
    assert_eq!(periksa(7, &[], &nota(&baik, 7, 1)), tujuh, "another log of the same size");
    assert_eq!(periksa(7, &bukti(7, 9), &nota(&baik, 9, 1)).status, 422);
    assert_eq!(periksa(7, &[], &nota(&baik, 9, 0)).status, 422);
    assert_eq!(periksa(7, &bukti(7, 9), &nota(&baik, 9, 0)).status, 200);
}

#[test]
fn what_is_no_request_is_400() {
    let saksi = Tempat::baru();
    let saksi = saksi.buka();
    let baik = permintaan(0, &[], &nota(&log(1), 7, 0));
    let panjang = "x".repeat(BATAS_PERMINTAAN_BYTES + 1);
    for buruk in [
        "",
        "old 0\n",
        &baik.replace("old 0", "old -1"),
        &baik.replace("old 0", "old 00"),
        &baik.replace("old 0", "old 0\nAAAA"),
        &baik.replace("\n7\n", "\nseven\n"),
        &panjang,
    ] {
        assert_eq!(saksi.tambah(buruk.as_bytes(), 1).status, 400, "{buruk:.40}");
    }
    assert_eq!(saksi.tambah(&[0xff, 0xfe], 1).status, 400);
}

#[test]
fn of_two_at_once_none_rolls_the_other_back() {
    let tempat = Tempat::baru();
    let saksi = tempat.buka();
    assert_eq!(tambah(&saksi, 0, &[], &nota(&log(1), 3, 0)).status, 200);
    std::thread::scope(|scope| {
        for n in 4..12 {
            let saksi = &saksi;
            scope.spawn(move || tambah(saksi, 3, &bukti(3, n), &nota(&log(1), n, 0)));
        }
    });
    // All started from 3: exactly one was first, and the memory is on the disk.
    let terakhir = saksi.terakhir();
    drop(saksi);
    assert_eq!(tempat.buka().terakhir(), terakhir);
    assert_ne!(terbaca(&terakhir[0]).map(|satu| satu.ukuran), Some(3));
}

#[test]
fn without_its_memory_it_does_not_start() {
    let tempat = Tempat::baru();
    std::fs::write(tempat.folder().join("keadaan"), "[").unwrap();
    let buka = || Saksi::buka(&tempat.folder(), Vec::new()).map(|_| ());
    assert!(matches!(buka(), Err(SaksiDitolak::Ingatan)));
    std::fs::remove_file(tempat.folder().join("keadaan")).unwrap();
    assert!(matches!(buka(), Err(SaksiDitolak::Ingatan)));
    let lagi = Saksi::buat(&tempat.folder(), "saksi.example/w1", &[8; 32]);
    assert!(matches!(lagi, Err(SaksiDitolak::SudahAda(_))));
}
