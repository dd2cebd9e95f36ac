//! The catalogue: what the public may look up, and what officers keep of it.
//!
//! Lampiran I Perki 1/2021. An exemption that ran out has opened by itself
//! (Pasal 11(3) PP 61/2010): which day it is comes in with the question.

mod dik;

use chrono::{DateTime, NaiveDate, Utc};
use events::Tercatat;
use events::katalog::{Entri, Event, KeadaanEntri};
use events::uji_konsekuensi::JangkaPengecualian;
use serde::Serialize;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::bahan::Bahan;
use crate::catatan::Catatan;
use crate::lembar::{Lembar, baris_tabel};
use crate::proyeksi::Bentuk;

pub use dik::{BarisDik, dik};

pub(crate) const BENTUK: Bentuk = Bentuk {
    nama: "katalog",
    versi: 2,
    sql: include_str!("katalog.sql"),
    milik_perkara: &[],
    pengaruh: None,
    sengketa: None,
};

/// An entry as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BarisKatalog {
    pub entri: Uuid,
    pub posisi: i64,
    pub ringkasan: String,
    pub unit: Uuid,
    pub penanggung_jawab: String,
    pub kategori: String,
    pub dibuat: NaiveDate,
    pub tempat: String,
    pub bentuk: String,
    pub retensi: String,
    pub keadaan: String,
    pub dikecualikan_sampai: Option<NaiveDate>,
    pub ditetapkan: bool,
    pub dimutakhirkan: Option<NaiveDate>,
    /// The last day on which it counts as up to date.
    pub mutakhir_sampai: Option<NaiveDate>,
    /// Of a proposal: the PPID sent it back; the Atasan PPID approved it.
    pub dikembalikan: bool,
    pub disetujui: bool,
    /// How many documents it has.
    pub dokumen: i32,
    /// When its last fact was recorded.
    pub diubah: DateTime<Utc>,
}

baris_tabel! {
    BarisKatalog as "katalog":
    entri, posisi, ringkasan, unit, penanggung_jawab, kategori, dibuat, tempat, bentuk, retensi,
    keadaan, dikecualikan_sampai, ditetapkan, dimutakhirkan, mutakhir_sampai, dikembalikan,
    disetujui, dokumen, diubah
}

/// Which entries are wanted; nothing said is all of them.
#[derive(Clone, Debug, Default)]
pub struct Saringan {
    /// What the public sees on this day, and nothing else.
    pub publik_pada: Option<NaiveDate>,
    pub kategori: Option<String>,
    pub unit: Option<Uuid>,
    pub keadaan: Option<String>,
    /// What is open and has to be brought up to date before this day.
    pub usang_sebelum: Option<NaiveDate>,
}

/// A unit with entries that anybody may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitKatalog {
    pub unit: Uuid,
    pub nama: String,
    pub banyak: i64,
}

/// Where a page of what was found goes on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kursor {
    pub bobot: f32,
    pub posisi: i64,
}

pub(crate) fn lembar(bahan: &Bahan<'_>) -> Vec<Lembar> {
    let entri = bahan.katalog.iter();
    vec![Lembar::dari(entri.filter_map(|entri| BarisKatalog::dari(bahan.catatan, *entri)))]
}

/// Every entry from the point of view of `catatan`, in the order of the log.
pub fn semua(catatan: &Catatan) -> Vec<BarisKatalog> {
    let entri = catatan.katalog.keys();
    let mut semua: Vec<BarisKatalog> =
        entri.filter_map(|entri| BarisKatalog::dari(catatan, *entri)).collect();
    semua.sort_by_key(|baris| baris.posisi);
    semua
}

impl BarisKatalog {
    fn dari(catatan: &Catatan, id: Uuid) -> Option<Self> {
        let fakta = catatan.katalog.get(&id)?;
        let entri = Entri::dari(fakta, catatan.sudut.zona);
        let informasi = entri.informasi.as_ref()?;
        let (keadaan, dikecualikan_sampai) = match entri.keadaan {
            KeadaanEntri::Diusulkan => ("diusulkan", None),
            KeadaanEntri::Terbuka => ("terbuka", None),
            KeadaanEntri::Dikecualikan(JangkaPengecualian::Sampai(sampai)) => {
                ("dikecualikan", Some(sampai))
            }
            KeadaanEntri::Dikecualikan(JangkaPengecualian::SelamaDiperlukan) => {
                ("dikecualikan", None)
            }
            KeadaanEntri::Ditarik => ("ditarik", None),
        };
        Some(BarisKatalog {
            entri: id,
            posisi: fakta.first()?.position.cast_signed(),
            ringkasan: informasi.ringkasan.to_string(),
            unit: informasi.unit.0,
            penanggung_jawab: informasi.penanggung_jawab.to_string(),
            kategori: informasi.kategori.nama().to_owned(),
            dibuat: informasi.dibuat,
            tempat: informasi.tempat.to_string(),
            bentuk: informasi.bentuk.to_string(),
            retensi: informasi.retensi.to_string(),
            keadaan: keadaan.to_owned(),
            dikecualikan_sampai,
            ditetapkan: fakta.iter().any(menetapkan),
            dimutakhirkan: entri.dimutakhirkan,
            mutakhir_sampai: entri.mutakhir_sampai(),
            dikembalikan: entri.dikembalikan,
            disetujui: entri.disetujui,
            dokumen: i32::try_from(entri.dokumen.len()).unwrap_or(i32::MAX),
            diubah: fakta.last()?.recorded_at,
        })
    }

    /// Whether it is open and to be brought up to date before a day.
    pub fn usang_sebelum(&self, hari: NaiveDate) -> bool {
        self.keadaan == "terbuka" && self.mutakhir_sampai.is_some_and(|sampai| sampai < hari)
    }

    /// Whether the public sees it on a day: set in the DIP, and not closed.
    pub fn publik(&self, hari: NaiveDate) -> bool {
        let terbuka = match (self.keadaan.as_str(), self.dikecualikan_sampai) {
            ("terbuka", _) => true,
            ("dikecualikan", Some(sampai)) => sampai < hari,
            _ => false,
        };
        self.ditetapkan && terbuka
    }
}

fn menetapkan(tercatat: &Tercatat<Event>) -> bool {
    matches!(tercatat.event, Event::DipDitetapkan(_) | Event::DipDimutakhirkan { .. })
}

/// A page of the catalogue in the order of the log.
pub async fn daftar(
    saringan: &Saringan,
    sesudah: i64,
    batas: i64,
    tujuan: &mut PgConnection,
) -> sqlx::Result<Vec<BarisKatalog>> {
    sqlx::query_as!(
        BarisKatalog,
        "select entri, posisi, ringkasan, unit, penanggung_jawab, kategori, dibuat, tempat, bentuk,
                retensi, keadaan, dikecualikan_sampai, ditetapkan, dimutakhirkan, mutakhir_sampai,
                dikembalikan, disetujui, dokumen, diubah
           from katalog
          where ($1::date is null or ditetapkan and (keadaan = 'terbuka'
                 or keadaan = 'dikecualikan' and dikecualikan_sampai < $1))
            and ($2::text is null or kategori = $2)
            and ($3::uuid is null or unit = $3)
            and ($4::text is null or keadaan = $4)
            and posisi > $5
            and ($7::date is null or keadaan = 'terbuka' and mutakhir_sampai < $7)
          order by posisi limit $6",
        saringan.publik_pada,
        saringan.kategori,
        saringan.unit,
        saringan.keadaan,
        sesudah,
        batas,
        saringan.usang_sebelum,
    )
    .fetch_all(tujuan)
    .await
}

/// Entries that share words with what somebody is about to ask for, the closest
/// first. One word in common is chance, unless it is the only one; and what
/// shares half as many as the best is only near it.
pub async fn cocok(
    rincian: &str,
    hari: NaiveDate,
    batas: i64,
    tujuan: &mut PgConnection,
) -> sqlx::Result<Vec<BarisKatalog>> {
    sqlx::query_as!(
        BarisKatalog,
        "with kata as (
            select array(select unnest(tsvector_to_array(to_tsvector('indonesian', $1))) limit 60)
                as semua
         ), cocok as (
            select k.*, (select count(*) from unnest(tsvector_to_array(k.teks)) as satu
                          where satu = any(kata.semua)) as sama,
                (select cardinality(semua) from kata) as banyak
              from kata cross join lateral (
                select string_agg(quote_literal(satu), ' | ')::tsquery as salah_satu
                  from unnest(kata.semua) as satu) as cari
              join katalog k on k.teks @@ cari.salah_satu
             where k.ditetapkan and (k.keadaan = 'terbuka'
                    or k.keadaan = 'dikecualikan' and k.dikecualikan_sampai < $2)
         )
         select entri, posisi, ringkasan, unit, penanggung_jawab, kategori, dibuat, tempat, bentuk,
                retensi, keadaan, dikecualikan_sampai, ditetapkan, dimutakhirkan, mutakhir_sampai,
                dikembalikan, disetujui, dokumen, diubah
           from cocok
          where sama >= least(2, banyak) and 2 * sama > (select max(sama) from cocok)
          order by sama desc, dokumen desc, posisi limit $3",
        rincian,
        hari,
        batas,
    )
    .fetch_all(tujuan)
    .await
}

/// Units with what anybody may see of them, by name.
pub async fn unit(hari: NaiveDate, tujuan: &mut PgConnection) -> sqlx::Result<Vec<UnitKatalog>> {
    sqlx::query_as!(
        UnitKatalog,
        r#"select u.unit, u.nama, count(*) as "banyak!"
             from katalog k join unit u on u.unit = k.unit
            where k.ditetapkan and (k.keadaan = 'terbuka'
                   or k.keadaan = 'dikecualikan' and k.dikecualikan_sampai < $1)
            group by u.unit, u.nama order by u.nama, u.unit"#,
        hari,
    )
    .fetch_all(tujuan)
    .await
}

/// How many entries a feed has, and when one of them last changed.
pub async fn keadaan_umpan(
    saringan: &Saringan,
    tujuan: &mut PgConnection,
) -> sqlx::Result<(i64, Option<DateTime<Utc>>)> {
    let baris = sqlx::query!(
        r#"select count(*) as "banyak!", max(diubah) as diubah from katalog
            where ($1::date is null or ditetapkan and (keadaan = 'terbuka'
                   or keadaan = 'dikecualikan' and dikecualikan_sampai < $1))
              and ($2::text is null or kategori = $2)
              and ($3::uuid is null or unit = $3)"#,
        saringan.publik_pada,
        saringan.kategori,
        saringan.unit,
    )
    .fetch_one(tujuan)
    .await?;
    Ok((baris.banyak, baris.diubah))
}

/// A page of the entries that a person's words find, the best first.
pub async fn cari(
    kata: &str,
    saringan: &Saringan,
    sesudah: Option<Kursor>,
    batas: i64,
    tujuan: &mut PgConnection,
) -> sqlx::Result<Vec<(Kursor, BarisKatalog)>> {
    let baris = sqlx::query!(
        r#"select k.entri, k.posisi, k.ringkasan, k.unit, k.penanggung_jawab, k.kategori, k.dibuat,
                k.tempat, k.bentuk, k.retensi, k.keadaan, k.dikecualikan_sampai, k.ditetapkan,
                k.dimutakhirkan, k.mutakhir_sampai, k.dikembalikan, k.disetujui, k.dokumen,
                k.diubah, ts_rank(k.teks, kata.kata) as "bobot!"
           from katalog k, websearch_to_tsquery('indonesian', $1) as kata (kata)
          where k.teks @@ kata.kata
            and ($2::date is null or k.ditetapkan and (k.keadaan = 'terbuka'
                 or k.keadaan = 'dikecualikan' and k.dikecualikan_sampai < $2))
            and ($3::text is null or k.kategori = $3)
            and ($4::uuid is null or k.unit = $4)
            and ($5::text is null or k.keadaan = $5)
            and ($6::real is null
                 or (-ts_rank(k.teks, kata.kata), k.posisi) > (-$6::real, $7::bigint))
            and ($9::date is null or k.keadaan = 'terbuka' and k.mutakhir_sampai < $9)
          order by ts_rank(k.teks, kata.kata) desc, k.posisi limit $8"#,
        kata,
        saringan.publik_pada,
        saringan.kategori,
        saringan.unit,
        saringan.keadaan,
        sesudah.map(|kursor| kursor.bobot),
        sesudah.map(|kursor| kursor.posisi),
        batas,
        saringan.usang_sebelum,
    )
    .fetch_all(tujuan)
    .await?;
    let satu = baris.into_iter().map(|b| {
        let kursor = Kursor { bobot: b.bobot, posisi: b.posisi };
        let baris = BarisKatalog {
            entri: b.entri,
            posisi: b.posisi,
            ringkasan: b.ringkasan,
            unit: b.unit,
            penanggung_jawab: b.penanggung_jawab,
            kategori: b.kategori,
            dibuat: b.dibuat,
            tempat: b.tempat,
            bentuk: b.bentuk,
            retensi: b.retensi,
            keadaan: b.keadaan,
            dikecualikan_sampai: b.dikecualikan_sampai,
            ditetapkan: b.ditetapkan,
            dimutakhirkan: b.dimutakhirkan,
            mutakhir_sampai: b.mutakhir_sampai,
            dikembalikan: b.dikembalikan,
            disetujui: b.disetujui,
            dokumen: b.dokumen,
            diubah: b.diubah,
        };
        (kursor, baris)
    });
    Ok(satu.collect())
}

/// Exemptions with a last day: the entry, its unit, that day.
pub async fn pengecualian_berakhir(
    tujuan: &mut PgConnection,
) -> sqlx::Result<Vec<(Uuid, Uuid, NaiveDate)>> {
    let baris = sqlx::query!(
        r#"select entri, unit, dikecualikan_sampai as "sampai!" from katalog
            where keadaan = 'dikecualikan' and dikecualikan_sampai is not null
            order by dikecualikan_sampai, entri"#,
    )
    .fetch_all(tujuan)
    .await?;
    Ok(baris.into_iter().map(|baris| (baris.entri, baris.unit, baris.sampai)).collect())
}

/// The last day on which all that a unit has open is up to date.
pub async fn mutakhir_per_unit(tujuan: &mut PgConnection) -> sqlx::Result<Vec<(Uuid, NaiveDate)>> {
    let baris = sqlx::query!(
        r#"select unit, min(mutakhir_sampai) as "sampai!" from katalog
            where keadaan = 'terbuka' and mutakhir_sampai is not null
            group by unit order by unit"#,
    )
    .fetch_all(tujuan)
    .await?;
    Ok(baris.into_iter().map(|baris| (baris.unit, baris.sampai)).collect())
}

/// The last day on which each unit made or renewed something in the catalogue.
pub async fn terakhir_per_unit(tujuan: &mut PgConnection) -> sqlx::Result<Vec<(Uuid, NaiveDate)>> {
    let baris = sqlx::query!(
        r#"select unit, max(greatest(dibuat, dimutakhirkan)) as "hari!" from katalog
            where keadaan <> 'ditarik' group by unit order by unit"#,
    )
    .fetch_all(tujuan)
    .await?;
    Ok(baris.into_iter().map(|baris| (baris.unit, baris.hari)).collect())
}
