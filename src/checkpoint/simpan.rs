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
