//! The office: what it is called, what it promises the public, what copies cost,
//! and from whom it asks a second proof at sign-in.
//!
//! Perki 1/2021 Pasal 37-38 (costs follow an announced standard) and Pasal 47-48
//! (maklumat pelayanan). What stood on the front page on some day is a question
//! of evidence, so each change is a fact.

mod retensi;
mod templat;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use self::retensi::RetensiDitetapkan;
pub use self::templat::{LogoDitetapkan, TemplatSuratDitetapkan};
use crate::alarm::{JenisAlarm, Tangga, TanggaDitolak};
use crate::event::{AliranId, JenisAliran};
use crate::impor::peta::{BukuImpor, PetaDitolak, PetaImporDitetapkan};
use crate::laporan::periode::{PeriodeDitolak, PeriodeLaporan, PeriodeLaporanDitetapkan};
use crate::pengguna::JenisPeran;
use crate::pihak::Berkas;
use crate::surat::JenisSurat;
use crate::teks::{Isi, Label};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FaktaKantor))]
#[serde(tag = "type", content = "body")]
pub enum Event {
    KantorDitetapkan(KantorDitetapkan),
    KodeMasukDiwajibkan(KodeMasukDiwajibkan),
    TeksDitetapkan(TeksDitetapkan),
    BiayaSalinanDitetapkan(BiayaSalinanDitetapkan),
    TanggaAlarmDitetapkan(TanggaAlarmDitetapkan),
    PeriodeLaporanDitetapkan(PeriodeLaporanDitetapkan),
    PetaImporDitetapkan(PetaImporDitetapkan),
    TemplatSuratDitetapkan(TemplatSuratDitetapkan),
    LogoDitetapkan(LogoDitetapkan),
    RetensiDitetapkan(RetensiDitetapkan),
}

/// How the office calls itself and its roles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KantorDitetapkan {
    pub nama: Label,
    /// Lines of the letterhead, from the top.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kop: Vec<Label>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub peran: Vec<NamaPeran>,
}

/// What a role is called here: PLID, Pelaksana.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NamaPeran {
    pub peran: JenisPeran,
    pub nama: Label,
}

/// Whose sign-in takes a code of an authenticator besides the password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KodeMasukDiwajibkan {
    pub peran: Vec<JenisPeran>,
}

/// A text for the public; an empty one takes it away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TeksDitetapkan {
    pub teks: JenisTeks,
    pub isi: Isi,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum JenisTeks {
    /// Pasal 47-48 Perki 1/2021.
    Maklumat,
    Sop,
    JamLayanan,
    Alamat,
    Kontak,
    /// Help for applicants with disabilities (Pasal 29 Perki 1/2021).
    Disabilitas,
}

pub const SEMUA_TEKS: [JenisTeks; 6] = [
    JenisTeks::Maklumat,
    JenisTeks::Sop,
    JenisTeks::JamLayanan,
    JenisTeks::Alamat,
    JenisTeks::Kontak,
    JenisTeks::Disabilitas,
];

/// What copies cost from a day on (Pasal 37 Perki 1/2021).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BiayaSalinanDitetapkan {
    /// The decree behind it.
    pub dasar: Label,
    pub berlaku_sejak: NaiveDate,
    pub butir: Vec<ButirBiaya>,
}

/// One kind of copy; zero rupiah says that it is free.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ButirBiaya {
    pub uraian: Label,
    pub satuan: Label,
    pub rupiah: u64,
}

/// On which working days somebody is told of a kind of tenggat, and who.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TanggaAlarmDitetapkan {
    pub jenis: JenisAlarm,
    pub tangga: Tangga,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KantorDitolak {
    #[error("tidak ada yang berubah; yang tercatat sudah berbunyi demikian")]
    TidakBerubah,
    #[error("satu peran diberi dua nama")]
    PeranGanda,
    #[error("standar biaya memerlukan paling sedikit satu butir")]
    TanpaButir,
    #[error("standar biaya lain sudah berlaku sejak tanggal itu atau sesudahnya")]
    TidakMaju,
    #[error("masa retensi paling pendek 1 bulan dan paling lama 100 tahun")]
    RetensiDiLuarBatas,
    #[error(transparent)]
    Tangga(#[from] TanggaDitolak),
    #[error(transparent)]
    Periode(#[from] PeriodeDitolak),
    #[error(transparent)]
    Peta(#[from] PetaDitolak),
}

/// Of whom a code is asked while the office has said nothing: those who decide
/// and those who give rights.
const WAJIB_BAWAAN: [JenisPeran; 3] =
    [JenisPeran::PpidUtama, JenisPeran::AtasanPpid, JenisPeran::Admin];

/// The office as its stream tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kantor {
    pub ditetapkan: Option<KantorDitetapkan>,
    teks: BTreeMap<JenisTeks, Isi>,
    /// Oldest first.
    biaya: Vec<BiayaSalinanDitetapkan>,
    wajib_kode: Option<Vec<JenisPeran>>,
    tangga: BTreeMap<JenisAlarm, Tangga>,
    /// How the year is cut for the reports of the units.
    pub periode_laporan: PeriodeLaporan,
    peta: BTreeMap<(BukuImpor, Label), PetaImporDitetapkan>,
    /// With how often each was set.
    templat: BTreeMap<JenisSurat, (u32, TemplatSuratDitetapkan)>,
    logo: Option<Berkas>,
    retensi: Option<RetensiDitetapkan>,
}

/// The stream of the office. There is one in a log.
pub fn aliran() -> AliranId {
    let id = Uuid::from_u128(0x6b61_6e74_6f72_8000_8000_0000_0000_0001);
    AliranId { jenis: JenisAliran::Kantor, id }
}

impl Kantor {
    /// What the office calls a role, where it has a name of its own for it.
    pub fn nama_peran(&self, peran: JenisPeran) -> Option<&Label> {
        let nama = &self.ditetapkan.as_ref()?.peran;
        nama.iter().find(|satu| satu.peran == peran).map(|satu| &satu.nama)
    }

    /// A text that is not empty and can be read.
    pub fn teks(&self, jenis: JenisTeks) -> Option<&str> {
        self.teks.get(&jenis)?.teks().map(str::trim).filter(|teks| !teks.is_empty())
    }

    /// What copies cost on a day.
    pub fn biaya_pada(&self, hari: NaiveDate) -> Option<&BiayaSalinanDitetapkan> {
        self.biaya.iter().rev().find(|biaya| biaya.berlaku_sejak <= hari)
    }

    /// Every standard of costs, oldest first.
    pub fn semua_biaya(&self) -> &[BiayaSalinanDitetapkan] {
        &self.biaya
    }

    /// Of whom a code is asked at sign-in.
    pub fn wajib_kode(&self) -> &[JenisPeran] {
        self.wajib_kode.as_deref().unwrap_or(&WAJIB_BAWAAN)
    }

    /// The ladder of a kind of tenggat.
    pub fn tangga(&self, jenis: JenisAlarm) -> Tangga {
        self.tangga.get(&jenis).cloned().unwrap_or_else(|| Tangga::bawaan(jenis))
    }

    /// The maps of columns that were kept for a book, by name.
    pub fn peta(&self, buku: BukuImpor) -> impl Iterator<Item = &PetaImporDitetapkan> {
        self.peta.values().filter(move |peta| peta.buku == buku)
    }

    /// The office's own words for a kind of letter, and how often it set them.
    pub fn templat(&self, jenis: JenisSurat) -> (u32, Option<&TemplatSuratDitetapkan>) {
        self.templat.get(&jenis).map_or((0, None), |(kali, templat)| (*kali, Some(templat)))
    }

    /// The mark of the letterhead.
    pub fn logo(&self) -> Option<&Berkas> {
        self.logo.as_ref()
    }

    /// How long personal data are kept, where the office has said so.
    pub fn retensi(&self) -> Option<&RetensiDitetapkan> {
        self.retensi.as_ref()
    }

    pub fn decide(&self, event: Event) -> Result<Event, KantorDitolak> {
        let halangan = match &event {
            Event::KantorDitetapkan(baru) => {
                let ganda = |n: usize, satu: &NamaPeran| {
                    baru.peran[..n].iter().any(|lain| lain.peran == satu.peran)
                };
                if baru.peran.iter().enumerate().any(|(n, satu)| ganda(n, satu)) {
                    Some(KantorDitolak::PeranGanda)
                } else {
                    tidak_berubah(self.ditetapkan.as_ref() == Some(baru))
                }
            }
            Event::KodeMasukDiwajibkan(baru) => {
                tidak_berubah(self.wajib_kode.as_ref() == Some(&baru.peran))
            }
            // A stored text is sealed: whether it is the same cannot be seen.
            Event::TeksDitetapkan(_)
            | Event::TemplatSuratDitetapkan(_)
            | Event::LogoDitetapkan(_) => None,
            Event::RetensiDitetapkan(baru) if !baru.masuk_akal() => {
                Some(KantorDitolak::RetensiDiLuarBatas)
            }
            Event::RetensiDitetapkan(baru) => tidak_berubah(self.retensi.as_ref() == Some(baru)),
            Event::BiayaSalinanDitetapkan(baru) if baru.butir.is_empty() => {
                Some(KantorDitolak::TanpaButir)
            }
            Event::BiayaSalinanDitetapkan(baru) => {
                let lama = self.biaya.last().map(|lama| lama.berlaku_sejak);
                lama.filter(|lama| *lama >= baru.berlaku_sejak).map(|_| KantorDitolak::TidakMaju)
            }
            Event::TanggaAlarmDitetapkan(baru) => match baru.tangga.periksa(baru.jenis) {
                Err(ditolak) => Some(ditolak.into()),
                Ok(()) => tidak_berubah(self.tangga(baru.jenis) == baru.tangga),
            },
            Event::PeriodeLaporanDitetapkan(baru) => {
                self.periode_laporan.periksa(baru).err().map(KantorDitolak::from)
            }
            Event::PetaImporDitetapkan(baru) => {
                let ada = self.peta.get(&(baru.buku, baru.nama.clone()));
                let salah = baru.periksa().err().map(KantorDitolak::from);
                salah.or(tidak_berubah(ada == Some(baru)))
            }
        };
        halangan.map_or(Ok(event), Err)
    }

    pub fn evolve(&mut self, event: &Event) {
        match event {
            Event::KantorDitetapkan(baru) => self.ditetapkan = Some(baru.clone()),
            Event::KodeMasukDiwajibkan(baru) => self.wajib_kode = Some(baru.peran.clone()),
            Event::TeksDitetapkan(baru) => {
                self.teks.insert(baru.teks, baru.isi.clone());
            }
            Event::BiayaSalinanDitetapkan(baru) => self.biaya.push(baru.clone()),
            Event::TanggaAlarmDitetapkan(baru) => {
                self.tangga.insert(baru.jenis, baru.tangga.clone());
            }
            Event::PeriodeLaporanDitetapkan(baru) => self.periode_laporan.tetapkan(*baru),
            Event::PetaImporDitetapkan(baru) => {
                self.peta.insert((baru.buku, baru.nama.clone()), baru.clone());
            }
            Event::TemplatSuratDitetapkan(baru) => {
                let kali = self.templat(baru.jenis).0 + 1;
                self.templat.insert(baru.jenis, (kali, baru.clone()));
            }
            Event::LogoDitetapkan(baru) => self.logo.clone_from(&baru.logo),
            Event::RetensiDitetapkan(baru) => self.retensi = Some(baru.clone()),
        }
    }
}

fn tidak_berubah(sama: bool) -> Option<KantorDitolak> {
    sama.then_some(KantorDitolak::TidakBerubah)
}

#[cfg(test)]
mod uji;
