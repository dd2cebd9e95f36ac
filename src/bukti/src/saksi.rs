//! A witness (c2sp.org/tlog-witness, `add-checkpoint`): another office's memory
//! of this log. It signs what it sees only where that goes on from what it saw
//! before, so that nobody is shown a history that others are not.
//!
//! The logic and its folder; HTTP stands elsewhere. The folder holds `kunci`,
//! `keadaan` (origin to last note) and `gembok`.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::checkpoint::{Checkpoint, baca_ukuran};
use crate::nota::{
    KunciPublik, KunciRahasia, KunciSaksi, NotaDitolak, periksa, teks_belum_diperiksa,
};
use crate::pohon::{Hash, akar_kosong, baca_jalur, periksa_lanjutan, tulis_jalur};
use crate::simpan;

const KUNCI: &str = "kunci";
const KEADAAN: &str = "keadaan";
/// Bytes of a request at most.
pub const BATAS_PERMINTAAN_BYTES: usize = 32 << 10;

/// An answer, ready for HTTP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jawaban {
    pub status: u16,
    pub jenis: &'static str,
    pub isi: String,
}

impl Jawaban {
    fn teks(status: u16, isi: &str) -> Self {
        Jawaban { status, jenis: "text/plain; charset=utf-8", isi: format!("{isi}\n") }
    }

    /// Where the witness is, for who asked from elsewhere.
    fn ukuran(ukuran: u64) -> Self {
        Jawaban { status: 409, jenis: "text/x.tlog.size", isi: format!("{ukuran}\n") }
    }
}

/// Last note of each origin.
type Keadaan = BTreeMap<String, String>;

pub struct Saksi {
    folder: PathBuf,
    kunci: KunciSaksi,
    log: Vec<KunciPublik>,
    keadaan: Mutex<Keadaan>,
    _gembok: File,
}

#[derive(Debug, thiserror::Error)]
pub enum SaksiDitolak {
    #[error("folder {0} belum berisi kunci saksi; mulai dengan: jejak saksi --buat NAMA")]
    BelumAda(PathBuf),
    #[error("folder {0} sudah berisi kunci saksi; kunci tidak pernah ditimpa")]
    SudahAda(PathBuf),
    #[error("kunci saksi tidak terbaca")]
    Kunci(#[from] NotaDitolak),
    #[error(
        "ingatan saksi hilang atau rusak; pulihkan berkas keadaan, atau mulai dengan kunci baru"
    )]
    Ingatan,
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl Saksi {
    /// Makes folder and key of a witness of this name; gives its public key.
    pub fn buat(folder: &Path, nama: &str, benih: &[u8; 32]) -> Result<String, SaksiDitolak> {
        simpan::folder(folder)?;
        let _gembok = simpan::kunci(folder)?;
        if folder.join(KUNCI).exists() {
            return Err(SaksiDitolak::SudahAda(folder.to_owned()));
        }
        let teks = KunciRahasia::teks_baru(nama, benih)?;
        let publik = KunciSaksi::dari(&teks)?.teks_publik();
        // Memory before key, so that a key never stands without one.
        simpan::ganti(folder, KEADAAN, |_| b"{}".to_vec())?;
        simpan::ganti(folder, KUNCI, |_| format!("{teks}\n").into_bytes())?;
        Ok(publik)
    }

    /// A witness of the logs with these keys; a key's name is its log's origin.
    pub fn buka(folder: &Path, log: Vec<KunciPublik>) -> Result<Self, SaksiDitolak> {
        if !folder.join(KUNCI).exists() {
            return Err(SaksiDitolak::BelumAda(folder.to_owned()));
        }
        simpan::folder(folder)?;
        let gembok = simpan::kunci(folder)?;
        let (rahasia, _) = simpan::baca(folder, KUNCI)?.ok_or(SaksiDitolak::Ingatan)?;
        let (keadaan, _) = simpan::baca(folder, KEADAAN)?.ok_or(SaksiDitolak::Ingatan)?;
        let keadaan: Keadaan = serde_json::from_str(&keadaan).map_err(|_| SaksiDitolak::Ingatan)?;
        if keadaan.values().any(|nota| terbaca(nota).is_none()) {
            return Err(SaksiDitolak::Ingatan);
        }
        let (folder, keadaan) = (folder.to_owned(), Mutex::new(keadaan));
        Ok(Saksi { folder, kunci: KunciSaksi::dari(&rahasia)?, log, keadaan, _gembok: gembok })
    }

    pub fn teks_publik(&self) -> String {
        self.kunci.teks_publik()
    }

    /// `add-checkpoint`: the cosignature, or why not. Looking and remembering are
    /// one step, and remembering comes before the answer.
    pub fn tambah(&self, permintaan: &[u8], detik: u64) -> Jawaban {
        let Some(permintaan) = Permintaan::baca(permintaan) else {
            return Jawaban::teks(400, "permintaan tidak dapat dibaca");
        };
        let baru = &permintaan.checkpoint;
        let mut kunci = self.log.iter().filter(|kunci| kunci.nama() == baru.asal).peekable();
        if kunci.peek().is_none() {
            return Jawaban::teks(404, "log ini tidak disaksikan di sini");
        }
        if !kunci.any(|kunci| periksa(&permintaan.nota, kunci).is_ok()) {
            return Jawaban::teks(403, "tidak ditandatangani kunci log yang dikenal");
        }
        if permintaan.lama > baru.ukuran {
            return Jawaban::teks(400, "ukuran lama melebihi ukuran checkpoint");
        }
        let mut keadaan = self.keadaan.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(jawaban) = lanjut(keadaan.get(&baru.asal), &permintaan) {
            return jawaban;
        }
        let mut nanti = keadaan.clone();
        nanti.insert(baru.asal.clone(), permintaan.nota.clone());
        let isi = serde_json::to_vec_pretty(&nanti).unwrap_or_default();
        if simpan::ganti(&self.folder, KEADAAN, |_| isi).is_err() {
            return Jawaban::teks(503, "saksi tidak dapat mengingat; coba lagi nanti");
        }
        *keadaan = nanti;
        let isi = self.kunci.tanda_tangani(&baru.teks(), detik);
        Jawaban { status: 200, jenis: "text/plain; charset=utf-8", isi }
    }

    /// The last note of each log, for a page and for who compares.
    pub fn terakhir(&self) -> Vec<String> {
        let keadaan = self.keadaan.lock().unwrap_or_else(PoisonError::into_inner);
        keadaan.values().cloned().collect()
    }
}

fn terbaca(nota: &str) -> Option<Checkpoint> {
    Checkpoint::baca(&teks_belum_diperiksa(nota).ok()?).ok()
}

/// That a checkpoint goes on from the last one that was seen.
fn lanjut(terakhir: Option<&String>, permintaan: &Permintaan) -> Result<(), Jawaban> {
    let terakhir = terakhir.and_then(|nota| terbaca(nota));
    let (ukuran, akar) = terakhir.map_or((0, akar_kosong()), |satu| (satu.ukuran, satu.akar));
    let baru = &permintaan.checkpoint;
    if permintaan.lama != ukuran || (ukuran == baru.ukuran && akar != baru.akar) {
        return Err(Jawaban::ukuran(ukuran));
    }
    periksa_lanjutan((ukuran, &akar), (baru.ukuran, &baru.akar), &permintaan.bukti)
        .map_err(|error| Jawaban::teks(422, &error.to_string()))
}

struct Permintaan {
    lama: u64,
    bukti: Vec<Hash>,
    nota: String,
    checkpoint: Checkpoint,
}

impl Permintaan {
    fn baca(bytes: &[u8]) -> Option<Self> {
        if bytes.len() > BATAS_PERMINTAAN_BYTES {
            return None;
        }
        let (kepala, nota) = std::str::from_utf8(bytes).ok()?.split_once("\n\n")?;
        let mut baris = kepala.split('\n');
        let lama = baca_ukuran(baris.next()?.strip_prefix("old ")?)?;
        let bukti = baca_jalur(baris).ok()?;
        Some(Permintaan { lama, bukti, nota: nota.to_owned(), checkpoint: terbaca(nota)? })
    }
}

/// The request that a log sends to a witness.
pub fn permintaan(lama: u64, bukti: &[Hash], nota: &str) -> String {
    format!("old {lama}\n{}\n{nota}", tulis_jalur(bukti))
}

#[cfg(test)]
mod uji;
