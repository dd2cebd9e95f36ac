//! The steps of a letter's life, each a form on its page.

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Halaman, rancangan, satu};
use crate::web::Layanan;
use crate::web::laman::formulir::Terisi;
use crate::web::laman::kiriman::Terkirim;
use crate::web::laman::sesi::Petugas;
use crate::web::laman::{Antar, Halangan, Jawaban};
use crate::web::masalah::Jenis;
use crate::web::surat::HasilSusunUlang;

/// Which step a form takes; the address of the API and the fact that it sends.
fn fakta(surat: Uuid, kerja: &str, terisi: &Terisi) -> Option<(&'static str, Value)> {
    let isi = |nama: &str| satu(terisi, nama);
    let mut fakta = json!({"surat": surat});
    let alamat = match kerja {
        "naskah" => return Some(("surat-dirancang", rancangan(&surat.to_string(), terisi))),
        "tanda-tangan" => {
            fakta["cara"] = json!(isi("cara"));
            fakta["oleh"] = rancangan("", terisi)["penandatangan"].take();
            fakta["dokumen"] = json!(berkas(terisi, "dokumen"));
            "surat-ditandatangani"
        }
        "kirim" => {
            fakta["melalui"] = json!(isi("melalui"));
            mungkin(&mut fakta, "resi", isi("resi").map(Value::from));
            mungkin(&mut fakta, "bukti", berkas(terisi, "bukti"));
            "surat-dikirim"
        }
        "terima" => {
            mungkin(&mut fakta, "oleh", isi("oleh").map(|oleh| json!({"isi": oleh})));
            mungkin(&mut fakta, "bukti", berkas(terisi, "bukti"));
            "surat-diterima"
        }
        _ => return None,
    };
    Some((alamat, fakta))
}

fn mungkin(fakta: &mut Value, nama: &str, nilai: Option<Value>) {
    if let Some(nilai) = nilai {
        fakta[nama] = nilai;
    }
}

/// A file that was taken in with the form.
fn berkas(terisi: &Terisi, kolom: &str) -> Option<Value> {
    let isi = |bagian: &str| satu(terisi, &format!("{kolom}.{bagian}"));
    let ukuran: u64 = isi("ukuran_bytes")?.parse().ok()?;
    Some(json!({"id": isi("id")?, "nama": {"isi": isi("nama")?}, "ukuran_bytes": ukuran,
                "sidik": {"isi": isi("sidik")?}}))
}

pub(in crate::web::laman) async fn langkah(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path((id, surat, kerja)): Path<(Uuid, Uuid, String)>,
    Terkirim { terisi, galat }: Terkirim,
) -> Jawaban {
    let halaman = Halaman { layanan: &layanan, antarmuka: &antarmuka, petugas, id, surat };
    if let Some(galat) = galat {
        return halaman.tampilkan(&terisi, Some(galat)).await;
    }
    if kerja == "susun-ulang" {
        return susun_ulang(&halaman, &terisi).await;
    }
    let Some((alamat, fakta)) = fakta(surat, &kerja, &terisi) else {
        return Err(super::tidak_ada("langkah ini"));
    };
    let mut badan = json!({"perintah": satu(&terisi, "perintah"), "fakta": fakta});
    if kerja != "naskah" {
        let hari_ini = layanan.app.hari_ini().to_string();
        if let Some(hari) = satu(&terisi, "pada").filter(|hari| *hari != hari_ini) {
            badan["waktu"] = json!(hari);
        }
        if satu(&terisi, "terlanjur").is_some() {
            badan["cara"] = json!("catat");
        }
    }
    let alamat = format!("/api/v1/perkara/{id}/{alamat}");
    match antarmuka.kirim::<Value>(&petugas.pelaku(), &alamat, &badan, None).await {
        Ok(_) => Ok(Redirect::to(&halaman.alamat()).into_response()),
        Err(masalah) if masalah.status == Jenis::TakBerwenang.status().as_u16() => {
            Err(Halangan::dari_masalah(masalah))
        }
        Err(masalah) => halaman.tampilkan(&terisi, Some(masalah)).await,
    }
}

/// Sets the letter in type again and says whether it is the one in custody.
async fn susun_ulang(halaman: &Halaman<'_>, terisi: &Terisi) -> Jawaban {
    let alamat = format!("/api/v1/perkara/{}/surat/susun-ulang", halaman.id);
    let badan = json!({"perintah": satu(terisi, "perintah"), "surat": halaman.surat});
    let pelaku = halaman.petugas.pelaku();
    match halaman.antarmuka.kirim::<HasilSusunUlang>(&pelaku, &alamat, &badan, None).await {
        Ok(hasil) => halaman.dengan(&Terisi::new(), None, Some(kalimat(&hasil))).await,
        Err(masalah) if masalah.status == Jenis::TakBerwenang.status().as_u16() => {
            Err(Halangan::dari_masalah(masalah))
        }
        Err(masalah) => halaman.tampilkan(terisi, Some(masalah)).await,
    }
}

fn kalimat(hasil: &HasilSusunUlang) -> String {
    let posisi = hasil.posisi;
    match (&hasil.tersimpan, hasil.sama) {
        (None, _) => {
            "Naskah yang tersimpan sudah dihapus; tidak ada yang dapat dibandingkan.".into()
        }
        (Some(_), true) => format!(
            "Sama: disusun ulang dari log sampai posisi {posisi}, byte demi byte. SHA-256 {}.",
            hasil.disusun
        ),
        (Some(_), false) if hasil.susunan != hasil.susunan_kini => format!(
            "Berbeda: naskah ini disusun dengan susunan ke-{}, program ini memakai susunan ke-{}.",
            hasil.susunan, hasil.susunan_kini
        ),
        (Some(tersimpan), false) => {
            format!("Berbeda: tersimpan SHA-256 {tersimpan}, disusun ulang {}.", hasil.disusun)
        }
    }
}
