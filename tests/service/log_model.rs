//! The log against a model: random programs of several writers, readers,
//! restarts and moving clocks, each step compared with a plain list.

use std::collections::HashMap;

use chrono::TimeDelta;
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use events::buku::{self, BukuDitolak};
use events::permohonan::Nomor;
use events::{AliranId, Event, JenisAliran, Tercatat};
use futures_util::future::join_all;
use jejak::clock::Clock;
use jejak::log::{AppendError, Command, Expected, Log, Outcome, Values};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use sha2::Sha256;
use sqlx::query_scalar;
use uuid::Uuid;

use crate::facts::{
    aliran_buku, append, bernomor, buku_dibuka, command, dilihat, diterima, label, saat,
};
use crate::harness::{Database, database};

const CASES: u32 = 24;
const STEPS: std::ops::Range<usize> = 20..40;
const WRITERS: usize = 2;
const STREAMS: u128 = 3;
const BOOKS: u128 = 2;

#[derive(Clone, Debug)]
enum Step {
    Append {
        writer: usize,
        asked: Asked,
    },
    /// All at once, over both writers.
    Together(Vec<Asked>),
    /// An earlier command once more, with its own content or with another.
    Again {
        writer: usize,
        which: prop::sample::Index,
        same: bool,
    },
    OpenBook {
        writer: usize,
        book: u128,
    },
    Read {
        reader: usize,
    },
    /// The process ends, with or without saying so, and another starts.
    Restart {
        writer: usize,
        closing: bool,
    },
    /// The clock of one process is set, be it back.
    Clock {
        writer: usize,
        seconds: i64,
    },
}

/// A command over several streams.
#[derive(Clone, Debug)]
struct Asked {
    parts: Vec<Part>,
    /// Asks for the next number of this book, too.
    book: Option<u128>,
}

#[derive(Clone, Debug)]
struct Part {
    stream: u128,
    /// On the companion stream instead.
    companion: bool,
    facts: u32,
    expected: Guess,
}

#[derive(Clone, Copy, Debug)]
enum Guess {
    Any,
    Right,
    Wrong,
}

#[test]
fn the_log_does_what_a_list_would() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime can be made");
    let config = Config {
        cases: CASES,
        failure_persistence: None,
        max_shrink_iters: 100,
        ..Config::default()
    };
    let program = prop::collection::vec(step(), STEPS);
    let ran = TestRunner::new(config).run(&program, |program| {
        runtime.block_on(play(program));
        Ok(())
    });
    ran.unwrap_or_else(|failure| panic!("{failure}"));
}

fn step() -> impl Strategy<Value = Step> {
    let writer = 0..WRITERS;
    let guess =
        prop_oneof![3 => Just(Guess::Right), 2 => Just(Guess::Any), 1 => Just(Guess::Wrong)];
    let part = (0..STREAMS, any::<bool>(), 1_u32..4, guess).prop_map(
        |(stream, companion, facts, expected)| Part { stream, companion, facts, expected },
    );
    let book = prop::option::weighted(0.4, 0..BOOKS);
    let asked = (prop::collection::vec(part, 1..=3), book)
        .prop_map(|(parts, book)| Asked { parts, book })
        .boxed();
    prop_oneof![
        8 => (writer.clone(), asked.clone())
            .prop_map(|(writer, asked)| Step::Append { writer, asked }),
        3 => prop::collection::vec(asked, 2..8).prop_map(Step::Together),
        3 => (writer.clone(), any::<prop::sample::Index>(), any::<bool>())
            .prop_map(|(writer, which, same)| Step::Again { writer, which, same }),
        1 => (writer.clone(), 0..BOOKS).prop_map(|(writer, book)| Step::OpenBook { writer, book }),
        3 => (0..2_usize).prop_map(|reader| Step::Read { reader }),
        1 => (writer.clone(), any::<bool>())
            .prop_map(|(writer, closing)| Step::Restart { writer, closing }),
        2 => (writer, -5..5_i64).prop_map(|(writer, seconds)| Step::Clock { writer, seconds }),
    ]
}

async fn play(program: Vec<Step>) {
    let mut world = World::new().await;
    for step in program {
        world.step(step).await;
        world.compare().await;
    }
    world.compare_at_the_end().await;
}

/// One fact as the model knows it.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    stream: AliranId,
    version: u32,
    command: Uuid,
    event: Event,
}

/// What the log should hold.
#[derive(Clone, Default)]
struct Model {
    entries: Vec<Entry>,
    versions: HashMap<AliranId, u32>,
    numbers: HashMap<Uuid, u32>,
}

struct World {
    database: Database,
    clocks: [Clock; WRITERS],
    logs: Vec<Log>,
    opened: u64,
    model: Model,
    /// Every command that was carried out, and every one that was not.
    carried_out: Vec<(Command, Outcome)>,
    refused: Vec<Uuid>,
    readers: [Vec<Tercatat<Event>>; 2],
    next: u128,
}

impl World {
    async fn new() -> Self {
        let database = database().await;
        let clocks = [0, 3].map(|ahead| {
            Clock::simulated(saat("2026-03-02T01:00:00Z") + TimeDelta::seconds(ahead))
        });
        let mut logs = Vec::new();
        for (seed, clock) in (0..).zip(&clocks) {
            logs.push(database.log(clock.clone(), seed).await);
        }
        World {
            database,
            clocks,
            logs,
            opened: 2,
            model: Model::default(),
            carried_out: Vec::new(),
            refused: Vec::new(),
            readers: [Vec::new(), Vec::new()],
            next: 1_000,
        }
    }

    async fn step(&mut self, step: Step) {
        match step {
            Step::Append { writer, asked } => {
                let given = self.command(&asked);
                let answer = self.logs[writer].append(given.clone()).await;
                self.one_after_the_other(given, answer);
            }
            Step::Together(asked) => self.together(&asked).await,
            Step::Again { writer, which, same } => self.again(writer, which, same).await,
            Step::OpenBook { writer, book } => {
                let id = self.id();
                let stream = aliran_buku(Uuid::from_u128(book));
                let open = append(stream, Expected::Version(0), vec![buku_dibuka()]);
                let given = command(id, vec![open]);
                let answer = self.logs[writer].append(given.clone()).await;
                self.one_after_the_other(given, answer);
            }
            Step::Read { reader } => self.read(reader).await,
            Step::Restart { writer, closing } => {
                self.opened += 1;
                let new = self.database.log(self.clocks[writer].clone(), self.opened).await;
                let old = std::mem::replace(&mut self.logs[writer], new);
                if closing {
                    old.close().await;
                }
            }
            Step::Clock { writer, seconds } => {
                let clock = &self.clocks[writer];
                clock.set(clock.now() + TimeDelta::seconds(seconds));
            }
        }
    }

    /// The answer must be the very one that the model gives.
    fn one_after_the_other(&mut self, given: Command, answer: Result<Outcome, AppendError>) {
        match (self.model.append(&given), answer) {
            (Ok(expected), Ok(found)) => {
                assert_eq!(found, expected);
                self.carried_out.push((given, found));
            }
            (Err(expected), Err(found)) => {
                assert_eq!(format!("{found:?}"), format!("{expected:?}"));
                self.refused.push(given.id);
            }
            (expected, found) => panic!("{found:?}, expected {expected:?}, for {given:?}"),
        }
    }

    /// Whatever the order was, there was one: that of the outcomes; and each
    /// refusal was right at some moment of it.
    async fn together(&mut self, asked: &[Asked]) {
        let given: Vec<Command> = asked.iter().map(|asked| self.command(asked)).collect();
        let appends = given.iter().enumerate().map(|(n, given)| {
            let log = self.logs[n % WRITERS].clone();
            let given = given.clone();
            async move { tokio::spawn(async move { log.append(given).await }).await }
        });
        let answers = join_all(appends).await;
        let mut accepted = Vec::new();
        let mut refused = Vec::new();
        for (given, answer) in given.into_iter().zip(answers) {
            match answer.expect("no panic") {
                Ok(outcome) => accepted.push((given, outcome)),
                Err(error) => refused.push((given, error)),
            }
        }
        accepted.sort_by_key(|(_, outcome)| outcome.first_position);
        let mut moments = vec![self.model.clone()];
        for (given, outcome) in accepted {
            assert_eq!(self.model.append(&given).expect("the log took it"), outcome);
            moments.push(self.model.clone());
            self.carried_out.push((given, outcome));
        }
        for (given, error) in refused {
            let right = moments.iter().any(|moment| match moment.clone().append(&given) {
                Ok(_) => false,
                Err(expected) => format!("{error:?}") == format!("{expected:?}"),
            });
            assert!(right, "{error:?} was never right for {given:?}");
            self.refused.push(given.id);
        }
    }

    async fn again(&mut self, writer: usize, which: prop::sample::Index, same: bool) {
        if self.carried_out.is_empty() {
            return;
        }
        let (mut given, outcome) = which.get(&self.carried_out).clone();
        if same {
            let answer = self.logs[writer].append(given).await;
            assert_eq!(answer.expect("carried out before"), outcome);
        } else {
            given.content.push(0);
            let answer = self.logs[writer].append(given).await;
            assert!(matches!(answer, Err(AppendError::OtherContent)), "{answer:?}");
        }
    }

    /// A reader goes on from where it was.
    async fn read(&mut self, reader: usize) {
        let seen = &mut self.readers[reader];
        let last = seen.last().map_or(0, |tercatat| tercatat.position);
        let log = &self.logs[reader % WRITERS];
        seen.extend(log.replay(last, Values::Open).await.expect("no gap"));
        let entries: Vec<Entry> = seen.iter().map(entry).collect();
        assert_eq!(entries, self.model.entries, "a reader sees a growing prefix");
    }

    async fn compare(&self) {
        let log = &self.logs[0];
        let verdict = log.verify(|_, _| ()).await.expect("readable");
        assert_eq!(verdict.finding, None);
        assert_eq!(verdict.events, self.model.entries.len() as u64);
        assert_eq!(verdict.streams, self.model.versions.len());
        let facts = log.replay(0, Values::Open).await.expect("no gap");
        assert_eq!(facts.iter().map(entry).collect::<Vec<_>>(), self.model.entries);
        assert!(facts.iter().map(|t| t.position).eq(1..=verdict.events));
        assert!(facts.is_sorted_by(|a, b| a.recorded_at < b.recorded_at), "time only goes on");
    }

    async fn compare_at_the_end(&self) {
        let log = &self.logs[0];
        let facts = log.replay(0, Values::Open).await.expect("no gap");
        let mut union = Vec::new();
        for (stream, version) in &self.model.versions {
            let of_stream = log.stream(*stream, Values::Open).await.expect("readable");
            assert!(of_stream.iter().map(|t| t.version).eq(1..=*version));
            union.extend(of_stream);
        }
        union.sort_by_key(|tercatat| tercatat.position);
        assert_eq!(union, facts, "the streams are the whole log");

        for tercatat in log.replay(0, Values::Sealed).await.expect("no gap") {
            let json = serde_json::to_string(&tercatat.event).expect("JSON");
            assert!(!json.contains(r#"{"isi":"#), "{json}");
        }
        for (given, outcome) in &self.carried_out {
            let positions: Vec<u64> =
                facts.iter().filter(|t| t.command == given.id).map(|t| t.position).collect();
            let expected: Vec<u64> = (outcome.first_position..=outcome.last_position).collect();
            assert_eq!(positions, expected, "once, and in one piece");
        }
        assert!(facts.iter().all(|t| !self.refused.contains(&t.command)), "no refused fact");

        let leaves: Vec<Vec<u8>> = query_scalar("select leaf from events order by position")
            .fetch_all(&self.database.owner)
            .await
            .expect("the owner reads");
        let mut tree = MemoryBackedTree::<Sha256, Vec<u8>>::new();
        for leaf in leaves {
            tree.push(leaf);
        }
        let verdict = log.verify(|_, _| ()).await.expect("readable");
        assert_eq!(verdict.root[..], tree.root().as_bytes()[..]);
    }

    fn command(&mut self, asked: &Asked) -> Command {
        let id = self.id();
        let mut appends = Vec::new();
        for part in &asked.parts {
            let perkara = Uuid::from_u128(100 + part.stream);
            let (stream, facts) = if part.companion {
                (AliranId::pendamping(perkara), (0..part.facts).map(dilihat).collect())
            } else {
                let fakta = |n| diterima(&format!("Budi {n}"), "3273", &format!("{id}"));
                (AliranId::perkara(perkara), (0..part.facts).map(fakta).collect())
            };
            let found = self.model.version(stream);
            let expected = match part.expected {
                Guess::Any => Expected::Any,
                Guess::Right => Expected::Version(found),
                Guess::Wrong => Expected::Version(found + 1),
            };
            appends.push(append(stream, expected, facts));
        }
        if let Some(book) = asked.book {
            let stream = AliranId::perkara(Uuid::from_u128(100));
            let facts = vec![bernomor(Uuid::from_u128(book))];
            appends.insert(appends.len() / 2, append(stream, Expected::Any, facts));
        }
        command(id, appends)
    }

    fn id(&mut self) -> Uuid {
        self.next += 1;
        Uuid::from_u128(self.next)
    }
}

impl Model {
    fn version(&self, stream: AliranId) -> u32 {
        self.versions.get(&stream).copied().unwrap_or(0)
    }

    fn append(&mut self, given: &Command) -> Result<Outcome, AppendError> {
        for append in &given.appends {
            let (stream, found) = (append.stream, self.version(append.stream));
            match append.expected {
                Expected::Version(expected) if expected != found => {
                    return Err(AppendError::Conflict { stream, expected, found });
                }
                Expected::Version(_) | Expected::Any => {}
            }
        }
        let mut next = self.clone();
        for append in &given.appends {
            let mut given_numbers = Vec::new();
            for fakta in &append.facts {
                let mut event = fakta.event.clone();
                if let Some((book, nomor)) = event.nomor_ditunggu() {
                    let urut = next.numbers.get_mut(&book).ok_or(BukuDitolak::BelumDibuka)?;
                    *urut += 1;
                    let tetap = label(&format!("{urut:04}/PPID/2026"));
                    *nomor = Nomor::Tetap(tetap.clone());
                    let perkara = append.stream.id;
                    let diberikan = buku::NomorDiberikan { urut: *urut, nomor: tetap, perkara };
                    let diberikan = Event::Buku(buku::Event::NomorDiberikan(diberikan));
                    given_numbers.push((aliran_buku(book), diberikan));
                }
                if append.stream.jenis == JenisAliran::Buku {
                    next.numbers.insert(append.stream.id, 0);
                }
                next.add(given.id, append.stream, event);
            }
            for (stream, event) in given_numbers {
                next.add(given.id, stream, event);
            }
        }
        let first_position = self.entries.len() as u64 + 1;
        *self = next;
        Ok(Outcome { first_position, last_position: self.entries.len() as u64 })
    }

    fn add(&mut self, command: Uuid, stream: AliranId, event: Event) {
        let version = self.versions.entry(stream).or_default();
        *version += 1;
        self.entries.push(Entry { stream, version: *version, command, event });
    }
}

fn entry(tercatat: &Tercatat<Event>) -> Entry {
    Entry {
        stream: tercatat.stream,
        version: tercatat.version,
        command: tercatat.command,
        event: tercatat.event.clone(),
    }
}
