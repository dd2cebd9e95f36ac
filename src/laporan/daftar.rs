//! Every report of the units, and where each stands.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use events::laporan::{Event as Fakta, Laporan, LaporanDisampaikan, LaporanDisusun};
use events::{AliranId, Event, JenisAliran, Tercatat};
use uuid::Uuid;

use crate::app::App;
use crate::log::Values;

/// A report with its facts and the day of each.
pub struct SatuLaporan {
    pub id: Uuid,
    pub versi: u32,
    pub disusun: LaporanDisusun,
    pub keadaan: Laporan,
    pub riwayat: Vec<(Fakta, Option<NaiveDate>)>,
}

/// Each time that a report was handed in, from 1.
pub struct Penyampaian<'a> {
    pub ke: usize,
    pub fakta: &'a LaporanDisampaikan,
    pub hari: Option<NaiveDate>,
}

impl SatuLaporan {
    fn dari(app: &App, fakta: Vec<Tercatat<Event>>) -> Option<Self> {
        let (id, versi) = fakta.last().map(|tercatat| (tercatat.stream.id, tercatat.version))?;
        let mut keadaan = Laporan::default();
        let mut riwayat = Vec::new();
        for tercatat in fakta {
            let hari = tercatat.occurred_at.tanggal(app.zona);
            let Event::Laporan(satu) = tercatat.event else { continue };
            keadaan = keadaan.evolve(&satu);
            riwayat.push((satu, hari));
        }
        let disusun = keadaan.disusun()?.clone();
        Some(SatuLaporan { id, versi, disusun, keadaan, riwayat })
    }

    pub fn penyampaian(&self) -> impl Iterator<Item = Penyampaian<'_>> {
        let disampaikan = self.riwayat.iter().filter_map(|(fakta, hari)| match fakta {
            Fakta::LaporanDisampaikan(fakta) => Some((fakta, *hari)),
            Fakta::LaporanDisusun(_)
            | Fakta::LaporanDikembalikan { .. }
            | Fakta::LaporanDiterima {}
            | Fakta::LaporanDikirimKeKi { .. } => None,
        });
        disampaikan.enumerate().map(|(n, (fakta, hari))| Penyampaian { ke: n + 1, fakta, hari })
    }

    /// The day on which it was handed in, while that stands: what was sent back
    /// is owed again.
    pub fn disampaikan(&self) -> Option<NaiveDate> {
        let terakhir = self.penyampaian().last()?;
        terakhir.hari.filter(|_| self.keadaan.tersampaikan())
    }
}

impl App {
    /// Every report in the order of the log, their words sealed; a few a year for
    /// each unit.
    pub async fn semua_laporan(&self) -> anyhow::Result<Vec<SatuLaporan>> {
        let aliran = self.log.stream_ids(JenisAliran::Laporan).await?;
        let mut menurut: BTreeMap<Uuid, Vec<Tercatat<Event>>> = BTreeMap::new();
        for tercatat in self.log.streams(&aliran, Values::Sealed).await? {
            menurut.entry(tercatat.stream.id).or_default().push(tercatat);
        }
        let mut semua: Vec<_> = menurut.into_values().collect();
        semua.sort_by_key(|fakta| fakta.first().map(|tercatat| tercatat.position));
        Ok(semua.into_iter().filter_map(|fakta| SatuLaporan::dari(self, fakta)).collect())
    }

    /// One report with its words.
    pub async fn satu_laporan(&self, id: Uuid) -> anyhow::Result<Option<SatuLaporan>> {
        let aliran = AliranId { jenis: JenisAliran::Laporan, id };
        let fakta = self.log.stream(aliran, Values::Open).await?;
        Ok(SatuLaporan::dari(self, fakta))
    }
}
