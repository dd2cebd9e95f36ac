//! The load: people who file at the same time, and who send again with the same
//! id whenever they did not hear how it ended.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use uuid::Uuid;

use crate::canary;

/// An answer that takes longer is none.
const PATIENCE: Duration = Duration::from_secs(40);
/// A filing that nobody takes for so long will never be taken.
const LONG_ENOUGH: Duration = Duration::from_secs(90);
const REST: Duration = Duration::from_millis(15);

/// Where Jejak answers now; processes come and go.
#[derive(Clone, Default)]
pub(crate) struct Doors(Arc<Mutex<Vec<SocketAddr>>>);

impl Doors {
    pub(crate) fn open(&self, door: SocketAddr) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(door);
    }

    pub(crate) fn close(&self, door: SocketAddr) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|open| *open != door);
    }

    fn any(&self) -> Option<SocketAddr> {
        let doors = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (!doors.is_empty()).then(|| doors[rand::random_range(0..doors.len())])
    }
}

/// What somebody wants to file.
#[derive(Clone)]
pub(crate) struct Wish {
    pub id: Uuid,
    body: Value,
}

impl Wish {
    pub(crate) fn new() -> Self {
        let id = Uuid::from_u128(rand::random());
        Wish { id, body: canary::permohonan() }
    }

    /// The same wish as somebody sends it who forgot that it was sent.
    pub(crate) fn forgetful(&self) -> Self {
        Wish { id: Uuid::from_u128(rand::random()), body: self.body.clone() }
    }

    /// The request, as it goes over the wire.
    pub(crate) fn request(&self) -> Vec<u8> {
        let body = json!({ "perintah": self.id, "permohonan": self.body }).to_string();
        request("POST", "/api/v1/permohonan", &body)
    }
}

pub(crate) fn request(method: &str, path: &str, body: &str) -> Vec<u8> {
    format!(
        "{method} {path} HTTP/1.1\r\nHost: jejak\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// The proof of receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Receipt {
    pub id: Uuid,
    pub number: String,
    pub secret: String,
    pub position: u64,
}

impl Wish {
    /// The receipt in an answer to this wish.
    pub(crate) fn receipt(&self, reply: &Reply) -> Receipt {
        let body: Value = serde_json::from_slice(&reply.body).expect("a receipt is JSON");
        let text = |name: &str| body[name].as_str().expect(name).to_owned();
        assert_eq!(text("perkara"), self.id.to_string());
        let position = body["posisi"].as_u64().expect("a position");
        Receipt { id: self.id, number: text("nomor"), secret: text("rahasia"), position }
    }

    /// A receipt that nobody gave.
    pub(crate) fn claimed(&self) -> Receipt {
        let number = self.id.to_string();
        Receipt { id: self.id, number, secret: String::new(), position: 0 }
    }
}

pub(crate) struct Reply {
    pub status: u16,
    /// Names in small letters.
    pub head: HashMap<String, String>,
    pub body: Vec<u8>,
}

impl Reply {
    /// A refusal for now: a problem that says when to come again.
    pub(crate) fn assert_busy(&self) {
        let body = String::from_utf8_lossy(&self.body);
        assert_eq!(self.status, 503, "{body}");
        assert_eq!(
            self.head.get("content-type").map(String::as_str),
            Some("application/problem+json")
        );
        assert!(self.head.contains_key("retry-after"), "{:?}", self.head);
        let body: Value = serde_json::from_slice(&self.body).expect("a problem is JSON");
        assert_eq!(body["status"], 503);
        assert!(body["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{body}");
    }
}

/// Sends a request on a connection and reads its answer.
pub(crate) async fn exchange(stream: &mut TcpStream, request: &[u8]) -> io::Result<Reply> {
    let answer = async {
        stream.write_all(request).await?;
        read_reply(stream).await
    };
    timeout(PATIENCE, answer).await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
}

async fn read_reply(stream: &mut TcpStream) -> io::Result<Reply> {
    const END: &[u8] = b"\r\n\r\n";
    let mut read = Vec::new();
    let end = loop {
        if let Some(end) = read.windows(END.len()).position(|bytes| bytes == END) {
            break end + END.len();
        }
        if stream.read_buf(&mut read).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    };
    let text = String::from_utf8_lossy(&read[..end]).into_owned();
    let mut lines = text.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok());
    let status = status.ok_or(io::ErrorKind::InvalidData)?;
    let head: HashMap<String, String> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let length: usize = head.get("content-length").and_then(|n| n.parse().ok()).unwrap_or(0);
    let mut body = read.split_off(end);
    while body.len() < length {
        if stream.read_buf(&mut body).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(Reply { status, head, body })
}

/// One person's connection, kept while it works.
#[derive(Default)]
pub(crate) struct Peer(Option<(SocketAddr, TcpStream)>);

impl Peer {
    pub(crate) async fn ask(&mut self, door: SocketAddr, request: &[u8]) -> io::Result<Reply> {
        let mut stream = match self.0.take() {
            Some((open, stream)) if open == door => stream,
            _ => TcpStream::connect(door).await?,
        };
        let reply = exchange(&mut stream, request).await?;
        if reply.head.get("connection").is_none_or(|value| value != "close") {
            self.0 = Some((door, stream));
        }
        Ok(reply)
    }

    /// Files until it is taken. Only "come again" and silence are sent again.
    pub(crate) async fn file(&mut self, doors: &Doors, wish: &Wish, count: &Count) -> Receipt {
        let began = Instant::now();
        let request = wish.request();
        loop {
            let reply = match doors.any() {
                Some(door) => self.ask(door, &request).await,
                None => Err(io::ErrorKind::NotConnected.into()),
            };
            match reply {
                Ok(reply) if reply.status == 201 => return wish.receipt(&reply),
                Ok(reply) => {
                    reply.assert_busy();
                    count.busy.fetch_add(1, Ordering::Relaxed);
                }
                Err(_) => {
                    count.silent.fetch_add(1, Ordering::Relaxed);
                }
            }
            assert!(began.elapsed() < LONG_ENOUGH, "nobody took a filing for {LONG_ENOUGH:?}");
            sleep(REST).await;
        }
    }
}

/// How often nobody took a filing.
#[derive(Default)]
pub(crate) struct Count {
    /// Told to come again.
    pub busy: AtomicUsize,
    /// Connections refused, cut or silent.
    pub silent: AtomicUsize,
}

/// Many people who file one permohonan after the other.
pub(crate) struct Load {
    people: JoinSet<()>,
    shared: Arc<Shared>,
}

struct Shared {
    doors: Doors,
    over: AtomicBool,
    receipts: Mutex<Vec<Receipt>>,
    count: Count,
    repeated: AtomicUsize,
}

impl Load {
    pub(crate) fn start(people: usize, doors: &Doors) -> Self {
        let shared = Arc::new(Shared {
            doors: doors.clone(),
            over: AtomicBool::new(false),
            receipts: Mutex::default(),
            count: Count::default(),
            repeated: AtomicUsize::new(0),
        });
        let mut set = JoinSet::new();
        for _ in 0..people {
            set.spawn(file_on(shared.clone()));
        }
        Load { people: set, shared }
    }

    /// Every receipt so far.
    pub(crate) fn receipts(&self) -> Vec<Receipt> {
        self.shared.receipts.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn acknowledged(&self) -> usize {
        self.shared.receipts.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Told to come again, and not told anything.
    pub(crate) fn turned_away(&self) -> (usize, usize) {
        let count = &self.shared.count;
        (count.busy.load(Ordering::Relaxed), count.silent.load(Ordering::Relaxed))
    }

    /// Waits until this many more filings are taken.
    pub(crate) async fn go_on(&mut self, more: usize) {
        let began = Instant::now();
        let wanted = self.acknowledged() + more;
        while self.acknowledged() < wanted {
            if let Some(ended) = self.people.try_join_next() {
                ended.expect("a person only stops when told to");
            }
            assert!(began.elapsed() < LONG_ENOUGH, "filing does not go on");
            sleep(Duration::from_millis(2)).await;
        }
    }

    /// Lets everybody end what they are at; answers every receipt.
    pub(crate) async fn stop(self) -> Vec<Receipt> {
        self.shared.over.store(true, Ordering::SeqCst);
        self.people.join_all().await;
        let (busy, silent) = (&self.shared.count.busy, &self.shared.count.silent);
        let receipts = std::mem::take(
            &mut *self.shared.receipts.lock().unwrap_or_else(PoisonError::into_inner),
        );
        println!(
            "{} acknowledged, {} repeated, {} told to come again, {} without an answer",
            receipts.len(),
            self.shared.repeated.load(Ordering::Relaxed),
            busy.load(Ordering::Relaxed),
            silent.load(Ordering::Relaxed),
        );
        receipts
    }
}

async fn file_on(shared: Arc<Shared>) {
    let mut peer = Peer::default();
    while !shared.over.load(Ordering::SeqCst) {
        let wish = Wish::new();
        let receipt = peer.file(&shared.doors, &wish, &shared.count).await;
        shared.receipts.lock().unwrap_or_else(PoisonError::into_inner).push(receipt.clone());
        // Some press the button twice.
        if rand::random_ratio(1, 6) {
            let again = peer.file(&shared.doors, &wish, &shared.count).await;
            assert_eq!(again, receipt, "the same id gives the first answer");
            shared.repeated.fetch_add(1, Ordering::Relaxed);
        }
    }
}
