//! The way in for the facts of a year.

use chrono::NaiveDate;
use events::monev::{self, Monev, MonevDitolak};
use events::{Event, JenisAliran};
use uuid::Uuid;

use crate::aliran::Aliran;

impl Aliran for Monev {
    type Fakta = monev::Event;
    type Penolakan = MonevDitolak;
    const JENIS: JenisAliran = JenisAliran::Monev;

    fn buka(event: Event) -> Option<monev::Event> {
        if let Event::Monev(fakta) = event { Some(fakta) } else { None }
    }

    fn bungkus(fakta: monev::Event) -> Event {
        Event::Monev(fakta)
    }

    fn evolve(mut self, fakta: &monev::Event, hari: Option<NaiveDate>) -> Self {
        Monev::evolve(&mut self, fakta, hari);
        self
    }

    fn decide(
        &self,
        id: Uuid,
        fakta: monev::Event,
        _: NaiveDate,
    ) -> Result<monev::Event, MonevDitolak> {
        Monev::decide(self, id, fakta)
    }
}
