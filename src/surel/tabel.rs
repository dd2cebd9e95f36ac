//! The store of the outbox, and of what officers chose about it.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use events::surel::JenisSurel;
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use super::{Keadaan, Surel};
use crate::log::new_id;

/// A mail that was taken to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terambil {
    pub surel: Uuid,
    pub penerima: Uuid,
    pub jenis: JenisSurel,
    pub perkara: Option<Uuid>,
    pub unit: Option<Uuid>,
    pub posisi: Option<u64>,
    pub hari: NaiveDate,
    pub dibuat: DateTime<Utc>,
    pub domain: String,
    /// This one counted.
    pub percobaan: i32,
    /// Attempts since somebody last said to try.
    pub percobaan_ini: i32,
}

/// What came of a mail, and is not in the log yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selesai {
    pub surel: Uuid,
    pub penerima: Uuid,
    pub jenis: JenisSurel,
    pub perkara: Option<Uuid>,
    pub posisi: Option<u64>,
    pub percobaan: i32,
    pub terkirim: bool,
    pub kode: Option<i16>,
    pub selesai: DateTime<Utc>,
}

/// A mail as people look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarisSurel {
    pub surel: Uuid,
    pub penerima: Uuid,
    pub jenis: String,
    pub perkara: Option<Uuid>,
    pub hari: NaiveDate,
    pub dibuat: DateTime<Utc>,
    pub keadaan: String,
    pub percobaan: i32,
    pub berikutnya: DateTime<Utc>,
    pub jawaban: Option<String>,
    pub selesai: Option<DateTime<Utc>>,
}

/// Puts mails in; who was told of a cause is not told again.
pub async fn antre(
    surel: &[Surel],
    kini: DateTime<Utc>,
    tujuan: &mut PgConnection,
) -> sqlx::Result<u64> {
    let id: Vec<Uuid> = surel.iter().map(|_| new_id(kini)).collect();
    let sebab: Vec<Uuid> = surel.iter().map(|satu| satu.sebab).collect();
    let penerima: Vec<Uuid> = surel.iter().map(|satu| satu.penerima).collect();
    let jenis: Vec<String> = surel.iter().map(|satu| satu.jenis.nama().to_owned()).collect();
    let perkara: Vec<Option<Uuid>> = surel.iter().map(|satu| satu.perkara).collect();
    let unit: Vec<Option<Uuid>> = surel.iter().map(|satu| satu.unit).collect();
    let hari: Vec<NaiveDate> = surel.iter().map(|satu| satu.hari).collect();
    let posisi: Vec<Option<i64>> =
        surel.iter().map(|satu| satu.posisi.map(u64::cast_signed)).collect();
    let baru = sqlx::query!(
        "insert into kotak_keluar
                (surel, sebab, penerima, jenis, perkara, unit, hari, posisi, dibuat, berikutnya)
         select surel, sebab, penerima, jenis, perkara, unit, hari, posisi, $9, $9
           from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::uuid[],
                       $7::date[], $8::bigint[])
             as t (surel, sebab, penerima, jenis, perkara, unit, hari, posisi)
         on conflict (sebab, penerima) do nothing",
        &id,
        &sebab,
        &penerima,
        &jenis,
        &perkara as &[Option<Uuid>],
        &unit as &[Option<Uuid>],
        &hari,
        &posisi as &[Option<i64>],
        kini,
    )
    .execute(tujuan)
    .await?;
    Ok(baru.rows_affected())
}

/// Takes the mail that waits longest, which counts as an attempt: until the
/// moment that `jeda` gives, nobody else takes it. Where it is `sepi`, what is
/// told in office hours alone waits on.
pub async fn ambil(
    pool: &PgPool,
    (kini, sepi): (DateTime<Utc>, bool),
    domain: &str,
    jeda: fn(i32) -> chrono::Duration,
) -> sqlx::Result<Option<Terambil>> {
    let mut tx = pool.begin().await?;
    let baris = sqlx::query!(
        "select surel, penerima, jenis, perkara, unit, posisi, hari, dibuat, domain, percobaan,
                percobaan_lalu
           from kotak_keluar
          where keadaan = 'menunggu' and berikutnya <= $1
            and (not $2 or jenis in ('baru', 'dikembalikan', 'checkpoint', 'batas_jam'))
          order by berikutnya limit 1 for update skip locked",
        kini,
        sepi,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(baris) = baris else { return Ok(None) };
    let terambil = Terambil {
        surel: baris.surel,
        penerima: baris.penerima,
        jenis: jenis(&baris.jenis)?,
        perkara: baris.perkara,
        unit: baris.unit,
        posisi: baris.posisi.map(i64::cast_unsigned),
        hari: baris.hari,
        dibuat: baris.dibuat,
        domain: baris.domain.unwrap_or_else(|| domain.to_owned()),
        percobaan: baris.percobaan + 1,
        percobaan_ini: baris.percobaan + 1 - baris.percobaan_lalu,
    };
    sqlx::query!(
        "update kotak_keluar set percobaan = $2, berikutnya = $3, domain = $4 where surel = $1",
        terambil.surel,
        terambil.percobaan,
        kini + jeda(terambil.percobaan_ini),
        terambil.domain,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(Some(terambil))
}

/// What came of the attempt. It goes on waiting where `keadaan` says so; of a
/// mail that another took meanwhile, only what cannot be undone is kept.
pub async fn tetapkan(
    pool: &PgPool,
    terambil: &Terambil,
    keadaan: Keadaan,
    (jawaban, kode): (&str, Option<i16>),
    kini: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let diubah = sqlx::query!(
        "update kotak_keluar
            set keadaan = $3, jawaban = $4, kode = $5, tercatat = $3 = 'gugur',
                selesai = case when $3 = 'menunggu' then null else $6::timestamptz end
          where surel = $1 and keadaan = 'menunggu' and (percobaan = $2 or $3 = 'terkirim')",
        terambil.surel,
        terambil.percobaan,
        keadaan.nama(),
        jawaban,
        kode,
        kini,
    )
    .execute(pool)
    .await?;
    Ok(diubah.rows_affected() == 1)
}

/// What came of mails and is not in the log yet.
pub async fn belum_tercatat(pool: &PgPool, batas: i64) -> sqlx::Result<Vec<Selesai>> {
    let baris = sqlx::query!(
        r#"select surel, penerima, jenis, perkara, posisi, percobaan, keadaan = 'terkirim' as "terkirim!",
                  kode, selesai as "selesai!"
             from kotak_keluar where keadaan <> 'menunggu' and not tercatat
            order by selesai limit $1"#,
        batas,
    )
    .fetch_all(pool)
    .await?;
    let selesai = baris.into_iter().map(|baris| {
        Ok(Selesai {
            surel: baris.surel,
            penerima: baris.penerima,
            jenis: jenis(&baris.jenis)?,
            perkara: baris.perkara,
            posisi: baris.posisi.map(i64::cast_unsigned),
            percobaan: baris.percobaan,
            terkirim: baris.terkirim,
            kode: baris.kode,
            selesai: baris.selesai,
        })
    });
    selesai.collect()
}

/// How many alarms of a day each of these was told of by a mail of its own.
pub async fn alarm_sehari(
    penerima: &[Uuid],
    hari: NaiveDate,
    tujuan: &mut PgConnection,
) -> sqlx::Result<HashMap<Uuid, i64>> {
    let baris = sqlx::query!(
        r#"select penerima, count(*) as "banyak!" from kotak_keluar
            where penerima = any($1) and hari = $2 and jenis in ('jatuh_tempo', 'terlambat')
            group by penerima"#,
        penerima,
        hari,
    )
    .fetch_all(tujuan)
    .await?;
    Ok(baris.into_iter().map(|baris| (baris.penerima, baris.banyak)).collect())
}

/// It stands in the log now.
pub async fn tercatat(pool: &PgPool, surel: Uuid, percobaan: i32) -> sqlx::Result<()> {
    sqlx::query!(
        "update kotak_keluar set tercatat = true where surel = $1 and percobaan = $2",
        surel,
        percobaan,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Somebody says to try again what was given up; `false` where it was not.
pub async fn coba_lagi(pool: &PgPool, surel: Uuid, kini: DateTime<Utc>) -> sqlx::Result<bool> {
    let diubah = sqlx::query!(
        "update kotak_keluar
            set keadaan = 'menunggu', selesai = null, tercatat = false, berikutnya = $2,
                percobaan_lalu = percobaan
          where surel = $1 and keadaan = 'tertahan' and tercatat",
        surel,
        kini,
    )
    .execute(pool)
    .await?;
    Ok(diubah.rows_affected() == 1)
}

/// A page of the mails in one state, the newest first.
pub async fn daftar(
    pool: &PgPool,
    keadaan: Keadaan,
    sesudah: Option<(DateTime<Utc>, Uuid)>,
    batas: i64,
) -> sqlx::Result<Vec<BarisSurel>> {
    let (dibuat, surel) = sesudah.unzip();
    sqlx::query_as!(
        BarisSurel,
        "select surel, penerima, jenis, perkara, hari, dibuat, keadaan, percobaan, berikutnya,
                jawaban, selesai
           from kotak_keluar
          where keadaan = $1
            and (dibuat, surel) < (coalesce($2, timestamptz 'infinity'),
                                   coalesce($3, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
          order by dibuat desc, surel desc limit $4",
        keadaan.nama(),
        dibuat,
        surel,
        batas,
    )
    .fetch_all(pool)
    .await
}

/// How many wait, and how many were given up.
pub async fn hitungan(pool: &PgPool) -> sqlx::Result<(i64, i64)> {
    let baris = sqlx::query!(
        r#"select count(*) filter (where keadaan = 'menunggu') as "menunggu!",
                  count(*) filter (where keadaan = 'tertahan') as "tertahan!"
             from kotak_keluar where keadaan in ('menunggu', 'tertahan')"#
    )
    .fetch_one(pool)
    .await?;
    Ok((baris.menunggu, baris.tertahan))
}

/// Forgets what was sent, or overtaken, long ago.
pub async fn sapu(pool: &PgPool, sebelum: DateTime<Utc>) -> sqlx::Result<u64> {
    let dibuang = sqlx::query!(
        "delete from kotak_keluar
          where keadaan in ('terkirim', 'gugur') and dibuat < $1 and tercatat",
        sebelum,
    )
    .execute(pool)
    .await?;
    Ok(dibuang.rows_affected())
}

/// The mails to the pemohon of a case.
pub async fn kepada_pemohon(pool: &PgPool, perkara: Uuid) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!("select surel from kotak_keluar where penerima = $1", perkara)
        .fetch_all(pool)
        .await
}

/// Forgets the mails to the pemohon of a case.
pub async fn lupakan_pemohon(pool: &PgPool, perkara: Uuid) -> sqlx::Result<()> {
    sqlx::query!("delete from kotak_keluar where penerima = $1", perkara).execute(pool).await?;
    Ok(())
}

/// Whether a mail is still known.
pub async fn dikenal(pool: &PgPool, surel: Uuid) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from kotak_keluar where surel = $1) as "ada!""#,
        surel,
    )
    .fetch_one(pool)
    .await
}

/// How far the log was read for causes, held for the rest of the transaction.
pub async fn posisi(tujuan: &mut PgConnection) -> sqlx::Result<i64> {
    sqlx::query_scalar!("select posisi from kotak_keluar_posisi for update").fetch_one(tujuan).await
}

pub async fn majukan(posisi: i64, tujuan: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!("update kotak_keluar_posisi set posisi = $1", posisi).execute(tujuan).await?;
    Ok(())
}

/// Who does not want mails of a kind.
pub async fn penolak(pool: &PgPool, jenis: JenisSurel) -> sqlx::Result<HashSet<Uuid>> {
    let semua =
        sqlx::query_scalar!("select pengguna from surel_ditolak where jenis = $1", jenis.nama())
            .fetch_all(pool)
            .await?;
    Ok(semua.into_iter().collect())
}

/// What somebody does not want.
pub async fn ditolak(pool: &PgPool, pengguna: Uuid) -> sqlx::Result<Vec<JenisSurel>> {
    let semua = sqlx::query_scalar!(
        "select jenis from surel_ditolak where pengguna = $1 order by jenis",
        pengguna,
    )
    .fetch_all(pool)
    .await?;
    semua.iter().map(|nama| jenis(nama)).collect()
}

/// Puts what somebody does not want in the place of what it was.
pub async fn tolak(pool: &PgPool, pengguna: Uuid, ditolak: &[JenisSurel]) -> sqlx::Result<()> {
    let jenis: Vec<String> = ditolak.iter().map(|jenis| jenis.nama().to_owned()).collect();
    let mut tx = pool.begin().await?;
    sqlx::query!("delete from surel_ditolak where pengguna = $1", pengguna)
        .execute(&mut *tx)
        .await?;
    sqlx::query!(
        "insert into surel_ditolak (pengguna, jenis) select $1, unnest($2::text[])
         on conflict do nothing",
        pengguna,
        &jenis,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await
}

/// One kind more that somebody does not want.
pub async fn tolak_satu(pool: &PgPool, pengguna: Uuid, jenis: JenisSurel) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into surel_ditolak (pengguna, jenis) values ($1, $2) on conflict do nothing",
        pengguna,
        jenis.nama(),
    )
    .execute(pool)
    .await?;
    Ok(())
}

fn jenis(nama: &str) -> sqlx::Result<JenisSurel> {
    JenisSurel::dari_nama(nama)
        .ok_or_else(|| sqlx::Error::Decode("a kind of mail that is not known".into()))
}
