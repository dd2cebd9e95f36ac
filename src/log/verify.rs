//! Verification: every leaf, the streams, the tree; the first bad position is
//! named.
//!
//! A leaf changed without its hash betrays itself. One that was changed together
//! with its hash is betrayed by the next fact of its stream, which holds the old
//! hash, and by the tree; where it is the last of its stream only the tree is
//! left, and what the tree can name is a range.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use events::JenisAliran;
use uuid::Uuid;

use super::leaf::Leaf;
use super::read::{Row, copy_out};
use super::store::StoredHead;
use super::tree::{Frontier, Hash, leaf_hash};
use super::{Log, store};

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
    /// First and last position between which it lies; the same where it is exact,
    /// and that of the last fact where the head itself is wrong.
    pub positions: (u64, u64),
    pub what: String,
}

type Stream = (i16, Uuid);

/// The last fact of a stream so far.
#[derive(Clone, Copy)]
struct Last {
    version: u32,
    position: u64,
    hash: Hash,
}

/// A fact that does not hold the hash of the one before it: one of the two was
/// replaced, and the next of that stream will tell which.
#[derive(Clone, Copy)]
struct Break {
    stream: Stream,
    before: u64,
    after: u64,
}

/// The log as far as it was read.
#[derive(Clone)]
struct Tree {
    last: u64,
    recorded_at: DateTime<Utc>,
    frontier: Frontier,
}

struct Check {
    log: Uuid,
    tree: Tree,
    streams: HashMap<Stream, Last>,
    suspect: Option<Break>,
}

impl Log {
    /// Recomputes the whole log. `progress` hears the position reached and the
    /// head's.
    pub async fn verify(&self, mut progress: impl FnMut(u64, u64)) -> anyhow::Result<Verdict> {
        let head = store::stored_head(&self.pool).await?;
        let end = head.as_ref().map_or(0, |head| u64::try_from(head.position).unwrap_or(0));
        let mut check = Check::new(self.id);
        let mut at_head = (end == 0).then(|| check.tree.clone());
        let mut finding = None;
        // Below the first position, too: what stands there would be read.
        copy_out(&self.pool, i64::MIN, |row| {
            if finding.is_none() {
                finding = check.row(&row, end).err();
                progress(check.tree.last, end.max(check.tree.last));
                if check.tree.last == end {
                    at_head = Some(check.tree.clone());
                }
            }
            Ok(())
        })
        .await?;
        let finding = match (finding, head) {
            (Some(finding), _) => Some(finding),
            (None, None) => Some(check.at_end("kepala log hilang")),
            (None, Some(head)) => match self.beyond(&check).await? {
                Some(finding) => Some(finding),
                None => check.against(&head, at_head.as_ref()),
            },
        };
        let finding = match finding {
            Some(finding) => Some(finding),
            None => self.verify_beside().await?,
        };
        Ok(Verdict {
            log: self.id,
            events: check.tree.last,
            streams: check.streams.len(),
            root: check.tree.frontier.root(),
            finding,
        })
    }

    /// Rows after the head. Those that came during the check are followed by a
    /// head that covers them.
    async fn beyond(&self, check: &Check) -> anyhow::Result<Option<Finding>> {
        let head = store::stored_head(&self.pool).await?;
        let end = head.map_or(0, |head| u64::try_from(head.position).unwrap_or(0));
        let what = "baris melampaui kepala log".to_owned();
        Ok((end < check.tree.last).then(|| Finding { positions: (end + 1, check.tree.last), what }))
    }
}

impl Check {
    fn new(log: Uuid) -> Self {
        let tree =
            Tree { last: 0, recorded_at: DateTime::UNIX_EPOCH, frontier: Frontier::default() };
        Check { log, tree, streams: HashMap::new(), suspect: None }
    }

    fn row(&mut self, row: &Row, end: u64) -> Result<(), Finding> {
        let next = self.tree.last + 1;
        let at = u64::try_from(row.position).unwrap_or(0);
        if at < next {
            let what = format!("baris dengan posisi {} bukan bagian log", row.position);
            return Err(Finding { positions: (at, at), what });
        }
        if at > next {
            // Whether it was moved or taken away, it is missing where it stood.
            let to = if next <= end { (at - 1).min(end) } else { at - 1 };
            return Err(Finding { positions: (next, to), what: "baris hilang".to_owned() });
        }
        let bad = |what: &str| Err(Finding { positions: (at, at), what: what.to_owned() });
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
        let kind = JenisAliran::dari_kode(row.kind).map_or("?", JenisAliran::nama);
        if leaf.stream != format!("{kind}/{}", row.stream) || leaf.version != row.version {
            return bad("kolom aliran atau versi tidak sesuai daun");
        }
        let stream = (row.kind, row.stream);
        let before = self.streams.get(&stream).copied();
        if leaf.version != before.map_or(1, |before| before.version + 1) {
            return bad("versi aliran tidak berurutan");
        }
        let Ok(prev) = leaf.prev_hash() else { return bad("hash sebelumnya tidak terbaca") };
        self.link(stream, at, before, prev)?;
        let Some(recorded_at) =
            leaf.recorded_at().ok().filter(|saat| *saat > self.tree.recorded_at)
        else {
            return bad("waktu pencatatan tidak maju");
        };
        if leaf.decode().is_err() {
            return bad("fakta tidak dapat dibaca");
        }
        self.streams.insert(stream, Last { version: row.version, position: at, hash });
        self.tree.recorded_at = recorded_at;
        self.tree.frontier.push(hash);
        self.tree.last = at;
        Ok(())
    }

    /// Follows a stream from a fact to the one before it.
    fn link(
        &mut self,
        stream: Stream,
        at: u64,
        before: Option<Last>,
        prev: Option<Hash>,
    ) -> Result<(), Finding> {
        let exact = |position: u64, what: &str| {
            Err(Finding { positions: (position, position), what: what.to_owned() })
        };
        let before = match (before, prev) {
            (None, None) => return Ok(()),
            (Some(before), Some(_)) => before,
            (None, Some(_)) | (Some(_), None) => {
                return exact(at, "daun salah merujuk fakta sebelumnya dalam aliran ini");
            }
        };
        let holds = prev == Some(before.hash);
        match self.suspect.filter(|s| s.stream == stream && s.after == before.position) {
            // Its follower vouches for the later of the two.
            Some(suspect) if holds => exact(suspect.before, REPLACED),
            // Neither side of it fits.
            Some(suspect) => exact(suspect.after, REPLACED),
            None => {
                if !holds && self.suspect.is_none() {
                    self.suspect = Some(Break { stream, before: before.position, after: at });
                }
                Ok(())
            }
        }
    }

    /// Every row agrees with itself; now with the head, as it was when the
    /// reading reached it.
    fn against(&self, head: &StoredHead, at_head: Option<&Tree>) -> Option<Finding> {
        let end = u64::try_from(head.position).unwrap_or(0);
        let Some(tree) = at_head else {
            let what = "ekor log tidak sampai pada kepalanya".to_owned();
            return Some(Finding { positions: (self.tree.last + 1, end), what });
        };
        let differing = head.frontier().map(|frontier| tree.frontier.beda(&frontier));
        let same_root = tree.frontier.root()[..] == head.root[..];
        if let Some(suspect) = self.suspect {
            return Some(suspect.finding(&differing.unwrap_or_default()));
        }
        let wrong = match differing.as_deref() {
            Some([]) if !same_root => "akar pada kepala log tidak sesuai pohonnya",
            Some([]) if head.log != self.log => "kepala log menyebut log lain",
            Some([]) if head.recorded_at != tree.recorded_at.timestamp_micros() => {
                "waktu pada kepala log bukan waktu fakta terakhir"
            }
            Some([]) => return None,
            Some(_) | None if same_root => "tepi pohon pada kepala log tidak sesuai akarnya",
            None => "tepi pohon pada kepala log tidak sesuai ukurannya",
            Some([.., range]) => {
                let positions = self.narrow(*range);
                return Some(Finding { positions, what: REPLACED.to_owned() });
            }
        };
        Some(self.at_end(wrong))
    }

    /// The next fact of its stream vouches for a fact: where one was replaced
    /// unseen, so were all after it in its stream. Below the last differing
    /// subtree these end with the last of a stream, and that is named.
    fn narrow(&self, (from, to): (u64, u64)) -> (u64, u64) {
        let last = self.streams.values().map(|last| last.position);
        let last: Vec<u64> = last.filter(|position| (from..=to).contains(position)).collect();
        let ends = last.iter().min().zip(last.iter().max());
        ends.map_or((from, to), |(first, last)| (*first, *last))
    }

    fn at_end(&self, what: &str) -> Finding {
        Finding { positions: (self.tree.last, self.tree.last), what: what.to_owned() }
    }
}

const REPLACED: &str = "sebuah daun diganti bersama hash-nya";

impl Break {
    /// No later fact tells which of the two was replaced; the tree may.
    fn finding(self, differing: &[(u64, u64)]) -> Finding {
        let changed = |at: u64| differing.iter().any(|(from, to)| (*from..=*to).contains(&at));
        let positions = match (changed(self.before), changed(self.after)) {
            (true, false) => (self.before, self.before),
            (false, true) => (self.after, self.after),
            (true, true) | (false, false) => (self.before, self.after),
        };
        Finding { positions, what: REPLACED.to_owned() }
    }
}
