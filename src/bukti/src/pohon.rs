//! Proofs of the RFC 6962 tree, as they are checked: that a leaf is in it, and
//! that a smaller tree is its beginning.
//!
//! Success says nothing about a tree's size: size and root always come from one
//! signed checkpoint, and every position is held against that size first.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ct_merkle::{ConsistencyProof, ConsistencyVerifError, RootHash};
use sha2::{Digest, Sha256};

pub type Hash = [u8; 32];

/// Hashes in one proof at most: no tree is higher.
pub const BATAS_JALUR: usize = 63;

/// Why a proof is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BuktiDitolak {
    #[error("setiap baris bukti harus satu hash 32 bita dalam base64")]
    Bentuk,
    #[error("posisi berada di luar pohon")]
    Posisi,
    #[error("panjang bukti tidak sesuai ukuran pohon")]
    Panjang,
    #[error("bukti tidak menuju akar yang disebut")]
    Akar,
}

/// The root of the tree without leaves.
pub fn akar_kosong() -> Hash {
    Sha256::digest([]).into()
}

/// `SHA-256(0x00 ‖ leaf)`.
pub fn hash_daun(daun: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(daun).finalize().into()
}

fn simpul(kiri: &Hash, kanan: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(kiri).chain_update(kanan).finalize().into()
}

/// The root over leaf hashes (RFC 6962, 2.1).
pub fn akar(daun: &[Hash]) -> Hash {
    match daun {
        [] => akar_kosong(),
        [satu] => *satu,
        banyak => {
            let (kiri, kanan) = banyak.split_at(belah(banyak.len()));
            simpul(&akar(kiri), &akar(kanan))
        }
    }
}

/// The way of one leaf to the root over all of them (2.1.1).
pub fn jalur(indeks: usize, daun: &[Hash]) -> Vec<Hash> {
    if daun.len() <= 1 {
        return Vec::new();
    }
    let (kiri, kanan) = daun.split_at(belah(daun.len()));
    let (mut jalan, sisi) = if indeks < kiri.len() {
        (jalur(indeks, kiri), akar(kanan))
    } else {
        (jalur(indeks - kiri.len(), kanan), akar(kiri))
    };
    jalan.push(sisi);
    jalan
}

/// The largest power of two below a number of leaves.
fn belah(jumlah: usize) -> usize {
    1 << (jumlah - 1).ilog2()
}

/// One hash as a line of text. What is not exactly 32 bytes is no hash: were an
/// empty line let through, a proof that lacks a hash would pass for another.
pub fn baca_hash(baris: &str) -> Result<Hash, BuktiDitolak> {
    let bytes = STANDARD.decode(baris).map_err(|_| BuktiDitolak::Bentuk)?;
    bytes.try_into().map_err(|_| BuktiDitolak::Bentuk)
}

/// All lines of a proof.
pub fn baca_jalur<'a>(baris: impl IntoIterator<Item = &'a str>) -> Result<Vec<Hash>, BuktiDitolak> {
    let jalur: Vec<Hash> =
        baris.into_iter().take(BATAS_JALUR + 1).map(baca_hash).collect::<Result<_, _>>()?;
    if jalur.len() > BATAS_JALUR { Err(BuktiDitolak::Panjang) } else { Ok(jalur) }
}

pub fn tulis_hash(hash: &Hash) -> String {
    STANDARD.encode(hash)
}

/// Hashes, each on a line of its own.
pub fn tulis_jalur(jalur: &[Hash]) -> String {
    let mut teks = String::new();
    for hash in jalur {
        teks.push_str(&tulis_hash(hash));
        teks.push('\n');
    }
    teks
}

/// That a leaf stands at an index (from zero) of the tree of this size and root
/// (RFC 9162, 2.1.3.2).
pub fn periksa_daun(
    indeks: u64,
    ukuran: u64,
    daun: &Hash,
    jalur: &[Hash],
    akar: &Hash,
) -> Result<(), BuktiDitolak> {
    if indeks >= ukuran {
        return Err(BuktiDitolak::Posisi);
    }
    let (mut ini, mut ujung, mut hash) = (indeks, ukuran - 1, *daun);
    for saudara in jalur {
        if ujung == 0 {
            return Err(BuktiDitolak::Panjang);
        }
        if ini & 1 == 1 || ini == ujung {
            hash = simpul(saudara, &hash);
            while ini & 1 == 0 && ini != 0 {
                (ini, ujung) = (ini >> 1, ujung >> 1);
            }
        } else {
            hash = simpul(&hash, saudara);
        }
        (ini, ujung) = (ini >> 1, ujung >> 1);
    }
    if ujung != 0 {
        return Err(BuktiDitolak::Panjang);
    }
    if hash == *akar { Ok(()) } else { Err(BuktiDitolak::Akar) }
}

/// That the tree of `lama` leaves is the beginning of the tree of `baru` leaves.
/// An empty tree is the beginning of every tree, and has nothing to prove.
pub fn periksa_lanjutan(
    lama: (u64, &Hash),
    baru: (u64, &Hash),
    bukti: &[Hash],
) -> Result<(), BuktiDitolak> {
    if lama.0 > baru.0 {
        return Err(BuktiDitolak::Posisi);
    }
    if lama.0 == 0 {
        let kosong = *lama.1 == akar_kosong() && (baru.0 > 0 || baru.1 == lama.1);
        return match (bukti.is_empty(), kosong) {
            (true, true) => Ok(()),
            (true, false) => Err(BuktiDitolak::Akar),
            (false, _) => Err(BuktiDitolak::Panjang),
        };
    }
    let akar = |(ukuran, hash): (u64, &Hash)| RootHash::<Sha256>::new((*hash).into(), ukuran);
    let bukti = ConsistencyProof::try_from_bytes(bukti.concat());
    let bukti = bukti.map_err(|_| BuktiDitolak::Panjang)?;
    akar(baru).verify_consistency(&akar(lama), &bukti).map_err(|error| match error {
        ConsistencyVerifError::VerificationFailure => BuktiDitolak::Akar,
        _ => BuktiDitolak::Panjang,
    })
}

#[cfg(test)]
mod uji;
