//! Reports: the six-monthly one of each PPID Pembantu, and the yearly one.
//!
//! Pasal 56-57 Perki 1/2021; Permendagri 3/2017. Handing one in freezes what it
//! was made from, so that anybody can make the same bytes again.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::event::Tercatat;
use crate::pihak::UnitId;
use crate::teks::{Isi, Label};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "body")]
pub enum Event {
    LaporanDisusun(LaporanDisusun),
    LaporanDisampaikan(LaporanDisampaikan),
    LaporanDikembalikan { catatan: Isi },
    LaporanDiterima {},
    LaporanDikirimKeKi { nomor_surat: Option<Label> },
}

/// Drafted for a period; without a unit it is the office's yearly report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaporanDisusun {
    pub dari: NaiveDate,
    pub sampai: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
}

/// Handed in, with what it was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaporanDisampaikan {
    pub posisi: u64,
    pub akar: Label,
    pub versi_templat: u32,
    pub sha256: Label,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kendala: Option<Isi>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rekomendasi: Option<Isi>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Laporan {
    #[default]
    BelumAda,
    Disusun(LaporanDisusun),
    Disampaikan(LaporanDisusun),
    Dikembalikan(LaporanDisusun),
    Diterima(LaporanDisusun),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LaporanDitolak {
    #[error("laporan ini sudah disusun")]
    SudahDisusun,
    #[error("akhir periode mendahului awalnya")]
    PeriodeTerbalik,
    #[error("laporan ini belum disusun")]
    BelumDisusun,
    #[error("laporan ini belum disampaikan")]
    BelumDisampaikan,
    #[error("laporan ini sudah disampaikan dan menunggu PPID Utama")]
    SudahDisampaikan,
    #[error("laporan ini belum diterima PPID Utama")]
    BelumDiterima,
}

impl Laporan {
    pub fn dari<'a>(fakta: impl IntoIterator<Item = &'a Tercatat<Event>>) -> Self {
        fakta.into_iter().fold(Laporan::default(), |l, tercatat| l.evolve(&tercatat.event))
    }

    pub fn decide(&self, event: Event) -> Result<Event, LaporanDitolak> {
        let halangan = match (&event, self) {
            (Event::LaporanDisusun(baru), Laporan::BelumAda) => {
                (baru.sampai < baru.dari).then_some(LaporanDitolak::PeriodeTerbalik)
            }
            (Event::LaporanDisusun(_), _) => Some(LaporanDitolak::SudahDisusun),
            (_, Laporan::BelumAda) => Some(LaporanDitolak::BelumDisusun),
            (Event::LaporanDisampaikan(_), Laporan::Disusun(_) | Laporan::Dikembalikan(_)) => None,
            (Event::LaporanDisampaikan(_), _) => Some(LaporanDitolak::SudahDisampaikan),
            (
                Event::LaporanDikembalikan { .. } | Event::LaporanDiterima {},
                Laporan::Disampaikan(_),
            ) => None,
            (Event::LaporanDikembalikan { .. } | Event::LaporanDiterima {}, _) => {
                Some(LaporanDitolak::BelumDisampaikan)
            }
            (Event::LaporanDikirimKeKi { .. }, Laporan::Diterima(_)) => None,
            (Event::LaporanDikirimKeKi { .. }, _) => Some(LaporanDitolak::BelumDiterima),
        };
        halangan.map_or(Ok(event), Err)
    }

    fn disusun(self) -> Option<LaporanDisusun> {
        match self {
            Laporan::BelumAda => None,
            Laporan::Disusun(d)
            | Laporan::Disampaikan(d)
            | Laporan::Dikembalikan(d)
            | Laporan::Diterima(d) => Some(d),
        }
    }

    pub fn evolve(self, event: &Event) -> Self {
        match event {
            Event::LaporanDisusun(disusun) => Laporan::Disusun(disusun.clone()),
            Event::LaporanDisampaikan(_) => {
                self.disusun().map_or_else(Laporan::default, Laporan::Disampaikan)
            }
            Event::LaporanDikembalikan { .. } => {
                self.disusun().map_or_else(Laporan::default, Laporan::Dikembalikan)
            }
            Event::LaporanDiterima {} => {
                self.disusun().map_or_else(Laporan::default, Laporan::Diterima)
            }
            Event::LaporanDikirimKeKi { .. } => self,
        }
    }
}
