//! Verification: every leaf, the streams, the tree; the first bad position is
//! named.
//!
//! A leaf changed without its hash betrays itself. One that was changed together
//! with its hash is betrayed by the next fact of its stream, which holds the old
//! hash, and by the tree; where it is the last of its stream only the tree is
//! left, and what the tree can name is a range.

pub mod inspect;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::pin::pin;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use events::persetujuan::PutusanPersetujuan;
use events::{Event, JenisAliran, perkara};
use futures_util::{StreamExt, TryStreamExt};
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::beside::{Beside, Commands, Sealing, sealing};
use super::copy::{self, Page, Pages, Row};
use super::leaf::Stored;
use super::read::{Keys, at_once, of_fact, subject_keys};
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
    tree: Tree,
    streams: HashMap<Stream, Last>,
    suspect: Option<Break>,
}

/// What a row says by itself, worked out beside other rows.
struct Checked {
    position: i64,
    stream: Stream,
    version: u32,
    hash: Hash,
    /// What is wrong with it whatever stands before it.
    own: Result<Own, &'static str>,
}

/// What a row that agrees with itself holds for the others.
pub(super) struct Own {
    prev: Before,
    recorded_at: Option<DateTime<Utc>>,
    pub(super) command: Uuid,
    /// `None`: it is no fact that this Jejak can read.
    pub(super) fact: Option<Read>,
}

/// What a leaf says of the fact before it in its stream.
#[derive(Clone, Copy)]
enum Before {
    None,
    Hash(Hash),
    Unreadable,
}

pub(super) struct Read {
    pub(super) sealing: Sealing,
    /// It says that sealed values were erased, or that this was approved.
    pub(super) erases: Option<Erases>,
}

/// Whose values are gone by right besides those of the fact's own stream.
pub(super) struct Erases {
    pub(super) disputes: Vec<Uuid>,
}

impl Log {
    /// Recomputes the whole log, as it stands at one moment. `progress` hears
    /// the position reached and the head's.
    pub async fn verify(&self, mut progress: impl FnMut(u64, u64)) -> anyhow::Result<Verdict> {
        let [mut events, disclosures, commands] = copy::at_one_moment(&self.pool).await?;
        let head = store::stored_head(events.connection()).await?;
        let end = head.as_ref().map_or(0, |head| u64::try_from(head.position).unwrap_or(0));
        let mut beside = Beside::default();
        let commands = Commands::read(commands, beside.carried_out.clone());
        let (keys, disclosures) = subject_keys(disclosures, &self.key).await?;
        // Below the first position, too: what stands there would be read.
        let pages = Pages::start([events, disclosures], i64::MIN).into_stream();
        let (log, keys) = (self.id, Arc::new(keys));
        let checked = pages.map_ok(|page| {
            let keys = keys.clone();
            spawn_blocking(move || check_page(log, &page, &keys))
        });
        let mut checked = pin!(checked.map(async |page| page?.await?).buffered(at_once()));
        let mut check = Check::new();
        let mut at_head = (end == 0).then(|| check.tree.clone());
        let mut finding = None;
        'reading: while let Some(page) = checked.try_next().await? {
            for row in page {
                let stream = row.stream.1;
                match check.row(row, end) {
                    Ok(own) => beside.row(check.tree.last, stream, own),
                    Err(first) => {
                        finding = Some(first);
                        break 'reading;
                    }
                }
                progress(check.tree.last, end.max(check.tree.last));
                if check.tree.last == end {
                    at_head = Some(check.tree.clone());
                }
            }
        }
        let finding = match (finding, head) {
            (Some(finding), _) => Some(finding),
            (None, None) => Some(check.at_end("kepala log hilang")),
            (None, Some(head)) => {
                check.beyond(end).or_else(|| check.against(self.id, &head, at_head.as_ref()))
            }
        };
        let finding = match finding {
            Some(finding) => Some(finding),
            None => self.verify_beside(beside, commands).await?,
        };
        Ok(Verdict {
            log: self.id,
            events: check.tree.last,
            streams: check.streams.len(),
            root: check.tree.frontier.root(),
            finding,
        })
    }
}

/// Everything about the rows of a page that needs no other row.
fn check_page(log: Uuid, page: &Page, keys: &Keys) -> anyhow::Result<Vec<Checked>> {
    let mut disclosures = copy::beside(&page.disclosures).peekable();
    let (mut checked, mut sealed) = (Vec::with_capacity(page.events.len() / 512), Vec::new());
    let mut rooms = Default::default();
    for row in copy::rows(&page.events) {
        let row = row?;
        sealed.clear();
        for beside in of_fact(&mut disclosures, row.position) {
            sealed.push(beside?);
        }
        let hash = leaf_hash(row.leaf);
        checked.push(Checked {
            position: row.position,
            stream: (row.kind, row.stream),
            version: row.version,
            hash,
            own: check_row(log, &row, &hash, &sealed, keys, &mut rooms),
        });
    }
    Ok(checked)
}

fn check_row(
    log: Uuid,
    row: &Row<'_>,
    hash: &Hash,
    sealed: &[copy::Beside<'_>],
    keys: &Keys,
    rooms: &mut [Vec<u8>; 2],
) -> Result<Own, &'static str> {
    if hash[..] != *row.leaf_hash {
        return Err("isi daun tidak sesuai hash-nya");
    }
    let leaf = Stored::parse(row.leaf).map_err(|_| "daun tidak terbaca")?;
    if leaf.log != log {
        return Err("daun ini milik log lain");
    }
    if leaf.position.cast_signed() != row.position {
        return Err("daun ini milik posisi lain");
    }
    if !in_columns(&leaf, row) {
        return Err("kolom aliran atau versi tidak sesuai daun");
    }
    let fact = leaf.decode().ok().map(|tercatat| Read {
        sealing: sealing(&leaf, sealed, keys, rooms),
        erases: erasure(&tercatat.event),
    });
    let prev = match leaf.prev_hash() {
        Ok(None) => Before::None,
        Ok(Some(hash)) => Before::Hash(hash),
        Err(_) => Before::Unreadable,
    };
    Ok(Own { prev, recorded_at: leaf.recorded_at().ok(), command: leaf.command, fact })
}

/// Whether the columns by which a fact is found say what its leaf says, to the
/// letter.
fn in_columns(leaf: &Stored<'_>, row: &Row<'_>) -> bool {
    let Some(jenis) = JenisAliran::dari_kode(row.kind) else { return false };
    let mut id = [0; uuid::fmt::Hyphenated::LENGTH];
    let id = row.stream.hyphenated().encode_lower(&mut id);
    let stream = leaf.stream.split_once('/');
    stream == Some((jenis.nama(), id)) && leaf.version == row.version
}

fn erasure(event: &Event) -> Option<Erases> {
    let Event::Perkara(event) = event else { return None };
    #[expect(clippy::wildcard_enum_match_arm, reason = "only two facts erase")]
    match event.as_ref() {
        // From the approval on, what is gone may be on its way out.
        perkara::Event::PenghapusanDiputus(f) if f.putusan == PutusanPersetujuan::Setuju => {
            Some(Erases { disputes: f.syarat.sengketa_selesai.clone() })
        }
        perkara::Event::DataPribadiDihapus(f) => Some(Erases { disputes: f.sengketa.clone() }),
        _ => None,
    }
}

impl Check {
    fn new() -> Self {
        let tree =
            Tree { last: 0, recorded_at: DateTime::UNIX_EPOCH, frontier: Frontier::default() };
        Check { tree, streams: HashMap::new(), suspect: None }
    }

    /// Follows the log by one row, and gives back what it holds for others.
    fn row(&mut self, row: Checked, end: u64) -> Result<Own, Finding> {
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
        let bad = |what: &str| Finding { positions: (at, at), what: what.to_owned() };
        let own = row.own.map_err(bad)?;
        let last = Last { version: row.version, position: at, hash: row.hash };
        let before = match self.streams.entry(row.stream) {
            Entry::Vacant(entry) if row.version == 1 => {
                entry.insert(last);
                None
            }
            Entry::Occupied(mut entry) if row.version == entry.get().version + 1 => {
                Some(entry.insert(last))
            }
            Entry::Vacant(_) | Entry::Occupied(_) => {
                return Err(bad("versi aliran tidak berurutan"));
            }
        };
        let prev = match own.prev {
            Before::None => None,
            Before::Hash(hash) => Some(hash),
            Before::Unreadable => return Err(bad("hash sebelumnya tidak terbaca")),
        };
        self.link(row.stream, at, before, prev)?;
        let recorded_at = own.recorded_at.filter(|saat| *saat > self.tree.recorded_at);
        let recorded_at = recorded_at.ok_or_else(|| bad("waktu pencatatan tidak maju"))?;
        if own.fact.is_none() {
            return Err(bad("fakta tidak dapat dibaca"));
        }
        self.tree.recorded_at = recorded_at;
        self.tree.frontier.push(row.hash);
        self.tree.last = at;
        Ok(own)
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

    /// Rows after the head, which no append leaves there.
    fn beyond(&self, end: u64) -> Option<Finding> {
        let what = "baris melampaui kepala log".to_owned();
        (end < self.tree.last).then(|| Finding { positions: (end + 1, self.tree.last), what })
    }

    /// Every row agrees with itself; now with the head, as it was when the
    /// reading reached it.
    fn against(&self, log: Uuid, head: &StoredHead, at_head: Option<&Tree>) -> Option<Finding> {
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
            Some([]) if head.log != log => "kepala log menyebut log lain",
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
