//! Disposisi: the PPID hands the case to the unit that holds the information.
//!
//! Pasal 12 Perki 1/2021. One unit answers for the case; others help. Offices
//! give the unit a limit of their own, which has to end inside the statutory
//! one.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::event::{Konteks, Pelanggaran};
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::pihak::{Berkas, UnitId};
use crate::teks::Isi;
use crate::tenggat;

/// A unit is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisposisiDiberikan {
    pub unit: UnitId,
    pub peran: PeranUnit,
    /// The office's own limit for the unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batas_internal: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub petunjuk: Option<Isi>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeranUnit {
    PenanggungJawab,
    Bantuan,
}

/// The unit sends it back: not theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisposisiDikembalikan {
    pub unit: UnitId,
    pub alasan: Isi,
}

/// The unit answered the PPID.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JawabanUnitDiterima {
    pub unit: UnitId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub isi: Option<Isi>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub berkas: Vec<Berkas>,
}

/// What a perkara remembers of a unit it was handed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disposisi {
    pub unit: UnitId,
    pub peran: PeranUnit,
    pub diberikan: Kejadian,
    pub batas_internal: Option<NaiveDate>,
    pub keadaan: KeadaanDisposisi,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeadaanDisposisi {
    Menunggu,
    Dijawab(Kejadian),
    Dikembalikan(Kejadian),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DisposisiDitolak {
    #[error("belum ada permohonan atau keberatan yang dapat didisposisikan")]
    BelumAdaPermohonan,
    #[error("sudah ada unit penanggung jawab; unit lain hanya dapat membantu")]
    SudahAdaPenanggungJawab,
    #[error("unit ini sudah memegang perkara ini")]
    UnitSudahMemegang,
    #[error("unit ini tidak sedang memegang perkara ini")]
    UnitTidakMemegang,
    #[error("batas internal unit melewati tenggat undang-undang")]
    BatasInternalMelewatiTenggat,
}

impl Pelanggaran for DisposisiDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            DisposisiDitolak::BatasInternalMelewatiTenggat => "Pasal 22(7) UU 14/2008",
            DisposisiDitolak::BelumAdaPermohonan
            | DisposisiDitolak::SudahAdaPenanggungJawab
            | DisposisiDitolak::UnitSudahMemegang
            | DisposisiDitolak::UnitTidakMemegang => "Pasal 12 Perki 1/2021",
        }
    }

    fn mutlak(&self) -> bool {
        matches!(self, DisposisiDitolak::BelumAdaPermohonan)
    }
}

impl Perkara {
    /// The unit that answers for the case.
    pub fn penanggung_jawab(&self) -> Option<&Disposisi> {
        self.disposisi.iter().rev().find(|disposisi| {
            disposisi.peran == PeranUnit::PenanggungJawab
                && !matches!(disposisi.keadaan, KeadaanDisposisi::Dikembalikan(_))
        })
    }

    fn dipegang(&self, unit: UnitId) -> bool {
        self.disposisi.iter().any(|d| d.unit == unit && d.keadaan == KeadaanDisposisi::Menunggu)
    }

    fn selesaikan_disposisi(&mut self, unit: UnitId, keadaan: KeadaanDisposisi) {
        let menunggu =
            |d: &&mut Disposisi| d.unit == unit && d.keadaan == KeadaanDisposisi::Menunggu;
        if let Some(disposisi) = self.disposisi.iter_mut().rev().find(menunggu) {
            disposisi.keadaan = keadaan;
        }
    }
}

impl Langkah for DisposisiDiberikan {
    type Pelanggaran = DisposisiDitolak;

    fn periksa(&self, perkara: &Perkara, konteks: &Konteks<'_>) -> Vec<DisposisiDitolak> {
        if perkara.permohonan.is_none() && perkara.keberatan.is_empty() {
            return vec![DisposisiDitolak::BelumAdaPermohonan];
        }
        let mut pelanggaran = Vec::new();
        if perkara.dipegang(self.unit) {
            pelanggaran.push(DisposisiDitolak::UnitSudahMemegang);
        } else if self.peran == PeranUnit::PenanggungJawab && perkara.penanggung_jawab().is_some() {
            pelanggaran.push(DisposisiDitolak::SudahAdaPenanggungJawab);
        }
        let tenggat = tenggat::pemberitahuan(perkara, konteks.aturan).map(|t| t.paling_lambat());
        if let (Some(batas), Some(tenggat)) = (self.batas_internal, tenggat)
            && perkara.jawaban.is_none()
            && batas > tenggat
        {
            pelanggaran.push(DisposisiDitolak::BatasInternalMelewatiTenggat);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.disposisi.push(Disposisi {
            unit: self.unit,
            peran: self.peran,
            diberikan: kejadian,
            batas_internal: self.batas_internal,
            keadaan: KeadaanDisposisi::Menunggu,
        });
    }
}

impl Langkah for DisposisiDikembalikan {
    type Pelanggaran = DisposisiDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<DisposisiDitolak> {
        if perkara.dipegang(self.unit) {
            Vec::new()
        } else {
            vec![DisposisiDitolak::UnitTidakMemegang]
        }
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.selesaikan_disposisi(self.unit, KeadaanDisposisi::Dikembalikan(kejadian));
    }
}

impl Langkah for JawabanUnitDiterima {
    type Pelanggaran = DisposisiDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<DisposisiDitolak> {
        if perkara.dipegang(self.unit) {
            Vec::new()
        } else {
            vec![DisposisiDitolak::UnitTidakMemegang]
        }
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.selesaikan_disposisi(self.unit, KeadaanDisposisi::Dijawab(kejadian));
    }
}
