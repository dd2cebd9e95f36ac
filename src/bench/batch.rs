//! Appends of many facts in one command, beside the same `unnest` by pgbench.

use std::time::{Duration, Instant};

use futures_util::future::try_join_all;

use super::append::BITA_DAUN;
use super::limit::banyak_baris;
use super::{Alat, Ukuran, data, median, per_detik};
use crate::app::App;
use crate::log::new_id;

const LAMA: Duration = Duration::from_secs(3);
const ULANGAN: usize = 3;

pub(super) async fn ukur(alat: &mut Alat) -> anyhow::Result<Vec<Ukuran>> {
    let mut ukuran = Vec::new();
    for (banyak, klien) in [(100_u32, 1), (100, 4), (1_000, 1), (1_000, 4)] {
        let (mut hasil, mut batas) = (Vec::new(), Vec::new());
        let naskah = banyak_baris(usize::try_from(banyak)?, BITA_DAUN);
        for _ in 0..ULANGAN {
            hasil.push(fakta_per_detik(&alat.app, banyak, klien).await?);
            let kali = alat.limit.pgbench(&naskah, klien, LAMA).await?;
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
            let (unit, perkara) = (new_id(clock.now()), new_id(clock.now()));
            let mut ditulis = 0;
            while mulai.elapsed() < LAMA {
                let append = data::jawaban_dari(&clock, unit, perkara, ditulis, banyak);
                log.append(data::command(&clock, vec![append])).await?;
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
