//! The yearly report: years and where each stands, the paper, the office's own
//! words, setting it, and the copy for Komisi Informasi.

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect};
use chrono::NaiveDate;
use events::tahunan::{CaraKirim, SEMUA_CARA_KIRIM};
use events::waktu::tanggal_panjang;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::formulir::Terisi;
use super::konsolidasi::{BENTUK, jawab};
use super::sesi::Petugas;
use super::{Antar, Jawaban, Tata, alamat_dengan, laman, tak_berwenang, tanya};
use crate::log::new_id;
use crate::web::Layanan;
use crate::web::akses::Akses;
use crate::web::laman::kiriman::Terkirim;
use crate::web::masalah::Masalah;
use crate::web::tahunan::{DaftarTahunan, KeadaanTahunan, RincianTahunan};

#[derive(Template)]
#[template(path = "laporan/tahunan_daftar.html")]
struct DaftarHtml {
    tata: Tata,
    daftar: DaftarTahunan,
}

/// A part of the words: its name in a form, its heading, what helps to write it,
/// and what stands there.
struct Kata {
    nama: &'static str,
    judul: &'static str,
    bantuan: &'static str,
    isi: String,
}

#[derive(Template)]
#[template(path = "laporan/tahunan.html")]
struct TahunanHtml {
    tata: Tata,
    laporan: RincianTahunan,
    /// For whoever writes, sets and sends it.
    boleh: bool,
    kata: Vec<Kata>,
    cara: [CaraKirim; 4],
    perintah: [String; 3],
    hari_ini: NaiveDate,
    unduhan: Vec<(&'static str, String)>,
    masalah: Option<Masalah>,
}

impl TahunanHtml {
    /// What was set last has not gone to KI yet.
    fn dapat_dikirim(&self) -> bool {
        self.laporan.ringkas.keadaan == KeadaanTahunan::Ditetapkan
    }
}

#[derive(Default, Deserialize)]
struct TanyaTahunan {
    sebagaimana: Option<String>,
    bentuk: Option<String>,
    ke: Option<String>,
}

fn keadaan(keadaan: KeadaanTahunan) -> &'static str {
    match keadaan {
        KeadaanTahunan::Berjalan => "tahun belum berakhir",
        KeadaanTahunan::Draf => "belum ditetapkan",
        KeadaanTahunan::Ditetapkan => "ditetapkan, belum dikirim",
        KeadaanTahunan::Dikirim => "dikirim kepada Komisi Informasi",
    }
}

fn tanggal(hari: Option<NaiveDate>) -> String {
    hari.map_or_else(|| "–".to_owned(), tanggal_panjang)
}

pub(super) async fn daftar(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
) -> Jawaban {
    let daftar = antarmuka.baca(&petugas.pelaku(), "/api/v1/tahunan").await?;
    laman(&DaftarHtml { tata: Tata::petugas(&layanan, petugas), daftar })
}

pub(super) async fn satu(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path(tahun): Path<String>,
    uri: Uri,
) -> Jawaban {
    let halaman = Halaman { layanan: &layanan, antarmuka: &antarmuka, petugas, tahun };
    let tanya: TanyaTahunan = tanya(&uri);
    if let Some(bentuk) = tanya.bentuk.as_deref() {
        let ke = tanya.ke.as_deref();
        let lihat = [("sebagaimana", tanya.sebagaimana.as_deref()), ("bentuk", Some(bentuk))];
        let alamat = alamat_dengan(&halaman.api("/berkas"), &[lihat[0], lihat[1], ("ke", ke)]);
        return Ok(antarmuka.unduh(&petugas.pelaku(), &alamat).await?);
    }
    halaman.tampilkan(tanya.sebagaimana.as_deref(), None, None).await
}

struct Halaman<'a> {
    layanan: &'a Layanan,
    antarmuka: &'a Antar,
    petugas: Petugas,
    /// As it stands in the address: the API says what is wrong with it.
    tahun: String,
}

impl Halaman<'_> {
    fn api(&self, ekor: &str) -> String {
        let tahun: String = form_urlencoded::byte_serialize(self.tahun.as_bytes()).collect();
        format!("/api/v1/tahunan/{tahun}{ekor}")
    }

    fn alamat(&self) -> String {
        let tahun: String = form_urlencoded::byte_serialize(self.tahun.as_bytes()).collect();
        format!("/laporan/tahunan/{tahun}")
    }

    async fn tampilkan(
        &self,
        sebagaimana: Option<&str>,
        terisi: Option<&Terisi>,
        masalah: Option<Masalah>,
    ) -> Jawaban {
        let saat = sebagaimana.filter(|satu| !satu.is_empty());
        let alamat = alamat_dengan(&self.api(""), &[("sebagaimana", saat)]);
        let pelaku = self.petugas.pelaku();
        let laporan: RincianTahunan = self.antarmuka.baca(&pelaku, &alamat).await?;
        let unduh = |bentuk| {
            alamat_dengan(&self.alamat(), &[("sebagaimana", saat), ("bentuk", Some(bentuk))])
        };
        let kini = self.layanan.app.clock.now();
        let perintah = || new_id(kini).to_string();
        let kata = laporan.kata.semua().map(|(nama, judul, isi)| {
            let lama = isi.as_ref().and_then(|isi| isi.teks()).unwrap_or_default();
            let baru = terisi.and_then(|terisi| terisi.get(nama)?.first());
            let isi = baru.map_or(lama, String::as_str).to_owned();
            Kata { nama, judul, bantuan: bantuan(nama), isi }
        });
        let tata = Tata::petugas(self.layanan, self.petugas);
        let tata = match saat {
            Some(saat) => tata.pada(saat),
            None => tata,
        };
        let html = laman(&TahunanHtml {
            tata,
            boleh: self.petugas.boleh(Akses::PPID) && saat.is_none(),
            kata: kata.into(),
            cara: SEMUA_CARA_KIRIM,
            perintah: [perintah(), perintah(), perintah()],
            hari_ini: self.layanan.app.hari_ini(),
            unduhan: BENTUK.map(|(kata, bentuk)| (kata, unduh(bentuk))).to_vec(),
            masalah: masalah.clone(),
            laporan,
        })?;
        Ok(jawab(html, masalah.as_ref()))
    }

    async fn kirim(
        &self,
        langkah: &str,
        terisi: &Terisi,
        fakta: Value,
        waktu: Option<String>,
    ) -> Jawaban {
        let mut badan = json!({"perintah": satu_isi(terisi, "_perintah"), "fakta": fakta});
        if let Some(waktu) = waktu {
            badan["waktu"] = json!(waktu);
        }
        let alamat = self.api(&format!("/{langkah}"));
        let hasil =
            self.antarmuka.kirim::<Value>(&self.petugas.pelaku(), &alamat, &badan, None).await;
        match hasil {
            Ok(_) => Ok(Redirect::to(&self.alamat()).into_response()),
            Err(masalah) => self.tampilkan(None, Some(terisi), Some(masalah)).await,
        }
    }
}

fn bantuan(nama: &str) -> &'static str {
    match nama {
        "kebijakan" => {
            "Bab a. Aturan kantor tentang layanan informasi, SOP, maklumat, dan perubahannya tahun ini."
        }
        "sarana" => {
            "Bab b. Loket, situs, peralatan, bantuan bagi penyandang disabilitas, dan kondisinya."
        }
        "sumber_daya" => "Bab b. Berapa orang, dengan kualifikasi apa, pelatihan yang diikuti.",
        "anggaran" => "Bab b. Berapa yang disediakan dan berapa yang dipakai.",
        "kendala_internal" => {
            "Bab e. Contoh: “Dua unit belum memiliki arsip digital.” Bila tidak ada, tulislah bahwa tidak ada."
        }
        "kendala_eksternal" => "Bab e. Contoh: “Permohonan berulang tanpa tujuan yang jelas.”",
        "rekomendasi" => "Bab f. Apa yang disarankan agar layanan membaik.",
        "rencana" => "Bab f. Apa yang akan dilakukan, oleh siapa, kapan.",
        _ => "",
    }
}

fn satu_isi(terisi: &Terisi, nama: &str) -> String {
    let satu = terisi.get(nama).and_then(|nilai| nilai.first());
    satu.map(|nilai| nilai.trim().to_owned()).unwrap_or_default()
}

/// Whoever may not is told so, whatever the form says.
fn penulis<'a>(
    layanan: &'a Layanan,
    antarmuka: &'a Antar,
    petugas: Petugas,
    tahun: String,
) -> Result<Halaman<'a>, super::Halangan> {
    if petugas.boleh(Akses::PPID) {
        Ok(Halaman { layanan, antarmuka, petugas, tahun })
    } else {
        Err(tak_berwenang())
    }
}

pub(super) async fn tulis(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path(tahun): Path<String>,
    terkirim: Terkirim,
) -> Jawaban {
    let halaman = penulis(&layanan, &antarmuka, petugas, tahun)?;
    let mut kata = Map::new();
    for (nama, ..) in events::tahunan::KataTahunan::default().semua() {
        let isi = satu_isi(&terkirim.terisi, nama);
        if !isi.is_empty() {
            kata.insert(nama.to_owned(), json!({"isi": isi}));
        }
    }
    let langkah = "kata-tahunan-ditulis";
    halaman.kirim(langkah, &terkirim.terisi, Value::Object(kata), None).await
}

pub(super) async fn tetapkan(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path(tahun): Path<String>,
    terkirim: Terkirim,
) -> Jawaban {
    let halaman = penulis(&layanan, &antarmuka, petugas, tahun)?;
    halaman.kirim("laporan-tahunan-ditetapkan", &terkirim.terisi, json!({}), None).await
}

pub(super) async fn kirim(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path(tahun): Path<String>,
    terkirim: Terkirim,
) -> Jawaban {
    let halaman = penulis(&layanan, &antarmuka, petugas, tahun)?;
    let terisi = &terkirim.terisi;
    let mut fakta = json!({"cara": satu_isi(terisi, "cara")});
    let nomor = satu_isi(terisi, "nomor_surat");
    if !nomor.is_empty() {
        fakta["nomor_surat"] = json!(nomor);
    }
    let waktu = Some(satu_isi(terisi, "tanggal")).filter(|tanggal| !tanggal.is_empty());
    halaman.kirim("laporan-tahunan-dikirim-ke-ki", terisi, fakta, waktu).await
}
