//! A register in the columns of its form: a page of it, or the file. What tells
//! about people stays sealed.

use axum::Extension;
use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use axum::routing::get;
use chrono::NaiveDate;
use projections::proyeksi::Proyeksi;
use projections::register::Kursor;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::naskah::Naskah;
use crate::register::{
    self, Batas, Halaman, JenisRegister, Permintaan, Register, Sumber, TerlaluBanyak,
};
use crate::web::Layanan;
use crate::web::akses::{Akses, Pelaku, persempit};
use crate::web::jawaban::Tampak;
use crate::web::masalah::Masalah;
use crate::web::naskah::{BentukBerkas, TampilanNaskah, unduhan};
use crate::web::parameter::{self, Lihat, Pandangan, Tanggal, Tanya, kursor, periksa_periode};
use crate::web::rute::Rute;

const DAFTAR: &str = "register-lembar";
/// Rows of a file, and cases computed for one, that somebody waits for.
const BATAS: Batas = Batas { baris: 20_000, kasus: 20_000 };
/// Rows that are set in type at once.
const BATAS_PDF: usize = 5_000;

/// Which book, and what of it.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
pub struct TanyaRegister {
    /// Tanpa ini permohonan.
    #[param(inline)]
    jenis: Option<JenisRegister>,
    /// Unit penanggung jawab.
    unit: Option<Uuid>,
    /// Sejak tanggal ini.
    #[param(value_type = Option<Tanggal>, inline)]
    dari: Option<Tanggal>,
    /// Sampai tanggal ini; tidak mendahului `dari` (409).
    #[param(value_type = Option<Tanggal>, inline)]
    sampai: Option<Tanggal>,
}

/// Which file.
#[derive(Debug, Deserialize, IntoParams)]
struct TanyaBentuk {
    /// Tanpa ini XLSX.
    #[param(inline)]
    bentuk: Option<BentukBerkas>,
}

/// A page of a register.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct LembarRegister {
    /// Up to which position of the log it is certain to have read.
    pub posisi: u64,
    pub naskah: TampilanNaskah,
    /// The cursor of the next page.
    pub berikutnya: Option<String>,
}

/// As a cursor holds it: day, position, and the number of the row after it.
type Kunci = (Option<NaiveDate>, i64, u64);

pub fn rute() -> Vec<Rute> {
    vec![
        Rute::baru(
            Method::GET,
            "/api/v1/register",
            "register_lembar",
            "Satu register dalam kolom bentuknya, sehalaman demi sehalaman; data pribadi tersegel",
            Akses::BACA_PERKARA,
            get(lembar),
        )
        .menanya::<TanyaRegister>()
        .menanya::<parameter::Halaman>()
        .menanya::<Lihat>()
        .menjawab::<LembarRegister>(),
        Rute::baru(
            Method::GET,
            "/api/v1/register/berkas",
            "register_berkas",
            "Satu register sebagai PDF/A, XLSX, atau CSV; data pribadi tersegel",
            Akses::BACA_PERKARA,
            get(berkas),
        )
        .menanya::<TanyaRegister>()
        .menanya::<TanyaBentuk>()
        .menanya::<Lihat>()
        .menjawab_berkas(),
    ]
}

impl TanyaRegister {
    pub fn baru(permintaan: Permintaan) -> Self {
        let Permintaan { jenis, dari, sampai, unit } = permintaan;
        let (dari, sampai) = (dari.map(Tanggal), sampai.map(Tanggal));
        TanyaRegister { jenis: Some(jenis), unit, dari, sampai }
    }

    fn permintaan(self, pelaku: &Pelaku) -> Result<Permintaan, Masalah> {
        let (dari, sampai) = (self.dari.map(|t| t.0), self.sampai.map(|t| t.0));
        if let (Some(dari), Some(sampai)) = (dari, sampai) {
            periksa_periode(dari, sampai)?;
        }
        let jenis = self.jenis.unwrap_or(JenisRegister::Permohonan);
        Ok(Permintaan { jenis, dari, sampai, unit: persempit(pelaku, self.unit)? })
    }
}

/// The page that is asked for.
pub fn halaman(halaman: &parameter::Halaman) -> Result<Halaman, Masalah> {
    let sesudah: Option<Kunci> = halaman.sesudah(DAFTAR)?;
    Ok(Halaman {
        sesudah: sesudah.map(|(tanggal, posisi, _)| Kursor { tanggal, posisi }),
        mulai: sesudah.map_or(1, |(_, _, mulai)| mulai),
        banyak: halaman.banyak()?,
    })
}

/// Reads a book for somebody, and up to which position it is certain to.
pub async fn baca(
    layanan: &Layanan,
    pelaku: &Pelaku,
    pandangan: &Pandangan,
    tanya: TanyaRegister,
    halaman: Halaman,
) -> Result<(u64, Register), Masalah> {
    pandangan.sudah_tiba(layanan)?;
    let permintaan = tanya.permintaan(pelaku)?;
    let perlu = [Proyeksi::Perkara, Proyeksi::Register];
    let posisi = pandangan.tunggu(layanan, &perlu).await?;
    let sumber = match pandangan.kini {
        true => Sumber::Kini(pandangan.sudut),
        false => Sumber::Saat(pandangan.sudut),
    };
    let register =
        register::kumpulkan(&layanan.app, permintaan, sumber, (halaman, BATAS), &mut |_, _| ())
            .await
            .map_err(terlalu_banyak)?;
    let ada = permintaan.unit.is_none_or(|unit| register.unit.contains_key(&unit));
    if !ada {
        let uraian = "unit itu tidak ada pada saat yang dilihat; pilih unit dari daftarnya";
        return Err(Masalah::ditolak("UnitTidakAda", uraian));
    }
    Ok((posisi, register))
}

fn terlalu_banyak(galat: anyhow::Error) -> Masalah {
    match galat.downcast_ref::<TerlaluBanyak>() {
        Some(terlalu) => Masalah::ditolak("RegisterTerlaluBesar", terlalu.to_string()),
        None => galat.into(),
    }
}

/// What a screen shows of it.
pub fn tampilan(
    posisi: u64,
    register: &Register,
    naskah: &Naskah,
) -> Result<LembarRegister, Masalah> {
    let berikutnya = register.berikutnya.map(|Kursor { tanggal, posisi }| {
        let mulai = register.mulai + register.banyak() as u64;
        kursor(DAFTAR, &(tanggal, posisi, mulai))
    });
    let berikutnya = berikutnya.transpose()?;
    Ok(LembarRegister { posisi, naskah: TampilanNaskah::from(naskah), berikutnya })
}

/// The book as a file to keep.
pub async fn sebagai_berkas(
    layanan: &Layanan,
    register: &Register,
    naskah: Naskah,
    bentuk: BentukBerkas,
) -> Result<Response, Masalah> {
    if bentuk == BentukBerkas::Pdf && register.banyak() > BATAS_PDF {
        let uraian = format!(
            "PDF memuat paling banyak {BATAS_PDF} baris dan register ini {}; persempit periodenya, atau pilih XLSX atau CSV",
            register.banyak()
        );
        return Err(Masalah::ditolak("RegisterTerlaluBesar", uraian));
    }
    let nama = format!("register-{}", register.permintaan.jenis.nama());
    unduhan(layanan, naskah, register.sudut, (&nama, bentuk)).await
}

async fn lembar(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    pandangan: Pandangan,
    Tanya(tanya): Tanya<TanyaRegister>,
    Tanya(laman): Tanya<parameter::Halaman>,
) -> Result<Tampak<LembarRegister>, Masalah> {
    let halaman = halaman(&laman)?;
    let (posisi, register) = baca(&layanan, &pelaku, &pandangan, tanya, halaman).await?;
    Ok(Tampak::baru(posisi, tampilan(posisi, &register, &register.naskah(None))?))
}

async fn berkas(
    State(layanan): State<Layanan>,
    Extension(pelaku): Extension<Pelaku>,
    pandangan: Pandangan,
    Tanya(tanya): Tanya<TanyaRegister>,
    Tanya(bentuk): Tanya<TanyaBentuk>,
) -> Result<Response, Masalah> {
    let (_, register) = baca(&layanan, &pelaku, &pandangan, tanya, Halaman::SEMUA).await?;
    let bentuk = bentuk.bentuk.unwrap_or(BentukBerkas::Xlsx);
    sebagai_berkas(&layanan, &register, register.naskah(None), bentuk).await
}
