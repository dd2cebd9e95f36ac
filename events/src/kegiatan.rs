//! Kegiatan: what a unit is doing, told as news. It is no informasi publik of the
//! DIP and is kept apart from it: no decree, no category, no retention.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::pihak::UnitId;
use crate::teks::Label;

/// A fact of a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FaktaKegiatan))]
#[serde(tag = "type", content = "body")]
pub enum Event {
    KegiatanDiterbitkan(KegiatanDiterbitkan),
    KegiatanDiperbarui(KegiatanDiterbitkan),
    KegiatanDitarik {},
}

/// A note on an activity. It is published as it stands, so that nobody's private
/// matters belong in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KegiatanDiterbitkan {
    pub unit: UnitId,
    pub judul: Label,
    pub uraian: Label,
    pub tanggal: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tempat: Option<Label>,
}

/// A note as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kegiatan {
    pub isi: Option<KegiatanDiterbitkan>,
    pub ditarik: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KegiatanDitolak {
    #[error("kegiatan ini sudah diterbitkan")]
    SudahAda,
    #[error("kegiatan ini belum diterbitkan")]
    BelumAda,
    #[error("kegiatan ini sudah ditarik; terbitkan yang baru")]
    SudahDitarik,
    #[error("kegiatan tetap milik unit yang menerbitkannya")]
    UnitLain,
}

impl Kegiatan {
    pub fn decide(&self, event: Event) -> Result<Event, KegiatanDitolak> {
        if let Event::KegiatanDiterbitkan(_) = &event {
            return if self.isi.is_none() { Ok(event) } else { Err(KegiatanDitolak::SudahAda) };
        }
        let isi = self.isi.as_ref().ok_or(KegiatanDitolak::BelumAda)?;
        if self.ditarik {
            return Err(KegiatanDitolak::SudahDitarik);
        }
        if let Event::KegiatanDiperbarui(baru) = &event
            && baru.unit != isi.unit
        {
            return Err(KegiatanDitolak::UnitLain);
        }
        Ok(event)
    }

    #[must_use]
    pub fn evolve(mut self, event: &Event) -> Self {
        match event {
            Event::KegiatanDiterbitkan(isi) | Event::KegiatanDiperbarui(isi) => {
                self.isi = Some(isi.clone());
            }
            Event::KegiatanDitarik {} => self.ditarik = true,
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::uji::*;

    fn isinya(milik: u128) -> KegiatanDiterbitkan {
        KegiatanDiterbitkan {
            unit: unit(milik),
            judul: label("Pekan imunisasi"),
            uraian: label("Di semua puskesmas"),
            tanggal: hari("2026-03-02"),
            tempat: None,
        }
    }

    fn diterbitkan() -> Event {
        Event::KegiatanDiterbitkan(isinya(1))
    }

    fn diperbarui(milik: u128) -> Event {
        Event::KegiatanDiperbarui(isinya(milik))
    }

    fn ditarik() -> Event {
        Event::KegiatanDitarik {}
    }

    fn sesudah(riwayat: &[Event], event: Event) -> Result<Event, KegiatanDitolak> {
        riwayat.iter().fold(Kegiatan::default(), Kegiatan::evolve).decide(event)
    }

    #[test]
    fn a_note_is_published_once_and_first() {
        assert_eq!(sesudah(&[], diterbitkan()), Ok(diterbitkan()));
        assert_eq!(sesudah(&[diterbitkan()], diterbitkan()), Err(KegiatanDitolak::SudahAda));
        for event in [diperbarui(1), ditarik()] {
            assert_eq!(sesudah(&[], event), Err(KegiatanDitolak::BelumAda));
        }
    }

    #[test]
    fn a_note_stays_with_its_unit() {
        assert_eq!(sesudah(&[diterbitkan()], diperbarui(1)), Ok(diperbarui(1)));
        assert_eq!(sesudah(&[diterbitkan()], diperbarui(2)), Err(KegiatanDitolak::UnitLain));
    }

    #[test]
    fn a_note_is_taken_back_once() {
        assert_eq!(sesudah(&[diterbitkan()], ditarik()), Ok(ditarik()));
        for event in [ditarik(), diperbarui(1)] {
            let lagi = sesudah(&[diterbitkan(), ditarik()], event);
            assert_eq!(lagi, Err(KegiatanDitolak::SudahDitarik));
        }
    }

    #[test]
    fn stored_form() {
        let mut body = json!({
            "unit": "00000000-0000-0000-0000-000000000001", "judul": "Pekan imunisasi",
            "uraian": "Di semua puskesmas", "tanggal": "2026-03-02"
        });
        assert_stored(diterbitkan(), json!({"type": "KegiatanDiterbitkan", "body": body}));
        assert_stored(diperbarui(1), json!({"type": "KegiatanDiperbarui", "body": body}));
        assert_stored(ditarik(), json!({"type": "KegiatanDitarik", "body": {}}));
        body["tempat"] = json!("Balai Kota");
        let penuh = KegiatanDiterbitkan { tempat: Some(label("Balai Kota")), ..isinya(1) };
        assert_stored(
            Event::KegiatanDiterbitkan(penuh),
            json!({"type": "KegiatanDiterbitkan", "body": body}),
        );
    }
}
