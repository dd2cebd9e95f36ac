//! Moments and dates as people type them on the command line.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use events::waktu::{TAHUN, Zona, tanggal_panjang};
use projections::catatan::Sudut;

use chrono::Datelike;

use super::{Keliru, Lihat};
use crate::clock::Clock;

/// A whole day means its end: what was known on that day, all of it.
pub(super) fn sudut(lihat: &Lihat, zona: Zona) -> anyhow::Result<Sudut> {
    let sebagaimana = match &lihat.sebagaimana {
        None => Clock::System.now(),
        Some(teks) => saat(teks, zona).ok_or_else(|| {
            Keliru(format!(
                "--sebagaimana {teks:?} bukan tanggal atau saat; contoh: 2025-08-06 atau 2025-08-06T14:00"
            ))
        })?,
    };
    Ok(Sudut { sebagaimana, menurut_catatan: lihat.menurut_catatan, zona })
}

/// The same for a paper, which says of what day it is: no day that is still to come.
pub(super) fn sudut_kertas(lihat: &Lihat, zona: Zona) -> anyhow::Result<Sudut> {
    let sudut = sudut(lihat, zona)?;
    if sudut.hari() > zona.tanggal(Clock::System.now()) {
        let hari = tanggal_panjang(sudut.hari());
        let pesan = format!("--sebagaimana: {hari} belum tiba; tulis hari ini atau sebelumnya");
        return Err(Keliru(pesan).into());
    }
    Ok(sudut)
}

fn saat(teks: &str, zona: Zona) -> Option<DateTime<Utc>> {
    let teks = teks.trim();
    if let Some(tanggal) = baca_tanggal(teks) {
        return Some(zona.akhir_hari(tanggal));
    }
    let saat = teks.parse::<DateTime<Utc>>().ok().or_else(|| {
        let lokal = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"]
            .iter()
            .find_map(|bentuk| NaiveDateTime::parse_from_str(teks, bentuk).ok())?;
        Some(zona.pukul(lokal.date(), lokal.time()))
    })?;
    TAHUN.contains(&saat.year()).then_some(saat)
}

/// A moment at which something is to be done: a whole day means its morning.
pub(super) fn pagi(nama: &str, teks: &str, zona: Zona) -> anyhow::Result<DateTime<Utc>> {
    let pukul = NaiveTime::from_hms_opt(8, 0, 0).unwrap_or_default();
    let hari = baca_tanggal(teks.trim()).map(|hari| zona.pukul(hari, pukul));
    hari.or_else(|| saat(teks, zona)).ok_or_else(|| {
        let contoh = "contoh: 2026-11-20 atau 2026-11-20T08:00";
        Keliru(format!("{nama} {teks:?} bukan tanggal atau saat; {contoh}")).into()
    })
}

fn baca_tanggal(teks: &str) -> Option<NaiveDate> {
    let tanggal = NaiveDate::parse_from_str(teks, "%Y-%m-%d").ok()?;
    (teks.len() == 10 && TAHUN.contains(&tanggal.year())).then_some(tanggal)
}

/// A date argument, or what is wrong with it.
pub(super) fn tanggal(nama: &str, teks: &str) -> anyhow::Result<NaiveDate> {
    baca_tanggal(teks.trim()).ok_or_else(|| {
        Keliru(format!("{nama} {teks:?} bukan tanggal yang ada; tulis seperti 2023-01-31")).into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_means_its_end_in_the_offices_zone() {
        assert_eq!(
            saat("2025-08-06", Zona::Wib).unwrap().to_rfc3339(),
            "2025-08-06T16:59:59.999999+00:00"
        );
        assert_eq!(
            saat("2025-08-06T14:00", Zona::Wit).unwrap().to_rfc3339(),
            "2025-08-06T05:00:00+00:00"
        );
        assert_eq!(
            saat("2025-08-06T14:00:00Z", Zona::Wit).unwrap().to_rfc3339(),
            "2025-08-06T14:00:00+00:00"
        );
    }

    #[test]
    fn impossible_dates_are_refused() {
        for teks in [
            "2025-02-30",
            "2025-8-6",
            "0025-08-06",
            "99999-01-01",
            "kemarin",
            "",
            "2025-08-06T25:00",
        ] {
            assert!(saat(teks, Zona::Wib).is_none(), "{teks}");
        }
    }
}
