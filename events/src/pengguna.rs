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
mod tests {
    use serde_json::json;

    use super::*;
    use crate::contoh::isi;
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
        Pengguna::dari(&tercatat_tanpa_hari(riwayat)).decide(Uuid::nil(), event)
    }

    #[test]
    fn an_account_is_opened_changed_closed_and_opened_again() {
        let jalan = [didaftarkan(Peran::Petugas), diubah(Peran::PpidUtama), NONAKTIF, AKTIF];
        for (i, event) in jalan.iter().enumerate() {
            assert_eq!(sesudah(&jalan[..i], event.clone()), Ok(event.clone()));
        }
        let akhir = Pengguna::dari(&tercatat_tanpa_hari(&jalan));
        assert_eq!(akhir.keadaan, Keadaan::Aktif(Peran::PpidUtama));
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
        let nonaktif = [didaftarkan(Peran::Petugas), NONAKTIF, diubah(Peran::Admin)];
        let pengguna = Pengguna::dari(&tercatat_tanpa_hari(&nonaktif));
        assert_eq!(pengguna.keadaan, Keadaan::Nonaktif(Peran::Admin));
        for event in [diubah(Peran::Admin), NONAKTIF, AKTIF] {
            assert_eq!(Pengguna::default().evolve(&event), Pengguna::default());
        }
    }

    fn ditugaskan(surat: &str, dari: &str, sampai: &str) -> PenugasanDiberikan {
        PenugasanDiberikan {
            status: StatusPenugasan::Plh,
            sebagai: Peran::PpidUtama,
            menggantikan: Some(PenggunaId(Uuid::from_u128(9))),
            dari: hari(dari),
            sampai: hari(sampai),
            surat_tugas: label(surat),
        }
    }

    fn diakhiri(surat: &str, sampai: &str) -> Event {
        let akhir = PenugasanDiakhiri { surat_tugas: label(surat), sampai: hari(sampai) };
        Event::PenugasanDiakhiri(akhir)
    }

    fn petugas_ditugaskan() -> Vec<Event> {
        let tugas = ditugaskan("ST 1", "2026-03-05", "2026-03-09");
        vec![didaftarkan(Peran::Petugas), Event::PenugasanDiberikan(tugas)]
    }

    #[test]
    fn who_stands_in_has_the_role_from_the_first_day_to_the_last() {
        let pengguna = Pengguna::dari(&tercatat_tanpa_hari(&petugas_ditugaskan()));
        let sendiri = Kapasitas { peran: Peran::Petugas, status: None };
        let plh = Kapasitas { peran: Peran::PpidUtama, status: Some(StatusPenugasan::Plh) };
        for (tanggal, harapan) in [
            ("2026-03-04", vec![sendiri]),
            ("2026-03-05", vec![plh, sendiri]),
            ("2026-03-09", vec![plh, sendiri]),
            ("2026-03-10", vec![sendiri]),
        ] {
            assert_eq!(pengguna.kapasitas(hari(tanggal)), harapan, "{tanggal}");
        }
        let pulang = pengguna.evolve(&NONAKTIF);
        assert_eq!(pulang.kapasitas(hari("2026-03-06")), [], "whoever left acts for nobody");
    }

    #[test]
    fn an_assignment_that_ends_early_ends_on_that_day() {
        let mut riwayat = petugas_ditugaskan();
        riwayat.push(diakhiri("ST 1", "2026-03-06"));
        let pengguna = Pengguna::dari(&tercatat_tanpa_hari(&riwayat));
        let banyak = |tanggal| pengguna.penugasan_pada(hari(tanggal)).count();
        assert_eq!((banyak("2026-03-06"), banyak("2026-03-07")), (1, 0));
    }

    #[test]
    fn every_refusal_has_its_assignment() {
        let ada = petugas_ditugaskan();
        let beri = Event::PenugasanDiberikan;
        let mut sendiri = ditugaskan("ST 2", "2026-03-05", "2026-03-05");
        sendiri.menggantikan = Some(PenggunaId(Uuid::nil()));
        let satu_hari = ditugaskan("ST 2", "2026-03-05", "2026-03-05");
        assert_eq!(sesudah(&ada, beri(satu_hari.clone())), Ok(beri(satu_hari.clone())));
        let terbalik = ditugaskan("ST 2", "2026-03-05", "2026-03-04");
        let lagi = ditugaskan("ST 1", "2026-04-01", "2026-04-02");
        let nonaktif = [didaftarkan(Peran::Petugas), NONAKTIF];
        for (riwayat, event, ditolak) in [
            (&ada[..], beri(terbalik), PenggunaDitolak::TanggalTerbalik),
            (&ada[..], beri(sendiri), PenggunaDitolak::DiriSendiri),
            (&ada[..], beri(lagi), PenggunaDitolak::SudahDitugaskan),
            (&nonaktif[..], beri(satu_hari.clone()), PenggunaDitolak::TidakAktif),
            (&[], beri(satu_hari), PenggunaDitolak::BelumTerdaftar),
            (&ada[..], diakhiri("ST 7", "2026-03-06"), PenggunaDitolak::BelumDitugaskan),
            (&ada[..], diakhiri("ST 1", "2026-03-09"), PenggunaDitolak::BukanLebihAwal),
        ] {
            assert_eq!(sesudah(riwayat, event), Err(ditolak));
        }
        let lebih_awal = diakhiri("ST 1", "2026-03-08");
        assert_eq!(sesudah(&ada, lebih_awal.clone()), Ok(lebih_awal));
    }

    fn bersurel(surel: Option<Isi>) -> Event {
        Event::SurelDitetapkan(SurelDitetapkan { surel })
    }

    #[test]
    fn an_address_is_set_changed_and_taken_away() {
        let satu = bersurel(Some(isi("dinkes@kota.go.id")));
        let jalan = [didaftarkan(Peran::Petugas), satu, bersurel(None)];
        for (i, event) in jalan.iter().enumerate().skip(1) {
            assert_eq!(sesudah(&jalan[..i], event.clone()), Ok(event.clone()));
        }
        let ada = |sampai| Pengguna::dari(&tercatat_tanpa_hari(&jalan[..sampai])).surel.is_some();
        assert_eq!([1, 2, 3].map(ada), [false, true, false]);
        let keliru = bersurel(Some(isi("dinkes@kota.go.id\r\nBcc: lain@kota.go.id")));
        let ditolak = Err(PenggunaDitolak::AlamatSurel(AlamatDitolak));
        assert_eq!(sesudah(&jalan, keliru), ditolak);
        assert_eq!(sesudah(&[], bersurel(None)), Err(PenggunaDitolak::BelumTerdaftar));
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
        let mut tugas = ditugaskan("ST 1", "2026-03-05", "2026-03-09");
        let mut body = json!({
            "status": "plh", "sebagai": "ppid_utama", "dari": "2026-03-05",
            "menggantikan": "00000000-0000-0000-0000-000000000009",
            "sampai": "2026-03-09", "surat_tugas": "ST 1"
        });
        let tercatat =
            |body: &serde_json::Value| json!({"type": "PenugasanDiberikan", "body": body});
        assert_stored(Event::PenugasanDiberikan(tugas.clone()), tercatat(&body));
        (tugas.status, tugas.menggantikan) = (StatusPenugasan::Plt, None);
        body["status"] = json!("plt");
        body.as_object_mut().map(|body| body.remove("menggantikan"));
        assert_stored(Event::PenugasanDiberikan(tugas), tercatat(&body));
        let body = json!({"surat_tugas": "ST 1", "sampai": "2026-03-06"});
        let json = json!({"type": "PenugasanDiakhiri", "body": body});
        assert_stored(diakhiri("ST 1", "2026-03-06"), json);
        for (hal, kata) in
            [(HalMasuk::Sandi, "sandi"), (HalMasuk::Kode, "kode"), (HalMasuk::Tahanan, "tahanan")]
        {
            let json = json!({"type": "MasukDiaturUlang", "body": {"hal": kata}});
            assert_stored(Event::MasukDiaturUlang { hal }, json);
        }
        let json = json!({"type": "SurelDitetapkan", "body": {"surel": {"sd": "a"}}});
        assert_stored(bersurel(Some(sd("a"))), json);
        let json = json!({"type": "SurelDitetapkan", "body": {}});
        assert_stored(bersurel(None), json);
        for peran in SEMUA_PERAN {
            assert_stored(peran, json!(peran.nama()));
        }
        assert_stored(NONAKTIF, json!({"type": "PenggunaDinonaktifkan", "body": {}}));
        assert_stored(AKTIF, json!({"type": "PenggunaDiaktifkan", "body": {}}));
    }
}
