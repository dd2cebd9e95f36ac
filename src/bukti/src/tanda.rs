//! A receipt (c2sp.org/tlog-proof): that one leaf is in the log of a signed
//! checkpoint, in one short text that needs nothing else but the log's key.

use crate::checkpoint::{Checkpoint, CheckpointDitolak, baca_ukuran};
use crate::nota::{KunciPublik, teks_belum_diperiksa};
use crate::pohon::{BuktiDitolak, Hash, baca_jalur, periksa_daun, tulis_jalur};

const KEPALA: &str = "c2sp.org/tlog-proof@v1";
/// Bytes of one receipt at most.
pub const BATAS_TANDA_BYTES: usize = 32 << 10;

/// A leaf's place, the way to the root, and the note that holds the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TandaBukti {
    /// From zero: the position less one.
    pub indeks: u64,
    pub jalur: Vec<Hash>,
    /// The checkpoint as a signed note, cosignatures and all.
    pub nota: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TandaDitolak {
    #[error("berkas tanda bukti tidak dapat dibaca")]
    Bentuk,
    #[error(transparent)]
    Bukti(#[from] BuktiDitolak),
    #[error(transparent)]
    Checkpoint(#[from] CheckpointDitolak),
}

impl TandaBukti {
    pub fn baca(teks: &str) -> Result<Self, TandaDitolak> {
        if teks.len() > BATAS_TANDA_BYTES {
            return Err(TandaDitolak::Bentuk);
        }
        let (kepala, nota) = teks.split_once("\n\n").ok_or(TandaDitolak::Bentuk)?;
        let mut baris = kepala.split('\n');
        if baris.next() != Some(KEPALA) {
            return Err(TandaDitolak::Bentuk);
        }
        let indeks = baris.next().and_then(|baris| baris.strip_prefix("index "));
        let indeks = indeks.and_then(baca_ukuran).ok_or(TandaDitolak::Bentuk)?;
        Ok(TandaBukti { indeks, jalur: baca_jalur(baris)?, nota: nota.to_owned() })
    }

    pub fn teks(&self) -> String {
        let TandaBukti { indeks, jalur, nota } = self;
        format!("{KEPALA}\nindex {indeks}\n{}\n{nota}", tulis_jalur(jalur))
    }

    /// That this leaf is in the log whose key this is; gives the checkpoint.
    pub fn periksa(&self, daun: &Hash, kunci: &KunciPublik) -> Result<Checkpoint, TandaDitolak> {
        let checkpoint = Checkpoint::baca_bertanda(&self.nota, kunci)?;
        periksa_daun(self.indeks, checkpoint.ukuran, daun, &self.jalur, &checkpoint.akar)?;
        Ok(checkpoint)
    }

    /// The checkpoint in it, before its signature was looked at.
    pub fn checkpoint_belum_diperiksa(&self) -> Result<Checkpoint, CheckpointDitolak> {
        Checkpoint::baca(&teks_belum_diperiksa(&self.nota)?)
    }
}

#[cfg(test)]
mod uji {
    use super::*;
    use crate::nota::KunciRahasia;
    use crate::pohon::hash_daun;

    fn contoh() -> (TandaBukti, KunciPublik, Hash) {
        let (kiri, kanan) = (hash_daun(b"kiri"), hash_daun(b"kanan"));
        let akar = crate::pohon::akar(&[kiri, kanan]);
        let kunci = KunciRahasia::teks_baru("asal", &[1; 32]).unwrap();
        let kunci = KunciRahasia::try_new(&kunci).unwrap();
        let checkpoint = Checkpoint { asal: "asal".to_owned(), ukuran: 2, akar };
        let nota = kunci.tanda_tangani(&checkpoint.teks()).unwrap();
        (TandaBukti { indeks: 1, jalur: vec![kiri], nota }, kunci.publik().clone(), kanan)
    }

    #[test]
    fn a_receipt_proves_its_leaf_after_it_was_written_and_read() {
        let (tanda, kunci, daun) = contoh();
        assert!(tanda.teks().starts_with("c2sp.org/tlog-proof@v1\nindex 1\n"));
        let dibaca = TandaBukti::baca(&tanda.teks()).unwrap();
        assert_eq!(dibaca, tanda);
        assert_eq!(dibaca.periksa(&daun, &kunci).unwrap().ukuran, 2);
    }

    #[test]
    fn a_receipt_proves_no_other_leaf_and_in_no_other_place() {
        let (tanda, kunci, daun) = contoh();
        let bukti = |error| Err(TandaDitolak::Bukti(error));
        assert_eq!(tanda.periksa(&[0; 32], &kunci), bukti(BuktiDitolak::Akar));
        let di = |indeks| TandaBukti { indeks, ..tanda.clone() };
        assert_eq!(di(0).periksa(&daun, &kunci), bukti(BuktiDitolak::Akar));
        assert_eq!(di(2).periksa(&daun, &kunci), bukti(BuktiDitolak::Posisi));
        let kosong = tanda.teks().replace("index 1\n", "index 1\n\n");
        assert!(TandaBukti::baca(&kosong).is_ok_and(|tanda| tanda.periksa(&daun, &kunci).is_err()));
    }
}
