//! Tanggapan keberatan: the Atasan PPID answers in writing.
//!
//! Pasal 36(2)-(3) UU 14/2008; Pasal 44 Perki 1/2021: thirty hk; written
//! reasons where the PPID is upheld, with the SK where information is exempt.
//! Sending and receipt are two facts: Pasal 37(2) runs from the receipt.

use serde::{Deserialize, Serialize};

use crate::event::{Konteks, Pelanggaran};
use crate::keberatan::AlasanKeberatan;
use crate::penolakan::SkPengecualian;
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::teks::{Isi, Label};

/// The answer went out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TanggapanKeberatanDikirim {
    pub putusan: PutusanKeberatan,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uraian: Option<Isi>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sk: Option<SkPengecualian>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nomor_surat: Option<Label>,
    /// Office held by the one who answers (Lampiran XI: nama dan posisi).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jabatan: Option<Label>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PutusanKeberatan {
    Mengabulkan,
    MengabulkanSebagian,
    /// The PPID's decision is upheld.
    Menguatkan,
    TidakTercatat,
}

impl PutusanKeberatan {
    /// The PPID's decision stands, if only in part.
    fn menguatkan(self) -> bool {
        match self {
            PutusanKeberatan::Menguatkan | PutusanKeberatan::MengabulkanSebagian => true,
            PutusanKeberatan::Mengabulkan | PutusanKeberatan::TidakTercatat => false,
        }
    }
}

/// The pemohon has the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TanggapanKeberatanDiterima {}

/// The pemohon's reply (last column of Lampiran XI).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TanggapanPemohonDicatat {
    pub sikap: SikapPemohon,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uraian: Option<Isi>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SikapPemohon {
    Menerima,
    TidakMenerima,
}

/// What a keberatan remembers of its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TanggapanKeberatan {
    pub dikirim: Kejadian,
    pub diterima: Option<Kejadian>,
    pub putusan: PutusanKeberatan,
}

impl TanggapanKeberatan {
    /// The receipt where it is known, else the sending: the date from which the
    /// pemohon's own limit is counted.
    pub fn berlaku_sejak(&self) -> Kejadian {
        self.diterima.unwrap_or(self.dikirim)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TanggapanKeberatanDitolak {
    #[error("belum ada keberatan yang dapat ditanggapi")]
    BelumAdaKeberatan,
    #[error("keberatan ini sudah ditanggapi")]
    SudahDitanggapi,
    #[error("keberatan ini sudah dicabut")]
    SudahDicabut,
    #[error("sebutkan putusan atas keberatan ini")]
    TanpaPutusan,
    #[error("menguatkan putusan PPID, juga sebagian, memerlukan alasan tertulis")]
    TanpaAlasan,
    #[error("menguatkan penolakan Pasal 17, juga sebagian, harus melampirkan SK pengecualian")]
    TanpaSk,
    #[error("keberatan ini belum ditanggapi")]
    BelumDitanggapi,
    #[error("penerimaan tercatat sebelum pengiriman")]
    DiterimaSebelumDikirim,
    #[error("tanggal tanggapan mendahului tanggal keberatan diterima")]
    MendahuluiKeberatan,
    #[error("penerimaan oleh pemohon sudah tercatat; tanggal yang keliru dikoreksi")]
    SudahDiterima,
    #[error("sikap pemohon itu sudah dicatat")]
    SikapSudahDicatat,
}

impl Pelanggaran for TanggapanKeberatanDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            TanggapanKeberatanDitolak::TanpaAlasan => "Pasal 36(3) UU 14/2008",
            TanggapanKeberatanDitolak::TanpaSk | TanggapanKeberatanDitolak::TanpaPutusan => {
                "Pasal 44(2) Perki 1/2021"
            }
            TanggapanKeberatanDitolak::SikapSudahDicatat => "Lampiran XI Perki 1/2021",
            TanggapanKeberatanDitolak::BelumAdaKeberatan
            | TanggapanKeberatanDitolak::SudahDitanggapi
            | TanggapanKeberatanDitolak::SudahDicabut
            | TanggapanKeberatanDitolak::BelumDitanggapi
            | TanggapanKeberatanDitolak::DiterimaSebelumDikirim
            | TanggapanKeberatanDitolak::SudahDiterima
            | TanggapanKeberatanDitolak::MendahuluiKeberatan => "Pasal 36(2) UU 14/2008",
        }
    }

    fn mutlak(&self) -> bool {
        matches!(
            self,
            TanggapanKeberatanDitolak::BelumAdaKeberatan
                | TanggapanKeberatanDitolak::BelumDitanggapi
        )
    }
}

impl Langkah for TanggapanKeberatanDikirim {
    type Pelanggaran = TanggapanKeberatanDitolak;

    fn periksa(&self, perkara: &Perkara, konteks: &Konteks<'_>) -> Vec<TanggapanKeberatanDitolak> {
        let Some(keberatan) = perkara.keberatan_terakhir() else {
            return vec![TanggapanKeberatanDitolak::BelumAdaKeberatan];
        };
        let mut pelanggaran = Vec::new();
        if keberatan.tanggapan.is_some() {
            pelanggaran.push(TanggapanKeberatanDitolak::SudahDitanggapi);
        }
        if keberatan.dicabut.is_some() {
            pelanggaran.push(TanggapanKeberatanDitolak::SudahDicabut);
        }
        // A register may leave the outcome out; a letter may not.
        if self.putusan == PutusanKeberatan::TidakTercatat && perkara.impor.is_none() {
            pelanggaran.push(TanggapanKeberatanDitolak::TanpaPutusan);
        }
        if self.putusan.menguatkan() {
            if self.uraian.is_none() {
                pelanggaran.push(TanggapanKeberatanDitolak::TanpaAlasan);
            }
            if keberatan.alasan.contains(&AlasanKeberatan::A) && self.sk.is_none() {
                pelanggaran.push(TanggapanKeberatanDitolak::TanpaSk);
            }
        }
        let mendahului = konteks.hari.zip(keberatan.diterima.tanggal);
        if mendahului.is_some_and(|(hari, diterima)| hari < diterima) {
            pelanggaran.push(TanggapanKeberatanDitolak::MendahuluiKeberatan);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        if let Some(keberatan) = perkara.keberatan.last_mut()
            && keberatan.tanggapan.is_none()
        {
            keberatan.tanggapan = Some(TanggapanKeberatan {
                dikirim: kejadian,
                diterima: None,
                putusan: self.putusan,
            });
        }
    }
}

impl Langkah for TanggapanKeberatanDiterima {
    type Pelanggaran = TanggapanKeberatanDitolak;

    fn periksa(&self, perkara: &Perkara, konteks: &Konteks<'_>) -> Vec<TanggapanKeberatanDitolak> {
        let tanggapan = perkara.keberatan_terakhir().and_then(|k| k.tanggapan.as_ref());
        let Some(tanggapan) = tanggapan else {
            return vec![TanggapanKeberatanDitolak::BelumDitanggapi];
        };
        if tanggapan.diterima.is_some() {
            return vec![TanggapanKeberatanDitolak::SudahDiterima];
        }
        let mendahului = konteks.hari.zip(tanggapan.dikirim.tanggal);
        if mendahului.is_some_and(|(hari, dikirim)| hari < dikirim) {
            vec![TanggapanKeberatanDitolak::DiterimaSebelumDikirim]
        } else {
            Vec::new()
        }
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        if let Some(tanggapan) = perkara.keberatan.last_mut().and_then(|k| k.tanggapan.as_mut()) {
            // The pemohon's limit runs from the first receipt.
            tanggapan.diterima.get_or_insert(kejadian);
        }
    }
}

impl Langkah for TanggapanPemohonDicatat {
    type Pelanggaran = TanggapanKeberatanDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<TanggapanKeberatanDitolak> {
        let Some(keberatan) = perkara.keberatan_terakhir() else {
            return vec![TanggapanKeberatanDitolak::BelumAdaKeberatan];
        };
        if keberatan.tanggapan.is_none() {
            vec![TanggapanKeberatanDitolak::BelumDitanggapi]
        } else if keberatan.sikap == Some(self.sikap) {
            vec![TanggapanKeberatanDitolak::SikapSudahDicatat]
        } else {
            Vec::new()
        }
    }

    fn terapkan(&self, perkara: &mut Perkara, _: Kejadian) {
        if let Some(keberatan) = perkara.keberatan.last_mut() {
            keberatan.sikap = Some(self.sikap);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::PutusanKeberatan::{Mengabulkan, MengabulkanSebagian, Menguatkan, TidakTercatat};
    use super::*;
    use crate::perkara::Event;
    use crate::uji::*;

    fn dikirim(tanggapan: TanggapanKeberatanDikirim) -> Terjadi {
        Event::TanggapanKeberatanDikirim(tanggapan).pada("2026-04-08")
    }

    fn sampai(tanggal: &str) -> Terjadi {
        Event::TanggapanKeberatanDiterima(TanggapanKeberatanDiterima {}).pada(tanggal)
    }

    fn sikap(sikap: SikapPemohon) -> Terjadi {
        let dicatat = TanggapanPemohonDicatat { sikap, uraian: None };
        Event::TanggapanPemohonDicatat(dicatat).pada("2026-04-20")
    }

    fn keberatan_b() -> Riwayat {
        given([keberatan_masuk(AlasanKeberatan::B, "2026-04-01")])
    }

    fn keberatan_a() -> Riwayat {
        given(siap_ditolak("2026-03-02"))
            .and([ditolak("2026-03-10"), keberatan_masuk(AlasanKeberatan::A, "2026-04-01")])
    }

    #[test]
    fn a_keberatan_is_answered_once_whatever_the_outcome() {
        given([diterima("2026-03-02")])
            .when(dikirim(tanggapan(Mengabulkan)))
            .then_impossible(TanggapanKeberatanDitolak::BelumAdaKeberatan);
        for putusan in [Mengabulkan, MengabulkanSebagian, Menguatkan] {
            let perkara = keberatan_a().when(dikirim(tanggapan(putusan))).then_taken();
            assert_eq!(perkara.keberatan[0].tanggapan.as_ref().unwrap().putusan, putusan);
            keberatan_b()
                .and([ditanggapi("2026-04-07")])
                .when(dikirim(tanggapan(putusan)))
                .then_defective_without_effect(TanggapanKeberatanDitolak::SudahDitanggapi);
        }
    }

    #[test]
    fn upholding_the_ppid_in_whole_or_part_needs_reasons_and_for_ground_a_the_sk() {
        for putusan in [Menguatkan, MengabulkanSebagian] {
            let tanpa_alasan = TanggapanKeberatanDikirim { uraian: None, ..tanggapan(putusan) };
            let tanpa_sk = TanggapanKeberatanDikirim { sk: None, ..tanggapan(putusan) };
            keberatan_b()
                .when(dikirim(tanpa_alasan))
                .then_defective(TanggapanKeberatanDitolak::TanpaAlasan);
            keberatan_b().when(dikirim(tanpa_sk.clone())).then_taken();
            keberatan_a()
                .when(dikirim(tanpa_sk))
                .then_defective(TanggapanKeberatanDitolak::TanpaSk);
        }
        let kabul = TanggapanKeberatanDikirim { uraian: None, sk: None, ..tanggapan(Mengabulkan) };
        keberatan_a().when(dikirim(kabul)).then_taken();
    }

    #[test]
    fn a_letter_tells_its_outcome_though_a_register_may_not() {
        keberatan_b()
            .when(dikirim(tanggapan(TidakTercatat)))
            .then_defective(TanggapanKeberatanDitolak::TanpaPutusan);
        given([baris_diimpor(), keberatan_masuk(AlasanKeberatan::B, "2026-04-01")])
            .when(dikirim(tanggapan(TidakTercatat)))
            .then_taken();
    }

    #[test]
    fn a_withdrawn_keberatan_is_not_answered() {
        let dicabut = crate::keberatan::KeberatanDicabut { alasan: None };
        keberatan_b()
            .and([Event::KeberatanDicabut(dicabut).pada("2026-04-06")])
            .when(dikirim(tanggapan(Mengabulkan)))
            .then_defective(TanggapanKeberatanDitolak::SudahDicabut);
    }

    #[test]
    fn no_answer_precedes_its_keberatan() {
        keberatan_b().when(ditanggapi("2026-04-01")).then_taken();
        keberatan_b()
            .when(ditanggapi("2026-03-31"))
            .then_defective(TanggapanKeberatanDitolak::MendahuluiKeberatan);
    }

    #[test]
    fn an_answer_is_received_once_and_after_it_was_sent() {
        for riwayat in [given([]), keberatan_b()] {
            riwayat
                .when(sampai("2026-04-08"))
                .then_impossible(TanggapanKeberatanDitolak::BelumDitanggapi);
        }
        let ditanggapi = || keberatan_b().and([ditanggapi("2026-04-08")]);
        let perkara = ditanggapi().when(sampai("2026-04-08")).then_taken();
        let berlaku = perkara.keberatan[0].tanggapan.as_ref().unwrap().berlaku_sejak();
        assert_eq!(berlaku.versi, 3);
        ditanggapi()
            .when(sampai("2026-04-07"))
            .then_defective(TanggapanKeberatanDitolak::DiterimaSebelumDikirim);
        ditanggapi()
            .and([sampai("2026-04-09")])
            .when(sampai("2026-04-30"))
            .then_defective_without_effect(TanggapanKeberatanDitolak::SudahDiterima);
    }

    #[test]
    fn the_pemohon_replies_to_an_answer_and_may_think_again() {
        use SikapPemohon::{Menerima, TidakMenerima};
        given([])
            .when(sikap(Menerima))
            .then_impossible(TanggapanKeberatanDitolak::BelumAdaKeberatan);
        keberatan_b()
            .when(sikap(Menerima))
            .then_impossible(TanggapanKeberatanDitolak::BelumDitanggapi);
        let menerima = || keberatan_b().and([ditanggapi("2026-04-08"), sikap(Menerima)]);
        assert_eq!(menerima().state().keberatan[0].sikap, Some(Menerima));
        menerima()
            .when(sikap(Menerima))
            .then_defective_without_effect(TanggapanKeberatanDitolak::SikapSudahDicatat);
        let perkara = menerima().when(sikap(TidakMenerima)).then_taken();
        assert_eq!(perkara.keberatan[0].sikap, Some(TidakMenerima));
    }

    #[test]
    fn stored_form() {
        let penuh = TanggapanKeberatanDikirim {
            putusan: MengabulkanSebagian,
            uraian: Some(sd("a")),
            sk: Some(sk()),
            nomor_surat: Some(label("8/PPID")),
            jabatan: Some(label("Sekretaris Daerah")),
        };
        let tipis =
            TanggapanKeberatanDikirim { uraian: None, sk: None, ..tanggapan(TidakTercatat) };
        let uraian = Some(sd("a"));
        let tidak_menerima = TanggapanPemohonDicatat { sikap: SikapPemohon::TidakMenerima, uraian };
        for (event, json) in [
            (
                Event::TanggapanKeberatanDikirim(penuh),
                json!({"type": "TanggapanKeberatanDikirim", "body": {
                    "putusan": "mengabulkan_sebagian", "uraian": {"sd": "a"},
                    "sk": {"nomor": "SK 7/2026", "tanggal": "2026-01-12"},
                    "nomor_surat": "8/PPID", "jabatan": "Sekretaris Daerah"
                }}),
            ),
            (
                Event::TanggapanKeberatanDikirim(tipis),
                json!({"type": "TanggapanKeberatanDikirim", "body": {"putusan": "tidak_tercatat"}}),
            ),
            (sampai("2026-04-08").0, json!({"type": "TanggapanKeberatanDiterima", "body": {}})),
            (
                sikap(SikapPemohon::Menerima).0,
                json!({"type": "TanggapanPemohonDicatat", "body": {"sikap": "menerima"}}),
            ),
            (
                Event::TanggapanPemohonDicatat(tidak_menerima),
                json!({"type": "TanggapanPemohonDicatat", "body": {
                    "sikap": "tidak_menerima", "uraian": {"sd": "a"}
                }}),
            ),
        ] {
            assert_stored(event, json);
        }
        assert_stored(Mengabulkan, json!("mengabulkan"));
        assert_stored(Menguatkan, json!("menguatkan"));
    }
}
