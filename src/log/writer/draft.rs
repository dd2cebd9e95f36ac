//! A draft: what commands would add to the log, numbers and leaves and all.

use std::borrow::Cow;
use std::collections::HashMap;

use anyhow::ensure;
use chrono::TimeDelta;
use events::buku::{self, Buku};
use events::permohonan::Nomor;
use events::{AliranId, Event, Fakta, JenisAliran, perkara};
use uuid::Uuid;

use super::prepare::{Prepared, Stage, prepare};
use super::{Request, Writer};
use crate::app::subjek;
use crate::log::keys::SubjectKey;
use crate::log::leaf::{Leaf, Place, Stored};
use crate::log::store::{Batch, CommandRow, DisclosureRow, EventRow, Head, KeyRow};
use crate::log::tree::{Hash, leaf_hash};
use crate::log::{Append, AppendError, Command, Expected, Outcome};

/// What a batch would add, before it is known to be the next.
pub(super) struct Draft {
    pub batch: Batch,
    pub head: Head,
    pub streams: HashMap<AliranId, (u32, Option<Hash>)>,
    pub books: HashMap<Uuid, Buku>,
    pub keys: HashMap<Uuid, SubjectKey>,
}

impl Draft {
    pub(super) fn after(head: Head) -> Self {
        let (streams, books, keys) = (HashMap::new(), HashMap::new(), HashMap::new());
        Draft { batch: Batch::default(), head, streams, books, keys }
    }
}

impl Writer {
    /// Adds one command to the draft, or refuses it and leaves the draft as it was.
    pub(super) fn add(
        &mut self,
        draft: &mut Draft,
        request: &Request,
    ) -> Result<Outcome, AppendError> {
        let mut command = Cow::Borrowed(&*request.command);
        if command.facts() == 0 {
            return Err(AppendError::Empty);
        }
        for append in &command.appends {
            let found = self.version(draft, append.stream).0;
            if let Expected::Version(expected) = append.expected
                && expected != found
            {
                return Err(AppendError::Conflict { stream: append.stream, expected, found });
            }
        }
        let books = match request.books.is_empty() {
            true => HashMap::new(),
            false => self.number(draft, command.to_mut())?,
        };
        let made;
        let prepared = match &request.stage {
            Stage::Done(prepared) => prepared,
            Stage::Numbers | Stage::Parts(_) => {
                made = prepare(&command, request.seed);
                &made
            }
        };
        let unwritable = |e: &anyhow::Error| AppendError::Unwritable(e.to_string());
        let prepared = prepared.as_ref().map_err(unwritable)?;
        self.openable(&command, prepared).map_err(|e| unwritable(&e))?;
        // Nothing below can fail, so that a draft never holds half a command.
        draft.books.extend(books);
        let first_position = draft.head.position + 1;
        let mut prepared = prepared.iter();
        for append in &command.appends {
            for fakta in &append.facts {
                let prepared = prepared.next().expect("every fact was prepared");
                self.add_fact(draft, &command, append, fakta, prepared);
            }
        }
        let outcome = Outcome { first_position, last_position: draft.head.position };
        draft.batch.commands.push(CommandRow {
            command: command.id,
            fingerprint: request.fingerprint.clone(),
            first_position: outcome.first_position.cast_signed(),
            last_position: outcome.last_position.cast_signed(),
        });
        Ok(outcome)
    }

    /// Fills in the numbers that facts wait for, puts behind each append what
    /// the books gave for it, and returns the books as they then stand.
    fn number(
        &self,
        draft: &Draft,
        command: &mut Command,
    ) -> Result<HashMap<Uuid, Buku>, AppendError> {
        let mut books: HashMap<Uuid, Buku> = HashMap::new();
        let mut appends: Vec<Append> = Vec::with_capacity(command.appends.len());
        for mut append in std::mem::take(&mut command.appends) {
            let mut given: Vec<Append> = Vec::new();
            for fakta in &mut append.facts {
                if append.stream.jenis == JenisAliran::Buku
                    && let Event::Buku(event) = &fakta.event
                {
                    let state = self.book(draft, &books, append.stream.id)?;
                    books.insert(append.stream.id, state.evolve(event));
                }
                let occurred_at = fakta.occurred_at;
                let Some((buku, nomor)) = fakta.event.nomor_ditunggu() else { continue };
                let state = self.book(draft, &books, buku)?;
                let diberikan = state.beri_nomor(append.stream.id)?;
                *nomor = Nomor::Tetap(diberikan.nomor.clone());
                let event = buku::Event::NomorDiberikan(diberikan);
                books.insert(buku, state.evolve(&event));
                given.push(Append {
                    stream: AliranId { jenis: JenisAliran::Buku, id: buku },
                    expected: Expected::Any,
                    subject: append.subject,
                    facts: vec![Fakta::baru(Event::Buku(event), occurred_at)],
                });
            }
            appends.push(append);
            appends.extend(given);
        }
        command.appends = appends;
        Ok(books)
    }

    /// A book as the command finds it.
    fn book(
        &self,
        draft: &Draft,
        books: &HashMap<Uuid, Buku>,
        id: Uuid,
    ) -> Result<Buku, AppendError> {
        if let Some(state) = books.get(&id).or_else(|| draft.books.get(&id)) {
            return Ok(state.clone());
        }
        let state = self.books.get(&id).expect("every book of the batch was loaded");
        state.clone().ok_or_else(|| {
            let remedy = "buku register tidak terbaca; periksa keutuhan log";
            AppendError::Unwritable(remedy.to_owned())
        })
    }

    /// Whether the subjects' keys are there for the values to be sealed.
    fn openable(&self, command: &Command, prepared: &[Prepared]) -> anyhow::Result<()> {
        let facts =
            command.appends.iter().flat_map(|append| append.facts.iter().map(move |_| append));
        for (append, prepared) in facts.zip(prepared) {
            let broken = self.keys.get(&append.subject).is_some_and(Option::is_none);
            ensure!(
                prepared.values.is_empty() || !broken,
                "kunci subjek {} tidak dapat dibuka; pulihkan dari cadangan",
                append.subject
            );
        }
        Ok(())
    }

    fn version(&self, draft: &Draft, stream: AliranId) -> (u32, Option<Hash>) {
        let known = draft.streams.get(&stream).or_else(|| self.streams.get(&stream));
        known.copied().unwrap_or((0, None))
    }

    fn add_fact(
        &mut self,
        draft: &mut Draft,
        command: &Command,
        append: &Append,
        fakta: &Fakta,
        prepared: &Prepared,
    ) {
        let (version, prev) = self.version(draft, append.stream);
        // Strictly rising, whatever the system's clock does.
        let recorded_at = self.clock.now().max(draft.head.recorded_at + TimeDelta::microseconds(1));
        let place = Place {
            log: draft.head.log,
            position: draft.head.position + 1,
            stream: append.stream,
            version: version + 1,
            prev,
            command: command.id,
            recorded_at,
        };
        let body = &*prepared.body;
        let leaf =
            Leaf::new(&place, &command.actor, fakta, &prepared.kind, body).bytes(body.get().len());
        let hash = leaf_hash(&leaf);
        let position = place.position.cast_signed();
        for (ordinal, disclosure) in (0_i16..).zip(&prepared.values) {
            let key = self.subject_key(draft, append.subject);
            let sealed =
                key.seal(disclosure.digest.as_bytes(), disclosure.text.as_bytes(), &mut self.rng);
            draft.batch.disclosures.push(DisclosureRow {
                position,
                ordinal,
                subject: append.subject,
                sealed,
            });
        }
        draft.batch.events.push(EventRow {
            position,
            kind: append.stream.jenis.kode(),
            stream: append.stream.id,
            version: place.version.cast_signed(),
            leaf,
            leaf_hash: hash,
        });
        draft.streams.insert(append.stream, (place.version, Some(hash)));
        for subject in erased(append, &fakta.event) {
            // What is sealed from here on needs a key that is not destroyed.
            self.keys.remove(&subject);
        }
        draft.head.position = place.position;
        draft.head.recorded_at = recorded_at;
        draft.head.frontier.push(hash);
    }

    fn subject_key(&mut self, draft: &mut Draft, subject: Uuid) -> SubjectKey {
        let known = self.keys.get(&subject).and_then(Option::as_ref);
        if let Some(key) = draft.keys.get(&subject).or(known) {
            return key.clone();
        }
        let key = SubjectKey::generate(&mut self.rng);
        let wrapped = self.key.wrap(subject, &key, &mut self.rng);
        draft.batch.keys.push(KeyRow { subject, wrapped });
        draft.keys.insert(subject, key.clone());
        key
    }
}

/// The subjects whose keys a fact tells to be destroyed.
fn erased(append: &Append, event: &Event) -> Vec<Uuid> {
    let Event::Perkara(event) = event else { return Vec::new() };
    let perkara::Event::DataPribadiDihapus(erasure) = event.as_ref() else { return Vec::new() };
    let disputes = erasure.sengketa.iter().map(|id| subjek(*id));
    std::iter::once(append.subject).chain(disputes).collect()
}

/// A book as it stands: its opening and its last fact are enough.
pub(super) fn read_book(leaves: &[Vec<u8>]) -> anyhow::Result<Buku> {
    let mut state = Buku::default();
    for leaf in leaves {
        if let Event::Buku(event) = Stored::parse(leaf)?.decode()?.event {
            state = state.evolve(&event);
        }
    }
    Ok(state)
}
