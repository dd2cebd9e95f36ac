//! Erasure: a person's data is destroyed, the fact that it was stays.
//!
//! Pasal 43-44 UU 27/2022: not while the data are tied to settling a case.

use serde::{Deserialize, Serialize};

use crate::event::{Konteks, Pelanggaran};
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::tenggat;

/// Keys and sealed values of this perkara's people are gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DataPribadiDihapus {
    pub nilai: u32,
    pub berkas: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PenghapusanDitolak {
    #[error("belum ada perkara yang datanya dapat dihapus")]
    BelumAdaPerkara,
    #[error("permohonan ini belum dijawab")]
    PermohonanTerbuka,
    #[error("masih ada keberatan yang terbuka atau masih dapat diajukan")]
    KeberatanTerbuka,
    #[error("masih ada sengketa yang berkaitan dengan perkara ini")]
    AdaSengketa,
}

impl Pelanggaran for PenghapusanDitolak {
    fn pasal(&self) -> &'static str {
        "Pasal 44(1) UU 27/2022"
    }

    fn mutlak(&self) -> bool {
        matches!(self, PenghapusanDitolak::BelumAdaPerkara)
    }
}

impl Langkah for DataPribadiDihapus {
    type Pelanggaran = PenghapusanDitolak;

    fn periksa(&self, perkara: &Perkara, konteks: &Konteks<'_>) -> Vec<PenghapusanDitolak> {
        if perkara.versi == 0 {
            return vec![PenghapusanDitolak::BelumAdaPerkara];
        }
        let mut pelanggaran = Vec::new();
        if perkara.menunggu_jawaban() {
            pelanggaran.push(PenghapusanDitolak::PermohonanTerbuka);
        }
        let masih_terbuka = konteks.hari.is_some_and(|hari| {
            tenggat::perkara(perkara, konteks.aturan)
                .iter()
                .any(|tenggat| tenggat.terbuka() && hari <= tenggat.paling_lambat())
        });
        let keberatan_terbuka =
            perkara.keberatan.iter().any(|k| k.tanggapan.is_none() && k.dicabut.is_none());
        if keberatan_terbuka || (masih_terbuka && !perkara.menunggu_jawaban()) {
            pelanggaran.push(PenghapusanDitolak::KeberatanTerbuka);
        }
        if !perkara.sengketa.is_empty() {
            pelanggaran.push(PenghapusanDitolak::AdaSengketa);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.dihapus = Some(kejadian);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::keberatan::AlasanKeberatan;
    use crate::perkara::Event;
    use crate::uji::*;

    fn dihapus(tanggal: &str) -> Terjadi {
        Event::DataPribadiDihapus(DataPribadiDihapus { nilai: 7, berkas: 1 }).pada(tanggal)
    }

    #[test]
    fn nothing_is_erased_where_there_is_nothing() {
        given([]).when(dihapus("2026-09-01")).then_impossible(PenghapusanDitolak::BelumAdaPerkara);
    }

    #[test]
    fn an_unanswered_permohonan_keeps_its_data() {
        given([diterima("2026-03-02")])
            .when(dihapus("2027-09-01"))
            .then_defective(PenghapusanDitolak::PermohonanTerbuka);
    }

    /// Answered on 10 March 2026: thirty hk after it end on 29 April.
    #[test]
    fn data_stay_until_the_last_day_of_a_keberatan() {
        let dijawab = || given([diterima("2026-03-02"), dijawab("2026-03-10")]);
        dijawab().when(dihapus("2026-04-29")).then_defective(PenghapusanDitolak::KeberatanTerbuka);
        let perkara = dijawab().when(dihapus("2026-04-30")).then_taken();
        assert_eq!(perkara.dihapus.unwrap().tanggal, Some(hari("2026-04-30")));
    }

    /// The Atasan's answer of 10 March 2026 leaves fourteen hk, to 7 April.
    #[test]
    fn data_stay_until_the_last_day_of_a_sengketa() {
        let ditanggapi =
            || given([keberatan_masuk(AlasanKeberatan::B, "2026-03-02"), ditanggapi("2026-03-10")]);
        ditanggapi()
            .when(dihapus("2026-04-07"))
            .then_defective(PenghapusanDitolak::KeberatanTerbuka);
        ditanggapi().when(dihapus("2026-04-08")).then_taken();
    }

    #[test]
    fn an_open_keberatan_or_a_sengketa_keeps_its_data() {
        given([keberatan_masuk(AlasanKeberatan::B, "2026-03-02")])
            .when(dihapus("2027-09-01"))
            .then_defective(PenghapusanDitolak::KeberatanTerbuka);
        let ditanggapi =
            || given([keberatan_masuk(AlasanKeberatan::B, "2026-03-02"), ditanggapi("2026-03-10")]);
        ditanggapi()
            .and([disengketakan(5, "2026-03-20")])
            .when(dihapus("2027-09-01"))
            .then_defective(PenghapusanDitolak::AdaSengketa);
    }

    #[test]
    fn stored_form() {
        assert_stored(
            dihapus("2026-09-01").0,
            json!({"type": "DataPribadiDihapus", "body": {"nilai": 7, "berkas": 1}}),
        );
    }
}
