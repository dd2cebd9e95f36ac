//! One step of a case: a form made from its fact, a look at what it changes, and
//! then the record.

use askama::Template;
use axum::Extension;
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum::routing::{MethodRouter, get, post};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::antarmuka::{Milik, SENGKETA_DIAJUKAN, Tindakan};
use super::formulir::{Isian, Terisi};
use super::galat::galat;
use super::hukum::{self, Hukum};
use super::kata::rentang;
use super::kiriman::Terkirim;
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
    hukum: Option<&'static Hukum>,
    berpratinjau: bool,
    isian: Vec<Isian>,
    perintah: String,
    versi: u32,
    tanggal: String,
    masalah: Option<Masalah>,
    /// What is shown before it is sent, with all that was filled in.
    pratinjau: Option<Pratinjau>,
}

pub(super) struct Pratinjau {
    pub dampak: Dampak,
    pub terisi: Vec<(String, String)>,
}

impl Pratinjau {
    /// With all that was filled in, to be sent again as it is.
    pub(super) fn dari(dampak: Dampak, terisi: &Terisi) -> Self {
        let isi = terisi.iter().filter(|(nama, _)| !nama.starts_with('_'));
        let isi = isi.flat_map(|(nama, nilai)| nilai.iter().map(|n| (nama.clone(), n.clone())));
        Pratinjau { dampak, terisi: isi.collect() }
    }
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
            Milik::Perkara | Milik::Sengketa | Milik::Entri | Milik::Laporan | Milik::Kegagalan => {
                self.alamat()
            }
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
        let pratinjau = dampak.map(|dampak| Pratinjau::dari(dampak, terisi));
        let isi = laman(&TindakanHtml {
            tata: Tata::petugas(self.layanan, self.petugas),
            nomor: keadaan.nama(),
            judul: self.tindakan.ringkasan,
            hukum: hukum::cari(self.tindakan.milik, &self.tindakan.langkah),
            berpratinjau: self.tindakan.milik.berpratinjau(),
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

/// Form and record of the steps of one kind of thing; `besar` is how much a form
/// with files may hold.
pub(super) fn rute(milik: Milik, besar: DefaultBodyLimit) -> MethodRouter<Layanan> {
    let isi = move |State(layanan): State<Layanan>,
                    Extension(antarmuka): Extension<Antar>,
                    petugas: Petugas,
                    Path((id, langkah)): Path<Tempat>,
                    Query(pasangan): Query<Vec<(String, String)>>| async move {
        isi(&layanan, &antarmuka, petugas, (milik, id, &langkah), pasangan).await
    };
    let kirim = move |State(layanan): State<Layanan>,
                      Extension(antarmuka): Extension<Antar>,
                      petugas: Petugas,
                      Path((id, langkah)): Path<Tempat>,
                      terkirim: Terkirim| async move {
        let formulir = Formulir::dari(&layanan, &antarmuka, petugas, (milik, id, &langkah))?;
        formulir.kirim(terkirim).await
    };
    get(isi).merge(post(kirim).layer(besar))
}

async fn isi(
    layanan: &Layanan,
    antarmuka: &Antar,
    petugas: Petugas,
    tempat: (Milik, Uuid, &str),
    mut pasangan: Vec<(String, String)>,
) -> Jawaban {
    let formulir = Formulir::dari(layanan, antarmuka, petugas, tempat)?;
    let mut isian = formulir.semula().await?;
    // A link may fill in which task or which unit is meant, and nothing else.
    pasangan.retain(|(nama, _)| !nama.starts_with('_'));
    isian.extend(terisi(pasangan));
    // Whoever stands in signs as such (Pasal 14 UU 30/2014).
    if let status @ Some(_) = petugas.kapasitas.status {
        let jabatan = kapasitas_teks(layanan, petugas.peran, status);
        isian.insert("jabatan".to_owned(), vec![jabatan]);
    }
    formulir.tampilkan(&isian, None, None).await
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
        let mut fakta = antarmuka.skema.baca(self.fakta, &terisi);
        let diajukan = self.tindakan.langkah == SENGKETA_DIAJUKAN;
        if diajukan {
            fakta["perkara"] = json!([self.id]);
        }
        let mut badan = json!({"perintah": satu(PERINTAH), "fakta": fakta});
        // A fact of an earlier day is of that day; one of today is of this moment.
        if let Some(tanggal) = satu(TANGGAL).filter(|t| *t != layanan.app.hari_ini().to_string()) {
            badan["waktu"] = json!(tanggal);
        }
        let versi = satu(VERSI).and_then(|versi| versi.parse().ok());
        let tempat = self.tindakan.milik.tempat();
        let alamat = self.tindakan.jalur.replace(tempat, &self.id.to_string());
        let pelaku = self.petugas.pelaku();
        if self.tindakan.milik.berpratinjau() && satu(LANGKAH).as_deref() != Some("kirim") {
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
                let sengketa = satu(PERINTAH).filter(|_| diajukan);
                let ke = sengketa.map_or_else(|| self.halaman(), |id| format!("/sengketa/{id}"));
                Ok(Redirect::to(&ke).into_response())
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
