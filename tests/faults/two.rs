//! Two Jejak processes on one database, both under load, one of them killed
//! again and again.

use std::collections::BTreeSet;

use serde_json::Value;
use sqlx::{Connection as _, PgConnection, PgPool, query, query_scalar, raw_sql};
use tokio::task::JoinSet;

use crate::audit::Audit;
use crate::harness::eventually;
use crate::load::{Load, Peer, request};
use crate::office::{Jejak, Office};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_number_without_gaps_though_one_keeps_dying() {
    const DEATHS: usize = 6;
    let office = Office::on_a_server().await;
    let (one, mut two) = (office.serve().await, office.serve().await);
    let mut load = Load::start(8, &office.doors);
    let mut audit = Audit::default();
    for _ in 0..DEATHS {
        load.go_on(25).await;
        two.kill();
        load.go_on(10).await;
        two = office.serve().await;
        let receipts = load.receipts();
        audit.read_on(&office.owner()).await;
        audit.assert_holds(&receipts);
    }
    load.go_on(40).await;
    let receipts = load.stop().await;
    for jejak in [&one, &two] {
        eventually("it is ready and has caught up", || is_idle(jejak)).await;
    }
    office.close(vec![one, two], &receipts).await;
}

/// The control: numbers as one would give them without a head to compare and
/// swap.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_head_two_processes_give_a_number_twice() {
    const EACH: i64 = 60;
    let office = Office::on_a_server().await;
    let mut owner = PgConnection::connect_with(&office.owner()).await.unwrap();
    raw_sql("create table kendali (nomor bigint); grant all on kendali to jejak_app")
        .execute(&mut owner)
        .await
        .unwrap();
    let mut processes = JoinSet::new();
    for _ in 0..4 {
        let pool = PgPool::connect_with(office.service()).await.unwrap();
        processes.spawn(async move {
            for _ in 0..EACH {
                query("insert into kendali select coalesce(max(nomor), 0) + 1 from kendali")
                    .execute(&pool)
                    .await
                    .unwrap();
            }
        });
    }
    processes.join_all().await;
    let numbers: Vec<i64> =
        query_scalar("select nomor from kendali").fetch_all(&mut owner).await.unwrap();
    let distinct: BTreeSet<i64> = numbers.iter().copied().collect();
    println!("{} numbers, {} different ones", numbers.len(), distinct.len());
    assert!(distinct.len() < numbers.len(), "the race is blind: no number was given twice");
    office.leave().await;
}

/// Nothing waits for its writer, and every read model is where the log is.
async fn is_idle(jejak: &Jejak) -> bool {
    let ready = Peer::default().ask(jejak.door(), &request("GET", "/ready", "")).await.unwrap();
    let ready: Value = serde_json::from_slice(&ready.body).unwrap();
    let models = ready["tampilan"].as_array().unwrap();
    let right = |model: &Value| model["tertinggal"] == 0 && model["gagal"].is_null();
    let figures = jejak.figures().await;
    let queue = figures.lines().find_map(|line| line.strip_prefix("jejak_log_antrean "));
    ready["siap"] == true && !models.is_empty() && models.iter().all(right) && queue == Some("0")
}
