//! The counter against published vectors, against a second counter, and at its
//! edges.

use chrono::Datelike;
use proptest::prelude::*;

use super::*;
use crate::contoh::{kalender, tgl, tutup};
use crate::kalender::{JenisHari, SumberTerbit};
use crate::teks::Label;
use CaraHitung::{HariBerikutnya, HariSama};

const PANJANG: [u32; 6] = [3, 7, 10, 14, 17, 30];

/// Start; the last days of 3, 7, 10, 14, 17 and 30 hk with cuti bersama
/// worked; the same with cuti bersama closed. Day 1 is the next working day.
#[rustfmt::skip]
const VEKTOR: [(&str, &str, &str); 16] = [
    ("2024-03-28", "2024-04-03 2024-04-09 2024-04-16 2024-04-22 2024-04-25 2024-05-16", "2024-04-03 2024-04-17 2024-04-22 2024-04-26 2024-05-02 2024-05-27"),
    ("2024-04-05", "2024-04-12 2024-04-18 2024-04-23 2024-04-29 2024-05-03 2024-05-24", "2024-04-18 2024-04-24 2024-04-29 2024-05-06 2024-05-13 2024-06-03"),
    ("2024-12-20", "2024-12-26 2025-01-02 2025-01-07 2025-01-13 2025-01-16 2025-02-06", "2024-12-27 2025-01-03 2025-01-08 2025-01-14 2025-01-17 2025-02-10"),
    ("2025-01-24", "2025-01-31 2025-02-06 2025-02-11 2025-02-17 2025-02-20 2025-03-11", "2025-02-03 2025-02-07 2025-02-12 2025-02-18 2025-02-21 2025-03-12"),
    ("2025-03-21", "2025-03-26 2025-04-03 2025-04-08 2025-04-14 2025-04-17 2025-05-08", "2025-03-26 2025-04-10 2025-04-15 2025-04-22 2025-04-25 2025-05-19"),
    ("2025-03-29", "2025-04-04 2025-04-10 2025-04-15 2025-04-22 2025-04-25 2025-05-16", "2025-04-10 2025-04-16 2025-04-22 2025-04-28 2025-05-02 2025-05-23"),
    ("2025-04-01", "2025-04-04 2025-04-10 2025-04-15 2025-04-22 2025-04-25 2025-05-16", "2025-04-10 2025-04-16 2025-04-22 2025-04-28 2025-05-02 2025-05-23"),
    ("2025-05-09", "2025-05-15 2025-05-21 2025-05-26 2025-06-02 2025-06-05 2025-06-25", "2025-05-16 2025-05-22 2025-05-27 2025-06-04 2025-06-11 2025-07-01"),
    ("2025-08-15", "2025-08-20 2025-08-26 2025-08-29 2025-09-04 2025-09-10 2025-09-29", "2025-08-21 2025-08-27 2025-09-01 2025-09-08 2025-09-11 2025-09-30"),
    ("2025-12-19", "2025-12-24 2025-12-31 2026-01-06 2026-01-12 2026-01-15 2026-02-04", "2025-12-24 2026-01-02 2026-01-07 2026-01-13 2026-01-19 2026-02-05"),
    ("2026-02-13", "2026-02-19 2026-02-25 2026-03-02 2026-03-06 2026-03-11 2026-03-31", "2026-02-20 2026-02-26 2026-03-03 2026-03-09 2026-03-12 2026-04-08"),
    ("2026-03-12", "2026-03-17 2026-03-24 2026-03-27 2026-04-02 2026-04-08 2026-04-27", "2026-03-17 2026-03-30 2026-04-02 2026-04-09 2026-04-14 2026-05-04"),
    ("2026-03-20", "2026-03-25 2026-03-31 2026-04-06 2026-04-10 2026-04-15 2026-05-05", "2026-03-27 2026-04-02 2026-04-08 2026-04-14 2026-04-17 2026-05-07"),
    ("2026-03-21", "2026-03-25 2026-03-31 2026-04-06 2026-04-10 2026-04-15 2026-05-05", "2026-03-27 2026-04-02 2026-04-08 2026-04-14 2026-04-17 2026-05-07"),
    ("2026-05-13", "2026-05-19 2026-05-25 2026-05-29 2026-06-05 2026-06-10 2026-06-30", "2026-05-20 2026-05-26 2026-06-03 2026-06-09 2026-06-12 2026-07-02"),
    ("2026-12-23", "2026-12-29 2027-01-06 2027-01-11 2027-01-15 2027-01-20 2027-02-08", "2026-12-30 2027-01-07 2027-01-12 2027-01-18 2027-01-21 2027-02-10"),
];

/// Received; 10 hk with day 1 the next day; 10 hk with day 1 the same day;
/// 17 hk; 10 hk with cuti bersama worked.
#[rustfmt::skip]
const TABEL: [[&str; 5]; 7] = [
    ["2023-04-14", "2023-05-08", "2023-05-05", "2023-05-17", "2023-04-28"],
    ["2024-04-04", "2024-04-26", "2024-04-25", "2024-05-08", "2024-04-22"],
    ["2025-03-24", "2025-04-16", "2025-04-15", "2025-04-28", "2025-04-09"],
    ["2025-12-19", "2026-01-07", "2026-01-06", "2026-01-19", "2026-01-06"],
    ["2026-03-13", "2026-04-06", "2026-04-02", "2026-04-15", "2026-03-30"],
    ["2026-12-21", "2027-01-08", "2027-01-07", "2027-01-19", "2027-01-07"],
    ["2027-03-04", "2027-03-30", "2027-03-29", "2027-04-08", "2027-03-23"],
];

fn lima_hari() -> KalenderKerja {
    KalenderKerja { kalender: kalender(), ..Default::default() }
}

fn cuti_bekerja() -> KalenderKerja {
    KalenderKerja { cuti_bersama_bekerja: true, ..lima_hari() }
}

fn enam_hari() -> KalenderKerja {
    KalenderKerja { pekan: Pekan::EnamHari, ..lima_hari() }
}

fn maju(kerja: &KalenderKerja, pemicu: &str, panjang: u32, cara: CaraHitung) -> NaiveDate {
    kerja.hitung(tgl(pemicu), HariKerja(panjang), cara, Arah::Maju)
}

fn mundur(kerja: &KalenderKerja, pemicu: &str, panjang: u32, cara: CaraHitung) -> NaiveDate {
    kerja.hitung(tgl(pemicu), HariKerja(panjang), cara, Arah::Mundur)
}

#[test]
fn counts_agree_with_the_ninety_six_published_vectors() {
    for (mulai, cuti_kerja, cuti_tutup) in VEKTOR {
        for (kerja, harapan) in [(cuti_bekerja(), cuti_kerja), (lima_hari(), cuti_tutup)] {
            let hasil = PANJANG.map(|n| maju(&kerja, mulai, n, HariBerikutnya).to_string());
            assert_eq!(hasil.join(" "), harapan, "{mulai}");
        }
    }
}

#[test]
fn counts_agree_with_the_table_of_feasts() {
    for [diterima, berikutnya, sama, tujuh_belas, cuti_kerja] in TABEL {
        let kerja = lima_hari();
        assert_eq!(maju(&kerja, diterima, 10, HariBerikutnya), tgl(berikutnya), "{diterima}");
        assert_eq!(maju(&kerja, diterima, 10, HariSama), tgl(sama), "{diterima}");
        assert_eq!(maju(&kerja, diterima, 17, HariBerikutnya), tgl(tujuh_belas), "{diterima}");
        let kerja = cuti_bekerja();
        assert_eq!(maju(&kerja, diterima, 10, HariBerikutnya), tgl(cuti_kerja), "{diterima}");
    }
}

/// A trigger on a closed day is day 0 in both datings.
#[test]
fn a_trigger_on_a_closed_day_counts_in_neither_dating() {
    for (pemicu, n, akhir) in [
        ("2026-09-05", 1, "2026-09-07"),  // Saturday
        ("2026-09-06", 10, "2026-09-18"), // Sunday
        ("2026-08-17", 3, "2026-08-20"),  // libur nasional
        ("2025-04-02", 3, "2025-04-10"),  // cuti bersama
    ] {
        for cara in KEDUA_CARA {
            assert_eq!(maju(&lima_hari(), pemicu, n, cara), tgl(akhir), "{pemicu} {cara:?}");
        }
    }
    assert_eq!(maju(&cuti_bekerja(), "2025-04-02", 1, HariSama), tgl("2025-04-02"));
}

#[test]
fn on_a_working_day_the_two_datings_are_one_working_day_apart() {
    for (pemicu, n, sama, berikutnya) in [
        ("2026-09-07", 1, "2026-09-07", "2026-09-08"),
        ("2026-09-07", 10, "2026-09-18", "2026-09-21"),
        ("2026-09-11", 1, "2026-09-11", "2026-09-14"),
        ("2026-08-14", 2, "2026-08-18", "2026-08-19"),
    ] {
        assert_eq!(maju(&lima_hari(), pemicu, n, HariSama), tgl(sama), "{pemicu} {n}");
        assert_eq!(maju(&lima_hari(), pemicu, n, HariBerikutnya), tgl(berikutnya), "{pemicu} {n}");
    }
}

#[test]
fn six_day_offices_count_saturdays_but_not_sundays() {
    let kerja = enam_hari();
    assert!(kerja.adalah_hari_kerja(tgl("2026-09-12")));
    assert!(!kerja.adalah_hari_kerja(tgl("2026-09-13")));
    assert!(!kerja.adalah_hari_kerja(tgl("2025-03-29")), "Nyepi on a Saturday");
    assert_eq!(maju(&kerja, "2026-09-07", 10, HariBerikutnya), tgl("2026-09-18"));
    assert_eq!(maju(&kerja, "2026-09-12", 1, HariSama), tgl("2026-09-12"));
    assert_eq!(mundur(&kerja, "2026-09-14", 2, HariBerikutnya), tgl("2026-09-11"));
}

#[test]
fn backward_counts_skip_the_same_days() {
    let kerja = lima_hari();
    for (pemicu, n, sama, berikutnya) in [
        ("2026-09-18", 3, "2026-09-16", "2026-09-15"),
        ("2026-08-19", 2, "2026-08-18", "2026-08-14"),
        ("2026-09-13", 1, "2026-09-11", "2026-09-11"),
        ("2026-12-31", 30, "2026-11-18", "2026-11-17"),
    ] {
        assert_eq!(mundur(&kerja, pemicu, n, HariSama), tgl(sama), "{pemicu} {n}");
        assert_eq!(mundur(&kerja, pemicu, n, HariBerikutnya), tgl(berikutnya), "{pemicu} {n}");
    }
}

#[test]
fn nothing_to_count_ends_on_the_trigger_itself() {
    for pemicu in ["2026-09-07", "2026-09-06", "2026-08-17"] {
        for cara in KEDUA_CARA {
            for arah in [Arah::Maju, Arah::Mundur] {
                let kerja = lima_hari();
                assert_eq!(kerja.hitung(tgl(pemicu), HariKerja(0), cara, arah), tgl(pemicu));
                assert_eq!(kerja.rinci(tgl(pemicu), HariKerja(0), cara, arah).len(), 1);
            }
        }
    }
}

#[test]
fn a_count_explains_each_of_its_days() {
    let kerja = lima_hari();
    let rinci = kerja.rinci(tgl("2025-08-15"), HariKerja(1), HariBerikutnya, Arah::Maju);
    let kata: Vec<String> = rinci.iter().map(HariHitung::keterangan).collect();
    assert_eq!(
        kata,
        [
            "Jumat, hari pemicu, tidak dihitung",
            "Sabtu, akhir pekan",
            "Minggu, akhir pekan",
            "Senin, Cuti Bersama Hari Kemerdekaan Republik Indonesia (SKB 3 Menteri \
             933/2025, 1/2025, 3/2025, diketahui 7 Agustus 2025)",
            "Selasa, hari kerja ke-1",
        ]
    );
    let rinci = kerja.rinci(tgl("2025-08-15"), HariKerja(1), HariSama, Arah::Maju);
    assert_eq!(rinci[0].keterangan(), "Jumat, hari kerja ke-1");
}

#[test]
fn the_difference_counts_working_days_after_the_first_date() {
    let kerja = lima_hari();
    for (dari, sampai, hk) in [
        ("2026-09-07", "2026-09-07", 0),
        ("2026-09-07", "2026-09-08", 1),
        ("2026-09-11", "2026-09-13", 0),
        ("2026-09-11", "2026-09-14", 1),
        ("2026-08-14", "2026-08-18", 1),
        ("2026-09-21", "2026-09-07", -10),
    ] {
        assert_eq!(kerja.selisih(tgl(dari), tgl(sampai)), hk, "{dari} {sampai}");
    }
}

/// The second counter: every working day of fifteen years in a list, and a
/// place in that list. The week is told by the day number, not by name.
fn daftar_hari_kerja(kerja: &KalenderKerja) -> Vec<NaiveDate> {
    let tutup: Vec<NaiveDate> = kerja
        .kalender
        .semua()
        .filter(|hari| hari.jenis != JenisHari::CutiBersama || !kerja.cuti_bersama_bekerja)
        .map(|hari| hari.tanggal)
        .collect();
    // Day 1 of the common era was a Monday.
    let bekerja = |hari: &NaiveDate| match (hari.num_days_from_ce() - 1).rem_euclid(7) {
        6 => false,
        5 => kerja.pekan == Pekan::EnamHari,
        _ => true,
    };
    let hari = tgl("2016-01-01").iter_days().take(15 * 365);
    hari.filter(bekerja).filter(|hari| !tutup.contains(hari)).collect()
}

fn kedua(
    daftar: &[NaiveDate],
    pemicu: NaiveDate,
    n: usize,
    cara: CaraHitung,
    arah: Arah,
) -> NaiveDate {
    let sebelum = daftar.iter().filter(|hari| **hari < pemicu).count();
    let sampai = daftar.iter().filter(|hari| **hari <= pemicu).count();
    match (arah, cara) {
        (Arah::Maju, HariSama) => daftar[sebelum + n - 1],
        (Arah::Maju, HariBerikutnya) => daftar[sampai + n - 1],
        (Arah::Mundur, HariSama) => daftar[sampai - n],
        (Arah::Mundur, HariBerikutnya) => daftar[sebelum - n],
    }
}

fn hari_tutup(tanggal: NaiveDate, cuti: bool) -> HariDitutup {
    HariDitutup {
        tanggal,
        jenis: if cuti { JenisHari::CutiBersama } else { JenisHari::LiburDaerah },
        nama: Label::try_new("Hari acak").unwrap(),
        perkiraan: false,
        instrumen: Label::try_new("Instrumen acak").unwrap(),
        terbit: tanggal,
        sumber_terbit: SumberTerbit::Instrumen,
    }
}

prop_compose! {
    fn kerja_acak()(
        tutupan in prop::collection::vec((0u64..2000, any::<bool>()), 0..200),
        enam in any::<bool>(),
        cuti_bersama_bekerja in any::<bool>(),
    ) -> KalenderKerja {
        let hari = |(hari, cuti)| hari_tutup(tgl("2019-01-01") + Days::new(hari), cuti);
        KalenderKerja {
            kalender: tutup(tutupan.into_iter().map(hari)),
            pekan: if enam { Pekan::EnamHari } else { Pekan::LimaHari },
            cuti_bersama_bekerja,
        }
    }
}

fn tanggal_acak() -> impl Strategy<Value = NaiveDate> {
    (0u64..2000).prop_map(|hari| tgl("2019-01-01") + Days::new(hari))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn two_counters_agree_on_any_calendar(
        kerja in kerja_acak(), pemicu in tanggal_acak(), n in 1u32..120,
    ) {
        let daftar = daftar_hari_kerja(&kerja);
        for cara in KEDUA_CARA {
            for arah in [Arah::Maju, Arah::Mundur] {
                let akhir = kerja.hitung(pemicu, HariKerja(n), cara, arah);
                prop_assert_eq!(akhir, kedua(&daftar, pemicu, n as usize, cara, arah));
            }
        }
    }

    #[test]
    fn the_explained_count_is_the_count(
        kerja in kerja_acak(), pemicu in tanggal_acak(), n in 0u32..60,
    ) {
        for cara in KEDUA_CARA {
            for arah in [Arah::Maju, Arah::Mundur] {
                let rinci = kerja.rinci(pemicu, HariKerja(n), cara, arah);
                let akhir = kerja.hitung(pemicu, HariKerja(n), cara, arah);
                prop_assert_eq!(rinci.last().map(|hari| hari.tanggal), Some(akhir));
                let nomor: Vec<u32> = rinci.iter().filter_map(|hari| match hari.arti {
                    ArtiHari::Ke(ke) => Some(ke),
                    ArtiHari::Pemicu | ArtiHari::AkhirPekan | ArtiHari::Tutup(_) => None,
                }).collect();
                prop_assert_eq!(nomor, (1..=n).collect::<Vec<_>>());
                prop_assert!(rinci.windows(2).all(|dua| geser(dua[0].tanggal, arah) == dua[1].tanggal));
            }
        }
    }

    #[test]
    fn the_difference_undoes_the_count(
        kerja in kerja_acak(), pemicu in tanggal_acak(), lain in tanggal_acak(), n in 0u32..60,
    ) {
        let akhir = kerja.hitung(pemicu, HariKerja(n), HariBerikutnya, Arah::Maju);
        prop_assert_eq!(kerja.selisih(pemicu, akhir), i64::from(n));
        prop_assert_eq!(kerja.selisih(akhir, pemicu), -i64::from(n));
        prop_assert_eq!(kerja.selisih(pemicu, lain), -kerja.selisih(lain, pemicu));
    }

    #[test]
    fn one_more_closed_day_never_brings_the_end_nearer(
        kerja in kerja_acak(), pemicu in tanggal_acak(), libur in tanggal_acak(), n in 0u32..60,
    ) {
        let mut lebih = kerja.clone();
        lebih.kalender = lebih.kalender.tumpuk(tutup([hari_tutup(libur, false)]));
        for cara in KEDUA_CARA {
            let hitung = |kerja: &KalenderKerja, arah| kerja.hitung(pemicu, HariKerja(n), cara, arah);
            prop_assert!(hitung(&lebih, Arah::Maju) >= hitung(&kerja, Arah::Maju));
            prop_assert!(hitung(&lebih, Arah::Mundur) <= hitung(&kerja, Arah::Mundur));
        }
    }
}
