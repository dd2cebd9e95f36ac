//! Pemberian informasi: the documents themselves are handed over.
//!
//! Pasal 35 Perki 1/2021. The statutory clock ends with the written notice;
//! this date is the register's other column (Lampiran VIII).

use serde::{Deserialize, Serialize};

use crate::event::{Konteks, Pelanggaran};
use crate::pasal17::Pasal17;
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::pihak::{Berkas, Lingkup};
use crate::teks::Isi;

/// Information was seen or handed over, whole or in part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InformasiDiberikan {
    pub lingkup: Lingkup,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub berkas: Vec<Berkas>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub penghitaman: Vec<Penghitaman>,
}

/// One thing blacked out, with its article (Pasal 50(2) Perki 1/2021).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Penghitaman {
    pub bagian: Isi,
    pub dasar: Pasal17,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PemberianDitolak {
    #[error("belum ada permohonan yang dapat dipenuhi")]
    BelumAdaPermohonan,
    #[error("pemberitahuan tertulis belum dikirim")]
    BelumDiberitahukan,
    #[error("pemberian sebagian memerlukan daftar penghitaman")]
    TanpaPenghitaman,
    #[error("biaya yang ditetapkan belum dibayar")]
    BelumDibayar,
    #[error("tanggal pemberian mendahului tanggal permohonan diterima")]
    MendahuluiPermohonan,
}

impl Pelanggaran for PemberianDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            PemberianDitolak::BelumAdaPermohonan | PemberianDitolak::BelumDiberitahukan => {
                "Pasal 22(7) UU 14/2008"
            }
            PemberianDitolak::TanpaPenghitaman => "Pasal 50(2) Perki 1/2021",
            PemberianDitolak::BelumDibayar => "Pasal 35, 38 Perki 1/2021",
            PemberianDitolak::MendahuluiPermohonan => "Pasal 32(1) huruf n Perki 1/2021",
        }
    }

    fn mutlak(&self) -> bool {
        matches!(self, PemberianDitolak::BelumAdaPermohonan)
    }
}

impl Langkah for InformasiDiberikan {
    type Pelanggaran = PemberianDitolak;

    fn periksa(&self, perkara: &Perkara, konteks: &Konteks<'_>) -> Vec<PemberianDitolak> {
        // A keberatan on ground b may lead to it without any permohonan.
        if perkara.permohonan.is_none() && perkara.keberatan.is_empty() {
            return vec![PemberianDitolak::BelumAdaPermohonan];
        }
        let mut pelanggaran = Vec::new();
        if perkara.permohonan.is_some() && perkara.jawaban.is_none() {
            pelanggaran.push(PemberianDitolak::BelumDiberitahukan);
        }
        if self.lingkup == Lingkup::Sebagian && self.penghitaman.is_empty() {
            pelanggaran.push(PemberianDitolak::TanpaPenghitaman);
        }
        if perkara.biaya.is_some_and(|biaya| perkara.dibayar < biaya) {
            pelanggaran.push(PemberianDitolak::BelumDibayar);
        }
        let diterima = perkara.permohonan.as_ref().and_then(|p| p.diterima.tanggal);
        if konteks.hari.zip(diterima).is_some_and(|(hari, dari)| hari < dari) {
            pelanggaran.push(PemberianDitolak::MendahuluiPermohonan);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.pemberian.push((kejadian, self.clone()));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::biaya::{BiayaDibayar, BiayaDitetapkan, CaraBayar};
    use crate::keberatan::AlasanKeberatan;
    use crate::perkara::Event;
    use crate::uji::*;

    fn diberikan(lingkup: Lingkup, tanggal: &str) -> Terjadi {
        let diberikan = InformasiDiberikan { lingkup, ..InformasiDiberikan::default() };
        Event::InformasiDiberikan(diberikan).pada(tanggal)
    }

    fn hitam() -> Penghitaman {
        Penghitaman { bagian: sd("a"), dasar: pasal("17h2") }
    }

    #[test]
    fn documents_follow_the_written_notice() {
        given([])
            .when(diberikan(Lingkup::Seluruhnya, "2026-03-12"))
            .then_impossible(PemberianDitolak::BelumAdaPermohonan);
        given([diterima("2026-03-02")])
            .when(diberikan(Lingkup::Seluruhnya, "2026-03-12"))
            .then_defective(PemberianDitolak::BelumDiberitahukan);
        let perkara = given([diterima("2026-03-02"), dijawab("2026-03-10")])
            .when(diberikan(Lingkup::Seluruhnya, "2026-03-12"))
            .then_taken();
        assert_eq!(perkara.pemberian.len(), 1);
    }

    #[test]
    fn a_keberatan_on_ground_b_may_lead_to_documents_without_a_permohonan() {
        given([keberatan_masuk(AlasanKeberatan::B, "2026-03-02"), ditanggapi("2026-03-10")])
            .when(diberikan(Lingkup::Seluruhnya, "2026-03-12"))
            .then_taken();
    }

    #[test]
    fn a_part_comes_with_the_list_of_what_is_blacked_out() {
        let dijawab = || given([diterima("2026-03-02"), dijawab("2026-03-10")]);
        dijawab()
            .when(diberikan(Lingkup::Sebagian, "2026-03-12"))
            .then_defective(PemberianDitolak::TanpaPenghitaman);
        let sebagian = InformasiDiberikan {
            lingkup: Lingkup::Sebagian,
            berkas: Vec::new(),
            penghitaman: vec![hitam()],
        };
        dijawab().when(Event::InformasiDiberikan(sebagian).pada("2026-03-12")).then_taken();
    }

    #[test]
    fn a_cost_is_paid_in_full_before() {
        let standar = Some(label("SK Biaya 41/2026"));
        let biaya = BiayaDitetapkan { rupiah: 5_000, rincian: None, standar };
        let dibayar = |rupiah| {
            let cara = CaraBayar::Rekening;
            Event::BiayaDibayar(BiayaDibayar { rupiah, cara }).pada("2026-03-11")
        };
        let perkara = |rupiah| {
            let biaya = Event::BiayaDitetapkan(biaya.clone()).pada("2026-03-10");
            given([diterima("2026-03-02"), dijawab("2026-03-10"), biaya, dibayar(rupiah)])
        };
        perkara(4_999)
            .when(diberikan(Lingkup::Seluruhnya, "2026-03-12"))
            .then_defective(PemberianDitolak::BelumDibayar);
        perkara(5_000).when(diberikan(Lingkup::Seluruhnya, "2026-03-12")).then_taken();
    }

    #[test]
    fn nothing_is_given_before_it_was_asked_for() {
        let dijawab = || given([diterima("2026-03-02"), dijawab("2026-03-10")]);
        dijawab().when(diberikan(Lingkup::Seluruhnya, "2026-03-02")).then_taken();
        dijawab()
            .when(diberikan(Lingkup::Seluruhnya, "2026-03-01"))
            .then_defective(PemberianDitolak::MendahuluiPermohonan);
    }

    #[test]
    fn stored_form() {
        let penuh = InformasiDiberikan {
            lingkup: Lingkup::Sebagian,
            berkas: vec![berkas()],
            penghitaman: vec![hitam()],
        };
        assert_stored(
            Event::InformasiDiberikan(penuh),
            json!({"type": "InformasiDiberikan", "body": {
                "lingkup": "sebagian",
                "berkas": [{"nama": {"sd": "n"}, "ukuran_bytes": 12, "sidik": {"sd": "s"}}],
                "penghitaman": [{"bagian": {"sd": "a"}, "dasar": "17h2"}]
            }}),
        );
        assert_stored(
            Event::InformasiDiberikan(InformasiDiberikan::default()),
            json!({"type": "InformasiDiberikan", "body": {"lingkup": "tidak_tercatat"}}),
        );
    }
}
