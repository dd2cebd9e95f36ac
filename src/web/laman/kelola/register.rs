//! Registers and the DIP from the tables that offices keep: upload, choose which
//! heading is which column, look at each row, and then write.

use askama::Template;
use axum::Extension;
use axum::extract::{Multipart, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use events::impor::peta::BukuImpor;
use projections::proyeksi::Proyeksi;
use serde_json::{Value, json};

use super::super::sesi::{PencatatRegister, Petugas};
use super::super::{Antar, Halangan, Jawaban, Tata, laman};
use crate::web::Layanan;
use crate::web::masalah::Masalah;
use crate::web::register::{HasilImporRegister, HasilRegister};

/// Bytes of a form at most: a file that fits the API once it is in base64.
pub(super) const BATAS_BYTES: usize = 1_000_000;
const BATAS_BERKAS: usize = 700_000;

/// What the form carries from step to step.
#[derive(Default)]
struct Isian {
    buku: String,
    nama: String,
    simpan: String,
    /// The file in base64.
    isi: String,
    /// Columns with the headings that were chosen; none before the first look.
    peta: Vec<(String, String)>,
    dipetakan: bool,
    tulis: bool,
}

#[derive(Template)]
#[template(path = "kelola_register.html")]
struct RegisterHtml {
    tata: Tata,
    isian: Isian,
    masalah: Option<Masalah>,
    hasil: Option<HasilImporRegister>,
}

impl RegisterHtml {
    fn buku() -> [(&'static str, &'static str); 3] {
        BukuImpor::SEMUA.map(|buku| {
            let kata = match buku {
                BukuImpor::Permohonan => "Register permohonan (Lampiran VIII)",
                BukuImpor::Keberatan => "Register keberatan (Lampiran XI)",
                BukuImpor::Dip => "Daftar informasi publik (Lampiran I)",
            };
            (buku.nama(), kata)
        })
    }

    fn banyak(&self, dicari: HasilRegister) -> usize {
        let baris = self.hasil.as_ref().map(|hasil| hasil.baris.as_slice()).unwrap_or_default();
        baris.iter().filter(|baris| baris.hasil == dicari).count()
    }

    fn bercacat(&self) -> usize {
        let baris = self.hasil.as_ref().map(|hasil| hasil.baris.as_slice()).unwrap_or_default();
        baris.iter().filter(|baris| baris.bercacat).count()
    }

    fn boleh_tulis(&self) -> bool {
        self.hasil.as_ref().is_some_and(|hasil| !hasil.ditulis && hasil.kurang.is_none())
            && self.banyak(HasilRegister::Baru) > 0
            && self.banyak(HasilRegister::Keliru) == 0
    }
}

fn kata(hasil: HasilRegister) -> &'static str {
    match hasil {
        HasilRegister::Baru => "baru",
        HasilRegister::SudahAda => "sudah ada",
        HasilRegister::Berubah => "berubah di sumber, tidak diterapkan",
        HasilRegister::Keliru => "keliru",
    }
}

impl Isian {
    async fn baca(mut multipart: Multipart) -> Result<Self, Halangan> {
        let rusak = |_| Halangan::dari_kalimat("berkas tidak sampai utuh; paling besar 700 KB");
        let mut isian = Isian::default();
        while let Some(bagian) = multipart.next_field().await.map_err(rusak)? {
            let nama = bagian.name().unwrap_or_default().to_owned();
            let bytes = bagian.bytes().await.map_err(rusak)?;
            if nama == "berkas" {
                if bytes.len() > BATAS_BERKAS {
                    return Err(Halangan::dari_kalimat("berkas paling besar 700 KB; pecah dahulu"));
                }
                if !bytes.is_empty() {
                    isian.isi = STANDARD.encode(&bytes);
                }
                continue;
            }
            let teks = String::from_utf8_lossy(&bytes).trim().to_owned();
            match nama.as_str() {
                "buku" => isian.buku = teks,
                "nama" => isian.nama = teks,
                "simpan" => isian.simpan = teks,
                "isi" => isian.isi = teks,
                "langkah" => isian.tulis = teks == "tulis",
                lain => {
                    if let Some(kolom) = lain.strip_prefix("kolom.") {
                        isian.dipetakan = true;
                        if !teks.is_empty() {
                            isian.peta.push((kolom.to_owned(), teks));
                        }
                    }
                }
            }
        }
        Ok(isian)
    }

    fn badan(&self) -> Value {
        let satu = |(kolom, sumber): &(String, String)| json!({"kolom": kolom, "sumber": sumber});
        let peta = self.dipetakan.then(|| self.peta.iter().map(satu).collect::<Vec<_>>());
        let simpan = (!self.simpan.is_empty()).then_some(&self.simpan);
        json!({
            "buku": self.buku, "nama": self.nama, "berkas": self.isi, "peta": peta,
            "simpan": simpan, "coba": !self.tulis,
        })
    }
}

fn tampilkan(
    layanan: &Layanan,
    petugas: Petugas,
    isian: Isian,
    (hasil, masalah): (Option<HasilImporRegister>, Option<Masalah>),
) -> Jawaban {
    let status = masalah.as_ref().and_then(|m| StatusCode::from_u16(m.status).ok());
    let tata = Tata::petugas(layanan, petugas);
    let html = laman(&RegisterHtml { tata, isian, masalah, hasil })?;
    let mut jawaban = (status.unwrap_or(StatusCode::OK), html).into_response();
    // It carries the rows of the file.
    let simpan = HeaderValue::from_static("no-store");
    jawaban.headers_mut().insert(header::CACHE_CONTROL, simpan);
    Ok(jawaban)
}

pub(super) async fn isi(
    State(layanan): State<Layanan>,
    PencatatRegister(petugas): PencatatRegister,
) -> Jawaban {
    tampilkan(&layanan, petugas, Isian::default(), (None, None))
}

/// Looks at the table, or writes it.
pub(super) async fn kirim(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    PencatatRegister(petugas): PencatatRegister,
    multipart: Multipart,
) -> Jawaban {
    let isian = Isian::baca(multipart).await?;
    let badan = isian.badan();
    let hasil = antarmuka.kirim(&petugas.pelaku(), "/api/v1/register/impor", &badan, None).await;
    if isian.tulis {
        let posisi = layanan.app.log.position().await?;
        layanan.app.tampilan.tunggu(Proyeksi::Register, posisi).await?;
    }
    let hasil = match hasil {
        Ok(hasil) => (Some(hasil), None),
        Err(masalah) => (None, Some(masalah)),
    };
    tampilkan(&layanan, petugas, isian, hasil)
}
