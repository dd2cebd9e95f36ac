//! What units do, the newest first: news, and no informasi publik.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use chrono::NaiveDate;
use projections::proyeksi::Proyeksi;
use serde::Deserialize;
use uuid::Uuid;

use super::formulir::Terisi;
use super::kata::tanggal;
use super::katalog::nama_unit;
use super::kiriman::Terkirim;
use super::meja::{Baru, boleh_usul};
use super::sesi::{Petugas, petugas};
use super::{Antar, Jawaban, Laman, Tata, alamat_dengan, laman, tanya};
use crate::web::Layanan;
use crate::web::akses::{Akses, Pelaku};

const TULIS: Baru = Baru {
    judul: "Terbitkan catatan kegiatan",
    alamat: "/kegiatan/tulis",
    api: "/api/v1/kegiatan",
    kembali: "/kegiatan",
    tampilan: Proyeksi::Kegiatan,
    akses: Akses::UNIT,
    tanggal: None,
};

/// A note in a list.
#[derive(Deserialize)]
pub(super) struct Kegiatan {
    #[serde(rename = "kegiatan")]
    pub id: Uuid,
    pub unit: Uuid,
    pub judul: String,
    pub uraian: String,
    pub tanggal: NaiveDate,
    pub tempat: Option<String>,
}

#[derive(Default, Deserialize)]
struct TanyaKegiatan {
    unit: Option<String>,
    setelah: Option<String>,
}

#[derive(Template)]
#[template(path = "kegiatan.html")]
struct KegiatanHtml {
    tata: Tata,
    /// Each with its unit's name, and whether this officer keeps it.
    kegiatan: Vec<(Kegiatan, String, bool)>,
    boleh_tulis: bool,
    umpan: Vec<(&'static str, String)>,
    berikutnya: Option<String>,
}

pub(super) async fn kegiatan(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    kepala: HeaderMap,
    uri: Uri,
) -> Jawaban {
    let tanya: TanyaKegiatan = tanya(&uri);
    let unit = tanya.unit.filter(|unit| !unit.is_empty());
    let dengan = |alamat: &str, setelah: Option<&str>| {
        alamat_dengan(alamat, &[("unit", unit.as_deref()), ("setelah", setelah)])
    };
    let alamat = dengan("/api/v1/kegiatan", tanya.setelah.as_deref());
    let daftar: Laman<Kegiatan> = antarmuka.baca(&Pelaku::Publik, &alamat).await?;
    let petugas = petugas(&kepala, &layanan).await?;
    let milik = |unit: Uuid| {
        petugas
            .filter(|petugas| boleh_usul(petugas.peran))
            .is_some_and(|petugas| petugas.pelaku().unit().is_none_or(|sendiri| sendiri.0 == unit))
    };
    let mut kegiatan = Vec::new();
    for satu in daftar.isi {
        let (nama, milik) = (nama_unit(&layanan, satu.unit).await?, milik(satu.unit));
        kegiatan.push((satu, nama, milik));
    }
    let umpan = [("JSON", "json"), ("Atom", "atom")];
    let umpan =
        umpan.map(|(nama, akhiran)| (nama, dengan(&format!("/umpan/kegiatan.{akhiran}"), None)));
    laman(&KegiatanHtml {
        tata: match petugas {
            Some(petugas) => Tata::petugas(&layanan, petugas),
            None => Tata::publik(&layanan),
        },
        kegiatan,
        boleh_tulis: petugas.is_some_and(|petugas| boleh_usul(petugas.peran)),
        umpan: umpan.to_vec(),
        berikutnya: daftar.berikutnya.map(|setelah| dengan("/kegiatan", Some(&setelah))),
    })
}

pub(super) async fn isi_tulis(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
) -> Jawaban {
    TULIS.tampilkan(&layanan, &antarmuka, petugas, &Terisi::new(), None).await
}

pub(super) async fn terbitkan(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    terkirim: Terkirim,
) -> Jawaban {
    TULIS.kirim(&layanan, &antarmuka, petugas, terkirim).await
}
