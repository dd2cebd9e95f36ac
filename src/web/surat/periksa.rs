//! The check that is open to everybody: whether a letter is this office's, and
//! whether a file is the one that it issued. Nobody is named.

use axum::Json;
use axum::extract::State;
use axum::http::Method;
use axum::routing::{get, post};
use chrono::NaiveDate;
use events::koreksi::berlaku;
use events::perkara::Event as P;
use events::surat::{Surat, SuratDirancang};
use events::{AliranId, Event, Perkara, Tercatat};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use utoipa::ToSchema;
use uuid::Uuid;

use super::daftar::TahapSurat;
use crate::log::Values;
use crate::persuratan::periksa;
use crate::web::Layanan;
use crate::web::akses::Akses;
use crate::web::masalah::Masalah;
use crate::web::parameter::Jalur;
use crate::web::perintah::Kiriman;
use crate::web::rute::Rute;

/// What anybody may know of a letter whose code they have.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct SuratDiperiksa {
    pub jenis: String,
    pub nomor: String,
    pub kantor: String,
    /// The date that it bears, where it was drafted here.
    pub tanggal: Option<NaiveDate>,
    /// The office of whoever signs.
    pub penandatangan: Option<String>,
    pub tahap: TahapSurat,
    /// Where the last step of the letter stands in the log, and the SHA-256 of its
    /// leaf: with both anybody fetches the proof that it is there.
    pub posisi: u64,
    pub daun: String,
}

/// A file, by the SHA-256 of its bytes.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct Sidik {
    #[schema(pattern = "^[0-9a-f]{64}$")]
    sidik: String,
}

/// Whether a file is one that the office issued under this code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HasilBanding {
    pub hasil: Banding,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Banding {
    /// The file as it was set in type.
    Naskah,
    /// The signed one.
    Bertandatangan,
    Berbeda,
    /// The office keeps none that could be compared.
    TidakTersimpan,
}

pub(super) fn rute() -> Rute {
    Rute::baru(
        Method::GET,
        "/api/v1/surat/periksa/{kode}",
        "surat_periksa",
        "Periksa surat dengan kode dari suratnya; tanpa data pribadi",
        Akses::SIAPA_SAJA,
        get(lihat),
    )
    .menjawab::<SuratDiperiksa>()
}

pub(super) fn rute_banding() -> Rute {
    Rute::baru(
        Method::POST,
        "/api/v1/surat/periksa/{kode}",
        "surat_banding",
        "Bandingkan SHA-256 satu berkas dengan surat yang diterbitkan",
        Akses::SIAPA_SAJA,
        post(bandingkan),
    )
    .menerima::<Sidik>()
    .menjawab::<HasilBanding>()
}

type Fakta = Vec<Tercatat<P>>;

async fn surat(layanan: &Layanan, kode: &str, values: Values) -> Result<(Fakta, Surat), Masalah> {
    let app = &layanan.app;
    let tidak_ada = || Masalah::tidak_ada("surat dengan kode ini");
    let (perkara, versi): (Uuid, u32) = periksa::baca(app, kode).ok_or_else(tidak_ada)?;
    let fakta = app.log.stream(AliranId::perkara(perkara), values).await?;
    let fakta: Fakta = fakta
        .into_iter()
        .filter_map(|tercatat| match tercatat.pisah() {
            (tempat, Event::Perkara(event)) => Some(tempat.ganti(*event)),
            _ => None,
        })
        .collect();
    let state = Perkara::dari(&fakta, app.zona);
    let surat = state.surat.into_iter().find(|surat| surat.dinomori.versi == versi);
    Ok((fakta, surat.ok_or_else(tidak_ada)?))
}

fn rancangan<'a>(fakta: &'a Fakta, surat: &Surat) -> Option<&'a SuratDirancang> {
    let rancangan = berlaku(fakta).filter_map(|fakta| match fakta.event {
        P::SuratDirancang(f) if f.surat == surat.id => Some(f),
        _ => None,
    });
    rancangan.last()
}

/// The letter that a fact is about.
fn tentang(event: &P) -> Option<Uuid> {
    match event {
        P::SuratDinomori(f) => Some(f.surat),
        P::SuratDirancang(f) => Some(f.surat),
        P::SuratDitandatangani(f) => Some(f.surat),
        P::SuratDikirim(f) => Some(f.surat),
        P::SuratDiterima(f) => Some(f.surat),
        _ => None,
    }
}

async fn lihat(
    State(layanan): State<Layanan>,
    Jalur(kode): Jalur<String>,
) -> Result<Json<SuratDiperiksa>, Masalah> {
    let (fakta, surat) = surat(&layanan, &kode, Values::Sealed).await?;
    let langkah = fakta.iter().rev().find(|fakta| tentang(&fakta.event) == Some(surat.id));
    let posisi = langkah.map_or(0, |fakta| fakta.position);
    let raw = layanan.app.log.page(posisi.saturating_sub(1), 1).await?.pop();
    let daun = raw.map(|raw| hex::encode(raw.leaf_hash)).unwrap_or_default();
    let rancangan = rancangan(&fakta, &surat);
    let kantor = layanan.app.kantor_kini().await?;
    let kantor = kantor.ditetapkan.as_ref().map(|kantor| kantor.nama.to_string());
    Ok(Json(SuratDiperiksa {
        jenis: surat.jenis.nama().to_owned(),
        nomor: surat.nomor.as_ref().map_or_else(|| "–".to_owned(), ToString::to_string),
        kantor: kantor.unwrap_or_else(|| layanan.kantor.nama.clone()),
        tanggal: rancangan.map(|rancangan| rancangan.tanggal),
        penandatangan: rancangan.map(|rancangan| rancangan.penandatangan.jabatan.to_string()),
        tahap: surat.tahap().into(),
        posisi,
        daun,
    }))
}

async fn bandingkan(
    State(layanan): State<Layanan>,
    Jalur(kode): Jalur<String>,
    Kiriman(kiriman): Kiriman<Sidik>,
) -> Result<Json<HasilBanding>, Masalah> {
    let (fakta, surat) = surat(&layanan, &kode, Values::Open).await?;
    let naskah = rancangan(&fakta, &surat).map(|rancangan| &rancangan.naskah);
    let bertandatangan = berlaku(&fakta).find_map(|fakta| match fakta.event {
        P::SuratDitandatangani(f) if f.surat == surat.id => Some(&f.dokumen),
        _ => None,
    });
    let dikirim = kiriman.sidik.to_lowercase();
    let mut hasil = Banding::TidakTersimpan;
    for (berkas, arti) in [(naskah, Banding::Naskah), (bertandatangan, Banding::Bertandatangan)] {
        let Some(sidik) = berkas.and_then(|berkas| berkas.sidik.teks()) else { continue };
        if bool::from(sidik.as_bytes().ct_eq(dikirim.as_bytes())) {
            return Ok(Json(HasilBanding { hasil: arti }));
        }
        hasil = Banding::Berbeda;
    }
    Ok(Json(HasilBanding { hasil }))
}
