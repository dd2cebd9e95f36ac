//! The companion stream of a perkara: what machines add, and what officers note
//! for each other, so that it never makes an officer's page stale. History and
//! bundle show both streams. Alarms about what is no case, a catalogue entry, a
//! unit's report, stand in the companion of that.

use serde::{Deserialize, Serialize};

use crate::alarm::{AlarmDibunyikan, AlarmDihentikan};
use crate::teks::{Isi, Label};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FaktaPendamping))]
#[serde(tag = "type", content = "body")]
pub enum Event {
    DataPribadiDilihat(DataPribadiDilihat),
    CatatanDitulis(CatatanDitulis),
    AlarmDibunyikan(AlarmDibunyikan),
    AlarmDihentikan(AlarmDihentikan),
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

/// An officer notes something for those who work on the case. It decides
/// nothing, and is opened like what the pemohon wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CatatanDitulis {
    pub isi: Isi,
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
        let catatan = CatatanDitulis { isi: crate::contoh::isi("menelepon besok") };
        let json = serde_json::json!({
            "type": "CatatanDitulis", "body": {"isi": {"isi": "menelepon besok"}}
        });
        assert_stored(Event::CatatanDitulis(catatan), json);
    }
}
