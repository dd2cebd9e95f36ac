//! A hundred times `kill -9` under load: of Jejak, of a backend, of the
//! postmaster, of Jejak and the postmaster together.

use std::time::Duration;

use rustix::process::Signal;
use sqlx::{Connection as _, PgConnection, query, query_scalar};
use tokio::time::sleep;

use crate::audit::Audit;
use crate::harness::{Room, postmaster, send};
use crate::load::Load;
use crate::office::Office;

const PEOPLE: usize = 6;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Victim {
    Jejak,
    Backend,
    Postmaster,
    Both,
}

use Victim::{Backend, Both, Postmaster};

/// Of each ten rounds on a server of its own.
const TURNS: [Victim; 10] = [
    Victim::Jejak,
    Backend,
    Postmaster,
    Victim::Jejak,
    Backend,
    Victim::Jejak,
    Backend,
    Both,
    Victim::Jejak,
    Backend,
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kill_9_loses_and_doubles_nothing_on_a_server() {
    const ROUNDS: usize = 85;
    let mut office = Office::on_a_server().await;
    let mut jejak = office.serve().await;
    let mut load = Load::start(PEOPLE, &office.doors);
    let mut audit = Audit::default();
    let mut deaths = 0;
    for victim in TURNS.into_iter().cycle().take(ROUNDS) {
        any_moment(&mut load).await;
        if matches!(victim, Postmaster | Both) {
            send(office.room.postmaster(), Signal::KILL);
            deaths += 1;
        }
        if victim == Backend {
            kill_a_backend(&office).await;
        }
        if matches!(victim, Victim::Jejak | Both) {
            jejak.kill();
        }
        // The watcher gives a server up that dies more often than that.
        if deaths == 4 {
            office.restart_server().await;
            deaths = 0;
        }
        match victim {
            Victim::Jejak | Both => jejak = office.serve_again().await,
            Backend | Postmaster => assert!(jejak.lives(), "it survives: {}", jejak.said()),
        }
        load.go_on(PEOPLE).await;
        check(&mut audit, &office, &load).await;
    }
    office.close(vec![jejak], &load.stop().await).await;
}

/// The same where `jejak serve` runs the server itself: it adopts the orphan
/// of a killed Jejak, and revives a killed server.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kill_9_loses_and_doubles_nothing_in_a_folder() {
    const ROUNDS: usize = 20;
    let office = Office::in_a_folder(Room::new()).await;
    let mut jejak = office.serve().await;
    let mut load = Load::start(PEOPLE, &office.doors);
    let mut audit = Audit::default();
    let turns = [Victim::Jejak, Backend, Postmaster, Both, Backend];
    for victim in turns.into_iter().cycle().take(ROUNDS) {
        any_moment(&mut load).await;
        match victim {
            Victim::Jejak => {
                let orphan = postmaster(&office.room.data());
                jejak.kill();
                jejak = office.serve().await;
                assert_eq!(postmaster(&office.room.data()), orphan, "the server is adopted");
            }
            Backend => kill_a_backend(&office).await,
            Postmaster => send(office.room.postmaster(), Signal::KILL),
            Both => {
                let server = office.room.postmaster();
                jejak.kill();
                send(server, Signal::KILL);
                jejak = office.serve_again().await;
            }
        }
        load.go_on(PEOPLE).await;
        check(&mut audit, &office, &load).await;
    }
    office.close(vec![jejak], &load.stop().await).await;
}

/// The control: the same load, the same audit, and a server that acknowledges
/// before it is on disk.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_does_not_wait_for_its_disk_loses_what_it_acknowledged() {
    // What is lost is what came in the last moment, which is sometimes nothing.
    const TRIES: usize = 40;
    let mut office = Office::on_a_server().await;
    let mut owner = PgConnection::connect_with(&office.owner()).await.unwrap();
    for setting in [
        "alter role jejak_app set synchronous_commit = off",
        "alter system set wal_writer_delay = '10s'",
        "alter system set wal_writer_flush_after = '1GB'",
        "select pg_reload_conf()",
    ] {
        query(setting).execute(&mut owner).await.unwrap();
    }
    drop(owner);
    let mut load = Vec::new();
    for _ in 0..TRIES {
        let mut jejak = office.serve().await;
        let mut people = Load::start(PEOPLE, &office.doors);
        people.go_on(60).await;
        let acknowledged = people.receipts();
        office.cut_the_power();
        jejak.kill();
        drop(people);
        load.extend(acknowledged);
        office.restart_server().await;
        let audit = Audit::of(&office.owner()).await;
        let verdict = audit.judge(&load);
        println!("of {} acknowledged: {verdict:?}", load.len());
        if verdict.lost > 0 {
            office.leave().await;
            return;
        }
    }
    panic!("the rounds are blind: nothing was lost");
}

/// Some filings later, and at no moment in particular.
async fn any_moment(load: &mut Load) {
    load.go_on(1).await;
    sleep(Duration::from_micros(rand::random_range(0..40_000))).await;
}

/// One that works for the service, rather a busy one.
async fn kill_a_backend(office: &Office) {
    let mut owner = PgConnection::connect_with(&office.owner()).await.unwrap();
    let pid: Option<i32> = query_scalar(
        "select pid from pg_stat_activity where usename = 'jejak_app'
          order by state = 'active' desc, random() limit 1",
    )
    .fetch_optional(&mut owner)
    .await
    .unwrap();
    send(pid.expect("the service is connected"), Signal::KILL);
}

async fn check(audit: &mut Audit, office: &Office, load: &Load) {
    // Known before the log is read, so that the log must have it.
    let receipts = load.receipts();
    audit.read_on(&office.owner()).await;
    audit.assert_holds(&receipts);
}
