//! Putting a bundle together. The same parts give the same bytes.

use std::collections::BTreeMap;

use super::isi::{Aliran, BENTUK, DokumenDisebut, Isi, NAMA, Ungkap, Untuk};
use super::log::{CHECKPOINT, STEMPEL, VKEY};
use super::{aliran::nama_fakta, arsip, bagit};
use crate::pohon::{Hash, tulis_jalur};

/// A fact with all that proves it.
#[derive(Clone, Debug)]
pub struct FaktaBerbukti {
    pub daun: Vec<u8>,
    pub jalur: Vec<Hash>,
    pub ungkap: Ungkap,
}

#[derive(Clone, Debug)]
pub struct AliranBerbukti {
    /// Lower-case letters: the folder's name.
    pub nama: String,
    pub stream: String,
    pub fakta: Vec<FaktaBerbukti>,
}

#[derive(Clone, Debug)]
pub struct Dokumen {
    /// Below `data/bukti/`.
    pub nama: String,
    pub sidik: String,
    pub isi: Vec<u8>,
}

/// The parts of a bundle.
#[derive(Clone, Debug)]
pub struct Susunan {
    pub log: String,
    pub untuk: Untuk,
    /// The signed note; only the checkpoint's text where there is no key.
    pub checkpoint: String,
    pub vkey: Option<String>,
    /// An authority's time stamp on the checkpoint (RFC 3161).
    pub stempel: Option<Vec<u8>>,
    /// The case first.
    pub aliran: Vec<AliranBerbukti>,
    pub dokumen: Vec<Dokumen>,
    pub tanpa_berkas: Vec<String>,
    /// Papers for people, by their names below `data/`.
    pub lain: BTreeMap<String, Vec<u8>>,
    /// Of bag-info.txt, except the Payload-Oxum.
    pub keterangan: Vec<(&'static str, String)>,
}

impl Susunan {
    /// Every file of the bag.
    pub fn berkas(self) -> BTreeMap<String, Vec<u8>> {
        let isi = self.isi();
        let mut semua: BTreeMap<String, Vec<u8>> =
            self.lain.into_iter().map(|(nama, isi)| (format!("data/{nama}"), isi)).collect();
        for aliran in self.aliran {
            for (versi, fakta) in (1..).zip(aliran.fakta) {
                let nama = |akhiran| nama_fakta(&aliran.nama, versi, akhiran);
                let jalur = tulis_jalur(&fakta.jalur);
                semua.insert(nama("leaf"), fakta.daun);
                semua.insert(nama("jalur"), jalur.into_bytes());
                semua.insert(nama("ungkap.json"), json(&fakta.ungkap));
            }
        }
        for dokumen in self.dokumen {
            semua.insert(format!("data/bukti/{}", dokumen.nama), dokumen.isi);
        }
        semua.insert(CHECKPOINT.to_owned(), self.checkpoint.into_bytes());
        if let Some(vkey) = self.vkey {
            semua.insert(VKEY.to_owned(), format!("{vkey}\n").into_bytes());
        }
        if let Some(stempel) = self.stempel {
            semua.insert(STEMPEL.to_owned(), stempel);
        }
        semua.insert(NAMA.to_owned(), json(&isi));
        let keterangan: Vec<_> =
            self.keterangan.iter().map(|(nama, nilai)| (*nama, nilai.as_str())).collect();
        bagit::lengkapi(semua, &keterangan)
    }

    /// The archive in this folder; `None` where it would be too large.
    pub fn zip(self, folder: &str) -> Option<Vec<u8>> {
        arsip::tulis(folder, &self.berkas())
    }

    fn isi(&self) -> Isi {
        let aliran = self.aliran.iter().map(|aliran| Aliran {
            nama: aliran.nama.clone(),
            stream: aliran.stream.clone(),
            fakta: aliran.fakta.len() as u64,
        });
        let dokumen = self.dokumen.iter().map(|dokumen| DokumenDisebut {
            berkas: format!("data/bukti/{}", dokumen.nama),
            sidik: dokumen.sidik.clone(),
        });
        Isi {
            v: BENTUK.to_owned(),
            log: self.log.clone(),
            untuk: self.untuk,
            bertanda: self.vkey.is_some(),
            aliran: aliran.collect(),
            dokumen: dokumen.collect(),
            tanpa_berkas: self.tanpa_berkas.clone(),
        }
    }
}

fn json(nilai: &impl serde::Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(nilai).expect("plain text and numbers");
    bytes.push(b'\n');
    bytes
}
