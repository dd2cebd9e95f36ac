//! A graceful stop under load: what is under way is answered, what is answered
//! is in the log, and nothing is in the log that nobody was told of.

use tokio::net::TcpStream;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::audit::Audit;
use crate::harness::eventually;
use crate::load::{Peer, Receipt, Wish, exchange, request};
use crate::office::{Jejak, Office};

const PEOPLE: usize = 8;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_under_load_answers_everything_that_it_took() {
    const ROUNDS: usize = 6;
    let office = Office::on_a_server().await;
    let mut receipts = Vec::new();
    for _ in 0..ROUNDS {
        let mut jejak = office.serve().await;
        // Somebody who reads figures keeps the line open.
        let mut figures = TcpStream::connect(jejak.figures_door()).await.unwrap();
        exchange(&mut figures, &request("GET", "/metrics", "")).await.unwrap();
        let crowd = Crowd::start(&jejak);
        crowd.is_under_way(&office, receipts.len()).await;
        jejak.terminate();
        let status = jejak.ended().await;
        assert!(status.success(), "{status}: {}", jejak.said());
        let (answered, unanswered) = crowd.end().await;
        receipts.extend(answered);
        let audit = Audit::of(&office.owner()).await;
        audit.assert_holds(&receipts);
        let untold = unanswered.iter().filter(|id| audit.find(**id).is_some()).count();
        println!("{} answered, {} not, of them landed {untold}", receipts.len(), unanswered.len());
        assert_eq!(untold, 0, "nothing landed without a word");
    }
    let last = office.serve().await;
    office.close(vec![last], &receipts).await;
}

/// The control: a kill leaves somebody without the answer.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_under_load_leaves_some_without_an_answer() {
    const TRIES: usize = 20;
    let office = Office::on_a_server().await;
    let mut before = 0;
    for _ in 0..TRIES {
        let mut jejak = office.serve().await;
        let crowd = Crowd::start(&jejak);
        crowd.is_under_way(&office, before).await;
        jejak.kill();
        let (answered, unanswered) = crowd.end().await;
        let audit = Audit::of(&office.owner()).await;
        before = audit.filings();
        let untold = unanswered.iter().filter(|id| audit.find(**id).is_some()).count();
        println!("{} answered, {} not, of them landed {untold}", answered.len(), unanswered.len());
        if untold > 0 {
            office.leave().await;
            return;
        }
    }
    panic!("the rounds are blind: everybody was told");
}

/// People who file until nobody answers, and do not ask again.
struct Crowd(JoinSet<(Vec<Receipt>, Uuid)>);

impl Crowd {
    fn start(jejak: &Jejak) -> Self {
        let door = jejak.door();
        let mut people = JoinSet::new();
        for _ in 0..PEOPLE {
            people.spawn(async move {
                let (mut peer, mut receipts) = (Peer::default(), Vec::new());
                loop {
                    let wish = Wish::new();
                    match peer.ask(door, &wish.request()).await {
                        Ok(reply) if reply.status == 201 => receipts.push(wish.receipt(&reply)),
                        _ => return (receipts, wish.id),
                    }
                }
            });
        }
        Crowd(people)
    }

    async fn is_under_way(&self, office: &Office, before: usize) {
        let busy = || async { Audit::of(&office.owner()).await.filings() > before + PEOPLE };
        eventually("people file", busy).await;
    }

    /// Every receipt, and the filings that nobody answered.
    async fn end(self) -> (Vec<Receipt>, Vec<Uuid>) {
        let (receipts, unanswered): (Vec<_>, Vec<_>) = self.0.join_all().await.into_iter().unzip();
        (receipts.concat(), unanswered)
    }
}
