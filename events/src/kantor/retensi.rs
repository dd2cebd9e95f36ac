//! How long the people behind a case are kept: the office's jadwal retensi arsip
//! says so (Pasal 48 UU 43/2009), and nothing is destroyed before it ends.

use serde::{Deserialize, Serialize};

use crate::teks::Label;

/// A hundred years.
const PALING_LAMA_BULAN: u32 = 1_200;

/// The retention period, from the last thing that happened in a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RetensiDitetapkan {
    pub bulan: u32,
    /// The JRA that says so.
    pub dasar: Label,
}

impl RetensiDitetapkan {
    pub(super) fn masuk_akal(&self) -> bool {
        (1..=PALING_LAMA_BULAN).contains(&self.bulan)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::kantor::{Event, Kantor, KantorDitolak};
    use crate::uji::*;

    fn retensi(bulan: u32) -> Event {
        Event::RetensiDitetapkan(RetensiDitetapkan { bulan, dasar: label("Perwal 12/2024") })
    }

    #[test]
    fn a_retention_period_is_set_once_and_may_be_changed() {
        let mut kantor = Kantor::default();
        assert_eq!(kantor.retensi(), None);
        for bulan in [0, PALING_LAMA_BULAN + 1] {
            assert_eq!(kantor.decide(retensi(bulan)), Err(KantorDitolak::RetensiDiLuarBatas));
        }
        for bulan in [1, PALING_LAMA_BULAN, 60] {
            assert_eq!(kantor.decide(retensi(bulan)), Ok(retensi(bulan)));
            kantor.evolve(&retensi(bulan));
            assert_eq!(kantor.decide(retensi(bulan)), Err(KantorDitolak::TidakBerubah));
        }
        assert_eq!(kantor.retensi().map(|retensi| retensi.bulan), Some(60));
    }

    #[test]
    fn stored_form() {
        let body = json!({"bulan": 60, "dasar": "Perwal 12/2024"});
        assert_stored(retensi(60), json!({"type": "RetensiDitetapkan", "body": body}));
    }
}
