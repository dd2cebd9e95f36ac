//! The companion stream of a perkara: what machines add, so that it never makes
//! an officer's page stale. History and bundle show both streams.

use serde::{Deserialize, Serialize};

use crate::teks::Label;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FaktaPendamping))]
#[serde(tag = "type", content = "body")]
pub enum Event {
    DataPribadiDilihat(DataPribadiDilihat),
}

/// Sealed values were opened for somebody; the actor of the fact is who.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DataPribadiDilihat {
    /// Why, as the one who looked stated it: `riwayat`, `berkas`.
    pub keperluan: Label,
    /// How many sealed values were shown.
    pub jumlah: u32,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::uji::assert_stored;

    #[test]
    fn stored_form() {
        let event = Event::DataPribadiDilihat(DataPribadiDilihat {
            keperluan: Label::try_new("riwayat").unwrap(),
            jumlah: 4,
        });
        let json = serde_json::json!({
            "type": "DataPribadiDilihat", "body": {"keperluan": "riwayat", "jumlah": 4}
        });
        assert_stored(event, json);
    }
}
