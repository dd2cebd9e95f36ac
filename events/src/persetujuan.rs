//! Approval: nobody exempts or refuses alone.
//!
//! PP 61/2010 Pasal 2(2), 3(2) and 10 ask for pimpinan Badan Publik, Perki
//! 1/2021 Pasal 10(2) huruf e-f for Atasan PPID. The office configures which;
//! the fact records both the role and the office held.

use serde::{Deserialize, Serialize};

use crate::event::{Konteks, Pelanggaran};
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::pihak::Penyetuju;
use crate::teks::{Isi, Label};

/// The Tim Pertimbangan gave its view (Pasal 6 Perki 1/2021).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimPertimbanganDidengar {
    pub pendapat: Isi,
}

/// Approved, or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersetujuanDiberikan {
    pub hal: HalDisetujui,
    pub oleh: Penyetuju,
    /// The office held, `Sekretaris Daerah`.
    pub jabatan: Label,
    pub putusan: PutusanPersetujuan,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HalDisetujui {
    Pengecualian,
    Penolakan,
    PertimbanganTertulis,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PutusanPersetujuan {
    Setuju,
    TidakSetuju { alasan: Isi },
}

/// What a perkara remembers of an approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Persetujuan {
    pub hal: HalDisetujui,
    pub oleh: Penyetuju,
    pub setuju: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PersetujuanDitolak {
    #[error("persetujuan pengecualian memerlukan uji konsekuensi lebih dahulu")]
    BelumDiuji,
    #[error("aturan kantor ini meminta persetujuan pejabat lain")]
    BukanPenyetuju,
    #[error("Tim Pertimbangan belum didengar")]
    TimBelumDidengar,
}

impl Pelanggaran for PersetujuanDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            PersetujuanDitolak::BelumDiuji => "Pasal 19 UU 14/2008",
            PersetujuanDitolak::BukanPenyetuju => {
                "Pasal 3(2) PP 61/2010; Pasal 10(2) huruf e-f Perki 1/2021"
            }
            PersetujuanDitolak::TimBelumDidengar => "Pasal 6 Perki 1/2021",
        }
    }
}

impl Perkara {
    pub(crate) fn disetujui(&self, hal: HalDisetujui) -> bool {
        self.persetujuan.iter().rev().find(|p| p.hal == hal).is_some_and(|p| p.setuju)
    }
}

impl Langkah for TimPertimbanganDidengar {
    type Pelanggaran = PersetujuanDitolak;

    fn periksa(&self, _: &Perkara, _: &Konteks<'_>) -> Vec<PersetujuanDitolak> {
        Vec::new()
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.tim_pertimbangan = Some(kejadian);
    }
}

impl Langkah for PersetujuanDiberikan {
    type Pelanggaran = PersetujuanDitolak;

    fn periksa(&self, perkara: &Perkara, konteks: &Konteks<'_>) -> Vec<PersetujuanDitolak> {
        let mut pelanggaran = Vec::new();
        if self.hal == HalDisetujui::Pengecualian && perkara.uji_konsekuensi.is_empty() {
            pelanggaran.push(PersetujuanDitolak::BelumDiuji);
        }
        if self.hal == HalDisetujui::Pengecualian && perkara.tim_pertimbangan.is_none() {
            pelanggaran.push(PersetujuanDitolak::TimBelumDidengar);
        }
        if self.oleh != konteks.aturan.penyetuju {
            pelanggaran.push(PersetujuanDitolak::BukanPenyetuju);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, _: Kejadian) {
        let setuju = self.putusan == PutusanPersetujuan::Setuju;
        perkara.persetujuan.push(Persetujuan { hal: self.hal, oleh: self.oleh, setuju });
    }
}
