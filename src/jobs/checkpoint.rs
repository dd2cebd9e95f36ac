//! Has the log signed, every minute: also where nothing was written, because a
//! log that went back has nothing new either.

use crate::app::App;
use crate::checkpoint::{Halangan, terbitkan};

pub(crate) async fn run(app: &App) -> anyhow::Result<String> {
    match terbitkan(app).await {
        Ok(terbit) => Ok(format!("{} fakta ditandatangani", terbit.ukuran)),
        Err(Halangan::TanpaPenanda) => Ok(Halangan::TanpaPenanda.to_string()),
        Err(halangan) => Err(halangan.into()),
    }
}
