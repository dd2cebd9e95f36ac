use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate};
use events::waktu::Zona;
use projections::catatan::Sudut;
use projections::laporan::{KeberatanLaporan, Kurun, Rekaman, SengketaLaporan};
use uuid::Uuid;

use super::*;

fn hari(teks: &str) -> NaiveDate {
    teks.parse().expect("a date")
}

/// A case that was refused, objected to and settled before KI.
fn rekaman() -> Rekaman {
    let perkara = Uuid::from_u128(1);
    let (dari, sampai) = (hari("2026-01-05"), hari("2026-01-12"));
    let permohonan = BarisLaporan {
        perkara,
        posisi: 1,
        nomor: "0001/PPID/2026".to_owned(),
        unit: None,
        bantuan: Vec::new(),
        jenis_pemohon: "perorangan".to_owned(),
        jenis_informasi: Some("dikecualikan".to_owned()),
        diterima: Some(dari),
        dijawab: Some(sampai),
        dijawab_hk: Some(5),
        diberikan: None,
        diberikan_hk: None,
        selesai: Some(sampai),
        terbuka: false,
        hasil: Some("ditolak".to_owned()),
        alasan: vec!["17h".to_owned()],
        pengaruh_dari: dari,
        pengaruh_sampai: sampai,
    };
    let keberatan = KeberatanLaporan {
        perkara,
        urut: 0,
        unit: None,
        nomor: Some("0001/KBR/2026".to_owned()),
        nomor_perkara: "0001/PPID/2026".to_owned(),
        diterima: Some(hari("2026-01-20")),
        ditanggapi: Some(hari("2026-02-03")),
        ditanggapi_hk: Some(10),
        dicabut: None,
        terbuka: false,
        alasan: vec!["a".to_owned()],
        putusan: Some("menguatkan".to_owned()),
        pengaruh_dari: hari("2026-01-20"),
        pengaruh_sampai: hari("2026-02-03"),
    };
    let sengketa = SengketaLaporan {
        perkara,
        sengketa: Uuid::from_u128(2),
        utama: true,
        unit: None,
        nomor: Some("001/II/KI-2026".to_owned()),
        nomor_perkara: "0001/PPID/2026".to_owned(),
        komisi: None,
        tahap: "selesai".to_owned(),
        diajukan: Some(hari("2026-02-10")),
        mediasi: Some("berhasil".to_owned()),
        diputus: Some(hari("2026-08-10")),
        putusan: Some("kesepakatan mediasi".to_owned()),
        digugat: None,
        putusan_pengadilan: None,
        inkracht: None,
        dilaksanakan: Some(hari("2026-08-20")),
        selesai: Some(hari("2026-08-20")),
        terbuka: false,
    };
    Rekaman { permohonan: vec![permohonan], keberatan: vec![keberatan], sengketa: vec![sengketa] }
}

fn sidik(templat: u32) -> [String; 2] {
    let sebagaimana = DateTime::from_timestamp(1_788_000_000, 0).expect("a moment");
    let bahan = Bahan {
        kurun: Kurun { dari: hari("2026-01-01"), sampai: hari("2026-06-30") },
        sudut: Sudut { sebagaimana, menurut_catatan: true, zona: Zona::Wib },
        posisi: 7,
        akar: "9f2c".to_owned(),
        rekaman: rekaman(),
        katalog: Vec::new(),
        unit: BTreeMap::new(),
        templat,
    };
    let (_, satu) = unit(&bahan, Milik::TanpaUnit);
    let (_, semua) = super::super::kantor(&bahan).expect("figures that agree");
    [satu, semua].map(|naskah| naskah.sidik().expect("a digest"))
}

#[test]
fn what_was_handed_in_under_a_layout_is_laid_out_so_for_ever() {
    let semua = [
        (
            1,
            [
                "f0973a2b8d70ed85536df7538ca91e2ba00c18a2e7a9b4319f0c63e743175c16",
                "8a1f4d2b63bd170d52968fa42ff82b0df2025cace95601832dc0308a06c31279",
            ],
        ),
        (
            2,
            [
                "860c293983272d950ac82af1d3efbd645d24e6554121723e6f383521739f731a",
                "95cbd48bd10adad1712e8c6ef7abd44968f47f04b94ae1f94e248fd8a6f4b953",
            ],
        ),
    ];
    for (templat, ingat) in semua {
        assert_eq!(sidik(templat), ingat, "layout {templat}: leave it, and add the next one");
    }
    assert_eq!(sidik(crate::laporan::beku::VERSI_TEMPLAT), semua[1].1);
}
