//! The office's own figures: all units beside each other, with what must agree.

use events::waktu::tanggal_panjang;
use projections::laporan::{Angka, Konsolidasi, Laporan, Milik, Waktu};

use super::unit::{angka, tabel};
use super::{Bahan, nama_kurun};
use crate::naskah::{Bagian, Naskah, Sel};

/// Figures that must be the same and are not: nothing is reported before it is
/// known why.
#[derive(Debug, thiserror::Error)]
#[error("angka tidak cocok, laporan tidak dibuat: {}", .0.join("; "))]
pub struct TidakCocok(Vec<String>);

/// Lays out the figures of the office with those of each unit.
pub fn kantor(bahan: &Bahan) -> Result<(Konsolidasi, Naskah), TidakCocok> {
    let konsolidasi = konsolidasi(bahan)?;
    let laporan = Laporan::dari(&bahan.rekaman, bahan.kurun, Milik::Kantor);
    let mut bagian = angka(&laporan, bahan.templat);
    bagian.push(per_unit(bahan, &konsolidasi));
    let naskah = Naskah {
        judul: format!("Konsolidasi layanan informasi {}", nama_kurun(bahan.kurun)),
        keterangan: bahan.keterangan("Seluruh unit".to_owned()),
        bagian,
        melebar: true,
    };
    Ok((konsolidasi, naskah))
}

/// The office beside its units, where all that must agree does.
pub(super) fn konsolidasi(bahan: &Bahan) -> Result<Konsolidasi, TidakCocok> {
    Konsolidasi::dari(&bahan.rekaman, bahan.kurun)
        .map_err(|salah| TidakCocok(salah.iter().map(ToString::to_string).collect()))
}

pub(super) fn per_unit(bahan: &Bahan, konsolidasi: &Konsolidasi) -> Bagian {
    let kolom = [
        ("Unit", 8),
        ("Sisa lalu", 2),
        ("Masuk", 2),
        ("Selesai", 2),
        ("Sisa", 2),
        ("Dikabulkan", 3),
        ("Sebagian", 3),
        ("Ditolak", 3),
        ("Lain", 2),
        ("Belum dijawab", 3),
        ("Median (hk)", 3),
        ("Terlama (hk)", 3),
        ("Keberatan", 3),
        ("Sengketa", 3),
    ];
    let mut unit: Vec<_> = konsolidasi.unit.iter().collect();
    unit.sort_by_key(|(id, _)| (id.is_none(), bahan.nama_unit(**id)));
    let per_unit = unit.into_iter().map(|(id, angka)| baris(bahan.nama_unit(*id), angka));
    let mut semua: Vec<Vec<Sel>> = per_unit.collect();
    semua.push(baris("Jumlah".to_owned(), &konsolidasi.kantor));
    Bagian {
        judul: "Menurut unit".to_owned(),
        alinea: vec![format!(
            "Sisa lalu dan masuk sama dengan selesai dan sisa, dan jumlah unit sama dengan angka kantor; diperiksa pada {}.",
            tanggal_panjang(bahan.sudut.hari())
        )],
        tabel: Some(tabel(&kolom, semua)),
    }
}

fn baris(nama: String, angka: &Angka) -> Vec<Sel> {
    let hasil =
        |nama: &[&str]| -> u64 { nama.iter().filter_map(|satu| angka.hasil.get(*satu)).sum() };
    let waktu = Waktu::dari(&angka.dijawab_hk);
    let lain = ["tidak dikuasai", "dijawab", "dicabut", "dialihkan", "tidak ditindaklanjuti"];
    vec![
        Sel::Teks(nama),
        Sel::angka(angka.permohonan.sisa_lalu),
        Sel::angka(angka.permohonan.masuk),
        Sel::angka(angka.permohonan.selesai),
        Sel::angka(angka.permohonan.sisa),
        Sel::angka(hasil(&["dikabulkan"])),
        Sel::angka(hasil(&["dikabulkan sebagian"])),
        Sel::angka(hasil(&["ditolak", "ditolak sebagian"])),
        Sel::angka(hasil(&lain)),
        Sel::angka(hasil(&["belum dijawab"])),
        waktu.median_hk.into(),
        waktu.maksimum_hk.into(),
        Sel::angka(angka.keberatan.masuk),
        Sel::angka(angka.sengketa.masuk),
    ]
}
