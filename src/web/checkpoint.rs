//! What anybody may keep of the log: its signed root, and the proof that a fact
//! is under it. Nothing here tells what a fact says.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bukti::checkpoint::Checkpoint;
use bukti::nota::teks_belum_diperiksa;
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use utoipa::{IntoParams, ToSchema};

use super::Layanan;
use super::akses::Akses;
use super::masalah::{Jenis, Masalah};
use super::parameter::{Jalur, Tanya};
use super::rute::Rute;
use crate::app::App;
use crate::checkpoint::simpan::{Kesaksian, Stempel};
use crate::checkpoint::{Halangan, Terbit, simpan, tanda_bukti, terbitkan};
use crate::jobs;
use crate::log::leaf_hash;

/// Days of which the last checkpoint is listed.
const HARI: i64 = 30;
const TEKS: &str = "text/plain; charset=utf-8";

/// Checkpoints as anybody sees them.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct DaftarCheckpoint {
    /// The newest one; null where the log was never signed.
    pub terakhir: Option<TampilanCheckpoint>,
    /// Why the signer did not sign when it was last asked; null where it did.
    pub tertunda: Option<Tertunda>,
    /// Witnesses in other offices, and what each saw last.
    pub saksi: Vec<TampilanSaksi>,
    /// Time stamps of an authority outside on checkpoints, the newest first.
    pub stempel: Vec<TampilanStempel>,
    /// Why no stamp came when the authority was last asked; null where one did.
    pub stempel_tertunda: Option<Tertunda>,
    /// The last one of each day, the newest day first.
    pub harian: Vec<TampilanCheckpoint>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct TampilanCheckpoint {
    /// Facts in the log.
    pub ukuran: u64,
    /// The root, in hexadecimal.
    pub akar: String,
    /// The signer's key as C2SP writes it.
    pub kunci: String,
    /// The signed note, byte for byte.
    pub nota: String,
    pub diterbitkan: DateTime<Utc>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct TampilanSaksi {
    /// Its key as C2SP writes it; it begins with its name.
    pub kunci: String,
    /// Facts of the checkpoint that it cosigned last.
    pub ukuran: u64,
    /// Its cosignature, a line of a signed note.
    pub tanda: Option<String>,
    pub disaksikan: Option<DateTime<Utc>>,
    /// Why it did not sign when it was last asked.
    pub galat: Option<String>,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct TampilanStempel {
    /// Facts of the checkpoint that it is on.
    pub ukuran: u64,
    /// The host of the authority.
    pub otoritas: String,
    /// When it was, by the authority's clock.
    pub saat: DateTime<Utc>,
}

impl From<Stempel> for TampilanStempel {
    fn from(satu: Stempel) -> Self {
        let Stempel { ukuran, otoritas, saat, .. } = satu;
        TampilanStempel { ukuran, otoritas, saat }
    }
}

impl From<Kesaksian> for TampilanSaksi {
    fn from(satu: Kesaksian) -> Self {
        let Kesaksian { saksi: kunci, ukuran, tanda, disaksikan, galat } = satu;
        TampilanSaksi { kunci, ukuran, tanda, disaksikan, galat }
    }
}

impl TampilanSaksi {
    /// What stands before the first `+` of its key.
    pub fn nama(&self) -> &str {
        self.kunci.split('+').next().unwrap_or_default()
    }
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Tertunda {
    pub saat: Option<DateTime<Utc>>,
    pub sebab: String,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct TanyaUkuran {
    /// Facts that it is over; the newest one where this is left out.
    ukuran: Option<u64>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct TanyaDaun {
    /// The leaf that a receipt names, in hexadecimal: another one there is an error.
    daun: Option<String>,
}

pub(super) fn rute() -> Vec<Rute> {
    vec![
        Rute::baru(
            Method::GET,
            "/api/v1/checkpoint",
            "checkpoint",
            "Akar log yang ditandatangani: yang terakhir, dan yang terakhir setiap hari",
            Akses::SIAPA_SAJA,
            get(daftar),
        )
        .menjawab::<DaftarCheckpoint>(),
        Rute::baru(
            Method::GET,
            "/api/v1/checkpoint/nota",
            "checkpoint_nota",
            "Satu checkpoint sebagai signed note C2SP",
            Akses::SIAPA_SAJA,
            get(nota),
        )
        .menanya::<TanyaUkuran>()
        .menjawab_berkas(),
        Rute::baru(
            Method::GET,
            "/api/v1/checkpoint/stempel",
            "checkpoint_stempel",
            "Stempel waktu atas satu checkpoint (RFC 3161)",
            Akses::SIAPA_SAJA,
            get(stempel),
        )
        .menanya::<TanyaUkuran>()
        .menjawab_berkas(),
        Rute::baru(
            Method::GET,
            "/api/v1/checkpoint/bukti/{posisi}",
            "checkpoint_bukti",
            "Bukti bahwa satu fakta ada dalam log yang ditandatangani (tlog-proof C2SP)",
            Akses::SIAPA_SAJA,
            get(bukti_kehadiran),
        )
        .menanya::<TanyaDaun>()
        .menjawab_berkas(),
    ]
}

impl TampilanCheckpoint {
    fn dari(terbit: Terbit) -> anyhow::Result<Self> {
        let isi = Checkpoint::baca(&teks_belum_diperiksa(&terbit.nota)?)?;
        let Terbit { ukuran, kunci, nota, diterbitkan } = terbit;
        Ok(TampilanCheckpoint { ukuran, akar: hex::encode(isi.akar), kunci, nota, diterbitkan })
    }
}

async fn daftar(State(layanan): State<Layanan>) -> Result<Response, Masalah> {
    let app = &layanan.app;
    let mut tujuan = app.pool.acquire().await.map_err(anyhow::Error::from)?;
    let terakhir = simpan::terakhir(0, &mut tujuan).await.map_err(anyhow::Error::from)?;
    let sejak = app.clock.now() - Duration::days(HARI);
    let harian = simpan::harian(sejak, app.zona.offset(), &mut tujuan).await;
    let saksi = simpan::semua_kesaksian(&mut tujuan).await.map_err(anyhow::Error::from)?;
    let stempel = simpan::stempel_sejak(sejak, &mut tujuan).await.map_err(anyhow::Error::from)?;
    drop(tujuan);
    let harian = harian.map_err(anyhow::Error::from)?.into_iter().map(TampilanCheckpoint::dari);
    let daftar = DaftarCheckpoint {
        terakhir: terakhir.map(TampilanCheckpoint::dari).transpose()?,
        tertunda: tertunda(app).await?,
        saksi: saksi.into_iter().map(TampilanSaksi::from).collect(),
        stempel: stempel.into_iter().map(TampilanStempel::from).collect(),
        stempel_tertunda: gagal(app, "stempel").await?,
        harian: harian.collect::<anyhow::Result<_>>()?,
    };
    Ok(axum::Json(daftar).into_response())
}

async fn tertunda(app: &App) -> anyhow::Result<Option<Tertunda>> {
    if app.penanda.is_none() {
        let sebab = Halangan::TanpaPenanda.to_string();
        return Ok(Some(Tertunda { saat: None, sebab }));
    }
    gagal(app, "checkpoint").await
}

/// How a job went, where it failed when it last ran.
async fn gagal(app: &App, job: &str) -> anyhow::Result<Option<Tertunda>> {
    let riwayat = jobs::sewa::semua(&app.pool).await?.remove(job);
    let gagal = riwayat.filter(|riwayat| riwayat.berhasil == Some(false));
    Ok(gagal.map(|riwayat| Tertunda {
        saat: riwayat.selesai,
        sebab: riwayat.hasil.unwrap_or_default(),
    }))
}

async fn nota(
    State(layanan): State<Layanan>,
    Tanya(TanyaUkuran { ukuran }): Tanya<TanyaUkuran>,
) -> Result<Response, Masalah> {
    let mut tujuan = layanan.app.pool.acquire().await.map_err(anyhow::Error::from)?;
    let terbit = match ukuran {
        None => simpan::terakhir(0, &mut tujuan).await.map_err(anyhow::Error::from)?,
        Some(ukuran) => sebesar(ukuran, &mut tujuan).await?,
    };
    let terbit = terbit.ok_or_else(|| Masalah::tidak_ada("checkpoint ini"))?;
    berkas(&format!("checkpoint-{}.txt", terbit.ukuran), TEKS, terbit.nota)
}

async fn sebesar(ukuran: u64, tujuan: &mut PgConnection) -> anyhow::Result<Option<Terbit>> {
    if ukuran > i64::MAX.unsigned_abs() {
        return Ok(None);
    }
    Ok(simpan::sebesar(ukuran, tujuan).await?)
}

/// The stamp on the checkpoint that `nota` gives for the same question.
async fn stempel(
    State(layanan): State<Layanan>,
    Tanya(TanyaUkuran { ukuran }): Tanya<TanyaUkuran>,
) -> Result<Response, Masalah> {
    let mut tujuan = layanan.app.pool.acquire().await.map_err(anyhow::Error::from)?;
    let satu = match ukuran {
        None => simpan::stempel_terakhir(&mut tujuan).await.map_err(anyhow::Error::from)?,
        Some(ukuran) => match sebesar(ukuran, &mut tujuan).await? {
            Some(terbit) => {
                simpan::stempel_atas(&terbit, &mut tujuan).await.map_err(anyhow::Error::from)?
            }
            None => None,
        },
    };
    let satu = satu.ok_or_else(|| Masalah::tidak_ada("stempel waktu atas checkpoint ini"))?;
    berkas(&format!("checkpoint-{}.tsr", satu.ukuran), "application/timestamp-reply", satu.jawaban)
}

async fn bukti_kehadiran(
    State(layanan): State<Layanan>,
    Jalur(posisi): Jalur<u64>,
    Tanya(TanyaDaun { daun }): Tanya<TanyaDaun>,
) -> Result<Response, Masalah> {
    let app = &layanan.app;
    let tidak_ada = || Masalah::tidak_ada("bukti kehadiran pada posisi ini");
    if posisi == 0 || posisi > app.log.position().await? {
        return Err(tidak_ada());
    }
    let raw = app.log.page(posisi - 1, 1).await?.pop().ok_or_else(tidak_ada)?;
    if daun.is_some_and(|daun| daun.to_ascii_lowercase() != hex::encode(leaf_hash(&raw.leaf))) {
        let pesan = "daun pada posisi ini bukan yang disebut tanda bukti; tunjukkan tanda bukti itu kepada \
                     auditor";
        return Err(Masalah::kolom("daun", pesan));
    }
    let tanda = match tanda_bukti(app, posisi).await? {
        Some(tanda) => Some(tanda),
        // Recorded since the last minute: it is signed now.
        None => match terbitkan(app).await {
            Ok(_) => tanda_bukti(app, posisi).await?,
            Err(Halangan::Lain(galat)) => return Err(galat.into()),
            Err(_) => None,
        },
    };
    let belum = "log belum ditandatangani sampai posisi itu; coba lagi sebentar lagi";
    let tanda = tanda.ok_or_else(|| Masalah::baru(Jenis::TidakAda, belum))?;
    berkas(&format!("bukti-{posisi}.tlog-proof"), TEKS, tanda.teks())
}

fn berkas(nama: &str, jenis: &'static str, isi: impl Into<Body>) -> Result<Response, Masalah> {
    let lampiran = HeaderValue::try_from(format!("attachment; filename=\"{nama}\""));
    let lampiran = lampiran.map_err(anyhow::Error::from)?;
    let jenis = HeaderValue::from_static(jenis);
    let kepala = [(header::CONTENT_TYPE, jenis), (header::CONTENT_DISPOSITION, lampiran)];
    Ok((kepala, isi.into()).into_response())
}
