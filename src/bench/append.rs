//! Durable appends of one fact with one sealed value, in process, beside
//! pgbench inserting the same rows one a commit.

use std::time::{Duration, Instant};

use futures_util::future::try_join_all;
use uuid::Uuid;

use super::limit::{Mode, satu_baris};
use super::{Alat, Ukuran, data, median, per_detik};
use crate::app::App;
use crate::log::new_id;

const LAMA: Duration = Duration::from_secs(3);
const ULANGAN: usize = 3;
/// Facts after which a client goes on with another case.
pub(super) const FAKTA_PER_PERKARA: u32 = 12;

pub(super) async fn ukur(alat: &mut Alat) -> anyhow::Result<Vec<Ukuran>> {
    let naskah = satu_baris(&alat.limit.fakta_terakhir().await?);
    let mut ukuran = Vec::new();
    for (klien, target) in [(1, None), (8, None), (64, Some(2.0))] {
        let (mut hasil, mut batas) = (Vec::new(), Vec::new());
        // Both in turn, so that what changes meanwhile changes both.
        for _ in 0..ULANGAN {
            hasil.push(append_per_detik(&alat.app, klien, LAMA).await?);
            batas.push(alat.limit.pgbench(Mode::Prepared, &naskah, klien, LAMA).await?);
        }
        ukuran.push(Ukuran {
            apa: format!("append satu fakta, {klien} klien"),
            satuan: "append/s",
            hasil: median(hasil),
            batas: median(batas),
            pembatas: "pgbench, satu baris per commit",
            target,
        });
    }
    Ok(ukuran)
}

/// The same with 64 clients, on a log that is still growing.
pub(super) async fn pada_ukuran_ini(alat: &mut Alat) -> anyhow::Result<f64> {
    let mut hasil = Vec::new();
    for _ in 0..ULANGAN {
        hasil.push(append_per_detik(&alat.app, 64, LAMA).await?);
    }
    Ok(median(hasil))
}

pub(super) async fn append_per_detik(app: &App, klien: u32, lama: Duration) -> anyhow::Result<f64> {
    let mulai = Instant::now();
    // One task each, as requests of a server have.
    let klien = (0..klien).map(|_| {
        let (log, clock) = (app.log.clone(), app.clock.clone());
        tokio::spawn(async move {
            let unit = new_id(clock.now());
            let (mut perkara, mut ditulis) = (Uuid::nil(), 0);
            while mulai.elapsed() < lama {
                let versi = ditulis % FAKTA_PER_PERKARA;
                if versi == 0 {
                    perkara = new_id(clock.now());
                }
                log.append(data::jawaban(&clock, unit, perkara, versi)).await?;
                ditulis += 1;
            }
            anyhow::Ok(u64::from(ditulis))
        })
    });
    let mut jumlah = 0;
    for ditulis in try_join_all(klien).await? {
        jumlah += ditulis?;
    }
    Ok(per_detik(jumlah, mulai))
}
