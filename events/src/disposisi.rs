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
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DisposisiDiberikan {
    pub unit: UnitId,
    pub peran: PeranUnit,
    /// The office's own limit for the unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batas_internal: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub petunjuk: Option<Isi>,
    /// What the unit needs to answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub berkas: Vec<Berkas>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PeranUnit {
    PenanggungJawab,
    Bantuan,
}

/// The unit sends it back: not theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DisposisiDikembalikan {
    pub unit: UnitId,
    pub alasan: Isi,
}

/// The unit answered the PPID.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
            DisposisiDitolak::BatasInternalMelewatiTenggat => "Pasal 22(7)-(8), 36(2) UU 14/2008",
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
        // What the office still owes: the notice first, then the Atasan's answer.
        let terutang = [
            tenggat::pemberitahuan(perkara, konteks.aturan),
            tenggat::tanggapan_keberatan(perkara, konteks.aturan),
        ];
        let terutang = terutang.into_iter().flatten().find(tenggat::Tenggat::terbuka);
        if let (Some(batas), Some(tenggat)) = (self.batas_internal, terutang)
            && batas > tenggat.paling_lambat()
        {
            pelanggaran.push(DisposisiDitolak::BatasInternalMelewatiTenggat);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        // A unit holds the case once, or sending it back would leave it there.
        if perkara.dipegang(self.unit) {
            return;
        }
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::PeranUnit::{Bantuan, PenanggungJawab};
    use super::*;
    use crate::keberatan::AlasanKeberatan;
    use crate::perkara::Event;
    use crate::uji::*;

    fn dikembalikan(n: u128, tanggal: &str) -> Terjadi {
        let fakta = DisposisiDikembalikan { unit: unit(n), alasan: isi("bukan kewenangan kami") };
        Event::DisposisiDikembalikan(fakta).pada(tanggal)
    }

    fn unit_menjawab(n: u128, tanggal: &str) -> Terjadi {
        let jawaban = JawabanUnitDiterima { unit: unit(n), isi: None, berkas: Vec::new() };
        Event::JawabanUnitDiterima(jawaban).pada(tanggal)
    }

    fn sampai(batas: &str, tanggal: &str) -> Terjadi {
        let disposisi = DisposisiDiberikan {
            unit: unit(1),
            peran: PenanggungJawab,
            batas_internal: Some(hari(batas)),
            petunjuk: None,
            berkas: Vec::new(),
        };
        Event::DisposisiDiberikan(disposisi).pada(tanggal)
    }

    #[test]
    fn there_must_be_something_to_hand_on() {
        given([])
            .when(didisposisikan(1, PenanggungJawab, "2026-03-03"))
            .then_impossible(DisposisiDitolak::BelumAdaPermohonan);
        given([keberatan_masuk(AlasanKeberatan::B, "2026-03-02")])
            .when(didisposisikan(1, PenanggungJawab, "2026-03-03"))
            .then_taken();
    }

    #[test]
    fn one_unit_answers_and_others_help() {
        let satu = || [diterima("2026-03-02"), didisposisikan(1, PenanggungJawab, "2026-03-03")];
        given(satu())
            .when(didisposisikan(2, PenanggungJawab, "2026-03-03"))
            .then_defective(DisposisiDitolak::SudahAdaPenanggungJawab);
        let perkara = given(satu()).when(didisposisikan(2, Bantuan, "2026-03-03")).then_taken();
        assert_eq!(perkara.penanggung_jawab().unwrap().unit, unit(1));
        for peran in [PenanggungJawab, Bantuan] {
            given(satu())
                .when(didisposisikan(1, peran, "2026-03-04"))
                .then_defective_without_effect(DisposisiDitolak::UnitSudahMemegang);
        }
    }

    #[test]
    fn a_unit_that_sends_it_back_makes_room_for_another() {
        let perkara = given([
            diterima("2026-03-02"),
            didisposisikan(1, PenanggungJawab, "2026-03-03"),
            dikembalikan(1, "2026-03-04"),
        ]);
        assert_eq!(perkara.state().penanggung_jawab(), None);
        let perkara = perkara.when(didisposisikan(2, PenanggungJawab, "2026-03-04")).then_taken();
        assert_eq!(perkara.penanggung_jawab().unwrap().unit, unit(2));
    }

    #[test]
    fn the_unit_that_answered_still_answers_for_the_case() {
        let perkara = given([
            diterima("2026-03-02"),
            didisposisikan(1, PenanggungJawab, "2026-03-03"),
            unit_menjawab(1, "2026-03-05"),
        ]);
        perkara
            .when(didisposisikan(2, PenanggungJawab, "2026-03-06"))
            .then_defective(DisposisiDitolak::SudahAdaPenanggungJawab);
    }

    #[test]
    fn only_a_unit_that_holds_the_case_answers_or_sends_it_back_and_once() {
        let satu = || [diterima("2026-03-02"), didisposisikan(1, Bantuan, "2026-03-03")];
        for langkah in [unit_menjawab, dikembalikan] {
            let perkara = given(satu()).when(langkah(1, "2026-03-05")).then_taken();
            assert_ne!(perkara.disposisi[0].keadaan, KeadaanDisposisi::Menunggu);
            given(satu())
                .when(langkah(2, "2026-03-05"))
                .then_defective_without_effect(DisposisiDitolak::UnitTidakMemegang);
            given(satu())
                .and([langkah(1, "2026-03-05")])
                .when(langkah(1, "2026-03-06"))
                .then_defective_without_effect(DisposisiDitolak::UnitTidakMemegang);
        }
    }

    #[test]
    fn the_units_limit_ends_inside_the_ten_hk_under_the_latest_reading() {
        let perkara = || given([diterima("2026-03-13")]);
        perkara().when(sampai("2026-04-06", "2026-03-13")).then_taken();
        perkara()
            .when(sampai("2026-04-07", "2026-03-13"))
            .then_defective(DisposisiDitolak::BatasInternalMelewatiTenggat);
    }

    #[test]
    fn an_extension_gives_the_unit_its_seven_hk_too() {
        let perkara = || given([diterima("2026-03-13"), diperpanjang("2026-03-30")]);
        perkara().when(sampai("2026-04-15", "2026-03-30")).then_taken();
        perkara()
            .when(sampai("2026-04-16", "2026-03-30"))
            .then_defective(DisposisiDitolak::BatasInternalMelewatiTenggat);
    }

    #[test]
    fn for_a_keberatan_the_units_limit_ends_inside_the_thirty_hk() {
        // From 2 March thirty hk end on 20 or, under the latest reading, 21 April.
        for riwayat in [
            vec![keberatan_masuk(AlasanKeberatan::B, "2026-03-02")],
            vec![
                diterima("2026-02-09"),
                dijawab("2026-02-20"),
                keberatan_masuk(AlasanKeberatan::D, "2026-03-02"),
            ],
        ] {
            given(riwayat.clone()).when(sampai("2026-04-21", "2026-03-03")).then_taken();
            given(riwayat)
                .when(sampai("2026-04-22", "2026-03-03"))
                .then_defective(DisposisiDitolak::BatasInternalMelewatiTenggat);
        }
    }

    #[test]
    fn stored_form() {
        let id = "00000000-0000-0000-0000-000000000001";
        let penuh = DisposisiDiberikan {
            unit: unit(1),
            peran: Bantuan,
            batas_internal: Some(hari("2026-03-06")),
            petunjuk: Some(sd("a")),
            berkas: vec![Berkas { id: Some(uuid::Uuid::from_u128(9)), ..berkas() }],
        };
        let file = json!({"nama": {"sd": "n"}, "ukuran_bytes": 12, "sidik": {"sd": "s"}});
        let jawaban =
            JawabanUnitDiterima { unit: unit(1), isi: Some(sd("a")), berkas: vec![berkas()] };
        let dikembalikan = DisposisiDikembalikan { unit: unit(1), alasan: sd("a") };
        for (event, json) in [
            (
                Event::DisposisiDiberikan(penuh),
                json!({"type": "DisposisiDiberikan", "body": {
                    "unit": id, "peran": "bantuan", "batas_internal": "2026-03-06",
                    "petunjuk": {"sd": "a"},
                    "berkas": [{"id": "00000000-0000-0000-0000-000000000009",
                                "nama": {"sd": "n"}, "ukuran_bytes": 12, "sidik": {"sd": "s"}}]
                }}),
            ),
            (
                didisposisikan(1, PenanggungJawab, "2026-03-03").0,
                json!({"type": "DisposisiDiberikan", "body": {
                    "unit": id, "peran": "penanggung_jawab"
                }}),
            ),
            (
                Event::DisposisiDikembalikan(dikembalikan),
                json!({"type": "DisposisiDikembalikan", "body": {
                    "unit": id, "alasan": {"sd": "a"}
                }}),
            ),
            (
                Event::JawabanUnitDiterima(jawaban),
                json!({"type": "JawabanUnitDiterima", "body": {
                    "unit": id, "isi": {"sd": "a"}, "berkas": [file]
                }}),
            ),
            (
                unit_menjawab(1, "2026-03-05").0,
                json!({"type": "JawabanUnitDiterima", "body": {"unit": id}}),
            ),
        ] {
            assert_stored(event, json);
        }
    }
}
