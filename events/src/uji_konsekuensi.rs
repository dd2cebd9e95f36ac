//! Uji konsekuensi: what would follow from opening it, and from closing it?
//!
//! Pasal 19 UU 14/2008; Pasal 49 and Lampiran II Perki 1/2021: before a
//! request, on a request, or in a dispute when the Majelis orders it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::event::{Konteks, Pelanggaran};
use crate::pasal17::Pasal17;
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::pihak::Lingkup;
use crate::teks::{Isi, Label};

/// The worksheet of Lampiran II.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UjiKonsekuensiDilakukan {
    pub informasi: Isi,
    pub dasar: Vec<Pasal17>,
    pub lingkup: Lingkup,
    pub konsekuensi_dibuka: Isi,
    pub konsekuensi_ditutup: Isi,
    pub jangka: JangkaPengecualian,
    /// Offices held by those who did the test.
    pub pelaksana: Vec<Label>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub atas_perintah_majelis: bool,
}

/// How long it stays closed (Pasal 51 Perki 1/2021, Pasal 5-9 PP 61/2010).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JangkaPengecualian {
    Sampai(NaiveDate),
    /// As long as the interest needs it (letters c to f; g, h, i by their rules).
    SelamaDiperlukan,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UjiKonsekuensiDitolak {
    #[error("sebutkan sedikitnya satu huruf Pasal 17 yang diuji")]
    TanpaDasar,
    #[error("huruf Pasal 17 itu memiliki angka; sebutkan angkanya")]
    TanpaAngka,
    #[error("sebutkan jabatan yang melakukan uji konsekuensi")]
    TanpaPelaksana,
    #[error("pengecualian huruf a paling lama 30 tahun")]
    LebihDariTigaPuluhTahun,
    #[error("jangka pengecualian berakhir sebelum dimulai")]
    JangkaSudahLewat,
    #[error("tidak ada sengketa yang majelisnya dapat memerintahkan uji ini")]
    TanpaSengketa,
}

impl Pelanggaran for UjiKonsekuensiDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            UjiKonsekuensiDitolak::TanpaDasar | UjiKonsekuensiDitolak::TanpaAngka => {
                "Pasal 17, 19 UU 14/2008"
            }
            UjiKonsekuensiDitolak::TanpaPelaksana => "Pasal 49(2), Lampiran II Perki 1/2021",
            UjiKonsekuensiDitolak::LebihDariTigaPuluhTahun
            | UjiKonsekuensiDitolak::JangkaSudahLewat => {
                "Pasal 5(1) PP 61/2010; Pasal 51(1) Perki 1/2021"
            }
            UjiKonsekuensiDitolak::TanpaSengketa => "Pasal 49(1) Perki 1/2021",
        }
    }
}

/// Whether a term is one the law allows for these letters.
pub(crate) fn periksa_jangka(
    dasar: &[Pasal17],
    jangka: JangkaPengecualian,
    hari: Option<NaiveDate>,
) -> Option<UjiKonsekuensiDitolak> {
    let (JangkaPengecualian::Sampai(sampai), Some(hari)) = (jangka, hari) else { return None };
    if sampai < hari {
        return Some(UjiKonsekuensiDitolak::JangkaSudahLewat);
    }
    let terlama = hari.checked_add_months(chrono::Months::new(30 * 12));
    let melewati = terlama.is_some_and(|terlama| sampai > terlama);
    let huruf_a = dasar.iter().any(|pasal| pasal.huruf() == 'a');
    (huruf_a && melewati).then_some(UjiKonsekuensiDitolak::LebihDariTigaPuluhTahun)
}

impl Langkah for UjiKonsekuensiDilakukan {
    type Pelanggaran = UjiKonsekuensiDitolak;

    fn periksa(&self, perkara: &Perkara, konteks: &Konteks<'_>) -> Vec<UjiKonsekuensiDitolak> {
        let mut pelanggaran = Vec::new();
        if self.dasar.is_empty() {
            pelanggaran.push(UjiKonsekuensiDitolak::TanpaDasar);
        }
        if self.dasar.iter().any(|pasal| pasal.tanpa_angka()) {
            pelanggaran.push(UjiKonsekuensiDitolak::TanpaAngka);
        }
        if self.pelaksana.is_empty() {
            pelanggaran.push(UjiKonsekuensiDitolak::TanpaPelaksana);
        }
        if self.atas_perintah_majelis && perkara.sengketa.is_empty() {
            pelanggaran.push(UjiKonsekuensiDitolak::TanpaSengketa);
        }
        pelanggaran.extend(periksa_jangka(&self.dasar, self.jangka, konteks.hari));
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, _: Kejadian) {
        perkara.uji_konsekuensi.push(self.clone());
    }
}
