//! How letters look: the mark of the letterhead, and for each kind the words
//! around what the law asks for and who signs.

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use events::kantor::Kantor;
use events::surat::{JenisSurat, SEMUA_SURAT};
use serde_json::{Value, json};

use super::super::formulir::Terisi;
use super::super::kiriman::Terkirim;
use super::super::sesi::{Penata, Petugas};
use super::super::surat::{baris, satu};
use super::super::{Antar, Jawaban, Tata, laman, tidak_ada};
use crate::log::new_id;
use crate::web::Layanan;
use crate::web::masalah::Masalah;

#[derive(Template)]
#[template(path = "surat/kelola.html")]
struct DaftarHtml {
    tata: Tata,
    kop: Vec<String>,
    berlogo: bool,
    jenis: Vec<(JenisSurat, u32)>,
    perintah: [String; 2],
    masalah: Option<Masalah>,
}

#[derive(Template)]
#[template(path = "surat/templat.html")]
struct TemplatHtml {
    tata: Tata,
    jenis: JenisSurat,
    kali: u32,
    pembuka: String,
    penutup: String,
    tempat: String,
    jabatan: String,
    nama: String,
    tembusan: String,
    perintah: String,
    masalah: Option<Masalah>,
}

struct Halaman<'a> {
    layanan: &'a Layanan,
    petugas: Petugas,
}

fn dengan_status(masalah: Option<&Masalah>, halaman: Jawaban) -> Jawaban {
    let status = masalah.and_then(|m| StatusCode::from_u16(m.status).ok());
    Ok((status.unwrap_or(StatusCode::OK), halaman?).into_response())
}

impl Halaman<'_> {
    fn perintah(&self) -> String {
        new_id(self.layanan.app.clock.now()).to_string()
    }

    async fn daftar(&self, masalah: Option<Masalah>) -> Jawaban {
        let kantor = self.layanan.app.kantor_kini().await?;
        let kop = kantor.ditetapkan.as_ref().map(|k| k.kop.iter().map(ToString::to_string));
        let tata = Tata::petugas(self.layanan, self.petugas);
        let halaman = DaftarHtml {
            tata,
            kop: kop.map(Iterator::collect).unwrap_or_default(),
            berlogo: kantor.logo().is_some(),
            jenis: SEMUA_SURAT.map(|jenis| (jenis, kantor.templat(jenis).0)).to_vec(),
            perintah: [self.perintah(), self.perintah()],
            masalah,
        };
        dengan_status(halaman.masalah.as_ref(), laman(&halaman))
    }

    async fn templat(
        &self,
        jenis: JenisSurat,
        terisi: Option<&Terisi>,
        masalah: Option<Masalah>,
    ) -> Jawaban {
        let kantor = self.layanan.app.kantor_kini().await?;
        let tersimpan = tersimpan(&kantor, jenis);
        let isi = |nama: &str| match terisi {
            Some(terisi) => satu(terisi, nama).unwrap_or_default(),
            None => tersimpan(nama),
        };
        let halaman = TemplatHtml {
            tata: Tata::petugas(self.layanan, self.petugas),
            jenis,
            kali: kantor.templat(jenis).0,
            pembuka: isi("pembuka"),
            penutup: isi("penutup"),
            tempat: isi("tempat"),
            jabatan: isi("jabatan"),
            nama: isi("nama"),
            tembusan: isi("tembusan"),
            perintah: self.perintah(),
            masalah,
        };
        dengan_status(halaman.masalah.as_ref(), laman(&halaman))
    }
}

/// What the office has set, field by field.
fn tersimpan(kantor: &Kantor, jenis: JenisSurat) -> impl Fn(&str) -> String {
    let templat = kantor.templat(jenis).1;
    move |nama| {
        let Some(templat) = templat else { return String::new() };
        let oleh = templat.penandatangan.as_ref();
        let isi = match nama {
            "pembuka" => templat.pembuka.as_ref().and_then(|isi| isi.teks()).map(str::to_owned),
            "penutup" => templat.penutup.as_ref().and_then(|isi| isi.teks()).map(str::to_owned),
            "tempat" => templat.tempat.as_ref().map(ToString::to_string),
            "jabatan" => oleh.map(|oleh| oleh.jabatan.to_string()),
            "nama" => oleh.and_then(|oleh| oleh.nama.as_ref()).map(ToString::to_string),
            _ => Some(baris(&templat.tembusan)),
        };
        isi.unwrap_or_default()
    }
}

/// The fact that a form says.
fn fakta(jenis: JenisSurat, terisi: &Terisi) -> Value {
    let mut fakta = json!({"jenis": jenis});
    for nama in ["pembuka", "penutup"] {
        if let Some(teks) = satu(terisi, nama) {
            fakta[nama] = json!({"isi": teks});
        }
    }
    if let Some(tempat) = satu(terisi, "tempat") {
        fakta["tempat"] = json!(tempat);
    }
    for nama in ["jabatan", "nama"] {
        if let Some(teks) = satu(terisi, nama) {
            fakta["penandatangan"][nama] = json!(teks);
        }
    }
    let tembusan = satu(terisi, "tembusan").unwrap_or_default();
    let tembusan: Vec<&str> = tembusan.lines().map(str::trim).filter(|b| !b.is_empty()).collect();
    if !tembusan.is_empty() {
        fakta["tembusan"] = json!(tembusan);
    }
    fakta
}

pub(super) async fn daftar(State(layanan): State<Layanan>, Penata(petugas): Penata) -> Jawaban {
    Halaman { layanan: &layanan, petugas }.daftar(None).await
}

/// The mark of the letterhead; an empty form with `cabut` takes it away.
pub(super) async fn logo(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Penata(petugas): Penata,
    Terkirim { terisi, galat }: Terkirim,
) -> Jawaban {
    let halaman = Halaman { layanan: &layanan, petugas };
    if let Some(galat) = galat {
        return halaman.daftar(Some(galat)).await;
    }
    let isi = |bagian: &str| satu(&terisi, &format!("logo.{bagian}"));
    let mut fakta = json!({});
    if let (Some(id), Some(nama), Some(ukuran), Some(sidik)) =
        (isi("id"), isi("nama"), isi("ukuran_bytes"), isi("sidik"))
    {
        let ukuran: u64 = ukuran.parse().unwrap_or_default();
        fakta["logo"] = json!({"id": id, "nama": {"isi": nama}, "ukuran_bytes": ukuran,
                               "sidik": {"isi": sidik}});
    } else if satu(&terisi, "cabut").is_none() {
        let masalah = Masalah::kolom("logo", "pilih gambar PNG atau JPEG");
        return halaman.daftar(Some(masalah)).await;
    }
    let badan = json!({"perintah": satu(&terisi, "perintah"), "fakta": fakta});
    let alamat = "/api/v1/kantor/logo-ditetapkan";
    match antarmuka.kirim::<Value>(&petugas.pelaku(), alamat, &badan, None).await {
        Ok(_) => Ok(Redirect::to("/kelola/surat").into_response()),
        Err(masalah) => halaman.daftar(Some(masalah)).await,
    }
}

pub(super) async fn isi(
    State(layanan): State<Layanan>,
    Penata(petugas): Penata,
    Path(kode): Path<String>,
) -> Jawaban {
    let jenis = JenisSurat::dari_kode(&kode).ok_or_else(|| tidak_ada("jenis surat ini"))?;
    Halaman { layanan: &layanan, petugas }.templat(jenis, None, None).await
}

/// Sets the template, or shows what would come of it.
pub(super) async fn tetapkan(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    Penata(petugas): Penata,
    Path(kode): Path<String>,
    Terkirim { terisi, .. }: Terkirim,
) -> Jawaban {
    let jenis = JenisSurat::dari_kode(&kode).ok_or_else(|| tidak_ada("jenis surat ini"))?;
    let halaman = Halaman { layanan: &layanan, petugas };
    let fakta = fakta(jenis, &terisi);
    let masalah = if satu(&terisi, "kerja").as_deref() == Some("contoh") {
        let alamat = "/api/v1/kantor/contoh-surat";
        match antarmuka.unduh_dengan(&petugas.pelaku(), alamat, &fakta).await {
            Ok(pdf) => return Ok(pdf),
            Err(masalah) => masalah,
        }
    } else {
        let badan = json!({"perintah": satu(&terisi, "perintah"), "fakta": fakta});
        let alamat = "/api/v1/kantor/templat-surat-ditetapkan";
        match antarmuka.kirim::<Value>(&petugas.pelaku(), alamat, &badan, None).await {
            Ok(_) => return Ok(Redirect::to("/kelola/surat").into_response()),
            Err(masalah) => masalah,
        }
    };
    halaman.templat(jenis, Some(&terisi), Some(masalah)).await
}
