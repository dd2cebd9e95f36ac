//! Users: the officials and what they may do.

use serde::{Deserialize, Serialize};

use crate::event::Tercatat;
use crate::pihak::UnitId;
use crate::teks::{Isi, Label};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "body")]
pub enum Event {
    PenggunaDidaftarkan(PenggunaDidaftarkan),
    PeranDiubah { peran: Peran },
    PenggunaDinonaktifkan {},
    PenggunaDiaktifkan {},
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PenggunaDidaftarkan {
    /// Sealed, as all that tells about a person.
    pub nama: Isi,
    pub jabatan: Label,
    pub peran: Peran,
}

/// Roles of Perki 1/2021 Pasal 6-12; what an office calls them is configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Peran {
    Petugas,
    PpidUtama,
    PpidPembantu(UnitId),
    AtasanPpid,
    TimPertimbangan,
    Auditor,
    Admin,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pengguna {
    #[default]
    BelumAda,
    Aktif(Peran),
    Nonaktif(Peran),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PenggunaDitolak {
    #[error("pengguna ini sudah terdaftar")]
    SudahTerdaftar,
    #[error("pengguna ini belum terdaftar")]
    BelumTerdaftar,
    #[error("pengguna ini tidak aktif")]
    TidakAktif,
    #[error("pengguna ini masih aktif")]
    MasihAktif,
}

impl Pengguna {
    pub fn dari<'a>(fakta: impl IntoIterator<Item = &'a Tercatat<Event>>) -> Self {
        fakta.into_iter().fold(Pengguna::default(), |p, tercatat| p.evolve(&tercatat.event))
    }

    pub fn decide(self, event: Event) -> Result<Event, PenggunaDitolak> {
        let halangan = match (&event, self) {
            (Event::PenggunaDidaftarkan(_), Pengguna::BelumAda) => None,
            (Event::PenggunaDidaftarkan(_), _) => Some(PenggunaDitolak::SudahTerdaftar),
            (_, Pengguna::BelumAda) => Some(PenggunaDitolak::BelumTerdaftar),
            (Event::PenggunaDiaktifkan {}, Pengguna::Aktif(_)) => Some(PenggunaDitolak::MasihAktif),
            (Event::PenggunaDiaktifkan {}, Pengguna::Nonaktif(_)) => None,
            (
                Event::PeranDiubah { .. } | Event::PenggunaDinonaktifkan {},
                Pengguna::Nonaktif(_),
            ) => Some(PenggunaDitolak::TidakAktif),
            (Event::PeranDiubah { .. } | Event::PenggunaDinonaktifkan {}, Pengguna::Aktif(_)) => {
                None
            }
        };
        halangan.map_or(Ok(event), Err)
    }

    pub fn evolve(self, event: &Event) -> Self {
        match event {
            Event::PenggunaDidaftarkan(baru) => Pengguna::Aktif(baru.peran),
            Event::PeranDiubah { peran } => Pengguna::Aktif(*peran),
            Event::PenggunaDinonaktifkan {} => match self {
                Pengguna::Aktif(peran) | Pengguna::Nonaktif(peran) => Pengguna::Nonaktif(peran),
                Pengguna::BelumAda => self,
            },
            Event::PenggunaDiaktifkan {} => match self {
                Pengguna::Aktif(peran) | Pengguna::Nonaktif(peran) => Pengguna::Aktif(peran),
                Pengguna::BelumAda => self,
            },
        }
    }
}
