//! What a case is counted as and found by: its marks and its words.
//!
//! A figure is how many cases have a mark, and the list behind it holds the
//! cases that have it: the two cannot differ.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use events::pemberitahuan::Hasil;
use events::pihak::Lingkup;
use events::tenggat::{JenisTenggat, Keadaan};
use uuid::Uuid;

use super::{BarisPerkara, Pemegang, nomor_pernah};
use crate::alasan::alasan;
use crate::bahan::Kasus;
use crate::catatan::Catatan;

/// Marks of the permohonan, the keberatan and the sengketa of a case.
pub const ADA_PERMOHONAN: &str = "ada=permohonan";
pub const ADA_KEBERATAN: &str = "ada=keberatan";
pub const ADA_SENGKETA: &str = "ada=sengketa";
/// Begins the mark of a case under way: its stage and its nearest tenggat.
pub const BERJALAN: &str = "berjalan=";
/// Begins the mark of a permohonan that waits for its answer: both ends.
pub const BELUM: &str = "belum=";

/// Marks, each of which is counted; nothing in them is a comma, a quote or a
/// brace.
pub(super) fn tanda(kasus: &Kasus<'_>, catatan: &Catatan, baris: &BarisPerkara) -> Vec<String> {
    let (kasus_ini, mut tanda) = (&kasus.baris, Vec::new());
    if baris.dari_register_ki {
        return tanda;
    }
    if baris.milik_register {
        tanda.push(ADA_PERMOHONAN.to_owned());
        if baris.diterima.is_none() {
            tanda.push("ada=tanpa-tanggal".to_owned());
        }
        tanda.push(format!("hasil={}", hasil(&kasus_ini.perkara)));
        tanda.extend(alasan(catatan, kasus_ini).iter().map(|alasan| format!("alasan={alasan}")));
        tanda.extend(waktu(kasus));
    }
    if !kasus_ini.perkara.keberatan.is_empty() {
        tanda.push(ADA_KEBERATAN.to_owned());
    }
    if !kasus_ini.perkara.sengketa.is_empty() {
        tanda.push(ADA_SENGKETA.to_owned());
    }
    if baris.berjalan {
        let hari = |hari: Option<NaiveDate>| hari.map(|hari| hari.to_string()).unwrap_or_default();
        let (awal, lambat) = (hari(baris.tenggat_awal), hari(baris.tenggat_lambat));
        tanda.push(format!("{BERJALAN}{}/{awal}/{lambat}", baris.status));
    }
    tanda
}

/// What came of a permohonan, in one word.
fn hasil(perkara: &events::Perkara) -> &'static str {
    match perkara.jawaban.as_ref().map(|jawaban| jawaban.hasil) {
        Some(Hasil::Dikabulkan(Lingkup::Sebagian)) => "dikabulkan-sebagian",
        Some(Hasil::Dikabulkan(Lingkup::Seluruhnya | Lingkup::TidakTercatat)) => "dikabulkan",
        Some(Hasil::Ditolak(_)) => "ditolak",
        Some(Hasil::TidakDikuasai) => "tidak-dikuasai",
        Some(Hasil::Lain) => "lain",
        None if perkara.berakhir_tanpa_jawaban() => "tanpa-jawaban",
        None => "belum-dijawab",
    }
}

/// How long notice and delivery took, and on which side of the limit they lie.
///
/// The statutory clock runs on the written notice alone; the delivery is held
/// against the same limit, as what the pemohon waited for.
fn waktu(kasus: &Kasus<'_>) -> Vec<String> {
    let perkara = &kasus.baris.perkara;
    let diterima = kasus.baris.diterima();
    let tenggat = kasus.tenggat.iter().find(|t| t.jenis == JenisTenggat::Pemberitahuan);
    let tenggat = tenggat.filter(|tenggat| !tenggat.gugur);
    let batas = tenggat.map(|tenggat| (tenggat.paling_awal(), tenggat.paling_lambat()));
    let pemberitahuan = perkara.jawaban.as_ref().and_then(|j| j.dikirim.tanggal);
    let pemberian = perkara.pemberian.first().and_then(|(kejadian, _)| kejadian.tanggal);
    let mut tanda = Vec::new();
    for (lama, tepat, hari) in
        [("lama", "pemberitahuan", pemberitahuan), ("lama-pemberian", "pemberian", pemberian)]
    {
        let Some(hk) = kasus.baris.lama(hari) else { continue };
        tanda.push(format!("hk-{lama}={hk}"));
        tanda.push(format!("{lama}={}", kelas_lama(hk)));
        let keadaan = batas.zip(hari).map(|(batas, hari)| keadaan(batas, hari));
        tanda.extend(keadaan.map(|keadaan| format!("{tepat}={}", keadaan.nama())));
    }
    let belum = batas.filter(|_| perkara.menunggu_jawaban() && diterima.is_some());
    tanda.extend(belum.map(|(awal, lambat)| format!("{BELUM}{awal}/{lambat}")));
    tanda
}

/// Classes of working days, each with its last one: the ends of the limits of
/// Pasal 22(7) and (8) UU 14/2008 are two of them.
pub const KELAS_LAMA: [(&str, Option<i64>); 5] = [
    ("0-5", Some(5)),
    ("6-10", Some(10)),
    ("11-17", Some(17)),
    ("18-30", Some(30)),
    ("lebih-30", None),
];

fn kelas_lama(hk: i64) -> &'static str {
    let kelas = KELAS_LAMA.iter().find(|(_, akhir)| akhir.is_none_or(|akhir| hk <= akhir));
    kelas.expect("the last class has no end").0
}

/// On which side of both ends a day lies.
pub fn keadaan((awal, lambat): (NaiveDate, NaiveDate), hari: NaiveDate) -> Keadaan {
    if hari > lambat {
        Keadaan::Terlambat
    } else if hari > awal {
        Keadaan::Batas
    } else {
        Keadaan::Tepat
    }
}

/// Words by which it is found, in small letters. What people typed is sealed
/// and not among them.
pub(super) fn kata(kasus: &Kasus<'_>, catatan: &Catatan, baris: &BarisPerkara) -> Vec<String> {
    let mut kata = BTreeSet::new();
    for nomor in nomor_pernah(catatan, baris.perkara) {
        kata.extend(pecah(&nomor));
    }
    let tahap = [Some(baris.status.as_str()), baris.tenggat.as_deref()];
    let sebutan = [baris.kanal.as_deref(), baris.jenis_pemohon.as_deref(), Some(baris.jenis())];
    for teks in tahap.into_iter().chain(sebutan).flatten() {
        kata.extend(pecah(teks));
    }
    kata.extend(kasus.baris.perkara.penanggung_jawab().map(|d| kata_unit(d.unit.0)));
    kata.extend(kasus.baris.perkara.disposisi.iter().map(|d| kata_pernah(d.unit.0)));
    let pemohon = baris.jenis_pemohon.as_deref().unwrap_or("tidak tercatat");
    kata.insert(format!("pemohon={}", pemohon.replace(' ', "-")));
    kata.insert(format!("jenis={}", baris.jenis()));
    if let Some(pemegang) = &baris.pemegang {
        kata.insert(kata_pemegang(pemegang));
    }
    kata.extend(baris.pemegang_unit.map(|unit| kata_pemegang_unit(Pemegang::Unit(unit))));
    kata.into_iter().collect()
}

/// Stands for the names of a unit, which may change.
pub fn kata_unit(unit: Uuid) -> String {
    format!("unit={unit}")
}

/// A unit that holds or held it, in whatever part.
pub(super) fn kata_pernah(unit: Uuid) -> String {
    format!("pernah={unit}")
}

pub(super) fn kata_pemegang(nama: &str) -> String {
    format!("pemegang={}", nama.to_lowercase().replace(' ', "-"))
}

fn kata_pemegang_unit(pemegang: Pemegang) -> String {
    match pemegang {
        Pemegang::Unit(unit) => format!("pemegang-unit={unit}"),
        Pemegang::Ppid
        | Pemegang::AtasanPpid
        | Pemegang::Pemohon
        | Pemegang::KomisiInformasi
        | Pemegang::Pengadilan => kata_pemegang(pemegang.nama()),
    }
}

/// The words of a text: letters and digits, in small letters.
pub fn pecah(teks: &str) -> Vec<String> {
    let bagian = teks.split(|huruf: char| !huruf.is_alphanumeric());
    let bagian = bagian.filter(|bagian| !bagian.is_empty()).map(str::to_lowercase);
    // An array would read this one as no value at all.
    bagian.filter(|bagian| bagian != "null").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hari(tanggal: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, tanggal).expect("a day of March")
    }

    #[test]
    fn the_last_day_of_each_reading_is_still_inside_it() {
        let pada = |tanggal| keadaan((hari(13), hari(16)), hari(tanggal));
        assert_eq!(pada(13), Keadaan::Tepat);
        assert_eq!(pada(14), Keadaan::Batas);
        assert_eq!(pada(16), Keadaan::Batas);
        assert_eq!(pada(17), Keadaan::Terlambat);
    }

    #[test]
    fn ten_working_days_and_seventeen_end_a_class() {
        let kelas = [0, 5, 6, 10, 11, 17, 18, 30, 31].map(kelas_lama);
        let harapan =
            ["0-5", "0-5", "6-10", "6-10", "11-17", "11-17", "18-30", "18-30", "lebih-30"];
        assert_eq!(kelas, harapan);
    }

    #[test]
    fn a_number_is_found_by_each_of_its_parts() {
        assert_eq!(pecah("0012/PPID-Kota/2026"), ["0012", "ppid", "kota", "2026"]);
        assert_eq!(pecah(" {a,b}\"\\ "), ["a", "b"], "nothing that an array would read");
        assert_eq!(pecah("Null/7"), ["7"]);
    }
}
