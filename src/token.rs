//! The store of API tokens: who holds one, until when.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use rand::TryRng;
use sha2::{Digest, Sha256};
use sqlx::PgPool;
use uuid::Uuid;

/// How a token begins, so that one that leaks is recognised.
const AWALAN: &str = "jejak_";

/// A token as it is listed: never the token itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub token: Uuid,
    pub pengguna: Uuid,
    pub dibuat: DateTime<Utc>,
    pub kedaluwarsa: DateTime<Utc>,
    pub dicabut: Option<DateTime<Utc>>,
}

/// Makes a token for a user. The text is shown once and stored nowhere.
pub async fn buat(
    pool: &PgPool,
    pengguna: Uuid,
    dibuat: DateTime<Utc>,
    kedaluwarsa: DateTime<Utc>,
) -> anyhow::Result<(Uuid, String)> {
    let mut acak = [0_u8; 32];
    rand::rngs::SysRng.try_fill_bytes(&mut acak)?;
    let teks = format!("{AWALAN}{}", URL_SAFE_NO_PAD.encode(acak));
    let token = crate::log::new_id(dibuat);
    sqlx::query!(
        "insert into token (token, sidik, pengguna, dibuat, kedaluwarsa)
         values ($1, $2, $3, $4, $5)",
        token,
        &sidik(&teks),
        pengguna,
        dibuat,
        kedaluwarsa,
    )
    .execute(pool)
    .await?;
    Ok((token, teks))
}

/// The user whose token this is, unless it ran out or was revoked.
pub async fn pemegang(
    pool: &PgPool,
    teks: &str,
    kini: DateTime<Utc>,
) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar!(
        "select pengguna from token
          where sidik = $1 and kedaluwarsa > $2 and dicabut is null",
        &sidik(teks),
        kini,
    )
    .fetch_optional(pool)
    .await
}

/// Every token, the newest first.
pub async fn semua(pool: &PgPool) -> sqlx::Result<Vec<Token>> {
    sqlx::query_as!(
        Token,
        "select token, pengguna, dibuat, kedaluwarsa, dicabut from token
          order by dibuat desc, token",
    )
    .fetch_all(pool)
    .await
}

/// Revokes a token; `false` where there is none to revoke.
pub async fn cabut(pool: &PgPool, token: Uuid, kini: DateTime<Utc>) -> sqlx::Result<bool> {
    let dicabut = sqlx::query!(
        "update token set dicabut = $2 where token = $1 and dicabut is null",
        token,
        kini,
    )
    .execute(pool)
    .await?;
    Ok(dicabut.rows_affected() == 1)
}

fn sidik(teks: &str) -> Vec<u8> {
    Sha256::digest(teks.as_bytes()).to_vec()
}
