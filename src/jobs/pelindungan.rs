//! Reminds of limits that are counted in hours.

use chrono::{DateTime, Utc};

use crate::app::App;
use crate::pelindungan::ingat::ingatkan;

pub(super) async fn run(app: &App, pada: DateTime<Utc>) -> anyhow::Result<String> {
    let baru = ingatkan(app, pada).await?;
    Ok(format!("{baru} pengingat batas 3 x 24 jam"))
}
