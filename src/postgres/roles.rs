//! The database and its two roles: one owns the schema, one works in it.

use std::path::Path;

use sqlx::{Connection as _, PgConnection, query, query_scalar};

use super::{PostgresError, socket};

pub(super) const OWNER: &str = "jejak_owner";
pub(super) const SERVICE: &str = "jejak_app";
pub(super) const DATABASE: &str = "jejak";

/// Makes what is missing, so that a start killed in between is finished by the
/// next one.
pub(super) async fn make(folder: &Path) -> Result<(), PostgresError> {
    let mut server =
        PgConnection::connect_with(&socket::options(folder, OWNER, "postgres")).await?;
    if !exists(&mut server, "select count(*) from pg_roles where rolname = 'jejak_app'").await? {
        query("create role jejak_app login nosuperuser nocreatedb nocreaterole noinherit")
            .execute(&mut server)
            .await?;
    }
    if !exists(&mut server, "select count(*) from pg_database where datname = 'jejak'").await? {
        query("create database jejak").execute(&mut server).await?;
    }
    server.close().await?;

    let mut database =
        PgConnection::connect_with(&socket::options(folder, OWNER, DATABASE)).await?;
    // What every role gets from PUBLIC, of which Jejak needs none. Asked first,
    // because a full disk lets us read.
    let too_much = "select count(*) where has_schema_privilege('jejak_app', 'public', 'create') \
                    or has_database_privilege('jejak_app', 'jejak', 'temporary')";
    if exists(&mut database, too_much).await? {
        query("revoke create on schema public from public").execute(&mut database).await?;
        query("revoke temporary on database jejak from public").execute(&mut database).await?;
    }
    database.close().await?;
    Ok(())
}

async fn exists(connection: &mut PgConnection, count: &'static str) -> Result<bool, sqlx::Error> {
    let count: i64 = query_scalar(count).fetch_one(connection).await?;
    Ok(count > 0)
}
