//! The store of what is known of each file: its key, whose it is, until when it
//! waits for a fact.

use chrono::{DateTime, Utc};
use events::AliranId;
use events::JenisAliran;
use sqlx::PgPool;
use uuid::Uuid;

use crate::log::Sealed;

/// A file as it is kept.
#[derive(Clone, Debug)]
pub struct Baris {
    pub berkas: Uuid,
    pub pemilik: Option<AliranId>,
    pub jenis: String,
    pub ukuran_bytes: i64,
    pub tanda: Vec<u8>,
    pub kunci: Sealed,
    pub nonce: Vec<u8>,
}

/// Takes the file down before its bytes are kept, so that none lie there
/// unknown.
pub async fn mulai(pool: &PgPool, baris: &Baris, kedaluwarsa: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into berkas (berkas, jenis, ukuran_bytes, tanda, kunci_nonce, kunci, nonce, kedaluwarsa)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        baris.berkas,
        baris.jenis,
        baris.ukuran_bytes,
        baris.tanda,
        baris.kunci.nonce,
        baris.kunci.bytes,
        baris.nonce,
        kedaluwarsa,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// All of it is kept.
pub async fn tersimpan(pool: &PgPool, berkas: Uuid) -> sqlx::Result<()> {
    sqlx::query!("update berkas set tersimpan = true where berkas = $1", berkas)
        .execute(pool)
        .await?;
    Ok(())
}

/// How many bytes wait for a fact.
pub async fn menunggu_bytes(pool: &PgPool) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"select coalesce(sum(ukuran_bytes), 0)::bigint as "jumlah!" from berkas
            where kedaluwarsa is not null"#
    )
    .fetch_one(pool)
    .await
}

/// A file as a fact names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disebut {
    pub berkas: Uuid,
    pub ukuran_bytes: i64,
    pub tanda: Vec<u8>,
}

/// Holds files for a stream: whole ones that are as the fact says, and nobody's
/// yet or its own. What could not be held is missing from the answer.
pub async fn pegang(
    pool: &PgPool,
    disebut: &[Disebut],
    pemilik: AliranId,
    (kini, kedaluwarsa): (DateTime<Utc>, DateTime<Utc>),
) -> sqlx::Result<Vec<Uuid>> {
    let berkas: Vec<Uuid> = disebut.iter().map(|satu| satu.berkas).collect();
    let ukuran: Vec<i64> = disebut.iter().map(|satu| satu.ukuran_bytes).collect();
    let tanda: Vec<Vec<u8>> = disebut.iter().map(|satu| satu.tanda.clone()).collect();
    sqlx::query_scalar!(
        "update berkas
            set pemilik_jenis = $4, pemilik = $5,
                kedaluwarsa = case when kedaluwarsa is null then null else $7::timestamptz end
           from unnest($1::uuid[], $2::bigint[], $3::bytea[]) as d (id, ukuran, tanda_disebut)
          where berkas = d.id and ukuran_bytes = d.ukuran and tanda = d.tanda_disebut and tersimpan
            and (kedaluwarsa is null or kedaluwarsa > $6)
            and (pemilik is null or pemilik = $5 and pemilik_jenis = $4)
         returning berkas",
        &berkas,
        &ukuran,
        &tanda,
        pemilik.jenis.kode(),
        pemilik.id,
        kini,
        kedaluwarsa,
    )
    .fetch_all(pool)
    .await
}

/// A fact refers to them: they stay.
pub async fn tetapkan(pool: &PgPool, berkas: &[Uuid]) -> sqlx::Result<()> {
    sqlx::query!("update berkas set kedaluwarsa = null where berkas = any($1)", berkas)
        .execute(pool)
        .await?;
    Ok(())
}

/// The files of some streams, whether a fact names them yet or not.
pub async fn milik(pool: &PgPool, aliran: &[AliranId]) -> sqlx::Result<Vec<Uuid>> {
    let jenis: Vec<i16> = aliran.iter().map(|aliran| aliran.jenis.kode()).collect();
    let id: Vec<Uuid> = aliran.iter().map(|aliran| aliran.id).collect();
    sqlx::query_scalar!(
        "select berkas from berkas
          where (pemilik_jenis, pemilik) in (select * from unnest($1::smallint[], $2::uuid[]))
          order by berkas",
        &jenis,
        &id,
    )
    .fetch_all(pool)
    .await
}

/// Files that facts refer to, by their ids from one on.
pub async fn tetap(pool: &PgPool, sesudah: Uuid, batas: i64) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        "select berkas from berkas
          where tersimpan and pemilik is not null and kedaluwarsa is null and berkas > $1
          order by berkas limit $2",
        sesudah,
        batas,
    )
    .fetch_all(pool)
    .await
}

/// Forgets a file for good, and its key with it.
pub async fn lupakan(pool: &PgPool, berkas: Uuid) -> sqlx::Result<()> {
    sqlx::query!("delete from berkas where berkas = $1", berkas).execute(pool).await?;
    Ok(())
}

/// Files that waited long enough, with the stream that held them last.
pub async fn lewat(
    pool: &PgPool,
    kini: DateTime<Utc>,
    batas: i64,
) -> sqlx::Result<Vec<(Uuid, Option<AliranId>)>> {
    let baris = sqlx::query!(
        "select berkas, pemilik_jenis, pemilik from berkas
          where kedaluwarsa <= $1 order by kedaluwarsa limit $2",
        kini,
        batas,
    )
    .fetch_all(pool)
    .await?;
    Ok(baris.into_iter().map(|b| (b.berkas, pemilik(b.pemilik_jenis, b.pemilik))).collect())
}

/// Forgets a file whose time is over; its key goes with it. `false` where a
/// command took hold of it in between.
pub async fn hapus(pool: &PgPool, berkas: Uuid, kini: DateTime<Utc>) -> sqlx::Result<bool> {
    let dihapus =
        sqlx::query!("delete from berkas where berkas = $1 and kedaluwarsa <= $2", berkas, kini)
            .execute(pool)
            .await?;
    Ok(dihapus.rows_affected() == 1)
}

pub async fn satu(pool: &PgPool, berkas: Uuid) -> sqlx::Result<Option<Baris>> {
    let baris = sqlx::query!(
        "select berkas, pemilik_jenis, pemilik, jenis, ukuran_bytes, tanda, kunci_nonce, kunci, nonce
           from berkas where berkas = $1 and tersimpan",
        berkas,
    )
    .fetch_optional(pool)
    .await?;
    Ok(baris.map(|b| Baris {
        berkas: b.berkas,
        pemilik: pemilik(b.pemilik_jenis, b.pemilik),
        jenis: b.jenis,
        ukuran_bytes: b.ukuran_bytes,
        tanda: b.tanda,
        kunci: Sealed { nonce: b.kunci_nonce, bytes: b.kunci },
        nonce: b.nonce,
    }))
}

fn pemilik(jenis: Option<i16>, id: Option<Uuid>) -> Option<AliranId> {
    Some(AliranId { jenis: JenisAliran::dari_kode(jenis?)?, id: id? })
}
