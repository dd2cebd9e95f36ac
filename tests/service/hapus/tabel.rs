//! Every table that could hold anybody's data is accounted for.

use jejak::hapus::letak::{KATA_ORANG, TABEL, diperhitungkan};
use sqlx::PgPool;

use super::kantor;

/// Tables that could hold a text and are not accounted for.
async fn terlewat(pool: &PgPool) -> Vec<String> {
    let kolom: Vec<(String, String)> = sqlx::query_as(
        "select distinct c.table_name::text, c.column_name::text
           from information_schema.columns c
           join information_schema.tables t using (table_schema, table_name)
          where c.table_schema not in ('pg_catalog', 'information_schema')
            and t.table_type = 'BASE TABLE'
            and c.udt_name in ('text', '_text', 'varchar', 'bytea', 'json', 'jsonb', 'bpchar')
          order by 1, 2",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    assert!(kolom.len() > 50, "{kolom:?}");
    let orang = |kolom: &str| KATA_ORANG.iter().any(|kata| kolom.contains(kata));
    let mut terlewat: Vec<String> = kolom
        .into_iter()
        .filter(|(tabel, kolom)| !diperhitungkan(tabel, orang(kolom)))
        .map(|(tabel, kolom)| format!("{tabel}.{kolom}"))
        .collect();
    terlewat.dedup();
    terlewat
}

#[tokio::test(flavor = "multi_thread")]
async fn every_table_that_could_hold_a_person_is_on_the_list() {
    let kantor = kantor().await;
    kantor.ikuti().await;
    assert_eq!(terlewat(&kantor.app.pool).await, [""; 0]);
    let mut nama: Vec<&str> = TABEL.iter().map(|(nama, _)| *nama).collect();
    nama.sort_unstable();
    nama.dedup();
    assert_eq!(nama.len(), TABEL.len(), "no table twice");
    // The control: a new table that nobody thought of.
    sqlx::query("create schema uji_terlewat").execute(&kantor.app.pool).await.unwrap();
    sqlx::query("create table uji_terlewat.kontak (nama_pemohon text)")
        .execute(&kantor.app.pool)
        .await
        .unwrap();
    assert_eq!(terlewat(&kantor.app.pool).await, ["kontak.nama_pemohon"]);
    assert!(!diperhitungkan("rekap", true), "a table without people has no such column");
}
