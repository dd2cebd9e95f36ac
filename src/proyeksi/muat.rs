//! Streams from the log, as rows and answers are computed from them.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveTime;
use events::perkara::Event as Perkara;
use events::waktu::Zona;
use events::{AliranId, Event, JenisAliran, Tercatat, sengketa};
use projections::catatan::{Catatan, Dasar, Sudut};
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

/// Whole streams of these cases and their sengketa, over what they stand on.
pub(super) async fn catatan(
    log: &Log,
    dasar: &Arc<Dasar>,
    zona: Zona,
    perkara: &[Uuid],
) -> anyhow::Result<Catatan> {
    Ok(catatan_dari(dasar.clone(), kasus(log, perkara).await?, zona))
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

pub(super) fn catatan_dari(dasar: Arc<Dasar>, fakta: Vec<Tercatat<Event>>, zona: Zona) -> Catatan {
    Catatan::di_atas(dasar, fakta, sudut(zona))
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

/// These cases with their sengketa and companions.
pub(super) async fn untuk(log: &Log, perkara: &[Uuid]) -> anyhow::Result<Vec<Tercatat<Event>>> {
    let mut fakta = kasus(log, perkara).await?;
    fakta.extend(pendamping(log, perkara.iter().copied()).await?);
    Ok(fakta)
}
