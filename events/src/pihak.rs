//! Who takes part: pemohon and proxy, the channels they use, the officials.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::teks::Isi;

/// The applicant (Pasal 27 and 29(5) Perki 1/2021, Pasal 32 and Lampiran VIII
/// for the register). Every value about the person is sealed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pemohon {
    pub jenis: JenisPemohon,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nama: Option<Isi>,
    /// NIK of a person, number of the SK pengesahan of a legal body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nomor_identitas: Option<Isi>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alamat: Option<Isi>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telepon: Option<Isi>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub surel: Option<Isi>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pekerjaan: Option<Isi>,
    /// Copy of KTP, deed of the legal body, or powers of a group's members.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub berkas_identitas: Vec<Berkas>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum JenisPemohon {
    Perorangan,
    BadanHukum,
    KelompokOrang,
    #[default]
    TidakTercatat,
}

/// A proxy: Pasal 27(6)-(7) Perki 1/2021 asks for a surat kuasa khusus
/// bermeterai.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Kuasa {
    pub nama: Isi,
    pub surat: SuratKuasa,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub berkas: Option<Berkas>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SuratKuasa {
    KhususBermeterai,
    TanpaMeterai,
    TidakAda,
}

/// How something came in. Perki 1/2021 Pasal 28 names two ways; Pasal 22(1),
/// (3), (6) of the law allow oral and postal ones, so every channel is taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kanal {
    Langsung,
    Surel,
    Situs,
    #[serde(rename = "whatsapp")]
    WhatsApp,
    /// A letter; how it came is not told.
    Surat,
    Pos,
    Lisan,
    Faksimili,
    /// As the source has it.
    Lain(Isi),
    #[default]
    TidakTercatat,
}

impl Kanal {
    pub fn nama(&self) -> &'static str {
        match self {
            Kanal::Langsung => "langsung",
            Kanal::Surel => "surel",
            Kanal::Situs => "website",
            Kanal::WhatsApp => "WhatsApp",
            Kanal::Surat => "surat",
            Kanal::Pos => "pos",
            Kanal::Lisan => "lisan",
            Kanal::Faksimili => "faksimili",
            Kanal::Lain(_) => "lain",
            Kanal::TidakTercatat => "tidak tercatat",
        }
    }
}

/// A file in the custody of the log. `sidik` holds the SHA-256 of its bytes in
/// hexadecimal; sealing salts it, because a letter's bytes can be guessed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Berkas {
    /// Chance, under which the bytes are kept; none where they are kept
    /// elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    pub nama: Isi,
    pub ukuran_bytes: u64,
    pub sidik: Isi,
}

/// The office's units, each with a PPID Pembantu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct UnitId(pub Uuid);

/// Who approves exemptions: PP 61/2010 Pasal 3(2) says pimpinan, Perki 1/2021
/// Pasal 10(2) says Atasan PPID. Which one is the office's configuration, and
/// both roles are recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Penyetuju {
    #[default]
    AtasanPpid,
    PimpinanBadanPublik,
}

impl std::fmt::Display for Penyetuju {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Penyetuju::AtasanPpid => "Atasan PPID",
            Penyetuju::PimpinanBadanPublik => "Pimpinan Badan Publik",
        })
    }
}

/// Whole or part: a part may be exempt without closing the rest (Pasal 50(3)
/// Perki 1/2021).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Lingkup {
    Seluruhnya,
    Sebagian,
    #[default]
    TidakTercatat,
}

impl Lingkup {
    pub fn nama(self) -> &'static str {
        match self {
            Lingkup::Seluruhnya => "seluruhnya",
            Lingkup::Sebagian => "sebagian",
            Lingkup::TidakTercatat => "lingkup tidak tercatat",
        }
    }
}
