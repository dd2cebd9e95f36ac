//! The log as it stood from one point of view, sorted by stream.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use events::aturan::{Aturan, RiwayatAturan};
use events::buku::{Buku, BukuDibuka};
use events::kalender::{Kalender, Lapisan};
use events::teks::Label;
use events::unit::Unit;
use events::waktu::Zona;
use events::{Event, Tercatat, katalog, kegiatan, pendamping, perkara, sengketa};
use uuid::Uuid;

/// From when one looks, and by which of the log's clocks.
#[derive(Clone, Copy, Debug)]
pub struct Sudut {
    pub sebagaimana: DateTime<Utc>,
    /// By what was recorded then; otherwise by what could be known then, which
    /// lets an imported register be seen as it was.
    pub menurut_catatan: bool,
    pub zona: Zona,
}

impl Sudut {
    /// The local date on which the facts are read.
    pub fn hari(&self) -> NaiveDate {
        self.zona.tanggal(self.sebagaimana)
    }

    /// Whether a fact was there from here.
    pub fn melihat<E>(&self, tercatat: &Tercatat<E>) -> bool {
        let saat = if self.menurut_catatan { tercatat.recorded_at } else { tercatat.diketahui };
        saat <= self.sebagaimana
    }
}

/// What every answer about a case stands on, folded: calendar, rules, units and
/// books.
#[derive(Clone, Default)]
pub struct Dasar {
    pub lapisan: BTreeMap<Lapisan, Kalender>,
    pub unit: BTreeMap<Uuid, Unit>,
    pub buku: BTreeMap<Uuid, Buku>,
    riwayat_aturan: RiwayatAturan,
    aturan: Vec<(NaiveDate, Arc<Aturan>)>,
    aturan_umum: Arc<Aturan>,
}

impl Dasar {
    /// Lays the rules over the calendar.
    fn susun(&mut self) {
        let kalender = self.kalender();
        let semua = self.riwayat_aturan.semua(&kalender).into_iter();
        self.aturan = semua.map(|(sejak, aturan)| (sejak, Arc::new(aturan))).collect();
        self.aturan_umum = Arc::new(Aturan::umum(kalender));
    }

    /// All layers laid over each other.
    pub fn kalender(&self) -> Kalender {
        self.lapisan.values().cloned().fold(Kalender::default(), Kalender::tumpuk)
    }

    /// The rules in force on a date.
    pub fn aturan(&self, tanggal: NaiveDate) -> &Arc<Aturan> {
        let berlaku = self.aturan.iter().rev().find(|(sejak, _)| *sejak <= tanggal);
        berlaku.map_or(&self.aturan_umum, |(_, aturan)| aturan)
    }
}

/// Streams of each kind, folded where a state is enough.
pub struct Catatan {
    pub sudut: Sudut,
    pub perkara: BTreeMap<Uuid, Vec<Tercatat<perkara::Event>>>,
    pub sengketa: BTreeMap<Uuid, Vec<Tercatat<sengketa::Event>>>,
    pub pendamping: BTreeMap<Uuid, Vec<Tercatat<pendamping::Event>>>,
    pub katalog: BTreeMap<Uuid, Vec<Tercatat<katalog::Event>>>,
    pub kegiatan: BTreeMap<Uuid, Vec<Tercatat<kegiatan::Event>>>,
    pub dasar: Arc<Dasar>,
}

impl Catatan {
    /// Sorts the facts that were visible from that point of view.
    pub fn dari(fakta: impl IntoIterator<Item = Tercatat<Event>>, sudut: Sudut) -> Self {
        Catatan::di_atas(Arc::default(), fakta, sudut)
    }

    /// The same over what was folded before from the same point of view. It is
    /// copied only where a fact changes it.
    pub fn di_atas(
        dasar: Arc<Dasar>,
        fakta: impl IntoIterator<Item = Tercatat<Event>>,
        sudut: Sudut,
    ) -> Self {
        let mut catatan = Catatan {
            sudut,
            perkara: BTreeMap::new(),
            sengketa: BTreeMap::new(),
            pendamping: BTreeMap::new(),
            katalog: BTreeMap::new(),
            kegiatan: BTreeMap::new(),
            dasar,
        };
        let mut berubah = false;
        for tercatat in fakta {
            if sudut.melihat(&tercatat) {
                berubah |= catatan.tambah(tercatat);
            }
        }
        if berubah {
            Arc::make_mut(&mut catatan.dasar).susun();
        }
        catatan
    }

    /// Whether the rules are to be laid over the calendar again.
    fn tambah(&mut self, tercatat: Tercatat<Event>) -> bool {
        let id = tercatat.stream.id;
        let (tercatat, event) = tercatat.pisah();
        match event {
            Event::Perkara(event) => {
                self.perkara.entry(id).or_default().push(tercatat.ganti(*event));
            }
            Event::Sengketa(event) => {
                self.sengketa.entry(id).or_default().push(tercatat.ganti(event));
            }
            Event::Pendamping(event) => {
                self.pendamping.entry(id).or_default().push(tercatat.ganti(event));
            }
            Event::Katalog(event) => {
                self.katalog.entry(id).or_default().push(tercatat.ganti(event));
            }
            Event::Kegiatan(event) => {
                self.kegiatan.entry(id).or_default().push(tercatat.ganti(event));
            }
            Event::Kalender(event) => {
                if let Some(lapisan) = Lapisan::dari_aliran(id) {
                    Arc::make_mut(&mut self.dasar)
                        .lapisan
                        .entry(lapisan)
                        .or_default()
                        .evolve(&event);
                }
                return true;
            }
            Event::Unit(event) => {
                let semua = &mut Arc::make_mut(&mut self.dasar).unit;
                let unit = semua.remove(&id).unwrap_or_default();
                semua.insert(id, unit.evolve(&event));
            }
            Event::Buku(event) => {
                let semua = &mut Arc::make_mut(&mut self.dasar).buku;
                let buku = semua.remove(&id).unwrap_or_default();
                semua.insert(id, buku.evolve(&event));
            }
            Event::Aturan(event) => {
                Arc::make_mut(&mut self.dasar).riwayat_aturan.evolve(&event);
                return true;
            }
            // No case and no figure of this crate hangs on them.
            Event::Laporan(_)
            | Event::Pengguna(_)
            | Event::Kantor(_)
            | Event::Tahunan(_)
            | Event::Monev(_)
            | Event::Kegagalan(_) => {}
        }
        false
    }

    /// All layers laid over each other.
    pub fn kalender(&self) -> Kalender {
        self.dasar.kalender()
    }

    /// The rules in force on a date; without a date, today's.
    pub fn aturan(&self, tanggal: Option<NaiveDate>) -> &Aturan {
        self.dasar.aturan(tanggal.unwrap_or(self.sudut.hari()))
    }

    pub fn nama_unit(&self, id: Uuid) -> Option<&Label> {
        self.dasar.unit.get(&id)?.nama()
    }

    pub fn buku_dibuka(&self, id: Uuid) -> Option<&BukuDibuka> {
        match self.dasar.buku.get(&id)? {
            Buku::BelumAda => None,
            Buku::Terbuka { dibuka, .. } | Buku::Ditutup { dibuka, .. } => Some(dibuka),
        }
    }
}
