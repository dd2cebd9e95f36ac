//! The pemohon asks that their data be processed no further, or not yet.
//!
//! Pasal 11 and 41 UU 27/2022: within three times twenty-four hours of the request
//! it is done, wholly or in part, and they are told; three grounds excuse from it.
//! What the law makes an office do with a case goes on: register, answer, dispute.

use serde::{Deserialize, Serialize};

use crate::event::{Konteks, Pelanggaran};
use crate::jam::{TenggatJam, rentang};
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::pihak::Lingkup;
use crate::teks::{Isi, Label};
use crate::waktu::Zona;

/// A request has come in: D02 runs from this moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PembatasanDiminta {
    /// What they ask for, in their words.
    pub permintaan: Isi,
}

/// It is done, and they were told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PembatasanDilaksanakan {
    pub lingkup: Lingkup,
    /// How they were told: the letter and its date.
    pub pemberitahuan: Label,
}

/// It is not done, on a ground of Pasal 41(2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PembatasanDitolak {
    pub dasar: PengecualianPembatasan,
    /// The provision, the danger, the agreement.
    pub alasan: Isi,
}

/// What was limited is processed as before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PembatasanDicabut {
    /// On whose word: their letter, the end of the dispute over the data.
    pub dasar: Label,
}

/// Pasal 41(2) UU 27/2022.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PengecualianPembatasan {
    PeraturanTidakMemungkinkan,
    MembahayakanPihakLain,
    PerjanjianTertulis,
}

impl PengecualianPembatasan {
    pub fn nama(self) -> &'static str {
        match self {
            PengecualianPembatasan::PeraturanTidakMemungkinkan => {
                "peraturan tidak memungkinkan pembatasan"
            }
            PengecualianPembatasan::MembahayakanPihakLain => "membahayakan keselamatan pihak lain",
            PengecualianPembatasan::PerjanjianTertulis => "terikat perjanjian tertulis",
        }
    }
}

/// One request and what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permintaan {
    pub diminta: Kejadian,
    pub jawaban: Option<(Kejadian, JawabanPembatasan)>,
    pub dicabut: Option<Kejadian>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JawabanPembatasan {
    Dilaksanakan(Lingkup),
    Ditolak(PengecualianPembatasan),
}

impl Permintaan {
    /// The data are limited now.
    pub fn berlaku(&self) -> bool {
        let dilaksanakan = matches!(self.jawaban, Some((_, JawabanPembatasan::Dilaksanakan(_))));
        dilaksanakan && self.dicabut.is_none()
    }

    /// D02, where the request has a moment.
    pub fn tenggat(&self, zona: Zona) -> Option<TenggatJam> {
        let mut tenggat = TenggatJam::dari("D02", &[rentang(self.diminta.waktu, zona)?])?;
        let jawaban = self.jawaban.map(|(kejadian, _)| kejadian);
        tenggat.dipenuhi = jawaban.and_then(|kejadian| rentang(kejadian.waktu, zona));
        // Withdrawn before an answer, or answered without a date.
        tenggat.gugur = tenggat.dipenuhi.is_none() && (jawaban.is_some() || self.dicabut.is_some());
        Some(tenggat)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PembatasanPelanggaran {
    #[error("belum ada perkara yang datanya dapat dibatasi")]
    BelumAdaPerkara,
    #[error("permintaan pembatasan sebelumnya masih menunggu atau masih berlaku")]
    SudahAda,
    #[error("tidak ada permintaan pembatasan yang menunggu")]
    TidakAdaPermintaan,
    #[error("tidak ada permintaan atau pembatasan yang dapat dicabut")]
    TidakAdaPembatasan,
    #[error("lingkup pembatasan belum disebut: seluruhnya atau sebagian")]
    LingkupTidakDisebut,
}

impl Pelanggaran for PembatasanPelanggaran {
    fn pasal(&self) -> &'static str {
        "Pasal 41 UU 27/2022"
    }

    fn mutlak(&self) -> bool {
        *self != PembatasanPelanggaran::LingkupTidakDisebut
    }
}

impl Perkara {
    /// The request that waits or whose limitation holds.
    fn pembatasan_kini(&self) -> Option<&Permintaan> {
        let terakhir = self.pembatasan.last()?;
        let menunggu = terakhir.jawaban.is_none() && terakhir.dicabut.is_none();
        (menunggu || terakhir.berlaku()).then_some(terakhir)
    }

    /// The pemohon's data are under a limitation.
    pub fn dibatasi(&self) -> bool {
        self.pembatasan.last().is_some_and(Permintaan::berlaku)
    }

    fn jawab_pembatasan(&mut self, kejadian: Kejadian, jawaban: JawabanPembatasan) {
        if let Some(terakhir) = self.pembatasan.last_mut() {
            terakhir.jawaban = Some((kejadian, jawaban));
        }
    }

    /// What is held against an answer to a request.
    fn periksa_jawaban_pembatasan(&self) -> Vec<PembatasanPelanggaran> {
        let menunggu = self.pembatasan_kini().is_some_and(|satu| satu.jawaban.is_none());
        if menunggu { Vec::new() } else { vec![PembatasanPelanggaran::TidakAdaPermintaan] }
    }
}

impl Langkah for PembatasanDiminta {
    type Pelanggaran = PembatasanPelanggaran;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<PembatasanPelanggaran> {
        if perkara.versi == 0 {
            return vec![PembatasanPelanggaran::BelumAdaPerkara];
        }
        let ada = perkara.pembatasan_kini().map(|_| PembatasanPelanggaran::SudahAda);
        ada.into_iter().collect()
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        let permintaan = Permintaan { diminta: kejadian, jawaban: None, dicabut: None };
        perkara.pembatasan.push(permintaan);
    }
}

impl Langkah for PembatasanDilaksanakan {
    type Pelanggaran = PembatasanPelanggaran;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<PembatasanPelanggaran> {
        let mut pelanggaran = perkara.periksa_jawaban_pembatasan();
        if self.lingkup == Lingkup::TidakTercatat {
            pelanggaran.push(PembatasanPelanggaran::LingkupTidakDisebut);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.jawab_pembatasan(kejadian, JawabanPembatasan::Dilaksanakan(self.lingkup));
    }
}

impl Langkah for PembatasanDitolak {
    type Pelanggaran = PembatasanPelanggaran;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<PembatasanPelanggaran> {
        perkara.periksa_jawaban_pembatasan()
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.jawab_pembatasan(kejadian, JawabanPembatasan::Ditolak(self.dasar));
    }
}

impl Langkah for PembatasanDicabut {
    type Pelanggaran = PembatasanPelanggaran;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<PembatasanPelanggaran> {
        let tidak_ada = perkara.pembatasan_kini().is_none();
        tidak_ada.then_some(PembatasanPelanggaran::TidakAdaPembatasan).into_iter().collect()
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        if let Some(terakhir) = perkara.pembatasan.last_mut() {
            terakhir.dicabut = Some(kejadian);
        }
    }
}

#[cfg(test)]
mod uji;
