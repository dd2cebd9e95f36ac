//! Reports: the six-monthly one of each PPID Pembantu, and the yearly one.
//!
//! Pasal 56-57 Perki 1/2021; Permendagri 3/2017. Handing one in freezes what it
//! was made from, so that anybody can make the same bytes again.

pub mod periode;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::event::Tercatat;
use crate::pihak::UnitId;
use crate::teks::{Isi, Label, Sidik, memuat_nik};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FaktaLaporan))]
#[serde(tag = "type", content = "body")]
pub enum Event {
    LaporanDisusun(LaporanDisusun),
    LaporanDisampaikan(LaporanDisampaikan),
    LaporanDikembalikan { catatan: Isi },
    LaporanDiterima {},
    LaporanDikirimKeKi { nomor_surat: Option<Label> },
}

/// Drafted for a period; without a unit it is the office's yearly report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LaporanDisusun {
    pub dari: NaiveDate,
    pub sampai: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
}

/// Handed in, with what it was made from: from this anybody makes the same bytes
/// again, and sees which figure is another one today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LaporanDisampaikan {
    /// Up to where the log was read, and its root there.
    pub posisi: u64,
    pub akar: Sidik,
    pub versi_templat: u32,
    /// What set it in type, with its version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mesin: Option<Label>,
    /// Of the paper as PDF/A.
    pub sha256: Sidik,
    /// Of what it says, whatever sets it in type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256_isi: Option<Sidik>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub angka: Vec<AngkaLaporan>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kendala: Option<Isi>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rekomendasi: Option<Isi>,
}

/// A figure of a report as it was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AngkaLaporan {
    pub hal: Label,
    pub n: u64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Laporan {
    #[default]
    BelumAda,
    Disusun(LaporanDisusun),
    Disampaikan(LaporanDisusun),
    Dikembalikan(LaporanDisusun),
    Diterima(LaporanDisusun),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LaporanDitolak {
    #[error("laporan ini sudah disusun")]
    SudahDisusun,
    #[error("akhir periode mendahului awalnya")]
    PeriodeTerbalik,
    #[error("laporan ini belum disusun")]
    BelumDisusun,
    #[error("laporan ini belum disampaikan")]
    BelumDisampaikan,
    #[error("laporan ini sudah disampaikan dan menunggu PPID Utama")]
    SudahDisampaikan,
    #[error("laporan ini belum diterima PPID Utama")]
    BelumDiterima,
    #[error(
        "kendala atau rekomendasi memuat angka yang menyerupai NIK; laporan menyebut pemohon \
         hanya dengan nomor registernya"
    )]
    MemuatNik,
}

impl Laporan {
    pub fn dari<'a>(fakta: impl IntoIterator<Item = &'a Tercatat<Event>>) -> Self {
        fakta.into_iter().fold(Laporan::default(), |l, tercatat| l.evolve(&tercatat.event))
    }

    pub fn decide(&self, event: Event) -> Result<Event, LaporanDitolak> {
        let halangan = match (&event, self) {
            (Event::LaporanDisusun(baru), Laporan::BelumAda) => {
                (baru.sampai < baru.dari).then_some(LaporanDitolak::PeriodeTerbalik)
            }
            (Event::LaporanDisusun(_), _) => Some(LaporanDitolak::SudahDisusun),
            (_, Laporan::BelumAda) => Some(LaporanDitolak::BelumDisusun),
            (Event::LaporanDisampaikan(baru), Laporan::Disusun(_) | Laporan::Dikembalikan(_)) => {
                let kata = [&baru.kendala, &baru.rekomendasi].into_iter().flatten();
                let nik = kata.filter_map(Isi::teks).any(memuat_nik);
                nik.then_some(LaporanDitolak::MemuatNik)
            }
            (Event::LaporanDisampaikan(_), _) => Some(LaporanDitolak::SudahDisampaikan),
            (
                Event::LaporanDikembalikan { .. } | Event::LaporanDiterima {},
                Laporan::Disampaikan(_),
            ) => None,
            (Event::LaporanDikembalikan { .. } | Event::LaporanDiterima {}, _) => {
                Some(LaporanDitolak::BelumDisampaikan)
            }
            (Event::LaporanDikirimKeKi { .. }, Laporan::Diterima(_)) => None,
            (Event::LaporanDikirimKeKi { .. }, _) => Some(LaporanDitolak::BelumDiterima),
        };
        halangan.map_or(Ok(event), Err)
    }

    /// The period and the unit that it tells of.
    pub fn disusun(&self) -> Option<&LaporanDisusun> {
        match self {
            Laporan::BelumAda => None,
            Laporan::Disusun(d)
            | Laporan::Disampaikan(d)
            | Laporan::Dikembalikan(d)
            | Laporan::Diterima(d) => Some(d),
        }
    }

    /// It may be handed in: a draft, or one that was sent back.
    pub fn dapat_disampaikan(&self) -> bool {
        matches!(self, Laporan::Disusun(_) | Laporan::Dikembalikan(_))
    }

    /// It lies with the PPID Utama, or was accepted.
    pub fn tersampaikan(&self) -> bool {
        matches!(self, Laporan::Disampaikan(_) | Laporan::Diterima(_))
    }

    pub fn evolve(self, event: &Event) -> Self {
        match event {
            Event::LaporanDisusun(disusun) => Laporan::Disusun(disusun.clone()),
            Event::LaporanDisampaikan(_) => {
                self.disusun().cloned().map_or_else(Laporan::default, Laporan::Disampaikan)
            }
            Event::LaporanDikembalikan { .. } => {
                self.disusun().cloned().map_or_else(Laporan::default, Laporan::Dikembalikan)
            }
            Event::LaporanDiterima {} => {
                self.disusun().cloned().map_or_else(Laporan::default, Laporan::Diterima)
            }
            Event::LaporanDikirimKeKi { .. } => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::uji::*;

    fn disusun(dari: &str, sampai: &str) -> Event {
        let (dari, sampai) = (hari(dari), hari(sampai));
        Event::LaporanDisusun(LaporanDisusun { dari, sampai, unit: Some(unit(1)) })
    }

    fn semester() -> Event {
        disusun("2026-01-01", "2026-06-30")
    }

    fn sidik(heks: &str) -> Sidik {
        Sidik::try_new(heks).expect("hex")
    }

    fn isi_disampaikan() -> LaporanDisampaikan {
        LaporanDisampaikan {
            posisi: 1_204,
            akar: sidik("9f2c"),
            versi_templat: 1,
            mesin: None,
            sha256: sidik("ab12"),
            sha256_isi: None,
            angka: Vec::new(),
            kendala: None,
            rekomendasi: None,
        }
    }

    fn disampaikan() -> Event {
        Event::LaporanDisampaikan(isi_disampaikan())
    }

    fn dikembalikan() -> Event {
        Event::LaporanDikembalikan { catatan: sd("a") }
    }

    fn diterima() -> Event {
        Event::LaporanDiterima {}
    }

    fn dikirim() -> Event {
        Event::LaporanDikirimKeKi { nomor_surat: None }
    }

    fn sesudah(riwayat: &[Event], event: Event) -> Result<Event, LaporanDitolak> {
        Laporan::dari(&tercatat_tanpa_hari(riwayat)).decide(event)
    }

    #[test]
    fn a_report_goes_from_draft_to_ki() {
        let jalan =
            [semester(), disampaikan(), dikembalikan(), disampaikan(), diterima(), dikirim()];
        for (i, event) in jalan.iter().enumerate() {
            assert_eq!(sesudah(&jalan[..i], event.clone()), Ok(event.clone()));
        }
        let Laporan::Diterima(akhir) = Laporan::dari(&tercatat_tanpa_hari(&jalan)) else {
            panic!("a report that was sent on stays accepted")
        };
        assert_eq!(akhir.sampai, hari("2026-06-30"));
    }

    #[test]
    fn every_refusal_has_its_report() {
        let sampai_diterima = [semester(), disampaikan(), diterima()];
        for (riwayat, event, ditolak) in [
            (&sampai_diterima[..1], semester(), LaporanDitolak::SudahDisusun),
            (&[], disampaikan(), LaporanDitolak::BelumDisusun),
            (&[], diterima(), LaporanDitolak::BelumDisusun),
            (&sampai_diterima[..1], diterima(), LaporanDitolak::BelumDisampaikan),
            (&sampai_diterima[..1], dikembalikan(), LaporanDitolak::BelumDisampaikan),
            (&sampai_diterima[..], diterima(), LaporanDitolak::BelumDisampaikan),
            (&sampai_diterima[..2], disampaikan(), LaporanDitolak::SudahDisampaikan),
            (&sampai_diterima[..], disampaikan(), LaporanDitolak::SudahDisampaikan),
            (&sampai_diterima[..2], dikirim(), LaporanDitolak::BelumDiterima),
        ] {
            assert_eq!(sesudah(riwayat, event), Err(ditolak));
        }
    }

    #[test]
    fn a_report_names_nobody_by_nik() {
        let kata = |teks: &str| {
            let rekomendasi = Some(Isi::try_new(teks).expect("a text"));
            Event::LaporanDisampaikan(LaporanDisampaikan { rekomendasi, ..isi_disampaikan() })
        };
        let memuat = sesudah(&[semester()], kata("Pemohon 3275014101900001 diundang"));
        assert_eq!(memuat, Err(LaporanDitolak::MemuatNik));
        let tanpa = kata("Permohonan 0007/PPID/2026 diulang");
        assert_eq!(sesudah(&[semester()], tanpa.clone()), Ok(tanpa));
    }

    #[test]
    fn a_period_ends_on_its_first_day_or_later() {
        let sehari = disusun("2026-06-30", "2026-06-30");
        assert_eq!(sesudah(&[], sehari.clone()), Ok(sehari));
        let terbalik = sesudah(&[], disusun("2026-06-30", "2026-06-29"));
        assert_eq!(terbalik, Err(LaporanDitolak::PeriodeTerbalik));
    }

    #[test]
    fn facts_without_a_draft_leave_no_report() {
        for event in [disampaikan(), dikembalikan(), diterima(), dikirim()] {
            assert_eq!(Laporan::dari(&tercatat_tanpa_hari(&[event])), Laporan::BelumAda);
        }
    }

    #[test]
    fn stored_form() {
        let (dari, sampai) = (hari("2026-01-01"), hari("2026-12-31"));
        let tahunan = Event::LaporanDisusun(LaporanDisusun { dari, sampai, unit: None });
        let penuh = Event::LaporanDisampaikan(LaporanDisampaikan {
            mesin: Some(label("typst 0.15.1")),
            sha256_isi: Some(sidik("cd34")),
            angka: vec![AngkaLaporan { hal: label("permohonan: masuk"), n: 12 }],
            kendala: Some(sd("a")),
            rekomendasi: Some(sd("b")),
            ..isi_disampaikan()
        });
        let unit = "00000000-0000-0000-0000-000000000001";
        let nomor_surat = Some(label("9/PPID"));
        for (event, nama, body) in [
            (
                semester(),
                "LaporanDisusun",
                json!({"dari": "2026-01-01", "sampai": "2026-06-30", "unit": unit}),
            ),
            (tahunan, "LaporanDisusun", json!({"dari": "2026-01-01", "sampai": "2026-12-31"})),
            (
                disampaikan(),
                "LaporanDisampaikan",
                json!({"posisi": 1204, "akar": "9f2c", "versi_templat": 1, "sha256": "ab12"}),
            ),
            (
                penuh,
                "LaporanDisampaikan",
                json!({
                    "posisi": 1204, "akar": "9f2c", "versi_templat": 1, "mesin": "typst 0.15.1",
                    "sha256": "ab12", "sha256_isi": "cd34",
                    "angka": [{"hal": "permohonan: masuk", "n": 12}],
                    "kendala": {"sd": "a"}, "rekomendasi": {"sd": "b"}
                }),
            ),
            (dikembalikan(), "LaporanDikembalikan", json!({"catatan": {"sd": "a"}})),
            (diterima(), "LaporanDiterima", json!({})),
            (dikirim(), "LaporanDikirimKeKi", json!({"nomor_surat": null})),
            (
                Event::LaporanDikirimKeKi { nomor_surat },
                "LaporanDikirimKeKi",
                json!({"nomor_surat": "9/PPID"}),
            ),
        ] {
            assert_stored(event, json!({"type": nama, "body": body}));
        }
    }
}
