//! Signer, witness and the check of a bundle: the real program, no database.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};

use bukti::bundel::{AliranBerbukti, FaktaBerbukti, Susunan, Untuk, isi::Ungkap};
use bukti::checkpoint::Checkpoint;
use bukti::nota::{KunciPublik, KunciRahasia, periksa_saksi};
use bukti::penanda::soket;
use bukti::pohon::{Hash, akar, hash_daun, jalur};
use bukti::saksi::permintaan;

use super::Kantor;

const LOG: &str = "01890000-0000-7000-8000-000000000001";
const ASAL: &str = "ppid.example.go.id/log/01890000-0000-7000-8000-000000000001";

fn daun(n: u64) -> Vec<Hash> {
    (0..n).map(|i| hash_daun(&i.to_be_bytes())).collect()
}

/// From n leaves to one more where n is a power of two: the other half's root.
fn satu_lagi(n: u64) -> Vec<Hash> {
    let mut pohon = ct_merkle::mem_backed_tree::MemoryBackedTree::<sha2::Sha256, Vec<u8>>::new();
    (0..=n).for_each(|i| pohon.push(i.to_be_bytes().to_vec()));
    if n == 0 {
        return Vec::new();
    }
    pohon.prove_consistency(1).as_bytes().as_chunks::<32>().0.to_vec()
}

/// A program that runs on, and what it said until it was ready.
struct Proses {
    anak: Child,
    awal: Vec<String>,
}

impl Proses {
    fn mulai(kantor: &Kantor, argumen: &[&str], siap: &str) -> Self {
        let mut anak = kantor.perintah(argumen).stdout(Stdio::piped()).spawn().unwrap();
        let mut baris = BufReader::new(anak.stdout.take().unwrap()).lines();
        let mut awal = Vec::new();
        while !awal.last().is_some_and(|baris: &String| baris.starts_with(siap)) {
            awal.push(baris.next().expect("it becomes ready").unwrap());
        }
        Proses { anak, awal }
    }

    fn bunuh(&mut self) {
        self.anak.kill().unwrap();
        self.anak.wait().unwrap();
    }
}

impl Drop for Proses {
    fn drop(&mut self) {
        let _ = self.anak.kill();
        let _ = self.anak.wait();
    }
}

#[test]
fn a_signer_killed_at_any_moment_never_signs_two_histories() {
    let kantor = Kantor::tanpa_basis_data();
    let folder = kantor.jalur("penanda").display().to_string();
    let vkey = kantor.berhasil(&["penanda", "--folder", &folder, "--buat", ASAL]);
    let kunci = KunciPublik::try_new(&vkey).unwrap();
    let jalan = Path::new(&folder).join("soket");
    let mulai = || Proses::mulai(&kantor, &["penanda", "--folder", &folder], "Soket");
    let mut penanda = mulai();
    for n in 0..20 {
        let (sekarang, baru) = (soket::keadaan(&jalan).unwrap(), akar(&daun(n + 1)));
        assert_eq!(sekarang.ukuran, n);
        std::thread::scope(|scope| {
            scope.spawn(|| soket::minta_tanda(&jalan, n + 1, &baru, &satu_lagi(n)));
            penanda.bunuh();
        });
        penanda = mulai();
        let selamat = soket::keadaan(&jalan).unwrap().ukuran;
        assert!(selamat == n || selamat == n + 1);
        let jalur = if selamat == n { satu_lagi(n) } else { Vec::new() };
        let nota = soket::minta_tanda(&jalan, n + 1, &baru, &jalur).unwrap().nota.unwrap();
        assert_eq!(Checkpoint::baca_bertanda(&nota, &kunci).unwrap().akar, baru);
        let lain = soket::minta_tanda(&jalan, n + 1, &[9; 32], &[]).unwrap_err();
        assert!(lain.to_string().contains("Bercabang"), "{lain}");
    }
}

#[test]
fn a_signer_without_memory_waits_for_a_person() {
    let kantor = Kantor::tanpa_basis_data();
    let folder = kantor.jalur("penanda").display().to_string();
    let argumen = ["penanda", "--folder", &folder];
    assert!(kantor.ditolak(2, &argumen).contains("--buat"));
    kantor.berhasil(&[&argumen[..], &["--buat", ASAL]].concat());
    assert!(kantor.ditolak(2, &[&argumen[..], &["--buat", ASAL]].concat()).contains("ditimpa"));
    std::fs::remove_file(Path::new(&folder).join("keadaan")).unwrap();
    assert!(kantor.ditolak(2, &argumen).contains("--akui"));
    assert!(kantor.ditolak(2, &[&argumen[..], &["--akui", "ya"]].concat()).contains("sepuluh"));
    let akui = [&argumen[..], &["--akui", "cakram diganti, BA 12/2026"]].concat();
    drop(Proses::mulai(&kantor, &akui, "Soket"));
    drop(Proses::mulai(&kantor, &argumen, "Soket"));
}

#[test]
fn a_witness_of_another_office_signs_what_goes_on() {
    let kantor = Kantor::tanpa_basis_data();
    let folder = kantor.jalur("saksi").display().to_string();
    let nama = "inspektorat.example.go.id/saksi";
    let saksi = kantor.berhasil(&["saksi", "--folder", &folder, "--buat", nama]);
    let log = KunciRahasia::try_new(&KunciRahasia::teks_baru(ASAL, &[1; 32]).unwrap()).unwrap();
    let vkey = log.publik().teks();
    let argumen = ["saksi", "--folder", &folder, "--dengar", "127.0.0.1:0", "--log", vkey];
    let mut proses = Proses::mulai(&kantor, &argumen, "Alamat");
    let alamat =
        |proses: &Proses| proses.awal.last().unwrap().split_once("http://").unwrap().1.to_owned();
    let nota = |n| {
        let checkpoint = Checkpoint { asal: ASAL.to_owned(), ukuran: n, akar: akar(&daun(n)) };
        log.tanda_tangani(&checkpoint.teks()).unwrap()
    };
    let jawaban = kirim(&alamat(&proses), &permintaan(0, &[], &nota(4)));
    assert!(jawaban.starts_with("HTTP/1.1 200"), "{jawaban}");
    let baris = jawaban.lines().find(|baris| baris.starts_with("— ")).unwrap();
    assert!(periksa_saksi(&format!("{}{baris}\n", nota(4)), saksi.trim()).unwrap() > 0);
    proses.bunuh();
    let proses = Proses::mulai(&kantor, &argumen, "Alamat");
    let mundur = kirim(&alamat(&proses), &permintaan(0, &[], &nota(3)));
    assert!(mundur.starts_with("HTTP/1.1 409") && mundur.contains("text/x.tlog.size"), "{mundur}");
    assert!(mundur.ends_with("\r\n\r\n4\n"), "{mundur}");
    let lanjut = kirim(&alamat(&proses), &permintaan(4, &satu_lagi(4), &nota(5)));
    assert!(lanjut.starts_with("HTTP/1.1 200"), "{lanjut}");
}

fn kirim(alamat: &str, isi: &str) -> String {
    let mut sambungan = TcpStream::connect(alamat).unwrap();
    let panjang = isi.len();
    let kepala = format!(
        "POST /add-checkpoint HTTP/1.1\r\nHost: saksi\r\nConnection: close\r\n\
         Content-Length: {panjang}\r\n\r\n"
    );
    sambungan.write_all(format!("{kepala}{isi}").as_bytes()).unwrap();
    let mut jawaban = String::new();
    sambungan.read_to_string(&mut jawaban).unwrap();
    jawaban
}

/// A bundle of one fact in a log of two.
fn bundel(kunci: &KunciRahasia) -> Vec<u8> {
    let daun = format!(
        r#"{{"actor":"pemohon","body":{{}},"command":"c","diketahui":"t","log":"{LOG}","occurred_at":"2026-03-02","position":1,"recorded_at":"t","schema":1,"stream":"perkara","type":"Diajukan","v":"jejak-leaf/1","version":1}}"#
    );
    let semua = [hash_daun(daun.as_bytes()), [7; 32]];
    let checkpoint = Checkpoint { asal: ASAL.to_owned(), ukuran: 2, akar: akar(&semua) };
    let fakta = FaktaBerbukti {
        daun: daun.into_bytes(),
        jalur: jalur(0, &semua),
        ungkap: Ungkap::default(),
    };
    let aliran = AliranBerbukti {
        nama: "perkara".to_owned(),
        stream: "perkara".to_owned(),
        fakta: vec![fakta],
    };
    let susunan = Susunan {
        log: LOG.to_owned(),
        untuk: Untuk::Majelis,
        checkpoint: kunci.tanda_tangani(&checkpoint.teks()).unwrap(),
        vkey: Some(kunci.publik().teks().to_owned()),
        stempel: None,
        aliran: vec![aliran],
        dokumen: Vec::new(),
        tanpa_berkas: Vec::new(),
        lain: BTreeMap::new(),
        keterangan: Vec::new(),
    };
    susunan.zip("berkas-1").unwrap()
}

#[test]
fn a_bundle_is_checked_without_a_database() {
    let kantor = Kantor::tanpa_basis_data();
    let kunci = |benih| {
        KunciRahasia::try_new(&KunciRahasia::teks_baru(ASAL, &[benih; 32]).unwrap()).unwrap()
    };
    let (kita, asing) = (kunci(1), kunci(2));
    let zip = bundel(&kita);
    let baik = kantor.berkas("baik.zip", &zip);
    let dengan = |berkas: &str, kunci: &KunciRahasia| {
        kantor.jejak(&["verify", berkas, "--kunci-log", kunci.publik().teks()])
    };
    assert_eq!(dengan(&baik, &kita).kode, 0);
    assert!(kantor.berhasil(&["verify", &baik]).contains("PERHATIAN: kunci diambil dari berkas"));
    assert_eq!(kantor.json(&["verify", &baik])["tanda"], "kunci_berkas");
    let lain = dengan(&baik, &asing);
    assert_eq!(lain.kode, 1);
    assert!(lain.keluaran.contains("DITOLAK") && lain.keluaran.contains("(Kunci)"), "{lain:?}");
    let terpotong = kantor.berkas("rusak.zip", &zip[..zip.len() - 1]);
    assert!(kantor.jejak(&["verify", &terpotong]).keluaran.contains("(Zip)"));
    assert_eq!(kantor.jejak(&["verify", "tiada.zip"]).kode, 2);
    assert_eq!(kantor.jejak(&["verify", &baik, "--kunci-log", "bukan kunci"]).kode, 2);
}
