//! Registration at Komisi Informasi.
//!
//! Pasal 37 UU 14/2008; Pasal 4-19 Perki 1/2013. A body that gave no receipts
//! is registered against all the same (Pasal 18).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Sengketa;
use crate::event::{Konteks, Pelanggaran};
use crate::keberatan::AlasanKeberatan;
use crate::perkara::{Kejadian, Langkah};
use crate::teks::{Isi, Label};

/// The pemohon applied to KI.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SengketaDiajukan {
    pub perkara: Vec<Uuid>,
    /// `KI Pusat`, `KI Jawa Barat` (Pasal 6-8 say which).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub komisi: Option<Label>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alasan: Vec<AlasanKeberatan>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub termohon: Option<Isi>,
}

/// KI's letter on missing papers reached the pemohon (Pasal 17).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SuratKetidaklengkapanDiterima {}

/// Missing papers, or the written reason why there are none (Pasal 18(2)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BerkasSengketaDilengkapi {}

/// Refused registration for want of identity (Pasal 17(3)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AktaTidakDiregistrasiTerbit {}

/// Registered under KI's number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SengketaDiregistrasi {
    pub nomor: Label,
}

/// Moved to the KI that is competent (Pasal 6-8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SengketaDialihkan {
    pub ke: Label,
}

/// Stopped by the Ketua KI for want of good faith (Pasal 4): KI's power alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SengketaDihentikan {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uraian: Option<Isi>,
}

/// A window as KI itself stated it, kept beside the computed one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JendelaMenurutKi {
    /// Code of the limit it speaks of, `S01`.
    pub batas: Label,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dari: Option<NaiveDate>,
    pub sampai: NaiveDate,
    pub sumber: Label,
}

/// Withdrawn in writing before the putusan (Pasal 14-15). Before adjudication
/// it cannot be filed again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SengketaDicabut {}

/// What a sengketa remembers of the application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pengajuan {
    pub diajukan: Kejadian,
    pub perkara: Vec<Uuid>,
    pub komisi: Option<Label>,
    pub alasan: Vec<AlasanKeberatan>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PendaftaranDitolak {
    #[error("sengketa ini sudah diajukan")]
    SudahDiajukan,
    #[error("sebutkan perkara yang disengketakan")]
    TanpaPerkara,
    #[error("belum ada sengketa yang diajukan")]
    BelumDiajukan,
    #[error("sengketa ini sudah diregistrasi")]
    SudahDiregistrasi,
    #[error("belum ada surat KI tentang kekurangan berkas")]
    TidakAdaKekurangan,
    #[error("jendela berakhir sebelum dimulai")]
    JendelaTerbalik,
    #[error("putusan sudah dibacakan")]
    SudahDiputus,
    #[error("sengketa ini sudah berakhir")]
    SudahBerakhir,
}

impl Pelanggaran for PendaftaranDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            PendaftaranDitolak::SudahDiajukan
            | PendaftaranDitolak::TanpaPerkara
            | PendaftaranDitolak::BelumDiajukan => "Pasal 9-13 Perki 1/2013",
            PendaftaranDitolak::SudahDiregistrasi | PendaftaranDitolak::TidakAdaKekurangan => {
                "Pasal 16-19 Perki 1/2013"
            }
            PendaftaranDitolak::JendelaTerbalik => "Pasal 13 Perki 1/2013",
            PendaftaranDitolak::SudahDiputus | PendaftaranDitolak::SudahBerakhir => {
                "Pasal 14-15 Perki 1/2013"
            }
        }
    }

    fn mutlak(&self) -> bool {
        matches!(
            self,
            PendaftaranDitolak::SudahDiajukan
                | PendaftaranDitolak::TanpaPerkara
                | PendaftaranDitolak::BelumDiajukan
                | PendaftaranDitolak::JendelaTerbalik
        )
    }
}

/// What ends a sengketa ends it once.
fn belum_berakhir(sengketa: &Sengketa) -> Vec<PendaftaranDitolak> {
    let mut pelanggaran = sudah_diajukan(sengketa);
    if sengketa.berakhir_tanpa_putusan() {
        pelanggaran.push(PendaftaranDitolak::SudahBerakhir);
    }
    pelanggaran
}

/// Everything after the application stands on it.
fn sudah_diajukan(sengketa: &Sengketa) -> Vec<PendaftaranDitolak> {
    match sengketa.pengajuan {
        Some(_) => Vec::new(),
        None => vec![PendaftaranDitolak::BelumDiajukan],
    }
}

impl Langkah<Sengketa> for SengketaDiajukan {
    type Pelanggaran = PendaftaranDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<PendaftaranDitolak> {
        let mut pelanggaran = Vec::new();
        if sengketa.pengajuan.is_some() {
            pelanggaran.push(PendaftaranDitolak::SudahDiajukan);
        }
        if self.perkara.is_empty() {
            pelanggaran.push(PendaftaranDitolak::TanpaPerkara);
        }
        pelanggaran
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        sengketa.pengajuan = Some(Pengajuan {
            diajukan: kejadian,
            perkara: self.perkara.clone(),
            komisi: self.komisi.clone(),
            alasan: self.alasan.clone(),
        });
    }
}

impl Langkah<Sengketa> for SuratKetidaklengkapanDiterima {
    type Pelanggaran = PendaftaranDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<PendaftaranDitolak> {
        sudah_diajukan(sengketa)
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        sengketa.surat_ketidaklengkapan = Some(kejadian);
    }
}

impl Langkah<Sengketa> for BerkasSengketaDilengkapi {
    type Pelanggaran = PendaftaranDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<PendaftaranDitolak> {
        let mut pelanggaran = sudah_diajukan(sengketa);
        if sengketa.surat_ketidaklengkapan.is_none() {
            pelanggaran.push(PendaftaranDitolak::TidakAdaKekurangan);
        }
        pelanggaran
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        sengketa.dilengkapi = Some(kejadian);
    }
}

impl Langkah<Sengketa> for AktaTidakDiregistrasiTerbit {
    type Pelanggaran = PendaftaranDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<PendaftaranDitolak> {
        let mut pelanggaran = belum_berakhir(sengketa);
        if sengketa.registrasi.is_some() {
            pelanggaran.push(PendaftaranDitolak::SudahDiregistrasi);
        }
        pelanggaran
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        sengketa.tidak_diregistrasi = Some(kejadian);
    }
}

impl Langkah<Sengketa> for SengketaDiregistrasi {
    type Pelanggaran = PendaftaranDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<PendaftaranDitolak> {
        let mut pelanggaran = sudah_diajukan(sengketa);
        // A transfer gives it a new number at the other KI.
        let dialihkan = sengketa.dialihkan.map_or(0, |kejadian| kejadian.versi);
        if sengketa.registrasi.as_ref().is_some_and(|(kejadian, _)| kejadian.versi > dialihkan) {
            pelanggaran.push(PendaftaranDitolak::SudahDiregistrasi);
        }
        pelanggaran
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        sengketa.registrasi = Some((kejadian, self.clone()));
        // KI let it in after all.
        sengketa.tidak_diregistrasi = None;
    }
}

impl Langkah<Sengketa> for SengketaDialihkan {
    type Pelanggaran = PendaftaranDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<PendaftaranDitolak> {
        sudah_diajukan(sengketa)
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        sengketa.dialihkan = Some(kejadian);
        if let Some(pengajuan) = &mut sengketa.pengajuan {
            pengajuan.komisi = Some(self.ke.clone());
        }
    }
}

impl Langkah<Sengketa> for SengketaDihentikan {
    type Pelanggaran = PendaftaranDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<PendaftaranDitolak> {
        belum_berakhir(sengketa)
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        sengketa.dihentikan = Some(kejadian);
    }
}

impl Langkah<Sengketa> for JendelaMenurutKi {
    type Pelanggaran = PendaftaranDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<PendaftaranDitolak> {
        let mut pelanggaran = sudah_diajukan(sengketa);
        if self.dari.is_some_and(|dari| dari > self.sampai) {
            pelanggaran.push(PendaftaranDitolak::JendelaTerbalik);
        }
        pelanggaran
    }

    fn terapkan(&self, sengketa: &mut Sengketa, _: Kejadian) {
        sengketa.jendela_ki.push(self.clone());
    }
}

impl Langkah<Sengketa> for SengketaDicabut {
    type Pelanggaran = PendaftaranDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<PendaftaranDitolak> {
        let mut pelanggaran = belum_berakhir(sengketa);
        if sengketa.diputus() {
            pelanggaran.push(PendaftaranDitolak::SudahDiputus);
        }
        pelanggaran
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        sengketa.dicabut = Some(kejadian);
    }
}
