//! What of a command can be made before its place in the log is known: the
//! bodies of its facts and the values that leave them.

use std::ops::Range;
use std::sync::Arc;

use anyhow::{Context, ensure};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::value::{RawValue, to_raw_value};
use tokio::task::{JoinHandle, spawn_blocking};

use crate::log::disclosure::{Disclosure, count_open, take_out};
use crate::log::leaf::to_json;
use crate::log::{Append, Command};

/// Sealed values that one fact may hold.
const VALUES: usize = 1_000;
/// Facts that are prepared in one go; a larger command is spread over the
/// processors.
const PART: usize = 50;

/// Where the salts of one command come from. However often and in however many
/// parts it is prepared, they are the same.
pub(in crate::log) type Seed = [u8; 32];

/// A fact without its place: the type, the body as it will stand in the leaf,
/// and the values that left it.
pub(super) struct Prepared {
    pub kind: String,
    pub body: Box<RawValue>,
    pub values: Vec<Disclosure>,
}

pub(super) type Preparation = anyhow::Result<Vec<Prepared>>;

/// How far a command is prepared.
pub(super) enum Stage {
    /// A book gives a number first, or changes.
    Numbers,
    Parts(Vec<JoinHandle<Preparation>>),
    Done(Preparation),
}

impl Stage {
    /// Prepares a small command at once, and a large one beside its caller.
    pub(super) fn begin(command: &Arc<Command>, seed: Seed) -> Self {
        let facts = command.facts();
        if facts <= PART {
            return Stage::Done(prepare(command, seed));
        }
        let parts = parts(facts, seed).map(|(part, seed)| {
            let command = command.clone();
            spawn_blocking(move || prepare_part(&command, part, seed))
        });
        Stage::Parts(parts.collect())
    }

    /// Waits for the parts.
    pub(super) async fn finish(&mut self) {
        let Stage::Parts(parts) = self else { return };
        let mut facts = Ok(Vec::new());
        for part in parts {
            let part = part.await.context("penyiapan fakta berhenti").flatten();
            facts = facts.and_then(|mut facts: Vec<Prepared>| {
                facts.extend(part?);
                Ok(facts)
            });
        }
        *self = Stage::Done(facts);
    }
}

/// Every fact of a command, checked to be storable and readable again.
pub(super) fn prepare(command: &Command, seed: Seed) -> Preparation {
    let mut facts = Vec::with_capacity(command.facts());
    for (part, seed) in parts(command.facts(), seed) {
        facts.extend(prepare_part(command, part, seed)?);
    }
    Ok(facts)
}

/// The parts of so many facts, each with a seed of its own.
fn parts(facts: usize, seed: Seed) -> impl Iterator<Item = (Range<usize>, Seed)> {
    let mut seeds = StdRng::from_seed(seed);
    let starts = (0..facts).step_by(PART);
    starts.map(move |start| (start..facts.min(start + PART), seeds.random()))
}

fn prepare_part(command: &Command, part: Range<usize>, seed: Seed) -> Preparation {
    let mut rng = StdRng::from_seed(seed);
    let each = |append: &'_ Append| 0..append.facts.len();
    let facts = command.appends.iter().flat_map(|append| each(append).map(move |i| (append, i)));
    let mut prepared = Vec::with_capacity(part.len());
    for (append, i) in facts.skip(part.start).take(part.len()) {
        let (kind, mut body) = to_json(&append.facts[i].event, append.stream.jenis)?;
        ensure!(count_open(&body)? < VALUES, "terlalu banyak nilai dalam satu fakta");
        let values = take_out(&mut body, &mut rng);
        prepared.push(Prepared { kind, body: to_raw_value(&body)?, values });
    }
    Ok(prepared)
}
