//! Kelengkapan: is everything there that the form asks for?
//!
//! Pasal 31(2) Perki 1/2021: three hk from the register entry. Pasal 33(3)-(4):
//! the pemohon has three hk from receiving the surat keterangan tidak lengkap
//! (Lampiran IX). Nothing of this stops the ten hk of Pasal 22(7) UU 14/2008.

use serde::{Deserialize, Serialize};

use crate::event::{Konteks, Pelanggaran};
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::teks::{Isi, Label};
use crate::tenggat;

/// The PPID looked at the papers (Pasal 31(2) Perki 1/2021).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KelengkapanDiperiksa {
    /// Empty when nothing is missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kekurangan: Vec<Kekurangan>,
}

/// What may be missing (Pasal 27, 29(5), 30(1) Perki 1/2021).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kekurangan {
    Identitas,
    SuratKuasaKhusus,
    AktaBadanHukum,
    AlamatAtauKontak,
    RincianInformasi,
    Tujuan,
    CaraMemperoleh,
}

/// Surat keterangan tidak lengkap went out (Pasal 33(2) Perki 1/2021).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SuratTidakLengkapDikirim {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nomor_surat: Option<Label>,
}

/// The pemohon has it; their three hk start here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SuratTidakLengkapDiterima {}

/// The pemohon mended what was missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PerbaikanDiterima {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub melengkapi: Vec<Kekurangan>,
}

/// Not mended in time: noted in the register, no duty to follow up (Pasal
/// 33(4) Perki 1/2021).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PermohonanTidakDitindaklanjuti {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catatan: Option<Isi>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KelengkapanDitolak {
    #[error("belum ada permohonan yang dapat diperiksa")]
    BelumAdaPermohonan,
    #[error("permohonan ini sudah dinyatakan lengkap")]
    SudahLengkap,
    #[error("kekurangan yang sama sudah dicatat")]
    SudahDiperiksa,
    #[error("kekurangan permohonan belum diperiksa")]
    TidakAdaKekurangan,
    #[error("surat keterangan tidak lengkap belum dikirim")]
    SuratBelumDikirim,
    #[error("surat keterangan tidak lengkap sudah dikirim")]
    SuratSudahDikirim,
    #[error("penerimaan surat keterangan tidak lengkap sudah tercatat; tanggal keliru dikoreksi")]
    SuratSudahDiterima,
    #[error("penerimaan surat keterangan tidak lengkap tercatat sebelum pengirimannya")]
    DiterimaSebelumDikirim,
    #[error("jangka tiga hari kerja pemohon untuk memperbaiki belum berakhir")]
    JangkaPerbaikanBelumBerakhir,
    #[error("tanggal pemohon menerima surat keterangan tidak lengkap belum tercatat")]
    PenerimaanSuratBelumTercatat,
    #[error("pemohon sudah memperbaiki permohonannya; permohonan harus ditindaklanjuti")]
    SudahDiperbaiki,
    #[error("permohonan ini sudah dijawab")]
    SudahDijawab,
    #[error("sudah dicatat bahwa permohonan ini tidak ditindaklanjuti")]
    SudahTidakDitindaklanjuti,
}

impl Pelanggaran for KelengkapanDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            KelengkapanDitolak::BelumAdaPermohonan
            | KelengkapanDitolak::SudahLengkap
            | KelengkapanDitolak::SudahDiperiksa => "Pasal 31(2) Perki 1/2021",
            KelengkapanDitolak::TidakAdaKekurangan
            | KelengkapanDitolak::SuratBelumDikirim
            | KelengkapanDitolak::SuratSudahDikirim => "Pasal 33(2) Perki 1/2021",
            KelengkapanDitolak::JangkaPerbaikanBelumBerakhir
            | KelengkapanDitolak::PenerimaanSuratBelumTercatat
            | KelengkapanDitolak::SuratSudahDiterima
            | KelengkapanDitolak::DiterimaSebelumDikirim
            | KelengkapanDitolak::SudahDiperbaiki
            | KelengkapanDitolak::SudahTidakDitindaklanjuti => "Pasal 33(3)-(4) Perki 1/2021",
            KelengkapanDitolak::SudahDijawab => "Pasal 22(7) UU 14/2008",
        }
    }

    fn mutlak(&self) -> bool {
        matches!(self, KelengkapanDitolak::BelumAdaPermohonan)
    }
}

impl Langkah for KelengkapanDiperiksa {
    type Pelanggaran = KelengkapanDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<KelengkapanDitolak> {
        if perkara.permohonan.is_none() {
            return vec![KelengkapanDitolak::BelumAdaPermohonan];
        }
        if perkara.lengkap.is_some() {
            return vec![KelengkapanDitolak::SudahLengkap];
        }
        if !self.kekurangan.is_empty() && self.kekurangan == perkara.kekurangan {
            return vec![KelengkapanDitolak::SudahDiperiksa];
        }
        Vec::new()
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        // Once complete, ten hk run from that day (Pasal 31(3)): a later check
        // neither moves nor stops them.
        if perkara.lengkap.is_some() {
            return;
        }
        perkara.kekurangan.clone_from(&self.kekurangan);
        if self.kekurangan.is_empty() {
            perkara.lengkap = Some(kejadian);
        }
    }
}

impl Langkah for SuratTidakLengkapDikirim {
    type Pelanggaran = KelengkapanDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<KelengkapanDitolak> {
        if perkara.permohonan.is_none() {
            return vec![KelengkapanDitolak::BelumAdaPermohonan];
        }
        let mut pelanggaran = Vec::new();
        if perkara.kekurangan.is_empty() {
            pelanggaran.push(KelengkapanDitolak::TidakAdaKekurangan);
        }
        if perkara.surat_tidak_lengkap.is_some() {
            pelanggaran.push(KelengkapanDitolak::SuratSudahDikirim);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.surat_tidak_lengkap.get_or_insert(kejadian);
    }
}

impl Langkah for SuratTidakLengkapDiterima {
    type Pelanggaran = KelengkapanDitolak;

    fn periksa(&self, perkara: &Perkara, konteks: &Konteks<'_>) -> Vec<KelengkapanDitolak> {
        if perkara.surat_tidak_lengkap_diterima.is_some() {
            return vec![KelengkapanDitolak::SuratSudahDiterima];
        }
        let Some(dikirim) = perkara.surat_tidak_lengkap else {
            return vec![KelengkapanDitolak::SuratBelumDikirim];
        };
        if konteks.hari.zip(dikirim.tanggal).is_some_and(|(hari, dikirim)| hari < dikirim) {
            return vec![KelengkapanDitolak::DiterimaSebelumDikirim];
        }
        Vec::new()
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.surat_tidak_lengkap_diterima.get_or_insert(kejadian);
    }
}

impl Langkah for PerbaikanDiterima {
    type Pelanggaran = KelengkapanDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<KelengkapanDitolak> {
        if perkara.permohonan.is_none() {
            return vec![KelengkapanDitolak::BelumAdaPermohonan];
        }
        // A late repair is taken: the pemohon's limit frees the office from a
        // duty, it does not bar the pemohon.
        if perkara.kekurangan.is_empty() {
            vec![KelengkapanDitolak::TidakAdaKekurangan]
        } else {
            Vec::new()
        }
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        // The repair that closes the last gap is the one that counts.
        if perkara.perbaikan.is_none() || !perkara.kekurangan.is_empty() {
            perkara.perbaikan = Some(kejadian);
        }
        perkara.kekurangan.retain(|kurang| !self.melengkapi.contains(kurang));
        perkara.tidak_ditindaklanjuti = None;
    }
}

impl Langkah for PermohonanTidakDitindaklanjuti {
    type Pelanggaran = KelengkapanDitolak;

    fn periksa(&self, perkara: &Perkara, konteks: &Konteks<'_>) -> Vec<KelengkapanDitolak> {
        if perkara.permohonan.is_none() {
            return vec![KelengkapanDitolak::BelumAdaPermohonan];
        }
        if perkara.jawaban.is_some() {
            return vec![KelengkapanDitolak::SudahDijawab];
        }
        if perkara.tidak_ditindaklanjuti.is_some() {
            return vec![KelengkapanDitolak::SudahTidakDitindaklanjuti];
        }
        if perkara.lengkap.is_some() {
            return vec![KelengkapanDitolak::SudahLengkap];
        }
        // A repair that leaves something missing is no repair in law.
        if perkara.perbaikan.is_some() && perkara.kekurangan.is_empty() {
            return vec![KelengkapanDitolak::SudahDiperbaiki];
        }
        let Some(tenggat) = tenggat::perbaikan(perkara, konteks.aturan) else {
            return vec![KelengkapanDitolak::PenerimaanSuratBelumTercatat];
        };
        // The pemohon's right: closed only after the latest reading.
        match konteks.hari {
            Some(hari) if hari <= tenggat.paling_lambat() => {
                vec![KelengkapanDitolak::JangkaPerbaikanBelumBerakhir]
            }
            Some(_) | None => Vec::new(),
        }
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.tidak_ditindaklanjuti.get_or_insert(kejadian);
    }
}

#[cfg(test)]
mod uji;
