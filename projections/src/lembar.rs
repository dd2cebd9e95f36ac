//! Rows on their way into a table, as COPY takes them: the same way in for a
//! batch of ten facts and for a rebuild of millions.

use std::ops::{Deref, DerefMut};

use sqlx::encode::IsNull;
use sqlx::pool::PoolConnection;
use sqlx::postgres::PgArgumentBuffer;
use sqlx::{AssertSqlSafe, Encode, PgConnection, PgPool, Postgres};
use uuid::Uuid;

/// Before the rows: the signature of the binary form, no flags, no extension.
const KEPALA: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
/// In the place of a number of columns: no row follows.
const EKOR: i16 = -1;
/// In the place of a length: there is no value.
const TIDAK_ADA: i32 = -1;

/// A row of a table of a read model; `baris_tabel!` says of which.
pub trait BarisTabel {
    const TABEL: &'static str;
    const KOLOM: &'static [&'static str];

    /// Its values in the order of the columns, each of the column's own type.
    fn tulis(&self, isi: &mut Isi);
}

/// Says into which table the rows of a struct go. Its columns are named as the
/// fields are.
macro_rules! baris_tabel {
    ($baris:ty as $tabel:literal: $($kolom:ident),+) => {
        impl $crate::lembar::BarisTabel for $baris {
            const TABEL: &'static str = $tabel;
            const KOLOM: &'static [&'static str] = &[$(stringify!($kolom)),+];

            fn tulis(&self, isi: &mut $crate::lembar::Isi) {
                $(isi.nilai(&self.$kolom);)+
            }
        }
    };
}
pub(crate) use baris_tabel;

/// Rows in the binary form of COPY.
#[derive(Default)]
pub struct Isi(PgArgumentBuffer);

impl Isi {
    pub fn nilai<'v, T: Encode<'v, Postgres>>(&mut self, nilai: &T) {
        let awal = self.0.len();
        self.0.extend(TIDAK_ADA.to_be_bytes());
        let kosong =
            nilai.encode_by_ref(&mut self.0).expect("a plain value is no longer than 2 GB");
        if let IsNull::No = kosong {
            let panjang = self.0.len() - awal - TIDAK_ADA.to_be_bytes().len();
            let panjang = i32::try_from(panjang).expect("a value is no longer than 2 GB");
            self.0[awal..][..4].copy_from_slice(&panjang.to_be_bytes());
        }
    }
}

/// Rows for one table.
pub struct Lembar {
    tabel: &'static str,
    kolom: &'static [&'static str],
    isi: Isi,
    jumlah: u64,
}

impl Lembar {
    pub fn baru<B: BarisTabel>() -> Self {
        let mut isi = Isi::default();
        isi.0.extend(KEPALA);
        Lembar { tabel: B::TABEL, kolom: B::KOLOM, isi, jumlah: 0 }
    }

    pub fn dari<B: BarisTabel>(baris: impl IntoIterator<Item = B>) -> Self {
        let mut lembar = Lembar::baru::<B>();
        for satu in baris {
            lembar.tambah(&satu);
        }
        lembar
    }

    pub fn tambah<B: BarisTabel>(&mut self, baris: &B) {
        debug_assert_eq!(self.tabel, B::TABEL);
        let kolom = i16::try_from(B::KOLOM.len()).expect("a table has 1,600 columns at most");
        self.isi.0.extend(kolom.to_be_bytes());
        baris.tulis(&mut self.isi);
        self.jumlah += 1;
    }

    /// Copies the rows into the table of the search path.
    pub async fn tulis(self, tujuan: &mut PgConnection) -> sqlx::Result<()> {
        if self.jumlah == 0 {
            return Ok(());
        }
        let Lembar { tabel, kolom, isi: Isi(mut isi), jumlah } = self;
        let kolom = kolom.join(", ");
        let perintah = format!("copy {tabel} ({kolom}) from stdin (format binary)");
        isi.extend(EKOR.to_be_bytes());
        let mut masuk = tujuan.copy_in_raw(&perintah).await?;
        masuk.send(std::mem::take(&mut *isi)).await?;
        let masuk = masuk.finish().await?;
        if masuk != jumlah {
            return Err(sqlx::Error::Protocol(format!("{tabel}: {masuk} of {jumlah} rows")));
        }
        Ok(())
    }
}

/// A connection in a transaction of its own, for rows on their way in.
///
/// sqlx does not notice a COPY that was left half-way: whoever is given that
/// connection next would be given the answer of the one before. So one that did
/// not come to `simpan` is closed instead of going back to the pool.
pub struct Tulisan {
    sambungan: PoolConnection<Postgres>,
    selesai: bool,
}

impl Tulisan {
    pub async fn mulai(pool: &PgPool) -> sqlx::Result<Self> {
        let mut tulisan = Tulisan { sambungan: pool.acquire().await?, selesai: false };
        sqlx::raw_sql("begin").execute(&mut *tulisan).await?;
        Ok(tulisan)
    }

    pub async fn simpan(mut self) -> sqlx::Result<()> {
        sqlx::raw_sql("commit").execute(&mut *self).await?;
        self.selesai = true;
        Ok(())
    }
}

impl Deref for Tulisan {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.sambungan
    }
}

impl DerefMut for Tulisan {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.sambungan
    }
}

impl Drop for Tulisan {
    fn drop(&mut self) {
        if !self.selesai {
            self.sambungan.close_on_drop();
        }
    }
}

/// Takes away the rows that hang on these ids.
pub(crate) async fn hapus(
    tujuan: &mut PgConnection,
    tabel: &str,
    kunci: &str,
    id: &[Uuid],
) -> sqlx::Result<()> {
    // Both names are constants of this crate.
    let perintah = format!("delete from {tabel} where {kunci} = any($1)");
    sqlx::query(AssertSqlSafe(perintah)).bind(id).execute(tujuan).await?;
    Ok(())
}
