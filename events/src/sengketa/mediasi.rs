//! Mediation.
//!
//! Pasal 39-41 UU 14/2008; Pasal 29, 37-50 Perki 1/2013: only for grounds b to
//! g; fourteen hk from the first meeting, seven more once by agreement. What is
//! said in it is never evidence (Pasal 50), so it is not recorded here.

use serde::{Deserialize, Serialize};

use super::Sengketa;
use super::sidang::terdaftar;
use crate::event::{Konteks, Pelanggaran};
use crate::keberatan::AlasanKeberatan;
use crate::perkara::{Kejadian, Langkah};

/// Adjudication is put off for mediation; three hk to the first meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AjudikasiDitunda {}

/// The first meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MediasiDimulai {}

/// Seven hk more (Pasal 41(2)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MediasiDiperpanjang {
    pub disepakati: bool,
}

/// Agreement; it becomes the putusan mediasi (Pasal 47).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MediasiBerhasil {}

/// Failed; adjudication follows (Pasal 48).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MediasiGagal {
    pub sebab: SebabGagal,
}

/// Pasal 48(1) Perki 1/2013.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SebabGagal {
    PernyataanTertulis,
    MenarikDiri,
    WaktuHabis,
    TermohonDuaKaliTidakHadir,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mediasi {
    #[default]
    Belum,
    Berjalan {
        dimulai: Kejadian,
        diperpanjang: Option<Kejadian>,
    },
    Berhasil(Kejadian),
    Gagal(Kejadian),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MediasiDitolak {
    #[error("sengketa ini belum diregistrasi")]
    BelumDiregistrasi,
    #[error("sengketa atas penolakan huruf a langsung diajudikasi")]
    HurufA,
    #[error("mediasi belum dimulai")]
    BelumDimulai,
    #[error("mediasi sudah dimulai")]
    SudahDimulai,
    #[error("mediasi sudah diperpanjang; perpanjangan hanya satu kali")]
    SudahDiperpanjang,
    #[error("perpanjangan mediasi memerlukan kesepakatan para pihak")]
    TanpaKesepakatan,
}

impl Pelanggaran for MediasiDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            MediasiDitolak::BelumDiregistrasi => "Pasal 19 Perki 1/2013",
            MediasiDitolak::HurufA => "Pasal 40 UU 14/2008; Pasal 29 Perki 1/2013",
            MediasiDitolak::BelumDimulai | MediasiDitolak::SudahDimulai => "Pasal 38 Perki 1/2013",
            MediasiDitolak::SudahDiperpanjang | MediasiDitolak::TanpaKesepakatan => {
                "Pasal 41(2) Perki 1/2013"
            }
        }
    }
}

fn untuk_mediasi(sengketa: &Sengketa) -> Vec<MediasiDitolak> {
    let mut pelanggaran = Vec::new();
    if !terdaftar(sengketa).is_empty() {
        pelanggaran.push(MediasiDitolak::BelumDiregistrasi);
    }
    let alasan = sengketa.pengajuan.as_ref().map_or(&[][..], |pengajuan| &pengajuan.alasan);
    if alasan.contains(&AlasanKeberatan::A) {
        pelanggaran.push(MediasiDitolak::HurufA);
    }
    pelanggaran
}

fn berjalan(sengketa: &Sengketa) -> Vec<MediasiDitolak> {
    match sengketa.mediasi {
        Mediasi::Berjalan { .. } => Vec::new(),
        Mediasi::Belum | Mediasi::Berhasil(_) | Mediasi::Gagal(_) => {
            vec![MediasiDitolak::BelumDimulai]
        }
    }
}

impl Langkah<Sengketa> for AjudikasiDitunda {
    type Pelanggaran = MediasiDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<MediasiDitolak> {
        untuk_mediasi(sengketa)
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        sengketa.ajudikasi_ditunda = Some(kejadian);
    }
}

impl Langkah<Sengketa> for MediasiDimulai {
    type Pelanggaran = MediasiDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<MediasiDitolak> {
        let mut pelanggaran = untuk_mediasi(sengketa);
        if sengketa.mediasi != Mediasi::Belum {
            pelanggaran.push(MediasiDitolak::SudahDimulai);
        }
        pelanggaran
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        sengketa.mediasi = Mediasi::Berjalan { dimulai: kejadian, diperpanjang: None };
    }
}

impl Langkah<Sengketa> for MediasiDiperpanjang {
    type Pelanggaran = MediasiDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<MediasiDitolak> {
        let mut pelanggaran = berjalan(sengketa);
        if matches!(sengketa.mediasi, Mediasi::Berjalan { diperpanjang: Some(_), .. }) {
            pelanggaran.push(MediasiDitolak::SudahDiperpanjang);
        }
        if !self.disepakati {
            pelanggaran.push(MediasiDitolak::TanpaKesepakatan);
        }
        pelanggaran
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        if let Mediasi::Berjalan { diperpanjang, .. } = &mut sengketa.mediasi {
            *diperpanjang = Some(kejadian);
        }
    }
}

impl Langkah<Sengketa> for MediasiBerhasil {
    type Pelanggaran = MediasiDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<MediasiDitolak> {
        berjalan(sengketa)
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        sengketa.mediasi = Mediasi::Berhasil(kejadian);
    }
}

impl Langkah<Sengketa> for MediasiGagal {
    type Pelanggaran = MediasiDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<MediasiDitolak> {
        berjalan(sengketa)
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        sengketa.mediasi = Mediasi::Gagal(kejadian);
    }
}
