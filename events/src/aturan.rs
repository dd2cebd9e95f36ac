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
#[serde(tag = "type", content = "body")]
pub enum Event {
    AturanDitetapkan(AturanDitetapkan),
}

/// The office's rules from a date on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AturanDitetapkan {
    pub himpunan: Himpunan,
    pub berlaku_sejak: NaiveDate,
    pub pekan: Pekan,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cuti_bersama_bekerja: bool,
    pub penyetuju: Penyetuju,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
