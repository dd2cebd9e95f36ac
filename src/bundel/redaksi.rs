//! What a bundle does not show, and why: withheld, erased, or blacked out.

use events::Event;
use events::perkara::Event as Perkara;
use events::teks::Isi;

use super::Bahan;
use super::daftar::berkas;
use super::kertas::{kata, kolom, semua_fakta};
use super::potongan::ATURAN_DIHAPUS;
use crate::log::Disclosed;
use crate::naskah::{Bagian, Sel, Tabel};

pub(super) fn redaksi(bahan: &Bahan) -> Bagian {
    let mut baris = Vec::new();
    for fakta in semua_fakta(bahan) {
        for nilai in &fakta.values {
            let (bagian, keadaan, aturan) = match &nilai.disclosure {
                None => ("", "dihapus", ATURAN_DIHAPUS),
                Some(_) if bahan.potongan.terbuka(fakta, nilai) => continue,
                Some(isi) => (isi.name.as_str(), "ditahan", bahan.potongan.aturan(nilai)),
            };
            baris.push(vec![
                Sel::angka(fakta.open.position),
                Sel::Teks(kata(&fakta.kind)),
                Sel::Teks(kata(bagian)),
                Sel::teks(keadaan),
                Sel::teks(aturan),
                Sel::teks(nilai.digest.clone()),
            ]);
        }
        baris.extend(dihitamkan(bahan, fakta));
    }
    let alinea = match baris.is_empty() {
        true => "Semua isi yang tercatat dibuka dalam potongan ini.",
        false => {
            "Sidik setiap isi yang tidak dibuka, dan setiap dokumen yang dihitamkan, tetap ada \
             dalam daunnya."
        }
    };
    Bagian {
        judul: "Ditahan, dihapus, atau dihitamkan".to_owned(),
        alinea: vec![alinea.to_owned()],
        tabel: Some(Tabel {
            kolom: kolom(&[
                ("Posisi", 5),
                ("Fakta", 16),
                ("Bagian", 14),
                ("Keadaan", 7),
                ("Aturan", 12),
                ("Sidik", 25),
            ]),
            baris,
        }),
    }
}

/// What was blacked out in a copy: box by box, on what ground and by whom, with
/// the digest of the document that it was made from.
fn dihitamkan(bahan: &Bahan, fakta: &Disclosed) -> Vec<Vec<Sel>> {
    let Event::Perkara(event) = &fakta.sealed.event else { return Vec::new() };
    let Perkara::SalinanDihitamkan(salinan) = event.as_ref() else { return Vec::new() };
    let dokumen = bahan.rangkaian.iter().flat_map(|satu| &satu.fakta);
    let mut dokumen = dokumen.flat_map(|satu| berkas(&satu.sealed.event));
    let asal = dokumen.find(|satu| satu.id == Some(salinan.dokumen));
    let sidik = match asal.map(|asal| asal.sidik) {
        Some(Isi::Tersegel(sidik)) => sidik,
        Some(Isi::Terbuka(_)) | None => String::new(),
    };
    let oleh = bahan.nama_pelaku(fakta.sealed.actor.as_str());
    let baris = (1..).zip(&salinan.kotak).map(|(nomor, kotak)| {
        let sk = salinan.sk.as_ref().map_or_else(String::new, |sk| format!("; {sk}"));
        vec![
            Sel::angka(fakta.open.position),
            Sel::Teks(kata(&fakta.kind)),
            Sel::teks(format!("halaman {}, kotak {nomor}", kotak.halaman)),
            Sel::teks(format!("dihitamkan oleh {oleh}")),
            Sel::teks(format!("{} UU 14/2008{sk}", kotak.dasar)),
            Sel::teks(sidik.clone()),
        ]
    });
    baris.collect()
}
