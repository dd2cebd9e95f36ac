//! Throws away what waited in vain: drafts, and files that no fact names; and
//! mails that went out long ago.

use chrono::{DateTime, Duration, Utc};

use crate::app::App;
use crate::{draf, surel};

/// How long one can look up that a mail was sent; the log knows it for ever.
const SIMPAN_SUREL: Duration = Duration::days(400);

pub(super) async fn run(app: &App, pada: DateTime<Utc>) -> anyhow::Result<String> {
    let draf = draf::sapu(&app.pool, pada).await?;
    let berkas = app.sapu_berkas().await?;
    let surel = surel::tabel::sapu(&app.pool, pada - SIMPAN_SUREL).await?;
    Ok(format!("{draf} draf, {berkas} berkas, dan {surel} surel lama dibuang"))
}
