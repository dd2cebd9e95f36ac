//! What a batch of facts touches, and the streams that its rows are computed
//! from.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use events::{Event, aturan, kalender, pendamping};
use projections::bahan::Daun;
use projections::log::Entri;
use uuid::Uuid;

use crate::log::Raw;

/// What the facts of a page touch.
#[derive(Clone, Debug, Default)]
pub(super) struct Sentuhan {
    /// The last position that it covers; zero where it covers none.
    pub sampai: u64,
    pub perkara: BTreeSet<Uuid>,
    pub sengketa: BTreeSet<Uuid>,
    pub unit: BTreeSet<Uuid>,
    pub buku: BTreeSet<Uuid>,
    pub katalog: BTreeSet<Uuid>,
    pub kegiatan: BTreeSet<Uuid>,
    /// Companions with alarms in them.
    pub pendamping: BTreeSet<Uuid>,
    /// Days that began or ceased to count, or from which other rules hold.
    pub hari: Option<(NaiveDate, NaiveDate)>,
    pub daun: Vec<Daun>,
    pub log: Vec<Entri>,
}

impl Sentuhan {
    /// What the page touches up to the first fact that cannot be read, and why
    /// that one cannot.
    pub(super) fn dari(halaman: &[Raw]) -> (Self, Option<String>) {
        let mut sentuhan = Sentuhan::default();
        for raw in halaman {
            match raw.decode() {
                Ok(tercatat) => sentuhan.tambah(raw.stream.id, &tercatat.event),
                Err(error) => return (sentuhan, Some(format!("{error:#}"))),
            }
            sentuhan.sampai = raw.position;
        }
        (sentuhan, None)
    }

    /// The leaves alone, whatever is in them.
    pub(super) fn daun(halaman: &[Raw]) -> Self {
        let daun = halaman.iter().map(|raw| Daun { posisi: raw.position, hash: raw.leaf_hash });
        let sampai = halaman.last().map_or(0, |raw| raw.position);
        Sentuhan { sampai, daun: daun.collect(), ..Sentuhan::default() }
    }

    /// What the log is searched by, up to the first leaf that is none.
    pub(super) fn entri(halaman: &[Raw]) -> (Self, Option<String>) {
        let mut sentuhan = Sentuhan::default();
        for raw in halaman {
            match raw.entry() {
                Ok(entri) => sentuhan.log.push(entri),
                Err(error) => return (sentuhan, Some(format!("{error:#}"))),
            }
            sentuhan.sampai = raw.position;
        }
        (sentuhan, None)
    }

    fn tambah(&mut self, id: Uuid, event: &Event) {
        match event {
            Event::Perkara(_) => drop(self.perkara.insert(id)),
            Event::Sengketa(_) => drop(self.sengketa.insert(id)),
            Event::Unit(_) => drop(self.unit.insert(id)),
            // A number given changes no name.
            Event::Buku(events::buku::Event::NomorDiberikan(_)) => {}
            Event::Buku(_) => drop(self.buku.insert(id)),
            Event::Katalog(_) => drop(self.katalog.insert(id)),
            Event::Kegiatan(_) => drop(self.kegiatan.insert(id)),
            Event::Kalender(kalender::Event::HariDitutup(hari)) => self.hari(hari.tanggal, None),
            Event::Kalender(kalender::Event::HariDibuka(hari)) => self.hari(hari.tanggal, None),
            Event::Aturan(aturan::Event::AturanDitetapkan(aturan)) => {
                self.hari(aturan.berlaku_sejak, Some(NaiveDate::MAX));
            }
            Event::Pendamping(
                pendamping::Event::AlarmDibunyikan(_) | pendamping::Event::AlarmDihentikan(_),
            ) => drop(self.pendamping.insert(id)),
            Event::Laporan(_)
            | Event::Pengguna(_)
            | Event::Pendamping(_)
            | Event::Kantor(_)
            | Event::Tahunan(_)
            | Event::Monev(_)
            | Event::Kegagalan(_) => {}
        }
    }

    fn hari(&mut self, dari: NaiveDate, sampai: Option<NaiveDate>) {
        // PostgreSQL's dates end before chrono's do.
        let sampai = sampai.unwrap_or(dari).min(AKHIR);
        let (awal, akhir) = self.hari.unwrap_or((dari, sampai));
        self.hari = Some((awal.min(dari), akhir.max(sampai)));
    }
}

/// The last day that PostgreSQL is asked about.
pub(super) const AKHIR: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("a date");
