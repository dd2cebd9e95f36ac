//! The log's schema and who may use it: migrations, the service's role, its
//! connections.

use anyhow::{Context, bail};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, PgConnection, PgPool};
use uuid::Uuid;

use super::keys::{KeyError, MasterKey};
use super::tree::Frontier;

pub static MIGRATOR: Migrator = sqlx::migrate!();

/// The role that the grants of the migrations name.
const ROLE: &str = "jejak_app";

/// Connections of one process: the writer's and those of readers.
const CONNECTIONS: u32 = 12;

/// The pool that the service reads and writes with.
pub async fn connect(service: &PgConnectOptions) -> sqlx::Result<PgPool> {
    PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        // Tables of the read models are found without naming their schemas.
        .after_connect(|connection, _| {
            Box::pin(async move {
                let path = format!("set search_path = {}", projections::proyeksi::jalur_cari());
                sqlx::query(AssertSqlSafe(path)).execute(connection).await?;
                Ok(())
            })
        })
        // A dropped `begin` may leave its transaction open on the connection
        // (sqlx 0.8.4 to 0.9.0), and what is then acknowledged is lost with it:
        // a connection that comes back is rolled back first.
        .after_release(|connection, _| {
            Box::pin(async move {
                sqlx::query("rollback").execute(connection).await?;
                Ok(true)
            })
        })
        .connect_with(service.clone())
        .await
}

/// Whether this login could change the log, so that only the tree would tell.
pub async fn is_too_powerful(service: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select has_table_privilege('events', 'update, delete, truncate') as "powerful!""#
    )
    .fetch_one(service)
    .await
}

/// Brings the schema up to date, lays the first head and lets the service's
/// role in. Runs as the owner. `log` is the id of a log that does not exist yet.
pub async fn prepare(
    owner: &mut PgConnection,
    key: &MasterKey,
    log: Uuid,
    service: &str,
) -> anyhow::Result<()> {
    match MIGRATOR.run(&mut *owner).await {
        Err(MigrateError::VersionMissing(skema)) => bail!(
            "basis data ini milik Jejak yang lebih baru (skema {skema}); perbarui program jejak di mesin ini"
        ),
        hasil => hasil.context("skema basis data tidak dapat dimutakhirkan")?,
    }
    admit(owner, service).await?;
    let empty = Frontier::default();
    sqlx::query!(
        "insert into log_head (log, position, recorded_at, root, frontier)
         values ($1, 0, 0, $2, '') on conflict do nothing",
        log,
        &empty.root()[..],
    )
    .execute(&mut *owner)
    .await?;
    sqlx::query!(
        "insert into master_key_check (tag) values ($1) on conflict do nothing",
        &key.mac("jejak/cek/v1", b"")[..],
    )
    .execute(owner)
    .await?;
    Ok(())
}

/// Makes the service's login a member of the role that the grants name, and
/// lets that role make schemas for the read models. That is a right on this
/// database, which a copy of its tables does not bring along.
async fn admit(owner: &mut PgConnection, service: &str) -> anyhow::Result<()> {
    let grant = sqlx::query_scalar!(
        r#"select format('grant create on database %I to %I', current_database(), $1::text) as "grant!""#,
        ROLE,
    )
    .fetch_one(&mut *owner)
    .await?;
    // The server quoted both names; a grant takes no parameters.
    sqlx::raw_sql(AssertSqlSafe(grant)).execute(&mut *owner).await?;
    if service == ROLE {
        return Ok(());
    }
    let grant = sqlx::query_scalar!(
        r#"select format('grant %I to %I', $1::text, $2::text) as "grant!""#,
        ROLE,
        service,
    )
    .fetch_one(&mut *owner)
    .await?;
    // The server quoted both names; a grant takes no parameters.
    sqlx::raw_sql(AssertSqlSafe(grant))
        .execute(owner)
        .await
        .with_context(|| {
            format!(
                "peran {service} tidak dapat dijadikan anggota {ROLE}; periksa nama pengguna pada DATABASE_URL"
            )
        })?;
    Ok(())
}

/// Whether anything was ever sealed here: then a missing key must not be made.
pub async fn is_new(owner: &mut PgConnection) -> anyhow::Result<bool> {
    let exists =
        sqlx::query_scalar!(r#"select to_regclass('master_key_check') is not null as "exists!""#)
            .fetch_one(&mut *owner)
            .await?;
    if !exists {
        return Ok(true);
    }
    let sealed = sqlx::query_scalar!("select count(*) from master_key_check").fetch_one(owner);
    Ok(sealed.await? == Some(0))
}

pub(super) async fn check_key(pool: &PgPool, key: &MasterKey) -> anyhow::Result<()> {
    let tag = sqlx::query_scalar!("select tag from master_key_check").fetch_one(pool).await?;
    if tag != key.mac("jejak/cek/v1", b"") {
        return Err(KeyError::Wrong.into());
    }
    Ok(())
}
