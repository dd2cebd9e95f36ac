//! The store of second proofs: the codes of an authenticator, each taken once,
//! and recovery codes for whoever lost it.

use chrono::{DateTime, Utc};
use sqlx::PgPool;
use uuid::Uuid;

use super::{MasukDitolak, acak_terbaca, buka_tahanan, gagal, sidik};
use crate::log::Log;
use crate::totp;

/// Recovery codes that are given out together.
const PEMULIHAN: usize = 10;

/// Begins to set a code up: the secret that goes into the authenticator. It
/// follows from the master key and is stored nowhere, sealed or not.
pub async fn siapkan(
    pool: &PgPool,
    log: &Log,
    pengguna: Uuid,
    benih_baru: Uuid,
) -> anyhow::Result<Vec<u8>> {
    // A page that is opened twice shows one secret.
    let benih = sqlx::query_scalar!(
        r#"update akun set kode_benih = coalesce(kode_benih, $2)
            where pengguna = $1 and kode_sejak is null returning kode_benih as "benih!""#,
        pengguna,
        benih_baru,
    )
    .fetch_optional(pool)
    .await?;
    let benih = benih.ok_or_else(|| anyhow::anyhow!("kode masuk sudah terpasang"))?;
    Ok(rahasia(log, benih))
}

fn rahasia(log: &Log, benih: Uuid) -> Vec<u8> {
    log.secret("jejak/totp/v1", benih)[..totp::PANJANG_RAHASIA_BYTES].to_vec()
}

/// Ends the setting up with a first right code; recovery codes come of it, shown
/// once. `None` where the code is wrong.
pub async fn pasang(
    pool: &PgPool,
    log: &Log,
    pengguna: Uuid,
    kode: &str,
    kini: DateTime<Utc>,
) -> anyhow::Result<Option<Vec<String>>> {
    let benih = sqlx::query_scalar!(
        r#"select kode_benih as "benih!" from akun
            where pengguna = $1 and kode_benih is not null and kode_sejak is null"#,
        pengguna,
    )
    .fetch_optional(pool)
    .await?;
    let langkah = benih.and_then(|benih| totp::langkah(&rahasia(log, benih), kode, kini));
    let Some(langkah) = langkah else { return Ok(None) };
    let semua = (0..PEMULIHAN).map(|_| acak_terbaca()).collect::<anyhow::Result<Vec<_>>>()?;
    let sidik: Vec<Vec<u8>> = semua.iter().map(|kode| sidik_pemulihan(kode)).collect();
    // One statement: a code is never on without its way back.
    let dipasang = sqlx::query!(
        "with akun_ini as (
             update akun set kode_sejak = $2, kode_langkah = $3
              where pengguna = $1 and kode_benih is not null and kode_sejak is null
             returning pengguna)
         insert into kode_pemulihan (pengguna, sidik)
         select akun_ini.pengguna, baru.sidik from akun_ini, unnest($4::bytea[]) as baru (sidik)",
        pengguna,
        kini,
        langkah,
        &sidik,
    )
    .execute(pool)
    .await?;
    Ok((dipasang.rows_affected() > 0).then_some(semua))
}

/// Takes a code of the authenticator, or a recovery code, each of them once. A
/// failure counts as one at sign-in.
pub async fn pakai(
    pool: &PgPool,
    log: &Log,
    pengguna: Uuid,
    kode: &str,
    kini: DateTime<Utc>,
) -> Result<(), MasukDitolak> {
    let lain = |error: sqlx::Error| MasukDitolak::Lain(error.into());
    let akun = sqlx::query!(
        r#"select kode_benih as "benih!", tertahan_sampai from akun
            where pengguna = $1 and kode_benih is not null and kode_sejak is not null"#,
        pengguna,
    )
    .fetch_optional(pool)
    .await
    .map_err(lain)?;
    let akun = akun.ok_or(MasukDitolak::TidakCocok)?;
    if let Some(sampai) = akun.tertahan_sampai.filter(|sampai| *sampai > kini) {
        return Err(MasukDitolak::Tertahan(sampai - kini));
    }
    let terpakai = match totp::langkah(&rahasia(log, akun.benih), kode, kini) {
        // Of two that send it at once the row lets one through.
        Some(langkah) => sqlx::query!(
            "update akun set kode_langkah = $2
              where pengguna = $1 and (kode_langkah is null or kode_langkah < $2)",
            pengguna,
            langkah,
        )
        .execute(pool)
        .await
        .map_err(lain)?,
        None => sqlx::query!(
            "delete from kode_pemulihan where pengguna = $1 and sidik = $2",
            pengguna,
            &sidik_pemulihan(kode),
        )
        .execute(pool)
        .await
        .map_err(lain)?,
    };
    if terpakai.rows_affected() == 1 {
        buka_tahanan(pool, pengguna).await?;
        return Ok(());
    }
    gagal(pool, pengguna, kini).await?;
    Err(MasukDitolak::TidakCocok)
}

/// Takes the code away with its way back.
pub async fn hapus(pool: &PgPool, pengguna: Uuid) -> sqlx::Result<()> {
    sqlx::query!(
        "with dihapus as (delete from kode_pemulihan where pengguna = $1)
         update akun set kode_benih = null, kode_sejak = null, kode_langkah = null
          where pengguna = $1",
        pengguna,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Written with or without its hyphens, in whatever letters.
fn sidik_pemulihan(kode: &str) -> Vec<u8> {
    let rapi: String = kode.chars().filter(char::is_ascii_alphanumeric).collect();
    sidik(&rapi.to_lowercase())
}
