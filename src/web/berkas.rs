//! Files: taken in before the fact that refers to them, and given out to whoever
//! may see the case, each view taken down first.

use axum::body::Body;
use axum::extract::multipart::{Field, Multipart, MultipartRejection};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use axum::routing::post;
use axum::{Extension, Json};
use chrono::NaiveDate;
use events::perkara::Event as Perkara;
use events::pihak::Berkas;
use events::teks::Label;
use events::{AliranId, Event, JenisAliran, Tercatat};
use form_urlencoded::byte_serialize;
use projections::catatan::Catatan;
use projections::uraian;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::lacak::{Kunci, perkara_terkunci};
use super::masalah::{Jenis, Masalah};
use super::parameter::Jalur;
use super::pelindungan::periksa_pembatasan;
use super::pendamping::catat_penglihatan;
use super::perintah::Kiriman;
use super::rute::Rute;
use crate::app::App;
use crate::berkas::{BATAS_BERKAS_BYTES, UnggahanDitolak, disebut};
use crate::log::Values;

/// Bytes of a form with files at most: three of the largest, and the rest of it.
pub const BATAS_UNGGAHAN_BYTES: usize = 3 * BATAS_BERKAS_BYTES + (1 << 20);

/// What a fact refers to a file by.
#[derive(Debug, Serialize, ToSchema)]
struct Unggahan {
    /// To be put into the fact as it is, within a day.
    berkas: Berkas,
    /// What the file is by its first bytes.
    jenis: String,
}

/// A file of a case, without its name.
#[derive(Debug, Serialize, ToSchema)]
pub struct TampilanBerkas {
    berkas: Uuid,
    ukuran_bytes: u64,
    /// The fact that refers to it.
    posisi: u64,
    tanggal: Option<NaiveDate>,
    uraian: String,
}

/// Every file that these facts of a case refer to.
pub fn berkas_dari(fakta: &[Tercatat<Perkara>], catatan: &Catatan) -> Vec<TampilanBerkas> {
    let mut daftar = Vec::new();
    for tercatat in fakta {
        let Ok(nilai) = serde_json::to_value(&tercatat.event) else { continue };
        let milik = disebut(&nilai).into_iter().filter_map(|satu| Some((satu.id?, satu)));
        daftar.extend(milik.map(|(berkas, satu)| TampilanBerkas {
            berkas,
            ukuran_bytes: satu.ukuran_bytes,
            posisi: tercatat.position,
            tanggal: tercatat.occurred_at.tanggal(catatan.sudut.zona),
            uraian: uraian::perkara(&tercatat.event, catatan),
        }));
    }
    daftar
}

/// A file, as the document knows it.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it is there for the document")]
struct KirimanBerkas {
    #[schema(value_type = String, format = Binary)]
    berkas: Vec<u8>,
}

/// A view of one file of a case.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct PembukaanBerkas {
    /// Made by the client; sent again it shows the same.
    perintah: Uuid,
    /// What it is opened for; it stands in the history.
    keperluan: Label,
    berkas: Uuid,
}

/// A file that the pemohon was given.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct Pengambilan {
    kunci: Kunci,
    berkas: Uuid,
}

pub(super) fn rute() -> Vec<Rute> {
    let batas = DefaultBodyLimit::max(BATAS_UNGGAHAN_BYTES);
    vec![
        Rute::baru(
            Method::POST,
            "/api/v1/berkas",
            "berkas_diunggah",
            "Unggah berkas sebelum fakta yang menyebutnya; menunggu satu hari",
            Akses::SIAPA_SAJA,
            post(unggah).layer(batas),
        )
        .menerima_berkas::<KirimanBerkas>()
        .membuat::<Unggahan>(),
        Rute::baru(
            Method::POST,
            "/api/v1/perkara/{perkara}/berkas",
            "perkara_berkas",
            "Unduh berkas satu perkara; penglihatan ini dicatat",
            Akses::DATA_PRIBADI,
            post(unduh),
        )
        .menerima::<PembukaanBerkas>()
        .menjawab_berkas(),
        Rute::baru(
            Method::POST,
            "/api/v1/lacak/berkas",
            "lacak_berkas",
            "Unduh informasi yang diberikan, dengan nomor dan rahasia",
            Akses::SIAPA_SAJA,
            post(ambil),
        )
        .menerima::<Pengambilan>()
        .menjawab_berkas()
        .mencari(),
    ]
}

async fn unggah(
    State(layanan): State<Layanan>,
    kiriman: Result<Multipart, MultipartRejection>,
) -> Result<(StatusCode, Json<Unggahan>), Masalah> {
    let keliru = || {
        let detail = "kirim satu berkas bernama sebagai multipart/form-data, bagian berkas";
        Masalah::baru(Jenis::MediaTidakDidukung, detail)
    };
    let mut kiriman = kiriman.map_err(|_| keliru())?;
    let bagian = kiriman.next_field().await.map_err(|_| keliru())?.ok_or_else(keliru)?;
    let nama = bagian.file_name().map(str::to_owned).ok_or_else(keliru)?;
    let bytes = baca(bagian).await?;
    let berkas = layanan.app.unggah(&nama, &bytes).await.map_err(|g| tak_diterima("berkas", g))?;
    let jenis = crate::berkas::jenis::Jenis::dari(&nama, &bytes).map(|jenis| jenis.mime);
    let jenis = jenis.unwrap_or_default().to_owned();
    Ok((StatusCode::CREATED, Json(Unggahan { berkas, jenis })))
}

/// The bytes of one file, and no more than one may have.
pub async fn baca(mut bagian: Field<'_>) -> Result<Vec<u8>, Masalah> {
    let nama = bagian.name().unwrap_or("berkas").to_owned();
    let putus = |_| Masalah::kolom(&nama, "kiriman terputus; kirim lagi");
    let mut bytes = Vec::new();
    while let Some(potongan) = bagian.chunk().await.map_err(putus)? {
        if bytes.len() + potongan.len() > BATAS_BERKAS_BYTES {
            return Err(tak_diterima(&nama, UnggahanDitolak::TerlaluBesar));
        }
        bytes.extend_from_slice(&potongan);
    }
    Ok(bytes)
}

/// Why a file was not taken, told at its field.
pub fn tak_diterima(kolom: &str, ditolak: UnggahanDitolak) -> Masalah {
    let uraian = ditolak.to_string();
    let jenis = match ditolak {
        UnggahanDitolak::Lain(galat) => return galat.into(),
        UnggahanDitolak::Jenis(_) | UnggahanDitolak::Nama => Jenis::Masukan,
        UnggahanDitolak::TerlaluBesar => Jenis::TerlaluBesar,
        UnggahanDitolak::Penuh => Jenis::Penuh,
    };
    Masalah { galat: Masalah::kolom(kolom, &uraian).galat, ..Masalah::baru(jenis, uraian) }
}

async fn unduh(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    Extension(pelaku): Extension<Pelaku>,
    Kiriman(kiriman): Kiriman<PembukaanBerkas>,
) -> Result<Response, Masalah> {
    let app = &layanan.app;
    let (pemilik, berkas) = dokumen(app, &pelaku, id, kiriman.berkas).await?;
    // Taken down before anything is shown.
    let isi = ("DataPribadiDilihat", id, pelaku.aktor(), &kiriman);
    let isi = serde_json::to_vec(&isi).map_err(anyhow::Error::from)?;
    catat_penglihatan(app, &pelaku, id, (kiriman.perintah, isi), (kiriman.keperluan.clone(), 1))
        .await?;
    keluar(app, pemilik, &berkas).await
}

/// A file of a case or of its disputes, and the stream that it belongs to, for
/// whoever may open it today.
pub async fn dokumen(
    app: &App,
    pelaku: &Pelaku,
    perkara: Uuid,
    id: Uuid,
) -> Result<(AliranId, Berkas), Masalah> {
    let state = app.perkara(perkara).await?;
    periksa_pembatasan(&state, pelaku)?;
    let mut aliran = vec![AliranId::perkara(perkara)];
    let jenis = JenisAliran::Sengketa;
    aliran.extend(state.sengketa.iter().map(|id| AliranId { jenis, id: *id }));
    let semua = app.log.streams(&aliran, Values::Open).await?;
    semua.iter().find_map(|tercatat| satu(tercatat, id)).ok_or_else(tidak_ada)
}

/// What the office gave, for whoever has number and secret.
async fn ambil(
    State(layanan): State<Layanan>,
    Kiriman(kiriman): Kiriman<Pengambilan>,
) -> Result<Response, Masalah> {
    let app = &layanan.app;
    let id = perkara_terkunci(&layanan, &kiriman.kunci).await?;
    let semua = app.log.stream(AliranId::perkara(id), Values::Open).await?;
    let keluar_sudah = |tercatat: &&Tercatat<Event>| matches!(&tercatat.event, Event::Perkara(event) if diberikan(event));
    let mut sudah = semua.iter().filter(keluar_sudah);
    let berkas = sudah.find_map(|tercatat| satu(tercatat, kiriman.berkas));
    let (pemilik, berkas) = berkas.ok_or_else(tidak_ada)?;
    keluar(app, pemilik, &berkas).await
}

/// Whether what the fact holds went out to the pemohon.
pub fn diberikan(event: &Perkara) -> bool {
    matches!(event, Perkara::InformasiDiberikan(_))
}

fn satu(tercatat: &Tercatat<Event>, id: Uuid) -> Option<(AliranId, Berkas)> {
    let nilai = serde_json::to_value(&tercatat.event).ok()?;
    let berkas = disebut(&nilai).into_iter().find(|berkas| berkas.id == Some(id))?;
    Some((tercatat.stream, berkas))
}

/// A file on its way out: to be kept by the reader, never to be run or shown as
/// a page of this site.
pub async fn keluar(app: &App, pemilik: AliranId, berkas: &Berkas) -> Result<Response, Masalah> {
    let isinya = app.isi_berkas(pemilik, berkas).await?.ok_or_else(tidak_ada)?;
    kirim(&isinya.nama, isinya.jenis.mime, isinya.bytes)
}

/// Bytes under a name, for the reader to keep.
pub fn kirim(nama: &str, mime: &'static str, bytes: Vec<u8>) -> Result<Response, Masalah> {
    let nama: String = byte_serialize(nama.as_bytes()).collect::<String>().replace('+', "%20");
    let unduhan = HeaderValue::try_from(format!("attachment; filename*=UTF-8''{nama}"));
    let mut jawaban = Response::new(Body::from(bytes));
    let kepala = jawaban.headers_mut();
    kepala.insert(header::CONTENT_TYPE, HeaderValue::from_static(mime));
    kepala.insert(header::CONTENT_DISPOSITION, unduhan.map_err(anyhow::Error::from)?);
    kepala.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(jawaban)
}

fn tidak_ada() -> Masalah {
    Masalah::tidak_ada("berkas ini")
}
