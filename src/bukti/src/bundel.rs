//! The bundle of a case: everything that was recorded of it, with the proofs,
//! in one archive that is checked without Jejak.
//!
//! ```text
//! berkas-…/                    one folder; a ZIP of stored entries, in order of their names
//!   bagit.txt bag-info.txt     BagIt 1.0 (RFC 8493), with Payload-Oxum
//!   manifest-sha256.txt        and -sha512; tagmanifest-sha256.txt and -sha512
//!   data/berkas.json           what is in it: log, cut, streams, documents (`isi::Isi`)
//!   data/log/checkpoint        signed note of the log's key; only its text where there is no signer
//!   data/log/vkey.txt          the key, for who has it from nowhere else (one line; none unsigned)
//!   data/log/checkpoint.tsr    an authority's time stamp on it (RFC 3161), where it has one
//!   data/peristiwa/NAMA/0001.leaf          the leaf's very bytes; 0001 is its version
//!   data/peristiwa/NAMA/0001.jalur         inclusion proof, one base64 hash a line, leaf upwards
//!   data/peristiwa/NAMA/0001.ungkap.json   what is opened, withheld, erased (`isi::Ungkap`)
//!   data/bukti/…               documents, byte for byte; each named by its digest's disclosure
//!   data/…                     papers for people, held by the manifests alone
//! ```
//!
//! Names are letters, digits, `.`, `_` and `-`. A digest stands in a leaf as
//! `{"sd": …}`; a disclosure is base64url of `["salt", "name", "value"]` (RFC
//! 9901), its name the path in the body; a document's SHA-256, in hexadecimal, is
//! the value of a disclosure whose name ends with `sidik`. The order of the checks is part of the format: two verifiers
//! give the same first reason.

pub mod arsip;
pub mod bagit;
pub mod isi;
mod kode;
mod aliran;
mod log;
mod tulis;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::nota::KunciPublik;
use arsip::Berkas;
pub use isi::Untuk;
pub use kode::{Kode, Penolakan};
pub use tulis::{AliranBerbukti, Dokumen, FaktaBerbukti, Susunan};

/// Whose signature stands below a bundle that was accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tanda {
    /// Of the key that the reader brought along.
    KunciPembaca,
    /// Of the key in the bundle: only that the bundle agrees with itself.
    KunciBerkas,
    /// Of nobody: the office had no signer.
    TanpaTandaTangan,
}

/// What an accepted bundle holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Putusan {
    pub tanda: Tanda,
    pub asal: String,
    pub ukuran: u64,
    /// Base64, as in the checkpoint.
    pub akar: String,
    /// Whether a time stamp on the checkpoint is there; its signature is for its
    /// reader to judge.
    pub stempel: bool,
    pub untuk: Untuk,
    pub fakta: u64,
    pub terbuka: u64,
    pub ditahan: u64,
    pub dihapus: u64,
    pub dokumen: u64,
}

/// Checks a bundle from its bytes: accepted, or the first reason why not. The
/// key is the log's, from where the reader trusts it.
pub fn periksa(zip: &[u8], kunci: Option<&KunciPublik>) -> Result<Putusan, Penolakan> {
    Pemeriksa::default().periksa(zip, kunci)
}

/// One run of the checks.
#[derive(Default)]
struct Pemeriksa {
    /// The check that a control leaves out, to see that it matters.
    #[cfg(test)]
    lewati: Option<Kode>,
}

impl Pemeriksa {
    fn periksa(&self, zip: &[u8], kunci: Option<&KunciPublik>) -> Result<Putusan, Penolakan> {
        let berkas = arsip::baca(self, zip)?;
        bagit::periksa(self, &berkas)?;
        let isi = isi::Isi::baca(&berkas)?;
        let (tanda, checkpoint) = log::periksa(self, &berkas, &isi, kunci)?;
        let catatan = aliran::periksa(self, &berkas, &isi, &checkpoint)?;
        self.dokumen(&berkas, &isi, &catatan.sidik)?;
        Ok(Putusan {
            tanda,
            akar: crate::pohon::tulis_hash(&checkpoint.akar),
            stempel: berkas.isi.contains_key(log::STEMPEL),
            asal: checkpoint.asal,
            ukuran: checkpoint.ukuran,
            untuk: isi.untuk,
            fakta: isi.aliran.iter().map(|aliran| aliran.fakta).sum(),
            terbuka: catatan.terbuka,
            ditahan: catatan.ditahan,
            dihapus: catatan.dihapus,
            dokumen: isi.dokumen.len() as u64,
        })
    }

    /// Refuses where something does not hold.
    fn harus(&self, benar: bool, kode: Kode, berkas: &str) -> Result<(), Penolakan> {
        if benar || self.dilewati(kode) { Ok(()) } else { Err(kode.pada(berkas)) }
    }

    #[cfg(test)]
    fn dilewati(&self, kode: Kode) -> bool {
        self.lewati == Some(kode)
    }

    #[cfg(not(test))]
    #[expect(clippy::unused_self, reason = "a control in the tests asks it")]
    fn dilewati(&self, _: Kode) -> bool {
        false
    }

    /// Every document is the one that a leaf names, and every one that a leaf
    /// names is here or said to be missing.
    fn dokumen(
        &self,
        berkas: &Berkas<'_>,
        isi: &isi::Isi,
        sidik: &BTreeMap<String, String>,
    ) -> Result<(), Penolakan> {
        for dokumen in &isi.dokumen {
            let Some(bytes) = berkas.isi.get(&dokumen.berkas) else {
                self.harus(false, Kode::DokumenKurang, &dokumen.berkas)?;
                continue;
            };
            let cocok =
                sidik.get(&dokumen.sidik).is_some_and(|sidik| *sidik == bagit::sha256(bytes));
            self.harus(cocok, Kode::Dokumen, &dokumen.berkas)?;
        }
        for nama in berkas.isi.keys().filter(|nama| nama.starts_with("data/bukti/")) {
            let disebut = isi.dokumen.iter().any(|dokumen| dokumen.berkas == *nama);
            self.harus(disebut, Kode::DokumenLebih, nama)?;
        }
        for digest in sidik.keys() {
            let disebut = isi.dokumen.iter().any(|dokumen| dokumen.sidik == *digest)
                || isi.tanpa_berkas.contains(digest);
            self.harus(disebut, Kode::DokumenHilang, isi::NAMA)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod uji;
