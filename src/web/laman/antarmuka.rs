//! The API as pages use it: its routes, its schemas, and calls in this process.
//! Pages read and record through it and nothing else, so that nothing is
//! decided, refused or allowed in two places.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, header};
use axum::response::Response;
use projections::proyeksi::Proyeksi;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tower::ServiceExt;
use uuid::Uuid;

use super::formulir::{Acuan, Skema};
use crate::web::akses::{Akses, Pelaku};
use crate::web::masalah::Masalah;
use crate::web::perintah::etag;
use crate::web::pratinjau::Pratinjau;
use crate::web::rute::Rute;

/// Bytes of an answer at most: a long history, and more.
const BATAS_JAWABAN_BYTES: usize = 64 << 20;
/// Where a dispute about a case begins, and the step of the case that it is.
const SENGKETA_BARU: &str = "/api/v1/sengketa";
pub(super) const SENGKETA_DIAJUKAN: &str = "sengketa-diajukan";
/// Corrections name a whole other fact and have a form of their own.
const TANPA_FORMULIR: [&str; 1] = ["koreksi-dicatat"];

pub(in crate::web) struct Antarmuka {
    pub(super) tindakan: Vec<Tindakan>,
    pub(super) skema: Skema,
    api: Router,
}

/// What a step belongs to: a case, a dispute about it, an entry of the
/// catalogue, a note, a report, a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Milik {
    Perkara,
    Sengketa,
    Entri,
    Kegiatan,
    Laporan,
    Kegagalan,
}

impl Milik {
    const SEMUA: [Milik; 6] = [
        Milik::Perkara,
        Milik::Sengketa,
        Milik::Entri,
        Milik::Kegiatan,
        Milik::Laporan,
        Milik::Kegagalan,
    ];

    pub(super) fn nama(self) -> &'static str {
        match self {
            Milik::Perkara => "perkara",
            Milik::Sengketa => "sengketa",
            Milik::Entri => "katalog",
            Milik::Kegiatan => "kegiatan",
            Milik::Laporan => "laporan",
            Milik::Kegagalan => "kegagalan",
        }
    }

    /// How the path names the thing itself.
    pub(super) fn tempat(self) -> &'static str {
        match self {
            Milik::Entri => "{entri}",
            Milik::Perkara => "{perkara}",
            Milik::Sengketa => "{sengketa}",
            Milik::Kegiatan => "{kegiatan}",
            Milik::Laporan => "{laporan}",
            Milik::Kegagalan => "{kegagalan}",
        }
    }

    /// A look at what changes comes before the record: the clocks of the law run here.
    pub(super) fn berpratinjau(self) -> bool {
        matches!(self, Milik::Perkara | Milik::Sengketa)
    }

    /// The read model of its page.
    pub(super) fn tampilan(self) -> Proyeksi {
        match self {
            Milik::Perkara | Milik::Sengketa => Proyeksi::Perkara,
            Milik::Entri => Proyeksi::Katalog,
            Milik::Kegiatan => Proyeksi::Kegiatan,
            Milik::Laporan => Proyeksi::Laporan,
            Milik::Kegagalan => Proyeksi::Log,
        }
    }
}

/// A step that a page offers.
pub(super) struct Tindakan {
    pub milik: Milik,
    /// As the list of routes has it.
    pub jalur: String,
    /// The last part of it.
    pub langkah: String,
    pub ringkasan: &'static str,
    pub akses: Akses,
}

impl Tindakan {
    pub(super) fn dari(rute: &Rute) -> Option<Self> {
        let (ringkasan, akses) = (rute.ringkasan, rute.akses);
        if rute.metode == Method::POST && rute.jalur == SENGKETA_BARU {
            let (milik, langkah) = (Milik::Perkara, SENGKETA_DIAJUKAN.to_owned());
            return Some(Tindakan { milik, jalur: rute.jalur.clone(), langkah, ringkasan, akses });
        }
        let bagian = |milik: Milik| {
            let (nama, tempat) = (milik.nama(), milik.tempat());
            let langkah = rute.jalur.strip_prefix(&format!("/api/v1/{nama}/{tempat}/"))?;
            Some((milik, langkah.to_owned()))
        };
        let (milik, langkah) = Milik::SEMUA.into_iter().find_map(bagian)?;
        let dipakai = rute.dokumen.bersyarat && !TANPA_FORMULIR.contains(&langkah.as_str());
        let jalur = rute.jalur.clone();
        dipakai.then_some(Tindakan { milik, jalur, langkah, ringkasan, akses })
    }
}

impl Antarmuka {
    pub(in crate::web) fn dari(rute: &[Rute], dokumen: Value, api: Router) -> Self {
        let tindakan = rute.iter().filter_map(Tindakan::dari).collect();
        Antarmuka { tindakan, skema: Skema::dari(dokumen), api }
    }

    /// Reads an address of the API as somebody.
    pub(super) async fn baca<T: DeserializeOwned>(
        &self,
        pelaku: &Pelaku,
        alamat: &str,
    ) -> Result<T, Masalah> {
        let permintaan = Request::builder().method(Method::GET).uri(alamat);
        let permintaan = permintaan.body(Body::empty()).map_err(anyhow::Error::from)?;
        self.minta(pelaku, permintaan).await
    }

    /// Reads what is no JSON: a file.
    pub(super) async fn ambil(&self, pelaku: &Pelaku, alamat: &str) -> Result<Response, Masalah> {
        let permintaan = Request::builder().method(Method::GET).uri(alamat);
        let permintaan = permintaan.body(Body::empty()).map_err(anyhow::Error::from)?;
        self.panggil(pelaku, permintaan).await
    }

    /// A whole list, page after page.
    pub(super) async fn baca_semua<T: DeserializeOwned>(
        &self,
        pelaku: &Pelaku,
        alamat: &str,
    ) -> Result<Vec<T>, Masalah> {
        let mut semua = Vec::new();
        let mut berikutnya = Some(alamat.to_owned());
        while let Some(satu) = berikutnya {
            let laman: Laman<T> = self.baca(pelaku, &satu).await?;
            semua.extend(laman.isi);
            let tanda = if alamat.contains('?') { '&' } else { '?' };
            let lanjut = |setelah| format!("{alamat}{tanda}setelah={setelah}");
            berikutnya = laman.berikutnya.map(lanjut);
        }
        Ok(semua)
    }

    /// Every unit with its name.
    pub(super) async fn nama_unit(&self, pelaku: &Pelaku) -> Result<Vec<(Uuid, String)>, Masalah> {
        let unit: Vec<Unit> = self.baca_semua(pelaku, "/api/v1/unit").await?;
        Ok(unit.into_iter().map(|unit| (unit.id, unit.nama)).collect())
    }

    /// What ids on a form are chosen from.
    pub(super) async fn acuan(&self, pelaku: &Pelaku) -> Result<Acuan, Masalah> {
        let unit: Vec<Unit> = self.baca_semua(pelaku, "/api/v1/unit").await?;
        let aktif = unit.into_iter().filter(|unit| unit.keadaan == "aktif");
        let buku: Vec<Buku> = self.baca_semua(pelaku, "/api/v1/buku").await?;
        let terbuka = buku.into_iter().filter(|buku| buku.terbuka && buku.jenis != "impor");
        Ok(Acuan {
            unit: aktif.map(|unit| (unit.id.to_string(), unit.nama)).collect(),
            buku: terbuka.map(|buku| (buku.id.to_string(), buku.nama)).collect(),
            katalog: Vec::new(),
            pengguna: Vec::new(),
        })
    }

    /// Sends a command.
    pub(super) async fn kirim<T: DeserializeOwned>(
        &self,
        pelaku: &Pelaku,
        alamat: &str,
        badan: &Value,
        versi: Option<u32>,
    ) -> Result<T, Masalah> {
        self.minta(pelaku, perintah(alamat, badan, versi)?).await
    }

    /// Sends a command whose answer is a file.
    pub(super) async fn unduh_dengan(
        &self,
        pelaku: &Pelaku,
        alamat: &str,
        badan: &Value,
    ) -> Result<Response, Masalah> {
        self.panggil(pelaku, perintah(alamat, badan, None)?).await
    }

    /// What a command on a perkara would change.
    pub(super) async fn pratinjau<T: DeserializeOwned>(
        &self,
        pelaku: &Pelaku,
        alamat: &str,
        badan: &Value,
        versi: Option<u32>,
    ) -> Result<T, Masalah> {
        let mut permintaan = perintah(alamat, badan, versi)?;
        permintaan.extensions_mut().insert(Pratinjau);
        self.minta(pelaku, permintaan).await
    }

    /// A file, as the API gives it.
    pub(super) async fn unduh(&self, pelaku: &Pelaku, alamat: &str) -> Result<Response, Masalah> {
        let permintaan = Request::builder().method(Method::GET).uri(alamat);
        let permintaan = permintaan.body(Body::empty()).map_err(anyhow::Error::from)?;
        self.panggil(pelaku, permintaan).await
    }

    async fn minta<T: DeserializeOwned>(
        &self,
        pelaku: &Pelaku,
        permintaan: Request<Body>,
    ) -> Result<T, Masalah> {
        let jawaban = self.panggil(pelaku, permintaan).await?;
        let isi = to_bytes(jawaban.into_body(), BATAS_JAWABAN_BYTES).await;
        let isi = isi.map_err(anyhow::Error::from)?;
        Ok(serde_json::from_slice(&isi).map_err(anyhow::Error::from)?)
    }

    async fn panggil(
        &self,
        pelaku: &Pelaku,
        mut permintaan: Request<Body>,
    ) -> Result<Response, Masalah> {
        permintaan.extensions_mut().insert(pelaku.clone());
        let jawaban = match self.api.clone().oneshot(permintaan).await {
            Ok(jawaban) => jawaban,
            Err(tak_pernah) => match tak_pernah {},
        };
        if jawaban.status().is_success() {
            return Ok(jawaban);
        }
        let isi = to_bytes(jawaban.into_body(), BATAS_JAWABAN_BYTES).await;
        let isi = isi.map_err(anyhow::Error::from)?;
        Err(serde_json::from_slice::<Masalah>(&isi).map_err(anyhow::Error::from)?)
    }
}

/// A page of a list of the API.
#[derive(Deserialize)]
pub(super) struct Laman<T> {
    pub isi: Vec<T>,
    pub berikutnya: Option<String>,
}

#[derive(Deserialize)]
struct Unit {
    #[serde(rename = "unit")]
    id: Uuid,
    nama: String,
    keadaan: String,
}

#[derive(Deserialize)]
struct Buku {
    #[serde(rename = "buku")]
    id: Uuid,
    jenis: String,
    nama: String,
    terbuka: bool,
}

fn perintah(alamat: &str, badan: &Value, versi: Option<u32>) -> anyhow::Result<Request<Body>> {
    let mut permintaan = Request::builder()
        .method(Method::POST)
        .uri(alamat)
        .header(header::CONTENT_TYPE, "application/json");
    if let Some(versi) = versi {
        permintaan = permintaan.header(header::IF_MATCH, etag(versi));
    }
    Ok(permintaan.body(Body::from(serde_json::to_vec(badan)?))?)
}
