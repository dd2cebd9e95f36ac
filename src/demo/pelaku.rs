//! Who acts in the demo: builds commands from decided facts, as every other
//! way into the log does.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use events::aturan::Aturan;
use events::waktu::Waktu;
use events::{AliranId, Event, Fakta};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde::Serialize;
use uuid::Uuid;

use super::nama::label;
use crate::aliran::{Aliran, TawaranAliran};
use crate::app::{App, Syarat};
use crate::log::{Append, Command, Expected};

pub(super) struct Pelaku<'a> {
    pub(super) app: &'a App,
    pub(super) aturan: Arc<Aturan>,
    /// Ids are drawn from a stream of their own, so that they stay the same
    /// when a script changes.
    ids: StdRng,
    pub(super) buku: Vec<(i32, Uuid, Uuid)>,
    pub(super) unit: Vec<Uuid>,
    /// Of the catalogue, two for each unit.
    pub(super) entri: Vec<Uuid>,
}

impl<'a> Pelaku<'a> {
    pub(super) async fn baru(app: &'a App) -> anyhow::Result<Self> {
        let aturan = app.aturan().await?;
        let ids = StdRng::seed_from_u64(7);
        Ok(Pelaku { app, aturan, ids, buku: Vec::new(), unit: Vec::new(), entri: Vec::new() })
    }

    pub(super) fn pindah(&self, saat: DateTime<Utc>) {
        self.app.clock.set(saat);
    }

    /// A UUIDv7 of the simulated moment.
    pub(super) fn id(&mut self) -> Uuid {
        let millis = u64::try_from(self.app.clock.now().timestamp_millis()).unwrap_or_default();
        let mut acak = [0; 10];
        self.ids.fill_bytes(&mut acak);
        uuid::Builder::from_unix_timestamp_millis(millis, &acak).into_uuid()
    }

    /// A local time of a day, not later than the simulated moment.
    pub(super) fn saat(&self, hari: NaiveDate, jam: NaiveTime) -> Waktu {
        Waktu::Saat(self.app.zona.pukul(hari, jam).min(self.app.clock.now()))
    }

    /// Offers a fact to a small stream, as the service does.
    pub(super) async fn putuskan<S: Aliran>(
        &mut self,
        id: Uuid,
        fakta: S::Fakta,
    ) -> anyhow::Result<()>
    where
        S::Fakta: Serialize,
    {
        let tawaran = TawaranAliran {
            command: self.id(),
            actor: label("admin:demo"),
            id,
            kiriman: serde_json::to_vec(&fakta)?,
            fakta,
            waktu: None,
        };
        self.app.handle_aliran::<S>(tawaran, Syarat::Apa).await?;
        Ok(())
    }

    /// Appends facts of the office itself: units, books, rules.
    pub(super) async fn catat(
        &mut self,
        stream: AliranId,
        versi: u32,
        events: Vec<Event>,
    ) -> anyhow::Result<()> {
        let now = Waktu::Saat(self.app.clock.now());
        let command = Command {
            id: self.id(),
            actor: label("admin:demo"),
            content: serde_json::to_vec(&events)?,
            appends: vec![Append {
                stream,
                expected: Expected::Version(versi),
                subject: stream.id,
                facts: events.into_iter().map(|event| Fakta::baru(event, now)).collect(),
            }],
        };
        self.app.log.append(command).await?;
        Ok(())
    }
}
