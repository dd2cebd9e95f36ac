//! What the public is told of a year: the four figures of Pasal 12 UU 14/2008,
//! which are also the summary of Pasal 15(5) Perki 1/2021.

use projections::laporan::{Laporan, Milik};

use super::super::kantor::TidakCocok;
use super::super::unit::{self, Baris, tabel};
use super::super::{Bahan, nama_kurun};
use super::{BARIS_TERBANYAK, perubahan, sebaran, uraian};
use crate::naskah::{Bagian, Naskah, Sel};
use events::tahunan::Tahunan;

/// Names no request and no person: the time of each stands there by the day on
/// which it came.
pub fn ringkasan(bahan: &Bahan, tahunan: &Tahunan) -> Result<Naskah, TidakCocok> {
    let konsolidasi = super::super::kantor::konsolidasi(bahan)?;
    let laporan = Laporan::dari(&bahan.rekaman, bahan.kurun, Milik::Kantor);
    let mut bagian = vec![
        jumlah(&laporan),
        unit::waktu(&laporan.dijawab, &laporan.diberikan),
        sebaran(&laporan),
        unit::alasan_penolakan(&laporan.angka),
        setiap(&laporan),
    ];
    for (bagian, judul) in bagian.iter_mut().skip(1).zip([
        "b. Waktu yang diperlukan",
        "b. Waktu memenuhi setiap permohonan, menurut hari kerja",
        "d. Alasan penolakan",
        "Waktu setiap permohonan",
    ]) {
        judul.clone_into(&mut bagian.judul);
    }
    bagian.extend(perubahan(tahunan, &konsolidasi.kantor));
    Ok(Naskah {
        judul: format!("Ringkasan akses informasi publik {}", nama_kurun(bahan.kurun)),
        keterangan: bahan.keterangan("Seluruh unit".to_owned()),
        bagian,
        melebar: false,
    })
}

/// How many, and how many granted or refused.
fn jumlah(laporan: &Laporan) -> Bagian {
    let angka = &laporan.angka;
    let hasil =
        |nama: &[&str]| -> u64 { nama.iter().filter_map(|satu| angka.hasil.get(*satu)).sum() };
    let lain = ["tidak dikuasai", "dijawab", "dicabut", "dialihkan", "tidak ditindaklanjuti"];
    let mut baris = Baris::default();
    baris.satu("a. Permohonan yang diterima", angka.permohonan.masuk);
    baris.satu("c. Dikabulkan seluruhnya", hasil(&["dikabulkan"]));
    baris.satu("c. Dikabulkan sebagian", hasil(&["dikabulkan sebagian"]));
    baris.satu("c. Ditolak", hasil(&["ditolak", "ditolak sebagian"]));
    baris.satu("Lain: tidak dikuasai, dicabut, dialihkan, tanpa hasil", hasil(&lain));
    baris.satu("Belum dijawab", hasil(&["belum dijawab"]));
    baris.menjadi("Pasal 12 UU 14/2008; Pasal 15 ayat (5) Perki 1/2021")
}

fn setiap(laporan: &Laporan) -> Bagian {
    let semua = laporan.permohonan.len();
    if semua == 0 || semua > BARIS_TERBANYAK {
        let kalimat = format!("{semua} permohonan; waktunya menurut hari kerja ada di atas.");
        return uraian("", vec![kalimat]);
    }
    let kolom = [("No", 1), ("Diterima", 4), ("Dijawab", 4), ("Waktu (hk)", 2), ("Hasil", 5)];
    let baris = laporan.permohonan.iter().enumerate().map(|(ke, b)| {
        vec![
            Sel::angka(ke as u64 + 1),
            b.diterima.into(),
            b.dijawab.into(),
            b.dijawab_hk.into(),
            Sel::teks(b.hasil.as_deref().unwrap_or("belum dijawab")),
        ]
    });
    Bagian { tabel: Some(tabel(&kolom, baris)), ..Bagian::default() }
}
