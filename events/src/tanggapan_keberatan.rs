//! Tanggapan keberatan: the Atasan PPID answers in writing.
//!
//! Pasal 36(2)-(3) UU 14/2008; Pasal 44 Perki 1/2021: thirty hk; written
//! reasons where the PPID is upheld, with the SK where information is exempt.
//! Sending and receipt are two facts: Pasal 37(2) runs from the receipt.

use serde::{Deserialize, Serialize};

use crate::event::{Konteks, Pelanggaran};
use crate::keberatan::AlasanKeberatan;
use crate::penolakan::SkPengecualian;
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::teks::{Isi, Label};

/// The answer went out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TanggapanKeberatanDikirim {
    pub putusan: PutusanKeberatan,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uraian: Option<Isi>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sk: Option<SkPengecualian>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nomor_surat: Option<Label>,
    /// Office held by the one who answers (Lampiran XI: nama dan posisi).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jabatan: Option<Label>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PutusanKeberatan {
    Mengabulkan,
    MengabulkanSebagian,
    /// The PPID's decision is upheld.
    Menguatkan,
    TidakTercatat,
}

impl PutusanKeberatan {
    /// The PPID's decision stands, if only in part.
    fn menguatkan(self) -> bool {
        match self {
            PutusanKeberatan::Menguatkan | PutusanKeberatan::MengabulkanSebagian => true,
            PutusanKeberatan::Mengabulkan | PutusanKeberatan::TidakTercatat => false,
        }
    }
}

/// The pemohon has the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TanggapanKeberatanDiterima {}

/// The pemohon's reply (last column of Lampiran XI).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TanggapanPemohonDicatat {
    pub sikap: SikapPemohon,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uraian: Option<Isi>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SikapPemohon {
    Menerima,
    TidakMenerima,
}

/// What a keberatan remembers of its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TanggapanKeberatan {
    pub dikirim: Kejadian,
    pub diterima: Option<Kejadian>,
    pub putusan: PutusanKeberatan,
}

impl TanggapanKeberatan {
    /// The receipt where it is known, else the sending: the date from which the
    /// pemohon's own limit is counted.
    pub fn berlaku_sejak(&self) -> Kejadian {
        self.diterima.unwrap_or(self.dikirim)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TanggapanKeberatanDitolak {
    #[error("belum ada keberatan yang dapat ditanggapi")]
    BelumAdaKeberatan,
    #[error("keberatan ini sudah ditanggapi")]
    SudahDitanggapi,
    #[error("keberatan ini sudah dicabut")]
    SudahDicabut,
    #[error("sebutkan putusan atas keberatan ini")]
    TanpaPutusan,
    #[error("menguatkan putusan PPID, juga sebagian, memerlukan alasan tertulis")]
    TanpaAlasan,
    #[error("menguatkan penolakan Pasal 17, juga sebagian, harus melampirkan SK pengecualian")]
    TanpaSk,
    #[error("keberatan ini belum ditanggapi")]
    BelumDitanggapi,
    #[error("penerimaan tercatat sebelum pengiriman")]
    DiterimaSebelumDikirim,
    #[error("tanggal tanggapan mendahului tanggal keberatan diterima")]
    MendahuluiKeberatan,
    #[error("penerimaan oleh pemohon sudah tercatat; tanggal yang keliru dikoreksi")]
    SudahDiterima,
    #[error("sikap pemohon itu sudah dicatat")]
    SikapSudahDicatat,
}

impl Pelanggaran for TanggapanKeberatanDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            TanggapanKeberatanDitolak::TanpaAlasan => "Pasal 36(3) UU 14/2008",
            TanggapanKeberatanDitolak::TanpaSk | TanggapanKeberatanDitolak::TanpaPutusan => {
                "Pasal 44(2) Perki 1/2021"
            }
            TanggapanKeberatanDitolak::SikapSudahDicatat => "Lampiran XI Perki 1/2021",
            TanggapanKeberatanDitolak::BelumAdaKeberatan
            | TanggapanKeberatanDitolak::SudahDitanggapi
            | TanggapanKeberatanDitolak::SudahDicabut
            | TanggapanKeberatanDitolak::BelumDitanggapi
            | TanggapanKeberatanDitolak::DiterimaSebelumDikirim
            | TanggapanKeberatanDitolak::SudahDiterima
            | TanggapanKeberatanDitolak::MendahuluiKeberatan => "Pasal 36(2) UU 14/2008",
        }
    }

    fn mutlak(&self) -> bool {
        matches!(
            self,
            TanggapanKeberatanDitolak::BelumAdaKeberatan
                | TanggapanKeberatanDitolak::BelumDitanggapi
        )
    }
}

impl Langkah for TanggapanKeberatanDikirim {
    type Pelanggaran = TanggapanKeberatanDitolak;

    fn periksa(&self, perkara: &Perkara, konteks: &Konteks<'_>) -> Vec<TanggapanKeberatanDitolak> {
        let Some(keberatan) = perkara.keberatan_terakhir() else {
            return vec![TanggapanKeberatanDitolak::BelumAdaKeberatan];
        };
        let mut pelanggaran = Vec::new();
        if keberatan.tanggapan.is_some() {
            pelanggaran.push(TanggapanKeberatanDitolak::SudahDitanggapi);
        }
        if keberatan.dicabut.is_some() {
            pelanggaran.push(TanggapanKeberatanDitolak::SudahDicabut);
        }
        // A register may leave the outcome out; a letter may not.
        if self.putusan == PutusanKeberatan::TidakTercatat && perkara.impor.is_none() {
            pelanggaran.push(TanggapanKeberatanDitolak::TanpaPutusan);
        }
        if self.putusan.menguatkan() {
            if self.uraian.is_none() {
                pelanggaran.push(TanggapanKeberatanDitolak::TanpaAlasan);
            }
            if keberatan.alasan.contains(&AlasanKeberatan::A) && self.sk.is_none() {
                pelanggaran.push(TanggapanKeberatanDitolak::TanpaSk);
            }
        }
        let mendahului = konteks.hari.zip(keberatan.diterima.tanggal);
        if mendahului.is_some_and(|(hari, diterima)| hari < diterima) {
            pelanggaran.push(TanggapanKeberatanDitolak::MendahuluiKeberatan);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        if let Some(keberatan) = perkara.keberatan.last_mut()
            && keberatan.tanggapan.is_none()
        {
            keberatan.tanggapan = Some(TanggapanKeberatan {
                dikirim: kejadian,
                diterima: None,
                putusan: self.putusan,
            });
        }
    }
}

impl Langkah for TanggapanKeberatanDiterima {
    type Pelanggaran = TanggapanKeberatanDitolak;

    fn periksa(&self, perkara: &Perkara, konteks: &Konteks<'_>) -> Vec<TanggapanKeberatanDitolak> {
        let tanggapan = perkara.keberatan_terakhir().and_then(|k| k.tanggapan.as_ref());
        let Some(tanggapan) = tanggapan else {
            return vec![TanggapanKeberatanDitolak::BelumDitanggapi];
        };
        if tanggapan.diterima.is_some() {
            return vec![TanggapanKeberatanDitolak::SudahDiterima];
        }
        let mendahului = konteks.hari.zip(tanggapan.dikirim.tanggal);
        if mendahului.is_some_and(|(hari, dikirim)| hari < dikirim) {
            vec![TanggapanKeberatanDitolak::DiterimaSebelumDikirim]
        } else {
            Vec::new()
        }
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        if let Some(tanggapan) = perkara.keberatan.last_mut().and_then(|k| k.tanggapan.as_mut()) {
            // The pemohon's limit runs from the first receipt.
            tanggapan.diterima.get_or_insert(kejadian);
        }
    }
}

impl Langkah for TanggapanPemohonDicatat {
    type Pelanggaran = TanggapanKeberatanDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<TanggapanKeberatanDitolak> {
        let Some(keberatan) = perkara.keberatan_terakhir() else {
            return vec![TanggapanKeberatanDitolak::BelumAdaKeberatan];
        };
        if keberatan.tanggapan.is_none() {
            vec![TanggapanKeberatanDitolak::BelumDitanggapi]
        } else if keberatan.sikap == Some(self.sikap) {
            vec![TanggapanKeberatanDitolak::SikapSudahDicatat]
        } else {
            Vec::new()
        }
    }

    fn terapkan(&self, perkara: &mut Perkara, _: Kejadian) {
        if let Some(keberatan) = perkara.keberatan.last_mut() {
            keberatan.sikap = Some(self.sikap);
        }
    }
}

#[cfg(test)]
mod uji;
