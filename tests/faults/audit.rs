//! The audit: what landed in the log, against what was acknowledged.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::{Duration, Instant};

use serde_json::Value;
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection as _, PgConnection, query_as, query_scalar};
use uuid::Uuid;

use crate::harness::LONG_ENOUGH;
use crate::load::Receipt;

/// A filing is received, numbered and registered, and its book gave the number.
const FACTS: [&str; 4] =
    ["PermohonanDiterima", "NomorPendaftaranDiberikan", "PermohonanDicatat", "NomorDiberikan"];

/// A log as it was read, with everything that is wrong with it alone.
#[derive(Default)]
pub(crate) struct Audit {
    last: i64,
    versions: HashMap<(i16, Uuid), i32>,
    /// By the command's id, which is the perkara's too.
    filings: HashMap<Uuid, Filing>,
    /// Numbers of each book, in the order of the log.
    numbers: BTreeMap<String, Vec<String>>,
    pub complaints: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Filing {
    positions: Vec<u64>,
    facts: Vec<String>,
    number: String,
}

/// What became of receipts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub lost: usize,
    pub moved: usize,
    pub twice: usize,
}

type Row = (i64, i16, Uuid, i32, Vec<u8>);

/// A connection that answers: one that was taken by a dying server does not.
async fn opened(owner: &PgConnectOptions) -> sqlx::Result<PgConnection> {
    let mut connection = PgConnection::connect_with(owner).await?;
    sqlx::query("select 1").execute(&mut connection).await?;
    Ok(connection)
}

impl Audit {
    /// The whole log.
    pub(crate) async fn of(owner: &PgConnectOptions) -> Self {
        let mut audit = Audit::default();
        audit.read_on(owner).await;
        audit
    }

    /// What came since the last reading; what was read is still there.
    pub(crate) async fn read_on(&mut self, owner: &PgConnectOptions) {
        // A server that was killed a moment ago is still on its way back.
        let began = Instant::now();
        let mut owner = loop {
            match opened(owner).await {
                Ok(owner) => break owner,
                Err(error) => assert!(began.elapsed() < LONG_ENOUGH, "{error}"),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        };
        let mut snapshot = owner.begin().await.unwrap();
        sqlx::query("set transaction isolation level repeatable read")
            .execute(&mut *snapshot)
            .await
            .unwrap();
        let counted: (i64, i64, i64) = query_as(
            "select count(*), coalesce(max(position), 0), (select position from log_head)
               from events",
        )
        .fetch_one(&mut *snapshot)
        .await
        .unwrap();
        let rows: Vec<Row> = query_as(
            "select position, kind, stream, version, leaf from events
              where position > $1 order by position",
        )
        .bind(self.last)
        .fetch_all(&mut *snapshot)
        .await
        .unwrap();
        let commands: i64 =
            query_scalar("select count(*) from commands, log_head where last_position > position")
                .fetch_one(&mut *snapshot)
                .await
                .unwrap();
        drop(snapshot);
        for row in rows {
            self.take(row);
        }
        let last = self.last;
        self.hold((last, last, last) == counted, || {
            format!("count, last and head are {counted:?} where {last} facts were read")
        });
        self.hold(commands == 0, || format!("{commands} commands lie behind the head"));
    }

    fn take(&mut self, (position, kind, stream, version, leaf): Row) {
        let expected = self.last + 1;
        self.hold(position == expected, || format!("{position} comes where {expected} should"));
        self.last = position;
        let before = self.versions.insert((kind, stream), version).unwrap_or(0);
        self.hold(version == before + 1, || format!("{stream} has {version} after {before}"));
        let leaf: Value = serde_json::from_slice(&leaf).unwrap();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let fact = text(&leaf["type"]);
        if !FACTS.contains(&fact.as_str()) {
            return;
        }
        let command = leaf["command"].as_str().and_then(|id| id.parse().ok()).unwrap();
        let filing = self.filings.entry(command).or_default();
        filing.positions.push(position.cast_unsigned());
        if fact == FACTS[1] {
            filing.number = text(&leaf["body"]["nomor"]);
            let book = self.numbers.entry(text(&leaf["body"]["buku"])).or_default();
            book.push(filing.number.clone());
            let expected = format!("{}/UJI", book.len());
            let number = filing.number.clone();
            filing.facts.push(fact);
            self.hold(number == expected, || format!("number {number} where {expected} should"));
        } else {
            filing.facts.push(fact);
        }
    }

    fn hold(&mut self, holds: bool, complaint: impl FnOnce() -> String) {
        if !holds {
            self.complaints.push(complaint());
        }
    }

    /// Filings in the log, acknowledged or not.
    pub(crate) fn filings(&self) -> usize {
        self.filings.len()
    }

    /// The filing with this id: nothing, or where it ends and its number; a part
    /// of one is a complaint.
    pub(crate) fn find(&self, id: Uuid) -> Option<(u64, &str)> {
        let filing = self.filings.get(&id)?;
        assert!(filing.is_whole(), "{id} landed in part: {filing:?}");
        Some((*filing.positions.last()?, &filing.number))
    }

    pub(crate) fn judge(&self, receipts: &[Receipt]) -> Verdict {
        let mut verdict = Verdict::default();
        let mut numbers = HashSet::new();
        for receipt in receipts {
            match self.filings.get(&receipt.id) {
                None => verdict.lost += 1,
                Some(filing) if filing.facts.len() > FACTS.len() => verdict.twice += 1,
                Some(filing) if !filing.is_whole() => verdict.lost += 1,
                Some(filing) => {
                    let there = filing.positions.last() == Some(&receipt.position)
                        && filing.number == receipt.number;
                    verdict.moved += usize::from(!there);
                }
            }
            verdict.twice += usize::from(!numbers.insert(&receipt.number));
        }
        verdict
    }

    #[track_caller]
    pub(crate) fn assert_holds(&self, receipts: &[Receipt]) {
        assert!(self.complaints.is_empty(), "{:#?}", self.complaints);
        let torn = self.filings.values().find(|filing| !filing.is_whole());
        assert_eq!(torn, None, "whole commands or nothing");
        assert_eq!(self.judge(receipts), Verdict::default(), "of {}", receipts.len());
    }
}

impl Filing {
    fn is_whole(&self) -> bool {
        let following = self.positions.windows(2).all(|pair| pair[1] == pair[0] + 1);
        self.facts == FACTS && following && !self.number.is_empty()
    }
}

/// The audit itself is not blind: each kind of damage is found.
mod sees {
    use super::*;

    fn row(position: i64, stream: Uuid, version: i32, number: Option<&str>) -> Row {
        let fact = FACTS[usize::try_from(version - 1).unwrap() % FACTS.len()];
        let body =
            number.map_or(Value::Null, |nomor| serde_json::json!({ "buku": "b", "nomor": nomor }));
        let leaf = serde_json::json!({ "type": fact, "command": stream, "body": body });
        (position, 1, stream, version, leaf.to_string().into_bytes())
    }

    /// Two filings, and their receipts.
    fn log() -> (Vec<Row>, Vec<Receipt>) {
        let (mut rows, mut receipts) = (Vec::new(), Vec::new());
        for n in 0..2_u8 {
            let id = Uuid::from_u128(u128::from(n) + 1);
            let number = format!("{}/UJI", n + 1);
            for version in 1..=4 {
                let position = i64::from(n) * 4 + i64::from(version);
                let number = (version == 2).then_some(number.as_str());
                rows.push(row(position, id, version, number));
            }
            let position = u64::from(n) * 4 + 4;
            receipts.push(Receipt { id, number, secret: String::new(), position });
        }
        (rows, receipts)
    }

    fn audit(rows: Vec<Row>) -> Audit {
        let mut audit = Audit::default();
        for row in rows {
            audit.take(row);
        }
        audit
    }

    #[test]
    fn a_whole_log_without_complaint() {
        let (rows, receipts) = log();
        audit(rows).assert_holds(&receipts);
    }

    #[test]
    fn an_acknowledged_filing_that_is_gone() {
        let (mut rows, receipts) = log();
        rows.truncate(4);
        let verdict = audit(rows).judge(&receipts);
        assert_eq!(verdict, Verdict { lost: 1, ..Verdict::default() });
    }

    #[test]
    fn half_a_command() {
        let (mut rows, receipts) = log();
        rows.truncate(6);
        assert_eq!(audit(rows).judge(&receipts).lost, 1);
    }

    #[test]
    fn a_filing_that_landed_elsewhere_with_another_number() {
        let (rows, mut receipts) = log();
        receipts[1].number = "7/UJI".to_owned();
        receipts[0].position = 2;
        let verdict = audit(rows).judge(&receipts);
        assert_eq!(verdict, Verdict { moved: 2, ..Verdict::default() });
    }

    #[test]
    fn a_filing_that_landed_twice_and_a_number_given_twice() {
        let (mut rows, mut receipts) = log();
        let id = receipts[0].id;
        rows.extend((5..=8).map(|v| row(i64::from(v) + 4, id, v, (v == 6).then_some("3/UJI"))));
        receipts[1].number = receipts[0].number.clone();
        let verdict = audit(rows).judge(&receipts);
        assert_eq!(verdict, Verdict { twice: 2, moved: 1, lost: 0 });
    }

    #[test]
    fn gaps_in_positions_versions_and_numbers() {
        let (rows, _) = log();
        for missing in 0..rows.len() - 1 {
            let mut rows = rows.clone();
            rows.remove(missing);
            assert!(!audit(rows).complaints.is_empty(), "row {missing} is missing");
        }
        let (mut rows, _) = log();
        let id = rows[5].2;
        rows[5] = row(6, id, 2, Some("3/UJI"));
        assert_eq!(audit(rows).complaints, ["number 3/UJI where 2/UJI should"]);
    }
}
