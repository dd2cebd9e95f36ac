use std::thread;

use super::*;
use crate::pohon::{akar, hash_daun};

const ASAL: &str = "ppid.example.go.id/log/1";
const SAAT: &str = "2026-11-23T01:00:00Z";

fn daun(n: u64) -> Vec<Hash> {
    (0..n).map(|i| hash_daun(&i.to_be_bytes())).collect()
}

/// The proof that the tree of the first leaves goes on to all of them.
fn lanjutan(dari: u64, sampai: u64) -> Vec<Hash> {
    let mut pohon = ct_merkle::mem_backed_tree::MemoryBackedTree::<sha2::Sha256, Vec<u8>>::new();
    (0..sampai).for_each(|i| pohon.push(i.to_be_bytes().to_vec()));
    if dari == 0 {
        return Vec::new();
    }
    let bukti = pohon.prove_consistency(usize::try_from(sampai - dari).unwrap());
    bukti.as_bytes().as_chunks::<32>().0.to_vec()
}

struct Tempat(tempfile::TempDir);

impl Tempat {
    fn baru() -> (Self, Penanda) {
        let tempat = Tempat(tempfile::tempdir().unwrap());
        let penanda = Penanda::buat(&tempat.folder(), ASAL, &[3; 32]).unwrap();
        (tempat, penanda)
    }

    fn folder(&self) -> PathBuf {
        self.0.path().join("penanda")
    }
}

fn sampai(penanda: &mut Penanda, n: u64) -> String {
    let dari = penanda.terakhir().0;
    penanda.tandai(n, akar(&daun(n)), &lanjutan(dari, n)).unwrap().to_owned()
}

#[test]
fn a_growing_log_is_signed_and_remembered_over_a_restart() {
    let (tempat, mut penanda) = Tempat::baru();
    let kunci = penanda.kunci().clone();
    for n in [1, 2, 5, 33] {
        let nota = sampai(&mut penanda, n);
        let checkpoint = Checkpoint::baca_bertanda(&nota, &kunci).unwrap();
        assert_eq!((checkpoint.ukuran, checkpoint.asal.as_str()), (n, ASAL));
        drop(penanda);
        penanda = Penanda::buka(&tempat.folder()).unwrap();
        assert_eq!(penanda.terakhir(), (n, akar(&daun(n))));
        assert_eq!(sampai(&mut penanda, n), nota, "the same tree gives the same note");
    }
}

#[test]
fn a_log_that_is_not_the_old_one_grown_is_refused() {
    let (_tempat, mut penanda) = Tempat::baru();
    sampai(&mut penanda, 7);
    let lain: Vec<Hash> = daun(9).into_iter().rev().collect();
    for (n, akar, bukti, kode) in [
        (6, akar(&daun(6)), Vec::new(), "Mundur"),
        (0, akar_kosong(), Vec::new(), "Mundur"),
        (7, akar(&lain[..7]), Vec::new(), "Bercabang"),
        (9, akar(&lain), lanjutan(7, 9), "TidakMelanjutkan"),
        (9, akar(&daun(9)), Vec::new(), "TidakMelanjutkan"),
        (9, akar(&daun(9)), lanjutan(6, 9), "TidakMelanjutkan"),
    ] {
        let ditolak = penanda.tandai(n, akar, &bukti).unwrap_err();
        assert_eq!(ditolak.kode(), kode, "size {n}");
    }
    assert_eq!(penanda.terakhir().0, 7);
    sampai(&mut penanda, 9);
}

/// The control: without memory every one of those trees would be signed.
#[test]
fn a_signer_that_forgot_signs_two_histories() {
    let lain: Vec<Hash> = daun(9).into_iter().rev().collect();
    let (_satu, mut satu) = Tempat::baru();
    let (_dua, mut dua) = Tempat::baru();
    satu.tandai(9, akar(&daun(9)), &[]).unwrap();
    dua.tandai(9, akar(&lain), &[]).unwrap();
    assert_eq!(satu.kunci().teks(), dua.kunci().teks());
    assert_ne!(satu.terakhir(), dua.terakhir());
}

#[test]
fn a_lost_memory_is_answered_for_by_a_person() {
    let (tempat, mut penanda) = Tempat::baru();
    let nota = sampai(&mut penanda, 7);
    drop(penanda);
    std::fs::remove_file(tempat.folder().join("keadaan")).unwrap();
    let kode = |hasil: Result<Penanda, PenandaDitolak>| hasil.unwrap_err().kode();
    let akui = |alasan, pegangan| Penanda::akui(&tempat.folder(), alasan, pegangan, SAAT);
    assert_eq!(kode(Penanda::buka(&tempat.folder())), "IngatanHilang");
    assert_eq!(kode(akui("  ", None)), "TanpaAlasan");
    let asing = nota.replace("\n7\n", "\n6\n");
    assert_eq!(kode(akui("cakram diganti", Some(&asing))), "PeganganLain");
    let mut penanda = akui("cakram diganti", Some(&nota)).unwrap();
    assert_eq!(penanda.tandai(6, akar(&daun(6)), &[]).unwrap_err().kode(), "Mundur");
    sampai(&mut penanda, 8);
    drop(penanda);
    assert_eq!(kode(akui("tidak ada apa-apa", None)), "TidakPerlu");
    let catatan = std::fs::read_to_string(tempat.folder().join("pengakuan")).unwrap();
    assert!(catatan.contains("IngatanHilang") && catatan.contains("cakram diganti"));
}

#[test]
fn a_memory_without_answer_starts_at_nothing_and_says_so() {
    let (tempat, mut penanda) = Tempat::baru();
    sampai(&mut penanda, 7);
    drop(penanda);
    std::fs::write(tempat.folder().join("keadaan"), "{rusak").unwrap();
    let penanda = Penanda::akui(&tempat.folder(), "cadangan tidak ada", None, SAAT).unwrap();
    assert_eq!(penanda.terakhir(), (0, akar_kosong()));
    assert_eq!(penanda.nota(), None);
}

#[test]
fn a_copied_or_restored_memory_is_noticed() {
    let (tempat, mut penanda) = Tempat::baru();
    sampai(&mut penanda, 5);
    let keadaan = tempat.folder().join("keadaan");
    let kemarin = std::fs::read(&keadaan).unwrap();
    sampai(&mut penanda, 7);
    drop(penanda);
    let baru = tempat.folder().join("pulih");
    std::fs::write(&baru, kemarin).unwrap();
    std::fs::rename(&baru, &keadaan).unwrap();
    let ditolak = Penanda::buka(&tempat.folder()).unwrap_err();
    assert_eq!(ditolak.kode(), "IngatanSalinan");
    // What the copy says is the least that an answer starts from.
    let penanda = Penanda::akui(&tempat.folder(), "dipulihkan dari cadangan", None, SAAT).unwrap();
    assert_eq!(penanda.terakhir().0, 5);
}

#[test]
fn a_memory_that_somebody_else_wrote_is_no_memory() {
    let (tempat, mut penanda) = Tempat::baru();
    sampai(&mut penanda, 5);
    drop(penanda);
    let keadaan = tempat.folder().join("keadaan");
    let palsu = std::fs::read_to_string(&keadaan).unwrap().replace("\\n5\\n", "\\n4\\n");
    std::fs::write(&keadaan, palsu).unwrap();
    assert_eq!(Penanda::buka(&tempat.folder()).unwrap_err().kode(), "IngatanHilang");
}

#[test]
fn one_folder_one_process_and_a_key_is_never_overwritten() {
    let (tempat, penanda) = Tempat::baru();
    assert_eq!(Penanda::buka(&tempat.folder()).unwrap_err().kode(), "Io");
    drop(penanda);
    let lagi = Penanda::buat(&tempat.folder(), ASAL, &[4; 32]);
    assert_eq!(lagi.unwrap_err().kode(), "SudahAda");
    std::fs::remove_file(tempat.folder().join("kunci")).unwrap();
    assert_eq!(Penanda::buka(&tempat.folder()).unwrap_err().kode(), "BelumAda");
}

/// A crash after the memory was written and before the signature left: the same
/// question gets the same answer, and no other history fits any more.
#[test]
fn a_crash_between_memory_and_reply_never_makes_two_checkpoints() {
    let (tempat, mut penanda) = Tempat::baru();
    for n in 1..=20 {
        sampai(&mut penanda, n);
        drop(penanda);
        // A write that stopped half-way leaves its file beside; it counts for nothing.
        std::fs::write(tempat.folder().join("keadaan.baru"), "{").unwrap();
        penanda = Penanda::buka(&tempat.folder()).unwrap();
        let lain = penanda.tandai(n, [9; 32], &[]).unwrap_err();
        assert_eq!(lain.kode(), "Bercabang");
        assert_eq!(penanda.terakhir().0, n);
    }
}

#[test]
fn over_its_socket_it_signs_refuses_and_survives_nonsense() {
    use std::io::Write as _;
    use std::os::unix::net::UnixStream;
    let (tempat, penanda) = Tempat::baru();
    let jalan = tempat.folder().join("soket");
    let soket = soket::dengar(&jalan).unwrap();
    thread::spawn(move || soket::layani(penanda, &soket, |_| {}));
    assert_eq!(soket::keadaan(&jalan).unwrap().ukuran, 0);
    let terakhir = soket::minta_tanda(&jalan, 7, &akar(&daun(7)), &[]).unwrap();
    let nota = terakhir.nota.unwrap();
    assert_eq!(Checkpoint::baca_bertanda(&nota, &terakhir.kunci).unwrap().ukuran, 7);
    let ditolak = soket::minta_tanda(&jalan, 6, &akar(&daun(6)), &[]).unwrap_err();
    assert!(ditolak.to_string().contains("Mundur"), "{ditolak}");
    UnixStream::connect(&jalan).unwrap().write_all(b"{\"minta\":\"kunci\"}\n").unwrap();
    let panjang = vec![b'x'; 80_000];
    let _ = UnixStream::connect(&jalan).unwrap().write_all(&panjang);
    drop(UnixStream::connect(&jalan).unwrap());
    let terakhir = soket::keadaan(&jalan).unwrap();
    assert_eq!(terakhir.nota.as_deref(), Some(nota.as_str()));
}
