//! The store of links to the calendars of officers. A link is 256 bits of chance
//! of which only a digest is kept; a new one takes the place of the old.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use sqlx::PgPool;
use uuid::Uuid;

use crate::app::App;

/// Makes a link's secret for somebody, and ends the one they had.
pub async fn buat(app: &App, pengguna: Uuid) -> sqlx::Result<String> {
    let rahasia = URL_SAFE_NO_PAD.encode([app.log.chance(), app.log.chance()].concat());
    sqlx::query!(
        "insert into tautan_kalender (pengguna, sidik, dibuat) values ($1, $2, $3)
         on conflict (pengguna) do update set sidik = excluded.sidik, dibuat = excluded.dibuat",
        pengguna,
        &sidik(&rahasia),
        app.clock.now(),
    )
    .execute(&app.pool)
    .await?;
    Ok(rahasia)
}

/// Since when somebody's link holds, where they have one.
pub async fn sejak(pool: &PgPool, pengguna: Uuid) -> sqlx::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar!("select dibuat from tautan_kalender where pengguna = $1", pengguna)
        .fetch_optional(pool)
        .await
}

/// Whose link this is.
pub async fn pemilik(pool: &PgPool, rahasia: &str) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar!("select pengguna from tautan_kalender where sidik = $1", &sidik(rahasia))
        .fetch_optional(pool)
        .await
}

/// Ends somebody's link; one that is not there has ended already.
pub async fn hapus(pool: &PgPool, pengguna: Uuid) -> sqlx::Result<()> {
    sqlx::query!("delete from tautan_kalender where pengguna = $1", pengguna).execute(pool).await?;
    Ok(())
}

fn sidik(rahasia: &str) -> Vec<u8> {
    Sha256::digest(rahasia.as_bytes()).to_vec()
}
