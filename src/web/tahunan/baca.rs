//! A yearly report as it stands, and as it was set.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use chrono::{Datelike, NaiveDate};
use events::tahunan::{CaraKirim, KataTahunan, LaporanTahunanDitetapkan, Tahunan, batas};
use projections::dasbor::Rekap;
use projections::perkara::{ADA_PERMOHONAN, rekap};
use projections::proyeksi::Proyeksi;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::laporan::TidakCocok;
use crate::laporan::tahunan::beku::{PERLU, Susunan, susun, tahunan_dari, ulang};
use crate::laporan::tahunan::{RevisiTahunan, kurun, revisi};
use crate::web::Layanan;
use crate::web::berkas::kirim;
use crate::web::jawaban::Tampak;
use crate::web::konsolidasi::{belum_mulai, dari_mana, tidak_cocok};
use crate::web::masalah::Masalah;
use crate::web::naskah::{BentukBerkas, TampilanNaskah, TanyaBerkas, unduhan};
use crate::web::parameter::{Jalur, Pandangan, Tanya};
use crate::web::per_tahun::periksa_tahun;

/// Years that are listed, this one among them.
const TAHUN_TERAKHIR: i32 = 6;

/// Where a report stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(in crate::web) enum KeadaanTahunan {
    /// The year is not over yet.
    Berjalan,
    Draf,
    Ditetapkan,
    Dikirim,
}

/// One year of the list.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(in crate::web) struct RingkasTahunan {
    pub tahun: i32,
    pub keadaan: KeadaanTahunan,
    /// The last day of Pasal 56(1), and the working day to aim for.
    pub batas: NaiveDate,
    pub usahakan: NaiveDate,
    pub ditetapkan: Option<NaiveDate>,
    pub dikirim: Option<NaiveDate>,
    /// It went to KI after the last day, or has not though that is over.
    pub terlambat: bool,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(in crate::web) struct DaftarTahunan {
    pub isi: Vec<RingkasTahunan>,
}

/// A report with what it says now.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(in crate::web) struct RincianTahunan {
    #[serde(flatten)]
    pub ringkas: RingkasTahunan,
    pub kata: KataTahunan,
    /// Parts that nobody has written yet.
    pub kurang: Vec<String>,
    pub penetapan: Vec<TampilanPenetapan>,
    pub kiriman: Vec<TampilanKiriman>,
    /// Figures that moved since it was set.
    pub revisi: Vec<RevisiTahunan>,
    pub naskah: TampilanNaskah,
}

/// What was set, and what it was made from.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(in crate::web) struct TampilanPenetapan {
    /// From 1.
    pub ke: usize,
    pub tanggal: Option<NaiveDate>,
    pub posisi: u64,
    pub akar: String,
    pub versi_templat: u32,
    pub mesin: String,
    pub sha256: String,
}

/// A copy that went to KI.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(in crate::web) struct TampilanKiriman {
    pub tanggal: Option<NaiveDate>,
    pub cara: CaraKirim,
    pub nomor_surat: Option<String>,
}

/// Which setting.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
pub(in crate::web) struct TanyaPenetapan {
    /// Penetapan ke berapa, disusun ulang; tanpa ini keadaan sekarang (untuk uji: yang terakhir).
    #[param(minimum = 1, maximum = 1000)]
    ke: Option<usize>,
}

/// Whether what was set can be made again.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(in crate::web) struct UjiTahunan {
    pub ke: usize,
    pub ditetapkan: String,
    pub disusun_ulang: String,
    /// The very same bytes.
    pub sama: bool,
}

pub(super) async fn daftar(
    State(layanan): State<Layanan>,
    pandangan: Pandangan,
) -> Result<Tampak<DaftarTahunan>, Masalah> {
    let posisi = pandangan.tunggu(&layanan, &[Proyeksi::Perkara]).await?;
    let ini = layanan.app.hari_ini().year();
    let mut isi = Vec::new();
    for tahun in (ini - TAHUN_TERAKHIR + 1..=ini).rev() {
        let (tahunan, versi) = tahunan_dari(&layanan.app, tahun, pandangan.sudut).await?;
        if versi > 0 || tahun >= ini - 1 || ada_permohonan(&layanan, tahun).await? {
            isi.push(ringkas(&layanan, tahun, &tahunan).await?);
        }
    }
    Ok(Tampak::baru(posisi, DaftarTahunan { isi }))
}

/// Whether the office had anything to report of a year.
async fn ada_permohonan(layanan: &Layanan, tahun: i32) -> Result<bool, Masalah> {
    let bulan = |bulan| NaiveDate::from_ymd_opt(tahun, bulan, 1);
    let Some(kurun) = bulan(1).zip(bulan(12)) else { return Ok(false) };
    let mut connection = layanan.app.pool.acquire().await?;
    let rekap = Rekap::dari(rekap::baca(None, kurun, &mut connection).await?);
    Ok(rekap.jumlah(ADA_PERMOHONAN) > 0)
}

async fn ringkas(
    layanan: &Layanan,
    tahun: i32,
    tahunan: &Tahunan,
) -> Result<RingkasTahunan, Masalah> {
    let (app, hari_ini) = (&layanan.app, layanan.app.hari_ini());
    let tidak_ada = || Masalah::kolom("tahun", "tahun itu tidak ada");
    let (batas, usahakan) = batas(tahun, &app.aturan().await?.kerja).ok_or_else(tidak_ada)?;
    let ditetapkan = tahunan.penetapan.last().and_then(|(hari, _)| *hari);
    let pertama = tahunan.kiriman.first().map(|(hari, _)| hari.unwrap_or(batas));
    let keadaan = match () {
        () if tahunan.terkirim => KeadaanTahunan::Dikirim,
        () if !tahunan.penetapan.is_empty() => KeadaanTahunan::Ditetapkan,
        () if hari_ini.year() <= tahun => KeadaanTahunan::Berjalan,
        () => KeadaanTahunan::Draf,
    };
    Ok(RingkasTahunan {
        tahun,
        keadaan,
        batas,
        usahakan,
        ditetapkan,
        dikirim: tahunan.kiriman.last().and_then(|(hari, _)| *hari),
        terlambat: pertama.unwrap_or(hari_ini) > batas,
    })
}

pub(super) async fn satu(
    State(layanan): State<Layanan>,
    Jalur(tahun): Jalur<i32>,
    pandangan: Pandangan,
) -> Result<Tampak<RincianTahunan>, Masalah> {
    let (posisi, susunan, tahunan) = susun_kini(&layanan, tahun, pandangan).await?;
    let versi = tahunan_dari(&layanan.app, tahun, pandangan.sudut).await?.1;
    let penetapan = tahunan.penetapan.iter().enumerate();
    let isi = RincianTahunan {
        ringkas: ringkas(&layanan, tahun, &tahunan).await?,
        kata: tahunan.kata.clone(),
        kurang: tahunan.kata.kurang().into_iter().map(str::to_owned).collect(),
        penetapan: penetapan
            .map(|(n, (hari, f))| TampilanPenetapan::dari(n + 1, *hari, f))
            .collect(),
        kiriman: tahunan
            .kiriman
            .iter()
            .map(|(tanggal, f)| TampilanKiriman {
                tanggal: *tanggal,
                cara: f.cara,
                nomor_surat: f.nomor_surat.as_ref().map(ToString::to_string),
            })
            .collect(),
        revisi: revisi(&tahunan, &susunan.konsolidasi.kantor),
        naskah: TampilanNaskah::from(&susunan.naskah),
    };
    Ok(Tampak { posisi, versi: Some(versi), isi })
}

impl TampilanPenetapan {
    fn dari(ke: usize, tanggal: Option<NaiveDate>, fakta: &LaporanTahunanDitetapkan) -> Self {
        TampilanPenetapan {
            ke,
            tanggal,
            posisi: fakta.posisi,
            akar: fakta.akar.as_str().to_owned(),
            versi_templat: fakta.versi_templat,
            mesin: fakta.mesin.to_string(),
            sha256: fakta.sha256.as_str().to_owned(),
        }
    }
}

async fn susun_kini(
    layanan: &Layanan,
    tahun: i32,
    pandangan: Pandangan,
) -> Result<(u64, Susunan, Tahunan), Masalah> {
    let tidak_ada = || Masalah::kolom("tahun", "tahun itu tidak ada");
    let kurun = kurun(periksa_tahun(tahun)?).ok_or_else(tidak_ada)?;
    belum_mulai(layanan, kurun, pandangan)?;
    let posisi = pandangan.tunggu(layanan, &PERLU).await?;
    let dari = dari_mana(pandangan);
    let susunan = susun(&layanan.app, tahun, dari, &mut |_, _| ()).await;
    let (susunan, tahunan) = susunan.map_err(galat)?;
    Ok((posisi, susunan, tahunan))
}

/// Figures that disagree are the office's to look into, and no fault of the
/// program.
pub(super) fn galat(galat: anyhow::Error) -> Masalah {
    match galat.downcast_ref::<TidakCocok>() {
        Some(salah) => tidak_cocok(salah),
        None => galat.into(),
    }
}

pub(super) async fn berkas(
    State(layanan): State<Layanan>,
    Jalur(tahun): Jalur<i32>,
    pandangan: Pandangan,
    Tanya(TanyaBerkas { bentuk }): Tanya<TanyaBerkas>,
    Tanya(TanyaPenetapan { ke }): Tanya<TanyaPenetapan>,
) -> Result<Response, Masalah> {
    let nama = format!("laporan-tahunan-{tahun}");
    let Some(ke) = ke else {
        let (_, susunan, _) = susun_kini(&layanan, tahun, pandangan).await?;
        return unduhan(&layanan, susunan.naskah, pandangan.sudut, (&nama, bentuk)).await;
    };
    let (_, fakta) = penetapan(&layanan, tahun, Some(ke), pandangan).await?;
    let ulangan = ulang(&layanan.app, &fakta).await?;
    if !ulangan.sama {
        let uraian = "yang disusun ulang tidak sama dengan yang ditetapkan; periksa keutuhan log";
        return Err(Masalah::ditolak("SidikLain", uraian));
    }
    match bentuk {
        BentukBerkas::Pdf => kirim(&format!("{nama}.pdf"), "application/pdf", ulangan.pdf),
        BentukBerkas::Xlsx | BentukBerkas::Csv => {
            unduhan(&layanan, ulangan.naskah, pandangan.sudut, (&nama, bentuk)).await
        }
    }
}

pub(super) async fn uji(
    State(layanan): State<Layanan>,
    Jalur(tahun): Jalur<i32>,
    pandangan: Pandangan,
    Tanya(TanyaPenetapan { ke }): Tanya<TanyaPenetapan>,
) -> Result<Json<UjiTahunan>, Masalah> {
    let (ke, fakta) = penetapan(&layanan, tahun, ke, pandangan).await?;
    let ulangan = ulang(&layanan.app, &fakta).await?;
    Ok(Json(UjiTahunan {
        ke,
        ditetapkan: fakta.sha256.as_str().to_owned(),
        disusun_ulang: ulangan.sha256,
        sama: ulangan.sama,
    }))
}

/// The setting of this number, or the last one.
async fn penetapan(
    layanan: &Layanan,
    tahun: i32,
    ke: Option<usize>,
    pandangan: Pandangan,
) -> Result<(usize, LaporanTahunanDitetapkan), Masalah> {
    let tahun = periksa_tahun(tahun)?;
    let (tahunan, _) = tahunan_dari(&layanan.app, tahun, pandangan.sudut).await?;
    let ke = ke.unwrap_or(tahunan.penetapan.len());
    let fakta = ke.checked_sub(1).and_then(|n| tahunan.penetapan.get(n));
    let tidak_ada = || Masalah::tidak_ada("penetapan itu");
    Ok((ke, fakta.ok_or_else(tidak_ada)?.1.clone()))
}
