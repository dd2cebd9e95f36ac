//! Processes that are killed: the holder, the server, and a first start.

use std::cell::{Cell, RefCell};
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use jejak::postgres::{Cluster, Tempat};
use rustix::process::Signal;
use sqlx::{Connection as _, PgConnection, query};

use crate::harness::{Room, assert_says, count, eventually, processes, refusal, send, write};
use crate::holder::Holder;

#[tokio::test]
async fn the_server_of_a_killed_jejak_is_adopted() {
    let room = Room::new();
    let holder = Holder::start(&room);
    write(&holder.owner, "sebelum").await.unwrap();
    let orphan = room.postmaster();
    holder.kill();

    let cluster = room.start().await.unwrap();
    assert_eq!(room.postmaster(), orphan, "the same server goes on");
    assert_eq!(count(&cluster.owner()).await.unwrap(), 1);
    cluster.stop().await.unwrap();
    assert!(room.leaves_nothing(), "an adopted server stops too");
}

#[tokio::test]
async fn an_adopted_server_is_found_where_it_listens() {
    let room = Room::new();
    Holder::start(&room).kill();
    let elsewhere = Tempat { soket: room.path().join("t"), ..room.places() };
    let cluster = Cluster::start_with(&room.data(), &elsewhere).await.unwrap();
    write(&cluster.owner(), "diambil alih").await.unwrap();
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn a_server_whose_socket_folder_is_gone_is_named() {
    let room = Room::new();
    Holder::start(&room).kill();
    let pid = room.postmaster();
    fs::remove_dir_all(room.places().soket).unwrap();
    let remedy = format!("kill -QUIT {pid}");
    assert_says(&room.refusal().await, &["tidak menjawab", &remedy]);
    send(pid, Signal::QUIT);
    eventually("the remedy works", || async { room.start().await.is_ok() }).await;
}

#[tokio::test]
async fn an_adopted_server_that_dies_comes_back() {
    let room = Room::new();
    Holder::start(&room).kill();
    let cluster = room.start().await.unwrap();
    write(&cluster.owner(), "sebelum").await.unwrap();
    send(room.postmaster(), Signal::KILL);
    eventually("the server is back", || async { count(&cluster.owner()).await.is_ok() }).await;
    cluster.stop().await.unwrap();
    assert!(room.leaves_nothing());
}

#[tokio::test]
async fn a_killed_server_comes_back_with_all_it_acknowledged() {
    let room = Room::new();
    let cluster = room.start().await.unwrap();
    for round in 1..=3 {
        write(&cluster.owner(), "diakui").await.unwrap();
        // An idle connection leaves a backend that must notice by itself.
        let open = PgConnection::connect_with(&cluster.owner()).await.unwrap();
        let killed = room.postmaster();
        send(killed, Signal::KILL);
        eventually("the server is back", || async { count(&cluster.owner()).await.is_ok() }).await;
        assert_ne!(room.postmaster(), killed);
        assert_eq!(count(&cluster.owner()).await.unwrap(), round);
        drop(open);
    }
    cluster.stop().await.unwrap();
    assert!(room.leaves_nothing());
}

#[tokio::test]
async fn a_fresh_start_recovers_when_holder_and_server_were_killed() {
    let room = Room::new();
    let holder = Holder::start(&room);
    write(&holder.owner, "diakui").await.unwrap();
    // A busy backend outlives its postmaster and keeps the memory.
    let mut busy = PgConnection::connect_with(&holder.owner).await.unwrap();
    let sleeper =
        tokio::spawn(async move { query("select pg_sleep(60)").execute(&mut busy).await });
    let server = room.postmaster();
    eventually("the backend is busy", || async { processes(&room.data()).len() > 5 }).await;
    holder.kill();
    send(server, Signal::KILL);

    let cluster = room.start().await.unwrap();
    assert_ne!(room.postmaster(), server);
    assert_eq!(count(&cluster.owner()).await.unwrap(), 1);
    assert!(sleeper.await.unwrap().is_err());
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn stopping_amid_a_revival_leaves_nothing() {
    let room = Room::new();
    let cluster = room.start().await.unwrap();
    let killed = room.postmaster();
    send(killed, Signal::KILL);
    let gone = || async { !processes(&room.data()).contains(&killed) };
    eventually("the server is gone", gone).await;
    cluster.stop().await.unwrap();
    eventually("nothing runs", || async { processes(&room.data()).is_empty() }).await;
    room.start().await.unwrap().stop().await.unwrap();
}

#[tokio::test]
async fn a_server_that_keeps_dying_is_given_up() {
    let room = Room::new();
    let cluster = room.start().await.unwrap();
    let killed = RefCell::new(Vec::new());
    let kill_each_new_one = || async {
        let new = room.living_postmaster().filter(|pid| !killed.borrow().contains(pid));
        if let Some(pid) = new
            && answers(&cluster).await
        {
            send(pid, Signal::KILL);
            killed.borrow_mut().push(pid);
        }
        killed.borrow().len() == 6
    };
    eventually("the first server and five more are killed", kill_each_new_one).await;
    // Longer than the pause between two attempts.
    let quiet_since = Cell::new(Instant::now());
    let stays_quiet = || async {
        if !processes(&room.data()).is_empty() {
            quiet_since.set(Instant::now());
        }
        quiet_since.get().elapsed() > Duration::from_secs(3)
    };
    eventually("no server is started any more", stays_quiet).await;
    let sentence = cluster.stop().await.unwrap_err().to_string();
    assert_says(&sentence, &["mati berulang kali", "tail ", "pg.log"]);
    room.start().await.unwrap().stop().await.unwrap();
}

#[tokio::test]
async fn a_server_that_hangs_is_named_and_left_alone() {
    let room = Room::new();
    Holder::start(&room).kill();
    let pid = room.postmaster();
    send(pid, Signal::STOP);
    let hasty = Tempat { batas_tunggu: Duration::from_millis(500), ..room.places() };
    let sentence = refusal(&room.data(), &hasty).await;
    assert_says(&sentence, &["tidak menjawab", &format!("kill -QUIT {pid}")]);
    send(pid, Signal::CONT);
    let cluster = room.start().await.unwrap();
    assert_eq!(room.postmaster(), pid);
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn a_pid_that_another_program_got_is_named() {
    let room = Room::new();
    room.start().await.unwrap().stop().await.unwrap();
    let mut stranger = stranger(&room);
    let pid = stranger.id();
    let file = room.data().join("pg/postmaster.pid");
    fs::write(&file, format!("{pid}\n/lain\n1\n5432\n\n\n\n")).unwrap();
    let sentence = room.refusal().await;
    stranger.kill().unwrap();
    stranger.wait().unwrap();
    assert_says(&sentence, &[&format!("menyebut pid {pid}"), "bukan PostgreSQL", "ps -p"]);
    assert!(file.exists(), "the file is never deleted by us");
    room.start().await.unwrap().stop().await.unwrap();
}

#[tokio::test]
async fn a_half_made_cluster_is_made_anew() {
    let room = Room::new();
    for draft in ["pg.baru", "pg.baru.17"] {
        fs::create_dir_all(room.data().join(draft).join("base")).unwrap();
        fs::write(room.data().join(draft).join("PG_VERSION"), "15\n").unwrap();
    }
    let cluster = room.start().await.unwrap();
    write(&cluster.owner(), "utuh").await.unwrap();
    cluster.stop().await.unwrap();
    assert!(!room.data().join("pg.baru").exists() && !room.data().join("pg.baru.17").exists());
}

async fn answers(cluster: &Cluster) -> bool {
    PgConnection::connect_with(&cluster.owner()).await.is_ok()
}

/// A program of the user that runs the cluster, since PostgreSQL heeds only
/// those.
fn stranger(room: &Room) -> Child {
    let owner = fs::metadata(room.data().join("pg")).unwrap();
    let mut command = Command::new("sleep");
    command.arg("60").uid(owner.uid()).gid(owner.gid()).spawn().unwrap()
}
