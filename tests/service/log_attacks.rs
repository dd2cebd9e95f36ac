//! Kinds of tampering: how each is done, and what verification must name.

use std::collections::HashMap;

use jejak::log::Finding;
use rand::RngExt as _;
use rand::rngs::StdRng;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::facts::hex;
use crate::log_tamper::{Row, Written};

/// Every kind of tampering.
pub(super) const ATTACKS: [fn(&Written, &mut StdRng) -> Attack; 23] = [
    flip_leaf,
    flip_leaf_hash,
    swap_two,
    delete_one,
    delete_tail,
    truncate,
    renumber,
    renumber_last_far_away,
    copy_to_the_end,
    copy_before_the_start,
    forge_after_the_head,
    change_version,
    change_stream,
    change_kind,
    rewrite_with_follower,
    rewrite_reference,
    rewrite_last_of_stream,
    rewrite_to_the_end_of_stream,
    change_head_root,
    change_head_frontier,
    change_head_position,
    change_head_moment,
    delete_head,
];

#[derive(Debug)]
pub(super) struct Attack {
    pub statements: Vec<String>,
    named: Named,
}

#[derive(Debug)]
enum Named {
    Exactly(u64),
    /// A range that holds one of these and lies within that one.
    Within {
        one_of: Vec<u64>,
        from: u64,
        to: u64,
    },
}

impl Attack {
    fn exactly(position: u64, statements: impl IntoIterator<Item = String>) -> Self {
        let statements = statements.into_iter().collect();
        Attack { statements, named: Named::Exactly(position) }
    }

    pub(super) fn check(&self, finding: &Finding) {
        let (first, last) = finding.positions;
        let right = match &self.named {
            Named::Exactly(position) => (first, last) == (*position, *position),
            Named::Within { one_of, from, to } => {
                one_of.iter().any(|position| (first..=last).contains(position))
                    && from <= &first
                    && &last <= to
            }
        };
        assert!(right, "{finding:?} after {self:?}");
    }
}

fn flip_leaf(log: &Written, rng: &mut StdRng) -> Attack {
    let row = log.any(rng);
    let byte = rng.random_range(0..row.leaf.len());
    let with = row.leaf[byte] ^ rng.random_range(1..=255_u8);
    Attack::exactly(
        row.position,
        [set(row.position, &format!("leaf = set_byte(leaf, {byte}, {with})"))],
    )
}

fn flip_leaf_hash(log: &Written, rng: &mut StdRng) -> Attack {
    let row = log.any(rng);
    let byte = rng.random_range(0..32);
    let with = row.leaf_hash[byte] ^ rng.random_range(1..=255_u8);
    let flip = format!("leaf_hash = set_byte(leaf_hash, {byte}, {with})");
    Attack::exactly(row.position, [set(row.position, &flip)])
}

fn swap_two(log: &Written, rng: &mut StdRng) -> Attack {
    let a = rng.random_range(1..log.end());
    let b = rng.random_range(a + 1..=log.end());
    let (here, there) = (a.cast_signed(), b.cast_signed());
    Attack::exactly(a, [renumbered(here, -1), renumbered(there, here), renumbered(-1, there)])
}

fn delete_one(log: &Written, rng: &mut StdRng) -> Attack {
    let at = log.any(rng).position;
    Attack::exactly(at, [format!("delete from events where position = {at}")])
}

fn delete_tail(log: &Written, rng: &mut StdRng) -> Attack {
    let from = rng.random_range(1..=log.end());
    missing(from, log.end(), format!("delete from events where position >= {from}"))
}

fn truncate(log: &Written, _: &mut StdRng) -> Attack {
    missing(1, log.end(), "truncate events".to_owned())
}

/// Exactly this range is missing.
fn missing(from: u64, to: u64, statement: String) -> Attack {
    let named = Named::Within { one_of: vec![from], from, to };
    Attack { statements: vec![statement], named }
}

fn renumber(log: &Written, rng: &mut StdRng) -> Attack {
    let at = log.any(rng).position;
    Attack::exactly(at, [renumbered(at.cast_signed(), log.end().cast_signed() + 1)])
}

fn renumber_last_far_away(log: &Written, rng: &mut StdRng) -> Attack {
    let to = log.end() + rng.random_range(2..1_000);
    Attack::exactly(log.end(), [renumbered(log.end().cast_signed(), to.cast_signed())])
}

fn copy_to_the_end(log: &Written, rng: &mut StdRng) -> Attack {
    let at = log.any(rng).position;
    let to = log.end() + 1;
    Attack::exactly(to, [copied(at, to.cast_signed())])
}

fn copy_before_the_start(log: &Written, rng: &mut StdRng) -> Attack {
    let at = log.any(rng).position;
    Attack::exactly(0, [copied(at, -rng.random_range(0..1_000_i64))])
}

/// A fact in every way right, but for the head that does not know of it: it
/// would be read in its stream.
fn forge_after_the_head(log: &Written, rng: &mut StdRng) -> Attack {
    let row = *log.stream_of(log.any(rng)).last().expect("no stream is empty");
    let to = log.end() + 1;
    let leaf = text(row)
        .replace(&format!(r#""position":{},"#, row.position), &format!(r#""position":{to},"#))
        .replace(
            &format!(r#""version":{}}}"#, row.version),
            &format!(r#""version":{}}}"#, row.version + 1),
        )
        .replace(r#""recorded_at":"2"#, r#""recorded_at":"3"#);
    let leaf = referring(&leaf, &row.leaf_hash).into_bytes();
    let forge = [
        copied(row.position, to.cast_signed()),
        set(to, &format!("version = {}, {}", row.version + 1, rewritten(&leaf))),
    ];
    Attack::exactly(to, forge)
}

fn change_version(log: &Written, rng: &mut StdRng) -> Attack {
    let row = log.any(rng);
    let version = row.version + rng.random_range(1_000..2_000) * [1, -1][rng.random_range(0..2)];
    Attack::exactly(row.position, [set(row.position, &format!("version = {version}"))])
}

fn change_stream(log: &Written, rng: &mut StdRng) -> Attack {
    let at = log.any(rng).position;
    Attack::exactly(at, [set(at, &format!("stream = '{}'", Uuid::from_u128(rng.random())))])
}

fn change_kind(log: &Written, rng: &mut StdRng) -> Attack {
    let row = log.any(rng);
    let kind = (row.kind + rng.random_range(1..10)) % 12;
    let kind = if kind == row.kind { -1 } else { kind };
    Attack::exactly(row.position, [set(row.position, &format!("kind = {kind}"))])
}

/// Leaf and hash are changed together: the next two facts of the stream tell.
fn rewrite_with_follower(log: &Written, rng: &mut StdRng) -> Attack {
    let stream = log.stream_of(log.any(rng));
    let row = stream[rng.random_range(0..stream.len() - 2)];
    Attack::exactly(row.position, [set(row.position, &rewritten(&other_actor(row)))])
}

/// The fact now claims to follow another one: neither neighbour fits it.
fn rewrite_reference(log: &Written, rng: &mut StdRng) -> Attack {
    let stream = log.stream_of(log.any(rng));
    let row = stream[rng.random_range(1..stream.len() - 1)];
    let leaf = referring(text(row), &[7; 32]).into_bytes();
    Attack::exactly(row.position, [set(row.position, &rewritten(&leaf))])
}

/// Nothing follows it: only the tree is left, and the ends of the streams.
fn rewrite_last_of_stream(log: &Written, rng: &mut StdRng) -> Attack {
    let row = *log.stream_of(log.any(rng)).last().expect("no stream is empty");
    within_ends(log, vec![row.position], vec![set(row.position, &rewritten(&other_actor(row)))])
}

/// From some fact on the attacker makes every reference fit again.
fn rewrite_to_the_end_of_stream(log: &Written, rng: &mut StdRng) -> Attack {
    let stream = log.stream_of(log.any(rng));
    let from = rng.random_range(0..stream.len());
    let mut statements = Vec::new();
    let mut before: Option<Vec<u8>> = None;
    for row in &stream[from..] {
        let leaf = match &before {
            None => other_actor(row),
            Some(hash) => referring(text(row), hash).into_bytes(),
        };
        statements.push(set(row.position, &rewritten(&leaf)));
        before = Some(leaf_hash(&leaf));
    }
    let positions = stream[from..].iter().map(|row| row.position).collect();
    within_ends(log, positions, statements)
}

/// A range no wider than the ends of the streams in the last subtree that has
/// a changed leaf.
fn within_ends(log: &Written, changed: Vec<u64>, statements: Vec<String>) -> Attack {
    let mut ends: HashMap<Uuid, u64> = HashMap::new();
    for row in &log.rows {
        ends.insert(row.stream, row.position);
    }
    let (from, to) = log.subtree(*changed.last().expect("something is changed"));
    let inside = || ends.values().copied().filter(|end| (from..=to).contains(end));
    let from = inside().min().unwrap_or(from);
    let to = inside().max().unwrap_or(to);
    Attack { statements, named: Named::Within { one_of: changed, from, to } }
}

fn change_head_root(log: &Written, rng: &mut StdRng) -> Attack {
    let byte = rng.random_range(0..32);
    head(
        log,
        &format!(
            "root = set_byte(root, {byte}, get_byte(root, {byte}) # {})",
            rng.random_range(1..256)
        ),
    )
}

fn change_head_frontier(log: &Written, rng: &mut StdRng) -> Attack {
    let byte = rng.random_range(0..log.end().count_ones() * 32);
    let with = rng.random_range(1..256);
    let change = [
        format!("frontier = set_byte(frontier, {byte}, get_byte(frontier, {byte}) # {with})"),
        "frontier = frontier || root".to_owned(),
        "frontier = ''".to_owned(),
    ];
    head(log, &change[rng.random_range(0..3)])
}

fn change_head_position(log: &Written, rng: &mut StdRng) -> Attack {
    let to = [rng.random_range(0..log.end()), log.end() + rng.random_range(1..100)];
    let to = to[rng.random_range(0..2)];
    let (from, until) = (to.min(log.end()) + 1, to.max(log.end()));
    let statements = vec![format!("update log_head set position = {to}")];
    Attack { statements, named: Named::Within { one_of: vec![from], from, to: until } }
}

fn change_head_moment(log: &Written, rng: &mut StdRng) -> Attack {
    let by = rng.random_range(1..1_000_000) * [1, -1][rng.random_range(0..2)];
    head(log, &format!("recorded_at = recorded_at + {by}"))
}

fn delete_head(log: &Written, _: &mut StdRng) -> Attack {
    Attack::exactly(log.end(), ["delete from log_head".to_owned()])
}

fn head(log: &Written, change: &str) -> Attack {
    Attack::exactly(log.end(), [format!("update log_head set {change}")])
}

fn set(position: u64, change: &str) -> String {
    format!("update events set {change} where position = {position}")
}

fn renumbered(from: i64, to: i64) -> String {
    format!("update events set position = {to} where position = {from}")
}

/// The unique constraint asks for another version, so that the copy has one.
fn copied(from: u64, to: i64) -> String {
    format!(
        "insert into events (position, stream, version, kind, leaf_hash, leaf)
         select {to}, stream, version + 500, kind, leaf_hash, leaf from events
          where position = {from}"
    )
}

fn text(row: &Row) -> &str {
    std::str::from_utf8(&row.leaf).expect("a leaf is text")
}

fn other_actor(row: &Row) -> Vec<u8> {
    text(row).replace(r#""actor":"petugas""#, r#""actor":"penyusup""#).into_bytes()
}

/// The leaf, with this hash for that of the fact before it.
fn referring(leaf: &str, hash: &[u8]) -> String {
    use base64::Engine as _;
    let hash = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(hash);
    let (head, tail) = leaf.split_once(r#""prev":""#).expect("it follows another fact");
    format!(r#"{head}"prev":"{hash}{}"#, &tail[43..])
}

fn rewritten(leaf: &[u8]) -> String {
    format!(r"leaf = '\x{}', leaf_hash = '\x{}'", hex(leaf), hex(&leaf_hash(leaf)))
}

fn leaf_hash(leaf: &[u8]) -> Vec<u8> {
    Sha256::digest([&[0], leaf].concat()).to_vec()
}
