//! Figures of a period, and how keberatan and sengketa stand to their windows.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use axum::routing::get;
use chrono::NaiveDate;
use events::ketepatan::{Kelas, Kesimpulan, Penilaian};
use projections::dasbor::Rekap;
use projections::perkara::{self, ADA_PERMOHONAN, rekap};
use projections::proyeksi::Proyeksi;
use projections::statistik::{self, No, Periode, Statistik, Waktu};
use projections::{catatan::Catatan, ketepatan};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::Layanan;
use super::akses::Akses;
use super::jawaban::Tampak;
use super::konsolidasi::{belum_mulai, tidak_cocok};
use super::masalah::Masalah;
use super::naskah::{TanyaBerkas, unduhan};
use super::parameter::{Halaman, Laman, Lihat, Pandangan, Segar, Tanggal, Tanya, periksa_periode};
use super::rute::Rute;
use crate::laporan::tahunan::beku::{PERLU, tahunan_dari};
use crate::laporan::{Bahan, Dari, tahunan as laporan_tahunan};

/// Which period, of which book.
#[derive(Debug, Deserialize, IntoParams)]
struct Kurun {
    #[param(value_type = Tanggal, inline)]
    dari: Tanggal,
    /// Tidak mendahului `dari` (409).
    #[param(value_type = Tanggal, inline)]
    sampai: Tanggal,
    buku: Option<Uuid>,
}

/// Figures of the permohonan received in a period.
#[derive(Debug, Serialize, ToSchema)]
struct TampilanStatistik {
    posisi: u64,
    permohonan: usize,
    dikabulkan: usize,
    /// Of these, in part.
    dikabulkan_sebagian: usize,
    ditolak: usize,
    /// Why: a letter of Pasal 17 as `17h`, or a word. One refusal may have
    /// several.
    alasan_penolakan: BTreeMap<String, usize>,
    /// Neither: not held, withdrawn, sent elsewhere, without an answer.
    lain: usize,
    /// Still without an answer.
    terbuka: usize,
    /// Received nobody knows when: in no period.
    tanpa_tanggal: usize,
    /// One figure for each month of the period.
    per_bulan: Vec<usize>,
    kanal: BTreeMap<String, usize>,
    pemberitahuan: TampilanWaktu,
    pemberian: TampilanWaktu,
    /// On the statutory clock, by both readings.
    ketepatan: BTreeMap<String, usize>,
    /// What is wrong with rows, in words, with their numbers.
    cacat: BTreeMap<String, Vec<String>>,
}

/// Working days that something took.
#[derive(Debug, Serialize, ToSchema)]
struct TampilanWaktu {
    n: usize,
    rerata_hk: Option<f64>,
    median_hk: Option<f64>,
    maks_hk: Option<i64>,
    lewat_10_hk: usize,
    /// Numbers of those rows.
    lewat_10_hk_no: Vec<String>,
    hari_sama: usize,
}

/// Which year.
#[derive(Debug, Deserialize, IntoParams)]
struct Tahun {
    #[param(minimum = 1, maximum = 9999)]
    tahun: i32,
}

/// The figures that the public is told of a year: how many, how long, granted or
/// refused, and why (Pasal 12 UU 14/2008).
#[derive(Debug, Serialize, ToSchema)]
struct TampilanTahunan {
    posisi: u64,
    tahun: i32,
    permohonan: u64,
    dikabulkan: u64,
    /// Of these, in part.
    dikabulkan_sebagian: u64,
    ditolak: u64,
    /// One refusal may have several.
    alasan_penolakan: BTreeMap<String, u64>,
    /// Neither: not held, withdrawn, sent elsewhere, without an answer.
    lain: u64,
    /// Still without an answer.
    terbuka: u64,
    per_bulan: Vec<u64>,
    pemberitahuan: TampilanLama,
}

/// Working days until the written notice.
#[derive(Debug, Serialize, ToSchema)]
struct TampilanLama {
    n: u64,
    rerata_hk: Option<f64>,
    median_hk: Option<f64>,
}

/// Keberatan and sengketa of one case against their windows.
#[derive(Debug, Serialize, ToSchema)]
struct TampilanKetepatan {
    nomor_register_ki: String,
    /// Null where the dates to judge by are not recorded.
    keberatan: Option<TampilanPenilaian>,
    sengketa: Option<TampilanPenilaian>,
    cacat: Vec<String>,
}

/// One filing under both datings.
#[derive(Debug, Serialize, ToSchema)]
struct TampilanPenilaian {
    hari_berikutnya: String,
    selisih_hk: i64,
    hari_sama: String,
    kesimpulan: String,
}

pub(super) fn rute() -> Vec<Rute> {
    vec![
        Rute::baru(
            Method::GET,
            "/api/v1/statistik",
            "statistik",
            "Angka permohonan yang diterima dalam satu kurun waktu",
            Akses::SIAPA_SAJA,
            get(angka),
        )
        .menanya::<Kurun>()
        .menanya::<Lihat>()
        .menjawab::<TampilanStatistik>(),
        Rute::baru(
            Method::GET,
            "/api/v1/statistik/tahunan",
            "statistik_tahunan",
            "Empat angka Pasal 12 UU 14/2008 dari satu tahun",
            Akses::SIAPA_SAJA,
            get(tahunan),
        )
        .menanya::<Tahun>()
        .menanya::<Segar>()
        .menjawab::<TampilanTahunan>(),
        Rute::baru(
            Method::GET,
            "/api/v1/statistik/berkas",
            "statistik_berkas",
            "Ringkasan satu tahun untuk umum (Pasal 12 UU 14/2008, Pasal 15(5) Perki 1/2021)",
            Akses::SIAPA_SAJA,
            get(berkas),
        )
        .menanya::<Tahun>()
        .menanya::<TanyaBerkas>()
        .menanya::<Segar>()
        .menjawab_berkas(),
        Rute::baru(
            Method::GET,
            "/api/v1/ketepatan",
            "ketepatan",
            "Keberatan dan sengketa setiap perkara terhadap jendelanya",
            Akses::BACA_KANTOR,
            get(ketepatan_semua),
        )
        .menanya::<Halaman>()
        .menanya::<Lihat>()
        .menjawab_laman::<TampilanKetepatan>(),
    ]
}

/// From counts that are kept by month, however many cases there are.
async fn tahunan(
    State(layanan): State<Layanan>,
    pandangan: Pandangan,
    Tanya(Tahun { tahun }): Tanya<Tahun>,
) -> Result<Tampak<TampilanTahunan>, Masalah> {
    let bulan = |bulan| NaiveDate::from_ymd_opt(tahun, bulan, 1);
    let tak_ada = || Masalah::ditolak("TahunTidakAda", format!("tahun {tahun} tidak ada"));
    let (dari, sampai) = bulan(1).zip(bulan(12)).ok_or_else(tak_ada)?;
    let posisi = pandangan.tunggu(&layanan, &[Proyeksi::Perkara]).await?;
    let mut connection = layanan.app.pool.acquire().await?;
    let hitungan = rekap::baca(None, (dari, sampai), &mut connection).await?;
    let rekap = Rekap::dari(hitungan);
    let hasil = |hasil: &str| rekap.jumlah(&format!("hasil={hasil}"));
    let (permohonan, sebagian) = (rekap.jumlah(ADA_PERMOHONAN), hasil("dikabulkan-sebagian"));
    let (dikabulkan, ditolak) = (hasil("dikabulkan") + sebagian, hasil("ditolak"));
    let alasan = rekap.pilihan("alasan=").into_iter().map(|(alasan, n)| (alasan.to_owned(), n));
    let per_bulan = (1..=12).filter_map(bulan).map(|bulan| rekap.pada(bulan, ADA_PERMOHONAN));
    let isi = TampilanTahunan {
        posisi,
        tahun,
        permohonan,
        dikabulkan,
        dikabulkan_sebagian: sebagian,
        ditolak,
        alasan_penolakan: alasan.collect(),
        lain: permohonan - dikabulkan - ditolak,
        terbuka: hasil("belum-dijawab"),
        per_bulan: per_bulan.collect(),
        pemberitahuan: TampilanLama::dari(&rekap),
    };
    Ok(Tampak::baru(posisi, isi))
}

/// The same figures with the time of each request, to keep.
async fn berkas(
    State(layanan): State<Layanan>,
    pandangan: Pandangan,
    Tanya(Tahun { tahun }): Tanya<Tahun>,
    Tanya(TanyaBerkas { bentuk }): Tanya<TanyaBerkas>,
) -> Result<Response, Masalah> {
    let tak_ada = || Masalah::ditolak("TahunTidakAda", format!("tahun {tahun} tidak ada"));
    let kurun = laporan_tahunan::kurun(tahun).ok_or_else(tak_ada)?;
    belum_mulai(&layanan, kurun, pandangan)?;
    pandangan.tunggu(&layanan, &PERLU).await?;
    let (app, sudut) = (&layanan.app, pandangan.sudut);
    let bahan = Bahan::kumpulkan(app, kurun, Dari::Kini(sudut), &mut |_, _| ()).await?;
    let (tahunan, _) = tahunan_dari(app, tahun, sudut).await?;
    let naskah = laporan_tahunan::ringkasan(&bahan, &tahunan).map_err(|s| tidak_cocok(&s))?;
    let nama = format!("ringkasan-informasi-{tahun}");
    unduhan(&layanan, naskah, sudut, (&nama, bentuk)).await
}

impl TampilanLama {
    fn dari(rekap: &Rekap) -> Self {
        let hk = rekap.pilihan("hk-lama=").into_iter();
        let hk = hk.filter_map(|(hk, n)| Some((hk.parse::<f64>().ok()?, n)));
        let (jumlah, n) = hk.fold((0.0, 0), |(jumlah, semua), (hk, n)| {
            (jumlah + hk * f64::from(u32::try_from(n).unwrap_or(u32::MAX)), semua + n)
        });
        let banyak = f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        TampilanLama {
            n,
            rerata_hk: (n > 0).then(|| jumlah / banyak),
            median_hk: rekap.sebaran("hk-lama=").map(|sebaran| sebaran.median),
        }
    }
}

async fn angka(
    State(layanan): State<Layanan>,
    pandangan: Pandangan,
    Tanya(kurun): Tanya<Kurun>,
) -> Result<Tampak<TampilanStatistik>, Masalah> {
    let periode = Periode { dari: kurun.dari.0, sampai: kurun.sampai.0 };
    periksa_periode(periode.dari, periode.sampai)?;
    let perlu = [Proyeksi::Perkara, Proyeksi::Statistik];
    let posisi = pandangan.tunggu(&layanan, &perlu).await?;
    let mut connection = layanan.app.pool.acquire().await?;
    let hasil = if pandangan.kini {
        let hari = pandangan.sudut.hari();
        statistik::dari_tabel(periode, kurun.buku, hari, &mut connection).await?
    } else {
        let (dari, sampai) = (periode.dari, periode.sampai);
        let calon =
            perkara::calon_periode((dari, sampai), pandangan.sudut, &mut connection).await?;
        drop(connection);
        let catatan = layanan.app.catatan_untuk(&calon, pandangan.sudut).await?;
        statistik::hitung(&catatan, periode, kurun.buku)
    };
    Ok(Tampak::baru(posisi, TampilanStatistik::dari(posisi, hasil)))
}

impl TampilanStatistik {
    fn dari(posisi: u64, hasil: Statistik) -> Self {
        let ketepatan = hasil.ketepatan.into_iter().map(|(kata, n)| (kata.to_owned(), n));
        let cacat =
            hasil.cacat.into_iter().map(|(kata, no)| (kata, no.into_iter().map(teks).collect()));
        TampilanStatistik {
            posisi,
            permohonan: hasil.permohonan,
            dikabulkan: hasil.dikabulkan,
            dikabulkan_sebagian: hasil.dikabulkan_sebagian,
            alasan_penolakan: hasil.alasan_penolakan,
            ditolak: hasil.ditolak,
            lain: hasil.lain,
            terbuka: hasil.terbuka,
            tanpa_tanggal: hasil.tanpa_tanggal,
            per_bulan: hasil.per_bulan,
            kanal: hasil.kanal,
            pemberitahuan: hasil.pemberitahuan.into(),
            pemberian: hasil.pemberian.into(),
            ketepatan: ketepatan.collect(),
            cacat: cacat.collect(),
        }
    }
}

impl From<Waktu> for TampilanWaktu {
    fn from(waktu: Waktu) -> Self {
        TampilanWaktu {
            n: waktu.n,
            rerata_hk: waktu.rerata_hk,
            median_hk: waktu.median_hk,
            maks_hk: waktu.maks_hk,
            lewat_10_hk: waktu.lewat_10_hk,
            lewat_10_hk_no: waktu.lewat_10_hk_no.into_iter().map(teks).collect(),
            hari_sama: waktu.hari_sama,
        }
    }
}

fn teks(no: No) -> String {
    match no {
        No::Angka(no) => no.to_string(),
        No::Teks(teks) => teks,
    }
}

async fn ketepatan_semua(
    State(layanan): State<Layanan>,
    pandangan: Pandangan,
    Tanya(halaman): Tanya<Halaman>,
) -> Result<Tampak<Laman<TampilanKetepatan>>, Masalah> {
    let posisi = pandangan.tunggu(&layanan, &[Proyeksi::Perkara]).await?;
    let mut connection = layanan.app.pool.acquire().await?;
    let calon = perkara::bersengketa(&mut connection).await?;
    drop(connection);
    let catatan: Catatan = layanan.app.catatan_untuk(&calon, pandangan.sudut).await?;
    // In the order of the log, where one more comes last.
    let baris: Vec<_> = ketepatan::semua(&catatan).into_iter().enumerate().collect();
    let bentuk = |(_, baris): (usize, ketepatan::Baris)| TampilanKetepatan {
        nomor_register_ki: baris.nomor_register_ki,
        keberatan: baris.keberatan.map(TampilanPenilaian::from),
        sengketa: baris.sengketa.map(TampilanPenilaian::from),
        cacat: baris.cacat,
    };
    let kunci = |(urut, _): &(usize, _)| *urut;
    let laman = Laman::potongan("ketepatan", posisi, baris, &halaman, kunci, bentuk)?;
    Ok(Tampak::baru(posisi, laman))
}

impl From<Penilaian> for TampilanPenilaian {
    fn from(penilaian: Penilaian) -> Self {
        TampilanPenilaian {
            hari_berikutnya: kelas(penilaian.hari_berikutnya).to_owned(),
            selisih_hk: penilaian.selisih_hk,
            hari_sama: kelas(penilaian.hari_sama).to_owned(),
            kesimpulan: match penilaian.kesimpulan {
                Kesimpulan::Tepat => "tepat",
                Kesimpulan::Prematur => "prematur",
                Kesimpulan::Daluwarsa => "daluwarsa",
                Kesimpulan::Batas => "batas",
            }
            .to_owned(),
        }
    }
}

fn kelas(kelas: Kelas) -> &'static str {
    match kelas {
        Kelas::Tepat => "tepat",
        Kelas::Prematur => "prematur",
        Kelas::Daluwarsa => "daluwarsa",
    }
}
