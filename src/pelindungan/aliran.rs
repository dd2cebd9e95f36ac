//! A failure's stream.

use chrono::NaiveDate;
use events::kegagalan::{self, Kegagalan, KegagalanDitolak};
use events::waktu::{Waktu, Zona};
use events::{Event, JenisAliran};
use uuid::Uuid;

use crate::aliran::Aliran;

impl Aliran for Kegagalan {
    type Fakta = kegagalan::Event;
    type Penolakan = KegagalanDitolak;
    const JENIS: JenisAliran = JenisAliran::Kegagalan;

    fn buka(event: Event) -> Option<kegagalan::Event> {
        if let Event::Kegagalan(fakta) = event { Some(fakta) } else { None }
    }

    fn bungkus(fakta: kegagalan::Event) -> Event {
        Event::Kegagalan(fakta)
    }

    fn evolve(self, fakta: &kegagalan::Event, hari: Option<NaiveDate>) -> Self {
        let waktu = hari.map_or(Waktu::TidakTercatat, Waktu::Tanggal);
        self.evolve_pada(fakta, waktu, Zona::default())
    }

    fn evolve_pada(mut self, fakta: &kegagalan::Event, waktu: Waktu, _: Zona) -> Self {
        Kegagalan::evolve(&mut self, fakta, waktu);
        self
    }

    fn decide(
        &self,
        _: Uuid,
        fakta: kegagalan::Event,
        hari: NaiveDate,
    ) -> Result<kegagalan::Event, KegagalanDitolak> {
        Kegagalan::decide(self, fakta, hari)
    }
}
