//! Pencabutan: the pemohon takes the request back.
//!
//! The law is silent on it before a dispute; offices record it, and it ends the
//! duty to answer, not the perkara.

use serde::{Deserialize, Serialize};

use crate::event::{Konteks, Pelanggaran};
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::teks::Isi;

/// Withdrawn by the pemohon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PermohonanDicabut {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alasan: Option<Isi>,
    /// The pemohon wrote or signed it; an office cannot withdraw for them.
    pub tertulis: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PencabutanDitolak {
    #[error("belum ada permohonan yang dapat dicabut")]
    BelumAdaPermohonan,
    #[error("permohonan ini sudah dicabut")]
    SudahDicabut,
    #[error("pencabutan memerlukan pernyataan tertulis pemohon")]
    TidakTertulis,
}

impl Pelanggaran for PencabutanDitolak {
    fn pasal(&self) -> &'static str {
        "Pasal 22 UU 14/2008"
    }

    fn mutlak(&self) -> bool {
        matches!(self, PencabutanDitolak::BelumAdaPermohonan)
    }
}

impl Langkah for PermohonanDicabut {
    type Pelanggaran = PencabutanDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<PencabutanDitolak> {
        let mut pelanggaran = Vec::new();
        if perkara.permohonan.is_none() {
            pelanggaran.push(PencabutanDitolak::BelumAdaPermohonan);
        }
        if perkara.dicabut.is_some() {
            pelanggaran.push(PencabutanDitolak::SudahDicabut);
        }
        if !self.tertulis {
            pelanggaran.push(PencabutanDitolak::TidakTertulis);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.dicabut.get_or_insert(kejadian);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::perkara::Event;
    use crate::uji::*;

    fn dicabut(tertulis: bool) -> Event {
        Event::PermohonanDicabut(PermohonanDicabut { alasan: None, tertulis })
    }

    #[test]
    fn a_withdrawn_permohonan_owes_no_answer() {
        let perkara =
            given([diterima("2026-03-02")]).when(dicabut(true).pada("2026-03-04")).then_taken();
        assert!(!perkara.menunggu_jawaban());
    }

    #[test]
    fn only_the_pemohon_withdraws_once_and_in_writing() {
        given([dicatat("2026-03-02")])
            .when(dicabut(true).pada("2026-03-04"))
            .then_impossible(PencabutanDitolak::BelumAdaPermohonan);
        given([diterima("2026-03-02"), dicabut(true).pada("2026-03-04")])
            .when(dicabut(true).pada("2026-03-05"))
            .then_defective_without_effect(PencabutanDitolak::SudahDicabut);
        given([diterima("2026-03-02")])
            .when(dicabut(false).pada("2026-03-04"))
            .then_defective(PencabutanDitolak::TidakTertulis);
    }

    #[test]
    fn stored_form() {
        assert_stored(
            dicabut(true),
            json!({"type": "PermohonanDicabut", "body": {"tertulis": true}}),
        );
        assert_stored(
            Event::PermohonanDicabut(PermohonanDicabut { alasan: Some(sd("a")), tertulis: false }),
            json!({"type": "PermohonanDicabut", "body": {
                "alasan": {"sd": "a"}, "tertulis": false
            }}),
        );
    }
}
