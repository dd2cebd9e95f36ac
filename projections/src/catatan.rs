//! The log as it stood from one point of view, sorted by stream.

use std::collections::BTreeMap;

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

    fn melihat<E>(&self, tercatat: &Tercatat<E>) -> bool {
        let saat = if self.menurut_catatan { tercatat.recorded_at } else { tercatat.diketahui };
        saat <= self.sebagaimana
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
    pub lapisan: BTreeMap<Lapisan, Kalender>,
    pub unit: BTreeMap<Uuid, Unit>,
    pub buku: BTreeMap<Uuid, Buku>,
    aturan: Vec<(NaiveDate, Aturan)>,
    aturan_umum: Aturan,
}

impl Catatan {
    /// Sorts the facts that were visible from that point of view.
    pub fn dari(fakta: impl IntoIterator<Item = Tercatat<Event>>, sudut: Sudut) -> Self {
        let mut catatan = Catatan {
            sudut,
            perkara: BTreeMap::new(),
            sengketa: BTreeMap::new(),
            pendamping: BTreeMap::new(),
            katalog: BTreeMap::new(),
            kegiatan: BTreeMap::new(),
            lapisan: BTreeMap::new(),
            unit: BTreeMap::new(),
            buku: BTreeMap::new(),
            aturan: Vec::new(),
            aturan_umum: Aturan::default(),
        };
        let mut riwayat_aturan = RiwayatAturan::default();
        for tercatat in fakta {
            if sudut.melihat(&tercatat) {
                catatan.tambah(tercatat, &mut riwayat_aturan);
            }
        }
        catatan.aturan_umum = Aturan::umum(catatan.kalender());
        catatan.aturan = riwayat_aturan.semua(&catatan.kalender());
        catatan
    }

    fn tambah(&mut self, tercatat: Tercatat<Event>, riwayat_aturan: &mut RiwayatAturan) {
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
            Event::Kalender(event) => {
                if let Some(lapisan) = Lapisan::dari_aliran(id) {
                    self.lapisan.entry(lapisan).or_default().evolve(&event);
                }
            }
            Event::Unit(event) => {
                let unit = self.unit.remove(&id).unwrap_or_default();
                self.unit.insert(id, unit.evolve(&event));
            }
            Event::Buku(event) => {
                let buku = self.buku.remove(&id).unwrap_or_default();
                self.buku.insert(id, buku.evolve(&event));
            }
            Event::Katalog(event) => {
                self.katalog.entry(id).or_default().push(tercatat.ganti(event));
            }
            Event::Kegiatan(event) => {
                self.kegiatan.entry(id).or_default().push(tercatat.ganti(event));
            }
            Event::Aturan(event) => riwayat_aturan.evolve(&event),
            // No case and no figure of this crate hangs on them.
            Event::Laporan(_) | Event::Pengguna(_) | Event::Kantor(_) => {}
        }
    }

    /// All layers laid over each other.
    pub fn kalender(&self) -> Kalender {
        self.lapisan.values().cloned().fold(Kalender::default(), Kalender::tumpuk)
    }

    /// The rules in force on a date; without a date, today's.
    pub fn aturan(&self, tanggal: Option<NaiveDate>) -> &Aturan {
        let tanggal = tanggal.unwrap_or(self.sudut.hari());
        let berlaku = self.aturan.iter().rev().find(|(sejak, _)| *sejak <= tanggal);
        berlaku.map_or(&self.aturan_umum, |(_, aturan)| aturan)
    }

    pub fn nama_unit(&self, id: Uuid) -> Option<&Label> {
        self.unit.get(&id)?.nama()
    }

    pub fn buku_dibuka(&self, id: Uuid) -> Option<&BukuDibuka> {
        match self.buku.get(&id)? {
            Buku::BelumAda => None,
            Buku::Terbuka { dibuka, .. } | Buku::Ditutup { dibuka, .. } => Some(dibuka),
        }
    }
}
