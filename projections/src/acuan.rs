//! Names that other screens point to: units and register books.

use events::buku::{Buku, JenisBuku};
use events::unit::{JenisUnit, Unit};
use serde::Serialize;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::bahan::Bahan;
use crate::lembar::{Lembar, baris_tabel};
use crate::proyeksi::Bentuk;

pub(crate) const BENTUK: Bentuk = Bentuk {
    nama: "acuan",
    versi: 1,
    sql: include_str!("acuan.sql"),
    milik_perkara: &[],
    pengaruh: None,
    sengketa: None,
};

/// A unit as it is called now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BarisUnit {
    pub unit: Uuid,
    pub nama: String,
    pub jenis: Option<String>,
    pub keadaan: String,
    pub digabung_ke: Option<Uuid>,
}

baris_tabel! {
    BarisUnit as "unit":
    unit, nama, jenis, keadaan, digabung_ke
}

/// A register book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BarisBuku {
    pub buku: Uuid,
    pub jenis: String,
    pub nama: String,
    pub tahun: Option<i32>,
    pub unit: Option<Uuid>,
    pub pola: String,
    pub terbuka: bool,
}

baris_tabel! {
    BarisBuku as "buku":
    buku, jenis, nama, tahun, unit, pola, terbuka
}

pub(crate) fn lembar(bahan: &Bahan<'_>) -> Vec<Lembar> {
    let unit = bahan.unit.iter().filter_map(|id| unit(*id, bahan.catatan.dasar.unit.get(id)?));
    let buku = bahan.buku.iter().filter_map(|id| buku(*id, bahan.catatan.dasar.buku.get(id)?));
    vec![Lembar::dari(unit), Lembar::dari(buku)]
}

fn unit(unit: Uuid, state: &Unit) -> Option<BarisUnit> {
    let (keadaan, jenis, digabung_ke) = match state {
        Unit::BelumAda => return None,
        Unit::Aktif { jenis, .. } => ("aktif", Some(jenis), None),
        Unit::Digabung { ke, .. } => ("digabung", None, Some(ke.0)),
        Unit::Ditutup { .. } => ("ditutup", None, None),
    };
    Some(BarisUnit {
        unit,
        nama: state.nama()?.to_string(),
        jenis: jenis.map(|jenis| nama_jenis(*jenis).to_owned()),
        keadaan: keadaan.to_owned(),
        digabung_ke,
    })
}

fn buku(buku: Uuid, state: &Buku) -> Option<BarisBuku> {
    let (dibuka, terbuka) = match state {
        Buku::BelumAda => return None,
        Buku::Terbuka { dibuka, .. } => (dibuka, true),
        Buku::Ditutup { dibuka, .. } => (dibuka, false),
    };
    Some(BarisBuku {
        buku,
        jenis: nama_jenis_buku(dibuka.jenis).to_owned(),
        nama: dibuka.nama.to_string(),
        tahun: dibuka.tahun,
        unit: dibuka.unit.map(|unit| unit.0),
        pola: String::from(dibuka.pola.clone()),
        terbuka,
    })
}

fn nama_jenis_buku(jenis: JenisBuku) -> &'static str {
    match jenis {
        JenisBuku::Permohonan => "permohonan",
        JenisBuku::Keberatan => "keberatan",
        JenisBuku::Surat => "surat",
        JenisBuku::Impor => "impor",
    }
}

fn nama_jenis(jenis: JenisUnit) -> &'static str {
    match jenis {
        JenisUnit::Dinas => "dinas",
        JenisUnit::Badan => "badan",
        JenisUnit::Sekretariat => "sekretariat",
        JenisUnit::Kecamatan => "kecamatan",
        JenisUnit::Kelurahan => "kelurahan",
        JenisUnit::RumahSakit => "rumah sakit",
        JenisUnit::Bumd => "BUMD",
        JenisUnit::Sekolah => "sekolah",
        JenisUnit::Lain => "lain",
    }
}

/// Every unit, by name.
pub async fn semua_unit(tujuan: &mut PgConnection) -> sqlx::Result<Vec<BarisUnit>> {
    sqlx::query_as!(
        BarisUnit,
        "select unit, nama, jenis, keadaan, digabung_ke from unit order by nama, unit",
    )
    .fetch_all(tujuan)
    .await
}

/// Every register book, the newest first.
pub async fn semua_buku(tujuan: &mut PgConnection) -> sqlx::Result<Vec<BarisBuku>> {
    sqlx::query_as!(
        BarisBuku,
        "select buku, jenis, nama, tahun, unit, pola, terbuka from buku
          order by tahun desc nulls last, nama, buku",
    )
    .fetch_all(tujuan)
    .await
}
