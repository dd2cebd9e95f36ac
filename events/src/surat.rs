//! Surat: the life of a letter of a case, from its number to its receipt.
//!
//! Pasal 22(7)-(8) and 36 UU 14/2008, Pasal 33-36 and 44 Perki 1/2021 ask for
//! letters. A letter puts on paper what a fact of the case says, and names that
//! fact by its version. The clocks of the law stay on the facts of the steps
//! (`PemberitahuanTertulisDikirim`, `PerpanjanganDiberitahukan` and their like):
//! nothing here starts, stops or moves a tenggat. What is told here is the paper:
//! its number, its draft, who signed it, how it went out and who has it, each
//! with its bytes in custody. Where its sending is told of another day than the
//! step's, the paper is marked, and the step is corrected if it is the one that
//! errs.

mod jenis;
#[cfg(test)]
mod uji;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use self::jenis::{JenisSurat, SEMUA_SURAT};
use crate::event::{Konteks, Pelanggaran};
use crate::perkara::{Event, Kejadian, Langkah, Perkara};
use crate::permohonan::Nomor;
use crate::pihak::Berkas;
use crate::teks::{Isi, Label};

/// A letter begins with its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SuratDinomori {
    /// Made by the client.
    pub surat: Uuid,
    pub jenis: JenisSurat,
    /// The fact of this case that the letter tells of, by its version.
    pub dasar: u32,
    /// The book that gives the number; without one it was written by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub buku: Option<Uuid>,
    pub nomor: Nomor,
}

/// Set in type. What it says follows from the facts up to `posisi` and from the
/// layout: the same again gives the same bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SuratDirancang {
    pub surat: Uuid,
    /// The last fact of the log that was looked at.
    pub posisi: u64,
    /// Which version of the layout of its kind.
    pub susunan: u32,
    /// How often the office has set its own words for this kind; 0 for never.
    pub templat: u32,
    /// The date that it bears.
    pub tanggal: NaiveDate,
    pub penandatangan: Penandatangan,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tembusan: Vec<Label>,
    /// Where the office is found, as the letter says it to whoever checks it.
    pub situs: Label,
    pub naskah: Berkas,
}

/// Who signs: officials are named by their office, and by name where the letter
/// bears it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Penandatangan {
    pub jabatan: Label,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nama: Option<Label>,
}

/// Signed, and the signed paper is in custody: a scan, or the file of the TTE.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SuratDitandatangani {
    pub surat: Uuid,
    pub cara: CaraTandaTangan,
    pub oleh: Penandatangan,
    pub dokumen: Berkas,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CaraTandaTangan {
    /// With ink; what is kept is a scan.
    Basah,
    /// Tanda tangan elektronik; what is kept is the signed file itself.
    Elektronik,
}

/// It left the office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SuratDikirim {
    pub surat: Uuid,
    pub melalui: Saluran,
    /// Number of the receipt of post or courier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resi: Option<Label>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bukti: Option<Berkas>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Saluran {
    DiambilLangsung,
    Kurir,
    Pos,
    Surel,
    #[serde(rename = "whatsapp")]
    WhatsApp,
    Faksimili,
    Lain,
}

/// It arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SuratDiterima {
    pub surat: Uuid,
    /// Who took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oleh: Option<Isi>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bukti: Option<Berkas>,
}

/// What a perkara remembers of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surat {
    pub id: Uuid,
    pub jenis: JenisSurat,
    /// Version of the fact that it tells of.
    pub dasar: u32,
    pub nomor: Option<Label>,
    pub dinomori: Kejadian,
    pub dirancang: Option<Kejadian>,
    pub ditandatangani: Option<Kejadian>,
    pub dikirim: Option<Kejadian>,
    pub diterima: Option<Kejadian>,
}

/// How far a letter has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tahap {
    Bernomor,
    Dirancang,
    Ditandatangani,
    Dikirim,
    Diterima,
}

impl Surat {
    pub fn tahap(&self) -> Tahap {
        let sampai = [
            (self.diterima, Tahap::Diterima),
            (self.dikirim, Tahap::Dikirim),
            (self.ditandatangani, Tahap::Ditandatangani),
            (self.dirancang, Tahap::Dirancang),
        ];
        let sampai = sampai.into_iter().find(|(kejadian, _)| kejadian.is_some());
        sampai.map_or(Tahap::Bernomor, |(_, tahap)| tahap)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SuratDitolak {
    #[error("fakta yang hendak disampaikan surat ini tidak ada dalam perkara")]
    DasarTidakAda,
    #[error("sebutkan nomor suratnya, atau buku yang memberi nomor berikutnya")]
    NomorTanpaBuku,
    #[error("surat ini sudah bernomor")]
    SuratSudahAda,
    #[error("surat ini tidak ada dalam perkara")]
    SuratTidakAda,
    #[error("naskah surat ini belum disusun")]
    BelumDirancang,
    #[error("surat ini sudah ditandatangani; buat surat lain bila isinya keliru")]
    SudahDitandatangani,
    #[error("surat ini belum ditandatangani")]
    BelumDitandatangani,
    #[error("surat ini sudah dikirim")]
    SudahDikirim,
    #[error("pengiriman surat ini belum tercatat")]
    SuratBelumDikirim,
    #[error("penerimaan surat ini sudah tercatat; tanggal yang keliru dikoreksi")]
    SudahDiterima,
    #[error("tanggal itu mendahului langkah surat sebelumnya")]
    MendahuluiSebelumnya,
    #[error(
        "tanggal kirim surat berbeda dari tanggal pada langkah perkaranya; koreksi yang keliru"
    )]
    BerbedaDariLangkah,
}

impl Pelanggaran for SuratDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            SuratDitolak::SuratBelumDikirim | SuratDitolak::SudahDiterima => {
                "Pasal 37(2) UU 14/2008, Pasal 13 Perki 1/2013"
            }
            SuratDitolak::BerbedaDariLangkah => "Pasal 22(7)-(8), 36(2) UU 14/2008",
            SuratDitolak::DasarTidakAda
            | SuratDitolak::NomorTanpaBuku
            | SuratDitolak::SuratSudahAda
            | SuratDitolak::SuratTidakAda
            | SuratDitolak::BelumDirancang
            | SuratDitolak::SudahDitandatangani
            | SuratDitolak::BelumDitandatangani
            | SuratDitolak::SudahDikirim
            | SuratDitolak::MendahuluiSebelumnya => "Pasal 10(1) Perki 1/2021",
        }
    }

    fn mutlak(&self) -> bool {
        matches!(
            self,
            SuratDitolak::DasarTidakAda
                | SuratDitolak::NomorTanpaBuku
                | SuratDitolak::SuratSudahAda
                | SuratDitolak::SuratTidakAda
        )
    }

    fn hanya_ditandai(&self) -> bool {
        matches!(self, SuratDitolak::BerbedaDariLangkah)
    }
}

impl Perkara {
    /// The letter of this id.
    pub fn surat(&self, id: Uuid) -> Option<&Surat> {
        self.surat.iter().find(|surat| surat.id == id)
    }

    fn ubah_surat(&mut self, id: Uuid, ubah: impl FnOnce(&mut Surat)) {
        if let Some(surat) = self.surat.iter_mut().find(|surat| surat.id == id) {
            ubah(surat);
        }
    }

    /// A fact that letters can tell of is remembered with its day.
    pub(crate) fn ingat_dasar_surat(&mut self, event: &Event, kejadian: Kejadian) {
        self.dasar_surat.extend(JenisSurat::dari(event).iter().map(|jenis| (*jenis, kejadian)));
    }
}

/// The day is before the one of what went before it.
fn mendahului(konteks: &Konteks<'_>, sebelumnya: Option<Kejadian>) -> bool {
    let sebelumnya = sebelumnya.and_then(|kejadian| kejadian.tanggal);
    konteks.hari.zip(sebelumnya).is_some_and(|(hari, sebelumnya)| hari < sebelumnya)
}

impl Langkah for SuratDinomori {
    type Pelanggaran = SuratDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<SuratDitolak> {
        let ada = |(jenis, kejadian): &(JenisSurat, Kejadian)| {
            *jenis == self.jenis && kejadian.versi == self.dasar
        };
        let mut pelanggaran = Vec::new();
        if !perkara.dasar_surat.iter().any(ada) {
            pelanggaran.push(SuratDitolak::DasarTidakAda);
        }
        if self.buku.is_none() && self.nomor == Nomor::Berikutnya {
            pelanggaran.push(SuratDitolak::NomorTanpaBuku);
        }
        if perkara.surat(self.surat).is_some() {
            pelanggaran.push(SuratDitolak::SuratSudahAda);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        if perkara.surat(self.surat).is_some() {
            return;
        }
        perkara.surat.push(Surat {
            id: self.surat,
            jenis: self.jenis,
            dasar: self.dasar,
            nomor: self.nomor.tetap().cloned(),
            dinomori: kejadian,
            dirancang: None,
            ditandatangani: None,
            dikirim: None,
            diterima: None,
        });
    }
}

impl Langkah for SuratDirancang {
    type Pelanggaran = SuratDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<SuratDitolak> {
        match perkara.surat(self.surat) {
            None => vec![SuratDitolak::SuratTidakAda],
            Some(surat) if surat.ditandatangani.is_some() => {
                vec![SuratDitolak::SudahDitandatangani]
            }
            Some(surat) if surat.dikirim.is_some() => vec![SuratDitolak::SudahDikirim],
            Some(_) => Vec::new(),
        }
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.ubah_surat(self.surat, |surat| surat.dirancang = Some(kejadian));
    }
}

impl Langkah for SuratDitandatangani {
    type Pelanggaran = SuratDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<SuratDitolak> {
        let Some(surat) = perkara.surat(self.surat) else {
            return vec![SuratDitolak::SuratTidakAda];
        };
        if surat.ditandatangani.is_some() {
            return vec![SuratDitolak::SudahDitandatangani];
        }
        match surat.dirancang {
            None => vec![SuratDitolak::BelumDirancang],
            Some(_) => Vec::new(),
        }
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.ubah_surat(self.surat, |surat| {
            surat.ditandatangani.get_or_insert(kejadian);
        });
    }
}

impl Langkah for SuratDikirim {
    type Pelanggaran = SuratDitolak;

    fn periksa(&self, perkara: &Perkara, konteks: &Konteks<'_>) -> Vec<SuratDitolak> {
        let Some(surat) = perkara.surat(self.surat) else {
            return vec![SuratDitolak::SuratTidakAda];
        };
        if surat.dikirim.is_some() {
            return vec![SuratDitolak::SudahDikirim];
        }
        let mut pelanggaran = Vec::new();
        if surat.dirancang.is_none() && surat.ditandatangani.is_none() {
            pelanggaran.push(SuratDitolak::BelumDirancang);
        } else if surat.jenis.perlu_tanda_tangan() && surat.ditandatangani.is_none() {
            pelanggaran.push(SuratDitolak::BelumDitandatangani);
        }
        if mendahului(konteks, surat.ditandatangani) {
            pelanggaran.push(SuratDitolak::MendahuluiSebelumnya);
        }
        let langkah = surat.jenis.hari_langkah(perkara, surat.dasar);
        if konteks.hari.zip(langkah).is_some_and(|(hari, langkah)| hari != langkah) {
            pelanggaran.push(SuratDitolak::BerbedaDariLangkah);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.ubah_surat(self.surat, |surat| {
            surat.dikirim.get_or_insert(kejadian);
        });
    }
}

impl Langkah for SuratDiterima {
    type Pelanggaran = SuratDitolak;

    fn periksa(&self, perkara: &Perkara, konteks: &Konteks<'_>) -> Vec<SuratDitolak> {
        let Some(surat) = perkara.surat(self.surat) else {
            return vec![SuratDitolak::SuratTidakAda];
        };
        if surat.diterima.is_some() {
            return vec![SuratDitolak::SudahDiterima];
        }
        match surat.dikirim {
            None => vec![SuratDitolak::SuratBelumDikirim],
            Some(_) if mendahului(konteks, surat.dikirim) => {
                vec![SuratDitolak::MendahuluiSebelumnya]
            }
            Some(_) => Vec::new(),
        }
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.ubah_surat(self.surat, |surat| {
            surat.diterima.get_or_insert(kejadian);
        });
    }
}
