//! What anybody sees first: how to ask, what must be known at once, the figures.

use std::collections::BTreeMap;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use chrono::{Datelike, NaiveDate};
use events::kantor::JenisTeks;
use projections::alasan::kata as kata_alasan;
use serde::Deserialize;
use uuid::Uuid;

use super::formulir::Terisi;
use super::kantor::{baca, paragraf};
use super::kata::{desimal, tanggal};
use super::sesi::petugas;
use super::{Antar, Jawaban, Laman, Tata, alamat_dengan, laman, tanya};
use crate::web::Layanan;
use crate::web::akses::Pelaku;
use crate::web::kantor::nama_teks;

/// What may not wait (Pasal 10 UU 14/2008).
#[derive(Deserialize)]
struct Pengumuman {
    entri: Uuid,
    ringkasan: String,
    penanggung_jawab: String,
    dimutakhirkan: Option<NaiveDate>,
}

#[derive(Template)]
#[template(path = "beranda.html")]
struct BerandaHtml {
    tata: Tata,
    serta_merta: Vec<Pengumuman>,
    maklumat: Vec<String>,
    disabilitas: Vec<String>,
}

pub(super) async fn beranda(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
) -> Jawaban {
    let alamat = "/api/v1/katalog?kategori=serta_merta&batas=5";
    let serta_merta: Laman<Pengumuman> = antarmuka.baca(&Pelaku::Publik, alamat).await?;
    let kantor = baca(&antarmuka).await?;
    let teks = |jenis| paragraf(kantor.teks.get(nama_teks(jenis)).map_or("", String::as_str));
    laman(&BerandaHtml {
        tata: Tata::publik(&layanan),
        serta_merta: serta_merta.isi,
        maklumat: teks(JenisTeks::Maklumat),
        disabilitas: teks(JenisTeks::Disabilitas),
    })
}

#[derive(Deserialize)]
struct Waktu {
    n: usize,
    rerata_hk: Option<f64>,
    median_hk: Option<f64>,
}

impl Waktu {
    /// In words; `None` while nothing was answered.
    fn kata(&self) -> Option<String> {
        let (rerata, median) = (desimal(self.rerata_hk?), desimal(self.median_hk?));
        Some(format!("{rerata} hari kerja, median {median}"))
    }
}

#[derive(Deserialize)]
struct Angka {
    permohonan: usize,
    dikabulkan: usize,
    dikabulkan_sebagian: usize,
    ditolak: usize,
    alasan_penolakan: BTreeMap<String, usize>,
    lain: usize,
    terbuka: usize,
    per_bulan: Vec<usize>,
    pemberitahuan: Waktu,
}

#[derive(Default, Deserialize)]
struct TanyaTahun {
    tahun: Option<i32>,
}

#[derive(Deserialize)]
struct Saran {
    ditampilkan: i64,
    diklik: i64,
    tidak_diajukan: i64,
}

#[derive(Template)]
#[template(path = "statistik.html")]
struct StatistikHtml {
    tata: Tata,
    tahun: i32,
    /// There is something to tell of it.
    dimulai: bool,
    angka: Angka,
    /// How often the catalogue answered first; for officers.
    saran: Option<Saran>,
    /// Month, number, and the height of its bar.
    bulan: Vec<(&'static str, usize, usize)>,
}

const BULAN: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"];

/// Figures of Pasal 12 UU 14/2008, of a year.
pub(super) async fn statistik(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    kepala: HeaderMap,
    uri: Uri,
) -> Jawaban {
    let tanya: TanyaTahun = tanya(&uri);
    let tahun = tanya.tahun.unwrap_or_else(|| layanan.app.hari_ini().year());
    let alamat = format!("/api/v1/statistik/tahunan?tahun={tahun}");
    let angka: Angka = antarmuka.baca(&Pelaku::Publik, &alamat).await?;
    let petugas = petugas(&kepala, &layanan).await?;
    let tata = match petugas {
        Some(petugas) => Tata::petugas(&layanan, petugas),
        None => Tata::publik(&layanan),
    };
    let saran = match petugas {
        Some(petugas) => {
            let alamat = format!("/api/v1/saran?dari={tahun:04}-01-01&sampai={tahun:04}-12-31");
            // Whoever may not see it sees the rest.
            antarmuka.baca(&petugas.pelaku(), &alamat).await.ok()
        }
        None => None,
    };
    let tertinggi = angka.per_bulan.iter().copied().max().unwrap_or(0).max(1);
    let bulan = BULAN.iter().zip(&angka.per_bulan);
    let bulan = bulan.map(|(nama, n)| (*nama, *n, n * 100 / tertinggi)).collect();
    let dimulai = tahun <= layanan.app.hari_ini().year();
    laman(&StatistikHtml { tata, tahun, dimulai, angka, saran, bulan })
}

#[derive(Default, Deserialize)]
struct TanyaBerkas {
    tahun: Option<String>,
    bentuk: Option<String>,
}

/// The summary of a year to take away; without a year, of the last one.
pub(super) async fn berkas(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    uri: Uri,
) -> Jawaban {
    let tanya: TanyaBerkas = tanya(&uri);
    let lalu = || (layanan.app.hari_ini().year() - 1).to_string();
    let tahun = tanya.tahun.filter(|tahun| !tahun.is_empty()).unwrap_or_else(lalu);
    let bentuk = tanya.bentuk.as_deref().unwrap_or("pdf");
    let cari = [("tahun", Some(tahun.as_str())), ("bentuk", Some(bentuk))];
    let alamat = alamat_dengan("/api/v1/statistik/berkas", &cari);
    Ok(antarmuka.unduh(&Pelaku::Publik, &alamat).await?)
}

/// What a form sent: each name with its values.
pub(super) fn terisi(pasangan: Vec<(String, String)>) -> Terisi {
    let mut terisi = Terisi::new();
    for (nama, nilai) in pasangan {
        terisi.entry(nama).or_default().push(nilai);
    }
    terisi
}
