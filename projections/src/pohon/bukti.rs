//! Proof that a leaf is in the tree: the hashes beside its way to the root
//! (RFC 6962, 2.1.1). A handful of tiles gives them, however large the log.

use std::collections::{BTreeSet, HashMap};

use sqlx::PgConnection;

use super::{Hash, LEBAR, akar, simpul};

/// Levels of the tree that one tile spans.
const TINGGI: u32 = LEBAR.ilog2();

/// What proves a leaf against a root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bukti {
    pub posisi: u64,
    /// Leaves in the tree that it is proved against.
    pub ukuran: u64,
    pub daun: Hash,
    /// From the leaf up.
    pub jalur: Vec<Hash>,
}

/// A run of leaves: the first, counted from zero, and how many.
pub(super) type Rentang = (u64, u64);

impl Bukti {
    /// Of the leaf at a position, in the tree of the first `ukuran` leaves.
    /// `None` where the tiles do not reach that far.
    pub async fn baca(
        posisi: u64,
        ukuran: u64,
        tujuan: &mut PgConnection,
    ) -> sqlx::Result<Option<Self>> {
        if posisi == 0 || posisi > ukuran {
            return Ok(None);
        }
        let ubin = Ubin::baca(&perlu(posisi, ukuran), tujuan).await?;
        Ok(ubin.bukti(posisi, ukuran))
    }

    /// The root that leaf and path lead to (RFC 9162, 2.1.3.2).
    pub fn akar(&self) -> Hash {
        let (mut ini, mut ujung) = (self.posisi - 1, self.ukuran - 1);
        let mut hash = self.daun;
        for saudara in &self.jalur {
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
        hash
    }
}

/// What stands beside the way from a leaf to the root, from the leaf up.
fn saudara(posisi: u64, ukuran: u64) -> Vec<Rentang> {
    let (mut awal, mut n, mut ke) = (0, ukuran, posisi - 1);
    let mut daftar = Vec::new();
    while n > 1 {
        let kiri = 1 << (n - 1).ilog2();
        if ke < kiri {
            daftar.push((awal + kiri, n - kiri));
            n = kiri;
        } else {
            daftar.push((awal, kiri));
            (awal, n, ke) = (awal + kiri, n - kiri, ke - kiri);
        }
    }
    daftar.reverse();
    daftar
}

/// The perfect subtrees of a run, by height and place, the largest first.
pub(super) fn utuh((mut awal, mut n): Rentang) -> Vec<(u32, u64)> {
    let mut daftar = Vec::new();
    while n > 0 {
        let tinggi = n.ilog2();
        daftar.push((tinggi, awal >> tinggi));
        (awal, n) = (awal + (1 << tinggi), n - (1 << tinggi));
    }
    daftar
}

/// Where the hashes below a perfect subtree stand: the tile, and the run in it.
pub(super) fn tempat((tinggi, ke): (u32, u64)) -> ((i16, i64), std::ops::Range<usize>) {
    let (tingkat, dalam) = (tinggi / TINGGI, tinggi % TINGGI);
    let (awal, lebar) = (ke << dalam, LEBAR as u64);
    let tingkat = i16::try_from(tingkat).expect("eight levels hold every position");
    let mulai = usize::try_from(awal % lebar).expect("less than a tile");
    ((tingkat, (awal / lebar).cast_signed()), mulai..mulai + (1 << dalam))
}

/// Every tile that a proof reads.
fn perlu(posisi: u64, ukuran: u64) -> BTreeSet<(i16, i64)> {
    let rentang = saudara(posisi, ukuran).into_iter().chain([(posisi - 1, 1)]);
    rentang.flat_map(utuh).map(|subpohon| tempat(subpohon).0).collect()
}

/// Tiles by level and place.
pub(super) struct Ubin(HashMap<(i16, i64), Vec<Hash>>);

impl Ubin {
    pub(super) async fn baca(
        perlu: &BTreeSet<(i16, i64)>,
        tujuan: &mut PgConnection,
    ) -> sqlx::Result<Self> {
        let (tingkat, indeks): (Vec<i16>, Vec<i64>) = perlu.iter().copied().unzip();
        let baris = sqlx::query!(
            "select pohon.tingkat, pohon.indeks, pohon.hash from pohon
               join unnest($1::smallint[], $2::bigint[]) as perlu (tingkat, indeks)
                 on pohon.tingkat = perlu.tingkat and pohon.indeks = perlu.indeks
              order by pohon.tingkat, pohon.indeks",
            &tingkat,
            &indeks,
        )
        .fetch_all(tujuan)
        .await?;
        let ubin = baris
            .into_iter()
            .map(|baris| ((baris.tingkat, baris.indeks), baris.hash.as_chunks::<32>().0.to_vec()));
        Ok(Ubin(ubin.collect()))
    }

    fn bukti(&self, posisi: u64, ukuran: u64) -> Option<Bukti> {
        let daun = self.rentang((posisi - 1, 1))?;
        let jalur = saudara(posisi, ukuran).into_iter().map(|rentang| self.rentang(rentang));
        Some(Bukti { posisi, ukuran, daun, jalur: jalur.collect::<Option<_>>()? })
    }

    /// The root over a run of leaves.
    pub(super) fn rentang(&self, rentang: Rentang) -> Option<Hash> {
        let mut puncak = Vec::new();
        for subpohon in utuh(rentang) {
            let (ubin, di) = tempat(subpohon);
            puncak.push(akar(self.0.get(&ubin)?.get(di)?));
        }
        puncak.into_iter().rev().reduce(|kanan, kiri| simpul(&kiri, &kanan))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::tests::{akar_daun, daun};
    use super::*;

    /// The tiles over these leaves, full ones carried up.
    pub(in super::super) fn ubin(daun: &[Hash]) -> Ubin {
        let mut ubin = HashMap::new();
        let mut lapis = daun.to_vec();
        for tingkat in 0.. {
            for (indeks, isi) in (0..).zip(lapis.chunks(LEBAR)) {
                ubin.insert((tingkat, indeks), isi.to_vec());
            }
            lapis = lapis.chunks_exact(LEBAR).map(akar).collect();
            if lapis.is_empty() {
                return Ubin(ubin);
            }
        }
        unreachable!("a tree has a top")
    }

    #[test]
    fn every_leaf_is_proved_against_the_root_and_no_other_leaf_in_its_place() {
        let semua: Vec<Hash> = (0..70_000).map(daun).collect();
        let ubin = ubin(&semua);
        for ukuran in [1, 2, 3, 255, 256, 257, 511, 513, 65_535, 65_536, 65_537, 70_000_u64] {
            let akar = akar_daun(&semua[..usize::try_from(ukuran).expect("small")]);
            for posisi in [1, 2, 256, 257, ukuran / 2, ukuran - 1, ukuran] {
                if posisi == 0 || posisi > ukuran {
                    continue;
                }
                let bukti = ubin.bukti(posisi, ukuran).expect("the tiles hold it");
                assert_eq!(bukti.akar(), akar, "{posisi} of {ukuran}");
                let palsu = Bukti { daun: [7; 32], ..bukti };
                assert_ne!(palsu.akar(), akar, "{posisi} of {ukuran}");
            }
        }
    }

    #[test]
    fn what_the_tiles_do_not_hold_is_not_proved() {
        let ubin = ubin(&(0..300).map(daun).collect::<Vec<_>>());
        assert_eq!(ubin.bukti(1, 301), None);
        assert_eq!(ubin.bukti(1, 300).map(|bukti| bukti.jalur.len()), Some(9));
    }
}
