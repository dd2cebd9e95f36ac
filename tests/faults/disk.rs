//! A full disk, on a small tmpfs: nothing acknowledged is lost, and it says so.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, ExitStatus};

use jejak::postgres::{Cluster, Tempat};
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection as _, PgConnection, query};

use crate::audit::Audit;
use crate::harness::{
    Room, assert_says, count, eventually, kill_all, places, refusal, root_or_say, write,
};
use crate::load::{Load, Peer, Wish};
use crate::office::{Jejak, Office};

#[tokio::test]
async fn a_first_start_on_a_full_disk_says_so_and_can_be_repeated() {
    let Some(disk) = Disk::mount(100) else { return };
    let ballast = disk.fill_except(8 * 1024);
    let sentence = refusal(&disk.data(), &disk.places()).await;
    assert_says(&sentence, &["disk untuk folder", "penuh", "df -h "]);
    ballast.remove();
    disk.start().await.unwrap().stop().await.unwrap();
}

#[tokio::test]
async fn a_disk_that_fills_up_loses_nothing_and_heals_by_itself() {
    let Some(disk) = Disk::mount(160) else { return };
    let cluster = disk.start().await.unwrap();
    let ballast = disk.fill_except(20 * 1024);
    let acknowledged = write_until_refused(&cluster.owner()).await;
    assert!(acknowledged > 0, "some rows were acknowledged");
    eventually("the server gave in", || async { count(&cluster.owner()).await.is_err() }).await;

    ballast.remove();
    eventually("the server is back", || async { count(&cluster.owner()).await.is_ok() }).await;
    assert!(count(&cluster.owner()).await.unwrap() >= acknowledged);
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn a_start_on_a_full_disk_says_so_until_there_is_room() {
    let Some(disk) = Disk::mount(160) else { return };
    let cluster = disk.start().await.unwrap();
    let ballast = disk.fill_except(20 * 1024);
    let acknowledged = write_until_refused(&cluster.owner()).await;
    eventually("the server gave in", || async { count(&cluster.owner()).await.is_err() }).await;
    cluster.stop().await.unwrap();

    let rest = disk.fill_except(0);
    let sentence = refusal(&disk.data(), &disk.places()).await;
    assert_says(&sentence, &["disk untuk folder", "penuh", "jalankan Jejak lagi"]);
    rest.remove();
    ballast.remove();
    let cluster = disk.start().await.unwrap();
    assert!(count(&cluster.owner()).await.unwrap() >= acknowledged);
    cluster.stop().await.unwrap();
}

/// The whole service on a disk that fills up and has room again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_on_a_full_disk_acknowledges_nothing_until_there_is_room() {
    let Some(disk) = Disk::mount(200) else { return };
    let office = Office::in_a_folder(Room::with_data(disk.data())).await;
    let mut jejak = office.serve().await;
    let mut load = Load::start(4, &office.doors);
    load.go_on(20).await;
    let ballast = disk.fill_except(64);
    eventually("nobody is taken any more", || refuses(&jejak)).await;
    // The control: who is told to come again now would lose it.
    let refused = Wish::new();
    let reply = Peer::default().ask(jejak.door(), &refused.request()).await.unwrap();
    reply.assert_busy();
    eventually("it says so", || async { jejak.said().contains("No space left") }).await;
    let receipts = load.receipts();
    ballast.remove();

    load.go_on(40).await;
    assert!(jejak.lives());
    let audit = Audit::of(&office.owner()).await;
    audit.assert_holds(&receipts);
    assert_eq!(audit.judge(&[refused.claimed()]).lost, 1, "refused is not in the log");
    office.close(vec![jejak], &load.stop().await).await;
}

async fn refuses(jejak: &Jejak) -> bool {
    let reply = Peer::default().ask(jejak.door(), &Wish::new().request()).await;
    reply.is_ok_and(|reply| reply.status != 201)
}

/// Commits rows, with much WAL beside them, until the disk is full; answers how
/// many were acknowledged.
async fn write_until_refused(owner: &PgConnectOptions) -> i64 {
    let mut acknowledged = 0;
    for _ in 0..1000 {
        if write(owner, "diakui").await.is_err() {
            return acknowledged;
        }
        acknowledged += 1;
        let Ok(mut connection) = PgConnection::connect_with(owner).await else {
            return acknowledged;
        };
        let wal = "select pg_logical_emit_message(true, 'ballast', repeat('x', 1000000))";
        if query(wal).execute(&mut connection).await.is_err() {
            return acknowledged;
        }
    }
    panic!("the disk never filled up");
}

/// A small disk of its own; dropping it ends what runs there and unmounts it.
struct Disk {
    path: PathBuf,
    room: Room,
}

impl Disk {
    /// None, with the reason printed, where mounting is not possible.
    fn mount(megabytes: u32) -> Option<Self> {
        if !root_or_say("to mount a small disk") {
            return None;
        }
        let room = Room::new();
        let path = room.path().join("disk");
        fs::create_dir(&path).unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={megabytes}m,mode=0755"), "jejak"]);
        match mount.arg(&path).output() {
            Ok(answer) if answer.status.success() => Some(Self { path, room }),
            other => {
                eprintln!("skipped: cannot mount a tmpfs: {other:?}");
                None
            }
        }
    }

    fn data(&self) -> PathBuf {
        self.path.join("data")
    }

    fn places(&self) -> Tempat {
        places(self.room.path())
    }

    async fn start(&self) -> Result<Cluster, jejak::postgres::PostgresError> {
        Cluster::start_with(&self.data(), &self.places()).await
    }

    /// Takes all room but this much.
    fn fill_except(&self, kilobytes: u64) -> Ballast {
        let room = rustix::fs::statvfs(&self.path).unwrap();
        let taken = (room.f_bavail * room.f_frsize).saturating_sub(kilobytes * 1024);
        let path = self.path.join(format!("ballast-{kilobytes}"));
        let mut file = File::create(&path).unwrap();
        // Others write meanwhile: what no longer fits need not be written.
        let _ = file.write_all(&vec![0; usize::try_from(taken).unwrap()]);
        Ballast(path)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        kill_all(&self.data());
        let unmounted = Command::new("umount").arg("--lazy").arg(&self.path).status();
        if !unmounted.as_ref().is_ok_and(ExitStatus::success) {
            eprintln!("{} is still mounted: {unmounted:?}", self.path.display());
        }
    }
}

struct Ballast(PathBuf);

impl Ballast {
    fn remove(self) {
        fs::remove_file(self.0).unwrap();
    }
}
