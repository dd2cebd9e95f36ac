//! What a server answers when it is asked whose it is.

use std::fs;
use std::path::Path;
use std::time::Duration;

use sqlx::{Connection as _, PgConnection, query_scalar};
use tokio::time::timeout;

use super::{roles, socket};

pub(super) enum Answer {
    Accepts,
    /// Alive, but still recovering or already stopping.
    Busy,
    /// No answer, or the answer of another cluster.
    Silent,
}

/// Connects as Jejak will, and compares folders: a socket alone proves nothing.
pub(super) async fn ask(folder: &Path, pg: &Path) -> Answer {
    // A stopped process takes connections and never says a word.
    let answer = timeout(Duration::from_secs(5), data_directory(folder)).await;
    match answer {
        Ok(Ok(directory)) if fs::canonicalize(&directory).is_ok_and(|found| found == pg) => {
            Answer::Accepts
        }
        Ok(Err(sqlx::Error::Database(refusal)))
            if matches!(refusal.code().as_deref(), Some("57P03" | "53300")) =>
        {
            Answer::Busy
        }
        _ => Answer::Silent,
    }
}

async fn data_directory(folder: &Path) -> Result<String, sqlx::Error> {
    let options = socket::options(folder, roles::OWNER, "postgres");
    let mut connection = PgConnection::connect_with(&options).await?;
    let directory = query_scalar("show data_directory").fetch_one(&mut connection).await?;
    connection.close().await?;
    Ok(directory)
}
