//! The nodes of the log's tree, so that a proof or a comparison reads a handful
//! of rows and not the log.
//!
//! RFC 6962; laid out as tiles of 256 hashes: tile `i` of level 0 holds the leaf
//! hashes of positions 256·i+1 to 256·i+256, and each hash of level n+1 is the
//! root over one full tile of level n. Only full tiles have one above them.

use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use crate::bahan::Daun;
use crate::lembar::{BarisTabel, Lembar};
use crate::proyeksi::Bentuk;
use serde::Serialize;

pub(crate) const BENTUK: Bentuk = Bentuk {
    nama: "pohon",
    versi: 1,
    sql: include_str!("pohon.sql"),
    milik_perkara: &[],
    pengaruh: None,
    sengketa: None,
};

type Hash = [u8; 32];

/// Hashes in a full tile.
const LEBAR: usize = 256;

#[derive(Serialize)]
struct BarisUbin {
    tingkat: i16,
    indeks: i64,
    hash: String,
}

impl BarisTabel for BarisUbin {
    const TABEL: &'static str = "pohon";
    const KOLOM: &'static str = "tingkat, indeks, hash";
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
    use std::fmt::Write as _;
    let mut hash = String::with_capacity(2 + ubin.len() * 64);
    hash.push_str("\\x");
    for byte in ubin.iter().flatten() {
        write!(hash, "{byte:02x}").expect("a string takes what is written");
    }
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

/// An empty sheet for the tiles of a rebuild.
pub fn lembar() -> Lembar {
    Lembar::baru::<BarisUbin>()
}
