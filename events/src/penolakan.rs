//! Penolakan: the office refuses, and has to show why.
//!
//! Pasal 17, 22(7) huruf c, 45(1) UU 14/2008; Pasal 10(2) huruf f, 13(2), 34,
//! 50 Perki 1/2021. A refusal on Pasal 17 stands on a SK pengecualian and the
//! approval of the configured official; a whole document may not be refused
//! because of a part of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::event::{Konteks, Pelanggaran};
use crate::pasal17::Pasal17;
use crate::pemberitahuan::{Hasil, PemberitahuanDitolak, periksa_jawaban};
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::persetujuan::HalDisetujui;
use crate::pihak::Lingkup;
use crate::teks::{Isi, Label};

/// The refusal went out. It is a pemberitahuan tertulis (note to Lampiran VIII
/// Perki 1/2021).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PenolakanDiberitahukan {
    pub dasar: DasarPenolakan,
    pub lingkup: Lingkup,
    pub alasan: Isi,
    /// Why blacking out cannot save the rest of the document (Pasal 50(3)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alasan_tidak_dihitamkan: Option<Isi>,
    /// The letter tells of the right to keberatan.
    pub hak_keberatan_disampaikan: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nomor_surat: Option<Label>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DasarPenolakan {
    Dikecualikan {
        pasal: Vec<Pasal17>,
        sk: Option<SkPengecualian>,
    },
    BelumDikuasai,
    BelumDidokumentasikan,
    /// The source only says that it was refused.
    TidakTercatat,
}

/// The decree that exempts (Pasal 34(2), 49(5) Perki 1/2021).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SkPengecualian {
    pub nomor: Label,
    pub tanggal: NaiveDate,
    /// The catalogue entry it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub katalog: Option<Uuid>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PenolakanDitolak {
    #[error(transparent)]
    Jawaban(#[from] PemberitahuanDitolak),
    #[error("penolakan berdasar Pasal 17 harus melampirkan SK pengecualian")]
    TanpaSk,
    #[error("sebutkan huruf Pasal 17 yang menjadi dasar, dengan angkanya bila ada")]
    TanpaPasal,
    #[error("penolakan informasi yang dikecualikan belum disetujui pejabat yang berwenang")]
    BelumDisetujui,
    #[error("penolakan informasi yang dikecualikan memerlukan pertimbangan tertulis")]
    TanpaPertimbangan,
    #[error("belum ada uji konsekuensi atas informasi ini")]
    BelumDiuji,
    #[error(
        "menolak seluruh dokumen memerlukan alasan mengapa bagian yang dikecualikan tidak dapat dihitamkan"
    )]
    TanpaAlasanTidakDihitamkan,
    #[error("surat penolakan belum menyampaikan hak pemohon mengajukan keberatan")]
    TanpaHakKeberatan,
    #[error("dasar penolakan tidak tercatat")]
    TanpaDasar,
}

impl Pelanggaran for PenolakanDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            PenolakanDitolak::Jawaban(jawaban) => jawaban.pasal(),
            PenolakanDitolak::TanpaSk => "Pasal 34(2) Perki 1/2021",
            PenolakanDitolak::TanpaPasal | PenolakanDitolak::TanpaDasar => {
                "Pasal 22(7) huruf c UU 14/2008"
            }
            PenolakanDitolak::BelumDisetujui | PenolakanDitolak::TanpaPertimbangan => {
                "Pasal 2 PP 61/2010; Pasal 10(2) huruf f Perki 1/2021"
            }
            PenolakanDitolak::BelumDiuji => "Pasal 19 UU 14/2008",
            PenolakanDitolak::TanpaAlasanTidakDihitamkan => "Pasal 50(2)-(3) Perki 1/2021",
            PenolakanDitolak::TanpaHakKeberatan => "Pasal 35(1) huruf a UU 14/2008",
        }
    }

    fn mutlak(&self) -> bool {
        matches!(self, PenolakanDitolak::Jawaban(jawaban) if jawaban.mutlak())
    }

    fn cacat(&self) -> crate::event::Cacat {
        use crate::event::Cacat;
        match self {
            PenolakanDitolak::Jawaban(jawaban) => jawaban.cacat(),
            PenolakanDitolak::TanpaSk
            | PenolakanDitolak::TanpaPasal
            | PenolakanDitolak::BelumDisetujui
            | PenolakanDitolak::TanpaPertimbangan
            | PenolakanDitolak::BelumDiuji
            | PenolakanDitolak::TanpaAlasanTidakDihitamkan
            | PenolakanDitolak::TanpaHakKeberatan
            | PenolakanDitolak::TanpaDasar => Cacat {
                kode: format!("{self:?}"),
                pasal: self.pasal().to_owned(),
                uraian: self.to_string(),
            },
        }
    }
}

impl Langkah for PenolakanDiberitahukan {
    type Pelanggaran = PenolakanDitolak;

    fn periksa(&self, perkara: &Perkara, konteks: &Konteks<'_>) -> Vec<PenolakanDitolak> {
        let mut pelanggaran: Vec<PenolakanDitolak> =
            periksa_jawaban(perkara, konteks).into_iter().map(Into::into).collect();
        match &self.dasar {
            DasarPenolakan::Dikecualikan { pasal, sk } => {
                if pasal.is_empty() || pasal.iter().any(|pasal| pasal.tanpa_angka()) {
                    pelanggaran.push(PenolakanDitolak::TanpaPasal);
                }
                if sk.is_none() {
                    pelanggaran.push(PenolakanDitolak::TanpaSk);
                }
                // An older decree in the catalogue may carry the test.
                let diuji_dahulu = sk.as_ref().is_some_and(|sk| sk.katalog.is_some());
                if perkara.uji_konsekuensi.is_empty() && !diuji_dahulu {
                    pelanggaran.push(PenolakanDitolak::BelumDiuji);
                }
                if perkara.pertimbangan.is_none() {
                    pelanggaran.push(PenolakanDitolak::TanpaPertimbangan);
                }
                if !perkara.disetujui(HalDisetujui::Penolakan, konteks.aturan.penyetuju) {
                    pelanggaran.push(PenolakanDitolak::BelumDisetujui);
                }
                if self.lingkup != Lingkup::Sebagian && self.alasan_tidak_dihitamkan.is_none() {
                    pelanggaran.push(PenolakanDitolak::TanpaAlasanTidakDihitamkan);
                }
            }
            DasarPenolakan::BelumDikuasai | DasarPenolakan::BelumDidokumentasikan => {}
            DasarPenolakan::TidakTercatat => pelanggaran.push(PenolakanDitolak::TanpaDasar),
        }
        if !self.hak_keberatan_disampaikan && perkara.impor.is_none() {
            pelanggaran.push(PenolakanDitolak::TanpaHakKeberatan);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.jawab(kejadian, Hasil::Ditolak(self.lingkup));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::keberatan::AlasanKeberatan;
    use crate::perkara::Event;
    use crate::uji::*;

    fn diberitahukan(penolakan: PenolakanDiberitahukan) -> Terjadi {
        Event::PenolakanDiberitahukan(penolakan).pada("2026-03-10")
    }

    fn karena(huruf: &[&str], sk: Option<SkPengecualian>) -> PenolakanDiberitahukan {
        let pasal = huruf.iter().map(|kode| pasal(kode)).collect();
        PenolakanDiberitahukan { dasar: DasarPenolakan::Dikecualikan { pasal, sk }, ..penolakan() }
    }

    fn bukan_pasal_17(dasar: DasarPenolakan) -> PenolakanDiberitahukan {
        PenolakanDiberitahukan { dasar, alasan_tidak_dihitamkan: None, ..penolakan() }
    }

    #[test]
    fn a_refusal_on_pasal_17_stands_on_test_reasons_approval_and_sk() {
        let perkara = given(siap_ditolak("2026-03-02")).when(ditolak("2026-03-10")).then_taken();
        assert_eq!(perkara.jawaban.unwrap().hasil, Hasil::Ditolak(Lingkup::Seluruhnya));
        for (tanpa, ditolak) in [
            (1, PenolakanDitolak::BelumDiuji),
            (4, PenolakanDitolak::TanpaPertimbangan),
            (5, PenolakanDitolak::BelumDisetujui),
        ] {
            let mut riwayat = siap_ditolak("2026-03-02");
            riwayat.remove(tanpa);
            given(riwayat).when(diberitahukan(penolakan())).then_defective(ditolak);
        }
    }

    #[test]
    fn it_names_letter_and_number_and_attaches_the_sk() {
        for (penolakan, ditolak) in [
            (karena(&[], Some(sk())), PenolakanDitolak::TanpaPasal),
            (karena(&["17h2", "17c"], Some(sk())), PenolakanDitolak::TanpaPasal),
            (karena(&["17h2"], None), PenolakanDitolak::TanpaSk),
        ] {
            given(siap_ditolak("2026-03-02"))
                .when(diberitahukan(penolakan))
                .then_defective(ditolak);
        }
        given(siap_ditolak("2026-03-02"))
            .when(diberitahukan(karena(&["17h2", "17j"], Some(sk()))))
            .then_taken();
    }

    #[test]
    fn a_decree_of_the_catalogue_brings_its_own_test() {
        let sk = SkPengecualian { katalog: Some(Uuid::from_u128(3)), ..sk() };
        let mut riwayat = siap_ditolak("2026-03-02");
        riwayat.remove(1);
        given(riwayat).when(diberitahukan(karena(&["17h2"], Some(sk)))).then_taken();
    }

    #[test]
    fn the_approval_is_of_the_configured_official() {
        let mut riwayat = siap_ditolak("2026-03-02");
        riwayat.truncate(5);
        let keliru = crate::persetujuan::PersetujuanDiberikan {
            oleh: crate::pihak::Penyetuju::PimpinanBadanPublik,
            ..persetujuan(HalDisetujui::Penolakan)
        };
        given(riwayat)
            .and([Event::PersetujuanDiberikan(keliru).pada("2026-03-09")])
            .when(diberitahukan(penolakan()))
            .then_defective(PenolakanDitolak::BelumDisetujui);
    }

    #[test]
    fn refusing_the_whole_needs_a_reason_why_blacking_out_cannot_save_the_rest() {
        for lingkup in [Lingkup::Seluruhnya, Lingkup::TidakTercatat, Lingkup::Sebagian] {
            let penolakan =
                PenolakanDiberitahukan { lingkup, alasan_tidak_dihitamkan: None, ..penolakan() };
            let perkara = given(siap_ditolak("2026-03-02")).when(diberitahukan(penolakan));
            if lingkup == Lingkup::Sebagian {
                perkara.then_taken();
            } else {
                perkara.then_defective(PenolakanDitolak::TanpaAlasanTidakDihitamkan);
            }
        }
    }

    #[test]
    fn what_is_not_held_or_documented_is_refused_without_sk_and_approval() {
        for dasar in [DasarPenolakan::BelumDikuasai, DasarPenolakan::BelumDidokumentasikan] {
            given([diterima("2026-03-02")]).when(diberitahukan(bukan_pasal_17(dasar))).then_taken();
        }
        given([diterima("2026-03-02")])
            .when(diberitahukan(bukan_pasal_17(DasarPenolakan::TidakTercatat)))
            .then_defective(PenolakanDitolak::TanpaDasar);
    }

    #[test]
    fn the_letter_tells_of_the_right_to_keberatan_which_no_register_records() {
        let diam = PenolakanDiberitahukan {
            hak_keberatan_disampaikan: false,
            ..bukan_pasal_17(DasarPenolakan::BelumDikuasai)
        };
        given([diterima("2026-03-02")])
            .when(diberitahukan(diam.clone()))
            .then_defective(PenolakanDitolak::TanpaHakKeberatan);
        given([baris_diimpor(), diterima("2026-03-02")]).when(diberitahukan(diam)).then_taken();
    }

    #[test]
    fn a_refusal_is_an_answer_and_bound_as_one() {
        let penolakan = || diberitahukan(bukan_pasal_17(DasarPenolakan::BelumDikuasai));
        let jawaban = PenolakanDitolak::Jawaban;
        given([keberatan_masuk(AlasanKeberatan::B, "2026-03-02")])
            .when(penolakan())
            .then_impossible(jawaban(PemberitahuanDitolak::BelumAdaPermohonan));
        given([diterima("2026-03-02"), dijawab("2026-03-09")])
            .when(penolakan())
            .then_defective_without_effect(jawaban(PemberitahuanDitolak::SudahDijawab));
        given([diterima("2026-03-11")])
            .when(penolakan())
            .then_defective(jawaban(PemberitahuanDitolak::MendahuluiPermohonan));
    }

    #[test]
    fn the_defect_of_a_refusal_keeps_the_name_of_its_guard() {
        let cacat = PenolakanDitolak::Jawaban(PemberitahuanDitolak::SudahDijawab).cacat();
        assert_eq!(
            (cacat.kode.as_str(), cacat.pasal.as_str()),
            ("SudahDijawab", "Pasal 22(7) UU 14/2008")
        );
        assert_eq!(PenolakanDitolak::TanpaSk.cacat().kode, "TanpaSk");
    }

    #[test]
    fn stored_form() {
        let katalog = Some(Uuid::from_u128(3));
        let penuh = PenolakanDiberitahukan {
            alasan: sd("a"),
            alasan_tidak_dihitamkan: Some(sd("b")),
            nomor_surat: Some(label("7/PPID")),
            ..karena(&["17h2", "17j"], Some(SkPengecualian { katalog, ..sk() }))
        };
        let tipis = PenolakanDiberitahukan {
            alasan: sd("a"),
            lingkup: Lingkup::TidakTercatat,
            hak_keberatan_disampaikan: false,
            ..bukan_pasal_17(DasarPenolakan::TidakTercatat)
        };
        for (penolakan, body) in [
            (
                penuh,
                json!({
                    "dasar": {"dikecualikan": {"pasal": ["17h2", "17j"], "sk": {
                        "nomor": "SK 7/2026", "tanggal": "2026-01-12",
                        "katalog": "00000000-0000-0000-0000-000000000003"
                    }}},
                    "lingkup": "seluruhnya", "alasan": {"sd": "a"},
                    "alasan_tidak_dihitamkan": {"sd": "b"}, "hak_keberatan_disampaikan": true,
                    "nomor_surat": "7/PPID"
                }),
            ),
            (
                tipis,
                json!({
                    "dasar": "tidak_tercatat", "lingkup": "tidak_tercatat",
                    "alasan": {"sd": "a"}, "hak_keberatan_disampaikan": false
                }),
            ),
        ] {
            assert_stored(
                Event::PenolakanDiberitahukan(penolakan),
                json!({"type": "PenolakanDiberitahukan", "body": body}),
            );
        }
        assert_stored(sk(), json!({"nomor": "SK 7/2026", "tanggal": "2026-01-12"}));
        let tanpa_sk = DasarPenolakan::Dikecualikan { pasal: Vec::new(), sk: None };
        assert_stored(tanpa_sk, json!({"dikecualikan": {"pasal": [], "sk": null}}));
        assert_stored(DasarPenolakan::BelumDikuasai, json!("belum_dikuasai"));
        assert_stored(DasarPenolakan::BelumDidokumentasikan, json!("belum_didokumentasikan"));
    }
}
