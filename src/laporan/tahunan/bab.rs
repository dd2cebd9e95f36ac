//! The six chapters, a to f, and Pasal 57 within them.

use events::kantor::{JenisTeks, Kantor};
use events::tahunan::KataTahunan;
use projections::laporan::{HASIL, Konsolidasi, Laporan};

use super::super::Bahan;
use super::super::kantor::per_unit;
use super::super::unit::{self, Baris, tabel};
use super::{BARIS_TERBANYAK, paragraf, sebaran, uraian};
use crate::naskah::{Bagian, Sel};

pub(super) fn kebijakan(kata: &KataTahunan) -> Vec<Bagian> {
    let judul = "a. Gambaran umum kebijakan pelayanan informasi publik";
    vec![uraian(judul, paragraf(kata.kebijakan.as_ref()))]
}

/// With facilities, staff and budget (Pasal 57(1)).
pub(super) fn pelaksanaan(bahan: &Bahan, kantor: &Kantor, kata: &KataTahunan) -> Vec<Bagian> {
    let mut pembuka = uraian(
        "b. Gambaran umum pelaksanaan pelayanan informasi publik",
        vec![format!("Layanan dijalankan PPID Utama bersama {} unit.", bahan.unit.len())],
    );
    let teks = [
        ("Alamat loket", JenisTeks::Alamat),
        ("Jam layanan", JenisTeks::JamLayanan),
        ("Kontak", JenisTeks::Kontak),
        ("Bantuan bagi penyandang disabilitas", JenisTeks::Disabilitas),
    ];
    let ada = teks.into_iter().filter_map(|(nama, jenis)| Some((nama, kantor.teks(jenis)?)));
    let baris: Vec<Vec<Sel>> =
        ada.map(|(nama, isi)| vec![Sel::teks(nama), Sel::teks(isi)]).collect();
    if !baris.is_empty() {
        pembuka.tabel = Some(tabel(&[("Layanan", 4), ("Keterangan", 11)], baris));
    }
    vec![
        pembuka,
        uraian("b.1 Sarana dan prasarana", paragraf(kata.sarana.as_ref())),
        uraian("b.2 Sumber daya manusia", paragraf(kata.sumber_daya.as_ref())),
        uraian("b.3 Anggaran dan penggunaannya", paragraf(kata.anggaran.as_ref())),
    ]
}

/// Pasal 57(2): how many, how long, granted in whole or part, refused and why.
pub(super) fn pelayanan(
    bahan: &Bahan,
    konsolidasi: &Konsolidasi,
    laporan: &Laporan,
) -> Vec<Bagian> {
    let angka = &laporan.angka;
    let mut ringkas = Baris::default();
    ringkas.arus("Permohonan", angka.permohonan);
    for hasil in HASIL {
        let n = angka.hasil.get(hasil).copied().unwrap_or_default();
        ringkas.satu(&format!("Hasil permohonan masuk: {hasil}"), n);
    }
    let mut bagian = vec![
        ringkas.menjadi("c. Rincian pelayanan informasi publik (Pasal 57 ayat (2))"),
        unit::waktu(&laporan.dijawab, &laporan.diberikan),
        sebaran(laporan),
        unit::alasan_penolakan(angka),
        unit::rincian(angka),
        per_unit(bahan, konsolidasi),
        daftar(laporan),
    ];
    for (bagian, judul) in bagian.iter_mut().skip(1).zip([
        "c.1 Waktu pelayanan",
        "c.2 Waktu setiap permohonan menurut hari kerja",
        "c.3 Alasan penolakan",
        "c.4 Pemohon, jenis informasi, dan alasan keberatan",
        "c.5 Menurut unit",
        "c.6 Waktu setiap permohonan",
    ]) {
        judul.clone_into(&mut bagian.judul);
    }
    bagian
}

/// The time of each request (Pasal 57(2) letter b), by its number alone.
fn daftar(laporan: &Laporan) -> Bagian {
    let semua = laporan.permohonan.len();
    if semua == 0 {
        return uraian("", vec!["Tidak ada permohonan yang diterima.".to_owned()]);
    }
    if semua > BARIS_TERBANYAK {
        let kalimat = format!(
            "Daftar {semua} permohonan dengan waktunya masing-masing ada dalam buku register."
        );
        return uraian("", vec![kalimat]);
    }
    let kolom = [
        ("No", 1),
        ("Nomor register", 5),
        ("Diterima", 4),
        ("Dijawab", 4),
        ("Waktu (hk)", 2),
        ("Diberikan", 4),
        ("Waktu (hk)", 2),
        ("Hasil", 5),
    ];
    let baris = laporan.permohonan.iter().enumerate().map(|(ke, b)| {
        vec![
            Sel::angka(ke as u64 + 1),
            Sel::teks(&b.nomor),
            b.diterima.into(),
            b.dijawab.into(),
            b.dijawab_hk.into(),
            b.diberikan.into(),
            b.diberikan_hk.into(),
            Sel::teks(b.hasil.as_deref().unwrap_or("belum dijawab")),
        ]
    });
    Bagian { tabel: Some(tabel(&kolom, baris)), ..Bagian::default() }
}

/// Pasal 57(3): from the keberatan to the judgment and what was done about it.
pub(super) fn sengketa(laporan: &Laporan) -> Vec<Bagian> {
    let angka = &laporan.angka;
    let mut ringkas = Baris::default();
    ringkas.arus("Keberatan", angka.keberatan);
    ringkas.menurut("Tanggapan keberatan", &angka.putusan_keberatan, str::to_owned);
    ringkas.arus("Sengketa", angka.sengketa);
    ringkas.menurut("Mediasi", &angka.mediasi, str::to_owned);
    ringkas.menurut("Putusan Komisi Informasi", &angka.putusan_sengketa, str::to_owned);
    ringkas.satu("Putusan dilaksanakan", angka.dilaksanakan);
    ringkas.satu("Gugatan ke pengadilan", angka.gugatan);
    ringkas.satu("Putusan pengadilan", angka.putusan_pengadilan);
    ringkas.satu("Berkekuatan hukum tetap", angka.inkracht);
    let judul = "d. Rincian penyelesaian sengketa informasi publik (Pasal 57 ayat (3))";
    let mut bagian = vec![ringkas.menjadi(judul)];
    if !laporan.keberatan.is_empty() && laporan.keberatan.len() <= BARIS_TERBANYAK {
        let mut keberatan = unit::keberatan(laporan);
        "d.1 Daftar keberatan".clone_into(&mut keberatan.judul);
        bagian.push(keberatan);
    }
    if !laporan.sengketa.is_empty() {
        let mut sengketa = unit::sengketa(laporan);
        "d.2 Daftar sengketa".clone_into(&mut sengketa.judul);
        bagian.push(sengketa);
    }
    bagian
}

pub(super) fn kendala(kata: &KataTahunan) -> Vec<Bagian> {
    vec![
        uraian(
            "e. Kendala internal pelaksanaan layanan informasi publik",
            paragraf(kata.kendala_internal.as_ref()),
        ),
        uraian("e. Kendala eksternal", paragraf(kata.kendala_eksternal.as_ref())),
    ]
}

pub(super) fn rekomendasi(kata: &KataTahunan) -> Vec<Bagian> {
    vec![
        uraian("f. Rekomendasi", paragraf(kata.rekomendasi.as_ref())),
        uraian("f. Rencana tindak lanjut", paragraf(kata.rencana.as_ref())),
    ]
}
