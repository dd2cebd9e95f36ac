//! Destroying what stands beside the log of some subjects: their sealed values
//! and the keys that open them. The leaves stay as they are.

use uuid::Uuid;

use super::Log;

impl Log {
    /// How many sealed values and keys these subjects have.
    pub async fn sealed_of(&self, subjects: &[Uuid]) -> sqlx::Result<(i64, i64)> {
        let row = sqlx::query!(
            r#"select (select count(*) from disclosure where subject = any($1)) as "values!",
                      (select count(*) from subject_key where subject = any($1)) as "keys!""#,
            subjects,
        )
        .fetch_one(&self.pool)
        .await?;
        Ok((row.values, row.keys))
    }

    /// Without its key nobody opens a value again, wherever a copy of it lies.
    pub async fn destroy_keys(&self, subjects: &[Uuid]) -> sqlx::Result<()> {
        sqlx::query_scalar!("select hapus_kunci_subjek($1)", subjects)
            .fetch_one(&self.pool)
            .await?;
        Ok(())
    }

    pub async fn destroy_values(&self, subjects: &[Uuid]) -> sqlx::Result<()> {
        sqlx::query_scalar!("select hapus_nilai_subjek($1)", subjects)
            .fetch_one(&self.pool)
            .await?;
        Ok(())
    }
}
