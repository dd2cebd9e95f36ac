//! Open sengketa, by the next day that matters: a hearing, a limit, a task of
//! the unit that is sued.

use chrono::NaiveDate;
use events::sengketa::sidang::AcaraSidang;
use events::tenggat::{self, Tenggat};
use events::{Sengketa, aturan::Aturan};
use serde::Serialize;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::bahan::{Bahan, Kasus};
use crate::catatan::Catatan;
use crate::lembar::{Lembar, baris_tabel};
use crate::perkara;
use crate::proyeksi::Bentuk;
use crate::tenggat::milik_kantor;

pub(crate) const BENTUK: Bentuk = Bentuk {
    nama: "sengketa",
    versi: 2,
    sql: include_str!("sengketa.sql"),
    milik_perkara: &["sengketa"],
    pengaruh: Some("sengketa"),
    sengketa: Some("sengketa"),
};

/// A sengketa, from the side of one of its perkara.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BarisSengketa {
    pub perkara: Uuid,
    pub sengketa: Uuid,
    pub utama: bool,
    pub nomor_perkara: String,
    pub nomor: Option<String>,
    pub komisi: Option<String>,
    pub tahap: String,
    pub terbuka: bool,
    pub unit: Option<Uuid>,
    pub fasilitator: Option<String>,
    pub tugas: i32,
    pub berikut: Option<NaiveDate>,
    pub berikut_apa: Option<String>,
    pub sidang: Option<NaiveDate>,
    pub pengaruh_dari: NaiveDate,
    pub pengaruh_sampai: NaiveDate,
}

baris_tabel! {
    BarisSengketa as "sengketa":
    perkara, sengketa, utama, nomor_perkara, nomor, komisi, tahap, terbuka, unit, fasilitator,
    tugas, berikut, berikut_apa, sidang, pengaruh_dari, pengaruh_sampai
}

pub(crate) fn lembar(bahan: &Bahan<'_>) -> Vec<Lembar> {
    let baris = bahan.kasus.iter().flat_map(|kasus| baris_dari(kasus, bahan.catatan));
    vec![Lembar::dari(baris)]
}

/// Rows of the sengketa that a case is or was linked to.
fn baris_dari<'a>(
    kasus: &'a Kasus<'_>,
    catatan: &'a Catatan,
) -> impl Iterator<Item = BarisSengketa> + 'a {
    let pernah = perkara::sengketa_pernah(catatan, kasus.baris.id);
    pernah.into_iter().map(|id| {
        let tertaut = kasus.baris.sengketa.iter().find(|(ini, _)| *ini == id);
        BarisSengketa::dari(kasus, id, tertaut.map(|(_, sengketa)| sengketa))
    })
}

impl BarisSengketa {
    /// Without a state it is linked no more.
    fn dari(kasus: &Kasus<'_>, id: Uuid, sengketa: Option<&Sengketa>) -> Self {
        let baris = &kasus.baris;
        let pengajuan = sengketa.and_then(|sengketa| sengketa.pengajuan.as_ref());
        let registrasi = sengketa.and_then(|sengketa| sengketa.registrasi.as_ref());
        let berikut = sengketa.and_then(|sengketa| berikut(sengketa, baris.aturan));
        let tugas = sengketa.map_or(0, |s| s.tugas.iter().filter(|t| t.selesai.is_none()).count());
        let (pengaruh_dari, pengaruh_sampai) = kasus.pengaruh;
        BarisSengketa {
            perkara: baris.id,
            sengketa: id,
            utama: pengajuan.is_some_and(|p| p.perkara.first() == Some(&baris.id)),
            nomor_perkara: kasus.nomor.clone(),
            nomor: registrasi.map(|(_, registrasi)| registrasi.nomor.to_string()),
            komisi: pengajuan.and_then(|p| p.komisi.as_ref()).map(ToString::to_string),
            tahap: tahap(sengketa).to_owned(),
            // KI's register tells of many bodies: nothing in it is this office's.
            terbuka: sengketa.is_some_and(|s| !s.selesai()) && !baris.dari_register_ki(),
            unit: baris.perkara.penanggung_jawab().map(|d| d.unit.0),
            fasilitator: sengketa.and_then(|s| s.fasilitator.as_ref()).map(ToString::to_string),
            tugas: i32::try_from(tugas).unwrap_or(i32::MAX),
            berikut: berikut.as_ref().map(|(hari, _)| *hari),
            berikut_apa: berikut.map(|(_, apa)| apa),
            sidang: sengketa.and_then(Sengketa::sidang_menanti).map(|(hari, _)| hari),
            pengaruh_dari,
            pengaruh_sampai,
        }
    }
}

/// Where it stands; one that a correction took off the case stands nowhere.
fn tahap(sengketa: Option<&Sengketa>) -> &'static str {
    let tahap = sengketa.map(Sengketa::tahap).filter(|tahap| !tahap.is_empty());
    tahap.unwrap_or("tidak terkait")
}

/// The next day that matters to the office, and why.
fn berikut(sengketa: &Sengketa, aturan: &Aturan) -> Option<(NaiveDate, String)> {
    let sidang = sengketa.sidang_menanti();
    let sidang = sidang.map(|(hari, acara)| (hari, format!("sidang {}", nama_acara(acara))));
    let tenggat = tenggat::sengketa(sengketa, aturan);
    let tenggat = tenggat.iter().filter(|t| t.terbuka() && milik_kantor(t.pelaku()));
    let tenggat = tenggat.map(|t: &Tenggat| (t.paling_awal(), t.tindakan().to_owned()));
    let tugas = sengketa.tugas.iter().filter(|tugas| tugas.selesai.is_none());
    let tugas = tugas.filter_map(|tugas| Some((tugas.sampai?, "tugas unit".to_owned())));
    sidang.into_iter().chain(tenggat).chain(tugas).min()
}

/// What a hearing is about, in a word or two.
pub fn nama_acara(acara: AcaraSidang) -> &'static str {
    match acara {
        AcaraSidang::Pertama => "pertama",
        AcaraSidang::Pembuktian => "pembuktian",
        AcaraSidang::PemeriksaanSetempat => "pemeriksaan setempat",
        AcaraSidang::Kesimpulan => "kesimpulan",
        AcaraSidang::Mediasi => "mediasi",
        AcaraSidang::Putusan => "putusan",
    }
}

/// Where a page of open sengketa goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kursor {
    pub berikut: Option<NaiveDate>,
    pub sengketa: Uuid,
}

/// A page of open sengketa, the next day first; of a unit, those of cases that
/// it holds or held.
pub async fn terbuka(
    unit: Option<Uuid>,
    sesudah: Option<Kursor>,
    batas: i64,
    tujuan: &mut PgConnection,
) -> sqlx::Result<Vec<BarisSengketa>> {
    let sesudah =
        sesudah.unwrap_or(Kursor { berikut: Some(NaiveDate::MIN), sengketa: Uuid::nil() });
    let mulai = sesudah.berikut.map(|hari| hari.max(crate::proyeksi::HARI_PERTAMA));
    sqlx::query_as!(
        BarisSengketa,
        "select perkara, sengketa, utama, nomor_perkara, nomor, komisi, tahap, terbuka, unit,
                fasilitator, tugas, berikut, berikut_apa, sidang, pengaruh_dari,
                pengaruh_sampai
           from sengketa
          where terbuka and utama
            and (coalesce(berikut, date 'infinity'), sengketa)
                > (coalesce($1::date, date 'infinity'), $2::uuid)
            and ($3::uuid is null or exists (
                    select from sengketa as lain
                      join perkara_unit on perkara_unit.perkara = lain.perkara
                     where lain.sengketa = sengketa.sengketa and perkara_unit.unit = $3))
          order by coalesce(berikut, date 'infinity'), sengketa limit $4",
        mulai,
        sesudah.sengketa,
        unit,
        batas,
    )
    .fetch_all(tujuan)
    .await
}

/// Hearings to come, or not told of yet: the perkara by which the sengketa
/// stands, its unit, and the day.
pub async fn sidang(
    tujuan: &mut PgConnection,
) -> sqlx::Result<Vec<(Uuid, Option<Uuid>, NaiveDate)>> {
    let baris = sqlx::query!(
        r#"select perkara, unit, sidang as "sidang!" from sengketa
            where terbuka and utama and sidang is not null order by sidang, perkara"#,
    )
    .fetch_all(tujuan)
    .await?;
    Ok(baris.into_iter().map(|baris| (baris.perkara, baris.unit, baris.sidang)).collect())
}

/// Every perkara that was ever in dispute: what a look back folds.
pub async fn perkara_bersengketa(tujuan: &mut PgConnection) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!("select distinct perkara from sengketa order by perkara")
        .fetch_all(tujuan)
        .await
}

/// As `terbuka` does it, of cases that were computed as at a moment.
pub fn terbuka_pada(catatan: &Catatan, unit: Option<Uuid>) -> Vec<BarisSengketa> {
    let semua: Vec<Kasus<'_>> = perkara::semua(catatan).into_iter().map(Kasus::dari).collect();
    let memegang = |sengketa: Uuid| {
        let mut kasus =
            semua.iter().filter(|kasus| kasus.baris.sengketa.iter().any(|(id, _)| *id == sengketa));
        unit.is_none_or(|unit| {
            kasus.any(|kasus| kasus.baris.perkara.disposisi.iter().any(|d| d.unit.0 == unit))
        })
    };
    let baris = semua.iter().flat_map(|kasus| baris_dari(kasus, catatan));
    let mut baris: Vec<_> =
        baris.filter(|b| b.terbuka && b.utama && memegang(b.sengketa)).collect();
    baris.sort_by_key(|b| (b.berikut.unwrap_or(NaiveDate::MAX), b.sengketa));
    baris
}
