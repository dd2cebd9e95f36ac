//! Goes on with erasures that were approved and cut short.

use crate::app::App;

pub(super) async fn run(app: &App) -> anyhow::Result<String> {
    let selesai = app.lanjutkan_penghapusan().await?;
    Ok(format!("{selesai} penghapusan data pribadi diselesaikan"))
}
