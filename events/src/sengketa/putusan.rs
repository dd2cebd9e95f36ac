//! Putusan: how KI decides.
//!
//! Pasal 46 UU 14/2008; Pasal 36, 47, 57-59 Perki 1/2013. The reading and each
//! party's receipt of the copy are separate facts: Pasal 48 UU 14/2008 runs
//! from the receipt.

use serde::{Deserialize, Serialize};

use super::Sengketa;
use super::sidang::terdaftar;
use crate::event::{Konteks, Pelanggaran};
use crate::perkara::{Kejadian, Langkah};
use crate::teks::{Isi, Label};

/// Putusan sela on the four questions of the first day (Pasal 36).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PutusanSelaDibacakan {
    pub putusan: PutusanSela,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uraian: Option<Isi>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PutusanSela {
    Menerima,
    Menolak(AlasanSela),
    TidakTercatat,
}

/// Pasal 36(1) Perki 1/2013.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AlasanSela {
    Kewenangan,
    KedudukanPemohon,
    KedudukanTermohon,
    JangkaWaktu,
}

/// A party's closing statement (Pasal 57).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KesimpulanDisampaikan {
    pub oleh: Pihak,
}

/// The putusan was read in open session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PutusanDibacakan {
    pub jenis: JenisPutusan,
    pub amar: Amar,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nomor: Option<Label>,
    /// Working days to carry it out, as the amar fixes them (Pasal 59(2) huruf f).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pelaksanaan_hk: Option<u32>,
    /// The outcome in the source's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uraian: Option<Isi>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum JenisPutusan {
    Ajudikasi,
    Mediasi,
    TidakTercatat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Amar {
    MengabulkanSeluruhnya,
    MengabulkanSebagian,
    Menolak,
    Kesepakatan,
    TidakTercatat,
}

/// A party received its copy; objection runs from here (Pasal 48 UU 14/2008,
/// Pasal 60(2) Perki 1/2013).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SalinanPutusanDiterima {
    pub oleh: Pihak,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Pihak {
    Pemohon,
    BadanPublik,
}

/// What a sengketa remembers of its putusan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Putusan {
    pub dibacakan: Kejadian,
    pub isi: PutusanDibacakan,
    pub salinan: Vec<(Pihak, Kejadian)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PutusanDitolak {
    #[error("sengketa ini belum diregistrasi")]
    BelumDiregistrasi,
    #[error("putusan sudah dibacakan")]
    SudahDiputus,
    #[error("putusan belum dibacakan")]
    BelumDiputus,
    #[error("belum ada sidang sebelum putusan ini")]
    BelumDisidangkan,
    #[error("pihak ini sudah menerima salinan putusan")]
    SalinanSudahDiterima,
    #[error("jangka pelaksanaan melebihi {PELAKSANAAN_TERLAMA_HK} hari kerja; periksa angkanya")]
    PelaksanaanTidakMasukAkal,
}

/// More than ten years of working days is a typing error, not an amar.
const PELAKSANAAN_TERLAMA_HK: u32 = 2_600;

impl Pelanggaran for PutusanDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            PutusanDitolak::BelumDiregistrasi | PutusanDitolak::BelumDisidangkan => {
                "Pasal 36 Perki 1/2013"
            }
            PutusanDitolak::SudahDiputus | PutusanDitolak::BelumDiputus => "Pasal 59 Perki 1/2013",
            PutusanDitolak::SalinanSudahDiterima => "Pasal 59(4) Perki 1/2013",
            PutusanDitolak::PelaksanaanTidakMasukAkal => "Pasal 59(2) huruf f Perki 1/2013",
        }
    }

    fn mutlak(&self) -> bool {
        matches!(self, PutusanDitolak::BelumDiputus | PutusanDitolak::PelaksanaanTidakMasukAkal)
    }
}

impl Sengketa {
    /// KI has decided: by a putusan, or by a putusan sela that does not let the
    /// application in.
    pub fn diputus(&self) -> bool {
        let ditutup = self
            .putusan_sela
            .as_ref()
            .is_some_and(|(_, putusan)| putusan.putusan != PutusanSela::Menerima);
        self.putusan.is_some() || ditutup
    }

    /// Final and binding at once (Pasal 39 UU 14/2008).
    pub fn putusan_mediasi(&self) -> bool {
        self.putusan.as_ref().is_some_and(|putusan| putusan.isi.jenis == JenisPutusan::Mediasi)
    }

    /// Who received a copy of what KI decided, and when.
    pub fn salinan(&self) -> &[(Pihak, Kejadian)] {
        self.putusan.as_ref().map_or(&self.salinan_sela, |putusan| &putusan.salinan)
    }
}

fn untuk_putusan(sengketa: &Sengketa) -> Vec<PutusanDitolak> {
    let mut pelanggaran = Vec::new();
    if !terdaftar(sengketa).is_empty() {
        pelanggaran.push(PutusanDitolak::BelumDiregistrasi);
    }
    if sengketa.sidang.is_empty() {
        pelanggaran.push(PutusanDitolak::BelumDisidangkan);
    }
    pelanggaran
}

impl Langkah<Sengketa> for PutusanSelaDibacakan {
    type Pelanggaran = PutusanDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<PutusanDitolak> {
        untuk_putusan(sengketa)
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        sengketa.putusan_sela = Some((kejadian, self.clone()));
    }
}

impl Langkah<Sengketa> for KesimpulanDisampaikan {
    type Pelanggaran = PutusanDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<PutusanDitolak> {
        untuk_putusan(sengketa)
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        if self.oleh == Pihak::BadanPublik {
            sengketa.kesimpulan = Some(kejadian);
        }
    }
}

impl Langkah<Sengketa> for PutusanDibacakan {
    type Pelanggaran = PutusanDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<PutusanDitolak> {
        let mut pelanggaran = untuk_putusan(sengketa);
        if sengketa.putusan.is_some() {
            pelanggaran.push(PutusanDitolak::SudahDiputus);
        }
        if self.pelaksanaan_hk.is_some_and(|hk| hk > PELAKSANAAN_TERLAMA_HK) {
            pelanggaran.push(PutusanDitolak::PelaksanaanTidakMasukAkal);
        }
        pelanggaran
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        sengketa.putusan =
            Some(Putusan { dibacakan: kejadian, isi: self.clone(), salinan: Vec::new() });
    }
}

impl Langkah<Sengketa> for SalinanPutusanDiterima {
    type Pelanggaran = PutusanDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<PutusanDitolak> {
        if !sengketa.diputus() {
            vec![PutusanDitolak::BelumDiputus]
        } else if sengketa.salinan().iter().any(|(oleh, _)| *oleh == self.oleh) {
            vec![PutusanDitolak::SalinanSudahDiterima]
        } else {
            Vec::new()
        }
    }

    /// The first receipt starts the clock; a later copy does not start it anew.
    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        if sengketa.salinan().iter().any(|(oleh, _)| *oleh == self.oleh) {
            return;
        }
        match &mut sengketa.putusan {
            Some(putusan) => putusan.salinan.push((self.oleh, kejadian)),
            None => sengketa.salinan_sela.push((self.oleh, kejadian)),
        }
    }
}
