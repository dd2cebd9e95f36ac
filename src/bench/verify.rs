//! The whole log verified, beside the slower of COPY out of the same tables and
//! SHA-256 over the same bytes.

use std::time::{Duration, Instant};

use anyhow::ensure;
use sha2::{Digest, Sha256};
use tokio::task::spawn_blocking;

use super::{Alat, Ukuran, median, per_detik};

const ULANGAN: usize = 3;
const TABEL: [&str; 4] = [
    "select position, kind, stream, version, leaf_hash, leaf from events order by position",
    "select position, ordinal, subject, nonce, sealed from disclosure order by position, ordinal",
    "select command, first_position, last_position from commands",
    "select subject, nonce, wrapped from subject_key",
];

#[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
pub(super) async fn ukur(alat: &mut Alat) -> anyhow::Result<Vec<Ukuran>> {
    let fakta = alat.app.log.position().await?;
    let (mut hasil, mut copy, mut sha) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ULANGAN {
        let mulai = Instant::now();
        let verdict = alat.app.log.verify(|_, _| ()).await?;
        hasil.push(per_detik(fakta, mulai));
        ensure!(verdict.finding.is_none(), "log ini tidak utuh: {:?}", verdict.finding);
        copy.push(fakta as f64 / alat.limit.copy_out(&TABEL).await?.as_secs_f64());
        sha.push(fakta as f64 / sha256(alat).await?.as_secs_f64());
    }
    let (copy, sha) = (median(copy), median(sha));
    Ok(vec![Ukuran {
        apa: "verify, termasuk nilai tersegel".to_owned(),
        satuan: "fakta/s",
        hasil: median(hasil),
        batas: copy.min(sha),
        pembatas: if copy < sha { "COPY tabel yang sama" } else { "SHA-256 bita yang sama" },
        target: Some(0.7),
    }])
}

/// Hashing as many messages of the mean size, on one processor.
async fn sha256(alat: &Alat) -> anyhow::Result<Duration> {
    let daun = alat.limit.bilangan("select count(*) from events").await?;
    let nilai = alat.limit.bilangan("select count(*) from disclosure").await?;
    let bita_daun = usize::try_from(alat.limit.bita_per_daun().await?)?;
    let query = "select coalesce(avg(octet_length(sealed))::bigint, 0)
                   from disclosure tablesample system (5)";
    let bita_nilai = usize::try_from(alat.limit.bilangan(query).await?)?;
    let hashed = spawn_blocking(move || {
        let message = vec![0x61; bita_daun.max(bita_nilai)];
        let mulai = Instant::now();
        for (banyak, bita) in [(daun, bita_daun), (nilai, bita_nilai)] {
            for _ in 0..banyak {
                std::hint::black_box(Sha256::digest(&message[..bita]));
            }
        }
        mulai.elapsed()
    });
    Ok(hashed.await?)
}
