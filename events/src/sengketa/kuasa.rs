//! Who speaks for a party: a proxy with special power.
//!
//! Pasal 44 UU 14/2008: the head of the body or an officer that was named
//! answers, or somebody with special power for them. The standing of both
//! parties is among the first questions of the Majelis (Pasal 36(1) Perki
//! 1/2013).

use serde::{Deserialize, Serialize};

use super::Sengketa;
use super::putusan::Pihak;
use crate::event::{Konteks, Pelanggaran};
use crate::perkara::{Kejadian, Langkah};
use crate::pihak::SuratKuasa;
use crate::teks::{Isi, Label};

/// A party gave special power to somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KuasaDiberikan {
    pub oleh: Pihak,
    /// Who speaks for the party, by name or by office.
    pub penerima: Isi,
    pub surat: SuratKuasa,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nomor_surat: Option<Label>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KuasaDitolak {
    #[error("belum ada sengketa yang diajukan")]
    BelumDiajukan,
    #[error("kuasa di hadapan Komisi Informasi memerlukan surat kuasa khusus bermeterai")]
    KuasaTanpaMeterai,
    #[error("sengketa ini sudah berakhir")]
    SudahBerakhir,
}

impl Pelanggaran for KuasaDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            KuasaDitolak::BelumDiajukan => "Pasal 9-13 Perki 1/2013",
            KuasaDitolak::KuasaTanpaMeterai => "Pasal 44 UU 14/2008",
            KuasaDitolak::SudahBerakhir => "Pasal 14-15, 30 Perki 1/2013",
        }
    }

    fn mutlak(&self) -> bool {
        matches!(self, KuasaDitolak::BelumDiajukan)
    }
}

impl Langkah<Sengketa> for KuasaDiberikan {
    type Pelanggaran = KuasaDitolak;

    fn periksa(&self, sengketa: &Sengketa, _: &Konteks<'_>) -> Vec<KuasaDitolak> {
        if sengketa.pengajuan.is_none() {
            return vec![KuasaDitolak::BelumDiajukan];
        }
        let mut pelanggaran = Vec::new();
        if self.surat != SuratKuasa::KhususBermeterai {
            pelanggaran.push(KuasaDitolak::KuasaTanpaMeterai);
        }
        if sengketa.berakhir_tanpa_putusan() {
            pelanggaran.push(KuasaDitolak::SudahBerakhir);
        }
        pelanggaran
    }

    fn terapkan(&self, sengketa: &mut Sengketa, kejadian: Kejadian) {
        sengketa.kuasa.push((kejadian, self.oleh, self.surat));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::contoh::{isi, label, pada};
    use crate::contoh_sengketa::*;
    use crate::sengketa::Event;
    use crate::sengketa::uji::{diterima, ditolak, terdaftar};
    use crate::uji::assert_stored;

    fn kuasa(surat: SuratKuasa) -> LangkahSengketa {
        let penerima = isi("Kepala Bagian Hukum");
        let fakta = KuasaDiberikan { oleh: Pihak::BadanPublik, penerima, surat, nomor_surat: None };
        (Event::KuasaDiberikan(fakta), pada("2026-09-10"))
    }

    #[test]
    fn a_proxy_before_ki_holds_a_special_power_with_its_stamp() {
        diterima(&terdaftar(), kuasa(SuratKuasa::KhususBermeterai));
        for surat in [SuratKuasa::TanpaMeterai, SuratKuasa::TidakAda] {
            ditolak(&terdaftar(), kuasa(surat), &["KuasaTanpaMeterai"], false);
        }
    }

    #[test]
    fn nobody_speaks_in_a_sengketa_that_was_not_filed_or_has_ended() {
        ditolak(&[], kuasa(SuratKuasa::KhususBermeterai), &["BelumDiajukan"], true);
        let mut berakhir = terdaftar();
        berakhir.push(sengketa_dicabut("2026-09-09"));
        ditolak(&berakhir, kuasa(SuratKuasa::KhususBermeterai), &["SudahBerakhir"], false);
    }

    #[test]
    fn stored_form() {
        let penuh = KuasaDiberikan {
            oleh: Pihak::BadanPublik,
            penerima: isi("Kepala Bagian Hukum"),
            surat: SuratKuasa::KhususBermeterai,
            nomor_surat: Some(label("180/12/HUK")),
        };
        assert_stored(
            Event::KuasaDiberikan(penuh),
            json!({"type": "KuasaDiberikan", "body": {
                "oleh": "badan_publik", "penerima": {"isi": "Kepala Bagian Hukum"},
                "surat": "khusus_bermeterai", "nomor_surat": "180/12/HUK"
            }}),
        );
        assert_stored(
            kuasa(SuratKuasa::TidakAda).0,
            json!({"type": "KuasaDiberikan", "body": {
                "oleh": "badan_publik", "penerima": {"isi": "Kepala Bagian Hukum"},
                "surat": "tidak_ada"
            }}),
        );
    }
}
