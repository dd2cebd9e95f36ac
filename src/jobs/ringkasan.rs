//! Puts the morning's digests into the outbox.

use chrono::{DateTime, Utc};

use crate::app::App;
use crate::surel;

pub(super) async fn run(app: &App, pada: DateTime<Utc>) -> anyhow::Result<String> {
    let banyak = surel::ringkasan_pagi(app, app.zona.tanggal(pada)).await?;
    Ok(format!("{banyak} ringkasan disiapkan"))
}
