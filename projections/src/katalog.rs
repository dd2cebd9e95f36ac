//! The catalogue: what the public may look up, and what officers keep of it.
//!
//! Lampiran I Perki 1/2021. An exemption that ran out has opened by itself
//! (Pasal 11(3) PP 61/2010): which day it is comes in with the question.

use chrono::NaiveDate;
use events::Tercatat;
use events::katalog::{Entri, Event, Kategori, KeadaanEntri};
use events::uji_konsekuensi::JangkaPengecualian;
use serde::Serialize;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::bahan::Bahan;
use crate::catatan::Catatan;
use crate::lembar::{BarisTabel, Lembar};
use crate::proyeksi::Bentuk;

pub(crate) const BENTUK: Bentuk = Bentuk {
    nama: "katalog",
    versi: 1,
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
}

impl BarisTabel for BarisKatalog {
    const TABEL: &'static str = "katalog";
    const KOLOM: &'static str = "entri, posisi, ringkasan, unit, penanggung_jawab, kategori, \
        dibuat, tempat, bentuk, retensi, keadaan, dikecualikan_sampai, ditetapkan, dimutakhirkan";
}

/// Which entries are wanted; nothing said is all of them.
#[derive(Clone, Debug, Default)]
pub struct Saringan {
    /// What the public sees on this day, and nothing else.
    pub publik_pada: Option<NaiveDate>,
    pub kategori: Option<String>,
    pub unit: Option<Uuid>,
    pub keadaan: Option<String>,
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
        let informasi = entri.informasi?;
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
            kategori: kategori(informasi.kategori).to_owned(),
            dibuat: informasi.dibuat,
            tempat: informasi.tempat.to_string(),
            bentuk: informasi.bentuk.to_string(),
            retensi: informasi.retensi.to_string(),
            keadaan: keadaan.to_owned(),
            dikecualikan_sampai,
            ditetapkan: fakta.iter().any(menetapkan),
            dimutakhirkan: entri.dimutakhirkan,
        })
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
    matches!(tercatat.event, Event::DipDitetapkan { .. } | Event::DipDimutakhirkan { .. })
}

fn kategori(kategori: Kategori) -> &'static str {
    match kategori {
        Kategori::Berkala => "berkala",
        Kategori::SertaMerta => "serta merta",
        Kategori::SetiapSaat => "setiap saat",
    }
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
                retensi, keadaan, dikecualikan_sampai, ditetapkan, dimutakhirkan
           from katalog
          where ($1::date is null or ditetapkan and (keadaan = 'terbuka'
                 or keadaan = 'dikecualikan' and dikecualikan_sampai < $1))
            and ($2::text is null or kategori = $2)
            and ($3::uuid is null or unit = $3)
            and ($4::text is null or keadaan = $4)
            and posisi > $5
          order by posisi limit $6",
        saringan.publik_pada,
        saringan.kategori,
        saringan.unit,
        saringan.keadaan,
        sesudah,
        batas,
    )
    .fetch_all(tujuan)
    .await
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
                k.dimutakhirkan, ts_rank(k.teks, kata.kata) as "bobot!"
           from katalog k, websearch_to_tsquery('indonesian', $1) as kata (kata)
          where k.teks @@ kata.kata
            and ($2::date is null or k.ditetapkan and (k.keadaan = 'terbuka'
                 or k.keadaan = 'dikecualikan' and k.dikecualikan_sampai < $2))
            and ($3::text is null or k.kategori = $3)
            and ($4::uuid is null or k.unit = $4)
            and ($5::text is null or k.keadaan = $5)
            and ($6::real is null
                 or (-ts_rank(k.teks, kata.kata), k.posisi) > (-$6::real, $7::bigint))
          order by ts_rank(k.teks, kata.kata) desc, k.posisi limit $8"#,
        kata,
        saringan.publik_pada,
        saringan.kategori,
        saringan.unit,
        saringan.keadaan,
        sesudah.map(|kursor| kursor.bobot),
        sesudah.map(|kursor| kursor.posisi),
        batas,
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
        };
        (kursor, baris)
    });
    Ok(satu.collect())
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
