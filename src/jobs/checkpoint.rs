//! Has the log signed, every minute: also where nothing was written, because a
//! log that went back has nothing new either.

use crate::app::App;
use crate::checkpoint::saksi::saksikan;
use crate::checkpoint::{Halangan, terbitkan};
use crate::surel::checkpoint::antrekan;

pub(crate) async fn run(app: &App) -> anyhow::Result<String> {
    match terbitkan(app).await {
        Ok(terbit) => {
            let saksi = saksikan(app, &app.saksi, &terbit).await?;
            antrekan(app).await?;
            let ukuran = terbit.ukuran;
            Ok(match app.saksi.len() {
                0 => format!("{ukuran} fakta ditandatangani"),
                semua => {
                    format!("{ukuran} fakta ditandatangani, dilihat {saksi} dari {semua} saksi")
                }
            })
        }
        Err(Halangan::TanpaPenanda) => Ok(Halangan::TanpaPenanda.to_string()),
        Err(halangan) => Err(halangan.into()),
    }
}
