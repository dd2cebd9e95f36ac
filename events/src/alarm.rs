//! Alarms: who is told of a tenggat, how long before its earliest end, and how
//! often once it has passed.
//!
//! A tenggat that passed is a question; an alarm that was raised is a fact. Each
//! end of a tenggat has a ladder of its own: where the end moves, the old ladder
//! stops, says why, and the new end has another.

mod jenis;
mod kewajiban;
mod nilai;
mod penerima;
mod tangga;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::pihak::UnitId;
use crate::teks::Label;

pub use jenis::{JenisAlarm, SEMUA_JENIS};
pub use kewajiban::{RiwayatLaporan, kalender_tahun_depan, laporan_tahunan, laporan_unit};
pub use nilai::{Calon, nilai};
pub use penerima::{Pemegang, Penerima, penerima};
pub use tangga::{Bunyi, Eskalasi, Kedudukan, Tangga, TanggaDitolak};

/// The tenggat that an alarm speaks of, with the end that it then had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TenggatAlarm {
    pub jenis: JenisAlarm,
    /// Of a unit's own limit, or of a duty of a unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// The limit's code, as `P04a`.
    pub batas: Label,
    pub pasal: Label,
    pub dibuka: NaiveDate,
    pub paling_awal: NaiveDate,
    pub paling_lambat: NaiveDate,
}

/// Somebody is told of a tenggat. It stands once for each rung of each ladder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AlarmDibunyikan {
    pub tenggat: TenggatAlarm,
    /// The rung: working days before the earliest end, negative behind it.
    pub anak_tangga: i32,
    /// Working days that were left on that day, negative when it had passed.
    pub sisa_hk: i32,
    /// The local date.
    pub hari: NaiveDate,
    /// Rungs before it that nobody was told of, and for which this one stands.
    #[serde(default, skip_serializing_if = "tidak_ada")]
    pub terlewat: u32,
    pub kepada: Vec<Penerima>,
}

/// A ladder ended: nobody is told of that end any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AlarmDihentikan {
    pub tenggat: TenggatAlarm,
    pub sebab: SebabBerhenti,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SebabBerhenti {
    /// It was done.
    Dipenuhi,
    /// It ended otherwise: withdrawn, not followed up, overtaken by a sengketa.
    Gugur,
    /// It ends on another day.
    Bergeser(Pergeseran),
}

/// Where an end moved, and what moved it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pergeseran {
    pub paling_awal: NaiveDate,
    pub paling_lambat: NaiveDate,
    pub karena: SebabGeser,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SebabGeser {
    /// Another limit holds: an extension, an answer in place of silence.
    BatasLain,
    /// It runs from another day: something happened, or was corrected.
    PemicuLain,
    /// The same count over other working days: calendar or rules changed.
    Kalender,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the shape serde asks for")]
fn tidak_ada(jumlah: &u32) -> bool {
    *jumlah == 0
}

impl TenggatAlarm {
    /// The command that raises this rung, the same in every process and every
    /// time: the log carries it out once.
    pub fn perintah_bunyi(&self, subjek: Uuid, anak_tangga: i32) -> Uuid {
        self.perintah(subjek, &format!("bunyi {anak_tangga}"))
    }

    /// The command that stops this ladder after the rung that was raised last.
    pub fn perintah_henti(&self, subjek: Uuid, terakhir: i32) -> Uuid {
        self.perintah(subjek, &format!("henti {terakhir}"))
    }

    fn perintah(&self, subjek: Uuid, apa: &str) -> Uuid {
        let (jenis, awal) = (self.jenis.nama(), self.paling_awal);
        let unit = self.unit.map_or_else(Uuid::nil, |unit| unit.0);
        Uuid::new_v5(&subjek, format!("alarm/{jenis}/{unit}/{awal}/{apa}").as_bytes())
    }

    /// What moved this end to that of the same tenggat as it is now.
    pub fn bergeser_ke(&self, kini: &TenggatAlarm) -> Pergeseran {
        let karena = if self.batas != kini.batas {
            SebabGeser::BatasLain
        } else if self.dibuka != kini.dibuka {
            SebabGeser::PemicuLain
        } else {
            SebabGeser::Kalender
        };
        let TenggatAlarm { paling_awal, paling_lambat, .. } = *kini;
        Pergeseran { paling_awal, paling_lambat, karena }
    }
}

#[cfg(test)]
mod uji;
