//! Verification of some streams alone: every leaf, the chain of each stream, the
//! sealed values. What it costs grows with the streams and not with the log.

use std::collections::HashMap;

use anyhow::Context;
use events::AliranId;
use uuid::Uuid;

use super::super::copy::{Beside, Row};
use super::super::leaf::Stored;
use super::super::store;
use super::super::tree::{Hash, leaf_hash};
use super::super::{Log, beside::Sealing, read::Keys};
use super::{Before, Erases, check_row};

/// What was found of one fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspected {
    pub position: u64,
    pub stream: AliranId,
    pub version: u32,
    /// The type of the fact.
    pub kind: String,
    pub hash: Hash,
    /// What is wrong with it; `None` where it is what it was.
    pub problem: Option<String>,
}

/// The fact before one in its stream: its version, and its hash.
type Last = (u32, Hash);

impl Log {
    /// Recomputes these streams, fact by fact, in the order of the log.
    pub async fn inspect(&self, streams: &[AliranId]) -> anyhow::Result<Vec<Inspected>> {
        let mut rows = store::rows_of(&self.pool, streams).await?;
        rows.sort_by_key(|row| row.position);
        let positions: Vec<i64> = rows.iter().map(|row| row.position).collect();
        let sealed = store::disclosures(&self.pool, &positions).await?;
        let mut subjects: Vec<Uuid> = sealed.iter().map(|row| row.subject).collect();
        subjects.sort_unstable();
        subjects.dedup();
        let mut keys = Keys::new();
        for (subject, wrapped) in store::subject_keys(&self.pool, &subjects).await? {
            keys.insert(subject, self.key.unwrap_key(subject, &wrapped).ok());
        }
        let (mut inspected, mut before) = (Vec::with_capacity(rows.len()), HashMap::new());
        let (mut gone, mut erased) = (Vec::new(), HashMap::new());
        for row in &rows {
            let beside = sealed.iter().filter(|beside| beside.position == row.position);
            let beside: Vec<Beside<'_>> = beside.map(as_read).collect();
            let hash = leaf_hash(&row.leaf);
            let place = (row.kind, row.stream);
            let earlier = before.insert(place, (row.version.cast_unsigned(), hash));
            let found = look(self.id, row, &hash, &beside, &keys, earlier);
            if found.gone {
                gone.push((row.stream, row.position, inspected.len()));
            }
            if let Some(Erases { disputes }) = found.erases {
                for stream in disputes.into_iter().chain([row.stream]) {
                    let until = erased.entry(stream).or_insert(row.position);
                    *until = row.position.max(*until);
                }
            }
            let jenis = events::JenisAliran::dari_kode(row.kind).context("jenis aliran")?;
            let kind = Stored::parse(&row.leaf).map(|leaf| leaf.kind.into_owned());
            inspected.push(Inspected {
                position: row.position.cast_unsigned(),
                stream: AliranId { jenis, id: row.stream },
                version: row.version.cast_unsigned(),
                kind: kind.unwrap_or_default(),
                hash,
                problem: found.problem,
            });
        }
        // As for the whole log: an erasure vouches for what stood before it.
        gone.retain(|(stream, position, _)| {
            erased.get(stream).is_none_or(|until| position > until)
        });
        for (_, _, at) in gone {
            let what = "nilai tersegel hilang tanpa fakta yang menghapusnya".to_owned();
            inspected[at].problem.get_or_insert(what);
        }
        Ok(inspected)
    }
}

fn as_read(beside: &store::StoredDisclosure) -> Beside<'_> {
    Beside {
        position: beside.position,
        ordinal: beside.ordinal,
        subject: beside.subject,
        nonce: &beside.nonce,
        sealed: &beside.sealed,
    }
}

/// What one row says by itself and of the one before it.
struct Found {
    problem: Option<String>,
    gone: bool,
    erases: Option<Erases>,
}

fn look(
    log: Uuid,
    row: &store::StoredRow,
    hash: &Hash,
    beside: &[Beside<'_>],
    keys: &Keys,
    before: Option<Last>,
) -> Found {
    let stored = Row {
        position: row.position,
        kind: row.kind,
        stream: row.stream,
        version: row.version.cast_unsigned(),
        leaf_hash: &row.leaf_hash,
        leaf: &row.leaf,
    };
    let own = match check_row(log, &stored, hash, beside, keys, &mut <_>::default()) {
        Err(what) => {
            return Found { problem: Some(what.to_owned()), gone: false, erases: None };
        }
        Ok(own) => own,
    };
    let (sealing, erases) = own.fact.map_or((None, None), |f| (Some(f.sealing), f.erases));
    let gone = matches!(sealing, Some(Sealing::Gone));
    let problem = chain(&stored, own.prev, before).or_else(|| match sealing {
        None => Some("fakta tidak dapat dibaca".to_owned()),
        Some(Sealing::Broken(why)) => Some(format!("nilai tersegel tidak sesuai daun: {why}")),
        Some(Sealing::Whole | Sealing::Gone) => None,
    });
    Found { problem, gone, erases }
}

/// What does not fit between a fact and the one before it in its stream.
fn chain(row: &Row<'_>, prev: Before, before: Option<Last>) -> Option<String> {
    let (version, expected) = before.map_or((0, None), |(version, hash)| (version, Some(hash)));
    if row.version != version + 1 {
        return Some("versi aliran tidak berurutan".to_owned());
    }
    let held = match prev {
        Before::None => None,
        Before::Hash(hash) => Some(hash),
        Before::Unreadable => return Some("hash sebelumnya tidak terbaca".to_owned()),
    };
    (held != expected).then(|| "daun salah merujuk fakta sebelumnya dalam aliran ini".to_owned())
}
