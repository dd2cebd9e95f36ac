//! The bytes of a leaf: what any other program must be able to check.

use events::AliranId;
use jejak::clock::Clock;
use jejak::log::Expected;
use sha2::{Digest as _, Sha256};
use sqlx::query_as;
use uuid::Uuid;

use crate::facts::{aliran_buku, append, buku_dibuka, command, dilihat, saat};
use crate::harness::database;

/// RFC 8785 by hand: keys sorted by their UTF-16 units, no blanks, text as it
/// is. `body` < `command` < `diketahui` < `log` < `occurred_at` < `position` <
/// `prev` < `recorded_at` < `schema` < `stream` < `type` < `v` < `version`.
const FIRST: &str = concat!(
    r#"{"actor":"petugas","#,
    r#""body":{"jumlah":3,"keperluan":"riwayat"},"#,
    r#""command":"00000000-0000-0000-0000-00000000000b","#,
    r#""diketahui":"2026-03-02T01:02:03.000000Z","#,
    r#""log":"01920000-0000-7000-8000-000000000001","#,
    r#""occurred_at":"2026-03-02","#,
    r#""position":1,"#,
    r#""recorded_at":"2026-03-02T01:02:03.000000Z","#,
    r#""schema":1,"#,
    r#""stream":"pendamping/00000000-0000-0000-0000-00000000000a","#,
    r#""type":"DataPribadiDilihat","#,
    r#""v":"jejak-leaf/1","#,
    r#""version":1}"#,
);

#[tokio::test]
async fn a_leaf_has_these_very_bytes() {
    let database = database().await;
    let log = database.log(Clock::simulated(saat("2026-03-02T01:02:03Z")), 1).await;
    let stream = AliranId::pendamping(Uuid::from_u128(0xa));
    let one = |id: u128, jumlah| {
        let facts = vec![dilihat(jumlah)];
        command(Uuid::from_u128(id), vec![append(stream, Expected::Any, facts)])
    };
    log.append(one(0xb, 3)).await.expect("new");
    log.append(one(0xc, 4)).await.expect("the next");
    let leaves = leaves(&database.owner).await;
    assert_eq!(leaves[0].0, FIRST);
    assert_eq!(leaves[0].1, leaf_hash(FIRST.as_bytes()));

    // The second refers to the first by its hash and stands a microsecond later.
    let first_hash = base64url(&leaf_hash(FIRST.as_bytes()));
    let second = FIRST
        .replace(r#""jumlah":3"#, r#""jumlah":4"#)
        .replace("00000b", "00000c")
        .replace("03.000000Z", "03.000001Z")
        .replace(r#""position":1,"#, &format!(r#""position":2,"prev":"{first_hash}","#))
        .replace(r#""version":1}"#, r#""version":2}"#);
    assert_eq!(leaves[1].0, second);
    assert_eq!(leaves[1].1, leaf_hash(second.as_bytes()));

    // RFC 6962 over two leaves.
    let mut node = vec![1];
    node.extend_from_slice(&leaves[0].1);
    node.extend_from_slice(&leaves[1].1);
    let verdict = log.verify(|_, _| ()).await.expect("readable");
    assert_eq!(verdict.root[..], Sha256::digest(node)[..]);
}

/// Two places with one seed and one clock have the same log, salts and all.
#[tokio::test]
async fn the_same_seed_makes_the_same_log() {
    let mut roots = Vec::new();
    for _ in 0..2 {
        let database = database().await;
        let log = database.log(Clock::simulated(saat("2026-03-02T01:02:03Z")), 7).await;
        let buku = append(aliran_buku(Uuid::from_u128(1)), Expected::Any, vec![buku_dibuka()]);
        let permohonan = append(
            AliranId::perkara(Uuid::from_u128(2)),
            Expected::Any,
            vec![
                crate::facts::diterima("Budi", "3273010101900001", "aset"),
                crate::facts::bernomor(Uuid::from_u128(1)),
            ],
        );
        log.append(command(Uuid::from_u128(3), vec![buku, permohonan])).await.expect("new");
        roots.push(log.verify(|_, _| ()).await.expect("readable").root);
    }
    assert_eq!(roots[0], roots[1]);
}

async fn leaves(pool: &sqlx::PgPool) -> Vec<(String, Vec<u8>)> {
    let rows: Vec<(Vec<u8>, Vec<u8>)> =
        query_as("select leaf, leaf_hash from events order by position")
            .fetch_all(pool)
            .await
            .expect("the owner reads");
    let text = |leaf| String::from_utf8(leaf).expect("a leaf is text");
    rows.into_iter().map(|(leaf, hash)| (text(leaf), hash)).collect()
}

fn leaf_hash(leaf: &[u8]) -> Vec<u8> {
    Sha256::digest([&[0], leaf].concat()).to_vec()
}

fn base64url(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}
