//! Biaya: copying and sending cost what the body's announced standard says.
//!
//! Pasal 21, 35(1) huruf f UU 14/2008; Pasal 37-38 Perki 1/2021.

use serde::{Deserialize, Serialize};

use crate::event::{Konteks, Pelanggaran};
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::teks::{Isi, Label};

/// The cost was set. Zero says that it is free.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BiayaDitetapkan {
    pub rupiah: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rincian: Option<Isi>,
    /// The announced standard it follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standar: Option<Label>,
}

/// Paid, against a receipt (Pasal 38 Perki 1/2021).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BiayaDibayar {
    pub rupiah: u64,
    pub cara: CaraBayar,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaraBayar {
    Tunai,
    Rekening,
    UangElektronik,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BiayaDitolak {
    #[error("belum ada permohonan yang biayanya dapat ditetapkan")]
    BelumAdaPermohonan,
    #[error("biaya belum ditetapkan")]
    BelumDitetapkan,
    #[error("pembayaran melebihi biaya yang ditetapkan")]
    LebihBayar,
    #[error("biaya tanpa standar yang diumumkan tidak dapat dibebankan")]
    TanpaStandar,
}

impl Pelanggaran for BiayaDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            BiayaDitolak::BelumAdaPermohonan | BiayaDitolak::BelumDitetapkan => {
                "Pasal 22(7) huruf g UU 14/2008"
            }
            BiayaDitolak::LebihBayar | BiayaDitolak::TanpaStandar => "Pasal 37 Perki 1/2021",
        }
    }

    fn mutlak(&self) -> bool {
        matches!(self, BiayaDitolak::BelumAdaPermohonan)
    }
}

impl Langkah for BiayaDitetapkan {
    type Pelanggaran = BiayaDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<BiayaDitolak> {
        let mut pelanggaran = Vec::new();
        if perkara.permohonan.is_none() {
            pelanggaran.push(BiayaDitolak::BelumAdaPermohonan);
        }
        if self.rupiah > 0 && self.standar.is_none() {
            pelanggaran.push(BiayaDitolak::TanpaStandar);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, _: Kejadian) {
        perkara.biaya = Some(self.rupiah);
    }
}

impl Langkah for BiayaDibayar {
    type Pelanggaran = BiayaDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<BiayaDitolak> {
        match perkara.biaya {
            None => vec![BiayaDitolak::BelumDitetapkan],
            Some(biaya) if perkara.dibayar.saturating_add(self.rupiah) > biaya => {
                vec![BiayaDitolak::LebihBayar]
            }
            Some(_) => Vec::new(),
        }
    }

    fn terapkan(&self, perkara: &mut Perkara, _: Kejadian) {
        perkara.dibayar = perkara.dibayar.saturating_add(self.rupiah);
    }
}
