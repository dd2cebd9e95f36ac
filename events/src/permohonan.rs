//! Permohonan: somebody asks for information, by whatever channel.
//!
//! Pasal 22(1)-(6) UU 14/2008; Pasal 27-30, 32 Perki 1/2021. An incomplete
//! request is still a request: what is missing is the business of kelengkapan.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::event::{Konteks, Pelanggaran};
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::pihak::{Kanal, Kuasa, Pemohon};
use crate::teks::{Isi, Label};

/// The permohonan came in. Its moment is the local time of receipt.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PermohonanDiterima {
    pub kanal: Kanal,
    pub pemohon: Pemohon,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kuasa: Option<Kuasa>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rincian: Option<Isi>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tujuan: Option<Isi>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cara_memperoleh: Option<CaraMemperoleh>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cara_pengiriman: Option<CaraPengiriman>,
    /// The petugas helped to fill in the form (Pasal 29(2) Perki 1/2021).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub dibantu_petugas: bool,
}

/// Lampiran VI Perki 1/2021.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CaraMemperoleh {
    MelihatMembacaMendengarkanMencatat,
    SalinanCetak,
    SalinanElektronik,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CaraPengiriman {
    MengambilLangsung,
    Kurir,
    Pos,
    Faksimili,
    Surel,
}

/// The number that is the pemohon's proof (Pasal 22(4) UU 14/2008).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NomorPendaftaranDiberikan {
    pub buku: Uuid,
    pub nomor: Nomor,
}

/// A number in a register book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Nomor {
    Tetap(Label),
    /// Asks the log for the book's next number; the writer puts it in before
    /// the fact is stored.
    Berikutnya,
}

impl Nomor {
    pub fn tetap(&self) -> Option<&Label> {
        match self {
            Nomor::Tetap(nomor) => Some(nomor),
            Nomor::Berikutnya => None,
        }
    }
}

/// Written into the register (Pasal 31(1), 32 Perki 1/2021).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PermohonanDicatat {}

/// What a perkara remembers of its permohonan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permohonan {
    pub diterima: Kejadian,
    pub kanal: Kanal,
    pub pemohon: Pemohon,
    pub kuasa: Option<Kuasa>,
    pub rincian: Option<Isi>,
    pub tujuan: Option<Isi>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PermohonanDitolak {
    #[error("perkara ini sudah memuat permohonan; permohonan lain membuka perkara baru")]
    SudahAdaPermohonan,
    #[error(
        "perkara ini berawal dari keberatan tanpa permohonan; catat permohonan sebagai perkara baru"
    )]
    BerawalDariKeberatan,
    #[error("belum ada permohonan dalam perkara ini")]
    BelumAdaPermohonan,
    #[error("permohonan ini sudah bernomor")]
    SudahBernomor,
    #[error("permohonan ini sudah dicatat dalam register")]
    SudahDicatat,
    #[error("tanggal penerimaan permohonan tidak tercatat")]
    TanggalTidakTercatat,
}

impl Pelanggaran for PermohonanDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            PermohonanDitolak::SudahAdaPermohonan | PermohonanDitolak::BelumAdaPermohonan => {
                "Pasal 22(1) UU 14/2008"
            }
            PermohonanDitolak::BerawalDariKeberatan => "Pasal 35(1) huruf b UU 14/2008",
            PermohonanDitolak::SudahBernomor => "Pasal 22(4) UU 14/2008",
            PermohonanDitolak::SudahDicatat => "Pasal 31(1) Perki 1/2021",
            PermohonanDitolak::TanggalTidakTercatat => "Pasal 32(1) huruf b Perki 1/2021",
        }
    }

    fn mutlak(&self) -> bool {
        !matches!(self, PermohonanDitolak::TanggalTidakTercatat)
    }
}

impl Langkah for PermohonanDiterima {
    type Pelanggaran = PermohonanDitolak;

    fn periksa(&self, perkara: &Perkara, konteks: &Konteks<'_>) -> Vec<PermohonanDitolak> {
        let mut pelanggaran = Vec::new();
        if perkara.permohonan.is_some() {
            pelanggaran.push(PermohonanDitolak::SudahAdaPermohonan);
        } else if !perkara.keberatan.is_empty() {
            pelanggaran.push(PermohonanDitolak::BerawalDariKeberatan);
        }
        if konteks.hari.is_none() {
            pelanggaran.push(PermohonanDitolak::TanggalTidakTercatat);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.permohonan = Some(Permohonan {
            diterima: kejadian,
            kanal: self.kanal.clone(),
            pemohon: self.pemohon.clone(),
            kuasa: self.kuasa.clone(),
            rincian: self.rincian.clone(),
            tujuan: self.tujuan.clone(),
        });
    }
}

impl Langkah for NomorPendaftaranDiberikan {
    type Pelanggaran = PermohonanDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<PermohonanDitolak> {
        let mut pelanggaran = Vec::new();
        if perkara.permohonan.is_none() {
            pelanggaran.push(PermohonanDitolak::BelumAdaPermohonan);
        }
        if perkara.nomor.is_some() {
            pelanggaran.push(PermohonanDitolak::SudahBernomor);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, _: Kejadian) {
        perkara.nomor = Some(self.clone());
    }
}

impl Langkah for PermohonanDicatat {
    type Pelanggaran = PermohonanDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<PermohonanDitolak> {
        let mut pelanggaran = Vec::new();
        if perkara.permohonan.is_none() {
            pelanggaran.push(PermohonanDitolak::BelumAdaPermohonan);
        }
        if perkara.dicatat.is_some() {
            pelanggaran.push(PermohonanDitolak::SudahDicatat);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.dicatat = Some(kejadian);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::perkara::Event;
    use crate::pihak::{JenisPemohon, SuratKuasa};
    use crate::uji::*;
    use crate::waktu::Waktu;

    fn bernomor(nomor: Nomor) -> Event {
        let buku = Uuid::from_u128(9);
        Event::NomorPendaftaranDiberikan(NomorPendaftaranDiberikan { buku, nomor })
    }

    #[test]
    fn a_permohonan_opens_a_perkara_by_whatever_channel() {
        let kanal = [
            Kanal::Langsung,
            Kanal::Surel,
            Kanal::Situs,
            Kanal::WhatsApp,
            Kanal::Surat,
            Kanal::Pos,
            Kanal::Lisan,
            Kanal::Faksimili,
            Kanal::Lain(isi("titipan")),
            Kanal::TidakTercatat,
        ];
        for kanal in kanal {
            let diterima = PermohonanDiterima { kanal: kanal.clone(), ..Default::default() };
            let perkara =
                given([]).when(Event::PermohonanDiterima(diterima).pada("2026-03-02")).then_taken();
            let permohonan = perkara.permohonan.unwrap();
            assert_eq!(permohonan.kanal, kanal);
            assert_eq!(permohonan.diterima.waktu, Waktu::Tanggal(hari("2026-03-02")));
        }
    }

    #[test]
    fn a_permohonan_is_taken_from_every_kind_of_pemohon_with_nothing_else_known() {
        for jenis in [
            JenisPemohon::Perorangan,
            JenisPemohon::BadanHukum,
            JenisPemohon::KelompokOrang,
            JenisPemohon::TidakTercatat,
        ] {
            let pemohon = Pemohon { jenis, ..Pemohon::default() };
            let diterima = PermohonanDiterima { pemohon, ..Default::default() };
            let diterima = Event::PermohonanDiterima(diterima).pada("2026-03-02");
            let perkara = given([]).when(diterima).then_taken();
            assert_eq!(perkara.permohonan.unwrap().pemohon.jenis, jenis);
        }
    }

    #[test]
    fn a_perkara_holds_one_permohonan() {
        given([diterima("2026-03-02")])
            .when(diterima("2026-03-02"))
            .then_impossible(PermohonanDitolak::SudahAdaPermohonan);
        given([keberatan_masuk(crate::keberatan::AlasanKeberatan::B, "2026-03-02")])
            .when(diterima("2026-03-03"))
            .then_impossible(PermohonanDitolak::BerawalDariKeberatan);
    }

    #[test]
    fn a_permohonan_without_its_date_is_only_recorded() {
        let tanpa_tanggal =
            || Event::PermohonanDiterima(PermohonanDiterima::default()).tanpa_tanggal();
        let perkara =
            given([]).when(tanpa_tanggal()).then_defective(PermohonanDitolak::TanggalTidakTercatat);
        assert_eq!(perkara.permohonan.unwrap().diterima.tanggal, None);
    }

    #[test]
    fn a_permohonan_is_numbered_once() {
        let nomor = || bernomor(Nomor::Tetap(label("0001/PPID/2026"))).pada("2026-03-02");
        given([]).when(nomor()).then_impossible(PermohonanDitolak::BelumAdaPermohonan);
        let perkara = given([diterima("2026-03-02")]).when(nomor()).then_taken();
        assert_eq!(perkara.nomor.unwrap().nomor.tetap(), Some(&label("0001/PPID/2026")));
        given([diterima("2026-03-02"), nomor()])
            .when(bernomor(Nomor::Berikutnya).pada("2026-03-03"))
            .then_impossible(PermohonanDitolak::SudahBernomor);
    }

    #[test]
    fn a_permohonan_enters_the_register_once() {
        given([])
            .when(dicatat("2026-03-02"))
            .then_impossible(PermohonanDitolak::BelumAdaPermohonan);
        given([diterima("2026-03-02")]).when(dicatat("2026-03-02")).then_taken();
        given([diterima("2026-03-02"), dicatat("2026-03-02")])
            .when(dicatat("2026-03-03"))
            .then_impossible(PermohonanDitolak::SudahDicatat);
    }

    #[test]
    fn a_number_that_is_waited_for_is_none_yet() {
        assert_eq!(serde_json::to_value(Nomor::Berikutnya).unwrap(), serde_json::Value::Null);
        assert_eq!(Nomor::Berikutnya.tetap(), None);
    }

    #[test]
    fn stored_form() {
        let penuh = PermohonanDiterima {
            kanal: Kanal::Lain(sd("k")),
            pemohon: Pemohon {
                jenis: JenisPemohon::BadanHukum,
                nama: Some(sd("a")),
                nomor_identitas: Some(sd("b")),
                alamat: Some(sd("c")),
                telepon: Some(sd("d")),
                surel: Some(sd("e")),
                pekerjaan: Some(sd("f")),
                berkas_identitas: vec![berkas()],
            },
            kuasa: Some(Kuasa {
                nama: sd("g"),
                surat: SuratKuasa::KhususBermeterai,
                berkas: Some(berkas()),
            }),
            rincian: Some(sd("h")),
            tujuan: Some(sd("i")),
            cara_memperoleh: Some(CaraMemperoleh::SalinanElektronik),
            cara_pengiriman: Some(CaraPengiriman::MengambilLangsung),
            dibantu_petugas: true,
        };
        let file = json!({"nama": {"sd": "n"}, "ukuran_bytes": 12, "sidik": {"sd": "s"}});
        let tipis = json!({"kanal": "tidak_tercatat", "pemohon": {"jenis": "tidak_tercatat"}});
        for (diterima, body) in [
            (
                penuh,
                json!({
                    "kanal": {"lain": {"sd": "k"}},
                    "pemohon": {
                        "jenis": "badan_hukum", "nama": {"sd": "a"}, "nomor_identitas": {"sd": "b"},
                        "alamat": {"sd": "c"}, "telepon": {"sd": "d"}, "surel": {"sd": "e"},
                        "pekerjaan": {"sd": "f"}, "berkas_identitas": [file]
                    },
                    "kuasa": {"nama": {"sd": "g"}, "surat": "khusus_bermeterai", "berkas": file},
                    "rincian": {"sd": "h"}, "tujuan": {"sd": "i"},
                    "cara_memperoleh": "salinan_elektronik",
                    "cara_pengiriman": "mengambil_langsung", "dibantu_petugas": true
                }),
            ),
            (PermohonanDiterima::default(), tipis),
        ] {
            assert_stored(
                Event::PermohonanDiterima(diterima),
                json!({"type": "PermohonanDiterima", "body": body}),
            );
        }
        assert_stored(
            bernomor(Nomor::Tetap(label("0001/PPID/2026"))),
            json!({"type": "NomorPendaftaranDiberikan", "body": {
                "buku": "00000000-0000-0000-0000-000000000009", "nomor": "0001/PPID/2026"
            }}),
        );
        assert_stored(dicatat("2026-03-02").0, json!({"type": "PermohonanDicatat", "body": {}}));
    }

    #[test]
    fn stored_form_of_single_words() {
        for (kanal, kata) in [
            (Kanal::Langsung, "langsung"),
            (Kanal::Surel, "surel"),
            (Kanal::Situs, "situs"),
            (Kanal::WhatsApp, "whatsapp"),
            (Kanal::Surat, "surat"),
            (Kanal::Pos, "pos"),
            (Kanal::Lisan, "lisan"),
            (Kanal::Faksimili, "faksimili"),
        ] {
            assert_stored(kanal, json!(kata));
        }
        let melihat = CaraMemperoleh::MelihatMembacaMendengarkanMencatat;
        assert_stored(melihat, json!("melihat_membaca_mendengarkan_mencatat"));
        assert_stored(CaraMemperoleh::SalinanCetak, json!("salinan_cetak"));
        for (cara, kata) in [
            (CaraPengiriman::Kurir, "kurir"),
            (CaraPengiriman::Pos, "pos"),
            (CaraPengiriman::Faksimili, "faksimili"),
            (CaraPengiriman::Surel, "surel"),
        ] {
            assert_stored(cara, json!(kata));
        }
        for (surat, kata) in
            [(SuratKuasa::TanpaMeterai, "tanpa_meterai"), (SuratKuasa::TidakAda, "tidak_ada")]
        {
            assert_stored(surat, json!(kata));
        }
        for (jenis, kata) in [
            (JenisPemohon::Perorangan, "perorangan"),
            (JenisPemohon::KelompokOrang, "kelompok_orang"),
        ] {
            assert_stored(jenis, json!(kata));
        }
    }
}
