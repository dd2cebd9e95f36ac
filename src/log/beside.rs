//! What stands beside the log and is not hashed with it: sealed values, of
//! which the leaves hold the digests, and the commands that were carried out.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};

use tokio::task::JoinHandle;
use uuid::Uuid;

use super::copy::{self, Copying, Reading, Tuples};
use super::disclosure::digests;
use super::leaf::Stored;
use super::read::{Keys, opens};
use super::verify::{Finding, Own};
use super::{Log, Outcome, store};

/// Facts that are looked at in one query, where a command is searched for.
const PAGE: i64 = 2_000;

/// How the sealed values of a fact stand to its digests.
pub(super) enum Sealing {
    Whole,
    /// A digest has no value any more.
    Gone,
    /// A value is not what the digest says, and why.
    Broken(String),
}

/// Opens what stands beside a leaf.
pub(super) fn sealing(
    leaf: &Stored<'_>,
    sealed: &[copy::Beside<'_>],
    keys: &Keys,
    rooms: &mut [Vec<u8>; 2],
) -> Sealing {
    let digests = digests(leaf.body);
    let mut opened = 0;
    for beside in sealed {
        match opens(keys, beside, &digests, rooms) {
            Ok(value) => opened += usize::from(value),
            Err(error) => return Sealing::Broken(format!("{error:#}")),
        }
    }
    // An ordinal stands once at a position, so that no digest counts twice.
    if opened == digests.len() { Sealing::Whole } else { Sealing::Gone }
}

/// What the leaves say of the tables beside them.
#[derive(Default)]
pub(super) struct Beside {
    /// The facts of a stream whose values are gone, in their order.
    gone: HashMap<Uuid, Vec<u64>>,
    /// Where the last fact stands that tells of an erasure of a stream.
    erased: HashMap<Uuid, u64>,
    broken: Option<Finding>,
    pub(super) carried_out: Sum,
    current: Option<Run>,
}

/// The facts of one command: they stand together.
struct Run {
    command: Uuid,
    first: u64,
    last: u64,
}

/// A set of commands, as the sum of keyed digests of its members. The keys are
/// drawn anew each time, so that nobody can make two sets whose sums agree.
#[derive(Clone, Default)]
pub(super) struct Sum {
    keys: [RandomState; 2],
    sums: [u64; 2],
}

impl Sum {
    fn add(&mut self, command: [u8; 16], first: u64, last: u64) {
        for (key, sum) in self.keys.iter().zip(&mut self.sums) {
            *sum = sum.wrapping_add(key.hash_one((command, first, last)));
        }
    }
}

impl Beside {
    /// Notes a fact that is right by itself.
    pub(super) fn row(&mut self, position: u64, stream: Uuid, own: Own) {
        match &mut self.current {
            Some(run) if run.command == own.command => run.last = position,
            current => {
                let before =
                    current.replace(Run { command: own.command, first: position, last: position });
                self.close(before);
            }
        }
        let Some(read) = own.fact else { return };
        match read.sealing {
            Sealing::Whole => {}
            Sealing::Gone => {
                self.gone.entry(stream).or_default().push(position);
            }
            Sealing::Broken(error) => {
                self.broken.get_or_insert_with(|| Finding {
                    positions: (position, position),
                    what: format!("nilai tersegel tidak sesuai daun: {error}"),
                });
            }
        }
        if let Some(erases) = read.erases {
            for stream in erases.disputes.into_iter().chain([stream]) {
                self.erased.insert(stream, position);
            }
        }
    }

    fn close(&mut self, run: Option<Run>) {
        if let Some(run) = run {
            self.carried_out.add(run.command.into_bytes(), run.first, run.last);
        }
    }

    /// The first value that is gone and was not erased by a fact that says so.
    fn lost(&self) -> Option<Finding> {
        // An erasure vouches for what stood before it, not for what came since.
        let lost = self.gone.iter().filter_map(|(stream, gone)| {
            let until = self.erased.get(stream).copied().unwrap_or(0);
            gone.iter().copied().find(|position| *position > until)
        });
        lost.min().map(|position| Finding {
            positions: (position, position),
            what: "nilai tersegel hilang tanpa fakta penghapusan".to_owned(),
        })
    }
}

/// The list of commands, read beside the leaves.
pub(super) struct Commands {
    task: JoinHandle<anyhow::Result<Sum>>,
}

impl Commands {
    pub(super) fn read(reading: Reading, mut sum: Sum) -> Self {
        let task = tokio::spawn(async move {
            let query = "select command, first_position, last_position from commands";
            let mut copying = Copying::start(reading, query);
            while let Some(chunk) = copying.next().await? {
                for tuple in Tuples::<3>::new(&chunk) {
                    let [command, first, last] = tuple?;
                    let (first, last) = (first.try_into()?, last.try_into()?);
                    let (first, last) = (u64::from_be_bytes(first), u64::from_be_bytes(last));
                    sum.add(command.try_into()?, first, last);
                }
            }
            copy::leave(copying.into_reading()).await?;
            Ok(sum)
        });
        Commands { task }
    }
}

impl Drop for Commands {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Log {
    /// Whether every digest opens to its value, or was erased by a fact that
    /// says so, and every command is known.
    pub(super) async fn verify_beside(
        &self,
        mut beside: Beside,
        mut commands: Commands,
    ) -> anyhow::Result<Option<Finding>> {
        let last = beside.current.take();
        beside.close(last);
        let known = (&mut commands.task).await??;
        // Where the sums agree, the list is what the leaves say; where they do
        // not, the facts are gone through one by one.
        let unknown = match known.sums == beside.carried_out.sums {
            true => None,
            false => self.first_unknown_command().await?,
        };
        let first = [unknown, beside.broken.take()].into_iter().flatten();
        let first = first.min_by_key(|finding| finding.positions);
        Ok(first.or_else(|| beside.lost()))
    }

    /// The first fact whose command the list of commands does not know.
    async fn first_unknown_command(&self) -> anyhow::Result<Option<Finding>> {
        let mut after = 0;
        loop {
            let leaves = store::leaves(&self.pool, after, PAGE).await?;
            let Some((last, _)) = leaves.last() else { return Ok(None) };
            after = *last;
            let leaves: Vec<Stored> = leaves
                .iter()
                .map(|(_, leaf)| Stored::parse(leaf))
                .collect::<anyhow::Result<_>>()?;
            if let Some(finding) = self.commands_of(&leaves).await? {
                return Ok(Some(finding));
            }
        }
    }

    async fn commands_of(&self, leaves: &[Stored<'_>]) -> anyhow::Result<Option<Finding>> {
        let ids: HashSet<Uuid> = leaves.iter().map(|leaf| leaf.command).collect();
        let ids: Vec<Uuid> = ids.into_iter().collect();
        let known = store::commands(&self.pool, &ids).await?;
        let known: HashMap<Uuid, Outcome> =
            known.into_iter().map(|known| (known.command, known.outcome)).collect();
        let covered = |leaf: &&Stored| {
            known.get(&leaf.command).is_some_and(|outcome| {
                (outcome.first_position..=outcome.last_position).contains(&leaf.position)
            })
        };
        Ok(leaves.iter().find(|leaf| !covered(leaf)).map(|leaf| Finding {
            positions: (leaf.position, leaf.position),
            what: "perintah fakta ini tidak tercatat".to_owned(),
        }))
    }
}
