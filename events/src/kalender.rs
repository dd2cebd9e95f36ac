//! The calendar as a stream: which days are closed, by which instrument, and
//! since when that could be known.
//!
//! Three layers, national, regional and the office's own, are three streams of
//! the same facts. A late SKB 3 Menteri moves open deadlines, and the history
//! can say what was known on any day.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::event::{AliranId, JenisAliran, Tercatat};
use crate::teks::Label;
use crate::waktu::tanggal_panjang;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FaktaKalender))]
#[serde(tag = "type", content = "body")]
pub enum Event {
    HariDitutup(HariDitutup),
    HariDibuka(HariDibuka),
}

/// A day on which the office is closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HariDitutup {
    pub tanggal: NaiveDate,
    pub jenis: JenisHari,
    pub nama: Label,
    /// The date itself is an estimate (a lunar feast).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub perkiraan: bool,
    pub instrumen: Label,
    pub terbit: NaiveDate,
    pub sumber_terbit: SumberTerbit,
}

/// A closed day that a later instrument opens again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HariDibuka {
    pub tanggal: NaiveDate,
    pub instrumen: Label,
    pub terbit: NaiveDate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum JenisHari {
    LiburNasional,
    CutiBersama,
    LiburDaerah,
    LiburKantor,
}

/// How well the date of the instrument is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SumberTerbit {
    /// Read from the instrument.
    Instrumen,
    Pers,
    /// From memory, not checked.
    Ingatan,
    /// The instrument was out by this date; its own date was not read.
    PalingLambat,
}

/// Where the entry holds: everywhere, in one region, in one office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Lapisan {
    Nasional,
    Daerah,
    Kantor,
}

pub const SEMUA_LAPISAN: [Lapisan; 3] = [Lapisan::Nasional, Lapisan::Daerah, Lapisan::Kantor];

impl Lapisan {
    /// The layer's stream. There is one of each in a log, so its id is fixed.
    pub fn aliran(self) -> AliranId {
        let nomor = match self {
            Lapisan::Nasional => 1,
            Lapisan::Daerah => 2,
            Lapisan::Kantor => 3,
        };
        let id = Uuid::from_u128(0x6b61_6c65_6e64_8000_8000_0000_0000_0000 | nomor);
        AliranId { jenis: JenisAliran::Kalender, id }
    }

    pub fn dari_aliran(id: Uuid) -> Option<Self> {
        SEMUA_LAPISAN.into_iter().find(|lapisan| lapisan.aliran().id == id)
    }

    pub fn nama(self) -> &'static str {
        match self {
            Lapisan::Nasional => "nasional",
            Lapisan::Daerah => "daerah",
            Lapisan::Kantor => "kantor",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KalenderDitolak {
    #[error("{} sudah tercatat tutup dengan nama itu pada lapisan ini", tanggal_panjang(*.0))]
    SudahDitutup(NaiveDate),
    #[error("{} tidak tercatat tutup pada lapisan ini, jadi tidak ada yang dicabut", tanggal_panjang(*.0))]
    TidakDitutup(NaiveDate),
    #[error(
        "instrumen terbit setelah hari yang diaturnya lebih dari satu tahun; periksa tanggalnya"
    )]
    TerbitTidakMasukAkal,
}

/// Closed days by date, of one layer or of several laid over each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kalender {
    tutup: BTreeMap<NaiveDate, Vec<HariDitutup>>,
}

impl Kalender {
    pub fn dari<'a>(fakta: impl IntoIterator<Item = &'a Tercatat<Event>>) -> Self {
        let mut kalender = Kalender::default();
        for tercatat in fakta {
            kalender.evolve(&tercatat.event);
        }
        kalender
    }

    pub fn evolve(&mut self, event: &Event) {
        match event {
            Event::HariDitutup(hari) => {
                self.tutup.entry(hari.tanggal).or_default().push(hari.clone());
            }
            Event::HariDibuka(hari) => {
                self.tutup.remove(&hari.tanggal);
            }
        }
    }

    /// Guards of one layer: an entry stands once, and only what stands is revoked.
    pub fn decide(&self, event: Event) -> Result<Event, KalenderDitolak> {
        let (tanggal, terbit) = match &event {
            Event::HariDitutup(hari) => (hari.tanggal, hari.terbit),
            Event::HariDibuka(hari) => (hari.tanggal, hari.terbit),
        };
        if (terbit - tanggal).num_days() > 366 {
            return Err(KalenderDitolak::TerbitTidakMasukAkal);
        }
        match &event {
            Event::HariDitutup(hari) if self.pada(tanggal).iter().any(|h| h.nama == hari.nama) => {
                Err(KalenderDitolak::SudahDitutup(tanggal))
            }
            Event::HariDibuka(_) if self.pada(tanggal).is_empty() => {
                Err(KalenderDitolak::TidakDitutup(tanggal))
            }
            Event::HariDitutup(_) | Event::HariDibuka(_) => Ok(event),
        }
    }

    pub fn pada(&self, tanggal: NaiveDate) -> &[HariDitutup] {
        self.tutup.get(&tanggal).map_or(&[], Vec::as_slice)
    }

    pub fn semua(&self) -> impl Iterator<Item = &HariDitutup> {
        self.tutup.values().flatten()
    }

    /// Lays another layer over this one.
    pub fn tumpuk(mut self, lapisan: Kalender) -> Self {
        for (tanggal, hari) in lapisan.tutup {
            self.tutup.entry(tanggal).or_default().extend(hari);
        }
        self
    }

    /// Whether any closed day of that year is known: a count that runs into a
    /// year without one is not yet certain.
    pub fn memuat_tahun(&self, tahun: i32) -> bool {
        self.tutup.keys().any(|tanggal| tanggal.year() == tahun)
    }
}

impl HariDitutup {
    pub fn cuti_bersama(&self) -> bool {
        self.jenis == JenisHari::CutiBersama
    }

    /// `libur nasional Hari Raya Natal (SKB …, diketahui 19 September 2025)`.
    pub fn keterangan(&self) -> String {
        let perkiraan = if self.perkiraan { ", tanggalnya perkiraan" } else { "" };
        let sumber = match self.sumber_terbit {
            SumberTerbit::Instrumen | SumberTerbit::Pers => "",
            SumberTerbit::Ingatan => ", tanggal terbit dari ingatan",
            SumberTerbit::PalingLambat => " paling lambat",
        };
        // Most names of cuti bersama already begin with these words.
        let jenis = self.jenis.to_string();
        let bernama = self.nama.as_str().to_lowercase().starts_with(&jenis);
        let jenis = if bernama { String::new() } else { jenis + " " };
        format!(
            "{jenis}{} ({}, diketahui {}{sumber}{perkiraan})",
            self.nama,
            self.instrumen,
            tanggal_panjang(self.terbit)
        )
    }
}

impl std::fmt::Display for JenisHari {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            JenisHari::LiburNasional => "libur nasional",
            JenisHari::CutiBersama => "cuti bersama",
            JenisHari::LiburDaerah => "libur daerah",
            JenisHari::LiburKantor => "libur kantor",
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::uji::{assert_stored, ditutup, hari, label, tercatat_tanpa_hari};

    fn tutup(tanggal: &str, nama: &str) -> Event {
        Event::HariDitutup(ditutup(tanggal, nama))
    }

    fn buka(tanggal: &str, terbit: &str) -> Event {
        let instrumen = label("SKB Perubahan");
        Event::HariDibuka(HariDibuka { tanggal: hari(tanggal), instrumen, terbit: hari(terbit) })
    }

    fn natal() -> Kalender {
        Kalender::dari(&tercatat_tanpa_hari(&[tutup("2026-12-25", "Hari Raya Natal")]))
    }

    #[test]
    fn an_entry_stands_once_on_its_layer() {
        let lagi = natal().decide(tutup("2026-12-25", "Hari Raya Natal"));
        assert_eq!(lagi, Err(KalenderDitolak::SudahDitutup(hari("2026-12-25"))));
        let lain = tutup("2026-12-25", "Libur daerah");
        assert_eq!(natal().decide(lain.clone()), Ok(lain));
    }

    #[test]
    fn only_what_stands_is_revoked() {
        let dibuka = buka("2026-12-25", "2026-12-01");
        assert_eq!(natal().decide(dibuka.clone()), Ok(dibuka.clone()));
        let mut kalender = natal();
        kalender.evolve(&dibuka);
        assert!(kalender.pada(hari("2026-12-25")).is_empty());
        let ditolak = Err(KalenderDitolak::TidakDitutup(hari("2026-12-25")));
        assert_eq!(kalender.decide(dibuka), ditolak);
    }

    #[test]
    fn an_instrument_comes_at_most_a_year_after_its_day() {
        for (terbit, masuk_akal) in [("2027-12-26", true), ("2027-12-27", false)] {
            let event = buka("2026-12-25", terbit);
            let ditolak = Err(KalenderDitolak::TerbitTidakMasukAkal);
            let putusan = if masuk_akal { Ok(event.clone()) } else { ditolak };
            assert_eq!(natal().decide(event), putusan);
        }
    }

    #[test]
    fn layers_lie_over_each_other_and_each_keeps_its_entries() {
        let mut daerah = Kalender::default();
        daerah.evolve(&tutup("2026-12-25", "Libur daerah"));
        daerah.evolve(&tutup("2027-01-02", "Hari jadi"));
        let tumpuk = natal().tumpuk(daerah);
        assert_eq!((tumpuk.pada(hari("2026-12-25")).len(), tumpuk.semua().count()), (2, 3));
        assert!(tumpuk.memuat_tahun(2027) && !natal().memuat_tahun(2027));
    }

    #[test]
    fn an_entry_tells_its_instrument_and_how_well_it_is_known() {
        let natal = ditutup("2026-12-25", "Hari Raya Natal");
        let kalimat = "libur nasional Hari Raya Natal (SKB 3 Menteri, diketahui 19 September 2025";
        for (sumber_terbit, perkiraan, akhir) in [
            (SumberTerbit::Instrumen, false, ")"),
            (SumberTerbit::Pers, true, ", tanggalnya perkiraan)"),
            (SumberTerbit::Ingatan, false, ", tanggal terbit dari ingatan)"),
            (SumberTerbit::PalingLambat, false, " paling lambat)"),
        ] {
            let hari = HariDitutup { perkiraan, sumber_terbit, ..natal.clone() };
            assert_eq!(hari.keterangan(), format!("{kalimat}{akhir}"));
        }
    }

    #[test]
    fn stored_form() {
        let mut body = json!({
            "tanggal": "2026-12-25", "jenis": "libur_nasional", "nama": "Hari Raya Natal",
            "instrumen": "SKB 3 Menteri", "terbit": "2025-09-19", "sumber_terbit": "instrumen"
        });
        let natal = ditutup("2026-12-25", "Hari Raya Natal");
        let event = Event::HariDitutup(natal.clone());
        assert_stored(event, json!({"type": "HariDitutup", "body": body}));
        body["perkiraan"] = json!(true);
        for (jenis, kata) in [
            (JenisHari::LiburNasional, "libur_nasional"),
            (JenisHari::CutiBersama, "cuti_bersama"),
            (JenisHari::LiburDaerah, "libur_daerah"),
            (JenisHari::LiburKantor, "libur_kantor"),
        ] {
            body["jenis"] = json!(kata);
            let hari = HariDitutup { jenis, perkiraan: true, ..natal.clone() };
            assert_stored(Event::HariDitutup(hari), json!({"type": "HariDitutup", "body": body}));
        }
        assert_stored(
            buka("2026-12-25", "2026-12-01"),
            json!({"type": "HariDibuka", "body": {
                "tanggal": "2026-12-25", "instrumen": "SKB Perubahan", "terbit": "2026-12-01"
            }}),
        );
        assert_stored(SumberTerbit::Pers, json!("pers"));
        assert_stored(SumberTerbit::Ingatan, json!("ingatan"));
        assert_stored(SumberTerbit::PalingLambat, json!("paling_lambat"));
        assert_stored(Lapisan::Nasional, json!("nasional"));
        assert_stored(Lapisan::Daerah, json!("daerah"));
        assert_stored(Lapisan::Kantor, json!("kantor"));
    }
}
