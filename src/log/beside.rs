//! What stands beside the log and is not hashed with it: sealed values, of
//! which the leaves hold the digests, and the commands that were carried out.

use std::collections::{HashMap, HashSet};

use events::{Event, perkara};
use uuid::Uuid;

use super::disclosure::digests;
use super::leaf::Leaf;
use super::read::opened;
use super::verify::Finding;
use super::{Log, Outcome, store};

/// Facts that are looked at in one query.
const PAGE: i64 = 2_000;

impl Log {
    /// Whether every digest opens to its value, or was erased by a fact that
    /// says so, and every command is known.
    pub(super) async fn verify_beside(&self) -> anyhow::Result<Option<Finding>> {
        let mut after = 0;
        let mut erased: HashSet<Uuid> = HashSet::new();
        let mut missing: Vec<(u64, Uuid)> = Vec::new();
        loop {
            let leaves = store::leaves(&self.pool, after, PAGE).await?;
            let Some(last) = leaves.last().map(|(position, _)| *position) else { break };
            after = last;
            let leaves: Vec<Leaf> =
                leaves.iter().map(|(_, leaf)| Leaf::parse(leaf)).collect::<anyhow::Result<_>>()?;
            if let Some(finding) = self.commands_of(&leaves).await? {
                return Ok(Some(finding));
            }
            let Ok(values) = opened(&self.pool, &self.key, &leaves).await else {
                return self.first_unreadable(leaves).await.map(Some);
            };
            for leaf in leaves {
                let gone = digests(&leaf.body).iter().any(|digest| !values.contains_key(digest));
                let (position, kind) = (leaf.position, leaf.kind.clone());
                let tercatat = leaf.decode()?;
                if gone {
                    missing.push((position, tercatat.stream.id));
                }
                if kind == "DataPribadiDihapus" && is_erasure(&tercatat.event) {
                    erased.insert(tercatat.stream.id);
                }
            }
        }
        let lost = missing.into_iter().find(|(_, stream)| !erased.contains(stream));
        Ok(lost.map(|(position, _)| Finding {
            positions: (position, position),
            what: "nilai tersegel hilang tanpa fakta penghapusan".to_owned(),
        }))
    }

    /// The first command of a page that the list of commands does not know.
    async fn commands_of(&self, leaves: &[Leaf]) -> anyhow::Result<Option<Finding>> {
        let ids: HashSet<Uuid> = leaves.iter().map(|leaf| leaf.command).collect();
        let ids: Vec<Uuid> = ids.into_iter().collect();
        let known = store::commands(&self.pool, &ids).await?;
        let known: HashMap<Uuid, Outcome> =
            known.into_iter().map(|known| (known.command, known.outcome)).collect();
        let covered = |leaf: &&Leaf| {
            known.get(&leaf.command).is_some_and(|outcome| {
                (outcome.first_position..=outcome.last_position).contains(&leaf.position)
            })
        };
        Ok(leaves.iter().find(|leaf| !covered(leaf)).map(|leaf| Finding {
            positions: (leaf.position, leaf.position),
            what: "perintah fakta ini tidak tercatat".to_owned(),
        }))
    }

    async fn first_unreadable(&self, leaves: Vec<Leaf>) -> anyhow::Result<Finding> {
        for leaf in leaves {
            let position = leaf.position;
            if let Err(error) = opened(&self.pool, &self.key, std::slice::from_ref(&leaf)).await {
                let what = format!("nilai tersegel tidak sesuai daun: {error}");
                return Ok(Finding { positions: (position, position), what });
            }
        }
        anyhow::bail!("nilai tersegel tidak dapat dibaca; coba lagi")
    }
}

fn is_erasure(event: &Event) -> bool {
    let Event::Perkara(event) = event else { return false };
    matches!(event.as_ref(), perkara::Event::DataPribadiDihapus(_))
}
