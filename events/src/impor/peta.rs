//! A map of columns: which heading of an office's own table is which column of
//! a book, kept for the next file with the same headings.

use serde::{Deserialize, Serialize};

use crate::teks::Label;

/// A book that rows of a table are imported into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BukuImpor {
    /// Lampiran VIII Perki 1/2021.
    Permohonan,
    /// Lampiran XI.
    Keberatan,
    /// Lampiran I.
    Dip,
}

impl BukuImpor {
    pub const SEMUA: [BukuImpor; 3] = [BukuImpor::Permohonan, BukuImpor::Keberatan, BukuImpor::Dip];

    pub fn nama(self) -> &'static str {
        match self {
            BukuImpor::Permohonan => "permohonan",
            BukuImpor::Keberatan => "keberatan",
            BukuImpor::Dip => "dip",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PetaImporDitetapkan {
    pub nama: Label,
    pub buku: BukuImpor,
    pub kolom: Vec<KolomPeta>,
}

/// One heading of the source, and the column that it fills.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KolomPeta {
    pub sumber: Label,
    pub kolom: Label,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PetaDitolak {
    #[error("peta kolom memerlukan paling sedikit satu kolom")]
    TanpaKolom,
    #[error("satu kolom diisi dari dua judul; pilih salah satu")]
    KolomGanda,
}

impl PetaImporDitetapkan {
    /// One column comes from one heading; a heading may fill several.
    pub fn periksa(&self) -> Result<(), PetaDitolak> {
        if self.kolom.is_empty() {
            return Err(PetaDitolak::TanpaKolom);
        }
        let ganda = |n: usize, satu: &KolomPeta| {
            self.kolom[..n].iter().any(|lain| lain.kolom == satu.kolom)
        };
        if self.kolom.iter().enumerate().any(|(n, satu)| ganda(n, satu)) {
            return Err(PetaDitolak::KolomGanda);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::kantor::Event;
    use crate::uji::*;

    fn peta(kolom: &[(&str, &str)]) -> PetaImporDitetapkan {
        let satu = |(sumber, kolom): &(&str, &str)| KolomPeta {
            sumber: label(sumber),
            kolom: label(kolom),
        };
        PetaImporDitetapkan {
            nama: label("Register 2024"),
            buku: BukuImpor::Permohonan,
            kolom: kolom.iter().map(satu).collect(),
        }
    }

    #[test]
    fn a_column_comes_from_one_heading() {
        assert_eq!(peta(&[]).periksa(), Err(PetaDitolak::TanpaKolom));
        assert_eq!(peta(&[("tgl", "tanggal")]).periksa(), Ok(()));
        assert_eq!(peta(&[("tgl", "tanggal"), ("tgl", "tanggal_pemberian")]).periksa(), Ok(()));
        let ganda = peta(&[("tgl", "tanggal"), ("tgl_masuk", "tanggal")]);
        assert_eq!(ganda.periksa(), Err(PetaDitolak::KolomGanda));
    }

    #[test]
    fn stored_form() {
        let body = json!({"nama": "Register 2024", "buku": "permohonan",
                          "kolom": [{"sumber": "tgl", "kolom": "tanggal"}]});
        let event = Event::PetaImporDitetapkan(peta(&[("tgl", "tanggal")]));
        assert_stored(event, json!({"type": "PetaImporDitetapkan", "body": body}));
        for (buku, kata) in BukuImpor::SEMUA.into_iter().zip(["permohonan", "keberatan", "dip"]) {
            assert_stored(buku, json!(kata));
        }
    }
}
