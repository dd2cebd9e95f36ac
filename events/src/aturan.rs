//! Rule sets as a stream: which limits, week and approver hold for this office,
//! and since when.
//!
//! KPU and Bawaslu answer under Perki 1/2019 with shorter limits; an office may
//! work six days; who approves is its own choice. A rule set holds from a date,
//! so an old case keeps the rules of its time.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::batas::{Panjang, menurut_kode};
use crate::event::{AliranId, JenisAliran, Tercatat};
use crate::hari_kerja::{HariKerja, KalenderKerja, Pekan};
use crate::kalender::Kalender;
use crate::pihak::Penyetuju;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FaktaAturan))]
#[serde(tag = "type", content = "body")]
pub enum Event {
    AturanDitetapkan(AturanDitetapkan),
}

/// The office's rules from a date on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AturanDitetapkan {
    pub himpunan: Himpunan,
    pub berlaku_sejak: NaiveDate,
    pub pekan: Pekan,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cuti_bersama_bekerja: bool,
    pub penyetuju: Penyetuju,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Himpunan {
    /// UU 14/2008 with Perki 1/2021 and Perki 1/2013.
    #[default]
    Umum,
    /// Perki 1/2019, for KPU and Bawaslu; its lengths come from the press.
    Pemilu,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AturanDitolak {
    #[error("aturan lain sudah berlaku sejak tanggal itu atau sesudahnya")]
    TidakMaju,
}

/// What the stream says, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RiwayatAturan {
    ditetapkan: Vec<AturanDitetapkan>,
}

impl RiwayatAturan {
    pub fn dari<'a>(fakta: impl IntoIterator<Item = &'a Tercatat<Event>>) -> Self {
        let mut riwayat = RiwayatAturan::default();
        for tercatat in fakta {
            riwayat.evolve(&tercatat.event);
        }
        riwayat
    }

    pub fn evolve(&mut self, event: &Event) {
        match event {
            Event::AturanDitetapkan(aturan) => self.ditetapkan.push(*aturan),
        }
    }

    pub fn decide(&self, event: Event) -> Result<Event, AturanDitolak> {
        let Event::AturanDitetapkan(baru) = &event;
        match self.ditetapkan.last() {
            Some(lama) if lama.berlaku_sejak >= baru.berlaku_sejak => Err(AturanDitolak::TidakMaju),
            Some(_) | None => Ok(event),
        }
    }

    /// The rules in force on a date, over the calendar as it was known.
    pub fn pada(&self, tanggal: NaiveDate, kalender: Kalender) -> Aturan {
        let berlaku = self.ditetapkan.iter().rev().find(|a| a.berlaku_sejak <= tanggal);
        match berlaku {
            None => Aturan::umum(kalender),
            Some(berlaku) => berlaku.dengan(kalender),
        }
    }

    /// Each set of rules with the date from which it holds, oldest first.
    pub fn semua(&self, kalender: &Kalender) -> Vec<(NaiveDate, Aturan)> {
        let dengan = |a: &AturanDitetapkan| (a.berlaku_sejak, a.dengan(kalender.clone()));
        self.ditetapkan.iter().map(dengan).collect()
    }
}

impl AturanDitetapkan {
    fn dengan(self, kalender: Kalender) -> Aturan {
        Aturan {
            himpunan: self.himpunan,
            penyetuju: self.penyetuju,
            kerja: KalenderKerja {
                kalender,
                pekan: self.pekan,
                cuti_bersama_bekerja: self.cuti_bersama_bekerja,
            },
        }
    }
}

/// The stream of the office's rules. There is one in a log.
pub fn aliran() -> AliranId {
    let id = Uuid::from_u128(0x6174_7572_616e_8000_8000_0000_0000_0001);
    AliranId { jenis: JenisAliran::Aturan, id }
}

/// The rules and the calendar as known at one moment.
#[derive(Clone, Debug, Default)]
pub struct Aturan {
    pub himpunan: Himpunan,
    pub penyetuju: Penyetuju,
    pub kerja: KalenderKerja,
}

impl Aturan {
    /// What holds until the office sets something else.
    pub fn umum(kalender: Kalender) -> Self {
        Aturan { kerja: KalenderKerja { kalender, ..Default::default() }, ..Default::default() }
    }

    /// The length of a limit in working days under this rule set.
    pub fn hari_kerja(&self, kode: &str) -> Option<HariKerja> {
        let umum = menurut_kode(kode).and_then(crate::batas::Batas::hari_kerja);
        match self.himpunan {
            Himpunan::Umum => umum,
            Himpunan::Pemilu => match kode {
                "P04a" | "P04b" | "P05" | "K02a" | "K02b" => Some(HariKerja(3)),
                "P06" => Some(HariKerja(2)),
                _ => umum,
            },
        }
    }

    /// The length as people read it.
    pub fn panjang(&self, kode: &str) -> Option<Panjang> {
        match self.hari_kerja(kode) {
            Some(panjang) => Some(Panjang::HariKerja(panjang)),
            None => menurut_kode(kode).map(|batas| batas.panjang),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::uji::*;

    fn ditetapkan(himpunan: Himpunan, berlaku_sejak: &str) -> Event {
        Event::AturanDitetapkan(AturanDitetapkan {
            himpunan,
            berlaku_sejak: hari(berlaku_sejak),
            pekan: Pekan::EnamHari,
            cuti_bersama_bekerja: false,
            penyetuju: Penyetuju::PimpinanBadanPublik,
        })
    }

    fn riwayat() -> RiwayatAturan {
        RiwayatAturan::dari(&tercatat_tanpa_hari(&[
            ditetapkan(Himpunan::Umum, "2026-01-01"),
            ditetapkan(Himpunan::Pemilu, "2026-07-01"),
        ]))
    }

    #[test]
    fn rules_only_move_forward() {
        for (tanggal, maju) in [("2026-06-30", false), ("2026-07-01", false), ("2026-07-02", true)]
        {
            let event = ditetapkan(Himpunan::Umum, tanggal);
            let putusan = if maju { Ok(event.clone()) } else { Err(AturanDitolak::TidakMaju) };
            assert_eq!(riwayat().decide(event), putusan);
        }
        let pertama = ditetapkan(Himpunan::Umum, "2011-08-23");
        assert_eq!(RiwayatAturan::default().decide(pertama.clone()), Ok(pertama));
    }

    #[test]
    fn a_case_keeps_the_rules_of_its_time() {
        let pada = |tanggal| riwayat().pada(hari(tanggal), Kalender::default());
        let sebelum = pada("2025-12-31");
        assert_eq!((sebelum.himpunan, sebelum.penyetuju), Default::default());
        assert_eq!(sebelum.kerja.pekan, Pekan::LimaHari);
        let umum = pada("2026-06-30");
        assert_eq!(umum.himpunan, Himpunan::Umum);
        assert_eq!(umum.penyetuju, Penyetuju::PimpinanBadanPublik);
        assert_eq!(umum.kerja.pekan, Pekan::EnamHari);
        assert_eq!(pada("2026-07-01").himpunan, Himpunan::Pemilu);
    }

    #[test]
    fn an_election_body_has_shorter_limits_of_its_own_and_the_rest_in_common() {
        let (umum, pemilu) = (aturan(), aturan_pemilu());
        for (kode, panjang, pemilu_hk) in
            [("P04a", 10, 3), ("P05", 10, 3), ("P06", 7, 2), ("K02a", 30, 3), ("S01", 14, 14)]
        {
            assert_eq!(umum.hari_kerja(kode), Some(HariKerja(panjang)), "{kode}");
            assert_eq!(pemilu.hari_kerja(kode), Some(HariKerja(pemilu_hk)), "{kode}");
        }
        assert_eq!(pemilu.panjang("P04a"), Some(Panjang::HariKerja(HariKerja(3))));
        assert_eq!(pemilu.panjang("S21"), Some(Panjang::Hari(14)));
        assert_eq!((pemilu.hari_kerja("S21"), pemilu.panjang("Z9")), (None, None));
    }

    #[test]
    fn stored_form() {
        let mut body = json!({
            "himpunan": "umum", "berlaku_sejak": "2026-01-01", "pekan": "enam_hari",
            "penyetuju": "pimpinan_badan_publik"
        });
        assert_stored(
            ditetapkan(Himpunan::Umum, "2026-01-01"),
            json!({"type": "AturanDitetapkan", "body": body}),
        );
        body["cuti_bersama_bekerja"] = json!(true);
        body["himpunan"] = json!("pemilu");
        body["pekan"] = json!("lima_hari");
        let Event::AturanDitetapkan(penuh) = ditetapkan(Himpunan::Pemilu, "2026-01-01");
        let pekan = Pekan::LimaHari;
        assert_stored(
            Event::AturanDitetapkan(AturanDitetapkan {
                cuti_bersama_bekerja: true,
                pekan,
                ..penuh
            }),
            json!({"type": "AturanDitetapkan", "body": body}),
        );
    }
}
