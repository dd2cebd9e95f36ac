//! Verification: every leaf, the streams, the root; the first bad position is
//! named.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::read::{Row, copy_out};
use super::tree::{Frontier, Hash, leaf_hash};
use super::{Log, leaf::Leaf, store};

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub log: Uuid,
    pub events: u64,
    pub streams: usize,
    pub root: Hash,
    pub finding: Option<Finding>,
}

/// The first thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// First and last position between which it lies; the same where it is exact.
    pub positions: (u64, u64),
    pub what: String,
}

struct Check {
    log: Uuid,
    last: u64,
    recorded_at: Option<DateTime<Utc>>,
    frontier: Frontier,
    streams: HashMap<(i16, Uuid), (u32, Hash)>,
}

impl Log {
    /// Recomputes the whole log. `progress` hears the position reached and the
    /// head's.
    pub async fn verify(&self, mut progress: impl FnMut(u64, u64)) -> anyhow::Result<Verdict> {
        let head = store::head(&self.pool).await?;
        let mut check = Check {
            log: self.id,
            last: 0,
            recorded_at: None,
            frontier: Frontier::default(),
            streams: HashMap::new(),
        };
        let mut finding = None;
        copy_out(&self.pool, 0, |row| {
            // Rows that came after the head was read belong to the next check.
            if finding.is_none() && check.last < head.position {
                progress(row.position, head.position);
                finding = check.row(&row).err();
            }
            Ok(())
        })
        .await?;
        let finding = finding.or_else(|| check.head(&head));
        Ok(Verdict {
            log: self.id,
            events: check.last,
            streams: check.streams.len(),
            root: check.frontier.root(),
            finding,
        })
    }
}

impl Check {
    fn row(&mut self, row: &Row) -> Result<(), Finding> {
        let at = row.position;
        let bad = |what: &str| Err(Finding { positions: (at, at), what: what.to_owned() });
        if at != self.last + 1 {
            let positions = (self.last + 1, at.saturating_sub(1).max(self.last + 1));
            return Err(Finding { positions, what: "baris hilang".to_owned() });
        }
        let hash = leaf_hash(&row.leaf);
        if hash[..] != row.leaf_hash[..] {
            return bad("isi daun tidak sesuai hash-nya");
        }
        let Ok(leaf) = Leaf::parse(&row.leaf) else { return bad("daun tidak terbaca") };
        if leaf.log != self.log {
            return bad("daun ini milik log lain");
        }
        if leaf.position != at {
            return bad("daun ini milik posisi lain");
        }
        let kind = events::JenisAliran::dari_kode(row.kind).map_or("?", |jenis| jenis.nama());
        if leaf.stream != format!("{kind}/{}", row.stream) || leaf.version != row.version {
            return bad("kolom aliran atau versi tidak sesuai daun");
        }
        let stream = (row.kind, row.stream);
        let (version, prev) = match self.streams.get(&stream) {
            Some((version, hash)) => (version + 1, Some(*hash)),
            None => (1, None),
        };
        if leaf.version != version {
            return bad("versi aliran tidak berurutan");
        }
        if leaf.prev_hash().ok() != Some(prev) {
            return bad("fakta sebelumnya dalam aliran ini bukan yang dirujuk daun");
        }
        let recorded_at = leaf.recorded_at().ok();
        if recorded_at.is_none() || recorded_at <= self.recorded_at {
            return bad("waktu pencatatan tidak maju");
        }
        self.recorded_at = recorded_at;
        self.streams.insert(stream, (version, hash));
        self.frontier.push(hash);
        self.last = at;
        if leaf.decode().is_err() {
            return bad("fakta tidak dapat dibaca");
        }
        Ok(())
    }

    /// Every row agrees with itself; now with the head.
    fn head(&self, head: &store::Head) -> Option<Finding> {
        if self.last != head.position {
            let (a, b) = (self.last.min(head.position) + 1, self.last.max(head.position));
            let what = "ekor log tidak sampai pada kepalanya".to_owned();
            return Some(Finding { positions: (a, b), what });
        }
        if let Some(positions) = self.frontier.beda(&head.frontier) {
            let what = "hash pohon tidak sesuai kepala log: sebuah daun diganti bersama hash-nya";
            return Some(Finding { positions, what: what.to_owned() });
        }
        (self.frontier.root() != head.root).then(|| Finding {
            positions: (1, self.last.max(1)),
            what: "akar pada kepala log tidak sesuai tepinya".to_owned(),
        })
    }
}
