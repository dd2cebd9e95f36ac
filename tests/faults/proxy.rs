//! A line to the database that is cut between the commit and its answer, that
//! stalls, and that is slow: a small TCP proxy before the server's socket.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use sqlx::postgres::PgPoolOptions;
use sqlx::{Connection as _, PgConnection, query, query_as, raw_sql};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::task::JoinSet;
use tokio::time::sleep;
use uuid::Uuid;

use crate::harness::eventually;
use crate::load::Load;
use crate::office::Office;

const SOCKET: &str = ".s.PGSQL.5432";
/// How every leaf begins that is on its way to the server.
const LEAF: &str = "jejak-leaf/1";
const CUTS: usize = 60;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_cut_between_commit_and_answer_loses_and_doubles_nothing() {
    let office = Office::on_a_server().await;
    let proxy = Proxy::start(&office).await;
    let jejak = office.serve_with(&[("DATABASE_URL", &proxy.url())]).await;
    let mut load = Load::start(6, &office.doors);
    while proxy.count.cut.load(Ordering::SeqCst) < CUTS {
        load.go_on(1).await;
    }
    let receipts = load.stop().await;
    println!("{:?} of {} acknowledged", proxy.count, receipts.len());
    office.close(vec![jejak], &receipts).await;
}

/// The control: on the same line, whoever writes again after an error writes
/// twice, and whoever does not loses nothing but may not know it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_such_a_line_an_insert_that_is_tried_again_lands_twice() {
    let office = Office::on_a_server().await;
    let mut owner = PgConnection::connect_with(&office.owner()).await.unwrap();
    raw_sql("create table kendali (isi text); grant all on kendali to jejak_app")
        .execute(&mut owner)
        .await
        .unwrap();
    let proxy = Proxy::start(&office).await;
    let pool = PgPoolOptions::new().max_connections(6).connect(&proxy.url()).await.unwrap();
    let mut people = JoinSet::new();
    for _ in 0..4 {
        let pool = pool.clone();
        people.spawn(async move {
            for _ in 0..30 {
                let text = format!("{LEAF} {}", Uuid::from_u128(rand::random()));
                let insert = || query("insert into kendali values ($1)").bind(&text).execute(&pool);
                while insert().await.is_err() {}
            }
        });
    }
    people.join_all().await;
    let (rows, wishes): (i64, i64) = query_as("select count(*), count(distinct isi) from kendali")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    println!("{:?}: {wishes} wishes, {rows} rows", proxy.count);
    assert!(rows > wishes, "the proxy is blind: nothing landed twice");
    office.leave().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_that_stalls_longer_than_the_writer_waits_loses_nothing() {
    let office = Office::on_a_server().await;
    let proxy = Proxy::start(&office).await;
    let jejak = office.serve_with(&[("DATABASE_URL", &proxy.url())]).await;
    let mut load = Load::start(4, &office.doors);
    load.go_on(20).await;
    proxy.count.stall.store(2, Ordering::SeqCst);
    let told = || async { load.turned_away().0 > 0 };
    eventually("people are told to come again", told).await;
    load.go_on(20).await;
    let receipts = load.stop().await;
    office.close(vec![jejak], &receipts).await;
}

struct Proxy {
    address: SocketAddr,
    count: Arc<Count>,
    _task: JoinSet<()>,
}

#[derive(Debug, Default)]
struct Count {
    connections: AtomicUsize,
    /// Answers to appends that were dropped with their line.
    cut: AtomicUsize,
    late: AtomicUsize,
    /// Answers to appends that are still to be held up for long.
    stall: AtomicUsize,
}

impl Proxy {
    async fn start(office: &Office) -> Self {
        let socket = office.service().get_socket().unwrap().join(SOCKET);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, count) = (listener.local_addr().unwrap(), Arc::new(Count::default()));
        let mut task = JoinSet::new();
        task.spawn(accept(listener, socket, count.clone()));
        Proxy { address, count, _task: task }
    }

    fn url(&self) -> String {
        format!("postgres://jejak_app@{}/jejak?sslmode=disable", self.address)
    }
}

async fn accept(listener: TcpListener, socket: PathBuf, count: Arc<Count>) {
    let mut lines = JoinSet::new();
    loop {
        let (client, _) = listener.accept().await.unwrap();
        // The server may be away; then the line ends at once.
        let Ok(server) = UnixStream::connect(&socket).await else { continue };
        lines.spawn(pass_on(client, server, count.clone()));
    }
}

/// Of every few appends one is done and its answer dropped with the line; of the
/// others some answers come late. Every third line is slow.
async fn pass_on(mut client: TcpStream, mut server: UnixStream, count: Arc<Count>) {
    let slow = count.connections.fetch_add(1, Ordering::SeqCst) % 3 == 2;
    let (mut asked, mut said) = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
    let mut append = false;
    loop {
        let passed = tokio::select! {
            Ok(length @ 1..) = client.read(&mut asked) => {
                let leaf = |bytes: &[u8]| bytes == LEAF.as_bytes();
                append |= asked[..length].windows(LEAF.len()).any(leaf);
                server.write_all(&asked[..length]).await
            }
            Ok(length @ 1..) = server.read(&mut said) => {
                // The server answers an append once, after its commit.
                if std::mem::take(&mut append) {
                    if rand::random_ratio(1, 4) {
                        count.cut.fetch_add(1, Ordering::SeqCst);
                        return;
                    }
                    hold_up(&count).await;
                }
                trickle(&mut client, &said[..length], slow).await
            }
            else => return,
        };
        if passed.is_err() {
            return;
        }
    }
}

async fn hold_up(count: &Count) {
    let left = count.stall.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1));
    if left.is_ok() {
        // Longer than the writer waits for one answer.
        sleep(Duration::from_secs(6)).await;
    } else if rand::random_ratio(1, 8) {
        count.late.fetch_add(1, Ordering::SeqCst);
        sleep(Duration::from_millis(rand::random_range(20..150))).await;
    }
}

async fn trickle(client: &mut TcpStream, said: &[u8], slow: bool) -> std::io::Result<()> {
    if !slow {
        return client.write_all(said).await;
    }
    for piece in said.chunks(400) {
        client.write_all(piece).await?;
        sleep(Duration::from_millis(1)).await;
    }
    Ok(())
}
