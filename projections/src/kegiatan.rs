//! Notes on what units do, the newest first.

use chrono::{DateTime, NaiveDate, Utc};
use events::kegiatan::Kegiatan;
use serde::Serialize;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::bahan::Bahan;
use crate::catatan::Catatan;
use crate::lembar::{Lembar, baris_tabel};
use crate::proyeksi::Bentuk;

pub(crate) const BENTUK: Bentuk = Bentuk {
    nama: "kegiatan",
    versi: 1,
    sql: include_str!("kegiatan.sql"),
    milik_perkara: &[],
    pengaruh: None,
    sengketa: None,
};

/// A note as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BarisKegiatan {
    pub kegiatan: Uuid,
    pub posisi: i64,
    pub unit: Uuid,
    pub judul: String,
    pub uraian: String,
    pub tanggal: NaiveDate,
    pub tempat: Option<String>,
    pub ditarik: bool,
    pub diubah: DateTime<Utc>,
}

baris_tabel! {
    BarisKegiatan as "kegiatan":
    kegiatan, posisi, unit, judul, uraian, tanggal, tempat, ditarik, diubah
}

pub(crate) fn lembar(bahan: &Bahan<'_>) -> Vec<Lembar> {
    let kegiatan = bahan.kegiatan.iter();
    vec![Lembar::dari(kegiatan.filter_map(|id| satu(bahan.catatan, *id)))]
}

/// One note from the point of view of `catatan`.
pub fn satu(catatan: &Catatan, id: Uuid) -> Option<BarisKegiatan> {
    let fakta = catatan.kegiatan.get(&id)?;
    let kosong = Kegiatan::default();
    let kegiatan = fakta.iter().fold(kosong, |state, satu| state.evolve(&satu.event));
    let isi = kegiatan.isi?;
    Some(BarisKegiatan {
        kegiatan: id,
        posisi: fakta.first()?.position.cast_signed(),
        unit: isi.unit.0,
        judul: isi.judul.to_string(),
        uraian: isi.uraian.to_string(),
        tanggal: isi.tanggal,
        tempat: isi.tempat.map(|tempat| tempat.to_string()),
        ditarik: kegiatan.ditarik,
        diubah: fakta.last()?.recorded_at,
    })
}

/// A page of the notes that stand, the newest first.
pub async fn daftar(
    unit: Option<Uuid>,
    sesudah: Option<(NaiveDate, i64)>,
    batas: i64,
    tujuan: &mut PgConnection,
) -> sqlx::Result<Vec<BarisKegiatan>> {
    let (hari, posisi) = sesudah.unzip();
    sqlx::query_as!(
        BarisKegiatan,
        "select kegiatan, posisi, unit, judul, uraian, tanggal, tempat, ditarik, diubah
           from kegiatan
          where not ditarik and ($1::uuid is null or unit = $1)
            and ($2::date is null or (tanggal, posisi) < ($2, $3::bigint))
          order by tanggal desc, posisi desc limit $4",
        unit,
        hari,
        posisi,
        batas,
    )
    .fetch_all(tujuan)
    .await
}

/// How many notes stand, and when any was last changed or taken back.
pub async fn keadaan_umpan(
    unit: Option<Uuid>,
    tujuan: &mut PgConnection,
) -> sqlx::Result<(i64, Option<DateTime<Utc>>)> {
    let baris = sqlx::query!(
        r#"select count(*) filter (where not ditarik) as "banyak!", max(diubah) as diubah
             from kegiatan where $1::uuid is null or unit = $1"#,
        unit,
    )
    .fetch_one(tujuan)
    .await?;
    Ok((baris.banyak, baris.diubah))
}

/// The day of the last note of each unit, of those that stand.
pub async fn terakhir_per_unit(tujuan: &mut PgConnection) -> sqlx::Result<Vec<(Uuid, NaiveDate)>> {
    let baris = sqlx::query!(
        r#"select unit, max(tanggal) as "hari!" from kegiatan
            where not ditarik group by unit order by unit"#,
    )
    .fetch_all(tujuan)
    .await?;
    Ok(baris.into_iter().map(|baris| (baris.unit, baris.hari)).collect())
}
