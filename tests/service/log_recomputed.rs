//! Somebody who owns the server rewrites the log and recomputes all of it: every
//! leaf, every link, every command, the head. Inside the database nothing is left
//! to find. The signer that remembers, the witness in another office and a
//! receipt in a citizen's hand each find it.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bukti::checkpoint::{Checkpoint, asal};
use bukti::nota::KunciRahasia;
use bukti::penanda::Penanda;
use bukti::saksi::{Jawaban, Saksi, permintaan};
use bukti::tanda::TandaBukti;
use chrono::{DateTime, Duration, SecondsFormat, Utc};
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use jejak::log::leaf_hash;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::{Map, Value, json};
use sha2::Sha256;
use uuid::Uuid;

use crate::facts::hex;
use crate::log_tamper::Written;

const ROUNDS: u64 = 5;
const DETIK: u64 = 1_700_000_000;
const BENIH: [u8; 32] = [7; 32];

/// A fact on its way into a rewritten log.
#[derive(Clone)]
struct Baru {
    kind: i16,
    stream: Uuid,
    isi: Map<String, Value>,
    /// Where it stood; nowhere where it is invented.
    dulu: Option<u64>,
}

type Serangan = fn(&mut Vec<Baru>, &mut StdRng) -> u64;

/// Each changes the facts and says from which old position on nothing is as it
/// was.
const SERANGAN: [(&str, Serangan); 6] = [
    ("edit", |semua, rng| ubah(semua, rng)),
    ("delete", hapus),
    ("truncate the tail", potong),
    ("swap", |semua, rng| tukar(semua, rng)),
    ("restore yesterday", kemarin),
    ("back-date", mundurkan),
];

fn ubah(semua: &mut [Baru], rng: &mut StdRng) -> u64 {
    let ke = rng.random_range(0..semua.len());
    semua[ke].isi.insert("actor".to_owned(), json!("penyusup"));
    ke as u64 + 1
}

fn hapus(semua: &mut Vec<Baru>, rng: &mut StdRng) -> u64 {
    let ke = rng.random_range(0..semua.len() - 1);
    semua.remove(ke);
    ke as u64 + 1
}

fn potong(semua: &mut Vec<Baru>, rng: &mut StdRng) -> u64 {
    let sisa = rng.random_range(1..semua.len());
    semua.truncate(sisa);
    sisa as u64 + 1
}

fn tukar(semua: &mut [Baru], rng: &mut StdRng) -> u64 {
    // Neighbours of one stream would be swapped back by their versions.
    let beda: Vec<usize> =
        (1..semua.len()).filter(|ke| semua[*ke].stream != semua[ke - 1].stream).collect();
    let ke = beda[rng.random_range(0..beda.len())];
    semua.swap(ke - 1, ke);
    ke as u64
}

/// The backup of before, and then the day goes on otherwise.
fn kemarin(semua: &mut Vec<Baru>, rng: &mut StdRng) -> u64 {
    let sejak = potong(semua, rng);
    for _ in 0..50 {
        tambah(semua, rng);
    }
    sejak
}

fn mundurkan(semua: &mut Vec<Baru>, rng: &mut StdRng) -> u64 {
    let ke = rng.random_range(0..semua.len() - 1);
    let palsu = rekaan(&semua[ke], rng);
    semua.insert(ke + 1, palsu);
    ke as u64 + 2
}

/// An invented fact like this one, of the same moment.
fn rekaan(seperti: &Baru, rng: &mut StdRng) -> Baru {
    let mut isi = seperti.isi.clone();
    let perintah = Uuid::from_u128(rng.random());
    isi.insert("command".to_owned(), json!(perintah.to_string()));
    if isi.get("body").is_some_and(|body| body.to_string().contains("\"sd\"")) {
        isi.insert("body".to_owned(), json!({"jumlah": 1, "keperluan": "palsu"}));
        isi.insert("type".to_owned(), json!("DataPribadiDilihat"));
        return Baru { kind: 0, stream: Uuid::nil(), isi, dulu: None };
    }
    Baru { isi, dulu: None, ..seperti.clone() }
}

/// One more at the end, as any day brings.
fn tambah(semua: &mut Vec<Baru>, rng: &mut StdRng) {
    let terbuka = |satu: &&Baru| !satu.isi["body"].to_string().contains("\"sd\"");
    let seperti = semua.iter().rev().find(terbuka).unwrap().clone();
    let akhir = semua.last().unwrap().isi["recorded_at"].clone();
    let mut baru = rekaan(&seperti, rng);
    baru.isi.insert("recorded_at".to_owned(), akhir);
    semua.push(baru);
}

/// A log as it is to stand: facts with their leaves.
struct Ditulis {
    semua: Vec<(Baru, Vec<u8>)>,
}

impl Ditulis {
    /// Gives every fact its place, its link and its moment after the one before.
    fn dari(semua: Vec<Baru>) -> Self {
        let mut waktu = DateTime::<Utc>::MIN_UTC;
        let mut aliran: HashMap<(i16, Uuid), (u32, [u8; 32])> = HashMap::new();
        let mut ditulis = Vec::new();
        for (posisi, mut satu) in (1_u64..).zip(semua) {
            if satu.stream.is_nil() {
                // An invented one joins a stream without people.
                let (lain, _): &(Baru, Vec<u8>) = ditulis
                    .iter()
                    .rev()
                    .find(|(b, _): &&(Baru, Vec<u8>)| b.isi["type"] == "DataPribadiDilihat")
                    .unwrap();
                (satu.kind, satu.stream) = (lain.kind, lain.stream);
                satu.isi.insert("stream".to_owned(), lain.isi["stream"].clone());
            }
            let tercatat: DateTime<Utc> =
                satu.isi["recorded_at"].as_str().unwrap().parse().unwrap();
            waktu = tercatat.max(waktu.checked_add_signed(Duration::microseconds(1)).unwrap());
            let (versi, sebelum) = match aliran.get(&(satu.kind, satu.stream)) {
                Some((versi, hash)) => (versi + 1, Some(URL_SAFE_NO_PAD.encode(hash))),
                None => (1, None),
            };
            let saat = waktu.to_rfc3339_opts(SecondsFormat::Micros, true);
            satu.isi.insert("position".to_owned(), json!(posisi));
            satu.isi.insert("version".to_owned(), json!(versi));
            satu.isi.insert("recorded_at".to_owned(), json!(saat));
            match sebelum {
                Some(hash) => satu.isi.insert("prev".to_owned(), json!(hash)),
                None => satu.isi.remove("prev"),
            };
            let daun = serde_json::to_vec(&satu.isi).unwrap();
            aliran.insert((satu.kind, satu.stream), (versi, leaf_hash(&daun)));
            ditulis.push((satu, daun));
        }
        Ditulis { semua: ditulis }
    }

    fn ukuran(&self) -> u64 {
        self.semua.len() as u64
    }

    fn pohon(&self) -> MemoryBackedTree<Sha256, Vec<u8>> {
        let mut pohon = MemoryBackedTree::new();
        self.semua.iter().for_each(|(_, daun)| pohon.push(daun.clone()));
        pohon
    }

    fn akar(&self) -> [u8; 32] {
        self.pohon().root().as_bytes().as_slice().try_into().unwrap()
    }

    /// The best proof there is that this goes on from an older size.
    fn lanjutan(&self, lama: u64) -> Vec<[u8; 32]> {
        if lama == 0 || lama >= self.ukuran() {
            return Vec::new();
        }
        let bukti = self.pohon().prove_consistency(usize::try_from(self.ukuran() - lama).unwrap());
        bukti.as_bytes().as_chunks::<32>().0.to_vec()
    }

    /// Roots of the perfect subtrees, largest first.
    fn tepi(&self) -> Vec<u8> {
        let (mut dari, mut tepi) = (0, Vec::new());
        for bit in (0..32).rev().filter(|bit| self.semua.len() >> bit & 1 == 1) {
            let mut pohon = MemoryBackedTree::<Sha256, Vec<u8>>::new();
            let sampai = dari + (1 << bit);
            self.semua[dari..sampai].iter().for_each(|(_, daun)| pohon.push(daun.clone()));
            tepi.extend(pohon.root().as_bytes());
            dari = sampai;
        }
        tepi
    }

    /// What makes a database hold this and nothing else.
    fn perintah(&self) -> Vec<String> {
        let mut sql = vec![
            "delete from events".to_owned(),
            "delete from commands".to_owned(),
            "update disclosure set position = -position".to_owned(),
        ];
        let mut perintah: BTreeMap<String, (u64, u64)> = BTreeMap::new();
        for (posisi, (satu, daun)) in (1_u64..).zip(&self.semua) {
            let Baru { kind, stream, isi, dulu } = satu;
            sql.push(format!(
                "insert into events (position, stream, version, kind, leaf_hash, leaf)
                 values ({posisi}, '{stream}', {}, {kind}, '\\x{}', '\\x{}')",
                isi["version"],
                hex(&leaf_hash(daun)),
                hex(daun)
            ));
            if let Some(dulu) = dulu {
                sql.push(format!(
                    "update disclosure set position = {posisi} where position = -{dulu}"
                ));
            }
            let id = isi["command"].as_str().unwrap().to_owned();
            perintah.entry(id).and_modify(|(_, akhir)| *akhir = posisi).or_insert((posisi, posisi));
        }
        sql.push("delete from disclosure where position < 0".to_owned());
        for (id, (awal, akhir)) in perintah {
            sql.push(format!(
                "insert into commands (command, fingerprint, first_position, last_position)
                 values ('{id}', '\\x{}', {awal}, {akhir})",
                hex(&[0; 32])
            ));
        }
        let (terakhir, _) = self.semua.last().unwrap();
        let saat: DateTime<Utc> = terakhir.isi["recorded_at"].as_str().unwrap().parse().unwrap();
        sql.push(format!(
            "update log_head set position = {}, recorded_at = {}, root = '\\x{}', frontier = '\\x{}'",
            self.ukuran(),
            saat.timestamp_micros(),
            hex(&self.akar()),
            hex(&self.tepi())
        ));
        sql
    }
}

fn asli(written: &Written) -> Vec<Baru> {
    let satu = written.rows.iter().map(|row| Baru {
        kind: row.kind,
        stream: row.stream,
        isi: serde_json::from_slice(&row.leaf).unwrap(),
        dulu: Some(row.position),
    });
    satu.collect()
}

/// The key of the log, and what two memories outside the database know of it.
struct Luar {
    asal: String,
    penanda: Penanda,
    kunci: KunciRahasia,
    saksi: Saksi,
    dilihat: u64,
}

impl Luar {
    fn baru(folder: &Path) -> Self {
        let asal = asal("ppid.contoh.go.id", "1");
        let penanda = Penanda::buat(&folder.join("penanda"), &asal, &BENIH).unwrap();
        let kunci = KunciRahasia::teks_baru(&asal, &BENIH).unwrap();
        let kunci = KunciRahasia::try_new(&kunci).unwrap();
        let tempat = folder.join("saksi");
        Saksi::buat(&tempat, "inspektorat.contoh.go.id/saksi", &[9; 32]).unwrap();
        let saksi = Saksi::buka(&tempat, vec![kunci.publik().clone()]).unwrap();
        Luar { asal, penanda, kunci, saksi, dilihat: 0 }
    }

    fn tandai(&mut self, log: &Ditulis) -> Result<String, String> {
        let (lama, _) = self.penanda.terakhir();
        let nota = self.penanda.tandai(log.ukuran(), log.akar(), &log.lanjutan(lama));
        nota.map(str::to_owned).map_err(|galat| galat.to_string())
    }

    /// As whoever stole the key of the log would ask: the signer is left out.
    fn saksikan(&self, log: &Ditulis) -> Jawaban {
        let (asal, ukuran, akar) = (self.asal.clone(), log.ukuran(), log.akar());
        let nota = self.kunci.tanda_tangani(&Checkpoint { asal, ukuran, akar }.teks()).unwrap();
        let bukti = log.lanjutan(self.dilihat);
        self.saksi.tambah(permintaan(self.dilihat, &bukti, &nota).as_bytes(), DETIK)
    }
}

#[tokio::test]
async fn whoever_recomputes_everything_is_found_by_signer_witness_and_receipt() {
    let mut rng = StdRng::seed_from_u64(2008);
    let written = Written::write(&mut rng).await;
    let mut ketahuan = 0;
    for (nama, serangan) in SERANGAN {
        for _ in 0..ROUNDS {
            let folder = tempfile::tempdir().unwrap();
            let mut luar = Luar::baru(folder.path());
            let benar = Ditulis::dari(asli(&written));
            let nota = luar.tandai(&benar).unwrap();
            assert_eq!(luar.saksikan(&benar).status, 200);
            luar.dilihat = benar.ukuran();

            let mut palsu = asli(&written);
            let sejak = serangan(&mut palsu, &mut rng);
            // The log grows beyond what was signed: its size gives nothing away.
            while palsu.len() as u64 <= benar.ukuran() {
                tambah(&mut palsu, &mut rng);
            }
            let palsu = Ditulis::dari(palsu);
            written.tamper(&palsu.perintah()).await;
            let verdict = written.log().verify(|_, _| ()).await.unwrap();
            assert_eq!(verdict.finding, None, "{nama}: inside the database nothing is left");
            assert_eq!((verdict.events, verdict.root), (palsu.ukuran(), palsu.akar()), "{nama}");

            let ditolak = luar.tandai(&palsu).unwrap_err();
            assert!(ditolak.contains("tidak"), "{nama}: {ditolak}");
            let jawaban = luar.saksikan(&palsu);
            assert!([409, 422].contains(&jawaban.status), "{nama}: {jawaban:?}");
            tanda_bukti(&benar, &palsu, &nota, sejak, &luar);
            written.restore().await;
            ketahuan += 1;
        }
    }
    println!("{ketahuan} rewritten logs, each found by signer, witness and receipt");
    assert_eq!(ketahuan, SERANGAN.len() as u64 * ROUNDS);
}

/// Whoever holds the receipt of a fact from there on holds what contradicts the
/// log: the signature is good, the proof is good, and the log has another leaf.
fn tanda_bukti(benar: &Ditulis, palsu: &Ditulis, nota: &str, sejak: u64, luar: &Luar) {
    let ke = usize::try_from(sejak - 1).unwrap();
    let (_, daun) = &benar.semua[ke];
    let jalur = benar.pohon().prove_inclusion(ke);
    let jalur = jalur.as_bytes().as_chunks::<32>().0.to_vec();
    let tanda = TandaBukti { indeks: sejak - 1, jalur, nota: nota.to_owned() };
    assert!(tanda.periksa(&leaf_hash(daun), luar.kunci.publik()).is_ok());
    let kini = palsu.semua.get(ke).map(|(_, daun)| leaf_hash(daun));
    assert_ne!(kini, Some(leaf_hash(daun)), "the log has no such leaf there any more");
}

/// The control: a log that only grew is signed and witnessed by the same code.
#[tokio::test]
async fn a_log_that_only_grew_is_signed_and_witnessed() {
    let mut rng = StdRng::seed_from_u64(14);
    let written = Written::write(&mut rng).await;
    let folder = tempfile::tempdir().unwrap();
    let mut luar = Luar::baru(folder.path());
    let dulu = Ditulis::dari(asli(&written));
    luar.tandai(&dulu).unwrap();
    assert_eq!(luar.saksikan(&dulu).status, 200);
    luar.dilihat = dulu.ukuran();
    let mut tumbuh = asli(&written);
    (0..9).for_each(|_| tambah(&mut tumbuh, &mut rng));
    let tumbuh = Ditulis::dari(tumbuh);
    assert_eq!(tumbuh.semua[0].1, written.rows[0].leaf, "what stood there stands as it was");
    written.tamper(&tumbuh.perintah()).await;
    let verdict = written.log().verify(|_, _| ()).await.unwrap();
    assert_eq!((verdict.finding, verdict.root), (None, tumbuh.akar()));
    luar.tandai(&tumbuh).unwrap();
    assert_eq!(luar.saksikan(&tumbuh).status, 200);
}
