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
pub struct GugatanDiajukan {
    pub oleh: Pihak,
    pub ke: Pengadilan,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nomor: Option<Label>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pengadilan {
    Ptun,
    Pn,
}

/// The court's decision reached the party (Pasal 49).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutusanPengadilanDiterima {
    pub amar: AmarPengadilan,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uraian: Option<Isi>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AmarPengadilan {
    MenguatkanKi,
    MembatalkanKi,
    TidakTercatat,
}

/// Kasasi to the Mahkamah Agung (Pasal 50).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KasasiDiajukan {
    pub oleh: Pihak,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutusanKasasiDiterima {
    pub amar: AmarPengadilan,
}

/// No remedy is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BerkekuatanHukumTetap {}

/// The pemohon asked the Ketua Pengadilan for an execution order (Pasal 60(4)-(5)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EksekusiDimohonkan {}

/// The office did what it was ordered to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
            PengadilanDitolak::BelumAdaPutusanPengadilan | PengadilanDitolak::KasasiTerlambat => {
                "Pasal 50 UU 14/2008"
            }
            PengadilanDitolak::MasihAdaUpaya => "Pasal 60(3) Perki 1/2013",
            PengadilanDitolak::BelumInkracht => "Pasal 60(4)-(5) Perki 1/2013",
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
        if sengketa.putusan.is_none() && sengketa.putusan_sela.is_none() {
            return vec![PengadilanDitolak::BelumDiputus];
        }
        let mut pelanggaran = Vec::new();
        if sengketa.gugatan.is_some() {
            pelanggaran.push(PengadilanDitolak::SudahDigugat);
        }
        if lewat(tenggat::gugatan(sengketa, Some(self.oleh), konteks.aturan), konteks) {
            pelanggaran.push(PengadilanDitolak::GugatanTerlambat);
        }
        pelanggaran
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        sengketa.gugatan = Some(Gugatan {
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
            Some(None) => vec![PengadilanDitolak::BelumAdaPutusanPengadilan],
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
        if sengketa.putusan.is_none() && sengketa.putusan_sela.is_none() {
            return vec![PengadilanDitolak::BelumDiputus];
        }
        let terbuka = [
            tenggat::gugatan(sengketa, None, konteks.aturan),
            tenggat::kasasi(sengketa, konteks.aturan),
        ];
        let masih = |t: &tenggat::Tenggat| {
            t.terbuka() && konteks.hari.is_some_and(|hari| hari <= t.paling_lambat())
        };
        let menunggu_pengadilan = sengketa.gugatan.as_ref().is_some_and(|gugatan| {
            gugatan.putusan.is_none()
                || (gugatan.kasasi.is_some() && gugatan.putusan_kasasi.is_none())
        });
        if menunggu_pengadilan || terbuka.iter().flatten().any(masih) {
            vec![PengadilanDitolak::MasihAdaUpaya]
        } else {
            Vec::new()
        }
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        sengketa.inkracht = Some(kejadian);
    }
}

impl Langkah<Sengketa> for EksekusiDimohonkan {
    type Pelanggaran = PengadilanDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<PengadilanDitolak> {
        match sengketa.inkracht {
            Some(_) => Vec::new(),
            None => vec![PengadilanDitolak::BelumInkracht],
        }
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        sengketa.eksekusi = Some(kejadian);
    }
}

impl Langkah<Sengketa> for PutusanDilaksanakan {
    type Pelanggaran = PengadilanDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<PengadilanDitolak> {
        match sengketa.inkracht {
            Some(_) => Vec::new(),
            None => vec![PengadilanDitolak::BelumInkracht],
        }
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        sengketa.dilaksanakan = Some(kejadian);
    }
}
