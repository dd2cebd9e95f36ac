//! Proof that a tree only grew: the hashes that lead to the root of the smaller
//! tree and to that of the larger one (RFC 6962, 2.1.2).

use std::collections::BTreeSet;

use sqlx::PgConnection;

use super::Hash;
use super::bukti::{Rentang, Ubin, tempat, utuh};

/// What proves that the first `lama` leaves of a tree are those of an older one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Konsistensi {
    /// Roots of both trees; of an empty one there is none.
    pub akar_lama: Option<Hash>,
    pub akar: Hash,
    pub jalur: Vec<Hash>,
}

impl Konsistensi {
    /// Between the trees of the first `lama` and the first `ukuran` leaves. `None`
    /// where the tiles do not reach that far.
    pub async fn baca(
        lama: u64,
        ukuran: u64,
        tujuan: &mut PgConnection,
    ) -> sqlx::Result<Option<Self>> {
        if lama > ukuran || ukuran == 0 {
            return Ok(None);
        }
        let ubin = Ubin::baca(&perlu(lama, ukuran), tujuan).await?;
        Ok(Konsistensi::dari(lama, ukuran, &ubin))
    }

    fn dari(lama: u64, ukuran: u64, ubin: &Ubin) -> Option<Self> {
        let akar_lama = match lama {
            0 => None,
            _ => Some(ubin.rentang((0, lama))?),
        };
        let jalur = jalur(lama, ukuran).into_iter().map(|rentang| ubin.rentang(rentang));
        Some(Konsistensi {
            akar_lama,
            akar: ubin.rentang((0, ukuran))?,
            jalur: jalur.collect::<Option<_>>()?,
        })
    }
}

/// The runs of leaves whose roots are the proof, in its order.
fn jalur(lama: u64, ukuran: u64) -> Vec<Rentang> {
    let (mut awal, mut n, mut m) = (0, ukuran, lama);
    if m == 0 {
        return Vec::new();
    }
    // Whether the old tree is itself the run that is left: its root is known.
    let mut seluruhnya = true;
    let mut daftar = Vec::new();
    while m < n {
        let kiri = 1 << (n - 1).ilog2();
        if m <= kiri {
            daftar.push((awal + kiri, n - kiri));
            n = kiri;
        } else {
            daftar.push((awal, kiri));
            (awal, n, m, seluruhnya) = (awal + kiri, n - kiri, m - kiri, false);
        }
    }
    if !seluruhnya {
        daftar.push((awal, n));
    }
    daftar.reverse();
    daftar
}

/// Every tile that the proof and both roots read.
fn perlu(lama: u64, ukuran: u64) -> BTreeSet<(i16, i64)> {
    let rentang = jalur(lama, ukuran).into_iter().chain([(0, lama), (0, ukuran)]);
    rentang.flat_map(utuh).map(|subpohon| tempat(subpohon).0).collect()
}

#[cfg(test)]
mod tests {
    use super::super::bukti::tests::ubin;
    use super::super::simpul;
    use super::super::tests::{akar_daun, daun};
    use super::*;

    /// RFC 9162, 2.1.4.2: both roots from the proof.
    fn sah(bukti: &Konsistensi, lama: u64, ukuran: u64) -> bool {
        let mut jalur = bukti.jalur.clone();
        let Some(akar_lama) = bukti.akar_lama else { return jalur.is_empty() };
        if lama == ukuran {
            return jalur.is_empty() && akar_lama == bukti.akar;
        }
        if lama.is_power_of_two() {
            jalur.insert(0, akar_lama);
        }
        let (mut fn_, mut sn) = (lama - 1, ukuran - 1);
        while fn_ & 1 == 1 {
            (fn_, sn) = (fn_ >> 1, sn >> 1);
        }
        let (mut fr, mut sr) = (jalur[0], jalur[0]);
        for satu in &jalur[1..] {
            if sn == 0 {
                return false;
            }
            if fn_ & 1 == 1 || fn_ == sn {
                (fr, sr) = (simpul(satu, &fr), simpul(satu, &sr));
                while fn_ & 1 == 0 && fn_ != 0 {
                    (fn_, sn) = (fn_ >> 1, sn >> 1);
                }
            } else {
                sr = simpul(&sr, satu);
            }
            (fn_, sn) = (fn_ >> 1, sn >> 1);
        }
        sn == 0 && fr == akar_lama && sr == bukti.akar
    }

    #[test]
    fn every_tree_is_the_beginning_of_every_larger_one() {
        let semua: Vec<Hash> = (0..70_000).map(daun).collect();
        let ubin = ubin(&semua);
        let ukuran = [1, 2, 3, 7, 8, 255, 256, 257, 511, 513, 65_535, 65_536, 65_537, 70_000_u64];
        for (i, baru) in ukuran.iter().enumerate() {
            for lama in &ukuran[..=i] {
                let bukti = Konsistensi::dari(*lama, *baru, &ubin).expect("the tiles hold it");
                let akar = |n: u64| akar_daun(&semua[..usize::try_from(n).expect("small")]);
                assert_eq!(bukti.akar_lama, Some(akar(*lama)));
                assert_eq!(bukti.akar, akar(*baru));
                assert!(sah(&bukti, *lama, *baru), "{lama} in {baru}");
                let palsu = Konsistensi { akar_lama: Some([7; 32]), ..bukti };
                assert!(!sah(&palsu, *lama, *baru), "another tree of {lama} in {baru}");
            }
        }
    }

    #[test]
    fn an_empty_tree_begins_every_other_and_nothing_ends_later() {
        let ubin = ubin(&(0..300).map(daun).collect::<Vec<_>>());
        let kosong = Konsistensi::dari(0, 300, &ubin).expect("the tiles hold it");
        assert_eq!((kosong.akar_lama, kosong.jalur.len()), (None, 0));
        assert_eq!(Konsistensi::dari(10, 301, &ubin), None);
    }
}
