//! Streams from the log, as rows and answers are computed from them.

use std::collections::BTreeSet;

use chrono::NaiveTime;
use events::kalender::SEMUA_LAPISAN;
use events::perkara::Event as Perkara;
use events::waktu::Zona;
use events::{AliranId, Event, JenisAliran, Tercatat, sengketa};
use projections::catatan::{Catatan, Sudut};
use tokio::sync::Mutex;
use uuid::Uuid;

use super::sentuhan::{AKHIR, Sentuhan};
use crate::log::{Log, Values};

/// Everything that is in the log: a moment after all of it.
fn sudut(zona: Zona) -> Sudut {
    let akhir = AKHIR.and_time(NaiveTime::MIN).and_utc();
    Sudut { sebagaimana: akhir, menurut_catatan: false, zona }
}

fn aliran(jenis: JenisAliran, id: impl IntoIterator<Item = Uuid>) -> Vec<AliranId> {
    id.into_iter().map(|id| AliranId { jenis, id }).collect()
}

fn aliran_dasar() -> Vec<AliranId> {
    let mut dasar: Vec<AliranId> = SEMUA_LAPISAN.iter().map(|l| l.aliran()).collect();
    dasar.push(events::aturan::aliran());
    dasar
}

/// The calendar and the rules.
pub(super) async fn dasar(log: &Log) -> anyhow::Result<Vec<Tercatat<Event>>> {
    log.streams(&aliran_dasar(), Values::Sealed).await
}

/// Calendar, rules and names of units as they were last read, and how far each
/// of their streams went then. They change a few times a year, and every answer
/// about a case stands on all of them.
pub(super) type Tersimpan = Mutex<Option<(Vec<(AliranId, u32)>, Vec<Tercatat<Event>>)>>;

async fn dasar_dan_unit(log: &Log, simpanan: &Tersimpan) -> anyhow::Result<Vec<Tercatat<Event>>> {
    let mut aliran = aliran_dasar();
    aliran.extend(log.stream_ids(JenisAliran::Unit).await?);
    // Asked before they are read: what came in between is read again next time.
    let versi = log.versions(&aliran).await?;
    let versi: Vec<(AliranId, u32)> = aliran.iter().copied().zip(versi).collect();
    if let Some((pada, fakta)) = &*simpanan.lock().await
        && *pada == versi
    {
        return Ok(fakta.clone());
    }
    // Not under the lock: behind a database that does not answer, everybody
    // would wait for whoever asked first.
    let fakta = log.streams(&aliran, Values::Sealed).await?;
    *simpanan.lock().await = Some((versi, fakta.clone()));
    Ok(fakta)
}

/// The touched cases, and those that a touched sengketa concerns.
pub(super) async fn perkara_dari(log: &Log, sentuhan: &Sentuhan) -> anyhow::Result<BTreeSet<Uuid>> {
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
pub(super) async fn catatan(log: &Log, zona: Zona, perkara: &[Uuid]) -> anyhow::Result<Catatan> {
    let mut fakta = dasar(log).await?;
    fakta.extend(kasus(log, perkara).await?);
    Ok(catatan_dari(fakta, zona))
}

async fn kasus(log: &Log, perkara: &[Uuid]) -> anyhow::Result<Vec<Tercatat<Event>>> {
    let kasus = aliran(JenisAliran::Perkara, perkara.iter().copied());
    let kasus = log.streams(&kasus, Values::Sealed).await?;
    let sengketa = aliran(JenisAliran::Sengketa, sengketa_dari(&kasus));
    let mut fakta = log.streams(&sengketa, Values::Sealed).await?;
    fakta.extend(kasus);
    Ok(fakta)
}

/// The sengketa that these facts of cases lead to, or led to before a
/// correction.
pub(super) fn sengketa_dari(fakta: &[Tercatat<Event>]) -> BTreeSet<Uuid> {
    let tertaut = |event: &Perkara| match event {
        Perkara::SengketaDiberitahukan(f) => Some(f.sengketa),
        _ => None,
    };
    let sengketa = fakta.iter().filter_map(|tercatat| match &tercatat.event {
        Event::Perkara(event) => match event.as_ref() {
            Perkara::KoreksiDicatat(koreksi) => tertaut(&koreksi.pengganti.as_ref()?.event),
            event => tertaut(event),
        },
        _ => None,
    });
    sengketa.collect()
}

pub(super) fn catatan_dari(fakta: Vec<Tercatat<Event>>, zona: Zona) -> Catatan {
    Catatan::dari(fakta, sudut(zona))
}

/// Whole streams of what was touched and hangs on no case.
pub(super) async fn lain(log: &Log, sentuhan: &Sentuhan) -> anyhow::Result<Vec<Tercatat<Event>>> {
    let mut streams = aliran(JenisAliran::Unit, sentuhan.unit.iter().copied());
    streams.extend(aliran(JenisAliran::Buku, sentuhan.buku.iter().copied()));
    streams.extend(aliran(JenisAliran::Katalog, sentuhan.katalog.iter().copied()));
    streams.extend(aliran(JenisAliran::Kegiatan, sentuhan.kegiatan.iter().copied()));
    log.streams(&streams, Values::Sealed).await
}

/// Whole companions with alarms in them.
pub(super) async fn pendamping(
    log: &Log,
    subjek: impl IntoIterator<Item = Uuid>,
) -> anyhow::Result<Vec<Tercatat<Event>>> {
    log.streams(&aliran(JenisAliran::Pendamping, subjek), Values::Sealed).await
}

/// All that an answer about these cases stands on: their streams with their
/// sengketa and companions, calendar, rules, names of units and books.
pub(super) async fn untuk(
    log: &Log,
    simpanan: &Tersimpan,
    perkara: &[Uuid],
) -> anyhow::Result<Vec<Tercatat<Event>>> {
    let mut fakta = dasar_dan_unit(log, simpanan).await?;
    fakta.extend(kasus(log, perkara).await?);
    let pendamping = aliran(JenisAliran::Pendamping, perkara.iter().copied());
    fakta.extend(log.streams(&pendamping, Values::Sealed).await?);
    fakta.extend(log.ends(JenisAliran::Buku).await?);
    Ok(fakta)
}
