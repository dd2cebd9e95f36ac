//! Throws away what waited in vain: drafts, and files that no fact names.

use chrono::{DateTime, Utc};

use crate::app::App;
use crate::draf;

pub(super) async fn run(app: &App, pada: DateTime<Utc>) -> anyhow::Result<String> {
    let draf = draf::sapu(&app.pool, pada).await?;
    let berkas = app.sapu_berkas().await?;
    Ok(format!("{draf} draf dan {berkas} berkas dibuang"))
}
