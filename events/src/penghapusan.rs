//! Erasure: a person's data are destroyed, the fact that they were there stays.
//!
//! Pasal 43-44 UU 27/2022: not while the data are tied to settling a case, and
//! not before the retention period of the office's JRA has ended (UU 43/2009).
//! Two people: one proposes, another approves.

#[cfg(test)]
mod uji;

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::event::{Konteks, Pelanggaran};
use crate::kantor::RetensiDitetapkan;
use crate::pengguna::PenggunaId;
use crate::perkara::{Event, Kejadian, Langkah, Perkara};
use crate::persetujuan::PutusanPersetujuan;
use crate::teks::{Isi, Label};
use crate::tenggat;
use crate::waktu::Waktu;

/// The law's grounds (Pasal 43(1) and 44(1) UU 27/2022).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DasarPenghapusan {
    RetensiBerakhir,
    PermintaanSubjek,
    PersetujuanDitarik,
    MelawanHukum,
}

/// What the office knew outside of the case when it decided.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SyaratPenghapusan {
    /// The retention period that held; none was set where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retensi: Option<RetensiDitetapkan>,
    /// The disputes of the case in which nothing is left to do, in court either.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sengketa_selesai: Vec<Uuid>,
}

/// Nothing of this case may be destroyed: it is wanted elsewhere, for a suit
/// outside of Komisi Informasi, an audit, an investigation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PenghapusanDitahan {
    /// The letter or the case number that asks for it.
    pub dasar: Label,
    pub alasan: Isi,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PenahananDilepas {
    pub dasar: Label,
}

/// One person proposes. The reason goes with the data; the ground stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PenghapusanDiusulkan {
    pub oleh: PenggunaId,
    pub dasar: DasarPenghapusan,
    pub alasan: Isi,
    pub syarat: SyaratPenghapusan,
}

/// Another decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PenghapusanDiputus {
    pub oleh: PenggunaId,
    pub putusan: PutusanPersetujuan,
    pub syarat: SyaratPenghapusan,
}

/// Keys and sealed values of this perkara's people are gone, from every store.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DataPribadiDihapus {
    pub nilai: u32,
    pub berkas: u32,
    /// What each store held and confirmed to hold no more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tempat: Vec<TempatDihapus>,
    /// Disputes whose sealed values went too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sengketa: Vec<Uuid>,
    /// When it was approved first, where a restore had brought the data back
    /// and they were erased again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ulangan: Option<Waktu>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TempatDihapus {
    pub tempat: TempatData,
    pub jumlah: u32,
}

/// A store of personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TempatData {
    /// Sealed values.
    Nilai,
    /// Keys of the people.
    Kunci,
    /// Files, letters as they were rendered among them, with their keys.
    Berkas,
    /// Mails to the pemohon, waiting or lying in a folder.
    Surel,
}

/// What a perkara remembers of its erasure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Penghapusan {
    pub usulan: Option<(Kejadian, PenggunaId)>,
    pub disetujui: Option<Kejadian>,
    pub ditahan: Option<Kejadian>,
    /// The last day on which anything else happened: retention runs from it.
    pub terakhir: Option<NaiveDate>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PenghapusanDitolak {
    #[error("belum ada perkara yang datanya dapat dihapus")]
    BelumAdaPerkara,
    #[error("permohonan ini belum dijawab")]
    PermohonanTerbuka,
    #[error("masih ada keberatan yang terbuka atau masih dapat diajukan")]
    KeberatanTerbuka,
    #[error("masih ada sengketa atau gugatan yang belum selesai")]
    SengketaTerbuka,
    #[error("penghapusan ditahan untuk keperluan hukum")]
    Ditahan,
    #[error("masa retensi belum ditetapkan kantor")]
    RetensiBelumDitetapkan,
    #[error("masa retensi belum berakhir")]
    RetensiBerjalan,
    #[error("penghapusan sudah diusulkan dan menunggu putusan")]
    SudahDiusulkan,
    #[error("penghapusan belum diusulkan")]
    BelumDiusulkan,
    #[error("pengusul tidak dapat memutus usulannya sendiri")]
    OrangSama,
    #[error("penghapusan belum disetujui")]
    BelumDisetujui,
    #[error("penghapusan tidak sedang ditahan")]
    TidakDitahan,
}

impl Pelanggaran for PenghapusanDitolak {
    fn pasal(&self) -> &'static str {
        let retensi =
            [PenghapusanDitolak::RetensiBelumDitetapkan, PenghapusanDitolak::RetensiBerjalan];
        if retensi.contains(self) {
            "Pasal 44(1) huruf a UU 27/2022; Pasal 48-51 UU 43/2009"
        } else {
            "Pasal 44(1) UU 27/2022"
        }
    }

    fn mutlak(&self) -> bool {
        matches!(
            self,
            PenghapusanDitolak::BelumAdaPerkara
                | PenghapusanDitolak::BelumDiusulkan
                | PenghapusanDitolak::OrangSama
                | PenghapusanDitolak::TidakDitahan
        )
    }
}

/// The last day of the retention period.
pub fn retensi_sampai(perkara: &Perkara, retensi: &RetensiDitetapkan) -> Option<NaiveDate> {
    perkara.penghapusan.terakhir?.checked_add_months(Months::new(retensi.bulan))
}

/// Everything that keeps the data of a case where they are.
pub fn halangan(
    perkara: &Perkara,
    syarat: &SyaratPenghapusan,
    konteks: &Konteks<'_>,
) -> Vec<PenghapusanDitolak> {
    if perkara.versi == 0 {
        return vec![PenghapusanDitolak::BelumAdaPerkara];
    }
    let mut halangan = Vec::new();
    if perkara.menunggu_jawaban() {
        halangan.push(PenghapusanDitolak::PermohonanTerbuka);
    }
    let masih_terbuka = konteks.hari.is_none_or(|hari| {
        tenggat::perkara(perkara, konteks.aturan)
            .iter()
            .any(|tenggat| tenggat.terbuka() && hari <= tenggat.paling_lambat())
    });
    let keberatan_terbuka =
        perkara.keberatan.iter().any(|k| k.tanggapan.is_none() && k.dicabut.is_none());
    if keberatan_terbuka || (masih_terbuka && !perkara.menunggu_jawaban()) {
        halangan.push(PenghapusanDitolak::KeberatanTerbuka);
    }
    if perkara.sengketa.iter().any(|id| !syarat.sengketa_selesai.contains(id)) {
        halangan.push(PenghapusanDitolak::SengketaTerbuka);
    }
    if perkara.penghapusan.ditahan.is_some() {
        halangan.push(PenghapusanDitolak::Ditahan);
    }
    match &syarat.retensi {
        None => halangan.push(PenghapusanDitolak::RetensiBelumDitetapkan),
        Some(retensi) => {
            let berakhir = retensi_sampai(perkara, retensi).zip(konteks.hari);
            if berakhir.is_none_or(|(sampai, hari)| hari <= sampai) {
                halangan.push(PenghapusanDitolak::RetensiBerjalan);
            }
        }
    }
    halangan
}

impl Perkara {
    /// Retention runs from the last thing that happened, what was done about the
    /// data themselves aside.
    pub(crate) fn ingat_hari_terakhir(&mut self, event: &Event, kejadian: Kejadian) {
        let tentang_data = matches!(
            event,
            Event::PembatasanDiminta(_)
                | Event::PembatasanDilaksanakan(_)
                | Event::PembatasanDitolak(_)
                | Event::PembatasanDicabut(_)
                | Event::PenghapusanDitahan(_)
                | Event::PenahananDilepas(_)
                | Event::PenghapusanDiusulkan(_)
                | Event::PenghapusanDiputus(_)
                | Event::DataPribadiDihapus(_)
        );
        if !tentang_data {
            let terakhir = &mut self.penghapusan.terakhir;
            *terakhir = (*terakhir).max(kejadian.tanggal);
        }
    }
}

impl Langkah for PenghapusanDitahan {
    type Pelanggaran = PenghapusanDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<PenghapusanDitolak> {
        let belum = (perkara.versi == 0).then_some(PenghapusanDitolak::BelumAdaPerkara);
        let sudah = perkara.penghapusan.ditahan.map(|_| PenghapusanDitolak::Ditahan);
        belum.into_iter().chain(sudah).collect()
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.penghapusan.ditahan = Some(kejadian);
    }
}

impl Langkah for PenahananDilepas {
    type Pelanggaran = PenghapusanDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<PenghapusanDitolak> {
        let bebas = perkara.penghapusan.ditahan.is_none();
        bebas.then_some(PenghapusanDitolak::TidakDitahan).into_iter().collect()
    }

    fn terapkan(&self, perkara: &mut Perkara, _: Kejadian) {
        perkara.penghapusan.ditahan = None;
    }
}

impl Langkah for PenghapusanDiusulkan {
    type Pelanggaran = PenghapusanDitolak;

    fn periksa(&self, perkara: &Perkara, konteks: &Konteks<'_>) -> Vec<PenghapusanDitolak> {
        let mut pelanggaran = halangan(perkara, &self.syarat, konteks);
        let penghapusan = &perkara.penghapusan;
        if penghapusan.usulan.is_some() || penghapusan.disetujui.is_some() {
            pelanggaran.push(PenghapusanDitolak::SudahDiusulkan);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.penghapusan.usulan = Some((kejadian, self.oleh));
    }
}

impl Langkah for PenghapusanDiputus {
    type Pelanggaran = PenghapusanDitolak;

    fn periksa(&self, perkara: &Perkara, konteks: &Konteks<'_>) -> Vec<PenghapusanDitolak> {
        let Some((_, pengusul)) = perkara.penghapusan.usulan else {
            return vec![PenghapusanDitolak::BelumDiusulkan];
        };
        if pengusul == self.oleh {
            return vec![PenghapusanDitolak::OrangSama];
        }
        match self.putusan {
            PutusanPersetujuan::Setuju => halangan(perkara, &self.syarat, konteks),
            PutusanPersetujuan::TidakSetuju { .. } => Vec::new(),
        }
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.penghapusan.usulan = None;
        if self.putusan == PutusanPersetujuan::Setuju {
            perkara.penghapusan.disetujui = Some(kejadian);
        }
    }
}

impl Langkah for DataPribadiDihapus {
    type Pelanggaran = PenghapusanDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<PenghapusanDitolak> {
        if perkara.versi == 0 {
            return vec![PenghapusanDitolak::BelumAdaPerkara];
        }
        let belum = perkara.penghapusan.disetujui.is_none() && self.ulangan.is_none();
        belum.then_some(PenghapusanDitolak::BelumDisetujui).into_iter().collect()
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.dihapus = Some(kejadian);
        perkara.penghapusan.usulan = None;
        perkara.penghapusan.disetujui = None;
    }
}
