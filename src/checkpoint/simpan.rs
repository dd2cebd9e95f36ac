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

/// A time stamp on a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stempel {
    /// Of the checkpoint, with the key that signed it.
    pub ukuran: u64,
    pub kunci: String,
    /// The authority's answer, byte for byte.
    pub jawaban: Vec<u8>,
    /// The host that was asked.
    pub otoritas: String,
    /// By the authority's clock.
    pub saat: DateTime<Utc>,
    pub diterima: DateTime<Utc>,
}

struct BarisStempel {
    ukuran: i64,
    kunci: String,
    jawaban: Vec<u8>,
    otoritas: String,
    saat: DateTime<Utc>,
    diterima: DateTime<Utc>,
}

impl From<BarisStempel> for Stempel {
    fn from(baris: BarisStempel) -> Self {
        let BarisStempel { ukuran, kunci, jawaban, otoritas, saat, diterima } = baris;
        Stempel { ukuran: ukuran.cast_unsigned(), kunci, jawaban, otoritas, saat, diterima }
    }
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

/// Keeps the first stamp on a checkpoint.
pub(super) async fn catat_stempel(satu: &Stempel, pool: &PgPool) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into stempel (ukuran, kunci, jawaban, otoritas, saat, diterima)
         values ($1, $2, $3, $4, $5, $6)
         on conflict on constraint stempel_satu_setiap_checkpoint do nothing",
        satu.ukuran.cast_signed(),
        satu.kunci,
        satu.jawaban,
        satu.otoritas,
        satu.saat,
        satu.diterima,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// The stamp on this checkpoint.
pub async fn stempel_atas(
    terbit: &Terbit,
    tujuan: &mut PgConnection,
) -> sqlx::Result<Option<Stempel>> {
    let baris = sqlx::query_as!(
        BarisStempel,
        "select ukuran, kunci, jawaban, otoritas, saat, diterima from stempel
          where ukuran = $1 and kunci = $2",
        terbit.ukuran.cast_signed(),
        terbit.kunci,
    )
    .fetch_optional(tujuan)
    .await?;
    Ok(baris.map(Stempel::from))
}

/// The stamp that came last.
pub async fn stempel_terakhir(tujuan: &mut PgConnection) -> sqlx::Result<Option<Stempel>> {
    let baris = sqlx::query_as!(
        BarisStempel,
        "select ukuran, kunci, jawaban, otoritas, saat, diterima from stempel
          order by diterima desc limit 1",
    )
    .fetch_optional(tujuan)
    .await?;
    Ok(baris.map(Stempel::from))
}

/// Stamps that came since a moment, the newest first.
pub async fn stempel_sejak(
    sejak: DateTime<Utc>,
    tujuan: &mut PgConnection,
) -> sqlx::Result<Vec<Stempel>> {
    let baris = sqlx::query_as!(
        BarisStempel,
        "select ukuran, kunci, jawaban, otoritas, saat, diterima from stempel
          where diterima >= $1 order by diterima desc",
        sejak,
    )
    .fetch_all(tujuan)
    .await?;
    Ok(baris.into_iter().map(Stempel::from).collect())
}
