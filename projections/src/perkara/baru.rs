//! What a unit was handed lately and has not answered.

use chrono::NaiveDate;
use sqlx::PgConnection;
use uuid::Uuid;

/// A case that is newly somebody's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PerkaraBaru {
    pub perkara: Uuid,
    pub nomor: String,
    pub sejak: Option<NaiveDate>,
}

/// Cases that a unit was handed on a day or later, the newest first.
pub async fn baru_bagi_unit(
    unit: Uuid,
    sejak: NaiveDate,
    batas: i64,
    tujuan: &mut PgConnection,
) -> sqlx::Result<Vec<PerkaraBaru>> {
    sqlx::query_as!(
        PerkaraBaru,
        "select p.perkara, p.nomor, u.sejak
           from perkara_unit u join perkara p on p.perkara = u.perkara
          where u.unit = $1 and u.sejak >= $2
          order by u.sejak desc, p.perkara limit $3",
        unit,
        sejak,
        batas,
    )
    .fetch_all(tujuan)
    .await
}
