//! The watcher: a server that dies is started again, a few times.

use std::fmt::Display;
use std::io::{self, Write as _};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;
use tokio::time::sleep;

use super::PostgresError;
use super::folder::Lock;
use super::server::Server;

const DEATHS_ALLOWED: usize = 5;
const WITHIN: Duration = Duration::from_mins(1);
const PAUSE: Duration = Duration::from_secs(1);

/// Holds the server, and with it the lock, until `dropped` says that nobody
/// wants it any more. It alone starts and stops the server, so that the two
/// cannot race.
pub(super) async fn watch(
    mut server: Server,
    lock: Lock,
    mut dropped: oneshot::Receiver<()>,
) -> Result<(), PostgresError> {
    let mut deaths = Vec::new();
    let mut outcome = Ok(());
    loop {
        tokio::select! {
            biased;
            _ = &mut dropped => break,
            () = server.exited() => {}
        }
        outcome = tokio::select! {
            biased;
            _ = &mut dropped => break,
            outcome = revive(&mut server, &mut deaths) => outcome,
        };
        if let Err(error) = &outcome {
            say(error);
            let _ = dropped.await;
            break;
        }
    }
    let stopped = server.stop().await;
    drop(lock);
    outcome.and(stopped)
}

async fn revive(server: &mut Server, deaths: &mut Vec<Instant>) -> Result<(), PostgresError> {
    let mut said_full = false;
    loop {
        deaths.retain(|death| death.elapsed() < WITHIN);
        if deaths.len() >= DEATHS_ALLOWED {
            return Err(PostgresError::MatiBerulang { log: server.place().log.clone() });
        }
        match server.start().await {
            Ok(()) => {
                deaths.push(Instant::now());
                say("PostgreSQL mati tiba-tiba dan sudah dijalankan lagi");
                return Ok(());
            }
            // A full disk is no fault of the server: it comes back by itself
            // when there is room, and says so once.
            Err(PostgresError::DiskPenuh { .. }) if said_full => sleep(PAUSE).await,
            Err(full @ PostgresError::DiskPenuh { .. }) => {
                said_full = true;
                say(&full);
            }
            Err(error) => {
                deaths.push(Instant::now());
                say(&error);
                sleep(PAUSE).await;
            }
        }
    }
}

/// Unlike `eprintln!` it does not panic where nobody listens any more.
fn say(sentence: impl Display) {
    let _ = writeln!(io::stderr(), "{sentence}");
}
