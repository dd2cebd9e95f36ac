//! What a new log starts with: the national calendar that ships with Jejak.

use events::kalender::{Event as FaktaKalender, HariDitutup, Lapisan};
use events::teks::Label;
use events::waktu::Waktu;
use events::{Event, Fakta};
use uuid::Uuid;

use crate::app::App;
use crate::log::{Append, AppendError, Command, Expected, Values};

/// Adds the closed days that are out and that the log does not have yet, each
/// known since its instrument. A newer release with more days adds only those; what an office
/// revoked by hand stays revoked.
pub async fn calendar(app: &App) -> anyhow::Result<()> {
    let stream = Lapisan::Nasional.aliran();
    let tercatat = app.log.stream(stream, Values::Sealed).await?;
    let ditutup: Vec<&HariDitutup> = tercatat
        .iter()
        .filter_map(|tercatat| match &tercatat.event {
            Event::Kalender(FaktaKalender::HariDitutup(hari)) => Some(hari),
            _ => None,
        })
        .collect();
    let sama = |a: &HariDitutup, b: &HariDitutup| a.tanggal == b.tanggal && a.nama == b.nama;
    let facts: Vec<Fakta> = events::kalender_nasional::nasional()
        .into_iter()
        .filter(|hari| hari.terbit <= app.hari_ini())
        .filter(|hari| !ditutup.iter().any(|ada| sama(ada, hari)))
        .map(|hari| Fakta {
            occurred_at: Waktu::Tanggal(hari.terbit),
            diketahui: Some(app.zona.awal_hari(hari.terbit).min(app.clock.now())),
            cacat: Vec::new(),
            event: Event::Kalender(FaktaKalender::HariDitutup(hari)),
        })
        .collect();
    if facts.is_empty() {
        return Ok(());
    }
    let version = u32::try_from(tercatat.len())?;
    let command = Command {
        id: Uuid::new_v5(&stream.id, format!("bawaan/{version}").as_bytes()),
        actor: Label::try_new("sistem:bawaan")?,
        content: facts.len().to_be_bytes().to_vec(),
        appends: vec![Append {
            stream,
            expected: Expected::Version(version),
            subject: stream.id,
            facts,
        }],
    };
    match app.log.append(command).await {
        // Another process seeded it at the same moment.
        Ok(_) | Err(AppendError::Conflict { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
