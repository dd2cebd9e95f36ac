//! The PPID Utama stands by the unit that is sued: a facilitator, and what the
//! unit has to bring.
//!
//! Pasal 8, 10(1), 12 Perki 1/2021; Permendagri 3/2017 gives the PPID Utama a
//! team for it. A task ends before the hearing that it is for, as the office's
//! written answer does (Pasal 25 Perki 1/2013).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Sengketa;
use crate::event::{Konteks, Pelanggaran};
use crate::perkara::{Kejadian, Langkah};
use crate::pihak::UnitId;
use crate::teks::{Isi, Label};

/// An official of the PPID Utama leads the office's side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FasilitatorDitunjuk {
    /// The office held, never a name.
    pub jabatan: Label,
}

/// The unit is asked to bring something: a document, a witness, a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TugasDiberikan {
    pub unit: UnitId,
    pub tugas: Isi,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sampai: Option<NaiveDate>,
}

/// The unit did it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TugasDiselesaikan {
    pub unit: UnitId,
    /// Version of the fact that gave the task.
    pub tugas: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uraian: Option<Isi>,
}

/// What a sengketa remembers of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tugas {
    pub diberikan: Kejadian,
    pub unit: UnitId,
    pub sampai: Option<NaiveDate>,
    pub selesai: Option<Kejadian>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FasilitasiDitolak {
    #[error("belum ada sengketa yang diajukan")]
    BelumDiajukan,
    #[error("sengketa ini sudah selesai")]
    SudahSelesai,
    #[error("batas tugas jatuh setelah hari sidang berikutnya")]
    BatasMelewatiSidang,
    #[error("tugas itu tidak ada; pilih dari daftar tugas")]
    TugasTidakAda,
    #[error("tugas itu milik unit lain")]
    TugasUnitLain,
    #[error("tugas itu sudah diselesaikan")]
    TugasSudahSelesai,
}

impl Pelanggaran for FasilitasiDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            FasilitasiDitolak::BelumDiajukan => "Pasal 9-13 Perki 1/2013",
            FasilitasiDitolak::SudahSelesai => "Pasal 14-15, 60 Perki 1/2013",
            FasilitasiDitolak::BatasMelewatiSidang => "Pasal 25 Perki 1/2013",
            FasilitasiDitolak::TugasTidakAda
            | FasilitasiDitolak::TugasUnitLain
            | FasilitasiDitolak::TugasSudahSelesai => "Pasal 12 Perki 1/2021",
        }
    }

    fn mutlak(&self) -> bool {
        matches!(self, FasilitasiDitolak::BelumDiajukan | FasilitasiDitolak::TugasTidakAda)
    }
}

/// There is a sengketa in which something is left to do.
fn berjalan(sengketa: &Sengketa) -> Vec<FasilitasiDitolak> {
    if sengketa.pengajuan.is_none() {
        vec![FasilitasiDitolak::BelumDiajukan]
    } else if sengketa.selesai() {
        vec![FasilitasiDitolak::SudahSelesai]
    } else {
        Vec::new()
    }
}

impl Langkah<Sengketa> for FasilitatorDitunjuk {
    type Pelanggaran = FasilitasiDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<FasilitasiDitolak> {
        berjalan(sengketa)
    }

    fn terapkan(&self, sengketa: &mut Sengketa, _: Kejadian) {
        sengketa.fasilitator = Some(self.jabatan.clone());
    }
}

impl Langkah<Sengketa> for TugasDiberikan {
    type Pelanggaran = FasilitasiDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<FasilitasiDitolak> {
        let mut pelanggaran = berjalan(sengketa);
        let sidang = sengketa.sidang_menanti().map(|(hari, _)| hari);
        if self.sampai.zip(sidang).is_some_and(|(sampai, sidang)| sampai > sidang) {
            pelanggaran.push(FasilitasiDitolak::BatasMelewatiSidang);
        }
        pelanggaran
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        let (unit, sampai) = (self.unit, self.sampai);
        sengketa.tugas.push(Tugas { diberikan: kejadian, unit, sampai, selesai: None });
    }
}

impl Langkah<Sengketa> for TugasDiselesaikan {
    type Pelanggaran = FasilitasiDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<FasilitasiDitolak> {
        match sengketa.tugas.iter().find(|tugas| tugas.diberikan.versi == self.tugas) {
            None => vec![FasilitasiDitolak::TugasTidakAda],
            Some(tugas) if tugas.unit != self.unit => vec![FasilitasiDitolak::TugasUnitLain],
            Some(tugas) if tugas.selesai.is_some() => vec![FasilitasiDitolak::TugasSudahSelesai],
            Some(_) => Vec::new(),
        }
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        let milik = |t: &&mut Tugas| t.diberikan.versi == self.tugas && t.unit == self.unit;
        if let Some(tugas) = sengketa.tugas.iter_mut().find(milik) {
            tugas.selesai.get_or_insert(kejadian);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::contoh::{isi, label, pada, tgl};
    use crate::contoh_sengketa::*;
    use crate::sengketa::Event;
    use crate::sengketa::sidang::AcaraSidang;
    use crate::sengketa::uji::{diterima, ditolak, terdaftar};
    use crate::uji::assert_stored;

    fn unit(n: u128) -> UnitId {
        UnitId(Uuid::from_u128(n))
    }

    fn fasilitator() -> LangkahSengketa {
        let fakta = FasilitatorDitunjuk { jabatan: label("Kepala Bidang IKP") };
        (Event::FasilitatorDitunjuk(fakta), pada("2026-09-10"))
    }

    fn tugas(sampai: &str) -> LangkahSengketa {
        let sampai = Some(tgl(sampai));
        let fakta = TugasDiberikan { unit: unit(1), tugas: isi("SK pengecualian"), sampai };
        (Event::TugasDiberikan(fakta), pada("2026-10-01"))
    }

    fn selesai(unit: UnitId, tugas: u32) -> LangkahSengketa {
        let fakta = TugasDiselesaikan { unit, tugas, uraian: None };
        (Event::TugasDiselesaikan(fakta), pada("2026-10-05"))
    }

    /// Summoned to a first hearing on 14 October.
    fn dipanggil_14() -> Vec<LangkahSengketa> {
        let mut sejarah = terdaftar();
        sejarah.push(dipanggil("2026-09-28", AcaraSidang::Pertama, "2026-10-14"));
        sejarah
    }

    #[test]
    fn a_task_ends_on_the_day_of_the_hearing_and_not_after_it() {
        diterima(&dipanggil_14(), tugas("2026-10-14"));
        ditolak(&dipanggil_14(), tugas("2026-10-15"), &["BatasMelewatiSidang"], false);
        diterima(&terdaftar(), tugas("2027-01-04"));
    }

    #[test]
    fn a_task_is_done_once_and_by_the_unit_that_has_it() {
        let mut sejarah = dipanggil_14();
        sejarah.push(tugas("2026-10-09"));
        ditolak(&sejarah, selesai(unit(1), 3), &["TugasTidakAda"], true);
        ditolak(&sejarah, selesai(unit(2), 4), &["TugasUnitLain"], false);
        diterima(&sejarah, selesai(unit(1), 4));
        sejarah.push(selesai(unit(1), 4));
        assert!(sengketa(sejarah.iter().cloned()).tugas[0].selesai.is_some());
        ditolak(&sejarah, selesai(unit(1), 4), &["TugasSudahSelesai"], false);
    }

    #[test]
    fn nobody_is_set_to_work_where_nothing_is_left_to_do() {
        for langkah in [fasilitator(), tugas("2026-10-09")] {
            ditolak(&[], langkah.clone(), &["BelumDiajukan"], true);
            let mut berakhir = terdaftar();
            berakhir.push(sengketa_dicabut("2026-09-09"));
            ditolak(&berakhir, langkah.clone(), &["SudahSelesai"], false);
            diterima(&terdaftar(), langkah);
        }
    }

    #[test]
    fn stored_form() {
        let id = "00000000-0000-0000-0000-000000000001";
        let uraian = Some(isi("terlampir"));
        let penuh = TugasDiselesaikan { unit: unit(1), tugas: 4, uraian };
        let tanpa_batas = TugasDiberikan { unit: unit(1), tugas: isi("saksi"), sampai: None };
        for (nama, event, body) in [
            ("FasilitatorDitunjuk", fasilitator().0, json!({"jabatan": "Kepala Bidang IKP"})),
            (
                "TugasDiberikan",
                tugas("2026-10-09").0,
                json!({"unit": id, "tugas": {"isi": "SK pengecualian"}, "sampai": "2026-10-09"}),
            ),
            (
                "TugasDiberikan",
                Event::TugasDiberikan(tanpa_batas),
                json!({"unit": id, "tugas": {"isi": "saksi"}}),
            ),
            (
                "TugasDiselesaikan",
                Event::TugasDiselesaikan(penuh),
                json!({"unit": id, "tugas": 4, "uraian": {"isi": "terlampir"}}),
            ),
            ("TugasDiselesaikan", selesai(unit(1), 4).0, json!({"unit": id, "tugas": 4})),
        ] {
            assert_stored(event, json!({"type": nama, "body": body}));
        }
    }
}
