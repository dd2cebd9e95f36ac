//! A small log in memory: two streams of one case among other facts.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::super::isi::Ungkap;
use super::super::*;
use crate::checkpoint::{Checkpoint, asal};
use crate::nota::KunciRahasia;
use crate::pohon::{Hash, akar, hash_daun, jalur};

pub(super) const LOG: &str = "01890000-0000-7000-8000-000000000001";
pub(super) const PERKARA: &str = "perkara-01890000-0000-7000-8000-000000000002";
pub(super) const PENDAMPING: &str = "pendamping-01890000-0000-7000-8000-000000000002";
pub(super) const SURAT: &[u8] = b"%PDF-1.7 surat pemberitahuan";

pub(super) fn kunci(benih: u8) -> KunciRahasia {
    let teks = KunciRahasia::teks_baru(&asal("ppid.example.go.id", LOG), &[benih; 32]).unwrap();
    KunciRahasia::try_new(&teks).unwrap()
}

/// A fact of the case as the log holds it.
#[derive(Clone)]
pub(super) struct Fakta {
    pub posisi: usize,
    pub daun: Vec<u8>,
    /// Disclosures, and whether each tells who somebody is.
    pub nilai: Vec<(String, bool)>,
    pub dihapus: Vec<String>,
}

pub(super) struct Log {
    pub daun: Vec<Hash>,
    pub perkara: Vec<Fakta>,
    pub pendamping: Vec<Fakta>,
}

pub(super) fn digest(teks: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(teks))
}

pub(super) fn ungkapan(garam: u8, nama: &str, isi: &str) -> String {
    let garam = URL_SAFE_NO_PAD.encode([garam; 16]);
    URL_SAFE_NO_PAD.encode(json!([garam, nama, isi]).to_string())
}

/// Replaces each `{"isi": …}` of a body and gives the disclosures.
fn segel(body: &mut Value, nama: &str, garam: &mut u8, nilai: &mut Vec<(String, bool)>) {
    if let Some(isi) = body.get("isi").and_then(Value::as_str) {
        *garam += 1;
        let teks = ungkapan(*garam, nama, isi);
        *body = json!({"sd": digest(&teks)});
        let akhir = nama.rsplit('.').next().unwrap();
        nilai.push((teks, ["nama", "sidik", "alamat"].contains(&akhir)));
    } else if let Value::Object(isi) = body {
        let jalur =
            |anak: &str| if nama.is_empty() { anak.to_owned() } else { format!("{nama}.{anak}") };
        isi.iter_mut().for_each(|(anak, satu)| segel(satu, &jalur(anak), garam, nilai));
    }
}

pub(super) fn daun(ubah: impl FnOnce(&mut BTreeMap<&'static str, Value>)) -> Vec<u8> {
    let mut isi = BTreeMap::from([
        ("actor", json!("petugas")),
        ("body", json!({})),
        ("command", json!("01890000-0000-7000-8000-0000000000c0")),
        ("diketahui", json!("2026-03-02T01:00:00.000000Z")),
        ("log", json!(LOG)),
        ("occurred_at", json!("2026-03-02")),
        ("recorded_at", json!("2026-03-02T01:00:00.000000Z")),
        ("schema", json!(1)),
        ("type", json!("Diajukan")),
        ("v", json!("jejak-leaf/1")),
    ]);
    ubah(&mut isi);
    serde_json::to_vec(&isi).unwrap()
}

impl Log {
    pub(super) fn baru() -> Self {
        Self::dengan(|_, _| {})
    }

    /// The log with some leaves made otherwise; `ubah` sees the place of each.
    pub(super) fn dengan(ubah: impl Fn(usize, &mut BTreeMap<&'static str, Value>)) -> Self {
        let sidik = bagit::sha256(SURAT);
        let tubuh = [
            (PERKARA, json!({"alamat": {"isi": "Jl. Melati 1"}, "nama": {"isi": "Budi"}})),
            (PENDAMPING, json!({"keperluan": "menjawab"})),
            (PERKARA, json!({"nomor": "0001", "rincian": {"isi": "anggaran 2025"}})),
            ("perkara-lain", json!({})),
            (PERKARA, json!({"berkas": {"nama": {"isi": "a.pdf"}, "sidik": {"isi": sidik}}})),
            (PENDAMPING, json!({"kepada": {"nama": {"isi": "Budi"}}})),
            (PERKARA, json!({"alasan": {"isi": "é\n\"\u{7f}"}, "lama": {"isi": "x"}, "n": -7})),
        ];
        let mut log = Log { daun: Vec::new(), perkara: Vec::new(), pendamping: Vec::new() };
        let (mut garam, mut akhir) = (0, BTreeMap::<&str, (usize, Hash)>::new());
        for (posisi, (aliran, mut body)) in (1..).zip(tubuh) {
            let mut nilai = Vec::new();
            segel(&mut body, "", &mut garam, &mut nilai);
            let sebelum = akhir.get(aliran).copied();
            let versi = sebelum.map_or(1, |(versi, _)| versi + 1);
            let daun = daun(|isi| {
                isi.insert("body", body);
                isi.insert("position", json!(posisi));
                isi.insert("stream", json!(aliran));
                isi.insert("version", json!(versi));
                if let Some((_, hash)) = sebelum {
                    isi.insert("prev", json!(URL_SAFE_NO_PAD.encode(hash)));
                }
                ubah(posisi, isi);
            });
            let hash = hash_daun(&daun);
            akhir.insert(aliran, (versi, hash));
            log.daun.push(hash);
            // The value "x" was erased since.
            let hapus = ungkapan(garam, "lama", "x");
            let (hilang, nilai): (Vec<_>, Vec<_>) =
                nilai.into_iter().partition(|(teks, _)| *teks == hapus);
            let dihapus = hilang.iter().map(|(teks, _)| digest(teks)).collect();
            let fakta = Fakta { posisi, daun, nilai, dihapus };
            match aliran {
                PERKARA => log.perkara.push(fakta),
                PENDAMPING => log.pendamping.push(fakta),
                _ => {}
            }
        }
        log
    }

    pub(super) fn checkpoint(&self) -> Checkpoint {
        let asal = asal("ppid.example.go.id", LOG);
        Checkpoint { asal, ukuran: self.daun.len() as u64, akar: akar(&self.daun) }
    }

    fn berbukti(&self, fakta: &[Fakta], untuk: Untuk) -> Vec<FaktaBerbukti> {
        let satu = |fakta: &Fakta| {
            let mut ungkap = Ungkap { dihapus: fakta.dihapus.clone(), ..Ungkap::default() };
            for (teks, jatidiri) in &fakta.nilai {
                if *jatidiri && untuk == Untuk::Pihak {
                    ungkap.ditahan.push(digest(teks));
                } else {
                    ungkap.buka.push(teks.clone());
                }
            }
            let jalur = jalur(fakta.posisi - 1, &self.daun);
            FaktaBerbukti { daun: fakta.daun.clone(), jalur, ungkap }
        };
        fakta.iter().map(satu).collect()
    }

    pub(super) fn susunan(&self, untuk: Untuk) -> Susunan {
        let aliran = |nama: &str, stream: &str, fakta| AliranBerbukti {
            nama: nama.to_owned(),
            stream: stream.to_owned(),
            fakta: self.berbukti(fakta, untuk),
        };
        let sidik = self.perkara[2].nilai.iter().find(|(teks, _)| {
            let isi = String::from_utf8(URL_SAFE_NO_PAD.decode(teks).unwrap()).unwrap();
            isi.contains("sidik\"")
        });
        let dokumen = Dokumen {
            nama: "T-01/surat.pdf".to_owned(),
            sidik: digest(&sidik.unwrap().0),
            isi: SURAT.to_vec(),
        };
        let kunci = kunci(1);
        Susunan {
            log: LOG.to_owned(),
            untuk,
            checkpoint: kunci.tanda_tangani(&self.checkpoint().teks()).unwrap(),
            vkey: Some(kunci.publik().teks().to_owned()),
            stempel: None,
            aliran: vec![
                aliran("perkara", PERKARA, &self.perkara),
                aliran("pendamping", PENDAMPING, &self.pendamping),
            ],
            dokumen: if untuk == Untuk::Majelis { vec![dokumen] } else { Vec::new() },
            tanpa_berkas: Vec::new(),
            lain: BTreeMap::from([("00-SURAT-PENGANTAR.pdf".to_owned(), b"%PDF-1.7".to_vec())]),
            keterangan: vec![("Bagging-Date", "2026-11-23".to_owned())],
        }
    }
}

pub(super) fn baik(log: &Log, untuk: Untuk) -> Vec<u8> {
    log.susunan(untuk).zip("berkas-0001").unwrap()
}

/// Bytes that stamp a text, as far as anybody sees who does not know the authority.
pub(super) fn stempel(teks: &str) -> Vec<u8> {
    [b"0\x31\x04\x20".as_slice(), &Sha256::digest(teks), b"\x18\x0f"].concat()
}

pub(super) fn distempel(log: &Log) -> Vec<u8> {
    let susunan = log.susunan(Untuk::Majelis);
    let stempel = Some(stempel(&susunan.checkpoint));
    Susunan { stempel, ..susunan }.zip("berkas-0001").unwrap()
}

pub(super) fn tanpa_tanda(log: &Log) -> Vec<u8> {
    let checkpoint = log.checkpoint().teks();
    let susunan = Susunan { checkpoint, vkey: None, ..log.susunan(Untuk::Majelis) };
    susunan.zip("berkas-0001").unwrap()
}
