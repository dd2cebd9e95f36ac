//! Reading: one stream by its index, or the whole log by COPY.
//!
//! A reader's condition is `position > $1`; that positions follow each other is
//! asserted, because only corruption could break it.

use std::borrow::Cow;
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use anyhow::{Context, ensure};
use events::{AliranId, Event, Tercatat};
use futures_util::{Stream, StreamExt, TryStreamExt};
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::copy::{self, Beside, Copying, Page, Pages, Reading};
use super::disclosure::{digests, has_value, is_digest, value};
use super::keys::{MasterKey, Sealed, SubjectKey};
use super::leaf::Stored;
use super::{Log, store};

/// Whether sealed values are opened while reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    Sealed,
    Open,
}

/// Chunks that are taken apart at the same time; one more than there are
/// processors, so that none of them waits for the reader.
pub(super) fn at_once() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from) + 1
}

impl Log {
    /// The facts of one stream, oldest first.
    pub async fn stream(
        &self,
        stream: AliranId,
        values: Values,
    ) -> anyhow::Result<Vec<Tercatat<Event>>> {
        let leaves = sqlx::query_scalar!(
            "select leaf from events where kind = $1 and stream = $2 order by version",
            stream.jenis.kode(),
            stream.id,
        )
        .fetch_all(&self.pool)
        .await?;
        self.decode(&leaves, values).await
    }

    /// Leaves as facts, in their order.
    pub(super) async fn decode(
        &self,
        leaves: &[Vec<u8>],
        values: Values,
    ) -> anyhow::Result<Vec<Tercatat<Event>>> {
        let leaves: Vec<Stored> =
            leaves.iter().map(|leaf| Stored::parse(leaf)).collect::<anyhow::Result<_>>()?;
        match values {
            Values::Sealed => leaves.iter().map(Stored::decode).collect(),
            Values::Open => {
                let opened = self.opened(&leaves).await?;
                leaves.iter().map(|leaf| leaf.decode_open(&opened)).collect()
            }
        }
    }

    /// Every fact after a position, oldest first.
    pub async fn replay(&self, after: u64, values: Values) -> anyhow::Result<Vec<Tercatat<Event>>> {
        let mut facts = Vec::new();
        self.replay_with(after, values, |tercatat| {
            facts.push(tercatat);
            Ok(())
        })
        .await?;
        Ok(facts)
    }

    /// Hands every fact after a position to `visit`, oldest first. However long
    /// the log, only some chunks of it are in memory.
    pub async fn replay_with(
        &self,
        after: u64,
        values: Values,
        visit: impl FnMut(Tercatat<Event>) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let position = after.cast_signed();
        match values {
            Values::Sealed => {
                let reading = Reading::acquire(&self.pool).await?;
                let chunks = Copying::start(reading, &copy::leaves_after(position)).into_stream();
                let decoded = chunks.map_ok(|chunk| spawn_blocking(move || decode(&chunk)));
                in_order(after, decoded, visit).await
            }
            Values::Open => {
                let [events, mut disclosures] = copy::at_one_moment(&self.pool).await?;
                let keys;
                (keys, disclosures) = subject_keys(disclosures, &self.key).await?;
                let keys = Arc::new(keys);
                let pages = Pages::start([events, disclosures], position).into_stream();
                let decoded = pages.map_ok(|page| {
                    let keys = keys.clone();
                    spawn_blocking(move || decode_open(&page, &keys))
                });
                in_order(after, decoded, visit).await
            }
        }
    }

    /// Position of the last fact.
    pub async fn position(&self) -> anyhow::Result<u64> {
        Ok(store::head(&self.pool).await?.position)
    }

    /// The values behind the digests in these leaves. What was erased is absent.
    pub(super) async fn opened(
        &self,
        leaves: &[Stored<'_>],
    ) -> anyhow::Result<HashMap<String, String>> {
        let texts = self.disclosure_texts(leaves).await?.into_iter();
        texts.map(|(digest, text)| Ok((digest, value(&text).context(NO_VALUE)?))).collect()
    }

    /// The disclosures themselves.
    pub(super) async fn disclosure_texts(
        &self,
        leaves: &[Stored<'_>],
    ) -> anyhow::Result<HashMap<String, String>> {
        let positions: Vec<i64> = leaves.iter().map(|leaf| leaf.position.cast_signed()).collect();
        let rows = store::disclosures(&self.pool, &positions).await?;
        let mut subjects: Vec<Uuid> = rows.iter().map(|row| row.subject).collect();
        subjects.sort_unstable();
        subjects.dedup();
        let mut keys = Keys::new();
        for (subject, wrapped) in store::subject_keys(&self.pool, &subjects).await? {
            keys.insert(subject, self.key.unwrap_key(subject, &wrapped).ok());
        }
        let digests: HashMap<i64, Vec<Cow<'_, str>>> =
            positions.iter().copied().zip(leaves.iter().map(|leaf| digests(leaf.body))).collect();
        let (mut opened, mut room) = (HashMap::with_capacity(rows.len()), Vec::new());
        for row in rows {
            let digests = digests.get(&row.position).map_or(&[][..], Vec::as_slice);
            let beside = Beside {
                position: row.position,
                ordinal: row.ordinal,
                subject: row.subject,
                nonce: &row.nonce,
                sealed: &row.sealed,
            };
            let unsealed = unseal(&keys, &beside, digests, &mut room)
                .with_context(|| format!("nilai pada posisi {}", row.position))?;
            opened.extend(unsealed.map(|(digest, text)| (digest.to_owned(), text.to_owned())));
        }
        Ok(opened)
    }
}

/// Awaits the chunks in their order, several in work, and asserts that the
/// positions follow each other.
async fn in_order(
    mut last: u64,
    chunks: impl Stream<
        Item = anyhow::Result<tokio::task::JoinHandle<anyhow::Result<Vec<Tercatat<Event>>>>>,
    >,
    mut visit: impl FnMut(Tercatat<Event>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut chunks = std::pin::pin!(chunks.map(async |chunk| chunk?.await?).buffered(at_once()));
    while let Some(facts) = chunks.try_next().await? {
        for tercatat in facts {
            ensure!(tercatat.position == last + 1, "posisi {} hilang dari log", last + 1);
            last += 1;
            visit(tercatat)?;
        }
    }
    Ok(())
}

fn decode(chunk: &[u8]) -> anyhow::Result<Vec<Tercatat<Event>>> {
    let fact = |leaf: anyhow::Result<_>| {
        let (position, leaf) = leaf?;
        parse(position, leaf)?.decode()
    };
    copy::leaves(chunk).map(fact).collect()
}

fn decode_open(page: &Page, keys: &Keys) -> anyhow::Result<Vec<Tercatat<Event>>> {
    let mut disclosures = copy::beside(&page.disclosures).peekable();
    let mut facts = Vec::new();
    for row in copy::rows(&page.events) {
        let row = row?;
        let leaf = parse(row.position, row.leaf)?;
        let digests = digests(leaf.body);
        let mut opened = HashMap::with_capacity(digests.len());
        for beside in of_fact(&mut disclosures, row.position) {
            let beside = beside?;
            opened.extend(
                open(keys, &beside, &digests)
                    .with_context(|| format!("nilai pada posisi {}", row.position))?,
            );
        }
        facts.push(leaf.decode_open(&opened)?);
    }
    Ok(facts)
}

/// The leaf of a row. What is not the leaf of its position is a hole.
fn parse(position: i64, leaf: &[u8]) -> anyhow::Result<Stored<'_>> {
    let leaf = Stored::parse(leaf)?;
    ensure!(
        position.cast_unsigned() == leaf.position,
        "daun pada posisi {position} milik posisi lain"
    );
    Ok(leaf)
}

/// The disclosures of the fact at a position; earlier ones belong to none.
pub(super) fn of_fact<'a, 'b, I>(
    disclosures: &'b mut std::iter::Peekable<I>,
    position: i64,
) -> impl Iterator<Item = anyhow::Result<Beside<'a>>> + use<'a, 'b, I>
where
    I: Iterator<Item = anyhow::Result<Beside<'a>>>,
{
    let before = move |beside: &I::Item| beside.as_ref().is_ok_and(|b| b.position < position);
    while disclosures.next_if(before).is_some() {}
    let here = move |beside: &I::Item| beside.as_ref().map_or(true, |b| b.position == position);
    std::iter::from_fn(move || disclosures.next_if(here))
}

/// Subjects' keys. `None`: there is one, and the master key does not open it.
pub(super) type Keys = HashMap<Uuid, Option<SubjectKey>>;

/// Every subject's key.
pub(super) async fn subject_keys(
    reading: Reading,
    master: &MasterKey,
) -> anyhow::Result<(Keys, Reading)> {
    let mut copying = Copying::start(reading, "select subject, nonce, wrapped from subject_key");
    let (mut keys, mut at_work) = (Keys::new(), VecDeque::new());
    while let Some(chunk) = copying.next().await? {
        let master = master.clone();
        at_work.push_back(spawn_blocking(move || {
            let unwrap = |tuple: anyhow::Result<[&[u8]; 3]>| {
                let [subject, nonce, wrapped] = tuple?;
                let subject = Uuid::from_slice(subject)?;
                let wrapped = Sealed { nonce: nonce.to_vec(), bytes: wrapped.to_vec() };
                anyhow::Ok((subject, master.unwrap_key(subject, &wrapped).ok()))
            };
            copy::Tuples::new(&chunk).map(unwrap).collect::<anyhow::Result<Vec<_>>>()
        }));
        if at_work.len() > at_once()
            && let Some(first) = at_work.pop_front()
        {
            keys.extend(first.await??);
        }
    }
    for unwrapped in at_work {
        keys.extend(unwrapped.await??);
    }
    Ok((keys, copying.into_reading()))
}

/// The digest and the value behind it. `None`: the leaf has no such digest, or
/// the key was erased.
pub(super) fn open(
    keys: &Keys,
    beside: &Beside<'_>,
    digests: &[Cow<'_, str>],
) -> anyhow::Result<Option<(String, String)>> {
    let mut room = Vec::new();
    let Some((digest, text)) = unseal(keys, beside, digests, &mut room)? else { return Ok(None) };
    Ok(Some((digest.to_owned(), value(text).context(NO_VALUE)?)))
}

/// Whether there is a value behind its digest, as for [`open`].
pub(super) fn opens(
    keys: &Keys,
    beside: &Beside<'_>,
    digests: &[Cow<'_, str>],
    [sealed, opened]: &mut [Vec<u8>; 2],
) -> anyhow::Result<bool> {
    let Some((_, text)) = unseal(keys, beside, digests, sealed)? else { return Ok(false) };
    ensure!(has_value(text, opened), NO_VALUE);
    Ok(true)
}

const NO_VALUE: &str = "nilai tersegel rusak";

/// The digest and the disclosure that it is of.
fn unseal<'a>(
    keys: &Keys,
    beside: &Beside<'_>,
    digests: &'a [Cow<'_, str>],
    room: &'a mut Vec<u8>,
) -> anyhow::Result<Option<(&'a str, &'a str)>> {
    let Some(key) = keys.get(&beside.subject) else { return Ok(None) };
    let key = key
        .as_ref()
        .with_context(|| format!("kunci subjek {} tidak dapat dibuka", beside.subject))?;
    let Some(expected) = digests.get(usize::try_from(beside.ordinal)?) else { return Ok(None) };
    let text = key.open(expected.as_bytes(), beside.nonce, beside.sealed, room)?;
    let text = std::str::from_utf8(text)?;
    ensure!(is_digest(expected, text), "nilai tersegel tidak sesuai daun");
    Ok(Some((expected, text)))
}
