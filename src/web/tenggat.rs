//! Tenggat: what is open, nearest first, and the count of one case day by day.

use axum::Extension;
use axum::extract::State;
use axum::http::Method;
use axum::routing::get;
use chrono::NaiveDate;
use events::hari_kerja::{CaraHitung, KalenderKerja};
use events::tenggat::{Bacaan, Tenggat};
use projections::perkara;
use projections::proyeksi::Proyeksi;
use projections::tenggat::{self, BarisTenggat, Kursor, Saringan};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::Layanan;
use super::akses::{Akses, Pelaku, persempit};
use super::jawaban::Tampak;
use super::masalah::Masalah;
use super::parameter::{Halaman, Jalur, Laman, Lihat, Pandangan, Tanya};
use super::rute::Rute;

const DAFTAR: &str = "tenggat";

/// Which open tenggat.
#[derive(Debug, Deserialize, IntoParams)]
struct SaringanTenggat {
    /// Juga milik pemohon, KI, dan pengadilan; tanpa ini hanya milik kantor.
    semua_pelaku: Option<bool>,
    /// Unit yang harus menjawab, atau penanggung jawab perkaranya.
    unit: Option<Uuid>,
}

/// An open tenggat of a case.
#[derive(Debug, Serialize, ToSchema)]
struct TenggatTerbuka {
    perkara: Uuid,
    nomor: String,
    tenggat: String,
    unit: Option<Uuid>,
    pelaku: String,
    tindakan: String,
    batas: String,
    pasal: String,
    paling_awal: NaiveDate,
    paling_lambat: NaiveDate,
    keadaan: String,
    /// Working days left to the earliest reading; negative when it has passed.
    sisa_hk: i64,
}

/// A tenggat of a case with every reading.
#[derive(Debug, Serialize, ToSchema)]
pub struct TampilanTenggat {
    tenggat: String,
    pelaku: String,
    tindakan: String,
    paling_awal: NaiveDate,
    paling_lambat: NaiveDate,
    keadaan: String,
    /// Working days left to the earliest reading; negative when it has passed,
    /// null when nothing is left to do.
    sisa_hk: Option<i64>,
    dipenuhi: Option<NaiveDate>,
    terbuka: bool,
    bacaan: Vec<TampilanBacaan>,
}

/// One reading: an article, a dating, and the day it gives.
#[derive(Debug, Serialize, ToSchema)]
pub struct TampilanBacaan {
    batas: String,
    pasal: String,
    /// `hari_sama`: the trigger day is day 1; `hari_berikutnya`: it is not.
    cara: String,
    panjang: String,
    pemicu: NaiveDate,
    akhir: NaiveDate,
    /// The limit that it follows, and the end of that.
    lanjutan_dari: Option<LanjutanDari>,
    diam_sampai: Option<NaiveDate>,
    /// Each day of the count; empty for limits that are not in working days.
    hari: Vec<TampilanHari>,
}

#[derive(Debug, Serialize, ToSchema)]
struct LanjutanDari {
    batas: String,
    akhir: NaiveDate,
}

#[derive(Debug, Serialize, ToSchema)]
struct TampilanHari {
    tanggal: NaiveDate,
    /// Its number, or why it is skipped.
    keterangan: String,
}

pub(super) fn rute() -> Vec<Rute> {
    vec![
        Rute::baru(
            Method::GET,
            "/api/v1/tenggat",
            "tenggat",
            "Tenggat yang terbuka, yang terdekat dahulu; PPID Pembantu melihat miliknya",
            Akses::BACA_PERKARA,
            get(daftar),
        )
        .menanya::<SaringanTenggat>()
        .menanya::<Halaman>()
        .menanya::<Lihat>()
        .menjawab_laman::<TenggatTerbuka>(),
        Rute::baru(
            Method::GET,
            "/api/v1/perkara/{perkara}/tenggat",
            "perkara_tenggat",
            "Setiap tenggat satu perkara, dijelaskan hari demi hari",
            Akses::BACA_PERKARA,
            get(jelaskan),
        )
        .menanya::<Halaman>()
        .menanya::<Lihat>()
        .menjawab_laman::<TampilanTenggat>(),
    ]
}

async fn daftar(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    pandangan: Pandangan,
    Tanya(halaman): Tanya<Halaman>,
    Tanya(saringan): Tanya<SaringanTenggat>,
) -> Result<Tampak<Laman<TenggatTerbuka>>, Masalah> {
    let banyak = halaman.banyak()?;
    let sesudah: Option<(NaiveDate, String, Uuid, i16)> = halaman.sesudah(DAFTAR)?;
    let saringan = Saringan {
        milik_kantor: !saringan.semua_pelaku.unwrap_or_default(),
        unit: persempit(&pelaku, saringan.unit)?,
        jenis: None,
    };
    let posisi = pandangan.tunggu(&layanan, &[Proyeksi::Perkara, Proyeksi::Tenggat]).await?;
    let mut connection = layanan.app.pool.acquire().await?;
    let (calon, baris) = if pandangan.kini {
        let batas = i64::try_from(banyak + 1).map_err(anyhow::Error::from)?;
        let sesudah = sesudah.clone().map(|(paling_awal, nomor, perkara, urut)| Kursor {
            paling_awal,
            nomor,
            perkara,
            urut,
        });
        let baris = tenggat::daftar_terbuka(&saringan, sesudah, batas, &mut connection).await?;
        (Vec::new(), Some(baris))
    } else {
        let calon = match saringan.milik_kantor {
            true => perkara::calon_berjalan(pandangan.sudut, &mut connection).await?,
            false => perkara::calon_pada(pandangan.sudut, &mut connection).await?,
        };
        (calon, None)
    };
    drop(connection);
    let catatan = layanan.app.catatan_untuk(&calon, pandangan.sudut).await?;
    let baris = baris.unwrap_or_else(|| {
        let mut baris = tenggat::baris_terbuka(&catatan);
        baris.retain(|b| cocok(&saringan, b) && sesudah.as_ref().is_none_or(|k| kunci(b) > *k));
        baris.truncate(banyak + 1);
        baris
    });
    let (hari, kerja) = (pandangan.sudut.hari(), &catatan.aturan(None).kerja);
    let bentuk = |baris: BarisTenggat| TenggatTerbuka {
        sisa_hk: kerja.selisih(hari, baris.paling_awal),
        keadaan: baris.keadaan(hari).nama().to_owned(),
        perkara: baris.perkara,
        nomor: baris.nomor,
        tenggat: baris.jenis,
        unit: baris.unit,
        pelaku: baris.pelaku,
        tindakan: baris.tindakan,
        batas: baris.batas,
        pasal: baris.pasal,
        paling_awal: baris.paling_awal,
        paling_lambat: baris.paling_lambat,
    };
    let laman = Laman::dari(DAFTAR, posisi, baris, banyak, kunci, bentuk)?;
    Ok(Tampak::baru(posisi, laman))
}

fn kunci(baris: &BarisTenggat) -> (NaiveDate, String, Uuid, i16) {
    (baris.paling_awal, baris.nomor.clone(), baris.perkara, baris.urut)
}

/// As the query does it, of rows that were computed as at a moment.
fn cocok(saringan: &Saringan, baris: &BarisTenggat) -> bool {
    let milik = |unit| baris.unit == Some(unit) || baris.penanggung_jawab == Some(unit);
    (!saringan.milik_kantor || baris.milik_kantor) && saringan.unit.is_none_or(milik)
}

async fn jelaskan(
    State(layanan): State<Layanan>,
    Jalur(id): Jalur<Uuid>,
    pandangan: Pandangan,
    Tanya(halaman): Tanya<Halaman>,
) -> Result<Tampak<Laman<TampilanTenggat>>, Masalah> {
    let posisi = pandangan.tunggu(&layanan, &[]).await?;
    let catatan = layanan.app.catatan_untuk(&[id], pandangan.sudut).await?;
    let baris = perkara::satu(&catatan, id).ok_or_else(|| Masalah::tidak_ada("perkara ini"))?;
    let (kerja, hari) = (&baris.aturan.kerja, pandangan.sudut.hari());
    // In the order of the law, in which a case keeps its place.
    let tenggat: Vec<_> = baris.tenggat().into_iter().enumerate().collect();
    let bentuk = |(_, satu): (usize, Tenggat)| tampilan_rinci(&satu, hari, kerja);
    let kunci = |(urut, _): &(usize, _)| *urut;
    let laman = Laman::potongan("tenggat-perkara", posisi, tenggat, &halaman, kunci, bentuk)?;
    Ok(Tampak::baru(posisi, laman))
}

/// A tenggat with its readings, without the days between.
pub fn tampilan_tenggat(
    tenggat: &Tenggat,
    hari: NaiveDate,
    kerja: &KalenderKerja,
) -> TampilanTenggat {
    TampilanTenggat {
        sisa_hk: tenggat.terbuka().then(|| kerja.selisih(hari, tenggat.paling_awal())),
        tenggat: tenggat.jenis.nama().to_owned(),
        pelaku: tenggat.pelaku().to_string(),
        tindakan: tenggat.tindakan().to_owned(),
        paling_awal: tenggat.paling_awal(),
        paling_lambat: tenggat.paling_lambat(),
        keadaan: tenggat.keadaan_dengan_kata(hari).to_owned(),
        dipenuhi: tenggat.dipenuhi,
        terbuka: tenggat.terbuka(),
        bacaan: tenggat.bacaan().iter().map(|bacaan| tampilan_bacaan(bacaan, None)).collect(),
    }
}

/// A tenggat with each day of its counts.
pub fn tampilan_rinci(
    tenggat: &Tenggat,
    hari: NaiveDate,
    kerja: &KalenderKerja,
) -> TampilanTenggat {
    TampilanTenggat { bacaan: hitungan(tenggat, kerja), ..tampilan_tenggat(tenggat, hari, kerja) }
}

/// Every reading with each day of its count.
pub fn hitungan(tenggat: &Tenggat, kerja: &KalenderKerja) -> Vec<TampilanBacaan> {
    tenggat.bacaan().iter().map(|bacaan| tampilan_bacaan(bacaan, Some(kerja))).collect()
}

/// With each day of the count where a calendar is given.
fn tampilan_bacaan(bacaan: &Bacaan, kerja: Option<&KalenderKerja>) -> TampilanBacaan {
    let hari = kerja.map(|kerja| bacaan.rinci(kerja)).unwrap_or_default();
    let hari = hari
        .iter()
        .map(|hari| TampilanHari { tanggal: hari.tanggal, keterangan: hari.keterangan() });
    let dasar = bacaan.dasar.as_ref();
    TampilanBacaan {
        batas: bacaan.batas.kode.to_owned(),
        pasal: bacaan.batas.pasal.to_owned(),
        cara: match bacaan.cara {
            CaraHitung::HariSama => "hari_sama".to_owned(),
            CaraHitung::HariBerikutnya => "hari_berikutnya".to_owned(),
        },
        panjang: bacaan.panjang.to_string(),
        pemicu: bacaan.pemicu,
        akhir: bacaan.akhir,
        lanjutan_dari: dasar
            .map(|dasar| LanjutanDari { batas: dasar.batas.kode.to_owned(), akhir: dasar.akhir }),
        diam_sampai: bacaan.diam_sampai,
        hari: hari.collect(),
    }
}
