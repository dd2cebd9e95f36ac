//! The office's own forms: what it is called, whose sign-in takes a code, its
//! texts, its costs.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum::{Extension, Form};
use events::kantor::{Event, JenisTeks, SEMUA_TEKS};
use events::pengguna::{JenisPeran, SEMUA_PERAN};
use events::waktu::tanggal_panjang;
use serde_json::{Value, json};

use super::super::formulir::Terisi;
use super::super::kantor::rupiah;
use super::super::publik::terisi;
use super::super::sesi::{Penata, Pengelola, Petugas};
use super::super::{Antar, Jawaban, Tata, laman, nama_peran};
use crate::log::new_id;
use crate::web::Layanan;
use crate::web::kantor::{PerubahanKantor, TampilanKantor, nama_teks};
use crate::web::masalah::Masalah;

/// Lines of a letterhead, and rows of costs, that a form offers.
const BARIS_KOP: usize = 5;
const BARIS_BIAYA: usize = 8;

#[derive(Template)]
#[template(path = "kelola_kantor.html")]
struct KantorHtml {
    tata: Tata,
    zona: String,
    nama: String,
    kop: Vec<String>,
    /// Each role: its name in the log, what Jejak calls it, what the office does,
    /// and whether its sign-in takes a code.
    peran: Vec<(&'static str, String, String, bool)>,
    perintah: [String; 2],
    masalah: Option<Masalah>,
}

struct Halaman<'a> {
    layanan: &'a Layanan,
    antarmuka: &'a Antar,
    petugas: Petugas,
}

impl Halaman<'_> {
    fn perintah(&self) -> String {
        new_id(self.layanan.app.clock.now()).to_string()
    }

    async fn kantor(&self) -> Result<TampilanKantor, Masalah> {
        self.antarmuka.baca(&self.petugas.pelaku(), "/api/v1/kantor").await
    }

    /// Sends a fact; where it stays, what is wrong.
    async fn kirim(&self, langkah: &str, terisi: &Terisi, fakta: Value) -> Option<Masalah> {
        let badan = json!({"perintah": satu(terisi, "_perintah"), "fakta": fakta});
        let alamat = format!("/api/v1/kantor/{langkah}");
        let hasil =
            self.antarmuka.kirim::<Value>(&self.petugas.pelaku(), &alamat, &badan, None).await;
        hasil.err()
    }

    async fn tampilkan(&self, terisi: Option<&Terisi>, masalah: Option<Masalah>) -> Jawaban {
        let kantor = self.kantor().await?;
        let wajib = kantor.wajib_kode.clone().unwrap_or_default();
        let isi = |nama: &str, tersimpan: String| terisi.map_or(tersimpan, |t| satu(t, nama));
        let sebutan = |peran: JenisPeran| {
            let ada = kantor.peran.iter().find(|satu| satu.peran == peran);
            ada.map(|satu| satu.nama.to_string()).unwrap_or_default()
        };
        let peran = SEMUA_PERAN.into_iter().map(|peran| {
            let nama = peran.nama();
            let sebutan = isi(&format!("peran.{nama}"), sebutan(peran));
            (nama, nama_peran(self.layanan, peran), sebutan, wajib.contains(&peran))
        });
        let kop = (0..BARIS_KOP)
            .map(|n| isi(&format!("kop.{n}"), kantor.kop.get(n).cloned().unwrap_or_default()));
        let status = masalah.as_ref().and_then(|m| StatusCode::from_u16(m.status).ok());
        let html = laman(&KantorHtml {
            tata: Tata::petugas(self.layanan, self.petugas),
            zona: kantor.zona.clone(),
            nama: isi("nama", kantor.nama.clone()),
            kop: kop.collect(),
            peran: peran.collect(),
            perintah: [self.perintah(), self.perintah()],
            masalah,
        })?;
        Ok((status.unwrap_or(StatusCode::OK), html).into_response())
    }
}

fn satu(terisi: &Terisi, nama: &str) -> String {
    terisi.get(nama).and_then(|n| n.first()).map(|n| n.trim().to_owned()).unwrap_or_default()
}

fn terisi_saja(teks: String) -> Option<String> {
    Some(teks).filter(|teks| !teks.is_empty())
}

pub(super) async fn isi(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Pengelola(petugas): Pengelola,
) -> Jawaban {
    Halaman { layanan: &layanan, antarmuka: &antarmuka, petugas }.tampilkan(None, None).await
}

pub(super) async fn tetapkan(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Pengelola(petugas): Pengelola,
    Form(pasangan): Form<Vec<(String, String)>>,
) -> Jawaban {
    let halaman = Halaman { layanan: &layanan, antarmuka: &antarmuka, petugas };
    let terisi = terisi(pasangan);
    let kop = (0..BARIS_KOP).filter_map(|n| terisi_saja(satu(&terisi, &format!("kop.{n}"))));
    let peran = SEMUA_PERAN.into_iter().filter_map(|peran| {
        let nama = terisi_saja(satu(&terisi, &format!("peran.{}", peran.nama())))?;
        Some(json!({"peran": peran, "nama": nama}))
    });
    let fakta = json!({
        "nama": satu(&terisi, "nama"),
        "kop": kop.collect::<Vec<_>>(),
        "peran": peran.collect::<Vec<_>>(),
    });
    match halaman.kirim("kantor-ditetapkan", &terisi, fakta).await {
        None => Ok(Redirect::to("/kelola").into_response()),
        masalah => halaman.tampilkan(Some(&terisi), masalah).await,
    }
}

pub(super) async fn wajibkan(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Pengelola(petugas): Pengelola,
    Form(pasangan): Form<Vec<(String, String)>>,
) -> Jawaban {
    let halaman = Halaman { layanan: &layanan, antarmuka: &antarmuka, petugas };
    let terisi = terisi(pasangan);
    let fakta = json!({"peran": terisi.get("peran").cloned().unwrap_or_default()});
    match halaman.kirim("kode-masuk-diwajibkan", &terisi, fakta).await {
        None => Ok(Redirect::to("/kelola").into_response()),
        masalah => halaman.tampilkan(None, masalah).await,
    }
}

#[derive(Template)]
#[template(path = "kelola_teks.html")]
struct TeksHtml {
    tata: Tata,
    teks: Vec<Teks>,
    masalah: Option<Masalah>,
}

/// A text with its form, and what it said before.
struct Teks {
    nama: &'static str,
    judul: &'static str,
    bantuan: &'static str,
    isi: String,
    perintah: String,
    lama: Vec<(String, String)>,
}

fn kata(jenis: JenisTeks) -> (&'static str, &'static str) {
    match jenis {
        JenisTeks::Maklumat => (
            "Maklumat pelayanan",
            "Janji kantor kepada pemohon (Pasal 47–48 Perki 1/2021). Contoh: “Kami sanggup menjawab setiap permohonan paling lambat sepuluh hari kerja, tanpa diskriminasi, dan dengan biaya ringan.”",
        ),
        JenisTeks::Sop => (
            "SOP layanan",
            "Langkah yang dilalui permohonan. Batas dalam SOP berada di dalam batas undang-undang: 10 hari kerja, dapat diperpanjang 7 (Pasal 22(7)–(8) UU 14/2008). Satu baris kosong memulai paragraf baru.",
        ),
        JenisTeks::JamLayanan => ("Jam layanan", "Contoh: “Senin–Jumat pukul 08.00–15.30 WIB”."),
        JenisTeks::Alamat => ("Alamat loket", "Tempat pemohon datang sendiri."),
        JenisTeks::Kontak => ("Kontak", "Telepon, surel, dan kanal lain yang dijawab."),
        JenisTeks::Disabilitas => (
            "Bantuan bagi penyandang disabilitas",
            "Siapa yang membantu dan bagaimana menghubunginya (Pasal 29 Perki 1/2021). Contoh: “Petugas menuliskan permohonan Anda lewat telepon.”",
        ),
    }
}

impl Halaman<'_> {
    async fn tampilkan_teks(&self, masalah: Option<Masalah>) -> Jawaban {
        let kantor = self.kantor().await?;
        let alamat = "/api/v1/kantor/riwayat";
        let riwayat: Vec<PerubahanKantor> =
            self.antarmuka.baca_semua(&self.petugas.pelaku(), alamat).await?;
        let zona = self.layanan.app.zona;
        let lama = |jenis: JenisTeks| {
            let semua = riwayat.iter().rev().filter_map(|satu| match &satu.fakta {
                Event::TeksDitetapkan(teks) if teks.teks == jenis => {
                    let isi = teks.isi.teks().unwrap_or("dihapus").to_owned();
                    Some((tanggal_panjang(zona.tanggal(satu.dicatat)), isi))
                }
                _ => None,
            });
            semua.skip(1).collect()
        };
        let teks = SEMUA_TEKS.into_iter().map(|jenis| {
            let ((judul, bantuan), nama) = (kata(jenis), nama_teks(jenis));
            let isi = kantor.teks.get(nama).cloned().unwrap_or_default();
            Teks { nama, judul, bantuan, isi, perintah: self.perintah(), lama: lama(jenis) }
        });
        let status = masalah.as_ref().and_then(|m| StatusCode::from_u16(m.status).ok());
        let tata = Tata::petugas(self.layanan, self.petugas);
        let html = laman(&TeksHtml { tata, teks: teks.collect(), masalah })?;
        Ok((status.unwrap_or(StatusCode::OK), html).into_response())
    }
}

pub(super) async fn isi_teks(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Penata(petugas): Penata,
) -> Jawaban {
    Halaman { layanan: &layanan, antarmuka: &antarmuka, petugas }.tampilkan_teks(None).await
}

pub(super) async fn tetapkan_teks(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Penata(petugas): Penata,
    Form(pasangan): Form<Vec<(String, String)>>,
) -> Jawaban {
    let halaman = Halaman { layanan: &layanan, antarmuka: &antarmuka, petugas };
    let terisi = terisi(pasangan);
    let fakta = json!({"teks": satu(&terisi, "teks"), "isi": {"isi": satu(&terisi, "isi")}});
    match halaman.kirim("teks-ditetapkan", &terisi, fakta).await {
        None => Ok(Redirect::to("/kelola/teks").into_response()),
        masalah => halaman.tampilkan_teks(masalah).await,
    }
}

#[derive(Template)]
#[template(path = "kelola_biaya.html")]
struct BiayaHtml {
    tata: Tata,
    dasar: String,
    sejak: String,
    butir: Vec<[String; 3]>,
    berlaku: Vec<String>,
    perintah: String,
    masalah: Option<Masalah>,
}

impl Halaman<'_> {
    async fn tampilkan_biaya(&self, terisi: Option<&Terisi>, masalah: Option<Masalah>) -> Jawaban {
        let kantor = self.kantor().await?;
        let berlaku = kantor.biaya.iter().rev().map(|biaya| {
            let butir = biaya
                .butir
                .iter()
                .map(|satu| format!("{} {} per {}", satu.uraian, rupiah(satu.rupiah), satu.satuan));
            let sejak = tanggal_panjang(biaya.berlaku_sejak);
            format!("Sejak {sejak} ({}): {}", biaya.dasar, butir.collect::<Vec<_>>().join("; "))
        });
        let isi = |nama: &str| terisi.map(|terisi| satu(terisi, nama)).unwrap_or_default();
        let butir = (0..BARIS_BIAYA).map(|n| {
            ["uraian", "satuan", "rupiah"].map(|kolom| isi(&format!("butir.{n}.{kolom}")))
        });
        let status = masalah.as_ref().and_then(|m| StatusCode::from_u16(m.status).ok());
        let html = laman(&BiayaHtml {
            tata: Tata::petugas(self.layanan, self.petugas),
            dasar: isi("dasar"),
            sejak: terisi.map_or_else(
                || self.layanan.app.hari_ini().to_string(),
                |terisi| satu(terisi, "berlaku_sejak"),
            ),
            butir: butir.collect(),
            berlaku: berlaku.collect(),
            perintah: self.perintah(),
            masalah,
        })?;
        Ok((status.unwrap_or(StatusCode::OK), html).into_response())
    }
}

pub(super) async fn isi_biaya(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Penata(petugas): Penata,
) -> Jawaban {
    Halaman { layanan: &layanan, antarmuka: &antarmuka, petugas }.tampilkan_biaya(None, None).await
}

pub(super) async fn tetapkan_biaya(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Penata(petugas): Penata,
    Form(pasangan): Form<Vec<(String, String)>>,
) -> Jawaban {
    let halaman = Halaman { layanan: &layanan, antarmuka: &antarmuka, petugas };
    let terisi = terisi(pasangan);
    let butir = (0..BARIS_BIAYA).filter_map(|n| {
        let kolom = |kolom: &str| satu(&terisi, &format!("butir.{n}.{kolom}"));
        let uraian = terisi_saja(kolom("uraian"))?;
        // `Rp1.250` as people write it; what is no number the API names.
        let angka: String = kolom("rupiah").chars().filter(char::is_ascii_digit).collect();
        let angka = angka.parse::<u64>().map_or_else(|_| json!(kolom("rupiah")), |n| json!(n));
        Some(json!({"uraian": uraian, "satuan": kolom("satuan"), "rupiah": angka}))
    });
    let fakta = json!({
        "dasar": satu(&terisi, "dasar"),
        "berlaku_sejak": satu(&terisi, "berlaku_sejak"),
        "butir": butir.collect::<Vec<_>>(),
    });
    match halaman.kirim("biaya-salinan-ditetapkan", &terisi, fakta).await {
        None => Ok(Redirect::to("/kelola/biaya").into_response()),
        masalah => halaman.tampilkan_biaya(Some(&terisi), masalah).await,
    }
}
