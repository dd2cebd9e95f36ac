//! The office as every page shows it: its name, its texts, what it calls its
//! roles. Read from the log once, and again when its stream has grown.

use std::sync::{Arc, PoisonError};

use events::Event;
use events::kantor::{Kantor, aliran};

use crate::app::App;
use crate::log::Values;

impl App {
    /// The office as it was last looked at.
    pub fn kantor(&self) -> Arc<Kantor> {
        self.kantor.read().unwrap_or_else(PoisonError::into_inner).1.clone()
    }

    /// The office as it is now. The question whether it changed is one row.
    pub async fn kantor_kini(&self) -> anyhow::Result<Arc<Kantor>> {
        let versi = self.log.versions(&[aliran()]).await?.first().copied().unwrap_or_default();
        let (tersimpan, kantor) =
            self.kantor.read().unwrap_or_else(PoisonError::into_inner).clone();
        if tersimpan == versi {
            return Ok(kantor);
        }
        let (kantor, sampai) = self.kantor_sampai(u64::MAX).await?;
        let kantor = Arc::new(kantor);
        *self.kantor.write().unwrap_or_else(PoisonError::into_inner) = (sampai, kantor.clone());
        Ok(kantor)
    }
    /// The office as the log tells it up to a position.
    pub async fn kantor_pada(&self, posisi: u64) -> anyhow::Result<Kantor> {
        Ok(self.kantor_sampai(posisi).await?.0)
    }

    async fn kantor_sampai(&self, posisi: u64) -> anyhow::Result<(Kantor, u32)> {
        let mut kantor = Kantor::default();
        let mut versi = 0;
        let fakta = self.log.stream(aliran(), Values::Open).await?;
        for tercatat in fakta.into_iter().filter(|tercatat| tercatat.position <= posisi) {
            versi = tercatat.version;
            if let Event::Kantor(event) = tercatat.event {
                kantor.evolve(&event);
            }
        }
        Ok((kantor, versi))
    }
}
