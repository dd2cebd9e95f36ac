//! Calendar, rules, units and books, kept as they were last folded. They change
//! a few times a year, and every answer about a case stands on all of them.

use std::sync::Arc;

use events::waktu::Zona;
use events::{AliranId, Event, JenisAliran, Tercatat};
use projections::catatan::{Catatan, Dasar, Sudut};
use tokio::sync::Mutex;

use super::muat;
use crate::log::{Log, Values};

const JENIS: [JenisAliran; 3] = [JenisAliran::Kalender, JenisAliran::Aturan, JenisAliran::Unit];

/// All of it, with how far each stream went when it was read.
pub struct Terbaca {
    versi: Vec<(AliranId, u32)>,
    buku: Vec<AliranId>,
    fakta: Vec<Tercatat<Event>>,
    /// Folded from every fact.
    pub kini: Arc<Dasar>,
}

impl Terbaca {
    /// As it was seen from somewhere.
    pub fn pada(&self, sudut: Sudut) -> Arc<Dasar> {
        if self.fakta.iter().all(|tercatat| sudut.melihat(tercatat)) {
            return self.kini.clone();
        }
        Catatan::dari(self.fakta.iter().cloned(), sudut).dasar
    }

    pub fn fakta(&self) -> &[Tercatat<Event>] {
        &self.fakta
    }
}

#[derive(Default)]
pub(super) struct Simpanan(Mutex<Option<Arc<Terbaca>>>);

impl Simpanan {
    pub(super) async fn baca(&self, log: &Log, zona: Zona) -> anyhow::Result<Arc<Terbaca>> {
        // Asked before they are read: what came in between is read again next time.
        let versi = log.versions_of(&JENIS).await?;
        // Of a book an answer takes what was said when it was opened.
        let buku = log.stream_ids(JenisAliran::Buku).await?;
        let tersimpan = self.0.lock().await.clone();
        if let Some(terbaca) = tersimpan.filter(|t| t.versi == versi && t.buku == buku) {
            return Ok(terbaca);
        }
        // Not under the lock: behind a database that does not answer, everybody
        // would wait for whoever asked first.
        let aliran: Vec<AliranId> = versi.iter().map(|(aliran, _)| *aliran).collect();
        let mut fakta = log.streams(&aliran, Values::Sealed).await?;
        fakta.extend(log.ends(JenisAliran::Buku).await?);
        let kini = muat::catatan_dari(Arc::default(), fakta.clone(), zona).dasar;
        let terbaca = Arc::new(Terbaca { versi, buku, fakta, kini });
        *self.0.lock().await = Some(terbaca.clone());
        Ok(terbaca)
    }
}
