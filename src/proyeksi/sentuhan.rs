//! What a batch of facts touches, and the streams that its rows are computed
//! from.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use events::{Event, aturan, kalender};
use projections::bahan::Daun;
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
    /// Days that began or ceased to count, or from which other rules hold.
    pub hari: Option<(NaiveDate, NaiveDate)>,
    pub daun: Vec<Daun>,
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

    fn tambah(&mut self, id: Uuid, event: &Event) {
        match event {
            Event::Perkara(_) => drop(self.perkara.insert(id)),
            Event::Sengketa(_) => drop(self.sengketa.insert(id)),
            Event::Unit(_) => drop(self.unit.insert(id)),
            // A number given changes no name.
            Event::Buku(events::buku::Event::NomorDiberikan(_)) => {}
            Event::Buku(_) => drop(self.buku.insert(id)),
            Event::Katalog(_) => drop(self.katalog.insert(id)),
            Event::Kalender(kalender::Event::HariDitutup(hari)) => self.hari(hari.tanggal, None),
            Event::Kalender(kalender::Event::HariDibuka(hari)) => self.hari(hari.tanggal, None),
            Event::Aturan(aturan::Event::AturanDitetapkan(aturan)) => {
                self.hari(aturan.berlaku_sejak, Some(NaiveDate::MAX));
            }
            Event::Laporan(_) | Event::Pengguna(_) | Event::Pendamping(_) => {}
        }
    }

    fn hari(&mut self, dari: NaiveDate, sampai: Option<NaiveDate>) {
        // PostgreSQL's dates end before chrono's do.
        let sampai = sampai.unwrap_or(dari).min(AKHIR);
        let (awal, akhir) = self.hari.unwrap_or((dari, sampai));
        self.hari = Some((awal.min(dari), akhir.max(sampai)));
    }
}

const AKHIR: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("a date");

/// Streams from the log, as the rows are computed from them.
pub(super) mod muat {
    use std::collections::BTreeSet;

    use chrono::NaiveTime;
    use events::kalender::SEMUA_LAPISAN;
    use events::waktu::Zona;
    use events::{AliranId, Event, JenisAliran, Tercatat, sengketa};
    use projections::catatan::{Catatan, Sudut};
    use uuid::Uuid;

    use super::Sentuhan;
    use crate::log::{Log, Values};

    /// Everything that is in the log: a moment after all of it.
    fn sudut(zona: Zona) -> Sudut {
        let akhir = super::AKHIR.and_time(NaiveTime::MIN).and_utc();
        Sudut { sebagaimana: akhir, menurut_catatan: false, zona }
    }

    fn aliran(jenis: JenisAliran, id: impl IntoIterator<Item = Uuid>) -> Vec<AliranId> {
        id.into_iter().map(|id| AliranId { jenis, id }).collect()
    }

    /// The calendar and the rules.
    pub(in crate::proyeksi) async fn dasar(log: &Log) -> anyhow::Result<Vec<Tercatat<Event>>> {
        let mut dasar: Vec<AliranId> = SEMUA_LAPISAN.iter().map(|l| l.aliran()).collect();
        dasar.push(events::aturan::aliran());
        log.streams(&dasar, Values::Sealed).await
    }

    /// The touched cases, and those that a touched sengketa concerns.
    pub(in crate::proyeksi) async fn perkara_dari(
        log: &Log,
        sentuhan: &Sentuhan,
    ) -> anyhow::Result<BTreeSet<Uuid>> {
        let mut perkara = sentuhan.perkara.clone();
        let sengketa = aliran(JenisAliran::Sengketa, sentuhan.sengketa.iter().copied());
        for tercatat in log.streams(&sengketa, Values::Sealed).await? {
            if let Event::Sengketa(sengketa::Event::SengketaDiajukan(diajukan)) = tercatat.event {
                perkara.extend(diajukan.perkara);
            }
        }
        Ok(perkara)
    }

    /// Whole streams of these cases and their sengketa, over calendar and rules.
    pub(in crate::proyeksi) async fn catatan(
        log: &Log,
        zona: Zona,
        perkara: &[Uuid],
    ) -> anyhow::Result<Catatan> {
        let mut fakta = dasar(log).await?;
        let kasus = aliran(JenisAliran::Perkara, perkara.iter().copied());
        let kasus = log.streams(&kasus, Values::Sealed).await?;
        let sengketa = aliran(JenisAliran::Sengketa, sengketa_dari(&kasus));
        fakta.extend(log.streams(&sengketa, Values::Sealed).await?);
        fakta.extend(kasus);
        Ok(Catatan::dari(fakta, sudut(zona)))
    }

    /// The sengketa that these facts of cases lead to.
    pub(in crate::proyeksi) fn sengketa_dari(fakta: &[Tercatat<Event>]) -> BTreeSet<Uuid> {
        use events::perkara::Event::SengketaDiberitahukan;
        let sengketa = fakta.iter().filter_map(|tercatat| match &tercatat.event {
            Event::Perkara(event) => match event.as_ref() {
                SengketaDiberitahukan(f) => Some(f.sengketa),
                _ => None,
            },
            _ => None,
        });
        sengketa.collect()
    }

    pub(in crate::proyeksi) fn catatan_dari(fakta: Vec<Tercatat<Event>>, zona: Zona) -> Catatan {
        Catatan::dari(fakta, sudut(zona))
    }

    /// Whole streams of what was touched and hangs on no case.
    pub(in crate::proyeksi) async fn lain(
        log: &Log,
        sentuhan: &Sentuhan,
    ) -> anyhow::Result<Vec<Tercatat<Event>>> {
        let mut streams = aliran(JenisAliran::Unit, sentuhan.unit.iter().copied());
        streams.extend(aliran(JenisAliran::Buku, sentuhan.buku.iter().copied()));
        streams.extend(aliran(JenisAliran::Katalog, sentuhan.katalog.iter().copied()));
        log.streams(&streams, Values::Sealed).await
    }
}
