//! People who hang up: before, in and behind what they send, and before they
//! hear the answer. What was taken is whole, and sending it again with the same
//! id tells how it ended.

use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use crate::audit::Audit;
use crate::harness::eventually;
use crate::load::{Count, Load, Peer, Receipt, Wish, exchange};
use crate::office::{Jejak, Office};

const HANGUPS: usize = 200;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_hangs_up_finds_all_or_nothing() {
    let office = Office::on_a_server().await;
    let jejak = office.serve().await;
    let load = Load::start(2, &office.doors);
    let (mut receipts, mut later) = (Vec::new(), Vec::new());
    let (mut peer, count) = (Peer::default(), Count::default());
    for round in 0..HANGUPS {
        let wish = Wish::new();
        hang_up(&jejak, &wish).await;
        // Half of them ask at once, while the first attempt may be under way.
        if round % 2 == 0 {
            receipts.push(peer.file(&office.doors, &wish, &count).await);
        } else {
            later.push(wish);
        }
    }
    receipts.extend(load.stop().await);
    // What was sent is over when the server no longer writes.
    settled(&office).await;
    let before = Audit::of(&office.owner()).await;
    let mut landed = 0;
    for wish in later {
        let receipt = peer.file(&office.doors, &wish, &count).await;
        if let Some((position, number)) = before.find(wish.id) {
            landed += 1;
            assert_eq!(
                (receipt.position, &*receipt.number),
                (position, number),
                "the first outcome"
            );
        }
        receipts.push(receipt);
    }
    println!("{landed} of {} had landed", HANGUPS / 2);
    assert!(landed > 0 && landed < HANGUPS / 2, "some landed and some did not");
    office.close(vec![jejak], &receipts).await;
}

/// The control: whoever forgets the id files twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_id_some_of_them_file_twice() {
    let office = Office::on_a_server().await;
    let jejak = office.serve().await;
    let (mut peer, count) = (Peer::default(), Count::default());
    let mut receipts: Vec<Receipt> = Vec::new();
    for _ in 0..HANGUPS / 2 {
        let wish = Wish::new();
        hang_up(&jejak, &wish).await;
        receipts.push(peer.file(&office.doors, &wish.forgetful(), &count).await);
    }
    settled(&office).await;
    let filings = Audit::of(&office.owner()).await.filings();
    println!("{} wishes, {filings} filings", receipts.len());
    assert!(filings > receipts.len(), "the hang-ups are blind: nobody filed twice");
    office.close(vec![jejak], &receipts).await;
}

/// Sends a part of the request, or all of it, and leaves at any moment.
async fn hang_up(jejak: &Jejak, wish: &Wish) {
    let request = wish.request();
    let head = request.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap() + 4;
    let mut stream = TcpStream::connect(jejak.door()).await.unwrap();
    match rand::random::<u8>() % 6 {
        // Before the body, in it, and behind it.
        0 => stream.write_all(&request[..rand::random_range(0..head)]).await.unwrap(),
        1 => stream.write_all(&request[..rand::random_range(head..request.len())]).await.unwrap(),
        2 => stream.write_all(&request).await.unwrap(),
        3 => {
            // No more from this side; the other still answers into the void.
            stream.write_all(&request).await.unwrap();
            stream.shutdown().await.unwrap();
        }
        _ => {
            let patience = Duration::from_micros(rand::random_range(0..60_000));
            let _ = timeout(patience, exchange(&mut stream, &request)).await;
        }
    }
}

/// The log stands still, for longer than an append takes.
async fn settled(office: &Office) {
    let quiet = || async {
        let before = Audit::of(&office.owner()).await.filings();
        sleep(Duration::from_millis(300)).await;
        before == Audit::of(&office.owner()).await.filings()
    };
    eventually("the log stands still", quiet).await;
}
