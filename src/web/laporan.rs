//! Reports: drafted and handed in by a unit, accepted or sent back by the PPID
//! Utama, sent to Komisi Informasi (Pasal 56-57 Perki 1/2021).

use axum::Extension;
use axum::extract::State;
use axum::http::Method;
use axum::routing::get;
use chrono::NaiveDate;
use events::laporan::{Event, Laporan, LaporanDisampaikan, LaporanDisusun};
use events::teks::{Isi, Label};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::jawaban::Tampak;
use super::masalah::Masalah;
use super::parameter::{Halaman, Laman, Pandangan, Segar, Tanya};
use super::perintah::{TanpaIsi, awal, langkah, lanjutan};
use super::rute::Rute;

#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct LaporanDikembalikan {
    catatan: Isi,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct LaporanDikirimKeKi {
    nomor_surat: Option<Label>,
}

/// A report and where it stands.
#[derive(Debug, Serialize, ToSchema)]
struct TampilanLaporan {
    laporan: Uuid,
    versi: u32,
    dari: NaiveDate,
    sampai: NaiveDate,
    /// Without a unit it is the office's own.
    unit: Option<Uuid>,
    keadaan: KeadaanLaporan,
}

#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum KeadaanLaporan {
    Disusun,
    Disampaikan,
    Dikembalikan,
    Diterima,
}

pub(super) fn rute() -> Vec<Rute> {
    vec![
        awal::<Laporan, LaporanDisusun>(
            langkah("LaporanDisusun", "Susun laporan satu kurun waktu", Akses::UNIT),
            Event::LaporanDisusun,
            |f| f.unit,
        ),
        lanjutan::<Laporan, LaporanDisampaikan>(
            langkah("LaporanDisampaikan", "Sampaikan laporan kepada PPID Utama", Akses::UNIT),
            "laporan",
            Event::LaporanDisampaikan,
        ),
        lanjutan::<Laporan, LaporanDikembalikan>(
            langkah("LaporanDikembalikan", "Kembalikan laporan dengan catatan", Akses::PPID),
            "laporan",
            |f| Event::LaporanDikembalikan { catatan: f.catatan },
        ),
        lanjutan::<Laporan, TanpaIsi>(
            langkah("LaporanDiterima", "Terima laporan", Akses::PPID),
            "laporan",
            |_| Event::LaporanDiterima {},
        ),
        lanjutan::<Laporan, LaporanDikirimKeKi>(
            langkah("LaporanDikirimKeKi", "Kirim laporan kepada Komisi Informasi", Akses::PPID),
            "laporan",
            |f| Event::LaporanDikirimKeKi { nomor_surat: f.nomor_surat },
        ),
        Rute::baru(
            Method::GET,
            "/api/v1/laporan",
            "laporan",
            "Laporan dan keadaannya; PPID Pembantu melihat miliknya",
            Akses::BACA_PERKARA,
            get(daftar),
        )
        .menanya::<Halaman>()
        .menanya::<Segar>()
        .menjawab_laman::<TampilanLaporan>(),
    ]
}

async fn daftar(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    pandangan: Pandangan,
    Tanya(halaman): Tanya<Halaman>,
) -> Result<Tampak<Laman<TampilanLaporan>>, Masalah> {
    let posisi = pandangan.tunggu(&layanan, &[]).await?;
    let semua = layanan.app.semua_aliran::<Laporan>().await?;
    let milik = |disusun: &LaporanDisusun| pelaku.unit().is_none() || disusun.unit == pelaku.unit();
    // In the order of the log, where one more comes last.
    let laporan = semua.iter().enumerate().filter_map(|(urut, (id, laporan, versi))| {
        let disusun = laporan.disusun().filter(|disusun| milik(disusun))?;
        let tampilan = TampilanLaporan {
            laporan: *id,
            versi: *versi,
            dari: disusun.dari,
            sampai: disusun.sampai,
            unit: disusun.unit.map(|unit| unit.0),
            keadaan: match laporan {
                Laporan::BelumAda => return None,
                Laporan::Disusun(_) => KeadaanLaporan::Disusun,
                Laporan::Disampaikan(_) => KeadaanLaporan::Disampaikan,
                Laporan::Dikembalikan(_) => KeadaanLaporan::Dikembalikan,
                Laporan::Diterima(_) => KeadaanLaporan::Diterima,
            },
        };
        Some((urut, tampilan))
    });
    let kunci = |(urut, _): &(usize, _)| *urut;
    let bentuk = |(_, laporan)| laporan;
    let laman = Laman::potongan("laporan", posisi, laporan.collect(), &halaman, kunci, bentuk)?;
    Ok(Tampak::baru(posisi, laman))
}
