//! Reports and where they stand.

use std::collections::HashMap;

use axum::Extension;
use axum::extract::State;
use chrono::NaiveDate;
use events::hari_kerja::KalenderKerja;
use events::laporan::periode::PeriodeLaporan;
use events::laporan::{Event, Laporan, LaporanDisusun};
use events::teks::Isi;
use projections::acuan;
use projections::laporan::Kurun;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::laporan::daftar::{Penyampaian, SatuLaporan};
use crate::laporan::nama_kurun;
use crate::web::Layanan;
use crate::web::akses::Pelaku;
use crate::web::jawaban::Tampak;
use crate::web::masalah::Masalah;
use crate::web::parameter::{Halaman, Jalur, Laman, Pandangan, Tanya};

/// A report and where it stands.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(in crate::web) struct TampilanLaporan {
    pub laporan: Uuid,
    pub versi: u32,
    pub judul: String,
    pub dari: NaiveDate,
    pub sampai: NaiveDate,
    /// Without a unit it is the office's own.
    pub unit: Option<Uuid>,
    pub nama_unit: String,
    pub keadaan: KeadaanLaporan,
    /// The last day for handing in.
    pub batas: NaiveDate,
    /// While that stands.
    pub disampaikan: Option<NaiveDate>,
    /// Handed in after the last day, or not yet though it is over.
    pub terlambat: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(in crate::web) enum KeadaanLaporan {
    Disusun,
    Disampaikan,
    Dikembalikan,
    Diterima,
}

/// A report with each time that it was handed in.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(in crate::web) struct RincianLaporan {
    #[serde(flatten)]
    pub laporan: TampilanLaporan,
    pub penyampaian: Vec<TampilanPenyampaian>,
    /// Why it was sent back, while it is with the unit.
    pub catatan: Option<String>,
}

/// What was handed in, and what it was made from.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(in crate::web) struct TampilanPenyampaian {
    /// From 1.
    pub ke: usize,
    pub tanggal: Option<NaiveDate>,
    pub posisi: u64,
    pub akar: String,
    pub versi_templat: u32,
    pub mesin: Option<String>,
    pub sha256: String,
    pub kendala: Option<String>,
    pub rekomendasi: Option<String>,
}

/// What the list is told with.
struct Acuan<'a> {
    unit: &'a HashMap<Uuid, String>,
    periode: &'a PeriodeLaporan,
    kerja: &'a KalenderKerja,
    hari_ini: NaiveDate,
}

pub(super) async fn daftar(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    pandangan: Pandangan,
    Tanya(halaman): Tanya<Halaman>,
) -> Result<Tampak<Laman<TampilanLaporan>>, Masalah> {
    let posisi = pandangan.tunggu(&layanan, &[]).await?;
    let milik = |disusun: &LaporanDisusun| pelaku.unit().is_none() || disusun.unit == pelaku.unit();
    let semua = layanan.app.semua_laporan().await?;
    let (unit, kantor) = (nama_unit(&layanan).await?, layanan.app.kantor_kini().await?);
    let aturan = layanan.app.aturan().await?;
    let acuan = Acuan {
        unit: &unit,
        periode: &kantor.periode_laporan,
        kerja: &aturan.kerja,
        hari_ini: layanan.app.hari_ini(),
    };
    // In the order of the log, where one more comes last.
    let laporan = semua.iter().enumerate().filter(|(_, satu)| milik(&satu.disusun));
    let laporan = laporan.map(|(urut, satu)| (urut, acuan.tampilkan(satu)));
    let kunci = |(urut, _): &(usize, _)| *urut;
    let bentuk = |(_, laporan)| laporan;
    let laman = Laman::potongan("laporan", posisi, laporan.collect(), &halaman, kunci, bentuk)?;
    Ok(Tampak::baru(posisi, laman))
}

pub(super) async fn satu(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    pandangan: Pandangan,
) -> Result<Tampak<RincianLaporan>, Masalah> {
    let posisi = pandangan.tunggu(&layanan, &[]).await?;
    let satu = cari(&layanan, id).await?;
    let (unit, kantor) = (nama_unit(&layanan).await?, layanan.app.kantor_kini().await?);
    let aturan = layanan.app.aturan().await?;
    let acuan = Acuan {
        unit: &unit,
        periode: &kantor.periode_laporan,
        kerja: &aturan.kerja,
        hari_ini: layanan.app.hari_ini(),
    };
    let isi = RincianLaporan {
        laporan: acuan.tampilkan(&satu),
        penyampaian: satu.penyampaian().map(TampilanPenyampaian::dari).collect(),
        catatan: catatan(&satu),
    };
    Ok(Tampak { posisi, versi: Some(satu.versi), isi })
}

/// What every unit is called.
async fn nama_unit(layanan: &Layanan) -> Result<HashMap<Uuid, String>, Masalah> {
    let mut tujuan = layanan.app.pool.acquire().await?;
    let unit = acuan::semua_unit(&mut tujuan).await?;
    Ok(unit.into_iter().map(|unit| (unit.unit, unit.nama)).collect())
}

/// The report of this id.
pub(super) async fn cari(layanan: &Layanan, id: Uuid) -> Result<SatuLaporan, Masalah> {
    let satu = layanan.app.satu_laporan(id).await?;
    satu.ok_or_else(|| Masalah::tidak_ada("laporan ini"))
}

fn catatan(satu: &SatuLaporan) -> Option<String> {
    let Some((Event::LaporanDikembalikan { catatan }, _)) = satu.riwayat.last() else {
        return None;
    };
    catatan.teks().map(str::to_owned)
}

impl Acuan<'_> {
    fn tampilkan(&self, satu: &SatuLaporan) -> TampilanLaporan {
        let LaporanDisusun { dari, sampai, unit } = satu.disusun;
        let unit = unit.map(|unit| unit.0);
        let nama_unit = match unit {
            Some(id) => self.unit.get(&id).cloned().unwrap_or_else(|| format!("unit {id}")),
            None => "seluruh kantor".to_owned(),
        };
        let batas = self.periode.memuat(sampai).batas(self.kerja);
        let disampaikan = satu.disampaikan();
        TampilanLaporan {
            laporan: satu.id,
            versi: satu.versi,
            judul: format!("Laporan {}, {nama_unit}", nama_kurun(Kurun { dari, sampai })),
            dari,
            sampai,
            unit,
            nama_unit,
            keadaan: KeadaanLaporan::from(&satu.keadaan),
            batas,
            disampaikan,
            terlambat: disampaikan.unwrap_or(self.hari_ini) > batas,
        }
    }
}

impl From<&Laporan> for KeadaanLaporan {
    fn from(laporan: &Laporan) -> Self {
        match laporan {
            Laporan::BelumAda | Laporan::Disusun(_) => KeadaanLaporan::Disusun,
            Laporan::Disampaikan(_) => KeadaanLaporan::Disampaikan,
            Laporan::Dikembalikan(_) => KeadaanLaporan::Dikembalikan,
            Laporan::Diterima(_) => KeadaanLaporan::Diterima,
        }
    }
}

impl TampilanPenyampaian {
    fn dari(Penyampaian { ke, fakta, hari }: Penyampaian<'_>) -> Self {
        let teks = |isi: &Option<Isi>| isi.as_ref().and_then(Isi::teks).map(str::to_owned);
        TampilanPenyampaian {
            ke,
            tanggal: hari,
            posisi: fakta.posisi,
            akar: fakta.akar.as_str().to_owned(),
            versi_templat: fakta.versi_templat,
            mesin: fakta.mesin.as_ref().map(ToString::to_string),
            sha256: fakta.sha256.as_str().to_owned(),
            kendala: teks(&fakta.kendala),
            rekomendasi: teks(&fakta.rekomendasi),
        }
    }
}
