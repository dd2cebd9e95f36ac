//! The signer: it signs a checkpoint only where that is the log it signed
//! before, grown. Key and memory are its own, in a folder of its own, so that
//! whoever rules the database cannot roll the log back without its refusing.
//!
//! The folder holds `kunci` (the signing key), `keadaan` (the last checkpoint),
//! `pengakuan` (each time a person answered for a lost or copied memory) and
//! `gembok` (one process at a time).
//!
//! What it notices: a memory that is missing, unreadable, copied or put back as a
//! file (the memory names its own inode and birth, and the machine), a second process on
//! the same folder. What it cannot notice: a whole machine put back to an older
//! image, or cloned with its disk. A witness elsewhere notices that.

mod keadaan;
pub mod soket;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::checkpoint::Checkpoint;
use crate::nota::{KunciPublik, KunciRahasia};
use crate::pohon::{BuktiDitolak, Hash, akar_kosong, periksa_lanjutan};
use crate::simpan;
use keadaan::Keadaan;

const KUNCI: &str = "kunci";
const PENGAKUAN: &str = "pengakuan";

/// Why the signer does not start, or does not sign.
#[derive(Debug, thiserror::Error)]
pub enum PenandaDitolak {
    #[error("folder {0} belum berisi kunci penanda; mulai dengan: jejak penanda --buat")]
    BelumAda(PathBuf),
    #[error("folder {0} sudah berisi kunci penanda; kunci tidak pernah ditimpa")]
    SudahAda(PathBuf),
    #[error(
        "ingatan penanda hilang atau tidak terbaca, padahal kuncinya ada; seseorang harus \
         menyatakannya dengan alasan tertulis: jejak penanda --akui \"alasan\""
    )]
    IngatanHilang,
    #[error(
        "ingatan penanda ini salinan: dipindah, dipulihkan, atau digandakan; pastikan tidak ada \
         penanda lain yang hidup, lalu nyatakan: jejak penanda --akui \"alasan\""
    )]
    IngatanSalinan,
    #[error("alasan pengakuan harus ditulis, paling sedikit sepuluh huruf")]
    TanpaAlasan,
    #[error("tidak ada yang perlu diakui: ingatan penanda utuh")]
    TidakPerlu,
    #[error("checkpoint pegangan bukan dari kunci ini")]
    PeganganLain,
    #[error("log mundur: sudah ditandatangani {terakhir} fakta, sekarang diminta {diminta}")]
    Mundur { terakhir: u64, diminta: u64 },
    #[error("log bercabang: untuk {0} fakta sudah ditandatangani akar yang lain")]
    Bercabang(u64),
    #[error("log tidak terbukti melanjutkan {terakhir} fakta yang sudah ditandatangani: {sebab}")]
    TidakMelanjutkan { terakhir: u64, sebab: BuktiDitolak },
    #[error("kunci penanda tidak terbaca")]
    Kunci,
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl PenandaDitolak {
    /// The refusal in one word, as it goes over the socket.
    pub fn kode(&self) -> &'static str {
        match self {
            PenandaDitolak::BelumAda(_) => "BelumAda",
            PenandaDitolak::SudahAda(_) => "SudahAda",
            PenandaDitolak::IngatanHilang => "IngatanHilang",
            PenandaDitolak::IngatanSalinan => "IngatanSalinan",
            PenandaDitolak::TanpaAlasan => "TanpaAlasan",
            PenandaDitolak::TidakPerlu => "TidakPerlu",
            PenandaDitolak::PeganganLain => "PeganganLain",
            PenandaDitolak::Mundur { .. } => "Mundur",
            PenandaDitolak::Bercabang(_) => "Bercabang",
            PenandaDitolak::TidakMelanjutkan { .. } => "TidakMelanjutkan",
            PenandaDitolak::Kunci => "Kunci",
            PenandaDitolak::Io(_) => "Io",
        }
    }
}

/// A signer that holds its folder.
#[derive(Debug)]
pub struct Penanda {
    folder: PathBuf,
    kunci: Rahasia,
    keadaan: Keadaan,
    _gembok: File,
}

/// Never printed.
struct Rahasia(KunciRahasia);

impl std::fmt::Debug for Rahasia {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.publik().fmt(f)
    }
}

impl Penanda {
    /// Makes folder and key for the log of this origin; 32 bytes of chance are
    /// the key.
    pub fn buat(folder: &Path, asal: &str, benih: &[u8; 32]) -> Result<Self, PenandaDitolak> {
        simpan::folder(folder)?;
        let gembok = simpan::kunci(folder)?;
        if folder.join(KUNCI).exists() {
            return Err(PenandaDitolak::SudahAda(folder.to_owned()));
        }
        let teks = KunciRahasia::teks_baru(asal, benih).map_err(|_| PenandaDitolak::Kunci)?;
        let kunci = Rahasia(KunciRahasia::try_new(&teks).map_err(|_| PenandaDitolak::Kunci)?);
        // Memory before key: a key without memory means that memory was lost.
        let keadaan = Keadaan::kosong();
        keadaan.simpan(folder)?;
        simpan::ganti(folder, KUNCI, |_| format!("{teks}\n").into_bytes())?;
        Ok(Penanda { folder: folder.to_owned(), kunci, keadaan, _gembok: gembok })
    }

    /// Takes up where it stopped, or refuses.
    pub fn buka(folder: &Path) -> Result<Self, PenandaDitolak> {
        let (kunci, gembok) = dengan_kunci(folder)?;
        let keadaan = Keadaan::baca(folder, kunci.0.publik())?;
        Ok(Penanda { folder: folder.to_owned(), kunci, keadaan, _gembok: gembok })
    }

    /// A person answers for a memory that is lost or copied. Who still has a
    /// checkpoint of this key gives it: nothing before it can be signed again.
    pub fn akui(
        folder: &Path,
        alasan: &str,
        pegangan: Option<&str>,
        saat: &str,
    ) -> Result<Self, PenandaDitolak> {
        if alasan.trim().chars().count() < 10 {
            return Err(PenandaDitolak::TanpaAlasan);
        }
        let (kunci, gembok) = dengan_kunci(folder)?;
        let publik = kunci.0.publik();
        let sebab = match Keadaan::baca(folder, publik) {
            Ok(_) => return Err(PenandaDitolak::TidakPerlu),
            Err(error @ (PenandaDitolak::IngatanHilang | PenandaDitolak::IngatanSalinan)) => error,
            Err(error) => return Err(error),
        };
        let mut keadaan = Keadaan::terbaca(folder, publik).unwrap_or_else(Keadaan::kosong);
        if let Some(nota) = pegangan {
            let pegangan = Checkpoint::baca_bertanda(nota, publik);
            let pegangan = pegangan.map_err(|_| PenandaDitolak::PeganganLain)?;
            if pegangan.ukuran >= keadaan.ukuran {
                keadaan = Keadaan::dari(&pegangan, nota);
            }
        }
        let catatan = serde_json::json!({
            "saat": saat, "sebab": sebab.kode(), "alasan": alasan.trim(), "ukuran": keadaan.ukuran
        });
        simpan::tambah(folder, PENGAKUAN, &catatan.to_string())?;
        keadaan.simpan(folder)?;
        Ok(Penanda { folder: folder.to_owned(), kunci, keadaan, _gembok: gembok })
    }

    pub fn kunci(&self) -> &KunciPublik {
        self.kunci.0.publik()
    }

    /// Size and root that were signed last; of the empty tree before the first.
    pub fn terakhir(&self) -> (u64, Hash) {
        (self.keadaan.ukuran, self.keadaan.akar.unwrap_or_else(akar_kosong))
    }

    /// The note that was signed last.
    pub fn nota(&self) -> Option<&str> {
        self.keadaan.nota.as_deref()
    }

    /// Signs the tree of this size and root, proved to go on from the last one.
    /// What is signed is remembered on the disk before it is told.
    pub fn tandai(
        &mut self,
        ukuran: u64,
        akar: Hash,
        bukti: &[Hash],
    ) -> Result<&str, PenandaDitolak> {
        let (terakhir, akar_terakhir) = self.terakhir();
        if ukuran < terakhir {
            return Err(PenandaDitolak::Mundur { terakhir, diminta: ukuran });
        }
        if ukuran == terakhir && akar != akar_terakhir {
            return Err(PenandaDitolak::Bercabang(ukuran));
        }
        if ukuran > terakhir || self.keadaan.nota.is_none() {
            periksa_lanjutan((terakhir, &akar_terakhir), (ukuran, &akar), bukti)
                .map_err(|sebab| PenandaDitolak::TidakMelanjutkan { terakhir, sebab })?;
            let asal = self.kunci().nama().to_owned();
            let checkpoint = Checkpoint { asal, ukuran, akar };
            let nota = self.kunci.0.tanda_tangani(&checkpoint.teks());
            let nota = nota.map_err(|_| PenandaDitolak::Kunci)?;
            let keadaan = Keadaan::dari(&checkpoint, &nota);
            keadaan.simpan(&self.folder)?;
            self.keadaan = keadaan;
        }
        Ok(self.keadaan.nota.as_deref().unwrap_or_default())
    }
}

fn dengan_kunci(folder: &Path) -> Result<(Rahasia, File), PenandaDitolak> {
    if !fs::exists(folder.join(KUNCI))? {
        return Err(PenandaDitolak::BelumAda(folder.to_owned()));
    }
    simpan::folder(folder)?;
    let gembok = simpan::kunci(folder)?;
    let (teks, _) = simpan::baca(folder, KUNCI)?.ok_or(PenandaDitolak::Kunci)?;
    let kunci = KunciRahasia::try_new(&teks).map_err(|_| PenandaDitolak::Kunci)?;
    Ok((Rahasia(kunci), gembok))
}

#[cfg(test)]
mod uji;
