use serde_json::json;

use super::*;
use crate::uji::*;

fn indikator(bobot: &[(&str, u16)]) -> Event {
    let satu = |(nama, bobot): &(&str, u16)| IndikatorMonev {
        nama: label(nama),
        bobot: *bobot,
        bukti: None,
    };
    Event::IndikatorMonevDitetapkan(IndikatorMonevDitetapkan {
        tahun: 2026,
        target: 900,
        indikator: bobot.iter().map(satu).collect(),
    })
}

fn diisi(nama: &str, nilai: Option<u16>) -> Event {
    Event::NilaiMonevDiisi(NilaiMonevDiisi {
        tahun: 2026,
        indikator: label(nama),
        nilai,
        alasan: None,
    })
}

fn hasil(nilai: u16) -> Event {
    Event::HasilMonevDicatat(HasilMonevDicatat {
        tahun: 2026,
        nilai,
        komisi: label("KI Jawa Barat"),
        dasar: None,
    })
}

fn sesudah(riwayat: &[Event], event: Event) -> Result<Event, MonevDitolak> {
    let mut monev = Monev::default();
    for event in riwayat {
        monev.evolve(event, None);
    }
    monev.decide(aliran(2026).id, event)
}

#[test]
fn bands_meet_without_a_gap() {
    for (nilai, predikat) in [
        (1_000, "Informatif"),
        (900, "Informatif"),
        (899, "Menuju Informatif"),
        (800, "Menuju Informatif"),
        (799, "Cukup Informatif"),
        (600, "Cukup Informatif"),
        (599, "Kurang Informatif"),
        (400, "Kurang Informatif"),
        (399, "Tidak Informatif"),
        (0, "Tidak Informatif"),
    ] {
        assert_eq!(Predikat::dari(nilai).nama(), predikat, "{nilai}");
    }
}

/// 89,95 is shown as 89,9 and lies below Informatif: both say the same.
#[test]
fn a_whole_is_cut_and_never_rounded_into_the_next_band() {
    assert_eq!(jumlah([(500, 900), (500, 899)]), 899);
    assert_eq!(jumlah([(500, 900), (500, 900)]), 900);
    assert_eq!(jumlah([(1_000, 1_000)]), 1_000);
    assert_eq!(jumlah([]), 0);
}

#[test]
fn a_year_begins_with_six_indicators_that_make_a_whole() {
    let bawaan = bawaan(2026);
    assert_eq!(bawaan.indikator.iter().map(|satu| satu.bobot).sum::<u16>(), PENUH);
    assert_eq!(bawaan.indikator.len(), 6);
    let sendiri = Event::IndikatorMonevDitetapkan(bawaan);
    assert_eq!(sesudah(&[], sendiri.clone()), Ok(sendiri));
}

#[test]
fn weights_make_exactly_a_whole() {
    for (bobot, ditolak) in [
        (&[("a", 600), ("b", 399)][..], MonevDitolak::BobotBukanSeratus),
        (&[("a", 600), ("b", 401)], MonevDitolak::BobotBukanSeratus),
        (&[("a", 600), ("a", 400)], MonevDitolak::IndikatorGanda),
        (&[], MonevDitolak::BobotBukanSeratus),
        (&[("a", 1); 21], MonevDitolak::TerlaluBanyak),
    ] {
        assert_eq!(sesudah(&[], indikator(bobot)), Err(ditolak));
    }
    let tepat = indikator(&[("a", 600), ("b", 400)]);
    assert_eq!(sesudah(&[], tepat.clone()), Ok(tepat.clone()));
    let lagi = sesudah(std::slice::from_ref(&tepat), tepat.clone());
    assert_eq!(lagi, Err(MonevDitolak::TidakBerubah));
}

#[test]
fn a_score_is_of_an_indicator_of_the_year_and_at_most_a_hundred() {
    assert_eq!(
        sesudah(&[], diisi("Pelayanan informasi", Some(1_000))),
        Ok(diisi("Pelayanan informasi", Some(1_000)))
    );
    let lebih = sesudah(&[], diisi("Pelayanan informasi", Some(1_001)));
    assert_eq!(lebih, Err(MonevDitolak::LebihDariSeratus));
    let lain = [indikator(&[("a", 1_000)])];
    let hilang = sesudah(&lain, diisi("Pelayanan informasi", Some(1)));
    assert_eq!(hilang, Err(MonevDitolak::IndikatorTidakAda));
    assert_eq!(sesudah(&[], hasil(1_001)), Err(MonevDitolak::LebihDariSeratus));
    assert_eq!(sesudah(&[hasil(997)], hasil(997)), Err(MonevDitolak::TidakBerubah));
    assert_eq!(sesudah(&[hasil(997)], hasil(974)), Ok(hasil(974)));
}

#[test]
fn what_was_filled_in_last_stands_and_can_be_taken_back() {
    let mut monev = Monev::default();
    let nama = label("Sarana dan prasarana");
    for (event, berdiri) in [
        (diisi(nama.as_str(), Some(500)), Some(500)),
        (diisi(nama.as_str(), Some(700)), Some(700)),
        (diisi(nama.as_str(), None), None),
    ] {
        monev.evolve(&event, None);
        assert_eq!(monev.diisi(&nama).and_then(|satu| satu.nilai), berdiri);
    }
}

#[test]
fn a_stream_tells_of_its_own_year() {
    let lain = Monev::default().decide(aliran(2025).id, hasil(900));
    assert_eq!(lain, Err(MonevDitolak::TahunLain));
    assert_eq!(aliran(2026).id.to_string(), "4be28478-ac9f-5c5d-ad22-c0af69add5b9");
}

#[test]
fn stored_form() {
    let body = json!({"tahun": 2026, "target": 900, "indikator": [{"nama": "a", "bobot": 1000}]});
    let satu = indikator(&[("a", 1_000)]);
    assert_stored(satu, json!({"type": "IndikatorMonevDitetapkan", "body": body}));
    for bukti in SEMUA_KELOMPOK {
        let indikator = IndikatorMonev { nama: label("a"), bobot: 10, bukti: Some(bukti) };
        assert_stored(indikator, json!({"nama": "a", "bobot": 10, "bukti": bukti.nama().0}));
    }
    let body = json!({"tahun": 2026, "indikator": "a", "nilai": 855});
    assert_stored(diisi("a", Some(855)), json!({"type": "NilaiMonevDiisi", "body": body}));
    let body = json!({"tahun": 2026, "indikator": "a", "nilai": null, "alasan": {"sd": "b"}});
    let alasan = Event::NilaiMonevDiisi(NilaiMonevDiisi {
        tahun: 2026,
        indikator: label("a"),
        nilai: None,
        alasan: Some(sd("b")),
    });
    assert_stored(alasan, json!({"type": "NilaiMonevDiisi", "body": body}));
    let body = json!({"tahun": 2026, "nilai": 997, "komisi": "KI Jawa Barat"});
    assert_stored(hasil(997), json!({"type": "HasilMonevDicatat", "body": body}));
    let dasar = Event::HasilMonevDicatat(HasilMonevDicatat {
        tahun: 2026,
        nilai: 974,
        komisi: label("KI Jawa Barat"),
        dasar: Some(label("SK 7/2026")),
    });
    let body =
        json!({"tahun": 2026, "nilai": 974, "komisi": "KI Jawa Barat", "dasar": "SK 7/2026"});
    assert_stored(dasar, json!({"type": "HasilMonevDicatat", "body": body}));
}
