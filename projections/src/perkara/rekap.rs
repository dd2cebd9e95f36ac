//! How many cases have each mark: kept beside the rows, so that a figure costs
//! the same at ten cases and at a million.

use chrono::NaiveDate;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::proyeksi::HARI_PERTAMA;

/// So many cases of a month have this mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hitungan {
    pub unit: Uuid,
    /// The first day of the month of receipt; none for what is under way and
    /// for what came in nobody knows when.
    pub bulan: Option<NaiveDate>,
    pub tanda: String,
    pub n: i64,
}

/// Takes what these cases add out of the figures, before their rows change.
pub(crate) async fn kurangi(perkara: &[Uuid], tujuan: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!(
        "update rekap r set n = r.n - s.n
           from (select unit, bulan, tanda, count(*) as n from sumbangan
                  where perkara = any($1) group by unit, bulan, tanda) s
          where r.unit = s.unit and r.bulan = s.bulan and r.tanda = s.tanda",
        perkara,
    )
    .execute(tujuan)
    .await?;
    Ok(())
}

/// Puts in what they add now that their rows have changed.
pub(crate) async fn tambah(perkara: &[Uuid], tujuan: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into rekap (unit, bulan, tanda, n)
         select unit, bulan, tanda, count(*) from sumbangan
          where perkara = any($1) group by unit, bulan, tanda
         on conflict (unit, bulan, tanda) do update set n = rekap.n + excluded.n",
        perkara,
    )
    .execute(&mut *tujuan)
    .await?;
    sqlx::query!("delete from rekap where n = 0").execute(tujuan).await?;
    Ok(())
}

/// The figures of the office (no unit) or of a unit: those of the months from
/// `dari` to `sampai`, and those without a month.
pub async fn baca(
    unit: Option<Uuid>,
    (dari, sampai): (NaiveDate, NaiveDate),
    tujuan: &mut PgConnection,
) -> sqlx::Result<Vec<Hitungan>> {
    let baris = sqlx::query!(
        "select unit, bulan, tanda, n from rekap
          where unit = $1 and (bulan between $2 and $3 or bulan = $4)
          order by bulan, tanda",
        unit.unwrap_or(Uuid::nil()),
        dari,
        sampai,
        HARI_PERTAMA,
    )
    .fetch_all(tujuan)
    .await?;
    let bulan = |bulan| (bulan != HARI_PERTAMA).then_some(bulan);
    let baris = baris.into_iter().map(|baris| Hitungan {
        unit: baris.unit,
        bulan: bulan(baris.bulan),
        tanda: baris.tanda,
        n: baris.n,
    });
    Ok(baris.collect())
}

/// What each unit has under way, owes, and answered on which side of the limit,
/// over the same months together (told as of the last of them).
pub async fn per_unit(
    (dari, sampai): (NaiveDate, NaiveDate),
    tujuan: &mut PgConnection,
) -> sqlx::Result<Vec<Hitungan>> {
    let baris = sqlx::query!(
        r#"select unit, tanda, sum(n)::bigint as "n!",
                  nullif(max(bulan), date '0001-01-01') as bulan
             from rekap
            where unit <> $1
              and (bulan between $2 and $3
                       and (tanda = 'ada=permohonan' or tanda like 'belum=%'
                            or tanda like 'pemberitahuan=%')
                   or bulan = $4 and tanda like 'berjalan=%')
            group by unit, tanda order by unit, tanda"#,
        Uuid::nil(),
        dari,
        sampai,
        HARI_PERTAMA,
    )
    .fetch_all(tujuan)
    .await?;
    let baris = baris.into_iter();
    Ok(baris.map(|b| Hitungan { unit: b.unit, bulan: b.bulan, tanda: b.tanda, n: b.n }).collect())
}
