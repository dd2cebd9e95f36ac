//! What read models read: what came after a position, and whole streams.

use std::collections::HashMap;

use anyhow::{Context, ensure};
use chrono::{DateTime, Utc};
use events::{AliranId, Event, JenisAliran, Tercatat};
use tokio::sync::watch;
use uuid::Uuid;

use super::leaf::Leaf;
use super::read::{Values, copy_statement, opened};
use super::tree::Hash;
use super::{Log, store};

/// A fact as it lies in the log, not read yet.
pub struct Raw {
    pub position: u64,
    pub stream: AliranId,
    pub leaf_hash: Hash,
    pub leaf: Vec<u8>,
}

impl Raw {
    pub fn decode(&self) -> anyhow::Result<Tercatat<Event>> {
        let context = || format!("fakta pada posisi {}", self.position);
        Leaf::parse(&self.leaf).and_then(Leaf::decode).with_context(context)
    }
}

impl Log {
    /// The last position that this process committed. It only wakes: what is in
    /// the log is asked of the log.
    pub fn watch(&self) -> watch::Receiver<u64> {
        self.committed.subscribe()
    }

    /// The last position, when it was recorded, and the root of the tree up to
    /// it.
    pub async fn head(&self) -> anyhow::Result<(u64, DateTime<Utc>, Hash)> {
        let head = store::head(&self.pool).await?;
        Ok((head.position, head.recorded_at, head.root))
    }

    /// What came after a position, oldest first.
    pub async fn page(&self, after: u64, limit: i64) -> anyhow::Result<Vec<Raw>> {
        let rows = sqlx::query!(
            "select position, kind, stream, leaf_hash, leaf from events
              where position > $1 order by position limit $2",
            after.cast_signed(),
            limit,
        )
        .fetch_all(&self.pool)
        .await?;
        let mut last = after;
        let mut page = Vec::with_capacity(rows.len());
        for row in rows {
            ensure!(
                row.position.cast_unsigned() == last + 1,
                "posisi {} hilang dari log",
                last + 1
            );
            last += 1;
            let jenis = JenisAliran::dari_kode(row.kind).context("jenis aliran tidak dikenal")?;
            page.push(Raw {
                position: last,
                stream: AliranId { jenis, id: row.stream },
                leaf_hash: row.leaf_hash.try_into().ok().context("hash daun bukan 32 bita")?,
                leaf: row.leaf,
            });
        }
        Ok(page)
    }

    /// The facts of several streams, stream by stream, oldest first.
    pub async fn streams(
        &self,
        streams: &[AliranId],
        values: Values,
    ) -> anyhow::Result<Vec<Tercatat<Event>>> {
        if streams.is_empty() {
            return Ok(Vec::new());
        }
        let leaves = store::leaves_of(&self.pool, streams).await?;
        let leaves: Vec<Leaf> =
            leaves.iter().map(|leaf| Leaf::parse(leaf)).collect::<anyhow::Result<_>>()?;
        self.decode(leaves, values).await
    }

    /// The first and the last fact of every stream of a kind: enough for those
    /// whose facts in between change no name.
    pub async fn ends(&self, jenis: JenisAliran) -> anyhow::Result<Vec<Tercatat<Event>>> {
        let leaves = store::ends_of(&self.pool, jenis.kode()).await?;
        leaves.iter().map(|leaf| Leaf::parse(leaf).and_then(Leaf::decode)).collect()
    }

    /// The texts behind the digests of these facts, for a row that shows them.
    /// What was erased is absent.
    pub async fn values_at(&self, positions: &[i64]) -> anyhow::Result<HashMap<String, String>> {
        let leaves =
            sqlx::query_scalar!("select leaf from events where position = any($1)", positions)
                .fetch_all(&self.pool)
                .await?;
        let leaves: Vec<Leaf> =
            leaves.iter().map(|leaf| Leaf::parse(leaf)).collect::<anyhow::Result<_>>()?;
        opened(&self.pool, &self.key, &leaves).await
    }

    /// The ids of every stream of a kind, in their order.
    pub async fn stream_ids(&self, jenis: JenisAliran) -> anyhow::Result<Vec<AliranId>> {
        let ids = store::stream_ids(&self.pool, jenis.kode()).await?;
        Ok(ids.into_iter().map(|id| AliranId { jenis, id }).collect())
    }

    /// The facts of all streams of a kind between two ids, stream by stream:
    /// what a rebuild reads, by COPY and decoded away from the runtime's threads.
    pub async fn range(&self, first: AliranId, last: Uuid) -> anyhow::Result<Vec<Tercatat<Event>>> {
        let (kind, first) = (first.jenis.kode(), first.id);
        let statement = format!(
            "copy (select position, kind, stream, version, leaf_hash, leaf from events
                    where kind = {kind} and stream between '{first}' and '{last}'
                    order by stream, version) to stdout (format binary)"
        );
        let mut leaves = Vec::new();
        copy_statement(&self.pool, &statement, |row| {
            leaves.push(row.leaf);
            Ok(())
        })
        .await?;
        let decode = move || leaves.iter().map(|l| Leaf::parse(l).and_then(Leaf::decode)).collect();
        tokio::task::spawn_blocking(decode).await?
    }

    /// Every leaf hash up to a position, in order.
    pub async fn leaf_hashes(
        &self,
        upto: u64,
        mut visit: impl FnMut(u64, Hash) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let statement = format!(
            "copy (select position, kind, stream, version, leaf_hash, ''::bytea from events
                    where position <= {upto} order by position) to stdout (format binary)"
        );
        let mut last = 0;
        copy_statement(&self.pool, &statement, |row| {
            last += 1;
            ensure!(row.position.cast_unsigned() == last, "posisi {last} hilang dari log");
            visit(last, row.leaf_hash.try_into().ok().context("hash daun bukan 32 bita")?)
        })
        .await
    }
}
