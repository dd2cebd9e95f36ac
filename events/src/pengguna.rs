//! Users: the officials and what they may do.

use serde::{Deserialize, Serialize};

use crate::event::Tercatat;
use crate::pihak::UnitId;
use crate::teks::{Isi, Label};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FaktaPengguna))]
#[serde(tag = "type", content = "body")]
pub enum Event {
    PenggunaDidaftarkan(PenggunaDidaftarkan),
    PeranDiubah { peran: Peran },
    PenggunaDinonaktifkan {},
    PenggunaDiaktifkan {},
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PenggunaDidaftarkan {
    /// Sealed, as all that tells about a person.
    pub nama: Isi,
    pub jabatan: Label,
    pub peran: Peran,
}

/// Roles of Perki 1/2021 Pasal 6-12; what an office calls them is configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
            Event::PeranDiubah { peran } => match self {
                Pengguna::Aktif(_) => Pengguna::Aktif(*peran),
                Pengguna::Nonaktif(_) => Pengguna::Nonaktif(*peran),
                Pengguna::BelumAda => self,
            },
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::uji::*;

    fn didaftarkan(peran: Peran) -> Event {
        let jabatan = label("Pranata Humas");
        Event::PenggunaDidaftarkan(PenggunaDidaftarkan { nama: sd("a"), jabatan, peran })
    }

    fn diubah(peran: Peran) -> Event {
        Event::PeranDiubah { peran }
    }

    const NONAKTIF: Event = Event::PenggunaDinonaktifkan {};
    const AKTIF: Event = Event::PenggunaDiaktifkan {};

    fn sesudah(riwayat: &[Event], event: Event) -> Result<Event, PenggunaDitolak> {
        Pengguna::dari(&tercatat_tanpa_hari(riwayat)).decide(event)
    }

    #[test]
    fn an_account_is_opened_changed_closed_and_opened_again() {
        let jalan = [didaftarkan(Peran::Petugas), diubah(Peran::PpidUtama), NONAKTIF, AKTIF];
        for (i, event) in jalan.iter().enumerate() {
            assert_eq!(sesudah(&jalan[..i], event.clone()), Ok(event.clone()));
        }
        let akhir = Pengguna::dari(&tercatat_tanpa_hari(&jalan));
        assert_eq!(akhir, Pengguna::Aktif(Peran::PpidUtama));
    }

    #[test]
    fn every_refusal_has_its_account() {
        let petugas = didaftarkan(Peran::Petugas);
        let aktif = std::slice::from_ref(&petugas);
        let nonaktif = [petugas.clone(), NONAKTIF];
        for (riwayat, event, ditolak) in [
            (aktif, petugas.clone(), PenggunaDitolak::SudahTerdaftar),
            (&nonaktif[..], petugas.clone(), PenggunaDitolak::SudahTerdaftar),
            (&[], diubah(Peran::Admin), PenggunaDitolak::BelumTerdaftar),
            (&[], NONAKTIF, PenggunaDitolak::BelumTerdaftar),
            (&[], AKTIF, PenggunaDitolak::BelumTerdaftar),
            (&nonaktif[..], diubah(Peran::Admin), PenggunaDitolak::TidakAktif),
            (&nonaktif[..], NONAKTIF, PenggunaDitolak::TidakAktif),
            (aktif, AKTIF, PenggunaDitolak::MasihAktif),
        ] {
            assert_eq!(sesudah(riwayat, event), Err(ditolak));
        }
    }

    #[test]
    fn a_changed_role_opens_no_closed_account() {
        let admin = Peran::Admin;
        assert_eq!(Pengguna::Nonaktif(admin).evolve(&diubah(admin)), Pengguna::Nonaktif(admin));
        for event in [diubah(admin), NONAKTIF, AKTIF] {
            assert_eq!(Pengguna::BelumAda.evolve(&event), Pengguna::BelumAda);
        }
    }

    #[test]
    fn stored_form() {
        let pembantu = json!({"ppid_pembantu": "00000000-0000-0000-0000-000000000001"});
        for (peran, kata) in [
            (Peran::Petugas, json!("petugas")),
            (Peran::PpidUtama, json!("ppid_utama")),
            (Peran::PpidPembantu(unit(1)), pembantu),
            (Peran::AtasanPpid, json!("atasan_ppid")),
            (Peran::TimPertimbangan, json!("tim_pertimbangan")),
            (Peran::Auditor, json!("auditor")),
            (Peran::Admin, json!("admin")),
        ] {
            let body = json!({"nama": {"sd": "a"}, "jabatan": "Pranata Humas", "peran": kata});
            assert_stored(didaftarkan(peran), json!({"type": "PenggunaDidaftarkan", "body": body}));
            let json = json!({"type": "PeranDiubah", "body": {"peran": kata}});
            assert_stored(diubah(peran), json);
        }
        assert_stored(NONAKTIF, json!({"type": "PenggunaDinonaktifkan", "body": {}}));
        assert_stored(AKTIF, json!({"type": "PenggunaDiaktifkan", "body": {}}));
    }
}
