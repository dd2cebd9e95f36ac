//! Musyawarah: grounds b to g may be settled by talking.
//!
//! Pasal 35(2) UU 14/2008. Ground a, a refusal on Pasal 17, is not for
//! bargaining.

use serde::{Deserialize, Serialize};

use crate::event::{Konteks, Pelanggaran};
use crate::keberatan::AlasanKeberatan;
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::teks::Isi;

/// The parties met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MusyawarahDilakukan {
    pub hasil: HasilMusyawarah,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catatan: Option<Isi>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HasilMusyawarah {
    Sepakat,
    TidakSepakat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MusyawarahDitolak {
    #[error("belum ada keberatan yang dapat dimusyawarahkan")]
    BelumAdaKeberatan,
    #[error("keberatan huruf a tidak diselesaikan dengan musyawarah")]
    HurufA,
    #[error("keberatan ini sudah ditanggapi")]
    SudahDitanggapi,
}

impl Pelanggaran for MusyawarahDitolak {
    fn pasal(&self) -> &'static str {
        "Pasal 35(2) UU 14/2008"
    }

    fn mutlak(&self) -> bool {
        matches!(self, MusyawarahDitolak::BelumAdaKeberatan)
    }
}

impl Langkah for MusyawarahDilakukan {
    type Pelanggaran = MusyawarahDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<MusyawarahDitolak> {
        let Some(keberatan) = perkara.keberatan_terakhir() else {
            return vec![MusyawarahDitolak::BelumAdaKeberatan];
        };
        let mut pelanggaran = Vec::new();
        if keberatan.alasan.contains(&AlasanKeberatan::A) {
            pelanggaran.push(MusyawarahDitolak::HurufA);
        }
        if keberatan.tanggapan.is_some() {
            pelanggaran.push(MusyawarahDitolak::SudahDitanggapi);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        if let Some(keberatan) = perkara.keberatan.last_mut() {
            keberatan.musyawarah = Some((kejadian, self.hasil));
        }
    }
}
