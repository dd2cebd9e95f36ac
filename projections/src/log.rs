//! What is in the log, to be found by kind, type and actor; and who saw sealed
//! values of which case.
//!
//! The facts themselves are not written a second time: for each word that a fact
//! is found by, a row holds one bit for each of 1,024 positions. Several words are
//! an AND of bits, and a search reads a bounded number of rows.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgArgumentBuffer, PgTypeInfo};
use sqlx::{Encode, PgConnection, Postgres, Type};
use uuid::Uuid;

use crate::bahan::Bahan;
use crate::lembar::{Lembar, baris_tabel};
use crate::proyeksi::Bentuk;

pub(crate) const BENTUK: Bentuk = Bentuk {
    nama: "log",
    versi: 2,
    sql: include_str!("log.sql"),
    milik_perkara: &[],
    pengaruh: None,
    sengketa: None,
};

/// Positions in a block.
const LEBAR: i64 = 1_024;
const BITA: usize = 128;
/// Blocks that one search looks at, of two million facts.
const JANGKAUAN: i64 = 2_048;
/// Blocks with hits that are read at a time.
const SEKALI: i64 = 64;

/// A fact by what it is found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarisFakta {
    pub posisi: i64,
    /// The number of the kind of stream.
    pub jenis: i16,
    pub aliran: Uuid,
    pub versi: i32,
    pub tipe: String,
    pub aktor: String,
    pub dicatat: DateTime<Utc>,
}

/// Which of a block's positions a word stands for.
struct BarisBlok {
    kata: String,
    blok: i64,
    peta: Peta,
}

baris_tabel! {
    BarisBlok as "log_blok":
    kata, blok, peta
}

/// A view of sealed values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BarisPenglihatan {
    pub posisi: i64,
    pub perkara: Uuid,
    pub aktor: String,
    pub pelaku: String,
    pub dicatat: DateTime<Utc>,
    pub keperluan: String,
    pub jumlah: i64,
}

baris_tabel! {
    BarisPenglihatan as "log_penglihatan":
    posisi, perkara, aktor, pelaku, dicatat, keperluan, jumlah
}

/// A fact on its way into the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entri {
    pub fakta: BarisFakta,
    /// What for, and how many values, where it is a view.
    pub dilihat: Option<(String, i64)>,
}

/// Who acted, without the capacity that an actor's name ends in: whoever stood in
/// for somebody is found with all they did.
pub fn pelaku(aktor: &str) -> &str {
    let akhir = aktor.match_indices('/').nth(1).map(|(tempat, _)| tempat);
    akhir.map_or(aktor, |akhir| &aktor[..akhir])
}

/// What facts are found by; nothing said is all of them.
#[derive(Clone, Debug, Default)]
pub struct Saringan {
    /// The number of the kind of stream.
    pub jenis: Option<i16>,
    pub tipe: Option<String>,
    pub aktor: Option<String>,
}

impl Saringan {
    fn kata(&self) -> Vec<String> {
        let jenis = self.jenis.map(kata_jenis);
        let tipe = self.tipe.as_deref().map(kata_tipe);
        let aktor = self.aktor.as_deref().map(kata_aktor);
        [jenis, tipe, aktor].into_iter().flatten().collect()
    }

    pub fn kosong(&self) -> bool {
        self.kata().is_empty()
    }

    pub fn cocok(&self, fakta: &BarisFakta) -> bool {
        self.jenis.is_none_or(|jenis| jenis == fakta.jenis)
            && self.tipe.as_ref().is_none_or(|tipe| *tipe == fakta.tipe)
            && self.aktor.as_ref().is_none_or(|aktor| pelaku(aktor) == pelaku(&fakta.aktor))
    }
}

fn kata_jenis(jenis: i16) -> String {
    format!("jenis {jenis}")
}

fn kata_tipe(tipe: &str) -> String {
    format!("tipe {tipe}")
}

fn kata_aktor(aktor: &str) -> String {
    format!("aktor {}", pelaku(aktor))
}

/// One bit for each position of a block, the first on the left.
#[derive(Clone, Copy)]
struct Peta([u8; BITA]);

impl Type<Postgres> for Peta {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_name("bit")
    }
}

impl Encode<'_, Postgres> for Peta {
    fn encode_by_ref(&self, isi: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        isi.extend(i32::try_from(LEBAR)?.to_be_bytes());
        isi.extend(self.0);
        Ok(IsNull::No)
    }
}

/// Block and bit of a position; both count from zero.
fn tempat(posisi: i64) -> (i64, usize) {
    let bit = usize::try_from((posisi - 1) % LEBAR).expect("positions begin at one");
    ((posisi - 1) / LEBAR, bit)
}

/// What facts are found by, gathered in the order of the log until it is written.
#[derive(Default)]
pub struct Kumpulan {
    jenis: BTreeMap<i16, Vec<(i64, Peta)>>,
    tipe: BTreeMap<String, Vec<(i64, Peta)>>,
    aktor: BTreeMap<String, Vec<(i64, Peta)>>,
    penglihatan: Vec<Entri>,
}

impl Kumpulan {
    /// A fact at a position that is behind all those before it.
    pub fn tambah(&mut self, posisi: i64, jenis: i16, tipe: &str, aktor: &str) {
        let tempat = tempat(posisi);
        tandai(self.jenis.entry(jenis).or_default(), tempat);
        for (milik, kata) in [(&mut self.tipe, tipe), (&mut self.aktor, pelaku(aktor))] {
            // Asked for first, because nearly every word was there before.
            match milik.get_mut(kata) {
                Some(blok) => tandai(blok, tempat),
                None => tandai(milik.entry(kata.to_owned()).or_default(), tempat),
            }
        }
    }

    /// A view of sealed values, besides being a fact.
    pub fn tambah_penglihatan(&mut self, entri: Entri) {
        self.penglihatan.push(entri);
    }

    fn dari(entri: &[Entri]) -> Self {
        let mut kumpulan = Kumpulan::default();
        for Entri { fakta, .. } in entri {
            kumpulan.tambah(fakta.posisi, fakta.jenis, &fakta.tipe, &fakta.aktor);
        }
        kumpulan
    }

    fn blok(self) -> impl Iterator<Item = BarisBlok> {
        let jenis = self.jenis.into_iter().map(|(jenis, blok)| (kata_jenis(jenis), blok));
        let tipe = self.tipe.into_iter().map(|(tipe, blok)| (kata_tipe(&tipe), blok));
        let aktor = self.aktor.into_iter().map(|(aktor, blok)| (kata_aktor(&aktor), blok));
        jenis.chain(tipe).chain(aktor).flat_map(|(kata, blok)| {
            let baris = move |(blok, peta)| BarisBlok { kata: kata.clone(), blok, peta };
            blok.into_iter().map(baris)
        })
    }

    /// The rows of whole blocks, for tables that have none of them yet.
    pub fn lembar(mut self) -> Vec<Lembar> {
        let penglihatan = penglihatan_dari(&std::mem::take(&mut self.penglihatan));
        vec![Lembar::dari(self.blok()), penglihatan]
    }
}

fn tandai(semua: &mut Vec<(i64, Peta)>, (blok, bit): (i64, usize)) {
    if semua.last().is_none_or(|(terakhir, _)| *terakhir != blok) {
        semua.push((blok, Peta([0; BITA])));
    }
    let (_, Peta(peta)) = semua.last_mut().expect("it was put in");
    peta[bit / 8] |= 0x80 >> (bit % 8);
}

fn penglihatan_dari(entri: &[Entri]) -> Lembar {
    let mut penglihatan = Lembar::baru::<BarisPenglihatan>();
    for satu in entri {
        let Some((keperluan, jumlah)) = satu.dilihat.clone() else { continue };
        let BarisFakta { posisi, aliran: perkara, aktor, dicatat, .. } = satu.fakta.clone();
        let pelaku = pelaku(&aktor).to_owned();
        let baris = BarisPenglihatan { posisi, perkara, aktor, pelaku, dicatat, keperluan, jumlah };
        penglihatan.tambah(&baris);
    }
    penglihatan
}

pub(crate) fn lembar(bahan: &Bahan<'_>) -> Vec<Lembar> {
    vec![penglihatan_dari(&bahan.log)]
}

/// Sets the bits of a batch in the blocks that stand.
pub(crate) async fn ganti(bahan: &Bahan<'_>, tujuan: &mut PgConnection) -> sqlx::Result<()> {
    let (mut kata, mut nomor, mut peta) = (Vec::new(), Vec::new(), Vec::new());
    for baris in Kumpulan::dari(&bahan.log).blok() {
        kata.push(baris.kata);
        nomor.push(baris.blok);
        peta.push(format!("x{}", hex::encode(baris.peta.0)));
    }
    sqlx::query!(
        "insert into log_blok (kata, blok, peta)
         select kata, blok, peta::bit(1024)
           from unnest($1::text[], $2::bigint[], $3::text[]) as baru (kata, blok, peta)
         on conflict (kata, blok) do update set peta = log_blok.peta | excluded.peta",
        &kata,
        &nomor,
        &peta,
    )
    .execute(tujuan)
    .await?;
    Ok(())
}

/// A page of a search, the newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Halaman<B> {
    pub isi: Vec<B>,
    /// Positions below this one were not looked at yet.
    pub lanjut: Option<i64>,
}

/// Positions from the first up to below the last of a range where every word of
/// the filter stands, the newest first.
pub async fn cari(
    saringan: &Saringan,
    (dari, di_bawah): (i64, i64),
    banyak: usize,
    tujuan: &mut PgConnection,
) -> sqlx::Result<Halaman<i64>> {
    let kata = saringan.kata();
    let perlu = i64::try_from(kata.len()).expect("three at most");
    let (awal, akhir) = (tempat(dari.max(1)).0, tempat((di_bawah - 1).max(1)).0);
    let batas = awal.max(akhir - JANGKAUAN + 1);
    let mut isi = Vec::new();
    let mut sampai = akhir;
    while sampai >= batas && isi.len() <= banyak {
        let baris = sqlx::query!(
            r#"select blok, bit_and(peta)::text as "peta!" from log_blok
                where kata = any($1) and blok between $2 and $3
                group by blok having count(*) = $4
                order by blok desc limit $5"#,
            &kata,
            batas,
            sampai,
            perlu,
            SEKALI,
        )
        .fetch_all(&mut *tujuan)
        .await?;
        let penuh = i64::try_from(baris.len()).is_ok_and(|n| n == SEKALI);
        sampai = baris.last().filter(|_| penuh).map_or(batas, |baris| baris.blok) - 1;
        for baris in baris {
            let bit = baris.peta.bytes().rev().zip((0..LEBAR).rev());
            let bit = bit.filter(|(bit, _)| *bit == b'1');
            let posisi = bit.map(|(_, tempat)| baris.blok * LEBAR + tempat + 1);
            isi.extend(posisi.filter(|posisi| *posisi >= dari && *posisi < di_bawah));
        }
    }
    let lanjut = if isi.len() > banyak {
        isi.truncate(banyak);
        isi.last().copied()
    } else {
        (batas > awal).then(|| batas * LEBAR + 1)
    };
    Ok(Halaman { isi, lanjut })
}

/// Which views; nothing said is all of them.
#[derive(Clone, Debug, Default)]
pub struct SaringanPenglihatan {
    pub perkara: Option<Uuid>,
    pub aktor: Option<String>,
}

/// Views in a range of positions, the newest first.
pub async fn penglihatan(
    saringan: &SaringanPenglihatan,
    (dari, di_bawah): (i64, i64),
    banyak: usize,
    tujuan: &mut PgConnection,
) -> sqlx::Result<Halaman<BarisPenglihatan>> {
    let batas = i64::try_from(banyak + 1).unwrap_or(i64::MAX);
    let oleh = saringan.aktor.as_deref().map(pelaku);
    let mut isi = match (saringan.perkara, oleh) {
        (Some(perkara), oleh) => {
            sqlx::query_as!(
                BarisPenglihatan,
                "select posisi, perkara, aktor, pelaku, dicatat, keperluan, jumlah
                   from log_penglihatan
                  where perkara = $1 and posisi >= $2 and posisi < $3
                    and ($4::text is null or pelaku = $4)
                  order by posisi desc limit $5",
                perkara,
                dari,
                di_bawah,
                oleh,
                batas,
            )
            .fetch_all(tujuan)
            .await?
        }
        (None, Some(oleh)) => {
            sqlx::query_as!(
                BarisPenglihatan,
                "select posisi, perkara, aktor, pelaku, dicatat, keperluan, jumlah
                   from log_penglihatan
                  where pelaku = $1 and posisi >= $2 and posisi < $3
                  order by posisi desc limit $4",
                oleh,
                dari,
                di_bawah,
                batas,
            )
            .fetch_all(tujuan)
            .await?
        }
        (None, None) => {
            sqlx::query_as!(
                BarisPenglihatan,
                "select posisi, perkara, aktor, pelaku, dicatat, keperluan, jumlah
                   from log_penglihatan
                  where posisi >= $1 and posisi < $2
                  order by posisi desc limit $3",
                dari,
                di_bawah,
                batas,
            )
            .fetch_all(tujuan)
            .await?
        }
    };
    let lanjut = isi.len() > banyak;
    isi.truncate(banyak);
    let lanjut = isi.last().filter(|_| lanjut).map(|baris| baris.posisi);
    Ok(Halaman { isi, lanjut })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_begin_after_every_1024th_position() {
        assert_eq!(tempat(1), (0, 0));
        assert_eq!(tempat(1_024), (0, 1_023));
        assert_eq!(tempat(1_025), (1, 0));
    }

    #[test]
    fn whoever_stands_in_is_found_as_themselves() {
        assert_eq!(pelaku("pengguna/7f/plh/ppid-utama"), "pengguna/7f");
        assert_eq!(pelaku("pengguna/7f"), "pengguna/7f");
        assert_eq!(pelaku("publik"), "publik");
    }
}
