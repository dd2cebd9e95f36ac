//! The two registers that the law prescribes (Pasal 32 and 43 Perki 1/2021),
//! without what tells about people; and every book in the columns of its form.

mod dibuka;
mod impor;
mod lembar;

pub(super) use impor::{HasilImporRegister, HasilRegister};
pub(super) use lembar::LembarRegister;

use axum::Extension;
use axum::extract::State;
use axum::http::Method;
use axum::routing::get;
use chrono::NaiveDate;
use projections::perkara;
use projections::proyeksi::Proyeksi;
use projections::register::{self, BarisKeberatan, BarisPermohonan, Kursor, Saringan};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::Layanan;
use super::akses::{Akses, Pelaku, persempit};
use super::jawaban::Tampak;
use super::masalah::Masalah;
use super::parameter::{Halaman, Laman, Lihat, Pandangan, Tanggal, Tanya, periksa_periode};
use super::rute::Rute;

const PERMOHONAN: &str = "register-permohonan";
const KEBERATAN: &str = "register-keberatan";

#[derive(Debug, Deserialize, IntoParams)]
struct SaringanRegister {
    buku: Option<Uuid>,
    /// Unit penanggung jawab.
    unit: Option<Uuid>,
    /// Diterima sejak tanggal ini.
    #[param(value_type = Option<Tanggal>, inline)]
    dari: Option<Tanggal>,
    /// Diterima sampai tanggal ini; tidak mendahului `dari` (409).
    #[param(value_type = Option<Tanggal>, inline)]
    sampai: Option<Tanggal>,
}

impl SaringanRegister {
    fn dari(self, pelaku: &Pelaku) -> Result<Saringan, Masalah> {
        let (dari, sampai) = (self.dari.map(|t| t.0), self.sampai.map(|t| t.0));
        if let (Some(dari), Some(sampai)) = (dari, sampai) {
            periksa_periode(dari, sampai)?;
        }
        Ok(Saringan { buku: self.buku, unit: persempit(pelaku, self.unit)?, dari, sampai })
    }
}

/// A row of the register of permohonan (Lampiran VIII).
#[derive(Debug, Serialize, ToSchema)]
struct TampilanPermohonan {
    perkara: Uuid,
    buku: Option<Uuid>,
    unit: Option<Uuid>,
    nomor: String,
    tanggal: Option<NaiveDate>,
    kanal: String,
    jenis_pemohon: String,
    surat_kuasa: Option<String>,
    penguasaan: Option<String>,
    bentuk: Option<String>,
    cara_memperoleh: Option<String>,
    keputusan: Option<String>,
    dasar_penolakan: Option<String>,
    pasal: Vec<String>,
    sk: Option<String>,
    tanggal_pemberitahuan: Option<NaiveDate>,
    tanggal_pemberian: Option<NaiveDate>,
    biaya: Option<i64>,
    cara_bayar: Option<String>,
    /// What is sealed in this row is opened with the case's personal data.
    nilai_tersegel: usize,
}

impl From<BarisPermohonan> for TampilanPermohonan {
    fn from(baris: BarisPermohonan) -> Self {
        TampilanPermohonan {
            perkara: baris.perkara,
            buku: baris.buku,
            unit: baris.unit,
            nomor: baris.nomor,
            tanggal: baris.tanggal,
            kanal: baris.kanal,
            jenis_pemohon: baris.jenis_pemohon,
            surat_kuasa: baris.surat_kuasa,
            penguasaan: baris.penguasaan,
            bentuk: baris.bentuk,
            cara_memperoleh: baris.cara_memperoleh,
            keputusan: baris.keputusan,
            dasar_penolakan: baris.dasar_penolakan,
            pasal: baris.pasal,
            sk: baris.sk,
            tanggal_pemberitahuan: baris.tanggal_pemberitahuan,
            tanggal_pemberian: baris.tanggal_pemberian,
            biaya: baris.biaya,
            cara_bayar: baris.cara_bayar,
            nilai_tersegel: baris.posisi_isi.len(),
        }
    }
}

/// A row of the register of keberatan (Lampiran XI).
#[derive(Debug, Serialize, ToSchema)]
struct TampilanRegisterKeberatan {
    perkara: Uuid,
    buku: Option<Uuid>,
    unit: Option<Uuid>,
    nomor: Option<String>,
    tanggal: Option<NaiveDate>,
    kanal: String,
    nomor_permohonan: Option<String>,
    jenis_pemohon: String,
    surat_kuasa: Option<String>,
    alasan: Vec<String>,
    putusan: Option<String>,
    sk: Option<String>,
    jabatan: Option<String>,
    tanggal_tanggapan: Option<NaiveDate>,
    tanggapan_pemohon: Option<String>,
    tanggal_dicabut: Option<NaiveDate>,
    /// What is sealed in this row is opened with the case's personal data.
    nilai_tersegel: usize,
}

impl From<BarisKeberatan> for TampilanRegisterKeberatan {
    fn from(baris: BarisKeberatan) -> Self {
        TampilanRegisterKeberatan {
            perkara: baris.perkara,
            buku: baris.buku,
            unit: baris.unit,
            nomor: baris.nomor,
            tanggal: baris.tanggal,
            kanal: baris.kanal,
            nomor_permohonan: baris.nomor_permohonan,
            jenis_pemohon: baris.jenis_pemohon,
            surat_kuasa: baris.surat_kuasa,
            alasan: baris.alasan,
            putusan: baris.putusan,
            sk: baris.sk,
            jabatan: baris.jabatan,
            tanggal_tanggapan: baris.tanggal_tanggapan,
            tanggapan_pemohon: baris.tanggapan_pemohon,
            tanggal_dicabut: baris.tanggal_dicabut,
            nilai_tersegel: baris.posisi_isi.len(),
        }
    }
}

pub(super) fn rute() -> Vec<Rute> {
    let mut semua = lembar::rute();
    semua.extend(dibuka::rute());
    semua.push(impor::rute());
    semua.extend([
        Rute::baru(
            Method::GET,
            "/api/v1/register/permohonan",
            "register_permohonan",
            "Register permohonan (Pasal 32 Perki 1/2021), tanpa data pribadi",
            Akses::BACA_PERKARA,
            get(permohonan),
        )
        .menanya::<SaringanRegister>()
        .menanya::<Halaman>()
        .menanya::<Lihat>()
        .menjawab_laman::<TampilanPermohonan>(),
        Rute::baru(
            Method::GET,
            "/api/v1/register/keberatan",
            "register_keberatan",
            "Register keberatan (Pasal 43 Perki 1/2021), tanpa data pribadi",
            Akses::BACA_PERKARA,
            get(keberatan),
        )
        .menanya::<SaringanRegister>()
        .menanya::<Halaman>()
        .menanya::<Lihat>()
        .menjawab_laman::<TampilanRegisterKeberatan>(),
    ]);
    semua
}

/// As a cursor holds it.
type Kunci = (Option<NaiveDate>, i64);

fn kursor((tanggal, posisi): Kunci) -> Kursor {
    Kursor { tanggal, posisi }
}

async fn permohonan(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    pandangan: Pandangan,
    Tanya(halaman): Tanya<Halaman>,
    Tanya(saringan): Tanya<SaringanRegister>,
) -> Result<Tampak<Laman<TampilanPermohonan>>, Masalah> {
    let banyak = halaman.banyak()?;
    let sesudah = halaman.sesudah::<Kunci>(PERMOHONAN)?.map(kursor);
    let saringan = saringan.dari(&pelaku)?;
    let posisi = pandangan.tunggu(&layanan, &[Proyeksi::Perkara, Proyeksi::Register]).await?;
    let baris = if pandangan.kini {
        let batas = i64::try_from(banyak + 1).map_err(anyhow::Error::from)?;
        let mut connection = layanan.app.pool.acquire().await?;
        register::permohonan(saringan, sesudah, batas, &mut connection).await?
    } else {
        let catatan = catatan(&layanan, &pandangan).await?;
        register::permohonan_pada(&catatan, saringan, sesudah, banyak + 1)
    };
    let kunci = |baris: &BarisPermohonan| (baris.tanggal, baris.posisi);
    let laman = Laman::dari(PERMOHONAN, posisi, baris, banyak, kunci, TampilanPermohonan::from)?;
    Ok(Tampak::baru(posisi, laman))
}

async fn keberatan(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    pandangan: Pandangan,
    Tanya(halaman): Tanya<Halaman>,
    Tanya(saringan): Tanya<SaringanRegister>,
) -> Result<Tampak<Laman<TampilanRegisterKeberatan>>, Masalah> {
    let banyak = halaman.banyak()?;
    let sesudah = halaman.sesudah::<Kunci>(KEBERATAN)?.map(kursor);
    let saringan = saringan.dari(&pelaku)?;
    let posisi = pandangan.tunggu(&layanan, &[Proyeksi::Perkara, Proyeksi::Register]).await?;
    let baris = if pandangan.kini {
        let batas = i64::try_from(banyak + 1).map_err(anyhow::Error::from)?;
        let mut connection = layanan.app.pool.acquire().await?;
        register::keberatan(saringan, sesudah, batas, &mut connection).await?
    } else {
        let catatan = catatan(&layanan, &pandangan).await?;
        register::keberatan_pada(&catatan, saringan, sesudah, banyak + 1)
    };
    let kunci = |baris: &BarisKeberatan| (baris.tanggal, baris.posisi);
    let bentuk = TampilanRegisterKeberatan::from;
    let laman = Laman::dari(KEBERATAN, posisi, baris, banyak, kunci, bentuk)?;
    Ok(Tampak::baru(posisi, laman))
}

/// Every case that was known at the moment. Their days of receipt do not choose:
/// that of a keberatan is another than that of its case.
async fn catatan(
    layanan: &Layanan,
    pandangan: &Pandangan,
) -> Result<projections::catatan::Catatan, Masalah> {
    let mut connection = layanan.app.pool.acquire().await?;
    let kapan_saja = super::antrean::kapan_saja();
    let calon = perkara::calon_periode(kapan_saja, pandangan.sudut, &mut connection).await?;
    drop(connection);
    Ok(layanan.app.catatan_untuk(&calon, pandangan.sudut).await?)
}
