//! A checkpoint (c2sp.org/tlog-checkpoint): origin, size and root of the log at
//! one moment, in three lines. As a signed note it is what others hold the log
//! against.

use base64::Engine as _;

use crate::nota::{self, KunciPublik, NotaDitolak};
use crate::pohon::{Hash, baca_hash, tulis_hash};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    pub asal: String,
    pub ukuran: u64,
    pub akar: Hash,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointDitolak {
    #[error("checkpoint harus tiga baris: asal, ukuran, akar")]
    Bentuk,
    #[error(transparent)]
    Nota(#[from] NotaDitolak),
}

impl Checkpoint {
    /// Reads the text of a note. Extension lines are refused: nothing here makes
    /// them, and nobody would look at what they say.
    pub fn baca(teks: &str) -> Result<Self, CheckpointDitolak> {
        let baris: Vec<&str> = teks.split('\n').collect();
        let [asal, ukuran, akar, ""] = baris[..] else { return Err(CheckpointDitolak::Bentuk) };
        if asal.is_empty() || asal.contains(char::is_control) {
            return Err(CheckpointDitolak::Bentuk);
        }
        let ukuran = baca_ukuran(ukuran).ok_or(CheckpointDitolak::Bentuk)?;
        let akar = baca_hash(akar).map_err(|_| CheckpointDitolak::Bentuk)?;
        Ok(Checkpoint { asal: asal.to_owned(), ukuran, akar })
    }

    /// Reads a note and checks its signature by this key.
    pub fn baca_bertanda(nota: &str, kunci: &KunciPublik) -> Result<Self, CheckpointDitolak> {
        Self::baca(&nota::periksa(nota, kunci)?)
    }

    pub fn teks(&self) -> String {
        format!("{}\n{}\n{}\n", self.asal, self.ukuran, tulis_hash(&self.akar))
    }
}

/// A decimal without leading zeroes, small enough for JSON and for the tree.
pub(crate) fn baca_ukuran(teks: &str) -> Option<u64> {
    let angka = !teks.is_empty() && teks.len() <= 15 && teks.bytes().all(|b| b.is_ascii_digit());
    let baku = angka && (teks == "0" || !teks.starts_with('0'));
    if baku { teks.parse().ok() } else { None }
}

/// The origin of an office's log: its public name without scheme, and the log's
/// id, which stands in every leaf.
pub fn asal(nama_umum: &str, log: &str) -> String {
    format!("{nama_umum}/log/{log}")
}

/// Whether an origin is that of this log.
pub fn asal_dari(asal: &str, log: &str) -> bool {
    asal.strip_suffix(log).is_some_and(|awal| awal.ends_with("/log/"))
}

/// A root as a QR code or a paper shows it.
pub fn akar_pendek(akar: &Hash) -> String {
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(akar)
}

#[cfg(test)]
mod uji {
    use super::*;

    const CONTOH: &str =
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

    #[test]
    fn the_example_of_the_standard_is_read_and_written_alike() {
        let checkpoint = Checkpoint::baca(CONTOH).unwrap();
        assert_eq!(
            (checkpoint.ukuran, checkpoint.asal.as_str()),
            (20_852_163, "example.com/behind-the-sofa")
        );
        assert_eq!(checkpoint.teks(), CONTOH);
    }

    #[test]
    fn anything_else_than_three_exact_lines_is_refused() {
        for buruk in [
            CONTOH.trim_end().to_owned(),
            format!("{CONTOH}tambahan\n"),
            format!("{CONTOH}\n"),
            CONTOH.replace("20852163", "020852163"),
            CONTOH.replace("20852163", "+20852163"),
            CONTOH.replace("20852163", "9999999999999999"),
            CONTOH.replace("20852163", ""),
            CONTOH.replace("q2I=", "q2J="),
            CONTOH.replace("example.com/behind-the-sofa", ""),
            CONTOH.replace('\n', "\r\n"),
        ] {
            assert_eq!(Checkpoint::baca(&buruk), Err(CheckpointDitolak::Bentuk), "{buruk:?}");
        }
    }

    #[test]
    fn an_origin_names_its_log() {
        let log = "018f0000-0000-7000-8000-000000000001";
        assert!(asal_dari(&asal("ppid.example.go.id", log), log));
        assert!(!asal_dari(&asal("ppid.example.go.id", log), &log[1..]));
    }
}
