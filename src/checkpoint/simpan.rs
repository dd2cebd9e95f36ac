//! The store of published checkpoints.

use chrono::{DateTime, FixedOffset, Utc};
use sqlx::{PgConnection, PgPool};

/// A checkpoint as it was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terbit {
    /// Facts that it is over.
    pub ukuran: u64,
    /// Whose signature it bears: C2SP's text of a key.
    pub kunci: String,
    /// The signed note, byte for byte.
    pub nota: String,
    pub diterbitkan: DateTime<Utc>,
}

/// What a witness cosigned last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kesaksian {
    /// The witness's key, as C2SP writes it.
    pub saksi: String,
    /// Facts of the checkpoint that it saw last; zero before the first.
    pub ukuran: u64,
    pub tanda: Option<String>,
    pub disaksikan: Option<DateTime<Utc>>,
    /// Why the last attempt failed.
    pub galat: Option<String>,
}

impl Kesaksian {
    pub fn belum(saksi: &str) -> Self {
        let saksi = saksi.to_owned();
        Kesaksian { saksi, ukuran: 0, tanda: None, disaksikan: None, galat: None }
    }
}

struct Baris {
    ukuran: i64,
    kunci: String,
    nota: String,
    diterbitkan: DateTime<Utc>,
}

impl From<Baris> for Terbit {
    fn from(baris: Baris) -> Self {
        let Baris { ukuran, kunci, nota, diterbitkan } = baris;
        Terbit { ukuran: ukuran.cast_unsigned(), kunci, nota, diterbitkan }
    }
}

/// Keeps it; the same one again adds nothing.
pub(super) async fn catat(terbit: &Terbit, pool: &PgPool) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into checkpoint (ukuran, kunci, nota, diterbitkan) values ($1, $2, $3, $4)
         on conflict on constraint checkpoint_satu_setiap_ukuran do nothing",
        terbit.ukuran.cast_signed(),
        terbit.kunci,
        terbit.nota,
        terbit.diterbitkan,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// The last one, of so many facts at least.
pub async fn terakhir(
    paling_sedikit: u64,
    tujuan: &mut PgConnection,
) -> sqlx::Result<Option<Terbit>> {
    let baris = sqlx::query_as!(
        Baris,
        "select ukuran, kunci, nota, diterbitkan from checkpoint where ukuran >= $1
          order by ukuran desc, diterbitkan desc limit 1",
        paling_sedikit.cast_signed(),
    )
    .fetch_optional(tujuan)
    .await?;
    Ok(baris.map(Terbit::from))
}

/// That of exactly so many facts.
pub async fn sebesar(ukuran: u64, tujuan: &mut PgConnection) -> sqlx::Result<Option<Terbit>> {
    let baris = sqlx::query_as!(
        Baris,
        "select ukuran, kunci, nota, diterbitkan from checkpoint where ukuran = $1
          order by diterbitkan desc limit 1",
        ukuran.cast_signed(),
    )
    .fetch_optional(tujuan)
    .await?;
    Ok(baris.map(Terbit::from))
}

/// The last one of each local day since a moment, the newest day first.
pub async fn harian(
    sejak: DateTime<Utc>,
    zona: FixedOffset,
    tujuan: &mut PgConnection,
) -> sqlx::Result<Vec<Terbit>> {
    let baris = sqlx::query_as!(
        Baris,
        "select distinct on ((diterbitkan at time zone 'UTC' + make_interval(secs => $2))::date)
                ukuran, kunci, nota, diterbitkan
           from checkpoint where diterbitkan >= $1
          order by (diterbitkan at time zone 'UTC' + make_interval(secs => $2))::date desc,
                   diterbitkan desc",
        sejak,
        f64::from(zona.local_minus_utc()),
    )
    .fetch_all(tujuan)
    .await?;
    Ok(baris.into_iter().map(Terbit::from).collect())
}

/// What this witness saw last.
pub async fn kesaksian(saksi: &str, tujuan: &mut PgConnection) -> sqlx::Result<Option<Kesaksian>> {
    let baris = sqlx::query!(
        "select ukuran, tanda, disaksikan, galat from kesaksian where saksi = $1",
        saksi,
    )
    .fetch_optional(tujuan)
    .await?;
    Ok(baris.map(|baris| Kesaksian {
        saksi: saksi.to_owned(),
        ukuran: baris.ukuran.cast_unsigned(),
        tanda: baris.tanda,
        disaksikan: baris.disaksikan,
        galat: baris.galat,
    }))
}

pub(super) async fn catat_kesaksian(satu: &Kesaksian, pool: &PgPool) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into kesaksian (saksi, ukuran, tanda, disaksikan, galat) values ($1, $2, $3, $4, $5)
         on conflict on constraint kesaksian_satu_setiap_saksi
         do update set ukuran = excluded.ukuran, tanda = excluded.tanda,
                       disaksikan = excluded.disaksikan, galat = excluded.galat",
        satu.saksi,
        satu.ukuran.cast_signed(),
        satu.tanda,
        satu.disaksikan,
        satu.galat,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// What every witness saw last.
pub async fn semua_kesaksian(tujuan: &mut PgConnection) -> sqlx::Result<Vec<Kesaksian>> {
    let baris = sqlx::query!(
        "select saksi, ukuran, tanda, disaksikan, galat from kesaksian order by saksi"
    )
    .fetch_all(tujuan)
    .await?;
    let satu = baris.into_iter().map(|baris| Kesaksian {
        saksi: baris.saksi,
        ukuran: baris.ukuran.cast_unsigned(),
        tanda: baris.tanda,
        disaksikan: baris.disaksikan,
        galat: baris.galat,
    });
    Ok(satu.collect())
}
