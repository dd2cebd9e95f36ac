//! The assessment as a paper to take away.

use events::waktu::tanggal_panjang;
use projections::catatan::Sudut;

use super::{Berdampingan, NilaiIndikator, Penilaian};
use crate::naskah::{Bagian, Kolom, Naskah, Sel, Tabel};

/// Lays the assessment out, with every item of evidence.
pub fn naskah(penilaian: &Penilaian, semua: &[Berdampingan], sudut: Sudut) -> Naskah {
    let hal = |nama: &str, isi: String| (nama.to_owned(), isi);
    let mut keterangan = vec![
        hal("Tahun", penilaian.tahun.to_string()),
        hal("Keadaan per", tanggal_panjang(sudut.hari())),
        hal("Nilai sendiri", format!("{} ({})", puluhan(penilaian.nilai), penilaian.predikat)),
        hal("Target", puluhan(penilaian.target)),
    ];
    if let Some(resmi) = &penilaian.resmi {
        let nilai = format!("{} ({}), {}", puluhan(resmi.nilai), resmi.predikat, resmi.komisi);
        keterangan.push(hal("Hasil resmi", nilai));
    }
    let mut bagian = vec![indikator(penilaian)];
    bagian.extend(penilaian.indikator.iter().filter(|satu| !satu.butir.is_empty()).map(bukti));
    bagian.push(tahun(semua));
    Naskah {
        judul: format!("Penilaian mandiri keterbukaan informasi {}", penilaian.tahun),
        keterangan,
        bagian,
        melebar: true,
    }
}

/// `89,7` of tenths.
pub fn puluhan(persepuluh: u16) -> String {
    format!("{},{}", persepuluh / 10, persepuluh % 10)
}

fn sel(persepuluh: Option<u16>) -> Sel {
    persepuluh.map(|n| f64::from(n) / 10.0).into()
}

fn indikator(penilaian: &Penilaian) -> Bagian {
    let mut baris: Vec<Vec<Sel>> = penilaian
        .indikator
        .iter()
        .map(|satu| {
            vec![
                Sel::teks(&satu.nama),
                sel(Some(satu.bobot)),
                sel(satu.data),
                sel(satu.diisi),
                sel(Some(satu.nilai)),
                sel(Some(satu.sumbangan)),
            ]
        })
        .collect();
    baris.push(vec![
        Sel::teks("Jumlah"),
        Sel::Desimal(100.0),
        Sel::Kosong,
        Sel::Kosong,
        Sel::Kosong,
        sel(Some(penilaian.nilai)),
    ]);
    let kolom = [
        ("Indikator", 8),
        ("Bobot (%)", 3),
        ("Menurut data", 3),
        ("Diisi kantor", 3),
        ("Nilai", 3),
        ("Sumbangan", 3),
    ];
    let kalimat = "Nilai menurut data adalah rerata butir bukti yang dapat dinilai. Jumlah dihitung dari nilai penuh, dipotong pada sepersepuluh.";
    Bagian {
        judul: "Nilai menurut indikator".to_owned(),
        alinea: vec![kalimat.to_owned()],
        tabel: Some(tabel(&kolom, baris)),
    }
}

fn bukti(satu: &NilaiIndikator) -> Bagian {
    let baris = satu.butir.iter().map(|butir| {
        vec![
            Sel::teks(&butir.hal),
            sel(butir.skor),
            Sel::teks(&butir.bukti),
            Sel::teks(&butir.dasar),
        ]
    });
    let kolom = [("Butir", 8), ("Skor", 2), ("Bukti", 6), ("Dasar", 6)];
    let alinea = satu.alasan.iter().map(|alasan| format!("Diisi kantor karena: {alasan}"));
    Bagian {
        judul: format!("Bukti: {}", satu.nama),
        alinea: alinea.collect(),
        tabel: Some(tabel(&kolom, baris.collect())),
    }
}

fn tahun(semua: &[Berdampingan]) -> Bagian {
    let baris = semua.iter().map(|satu| {
        vec![
            Sel::Teks(satu.tahun.to_string()),
            sel(Some(satu.target)),
            sel(Some(satu.nilai)),
            Sel::teks(&satu.predikat),
            sel(satu.resmi),
            satu.predikat_resmi.clone().into(),
        ]
    });
    let kolom = [
        ("Tahun", 2),
        ("Target", 2),
        ("Nilai sendiri", 3),
        ("Predikat", 4),
        ("Hasil resmi KI", 3),
        ("Predikat resmi", 4),
    ];
    Bagian {
        judul: "Tahun demi tahun terhadap target".to_owned(),
        alinea: Vec::new(),
        tabel: Some(tabel(&kolom, baris.collect())),
    }
}

fn tabel(kolom: &[(&'static str, u8)], baris: Vec<Vec<Sel>>) -> Tabel {
    let kolom = kolom.iter().map(|(nama, lebar)| Kolom { nama, lebar: *lebar });
    Tabel { kolom: kolom.collect(), baris }
}

#[cfg(test)]
mod tests {
    use super::puluhan;

    #[test]
    fn tenths_are_written_with_a_comma() {
        assert_eq!([0, 399, 900, 1_000].map(puluhan), ["0,0", "39,9", "90,0", "100,0"]);
    }
}
