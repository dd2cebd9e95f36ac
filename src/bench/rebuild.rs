//! Every read model built anew, beside what is wanted of it: eight million
//! facts in a minute, in half a gigabyte.

use std::time::Instant;

use anyhow::Context;
use projections::proyeksi::SEMUA;

use super::{Alat, per_detik};

/// Facts a second that build eight million in a minute.
pub const LAJU: f64 = 8_000_000.0 / 60.0;
/// Megabytes of this process at its highest.
pub const MEMORI_MB: f64 = 500.0;

/// One rebuild of all read models.
#[derive(Clone, Copy, Debug)]
pub struct Bangunan {
    pub fakta: u64,
    pub fakta_per_detik: f64,
    pub memori_mb: f64,
}

pub(super) async fn ukur(alat: &mut Alat) -> anyhow::Result<Bangunan> {
    let fakta = alat.app.log.position().await?;
    lupakan_puncak()?;
    let mulai = Instant::now();
    alat.app.tampilan.bangun(&SEMUA, &mut |_| ()).await?;
    let fakta_per_detik = per_detik(fakta, mulai);
    Ok(Bangunan { fakta, fakta_per_detik, memori_mb: puncak_mb()? })
}

/// Starts the kernel's count of the highest resident memory anew.
fn lupakan_puncak() -> anyhow::Result<()> {
    std::fs::write("/proc/self/clear_refs", "5").context("puncak memori tidak dapat dihitung ulang")
}

fn puncak_mb() -> anyhow::Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let baris = status.lines().find_map(|baris| baris.strip_prefix("VmHWM:"));
    let kb = baris.and_then(|baris| baris.split_whitespace().next());
    let kb: f64 = kb.context("kernel tidak menyebut puncak memori")?.parse()?;
    Ok(kb / 1_024.0)
}
