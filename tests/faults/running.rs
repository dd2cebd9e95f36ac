//! The good days: a cluster runs, for root and for an ordinary user, and goes
//! without a trace.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};

use jejak::postgres::{Cluster, Tempat};
use rustix::process::{Pid, getpgid};
use sqlx::{Connection as _, PgConnection, query, query_scalar};

use crate::harness::{Room, count, eventually, root_or_say, write};
use crate::holder::Holder;

const NOBODY: u32 = 65534;

#[tokio::test]
async fn a_cluster_starts_stops_and_keeps_what_it_was_told() {
    let room = Room::new();
    let cluster = room.start().await.unwrap();
    write(&cluster.owner(), "satu").await.unwrap();
    cluster.stop().await.unwrap();
    assert!(room.leaves_nothing());
    assert_eq!(fs::read_dir(room.places().soket).unwrap().count(), 0, "no socket folder is left");

    let cluster = room.start().await.unwrap();
    assert_eq!(count(&cluster.owner()).await.unwrap(), 1);
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn the_service_may_enter_but_make_nothing() {
    let room = Room::new();
    let cluster = room.start().await.unwrap();
    let mut service = PgConnection::connect_with(&cluster.service()).await.unwrap();
    for statement in ["create table t ()", "create temporary table t ()", "create role t"] {
        let refused = query(statement).execute(&mut service).await.unwrap_err();
        assert_eq!(refused.as_database_error().unwrap().code().unwrap(), "42501", "{statement}");
    }
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn the_server_is_durable_private_and_silent_about_people() {
    let room = Room::new();
    let cluster = room.start().await.unwrap();
    let mut owner = PgConnection::connect_with(&cluster.owner()).await.unwrap();
    for (setting, wanted) in [
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),
        ("data_checksums", "on"),
        ("server_encoding", "UTF8"),
        ("listen_addresses", ""),
        ("TimeZone", "UTC"),
    ] {
        let read = query_scalar("select current_setting($1)").bind(setting);
        let found: String = read.fetch_one(&mut owner).await.unwrap();
        assert_eq!(found, wanted, "{setting}");
    }
    let socket = cluster.owner().get_socket().unwrap().clone();
    assert_eq!(fs::metadata(&socket).unwrap().permissions().mode() & 0o777, 0o700);

    write(&cluster.owner(), "NIK 3171010101010001").await.unwrap();
    query("create unique index on note (body)").execute(&mut owner).await.unwrap();
    write(&cluster.owner(), "NIK 3171010101010001").await.unwrap_err();
    query("select '3171010101010001'::date").execute(&mut owner).await.unwrap_err();
    cluster.stop().await.unwrap();
    let log = fs::read_to_string(room.data().join("pg.log")).unwrap();
    assert!(!log.contains("3171010101010001"), "{log}");
}

#[tokio::test]
async fn two_clusters_run_side_by_side() {
    let (one, two) = (Room::new(), Room::new());
    let usual = Tempat::default();
    let first = Cluster::start_with(&one.data(), &usual).await.unwrap();
    let second = Cluster::start_with(&two.data(), &usual).await.unwrap();
    write(&first.owner(), "di sini").await.unwrap();
    assert_eq!(count(&first.owner()).await.unwrap(), 1);
    assert!(count(&second.owner()).await.unwrap_err().to_string().contains("note"));
    first.stop().await.unwrap();
    write(&second.owner(), "masih hidup").await.unwrap();
    second.stop().await.unwrap();
}

#[tokio::test]
async fn under_root_the_cluster_belongs_to_postgres() {
    if !root_or_say("to hand the cluster to postgres") {
        return;
    }
    let room = Room::new();
    let cluster = room.start().await.unwrap();
    let owner = fs::metadata(room.data().join("pg")).unwrap().uid();
    let runner = fs::metadata(format!("/proc/{}", room.postmaster())).unwrap().uid();
    let passwd = fs::read_to_string("/etc/passwd").unwrap();
    let postgres = passwd.lines().find(|line| line.starts_with("postgres:")).unwrap();
    assert_eq!(postgres.split(':').nth(2).unwrap(), owner.to_string());
    assert_eq!(owner, runner);
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn an_ordinary_user_needs_no_root() {
    if !root_or_say("to become an ordinary user") {
        return;
    }
    let room = Room::of_user(NOBODY);
    let holder = Holder::start_as(NOBODY, &room);
    assert_eq!(fs::metadata(room.data().join("pg")).unwrap().uid(), NOBODY);
    assert_eq!(fs::metadata(room.data()).unwrap().mode() & 0o777, 0o700);
    write(&holder.owner, "tanpa root").await.unwrap();
    holder.stop();
    assert!(room.leaves_nothing());
}

#[tokio::test]
async fn ctrl_c_reaches_jejak_alone_which_then_stops_the_server() {
    let room = Room::new();
    let holder = Holder::start(&room);
    let server = Pid::from_raw(room.postmaster()).unwrap();
    assert_eq!(getpgid(Some(server)).unwrap(), server, "it has a process group of its own");
    holder.stop();
    assert!(room.leaves_nothing());
}

#[tokio::test]
async fn a_cluster_that_is_only_dropped_stops_too() {
    let room = Room::new();
    drop(room.start().await.unwrap());
    eventually("the dropped server is gone", || async { room.leaves_nothing() }).await;
    let again = || async { room.start().await.is_ok() };
    eventually("the folder is free again", again).await;
}
