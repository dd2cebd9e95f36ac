//! Penolakan: the office refuses, and has to show why.
//!
//! Pasal 17, 22(7) huruf c, 45(1) UU 14/2008; Pasal 10(2) huruf f, 13(2), 34,
//! 50 Perki 1/2021. A refusal on Pasal 17 stands on a SK pengecualian and the
//! approval of the configured official; a whole document may not be refused
//! because of a part of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::event::{Konteks, Pelanggaran};
use crate::pasal17::Pasal17;
use crate::pemberitahuan::{Hasil, PemberitahuanDitolak, periksa_jawaban};
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::persetujuan::HalDisetujui;
use crate::pihak::Lingkup;
use crate::teks::{Isi, Label};

/// The refusal went out. It is a pemberitahuan tertulis (note to Lampiran VIII
/// Perki 1/2021).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PenolakanDiberitahukan {
    pub dasar: DasarPenolakan,
    pub lingkup: Lingkup,
    pub alasan: Isi,
    /// Why blacking out cannot save the rest of the document (Pasal 50(3)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alasan_tidak_dihitamkan: Option<Isi>,
    /// The letter tells of the right to keberatan.
    pub hak_keberatan_disampaikan: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nomor_surat: Option<Label>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DasarPenolakan {
    Dikecualikan {
        pasal: Vec<Pasal17>,
        sk: Option<SkPengecualian>,
    },
    BelumDikuasai,
    BelumDidokumentasikan,
    /// The source only says that it was refused.
    TidakTercatat,
}

/// The decree that exempts (Pasal 34(2), 49(5) Perki 1/2021).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkPengecualian {
    pub nomor: Label,
    pub tanggal: NaiveDate,
    /// The catalogue entry it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub katalog: Option<Uuid>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PenolakanDitolak {
    #[error(transparent)]
    Jawaban(#[from] PemberitahuanDitolak),
    #[error("penolakan berdasar Pasal 17 harus melampirkan SK pengecualian")]
    TanpaSk,
    #[error("sebutkan huruf Pasal 17 yang menjadi dasar, dengan angkanya bila ada")]
    TanpaPasal,
    #[error("penolakan informasi yang dikecualikan belum disetujui pejabat yang berwenang")]
    BelumDisetujui,
    #[error("belum ada uji konsekuensi atas informasi ini")]
    BelumDiuji,
    #[error(
        "menolak seluruh dokumen memerlukan alasan mengapa bagian yang dikecualikan tidak dapat dihitamkan"
    )]
    TanpaAlasanTidakDihitamkan,
    #[error("surat penolakan belum menyampaikan hak pemohon mengajukan keberatan")]
    TanpaHakKeberatan,
    #[error("dasar penolakan tidak tercatat")]
    TanpaDasar,
}

impl Pelanggaran for PenolakanDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            PenolakanDitolak::Jawaban(jawaban) => jawaban.pasal(),
            PenolakanDitolak::TanpaSk => "Pasal 34(2) Perki 1/2021",
            PenolakanDitolak::TanpaPasal | PenolakanDitolak::TanpaDasar => {
                "Pasal 22(7) huruf c UU 14/2008"
            }
            PenolakanDitolak::BelumDisetujui => "Pasal 10(2) huruf f Perki 1/2021",
            PenolakanDitolak::BelumDiuji => "Pasal 19 UU 14/2008",
            PenolakanDitolak::TanpaAlasanTidakDihitamkan => "Pasal 50(2)-(3) Perki 1/2021",
            PenolakanDitolak::TanpaHakKeberatan => "Pasal 35(1) huruf a UU 14/2008",
        }
    }

    fn mutlak(&self) -> bool {
        matches!(self, PenolakanDitolak::Jawaban(jawaban) if jawaban.mutlak())
    }

    fn cacat(&self) -> crate::event::Cacat {
        use crate::event::Cacat;
        match self {
            PenolakanDitolak::Jawaban(jawaban) => jawaban.cacat(),
            PenolakanDitolak::TanpaSk
            | PenolakanDitolak::TanpaPasal
            | PenolakanDitolak::BelumDisetujui
            | PenolakanDitolak::BelumDiuji
            | PenolakanDitolak::TanpaAlasanTidakDihitamkan
            | PenolakanDitolak::TanpaHakKeberatan
            | PenolakanDitolak::TanpaDasar => Cacat {
                kode: format!("{self:?}"),
                pasal: self.pasal().to_owned(),
                uraian: self.to_string(),
            },
        }
    }
}

impl Langkah for PenolakanDiberitahukan {
    type Pelanggaran = PenolakanDitolak;

    fn periksa(&self, perkara: &Perkara, konteks: &Konteks<'_>) -> Vec<PenolakanDitolak> {
        let mut pelanggaran: Vec<PenolakanDitolak> =
            periksa_jawaban(perkara, konteks).into_iter().map(Into::into).collect();
        match &self.dasar {
            DasarPenolakan::Dikecualikan { pasal, sk } => {
                if pasal.is_empty() || pasal.iter().any(|pasal| pasal.tanpa_angka()) {
                    pelanggaran.push(PenolakanDitolak::TanpaPasal);
                }
                if sk.is_none() {
                    pelanggaran.push(PenolakanDitolak::TanpaSk);
                }
                // An older decree in the catalogue may carry the test.
                let diuji_dahulu = sk.as_ref().is_some_and(|sk| sk.katalog.is_some());
                if perkara.uji_konsekuensi.is_empty() && !diuji_dahulu {
                    pelanggaran.push(PenolakanDitolak::BelumDiuji);
                }
                if !perkara.disetujui(HalDisetujui::Penolakan) {
                    pelanggaran.push(PenolakanDitolak::BelumDisetujui);
                }
                if self.lingkup != Lingkup::Sebagian && self.alasan_tidak_dihitamkan.is_none() {
                    pelanggaran.push(PenolakanDitolak::TanpaAlasanTidakDihitamkan);
                }
            }
            DasarPenolakan::BelumDikuasai | DasarPenolakan::BelumDidokumentasikan => {}
            DasarPenolakan::TidakTercatat => pelanggaran.push(PenolakanDitolak::TanpaDasar),
        }
        if !self.hak_keberatan_disampaikan && perkara.impor.is_none() {
            pelanggaran.push(PenolakanDitolak::TanpaHakKeberatan);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.jawab(kejadian, Hasil::Ditolak(self.lingkup));
    }
}
