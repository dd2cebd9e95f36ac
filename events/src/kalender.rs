//! The calendar as a stream: which days are closed, by which instrument, and
//! since when that could be known.
//!
//! Three layers, national, regional and the office's own, are three streams of
//! the same facts. A late SKB 3 Menteri moves open deadlines, and the history
//! can say what was known on any day.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::event::{AliranId, JenisAliran, Tercatat};
use crate::teks::Label;
use crate::waktu::tanggal_panjang;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "body")]
pub enum Event {
    HariDitutup(HariDitutup),
    HariDibuka(HariDibuka),
}

/// A day on which the office is closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HariDitutup {
    pub tanggal: NaiveDate,
    pub jenis: JenisHari,
    pub nama: Label,
    /// The date itself is an estimate (a lunar feast).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub perkiraan: bool,
    pub instrumen: Label,
    pub terbit: NaiveDate,
    pub sumber_terbit: SumberTerbit,
}

/// A closed day that a later instrument opens again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HariDibuka {
    pub tanggal: NaiveDate,
    pub instrumen: Label,
    pub terbit: NaiveDate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JenisHari {
    LiburNasional,
    CutiBersama,
    LiburDaerah,
    LiburKantor,
}

/// How well the date of the instrument is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SumberTerbit {
    /// Read from the instrument.
    Instrumen,
    Pers,
    /// From memory, not checked.
    Ingatan,
    /// The instrument was out by this date; its own date was not read.
    PalingLambat,
}

/// Where the entry holds: everywhere, in one region, in one office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lapisan {
    Nasional,
    Daerah,
    Kantor,
}

pub const SEMUA_LAPISAN: [Lapisan; 3] = [Lapisan::Nasional, Lapisan::Daerah, Lapisan::Kantor];

impl Lapisan {
    /// The layer's stream. There is one of each in a log, so its id is fixed.
    pub fn aliran(self) -> AliranId {
        let nomor = match self {
            Lapisan::Nasional => 1,
            Lapisan::Daerah => 2,
            Lapisan::Kantor => 3,
        };
        let id = Uuid::from_u128(0x6b61_6c65_6e64_8000_8000_0000_0000_0000 | nomor);
        AliranId { jenis: JenisAliran::Kalender, id }
    }

    pub fn dari_aliran(id: Uuid) -> Option<Self> {
        SEMUA_LAPISAN.into_iter().find(|lapisan| lapisan.aliran().id == id)
    }

    pub fn nama(self) -> &'static str {
        match self {
            Lapisan::Nasional => "nasional",
            Lapisan::Daerah => "daerah",
            Lapisan::Kantor => "kantor",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KalenderDitolak {
    #[error("{} sudah tercatat tutup dengan nama itu pada lapisan ini", tanggal_panjang(*.0))]
    SudahDitutup(NaiveDate),
    #[error("{} tidak tercatat tutup pada lapisan ini, jadi tidak ada yang dicabut", tanggal_panjang(*.0))]
    TidakDitutup(NaiveDate),
    #[error(
        "instrumen terbit setelah hari yang diaturnya lebih dari satu tahun; periksa tanggalnya"
    )]
    TerbitTidakMasukAkal,
}

/// Closed days by date, of one layer or of several laid over each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kalender {
    tutup: BTreeMap<NaiveDate, Vec<HariDitutup>>,
}

impl Kalender {
    pub fn dari<'a>(fakta: impl IntoIterator<Item = &'a Tercatat<Event>>) -> Self {
        let mut kalender = Kalender::default();
        for tercatat in fakta {
            kalender.evolve(&tercatat.event);
        }
        kalender
    }

    pub fn evolve(&mut self, event: &Event) {
        match event {
            Event::HariDitutup(hari) => {
                self.tutup.entry(hari.tanggal).or_default().push(hari.clone());
            }
            Event::HariDibuka(hari) => {
                self.tutup.remove(&hari.tanggal);
            }
        }
    }

    /// Guards of one layer: an entry stands once, and only what stands is revoked.
    pub fn decide(&self, event: Event) -> Result<Event, KalenderDitolak> {
        let (tanggal, terbit) = match &event {
            Event::HariDitutup(hari) => (hari.tanggal, hari.terbit),
            Event::HariDibuka(hari) => (hari.tanggal, hari.terbit),
        };
        if (terbit - tanggal).num_days() > 366 {
            return Err(KalenderDitolak::TerbitTidakMasukAkal);
        }
        match &event {
            Event::HariDitutup(hari) if self.pada(tanggal).iter().any(|h| h.nama == hari.nama) => {
                Err(KalenderDitolak::SudahDitutup(tanggal))
            }
            Event::HariDibuka(_) if self.pada(tanggal).is_empty() => {
                Err(KalenderDitolak::TidakDitutup(tanggal))
            }
            Event::HariDitutup(_) | Event::HariDibuka(_) => Ok(event),
        }
    }

    pub fn pada(&self, tanggal: NaiveDate) -> &[HariDitutup] {
        self.tutup.get(&tanggal).map_or(&[], Vec::as_slice)
    }

    pub fn semua(&self) -> impl Iterator<Item = &HariDitutup> {
        self.tutup.values().flatten()
    }

    /// Lays another layer over this one.
    pub fn tumpuk(mut self, lapisan: Kalender) -> Self {
        for (tanggal, hari) in lapisan.tutup {
            self.tutup.entry(tanggal).or_default().extend(hari);
        }
        self
    }

    /// Whether any closed day of that year is known: a count that runs into a
    /// year without one is not yet certain.
    pub fn memuat_tahun(&self, tahun: i32) -> bool {
        self.tutup.keys().any(|tanggal| tanggal.year() == tahun)
    }
}

impl HariDitutup {
    pub fn cuti_bersama(&self) -> bool {
        self.jenis == JenisHari::CutiBersama
    }

    /// `libur nasional Hari Raya Natal (SKB …, diketahui 19 September 2025)`.
    pub fn keterangan(&self) -> String {
        let perkiraan = if self.perkiraan { ", tanggalnya perkiraan" } else { "" };
        let sumber = match self.sumber_terbit {
            SumberTerbit::Instrumen | SumberTerbit::Pers => "",
            SumberTerbit::Ingatan => ", tanggal terbit dari ingatan",
            SumberTerbit::PalingLambat => " paling lambat",
        };
        // Most names of cuti bersama already begin with these words.
        let jenis = self.jenis.to_string();
        let bernama = self.nama.as_str().to_lowercase().starts_with(&jenis);
        let jenis = if bernama { String::new() } else { jenis + " " };
        format!(
            "{jenis}{} ({}, diketahui {}{sumber}{perkiraan})",
            self.nama,
            self.instrumen,
            tanggal_panjang(self.terbit)
        )
    }
}

impl std::fmt::Display for JenisHari {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            JenisHari::LiburNasional => "libur nasional",
            JenisHari::CutiBersama => "cuti bersama",
            JenisHari::LiburDaerah => "libur daerah",
            JenisHari::LiburKantor => "libur kantor",
        })
    }
}
