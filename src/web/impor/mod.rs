//! Units and users from a table: each row is told what it will do, and all are
//! written in one command or none. What is there already stays as it is.

mod pengguna;
mod unit;

use axum::Json;
use axum::http::{HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use events::waktu::Waktu;
use events::{AliranId, Event, Fakta};
use futures_util::future::try_join_all;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::akun::sandi_ditolak;
use super::masalah::{Galat, Jenis, Masalah};
use super::rute::Rute;
use crate::akun;
use crate::app::App;
use crate::log::{Append, Command, Expected};

/// Rows of one table; each user's password takes a moment to be made.
const BATAS_UNIT: usize = 1_000;
const BATAS_PENGGUNA: usize = 200;

/// Rows as they stand in a table.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Impor<B> {
    pub perintah: Uuid,
    /// Only tell what each row would do.
    #[serde(default)]
    pub coba: bool,
    pub baris: Vec<B>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct BarisUnit {
    /// The line on which it stands.
    pub baris: u32,
    pub nama: String,
    /// `dinas`, `kecamatan`, `rumah sakit`, …
    pub jenis: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct BarisPengguna {
    /// The line on which it stands.
    pub baris: u32,
    pub nama: String,
    pub jabatan: String,
    /// `ppid pembantu`, `petugas`, …, or as the office calls it.
    pub peran: String,
    /// The unit's name, of a PPID Pembantu.
    #[serde(default)]
    pub unit: String,
    pub nama_masuk: String,
}

/// What happened, or would happen, to each row.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct HasilImpor {
    pub ditulis: bool,
    pub baris: Vec<PutusanBaris>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct PutusanBaris {
    pub baris: u32,
    pub apa: String,
    pub hasil: HasilBaris,
    /// What is wrong with it, or different from what is there.
    pub catatan: Option<String>,
    /// For the first sign-in of a new user; shown here only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sandi_sementara: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HasilBaris {
    Baru,
    SudahAda,
    /// There is one of this name that differs; it stays as it is.
    Berbeda,
    Keliru,
}

pub(super) fn rute() -> Vec<Rute> {
    vec![
        Rute::baru(
            Method::POST,
            "/api/v1/unit/impor",
            "unit_impor",
            "Impor unit dari tabel; semua baris atau tidak satu pun",
            Akses::PENGELOLA,
            post(unit::impor),
        )
        .menerima_dalam::<Impor<BarisUnit>, BarisUnit>()
        .menjawab::<HasilImpor>(),
        Rute::baru(
            Method::POST,
            "/api/v1/pengguna/impor",
            "pengguna_impor",
            "Impor pengguna dari tabel, dengan sandi sementara; semua baris atau tidak satu pun",
            Akses::PENGELOLA,
            post(pengguna::impor),
        )
        .menerima_dalam::<Impor<BarisPengguna>, BarisPengguna>()
        .menjawab::<HasilImpor>(),
    ]
}

/// A row on its way: what is told of it, and what it adds.
struct Rencana {
    putusan: PutusanBaris,
    fakta: Option<(AliranId, Event)>,
    /// Who gets a way to sign in, under which name.
    akun: Option<(Uuid, String)>,
}

impl Rencana {
    fn dari(baris: u32, apa: &str, hasil: HasilBaris, catatan: Option<String>) -> Self {
        let apa = apa.trim().to_owned();
        let putusan = PutusanBaris { baris, apa, hasil, catatan, sandi_sementara: None };
        Rencana { putusan, fakta: None, akun: None }
    }

    fn keliru(baris: u32, apa: &str, catatan: impl Into<String>) -> Self {
        Rencana::dari(baris, apa, HasilBaris::Keliru, Some(catatan.into()))
    }
}

fn rapi(teks: &str) -> String {
    teks.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// A word of the log, as people write it.
fn terbaca<T: for<'de> Deserialize<'de>>(teks: &str) -> Option<T> {
    serde_json::from_value(rapi(teks).replace([' ', '-'], "_").into()).ok()
}

fn periksa_banyak(banyak: usize, batas: usize) -> Result<(), Masalah> {
    if (1..=batas).contains(&banyak) {
        return Ok(());
    }
    Err(Masalah::kolom("/baris", format!("1 sampai {batas} baris sekali impor")))
}

/// Tells of the rows; writes what is new of them where nothing stands against it.
async fn tulis<B: Serialize>(
    layanan: &Layanan,
    pelaku: &Pelaku,
    impor: &Impor<B>,
    mut rencana: Vec<Rencana>,
) -> Result<Response, Masalah> {
    if !impor.coba {
        tolak_keliru(&rencana)?;
        catat(&layanan.app, pelaku, impor, &mut rencana).await?;
        beri_akun(&layanan.app, &mut rencana).await?;
    }
    let baris = rencana.into_iter().map(|satu| satu.putusan).collect();
    let mut jawaban = Json(HasilImpor { ditulis: !impor.coba, baris }).into_response();
    jawaban.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(jawaban)
}

fn tolak_keliru(rencana: &[Rencana]) -> Result<(), Masalah> {
    let keliru = rencana.iter().filter(|satu| satu.putusan.hasil == HasilBaris::Keliru);
    let galat = keliru.map(|satu| Galat {
        kolom: Some(format!("baris {}", satu.putusan.baris)),
        kode: "BarisKeliru".to_owned(),
        pasal: None,
        uraian: format!(
            "baris {}: {}",
            satu.putusan.baris,
            satu.putusan.catatan.as_deref().unwrap_or_default()
        ),
    });
    let galat: Vec<Galat> = galat.collect();
    if galat.is_empty() {
        return Ok(());
    }
    let detail = format!("{} baris keliru; perbaiki dahulu, tidak ada yang ditulis", galat.len());
    Err(Masalah { galat, ..Masalah::baru(Jenis::Ditolak, detail) })
}

async fn catat<B: Serialize>(
    app: &App,
    pelaku: &Pelaku,
    impor: &Impor<B>,
    rencana: &mut [Rencana],
) -> Result<(), Masalah> {
    let kini = Waktu::Saat(app.clock.now());
    let baru = rencana.iter_mut().filter_map(|satu| satu.fakta.take());
    let appends: Vec<Append> = baru
        .map(|(stream, event)| Append {
            stream,
            expected: Expected::Version(0),
            subject: stream.id,
            facts: vec![Fakta::baru(event, kini)],
        })
        .collect();
    if appends.is_empty() {
        return Ok(());
    }
    let content = serde_json::to_vec(&("Impor", &impor.baris)).map_err(anyhow::Error::from)?;
    let command = Command { id: impor.perintah, actor: pelaku.aktor(), content, appends };
    app.log.append(command).await?;
    Ok(())
}

async fn beri_akun(app: &App, rencana: &mut [Rencana]) -> Result<(), Masalah> {
    let kini = app.clock.now();
    let berakun = rencana.iter_mut().filter_map(|satu| {
        let (id, nama) = satu.akun.take()?;
        Some(async move {
            let sandi = akun::sandi_sekali(&app.pool, id, &nama, kini).await;
            satu.putusan.sandi_sementara = Some(sandi.map_err(sandi_ditolak)?);
            Ok::<_, Masalah>(())
        })
    });
    try_join_all(berakun).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use events::pengguna::JenisPeran;
    use events::unit::JenisUnit;

    use super::*;

    #[test]
    fn words_are_read_as_people_write_them() {
        assert_eq!(terbaca("Rumah  Sakit "), Some(JenisUnit::RumahSakit));
        assert_eq!(terbaca("PPID Utama"), Some(JenisPeran::PpidUtama));
        assert_eq!(terbaca::<JenisUnit>("kantor"), None);
    }
}
