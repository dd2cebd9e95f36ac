//! The store of filters that officers keep under a name, each their own.

use sqlx::PgPool;
use uuid::Uuid;

/// How many a user keeps at most.
pub const BATAS: i64 = 30;

/// A filter under its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saringan {
    pub nama: String,
    pub tanya: String,
}

/// All of a user's, by name.
pub async fn milik(pool: &PgPool, pengguna: Uuid) -> sqlx::Result<Vec<Saringan>> {
    sqlx::query_as!(
        Saringan,
        "select nama, tanya from saringan where pengguna = $1 order by nama",
        pengguna,
    )
    .fetch_all(pool)
    .await
}

/// Keeps a filter, in the place of one of the same name; `false` where there are
/// too many.
pub async fn simpan(pool: &PgPool, pengguna: Uuid, saringan: &Saringan) -> sqlx::Result<bool> {
    let disimpan = sqlx::query!(
        "insert into saringan (pengguna, nama, tanya)
         select $1, $2, $3
          where (select count(*) from saringan where pengguna = $1 and nama <> $2) < $4
         on conflict (pengguna, nama) do update set tanya = excluded.tanya",
        pengguna,
        saringan.nama,
        saringan.tanya,
        BATAS,
    )
    .execute(pool)
    .await?;
    Ok(disimpan.rows_affected() == 1)
}

/// Forgets a filter; one that is not there is forgotten already.
pub async fn hapus(pool: &PgPool, pengguna: Uuid, nama: &str) -> sqlx::Result<()> {
    sqlx::query!("delete from saringan where pengguna = $1 and nama = $2", pengguna, nama)
        .execute(pool)
        .await?;
    Ok(())
}
