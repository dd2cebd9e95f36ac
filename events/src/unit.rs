//! Units: the offices of the PPID Pembantu, as they are renamed, merged, closed.

use serde::{Deserialize, Serialize};

use crate::event::Tercatat;
use crate::pihak::UnitId;
use crate::teks::Label;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FaktaUnit))]
#[serde(tag = "type", content = "body")]
pub enum Event {
    UnitDibentuk { nama: Label, jenis: JenisUnit },
    UnitBergantiNama { nama: Label },
    UnitDigabung { ke: UnitId },
    UnitDitutup {},
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum JenisUnit {
    Dinas,
    Badan,
    Sekretariat,
    Kecamatan,
    Kelurahan,
    RumahSakit,
    Bumd,
    Sekolah,
    Lain,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    #[default]
    BelumAda,
    Aktif {
        nama: Label,
        jenis: JenisUnit,
    },
    Digabung {
        nama: Label,
        ke: UnitId,
    },
    Ditutup {
        nama: Label,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnitDitolak {
    #[error("unit ini sudah dibentuk")]
    SudahDibentuk,
    #[error("unit ini tidak aktif lagi atau belum dibentuk")]
    TidakAktif,
    #[error("unit tidak dapat digabung ke dirinya sendiri")]
    KeDiriSendiri,
}

impl Unit {
    pub fn dari<'a>(fakta: impl IntoIterator<Item = &'a Tercatat<Event>>) -> Self {
        fakta.into_iter().fold(Unit::default(), |unit, tercatat| unit.evolve(&tercatat.event))
    }

    pub fn nama(&self) -> Option<&Label> {
        match self {
            Unit::BelumAda => None,
            Unit::Aktif { nama, .. } | Unit::Digabung { nama, .. } | Unit::Ditutup { nama } => {
                Some(nama)
            }
        }
    }

    pub fn decide(&self, diri: UnitId, event: Event) -> Result<Event, UnitDitolak> {
        let aktif = matches!(self, Unit::Aktif { .. });
        match &event {
            Event::UnitDibentuk { .. } if *self != Unit::BelumAda => {
                Err(UnitDitolak::SudahDibentuk)
            }
            Event::UnitDibentuk { .. } => Ok(event),
            Event::UnitDigabung { ke } if *ke == diri => Err(UnitDitolak::KeDiriSendiri),
            Event::UnitBergantiNama { .. } | Event::UnitDigabung { .. } | Event::UnitDitutup {} => {
                if aktif {
                    Ok(event)
                } else {
                    Err(UnitDitolak::TidakAktif)
                }
            }
        }
    }

    pub fn evolve(self, event: &Event) -> Self {
        let lama = self.nama().cloned();
        let jenis_lama = match self {
            Unit::Aktif { jenis, .. } => jenis,
            Unit::BelumAda | Unit::Digabung { .. } | Unit::Ditutup { .. } => JenisUnit::Lain,
        };
        match (event, lama) {
            (Event::UnitDibentuk { nama, jenis }, _) => {
                Unit::Aktif { nama: nama.clone(), jenis: *jenis }
            }
            (Event::UnitBergantiNama { nama }, _) => {
                Unit::Aktif { nama: nama.clone(), jenis: jenis_lama }
            }
            (Event::UnitDigabung { ke }, Some(nama)) => Unit::Digabung { nama, ke: *ke },
            (Event::UnitDitutup {}, Some(nama)) => Unit::Ditutup { nama },
            (Event::UnitDigabung { .. } | Event::UnitDitutup {}, None) => Unit::BelumAda,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::uji::{assert_stored, label};

    fn dibentuk() -> Event {
        Event::UnitDibentuk { nama: label("Dinas Kesehatan"), jenis: JenisUnit::Dinas }
    }

    #[test]
    fn a_unit_is_formed_once_and_ends_once() {
        let diri = UnitId(uuid::Uuid::from_u128(1));
        let aktif = Unit::default().evolve(&dibentuk());
        assert_eq!(aktif.decide(diri, dibentuk()), Err(UnitDitolak::SudahDibentuk));
        let ke = Event::UnitDigabung { ke: diri };
        assert_eq!(aktif.decide(diri, ke), Err(UnitDitolak::KeDiriSendiri));
        let ditutup = aktif.evolve(&Event::UnitDitutup {});
        assert_eq!(ditutup.decide(diri, Event::UnitDitutup {}), Err(UnitDitolak::TidakAktif));
        assert_eq!(ditutup.nama(), Some(&label("Dinas Kesehatan")));
    }

    #[test]
    fn a_renamed_unit_keeps_its_kind() {
        let unit = Unit::default()
            .evolve(&dibentuk())
            .evolve(&Event::UnitBergantiNama { nama: label("Dinas Kesehatan dan KB") });
        let harapan =
            Unit::Aktif { nama: label("Dinas Kesehatan dan KB"), jenis: JenisUnit::Dinas };
        assert_eq!(unit, harapan);
    }

    #[test]
    fn a_unit_is_merged_into_another_and_keeps_its_name() {
        let (diri, ke) = (UnitId(uuid::Uuid::from_u128(1)), UnitId(uuid::Uuid::from_u128(2)));
        let digabung = Event::UnitDigabung { ke };
        let aktif = Unit::default().evolve(&dibentuk());
        assert_eq!(aktif.decide(diri, digabung.clone()), Ok(digabung.clone()));
        let unit = aktif.evolve(&digabung);
        assert_eq!(unit, Unit::Digabung { nama: label("Dinas Kesehatan"), ke });
        for event in [digabung, Event::UnitBergantiNama { nama: label("Dinas Baru") }] {
            assert_eq!(unit.decide(diri, event), Err(UnitDitolak::TidakAktif));
        }
        assert_eq!(
            Unit::default().decide(diri, Event::UnitDitutup {}),
            Err(UnitDitolak::TidakAktif)
        );
    }

    #[test]
    fn stored_form() {
        let ke = UnitId(uuid::Uuid::from_u128(2));
        let id = "00000000-0000-0000-0000-000000000002";
        let nama = label("Dinas Kesehatan dan KB");
        for (event, tipe, body) in [
            (dibentuk(), "UnitDibentuk", json!({"nama": "Dinas Kesehatan", "jenis": "dinas"})),
            (
                Event::UnitBergantiNama { nama },
                "UnitBergantiNama",
                json!({"nama": "Dinas Kesehatan dan KB"}),
            ),
            (Event::UnitDigabung { ke }, "UnitDigabung", json!({"ke": id})),
            (Event::UnitDitutup {}, "UnitDitutup", json!({})),
        ] {
            assert_stored(event, json!({"type": tipe, "body": body}));
        }
        for (jenis, kata) in [
            (JenisUnit::Badan, "badan"),
            (JenisUnit::Sekretariat, "sekretariat"),
            (JenisUnit::Kecamatan, "kecamatan"),
            (JenisUnit::Kelurahan, "kelurahan"),
            (JenisUnit::RumahSakit, "rumah_sakit"),
            (JenisUnit::Bumd, "bumd"),
            (JenisUnit::Sekolah, "sekolah"),
            (JenisUnit::Lain, "lain"),
        ] {
            assert_stored(jenis, json!(kata));
        }
    }
}
