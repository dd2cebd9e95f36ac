//! The store of sign-ins: names and passwords of the application's users, and
//! their sessions.

use std::sync::LazyLock;

use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use rand::TryRng;
use sha2::{Digest, Sha256};
use sqlx::PgPool;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use uuid::Uuid;

/// Characters that a password has at least and at most; nothing else is asked
/// of it (ASVS 6.2.1, 6.2.9).
pub const PANJANG_SANDI: std::ops::RangeInclusive<usize> = 12..=128;
/// A session that was not used for so long is over; one that was, after so long.
const DIAM: Duration = Duration::minutes(30);
const PALING_LAMA: Duration = Duration::hours(12);
/// Failures before each further one costs time, and the longest that it costs.
const BEBAS: i32 = 4;
const TERTAHAN_PALING_LAMA_DETIK: f64 = 15.0 * 60.0;

/// Hashing takes 19 MiB and a processor; more at once would stop all else.
static MENGHITUNG: Semaphore = Semaphore::const_new(2);

#[derive(Debug, thiserror::Error)]
pub enum MasukDitolak {
    #[error("nama masuk atau sandi tidak cocok")]
    TidakCocok,
    #[error("terlalu sering gagal; coba lagi setelah {} menit", menit(*.0))]
    Tertahan(Duration),
    #[error(transparent)]
    Lain(#[from] anyhow::Error),
}

fn menit(lama: Duration) -> i64 {
    lama.num_seconds().div_euclid(60) + 1
}

#[derive(Debug, thiserror::Error)]
pub enum SandiDitolak {
    #[error("sandi {} sampai {} karakter", PANJANG_SANDI.start(), PANJANG_SANDI.end())]
    Panjang,
    #[error("nama masuk itu sudah dipakai")]
    NamaDipakai,
    #[error(transparent)]
    Lain(#[from] anyhow::Error),
}

/// Gives a user a name and a password, or others.
pub async fn atur(
    pool: &PgPool,
    pengguna: Uuid,
    nama_masuk: &str,
    sandi: &str,
) -> Result<(), SandiDitolak> {
    if !PANJANG_SANDI.contains(&sandi.chars().count()) {
        return Err(SandiDitolak::Panjang);
    }
    let sandi = sidik_sandi(sandi.to_owned()).await?;
    let diatur = sqlx::query!(
        "insert into akun (pengguna, nama_masuk, sandi) values ($1, $2, $3)
         on conflict (pengguna) do update
            set nama_masuk = $2, sandi = $3, gagal = 0, tertahan_sampai = null",
        pengguna,
        bentuk(nama_masuk),
        sandi,
    )
    .execute(pool)
    .await;
    match diatur {
        Ok(_) => Ok(()),
        Err(sqlx::Error::Database(error)) if error.constraint() == Some("akun_nama_masuk") => {
            Err(SandiDitolak::NamaDipakai)
        }
        Err(error) => Err(anyhow::Error::from(error).into()),
    }
}

/// The user of a name and a password. Each failure after the first few holds the
/// name up, twice as long each time; a name that is not there takes as long.
pub async fn masuk(
    pool: &PgPool,
    nama_masuk: &str,
    sandi: &str,
    kini: DateTime<Utc>,
) -> Result<Uuid, MasukDitolak> {
    let nama = bentuk(nama_masuk);
    let akun = sqlx::query!(
        "select pengguna, sandi, tertahan_sampai from akun where nama_masuk = $1",
        nama,
    )
    .fetch_optional(pool)
    .await
    .map_err(anyhow::Error::from)?;
    let tertahan = akun.as_ref().and_then(|akun| akun.tertahan_sampai);
    if let Some(sampai) = tertahan.filter(|sampai| *sampai > kini) {
        return Err(MasukDitolak::Tertahan(sampai - kini));
    }
    let tersimpan = akun.as_ref().map_or_else(|| TIRUAN.clone(), |akun| akun.sandi.clone());
    let cocok = cocok(sandi.to_owned(), tersimpan).await?;
    let Some(akun) = akun else { return Err(MasukDitolak::TidakCocok) };
    if cocok {
        sqlx::query!(
            "update akun set gagal = 0, tertahan_sampai = null where pengguna = $1",
            akun.pengguna,
        )
        .execute(pool)
        .await
        .map_err(anyhow::Error::from)?;
        return Ok(akun.pengguna);
    }
    sqlx::query!(
        "update akun set gagal = gagal + 1,
                tertahan_sampai = case when gagal >= $2 then
                    $3::timestamptz + make_interval(secs => least($4, 2 ^ least(gagal, 20))) end
          where pengguna = $1",
        akun.pengguna,
        BEBAS,
        kini,
        TERTAHAN_PALING_LAMA_DETIK,
    )
    .execute(pool)
    .await
    .map_err(anyhow::Error::from)?;
    Err(MasukDitolak::TidakCocok)
}

/// Begins a session; the text goes into the cookie and is stored nowhere.
pub async fn mulai_sesi(
    pool: &PgPool,
    pengguna: Uuid,
    kini: DateTime<Utc>,
) -> anyhow::Result<String> {
    let mut acak = [0_u8; 32];
    rand::rngs::SysRng.try_fill_bytes(&mut acak)?;
    let teks = URL_SAFE_NO_PAD.encode(acak);
    sqlx::query!(
        "insert into sesi (sidik, pengguna, dimulai, terakhir) values ($1, $2, $3, $3)",
        &sidik(&teks),
        pengguna,
        kini,
    )
    .execute(pool)
    .await?;
    Ok(teks)
}

/// Whose session this is, while it lasts.
pub async fn pemegang(
    pool: &PgPool,
    teks: &str,
    kini: DateTime<Utc>,
) -> sqlx::Result<Option<Uuid>> {
    // Moved on once a minute at most: a page must not write each time.
    sqlx::query_scalar!(
        r#"with sesi_ini as (
               select sidik, pengguna, terakhir from sesi
                where sidik = $1 and terakhir > $2 and dimulai > $3),
           dipakai as (
               update sesi set terakhir = $4
                where sidik in (select sidik from sesi_ini
                                 where terakhir < $4::timestamptz - interval '1 minute'))
           select pengguna as "pengguna!" from sesi_ini"#,
        &sidik(teks),
        kini - DIAM,
        kini - PALING_LAMA,
        kini,
    )
    .fetch_optional(pool)
    .await
}

/// Ends a session.
pub async fn akhiri(pool: &PgPool, teks: &str) -> sqlx::Result<()> {
    sqlx::query!("delete from sesi where sidik = $1", &sidik(teks)).execute(pool).await?;
    Ok(())
}

fn sidik(teks: &str) -> Vec<u8> {
    Sha256::digest(teks.as_bytes()).to_vec()
}

fn bentuk(nama_masuk: &str) -> String {
    nama_masuk.trim().to_lowercase()
}

/// What a password is held against where there is no such name.
static TIRUAN: LazyLock<String> = LazyLock::new(|| {
    let tiruan = Argon2::default().hash_password(b"tidak pernah cocok");
    tiruan.map(|sandi| sandi.to_string()).unwrap_or_default()
});

async fn sidik_sandi(sandi: String) -> anyhow::Result<String> {
    let _giliran = MENGHITUNG.acquire().await?;
    let hitung = move || Argon2::default().hash_password(sandi.as_bytes()).map(|s| s.to_string());
    spawn_blocking(hitung).await?.map_err(|error| anyhow::anyhow!("sandi: {error}"))
}

async fn cocok(sandi: String, tersimpan: String) -> anyhow::Result<bool> {
    let _giliran = MENGHITUNG.acquire().await?;
    let banding =
        move || Argon2::default().verify_password(sandi.as_bytes(), tersimpan.as_str()).is_ok();
    Ok(spawn_blocking(banding).await?)
}
