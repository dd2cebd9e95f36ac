//! Units and users from a table: a template to fill in, a look at what each row
//! would do, and then all of them or none.

use askama::Template;
use axum::extract::{Multipart, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Form};
use projections::proyeksi::Proyeksi;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::sesi::{Pengelola, Petugas};
use super::super::{Antar, Halangan, Jawaban, Tata, laman, tidak_ada};
use crate::import::tabel::Tabel;
use crate::log::new_id;
use crate::web::Layanan;
use crate::web::impor::{HasilBaris, HasilImpor};
use crate::web::masalah::Masalah;

/// What can be imported.
struct Apa {
    nama: &'static str,
    jalur: &'static str,
    judul: &'static str,
    kolom: &'static [&'static str],
    panduan: &'static str,
    templat: &'static str,
}

const SEMUA: [Apa; 2] = [
    Apa {
        nama: "unit",
        jalur: "/api/v1/unit/impor",
        judul: "Impor unit",
        kolom: &["nama", "jenis"],
        panduan: "Kolom: nama, jenis (dinas, badan, sekretariat, kecamatan, kelurahan, rumah sakit, bumd, sekolah, lain). Unit yang sudah ada dikenali dari namanya dan tidak diubah.",
        templat: "nama;jenis\nDinas Kesehatan;dinas\nKecamatan Hulu;kecamatan\n",
    },
    Apa {
        nama: "pengguna",
        jalur: "/api/v1/pengguna/impor",
        judul: "Impor pengguna",
        kolom: &["nama", "jabatan", "peran", "unit", "nama_masuk"],
        panduan: "Kolom: nama (tersegel), jabatan, peran (petugas, ppid utama, ppid pembantu, atasan ppid, tim pertimbangan, auditor, admin), unit (hanya PPID Pembantu; nama unit yang terdaftar), nama_masuk. Setiap pengguna baru mendapat sandi sementara yang ditunjukkan sekali dan diganti saat masuk pertama.",
        templat: "nama;jabatan;peran;unit;nama_masuk\nTari Kencana;Sekretaris Dinas Kesehatan;ppid pembantu;Dinas Kesehatan;dinkes\nSinta Prameswari;Petugas Pelayanan Informasi;petugas;;loket\n",
    },
];

#[derive(Template)]
#[template(path = "kelola_impor.html")]
struct ImporHtml {
    tata: Tata,
    apa: &'static Apa,
    masalah: Option<Masalah>,
    hasil: Option<HasilImpor>,
    /// The rows, carried on from the look to the writing.
    baris: String,
    perintah: String,
}

impl ImporHtml {
    fn boleh_tulis(&self) -> bool {
        self.hasil.as_ref().is_some_and(|hasil| {
            let semua = || hasil.baris.iter().map(|baris| baris.hasil);
            !hasil.ditulis
                && semua().any(|hasil| hasil == HasilBaris::Baru)
                && !semua().any(|hasil| hasil == HasilBaris::Keliru)
        })
    }

    fn banyak(&self, dicari: HasilBaris) -> usize {
        let baris = self.hasil.as_ref().map(|hasil| hasil.baris.as_slice()).unwrap_or_default();
        baris.iter().filter(|baris| baris.hasil == dicari).count()
    }
}

fn kata(hasil: HasilBaris) -> &'static str {
    match hasil {
        HasilBaris::Baru => "baru",
        HasilBaris::SudahAda => "sudah ada",
        HasilBaris::Berbeda => "berbeda, tidak diubah",
        HasilBaris::Keliru => "keliru",
    }
}

#[derive(Deserialize)]
pub(super) struct Kiriman {
    #[serde(rename = "_perintah")]
    perintah: String,
    baris: String,
}

fn cari(nama: &str) -> Result<&'static Apa, Halangan> {
    SEMUA.iter().find(|apa| apa.nama == nama).ok_or_else(|| tidak_ada("impor ini"))
}

pub(super) async fn isi(
    State(layanan): State<Layanan>,
    Pengelola(petugas): Pengelola,
    Path(nama): Path<String>,
) -> Jawaban {
    tampilkan(&layanan, petugas, cari(&nama)?, (None, None), &Value::Null)
}

fn tampilkan(
    layanan: &Layanan,
    petugas: Petugas,
    apa: &'static Apa,
    (hasil, masalah): (Option<HasilImpor>, Option<Masalah>),
    baris: &Value,
) -> Jawaban {
    let status = masalah.as_ref().and_then(|m| StatusCode::from_u16(m.status).ok());
    let perintah = new_id(layanan.app.clock.now()).to_string();
    let (tata, baris) = (Tata::petugas(layanan, petugas), baris.to_string());
    let html = laman(&ImporHtml { tata, apa, masalah, hasil, baris, perintah })?;
    let mut jawaban = (status.unwrap_or(StatusCode::OK), html).into_response();
    // It may show passwords.
    let simpan = axum::http::HeaderValue::from_static("no-store");
    jawaban.headers_mut().insert(header::CACHE_CONTROL, simpan);
    Ok(jawaban)
}

/// Reads the table and tells what each row would do.
pub(super) async fn lihat(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Pengelola(petugas): Pengelola,
    Path(nama): Path<String>,
    mut multipart: Multipart,
) -> Jawaban {
    let apa = cari(&nama)?;
    let mut berkas = None;
    let rusak = |_| Halangan::dari_kalimat("berkas tidak sampai utuh; paling besar 900 KB");
    while let Some(bagian) = multipart.next_field().await.map_err(rusak)? {
        if bagian.name() == Some("berkas") {
            berkas = Some(bagian.bytes().await.map_err(rusak)?);
        }
    }
    let baris = match baca(apa, &berkas.unwrap_or_default()) {
        Ok(baris) => baris,
        Err(galat) => {
            let masalah = Masalah::kolom("berkas", format!("{galat:#}"));
            return tampilkan(&layanan, petugas, apa, (None, Some(masalah)), &Value::Null);
        }
    };
    let perintah = new_id(layanan.app.clock.now());
    let badan = json!({"perintah": perintah, "coba": true, "baris": baris});
    let hasil = antarmuka.kirim(&petugas.pelaku(), apa.jalur, &badan, None).await;
    let jawaban = match hasil {
        Ok(hasil) => (Some(hasil), None),
        Err(masalah) => (None, Some(masalah)),
    };
    tampilkan(&layanan, petugas, apa, jawaban, &baris)
}

fn baca(apa: &Apa, berkas: &[u8]) -> anyhow::Result<Value> {
    let tabel = Tabel::dari_berkas(berkas, apa.kolom)?;
    let baris = tabel.baris().map(|satu| {
        let mut isi = json!({"baris": satu.nomor});
        for kolom in apa.kolom {
            isi[kolom] = json!(satu.sel(kolom).trim());
        }
        isi
    });
    Ok(baris.collect())
}

/// Writes the rows that were looked at.
pub(super) async fn tulis(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Pengelola(petugas): Pengelola,
    Path(nama): Path<String>,
    Form(kiriman): Form<Kiriman>,
) -> Jawaban {
    let apa = cari(&nama)?;
    let baris: Value = serde_json::from_str(&kiriman.baris)
        .map_err(|_| Halangan::dari_kalimat("barisnya tidak terbaca; unggah berkasnya lagi"))?;
    let badan = json!({"perintah": kiriman.perintah, "baris": baris});
    let hasil = antarmuka.kirim(&petugas.pelaku(), apa.jalur, &badan, None).await;
    match hasil {
        Ok(hasil) => {
            let posisi = layanan.app.log.position().await?;
            layanan.app.tampilan.tunggu(Proyeksi::Acuan, posisi).await?;
            tampilkan(&layanan, petugas, apa, (Some(hasil), None), &Value::Null)
        }
        Err(masalah) => tampilkan(&layanan, petugas, apa, (None, Some(masalah)), &Value::Null),
    }
}

/// A table to fill in, with a mark at its beginning by which spreadsheets know
/// UTF-8.
pub(super) async fn templat(_: Pengelola, Path(nama): Path<String>) -> Result<Response, Halangan> {
    let apa = cari(&nama)?;
    let nama = format!("attachment; filename=\"templat-{}.csv\"", apa.nama);
    let kepala = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, nama),
    ];
    Ok((kepala, format!("\u{feff}{}", apa.templat)).into_response())
}
