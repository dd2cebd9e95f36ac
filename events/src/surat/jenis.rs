//! The letters that a case may need, and which fact each of them tells of.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::perkara::{Event, Perkara};

/// What a letter is, in the order of the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum JenisSurat {
    /// Pasal 22(4) UU 14/2008.
    TandaBuktiPenerimaan,
    /// Pasal 33(2) and Lampiran IX Perki 1/2021.
    KeteranganTidakLengkap,
    /// Pasal 22(8) UU 14/2008, Pasal 36 Perki 1/2021.
    Perpanjangan,
    /// Pasal 31(4) and Lampiran VII Perki 1/2021.
    PemberitahuanTertulis,
    /// Pasal 34 Perki 1/2021.
    Penolakan,
    /// Pasal 2 PP 61/2010.
    PertimbanganTertulis,
    /// Pasal 49(2) and Lampiran II Perki 1/2021.
    LembarUjiKonsekuensi,
    /// Pasal 49(5) and Lampiran III Perki 1/2021.
    PenetapanKlasifikasi,
    /// Pasal 41(5) and Lampiran X Perki 1/2021.
    FormulirKeberatan,
    /// Pasal 36(2) UU 14/2008, Pasal 44 Perki 1/2021.
    TanggapanKeberatan,
    /// Pasal 25 Perki 1/2013.
    JawabanKomisiInformasi,
}

pub const SEMUA_SURAT: [JenisSurat; 11] = [
    JenisSurat::TandaBuktiPenerimaan,
    JenisSurat::KeteranganTidakLengkap,
    JenisSurat::Perpanjangan,
    JenisSurat::PemberitahuanTertulis,
    JenisSurat::Penolakan,
    JenisSurat::PertimbanganTertulis,
    JenisSurat::LembarUjiKonsekuensi,
    JenisSurat::PenetapanKlasifikasi,
    JenisSurat::FormulirKeberatan,
    JenisSurat::TanggapanKeberatan,
    JenisSurat::JawabanKomisiInformasi,
];

impl JenisSurat {
    /// The letters that tell of this fact.
    #[expect(clippy::wildcard_enum_match_arm, reason = "no other fact is told of by a letter")]
    pub fn dari(event: &Event) -> &'static [JenisSurat] {
        match event {
            Event::PermohonanDiterima(_) => &[JenisSurat::TandaBuktiPenerimaan],
            Event::KelengkapanDiperiksa(f) if !f.kekurangan.is_empty() => {
                &[JenisSurat::KeteranganTidakLengkap]
            }
            Event::PerpanjanganDiberitahukan(_) => &[JenisSurat::Perpanjangan],
            Event::PemberitahuanTertulisDikirim(_) => &[JenisSurat::PemberitahuanTertulis],
            Event::PenolakanDiberitahukan(_) => &[JenisSurat::Penolakan],
            Event::PertimbanganTertulisDitetapkan(_) => &[JenisSurat::PertimbanganTertulis],
            Event::UjiKonsekuensiDilakukan(_) => {
                &[JenisSurat::LembarUjiKonsekuensi, JenisSurat::PenetapanKlasifikasi]
            }
            Event::KeberatanDiterima(_) => &[JenisSurat::FormulirKeberatan],
            Event::TanggapanKeberatanDikirim(_) => &[JenisSurat::TanggapanKeberatan],
            Event::SengketaDiberitahukan(_) => &[JenisSurat::JawabanKomisiInformasi],
            _ => &[],
        }
    }

    pub fn nama(self) -> &'static str {
        match self {
            JenisSurat::TandaBuktiPenerimaan => "tanda bukti penerimaan permohonan",
            JenisSurat::KeteranganTidakLengkap => "surat keterangan tidak lengkap",
            JenisSurat::Perpanjangan => "pemberitahuan perpanjangan waktu",
            JenisSurat::PemberitahuanTertulis => "pemberitahuan tertulis",
            JenisSurat::Penolakan => "surat penolakan",
            JenisSurat::PertimbanganTertulis => "pertimbangan tertulis",
            JenisSurat::LembarUjiKonsekuensi => "lembar uji konsekuensi",
            JenisSurat::PenetapanKlasifikasi => "penetapan klasifikasi informasi yang dikecualikan",
            JenisSurat::FormulirKeberatan => "formulir keberatan",
            JenisSurat::TanggapanKeberatan => "tanggapan atas keberatan",
            JenisSurat::JawabanKomisiInformasi => "jawaban kepada Komisi Informasi",
        }
    }

    /// As it stands in the log and in an address.
    pub fn kode(self) -> &'static str {
        match self {
            JenisSurat::TandaBuktiPenerimaan => "tanda_bukti_penerimaan",
            JenisSurat::KeteranganTidakLengkap => "keterangan_tidak_lengkap",
            JenisSurat::Perpanjangan => "perpanjangan",
            JenisSurat::PemberitahuanTertulis => "pemberitahuan_tertulis",
            JenisSurat::Penolakan => "penolakan",
            JenisSurat::PertimbanganTertulis => "pertimbangan_tertulis",
            JenisSurat::LembarUjiKonsekuensi => "lembar_uji_konsekuensi",
            JenisSurat::PenetapanKlasifikasi => "penetapan_klasifikasi",
            JenisSurat::FormulirKeberatan => "formulir_keberatan",
            JenisSurat::TanggapanKeberatan => "tanggapan_keberatan",
            JenisSurat::JawabanKomisiInformasi => "jawaban_komisi_informasi",
        }
    }

    pub fn dari_kode(kode: &str) -> Option<Self> {
        SEMUA_SURAT.into_iter().find(|jenis| jenis.kode() == kode)
    }

    /// A receipt holds without a signature; every other paper is signed before
    /// it goes out.
    pub fn perlu_tanda_tangan(self) -> bool {
        self != JenisSurat::TandaBuktiPenerimaan
    }

    /// The day on which the step of the law says that this letter went out, where
    /// it says so.
    pub(super) fn hari_langkah(self, perkara: &Perkara, dasar: u32) -> Option<NaiveDate> {
        match self {
            JenisSurat::KeteranganTidakLengkap => perkara.surat_tidak_lengkap?.tanggal,
            JenisSurat::Perpanjangan
            | JenisSurat::PemberitahuanTertulis
            | JenisSurat::Penolakan
            | JenisSurat::TanggapanKeberatan => {
                let dasar = |(jenis, kejadian): &&(JenisSurat, crate::perkara::Kejadian)| {
                    *jenis == self && kejadian.versi == dasar
                };
                perkara.dasar_surat.iter().find(dasar)?.1.tanggal
            }
            JenisSurat::TandaBuktiPenerimaan
            | JenisSurat::PertimbanganTertulis
            | JenisSurat::LembarUjiKonsekuensi
            | JenisSurat::PenetapanKlasifikasi
            | JenisSurat::FormulirKeberatan
            | JenisSurat::JawabanKomisiInformasi => None,
        }
    }
}
