//! Appends of many facts in one command, a dozen to a case, beside pgbench
//! sending the same bytes for the same `unnest`.

use std::time::{Duration, Instant};

use futures_util::future::try_join_all;

use super::append::FAKTA_PER_PERKARA;
use super::limit::{Mode, banyak_baris};
use super::{Alat, Ukuran, data, median, per_detik};
use crate::app::App;
use crate::log::new_id;

const LAMA: Duration = Duration::from_secs(3);
const ULANGAN: usize = 3;

pub(super) async fn ukur(alat: &mut Alat) -> anyhow::Result<Vec<Ukuran>> {
    let fakta = alat.limit.fakta_terakhir().await?;
    let mut ukuran = Vec::new();
    for (banyak, klien) in [(100_u32, 1), (100, 4), (1_000, 1), (1_000, 4)] {
        let (mut hasil, mut batas) = (Vec::new(), Vec::new());
        let naskah = banyak_baris(usize::try_from(banyak)?, &fakta);
        for _ in 0..ULANGAN {
            hasil.push(fakta_per_detik(&alat.app, banyak, klien).await?);
            let kali = alat.limit.pgbench(Mode::Simple, &naskah, klien, LAMA).await?;
            batas.push(kali * f64::from(banyak));
        }
        ukuran.push(Ukuran {
            apa: format!("append {banyak} fakta sekaligus, {klien} klien"),
            satuan: "fakta/s",
            hasil: median(hasil),
            batas: median(batas),
            pembatas: "pgbench, unnest yang sama",
            target: Some(0.8),
        });
    }
    Ok(ukuran)
}

async fn fakta_per_detik(app: &App, banyak: u32, klien: u32) -> anyhow::Result<f64> {
    let mulai = Instant::now();
    let klien = (0..klien).map(|_| {
        let (log, clock) = (app.log.clone(), app.clock.clone());
        tokio::spawn(async move {
            let unit = new_id(clock.now());
            let mut ditulis = 0;
            while mulai.elapsed() < LAMA {
                let perkara = (0..banyak).step_by(FAKTA_PER_PERKARA as usize).map(|sudah| {
                    let sisa = FAKTA_PER_PERKARA.min(banyak - sudah);
                    data::jawaban_dari(&clock, unit, new_id(clock.now()), 0, sisa)
                });
                log.append(data::command(&clock, perkara.collect())).await?;
                ditulis += banyak;
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
