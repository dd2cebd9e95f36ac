//! `jejak demo`: a made-up city to look around in.

use clap::Args;

use crate::config::Options;

#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Benih: benih dan tanggal yang sama memberi kota yang sama
    #[arg(long, default_value_t = 2026)]
    benih: u64,
}

pub(super) async fn run(options: Options, a: Arguments) -> anyhow::Result<()> {
    let _ = (options, a.benih);
    anyhow::bail!("belum ada")
}
