//! What stands in the address: ids in the path, questions behind the question
//! mark, and the moment that is looked at.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Utc};
use events::waktu::{TAHUN, Zona};
use projections::catatan::Sudut;
use projections::proyeksi::Proyeksi;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::Layanan;
use super::masalah::Masalah;
use crate::pembaca;

/// Longest text that is searched for.
const BATAS_TEKS: usize = 200;

/// The one part of the path that is not fixed.
pub struct Jalur<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Layanan> for Jalur<T> {
    type Rejection = Masalah;

    async fn from_request_parts(bagian: &mut Parts, layanan: &Layanan) -> Result<Self, Masalah> {
        let keliru = || Masalah::kolom("alamat", "alamat ini tidak terbaca");
        let jalur = RawPathParams::from_request_parts(bagian, layanan).await;
        let jalur = jalur.map_err(|_| keliru())?;
        let (nama, nilai) = jalur.iter().last().ok_or_else(keliru)?;
        // An id may be written without hyphens too; an address has one form.
        let bentuk_lain =
            nilai.parse::<Uuid>().is_ok_and(|id| id.to_string() != nilai.to_lowercase());
        if bentuk_lain {
            return Err(Masalah::kolom(nama, "tulis id ini dengan tanda hubungnya"));
        }
        let isi = pembaca::teks(nilai).map_err(|salah| Masalah::kolom(nama, salah.to_string()))?;
        Ok(Jalur(isi))
    }
}

/// Parameters behind the question mark. Names that the route does not know were
/// refused at its door.
pub struct Tanya<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Layanan> for Tanya<T> {
    type Rejection = Masalah;

    async fn from_request_parts(bagian: &mut Parts, _: &Layanan) -> Result<Self, Masalah> {
        baca(bagian.uri.query()).map(Tanya)
    }
}

/// Reads what stands behind a question mark.
pub(super) fn baca<T: DeserializeOwned>(tanya: Option<&str>) -> Result<T, Masalah> {
    pembaca::tanya(tanya.unwrap_or_default()).map_err(|galat| {
        let (nama, salah) = (&galat.jalur, &galat.salah);
        let masalah = Masalah::kolom(nama, salah.to_string());
        Masalah { detail: format!("{salah} ({nama})"), ..masalah }
    })
}

/// Refuses names that are unknown here or stand twice: what they say would be
/// passed over.
pub(super) fn periksa(tanya: Option<&str>, dikenal: &[String]) -> Result<(), Masalah> {
    let tanya = tanya.unwrap_or_default().as_bytes();
    let pasangan: Vec<_> = form_urlencoded::parse(tanya).collect();
    for (n, (nama, nilai)) in pasangan.iter().enumerate() {
        if !dikenal.iter().any(|satu| satu == nama) {
            return Err(Masalah::kolom(nama, "parameter ini tidak dikenal di alamat ini"));
        }
        if pasangan[..n].iter().any(|(lain, _)| lain == nama) {
            return Err(Masalah::kolom(nama, "parameter ini tertulis dua kali"));
        }
        if nilai.is_empty() {
            return Err(Masalah::kolom(nama, "parameter ini kosong; hapus, atau isi"));
        }
    }
    Ok(())
}

/// A text that is looked for.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct TeksCari(pub String);

impl TryFrom<String> for TeksCari {
    type Error = &'static str;

    fn try_from(teks: String) -> Result<Self, &'static str> {
        if teks.chars().count() > BATAS_TEKS {
            return Err("terlalu panjang");
        }
        if teks.chars().any(char::is_control) {
            return Err("memuat karakter kendali");
        }
        Ok(TeksCari(teks))
    }
}

impl utoipa::PartialSchema for TeksCari {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .min_length(Some(1))
            .max_length(Some(BATAS_TEKS))
            .pattern(Some("^[^\\u0000-\\u001F\\u007F-\\u009F]*$"))
            .into()
    }
}

impl ToSchema for TeksCari {}

/// From when one looks.
#[derive(Debug, Default, Deserialize, IntoParams)]
pub struct Lihat {
    /// Tanggal (akhir hari itu) atau saat: `2025-08-06`, `2025-08-06T14:00`.
    #[param(schema_with = skema_saat)]
    sebagaimana: Option<String>,
    /// Dengan `sebagaimana`: hanya yang sudah tercatat saat itu, bukan yang
    /// sudah dapat diketahui.
    menurut_catatan: Option<bool>,
    /// Jawaban paling tidak memuat posisi ini; dari kepala `Jejak-Posisi`.
    #[param(minimum = 0, maximum = 9_007_199_254_740_991_i64)]
    minimal_posisi: Option<u64>,
}

/// For what is only shown as it stands now.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[expect(dead_code, reason = "`Pandangan` reads it; this tells OpenAPI of it")]
pub struct Segar {
    /// Jawaban paling tidak memuat posisi ini; dari kepala `Jejak-Posisi`.
    #[param(minimum = 0, maximum = 9_007_199_254_740_991_i64)]
    minimal_posisi: Option<u64>,
}

/// Which page.
#[derive(Debug, Default, Deserialize, IntoParams)]
pub struct Halaman {
    /// `berikutnya` dari halaman sebelum ini.
    setelah: Option<String>,
    /// Isi satu halaman, paling banyak 100; tanpa ini 50.
    #[param(minimum = 1, maximum = 100)]
    batas: Option<u32>,
}

const BIASA: u32 = 50;
const TERBANYAK: u32 = 100;

/// A page of a list, in one shape for all lists.
#[derive(Debug, Serialize, ToSchema)]
pub struct Laman<T: ToSchema> {
    /// Up to which position of the log it is certain to have read.
    pub posisi: u64,
    pub isi: Vec<T>,
    /// The cursor of the next page.
    pub berikutnya: Option<String>,
}

impl Halaman {
    /// The page behind a cursor that came in a body.
    pub fn dari(setelah: Option<String>) -> Self {
        Halaman { setelah, batas: None }
    }

    /// How many rows: one more than asked tells whether there is a next page.
    pub fn banyak(&self) -> Result<usize, Masalah> {
        let batas = self.batas.unwrap_or(BIASA);
        if (1..=TERBANYAK).contains(&batas) {
            return Ok(batas as usize);
        }
        Err(Masalah::kolom("batas", format!("pilih 1 sampai {TERBANYAK}")))
    }

    /// Where to go on, in a cursor of this list and no other.
    pub fn sesudah<K: DeserializeOwned>(&self, daftar: &str) -> Result<Option<K>, Masalah> {
        let Some(teks) = &self.setelah else { return Ok(None) };
        let terbaca = URL_SAFE_NO_PAD.decode(teks).ok();
        let terbaca = terbaca.and_then(|isi| serde_json::from_slice::<(String, K)>(&isi).ok());
        let keliru = || Masalah::kolom("setelah", "pakai nilai berikutnya dari daftar ini");
        terbaca.filter(|(nama, _)| nama == daftar).map(|(_, kunci)| Some(kunci)).ok_or_else(keliru)
    }
}

/// The opaque form of a place in a list.
pub fn kursor(daftar: &str, kunci: &impl Serialize) -> anyhow::Result<String> {
    Ok(URL_SAFE_NO_PAD.encode(serde_json::to_vec(&(daftar, kunci))?))
}

impl<T: ToSchema> Laman<T> {
    /// A page of a list that is short enough to be read whole, in the order of
    /// its keys, which no two rows share.
    pub fn potongan<B, K: Serialize + DeserializeOwned + Ord>(
        daftar: &str,
        posisi: u64,
        mut baris: Vec<B>,
        halaman: &Halaman,
        kunci: impl Fn(&B) -> K,
        bentuk: impl FnMut(B) -> T,
    ) -> Result<Self, Masalah> {
        let banyak = halaman.banyak()?;
        if let Some(sesudah) = halaman.sesudah::<K>(daftar)? {
            baris.retain(|baris| kunci(baris) > sesudah);
        }
        baris.sort_by_cached_key(&kunci);
        Laman::dari(daftar, posisi, baris, banyak, kunci, bentuk)
    }

    /// A page of rows of which one more than the page holds was read.
    pub fn dari<B, K: Serialize>(
        daftar: &str,
        posisi: u64,
        mut baris: Vec<B>,
        banyak: usize,
        kunci: impl Fn(&B) -> K,
        bentuk: impl FnMut(B) -> T,
    ) -> Result<Self, Masalah> {
        let lebih = baris.len() > banyak;
        baris.truncate(banyak);
        let terakhir = baris.last().filter(|_| lebih);
        let berikutnya = terakhir.map(|baris| kursor(daftar, &kunci(baris))).transpose()?;
        Ok(Laman { posisi, isi: baris.into_iter().map(bentuk).collect(), berikutnya })
    }
}

/// A point of view, read from the parameters.
#[derive(Clone, Copy, Debug)]
pub struct Pandangan {
    pub sudut: Sudut,
    /// The present, for which the tables answer.
    pub kini: bool,
    minimal_posisi: u64,
    /// Where the log ended when the question came.
    ujung: u64,
}

impl FromRequestParts<Layanan> for Pandangan {
    type Rejection = Masalah;

    async fn from_request_parts(bagian: &mut Parts, layanan: &Layanan) -> Result<Self, Masalah> {
        let lihat: Lihat = baca(bagian.uri.query())?;
        let zona = layanan.app.zona;
        let saat = lihat.sebagaimana.as_ref().map(|teks| {
            let keliru = "tulis tanggal atau saat, seperti 2025-08-06 atau 2025-08-06T14:00";
            saat(teks, zona).ok_or_else(|| Masalah::kolom("sebagaimana", keliru))
        });
        let saat = saat.transpose()?;
        let menurut_catatan = lihat.menurut_catatan.unwrap_or_default();
        let (ujung, dicatat, _) = layanan.app.log.head().await?;
        let sudut = match saat {
            Some(sebagaimana) => Sudut { sebagaimana, menurut_catatan, zona },
            None => Sudut { menurut_catatan, ..layanan.app.sudut_sesudah(dicatat) },
        };
        let minimal_posisi = lihat.minimal_posisi.unwrap_or_default();
        Ok(Pandangan { sudut, kini: saat.is_none(), minimal_posisi, ujung })
    }
}

impl Pandangan {
    /// For a paper, which says of what day it is: no day that is still to come.
    pub fn sudah_tiba(&self, layanan: &Layanan) -> Result<(), Masalah> {
        let hari_ini = layanan.app.zona.tanggal(layanan.app.clock.now());
        if self.kini || self.sudut.hari() <= hari_ini {
            return Ok(());
        }
        let keliru = "tanggal itu belum tiba; tulis hari ini atau sebelumnya";
        Err(Masalah::kolom("sebagaimana", keliru))
    }

    /// Waits until these read models have what the caller asks for, and says up
    /// to which position they have read. Without any, the log itself answers.
    pub async fn tunggu(&self, layanan: &Layanan, tampilan: &[Proyeksi]) -> Result<u64, Masalah> {
        let ujung = self.ujung;
        if self.minimal_posisi > ujung {
            let uraian = format!("posisi itu belum ada; log baru sampai {ujung}");
            return Err(Masalah::ditolak("PosisiBelumAda", uraian));
        }
        if tampilan.is_empty() {
            return Ok(ujung);
        }
        for satu in tampilan {
            layanan.app.tampilan.tunggu(*satu, self.minimal_posisi).await?;
        }
        let keadaan = layanan.app.tampilan.keadaan().await?;
        let sampai = keadaan.iter().filter(|k| tampilan.contains(&k.proyeksi));
        Ok(sampai.map(|k| k.posisi.cast_unsigned()).min().unwrap_or(ujung))
    }
}

/// A whole day means its end: what was known on that day, all of it.
fn saat(teks: &str, zona: Zona) -> Option<DateTime<Utc>> {
    if let Some(tanggal) = tanggal(teks) {
        return Some(zona.akhir_hari(tanggal));
    }
    let lokal = || {
        let bentuk = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"];
        let terbaca = bentuk.iter().find_map(|b| NaiveDateTime::parse_from_str(teks, b).ok());
        terbaca.map(|lokal| zona.pukul(lokal.date(), lokal.time()))
    };
    let saat = DateTime::parse_from_rfc3339(teks).ok().map(|saat| saat.to_utc()).or_else(lokal)?;
    // A year begins in the office's zone before it does in UTC.
    let tahun = [saat.year(), zona.tanggal(saat).year()];
    tahun.iter().any(|tahun| TAHUN.contains(tahun)).then_some(saat)
}

fn tanggal(teks: &str) -> Option<NaiveDate> {
    let tanggal = NaiveDate::parse_from_str(teks, "%Y-%m-%d").ok()?;
    (teks.len() == 10 && TAHUN.contains(&tanggal.year())).then_some(tanggal)
}

/// A date of a parameter, in a year in which a case may lie.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Tanggal(pub NaiveDate);

impl TryFrom<String> for Tanggal {
    type Error = &'static str;

    fn try_from(teks: String) -> Result<Self, &'static str> {
        tanggal(&teks).map(Tanggal).ok_or("tulis tanggal yang ada, seperti 2026-01-31")
    }
}

impl utoipa::PartialSchema for Tanggal {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        events::skema::tanggal().into()
    }
}

impl ToSchema for Tanggal {}

/// A period ends where it begins or later: each end may be right and both
/// together not, which no schema says of two parameters. Told as of the period of
/// a report.
pub fn periksa_periode(dari: NaiveDate, sampai: NaiveDate) -> Result<(), Masalah> {
    if sampai < dari {
        let uraian = "akhir periode (sampai) mendahului awalnya (dari)";
        return Err(Masalah::ditolak("PeriodeTerbalik", uraian));
    }
    Ok(())
}

fn skema_saat() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
    use utoipa::openapi::schema::{AnyOfBuilder, ObjectBuilder, Type};
    let lokal = ObjectBuilder::new()
        .schema_type(Type::String)
        .pattern(Some(
            "^(19(4[5-9]|[5-9][0-9])|2[01][0-9]{2})-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$",
        ))
        .description(Some("Saat menurut zona kantor."));
    AnyOfBuilder::new()
        .item(events::skema::tanggal())
        .item(events::skema::saat())
        .item(lokal)
        .into()
}
