//! Kegiatan: notes that units publish on what they do, kept apart from the
//! catalogue of information.

use axum::Extension;
use axum::extract::State;
use axum::http::Method;
use axum::routing::get;
use chrono::{DateTime, NaiveDate, Utc};
use events::kegiatan::{Event, Kegiatan, KegiatanDiterbitkan};
use events::{AliranId, JenisAliran};
use projections::catatan::Catatan;
use projections::kegiatan::{self, BarisKegiatan};
use projections::proyeksi::Proyeksi;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::jawaban::Tampak;
use super::masalah::Masalah;
use super::parameter::{Halaman, Jalur, Laman, Pandangan, Segar, Tanya};
use super::perintah::{TanpaIsi, awal, langkah, lanjutan};
use super::rute::Rute;
use crate::log::Values;

const DAFTAR: &str = "kegiatan";

/// Which notes.
#[derive(Debug, Deserialize, IntoParams)]
struct SaringanKegiatan {
    unit: Option<Uuid>,
}

/// A note on an activity.
#[derive(Debug, Serialize, ToSchema)]
struct TampilanKegiatan {
    kegiatan: Uuid,
    unit: Uuid,
    judul: String,
    uraian: String,
    tanggal: NaiveDate,
    tempat: Option<String>,
    diubah: DateTime<Utc>,
}

/// A note with its version.
#[derive(Debug, Serialize, ToSchema)]
struct KegiatanPenuh {
    #[serde(flatten)]
    kegiatan: TampilanKegiatan,
    versi: u32,
}

impl From<BarisKegiatan> for TampilanKegiatan {
    fn from(baris: BarisKegiatan) -> Self {
        TampilanKegiatan {
            kegiatan: baris.kegiatan,
            unit: baris.unit,
            judul: baris.judul,
            uraian: baris.uraian,
            tanggal: baris.tanggal,
            tempat: baris.tempat,
            diubah: baris.diubah,
        }
    }
}

pub(super) fn rute() -> Vec<Rute> {
    vec![
        awal::<Kegiatan, KegiatanDiterbitkan>(
            langkah("KegiatanDiterbitkan", "Terbitkan catatan kegiatan", Akses::UNIT),
            Event::KegiatanDiterbitkan,
            |f| Some(f.unit),
        ),
        lanjutan::<Kegiatan, KegiatanDiterbitkan>(
            langkah("KegiatanDiperbarui", "Perbarui catatan kegiatan", Akses::UNIT),
            "kegiatan",
            Event::KegiatanDiperbarui,
        ),
        lanjutan::<Kegiatan, TanpaIsi>(
            langkah("KegiatanDitarik", "Tarik catatan kegiatan", Akses::UNIT),
            "kegiatan",
            |_| Event::KegiatanDitarik {},
        ),
        Rute::baru(
            Method::GET,
            "/api/v1/kegiatan",
            "daftar_kegiatan",
            "Kegiatan unit, terbaru dahulu",
            Akses::SIAPA_SAJA,
            get(daftar),
        )
        .menanya::<SaringanKegiatan>()
        .menanya::<Halaman>()
        .menanya::<Segar>()
        .menjawab_laman::<TampilanKegiatan>(),
        Rute::baru(
            Method::GET,
            "/api/v1/kegiatan/{kegiatan}",
            "kegiatan",
            "Satu kegiatan",
            Akses::SIAPA_SAJA,
            get(satu),
        )
        .menjawab::<KegiatanPenuh>(),
    ]
}

async fn daftar(
    State(layanan): State<Layanan>,
    pandangan: Pandangan,
    Tanya(halaman): Tanya<Halaman>,
    Tanya(saringan): Tanya<SaringanKegiatan>,
) -> Result<Tampak<Laman<TampilanKegiatan>>, Masalah> {
    let banyak = halaman.banyak()?;
    let sesudah: Option<(NaiveDate, i64)> = halaman.sesudah(DAFTAR)?;
    let posisi = pandangan.tunggu(&layanan, &[Proyeksi::Kegiatan]).await?;
    let batas = i64::try_from(banyak + 1).map_err(anyhow::Error::from)?;
    let mut connection = layanan.app.pool.acquire().await?;
    let baris = kegiatan::daftar(saringan.unit, sesudah, batas, &mut connection).await?;
    let kunci = |baris: &BarisKegiatan| (baris.tanggal, baris.posisi);
    let laman = Laman::dari(DAFTAR, posisi, baris, banyak, kunci, TampilanKegiatan::from)?;
    Ok(Tampak::baru(posisi, laman))
}

async fn satu(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    Extension(pelaku): Extension<Pelaku>,
) -> Result<Tampak<KegiatanPenuh>, Masalah> {
    let app = &layanan.app;
    let aliran = AliranId { jenis: JenisAliran::Kegiatan, id };
    let fakta = app.log.stream(aliran, Values::Sealed).await?;
    let versi = fakta.last().map_or(0, |tercatat| tercatat.version);
    let catatan = Catatan::dari(fakta, app.sudut_kini().await?);
    let baris = kegiatan::satu(&catatan, id);
    // What was taken back is for officials, who see that it was.
    let terlihat = |baris: &BarisKegiatan| !baris.ditarik || pelaku != Pelaku::Publik;
    let baris = baris.filter(terlihat).ok_or_else(|| Masalah::tidak_ada("kegiatan ini"))?;
    let isi = KegiatanPenuh { kegiatan: baris.into(), versi };
    Ok(Tampak { posisi: app.log.position().await?, versi: Some(versi), isi })
}
