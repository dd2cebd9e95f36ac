//! The store of sessions: each a cookie of chance, known here by its digest.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use rand::TryRng;
use sqlx::PgPool;
use uuid::Uuid;

use super::sidik;

/// A session that was not used for so long is over; one that was, after so long.
const DIAM: Duration = Duration::minutes(30);
const PALING_LAMA: Duration = Duration::hours(12);

/// A session and what still stands between it and the work.
#[derive(Clone, Copy, Debug)]
pub struct Sesi {
    pub sesi: Uuid,
    pub pengguna: Uuid,
    /// The password was right; the code is to come.
    pub menunggu_kode: bool,
    /// The password was given by somebody else and is to be changed.
    pub sandi_sekali: bool,
    /// A code is asked for at sign-in.
    pub berkode: bool,
}

/// A session as its owner sees it.
#[derive(Clone, Copy, Debug)]
pub struct SesiTerbuka {
    pub sesi: Uuid,
    pub dimulai: DateTime<Utc>,
    pub terakhir: DateTime<Utc>,
}

/// Begins a session; the text goes into the cookie and is stored nowhere.
pub async fn mulai(
    pool: &PgPool,
    pengguna: Uuid,
    menunggu_kode: bool,
    kini: DateTime<Utc>,
) -> anyhow::Result<String> {
    let mut acak = [0_u8; 32];
    rand::rngs::SysRng.try_fill_bytes(&mut acak)?;
    let teks = URL_SAFE_NO_PAD.encode(acak);
    sqlx::query!(
        "insert into sesi (sidik, pengguna, dimulai, terakhir, menunggu_kode)
         values ($1, $2, $3, $3, $4)",
        &sidik(&teks),
        pengguna,
        kini,
        menunggu_kode,
    )
    .execute(pool)
    .await?;
    Ok(teks)
}

/// Whose session this is, while it lasts.
pub async fn cari(pool: &PgPool, teks: &str, kini: DateTime<Utc>) -> sqlx::Result<Option<Sesi>> {
    // Moved on once a minute at most: a page must not write each time.
    sqlx::query_as!(
        Sesi,
        r#"with sesi_ini as (
               select sidik, sesi, pengguna, terakhir, menunggu_kode from sesi
                where sidik = $1 and terakhir > $2 and dimulai > $3),
           dipakai as (
               update sesi set terakhir = $4
                where sidik in (select sidik from sesi_ini
                                 where terakhir < $4::timestamptz - interval '1 minute'))
           select sesi_ini.sesi as "sesi!", sesi_ini.pengguna as "pengguna!",
                  sesi_ini.menunggu_kode as "menunggu_kode!",
                  akun.sandi_sekali_sampai is not null as "sandi_sekali!",
                  akun.kode_sejak is not null as "berkode!"
             from sesi_ini join akun on akun.pengguna = sesi_ini.pengguna"#,
        &sidik(teks),
        kini - DIAM,
        kini - PALING_LAMA,
        kini,
    )
    .fetch_optional(pool)
    .await
}

/// The user's sessions that last, the newest first.
pub async fn milik(
    pool: &PgPool,
    pengguna: Uuid,
    kini: DateTime<Utc>,
) -> sqlx::Result<Vec<SesiTerbuka>> {
    sqlx::query_as!(
        SesiTerbuka,
        "select sesi, dimulai, terakhir from sesi
          where pengguna = $1 and terakhir > $2 and dimulai > $3 and not menunggu_kode
          order by dimulai desc, sesi",
        pengguna,
        kini - DIAM,
        kini - PALING_LAMA,
    )
    .fetch_all(pool)
    .await
}

/// Ends the session of this cookie.
pub async fn akhiri(pool: &PgPool, teks: &str) -> sqlx::Result<()> {
    sqlx::query!("delete from sesi where sidik = $1", &sidik(teks)).execute(pool).await?;
    Ok(())
}

/// Ends one session of a user.
pub async fn akhiri_satu(pool: &PgPool, pengguna: Uuid, sesi: Uuid) -> sqlx::Result<()> {
    sqlx::query!("delete from sesi where pengguna = $1 and sesi = $2", pengguna, sesi)
        .execute(pool)
        .await?;
    Ok(())
}

/// Ends all sessions of a user but one.
pub async fn akhiri_lain(pool: &PgPool, pengguna: Uuid, kecuali: Option<Uuid>) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from sesi where pengguna = $1 and sesi is distinct from $2",
        pengguna,
        kecuali,
    )
    .execute(pool)
    .await?;
    Ok(())
}
