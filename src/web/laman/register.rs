//! The register books: read page by page, taken away as files, and opened with
//! the people in them for a stated purpose.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Extension, Form};
use chrono::Datelike;
use events::pengguna::Peran;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::sesi::Petugas;
use super::{Antar, Daftar, Jawaban, Tata, alamat_dengan, laman, tanya};
use crate::log::new_id;
use crate::register::{JenisRegister, SEMUA};
use crate::web::Layanan;
use crate::web::akses::Akses;
use crate::web::masalah::Masalah;
use crate::web::register::LembarRegister;

pub(super) fn semua() -> Daftar {
    vec![
        ("/register", get(register)),
        ("/register/berkas", get(berkas)),
        ("/register/dibuka", post(dibuka)),
    ]
}

/// What is asked for: of the address, and of the form that opens it.
#[derive(Clone, Debug, Default, Deserialize)]
struct Tanya {
    jenis: Option<String>,
    dari: Option<String>,
    sampai: Option<String>,
    unit: Option<String>,
    sebagaimana: Option<String>,
    setelah: Option<String>,
    bentuk: Option<String>,
}

/// The form that opens a register.
#[derive(Clone, Debug, Default, Deserialize)]
struct Pembukaan {
    perintah: Option<String>,
    keperluan: Option<String>,
    nik: Option<String>,
    jenis: Option<String>,
    dari: Option<String>,
    sampai: Option<String>,
    unit: Option<String>,
    sebagaimana: Option<String>,
    setelah: Option<String>,
    bentuk: Option<String>,
}

fn terisi(teks: Option<&String>) -> Option<String> {
    teks.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty())
}

impl Tanya {
    /// What was filled in; the year so far, where nothing was asked yet.
    fn terisi(&self, layanan: &Layanan) -> Self {
        let rapi = Tanya {
            jenis: terisi(self.jenis.as_ref()),
            dari: terisi(self.dari.as_ref()),
            sampai: terisi(self.sampai.as_ref()),
            unit: terisi(self.unit.as_ref()),
            sebagaimana: terisi(self.sebagaimana.as_ref()),
            setelah: terisi(self.setelah.as_ref()),
            bentuk: terisi(self.bentuk.as_ref()),
        };
        if rapi.jenis.is_some() || rapi.dari.is_some() || rapi.sampai.is_some() {
            return rapi;
        }
        let hari_ini = layanan.app.hari_ini();
        Tanya {
            dari: Some(format!("{:04}-01-01", hari_ini.year())),
            sampai: Some(hari_ini.to_string()),
            ..rapi
        }
    }

    fn jenis(&self) -> JenisRegister {
        let nama = self.jenis.as_deref().unwrap_or_default();
        SEMUA.into_iter().find(|j| j.nama() == nama).unwrap_or(JenisRegister::Permohonan)
    }

    /// An address of the API or of a page, with what is asked.
    fn alamat(&self, dasar: &str, lain: &[(&str, Option<&str>)]) -> String {
        let mut semua = vec![
            ("jenis", Some(self.jenis().nama())),
            ("dari", self.dari.as_deref()),
            ("sampai", self.sampai.as_deref()),
            ("unit", self.unit.as_deref()),
            ("sebagaimana", self.sebagaimana.as_deref()),
        ];
        semua.extend_from_slice(lain);
        alamat_dengan(dasar, &semua)
    }

    fn unduhan(&self) -> Vec<(&'static str, String)> {
        let satu =
            |(kata, bentuk)| (kata, self.alamat("/register/berkas", &[("bentuk", Some(bentuk))]));
        [("PDF/A", "pdf"), ("XLSX", "xlsx"), ("CSV", "csv")].map(satu).to_vec()
    }
}

/// What stands in a field of the form.
#[expect(clippy::ref_option, reason = "templates hand over references")]
fn isian(teks: &Option<String>) -> &str {
    teks.as_deref().unwrap_or_default()
}

#[derive(Template)]
#[template(path = "register.html")]
struct RegisterHtml {
    tata: Tata,
    tanya: Tanya,
    unit: Vec<(Uuid, String)>,
    masalah: Option<Masalah>,
    lembar: Option<LembarRegister>,
    /// What was opened, and for what; none while it is sealed.
    keperluan: Option<String>,
    boleh_buka: bool,
    perintah: Uuid,
    unduhan: Vec<(&'static str, String)>,
    berikutnya: Option<String>,
}

impl RegisterHtml {
    fn jenis() -> [(&'static str, &'static str); 4] {
        SEMUA.map(|jenis| (jenis.nama(), jenis.judul()))
    }

    fn terpilih(&self, nama: &str) -> bool {
        self.tanya.jenis().nama() == nama
    }

    fn unit_terpilih(&self, id: &Uuid) -> bool {
        self.tanya.unit.as_deref() == Some(id.to_string().as_str())
    }

    /// The rest of the opened book comes by the same form.
    fn lanjut_buka(&self) -> Option<&str> {
        self.lembar.as_ref()?.berikutnya.as_deref()
    }
}

/// What came of a question: the page, or what stands against it.
type Hasil = (Option<LembarRegister>, Option<Masalah>);

/// What the asker can mend stands on the page itself.
fn hasil(jawaban: Result<LembarRegister, Masalah>) -> Result<Hasil, Masalah> {
    match jawaban {
        Ok(lembar) => Ok((Some(lembar), None)),
        Err(masalah) if [400, 409, 422].contains(&masalah.status) => Ok((None, Some(masalah))),
        Err(masalah) => Err(masalah),
    }
}

async fn tampilkan(
    layanan: &Layanan,
    antarmuka: &Antar,
    petugas: Petugas,
    tanya: Tanya,
    ((lembar, masalah), keperluan): (Hasil, Option<String>),
) -> Jawaban {
    let satu_unit = matches!(petugas.peran, Peran::PpidPembantu(_));
    let unit = match satu_unit {
        true => Vec::new(),
        false => antarmuka.nama_unit(&petugas.pelaku()).await?,
    };
    let status = masalah.as_ref().and_then(|m| StatusCode::from_u16(m.status).ok());
    let lanjut = lembar.as_ref().and_then(|lembar| lembar.berikutnya.as_deref());
    let html = laman(&RegisterHtml {
        tata: Tata::petugas(layanan, petugas),
        unit,
        berikutnya: lanjut.map(|setelah| tanya.alamat("/register", &[("setelah", Some(setelah))])),
        boleh_buka: petugas.boleh(Akses::DATA_PRIBADI) && tanya.jenis().tersegel(),
        perintah: new_id(layanan.app.clock.now()),
        unduhan: tanya.unduhan(),
        keperluan,
        tanya,
        masalah,
        lembar,
    })?;
    let mut jawaban = (status.unwrap_or(StatusCode::OK), html).into_response();
    let simpan = HeaderValue::from_static("no-store");
    jawaban.headers_mut().insert(header::CACHE_CONTROL, simpan);
    Ok(jawaban)
}

async fn register(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    uri: Uri,
) -> Jawaban {
    let tanya = tanya::<Tanya>(&uri).terisi(&layanan);
    let alamat = tanya.alamat("/api/v1/register", &[("setelah", tanya.setelah.as_deref())]);
    let hasil = hasil(antarmuka.baca(&petugas.pelaku(), &alamat).await)?;
    tampilkan(&layanan, &antarmuka, petugas, tanya, (hasil, None)).await
}

/// A register as a file, sealed as the screen shows it.
async fn berkas(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    uri: Uri,
) -> Jawaban {
    let tanya = tanya::<Tanya>(&uri).terisi(&layanan);
    let alamat = tanya.alamat("/api/v1/register/berkas", &[("bentuk", tanya.bentuk.as_deref())]);
    Ok(antarmuka.unduh(&petugas.pelaku(), &alamat).await?)
}

impl Pembukaan {
    fn tanya(&self) -> Tanya {
        Tanya {
            jenis: terisi(self.jenis.as_ref()),
            dari: terisi(self.dari.as_ref()),
            sampai: terisi(self.sampai.as_ref()),
            unit: terisi(self.unit.as_ref()),
            sebagaimana: terisi(self.sebagaimana.as_ref()),
            setelah: terisi(self.setelah.as_ref()),
            bentuk: terisi(self.bentuk.as_ref()),
        }
    }

    fn badan(&self, tanya: &Tanya) -> Value {
        json!({
            "perintah": self.perintah.as_deref().unwrap_or_default(),
            "keperluan": self.keperluan.as_deref().unwrap_or_default().trim(),
            "buku": tanya.jenis().nama(),
            "dari": tanya.dari, "sampai": tanya.sampai, "unit": tanya.unit,
            "nik": self.nik.is_some(), "setelah": tanya.setelah, "bentuk": tanya.bentuk,
        })
    }
}

/// Taken down before anything is shown.
async fn dibuka(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Form(kiriman): Form<Pembukaan>,
) -> Jawaban {
    let tanya = kiriman.tanya();
    let badan = kiriman.badan(&tanya);
    let saat = [("sebagaimana", tanya.sebagaimana.as_deref())];
    let pelaku = petugas.pelaku();
    if tanya.bentuk.is_some() {
        let alamat = alamat_dengan("/api/v1/register/data-pribadi/berkas", &saat);
        return Ok(antarmuka.unduh_dengan(&pelaku, &alamat, &badan).await?);
    }
    let alamat = alamat_dengan("/api/v1/register/data-pribadi", &saat);
    let hasil = hasil(antarmuka.kirim(&pelaku, &alamat, &badan, None).await)?;
    let keperluan = hasil.0.is_some().then(|| kiriman.keperluan.unwrap_or_default());
    tampilkan(&layanan, &antarmuka, petugas, tanya, (hasil, keperluan)).await
}
