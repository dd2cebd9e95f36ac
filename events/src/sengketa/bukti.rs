//! Evidence before the Majelis.
//!
//! Pasal 51-52 Perki 1/2013: six kinds; letters come with a list that says what
//! each of them is to prove. The list is the index of the case file.

use serde::{Deserialize, Serialize};

use super::Sengketa;
use super::putusan::Pihak;
use super::sidang::terdaftar;
use crate::event::{Konteks, Pelanggaran};
use crate::perkara::{Kejadian, Langkah};
use crate::pihak::Berkas;
use crate::teks::{Isi, Label};

/// A party handed in evidence with its list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BuktiDisampaikan {
    pub oleh: Pihak,
    pub daftar: Vec<Bukti>,
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Bukti {
    /// `T-1`, as the party numbers it.
    pub kode: Label,
    pub jenis: JenisBukti,
    /// What it is to prove.
    pub tujuan: Isi,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub berkas: Option<Berkas>,
}

/// Pasal 51 Perki 1/2013.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum JenisBukti {
    Surat,
    Saksi,
    Ahli,
    KeteranganPihak,
    Petunjuk,
    InformasiElektronik,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BuktiDitolak {
    #[error("sengketa ini belum diregistrasi")]
    BelumDiregistrasi,
    #[error("sebutkan sedikitnya satu bukti dengan tujuannya")]
    TanpaDaftar,
    #[error("kode bukti itu sudah dipakai pihak yang sama")]
    KodeBerulang,
}

impl Pelanggaran for BuktiDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            BuktiDitolak::BelumDiregistrasi => "Pasal 19 Perki 1/2013",
            BuktiDitolak::TanpaDaftar | BuktiDitolak::KodeBerulang => "Pasal 52 Perki 1/2013",
        }
    }

    fn mutlak(&self) -> bool {
        matches!(self, BuktiDitolak::TanpaDaftar)
    }
}

impl Langkah<Sengketa> for BuktiDisampaikan {
    type Pelanggaran = BuktiDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<BuktiDitolak> {
        let mut pelanggaran = Vec::new();
        if !terdaftar(sengketa).is_empty() {
            pelanggaran.push(BuktiDitolak::BelumDiregistrasi);
        }
        if self.daftar.is_empty() {
            pelanggaran.push(BuktiDitolak::TanpaDaftar);
        }
        let berulang = self.daftar.iter().enumerate().any(|(ke, bukti)| {
            let sama = |kode: &Label| *kode == bukti.kode;
            self.daftar[..ke].iter().any(|lain| sama(&lain.kode))
                || sengketa.bukti.iter().any(|(oleh, kode)| *oleh == self.oleh && sama(kode))
        });
        if berulang {
            pelanggaran.push(BuktiDitolak::KodeBerulang);
        }
        pelanggaran
    }

    fn terapkan(&self, sengketa: &mut Sengketa, _: Kejadian) {
        let kode = self.daftar.iter().map(|bukti| (self.oleh, bukti.kode.clone()));
        sengketa.bukti.extend(kode);
    }
}
