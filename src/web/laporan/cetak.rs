//! What a report says: as a draft from what is known now, or, once it was handed
//! in, made again from the log as it stood.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use events::laporan::{Laporan, LaporanDisampaikan, LaporanDitolak};
use projections::catatan::Sudut;
use projections::proyeksi::Proyeksi;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::baca::cari;
use crate::laporan::beku::{self, Kata, Revisi, Uji};
use crate::laporan::daftar::SatuLaporan;
use crate::laporan::{Dari, Titik};
use crate::naskah::Naskah;
use crate::web::Layanan;
use crate::web::berkas::kirim;
use crate::web::masalah::Masalah;
use crate::web::naskah::{BentukBerkas, TampilanNaskah, TanyaBerkas, unduhan};
use crate::web::parameter::{Jalur, Tanya};

/// Which time.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
pub(super) struct TanyaKe {
    /// Penyampaian ke berapa; tanpa ini yang terakhir, atau rancangan.
    #[param(minimum = 1, maximum = 1000)]
    ke: Option<usize>,
}

/// Figures that are others today.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(in crate::web) struct DaftarRevisi {
    pub angka: Vec<Revisi>,
}

pub(super) async fn naskah(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    Tanya(tanya): Tanya<TanyaKe>,
) -> Result<Json<TampilanNaskah>, Masalah> {
    let satu = cari(&layanan, id).await?;
    let (naskah, _) = satu_naskah(&layanan, &satu, tanya).await?;
    Ok(Json(TampilanNaskah::from(&naskah)))
}

pub(super) async fn berkas(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    Tanya(tanya): Tanya<TanyaKe>,
    Tanya(TanyaBerkas { bentuk }): Tanya<TanyaBerkas>,
) -> Result<Response, Masalah> {
    let satu = cari(&layanan, id).await?;
    let nama = format!("laporan-{}-{}", satu.disusun.dari, satu.disusun.sampai);
    if let (BentukBerkas::Pdf, Some(fakta)) = (bentuk, disampaikan(&satu, tanya)?) {
        let cetakan = beku::buat_ulang(&layanan.app, &satu.disusun, fakta).await?;
        return kirim(&format!("{nama}.pdf"), "application/pdf", cetakan.pdf().await?);
    }
    let (naskah, sudut) = satu_naskah(&layanan, &satu, tanya).await?;
    unduhan(&layanan, naskah, sudut, (&nama, bentuk)).await
}

pub(super) async fn uji(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    Tanya(tanya): Tanya<TanyaKe>,
) -> Result<Json<Uji>, Masalah> {
    let satu = cari(&layanan, id).await?;
    let fakta = disampaikan(&satu, tanya)?.ok_or_else(belum_disampaikan)?;
    Ok(Json(beku::uji(&layanan.app, &satu.disusun, fakta).await?))
}

pub(super) async fn revisi(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    Tanya(tanya): Tanya<TanyaKe>,
) -> Result<Json<DaftarRevisi>, Masalah> {
    let satu = cari(&layanan, id).await?;
    let fakta = disampaikan(&satu, tanya)?.ok_or_else(belum_disampaikan)?;
    layanan.app.tampilan.tunggu(Proyeksi::Laporan, 0).await?;
    let angka = beku::revisi(&layanan.app, &satu.disusun, fakta).await?;
    Ok(Json(DaftarRevisi { angka }))
}

/// What it says, and from where one looks.
async fn satu_naskah(
    layanan: &Layanan,
    satu: &SatuLaporan,
    tanya: TanyaKe,
) -> Result<(Naskah, Sudut), Masalah> {
    let app = &layanan.app;
    let (kata, dari, sudut) = if let Some(fakta) = disampaikan(satu, tanya)? {
        let titik = Titik::beku(app, fakta).await?;
        let sudut = titik.sudut;
        (Kata::dari(fakta), Dari::Titik(titik), sudut)
    } else {
        app.tampilan.tunggu(Proyeksi::Laporan, 0).await?;
        let sudut = app.sudut_kini().await?;
        (Kata::default(), Dari::Kini(sudut), sudut)
    };
    let (naskah, _) = beku::susun(app, &satu.disusun, &kata, dari).await?;
    Ok((naskah, sudut))
}

/// The time that was asked for; without one the last, where that still stands.
fn disampaikan(
    satu: &SatuLaporan,
    TanyaKe { ke }: TanyaKe,
) -> Result<Option<&LaporanDisampaikan>, Masalah> {
    let mut semua = satu.penyampaian();
    let Some(ke) = ke else {
        let terakhir = semua.last().filter(|_| satu.keadaan.tersampaikan());
        return Ok(terakhir.map(|penyampaian| penyampaian.fakta));
    };
    let dicari = semua.find(|penyampaian| penyampaian.ke == ke);
    let tidak_ada = || Masalah::tidak_ada("penyampaian itu");
    Ok(Some(dicari.ok_or_else(tidak_ada)?.fakta))
}

fn belum_disampaikan() -> Masalah {
    ditolak(LaporanDitolak::BelumDisampaikan)
}

/// Why it cannot be handed in.
pub(super) fn belum_dapat(laporan: &Laporan) -> Masalah {
    match laporan {
        Laporan::BelumAda => Masalah::tidak_ada("laporan ini"),
        Laporan::Disusun(_)
        | Laporan::Dikembalikan(_)
        | Laporan::Disampaikan(_)
        | Laporan::Diterima(_) => ditolak(LaporanDitolak::SudahDisampaikan),
    }
}

fn ditolak(penolakan: LaporanDitolak) -> Masalah {
    Masalah::ditolak(&format!("{penolakan:?}"), penolakan.to_string())
}
