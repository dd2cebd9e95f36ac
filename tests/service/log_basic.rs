//! What one caller may rely on: whole commands, once, in order, and read back.

use events::AliranId;
use futures_util::FutureExt as _;
use jejak::clock::Clock;
use jejak::log::{AppendError, Expected, Values};
use sqlx::{Connection as _, query, query_scalar};

use crate::facts::{
    aliran_buku, append, bernomor, buku_dibuka, command, dilihat, diterima, id_acak, saat, satu,
};
use crate::harness::{Database, LOG, database, eventually};

#[tokio::test]
async fn a_fact_is_read_back_as_it_was_given() {
    let database = database().await;
    let log = database.log(Clock::System, 1).await;
    let (stream, id) = (AliranId::perkara(id_acak()), id_acak());
    let fakta = diterima("Budi", "3273010101900001", "daftar \"aset\"\n{\"isi\":\"x\"} 🏛");
    let given = command(id, vec![append(stream, Expected::Version(0), vec![fakta.clone()])]);
    let outcome = log.append(given.clone()).await.expect("nothing stands against it");
    assert_eq!((outcome.first_position, outcome.last_position), (1, 1));

    let read = log.stream(stream, Values::Open).await.expect("the stream is readable");
    assert_eq!(read.len(), 1);
    let found = &read[0];
    assert_eq!((found.position, found.stream, found.version), (1, stream, 1));
    assert_eq!((found.command, &found.actor), (id, &given.actor));
    assert_eq!((found.occurred_at, found.diketahui), (fakta.occurred_at, found.recorded_at));
    assert_eq!(found.event, fakta.event);
    assert_eq!(log.replay(0, Values::Open).await.expect("readable"), read);
    assert_eq!((log.id(), log.position().await.expect("readable")), (LOG, 1));

    let sealed = log.stream(stream, Values::Sealed).await.expect("readable");
    let sealed = serde_json::to_string(&sealed[0].event).expect("an event is JSON");
    assert!(!sealed.contains("Budi") && !sealed.contains(r#""isi""#), "{sealed}");
    assert_eq!(sealed.matches(r#""sd""#).count(), 3, "{sealed}");
}

#[tokio::test]
async fn the_same_command_twice_is_one_fact_and_one_outcome() {
    let database = database().await;
    let log = database.log(Clock::System, 1).await;
    let given = satu(id_acak(), id_acak());
    let first = log.append(given.clone()).await.expect("new");
    assert_eq!(log.append(given.clone()).await.expect("the first outcome"), first);
    // A double click, in one batch or in two.
    let twins = satu(id_acak(), id_acak());
    let (a, b) = tokio::join!(log.append(twins.clone()), log.append(twins.clone()));
    assert_eq!(a.expect("new"), b.expect("the same"));
    assert_eq!(log.position().await.expect("readable"), 2);

    let mut other = given.clone();
    other.content = b"lain".to_vec();
    let refused = log.append(other.clone()).await;
    assert!(matches!(refused, Err(AppendError::OtherContent)), "{refused:?}");
    let mut another = satu(id_acak(), id_acak());
    let first_twin = log.append(another.clone());
    another.content = b"lain".to_vec();
    let (a, b) = tokio::join!(first_twin, log.append(another));
    assert!(a.is_ok() && matches!(b, Err(AppendError::OtherContent)), "{a:?} {b:?}");

    let known = log.outcome(given.id, &given.content).await.expect("readable");
    assert_eq!(known, Some(first));
    assert_eq!(log.outcome(id_acak(), b"").await.expect("readable"), None);
    let error = log.outcome(given.id, &other.content).await.expect_err("other content");
    assert!(error.to_string().contains("isi lain"), "{error}");
    assert_eq!(log.position().await.expect("readable"), 3);
}

#[tokio::test]
async fn a_command_over_several_streams_is_carried_out_whole_or_not_at_all() {
    let database = database().await;
    let log = database.log(Clock::System, 1).await;
    let (a, b) = (AliranId::pendamping(id_acak()), AliranId::pendamping(id_acak()));
    let both = |id, va, vb| {
        command(
            id,
            vec![
                append(a, Expected::Version(va), vec![dilihat(1), dilihat(2)]),
                append(b, Expected::Version(vb), vec![dilihat(3)]),
            ],
        )
    };
    let outcome = log.append(both(id_acak(), 0, 0)).await.expect("two new streams");
    assert_eq!((outcome.first_position, outcome.last_position), (1, 3));
    let refused_id = id_acak();
    let refused = log.append(both(refused_id, 2, 0)).await;
    let Err(AppendError::Conflict { stream, expected: 0, found: 1 }) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(stream, b);
    assert_eq!(log.stream(a, Values::Sealed).await.expect("readable").len(), 2);
    let again = log.append(both(refused_id, 2, 1)).await.expect("a refusal is not stored");
    assert_eq!(again.first_position, 4);

    let empty = log.append(command(id_acak(), vec![append(a, Expected::Any, vec![])])).await;
    assert!(matches!(empty, Err(AppendError::Empty)), "{empty:?}");
}

#[tokio::test]
async fn a_companion_stream_never_makes_a_page_stale() {
    let database = database().await;
    let log = database.log(Clock::System, 1).await;
    let id = id_acak();
    let page = |version| {
        let fakta = diterima("Budi", "3273010101900001", "aset");
        command(
            id_acak(),
            vec![append(AliranId::perkara(id), Expected::Version(version), vec![fakta])],
        )
    };
    log.append(page(0)).await.expect("new");
    log.append(satu(id_acak(), id)).await.expect("the companion");
    log.append(page(1)).await.expect("the officer's page is not stale");
}

#[tokio::test]
async fn a_full_queue_says_so_and_loses_nothing() {
    const WAITING: usize = 4_096;
    let database = database().await;
    let log = database.log(Clock::System, 1).await;
    let perkara = id_acak();
    let mut blocker = database.owner.acquire().await.expect("the server answers");
    let mut held = blocker.begin().await.expect("a transaction");
    query("select from log_head for update").execute(&mut *held).await.expect("the head is free");

    let first = tokio::spawn({
        let (log, given) = (log.clone(), satu(id_acak(), perkara));
        async move { log.append(given).await }
    });
    eventually("the writer waits for the head", || writer_waits(&database)).await;
    let mut waiting: Vec<_> =
        (0..WAITING).map(|_| Box::pin(log.append(satu(id_acak(), perkara)))).collect();
    for append in &mut waiting {
        assert!(append.as_mut().now_or_never().is_none(), "there is room");
    }
    let late = satu(id_acak(), perkara);
    for _ in 0..3 {
        let refused = log.append(late.clone()).await;
        assert!(matches!(refused, Err(AppendError::Overloaded)), "{refused:?}");
    }
    held.rollback().await.expect("the head is released");

    first.await.expect("no panic").expect("it was taken in");
    for append in waiting {
        append.await.expect("what was queued is written");
    }
    let count = u64::try_from(WAITING).expect("a small number") + 1;
    assert_eq!(log.position().await.expect("readable"), count);
    assert_eq!(log.outcome(late.id, &late.content).await.expect("readable"), None);
    log.append(late).await.expect("there is room again");
    assert_eq!(log.verify(|_, _| ()).await.expect("readable").finding, None);
}

#[tokio::test]
async fn closing_writes_what_is_queued_even_while_others_hold_the_log() {
    let database = database().await;
    let log = database.log(Clock::System, 1).await;
    let held = log.clone();
    let mut queued: Vec<_> =
        (0..100).map(|_| Box::pin(held.append(satu(id_acak(), LOG)))).collect();
    for append in &mut queued {
        assert!(append.as_mut().now_or_never().is_none(), "the writer has not run yet");
    }
    log.close().await;
    assert_eq!(held.position().await.expect("readable"), 100, "written before close answers");
    for append in queued {
        append.await.expect("queued before closing");
    }
    let late = held.append(satu(id_acak(), LOG)).await;
    assert!(matches!(late, Err(AppendError::Stopped)), "{late:?}");
    held.close().await;
}

#[tokio::test]
async fn a_reader_that_gives_up_half_way_harms_nobody() {
    let database = database().await;
    let log = database.log(Clock::System, 1).await;
    let stream = AliranId::perkara(id_acak());
    let big = |_| diterima("Budi", "3273010101900001", &"panjang ".repeat(2_000));
    let facts: Vec<_> = (0..500).map(big).collect();
    log.append(command(id_acak(), vec![append(stream, Expected::Any, facts)])).await.expect("new");
    for round in 0..200_u64 {
        let mut reading = Box::pin(log.replay(0, Values::Sealed));
        for _ in 0..round % 40 {
            if reading.as_mut().now_or_never().is_some() {
                break;
            }
            tokio::task::yield_now().await;
        }
        drop(reading);
        assert_eq!(log.position().await.expect("the pool heals"), 500);
    }
    assert_eq!(log.replay(0, Values::Sealed).await.expect("readable").len(), 500);
}

#[tokio::test]
async fn an_erased_value_is_a_digest_and_its_neighbours_stay() {
    let database = database().await;
    let log = database.log(Clock::System, 1).await;
    let stream = AliranId::perkara(id_acak());
    let fakta = diterima("Budi", "3273010101900001", "aset");
    log.append(command(id_acak(), vec![append(stream, Expected::Any, vec![fakta.clone()])]))
        .await
        .expect("new");
    query("delete from disclosure where ordinal = 0")
        .execute(&database.owner)
        .await
        .expect("owner");
    let read = log.stream(stream, Values::Open).await.expect("the others are readable");
    let json = serde_json::to_string(&read[0].event).expect("JSON");
    assert_eq!(json.matches(r#""sd""#).count(), 1, "{json}");
    assert_eq!(json.matches(r#""isi""#).count(), 2, "{json}");

    query("delete from subject_key").execute(&database.owner).await.expect("owner");
    let read = log.replay(0, Values::Open).await.expect("readable without its key");
    let json = serde_json::to_string(&read[0].event).expect("JSON");
    assert_eq!(json.matches(r#""sd""#).count(), 3, "{json}");
    let finding =
        log.verify(|_, _| ()).await.expect("readable").finding.expect("nothing erased it");
    assert_eq!(
        (finding.positions, finding.what.contains("tanpa fakta penghapusan")),
        ((1, 1), true)
    );
}

#[tokio::test]
async fn time_goes_on_when_the_clock_does_not() {
    let database = database().await;
    let clock = Clock::simulated(saat("2026-03-02T01:00:00Z"));
    let log = database.log(clock.clone(), 1).await;
    for moment in ["2026-03-02T01:00:00Z", "2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z"] {
        clock.set(saat(moment));
        log.append(satu(id_acak(), LOG)).await.expect("new");
    }
    let read = log.replay(0, Values::Sealed).await.expect("readable");
    let moments: Vec<String> = read
        .iter()
        .map(|t| t.recorded_at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true))
        .collect();
    let expected = [
        "2026-03-02T01:00:00.000000Z",
        "2026-03-02T01:00:00.000001Z",
        "2026-03-03T00:00:00.000000Z",
    ];
    assert_eq!(moments, expected);
}

/// A fact that asks for a number has a place for it until the log gives one.
#[tokio::test]
async fn a_number_is_in_the_fact_before_it_is_stored() {
    let database = database().await;
    let log = database.log(Clock::System, 1).await;
    let (buku, id) = (id_acak(), id_acak());
    let open = append(aliran_buku(buku), Expected::Version(0), vec![buku_dibuka()]);
    log.append(command(id_acak(), vec![open])).await.expect("new");
    let numbered = append(AliranId::perkara(id), Expected::Any, vec![bernomor(buku)]);
    log.append(command(id_acak(), vec![numbered])).await.expect("an open book");
    let read = log.stream(AliranId::perkara(id), Values::Open).await.expect("readable");
    let json = serde_json::to_string(&read[0].event).expect("JSON");
    assert!(json.contains(r#""nomor":"0001/PPID/2026""#), "{json}");
}

async fn writer_waits(database: &Database) -> bool {
    let waiting: i64 = query_scalar(
        "select count(*) from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'",
    )
    .fetch_one(&database.owner)
    .await
    .expect("the owner sees every session");
    waiting > 0
}
