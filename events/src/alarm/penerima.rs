//! Who is told: the holder first, then the unit's head, the PPID Utama, the
//! Atasan PPID. A role or a unit, never a person: who holds it on the day is the
//! mail's to find.

use serde::{Deserialize, Serialize};

use super::{Eskalasi, JenisAlarm};
use crate::pihak::UnitId;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Penerima {
    Pemohon,
    Petugas,
    /// Those who work on it in a unit.
    Unit(UnitId),
    /// The unit's head; its PPID Pembantu where nobody else is known.
    KepalaUnit(UnitId),
    PpidUtama,
    AtasanPpid,
    Admin,
}

/// Who has it in hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pemegang {
    Pemohon,
    Unit(UnitId),
    /// The desk of the PPID.
    Ppid,
    AtasanPpid,
    /// Those who keep the office's calendar.
    Pengelola,
}

/// Everybody who is told of a rung; `unit` is the one that answers for it.
pub fn penerima(
    jenis: JenisAlarm,
    pemegang: Pemegang,
    unit: Option<UnitId>,
    eskalasi: Eskalasi,
    anak_tangga: i32,
) -> Vec<Penerima> {
    let mut dituju = match pemegang {
        Pemegang::Pemohon => vec![Penerima::Pemohon],
        Pemegang::Unit(unit) => vec![Penerima::Unit(unit)],
        Pemegang::Ppid => vec![Penerima::Petugas, Penerima::PpidUtama],
        Pemegang::AtasanPpid => vec![Penerima::AtasanPpid],
        Pemegang::Pengelola => vec![Penerima::Admin, Penerima::PpidUtama],
    };
    if jenis.milik_pemohon() {
        return dituju;
    }
    let sampai = |mulai: Option<i32>| mulai.is_some_and(|mulai| anak_tangga <= mulai);
    let kepala = match pemegang {
        Pemegang::Unit(unit) => Some(unit),
        Pemegang::Pemohon | Pemegang::Ppid | Pemegang::AtasanPpid | Pemegang::Pengelola => unit,
    };
    let naik = [
        (eskalasi.kepala_unit, kepala.map(Penerima::KepalaUnit)),
        (eskalasi.ppid_utama, Some(Penerima::PpidUtama)),
        (eskalasi.atasan_ppid, Some(Penerima::AtasanPpid)),
    ];
    for (mulai, siapa) in naik {
        if let Some(siapa) = siapa.filter(|siapa| sampai(mulai) && !dituju.contains(siapa)) {
            dituju.push(siapa);
        }
    }
    dituju
}
