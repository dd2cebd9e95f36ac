//! Penghitaman: what is exempt in a document is blacked out in a copy of it, so
//! that the rest can be given.
//!
//! Pasal 22(7) huruf e UU 14/2008, Pasal 50(2) Perki 1/2021: what is exempt may
//! be blacked out, with the reason. Each box has its own article of Pasal 17.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::event::{Konteks, Pelanggaran};
use crate::pasal17::Pasal17;
use crate::perkara::{Kejadian, Langkah, Perkara};
use crate::pihak::Berkas;
use crate::teks::{Isi, Label};

/// Places on a page are counted in this part of its side.
pub const SATUAN: u32 = 10_000;

/// A copy of a document was made, in which nothing stands under the boxes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SalinanDihitamkan {
    /// Id of the document among the files of the case and its disputes.
    pub dokumen: Uuid,
    pub salinan: Berkas,
    pub kotak: Vec<KotakHitam>,
    /// The decision by which the office exempted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sk: Option<Label>,
    /// How sharp the pictures are that its pages became.
    pub titik_per_inci: u32,
    /// Version of the layout.
    pub susunan: u32,
}

/// One box, in ten-thousandths of the page as it is seen, from its upper left
/// corner; with its ground.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KotakHitam {
    /// From 1.
    pub halaman: u32,
    pub kiri: u32,
    pub atas: u32,
    pub lebar: u32,
    pub tinggi: u32,
    pub dasar: Pasal17,
    pub alasan: Isi,
}

impl KotakHitam {
    /// On a page, and of some size.
    fn di_halaman(&self) -> bool {
        let di_dalam = |awal: u32, panjang: u32| {
            panjang > 0 && awal.checked_add(panjang).is_some_and(|akhir| akhir <= SATUAN)
        };
        let (datar, tegak) = ((self.kiri, self.lebar), (self.atas, self.tinggi));
        self.halaman > 0 && di_dalam(datar.0, datar.1) && di_dalam(tegak.0, tegak.1)
    }

    /// Nothing was written; a sealed reason is one.
    fn tanpa_alasan(&self) -> bool {
        self.alasan.teks().is_some_and(|teks| teks.trim().is_empty())
    }
}

impl SalinanDihitamkan {
    /// Every ground, each once, in the order of the law.
    pub fn dasar(&self) -> Vec<Pasal17> {
        let mut dasar: Vec<Pasal17> = self.kotak.iter().map(|kotak| kotak.dasar).collect();
        dasar.sort_unstable();
        dasar.dedup();
        dasar
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PenghitamanDitolak {
    #[error("perkara ini belum ada")]
    BelumAdaPerkara,
    #[error("tandai sedikitnya satu bagian yang dihitamkan")]
    TanpaKotak,
    #[error("ada kotak yang keluar dari halamannya atau tidak berluas")]
    DiLuarHalaman,
    #[error("tulis alasan setiap bagian yang dihitamkan")]
    TanpaAlasan,
    #[error("huruf Pasal 17 itu memiliki angka; sebutkan angkanya")]
    TanpaAngka,
}

impl Pelanggaran for PenghitamanDitolak {
    fn pasal(&self) -> &'static str {
        match self {
            PenghitamanDitolak::TanpaAlasan => {
                "Pasal 22(7) huruf e UU 14/2008; Pasal 50(2) Perki 1/2021"
            }
            PenghitamanDitolak::TanpaAngka => "Pasal 17 UU 14/2008",
            PenghitamanDitolak::BelumAdaPerkara
            | PenghitamanDitolak::TanpaKotak
            | PenghitamanDitolak::DiLuarHalaman => "Pasal 50(2) Perki 1/2021",
        }
    }

    fn mutlak(&self) -> bool {
        matches!(
            self,
            PenghitamanDitolak::BelumAdaPerkara
                | PenghitamanDitolak::TanpaKotak
                | PenghitamanDitolak::DiLuarHalaman
        )
    }
}

impl Langkah for SalinanDihitamkan {
    type Pelanggaran = PenghitamanDitolak;

    fn periksa(&self, perkara: &Perkara, _: &Konteks<'_>) -> Vec<PenghitamanDitolak> {
        let mut pelanggaran = Vec::new();
        if perkara.versi == 0 {
            pelanggaran.push(PenghitamanDitolak::BelumAdaPerkara);
        }
        if self.kotak.is_empty() {
            pelanggaran.push(PenghitamanDitolak::TanpaKotak);
        }
        if !self.kotak.iter().all(KotakHitam::di_halaman) {
            pelanggaran.push(PenghitamanDitolak::DiLuarHalaman);
        }
        if self.kotak.iter().any(KotakHitam::tanpa_alasan) {
            pelanggaran.push(PenghitamanDitolak::TanpaAlasan);
        }
        if self.kotak.iter().any(|kotak| kotak.dasar.tanpa_angka()) {
            pelanggaran.push(PenghitamanDitolak::TanpaAngka);
        }
        pelanggaran
    }

    /// No later step stands on a copy.
    fn terapkan(&self, _: &mut Perkara, _: Kejadian) {}
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::perkara::Event;
    use crate::uji::*;

    fn dihitamkan(ubah: impl FnOnce(&mut SalinanDihitamkan)) -> Terjadi {
        let mut fakta = salinan_dihitamkan();
        ubah(&mut fakta);
        Event::SalinanDihitamkan(fakta).pada("2026-03-04")
    }

    fn perkara() -> Riwayat {
        given([diterima("2026-03-02")])
    }

    #[test]
    fn a_copy_is_made_of_a_document_of_a_case_and_as_often_as_it_takes() {
        given([]).when(dihitamkan(|_| ())).then_impossible(PenghitamanDitolak::BelumAdaPerkara);
        perkara().when(dihitamkan(|_| ())).then_taken();
        perkara().and([dihitamkan(|_| ())]).when(dihitamkan(|_| ())).then_taken();
    }

    #[test]
    fn something_is_blacked_out_and_each_with_its_reason() {
        let tanpa = |f: &mut SalinanDihitamkan| f.kotak.clear();
        perkara().when(dihitamkan(tanpa)).then_impossible(PenghitamanDitolak::TanpaKotak);
        let diam = |f: &mut SalinanDihitamkan| f.kotak[0].alasan = isi(" \n");
        perkara().when(dihitamkan(diam)).then_defective(PenghitamanDitolak::TanpaAlasan);
        let huruf = |f: &mut SalinanDihitamkan| f.kotak[0].dasar = pasal("17h");
        perkara().when(dihitamkan(huruf)).then_defective(PenghitamanDitolak::TanpaAngka);
        let tanpa_angka = |f: &mut SalinanDihitamkan| f.kotak[0].dasar = pasal("17i");
        perkara().when(dihitamkan(tanpa_angka)).then_taken();
    }

    #[test]
    fn a_box_lies_on_its_page_up_to_the_edge() {
        let tempat = |[halaman, kiri, atas, lebar, tinggi]: [u32; 5]| {
            dihitamkan(move |fakta| {
                let kotak = &mut fakta.kotak[0];
                (kotak.halaman, kotak.kiri, kotak.atas) = (halaman, kiri, atas);
                (kotak.lebar, kotak.tinggi) = (lebar, tinggi);
            })
        };
        for pas in [[1, 0, 0, SATUAN, SATUAN], [9, 9_999, 9_999, 1, 1]] {
            perkara().when(tempat(pas)).then_taken();
        }
        for keluar in [
            [0, 0, 0, 1, 1],
            [1, 0, 0, 0, 1],
            [1, 0, 0, 1, 0],
            [1, 1, 0, SATUAN, 1],
            [1, 0, 9_999, 1, 2],
            [1, u32::MAX, 0, 1, 1],
        ] {
            perkara().when(tempat(keluar)).then_impossible(PenghitamanDitolak::DiLuarHalaman);
        }
    }

    #[test]
    fn its_grounds_are_told_once_each() {
        let mut fakta = salinan_dihitamkan();
        fakta.kotak.push(KotakHitam { dasar: pasal("17a4"), ..fakta.kotak[0].clone() });
        fakta.kotak.push(fakta.kotak[0].clone());
        assert_eq!(fakta.dasar(), [pasal("17a4"), pasal("17h3")]);
    }

    #[test]
    fn stored_form() {
        let mut body = json!({
            "dokumen": "00000000-0000-0000-0000-00000000001f",
            "salinan": {"nama": {"sd": "n"}, "ukuran_bytes": 12, "sidik": {"sd": "s"}},
            "kotak": [{"halaman": 1, "kiri": 500, "atas": 2500, "lebar": 9400, "tinggi": 2200,
                       "dasar": "17h3", "alasan": {"sd": "a"}}],
            "titik_per_inci": 150, "susunan": 1
        });
        let fakta = salinan_dihitamkan();
        let stored = |body| json!({"type": "SalinanDihitamkan", "body": body});
        assert_stored(Event::SalinanDihitamkan(fakta.clone()), stored(body.clone()));
        body["sk"] = json!("SK 12/2026");
        let sk = Some(label("SK 12/2026"));
        assert_stored(Event::SalinanDihitamkan(SalinanDihitamkan { sk, ..fakta }), stored(body));
    }
}
