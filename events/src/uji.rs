//! Given a history, when a fact is offered, then it is taken, refused, or
//! recorded with its defect: the words in which the steps are tested.

mod fakta;
mod sembarang;

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

pub(crate) use self::fakta::*;
use crate::aturan::Aturan;
use crate::event::{self, AliranId, Cara, Ditolak, Fakta, Pelanggaran, Tercatat};
use crate::perkara::{Event, Perkara};
use crate::waktu::{Waktu, Zona};

/// A fact and its day.
pub(crate) type Terjadi = (Event, Waktu);

impl Event {
    pub(crate) fn pada(self, tanggal: &str) -> Terjadi {
        (self, Waktu::Tanggal(hari(tanggal)))
    }

    pub(crate) fn tanpa_tanggal(self) -> Terjadi {
        (self, Waktu::TidakTercatat)
    }
}

pub(crate) struct Riwayat {
    terjadi: Vec<Terjadi>,
    aturan: Aturan,
}

pub(crate) fn given(terjadi: impl IntoIterator<Item = Terjadi>) -> Riwayat {
    Riwayat { terjadi: terjadi.into_iter().collect(), aturan: aturan() }
}

impl Riwayat {
    pub(crate) fn and(mut self, terjadi: impl IntoIterator<Item = Terjadi>) -> Self {
        self.terjadi.extend(terjadi);
        self
    }

    pub(crate) fn under(self, aturan: Aturan) -> Self {
        Riwayat { aturan, ..self }
    }

    pub(crate) fn when(self, ketika: Terjadi) -> Ketika {
        Ketika { riwayat: self, ketika }
    }

    pub(crate) fn state(&self) -> Perkara {
        Perkara::dari(&tercatat(&self.terjadi), Zona::Wib)
    }
}

pub(crate) struct Ketika {
    riwayat: Riwayat,
    ketika: Terjadi,
}

impl Ketika {
    fn decide(&self, cara: Cara) -> Result<Fakta, Ditolak> {
        let (event, waktu) = self.ketika.clone();
        self.riwayat.state().decide(event, waktu, cara, &self.riwayat.aturan)
    }

    fn sesudah(&self) -> Perkara {
        let mut terjadi = self.riwayat.terjadi.clone();
        terjadi.push(self.ketika.clone());
        Perkara::dari(&tercatat(&terjadi), Zona::Wib)
    }

    #[track_caller]
    fn diberikan(&self, cara: Cara, cacat: Vec<event::Cacat>) -> Perkara {
        let (event, occurred_at) = self.ketika.clone();
        let event = event::Event::Perkara(Box::new(event));
        let fakta = Fakta { event, occurred_at, diketahui: None, cacat };
        assert_eq!(self.decide(cara), Ok(fakta));
        self.sesudah()
    }

    /// Issued, and nothing is held against it.
    #[track_caller]
    pub(crate) fn then_taken(&self) -> Perkara {
        self.diberikan(Cara::Terbitkan, Vec::new())
    }

    /// Not issued, for this reason alone.
    #[track_caller]
    pub(crate) fn then_refused(&self, pelanggaran: impl Pelanggaran + Copy) {
        assert_eq!(self.decide(Cara::Terbitkan), Err(Ditolak(vec![pelanggaran.cacat()])));
    }

    /// It happened all the same and is recorded with this defect alone.
    #[track_caller]
    pub(crate) fn then_recorded_with(&self, pelanggaran: impl Pelanggaran + Copy) -> Perkara {
        self.diberikan(Cara::Catat, vec![pelanggaran.cacat()])
    }

    /// Never issued, always recordable.
    #[track_caller]
    pub(crate) fn then_defective(&self, pelanggaran: impl Pelanggaran + Copy) -> Perkara {
        self.then_refused(pelanggaran);
        self.then_recorded_with(pelanggaran)
    }

    /// As `then_defective`, and recording it leaves the case as it was.
    #[track_caller]
    pub(crate) fn then_defective_without_effect(&self, pelanggaran: impl Pelanggaran + Copy) {
        let mut sesudah = self.then_defective(pelanggaran);
        let sebelum = self.riwayat.state();
        sesudah.versi = sebelum.versi;
        // What was told twice may still be put on paper.
        sesudah.dasar_surat.clone_from(&sebelum.dasar_surat);
        // It happened all the same, and retention runs from it.
        sesudah.penghapusan.terakhir = sebelum.penghapusan.terakhir;
        assert_eq!(sesudah, sebelum);
    }

    /// Refused whichever way it is offered: it has nothing to stand on.
    #[track_caller]
    pub(crate) fn then_impossible(&self, pelanggaran: impl Pelanggaran + Copy) {
        let ditolak = Err(Ditolak(vec![pelanggaran.cacat()]));
        assert_eq!(self.decide(Cara::Terbitkan), ditolak);
        assert_eq!(self.decide(Cara::Catat), ditolak);
    }

    /// Taken whichever way it is offered, and marked.
    #[track_caller]
    pub(crate) fn then_marked(&self, pelanggaran: impl Pelanggaran + Copy) -> Perkara {
        let cacat = vec![pelanggaran.cacat()];
        self.diberikan(Cara::Terbitkan, cacat.clone());
        self.diberikan(Cara::Catat, cacat)
    }
}

/// The history as the log holds it, versions from 1.
pub(crate) fn tercatat<E: Clone>(terjadi: &[(E, Waktu)]) -> Vec<Tercatat<E>> {
    (1..).zip(terjadi).map(|(versi, (event, waktu))| catatan(versi, *waktu, event)).collect()
}

/// Days are of no concern to this fact's stream.
pub(crate) fn tercatat_tanpa_hari<E: Clone>(events: &[E]) -> Vec<Tercatat<E>> {
    (1..).zip(events).map(|(versi, e)| catatan(versi, Waktu::TidakTercatat, e)).collect()
}

fn catatan<E: Clone>(versi: u32, occurred_at: Waktu, event: &E) -> Tercatat<E> {
    let saat = "2026-11-21T00:00:00Z".parse().unwrap();
    Tercatat {
        position: u64::from(versi),
        stream: AliranId::perkara(Uuid::from_u128(1)),
        version: versi,
        command: Uuid::from_u128(u128::from(versi)),
        actor: label("petugas"),
        occurred_at,
        diketahui: saat,
        recorded_at: saat,
        cacat: Vec::new(),
        event: event.clone(),
    }
}

#[cfg(feature = "openapi")]
pub(crate) use utoipa::ToSchema as Berskema;

/// Without the feature a type needs no schema.
#[cfg(not(feature = "openapi"))]
pub(crate) trait Berskema {}

#[cfg(not(feature = "openapi"))]
impl<E> Berskema for E {}

/// The fact has exactly this stored form, and the stored form is this fact.
/// The schema knows it too.
#[track_caller]
#[expect(clippy::needless_pass_by_value, reason = "a table of facts reads better by value")]
pub(crate) fn assert_stored<E>(event: E, json: serde_json::Value)
where
    E: Debug + PartialEq + Serialize + DeserializeOwned + Berskema,
{
    assert_eq!(serde_json::to_value(&event).unwrap(), json);
    #[cfg(feature = "openapi")]
    crate::skema::uji::assert_valid::<E>(&json);
    assert_eq!(serde_json::from_value::<E>(json).unwrap(), event);
}
