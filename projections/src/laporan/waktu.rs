//! How long things took, from how many took how long.

use std::collections::BTreeMap;

use serde::Serialize;

/// Working days that something took: quartiles by linear interpolation, and how
/// many within the law's ten, within its seventeen, and later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Waktu {
    pub n: u64,
    pub rerata_hk: Option<f64>,
    pub minimum_hk: Option<i64>,
    pub kuartil_bawah_hk: Option<f64>,
    pub median_hk: Option<f64>,
    pub kuartil_atas_hk: Option<f64>,
    pub maksimum_hk: Option<i64>,
    pub sampai_10_hk: u64,
    pub sampai_17_hk: u64,
    pub lebih_17_hk: u64,
}

impl Waktu {
    pub fn dari(hari: &BTreeMap<i64, u64>) -> Self {
        let n: u64 = hari.values().sum();
        let dalam = |dari: i64, sampai: i64| hari.range(dari..=sampai).map(|(_, n)| n).sum();
        let bulat = |nilai: f64| (nilai * 100.0).round() / 100.0;
        let rerata = || {
            let jumlah: i64 = hari.iter().map(|(hk, n)| hk * n.cast_signed()).sum();
            bulat(f64_dari(jumlah) / f64_dari(n.cast_signed()))
        };
        let kuartil = |bagian: f64| (n > 0).then(|| persentil(hari, n, bagian));
        Waktu {
            n,
            rerata_hk: (n > 0).then(rerata),
            minimum_hk: hari.keys().next().copied(),
            kuartil_bawah_hk: kuartil(0.25),
            median_hk: kuartil(0.5),
            kuartil_atas_hk: kuartil(0.75),
            maksimum_hk: hari.keys().next_back().copied(),
            sampai_10_hk: dalam(i64::MIN, 10),
            sampai_17_hk: dalam(11, 17),
            lebih_17_hk: dalam(18, i64::MAX),
        }
    }
}

/// As PostgreSQL's `percentile_cont` has it.
fn persentil(hari: &BTreeMap<i64, u64>, n: u64, bagian: f64) -> f64 {
    let letak = f64_dari(n.cast_signed() - 1) * bagian;
    let (bawah, atas) = (pada(hari, letak.floor()), pada(hari, letak.ceil()));
    bawah + (atas - bawah) * letak.fract()
}

/// The value at a place in the order, from zero.
fn pada(hari: &BTreeMap<i64, u64>, letak: f64) -> f64 {
    let mut sampai = 0.0;
    for (hk, n) in hari {
        sampai += f64_dari(n.cast_signed());
        if letak < sampai {
            return f64_dari(*hk);
        }
    }
    f64::NAN
}

#[expect(clippy::cast_precision_loss, reason = "day counts are far below 2^52")]
fn f64_dari(n: i64) -> f64 {
    n as f64
}
