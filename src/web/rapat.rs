//! The sheet of the rapat koordinasi: who handed in, who is silent, who is late.

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use axum::routing::get;
use projections::laporan::Kurun;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Layanan;
use super::akses::Akses;
use super::jawaban::Tampak;
use super::konsolidasi::belum_mulai;
use super::masalah::Masalah;
use super::naskah::{TanyaBerkas, unduhan};
use super::parameter::{Lihat, Pandangan, Tanggal, Tanya, periksa_periode};
use super::rute::Rute;
use crate::laporan::rapat::{BarisRapat, lembar, rapat};

/// Which days.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
struct KurunRapat {
    #[param(value_type = Tanggal, inline)]
    dari: Tanggal,
    /// Periode laporan yang berakhir sampai hari ini; tidak mendahului `dari` (409).
    #[param(value_type = Tanggal, inline)]
    sampai: Tanggal,
}

/// Every unit and period, what has to be talked of first.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(super) struct TampilanRapat {
    pub baris: Vec<BarisRapat>,
}

pub(super) fn rute() -> Vec<Rute> {
    let satu = |jalur: &str, nama: &str, ringkasan, layanan| {
        Rute::baru(Method::GET, jalur, nama, ringkasan, Akses::BACA_KANTOR, layanan)
            .menanya::<KurunRapat>()
            .menanya::<Lihat>()
    };
    vec![
        satu(
            "/api/v1/laporan/rapat",
            "laporan_rapat",
            "Lembar rapat koordinasi: laporan unit yang disampaikan, belum, dan terlambat",
            get(tampil),
        )
        .menjawab::<TampilanRapat>(),
        satu(
            "/api/v1/laporan/rapat/berkas",
            "laporan_rapat_berkas",
            "Lembar rapat koordinasi sebagai PDF/A, XLSX, atau CSV",
            get(berkas),
        )
        .menanya::<TanyaBerkas>()
        .menjawab_berkas(),
    ]
}

async fn susun(
    layanan: &Layanan,
    pandangan: Pandangan,
    KurunRapat { dari, sampai }: KurunRapat,
) -> Result<(u64, Kurun, Vec<BarisRapat>), Masalah> {
    let kurun = Kurun { dari: dari.0, sampai: sampai.0 };
    periksa_periode(kurun.dari, kurun.sampai)?;
    belum_mulai(layanan, kurun, pandangan)?;
    let posisi = pandangan.tunggu(layanan, &[]).await?;
    Ok((posisi, kurun, rapat(&layanan.app, kurun, pandangan.sudut).await?))
}

async fn tampil(
    State(layanan): State<Layanan>,
    pandangan: Pandangan,
    Tanya(kurun): Tanya<KurunRapat>,
) -> Result<Tampak<TampilanRapat>, Masalah> {
    let (posisi, _, baris) = susun(&layanan, pandangan, kurun).await?;
    Ok(Tampak::baru(posisi, TampilanRapat { baris }))
}

async fn berkas(
    State(layanan): State<Layanan>,
    pandangan: Pandangan,
    Tanya(kurun): Tanya<KurunRapat>,
    Tanya(TanyaBerkas { bentuk }): Tanya<TanyaBerkas>,
) -> Result<Response, Masalah> {
    let (_, kurun, baris) = susun(&layanan, pandangan, kurun).await?;
    let naskah = lembar(kurun, &baris, pandangan.sudut);
    let nama = format!("rapat-{}-{}", kurun.dari, kurun.sampai);
    unduhan(&layanan, naskah, pandangan.sudut, (&nama, bentuk)).await
}
