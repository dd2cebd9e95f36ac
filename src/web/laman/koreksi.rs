//! Correcting a fact: chosen from the history, shown as it holds, entered anew
//! with a reason. Nothing is overwritten; the history shows both.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum::routing::{MethodRouter, get};
use axum::{Extension, Form};
use events::waktu::{Waktu, Zona};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::antarmuka::Milik;
use super::formulir::{Isian, Terisi, gabung};
use super::galat::galat;
use super::kata::{manusiawi, rentang};
use super::perkara::{Fakta, Peristiwa, peristiwa};
use super::publik::terisi;
use super::sesi::Petugas;
use super::tindakan::Pratinjau;
use super::{Antar, Halangan, Jawaban, Tata, laman, tak_berwenang, tidak_ada};
use crate::log::new_id;
use crate::web::Layanan;
use crate::web::akses::Akses;
use crate::web::masalah::Masalah;
use crate::web::pratinjau::Dampak;

#[derive(Template)]
#[template(path = "koreksi.html")]
struct PilihHtml {
    tata: Tata,
    halaman: String,
    riwayat: Vec<Peristiwa>,
    perintah: Uuid,
}

#[derive(Template)]
#[template(path = "koreksi_isi.html")]
struct IsiHtml {
    tata: Tata,
    halaman: String,
    /// The fact in words, and its kind.
    judul: String,
    langkah: Langkah,
    isian: Vec<Isian>,
    masalah: Option<Masalah>,
    pratinjau: Option<Pratinjau>,
}

/// What the page carries beside the fields of the fact. What a form cannot ask,
/// files and numbers, goes through as it was.
#[derive(Clone)]
struct Langkah {
    perintah: String,
    versi: String,
    fakta: u32,
    jenis: String,
    tanggal: String,
    alasan: String,
    batalkan: bool,
    /// The fact and its moment as they hold.
    semula: String,
    waktu: String,
}

#[derive(Deserialize)]
struct Keadaan {
    versi: u32,
}

#[derive(Deserialize)]
struct FaktaTerbuka {
    waktu: Waktu,
    fakta: Value,
}

#[derive(Deserialize)]
struct Diterima {
    posisi: u64,
}

/// Choosing the fact and its correction, of one kind of thing.
pub(super) fn rute(milik: Milik) -> MethodRouter<Layanan> {
    let pilih = move |State(layanan): State<Layanan>,
                      Extension(antarmuka): Extension<Antar>,
                      petugas: Petugas,
                      Path(id): Path<Uuid>| async move {
        Koreksi::dari(&layanan, &antarmuka, petugas, (milik, id))?.pilih().await
    };
    let kirim = move |State(layanan): State<Layanan>,
                      Extension(antarmuka): Extension<Antar>,
                      petugas: Petugas,
                      Path(id): Path<Uuid>,
                      Form(pasangan): Form<Vec<(String, String)>>| async move {
        let koreksi = Koreksi::dari(&layanan, &antarmuka, petugas, (milik, id))?;
        koreksi.kirim(&terisi(pasangan)).await
    };
    get(pilih).post(kirim)
}

struct Koreksi<'a> {
    layanan: &'a Layanan,
    antarmuka: &'a Antar,
    petugas: Petugas,
    milik: Milik,
    id: Uuid,
}

impl<'a> Koreksi<'a> {
    fn dari(
        layanan: &'a Layanan,
        antarmuka: &'a Antar,
        petugas: Petugas,
        (milik, id): (Milik, Uuid),
    ) -> Result<Self, Halangan> {
        if !Akses::PPID.mencakup(petugas.peran) {
            return Err(tak_berwenang());
        }
        Ok(Koreksi { layanan, antarmuka, petugas, milik, id })
    }

    /// The history, for one of its facts to be chosen.
    async fn pilih(&self) -> Jawaban {
        let halaman = self.halaman();
        let alamat = format!("/api/v1{halaman}/riwayat");
        let mut riwayat: Vec<Fakta> =
            self.antarmuka.baca_semua(&self.petugas.pelaku(), &alamat).await?;
        riwayat.retain(|fakta| fakta.dapat_dikoreksi(self.milik));
        laman(&PilihHtml {
            tata: Tata::petugas(self.layanan, self.petugas.peran),
            halaman,
            riwayat: peristiwa(self.layanan, riwayat).await?,
            perintah: new_id(self.layanan.app.clock.now()),
        })
    }

    /// First the chosen fact is opened, which is taken down; then what would
    /// change is shown; then it is recorded.
    async fn kirim(&self, terisi: &Terisi) -> Jawaban {
        let satu = |nama: &str| terisi.get(nama).and_then(|nilai| nilai.first()).cloned();
        match satu("_langkah").as_deref() {
            None => self.buka(satu("_perintah"), satu("_fakta")).await,
            Some(langkah) => self.catat(terisi, langkah == "kirim").await,
        }
    }

    fn halaman(&self) -> String {
        format!("/{}/{}", self.milik.nama(), self.id)
    }

    async fn buka(&self, perintah: Option<String>, fakta: Option<String>) -> Jawaban {
        let fakta: u32 = fakta.and_then(|versi| versi.parse().ok()).unwrap_or_default();
        let badan = json!({"perintah": perintah, "versi": fakta});
        let alamat = format!("/api/v1{}", self.halaman());
        let pelaku = self.petugas.pelaku();
        let terbuka: FaktaTerbuka =
            self.antarmuka.kirim(&pelaku, &format!("{alamat}/fakta"), &badan, None).await?;
        let keadaan: Keadaan = self.antarmuka.baca(&pelaku, &alamat).await?;
        let jenis = terbuka.fakta["type"].as_str().unwrap_or_default().to_owned();
        let hari = terbuka.waktu.tanggal(self.layanan.app.zona);
        let langkah = Langkah {
            perintah: new_id(self.layanan.app.clock.now()).to_string(),
            versi: keadaan.versi.to_string(),
            fakta,
            tanggal: hari.map(|hari| hari.to_string()).unwrap_or_default(),
            alasan: String::new(),
            batalkan: false,
            semula: terbuka.fakta["body"].to_string(),
            waktu: json!(terbuka.waktu).to_string(),
            jenis,
        };
        let skema = self.varian(&langkah.jenis);
        let skema = skema.ok_or_else(|| tidak_ada("formulir ini"))?;
        let terisi = self.antarmuka.skema.terisi(skema, &terbuka.fakta["body"]);
        self.tampilkan(langkah, &terisi, None, None).await
    }

    /// How the document describes such a fact of this stream.
    fn varian(&self, jenis: &str) -> Option<&Value> {
        let komponen = match self.milik {
            Milik::Perkara => "FaktaPerkara",
            Milik::Sengketa => "FaktaSengketa",
            // What was said of them is said anew, not corrected.
            Milik::Entri | Milik::Kegiatan | Milik::Laporan | Milik::Kegagalan => return None,
        };
        self.antarmuka.skema.varian(komponen, jenis)
    }

    async fn catat(&self, terisi: &Terisi, tetap: bool) -> Jawaban {
        let langkah = Langkah::dari(terisi);
        let skema = self.varian(&langkah.jenis);
        let skema = skema.ok_or_else(|| tidak_ada("formulir ini"))?;
        let pelaku = self.petugas.pelaku();
        let semula = serde_json::from_str(&langkah.semula).unwrap_or_default();
        let isi = gabung(self.antarmuka.skema.baca(skema, terisi), &semula);
        let waktu = langkah.saat(self.layanan.app.zona);
        let pengganti = json!({"waktu": waktu, "event": {"type": langkah.jenis, "body": isi}});
        let pengganti = Some(pengganti).filter(|_| !langkah.batalkan);
        let fakta = json!({
            "versi": langkah.fakta, "alasan": {"isi": langkah.alasan}, "pengganti": pengganti,
        });
        let badan = json!({"perintah": langkah.perintah, "cara": "catat", "fakta": fakta});
        let versi = langkah.versi.parse().ok();
        let alamat = format!("/api/v1{}/koreksi-dicatat", self.halaman());
        if !tetap {
            let dampak = self.antarmuka.pratinjau(&pelaku, &alamat, &badan, versi).await;
            return match dampak {
                Ok(dampak) => self.tampilkan(langkah, terisi, None, Some(dampak)).await,
                Err(masalah) => self.tampilkan(langkah, terisi, Some(masalah), None).await,
            };
        }
        match self.antarmuka.kirim::<Diterima>(&pelaku, &alamat, &badan, versi).await {
            Ok(hasil) => {
                let perkara = projections::proyeksi::Proyeksi::Perkara;
                self.layanan.app.tampilan.tunggu(perkara, hasil.posisi).await?;
                Ok(Redirect::to(&self.halaman()).into_response())
            }
            Err(masalah) => self.tampilkan(langkah, terisi, Some(masalah), None).await,
        }
    }

    async fn tampilkan(
        &self,
        langkah: Langkah,
        terisi: &Terisi,
        masalah: Option<Masalah>,
        dampak: Option<Dampak>,
    ) -> Jawaban {
        let skema = self.varian(&langkah.jenis);
        let skema = skema.ok_or_else(|| tidak_ada("formulir ini"))?;
        let acuan = self.antarmuka.acuan(&self.petugas.pelaku()).await?;
        let galat = galat(masalah.as_ref());
        let status = masalah.as_ref().map(|masalah| masalah.status);
        let isi = laman(&IsiHtml {
            tata: Tata::petugas(self.layanan, self.petugas.peran),
            halaman: self.halaman(),
            judul: manusiawi(&kata_jenis(&langkah.jenis)),
            isian: self.antarmuka.skema.isian(skema, &acuan, terisi, &galat),
            langkah,
            masalah,
            pratinjau: dampak.map(|dampak| Pratinjau::dari(dampak, terisi)),
        })?;
        let status = status.and_then(|status| StatusCode::from_u16(status).ok());
        Ok((status.unwrap_or(StatusCode::OK), isi).into_response())
    }
}

impl Langkah {
    fn dari(terisi: &Terisi) -> Self {
        let satu = |nama: &str| {
            let nilai = terisi.get(nama).and_then(|nilai| nilai.first());
            nilai.map(|nilai| nilai.trim().to_owned()).unwrap_or_default()
        };
        Langkah {
            perintah: satu("_perintah"),
            versi: satu("_versi"),
            fakta: satu("_fakta").parse().unwrap_or_default(),
            jenis: satu("_jenis"),
            tanggal: satu("_tanggal"),
            alasan: satu("_alasan"),
            batalkan: satu("_cara") == "batalkan",
            semula: satu("_semula"),
            waktu: satu("_waktu"),
        }
    }
}

impl Langkah {
    /// The moment that was entered; on the day that it held already, to the
    /// minute as it was.
    fn saat(&self, zona: Zona) -> Value {
        let semula: Option<Waktu> = serde_json::from_str(&self.waktu).ok();
        let hari = semula.and_then(|semula| semula.tanggal(zona)).map(|hari| hari.to_string());
        match semula {
            Some(semula) if hari.unwrap_or_default() == self.tanggal => json!(semula),
            _ if self.tanggal.is_empty() => Value::Null,
            _ => json!(self.tanggal),
        }
    }
}

/// `PermohonanDiterima` is `permohonan_diterima`.
pub(super) fn kata_jenis(jenis: &str) -> String {
    jenis.chars().fold(String::new(), |mut teks, huruf| {
        if huruf.is_ascii_uppercase() && !teks.is_empty() {
            teks.push('_');
        }
        teks.push(huruf.to_ascii_lowercase());
        teks
    })
}
