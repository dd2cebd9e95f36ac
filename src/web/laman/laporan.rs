//! The reports of the units: who owes one, who handed in, and one of them with
//! its figures, its copies and what changed since.

use std::collections::BTreeSet;

use askama::Template;
use axum::Extension;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::Uri;
use axum::routing::get;
use chrono::NaiveDate;
use projections::laporan::Kurun;
use projections::proyeksi::Proyeksi;
use serde::Deserialize;
use uuid::Uuid;

use super::antarmuka::{Milik, Tindakan};
use super::formulir::Terisi;
use super::kata::tanggal;
use super::kiriman::Terkirim;
use super::meja::{Baru, boleh_usul};
use super::sesi::Petugas;
use super::{Antar, Daftar, Jawaban, Tata, alamat_dengan, laman, tanya, tindakan};
use crate::laporan::beku::{Revisi, Uji};
use crate::laporan::nama_kurun;
use crate::web::Layanan;
use crate::web::akses::Akses;
use crate::web::berkas::BATAS_UNGGAHAN_BYTES;
use crate::web::laporan::{
    DaftarRevisi, KeadaanLaporan, RincianLaporan, TampilanLaporan, TampilanPenyampaian,
};
use crate::web::naskah::TampilanNaskah;

pub(super) fn semua() -> Daftar {
    let besar = DefaultBodyLimit::max(BATAS_UNGGAHAN_BYTES);
    vec![
        ("/laporan", get(daftar)),
        ("/laporan/susun", get(isi_susun).post(susun)),
        ("/laporan/{laporan}", get(satu)),
        ("/laporan/{laporan}/berkas", get(berkas)),
        ("/laporan/{laporan}/tindakan/{langkah}", tindakan::rute(Milik::Laporan, besar)),
    ]
}

/// What a state is called, and its colour.
fn wajah(laporan: &TampilanLaporan) -> (&'static str, &'static str) {
    match (laporan.keadaan, laporan.terlambat) {
        (KeadaanLaporan::Disusun, false) => ("menunggu unit", "tunggu"),
        (KeadaanLaporan::Disusun, true) => ("belum disampaikan, terlambat", "gawat"),
        (KeadaanLaporan::Dikembalikan, false) => ("dikembalikan kepada unit", "waspada"),
        (KeadaanLaporan::Dikembalikan, true) => ("dikembalikan, terlambat", "gawat"),
        (KeadaanLaporan::Disampaikan, false) => ("menunggu PPID Utama", "waspada"),
        (KeadaanLaporan::Disampaikan, true) => ("disampaikan terlambat", "waspada"),
        (KeadaanLaporan::Diterima, false) => ("diterima", "tenang"),
        (KeadaanLaporan::Diterima, true) => ("diterima, disampaikan terlambat", "tenang"),
    }
}

#[derive(Default, Deserialize)]
struct TanyaPeriode {
    dari: Option<NaiveDate>,
    sampai: Option<NaiveDate>,
}

#[derive(Template)]
#[template(path = "laporan.html")]
struct LaporanHtml {
    tata: Tata,
    /// Periods, the newest first: the address, its name, and whether it is shown.
    periode: Vec<(String, String, bool)>,
    judul: String,
    /// Late ones first.
    baris: Vec<TampilanLaporan>,
    boleh_susun: bool,
    /// Whether the office's own reports are for them too.
    kantor: bool,
}

impl LaporanHtml {
    fn banyak(&self, pilih: fn(&TampilanLaporan) -> bool) -> usize {
        self.baris.iter().filter(|satu| pilih(satu)).count()
    }

    fn sudah(&self) -> usize {
        self.banyak(|satu| satu.disampaikan.is_some())
    }

    fn terlambat(&self) -> usize {
        self.banyak(|satu| satu.terlambat && satu.disampaikan.is_none())
    }
}

async fn daftar(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    uri: Uri,
) -> Jawaban {
    let tanya: TanyaPeriode = tanya(&uri);
    let semua: Vec<TampilanLaporan> =
        antarmuka.baca_semua(&petugas.pelaku(), "/api/v1/laporan?batas=100").await?;
    let kurun: BTreeSet<_> = semua.iter().map(|satu| (satu.sampai, satu.dari)).collect();
    let diminta = tanya.sampai.zip(tanya.dari).filter(|kurun_ini| kurun.contains(kurun_ini));
    let terpilih = diminta.or_else(|| kurun.last().copied());
    let alamat = |(sampai, dari): (NaiveDate, NaiveDate)| {
        let (dari, sampai) = (dari.to_string(), sampai.to_string());
        alamat_dengan("/laporan", &[("dari", Some(&dari)), ("sampai", Some(&sampai))])
    };
    let nama = |(sampai, dari): (NaiveDate, NaiveDate)| nama_kurun(Kurun { dari, sampai });
    let periode =
        kurun.iter().rev().map(|satu| (alamat(*satu), nama(*satu), Some(*satu) == terpilih));
    let periode = periode.collect();
    let mut baris: Vec<TampilanLaporan> =
        semua.into_iter().filter(|satu| Some((satu.sampai, satu.dari)) == terpilih).collect();
    baris.sort_by_key(|satu| {
        (satu.disampaikan.is_some(), !satu.terlambat, satu.nama_unit.to_lowercase())
    });
    laman(&LaporanHtml {
        tata: Tata::petugas(&layanan, petugas),
        periode,
        judul: terpilih.map(nama).unwrap_or_default(),
        baris,
        boleh_susun: boleh_usul(petugas.peran),
        kantor: petugas.boleh(Akses::BACA_KANTOR),
    })
}

/// A report of other days than the office's periods.
const SUSUN: Baru = Baru {
    judul: "Susun laporan",
    alamat: "/laporan/susun",
    api: "/api/v1/laporan",
    kembali: "/laporan",
    tampilan: Proyeksi::Laporan,
    akses: Akses::UNIT,
    tanggal: None,
};

async fn isi_susun(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
) -> Jawaban {
    SUSUN.tampilkan(&layanan, &antarmuka, petugas, &Terisi::new(), None).await
}

async fn susun(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    terkirim: Terkirim,
) -> Jawaban {
    SUSUN.kirim(&layanan, &antarmuka, petugas, terkirim).await
}

#[derive(Default, Deserialize)]
struct TanyaKe {
    ke: Option<String>,
    uji: Option<String>,
    bentuk: Option<String>,
}

#[derive(Template)]
#[template(path = "laporan_satu.html")]
struct SatuHtml {
    tata: Tata,
    rincian: RincianLaporan,
    naskah: TampilanNaskah,
    unduhan: Vec<(&'static str, String)>,
    langkah: Vec<(String, &'static str)>,
    /// Which time is shown; none for a draft.
    ke: Option<usize>,
    revisi: Vec<Revisi>,
    uji: Option<Uji>,
}

impl SatuHtml {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
    fn ini(&self, ke: &usize) -> bool {
        self.ke == Some(*ke)
    }

    /// The time that is shown.
    fn tampak(&self) -> Option<&TampilanPenyampaian> {
        let ke = self.ke?;
        self.rincian.penyampaian.iter().find(|satu| satu.ke == ke)
    }
}

async fn satu(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path(id): Path<Uuid>,
    uri: Uri,
) -> Jawaban {
    let tanya: TanyaKe = tanya(&uri);
    let pelaku = petugas.pelaku();
    let dasar = format!("/api/v1/laporan/{id}");
    let rincian: RincianLaporan = antarmuka.baca(&pelaku, &dasar).await?;
    let diminta = tanya.ke.as_deref().and_then(|ke| ke.parse::<usize>().ok());
    let terakhir = rincian.penyampaian.last().map(|satu| satu.ke);
    let ke = diminta.or(terakhir.filter(|_| rincian.laporan.tersampaikan()));
    let teks = ke.map(|ke| ke.to_string());
    let dengan = |ekor: &str| alamat_dengan(&format!("{dasar}{ekor}"), &[("ke", teks.as_deref())]);
    let naskah: TampilanNaskah = antarmuka.baca(&pelaku, &dengan("/naskah")).await?;
    let revisi = match ke {
        Some(_) => antarmuka.baca::<DaftarRevisi>(&pelaku, &dengan("/revisi")).await?.angka,
        None => Vec::new(),
    };
    let uji = match ke.filter(|_| tanya.uji.is_some()) {
        Some(_) => Some(antarmuka.baca::<Uji>(&pelaku, &dengan("/uji")).await?),
        None => None,
    };
    let unduhan = [("PDF/A", "pdf"), ("XLSX", "xlsx"), ("CSV", "csv")].map(|(kata, bentuk)| {
        let tanya = [("bentuk", Some(bentuk)), ("ke", teks.as_deref())];
        (kata, alamat_dengan(&format!("/laporan/{id}/berkas"), &tanya))
    });
    let cocok = rincian.laporan.langkah();
    let boleh = |tindakan: &&Tindakan| {
        tindakan.milik == Milik::Laporan
            && petugas.boleh(tindakan.akses)
            && cocok.contains(&tindakan.langkah.as_str())
    };
    let langkah = antarmuka.tindakan.iter().filter(boleh);
    laman(&SatuHtml {
        tata: Tata::petugas(&layanan, petugas),
        langkah: langkah.map(|satu| (satu.langkah.clone(), satu.ringkasan)).collect(),
        rincian,
        naskah,
        unduhan: unduhan.to_vec(),
        ke,
        revisi,
        uji,
    })
}

impl TampilanLaporan {
    fn tersampaikan(&self) -> bool {
        matches!(self.keadaan, KeadaanLaporan::Disampaikan | KeadaanLaporan::Diterima)
    }

    /// Steps that may come next.
    fn langkah(&self) -> &'static [&'static str] {
        match self.keadaan {
            KeadaanLaporan::Disusun | KeadaanLaporan::Dikembalikan => &["laporan-disampaikan"],
            KeadaanLaporan::Disampaikan => &["laporan-diterima", "laporan-dikembalikan"],
            KeadaanLaporan::Diterima => &[],
        }
    }
}

/// A report as a file, as the API gives it.
async fn berkas(
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path(id): Path<Uuid>,
    uri: Uri,
) -> Jawaban {
    let tanya: TanyaKe = tanya(&uri);
    let bentuk = tanya.bentuk.as_deref().unwrap_or("pdf");
    let tanya = [("bentuk", Some(bentuk)), ("ke", tanya.ke.as_deref())];
    let alamat = alamat_dengan(&format!("/api/v1/laporan/{id}/berkas"), &tanya);
    Ok(antarmuka.unduh(&petugas.pelaku(), &alamat).await?)
}
