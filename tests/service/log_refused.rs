//! What would poison the log is refused; what is stuck or stale is told apart
//! from what is wrong.

use std::time::{Duration, Instant};

use events::biaya::BiayaDitetapkan;
use events::permohonan::PermohonanDiterima;
use events::pihak::Pemohon;
use events::teks::Isi;
use events::{AliranId, Fakta, perkara};
use jejak::clock::Clock;
use jejak::log::{AppendError, Expected, Log, Values};
use sqlx::{Connection as _, query};

use crate::facts::{append, command, dilihat, diterima, id_acak, perkara, satu};
use crate::harness::database;

#[tokio::test]
async fn a_fact_in_a_stream_of_another_kind_is_refused() {
    let database = database().await;
    let log = database.log(Clock::System, 1).await;
    unwritable(&log, AliranId::perkara(id_acak()), dilihat(1)).await;
    unwritable(&log, AliranId::pendamping(id_acak()), diterima("a", "b", "c")).await;
}

#[tokio::test]
async fn a_number_that_json_cannot_hold_is_refused() {
    let database = database().await;
    let log = database.log(Clock::System, 1).await;
    let biaya = |rupiah| {
        perkara(perkara::Event::BiayaDitetapkan(BiayaDitetapkan {
            rupiah,
            rincian: None,
            standar: None,
        }))
    };
    let stream = AliranId::perkara(id_acak());
    for rupiah in [1 << 53, (1 << 53) + 1, u64::MAX] {
        unwritable(&log, stream, biaya(rupiah)).await;
    }
    let most = biaya((1 << 53) - 1);
    let given = command(id_acak(), vec![append(stream, Expected::Any, vec![most.clone()])]);
    log.append(given).await.expect("the largest exact number");
    let read = log.stream(stream, Values::Open).await.expect("readable");
    assert_eq!(read[0].event, most.event);
}

#[tokio::test]
async fn a_sealed_value_cannot_be_written_again() {
    let database = database().await;
    let log = database.log(Clock::System, 1).await;
    let nama = Some(Isi::Tersegel("X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0".to_owned()));
    let rincian = Some(Isi::Terbuka("aset".to_owned()));
    let pemohon = Pemohon { nama, ..Pemohon::default() };
    let copied = PermohonanDiterima { pemohon, rincian, ..PermohonanDiterima::default() };
    let copied = perkara(perkara::Event::PermohonanDiterima(copied));
    unwritable(&log, AliranId::perkara(id_acak()), copied).await;
}

#[tokio::test]
async fn a_broken_subject_key_stops_only_what_needs_it() {
    let database = database().await;
    let log = database.log(Clock::System, 1).await;
    let (broken, other) = (AliranId::perkara(id_acak()), AliranId::perkara(id_acak()));
    let fakta = || diterima("Budi", "3273010101900001", "aset");
    let one = |stream| command(id_acak(), vec![append(stream, Expected::Any, vec![fakta()])]);
    log.append(one(broken)).await.expect("new");
    query("update subject_key set wrapped = decode(repeat('00', 48), 'hex')")
        .execute(&database.owner)
        .await
        .expect("owner");
    let log = database.log(Clock::System, 2).await;
    let began = Instant::now();
    let mut beside = satu(id_acak(), broken.id);
    beside.appends[0].subject = broken.id;
    let (a, b, c) =
        tokio::join!(log.append(one(broken)), log.append(one(other)), log.append(beside));
    assert!(matches!(a, Err(AppendError::Unwritable(_))), "{a:?}");
    b.expect("another subject");
    c.expect("a fact without a value needs no key");
    assert!(began.elapsed() < Duration::from_secs(2), "nobody waits for it");
}

#[tokio::test]
async fn a_conflict_is_not_decided_by_stale_memory() {
    let database = database().await;
    let (here, there) =
        (database.log(Clock::System, 1).await, database.log(Clock::System, 2).await);
    let stream = AliranId::pendamping(id_acak());
    let at = |version| {
        let append = append(stream, Expected::Version(version), vec![dilihat(1)]);
        command(id_acak(), vec![append])
    };
    here.append(at(0)).await.expect("new");
    there.append(at(1)).await.expect("the next");
    here.append(at(2)).await.expect("the version that its reader saw");
    there.append(at(3)).await.expect("the next");
    let stale = here.append(at(3)).await;
    assert!(matches!(stale, Err(AppendError::Conflict { expected: 3, found: 4, .. })), "{stale:?}");
}

#[tokio::test]
async fn a_stuck_database_is_said_in_time_and_the_command_resolves_later() {
    let database = database().await;
    let log = database.log(Clock::System, 1).await;
    let mut blocker = database.owner.acquire().await.expect("the server answers");
    let mut held = blocker.begin().await.expect("a transaction");
    query("select from log_head for update").execute(&mut *held).await.expect("free");
    let (given, began) = (satu(id_acak(), id_acak()), Instant::now());
    let stuck = log.append(given.clone()).await;
    assert!(matches!(stuck, Err(AppendError::Unavailable)), "{stuck:?}");
    assert!(began.elapsed() < Duration::from_secs(15), "after {:?}", began.elapsed());
    held.rollback().await.expect("the head is released");
    let outcome = log.append(given.clone()).await.expect("sent again with the same id");
    assert_eq!((outcome.first_position, outcome.last_position), (1, 1));
    assert_eq!(log.append(given).await.expect("the first outcome"), outcome);
    assert_eq!(log.position().await.expect("readable"), 1, "once");
    log.append(satu(id_acak(), id_acak())).await.expect("the log goes on");
}

async fn unwritable(log: &Log, stream: AliranId, fakta: Fakta) {
    let given = command(id_acak(), vec![append(stream, Expected::Any, vec![fakta])]);
    let answer = log.append(given).await;
    assert!(matches!(answer, Err(AppendError::Unwritable(_))), "{answer:?}");
    log.replay(0, Values::Open).await.expect("the log stays readable");
    log.append(satu(id_acak(), id_acak())).await.expect("and writable");
}
