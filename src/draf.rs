//! The store of drafts, and of how often the catalogue was shown beside one. A
//! draft is opened by the secret in its writer's cookie and by nothing else.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use sha2::{Digest, Sha256};
use sqlx::PgPool;

use crate::app::App;
use crate::log::Sealed;

/// How long a draft waits to be taken up again.
pub const BERLAKU: Duration = Duration::days(3);
/// Letters of its secret: 256 bits.
pub const PANJANG_RAHASIA: usize = 43;
/// What its key and its seal are made for.
const KEGUNAAN: &str = "jejak/draf/v1";

/// How often entries were shown, looked at, and something was asked for all the
/// same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hitungan {
    pub ditampilkan: i64,
    pub diklik: i64,
    pub diajukan: i64,
}

/// A secret for a new draft.
pub fn rahasia_baru(app: &App) -> String {
    URL_SAFE_NO_PAD.encode([app.log.chance(), app.log.chance()].concat())
}

/// Keeps what was written, in the place of what this draft had.
pub async fn simpan(app: &App, rahasia: &str, isi: &[u8]) -> anyhow::Result<DateTime<Utc>> {
    let tersegel = app.log.seal_under(KEGUNAAN, rahasia.as_bytes(), isi);
    let kedaluwarsa = app.clock.now() + BERLAKU;
    sqlx::query!(
        "insert into draf (sidik, nonce, isi, kedaluwarsa) values ($1, $2, $3, $4)
         on conflict (sidik) do update
            set nonce = excluded.nonce, isi = excluded.isi, kedaluwarsa = excluded.kedaluwarsa",
        &sidik(rahasia),
        tersegel.nonce,
        tersegel.bytes,
        kedaluwarsa,
    )
    .execute(&app.pool)
    .await?;
    Ok(kedaluwarsa)
}

/// What was written, and until when it is kept.
pub async fn buka(app: &App, rahasia: &str) -> anyhow::Result<Option<(Vec<u8>, DateTime<Utc>)>> {
    let baris = sqlx::query!(
        "select nonce, isi, kedaluwarsa from draf where sidik = $1 and kedaluwarsa > $2",
        &sidik(rahasia),
        app.clock.now(),
    )
    .fetch_optional(&app.pool)
    .await?;
    let Some(baris) = baris else { return Ok(None) };
    let tersegel = Sealed { nonce: baris.nonce, bytes: baris.isi };
    let isi = app.log.open_under(KEGUNAAN, rahasia.as_bytes(), &tersegel)?;
    Ok(Some((isi, baris.kedaluwarsa)))
}

/// Forgets a draft; what was filed after entries had been shown is counted.
pub async fn selesai(app: &App, rahasia: &str, diajukan: bool) -> sqlx::Result<()> {
    let hari = sqlx::query_scalar!(
        "delete from draf where sidik = $1 returning saran_hari",
        &sidik(rahasia),
    )
    .fetch_optional(&app.pool)
    .await?;
    let satu = Hitungan { diajukan: 1, ..Hitungan::default() };
    match hari.flatten().filter(|_| diajukan) {
        Some(hari) => tambah(&app.pool, hari, satu).await,
        None => Ok(()),
    }
}

/// Entries were shown beside this draft: counted once.
pub async fn ditampilkan(app: &App, rahasia: &str) -> sqlx::Result<()> {
    let hari = app.hari_ini();
    let pertama = sqlx::query!(
        "update draf set saran_hari = $2 where sidik = $1 and saran_hari is null",
        &sidik(rahasia),
        hari,
    )
    .execute(&app.pool)
    .await?;
    if pertama.rows_affected() == 0 {
        return Ok(());
    }
    tambah(&app.pool, hari, Hitungan { ditampilkan: 1, ..Hitungan::default() }).await
}

/// One of them was looked at: counted once.
pub async fn diklik(app: &App, rahasia: &str) -> sqlx::Result<()> {
    let hari = sqlx::query_scalar!(
        r#"update draf set saran_diklik = true
            where sidik = $1 and saran_hari is not null and not saran_diklik
           returning saran_hari as "hari!""#,
        &sidik(rahasia),
    )
    .fetch_optional(&app.pool)
    .await?;
    match hari {
        Some(hari) => tambah(&app.pool, hari, Hitungan { diklik: 1, ..Hitungan::default() }).await,
        None => Ok(()),
    }
}

async fn tambah(pool: &PgPool, hari: NaiveDate, satu: Hitungan) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into saran_hitungan as s (hari, ditampilkan, diklik, diajukan)
         values ($1, $2, $3, $4)
         on conflict (hari) do update
            set ditampilkan = s.ditampilkan + excluded.ditampilkan,
                diklik = s.diklik + excluded.diklik, diajukan = s.diajukan + excluded.diajukan",
        hari,
        satu.ditampilkan,
        satu.diklik,
        satu.diajukan,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// The figures of a period.
pub async fn hitungan(
    pool: &PgPool,
    (dari, sampai): (NaiveDate, NaiveDate),
) -> sqlx::Result<Hitungan> {
    sqlx::query_as!(
        Hitungan,
        r#"select coalesce(sum(ditampilkan), 0)::bigint as "ditampilkan!",
                  coalesce(sum(diklik), 0)::bigint as "diklik!",
                  coalesce(sum(diajukan), 0)::bigint as "diajukan!"
             from saran_hitungan where hari between $1 and $2"#,
        dari,
        sampai,
    )
    .fetch_one(pool)
    .await
}

/// Throws away what nobody took up again.
pub async fn sapu(pool: &PgPool, kini: DateTime<Utc>) -> sqlx::Result<u64> {
    let dibuang =
        sqlx::query!("delete from draf where kedaluwarsa <= $1", kini).execute(pool).await?;
    Ok(dibuang.rows_affected())
}

fn sidik(rahasia: &str) -> Vec<u8> {
    Sha256::digest(rahasia.as_bytes()).to_vec()
}
