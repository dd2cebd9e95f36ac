//! Register books: what the writer remembers of one is what the log says.

use events::buku::{self, BukuDitolak};
use events::{AliranId, Event};
use jejak::clock::Clock;
use jejak::log::{AppendError, Command, Expected, Log, Outcome, Values};
use uuid::Uuid;

use crate::facts::{aliran_buku, append, bernomor, buku_dibuka, command, fakta, id_acak};
use crate::harness::database;

#[tokio::test]
async fn a_book_that_was_asked_too_early_gives_numbers_once_it_is_open() {
    let database = database().await;
    let log = database.log(Clock::System, 1).await;
    let buku = id_acak();
    refused(log.append(numbered(buku)).await, BukuDitolak::BelumDibuka);
    log.append(opened(buku)).await.expect("a new book");
    log.append(numbered(buku)).await.expect("the book is open now");
    assert_eq!(numbers(&log, buku).await, ["0001/PPID/2026"]);
}

#[tokio::test]
async fn a_closed_book_gives_no_more_numbers() {
    let database = database().await;
    let log = database.log(Clock::System, 1).await;
    let buku = id_acak();
    log.append(opened(buku)).await.expect("a new book");
    log.append(numbered(buku)).await.expect("open");
    log.append(closed(buku, 1)).await.expect("open");
    refused(log.append(numbered(buku)).await, BukuDitolak::SudahDitutup);
    let restarted = database.log(Clock::System, 2).await;
    refused(restarted.append(numbered(buku)).await, BukuDitolak::SudahDitutup);
}

#[tokio::test]
async fn one_command_may_open_a_book_take_numbers_and_close_it() {
    let database = database().await;
    let log = database.log(Clock::System, 1).await;
    let buku = id_acak();
    let mut whole = opened(buku);
    whole.appends.extend(numbered(buku).appends);
    whole.appends.extend(numbered(buku).appends);
    whole.appends.extend(closed(buku, 2).appends);
    log.append(whole).await.expect("each part follows from the one before");
    assert_eq!(numbers(&log, buku).await, ["0001/PPID/2026", "0002/PPID/2026"]);
    refused(log.append(numbered(buku)).await, BukuDitolak::SudahDitutup);
    let restarted = database.log(Clock::System, 2).await;
    refused(restarted.append(numbered(buku)).await, BukuDitolak::SudahDitutup);
}

#[tokio::test]
async fn a_book_that_another_process_opened_or_closed_is_open_or_closed() {
    let database = database().await;
    let (here, there) =
        (database.log(Clock::System, 1).await, database.log(Clock::System, 2).await);
    let buku = id_acak();
    refused(here.append(numbered(buku)).await, BukuDitolak::BelumDibuka);
    there.append(opened(buku)).await.expect("a new book");
    here.append(numbered(buku)).await.expect("open, though memory said otherwise");
    there.append(closed(buku, 1)).await.expect("open");
    refused(here.append(numbered(buku)).await, BukuDitolak::SudahDitutup);
}

#[tokio::test]
async fn a_refused_command_takes_no_number_with_it() {
    let database = database().await;
    let log = database.log(Clock::System, 1).await;
    let (buku, closed_book) = (id_acak(), id_acak());
    log.append(opened(buku)).await.expect("a new book");
    let stale = append(AliranId::perkara(id_acak()), Expected::Version(7), vec![bernomor(buku)]);
    // One number is there, the other is not: neither is taken.
    let half = append(
        AliranId::perkara(id_acak()),
        Expected::Any,
        vec![bernomor(buku), bernomor(closed_book)],
    );
    for _ in 0..5 {
        let (a, b, c) = tokio::join!(
            log.append(command(id_acak(), vec![stale.clone()])),
            log.append(command(id_acak(), vec![half.clone()])),
            log.append(numbered(buku)),
        );
        assert!(matches!(a, Err(AppendError::Conflict { found: 0, .. })), "{a:?}");
        refused(b, BukuDitolak::BelumDibuka);
        c.expect("open");
    }
    let expected: Vec<String> = (1..=5).map(|n| format!("{n:04}/PPID/2026")).collect();
    assert_eq!(numbers(&log, buku).await, expected);
}

fn opened(buku: Uuid) -> Command {
    let open = append(aliran_buku(buku), Expected::Version(0), vec![buku_dibuka()]);
    command(id_acak(), vec![open])
}

fn numbered(buku: Uuid) -> Command {
    let perkara = AliranId::perkara(id_acak());
    command(id_acak(), vec![append(perkara, Expected::Any, vec![bernomor(buku)])])
}

fn closed(buku: Uuid, terakhir: u32) -> Command {
    let ditutup = fakta(Event::Buku(buku::Event::BukuDitutup { terakhir }));
    command(id_acak(), vec![append(aliran_buku(buku), Expected::Any, vec![ditutup])])
}

#[track_caller]
fn refused(answer: Result<Outcome, AppendError>, reason: BukuDitolak) {
    match answer {
        Err(AppendError::Book(found)) => assert_eq!(found, reason),
        other => panic!("not refused by the book: {other:?}"),
    }
}

/// The numbers that a book gave, in the order of its stream.
async fn numbers(log: &Log, buku: Uuid) -> Vec<String> {
    let facts = log.stream(aliran_buku(buku), Values::Sealed).await.expect("readable");
    let number = |event: &Event| {
        let Event::Buku(buku::Event::NomorDiberikan(diberikan)) = event else { return None };
        Some(diberikan.nomor.to_string())
    };
    facts.iter().filter_map(|tercatat| number(&tercatat.event)).collect()
}
