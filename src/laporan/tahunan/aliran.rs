//! The way in for the facts of a year.

use chrono::NaiveDate;
use events::tahunan::{self, Tahunan, TahunanDitolak};
use events::{Event, JenisAliran};
use uuid::Uuid;

use crate::aliran::Aliran;

impl Aliran for Tahunan {
    type Fakta = tahunan::Event;
    type Penolakan = TahunanDitolak;
    const JENIS: JenisAliran = JenisAliran::Tahunan;

    fn buka(event: Event) -> Option<tahunan::Event> {
        if let Event::Tahunan(fakta) = event { Some(fakta) } else { None }
    }

    fn bungkus(fakta: tahunan::Event) -> Event {
        Event::Tahunan(fakta)
    }

    fn evolve(mut self, fakta: &tahunan::Event, hari: Option<NaiveDate>) -> Self {
        Tahunan::evolve(&mut self, fakta, hari);
        self
    }

    fn decide(
        &self,
        id: Uuid,
        fakta: tahunan::Event,
        hari: NaiveDate,
    ) -> Result<tahunan::Event, TahunanDitolak> {
        Tahunan::decide(self, id, fakta, hari)
    }
}
