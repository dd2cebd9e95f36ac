//! More than the database takes: it stalls while thousands file. Most are told
//! to come again, memory stays bounded, and nothing that was taken is lost.

use std::time::Duration;

use rustix::process::{Resource, Signal, getrlimit, setrlimit};
use sqlx::{Connection as _, PgConnection, query, query_scalar};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::audit::Audit;
use crate::harness::send;
use crate::load::{Count, Peer, Receipt, Wish};
use crate::office::{Jejak, Office};

const PEOPLE: usize = 640;
/// Each files two permohonan, one after the other.
const EACH: usize = 2;
/// More than a process takes on at the same time is told to come again.
const TAKEN_ON: usize = 512;
/// What a stall may cost, in MiB.
const ROOM: u64 = 200;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn behind_a_locked_head_people_are_told_to_come_again() {
    let office = Office::on_a_server().await;
    let jejak = office.serve().await;
    let mut owner = PgConnection::connect_with(&office.owner()).await.unwrap();
    let mut lock = owner.begin().await.unwrap();
    query("select from log_head for update").execute(&mut *lock).await.unwrap();
    let crowd = Crowd::start(&jejak);
    // The writer gives up after a while, so that everybody hears something.
    let answers = crowd.all().await;
    assert!(answers.iter().all(|(_, taken)| !taken), "nothing is acknowledged behind a lock");
    lock.rollback().await.unwrap();
    everybody_lands(office, jejak, answers).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn behind_a_stopped_server_people_are_told_to_come_again() {
    let office = Office::on_a_server().await;
    let jejak = office.serve().await;
    let mut owner = PgConnection::connect_with(&office.owner()).await.unwrap();
    let backends: Vec<i32> =
        query_scalar("select pid from pg_stat_activity where usename = 'jejak_app'")
            .fetch_all(&mut owner)
            .await
            .unwrap();
    let server = office.room.postmaster();
    // The postmaster too, or new connections would pass by those that hang.
    for pid in backends.iter().chain([&server]) {
        send(*pid, Signal::STOP);
    }
    let mut crowd = Crowd::start(&jejak);
    crowd.heard((PEOPLE - TAKEN_ON) * EACH).await;
    for pid in backends.iter().chain([&server]) {
        send(*pid, Signal::CONT);
    }
    let answers = crowd.all().await;
    everybody_lands(office, jejak, answers).await;
}

async fn everybody_lands(office: Office, jejak: Jejak, answers: Vec<(Wish, bool)>) {
    let peak = jejak.peak_memory();
    let away = answers.iter().filter(|(_, taken)| !taken).count();
    println!("{} filed, {away} told to come again, at most {peak} MiB", answers.len());
    assert_eq!(answers.len(), PEOPLE * EACH);
    assert!(away >= (PEOPLE - TAKEN_ON) * EACH, "only {away} were told to come again");
    assert!(peak < ROOM, "{peak} MiB");
    control(&office, &answers).await;

    let mut people = JoinSet::new();
    for share in answers.chunks(answers.len() / 12) {
        let (doors, share) = (office.doors.clone(), share.to_vec());
        people.spawn(async move {
            let (mut peer, mut receipts) = (Peer::default(), Vec::new());
            for (wish, _) in &share {
                receipts.push(peer.file(&doors, wish, &Count::default()).await);
            }
            receipts
        });
    }
    let receipts = people.join_all().await.concat();
    assert_eq!(Audit::of(&office.owner()).await.filings(), PEOPLE * EACH);
    office.close(vec![jejak], &receipts).await;
}

/// The control: had they been told "taken" instead, they would have lost it.
async fn control(office: &Office, answers: &[(Wish, bool)]) {
    let claimed: Vec<Receipt> =
        answers.iter().filter(|(_, taken)| !taken).map(|(wish, _)| wish.claimed()).collect();
    let lost = Audit::of(&office.owner()).await.judge(&claimed).lost;
    assert!(lost > 0, "the audit is blind: everything landed");
}

/// Many who file at once, and each hears an answer.
struct Crowd {
    people: JoinSet<Vec<(Wish, bool)>>,
    heard: mpsc::UnboundedReceiver<()>,
}

impl Crowd {
    fn start(jejak: &Jejak) -> Self {
        allow_connections();
        let door = jejak.door();
        let (tell, heard) = mpsc::unbounded_channel();
        let mut people = JoinSet::new();
        for _ in 0..PEOPLE {
            let tell = tell.clone();
            people.spawn(async move {
                let (mut peer, mut answers) = (Peer::default(), Vec::new());
                for _ in 0..EACH {
                    let wish = Wish::new();
                    let reply = peer.ask(door, &wish.request()).await.unwrap();
                    let taken = reply.status == 201;
                    if !taken {
                        reply.assert_busy();
                    }
                    let _ = tell.send(());
                    answers.push((wish, taken));
                }
                answers
            });
        }
        Crowd { people, heard }
    }

    /// Waits until so many answers were heard.
    async fn heard(&mut self, answers: usize) {
        for n in 0..answers {
            let next = tokio::time::timeout(Duration::from_secs(25), self.heard.recv()).await;
            assert!(matches!(next, Ok(Some(()))), "only {n} of {answers} heard something");
        }
    }

    async fn all(self) -> Vec<(Wish, bool)> {
        self.people.join_all().await.concat()
    }
}

/// Many connections need many files, on both sides.
fn allow_connections() {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    setrlimit(Resource::Nofile, limit).unwrap();
}
