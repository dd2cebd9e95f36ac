//! Short ways to write a calendar and a history in a test.

use chrono::NaiveDate;

use crate::aturan::Aturan;
use crate::hari_kerja::KalenderKerja;
use crate::kalender::{self, HariDitutup, Kalender};
use crate::kalender_nasional::nasional;

pub(crate) fn tgl(teks: &str) -> NaiveDate {
    teks.parse().expect(teks)
}

pub(crate) fn tutup(hari: impl IntoIterator<Item = HariDitutup>) -> Kalender {
    let mut kalender = Kalender::default();
    for hari in hari {
        kalender.evolve(&kalender::Event::HariDitutup(hari));
    }
    kalender
}

/// The national calendar, all of it.
pub(crate) fn kalender() -> Kalender {
    tutup(nasional())
}

/// The general rules over the national calendar.
pub(crate) fn aturan() -> Aturan {
    dengan(kalender())
}

pub(crate) fn dengan(kalender: Kalender) -> Aturan {
    Aturan { kerja: KalenderKerja { kalender, ..Default::default() }, ..Default::default() }
}
