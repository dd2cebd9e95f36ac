//! The yearly report of the office in the six chapters of Pasal 56(4) Perki
//! 1/2021, and the summary for the public.

mod aliran;
mod bab;
pub mod beku;
mod ringkasan;

use chrono::NaiveDate;
use events::kantor::Kantor;
use events::tahunan::{AngkaTahunan, Tahunan};
use events::teks::{Isi, Label};
use events::waktu::{TAHUN, tanggal_panjang};
use projections::laporan::{Angka, Konsolidasi, Kurun, Laporan, Milik};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::kantor::TidakCocok;
use super::unit::{Baris, tabel};
use super::{Bahan, nama_kurun};
use crate::naskah::{Bagian, Naskah, Sel};

pub use ringkasan::ringkasan;

/// Rows of a list of requests at most: the register book has them all.
const BARIS_TERBANYAK: usize = 5_000;

/// A figure that is another one now than when the report was set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RevisiTahunan {
    pub hal: String,
    pub ditetapkan: u64,
    pub sekarang: u64,
}

/// From 1 January to 31 December, of a year in which a case may lie.
pub fn kurun(tahun: i32) -> Option<Kurun> {
    let hari = |bulan, hari| NaiveDate::from_ymd_opt(tahun, bulan, hari);
    let kurun = Kurun { dari: hari(1, 1)?, sampai: hari(12, 31)? };
    TAHUN.contains(&tahun).then_some(kurun)
}

/// Lays the report out, with the office and its words as they are given.
pub fn tahunan(
    bahan: &Bahan,
    kantor: &Kantor,
    tahunan: &Tahunan,
) -> Result<(Konsolidasi, Naskah), TidakCocok> {
    let konsolidasi = super::kantor::konsolidasi(bahan)?;
    let laporan = Laporan::dari(&bahan.rekaman, bahan.kurun, Milik::Kantor);
    let mut bagian = bab::kebijakan(&tahunan.kata);
    bagian.extend(bab::pelaksanaan(bahan, kantor, &tahunan.kata));
    bagian.extend(bab::pelayanan(bahan, &konsolidasi, &laporan));
    bagian.extend(bab::sengketa(&laporan));
    bagian.extend(bab::kendala(&tahunan.kata));
    bagian.extend(bab::rekomendasi(&tahunan.kata));
    bagian.extend(perubahan(tahunan, &konsolidasi.kantor));
    let naskah = Naskah {
        judul: format!("Laporan layanan informasi publik {}", nama_kurun(bahan.kurun)),
        keterangan: bahan.keterangan("Seluruh unit".to_owned()),
        bagian,
        melebar: true,
    };
    Ok((konsolidasi, naskah))
}

/// Every figure that is not zero, as a fact keeps it.
pub fn garis(angka: &Angka) -> anyhow::Result<Vec<AngkaTahunan>> {
    let ada = angka.garis().into_iter().filter(|(_, n)| *n > 0);
    ada.map(|(hal, n)| Ok(AngkaTahunan { hal: Label::try_new(hal)?, n })).collect()
}

/// Figures that a later fact moved since the report was set last.
pub fn revisi(tahunan: &Tahunan, kini: &Angka) -> Vec<RevisiTahunan> {
    let Some((_, penetapan)) = tahunan.penetapan.last() else { return Vec::new() };
    let kini = kini.garis();
    let lama = |hal: &str| {
        let satu = penetapan.angka.iter().find(|satu| satu.hal.as_str() == hal);
        satu.map_or(0, |satu| satu.n)
    };
    let hilang = penetapan.angka.iter().map(|satu| satu.hal.as_str());
    let hilang = hilang.filter(|hal| kini.iter().all(|(ini, _)| ini != hal)).map(|hal| (hal, 0));
    let semua = kini.iter().map(|(hal, n)| (hal.as_str(), *n)).chain(hilang);
    let satu = |(hal, sekarang): (&str, u64)| RevisiTahunan {
        hal: hal.to_owned(),
        ditetapkan: lama(hal),
        sekarang,
    };
    semua.map(satu).filter(|satu| satu.ditetapkan != satu.sekarang).collect()
}

/// Told on the paper too: nobody takes a moved figure for the one that was set.
fn perubahan(tahunan: &Tahunan, kini: &Angka) -> Option<Bagian> {
    let (hari, _) = tahunan.penetapan.last()?;
    let revisi = revisi(tahunan, kini);
    let pada = hari.map_or_else(String::new, |hari| format!(" pada {}", tanggal_panjang(hari)));
    if revisi.is_empty() {
        return None;
    }
    let kolom = [("Angka", 8), ("Ditetapkan", 3), ("Sekarang", 3)];
    let baris = revisi.iter().map(|satu| {
        vec![Sel::teks(&satu.hal), Sel::angka(satu.ditetapkan), Sel::angka(satu.sekarang)]
    });
    Some(Bagian {
        judul: "Revisi terhadap laporan yang ditetapkan".to_owned(),
        alinea: vec![format!(
            "Angka ini berubah karena fakta yang dicatat sesudah laporan ditetapkan{pada}."
        )],
        tabel: Some(tabel(&kolom, baris)),
    })
}

/// Paragraphs of what somebody wrote; an empty line parts them.
fn paragraf(isi: Option<&Isi>) -> Vec<String> {
    let Some(isi) = isi else { return vec!["Belum ditulis.".to_owned()] };
    let Some(teks) = isi.teks() else { return vec!["Teks ini tidak terbaca lagi.".to_owned()] };
    let teks = teks.replace("\r\n", "\n");
    let semua = teks.split("\n\n").map(str::trim).filter(|satu| !satu.is_empty());
    semua.map(str::to_owned).collect()
}

/// What no figure stands behind: a heading and words.
fn uraian(judul: &str, alinea: Vec<String>) -> Bagian {
    Bagian { judul: judul.to_owned(), alinea, tabel: None }
}

/// How many took how many working days: the time of each request, by kind.
fn sebaran(laporan: &Laporan) -> Bagian {
    let judul = "Waktu memenuhi setiap permohonan, menurut hari kerja";
    let mut baris = Baris::default();
    for (hk, n) in &laporan.angka.dijawab_hk {
        baris.satu(&format!("dijawab dalam {hk} hari kerja"), *n);
    }
    let belum = laporan.angka.permohonan.masuk - laporan.dijawab.n;
    baris.satu("tanpa pemberitahuan tertulis, atau tanpa tanggal", belum);
    baris.menjadi(judul)
}

#[cfg(test)]
mod tests {
    use events::tahunan::LaporanTahunanDitetapkan;

    use super::*;

    fn ditetapkan(angka: &[(&str, u64)]) -> Tahunan {
        let sidik = || events::teks::Sidik::try_new("ab".repeat(32)).expect("a digest");
        let label = |teks: &str| Label::try_new(teks).expect("a label");
        let penetapan = LaporanTahunanDitetapkan {
            tahun: 2023,
            posisi: 7,
            akar: sidik(),
            versi_templat: 1,
            mesin: label("typst"),
            sha256: sidik(),
            angka: angka.iter().map(|(hal, n)| AngkaTahunan { hal: label(hal), n: *n }).collect(),
        };
        Tahunan { penetapan: vec![(None, penetapan)], ..Tahunan::default() }
    }

    #[test]
    fn a_figure_that_moved_is_told_with_both_values() {
        let mut kini = Angka::default();
        kini.permohonan.masuk = 3;
        kini.hasil.insert("dikabulkan".to_owned(), 3);
        let lama = ditetapkan(&[("permohonan: masuk", 2), ("hasil: ditolak", 1)]);
        let revisi = revisi(&lama, &kini);
        let revisi: Vec<_> =
            revisi.iter().map(|r| (r.hal.as_str(), r.ditetapkan, r.sekarang)).collect();
        let semua =
            [("permohonan: masuk", 2, 3), ("hasil: dikabulkan", 0, 3), ("hasil: ditolak", 1, 0)];
        assert_eq!(revisi, semua);
    }

    #[test]
    fn nothing_is_revised_where_nothing_was_set_or_moved() {
        let mut kini = Angka::default();
        kini.permohonan.masuk = 2;
        assert!(revisi(&Tahunan::default(), &kini).is_empty());
        assert!(revisi(&ditetapkan(&[("permohonan: masuk", 2)]), &kini).is_empty());
    }

    #[test]
    fn a_year_begins_and_ends() {
        let satu = kurun(2024).expect("a year");
        assert_eq!(
            (satu.dari.to_string(), satu.sampai.to_string()),
            ("2024-01-01".into(), "2024-12-31".into())
        );
        assert_eq!((kurun(1000), kurun(i32::MAX)), (None, None));
    }

    #[test]
    fn words_are_parted_by_an_empty_line() {
        let isi = Isi::try_new("satu\r\ndua\r\n\r\ntiga").expect("text");
        assert_eq!(paragraf(Some(&isi)), ["satu\ndua", "tiga"]);
        assert_eq!(paragraf(None), ["Belum ditulis."]);
    }
}
