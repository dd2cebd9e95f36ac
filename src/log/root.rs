//! The root of the tree as it stood, computed from the leaves again.

use anyhow::ensure;

use super::tree::{Frontier, Hash, leaf_hash};
use super::{Log, store};

/// Leaves that are read at a time.
const PAGE: u64 = 2_000;

impl Log {
    /// The root over the first facts of the log.
    pub async fn root_at(&self, position: u64) -> anyhow::Result<Hash> {
        let mut frontier = Frontier::default();
        let mut last = 0;
        while last < position {
            let wanted = PAGE.min(position - last);
            let leaves =
                store::leaves(&self.pool, last.cast_signed(), wanted.cast_signed()).await?;
            ensure!(!leaves.is_empty(), "log berakhir pada posisi {last}, sebelum {position}");
            for (at, leaf) in leaves {
                last += 1;
                ensure!(at.cast_unsigned() == last, "posisi {last} hilang dari log");
                frontier.push(leaf_hash(&leaf));
            }
        }
        Ok(frontier.root())
    }
}
