//! Blacking-out on a page: the document as pictures, boxes as fields, a look at
//! what would be given, and then the copy. A small script draws boxes with a
//! pointer; without it they are numbers.

mod berikan;
mod kotak;

use askama::Template;
use axum::Extension;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use events::pasal17::Pasal17;
use projections::proyeksi::Proyeksi;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::formulir::Terisi;
use super::kata::{nilai, tanggal, ukuran};
use super::perkara::{Berkas, oleh};
use super::publik::terisi;
use super::sesi::Petugas;
use super::surat::satu;
use super::{Antar, Jawaban, Tata, laman, tak_berwenang};
use crate::log::new_id;
use crate::web::Layanan;
use crate::web::akses::Akses;
use crate::web::kepala::DenganGambar;
use crate::web::masalah::Masalah;
use crate::web::penghitaman::{
    DaftarSalinan, GambarHalaman, HalamanDokumen, SEKALI, TampilanSalinan,
};
use kotak::Baris;

#[derive(Template)]
#[template(path = "penghitaman.html")]
struct PenghitamanHtml {
    tata: Tata,
    id: Uuid,
    nomor: String,
    berkas: Vec<(Berkas, Uuid)>,
    /// Each with who made it, and the id of a view of it.
    salinan: Vec<(TampilanSalinan, String, Uuid)>,
    boleh_memberikan: bool,
    terbuka: Option<Terbuka>,
    /// What may be chosen as ground of a box.
    dasar: Vec<(String, String)>,
    masalah: Option<Masalah>,
}

/// The document that lies open.
struct Terbuka {
    isian: Isian,
    banyak: usize,
    gambar: Vec<GambarHalaman>,
    /// It is shown as it would be given.
    dilihat: bool,
}

impl Terbuka {
    fn sebelum(&self) -> bool {
        self.isian.dari > 1
    }

    fn sesudah(&self) -> bool {
        usize::try_from(self.isian.dari + SEKALI).is_ok_and(|dari| dari <= self.banyak)
    }
}

/// What the form holds besides its button.
struct Isian {
    /// Of the view, and of the copy.
    lihat: String,
    perintah: String,
    dokumen: String,
    keperluan: String,
    sk: String,
    dari: u32,
    baris: Vec<Baris>,
}

#[derive(Deserialize)]
struct Keadaan {
    nomor: String,
    berkas: Vec<Berkas>,
}

#[derive(Deserialize)]
struct Diterima {
    posisi: u64,
}

pub(super) async fn isi(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path(id): Path<Uuid>,
) -> Jawaban {
    if !petugas.boleh(Akses::PENGHITAMAN) {
        return Err(tak_berwenang());
    }
    tampilkan(&layanan, &antarmuka, petugas, id, (None, None)).await
}

async fn tampilkan(
    layanan: &Layanan,
    antarmuka: &Antar,
    petugas: Petugas,
    id: Uuid,
    (terbuka, masalah): (Option<Terbuka>, Option<Masalah>),
) -> Jawaban {
    let (pelaku, alamat) = (petugas.pelaku(), format!("/api/v1/perkara/{id}"));
    let Keadaan { nomor, berkas } = antarmuka.baca(&pelaku, &alamat).await?;
    let dibuat: DaftarSalinan =
        antarmuka.baca(&pelaku, &format!("{alamat}/salinan-dihitamkan")).await?;
    let baru = || new_id(layanan.app.clock.now());
    let mut salinan = Vec::new();
    for satu in dibuat.salinan {
        let oleh = oleh(layanan, &satu.oleh).await?;
        salinan.push((satu, oleh, baru()));
    }
    let dasar = Pasal17::semua().filter(|pasal| !pasal.tanpa_angka()).map(String::from);
    let bergambar = terbuka.is_some();
    let status = masalah.as_ref().and_then(|m| StatusCode::from_u16(m.status).ok());
    let html = laman(&PenghitamanHtml {
        tata: Tata::petugas(layanan, petugas),
        id,
        nomor,
        berkas: berkas.into_iter().map(|satu| (satu, baru())).collect(),
        salinan,
        boleh_memberikan: petugas.boleh(Akses::LOKET),
        terbuka,
        dasar: dasar.map(|kode| (kode.clone(), nilai("dasar", &kode))).collect(),
        masalah,
    })?;
    let mut jawaban = (status.unwrap_or(StatusCode::OK), html).into_response();
    if bergambar {
        jawaban.extensions_mut().insert(DenganGambar);
    }
    Ok(jawaban)
}

/// What the button asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kerja {
    Buka,
    Tambah,
    Sebelum,
    Sesudah,
    Lihat,
    Kirim,
    Berikan,
}

impl Kerja {
    fn dari(terisi: &Terisi) -> Self {
        match satu(terisi, "kerja").as_deref() {
            Some("tambah") => Kerja::Tambah,
            Some("sebelum") => Kerja::Sebelum,
            Some("sesudah") => Kerja::Sesudah,
            Some("lihat") => Kerja::Lihat,
            Some("kirim") => Kerja::Kirim,
            Some("berikan") => Kerja::Berikan,
            Some(_) | None => Kerja::Buka,
        }
    }
}

impl Isian {
    /// `baru` is the id of a copy that has none yet.
    fn dari(terisi: &Terisi, kerja: Kerja, baru: Uuid) -> Self {
        let teks = |nama: &str| satu(terisi, nama).unwrap_or_default();
        let dari = teks("dari").parse::<u32>().unwrap_or(1).max(1);
        Isian {
            lihat: teks("lihat"),
            perintah: satu(terisi, "perintah").unwrap_or_else(|| baru.to_string()),
            dokumen: teks("dokumen"),
            keperluan: teks("keperluan"),
            sk: teks("sk"),
            dari: match kerja {
                Kerja::Sebelum => dari.saturating_sub(SEKALI).max(1),
                Kerja::Sesudah => dari.saturating_add(SEKALI),
                _ => dari,
            },
            baris: kotak::dari(terisi, kerja == Kerja::Tambah),
        }
    }
}

pub(super) async fn kirim(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path(id): Path<Uuid>,
    Form(pasangan): Form<Vec<(String, String)>>,
) -> Jawaban {
    if !petugas.boleh(Akses::PENGHITAMAN) {
        return Err(tak_berwenang());
    }
    let terisi = terisi(pasangan);
    let kerja = Kerja::dari(&terisi);
    let isian = Isian::dari(&terisi, kerja, new_id(layanan.app.clock.now()));
    if isian.dokumen.is_empty() {
        let masalah = Masalah::kolom("dokumen", "pilih dokumen yang hendak dihitamkan");
        return tampilkan(&layanan, &antarmuka, petugas, id, (None, Some(masalah))).await;
    }
    let masalah = match (kerja, kotak::semua(&isian.baris)) {
        (Kerja::Berikan, _) => {
            return berikan::siapkan(&layanan, &antarmuka, petugas, id, &isian).await;
        }
        (Kerja::Lihat | Kerja::Kirim, Err(masalah)) => Some(masalah),
        (Kerja::Kirim, Ok(kotak)) => {
            match catat(&layanan, &antarmuka, petugas, id, (&isian, kotak)).await {
                Ok(()) => {
                    let ke = format!("/perkara/{id}/penghitaman");
                    return Ok(Redirect::to(&ke).into_response());
                }
                Err(masalah) => Some(masalah),
            }
        }
        _ => None,
    };
    let dilihat = kerja == Kerja::Lihat && masalah.is_none();
    buka(&layanan, &antarmuka, petugas, id, (isian, dilihat, masalah)).await
}

/// The copy; whoever looks next sees it.
async fn catat(
    layanan: &Layanan,
    antarmuka: &Antar,
    petugas: Petugas,
    id: Uuid,
    (isian, kotak): (&Isian, serde_json::Value),
) -> Result<(), Masalah> {
    let mut badan = json!({"perintah": isian.perintah, "dokumen": isian.dokumen, "kotak": kotak});
    if !isian.sk.is_empty() {
        badan["sk"] = json!(isian.sk);
    }
    let alamat = format!("/api/v1/perkara/{id}/salinan-dihitamkan");
    let hasil: Diterima = antarmuka.kirim(&petugas.pelaku(), &alamat, &badan, None).await?;
    layanan.app.tampilan.tunggu(Proyeksi::Perkara, hasil.posisi).await?;
    Ok(())
}

/// The pages of the document beside its form. What is wrong with it is told
/// instead.
async fn buka(
    layanan: &Layanan,
    antarmuka: &Antar,
    petugas: Petugas,
    id: Uuid,
    (isian, dilihat, masalah): (Isian, bool, Option<Masalah>),
) -> Jawaban {
    let kotak = if dilihat { kotak::semua(&isian.baris)? } else { json!([]) };
    let badan = json!({
        "perintah": isian.lihat, "keperluan": isian.keperluan, "dokumen": isian.dokumen,
        "dari": isian.dari, "kotak": kotak,
    });
    let alamat = format!("/api/v1/perkara/{id}/halaman");
    match antarmuka.kirim::<HalamanDokumen>(&petugas.pelaku(), &alamat, &badan, None).await {
        Ok(HalamanDokumen { banyak, gambar, .. }) => {
            let terbuka = Terbuka { isian, banyak, gambar, dilihat };
            tampilkan(layanan, antarmuka, petugas, id, (Some(terbuka), masalah)).await
        }
        // A box on a page that is not there, say: what was typed is not lost.
        Err(lain) if dilihat => {
            let lagi = buka(layanan, antarmuka, petugas, id, (isian, false, Some(lain)));
            Box::pin(lagi).await
        }
        Err(lain) => {
            let masalah = Some(masalah.unwrap_or(lain));
            tampilkan(layanan, antarmuka, petugas, id, (None, masalah)).await
        }
    }
}
