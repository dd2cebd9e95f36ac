//! Users: the officials, what they may do, and for whom they act meanwhile.
//!
//! UU 30/2014 Pasal 14(1)-(2): a pelaksana harian stands in for an official who
//! is away for a time, a pelaksana tugas for one who is gone; both by a letter.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::event::Tercatat;
use crate::pihak::UnitId;
use crate::surel::{AlamatDitolak, periksa_alamat};
use crate::teks::{Isi, Label};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FaktaPengguna))]
#[serde(tag = "type", content = "body")]
pub enum Event {
    PenggunaDidaftarkan(PenggunaDidaftarkan),
    PeranDiubah { peran: Peran },
    PenggunaDinonaktifkan {},
    PenggunaDiaktifkan {},
    PenugasanDiberikan(PenugasanDiberikan),
    PenugasanDiakhiri(PenugasanDiakhiri),
    MasukDiaturUlang { hal: HalMasuk },
    SurelDitetapkan(SurelDitetapkan),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PenggunaDidaftarkan {
    /// Sealed, as all that tells about a person.
    pub nama: Isi,
    pub jabatan: Label,
    pub peran: Peran,
}

/// Where mail reaches them; without an address none is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SurelDitetapkan {
    /// Sealed, as all that tells about a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub surel: Option<Isi>,
}

/// Somebody acts in a role that is not theirs, from one day to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PenugasanDiberikan {
    pub status: StatusPenugasan,
    pub sebagai: Peran,
    /// Whose office it is; nobody where it is vacant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub menggantikan: Option<PenggunaId>,
    /// First and last day.
    pub dari: NaiveDate,
    pub sampai: NaiveDate,
    pub surat_tugas: Label,
}

/// It ends earlier than the letter said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PenugasanDiakhiri {
    /// The letter by which it was given.
    pub surat_tugas: Label,
    /// Its last day; one before its first says that it never began.
    pub sampai: NaiveDate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StatusPenugasan {
    /// Pelaksana tugas: the office is vacant.
    Plt,
    /// Pelaksana harian: its holder is away.
    Plh,
}

/// What an admin set anew of a user's sign-in: whoever could hand out a password
/// could act in the user's name, so it stands in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HalMasuk {
    Sandi,
    Kode,
    Tahanan,
}

/// A user, as another user's fact names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct PenggunaId(pub Uuid);

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

/// A role without its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum JenisPeran {
    Petugas,
    PpidUtama,
    PpidPembantu,
    AtasanPpid,
    TimPertimbangan,
    Auditor,
    Admin,
}

pub const SEMUA_PERAN: [JenisPeran; 7] = [
    JenisPeran::Petugas,
    JenisPeran::PpidUtama,
    JenisPeran::PpidPembantu,
    JenisPeran::AtasanPpid,
    JenisPeran::TimPertimbangan,
    JenisPeran::Auditor,
    JenisPeran::Admin,
];

impl From<Peran> for JenisPeran {
    fn from(peran: Peran) -> Self {
        match peran {
            Peran::Petugas => JenisPeran::Petugas,
            Peran::PpidUtama => JenisPeran::PpidUtama,
            Peran::PpidPembantu(_) => JenisPeran::PpidPembantu,
            Peran::AtasanPpid => JenisPeran::AtasanPpid,
            Peran::TimPertimbangan => JenisPeran::TimPertimbangan,
            Peran::Auditor => JenisPeran::Auditor,
            Peran::Admin => JenisPeran::Admin,
        }
    }
}

impl JenisPeran {
    /// As it is stored, and as an actor of the log is called.
    pub fn nama(self) -> &'static str {
        match self {
            JenisPeran::Petugas => "petugas",
            JenisPeran::PpidUtama => "ppid_utama",
            JenisPeran::PpidPembantu => "ppid_pembantu",
            JenisPeran::AtasanPpid => "atasan_ppid",
            JenisPeran::TimPertimbangan => "tim_pertimbangan",
            JenisPeran::Auditor => "auditor",
            JenisPeran::Admin => "admin",
        }
    }
}

impl StatusPenugasan {
    pub fn nama(self) -> &'static str {
        match self {
            StatusPenugasan::Plt => "plt",
            StatusPenugasan::Plh => "plh",
        }
    }
}

/// In what a user acts: by right of their own, or for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kapasitas {
    pub peran: Peran,
    pub status: Option<StatusPenugasan>,
}

impl From<Peran> for Kapasitas {
    fn from(peran: Peran) -> Self {
        Kapasitas { peran, status: None }
    }
}

/// A user as their stream tells of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pengguna {
    pub keadaan: Keadaan,
    /// In the order in which they were given; one that was ended early ends then.
    pub penugasan: Vec<PenugasanDiberikan>,
    pub surel: Option<Isi>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keadaan {
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
    #[error("penugasan berakhir sebelum mulai; periksa kedua tanggalnya")]
    TanggalTerbalik,
    #[error("surat tugas itu sudah tercatat bagi pengguna ini")]
    SudahDitugaskan,
    #[error("seseorang tidak menggantikan dirinya sendiri")]
    DiriSendiri,
    #[error("surat tugas itu tidak tercatat bagi pengguna ini")]
    BelumDitugaskan,
    #[error(
        "akhir yang baru tidak mendahului akhir penugasan; beri penugasan baru untuk memperpanjang"
    )]
    BukanLebihAwal,
    #[error(transparent)]
    AlamatSurel(#[from] AlamatDitolak),
}

impl Pengguna {
    pub fn dari<'a>(fakta: impl IntoIterator<Item = &'a Tercatat<Event>>) -> Self {
        fakta.into_iter().fold(Pengguna::default(), |p, tercatat| p.evolve(&tercatat.event))
    }

    /// The role of their own, while they are active.
    pub fn peran(&self) -> Option<Peran> {
        match self.keadaan {
            Keadaan::Aktif(peran) => Some(peran),
            Keadaan::BelumAda | Keadaan::Nonaktif(_) => None,
        }
    }

    /// The assignments that hold on a day, both of their ends included.
    pub fn penugasan_pada(&self, hari: NaiveDate) -> impl Iterator<Item = &PenugasanDiberikan> {
        self.penugasan.iter().filter(move |tugas| tugas.dari <= hari && hari <= tugas.sampai)
    }

    /// In what they may act on a day, what they act for others first: whoever
    /// stands in for an office does its work in those days.
    pub fn kapasitas(&self, hari: NaiveDate) -> Vec<Kapasitas> {
        let Some(peran) = self.peran() else { return Vec::new() };
        let tugas = self.penugasan_pada(hari);
        let tugas = tugas.map(|t| Kapasitas { peran: t.sebagai, status: Some(t.status) });
        tugas.chain([Kapasitas { peran, status: None }]).collect()
    }

    /// `diri` is the user whose stream this is.
    pub fn decide(&self, diri: Uuid, event: Event) -> Result<Event, PenggunaDitolak> {
        let halangan = match &event {
            Event::PenggunaDidaftarkan(_) => match self.keadaan {
                Keadaan::BelumAda => None,
                Keadaan::Aktif(_) | Keadaan::Nonaktif(_) => Some(PenggunaDitolak::SudahTerdaftar),
            },
            Event::PenggunaDiaktifkan {} => match self.keadaan {
                Keadaan::BelumAda => Some(PenggunaDitolak::BelumTerdaftar),
                Keadaan::Aktif(_) => Some(PenggunaDitolak::MasihAktif),
                Keadaan::Nonaktif(_) => None,
            },
            Event::PeranDiubah { .. }
            | Event::PenggunaDinonaktifkan {}
            | Event::MasukDiaturUlang { .. } => self.tidak_aktif(),
            Event::PenugasanDiberikan(tugas) => {
                self.tidak_aktif().or_else(|| self.halangan_penugasan(diri, tugas))
            }
            Event::SurelDitetapkan(baru) => {
                let alamat = baru.surel.as_ref().and_then(Isi::teks);
                let keliru = alamat.and_then(|alamat| periksa_alamat(alamat).err());
                self.tidak_aktif().or(keliru.map(PenggunaDitolak::AlamatSurel))
            }
            Event::PenugasanDiakhiri(akhir) => {
                let ini = self.penugasan.iter().find(|t| t.surat_tugas == akhir.surat_tugas);
                match ini {
                    None => Some(PenggunaDitolak::BelumDitugaskan),
                    Some(tugas) if akhir.sampai >= tugas.sampai => {
                        Some(PenggunaDitolak::BukanLebihAwal)
                    }
                    Some(_) => None,
                }
            }
        };
        halangan.map_or(Ok(event), Err)
    }

    fn tidak_aktif(&self) -> Option<PenggunaDitolak> {
        match self.keadaan {
            Keadaan::BelumAda => Some(PenggunaDitolak::BelumTerdaftar),
            Keadaan::Nonaktif(_) => Some(PenggunaDitolak::TidakAktif),
            Keadaan::Aktif(_) => None,
        }
    }

    fn halangan_penugasan(&self, diri: Uuid, baru: &PenugasanDiberikan) -> Option<PenggunaDitolak> {
        if baru.sampai < baru.dari {
            return Some(PenggunaDitolak::TanggalTerbalik);
        }
        if baru.menggantikan == Some(PenggunaId(diri)) {
            return Some(PenggunaDitolak::DiriSendiri);
        }
        let sama = |ada: &PenugasanDiberikan| ada.surat_tugas == baru.surat_tugas;
        self.penugasan.iter().any(sama).then_some(PenggunaDitolak::SudahDitugaskan)
    }

    pub fn evolve(mut self, event: &Event) -> Self {
        match event {
            Event::PenggunaDidaftarkan(baru) => self.keadaan = Keadaan::Aktif(baru.peran),
            Event::PeranDiubah { peran } => {
                self.keadaan = match self.keadaan {
                    Keadaan::Aktif(_) => Keadaan::Aktif(*peran),
                    Keadaan::Nonaktif(_) => Keadaan::Nonaktif(*peran),
                    Keadaan::BelumAda => Keadaan::BelumAda,
                }
            }
            Event::PenggunaDinonaktifkan {} => {
                if let Keadaan::Aktif(peran) = self.keadaan {
                    self.keadaan = Keadaan::Nonaktif(peran);
                }
            }
            Event::PenggunaDiaktifkan {} => {
                if let Keadaan::Nonaktif(peran) = self.keadaan {
                    self.keadaan = Keadaan::Aktif(peran);
                }
            }
            Event::PenugasanDiberikan(tugas) => self.penugasan.push(tugas.clone()),
            Event::PenugasanDiakhiri(akhir) => {
                let mut semua = self.penugasan.iter_mut();
                if let Some(tugas) = semua.find(|t| t.surat_tugas == akhir.surat_tugas) {
                    tugas.sampai = tugas.sampai.min(akhir.sampai);
                }
            }
            Event::SurelDitetapkan(baru) => self.surel.clone_from(&baru.surel),
            Event::MasukDiaturUlang { .. } => {}
        }
        self
    }
}

#[cfg(test)]
mod uji;
