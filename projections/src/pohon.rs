//! The nodes of the log's tree, so that a proof or a comparison reads a handful
//! of rows and not the log.
//!
//! RFC 6962; laid out as tiles of 256 hashes: tile `i` of level 0 holds the leaf
//! hashes of positions 256·i+1 to 256·i+256, and each hash of level n+1 is the
//! root over one full tile of level n. Only full tiles have one above them.

pub mod bukti;
pub mod konsistensi;

use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use crate::bahan::Daun;
use crate::lembar::{Lembar, baris_tabel};
use crate::proyeksi::Bentuk;

pub(crate) const BENTUK: Bentuk = Bentuk {
    nama: "pohon",
    versi: 1,
    sql: include_str!("pohon.sql"),
    milik_perkara: &[],
    pengaruh: None,
    sengketa: None,
};

pub type Hash = [u8; 32];

/// Hashes in a full tile.
const LEBAR: usize = 256;

struct BarisUbin {
    tingkat: i16,
    indeks: i64,
    hash: Vec<u8>,
}

baris_tabel! {
    BarisUbin as "pohon":
    tingkat, indeks, hash
}

/// The open tile of each level: all that growing needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tepi {
    tingkat: Vec<(i64, Vec<Hash>)>,
}

impl Tepi {
    /// Reads the open tiles as they stand.
    pub async fn baca(tujuan: &mut PgConnection) -> sqlx::Result<Self> {
        let baris = sqlx::query!(
            r#"select distinct on (tingkat) tingkat, indeks, hash from pohon
                order by tingkat, indeks desc"#,
        )
        .fetch_all(tujuan)
        .await?;
        let ubin = |hash: &[u8]| hash.as_chunks::<32>().0.to_vec();
        let tingkat = baris.into_iter().map(|baris| (baris.indeks, ubin(&baris.hash))).collect();
        Ok(Tepi { tingkat })
    }

    /// Adds a leaf; tiles that it fills go to `penuh`.
    pub fn tambah(&mut self, daun: Hash, penuh: &mut Lembar) {
        let mut node = daun;
        for tingkat in 0.. {
            if self.tingkat.len() == tingkat {
                self.tingkat.push((0, Vec::with_capacity(LEBAR)));
            }
            let (indeks, ubin) = &mut self.tingkat[tingkat];
            if ubin.len() == LEBAR {
                // It was already written when it was filled.
                (*indeks, *ubin) = (*indeks + 1, Vec::with_capacity(LEBAR));
            }
            ubin.push(node);
            if ubin.len() < LEBAR {
                return;
            }
            penuh.tambah(&baris(tingkat, *indeks, ubin));
            node = akar(ubin);
        }
    }

    /// The tiles that are not full yet.
    pub fn sisa(&self, lembar: &mut Lembar) {
        for (tingkat, (indeks, ubin)) in self.tingkat.iter().enumerate() {
            if ubin.len() < LEBAR {
                lembar.tambah(&baris(tingkat, *indeks, ubin));
            }
        }
    }
}

/// Takes a tile's hashes up to the root over them, which are a power of two.
fn akar(ubin: &[Hash]) -> Hash {
    let mut lapis = ubin.to_vec();
    while lapis.len() > 1 {
        lapis = lapis.chunks_exact(2).map(|dua| simpul(&dua[0], &dua[1])).collect();
    }
    lapis[0]
}

fn simpul(kiri: &Hash, kanan: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(kiri).chain_update(kanan).finalize().into()
}

fn baris(tingkat: usize, indeks: i64, ubin: &[Hash]) -> BarisUbin {
    let hash = ubin.as_flattened().to_vec();
    let tingkat = i16::try_from(tingkat).expect("eight levels hold every position");
    BarisUbin { tingkat, indeks, hash }
}

/// Lets the tree grow by the leaves of a batch.
pub(crate) async fn ganti(daun: &[Daun], tujuan: &mut PgConnection) -> sqlx::Result<()> {
    let mut tepi = Tepi::baca(&mut *tujuan).await?;
    let awal: Vec<(i16, i64)> = (0_i16..).zip(&tepi.tingkat).map(|(t, (i, _))| (t, *i)).collect();
    let mut lembar = Lembar::baru::<BarisUbin>();
    for satu in daun {
        tepi.tambah(satu.hash, &mut lembar);
    }
    tepi.sisa(&mut lembar);
    // What stood open, or was full and is now followed, is written again.
    let (tingkat, indeks): (Vec<i16>, Vec<i64>) = awal.into_iter().unzip();
    sqlx::query!(
        "delete from pohon using unnest($1::smallint[], $2::bigint[]) as terbuka (tingkat, indeks)
          where pohon.tingkat = terbuka.tingkat and pohon.indeks = terbuka.indeks
            and octet_length(pohon.hash) < 256 * 32",
        &tingkat,
        &indeks,
    )
    .execute(&mut *tujuan)
    .await?;
    lembar.tulis(tujuan).await
}

/// The leaf hashes of a run of positions, as the tiles hold them. Positions that
/// no tile holds yet are absent.
pub async fn daun(
    (dari, sampai): (u64, u64),
    tujuan: &mut PgConnection,
) -> sqlx::Result<Vec<Daun>> {
    let lebar = LEBAR as u64;
    let ubin = |posisi: u64| (posisi.max(1) - 1) / lebar;
    let baris = sqlx::query!(
        "select indeks, hash from pohon
          where tingkat = 0 and indeks between $1 and $2 order by indeks",
        ubin(dari).cast_signed(),
        ubin(sampai).cast_signed(),
    )
    .fetch_all(tujuan)
    .await?;
    let semua = baris.iter().flat_map(|baris| {
        let awal = baris.indeks.cast_unsigned() * lebar + 1;
        (awal..).zip(baris.hash.as_chunks::<32>().0)
    });
    let semua = semua.filter(|(posisi, _)| (dari..=sampai).contains(posisi));
    Ok(semua.map(|(posisi, hash)| Daun { posisi, hash: *hash }).collect())
}

/// An empty sheet for the tiles of a rebuild.
pub fn lembar() -> Lembar {
    Lembar::baru::<BarisUbin>()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6962 over any number of leaf hashes.
    pub(super) fn akar_daun(daun: &[Hash]) -> Hash {
        if let [satu] = daun {
            return *satu;
        }
        let kiri = 1 << (daun.len() - 1).ilog2();
        simpul(&akar_daun(&daun[..kiri]), &akar_daun(&daun[kiri..]))
    }

    /// The root over what the tiles hold: full tiles stand for their root.
    fn akar_ubin(tepi: &Tepi) -> Hash {
        // From the top down, the open tile of a level continues the one above.
        let mut tersisa: Vec<Hash> = Vec::new();
        for (tingkat, (_, ubin)) in tepi.tingkat.iter().enumerate().rev() {
            let naik = ubin.len() == LEBAR && tepi.tingkat.len() > tingkat + 1;
            let ubin = if naik { &[][..] } else { ubin };
            let mut mulai = 0;
            while mulai < ubin.len() {
                let lebar = 1 << (ubin.len() - mulai).ilog2();
                tersisa.push(akar(&ubin[mulai..mulai + lebar]));
                mulai += lebar;
            }
        }
        let mut puncak = tersisa.into_iter().rev();
        let terakhir = puncak.next().expect("a tree of one leaf at least");
        puncak.fold(terakhir, |kanan, kiri| simpul(&kiri, &kanan))
    }

    pub(super) fn daun(n: usize) -> Hash {
        Sha256::digest(n.to_be_bytes()).into()
    }

    #[test]
    fn tiles_give_the_root_of_the_tree_on_both_sides_of_each_boundary() {
        let semua: Vec<Hash> = (0..65_800).map(daun).collect();
        let mut tepi = Tepi::default();
        let mut lembar = lembar();
        for (n, satu) in semua.iter().enumerate() {
            tepi.tambah(*satu, &mut lembar);
            let jumlah = n + 1;
            let batas = [1, 2, 3, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 65_792];
            if batas.contains(&jumlah) || jumlah % 9_973 == 0 {
                assert_eq!(akar_ubin(&tepi), akar_daun(&semua[..jumlah]), "{jumlah} leaves");
            }
        }
    }
}
