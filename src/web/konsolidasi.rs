//! The office beside its units, in any period and as at any moment; figures that
//! do not agree are an error and no report.

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use axum::routing::get;
use projections::laporan::Kurun;
use serde::Deserialize;
use utoipa::IntoParams;

use super::Layanan;
use super::akses::Akses;
use super::jawaban::Tampak;
use super::masalah::Masalah;
use super::naskah::{TampilanNaskah, TanyaBerkas, unduhan};
use super::parameter::{Lihat, Pandangan, Tanggal, Tanya, periksa_periode};
use super::rute::Rute;
use crate::laporan::tahunan::beku::PERLU;
use crate::laporan::{Bahan, Dari, TidakCocok, kantor};
use crate::naskah::Naskah;

/// Which period.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
struct KurunKonsolidasi {
    #[param(value_type = Tanggal, inline)]
    dari: Tanggal,
    /// Tidak mendahului `dari` (409).
    #[param(value_type = Tanggal, inline)]
    sampai: Tanggal,
}

pub(super) fn rute() -> Vec<Rute> {
    let satu = |jalur: &str, nama: &str, ringkasan, layanan| {
        Rute::baru(Method::GET, jalur, nama, ringkasan, Akses::BACA_KANTOR, layanan)
            .menanya::<KurunKonsolidasi>()
            .menanya::<Lihat>()
    };
    vec![
        satu(
            "/api/v1/konsolidasi",
            "konsolidasi",
            "Semua unit berdampingan dalam satu kurun waktu; angka yang tidak cocok ditolak",
            get(tampil),
        )
        .menjawab::<TampilanNaskah>(),
        satu(
            "/api/v1/konsolidasi/berkas",
            "konsolidasi_berkas",
            "Konsolidasi sebagai PDF/A, XLSX, atau CSV",
            get(berkas),
        )
        .menanya::<TanyaBerkas>()
        .menjawab_berkas(),
    ]
}

async fn tampil(
    State(layanan): State<Layanan>,
    pandangan: Pandangan,
    Tanya(kurun): Tanya<KurunKonsolidasi>,
) -> Result<Tampak<TampilanNaskah>, Masalah> {
    let (posisi, naskah) = susun(&layanan, pandangan, kurun).await?;
    Ok(Tampak::baru(posisi, TampilanNaskah::from(&naskah)))
}

async fn berkas(
    State(layanan): State<Layanan>,
    pandangan: Pandangan,
    Tanya(kurun): Tanya<KurunKonsolidasi>,
    Tanya(TanyaBerkas { bentuk }): Tanya<TanyaBerkas>,
) -> Result<Response, Masalah> {
    let (_, naskah) = susun(&layanan, pandangan, kurun).await?;
    let nama = format!("konsolidasi-{}-{}", kurun.dari.0, kurun.sampai.0);
    unduhan(&layanan, naskah, pandangan.sudut, (&nama, bentuk)).await
}

async fn susun(
    layanan: &Layanan,
    pandangan: Pandangan,
    KurunKonsolidasi { dari, sampai }: KurunKonsolidasi,
) -> Result<(u64, Naskah), Masalah> {
    let kurun = Kurun { dari: dari.0, sampai: sampai.0 };
    periksa_periode(kurun.dari, kurun.sampai)?;
    belum_mulai(layanan, kurun, pandangan)?;
    let posisi = pandangan.tunggu(layanan, &PERLU).await?;
    let bahan = Bahan::kumpulkan(&layanan.app, kurun, dari_mana(pandangan), &mut |_, _| ()).await?;
    let (_, naskah) = kantor(&bahan).map_err(|salah| tidak_cocok(&salah))?;
    Ok((posisi, naskah))
}

/// A period that lies ahead has no figures, which is not the same as none.
pub(super) fn belum_mulai(
    layanan: &Layanan,
    kurun: Kurun,
    pandangan: Pandangan,
) -> Result<(), Masalah> {
    pandangan.sudah_tiba(layanan)?;
    if kurun.dari > pandangan.sudut.hari() {
        let mulai = events::waktu::tanggal_panjang(kurun.dari);
        let uraian = format!("periode itu baru mulai {mulai}; pilih yang sudah mulai");
        return Err(Masalah::ditolak("PeriodeMendatang", uraian));
    }
    Ok(())
}

/// The tables for now, the facts for a moment.
pub(super) fn dari_mana(pandangan: Pandangan) -> Dari {
    if pandangan.kini { Dari::Kini(pandangan.sudut) } else { Dari::Saat(pandangan.sudut) }
}

/// Figures that disagree are told one by one, and reported to nobody.
pub(super) fn tidak_cocok(salah: &TidakCocok) -> Masalah {
    Masalah::ditolak("AngkaTidakCocok", salah.to_string())
}
