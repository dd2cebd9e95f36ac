//! An office: a database with an open register book, and the `jejak serve`
//! processes that work on it.

use std::fs::{self, File};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use chrono::Datelike as _;
use events::buku::{self, BukuDibuka, JenisBuku, Pola};
use events::teks::Label;
use events::waktu::{Waktu, Zona};
use events::{AliranId, Event, Fakta, JenisAliran};
use jejak::app::{App, Chance};
use jejak::clock::Clock;
use jejak::config::{Config, Database};
use jejak::log::{Append, Expected};
use jejak::postgres::Cluster;
use rustix::process::Signal;
use serde_json::Value;
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection as _, PgConnection, query_scalar};
use tokio::time::sleep;
use uuid::Uuid;

use crate::audit::Audit;
use crate::canary;
use crate::harness::{Room, processes, send};
use crate::load::{Doors, Peer, Receipt, request};

const LONG_ENOUGH: Duration = Duration::from_mins(1);
/// The book's numbers: `1/UJI`, `2/UJI`, …
pub(crate) const PATTERN: &str = "{urut}/UJI";

pub(crate) struct Office {
    pub room: Room,
    pub doors: Doors,
    /// The test's own server; without it each `jejak serve` runs its own.
    cluster: Option<Cluster>,
    started: AtomicUsize,
}

impl Office {
    /// On a server of the test's own, which processes find by DATABASE_URL.
    pub(crate) async fn on_a_server() -> Self {
        let room = Room::new();
        let cluster = room.start().await.unwrap();
        Self::furnish(room, cluster).await
    }

    /// In a data folder, on the server that `jejak serve` runs for itself.
    pub(crate) async fn in_a_folder(room: Room) -> Self {
        let cluster = Cluster::start(&room.data()).await.unwrap();
        let mut office = Self::furnish(room, cluster).await;
        office.cluster.take().unwrap().stop().await.unwrap();
        office
    }

    async fn furnish(room: Room, cluster: Cluster) -> Self {
        fs::create_dir(room.path().join("catatan")).unwrap();
        fs::write(room.path().join("jejak.toml"), "").unwrap();
        let (doors, started) = (Doors::default(), AtomicUsize::new(0));
        let office = Office { room, doors, cluster: Some(cluster), started };
        office.open_a_book().await;
        office
    }

    /// The application over the test's own server, in this process.
    pub(crate) async fn app(&self) -> App {
        let cluster = self.cluster.as_ref().unwrap();
        let database = Database::Server {
            url: url(&cluster.service()),
            migrate_url: Some(url(&cluster.owner())),
        };
        let config = Config {
            database,
            zona: Zona::Wib,
            kunci: self.room.path().join("kunci"),
            berkas: jejak::berkas::TempatBerkas::Folder(self.room.path().join("berkas")),
            surel: self.room.path().join("surel"),
            penanda: None,
            saksi: Vec::new(),
            otoritas: None,
            kepada_checkpoint: Vec::new(),
        };
        App::open(&config, Clock::System, Chance::System).await.unwrap()
    }

    async fn open_a_book(&self) {
        let app = self.app().await;
        let hari = app.hari_ini();
        let dibuka = BukuDibuka {
            jenis: JenisBuku::Permohonan,
            nama: Label::try_new("Permohonan").unwrap(),
            tahun: Some(hari.year()),
            unit: None,
            pola: Pola::try_new(PATTERN).unwrap(),
        };
        let event = Event::Buku(buku::Event::BukuDibuka(dibuka));
        let id = Uuid::from_u128(rand::random());
        let append = Append {
            stream: AliranId { jenis: JenisAliran::Buku, id },
            expected: Expected::Version(0),
            subject: id,
            facts: vec![Fakta::baru(event, Waktu::Tanggal(hari))],
        };
        let actor = Label::try_new("uji").unwrap();
        let content = id.as_bytes().to_vec();
        let command = jejak::log::Command { id, actor, content, appends: vec![append] };
        app.log.append(command).await.unwrap();
        app.tampilan.kejar(&mut |_| ()).await.unwrap();
        app.close().await.unwrap();
    }

    /// The owner's connection, whoever runs the server.
    pub(crate) fn owner(&self) -> PgConnectOptions {
        if let Some(cluster) = &self.cluster {
            return cluster.owner();
        }
        let told = fs::read_to_string(self.room.data().join("pg/postmaster.pid")).unwrap();
        PgConnectOptions::new_without_pgpass()
            .socket(told.lines().nth(4).unwrap())
            .username("jejak_owner")
            .database("jejak")
    }

    /// The service's connection on the test's own server.
    pub(crate) fn service(&self) -> PgConnectOptions {
        self.cluster.as_ref().expect("the test's own server").service()
    }

    /// Stops the test's own server and starts it again, for its watcher counts
    /// how often it dies.
    pub(crate) async fn restart_server(&mut self) {
        let _ = self.cluster.take().expect("the test's own server").stop().await;
        self.cluster = Some(self.room.start().await.unwrap());
    }

    /// Ends every process of the server at the same moment, as a power cut does.
    pub(crate) fn cut_the_power(&self) {
        for pid in processes(&self.room.data()) {
            send(pid, Signal::KILL);
        }
    }

    /// A new `jejak serve`, when it answers.
    pub(crate) async fn serve(&self) -> Jejak {
        self.serve_with(&[]).await
    }

    /// As a supervisor does it: where the database is still away Jejak says so
    /// and ends, and is started again.
    pub(crate) async fn serve_again(&self) -> Jejak {
        let began = Instant::now();
        loop {
            let mut jejak = self.start(&[]);
            let Some(status) = jejak.serves_or_ends().await else { return jejak };
            assert_eq!(status.code(), Some(3), "{}", jejak.said());
            assert!(began.elapsed() < LONG_ENOUGH, "it never serves: {}", jejak.said());
        }
    }

    /// As `serve`, with more in its environment.
    pub(crate) async fn serve_with(&self, more: &[(&str, &str)]) -> Jejak {
        let mut jejak = self.start(more);
        let ended = jejak.serves_or_ends().await;
        assert_eq!(ended, None, "jejak serve ends: {}", jejak.said());
        jejak
    }

    fn start(&self, more: &[(&str, &str)]) -> Jejak {
        let n = self.started.fetch_add(1, Ordering::Relaxed);
        let log = self.room.path().join("catatan").join(format!("jejak-{n}.log"));
        let file = File::create(&log).unwrap();
        let child = self
            .jejak()
            .args(["serve", "--listen", "127.0.0.1:0", "--metrik", "127.0.0.1:0"])
            .envs(more.iter().copied())
            .stdout(file.try_clone().unwrap())
            .stderr(file)
            .spawn()
            .unwrap();
        Jejak { child, log, doors: self.doors.clone(), addresses: None }
    }

    /// Runs another command of Jejak's to its end; answers what it printed.
    pub(crate) fn run(&self, arguments: &[&str]) -> String {
        let n = self.started.fetch_add(1, Ordering::Relaxed);
        let answer = self.jejak().args(arguments).output().unwrap();
        let log = self.room.path().join("catatan").join(format!("perintah-{n}.log"));
        fs::write(log, [&answer.stdout[..], &answer.stderr].concat()).unwrap();
        let said = String::from_utf8_lossy(&answer.stderr);
        assert!(answer.status.success(), "jejak {arguments:?}: {said}");
        String::from_utf8(answer.stdout).unwrap()
    }

    /// Begins another command of Jejak's, which may be killed.
    pub(crate) fn begin(&self, arguments: &[&str]) -> Child {
        self.jejak().args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    fn jejak(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jejak"));
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            // All of its load comes from one address.
            .env("JEJAK_BATAS", "tanpa")
            .env("JEJAK_KUNCI", self.room.path().join("kunci"))
            .env("JEJAK_KONFIGURASI", self.room.path().join("jejak.toml"))
            .stdin(Stdio::null());
        match &self.cluster {
            Some(cluster) => command.env("DATABASE_URL", url(&cluster.service())),
            None => command.env("JEJAK_DATA", self.room.data()),
        };
        command
    }

    /// The ending of every scenario: after a graceful stop, what was
    /// acknowledged is there exactly once, the log is intact, the read models
    /// are what a rebuild makes of it, and nobody's data is in any log.
    pub(crate) async fn close(mut self, serving: Vec<Jejak>, receipts: &[Receipt]) {
        for jejak in serving {
            jejak.figures().await;
            // A stop in the middle of the first catch-up leaves it to the next
            // start, which is right; here what was followed is looked at.
            self.read_models_follow().await;
            assert!(jejak.stop().await.success(), "a graceful stop ends well");
        }
        if self.cluster.is_none() {
            self.cluster = Some(Cluster::start(&self.room.data()).await.unwrap());
        }
        Audit::of(&self.owner()).await.assert_holds(receipts);
        let verdict: Value = serde_json::from_str(&self.run(&["verify", "--json"])).unwrap();
        assert_eq!(verdict["utuh"], true, "{verdict}");
        let followed = self.read_models().await;
        self.run(&["rebuild"]);
        assert_eq!(followed, self.read_models().await, "followed and rebuilt are the same");
        self.assert_silent();
        self.cluster.take().unwrap().stop().await.unwrap();
    }

    /// The ending of a control, in which nothing has to hold.
    pub(crate) async fn leave(mut self) {
        if let Some(cluster) = self.cluster.take() {
            let _ = cluster.stop().await;
        }
    }

    /// How many read models are not where the log is.
    async fn behind(&self) -> sqlx::Result<i64> {
        let mut owner = PgConnection::connect_with(&self.owner()).await?;
        query_scalar(
            "select count(*) from proyeksi, log_head
              where posisi <> position or gagal is not null",
        )
        .fetch_one(&mut owner)
        .await
    }

    async fn read_models_follow(&self) {
        for _ in 0..600 {
            // The server may just be coming back.
            if matches!(self.behind().await, Ok(0)) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("a read model does not come to the end of the log");
    }

    /// The rows of every read model, as one digest a table; all of them stand
    /// at the end of the log.
    async fn read_models(&self) -> Vec<(String, String)> {
        assert_eq!(self.behind().await.unwrap(), 0, "every read model is where the log is");
        let mut owner = PgConnection::connect_with(&self.owner()).await.unwrap();
        sqlx::query_as(
            "select schemaname || '.' || tablename,
                    (xpath('/row/sidik/text()', query_to_xml(format(
                        'select md5(string_agg(t::text, chr(10) order by t::text)) as sidik
                           from %I.%I as t', schemaname, tablename), true, true, '')))[1]::text
               from pg_tables where schemaname ~ '_v[0-9]+$' order by 1",
        )
        .fetch_all(&mut owner)
        .await
        .map(|rows: Vec<(String, Option<String>)>| {
            rows.into_iter().map(|(table, rows)| (table, rows.unwrap_or_default())).collect()
        })
        .unwrap()
    }

    /// The canary is in no log of a process, of the server, nor in the figures.
    pub(crate) fn assert_silent(&self) {
        let folder = self.room.path().join("catatan");
        let seen = [canary::sightings(&folder), canary::sightings(&self.room.data())].concat();
        assert!(seen.is_empty(), "personal data in logs: {seen:#?}");
        let told = fs::read_dir(&folder).unwrap().flatten();
        let told = told.map(|entry| fs::read_to_string(entry.path()).unwrap());
        let told: String = told.collect();
        assert!(told.contains("/api/v1/permohonan"), "the logs tell of what was filed");
        assert!(self.room.data().join("pg.log").exists(), "the server has a log");
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        // What an embedded server leaves when it is killed with the room.
        let told = fs::read_to_string(self.room.data().join("pg/postmaster.pid"));
        let socket = told.ok().and_then(|told| told.lines().nth(4).map(PathBuf::from));
        let ours = |socket: &PathBuf| {
            !socket.starts_with(self.room.path())
                && socket.parent().is_some_and(|root| {
                    root.file_name().is_some_and(|n| n.to_string_lossy().starts_with("jejak"))
                })
        };
        crate::harness::kill_all(&self.room.data());
        if let Some(socket) = socket.filter(ours) {
            let _ = fs::remove_dir_all(socket);
        }
    }
}

/// A `jejak serve`; dropping it kills it.
pub(crate) struct Jejak {
    child: Child,
    pub log: PathBuf,
    doors: Doors,
    /// Of the service and of its figures.
    addresses: Option<(SocketAddr, SocketAddr)>,
}

impl Jejak {
    pub(crate) fn pid(&self) -> i32 {
        self.child.id().try_into().unwrap()
    }

    pub(crate) fn door(&self) -> SocketAddr {
        self.addresses.expect("it serves").0
    }

    /// As `kill -9` does.
    pub(crate) fn kill(&mut self) {
        self.doors.close(self.door());
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) fn lives(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    pub(crate) fn terminate(&self) {
        send(self.pid(), Signal::TERM);
    }

    /// As a supervisor does; answers how it ended, within bounds.
    pub(crate) async fn stop(mut self) -> ExitStatus {
        self.doors.close(self.door());
        self.terminate();
        self.ended().await
    }

    pub(crate) async fn ended(&mut self) -> ExitStatus {
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(began.elapsed() < LONG_ENOUGH, "it does not end: {}", self.said());
            sleep(Duration::from_millis(10)).await;
        }
    }

    pub(crate) fn said(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }

    pub(crate) fn figures_door(&self) -> SocketAddr {
        self.addresses.expect("it serves").1
    }

    /// The figures, kept beside the logs.
    pub(crate) async fn figures(&self) -> String {
        let asked = request("GET", "/metrics", "");
        let reply = Peer::default().ask(self.figures_door(), &asked).await.unwrap();
        assert_eq!(reply.status, 200);
        let figures = String::from_utf8(reply.body).unwrap();
        assert!(figures.contains("jejak_log_posisi"), "{figures}");
        fs::write(self.log.with_extension("metrik"), &figures).unwrap();
        figures
    }

    /// The most memory that it ever had, in MiB.
    pub(crate) fn peak_memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
    }

    /// Waits until it says where it serves; how it ended where it did instead.
    async fn serves_or_ends(&mut self) -> Option<ExitStatus> {
        let began = Instant::now();
        loop {
            let ended = self.child.try_wait().unwrap();
            let said = self.said();
            let told = said.lines().find(|line| line.contains("\"jejak melayani\""));
            if let Some(told) = told.and_then(|line| serde_json::from_str::<Value>(line).ok()) {
                let address = |name: &str| told[name].as_str().unwrap().parse().unwrap();
                self.addresses = Some((address("alamat"), address("metrik")));
                self.doors.open(self.door());
                return None;
            }
            if ended.is_some() {
                return ended;
            }
            assert!(began.elapsed() < LONG_ENOUGH, "jejak serve does not serve: {said}");
            sleep(Duration::from_millis(5)).await;
        }
    }
}

impl Drop for Jejak {
    fn drop(&mut self) {
        if let Some((door, _)) = self.addresses {
            self.doors.close(door);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Through a server's socket, as DATABASE_URL says it.
fn url(options: &PgConnectOptions) -> String {
    let socket = options.get_socket().unwrap().display();
    format!("postgres://{}@localhost/jejak?host={socket}&sslmode=disable", options.get_username())
}
