use serde_json::json;

use super::Cara::{Catat, Terbitkan};
use super::*;
use crate::uji::assert_stored;

#[derive(Debug, thiserror::Error)]
enum Contoh {
    #[error("tidak sesuai")]
    Cela,
    #[error("tanpa dasar")]
    Mutlak { versi: u32 },
    #[error("janggal")]
    Ditandai(u8),
}

impl Pelanggaran for Contoh {
    fn pasal(&self) -> &'static str {
        "Pasal 22 UU 14/2008"
    }

    fn mutlak(&self) -> bool {
        matches!(self, Contoh::Mutlak { versi: 1 })
    }

    fn hanya_ditandai(&self) -> bool {
        matches!(self, Contoh::Ditandai(1))
    }
}

/// The codes with which a fact is taken, or those for which it is refused.
fn hasil(pelanggaran: &[&dyn Pelanggaran], cara: Cara) -> (bool, Vec<String>) {
    let (diambil, cacat) = match timbang(pelanggaran, cara) {
        Ok(cacat) => (true, cacat),
        Err(Ditolak(cacat)) => (false, cacat),
    };
    (diambil, cacat.into_iter().map(|cacat| cacat.kode).collect())
}

#[test]
fn what_is_issued_is_guarded_and_what_happened_is_recorded() {
    let [cela, mutlak, ditandai] =
        [&Contoh::Cela, &Contoh::Mutlak { versi: 1 }, &Contoh::Ditandai(1)]
            .map(|p| p as &dyn Pelanggaran);
    for (pelanggaran, cara, diambil, kode) in [
        (&[][..], Terbitkan, true, &[][..]),
        (&[cela], Terbitkan, false, &["Cela"]),
        (&[cela], Catat, true, &["Cela"]),
        (&[cela, mutlak], Terbitkan, false, &["Cela", "Mutlak"]),
        (&[cela, mutlak], Catat, false, &["Mutlak"]),
        (&[ditandai], Terbitkan, true, &["Ditandai"]),
        (&[ditandai, cela], Terbitkan, false, &["Cela"]),
        (&[ditandai, cela], Catat, true, &["Ditandai", "Cela"]),
    ] {
        let kode: Vec<String> = kode.iter().map(ToString::to_string).collect();
        assert_eq!(hasil(pelanggaran, cara), (diambil, kode));
    }
}

#[test]
fn a_refusal_reads_as_the_officers_sentence_with_its_article() {
    let cacat = [Contoh::Cela, Contoh::Mutlak { versi: 1 }].map(|p| p.cacat());
    let kalimat = "tidak sesuai (Pasal 22 UU 14/2008); tanpa dasar (Pasal 22 UU 14/2008)";
    assert_eq!(Ditolak(cacat.to_vec()).to_string(), kalimat);
}

#[test]
fn the_kinds_of_stream_keep_their_numbers_and_names() {
    for (kode, nama) in [
        (1, "perkara"),
        (2, "sengketa"),
        (3, "kalender"),
        (4, "unit"),
        (5, "katalog"),
        (6, "buku"),
        (7, "laporan"),
        (8, "pengguna"),
        (9, "aturan"),
        (10, "pendamping"),
        (11, "kantor"),
        (12, "kegiatan"),
        (13, "tahunan"),
        (14, "monev"),
        (15, "kegagalan"),
    ] {
        let jenis = JenisAliran::dari_kode(kode).unwrap();
        assert_eq!((jenis.kode(), jenis.nama()), (kode, nama));
        assert_stored(jenis, json!(nama));
    }
    assert_eq!((JenisAliran::dari_kode(0), JenisAliran::dari_kode(16)), (None, None));
}

#[test]
fn the_name_of_a_stream_leads_back_to_it() {
    let id = Uuid::from_u128(7);
    for aliran in [AliranId::perkara(id), AliranId::pendamping(id)] {
        assert_eq!(aliran.to_string().parse(), Ok(aliran));
    }
    for keliru in ["perkara", "perkara/7", "lain/00000000-0000-0000-0000-000000000007"] {
        assert_eq!(keliru.parse::<AliranId>(), Err(AliranTidakDikenal));
    }
}

#[test]
fn stored_form() {
    assert_stored(
        Contoh::Ditandai(1).cacat(),
        json!({"kode": "Ditandai", "pasal": "Pasal 22 UU 14/2008", "uraian": "janggal"}),
    );
    let tanpa_pasal = Cacat { kode: "Lain".into(), pasal: String::new(), uraian: "janggal".into() };
    assert_eq!(tanpa_pasal.to_string(), "janggal");
    assert_stored(tanpa_pasal, json!({"kode": "Lain", "uraian": "janggal"}));
}
