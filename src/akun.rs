//! The store of sign-ins: names and passwords of the application's users; below
//! it their codes and their sessions.

pub mod kode;
pub mod sesi;

use std::sync::LazyLock;

use argon2::{Argon2, PasswordHasher, PasswordVerifier};
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
/// How long a password holds that somebody else has seen.
const SANDI_SEKALI: Duration = Duration::days(7);
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
    #[error("sandi sementara ini sudah lewat waktunya; minta yang baru kepada admin")]
    SandiSementaraLewat,
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

/// How somebody signs in, as far as pages may show it.
#[derive(Clone, Debug)]
pub struct Akun {
    pub nama_masuk: String,
    pub sandi_sekali_sampai: Option<DateTime<Utc>>,
    pub tertahan_sampai: Option<DateTime<Utc>>,
    pub kode_sejak: Option<DateTime<Utc>>,
    /// Recovery codes that are left.
    pub pemulihan: i64,
}

/// Who has given the right password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Masuk {
    pub pengguna: Uuid,
    /// A code is still to come.
    pub berkode: bool,
}

/// Gives a user a name and a password, or others, and lets go of a lock.
pub async fn atur(
    pool: &PgPool,
    pengguna: Uuid,
    nama_masuk: &str,
    sandi: &str,
) -> Result<(), SandiDitolak> {
    if !PANJANG_SANDI.contains(&sandi.chars().count()) {
        return Err(SandiDitolak::Panjang);
    }
    simpan(pool, pengguna, nama_masuk, sandi, None).await
}

/// A password of chance for a user, to be handed over and changed at the first
/// sign-in; it is shown once and stored nowhere.
pub async fn sandi_sekali(
    pool: &PgPool,
    pengguna: Uuid,
    nama_masuk: &str,
    kini: DateTime<Utc>,
) -> Result<String, SandiDitolak> {
    let sandi = acak_terbaca()?;
    simpan(pool, pengguna, nama_masuk, &sandi, Some(kini + SANDI_SEKALI)).await?;
    Ok(sandi)
}

async fn simpan(
    pool: &PgPool,
    pengguna: Uuid,
    nama_masuk: &str,
    sandi: &str,
    sekali_sampai: Option<DateTime<Utc>>,
) -> Result<(), SandiDitolak> {
    let sandi = sidik_sandi(sandi.to_owned()).await?;
    let diatur = sqlx::query!(
        "insert into akun (pengguna, nama_masuk, sandi, sandi_sekali_sampai)
         values ($1, $2, $3, $4)
         on conflict (pengguna) do update
            set nama_masuk = $2, sandi = $3, sandi_sekali_sampai = $4, gagal = 0,
                tertahan_sampai = null",
        pengguna,
        bentuk(nama_masuk),
        sandi,
        sekali_sampai,
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

/// How a user signs in; `None` where they cannot yet.
pub async fn milik(pool: &PgPool, pengguna: Uuid) -> sqlx::Result<Option<Akun>> {
    sqlx::query_as!(
        Akun,
        r#"select nama_masuk, sandi_sekali_sampai, tertahan_sampai, kode_sejak,
                  (select count(*) from kode_pemulihan where pengguna = $1) as "pemulihan!"
             from akun where pengguna = $1"#,
        pengguna,
    )
    .fetch_optional(pool)
    .await
}

/// Which of these names are taken, each with its user.
pub async fn pemakai(pool: &PgPool, nama_masuk: &[String]) -> sqlx::Result<Vec<(String, Uuid)>> {
    let nama: Vec<String> = nama_masuk.iter().map(|nama| bentuk(nama)).collect();
    let baris = sqlx::query!(
        "select nama_masuk, pengguna from akun where nama_masuk = any($1) order by nama_masuk",
        &nama,
    )
    .fetch_all(pool)
    .await?;
    Ok(baris.into_iter().map(|baris| (baris.nama_masuk, baris.pengguna)).collect())
}

/// The user of a name and a password. Each failure after the first few holds the
/// name up, twice as long each time; a name that is not there takes as long.
pub async fn masuk(
    pool: &PgPool,
    nama_masuk: &str,
    sandi: &str,
    kini: DateTime<Utc>,
) -> Result<Masuk, MasukDitolak> {
    let nama = bentuk(nama_masuk);
    let akun = sqlx::query!(
        "select pengguna, sandi, tertahan_sampai, sandi_sekali_sampai, kode_sejak
           from akun where nama_masuk = $1",
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
    if !cocok {
        gagal(pool, akun.pengguna, kini).await?;
        return Err(MasukDitolak::TidakCocok);
    }
    if akun.sandi_sekali_sampai.is_some_and(|sampai| sampai <= kini) {
        return Err(MasukDitolak::SandiSementaraLewat);
    }
    let berkode = akun.kode_sejak.is_some();
    // Half a sign-in forgives no guesses at the other half.
    if !berkode {
        buka_tahanan(pool, akun.pengguna).await?;
    }
    Ok(Masuk { pengguna: akun.pengguna, berkode })
}

/// Whether this is the user's password. A failure counts as one at sign-in.
pub async fn sandi_benar(
    pool: &PgPool,
    pengguna: Uuid,
    sandi: &str,
    kini: DateTime<Utc>,
) -> Result<(), MasukDitolak> {
    let nama = milik(pool, pengguna).await.map_err(anyhow::Error::from)?;
    let nama = nama.ok_or(MasukDitolak::TidakCocok)?.nama_masuk;
    masuk(pool, &nama, sandi, kini).await.map(drop)
}

/// Changes the user's own password.
pub async fn ganti_sandi(pool: &PgPool, pengguna: Uuid, sandi: &str) -> Result<(), SandiDitolak> {
    let nama = milik(pool, pengguna).await.map_err(anyhow::Error::from)?;
    let nama = nama.ok_or_else(|| anyhow::anyhow!("akun ini tidak ada lagi"))?.nama_masuk;
    atur(pool, pengguna, &nama, sandi).await
}

/// One more failure of this user.
async fn gagal(pool: &PgPool, pengguna: Uuid, kini: DateTime<Utc>) -> anyhow::Result<()> {
    sqlx::query!(
        "update akun set gagal = gagal + 1,
                tertahan_sampai = case when gagal >= $2 then
                    $3::timestamptz + make_interval(secs => least($4, 2 ^ least(gagal, 20))) end
          where pengguna = $1",
        pengguna,
        BEBAS,
        kini,
        TERTAHAN_PALING_LAMA_DETIK,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Forgives what failed before.
pub async fn buka_tahanan(pool: &PgPool, pengguna: Uuid) -> anyhow::Result<()> {
    sqlx::query!(
        "update akun set gagal = 0, tertahan_sampai = null where pengguna = $1",
        pengguna,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Chance in letters and digits that nobody takes for others, in groups of four:
/// eighty bits.
fn acak_terbaca() -> anyhow::Result<String> {
    const HURUF: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
    let mut acak = [0_u8; 16];
    rand::rngs::SysRng.try_fill_bytes(&mut acak)?;
    let kelompok = acak.chunks(4).map(|empat| {
        empat.iter().map(|b| char::from(HURUF[usize::from(*b) % HURUF.len()])).collect::<String>()
    });
    Ok(kelompok.collect::<Vec<_>>().join("-"))
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
