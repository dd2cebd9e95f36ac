//! The store of jobs: whose turn it is, by the database's own clock, and how it
//! went last.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::PgPool;
use sqlx::postgres::types::PgInterval;
use uuid::Uuid;

/// How long a turn counts without a word from who has it, and how long a job
/// that failed is left alone.
#[derive(Clone, Copy, Debug)]
pub struct BatasSewa {
    pub giliran: Duration,
}

const JEDA_GAGAL: Duration = Duration::from_mins(5);

impl Default for BatasSewa {
    fn default() -> Self {
        BatasSewa { giliran: Duration::from_mins(1) }
    }
}

/// How a job went last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Riwayat {
    pub mulai: Option<DateTime<Utc>>,
    pub selesai: Option<DateTime<Utc>>,
    pub berhasil: Option<bool>,
    pub hasil: Option<String>,
    /// Somebody is at it.
    pub berjalan: bool,
}

fn selama(lama: Duration) -> PgInterval {
    let microseconds = i64::try_from(lama.as_micros()).unwrap_or(i64::MAX);
    PgInterval { months: 0, days: 0, microseconds }
}

/// Takes the turn, unless another has it, or the scheduled moment was done. Who
/// asks for no moment need not wait for a job that failed.
pub async fn ambil(
    pool: &PgPool,
    (nama, proses): (&str, Uuid),
    kini: DateTime<Utc>,
    jadwal: Option<DateTime<Utc>>,
    batas: BatasSewa,
) -> sqlx::Result<bool> {
    sqlx::query!("insert into pekerjaan (nama) values ($1) on conflict do nothing", nama)
        .execute(pool)
        .await?;
    let diambil = sqlx::query!(
        "update pekerjaan
            set pemegang = $2, sewa_sampai = clock_timestamp() + $3::interval, mulai = $4
          where nama = $1
            and (sewa_sampai is null or sewa_sampai <= clock_timestamp()
                 or ($5::timestamptz is null and pemegang is null))
            and ($5::timestamptz is null or jadwal is null or jadwal < $5)",
        nama,
        proses,
        selama(batas.giliran),
        kini,
        jadwal,
    )
    .execute(pool)
    .await?;
    Ok(diambil.rows_affected() == 1)
}

/// Keeps the turn for as long as this is awaited; ends where it was lost.
pub async fn jaga(pool: &PgPool, (nama, proses): (&str, Uuid), batas: BatasSewa) -> anyhow::Error {
    loop {
        tokio::time::sleep(batas.giliran / 3).await;
        let masih = sqlx::query!(
            "update pekerjaan set sewa_sampai = clock_timestamp() + $3::interval
              where nama = $1 and pemegang = $2",
            nama,
            proses,
            selama(batas.giliran),
        )
        .execute(pool)
        .await;
        match masih {
            Ok(masih) if masih.rows_affected() == 1 => {}
            Ok(_) => return anyhow::anyhow!("gilirannya diambil proses lain"),
            // The turn still counts for a while; the next word may get through.
            Err(galat) => tracing::warn!(%galat, nama, "giliran belum diperpanjang"),
        }
    }
}

/// Gives the turn back, and writes down how it went. A moment is done only where
/// it went well.
pub async fn selesai(
    pool: &PgPool,
    (nama, proses): (&str, Uuid),
    kini: DateTime<Utc>,
    jadwal: Option<DateTime<Utc>>,
    hasil: Result<&str, &str>,
) -> sqlx::Result<()> {
    let berhasil = hasil.is_ok();
    sqlx::query!(
        "update pekerjaan
            set pemegang = null, selesai = $3, berhasil = $4, hasil = $5,
                jadwal = case when $4 then greatest(jadwal, $6::timestamptz) else jadwal end,
                sewa_sampai = case when $4 then null else clock_timestamp() + $7::interval end
          where nama = $1 and pemegang = $2",
        nama,
        proses,
        kini,
        berhasil,
        hasil.unwrap_or_else(|galat| galat),
        jadwal,
        selama(JEDA_GAGAL),
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// How every job went last, by name.
pub async fn semua(pool: &PgPool) -> sqlx::Result<BTreeMap<String, Riwayat>> {
    let baris = sqlx::query!(
        r#"select nama, mulai, selesai, berhasil, hasil,
                  coalesce(pemegang is not null and sewa_sampai > clock_timestamp(), false)
                    as "berjalan!"
             from pekerjaan order by nama"#,
    )
    .fetch_all(pool)
    .await?;
    let riwayat = baris.into_iter().map(|baris| {
        let riwayat = Riwayat {
            mulai: baris.mulai,
            selesai: baris.selesai,
            berhasil: baris.berhasil,
            hasil: baris.hasil,
            berjalan: baris.berjalan,
        };
        (baris.nama, riwayat)
    });
    Ok(riwayat.collect())
}
