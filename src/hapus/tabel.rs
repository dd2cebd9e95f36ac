//! The store of erasures under way.

use chrono::{DateTime, Utc};
use sqlx::PgPool;
use uuid::Uuid;

/// An erasure may be approved now.
pub(super) async fn mulai(pool: &PgPool, perkara: Uuid, kini: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into penghapusan (perkara, sejak) values ($1, $2) on conflict do nothing",
        perkara,
        kini,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Nothing of it is left to do.
pub(super) async fn usai(pool: &PgPool, perkara: Uuid) -> sqlx::Result<()> {
    sqlx::query!("delete from penghapusan where perkara = $1", perkara).execute(pool).await?;
    Ok(())
}

pub(super) async fn semua(pool: &PgPool) -> sqlx::Result<Vec<(Uuid, DateTime<Utc>)>> {
    let baris = sqlx::query!("select perkara, sejak from penghapusan order by sejak, perkara")
        .fetch_all(pool)
        .await?;
    Ok(baris.into_iter().map(|baris| (baris.perkara, baris.sejak)).collect())
}

/// Notes what a store holds, unless that was noted before.
pub(super) async fn catat(
    pool: &PgPool,
    (perkara, ke): (Uuid, i32),
    tempat: &str,
    jumlah: i64,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into penghapusan_tempat (perkara, ke, tempat, jumlah) values ($1, $2, $3, $4)
         on conflict do nothing",
        perkara,
        ke,
        tempat,
        jumlah,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// The store confirmed that it holds nothing any more.
pub(super) async fn selesai(
    pool: &PgPool,
    (perkara, ke): (Uuid, i32),
    tempat: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update penghapusan_tempat set selesai = true
          where perkara = $1 and ke = $2 and tempat = $3",
        perkara,
        ke,
        tempat,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// What a store held, and whether it confirmed.
pub(super) async fn satu(
    pool: &PgPool,
    (perkara, ke): (Uuid, i32),
    tempat: &str,
) -> sqlx::Result<Option<(i64, bool)>> {
    let baris = sqlx::query!(
        "select jumlah, selesai from penghapusan_tempat
          where perkara = $1 and ke = $2 and tempat = $3",
        perkara,
        ke,
        tempat,
    )
    .fetch_optional(pool)
    .await?;
    Ok(baris.map(|baris| (baris.jumlah, baris.selesai)))
}
