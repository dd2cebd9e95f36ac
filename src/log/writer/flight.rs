//! One batch on its way to the database, and the next that is drafted behind it.
//!
//! What flies is taken for landed, so that the next can be drafted meanwhile.
//! Where it did not land, memory is emptied and both are gone through again on
//! the slow way, which asks the database first. Nobody is answered before.

use std::collections::HashMap;
use std::time::Instant;

use anyhow::Context;
use tokio::task::{JoinError, JoinHandle};
use uuid::Uuid;

use super::draft::Draft;
use super::{CACHE, Pending, Request, Writer, answer};
use crate::log::copy::Reading;
use crate::log::store::{self, Appended};
use crate::log::{AppendError, Outcome};

/// Facts in one statement at most, but for the last command.
const BATCH_FACTS: usize = 2_000;

/// A statement under way, and who waits for it.
pub(super) struct Flight {
    waiting: Vec<Pending>,
    outcomes: Vec<Outcome>,
    position: u64,
    began: Instant,
    statement: JoinHandle<anyhow::Result<(Appended, Reading)>>,
}

type Landed = Result<anyhow::Result<(Appended, Reading)>, JoinError>;

/// The end of a flight; for ever where there is none.
pub(super) async fn landed(flight: &mut Option<Flight>) -> Landed {
    match flight {
        Some(flight) => (&mut flight.statement).await,
        None => std::future::pending().await,
    }
}

/// Commands for the next batch.
#[derive(Default)]
pub(super) struct Gate {
    waiting: Vec<Pending>,
    by_id: HashMap<Uuid, usize>,
    facts: usize,
    drafted: Drafted,
}

/// Whether the next batch was drafted from memory alone.
#[derive(Default)]
enum Drafted {
    #[default]
    Nothing,
    All(Box<Draft>, Vec<Outcome>),
    /// Memory lacks something, or somebody is refused: the database is asked.
    No,
}

impl Gate {
    pub(super) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    pub(super) fn is_full(&self) -> bool {
        self.facts >= BATCH_FACTS
    }
}

impl Writer {
    /// Takes one more command into the next batch, and drafts it where that
    /// needs nothing but memory.
    pub(super) async fn board(&mut self, gate: &mut Gate, mut request: Request) {
        if let Some(first) = gate.by_id.get(&request.command.id) {
            let first = &mut gate.waiting[*first];
            match first.request.fingerprint == request.fingerprint {
                true => first.twins.push(request.reply),
                false => drop(request.reply.send(Err(AppendError::OtherContent))),
            }
            return;
        }
        request.stage.finish().await;
        gate.facts += request.command.facts();
        gate.by_id.insert(request.command.id, gate.waiting.len());
        gate.drafted = match std::mem::take(&mut gate.drafted) {
            Drafted::Nothing => {
                self.draft(Box::new(Draft::after(self.head.clone())), Vec::new(), &request)
            }
            Drafted::All(draft, outcomes) => self.draft(draft, outcomes, &request),
            Drafted::No => Drafted::No,
        };
        gate.waiting.push(Pending { request, twins: Vec::new() });
    }

    fn draft(
        &mut self,
        mut draft: Box<Draft>,
        mut outcomes: Vec<Outcome>,
        request: &Request,
    ) -> Drafted {
        match self.knows(&draft, request).then(|| self.add(&mut draft, request)) {
            Some(Ok(outcome)) => {
                outcomes.push(outcome);
                Drafted::All(draft, outcomes)
            }
            Some(Err(_)) | None => Drafted::No,
        }
    }

    /// Whether memory has everything that a command needs; whatever a first
    /// fact begins is taken for new.
    fn knows(&self, draft: &Draft, request: &Request) -> bool {
        let appends = request.command.appends.iter().all(|append| {
            let (stream, subject) = (&append.stream, &append.subject);
            append.begins()
                || (draft.streams.contains_key(stream) || self.streams.contains_key(stream))
                    && (draft.keys.contains_key(subject) || self.keys.contains_key(subject))
        });
        let known = |buku: &Uuid| self.books.contains_key(buku) || draft.books.contains_key(buku);
        appends && request.books.iter().all(known)
    }

    /// Sends the next batch off. What cannot fly is written at once.
    pub(super) async fn depart(&mut self, gate: Gate) -> Option<Flight> {
        let Gate { waiting, drafted, .. } = gate;
        let (Drafted::All(mut draft, outcomes), Some(mut connection)) =
            (drafted, self.connection.take())
        else {
            self.write(waiting, Instant::now(), None).await;
            if self.is_large() {
                self.forget();
            }
            return None;
        };
        draft.head.root = draft.head.frontier.root();
        let old = self.head.clone();
        let batch = self.remember(*draft);
        let new = self.head.clone();
        let position = new.position;
        // A task of its own: drafting does not hold up what is being sent.
        let statement = tokio::spawn(async move {
            let appended = store::append(connection.connection(), &old, &new, &batch);
            let appended = answer(appended).await?;
            Ok((appended, connection))
        });
        Some(Flight { waiting, outcomes, position, began: Instant::now(), statement })
    }

    /// Answers whoever waited, or goes the slow way with all of them.
    pub(super) async fn settle(&mut self, flight: Flight, landed: Landed, gate: &mut Gate) {
        let landed = landed.context("penulisan log terhenti").flatten();
        let Flight { waiting, outcomes, position, began, .. } = flight;
        let tried = landed.map(|(appended, connection)| {
            self.connection = Some(connection);
            appended
        });
        if !matches!(tried, Ok(Appended::Landed)) {
            // It was drafted behind what did not land.
            gate.drafted = Drafted::No;
            self.write(waiting, began, Some(tried)).await;
            return;
        }
        self.committed.send_replace(position);
        for (pending, outcome) in waiting.into_iter().zip(outcomes) {
            pending.answer(&Ok(outcome));
        }
        if self.is_large() {
            self.forget();
            gate.drafted = Drafted::No;
        }
    }

    /// Whether more is remembered than should be.
    fn is_large(&self) -> bool {
        self.streams.len().max(self.keys.len()) > CACHE
    }
}
