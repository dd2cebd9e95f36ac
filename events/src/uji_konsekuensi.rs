//! Uji konsekuensi: what would follow from opening it, and from closing it?
//!
//! Pasal 19 UU 14/2008; Pasal 49 and Lampiran II Perki 1/2021: before a
//! request, on a request, or in a dispute when the Majelis orders it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::event::{Konteks, Pelanggaran};
use crate::pasal17::Pasal17;
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::pihak::Lingkup;
use crate::teks::{Isi, Label};

/// The worksheet of Lampiran II.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UjiKonsekuensiDilakukan {
    pub informasi: Isi,
    pub dasar: Vec<Pasal17>,
    pub lingkup: Lingkup,
    pub konsekuensi_dibuka: Isi,
    pub konsekuensi_ditutup: Isi,
    pub jangka: JangkaPengecualian,
    /// Offices held by those who did the test.
    pub pelaksana: Vec<Label>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub atas_perintah_majelis: bool,
}

/// How long it stays closed (Pasal 51 Perki 1/2021, Pasal 5-9 PP 61/2010).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum JangkaPengecualian {
    Sampai(NaiveDate),
    /// As long as the interest needs it (letters c to f; g, h, i by their rules).
    SelamaDiperlukan,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UjiKonsekuensiDitolak {
    #[error("belum ada permohonan atau keberatan yang informasinya diuji")]
    BelumAdaPermohonan,
    #[error("sebutkan sedikitnya satu huruf Pasal 17 yang diuji")]
    TanpaDasar,
    #[error("huruf Pasal 17 itu memiliki angka; sebutkan angkanya")]
    TanpaAngka,
    #[error("sebutkan jabatan yang melakukan uji konsekuensi")]
    TanpaPelaksana,
    #[error("pengecualian huruf a paling lama 30 tahun")]
    LebihDariTigaPuluhTahun,
    #[error("jangka pengecualian berakhir sebelum dimulai")]
    JangkaSudahLewat,
    #[error("tidak ada sengketa yang majelisnya dapat memerintahkan uji ini")]
    TanpaSengketa,
}

impl Pelanggaran for UjiKonsekuensiDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            UjiKonsekuensiDitolak::TanpaDasar | UjiKonsekuensiDitolak::TanpaAngka => {
                "Pasal 17, 19 UU 14/2008"
            }
            UjiKonsekuensiDitolak::TanpaPelaksana => "Pasal 49(2), Lampiran II Perki 1/2021",
            UjiKonsekuensiDitolak::LebihDariTigaPuluhTahun
            | UjiKonsekuensiDitolak::JangkaSudahLewat => {
                "Pasal 5(1) PP 61/2010; Pasal 51(1) Perki 1/2021"
            }
            UjiKonsekuensiDitolak::BelumAdaPermohonan | UjiKonsekuensiDitolak::TanpaSengketa => {
                "Pasal 49(1) Perki 1/2021"
            }
        }
    }

    fn mutlak(&self) -> bool {
        matches!(self, UjiKonsekuensiDitolak::BelumAdaPermohonan)
    }
}

/// Whether a term is one the law allows for these letters.
pub(crate) fn periksa_jangka(
    dasar: &[Pasal17],
    jangka: JangkaPengecualian,
    hari: Option<NaiveDate>,
) -> Option<UjiKonsekuensiDitolak> {
    let (JangkaPengecualian::Sampai(sampai), Some(hari)) = (jangka, hari) else { return None };
    if sampai < hari {
        return Some(UjiKonsekuensiDitolak::JangkaSudahLewat);
    }
    let terlama = hari.checked_add_months(chrono::Months::new(30 * 12));
    let melewati = terlama.is_some_and(|terlama| sampai > terlama);
    let huruf_a = dasar.iter().any(|pasal| pasal.huruf() == 'a');
    (huruf_a && melewati).then_some(UjiKonsekuensiDitolak::LebihDariTigaPuluhTahun)
}

impl Langkah for UjiKonsekuensiDilakukan {
    type Pelanggaran = UjiKonsekuensiDitolak;

    fn periksa(&self, perkara: &Perkara, konteks: &Konteks<'_>) -> Vec<UjiKonsekuensiDitolak> {
        // A test before any request belongs to the catalogue.
        if perkara.permohonan.is_none() && perkara.keberatan.is_empty() {
            return vec![UjiKonsekuensiDitolak::BelumAdaPermohonan];
        }
        let mut pelanggaran = Vec::new();
        if self.dasar.is_empty() {
            pelanggaran.push(UjiKonsekuensiDitolak::TanpaDasar);
        }
        if self.dasar.iter().any(|pasal| pasal.tanpa_angka()) {
            pelanggaran.push(UjiKonsekuensiDitolak::TanpaAngka);
        }
        if self.pelaksana.is_empty() {
            pelanggaran.push(UjiKonsekuensiDitolak::TanpaPelaksana);
        }
        if self.atas_perintah_majelis && perkara.sengketa.is_empty() {
            pelanggaran.push(UjiKonsekuensiDitolak::TanpaSengketa);
        }
        pelanggaran.extend(periksa_jangka(&self.dasar, self.jangka, konteks.hari));
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, _: Kejadian) {
        perkara.uji_konsekuensi.push(self.clone());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::JangkaPengecualian::{Sampai, SelamaDiperlukan};
    use super::*;
    use crate::keberatan::AlasanKeberatan;
    use crate::perkara::Event;
    use crate::uji::*;

    fn dengan(dasar: &str, jangka: JangkaPengecualian) -> Terjadi {
        let uji =
            UjiKonsekuensiDilakukan { dasar: vec![pasal(dasar)], jangka, ..uji_konsekuensi() };
        Event::UjiKonsekuensiDilakukan(uji).pada("2026-03-03")
    }

    #[test]
    fn a_test_needs_a_case_and_one_case_may_have_several() {
        given([])
            .when(diuji("2026-03-03"))
            .then_impossible(UjiKonsekuensiDitolak::BelumAdaPermohonan);
        given([keberatan_masuk(AlasanKeberatan::B, "2026-03-02")])
            .when(diuji("2026-03-03"))
            .then_taken();
        let perkara =
            given([diterima("2026-03-02"), diuji("2026-03-03")]).when(diuji("2026-03-04"));
        assert_eq!(perkara.then_taken().uji_konsekuensi.len(), 2);
    }

    #[test]
    fn a_test_names_its_letter_its_number_and_who_did_it() {
        use UjiKonsekuensiDitolak::{TanpaAngka, TanpaDasar, TanpaPelaksana};
        for (uji, ditolak) in [
            (UjiKonsekuensiDilakukan { dasar: Vec::new(), ..uji_konsekuensi() }, TanpaDasar),
            (
                UjiKonsekuensiDilakukan { dasar: vec![pasal("17h")], ..uji_konsekuensi() },
                TanpaAngka,
            ),
            (
                UjiKonsekuensiDilakukan { pelaksana: Vec::new(), ..uji_konsekuensi() },
                TanpaPelaksana,
            ),
        ] {
            given([diterima("2026-03-02")])
                .when(Event::UjiKonsekuensiDilakukan(uji).pada("2026-03-03"))
                .then_defective(ditolak);
        }
        given([diterima("2026-03-02")]).when(dengan("17j", SelamaDiperlukan)).then_taken();
    }

    #[test]
    fn letter_a_closes_for_thirty_years_at_most() {
        let perkara = || given([diterima("2026-03-02")]);
        perkara().when(dengan("17a1", Sampai(hari("2056-03-03")))).then_taken();
        perkara()
            .when(dengan("17a1", Sampai(hari("2056-03-04"))))
            .then_defective(UjiKonsekuensiDitolak::LebihDariTigaPuluhTahun);
        perkara().when(dengan("17c1", Sampai(hari("2056-03-04")))).then_taken();
    }

    #[test]
    fn a_term_does_not_end_before_it_starts() {
        let perkara = || given([diterima("2026-03-02")]);
        perkara().when(dengan("17b", Sampai(hari("2026-03-03")))).then_taken();
        perkara()
            .when(dengan("17b", Sampai(hari("2026-03-02"))))
            .then_defective(UjiKonsekuensiDitolak::JangkaSudahLewat);
    }

    #[test]
    fn the_majelis_orders_a_test_only_in_a_sengketa() {
        let uji = UjiKonsekuensiDilakukan { atas_perintah_majelis: true, ..uji_konsekuensi() };
        let diperintah = || Event::UjiKonsekuensiDilakukan(uji.clone()).pada("2026-06-03");
        given([diterima("2026-03-02")])
            .when(diperintah())
            .then_defective(UjiKonsekuensiDitolak::TanpaSengketa);
        given([diterima("2026-03-02"), disengketakan(5, "2026-05-20")])
            .when(diperintah())
            .then_taken();
    }

    #[test]
    fn stored_form() {
        let uji = UjiKonsekuensiDilakukan {
            informasi: sd("a"),
            konsekuensi_dibuka: sd("b"),
            konsekuensi_ditutup: sd("c"),
            ..uji_konsekuensi()
        };
        let body = |jangka: serde_json::Value| {
            json!({
                "informasi": {"sd": "a"}, "dasar": ["17h2"], "lingkup": "seluruhnya",
                "konsekuensi_dibuka": {"sd": "b"}, "konsekuensi_ditutup": {"sd": "c"},
                "jangka": jangka, "pelaksana": ["Kepala Bidang Pelayanan"]
            })
        };
        assert_stored(
            Event::UjiKonsekuensiDilakukan(uji.clone()),
            json!({"type": "UjiKonsekuensiDilakukan", "body": body(json!("selama_diperlukan"))}),
        );
        let mut penuh = body(json!({"sampai": "2031-01-02"}));
        penuh["atas_perintah_majelis"] = json!(true);
        assert_stored(
            Event::UjiKonsekuensiDilakukan(UjiKonsekuensiDilakukan {
                jangka: Sampai(hari("2031-01-02")),
                atas_perintah_majelis: true,
                ..uji
            }),
            json!({"type": "UjiKonsekuensiDilakukan", "body": penuh}),
        );
    }
}
