//! The queue: cases by their nearest tenggat or the last received first, by any
//! of what is counted of them, as pages and as a file.

mod csv;
mod saringan;

use axum::Extension;
use axum::extract::State;
use axum::http::Method;
use axum::routing::get;
use chrono::NaiveDate;
use events::hari_kerja::KalenderKerja;
use events::waktu::TAHUN;
use projections::acuan::{self, BarisUnit};
use projections::perkara::{self, BarisPerkara, Hari, Kursor, Saringan, Urutan};
use projections::proyeksi::Proyeksi;
use serde::{Deserialize, Serialize};
use utoipa::openapi::path::ParameterIn;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use self::csv::Csv;
pub use self::saringan::{SaringanPerkara, WajahPerkara};
use super::Layanan;
use super::akses::{Akses, Pelaku};
use super::jawaban::Tampak;
use super::masalah::Masalah;
use super::parameter::{Halaman, Laman, Lihat, Pandangan, Tanya};
use super::rute::Rute;

const DAFTAR: &str = "perkara";
const DAFTAR_TERBARU: &str = "perkara-terbaru";
/// Rows of a file at most.
const BATAS_BARIS: usize = 10_000;

/// In which order.
#[derive(Debug, Default, Deserialize, IntoParams)]
struct Urut {
    /// Tanpa ini menurut tenggat terdekat.
    #[param(inline)]
    urut: Option<UrutPerkara>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum UrutPerkara {
    #[default]
    Tenggat,
    /// Received last first.
    Terbaru,
}

/// A case in the queue.
#[derive(Debug, Serialize, ToSchema)]
struct PerkaraRingkas {
    perkara: Uuid,
    versi: i32,
    nomor: String,
    /// Permohonan, keberatan or sengketa.
    jenis: String,
    status: String,
    /// Its one face on the day that is looked at.
    wajah: WajahPerkara,
    buku: Option<Uuid>,
    kanal: Option<String>,
    jenis_pemohon: Option<String>,
    diterima: Option<NaiveDate>,
    /// The unit that answers for it.
    unit: Option<Uuid>,
    /// Who has it now; null where nothing is left to do.
    pemegang: Option<String>,
    pemegang_unit: Option<Uuid>,
    berjalan: bool,
    menunggu_jawaban: bool,
    /// The nearest thing the office has to do, and by when under both readings.
    tenggat: Option<String>,
    tenggat_awal: Option<NaiveDate>,
    tenggat_lambat: Option<NaiveDate>,
    /// Working days left to each; negative when it has passed.
    sisa_hk_awal: Option<i64>,
    sisa_hk_lambat: Option<i64>,
    batas_internal: Option<NaiveDate>,
    /// How many things are wrong, in law, with its facts.
    cacat: i32,
}

impl PerkaraRingkas {
    fn dari(baris: BarisPerkara, hari: Hari, kerja: &KalenderKerja) -> Self {
        let sisa = |sampai: Option<NaiveDate>| Some(kerja.selisih(hari.hari, sampai?));
        PerkaraRingkas {
            jenis: baris.jenis().to_owned(),
            wajah: baris.wajah(hari).into(),
            sisa_hk_awal: sisa(baris.tenggat_awal),
            sisa_hk_lambat: sisa(baris.tenggat_lambat),
            perkara: baris.perkara,
            versi: baris.versi,
            nomor: baris.nomor,
            status: baris.status,
            buku: baris.buku,
            kanal: baris.kanal,
            jenis_pemohon: baris.jenis_pemohon,
            diterima: baris.diterima,
            unit: baris.unit,
            pemegang: baris.pemegang,
            pemegang_unit: baris.pemegang_unit,
            berjalan: baris.berjalan,
            menunggu_jawaban: baris.menunggu_jawaban,
            tenggat: baris.tenggat,
            tenggat_awal: baris.tenggat_awal,
            tenggat_lambat: baris.tenggat_lambat,
            batas_internal: baris.batas_internal,
            cacat: baris.cacat,
        }
    }

    /// A row of the file.
    fn sel(&self, nama: impl Fn(Uuid) -> String) -> Vec<String> {
        let hari = |hari: Option<NaiveDate>| hari.map(|hari| hari.to_string()).unwrap_or_default();
        let angka = |angka: Option<i64>| angka.map(|angka| angka.to_string()).unwrap_or_default();
        let teks = |teks: &Option<String>| teks.clone().unwrap_or_default();
        vec![
            self.nomor.clone(),
            self.jenis.clone(),
            self.wajah.nama().replace('-', " "),
            self.status.clone(),
            teks(&self.jenis_pemohon),
            teks(&self.kanal),
            hari(self.diterima),
            self.unit.map(&nama).unwrap_or_default(),
            self.pemegang_unit.map_or_else(|| teks(&self.pemegang), nama),
            teks(&self.tenggat),
            hari(self.batas_internal),
            hari(self.tenggat_awal),
            hari(self.tenggat_lambat),
            angka(self.sisa_hk_awal),
            angka(self.sisa_hk_lambat),
        ]
    }
}

/// Cases that one look back computes at most, so that it takes less than a second.
const BATAS_SEBAGAIMANA: usize = 20_000;
/// Of a list by receipt, one page of which is filled by far fewer.
const BATAS_TERBARU: i64 = 2_000;

const KEPALA: [&str; 15] = [
    "Nomor",
    "Jenis",
    "Keadaan",
    "Tahap",
    "Jenis pemohon",
    "Kanal",
    "Diterima",
    "Unit penanggung jawab",
    "Dipegang",
    "Yang harus dilakukan",
    "Batas unit",
    "Tenggat paling awal",
    "Tenggat paling lambat",
    "Sisa hari kerja ke paling awal",
    "Sisa hari kerja ke paling lambat",
];

pub(super) fn rute() -> Vec<Rute> {
    vec![
        Rute::baru(
            Method::GET,
            "/api/v1/perkara",
            "antrean",
            "Antrean perkara, tenggat terdekat dahulu; PPID Pembantu melihat miliknya",
            Akses::BACA_PERKARA,
            get(antrean),
        )
        .menanya::<SaringanPerkara>()
        .menanya::<Urut>()
        .menanya::<Halaman>()
        .menanya::<Lihat>()
        .menjawab_laman::<PerkaraRingkas>(),
        Rute::baru(
            Method::GET,
            "/api/v1/antrean/csv",
            "antrean_csv",
            "Antrean yang sama sebagai CSV, paling banyak 10.000 perkara (lebih dari itu 409)",
            Akses::BACA_PERKARA,
            get(berkas),
        )
        .menanya::<SaringanPerkara>()
        .menanya::<Urut>()
        .menanya::<Lihat>()
        .menjawab_csv(),
    ]
}

async fn antrean(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    pandangan: Pandangan,
    Tanya(halaman): Tanya<Halaman>,
    Tanya(Urut { urut }): Tanya<Urut>,
    Tanya(saringan): Tanya<SaringanPerkara>,
) -> Result<Tampak<Laman<PerkaraRingkas>>, Masalah> {
    let banyak = halaman.banyak()?;
    let kursor = |(hari, perkara)| Kursor { hari, perkara };
    let (daftar, urutan) = match urut.unwrap_or_default() {
        UrutPerkara::Tenggat => (DAFTAR, Urutan::Tenggat(halaman.sesudah(DAFTAR)?.map(kursor))),
        UrutPerkara::Terbaru => {
            (DAFTAR_TERBARU, Urutan::Terbaru(halaman.sesudah(DAFTAR_TERBARU)?.map(kursor)))
        }
    };
    let hasil = baca(&layanan, &pelaku, &pandangan, saringan, urutan, banyak + 1).await?;
    let kunci = |baris: &BarisPerkara| (urutan.hari(baris), baris.perkara);
    let bentuk = |baris| PerkaraRingkas::dari(baris, hasil.hari, &hasil.kerja);
    let laman = Laman::dari(daftar, hasil.posisi, hasil.baris, banyak, kunci, bentuk)?;
    Ok(Tampak::baru(hasil.posisi, laman))
}

async fn berkas(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    pandangan: Pandangan,
    Tanya(Urut { urut }): Tanya<Urut>,
    Tanya(saringan): Tanya<SaringanPerkara>,
) -> Result<Csv, Masalah> {
    let urutan = match urut.unwrap_or_default() {
        UrutPerkara::Tenggat => Urutan::Tenggat(None),
        UrutPerkara::Terbaru => Urutan::Terbaru(None),
    };
    let hasil = baca(&layanan, &pelaku, &pandangan, saringan, urutan, BATAS_BARIS + 1).await?;
    if hasil.baris.len() > BATAS_BARIS {
        let uraian = "lebih dari 10.000 perkara; persempit saringannya, misalnya dengan tanggal";
        return Err(Masalah::ditolak("TerlaluBanyakPerkara", uraian));
    }
    let unit = unit(&layanan).await?;
    let nama = |id: Uuid| {
        let unit = unit.iter().find(|unit| unit.unit == id);
        unit.map_or_else(|| id.to_string(), |unit| unit.nama.clone())
    };
    let bentuk = |baris| PerkaraRingkas::dari(baris, hasil.hari, &hasil.kerja).sel(nama);
    let baris = hasil.baris.into_iter().map(bentuk).collect();
    Ok(Csv { nama: "antrean", kepala: KEPALA.to_vec(), baris })
}

/// What was found, and the day on which it is told.
struct Hasil {
    posisi: u64,
    baris: Vec<BarisPerkara>,
    hari: Hari,
    kerja: KalenderKerja,
}

async fn baca(
    layanan: &Layanan,
    pelaku: &Pelaku,
    pandangan: &Pandangan,
    mut saringan: SaringanPerkara,
    urutan: Urutan,
    batas: usize,
) -> Result<Hasil, Masalah> {
    let hanya_terbuka = saringan.hanya_terbuka();
    let posisi = pandangan.tunggu(layanan, &[Proyeksi::Perkara]).await?;
    if let Some(awal) = saringan.mungkin_nomor() {
        let mut connection = layanan.app.pool.acquire().await?;
        if perkara::ada_nomor(awal, &mut connection).await? {
            saringan.sebagai_nomor();
        }
    }
    let unit = if saringan.mencari_kata() { unit(layanan).await? } else { Vec::new() };
    let saringan: Saringan = saringan.untuk(pelaku, &unit)?;
    if pandangan.kini {
        let kerja = layanan.app.aturan().await?.kerja.clone();
        let hari = Hari::dari(pandangan.sudut.hari(), &kerja);
        let batas = i64::try_from(batas).map_err(anyhow::Error::from)?;
        let mut connection = layanan.app.pool.acquire().await?;
        let baris = perkara::daftar(&saringan, hari, urutan, batas, &mut connection).await?;
        return Ok(Hasil { posisi, baris, hari, kerja });
    }
    let sudut = pandangan.sudut;
    let mut connection = layanan.app.pool.acquire().await?;
    let (calon, putus) = match urutan {
        _ if hanya_terbuka => (perkara::calon_berjalan(sudut, &mut connection).await?, None),
        Urutan::Terbaru(sesudah) => {
            let banyak = BATAS_TERBARU.max(i64::try_from(batas).unwrap_or(i64::MAX));
            let rentang = saringan.diterima;
            perkara::calon_terbaru(sudut, rentang, sesudah, banyak, &mut connection).await?
        }
        Urutan::Tenggat(_) => {
            let (dari, sampai) = saringan.diterima;
            let (awal, akhir) = kapan_saja();
            let periode = (dari.unwrap_or(awal), sampai.unwrap_or(akhir));
            (perkara::calon_periode(periode, sudut, &mut connection).await?, None)
        }
    };
    drop(connection);
    if !hanya_terbuka && calon.len() > BATAS_SEBAGAIMANA {
        return Err(terlalu_banyak());
    }
    let catatan = layanan.app.catatan_untuk(&calon, sudut).await?;
    let kerja = catatan.aturan(None).kerja.clone();
    let hari = Hari::dari(sudut.hari(), &kerja);
    let mut baris = perkara::daftar_pada(&catatan, &saringan, hari, urutan, batas);
    if let Some(putus) = putus {
        // Below it, cases are missing that were not looked at.
        baris.retain(|b| (b.diterima, b.perkara) >= (putus.hari, putus.perkara));
        if baris.len() < batas {
            return Err(terlalu_banyak());
        }
    }
    Ok(Hasil { posisi, baris, hari, kerja })
}

fn terlalu_banyak() -> Masalah {
    let uraian = "terlalu banyak perkara untuk dihitung ulang sebagaimana hari itu; persempit \
                  dengan tanggal penerimaan, misalnya sebulan";
    Masalah::ditolak("TerlaluBanyakPerkara", uraian)
}

async fn unit(layanan: &Layanan) -> Result<Vec<BarisUnit>, Masalah> {
    let mut connection = layanan.app.pool.acquire().await?;
    Ok(acuan::semua_unit(&mut connection).await?)
}

/// Refuses what no list of cases would take behind its question mark.
pub(super) fn periksa_tanya(tanya: &str) -> Result<(), Masalah> {
    let dalam_tanya = || Some(ParameterIn::Query);
    let dikenal = [SaringanPerkara::into_params(dalam_tanya), Urut::into_params(dalam_tanya)];
    let nama = dikenal.into_iter().flatten().map(|parameter| parameter.name);
    let nama: Vec<String> = nama.collect();
    super::parameter::periksa(Some(tanya), &nama)?;
    super::parameter::baca::<SaringanPerkara>(Some(tanya))?;
    super::parameter::baca::<Urut>(Some(tanya))?;
    Ok(())
}

/// Every day on which a case can have come in.
pub(super) fn kapan_saja() -> (NaiveDate, NaiveDate) {
    let hari = |tahun| NaiveDate::from_yo_opt(tahun, 1).expect("a year has a first day");
    (hari(*TAHUN.start()), hari(*TAHUN.end() + 1))
}
