//! One step of a case: a form made from its fact, a look at what it changes, and
//! then the record.

use std::collections::BTreeMap;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::antarmuka::{Milik, Tindakan};
use super::formulir::{Isian, Terisi};
use super::kata::rentang;
use super::kiriman::Terkirim;
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
/// Steps that put something in the place of what stands there.
const DENGAN_SEMULA: [&str; 2] = ["usulan-diperbaiki", "kegiatan-diperbarui"];

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
    /// Of an entry, of a note.
    ringkasan: Option<String>,
    judul: Option<String>,
}

impl Keadaan {
    fn nama(self) -> String {
        let nama = self.nomor.or(self.ringkasan).or(self.judul);
        nama.unwrap_or_else(|| "Sengketa".to_owned())
    }
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

    /// The address of what the step belongs to.
    fn alamat(&self) -> String {
        format!("/{}/{}", self.tindakan.milik.nama(), self.id)
    }

    /// The page on which it is seen; notes stand on one together.
    fn halaman(&self) -> String {
        match self.tindakan.milik {
            Milik::Kegiatan => "/kegiatan".to_owned(),
            Milik::Perkara | Milik::Sengketa | Milik::Entri => self.alamat(),
        }
    }

    /// What a form begins with that mends something: what stands there.
    async fn semula(&self) -> Result<Terisi, Masalah> {
        if !DENGAN_SEMULA.contains(&self.tindakan.langkah.as_str()) {
            return Ok(Terisi::new());
        }
        let alamat = format!("/api/v1{}", self.alamat());
        let kini: Value = self.antarmuka.baca(&self.petugas.pelaku(), &alamat).await?;
        let teks = kini.as_object().into_iter().flatten().filter_map(|(nama, nilai)| {
            let nilai = nilai.as_str()?;
            // A choice's name as the fact has it.
            let nilai = if nama == "kategori" { nilai.replace(' ', "_") } else { nilai.to_owned() };
            Some((nama.clone(), vec![nilai]))
        });
        Ok(teks.collect())
    }

    async fn tampilkan(
        &self,
        terisi: &Terisi,
        masalah: Option<Masalah>,
        dampak: Option<Dampak>,
    ) -> Jawaban {
        let pelaku = self.petugas.pelaku();
        let halaman = self.halaman();
        let alamat = self.alamat();
        let keadaan: Keadaan = self.antarmuka.baca(&pelaku, &format!("/api/v1{alamat}")).await?;
        let mut acuan = self.antarmuka.acuan(&pelaku).await?;
        if let (Milik::Entri | Milik::Kegiatan, Some(unit)) = (self.tindakan.milik, pelaku.unit()) {
            acuan.unit.retain(|(id, _)| *id == unit.0.to_string());
        }
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
            nomor: keadaan.nama(),
            judul: self.tindakan.ringkasan,
            berpratinjau: self.tindakan.berpratinjau,
            alamat: format!("{alamat}/tindakan/{}", self.tindakan.langkah),
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
    let mut terisi = formulir.semula().await?;
    // Whoever stands in signs as such (Pasal 14 UU 30/2014).
    if let status @ Some(_) = petugas.kapasitas.status {
        let jabatan = kapasitas_teks(layanan, petugas.peran, status);
        terisi.insert("jabatan".to_owned(), vec![jabatan]);
    }
    formulir.tampilkan(&terisi, None, None).await
}

pub(super) async fn isi_entri(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path((id, langkah)): Path<Tempat>,
) -> Jawaban {
    isi(&layanan, &antarmuka, petugas, (Milik::Entri, id, &langkah)).await
}

pub(super) async fn isi_kegiatan(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path((id, langkah)): Path<Tempat>,
) -> Jawaban {
    isi(&layanan, &antarmuka, petugas, (Milik::Kegiatan, id, &langkah)).await
}

pub(super) async fn kirim_entri(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path((id, langkah)): Path<Tempat>,
    terkirim: Terkirim,
) -> Jawaban {
    let formulir = Formulir::dari(&layanan, &antarmuka, petugas, (Milik::Entri, id, &langkah))?;
    formulir.kirim(terkirim).await
}

pub(super) async fn kirim_kegiatan(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path((id, langkah)): Path<Tempat>,
    terkirim: Terkirim,
) -> Jawaban {
    let formulir = Formulir::dari(&layanan, &antarmuka, petugas, (Milik::Kegiatan, id, &langkah))?;
    formulir.kirim(terkirim).await
}

pub(super) async fn kirim_perkara(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path((id, langkah)): Path<Tempat>,
    terkirim: Terkirim,
) -> Jawaban {
    let formulir = Formulir::dari(&layanan, &antarmuka, petugas, (Milik::Perkara, id, &langkah))?;
    formulir.kirim(terkirim).await
}

pub(super) async fn kirim_sengketa(
    State(layanan): State<Layanan>,
    Extension(antarmuka): Extension<Antar>,
    petugas: Petugas,
    Path((id, langkah)): Path<Tempat>,
    terkirim: Terkirim,
) -> Jawaban {
    let formulir = Formulir::dari(&layanan, &antarmuka, petugas, (Milik::Sengketa, id, &langkah))?;
    formulir.kirim(terkirim).await
}

impl Formulir<'_> {
    /// The first time it shows what would change, where it can; sent from there
    /// it is recorded.
    async fn kirim(&self, Terkirim { mut terisi, galat }: Terkirim) -> Jawaban {
        if galat.is_some() {
            return self.tampilkan(&terisi, galat, None).await;
        }
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
        let tempat = self.tindakan.milik.tempat();
        let alamat = self.tindakan.jalur.replace(tempat, &self.id.to_string());
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
                let tampilan = self.tindakan.milik.tampilan();
                layanan.app.tampilan.tunggu(tampilan, hasil.posisi).await?;
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
        Some((kolom.trim_end_matches("[]").replace('/', "."), galat.uraian.clone()))
    });
    galat.collect()
}
