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
        let mut kantor = Kantor::default();
        let mut sampai = 0;
        for tercatat in self.log.stream(aliran(), Values::Open).await? {
            sampai = tercatat.version;
            if let Event::Kantor(event) = tercatat.event {
                kantor.evolve(&event);
            }
        }
        let kantor = Arc::new(kantor);
        *self.kantor.write().unwrap_or_else(PoisonError::into_inner) = (sampai, kantor.clone());
        Ok(kantor)
    }
}
