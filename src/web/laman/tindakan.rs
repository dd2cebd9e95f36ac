//! One step of a case: a form made from its fact, a look at what it changes, and
//! then the record.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum::{Extension, Form};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::antarmuka::{Milik, Tindakan};
use super::formulir::{Isian, Terisi};
use super::kata::rentang;
use super::publik::terisi;
use super::sesi::Petugas;
use super::{Antar, Jawaban, Tata, kapasitas_teks, laman, tak_berwenang, tidak_ada};
use crate::log::new_id;
use crate::web::Layanan;
use crate::web::masalah::{Jenis, Masalah};
use crate::web::pratinjau::Dampak;

/// Fields of the page itself, beside those of the fact.
const PERINTAH: &str = "_perintah";
const VERSI: &str = "_versi";
const TANGGAL: &str = "_tanggal";
const LANGKAH: &str = "_langkah";

#[derive(Template)]
#[template(path = "tindakan.html")]
struct TindakanHtml {
    tata: Tata,
    nomor: String,
    judul: &'static str,
    /// The page of the case or the dispute, and this one.
    halaman: String,
    alamat: String,
    berpratinjau: bool,
    isian: Vec<Isian>,
    perintah: String,
    versi: u32,
    tanggal: String,
    masalah: Option<Masalah>,
    /// What is shown before it is sent, with all that was filled in.
    pratinjau: Option<Pratinjau>,
}

struct Pratinjau {
    dampak: Dampak,
    terisi: Vec<(String, String)>,
}

#[derive(Deserialize)]
struct Keadaan {
    versi: u32,
    /// A sengketa has none before KI registers it.
    nomor: Option<String>,
}

#[derive(Deserialize)]
struct Diterima {
    posisi: u64,
}

struct Formulir<'a> {
    layanan: &'a Layanan,
    antarmuka: &'a Antar,
    petugas: Petugas,
    id: Uuid,
    tindakan: &'a Tindakan,
    fakta: &'a Value,
}

impl<'a> Formulir<'a> {
    fn dari(
        layanan: &'a Layanan,
        antarmuka: &'a Antar,
        petugas: Petugas,
        (milik, id, langkah): (Milik, Uuid, &str),
    ) -> Result<Self, super::Halangan> {
        let mut semua = antarmuka.tindakan.iter();
        let tindakan = semua.find(|satu| satu.milik == milik && satu.langkah == langkah);
        let tindakan = tindakan.ok_or_else(|| tidak_ada("tindakan ini"))?;
        if !petugas.boleh(tindakan.akses) {
            return Err(tak_berwenang());
        }
        let fakta = antarmuka.skema.fakta(&tindakan.jalur);
        let fakta = fakta.ok_or_else(|| tidak_ada("formulir ini"))?;
        Ok(Formulir { layanan, antarmuka, petugas, id, tindakan, fakta })
    }

    /// The page of what the step belongs to.
    fn halaman(&self) -> String {
        format!("/{}/{}", self.tindakan.milik.nama(), self.id)
    }

    async fn tampilkan(
        &self,
        terisi: &Terisi,
        masalah: Option<Masalah>,
        dampak: Option<Dampak>,
    ) -> Jawaban {
        let pelaku = self.petugas.pelaku();
        let halaman = self.halaman();
        let keadaan: Keadaan = self.antarmuka.baca(&pelaku, &format!("/api/v1{halaman}")).await?;
        let acuan = self.antarmuka.acuan(&pelaku).await?;
        let galat = galat(masalah.as_ref());
        let satu = |nama: &str| terisi.get(nama).and_then(|nilai| nilai.first()).cloned();
        let perintah =
            satu(PERINTAH).unwrap_or_else(|| new_id(self.layanan.app.clock.now()).to_string());
        let versi = satu(VERSI).and_then(|versi| versi.parse().ok()).unwrap_or(keadaan.versi);
        let tanggal = satu(TANGGAL).unwrap_or_else(|| self.layanan.app.hari_ini().to_string());
        let status = masalah.as_ref().map(|masalah| masalah.status);
        let pratinjau = dampak.map(|dampak| Pratinjau {
            dampak,
            terisi: terisi
                .iter()
                .filter(|(nama, _)| !nama.starts_with('_'))
                .flat_map(|(nama, nilai)| nilai.iter().map(move |n| (nama.clone(), n.clone())))
                .collect(),
        });
        let isi = laman(&TindakanHtml {
            tata: Tata::petugas(self.layanan, self.petugas),
            nomor: keadaan.nomor.unwrap_or_else(|| "Sengketa".to_owned()),
            judul: self.tindakan.ringkasan,
            berpratinjau: self.tindakan.berpratinjau,
            alamat: format!("{halaman}/tindakan/{}", self.tindakan.langkah),
            halaman,
            isian: self.antarmuka.skema.isian(self.fakta, &acuan, terisi, &galat),
            perintah,
            versi,
            tanggal,
            masalah,
            pratinjau,
        })?;
        let status = status.and_then(|status| StatusCode::from_u16(status).ok());
        Ok((status.unwrap_or(StatusCode::OK), isi).into_response())
    }
}

/// Where a step is found.
type Tempat = (Uuid, String);

pub(super) async fn isi_perkara(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path((id, langkah)): Path<Tempat>,
) -> Jawaban {
    isi(&layanan, &antarmuka, petugas, (Milik::Perkara, id, &langkah)).await
}

pub(super) async fn isi_sengketa(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path((id, langkah)): Path<Tempat>,
) -> Jawaban {
    isi(&layanan, &antarmuka, petugas, (Milik::Sengketa, id, &langkah)).await
}

async fn isi(
    layanan: &Layanan,
    antarmuka: &Antar,
    petugas: Petugas,
    tempat: (Milik, Uuid, &str),
) -> Jawaban {
    let formulir = Formulir::dari(layanan, antarmuka, petugas, tempat)?;
    let mut terisi = Terisi::new();
    // Whoever stands in signs as such (Pasal 14 UU 30/2014).
    if let status @ Some(_) = petugas.kapasitas.status {
        let jabatan = kapasitas_teks(layanan, petugas.peran, status);
        terisi.insert("jabatan".to_owned(), vec![jabatan]);
    }
    formulir.tampilkan(&terisi, None, None).await
}

pub(super) async fn kirim_perkara(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path((id, langkah)): Path<Tempat>,
    Form(pasangan): Form<Vec<(String, String)>>,
) -> Jawaban {
    let formulir = Formulir::dari(&layanan, &antarmuka, petugas, (Milik::Perkara, id, &langkah))?;
    formulir.kirim(terisi(pasangan)).await
}

pub(super) async fn kirim_sengketa(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path((id, langkah)): Path<Tempat>,
    Form(pasangan): Form<Vec<(String, String)>>,
) -> Jawaban {
    let formulir = Formulir::dari(&layanan, &antarmuka, petugas, (Milik::Sengketa, id, &langkah))?;
    formulir.kirim(terisi(pasangan)).await
}

impl Formulir<'_> {
    /// The first time it shows what would change, where it can; sent from there
    /// it is recorded.
    async fn kirim(&self, mut terisi: Terisi) -> Jawaban {
        let (layanan, antarmuka) = (self.layanan, self.antarmuka);
        let satu = |nama: &str| {
            terisi
                .get(nama)
                .and_then(|nilai| nilai.first())
                .filter(|nilai| !nilai.is_empty())
                .cloned()
        };
        let mut badan = json!({
            "perintah": satu(PERINTAH),
            "fakta": antarmuka.skema.baca(self.fakta, &terisi),
        });
        // A fact of an earlier day is of that day; one of today is of this moment.
        if let Some(tanggal) = satu(TANGGAL).filter(|t| *t != layanan.app.hari_ini().to_string()) {
            badan["waktu"] = json!(tanggal);
        }
        let versi = satu(VERSI).and_then(|versi| versi.parse().ok());
        let tempat = format!("{{{}}}", self.tindakan.milik.nama());
        let alamat = self.tindakan.jalur.replace(&tempat, &self.id.to_string());
        let pelaku = self.petugas.pelaku();
        if self.tindakan.berpratinjau && satu(LANGKAH).as_deref() != Some("kirim") {
            return match antarmuka.pratinjau(&pelaku, &alamat, &badan, versi).await {
                Ok(dampak) => self.tampilkan(&terisi, None, Some(dampak)).await,
                Err(masalah) => self.tampilkan(&terisi, Some(masalah), None).await,
            };
        }
        match antarmuka.kirim::<Diterima>(&pelaku, &alamat, &badan, versi).await {
            // The next page waits until it shows what was recorded.
            Ok(hasil) => {
                layanan
                    .app
                    .tampilan
                    .tunggu(projections::proyeksi::Proyeksi::Perkara, hasil.posisi)
                    .await?;
                Ok(Redirect::to(&self.halaman()).into_response())
            }
            Err(masalah) => {
                if masalah.status == Jenis::VersiLain.status().as_u16() {
                    // Shown anew on the case as it is now.
                    terisi.remove(VERSI);
                }
                self.tampilkan(&terisi, Some(masalah), None).await
            }
        }
    }
}

/// What is wrong with each field, by its name on the form.
pub(super) fn galat(masalah: Option<&Masalah>) -> BTreeMap<String, String> {
    let galat = masalah.into_iter().flat_map(|masalah| &masalah.galat);
    let galat = galat.filter_map(|galat| {
        let kolom = galat.kolom.as_deref()?.trim_start_matches('/');
        let kolom = kolom.strip_prefix("fakta").unwrap_or(kolom).trim_start_matches(['/', '.']);
        Some((kolom.replace('/', "."), galat.uraian.clone()))
    });
    galat.collect()
}
