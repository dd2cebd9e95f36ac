//! Reasons for which a bundle is refused: one word for programs, one sentence
//! for people.

use std::fmt;

/// The same words in both verifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kode {
    Zip,
    ZipNama,
    ZipMetode,
    ZipTautan,
    ZipBesar,
    ZipGanda,
    ZipCrc,
    BagManifes,
    BagKurang,
    BagLebih,
    BagSidik,
    BagTanda,
    BagOxum,
    Isi,
    Checkpoint,
    Kunci,
    TandaTangan,
    LogLain,
    Stempel,
    AliranKurang,
    AliranLebih,
    Daun,
    DaunLog,
    DaunAliran,
    DaunVersi,
    DaunSebelum,
    DaunPosisi,
    JalurBentuk,
    Jalur,
    UngkapBentuk,
    Ungkap,
    UngkapKurang,
    DokumenKurang,
    Dokumen,
    DokumenLebih,
    DokumenHilang,
}

impl Kode {
    pub(super) fn pada(self, berkas: &str) -> Penolakan {
        Penolakan { kode: self, berkas: berkas.to_owned() }
    }

    pub fn uraian(self) -> &'static str {
        match self {
            Kode::Zip => "arsip rusak, terpotong, atau tidak disusun seperti berkas Jejak",
            Kode::ZipNama => "nama berkas di dalam arsip tidak diizinkan",
            Kode::ZipMetode => "isi arsip dimampatkan atau disandikan; berkas Jejak tidak pernah",
            Kode::ZipTautan => "arsip berisi tautan, bukan berkas",
            Kode::ZipBesar => "arsip atau isinya terlalu besar",
            Kode::ZipGanda => "satu nama dipakai dua berkas di dalam arsip",
            Kode::ZipCrc => "isi tidak sesuai jumlah periksa di dalam arsip",
            Kode::BagManifes => "daftar isi (manifes) tidak ada atau tidak dapat dibaca",
            Kode::BagKurang => "berkas yang disebut dalam daftar isi tidak ada",
            Kode::BagLebih => "berkas ini tidak disebut dalam daftar isi",
            Kode::BagSidik => "isi berkas bukan yang disebut dalam daftar isi",
            Kode::BagTanda => "bagit.txt bukan BagIt 1.0",
            Kode::BagOxum => "jumlah dan besar isi tidak sesuai bag-info.txt",
            Kode::Isi => "keterangan isi berkas tidak dapat dibaca",
            Kode::Checkpoint => "checkpoint log tidak ada atau tidak dapat dibaca",
            Kode::Kunci => "checkpoint tidak ditandatangani kunci yang diminta",
            Kode::TandaTangan => "tanda tangan pada checkpoint tidak sah",
            Kode::LogLain => "checkpoint ini milik log lain",
            Kode::Stempel => "stempel waktu itu bukan atas checkpoint ini",
            Kode::AliranKurang => "satu fakta atau buktinya tidak ada: perkara ini tidak lengkap",
            Kode::AliranLebih => "berkas ini bukan bagian dari fakta perkara",
            Kode::Daun => "fakta tidak dapat dibaca atau tidak dalam bentuk bakunya",
            Kode::DaunLog => "fakta ini dari log lain",
            Kode::DaunAliran => "fakta ini dari perkara lain",
            Kode::DaunVersi => "urutan fakta perkara ini terputus",
            Kode::DaunSebelum => "fakta ini tidak menyambung fakta sebelumnya",
            Kode::DaunPosisi => "posisi fakta mundur atau di luar log",
            Kode::JalurBentuk => "bukti letak fakta tidak dapat dibaca",
            Kode::Jalur => "fakta ini tidak terbukti berada dalam log",
            Kode::UngkapBentuk => "daftar nilai yang dibuka tidak dapat dibaca",
            Kode::Ungkap => "nilai yang dibuka bukan nilai yang tercatat",
            Kode::UngkapKurang => "ada nilai yang tidak dibuka, ditahan, ataupun dihapus",
            Kode::DokumenKurang => "dokumen yang disebut tidak ada",
            Kode::Dokumen => "dokumen ini bukan yang tercatat dalam log",
            Kode::DokumenLebih => "dokumen ini tidak disebut dalam keterangan isi",
            Kode::DokumenHilang => "ada dokumen tercatat yang tidak disertakan dan tidak disebut",
        }
    }
}

impl fmt::Display for Kode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// Why a bundle is refused, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Penolakan {
    pub kode: Kode,
    /// The file in question, as far as there is one.
    pub berkas: String,
}

impl fmt::Display for Penolakan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Penolakan { kode, berkas } = self;
        let tempat = if berkas.is_empty() { "arsip" } else { berkas };
        write!(f, "{tempat}: {} ({kode})", kode.uraian())
    }
}

impl std::error::Error for Penolakan {}
