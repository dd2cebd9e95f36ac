//! When each unit worked, and so of which periods it owes a report: one that was
//! merged or closed owes the last of its own.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use events::unit::Event as Fakta;
use events::waktu::Waktu;
use events::{Event, JenisAliran};
use projections::catatan::Sudut;
use uuid::Uuid;

use crate::app::App;

/// The days of one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Masa {
    pub unit: Uuid,
    /// Since when it is here: what ended before it was entered is not asked for.
    pub sejak: NaiveDate,
    /// The first day on which it was no more. One closed at an hour of a day still
    /// worked on that day.
    pub berakhir: Option<NaiveDate>,
}

impl Masa {
    pub fn bekerja(&self) -> bool {
        self.berakhir.is_none()
    }

    /// Its first and its last day among these; `None` where it had none of them.
    pub fn dalam(&self, dari: NaiveDate, sampai: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        let terakhir = self.berakhir.and_then(|hari| hari.pred_opt());
        let awal = self.sejak.max(dari);
        let akhir = terakhir.map_or(sampai, |hari| hari.min(sampai));
        (awal <= akhir).then_some((awal, akhir))
    }
}

/// Of every unit that was there from one point of view.
pub async fn masa(app: &App, sudut: Sudut) -> anyhow::Result<Vec<Masa>> {
    let ujung = app.log.ends(JenisAliran::Unit).await?;
    let mut semua: BTreeMap<Uuid, Masa> = BTreeMap::new();
    for tercatat in ujung.iter().filter(|tercatat| sudut.melihat(tercatat)) {
        let unit = tercatat.stream.id;
        let dicatat = app.zona.tanggal(tercatat.recorded_at);
        match &tercatat.event {
            Event::Unit(Fakta::UnitDibentuk { .. }) => {
                let hari = tercatat.occurred_at.tanggal(app.zona);
                let sejak = hari.map_or(dicatat, |hari| hari.max(dicatat));
                semua.insert(unit, Masa { unit, sejak, berakhir: None });
            }
            Event::Unit(Fakta::UnitDigabung { .. } | Fakta::UnitDitutup {}) => {
                let berakhir = match tercatat.occurred_at {
                    Waktu::Saat(saat) => app.zona.tanggal(saat) + Days::new(1),
                    Waktu::Tanggal(hari) => hari,
                    Waktu::TidakTercatat => dicatat,
                };
                if let Some(masa) = semua.get_mut(&unit) {
                    masa.berakhir = Some(berakhir);
                }
            }
            _ => {}
        }
    }
    Ok(semua.into_values().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_owes_the_period_in_which_it_had_a_day_and_none_after() {
        let hari = |teks: &str| teks.parse::<NaiveDate>().expect("a day");
        let (dari, sampai) = (hari("2026-01-01"), hari("2026-06-30"));
        let masa = |sejak: &str, berakhir: Option<&str>| {
            let (sejak, berakhir) = (hari(sejak), berakhir.map(hari));
            Masa { unit: Uuid::nil(), sejak, berakhir }.dalam(dari, sampai)
        };
        let lama = "2025-05-01";
        assert_eq!(masa(lama, None), Some((dari, sampai)));
        assert_eq!(masa("2026-06-30", None), Some((sampai, sampai)));
        assert_eq!(masa("2026-07-01", None), None);
        assert_eq!(masa(lama, Some("2026-01-02")), Some((dari, dari)));
        assert_eq!(masa(lama, Some("2026-01-01")), None);
        assert_eq!(masa(lama, Some("2026-07-01")), Some((dari, sampai)));
    }
}
