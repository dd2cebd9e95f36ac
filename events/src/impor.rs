//! Import: a row of a register that an office kept by other means.

pub mod peta;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::event::{Konteks, Pelanggaran};
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::teks::{Isi, Label};

/// A row as it stood in the source, every cell in its own words. What Jejak
/// understood of it follows as facts of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BarisDiimpor {
    pub bentuk: BentukSumber,
    /// The imported book; with `nomor` it identifies the perkara.
    pub buku: Uuid,
    pub nomor: Label,
    /// The number as the source has it, when it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no: Option<u64>,
    /// Of a keberatan: the number of the permohonan that its source names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terkait: Option<Label>,
    pub sel: BTreeMap<String, Isi>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BentukSumber {
    /// An office's register of permohonan.
    Register,
    /// Dates of disputes as Komisi Informasi's register tells them.
    Timelines,
    /// An office's register of keberatan.
    Keberatan,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImporDitolak {
    #[error("perkara ini sudah ada; baris hanya diimpor ke perkara baru")]
    PerkaraSudahAda,
}

impl Pelanggaran for ImporDitolak {
    fn pasal(&self) -> &'static str {
        "Pasal 32 Perki 1/2021"
    }

    fn mutlak(&self) -> bool {
        true
    }
}

impl Langkah for BarisDiimpor {
    type Pelanggaran = ImporDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<ImporDitolak> {
        if perkara.versi > 0 { vec![ImporDitolak::PerkaraSudahAda] } else { Vec::new() }
    }

    fn terapkan(&self, perkara: &mut Perkara, _: Kejadian) {
        perkara.impor = Some(self.clone());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::perkara::Event;
    use crate::uji::*;

    fn baris(no: Option<u64>) -> Event {
        Event::BarisDiimpor(BarisDiimpor {
            bentuk: BentukSumber::Register,
            buku: Uuid::from_u128(9),
            nomor: label("12"),
            no,
            terkait: None,
            sel: BTreeMap::from([("nama".to_owned(), sd("a"))]),
        })
    }

    #[test]
    fn a_row_opens_a_perkara_and_is_imported_once() {
        let perkara = given([]).when(baris(Some(12)).tanpa_tanggal()).then_taken();
        assert_eq!(perkara.impor.unwrap().nomor, label("12"));
        given([baris(Some(12)).tanpa_tanggal()])
            .when(baris(Some(12)).tanpa_tanggal())
            .then_impossible(ImporDitolak::PerkaraSudahAda);
    }

    #[test]
    fn stored_form() {
        let buku = "00000000-0000-0000-0000-000000000009";
        let sel = json!({"nama": {"sd": "a"}});
        assert_stored(
            baris(Some(12)),
            json!({"type": "BarisDiimpor", "body": {
                "bentuk": "register", "buku": buku, "nomor": "12", "no": 12, "sel": sel
            }}),
        );
        assert_stored(
            baris(None),
            json!({"type": "BarisDiimpor", "body": {
                "bentuk": "register", "buku": buku, "nomor": "12", "sel": sel
            }}),
        );
        assert_stored(BentukSumber::Timelines, json!("timelines"));
        let mut keberatan = baris(None);
        if let Event::BarisDiimpor(baris) = &mut keberatan {
            baris.bentuk = BentukSumber::Keberatan;
            baris.terkait = Some(label("0007/PPID/2024"));
        }
        assert_stored(
            keberatan,
            json!({"type": "BarisDiimpor", "body": {
                "bentuk": "keberatan", "buku": buku, "nomor": "12", "terkait": "0007/PPID/2024",
                "sel": {"nama": {"sd": "a"}}
            }}),
        );
    }
}
