//! Every fact read and decoded, beside COPY of the same columns to nowhere.

use std::time::Instant;

use super::{Alat, Ukuran, median, per_detik};
use crate::log::Values;

const ULANGAN: usize = 3;
const KOLOM: &str = "select position, leaf from events order by position";

#[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
pub(super) async fn ukur(alat: &mut Alat) -> anyhow::Result<Vec<Ukuran>> {
    let fakta = alat.app.log.position().await?;
    let (mut hasil, mut batas) = (Vec::new(), Vec::new());
    for _ in 0..ULANGAN {
        let mulai = Instant::now();
        let mut dibaca = 0;
        let hitung = |_| {
            dibaca += 1;
            Ok(())
        };
        alat.app.log.replay_with(0, Values::Sealed, hitung).await?;
        hasil.push(per_detik(dibaca, mulai));
        batas.push(fakta as f64 / alat.limit.copy_out(&[KOLOM]).await?.as_secs_f64());
    }
    Ok(vec![Ukuran {
        apa: "replay, setiap fakta terurai".to_owned(),
        satuan: "fakta/s",
        hasil: median(hasil),
        batas: median(batas),
        pembatas: "COPY kolom yang sama",
        target: Some(0.8),
    }])
}
