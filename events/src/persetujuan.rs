//! Approval: nobody exempts or refuses alone.
//!
//! PP 61/2010 Pasal 2(2), 3(2) and 10 ask for pimpinan Badan Publik, Perki
//! 1/2021 Pasal 10(2) huruf e-f for Atasan PPID. The office configures which;
//! the fact records both the role and the office held.

use serde::{Deserialize, Serialize};

use crate::event::{Konteks, Pelanggaran};
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::pihak::Penyetuju;
use crate::teks::{Isi, Label};

/// The Tim Pertimbangan gave its view (Pasal 6 Perki 1/2021).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TimPertimbanganDidengar {
    pub pendapat: Isi,
}

/// Approved, or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersetujuanDiberikan {
    pub hal: HalDisetujui,
    pub oleh: Penyetuju,
    /// The office held, `Sekretaris Daerah`.
    pub jabatan: Label,
    pub putusan: PutusanPersetujuan,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HalDisetujui {
    Pengecualian,
    Penolakan,
    PertimbanganTertulis,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PutusanPersetujuan {
    Setuju,
    TidakSetuju { alasan: Isi },
}

/// What a perkara remembers of an approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Persetujuan {
    pub hal: HalDisetujui,
    pub oleh: Penyetuju,
    pub setuju: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PersetujuanDitolak {
    #[error("belum ada permohonan atau keberatan yang dapat dipertimbangkan")]
    BelumAdaPermohonan,
    #[error("persetujuan pengecualian memerlukan uji konsekuensi lebih dahulu")]
    BelumDiuji,
    #[error("aturan kantor ini meminta persetujuan pejabat lain")]
    BukanPenyetuju,
    #[error("Tim Pertimbangan belum didengar")]
    TimBelumDidengar,
}

impl Pelanggaran for PersetujuanDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            PersetujuanDitolak::BelumDiuji => "Pasal 19 UU 14/2008",
            PersetujuanDitolak::BukanPenyetuju => {
                "Pasal 3(2) PP 61/2010; Pasal 10(2) huruf e-f Perki 1/2021"
            }
            PersetujuanDitolak::BelumAdaPermohonan | PersetujuanDitolak::TimBelumDidengar => {
                "Pasal 6 Perki 1/2021"
            }
        }
    }

    fn mutlak(&self) -> bool {
        matches!(self, PersetujuanDitolak::BelumAdaPermohonan)
    }
}

impl Perkara {
    /// The last word on it is a yes, from the official whom the rules name: what
    /// another official wrote is on record and approves nothing.
    pub(crate) fn disetujui(&self, hal: HalDisetujui, penyetuju: Penyetuju) -> bool {
        let berwenang = |p: &&Persetujuan| p.hal == hal && p.oleh == penyetuju;
        self.persetujuan.iter().rev().find(berwenang).is_some_and(|p| p.setuju)
    }

    fn ada_yang_dipertimbangkan(&self) -> bool {
        self.permohonan.is_some() || !self.keberatan.is_empty()
    }
}

impl Langkah for TimPertimbanganDidengar {
    type Pelanggaran = PersetujuanDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<PersetujuanDitolak> {
        if perkara.ada_yang_dipertimbangkan() {
            Vec::new()
        } else {
            vec![PersetujuanDitolak::BelumAdaPermohonan]
        }
    }

    fn terapkan(&self, perkara: &mut Perkara, kejadian: Kejadian) {
        perkara.tim_pertimbangan = Some(kejadian);
    }
}

impl Langkah for PersetujuanDiberikan {
    type Pelanggaran = PersetujuanDitolak;

    fn periksa(&self, perkara: &Perkara, konteks: &Konteks<'_>) -> Vec<PersetujuanDitolak> {
        if !perkara.ada_yang_dipertimbangkan() {
            return vec![PersetujuanDitolak::BelumAdaPermohonan];
        }
        let mut pelanggaran = Vec::new();
        if self.hal == HalDisetujui::Pengecualian && perkara.uji_konsekuensi.is_empty() {
            pelanggaran.push(PersetujuanDitolak::BelumDiuji);
        }
        // The Tim weighs what closes information, not every letter.
        let menutup = match self.hal {
            HalDisetujui::Pengecualian | HalDisetujui::Penolakan => true,
            HalDisetujui::PertimbanganTertulis => false,
        };
        if menutup && perkara.tim_pertimbangan.is_none() {
            pelanggaran.push(PersetujuanDitolak::TimBelumDidengar);
        }
        if self.oleh != konteks.aturan.penyetuju {
            pelanggaran.push(PersetujuanDitolak::BukanPenyetuju);
        }
        pelanggaran
    }

    fn terapkan(&self, perkara: &mut Perkara, _: Kejadian) {
        let setuju = self.putusan == PutusanPersetujuan::Setuju;
        perkara.persetujuan.push(Persetujuan { hal: self.hal, oleh: self.oleh, setuju });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::HalDisetujui::{Pengecualian, Penolakan, PertimbanganTertulis};
    use super::*;
    use crate::keberatan::AlasanKeberatan;
    use crate::perkara::Event;
    use crate::uji::*;

    const TIDAK: fn() -> PutusanPersetujuan =
        || PutusanPersetujuan::TidakSetuju { alasan: sd("a") };

    fn oleh_pimpinan(hal: HalDisetujui, tanggal: &str) -> Terjadi {
        let oleh = Penyetuju::PimpinanBadanPublik;
        let jabatan = label("Bupati");
        let persetujuan = PersetujuanDiberikan { oleh, jabatan, ..persetujuan(hal) };
        Event::PersetujuanDiberikan(persetujuan).pada(tanggal)
    }

    fn ditimbang() -> Riwayat {
        given([diterima("2026-03-02"), diuji("2026-03-03"), tim_didengar("2026-03-04")])
    }

    #[test]
    fn nothing_is_weighed_or_approved_without_a_case() {
        for langkah in [tim_didengar("2026-03-03"), disetujui(PertimbanganTertulis, "2026-03-03")] {
            given([]).when(langkah.clone()).then_impossible(PersetujuanDitolak::BelumAdaPermohonan);
            given([keberatan_masuk(AlasanKeberatan::B, "2026-03-02")]).when(langkah).then_taken();
        }
    }

    #[test]
    fn an_exemption_is_tested_before_it_is_approved() {
        given([diterima("2026-03-02"), tim_didengar("2026-03-04")])
            .when(disetujui(Pengecualian, "2026-03-05"))
            .then_defective(PersetujuanDitolak::BelumDiuji);
        ditimbang().when(disetujui(Pengecualian, "2026-03-05")).then_taken();
    }

    #[test]
    fn the_tim_is_heard_before_anything_is_closed() {
        for hal in [Pengecualian, Penolakan] {
            given([diterima("2026-03-02"), diuji("2026-03-03")])
                .when(disetujui(hal, "2026-03-05"))
                .then_defective(PersetujuanDitolak::TimBelumDidengar);
        }
        let perkara = given([diterima("2026-03-02"), diuji("2026-03-03")]);
        perkara.when(disetujui(PertimbanganTertulis, "2026-03-05")).then_taken();
    }

    #[test]
    fn the_configured_official_approves() {
        for hal in [Pengecualian, Penolakan, PertimbanganTertulis] {
            ditimbang()
                .when(oleh_pimpinan(hal, "2026-03-05"))
                .then_defective(PersetujuanDitolak::BukanPenyetuju);
            let perkara = ditimbang()
                .under(aturan_pimpinan())
                .when(oleh_pimpinan(hal, "2026-03-05"))
                .then_taken();
            assert!(perkara.disetujui(hal, Penyetuju::PimpinanBadanPublik));
        }
    }

    #[test]
    fn approval_by_another_official_is_on_record_and_approves_nothing() {
        let perkara = ditimbang()
            .when(oleh_pimpinan(Penolakan, "2026-03-05"))
            .then_recorded_with(PersetujuanDitolak::BukanPenyetuju);
        assert_eq!(perkara.persetujuan.len(), 1);
        assert!(!perkara.disetujui(Penolakan, Penyetuju::AtasanPpid));
    }

    #[test]
    fn the_last_word_of_the_approver_counts() {
        let tidak = PersetujuanDiberikan { putusan: TIDAK(), ..persetujuan(Penolakan) };
        let tidak = Event::PersetujuanDiberikan(tidak).pada("2026-03-06");
        let perkara = ditimbang().and([disetujui(Penolakan, "2026-03-05")]).when(tidak);
        assert!(!perkara.then_taken().disetujui(Penolakan, Penyetuju::AtasanPpid));
    }

    #[test]
    fn stored_form() {
        let didengar = TimPertimbanganDidengar { pendapat: sd("a") };
        assert_stored(
            Event::TimPertimbanganDidengar(didengar),
            json!({"type": "TimPertimbanganDidengar", "body": {"pendapat": {"sd": "a"}}}),
        );
        for (hal, kata) in [
            (Pengecualian, "pengecualian"),
            (Penolakan, "penolakan"),
            (PertimbanganTertulis, "pertimbangan_tertulis"),
        ] {
            assert_stored(
                disetujui(hal, "2026-03-05").0,
                json!({"type": "PersetujuanDiberikan", "body": {
                    "hal": kata, "oleh": "atasan_ppid", "jabatan": "Sekretaris Daerah",
                    "putusan": "setuju"
                }}),
            );
        }
        let tidak = PersetujuanDiberikan {
            oleh: Penyetuju::PimpinanBadanPublik,
            putusan: TIDAK(),
            ..persetujuan(Penolakan)
        };
        assert_stored(
            Event::PersetujuanDiberikan(tidak),
            json!({"type": "PersetujuanDiberikan", "body": {
                "hal": "penolakan", "oleh": "pimpinan_badan_publik",
                "jabatan": "Sekretaris Daerah", "putusan": {"tidak_setuju": {"alasan": {"sd": "a"}}}
            }}),
        );
    }
}
