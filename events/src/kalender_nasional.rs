//! The national calendar that Jejak ships: libur nasional and cuti bersama of
//! 2015 to 2027, each with its instrument and how well that one is known.
//!
//! It is the seed of the national layer. Later years and late changes are
//! facts of the calendar stream, not edits of this file.

use crate::kalender::{HariDitutup, JenisHari, SumberTerbit};
use crate::teks::Label;

const DATA: &str = include_str!("../data/kalender-nasional.csv");

/// Every closed day of the shipped calendar, oldest first.
pub fn nasional() -> Vec<HariDitutup> {
    DATA.lines().skip(1).map(hari).collect()
}

fn hari(baris: &str) -> HariDitutup {
    let sel: [&str; 7] = sel(baris).try_into().expect("a row has seven cells");
    let [tanggal, jenis, nama, perkiraan, instrumen, terbit, status] = sel;
    HariDitutup {
        tanggal: tanggal.parse().expect("a closed day is an ISO date"),
        jenis: dari_kata(jenis, JENIS).expect("a closed day is libur nasional or cuti bersama"),
        nama: Label::try_new(nama).expect("a closed day has a name"),
        perkiraan: dari_kata(perkiraan, PERKIRAAN).expect("a date is an estimate or it is not"),
        instrumen: Label::try_new(instrumen).expect("a closed day has an instrument"),
        terbit: terbit.parse().expect("an instrument has an ISO date"),
        sumber_terbit: dari_kata(status, SUMBER).expect("the source of the date is a known one"),
    }
}

const JENIS: &[(&str, JenisHari)] =
    &[("libur_nasional", JenisHari::LiburNasional), ("cuti_bersama", JenisHari::CutiBersama)];

const PERKIRAAN: &[(&str, bool)] = &[("ya", true), ("tidak", false)];

const SUMBER: &[(&str, SumberTerbit)] = &[
    ("instrumen", SumberTerbit::Instrumen),
    ("pers", SumberTerbit::Pers),
    ("ingatan", SumberTerbit::Ingatan),
    ("paling lambat", SumberTerbit::PalingLambat),
];

fn dari_kata<T: Copy>(kata: &str, daftar: &[(&str, T)]) -> Option<T> {
    daftar.iter().find(|(nama, _)| *nama == kata).map(|(_, nilai)| *nilai)
}

/// The cells of a row. A quoted cell may hold commas; none holds a quote.
fn sel(baris: &str) -> Vec<&str> {
    let mut dalam_kutip = false;
    let pemisah = |c| {
        dalam_kutip ^= c == '"';
        c == ',' && !dalam_kutip
    };
    baris.split(pemisah).map(|sel| sel.trim_matches('"')).collect()
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, NaiveDate};

    use super::*;
    use crate::contoh::{kalender, tgl};
    use crate::hari_kerja::KalenderKerja;

    #[test]
    fn every_row_is_read_and_they_stand_in_order() {
        let hari = nasional();
        assert_eq!(hari.len(), 304);
        assert!(hari.windows(2).all(|dua| dua[0].tanggal <= dua[1].tanggal));
        assert_eq!(hari.iter().filter(|hari| hari.cuti_bersama()).count(), 84);
        let jumlah = |sumber| hari.iter().filter(|hari| hari.sumber_terbit == sumber).count();
        assert_eq!(
            [SumberTerbit::Ingatan, SumberTerbit::Pers, SumberTerbit::PalingLambat].map(jumlah),
            [227, 51, 26]
        );
        assert_eq!((hari[0].tanggal, hari[303].tanggal), (tgl("2015-01-01"), tgl("2027-12-26")));
    }

    #[test]
    fn a_quoted_cell_keeps_its_commas() {
        let hari = nasional();
        let agustus = hari.iter().find(|hari| hari.tanggal == tgl("2025-08-18")).unwrap();
        assert_eq!(agustus.instrumen.as_str(), "SKB 3 Menteri 933/2025, 1/2025, 3/2025");
        assert_eq!(agustus.terbit, tgl("2025-08-07"));
        assert_eq!(agustus.jenis, JenisHari::CutiBersama);
        assert_eq!(sel("a,\"b, c\",d"), ["a", "b, c", "d"]);
    }

    #[test]
    fn only_lunar_feasts_of_the_last_year_are_estimates() {
        let perkiraan: Vec<NaiveDate> =
            nasional().iter().filter(|hari| hari.perkiraan).map(|hari| hari.tanggal).collect();
        assert_eq!(perkiraan, ["2027-03-10", "2027-03-11", "2027-05-17"].map(tgl));
    }

    #[test]
    fn each_year_has_its_number_of_working_days() {
        for (tahun, dengan_cuti, tanpa_cuti) in [
            (2023, 239, 250),
            (2024, 238, 248),
            (2025, 237, 248),
            (2026, 240, 248),
            (2027, 242, 250),
        ] {
            for (cuti_bersama_bekerja, jumlah) in [(false, dengan_cuti), (true, tanpa_cuti)] {
                let kerja = KalenderKerja {
                    kalender: kalender(),
                    cuti_bersama_bekerja,
                    ..Default::default()
                };
                let hari = NaiveDate::from_ymd_opt(tahun, 1, 1).unwrap().iter_days();
                let hari = hari.take_while(|hari| hari.year() == tahun);
                let bekerja = hari.filter(|hari| kerja.adalah_hari_kerja(*hari)).count();
                assert_eq!(
                    bekerja, jumlah,
                    "{tahun}, cuti bersama bekerja: {cuti_bersama_bekerja}"
                );
            }
        }
    }
}
