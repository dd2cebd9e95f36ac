//! A copy on its way to the pemohon: the form of that step, filled in with the
//! copy and with what was blacked out in it.

use askama::Template;
use serde_json::json;
use uuid::Uuid;

use super::super::sesi::Petugas;
use super::super::{Antar, Halangan, Jawaban, Tata, laman, tak_berwenang};
use super::{Isian, Keadaan};
use crate::log::new_id;
use crate::web::Layanan;
use crate::web::akses::Akses;
use crate::web::masalah::Masalah;
use crate::web::penghitaman::{DaftarSalinan, HalamanDokumen};

#[derive(Template)]
#[template(path = "penghitaman_berikan.html")]
struct BerikanHtml {
    tata: Tata,
    id: Uuid,
    nomor: String,
    /// Fields of the step, by their names on its form.
    terisi: Vec<(String, String)>,
    kotak: Vec<(String, String)>,
}

/// Naming the copy opens it, and that is taken down.
pub(super) async fn siapkan(
    layanan: &Layanan,
    antarmuka: &Antar,
    petugas: Petugas,
    id: Uuid,
    isian: &Isian,
) -> Jawaban {
    if !petugas.boleh(Akses::LOKET) {
        return Err(tak_berwenang());
    }
    let (pelaku, alamat) = (petugas.pelaku(), format!("/api/v1/perkara/{id}"));
    let Keadaan { nomor, .. } = antarmuka.baca(&pelaku, &alamat).await?;
    let dibuat: DaftarSalinan =
        antarmuka.baca(&pelaku, &format!("{alamat}/salinan-dihitamkan")).await?;
    let dimaksud = |satu: Option<Uuid>| satu.is_some_and(|satu| satu.to_string() == isian.dokumen);
    let salinan = dibuat.salinan.into_iter().find(|satu| dimaksud(satu.salinan));
    let salinan = salinan.ok_or_else(|| Halangan::from(Masalah::tidak_ada("salinan ini")))?;
    // No picture is asked for: what is behind the last page is none.
    let badan = json!({"perintah": isian.lihat, "keperluan": isian.keperluan,
                       "dokumen": isian.dokumen, "dari": u32::MAX});
    let HalamanDokumen { berkas, .. } =
        antarmuka.kirim(&pelaku, &format!("{alamat}/halaman"), &badan, None).await?;
    let teks = |isi: &events::teks::Isi| isi.teks().unwrap_or_default().to_owned();
    let mut terisi: Vec<(String, String)> = [
        ("_perintah", new_id(layanan.app.clock.now()).to_string()),
        ("lingkup", "sebagian".to_owned()),
        ("berkas.0.id", isian.dokumen.clone()),
        ("berkas.0.nama", teks(&berkas.nama)),
        ("berkas.0.ukuran_bytes", berkas.ukuran_bytes.to_string()),
        ("berkas.0.sidik", teks(&berkas.sidik)),
    ]
    .map(|(nama, nilai)| (nama.to_owned(), nilai))
    .into();
    let mut kotak = Vec::new();
    for (ke, satu) in salinan.kotak.iter().enumerate() {
        let bagian = format!("halaman {}, kotak {}", satu.halaman, ke + 1);
        terisi.push((format!("penghitaman.{ke}.bagian"), bagian.clone()));
        terisi.push((format!("penghitaman.{ke}.dasar"), satu.dasar.into()));
        kotak.push((bagian, satu.dasar.to_string()));
    }
    laman(&BerikanHtml { tata: Tata::petugas(layanan, petugas), id, nomor, terisi, kotak })
}
