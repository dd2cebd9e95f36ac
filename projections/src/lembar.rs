//! Rows on their way into a table, as CSV for COPY: the same way in for a batch
//! of ten facts and for a rebuild of millions.

use serde::Serialize;
use sqlx::{AssertSqlSafe, PgConnection};
use uuid::Uuid;

/// A table of a read model.
pub trait BarisTabel: Serialize {
    const TABEL: &'static str;
    /// Its columns in the order of the fields. An empty text is a null.
    const KOLOM: &'static str;
}

/// Rows for one table.
pub struct Lembar {
    tabel: &'static str,
    kolom: &'static str,
    csv: csv::Writer<Vec<u8>>,
    jumlah: u64,
}

impl Lembar {
    pub fn baru<B: BarisTabel>() -> Self {
        let csv = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
        Lembar { tabel: B::TABEL, kolom: B::KOLOM, csv, jumlah: 0 }
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
        self.csv.serialize(baris).expect("a row is plain values and memory takes them");
        self.jumlah += 1;
    }

    /// Copies the rows into the table of the search path.
    pub async fn tulis(self, tujuan: &mut PgConnection) -> sqlx::Result<()> {
        if self.jumlah == 0 {
            return Ok(());
        }
        let Lembar { tabel, kolom, csv, jumlah } = self;
        let perintah = format!("copy {tabel} ({kolom}) from stdin (format csv)");
        let isi = csv.into_inner().expect("memory takes the rest");
        let mut masuk = tujuan.copy_in_raw(&perintah).await?;
        masuk.send(isi).await?;
        let masuk = masuk.finish().await?;
        if masuk != jumlah {
            return Err(sqlx::Error::Protocol(format!("{tabel}: {masuk} of {jumlah} rows")));
        }
        Ok(())
    }
}

/// An array as COPY reads it. What is in it has no comma, quote or brace.
pub(crate) fn larik<S: serde::Serializer>(
    isi: &[impl ToString],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let isi: Vec<String> = isi.iter().map(ToString::to_string).collect();
    serializer.serialize_str(&format!("{{{}}}", isi.join(",")))
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
