//! What went wrong, as RFC 9457 tells it: with the field and the article, and
//! what to do next. Never SQL, never a value that somebody sent.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use events::Ditolak;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::HandleError;
use crate::kiriman::KirimanDitolak;
use crate::log::AppendError;
use crate::proyeksi::BelumSampai;

/// A problem (`application/problem+json`).
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Masalah {
    /// Which problem it is: a reference below `/masalah/`.
    #[serde(rename = "type")]
    pub jenis: String,
    pub title: String,
    pub status: u16,
    /// What happened, and what to do next.
    pub detail: String,
    /// What stands against it, one by one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub galat: Vec<Galat>,
}

/// One thing that stands against what was sent.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct Galat {
    /// JSON pointer into the body, or the name of a parameter or header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kolom: Option<String>,
    /// A stable name, for programs.
    pub kode: String,
    /// The article behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pasal: Option<String>,
    pub uraian: String,
}

/// Every kind of problem, with its status and title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jenis {
    /// Something in the body or a parameter is not as it should be.
    Masukan,
    TakDikenal,
    TakBerwenang,
    TidakAda,
    MetodeTidakAda,
    /// The law, or the case so far, stands against it.
    Ditolak,
    /// Somebody else changed it meanwhile.
    Bentrok,
    /// `If-Match` names another version.
    VersiLain,
    TerlaluBesar,
    MediaTidakDidukung,
    /// The command's id was used for something else.
    IsiLain,
    /// One address asks too often.
    TerlaluSering,
    Penuh,
    BelumSampai,
    Lambat,
    Rusak,
}

impl Jenis {
    pub fn status(self) -> StatusCode {
        match self {
            Jenis::Masukan => StatusCode::BAD_REQUEST,
            Jenis::TakDikenal => StatusCode::UNAUTHORIZED,
            Jenis::TakBerwenang => StatusCode::FORBIDDEN,
            Jenis::TidakAda => StatusCode::NOT_FOUND,
            Jenis::MetodeTidakAda => StatusCode::METHOD_NOT_ALLOWED,
            Jenis::Ditolak | Jenis::Bentrok => StatusCode::CONFLICT,
            Jenis::VersiLain => StatusCode::PRECONDITION_FAILED,
            Jenis::TerlaluBesar => StatusCode::PAYLOAD_TOO_LARGE,
            Jenis::MediaTidakDidukung => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Jenis::IsiLain => StatusCode::UNPROCESSABLE_ENTITY,
            Jenis::TerlaluSering => StatusCode::TOO_MANY_REQUESTS,
            Jenis::Penuh | Jenis::BelumSampai | Jenis::Lambat => StatusCode::SERVICE_UNAVAILABLE,
            Jenis::Rusak => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    pub fn judul(self) -> &'static str {
        self.nama().1
    }

    fn nama(self) -> (&'static str, &'static str) {
        match self {
            Jenis::Masukan => ("masukan", "Masukan keliru"),
            Jenis::TakDikenal => ("tak-dikenal", "Token diperlukan"),
            Jenis::TakBerwenang => ("tak-berwenang", "Peran ini tidak berwenang"),
            Jenis::TidakAda => ("tidak-ada", "Tidak ditemukan"),
            Jenis::MetodeTidakAda => ("metode", "Metode tidak ada di alamat ini"),
            Jenis::Ditolak => ("ditolak", "Ditolak aturan"),
            Jenis::Bentrok => ("bentrok", "Didahului perubahan lain"),
            Jenis::VersiLain => ("versi-lain", "Versi sudah lain"),
            Jenis::TerlaluBesar => ("terlalu-besar", "Kiriman terlalu besar"),
            Jenis::MediaTidakDidukung => ("media", "Kiriman harus JSON"),
            Jenis::IsiLain => ("isi-lain", "Id perintah sudah dipakai"),
            Jenis::TerlaluSering => ("terlalu-sering", "Terlalu sering"),
            Jenis::Penuh => ("penuh", "Layanan sedang penuh"),
            Jenis::BelumSampai => ("belum-sampai", "Tampilan belum mutakhir"),
            Jenis::Lambat => ("lambat", "Terlalu lama menjawab"),
            Jenis::Rusak => ("rusak", "Kesalahan pada layanan"),
        }
    }
}

impl Masalah {
    pub fn baru(jenis: Jenis, detail: impl Into<String>) -> Self {
        let (nama, judul) = jenis.nama();
        Masalah {
            jenis: format!("/masalah/{nama}"),
            title: judul.to_owned(),
            status: jenis.status().as_u16(),
            detail: detail.into(),
            galat: Vec::new(),
        }
    }

    /// A problem with one field.
    pub fn kolom(kolom: &str, uraian: impl Into<String>) -> Self {
        let uraian = uraian.into();
        let galat = Galat {
            kolom: Some(kolom.to_owned()),
            kode: "Masukan".to_owned(),
            pasal: None,
            uraian: uraian.clone(),
        };
        Masalah { galat: vec![galat], ..Masalah::baru(Jenis::Masukan, uraian) }
    }

    /// What the case or the law holds against it, under one name.
    pub fn ditolak(kode: &str, uraian: impl Into<String>) -> Self {
        let uraian = uraian.into();
        let galat = Galat { kode: kode.to_owned(), uraian: uraian.clone(), ..Galat::default() };
        Masalah { galat: vec![galat], ..Masalah::baru(Jenis::Ditolak, uraian) }
    }

    pub fn tidak_ada(apa: &str) -> Self {
        Masalah::baru(Jenis::TidakAda, format!("{apa} tidak ditemukan; periksa alamatnya"))
    }
}

impl IntoResponse for Masalah {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).expect("made from a status");
        let mut jawaban = (status, Json(self)).into_response();
        let kepala = jawaban.headers_mut();
        let jenis = HeaderValue::from_static("application/problem+json");
        kepala.insert(header::CONTENT_TYPE, jenis);
        match status {
            StatusCode::SERVICE_UNAVAILABLE => {
                kepala.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
            }
            StatusCode::UNAUTHORIZED => {
                kepala.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            _ => {}
        }
        jawaban
    }
}

impl From<Ditolak> for Masalah {
    fn from(ditolak: Ditolak) -> Self {
        let galat = ditolak.0.iter().map(|cacat| Galat {
            kolom: None,
            kode: cacat.kode.clone(),
            pasal: Some(cacat.pasal.clone()).filter(|pasal| !pasal.is_empty()),
            uraian: cacat.uraian.clone(),
        });
        Masalah { galat: galat.collect(), ..Masalah::baru(Jenis::Ditolak, ditolak.to_string()) }
    }
}

impl From<AppendError> for Masalah {
    fn from(error: AppendError) -> Self {
        let jenis = match &error {
            AppendError::Conflict { .. } => Jenis::Bentrok,
            AppendError::OtherContent => Jenis::IsiLain,
            AppendError::Book(_) => Jenis::Ditolak,
            AppendError::Empty | AppendError::Unwritable(_) => Jenis::Masukan,
            AppendError::Overloaded | AppendError::Stopped | AppendError::Unavailable => {
                Jenis::Penuh
            }
        };
        Masalah::baru(jenis, error.to_string())
    }
}

impl From<HandleError> for Masalah {
    fn from(error: HandleError) -> Self {
        match error {
            HandleError::Refused(ditolak) => ditolak.into(),
            HandleError::Append(error) => error.into(),
            HandleError::Missing => Masalah::tidak_ada("yang dimaksud"),
            HandleError::Occupied => Masalah::baru(Jenis::Bentrok, error.to_string()),
            HandleError::OtherVersion { .. } => Masalah::baru(Jenis::VersiLain, error.to_string()),
            HandleError::Other(error) => error.into(),
        }
    }
}

impl From<KirimanDitolak> for Masalah {
    fn from(error: KirimanDitolak) -> Self {
        let kolom = match &error {
            KirimanDitolak::TidakDikenal(kolom) => &kolom[..],
            KirimanDitolak::Tersegel(kolom)
            | KirimanDitolak::TerlaluBesar(kolom)
            | KirimanDitolak::TahunTidakMasukAkal { kolom } => std::slice::from_ref(kolom),
            KirimanDitolak::Bentuk(salah) => std::slice::from_ref(&salah.jalur),
        };
        let satu = |kolom: &String| Masalah::kolom(kolom, error.uraian()).galat;
        let galat = kolom.iter().flat_map(satu).collect();
        Masalah { galat, ..Masalah::baru(Jenis::Masukan, error.to_string()) }
    }
}

impl From<BelumSampai> for Masalah {
    fn from(error: BelumSampai) -> Self {
        Masalah::baru(Jenis::BelumSampai, error.to_string())
    }
}

impl From<anyhow::Error> for Masalah {
    /// The chain goes to the service's log; people hear what they can do. A
    /// database that is away or full is told as such.
    fn from(error: anyhow::Error) -> Self {
        // A command that was carried out before is known before it is appended.
        if let Some(error) = error.downcast_ref::<AppendError>() {
            return error.clone().into();
        }
        let terganggu = error.chain().filter_map(|sebab| sebab.downcast_ref()).any(terganggu);
        tracing::error!(galat = %format_args!("{error:#}"), "permintaan gagal");
        if terganggu {
            let detail = "basis data sedang tidak menjawab; coba lagi sebentar lagi";
            return Masalah::baru(Jenis::Penuh, detail);
        }
        Masalah::baru(Jenis::Rusak, "terjadi kesalahan pada layanan; hubungi pengelolanya")
    }
}

/// Whether the database is away, recovers, or has no room: nothing that the
/// caller did, and gone when it is asked again.
fn terganggu(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        // Connection, resources, operator, system.
        sqlx::Error::Database(error) => error.code().is_some_and(|kode| {
            ["08", "53", "57", "58"].iter().any(|kelas| kode.starts_with(kelas))
        }),
        _ => false,
    }
}

impl From<sqlx::Error> for Masalah {
    fn from(error: sqlx::Error) -> Self {
        anyhow::Error::from(error).into()
    }
}
