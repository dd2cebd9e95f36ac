//! The signer's memory: one file that says what was signed last, and where the
//! file itself lies.

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::PenandaDitolak;
use crate::checkpoint::Checkpoint;
use crate::nota::KunciPublik;
use crate::pohon::Hash;
use crate::simpan::{self, Jatidiri};

const NAMA: &str = "keadaan";
const BENTUK: &str = "jejak-penanda/1";

/// What was signed last; nothing yet where there is no note.
#[derive(Clone, Debug, Default)]
pub(super) struct Keadaan {
    pub ukuran: u64,
    pub akar: Option<Hash>,
    pub nota: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tersimpan {
    v: String,
    tempat: String,
    nota: Option<String>,
}

impl Keadaan {
    pub(super) fn kosong() -> Self {
        Keadaan::default()
    }

    pub(super) fn dari(checkpoint: &Checkpoint, nota: &str) -> Self {
        let (ukuran, akar) = (checkpoint.ukuran, Some(checkpoint.akar));
        Keadaan { ukuran, akar, nota: Some(nota.to_owned()) }
    }

    pub(super) fn simpan(&self, folder: &Path) -> io::Result<()> {
        simpan::ganti(folder, NAMA, |jatidiri| {
            let tempat = tempat(jatidiri);
            let isi = Tersimpan { v: BENTUK.to_owned(), tempat, nota: self.nota.clone() };
            serde_json::to_vec(&isi).expect("plain text")
        })
    }

    /// As it was left here, by this key, and nowhere else.
    pub(super) fn baca(folder: &Path, kunci: &KunciPublik) -> Result<Self, PenandaDitolak> {
        let (isi, jatidiri) = buka(folder)?.ok_or(PenandaDitolak::IngatanHilang)?;
        let keadaan = isi.keadaan(kunci).ok_or(PenandaDitolak::IngatanHilang)?;
        if isi.tempat == tempat(jatidiri) {
            Ok(keadaan)
        } else {
            Err(PenandaDitolak::IngatanSalinan)
        }
    }

    /// What it says, wherever it comes from: the least that a person answers for.
    pub(super) fn terbaca(folder: &Path, kunci: &KunciPublik) -> Option<Self> {
        buka(folder).ok()??.0.keadaan(kunci)
    }
}

fn buka(folder: &Path) -> io::Result<Option<(Tersimpan, Jatidiri)>> {
    let Some((teks, jatidiri)) = simpan::baca(folder, NAMA)? else { return Ok(None) };
    Ok(serde_json::from_str(&teks).ok().map(|isi| (isi, jatidiri)))
}

impl Tersimpan {
    /// Its own signature is the check that nobody wrote it but the signer.
    fn keadaan(&self, kunci: &KunciPublik) -> Option<Keadaan> {
        if self.v != BENTUK {
            return None;
        }
        let Some(nota) = &self.nota else { return Some(Keadaan::kosong()) };
        let checkpoint = Checkpoint::baca_bertanda(nota, kunci).ok()?;
        Some(Keadaan::dari(&checkpoint, nota))
    }
}

/// A name for this very file on this machine, which no copy of it has.
fn tempat(Jatidiri { inode, lahir_nanodetik }: Jatidiri) -> String {
    let mesin = fs::read("/etc/machine-id").unwrap_or_default();
    let sidik = Sha256::new()
        .chain_update(mesin)
        .chain_update(inode.to_be_bytes())
        .chain_update(lahir_nanodetik.to_be_bytes())
        .finalize();
    hex::encode(&sidik[..16])
}
