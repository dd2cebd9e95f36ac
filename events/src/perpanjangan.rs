//! Extension: the office needs more time, and says why.
//!
//! Pasal 22(8) UU 14/2008, Pasal 36 Perki 1/2021: once, at most seven more hari
//! kerja, for one of two reasons, in writing.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::event::{Konteks, Pelanggaran};
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::teks::{Isi, Label};
use crate::tenggat;

/// The pemohon was told in writing that the answer comes later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PerpanjanganDiberitahukan {
    pub alasan: AlasanPerpanjangan,
    pub uraian: Isi,
    /// The date that the letter names, when it names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sampai: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nomor_surat: Option<Label>,
}

/// The only two reasons (Pasal 36(1) Perki 1/2021).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AlasanPerpanjangan {
    BelumMenguasaiAtauMendokumentasikan,
    BelumDapatMemutuskanStatus,
    /// As older letters have it; no reason under Pasal 36.
    Lain,
}

/// What a perkara remembers of its extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Perpanjangan {
    pub diberitahukan: Kejadian,
    pub sampai: Option<NaiveDate>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PerpanjanganDitolak {
    #[error("waktu sudah pernah diperpanjang; perpanjangan hanya satu kali")]
    SudahDiperpanjang,
    #[error("belum ada permohonan yang waktunya dapat diperpanjang")]
    BelumAdaPermohonan,
    #[error("permohonan ini sudah dijawab")]
    SudahDijawab,
    #[error("jangka pemberitahuan tertulis sudah berakhir; perpanjangan diberitahukan sebelum itu")]
    JangkaSudahBerakhir,
    #[error(
        "alasan perpanjangan harus belum menguasai atau mendokumentasikan, atau belum dapat memutuskan status"
    )]
    AlasanDiLuarDaftar,
    #[error("tanggal yang diberitahukan melewati tujuh hari kerja perpanjangan")]
    TanggalMelewatiTujuhHariKerja,
}

impl Pelanggaran for PerpanjanganDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            PerpanjanganDitolak::SudahDiperpanjang => "Pasal 36(2) Perki 1/2021",
            PerpanjanganDitolak::AlasanDiLuarDaftar => "Pasal 36(1) Perki 1/2021",
            PerpanjanganDitolak::BelumAdaPermohonan
            | PerpanjanganDitolak::SudahDijawab
            | PerpanjanganDitolak::JangkaSudahBerakhir
            | PerpanjanganDitolak::TanggalMelewatiTujuhHariKerja => "Pasal 22(8) UU 14/2008",
        }
    }

    fn mutlak(&self) -> bool {
        matches!(self, PerpanjanganDitolak::BelumAdaPermohonan)
    }
}

impl Langkah for PerpanjanganDiberitahukan {
    type Pelanggaran = PerpanjanganDitolak;

    fn periksa(&self, perkara: &Perkara, konteks: &Konteks<'_>) -> Vec<PerpanjanganDitolak> {
        if perkara.permohonan.is_none() {
            return vec![PerpanjanganDitolak::BelumAdaPermohonan];
        }
        let mut pelanggaran = Vec::new();
        if perkara.perpanjangan.is_some() {
            pelanggaran.push(PerpanjanganDitolak::SudahDiperpanjang);
        }
        if perkara.jawaban.is_some() {
            pelanggaran.push(PerpanjanganDitolak::SudahDijawab);
        }
        if self.alasan == AlasanPerpanjangan::Lain {
            pelanggaran.push(PerpanjanganDitolak::AlasanDiLuarDaftar);
        }
        let Some(tenggat) = tenggat::pemberitahuan(perkara, konteks.aturan) else {
            return pelanggaran;
        };
        if perkara.perpanjangan.is_none() {
            if konteks.hari.is_some_and(|hari| hari > tenggat.paling_lambat()) {
                pelanggaran.push(PerpanjanganDitolak::JangkaSudahBerakhir);
            }
            let terakhir = tenggat.lanjutkan("P06", konteks.aturan).paling_lambat();
            if self.sampai.is_some_and(|sampai| sampai > terakhir) {
                pelanggaran.push(PerpanjanganDitolak::TanggalMelewatiTujuhHariKerja);
            }
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        // The first one counts: a second has no effect in law.
        if perkara.perpanjangan.is_none() {
            perkara.perpanjangan =
                Some(Perpanjangan { diberitahukan: kejadian, sampai: self.sampai });
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::keberatan::AlasanKeberatan;
    use crate::perkara::Event;
    use crate::uji::*;

    fn diperpanjang_sampai(sampai: &str, tanggal: &str) -> Terjadi {
        let perpanjangan =
            PerpanjanganDiberitahukan { sampai: Some(hari(sampai)), ..perpanjangan() };
        Event::PerpanjanganDiberitahukan(perpanjangan).pada(tanggal)
    }

    fn karena(alasan: AlasanPerpanjangan) -> Terjadi {
        let perpanjangan = PerpanjanganDiberitahukan { alasan, ..perpanjangan() };
        Event::PerpanjanganDiberitahukan(perpanjangan).pada("2026-03-12")
    }

    #[test]
    fn perpanjangan_is_granted_once() {
        given([diterima("2026-03-02"), diperpanjang("2026-03-12")])
            .when(diperpanjang("2026-03-13"))
            .then_defective_without_effect(PerpanjanganDitolak::SudahDiperpanjang);
    }

    #[test]
    fn there_must_be_an_open_permohonan() {
        given([keberatan_masuk(AlasanKeberatan::B, "2026-03-02")])
            .when(diperpanjang("2026-03-12"))
            .then_impossible(PerpanjanganDitolak::BelumAdaPermohonan);
        given([diterima("2026-03-02"), dijawab("2026-03-11")])
            .when(diperpanjang("2026-03-12"))
            .then_defective(PerpanjanganDitolak::SudahDijawab);
    }

    #[test]
    fn two_reasons_and_no_other_extend_the_time() {
        use AlasanPerpanjangan::{
            BelumDapatMemutuskanStatus, BelumMenguasaiAtauMendokumentasikan, Lain,
        };
        for alasan in [BelumDapatMemutuskanStatus, BelumMenguasaiAtauMendokumentasikan] {
            given([diterima("2026-03-02")]).when(karena(alasan)).then_taken();
        }
        given([diterima("2026-03-02")])
            .when(karena(Lain))
            .then_defective(PerpanjanganDitolak::AlasanDiLuarDaftar);
    }

    /// Friday 13 March 2026: ten hk end on 2 April or, after Good Friday and a
    /// weekend, on Monday the 6th.
    #[test]
    fn the_last_day_to_extend_is_the_latest_reading_of_ten_hk() {
        for tanggal in ["2026-03-13", "2026-04-02", "2026-04-03", "2026-04-05", "2026-04-06"] {
            given([diterima("2026-03-13")]).when(diperpanjang(tanggal)).then_taken();
        }
        given([diterima("2026-03-13")])
            .when(diperpanjang("2026-04-07"))
            .then_defective(PerpanjanganDitolak::JangkaSudahBerakhir);
    }

    #[test]
    fn a_later_declaration_of_completeness_leaves_a_later_last_day() {
        // Ten hk from Monday 16 March end on 7 April under the latest reading.
        let perkara = || given([diterima("2026-03-13"), diperiksa(&[], "2026-03-16")]);
        perkara().when(diperpanjang("2026-04-07")).then_taken();
        perkara()
            .when(diperpanjang("2026-04-08"))
            .then_defective(PerpanjanganDitolak::JangkaSudahBerakhir);
    }

    #[test]
    fn the_date_told_lies_within_seven_more_hk() {
        let perkara = || given([diterima("2026-03-13")]);
        let sampai = perkara().when(diperpanjang_sampai("2026-04-15", "2026-04-01")).then_taken();
        assert_eq!(sampai.perpanjangan.unwrap().sampai, Some(hari("2026-04-15")));
        perkara()
            .when(diperpanjang_sampai("2026-04-16", "2026-04-01"))
            .then_defective(PerpanjanganDitolak::TanggalMelewatiTujuhHariKerja);
    }

    #[test]
    fn an_election_body_has_three_hk_and_two_more() {
        // From Monday 2 March: 5 March, and Monday the 9th.
        let perkara = || given([diterima("2026-03-02")]).under(aturan_pemilu());
        perkara().when(diperpanjang_sampai("2026-03-09", "2026-03-05")).then_taken();
        perkara()
            .when(diperpanjang_sampai("2026-03-10", "2026-03-05"))
            .then_defective(PerpanjanganDitolak::TanggalMelewatiTujuhHariKerja);
        perkara()
            .when(diperpanjang("2026-03-06"))
            .then_defective(PerpanjanganDitolak::JangkaSudahBerakhir);
    }

    #[test]
    fn stored_form() {
        let tipis = PerpanjanganDiberitahukan { uraian: sd("a"), ..perpanjangan() };
        let penuh = PerpanjanganDiberitahukan {
            alasan: AlasanPerpanjangan::BelumDapatMemutuskanStatus,
            sampai: Some(hari("2026-04-15")),
            nomor_surat: Some(label("5/PPID")),
            ..tipis.clone()
        };
        for (perpanjangan, body) in [
            (
                tipis,
                json!({"alasan": "belum_menguasai_atau_mendokumentasikan", "uraian": {"sd": "a"}}),
            ),
            (
                penuh,
                json!({
                    "alasan": "belum_dapat_memutuskan_status", "uraian": {"sd": "a"},
                    "sampai": "2026-04-15", "nomor_surat": "5/PPID"
                }),
            ),
        ] {
            assert_stored(
                Event::PerpanjanganDiberitahukan(perpanjangan),
                json!({"type": "PerpanjanganDiberitahukan", "body": body}),
            );
        }
        assert_stored(AlasanPerpanjangan::Lain, json!("lain"));
    }
}
