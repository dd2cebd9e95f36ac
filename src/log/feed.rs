//! What read models read: what came after a position, and whole streams.

use std::collections::HashMap;

use anyhow::{Context, ensure};
use chrono::{DateTime, Utc};
use events::pendamping::{BerkasDiekspor, DataPribadiDilihat, PenerimaBundel};
use events::{AliranId, Event, JenisAliran, Tercatat};
use projections::log::{BarisFakta, Entri, Kumpulan};
use tokio::sync::watch;
use uuid::Uuid;

use super::copy::{self, Copying, Reading};
use super::leaf::{Found, Stored};
use super::read::Values;
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
    /// What the log is searched by; also of a fact that nobody can read any more.
    pub fn entry(&self) -> anyhow::Result<Entri> {
        let context = || format!("daun pada posisi {}", self.position);
        let leaf = Stored::parse(&self.leaf).with_context(context)?;
        entry(&leaf, self.stream).with_context(context)
    }

    pub fn decode(&self) -> anyhow::Result<Tercatat<Event>> {
        let context = || format!("fakta pada posisi {}", self.position);
        decode(&self.leaf).with_context(context)
    }
}

/// Types of facts that say that sealed values were seen: by an officer, or with a
/// bundle by the Majelis.
const VIEWED: &str = "DataPribadiDilihat";
const EXPORTED: &str = "BerkasDiekspor";

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
        let mut page = Vec::with_capacity(rows.len());
        for (position, row) in (after + 1..).zip(rows) {
            let found = row.position.cast_unsigned();
            ensure!(found == position, "posisi {position} hilang dari log");
            let jenis = JenisAliran::dari_kode(row.kind).context("jenis aliran tidak dikenal")?;
            page.push(Raw {
                position,
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
        self.decode(&leaves, values).await
    }

    /// How many facts these streams have, in their order.
    pub async fn versions(&self, streams: &[AliranId]) -> anyhow::Result<Vec<u32>> {
        let wanted: Vec<(i16, Uuid)> = streams.iter().map(|s| (s.jenis.kode(), s.id)).collect();
        let heads = store::stream_heads(&self.pool, &wanted).await?;
        let version = |(kind, id): &(i16, Uuid)| {
            let head = heads.iter().find(|head| head.0 == *kind && head.1 == *id);
            head.map_or(0, |head| head.2)
        };
        Ok(wanted.iter().map(version).collect())
    }

    /// Every stream of these kinds, and how many facts it has.
    pub async fn versions_of(&self, kinds: &[JenisAliran]) -> anyhow::Result<Vec<(AliranId, u32)>> {
        let codes: Vec<i16> = kinds.iter().map(|jenis| jenis.kode()).collect();
        let rows = store::versions_of(&self.pool, &codes).await?;
        let stream = |(kind, id, version): (i16, Uuid, i32)| {
            let jenis = JenisAliran::dari_kode(kind).context("jenis aliran tidak dikenal")?;
            anyhow::Ok((AliranId { jenis, id }, version.cast_unsigned()))
        };
        rows.into_iter().map(stream).collect()
    }

    /// The first and the last fact of every stream of a kind: enough for those
    /// whose facts in between change no name.
    pub async fn ends(&self, jenis: JenisAliran) -> anyhow::Result<Vec<Tercatat<Event>>> {
        let leaves = store::ends_of(&self.pool, jenis.kode()).await?;
        leaves.iter().map(|leaf| decode(leaf)).collect()
    }

    /// What the log is searched by, of the facts at these positions.
    pub async fn entries_at(&self, positions: &[i64]) -> anyhow::Result<Vec<Entri>> {
        let rows = sqlx::query!(
            "select stream, kind, leaf from events where position = any($1) order by position",
            positions,
        )
        .fetch_all(&self.pool)
        .await?;
        let mut entries = Vec::with_capacity(rows.len());
        for row in rows {
            let jenis = JenisAliran::dari_kode(row.kind).context("jenis aliran tidak dikenal")?;
            let leaf = Stored::parse(&row.leaf)?;
            entries.push(entry(&leaf, AliranId { jenis, id: row.stream })?);
        }
        Ok(entries)
    }

    /// Positions of whatever has this id in a range, the newest first.
    pub async fn positions_of(
        &self,
        id: Uuid,
        (from, below): (i64, i64),
        limit: i64,
    ) -> anyhow::Result<Vec<i64>> {
        let positions = sqlx::query_scalar!(
            "select position from events where stream = $1 and position >= $2 and position < $3
              order by position desc limit $4",
            id,
            from,
            below,
            limit,
        );
        Ok(positions.fetch_all(&self.pool).await?)
    }

    /// The first position that was recorded at a moment or later; the one after
    /// the last where none was. The clock of the log only moves forward, as its
    /// positions do, so that a few facts tell it.
    pub async fn first_since(&self, moment: DateTime<Utc>) -> anyhow::Result<u64> {
        let (mut low, mut high) = (1, self.position().await? + 1);
        while low < high {
            let middle = low.midpoint(high);
            let entry = self.entries_at(&[middle.cast_signed()]).await?;
            let entry = entry.first().context("posisi hilang dari log")?;
            if entry.fakta.dicatat < moment {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Ok(low)
    }

    /// The texts behind the digests of these facts, for a row that shows them.
    /// What was erased is absent.
    pub async fn values_at(&self, positions: &[i64]) -> anyhow::Result<HashMap<String, String>> {
        let leaves =
            sqlx::query_scalar!("select leaf from events where position = any($1)", positions)
                .fetch_all(&self.pool)
                .await?;
        let leaves: Vec<Stored> =
            leaves.iter().map(|leaf| Stored::parse(leaf)).collect::<anyhow::Result<_>>()?;
        self.opened(&leaves).await
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
        let query = format!(
            "select leaf from events where kind = {kind} and stream between '{first}' and '{last}'
              order by stream, version"
        );
        let mut facts = Vec::new();
        let mut copying = Copying::start(Reading::acquire(&self.pool).await?, &query);
        while let Some(chunk) = copying.next().await? {
            let decoded = tokio::task::spawn_blocking(move || {
                copy::Tuples::new(&chunk)
                    .map(|tuple| tuple.and_then(|[leaf]| decode(leaf)))
                    .collect()
            });
            let decoded: anyhow::Result<Vec<_>> = decoded.await?;
            facts.extend(decoded?);
        }
        copying.into_reading().finish();
        Ok(facts)
    }

    /// The stored leaf hashes of a run of positions, be they ever so wrong.
    pub async fn stored_hashes(
        &self,
        (from, to): (u64, u64),
    ) -> anyhow::Result<Vec<(u64, Vec<u8>)>> {
        let rows = sqlx::query!(
            "select position, leaf_hash from events
              where position between $1 and $2 order by position",
            from.cast_signed(),
            to.cast_signed(),
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows.into_iter().map(|row| (row.position.cast_unsigned(), row.leaf_hash)).collect())
    }

    /// What the log is searched by, of the facts after a position up to another.
    pub async fn gather(&self, after: u64, upto: u64, index: &mut Kumpulan) -> anyhow::Result<()> {
        let query = format!(
            "select position, kind, stream, leaf from events
              where position > {after} and position <= {upto} order by position"
        );
        let mut last = after;
        let mut copying = Copying::start(Reading::acquire(&self.pool).await?, &query);
        while let Some(chunk) = copying.next().await? {
            for tuple in copy::Tuples::new(&chunk) {
                let [position, kind, stream, leaf] = tuple?;
                last += 1;
                let position = u64::from_be_bytes(position.try_into()?);
                ensure!(position == last, "posisi {last} hilang dari log");
                let jenis = i16::from_be_bytes(kind.try_into()?);
                let found = Found::parse(leaf)?;
                if [VIEWED, EXPORTED].contains(&&*found.kind) {
                    let jenis = JenisAliran::dari_kode(jenis);
                    let jenis = jenis.context("jenis aliran tidak dikenal")?;
                    let stream = AliranId { jenis, id: Uuid::from_slice(stream)? };
                    index.tambah_penglihatan(entry(&Stored::parse(leaf)?, stream)?);
                }
                index.tambah(position.cast_signed(), jenis, &found.kind, &found.actor);
            }
        }
        copying.into_reading().finish();
        ensure!(last == upto, "posisi {} hilang dari log", last + 1);
        Ok(())
    }

    /// The leaf hashes after a position up to another, in order.
    pub async fn leaf_hashes(
        &self,
        after: u64,
        upto: u64,
        mut visit: impl FnMut(Hash),
    ) -> anyhow::Result<()> {
        let query = copy::hashes_between(after, upto);
        let mut last = after;
        let mut copying = Copying::start(Reading::acquire(&self.pool).await?, &query);
        while let Some(chunk) = copying.next().await? {
            for tuple in copy::Tuples::new(&chunk) {
                let [together] = tuple?;
                let (hashes, rest) = together.as_chunks::<32>();
                let wanted = copy::HASHES.min(upto - last);
                let whole = rest.is_empty() && hashes.len() as u64 == wanted;
                ensure!(
                    whole,
                    "di antara posisi {} dan {} ada yang hilang",
                    last + 1,
                    last + wanted
                );
                for hash in hashes {
                    visit(*hash);
                }
                last += wanted;
            }
        }
        copying.into_reading().finish();
        ensure!(last == upto, "posisi {} hilang dari log", last + 1);
        Ok(())
    }
}

fn entry(leaf: &Stored<'_>, stream: AliranId) -> anyhow::Result<Entri> {
    let recorded_at = leaf.recorded_at()?;
    let dilihat = match &*leaf.kind {
        VIEWED => {
            let f: DataPribadiDilihat = serde_json::from_str(leaf.body.get())?;
            Some((f.keperluan.to_string(), i64::from(f.jumlah)))
        }
        EXPORTED => {
            let f: BerkasDiekspor = serde_json::from_str(leaf.body.get())?;
            let majelis = f.untuk == PenerimaBundel::Majelis;
            let keperluan = format!("berkas untuk Majelis: {}", f.keperluan);
            majelis.then_some((keperluan, i64::from(f.terbuka)))
        }
        _ => None,
    };
    let fakta = BarisFakta {
        posisi: leaf.position.cast_signed(),
        jenis: stream.jenis.kode(),
        aliran: stream.id,
        versi: leaf.version.cast_signed(),
        tipe: leaf.kind.to_string(),
        aktor: leaf.actor.to_string(),
        dicatat: recorded_at,
    };
    Ok(Entri { fakta, dilihat })
}

fn decode(leaf: &[u8]) -> anyhow::Result<Tercatat<Event>> {
    Stored::parse(leaf)?.decode()
}
