//! What alarms are raised about.

use serde::{Deserialize, Serialize};

use crate::tenggat::JenisTenggat;

/// A kind of tenggat, of a case or of the office itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum JenisAlarm {
    Kelengkapan,
    Perbaikan,
    Pemberitahuan,
    BatasInternal,
    Keberatan,
    TanggapanKeberatan,
    Sengketa,
    KelengkapanSengketa,
    PenggantianMajelis,
    JawabanTermohon,
    Kesimpulan,
    /// A hearing to which KI summoned the office.
    Sidang,
    Mediasi,
    Gugatan,
    Kasasi,
    Pelaksanaan,
    /// An exemption ends (Pasal 11(2) PP 61/2010).
    Pengecualian,
    /// A unit's catalogue is brought up to date (Pasal 45(7) Perki 1/2021).
    Katalog,
    /// The six-monthly report of a PPID Pembantu (Permendagri 3/2017).
    LaporanUnit,
    /// The yearly report, three months after the year (Pasal 56 Perki 1/2021).
    LaporanTahunan,
    /// The closed days of the next year are not entered yet.
    KalenderTahunDepan,
}

pub const SEMUA_JENIS: [JenisAlarm; 21] = [
    JenisAlarm::Kelengkapan,
    JenisAlarm::Perbaikan,
    JenisAlarm::Pemberitahuan,
    JenisAlarm::BatasInternal,
    JenisAlarm::Keberatan,
    JenisAlarm::TanggapanKeberatan,
    JenisAlarm::Sengketa,
    JenisAlarm::KelengkapanSengketa,
    JenisAlarm::PenggantianMajelis,
    JenisAlarm::JawabanTermohon,
    JenisAlarm::Kesimpulan,
    JenisAlarm::Sidang,
    JenisAlarm::Mediasi,
    JenisAlarm::Gugatan,
    JenisAlarm::Kasasi,
    JenisAlarm::Pelaksanaan,
    JenisAlarm::Pengecualian,
    JenisAlarm::Katalog,
    JenisAlarm::LaporanUnit,
    JenisAlarm::LaporanTahunan,
    JenisAlarm::KalenderTahunDepan,
];

impl From<JenisTenggat> for JenisAlarm {
    fn from(jenis: JenisTenggat) -> Self {
        match jenis {
            JenisTenggat::Kelengkapan => JenisAlarm::Kelengkapan,
            JenisTenggat::Perbaikan => JenisAlarm::Perbaikan,
            JenisTenggat::Pemberitahuan => JenisAlarm::Pemberitahuan,
            JenisTenggat::BatasInternal(_) => JenisAlarm::BatasInternal,
            JenisTenggat::Keberatan => JenisAlarm::Keberatan,
            JenisTenggat::TanggapanKeberatan => JenisAlarm::TanggapanKeberatan,
            JenisTenggat::Sengketa => JenisAlarm::Sengketa,
            JenisTenggat::KelengkapanSengketa => JenisAlarm::KelengkapanSengketa,
            JenisTenggat::JawabanTermohon => JenisAlarm::JawabanTermohon,
            JenisTenggat::PenggantianMajelis => JenisAlarm::PenggantianMajelis,
            JenisTenggat::Mediasi => JenisAlarm::Mediasi,
            JenisTenggat::Kesimpulan => JenisAlarm::Kesimpulan,
            JenisTenggat::Gugatan => JenisAlarm::Gugatan,
            JenisTenggat::Kasasi => JenisAlarm::Kasasi,
            JenisTenggat::Pelaksanaan => JenisAlarm::Pelaksanaan,
            JenisTenggat::Pengecualian => JenisAlarm::Pengecualian,
        }
    }
}

impl JenisAlarm {
    /// In people's words; those of a tenggat are the tenggat's own.
    pub fn nama(self) -> &'static str {
        match self {
            JenisAlarm::Kelengkapan => JenisTenggat::Kelengkapan.nama(),
            JenisAlarm::Perbaikan => JenisTenggat::Perbaikan.nama(),
            JenisAlarm::Pemberitahuan => JenisTenggat::Pemberitahuan.nama(),
            JenisAlarm::BatasInternal => "jawaban unit (batas internal)",
            JenisAlarm::Keberatan => JenisTenggat::Keberatan.nama(),
            JenisAlarm::TanggapanKeberatan => JenisTenggat::TanggapanKeberatan.nama(),
            JenisAlarm::Sengketa => JenisTenggat::Sengketa.nama(),
            JenisAlarm::KelengkapanSengketa => JenisTenggat::KelengkapanSengketa.nama(),
            JenisAlarm::PenggantianMajelis => JenisTenggat::PenggantianMajelis.nama(),
            JenisAlarm::JawabanTermohon => JenisTenggat::JawabanTermohon.nama(),
            JenisAlarm::Kesimpulan => JenisTenggat::Kesimpulan.nama(),
            JenisAlarm::Sidang => "sidang Komisi Informasi",
            JenisAlarm::Mediasi => JenisTenggat::Mediasi.nama(),
            JenisAlarm::Gugatan => JenisTenggat::Gugatan.nama(),
            JenisAlarm::Kasasi => JenisTenggat::Kasasi.nama(),
            JenisAlarm::Pelaksanaan => JenisTenggat::Pelaksanaan.nama(),
            JenisAlarm::Pengecualian => JenisTenggat::Pengecualian.nama(),
            JenisAlarm::Katalog => "pemutakhiran katalog unit",
            JenisAlarm::LaporanUnit => "laporan enam bulanan unit",
            JenisAlarm::LaporanTahunan => "laporan layanan tahunan",
            JenisAlarm::KalenderTahunDepan => "kalender tahun depan",
        }
    }

    /// The kind that goes by this name.
    pub fn dari_nama(nama: &str) -> Option<Self> {
        SEMUA_JENIS.into_iter().find(|jenis| jenis.nama() == nama)
    }

    /// It is a tenggat that cases have.
    pub fn dari_tenggat(self) -> bool {
        !matches!(
            self,
            JenisAlarm::Sidang
                | JenisAlarm::Pengecualian
                | JenisAlarm::Katalog
                | JenisAlarm::LaporanUnit
                | JenisAlarm::LaporanTahunan
                | JenisAlarm::KalenderTahunDepan
        )
    }

    /// It stands in the companion of a case.
    pub fn milik_perkara(self) -> bool {
        self.dari_tenggat() && self != JenisAlarm::Pengecualian || self == JenisAlarm::Sidang
    }

    /// It comes round again: when it is done, the next one begins.
    pub fn berkala(self) -> bool {
        matches!(
            self,
            JenisAlarm::Katalog
                | JenisAlarm::LaporanUnit
                | JenisAlarm::LaporanTahunan
                | JenisAlarm::KalenderTahunDepan
        )
    }

    /// It is the pemohon's to do, or their right.
    pub fn milik_pemohon(self) -> bool {
        matches!(
            self,
            JenisAlarm::Perbaikan
                | JenisAlarm::Keberatan
                | JenisAlarm::Sengketa
                | JenisAlarm::KelengkapanSengketa
        )
    }

    /// It is a right of theirs, which they need not use.
    pub fn hak_pemohon(self) -> bool {
        matches!(self, JenisAlarm::Keberatan | JenisAlarm::Sengketa)
    }

    /// A right or another's limit: once it has passed nothing is left to be told.
    pub fn berguna_sesudah_lewat(self) -> bool {
        let hak = matches!(
            self,
            JenisAlarm::PenggantianMajelis
                | JenisAlarm::Gugatan
                | JenisAlarm::Kasasi
                | JenisAlarm::Mediasi
                | JenisAlarm::Sidang
        );
        !hak && !self.milik_pemohon()
    }
}
