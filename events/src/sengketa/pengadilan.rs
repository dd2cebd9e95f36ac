//! Courts, finality and execution.
//!
//! Pasal 47-50 UU 14/2008; Pasal 60 Perki 1/2013; PERMA 2/2011. PTUN where the
//! defendant is a badan publik negara, else PN; kasasi within fourteen days.

use serde::{Deserialize, Serialize};

use super::Sengketa;
use super::putusan::Pihak;
use crate::event::{Konteks, Pelanggaran};
use crate::perkara::{Kejadian, Langkah};
use crate::teks::{Isi, Label};
use crate::tenggat;

/// A party went to court.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GugatanDiajukan {
    pub oleh: Pihak,
    pub ke: Pengadilan,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nomor: Option<Label>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Pengadilan {
    Ptun,
    Pn,
}

/// The court's decision reached the party (Pasal 49).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PutusanPengadilanDiterima {
    pub amar: AmarPengadilan,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uraian: Option<Isi>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AmarPengadilan {
    MenguatkanKi,
    MembatalkanKi,
    TidakTercatat,
}

/// Kasasi to the Mahkamah Agung (Pasal 50).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KasasiDiajukan {
    pub oleh: Pihak,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PutusanKasasiDiterima {
    pub amar: AmarPengadilan,
}

/// No remedy is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BerkekuatanHukumTetap {}

/// The pemohon asked the Ketua Pengadilan for an execution order (Pasal 60(4)-(5)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EksekusiDimohonkan {}

/// The office did what it was ordered to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PutusanDilaksanakan {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uraian: Option<Isi>,
}

/// What a sengketa remembers of the court stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gugatan {
    pub diajukan: Kejadian,
    pub ke: Pengadilan,
    pub putusan: Option<Kejadian>,
    pub kasasi: Option<Kejadian>,
    pub putusan_kasasi: Option<Kejadian>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PengadilanDitolak {
    #[error("belum ada putusan Komisi Informasi")]
    BelumDiputus,
    #[error("belum ada gugatan ke pengadilan")]
    BelumDigugat,
    #[error("gugatan sudah diajukan")]
    SudahDigugat,
    #[error("gugatan diajukan setelah jangka empat belas hari berakhir")]
    GugatanTerlambat,
    #[error("belum ada putusan pengadilan")]
    BelumAdaPutusanPengadilan,
    #[error("kasasi diajukan setelah jangka empat belas hari berakhir")]
    KasasiTerlambat,
    #[error("jangka untuk menggugat atau kasasi belum berakhir")]
    MasihAdaUpaya,
    #[error("putusan belum berkekuatan hukum tetap")]
    BelumInkracht,
    #[error("putusan mediasi bersifat final dan mengikat")]
    PutusanMediasiFinal,
    #[error("belum ada kasasi")]
    BelumKasasi,
    #[error("kasasi sudah diajukan")]
    SudahKasasi,
    #[error("putusan sudah berkekuatan hukum tetap")]
    SudahInkracht,
    #[error("pelaksanaan putusan sudah tercatat")]
    SudahDilaksanakan,
}

impl Pelanggaran for PengadilanDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            PengadilanDitolak::BelumDiputus
            | PengadilanDitolak::BelumDigugat
            | PengadilanDitolak::SudahDigugat => "Pasal 47 UU 14/2008",
            PengadilanDitolak::GugatanTerlambat => {
                "Pasal 48(1) UU 14/2008; Pasal 60(2) Perki 1/2013"
            }
            PengadilanDitolak::BelumAdaPutusanPengadilan
            | PengadilanDitolak::KasasiTerlambat
            | PengadilanDitolak::BelumKasasi
            | PengadilanDitolak::SudahKasasi => "Pasal 50 UU 14/2008",
            PengadilanDitolak::MasihAdaUpaya | PengadilanDitolak::SudahInkracht => {
                "Pasal 60(3) Perki 1/2013"
            }
            PengadilanDitolak::BelumInkracht | PengadilanDitolak::SudahDilaksanakan => {
                "Pasal 60(4)-(5) Perki 1/2013"
            }
            PengadilanDitolak::PutusanMediasiFinal => "Pasal 39 UU 14/2008",
        }
    }

    fn mutlak(&self) -> bool {
        matches!(self, PengadilanDitolak::BelumDigugat)
    }
}

/// Whether the day lies after every reading of the open limit.
fn lewat(tenggat: Option<tenggat::Tenggat>, konteks: &Konteks<'_>) -> bool {
    let batas = tenggat.map(|tenggat| tenggat.paling_lambat());
    konteks.hari.zip(batas).is_some_and(|(hari, batas)| hari > batas)
}

impl Langkah<Sengketa> for GugatanDiajukan {
    type Pelanggaran = PengadilanDitolak;

    fn periksa(&self, sengketa: &Sengketa, konteks: &Konteks<'_>) -> Vec<PengadilanDitolak> {
        if !sengketa.diputus() {
            return vec![PengadilanDitolak::BelumDiputus];
        }
        let mut pelanggaran = Vec::new();
        if sengketa.putusan_mediasi() {
            pelanggaran.push(PengadilanDitolak::PutusanMediasiFinal);
        }
        if sengketa.gugatan.is_some() {
            pelanggaran.push(PengadilanDitolak::SudahDigugat);
        }
        if lewat(tenggat::gugatan(sengketa, Some(self.oleh), konteks.aturan), konteks) {
            pelanggaran.push(PengadilanDitolak::GugatanTerlambat);
        }
        pelanggaran
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        // Both parties may go to court; what the court said of the first stays.
        sengketa.gugatan.get_or_insert(Gugatan {
            diajukan: kejadian,
            ke: self.ke,
            putusan: None,
            kasasi: None,
            putusan_kasasi: None,
        });
    }
}

impl Langkah<Sengketa> for PutusanPengadilanDiterima {
    type Pelanggaran = PengadilanDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<PengadilanDitolak> {
        match sengketa.gugatan {
            Some(_) => Vec::new(),
            None => vec![PengadilanDitolak::BelumDigugat],
        }
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        if let Some(gugatan) = &mut sengketa.gugatan {
            gugatan.putusan = Some(kejadian);
        }
    }
}

impl Langkah<Sengketa> for KasasiDiajukan {
    type Pelanggaran = PengadilanDitolak;

    fn periksa(&self, sengketa: &Sengketa, konteks: &Konteks<'_>) -> Vec<PengadilanDitolak> {
        let Some(gugatan) = &sengketa.gugatan else {
            return vec![PengadilanDitolak::BelumDigugat];
        };
        let mut pelanggaran = Vec::new();
        if gugatan.putusan.is_none() {
            pelanggaran.push(PengadilanDitolak::BelumAdaPutusanPengadilan);
        }
        if gugatan.kasasi.is_some() {
            pelanggaran.push(PengadilanDitolak::SudahKasasi);
        }
        if lewat(tenggat::kasasi(sengketa, konteks.aturan), konteks) {
            pelanggaran.push(PengadilanDitolak::KasasiTerlambat);
        }
        pelanggaran
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        if let Some(gugatan) = &mut sengketa.gugatan {
            gugatan.kasasi = Some(kejadian);
        }
    }
}

impl Langkah<Sengketa> for PutusanKasasiDiterima {
    type Pelanggaran = PengadilanDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<PengadilanDitolak> {
        match sengketa.gugatan.as_ref().map(|gugatan| gugatan.kasasi) {
            None => vec![PengadilanDitolak::BelumDigugat],
            Some(None) => vec![PengadilanDitolak::BelumKasasi],
            Some(Some(_)) => Vec::new(),
        }
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        if let Some(gugatan) = &mut sengketa.gugatan {
            gugatan.putusan_kasasi = Some(kejadian);
        }
    }
}

impl Langkah<Sengketa> for BerkekuatanHukumTetap {
    type Pelanggaran = PengadilanDitolak;

    fn periksa(&self, sengketa: &Sengketa, konteks: &Konteks<'_>) -> Vec<PengadilanDitolak> {
        if !sengketa.diputus() {
            return vec![PengadilanDitolak::BelumDiputus];
        }
        if sengketa.inkracht.is_some() {
            return vec![PengadilanDitolak::SudahInkracht];
        }
        if masih_ada_upaya(sengketa, konteks) {
            vec![PengadilanDitolak::MasihAdaUpaya]
        } else {
            Vec::new()
        }
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        sengketa.inkracht = Some(kejadian);
    }
}

/// A court still has to speak, or a party may still ask it to. Without a copy
/// the fourteen days have not even begun.
fn masih_ada_upaya(sengketa: &Sengketa, konteks: &Konteks<'_>) -> bool {
    if sengketa.putusan_mediasi() {
        return false;
    }
    let Some(gugatan) = &sengketa.gugatan else {
        let tenggat = tenggat::gugatan(sengketa, None, konteks.aturan);
        let berjalan = tenggat.is_some_and(|tenggat| belum_lewat(&tenggat, konteks));
        return sengketa.salinan().is_empty() || berjalan;
    };
    let tenggat = tenggat::kasasi(sengketa, konteks.aturan);
    let dapat_kasasi = tenggat.is_some_and(|t| t.terbuka() && belum_lewat(&t, konteks));
    let menunggu_kasasi = gugatan.kasasi.is_some() && gugatan.putusan_kasasi.is_none();
    gugatan.putusan.is_none() || menunggu_kasasi || dapat_kasasi
}

fn belum_lewat(tenggat: &tenggat::Tenggat, konteks: &Konteks<'_>) -> bool {
    konteks.hari.is_some_and(|hari| hari <= tenggat.paling_lambat())
}

/// Execution stands on a putusan that binds.
fn mengikat(sengketa: &Sengketa) -> Vec<PengadilanDitolak> {
    if sengketa.inkracht.is_some() || sengketa.putusan_mediasi() {
        Vec::new()
    } else {
        vec![PengadilanDitolak::BelumInkracht]
    }
}

impl Langkah<Sengketa> for EksekusiDimohonkan {
    type Pelanggaran = PengadilanDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<PengadilanDitolak> {
        mengikat(sengketa)
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        sengketa.eksekusi = Some(kejadian);
    }
}

impl Langkah<Sengketa> for PutusanDilaksanakan {
    type Pelanggaran = PengadilanDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<PengadilanDitolak> {
        let mut pelanggaran = mengikat(sengketa);
        if sengketa.dilaksanakan.is_some() {
            pelanggaran.push(PengadilanDitolak::SudahDilaksanakan);
        }
        pelanggaran
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        sengketa.dilaksanakan = Some(kejadian);
    }
}
