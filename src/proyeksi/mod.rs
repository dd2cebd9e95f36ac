//! The runner of the read models: follows the log, and moves rows and
//! checkpoint in one transaction, so that each fact counts exactly once.
//!
//! A fact that a read model cannot take stops that read model, visibly, and
//! nothing else: never the log, never its neighbours.

mod bangun;
mod dasar;
mod muat;
mod sentuhan;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use events::waktu::Zona;
use events::{Event, Tercatat};
use projections::bahan::Bahan;
use projections::catatan::Catatan;
use projections::lembar::Tulisan;
use projections::proyeksi::{self, Keadaan, Proyeksi, SEMUA};
use sqlx::error::DatabaseError;
use sqlx::{PgConnection, PgPool};
use tokio::sync::{Notify, watch};
use tokio::time::timeout;
use uuid::Uuid;

pub use bangun::Kemajuan;
pub use dasar::Terbaca;

use crate::log::{Log, Raw};
use sentuhan::Sentuhan;

/// Facts in one batch.
const HALAMAN: i64 = 2_000;
/// Cases computed at a time.
const KASUS: usize = 1_000;
/// Facts behind the log from which building anew is quicker than following.
const TERTINGGAL: u64 = 20_000;
/// Leaf hashes compared at a time.
const DAUN: u64 = 65_536;
/// How long another process's facts may lie unseen.
const INTIP: Duration = Duration::from_millis(250);
/// How long to rest while the database is away.
const JEDA: Duration = Duration::from_secs(1);
/// How long a reader waits for what it just wrote.
const SABAR: Duration = Duration::from_secs(5);

/// Follows one log with every read model.
#[derive(Clone)]
pub struct Penjalan {
    log: Log,
    pool: PgPool,
    zona: Zona,
    /// Facts in one batch.
    halaman: i64,
    /// Cases in one piece.
    kasus: usize,
    /// How far each read model has come, as this process last saw it.
    sampai: Arc<watch::Sender<HashMap<Proyeksi, u64>>>,
    /// What every answer about a case stands on besides the case.
    simpanan: Arc<dasar::Simpanan>,
}

/// Why a batch did not go through.
enum Gagal {
    /// This read model cannot take this fact; trying again cannot help.
    Racun(String),
    /// The surroundings failed; trying again may help.
    Sementara(anyhow::Error),
}

/// A reader waited in vain for a read model.
#[derive(Debug, thiserror::Error)]
#[error("tampilan {nama} belum sampai pada perubahan ini; muat ulang sebentar lagi")]
pub struct BelumSampai {
    pub nama: &'static str,
}

impl Penjalan {
    pub fn new(log: Log, pool: PgPool, zona: Zona) -> Self {
        let sampai = Arc::new(watch::Sender::new(HashMap::new()));
        Penjalan {
            log,
            pool,
            zona,
            halaman: HALAMAN,
            kasus: KASUS,
            sampai,
            simpanan: Arc::default(),
        }
    }

    /// With batches of so many facts, and pieces of as many cases.
    pub fn dengan_halaman(self, halaman: u16) -> Self {
        Penjalan { halaman: halaman.into(), kasus: halaman.into(), ..self }
    }

    /// Makes the tables that are not there. Empty ones are made in place; those
    /// of another zone are built anew by `kejar`.
    pub async fn pasang(&self) -> anyhow::Result<()> {
        let mut tx = self.pool.begin().await?;
        // Two processes that start together make each table once.
        proyeksi::kunci_pemasangan(&mut tx).await?;
        let ada = proyeksi::keadaan(&mut tx).await?;
        for proyeksi in SEMUA {
            if ada.iter().all(|keadaan| keadaan.proyeksi != proyeksi) {
                let skema = proyeksi.skema();
                proyeksi::buat_tabel(proyeksi, &skema, &mut tx).await?;
                let (kunci, indeks) = proyeksi.sesudah_isi();
                proyeksi::lengkapi(&skema, &[kunci, indeks].concat(), &mut tx).await?;
                proyeksi::catat(proyeksi, 0, &self.zona.to_string(), &mut tx).await?;
            }
        }
        tx.commit().await.context("tabel tampilan tidak dapat dibuat")
    }

    /// What every answer about a case stands on.
    pub async fn dasar(&self) -> anyhow::Result<Arc<Terbaca>> {
        self.simpanan.baca(&self.log, self.zona).await
    }

    /// The facts of these cases, their sengketa and companions.
    pub async fn fakta_untuk(&self, perkara: &[Uuid]) -> anyhow::Result<Vec<Tercatat<Event>>> {
        muat::untuk(&self.log, perkara).await
    }

    /// Refuses to answer from a read model that stopped.
    pub async fn periksa(&self, perlu: &[Proyeksi]) -> anyhow::Result<()> {
        for keadaan in self.keadaan().await? {
            if let Some(sebab) = keadaan.gagal.filter(|_| perlu.contains(&keadaan.proyeksi)) {
                let (nama, posisi) = (keadaan.proyeksi.nama(), keadaan.posisi);
                bail!(
                    "tampilan {nama} berhenti setelah posisi {posisi}: {sebab}; bangun ulang dengan: jejak rebuild {nama}"
                );
            }
        }
        Ok(())
    }

    pub async fn keadaan(&self) -> anyhow::Result<Vec<Keadaan>> {
        let mut connection = self.pool.acquire().await?;
        Ok(proyeksi::keadaan(&mut connection).await?)
    }

    /// Catches up with the log; builds anew what lies far behind or belongs to
    /// another zone. `kemajuan` hears how far that is.
    pub async fn kejar(&self, kemajuan: &mut (dyn FnMut(Kemajuan) + Send)) -> anyhow::Result<()> {
        let ujung = self.log.position().await?;
        let jauh: Vec<Proyeksi> = self
            .keadaan()
            .await?
            .into_iter()
            .filter(|k| k.gagal.is_none())
            .filter(|k| {
                let tertinggal = ujung.saturating_sub(k.posisi.cast_unsigned());
                k.zona != self.zona.to_string() || tertinggal > TERTINGGAL
            })
            .map(|k| k.proyeksi)
            .collect();
        if !jauh.is_empty() {
            self.bangun(&jauh, kemajuan).await?;
        }
        while self.langkah().await? {}
        Ok(())
    }

    /// Catches up, by building anew where that is quicker, and then follows the
    /// log until `henti` is said.
    pub async fn layani(self, henti: Arc<Notify>) {
        let mut terakhir = "";
        let mut lapor = |kemajuan: Kemajuan| {
            if kemajuan.langkah != terakhir {
                terakhir = kemajuan.langkah;
                tracing::info!(langkah = terakhir, "tampilan dibangun ulang");
            }
        };
        tokio::select! {
            hasil = self.kejar(&mut lapor) => {
                if let Err(error) = hasil {
                    tracing::warn!(galat = %format_args!("{error:#}"), "tampilan tertahan");
                }
            }
            () = henti.notified() => return,
        }
        self.ikuti(henti).await;
    }

    /// Follows the log until `henti` is said, then to the end of the log of that
    /// moment.
    pub async fn ikuti(self, henti: Arc<Notify>) {
        let mut terbangun = self.log.watch();
        loop {
            match self.langkah().await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => {
                    tracing::warn!(galat = %format_args!("{error:#}"), "tampilan tertahan");
                    tokio::time::sleep(JEDA).await;
                }
            }
            tokio::select! {
                () = henti.notified() => break,
                _ = timeout(INTIP, terbangun.changed()) => {}
            }
        }
        while matches!(self.langkah().await, Ok(true)) {}
    }

    /// Waits, within bounds, until a read model has come to a position, by this
    /// process or by another.
    pub async fn tunggu(&self, proyeksi: Proyeksi, posisi: u64) -> Result<(), BelumSampai> {
        let mut sampai = self.sampai.subscribe();
        let sudah = |sampai: &HashMap<Proyeksi, u64>| {
            sampai.get(&proyeksi).is_some_and(|ini| *ini >= posisi)
        };
        let tercapai = timeout(SABAR, async {
            while !matches!(timeout(INTIP, sampai.wait_for(sudah)).await, Ok(Ok(_))) {
                if self.keadaan().await.is_ok_and(|semua| sudah(&sejauh(&semua))) {
                    break;
                }
            }
        });
        tercapai.await.map_err(|_| BelumSampai { nama: proyeksi.nama() })
    }

    /// The first position of a run whose leaf hash is not the one that the
    /// tree's nodes hold. They were written when the fact was, and know a leaf
    /// that was later replaced together with its hash.
    pub async fn daun_yang_diganti(
        &self,
        (dari, sampai): (u64, u64),
    ) -> anyhow::Result<Option<u64>> {
        let mut connection = self.pool.acquire().await?;
        let mut awal = dari;
        while awal <= sampai {
            let akhir = sampai.min(awal + DAUN - 1);
            let daun = projections::pohon::daun((awal, akhir), &mut connection).await?;
            let semula: HashMap<u64, [u8; 32]> = daun.iter().map(|d| (d.posisi, d.hash)).collect();
            for (posisi, hash) in self.log.stored_hashes((awal, akhir)).await? {
                if semula.get(&posisi).is_some_and(|semula| semula[..] != hash[..]) {
                    return Ok(Some(posisi));
                }
            }
            awal = akhir + 1;
        }
        Ok(None)
    }

    /// One batch for the read models that lie furthest behind. `false`: all are
    /// where the log is.
    pub async fn langkah(&self) -> anyhow::Result<bool> {
        let mut jalan = self.keadaan().await?;
        self.sampai.send_replace(sejauh(&jalan));
        jalan.retain(|k| k.gagal.is_none() && k.zona == self.zona.to_string());
        let Some(terendah) = jalan.iter().map(|k| k.posisi).min() else { return Ok(false) };
        let berikut = jalan.iter().map(|k| k.posisi).filter(|p| *p > terendah).min();
        let batas = self.halaman;
        let batas = berikut.map_or(batas, |berikut| batas.min(berikut - terendah));
        let kelompok: Vec<Proyeksi> =
            jalan.iter().filter(|k| k.posisi == terendah).map(|k| k.proyeksi).collect();
        let halaman = self.log.page(terendah.cast_unsigned(), batas).await?;
        if halaman.is_empty() {
            return Ok(false);
        }
        self.halaman(&kelompok, terendah, &halaman).await?;
        Ok(true)
    }

    async fn halaman(
        &self,
        kelompok: &[Proyeksi],
        dari: i64,
        halaman: &[Raw],
    ) -> anyhow::Result<()> {
        let (terbaca, rusak) = Sentuhan::dari(halaman);
        // What fails here fails again below, where it stops a read model.
        let muatan = Muatan::dari(self, &terbaca).await.ok();
        let kasus = muatan.as_ref().and_then(Muatan::bahan);
        for proyeksi in kelompok {
            // The tree takes every leaf, also one that nobody can read.
            let (sentuhan, rusak) = match proyeksi {
                Proyeksi::Pohon => (Sentuhan::daun(halaman), None),
                Proyeksi::Log => Sentuhan::entri(halaman),
                _ => (terbaca.clone(), rusak.clone()),
            };
            let hasil = match (sentuhan.sampai, rusak) {
                (0, Some(rusak)) => Err(Gagal::Racun(rusak)),
                _ => self.satu(*proyeksi, dari, &sentuhan, kasus.as_ref()).await,
            };
            match hasil {
                Ok(()) => {}
                Err(Gagal::Racun(sebab)) => self.hentikan(*proyeksi, dari, &sebab).await?,
                Err(Gagal::Sementara(error)) => return Err(error),
            }
        }
        Ok(())
    }

    async fn hentikan(&self, proyeksi: Proyeksi, posisi: i64, sebab: &str) -> anyhow::Result<()> {
        let nama = proyeksi.nama();
        tracing::error!(proyeksi = nama, posisi, sebab, "tampilan berhenti");
        let mut connection = self.pool.acquire().await?;
        proyeksi::hentikan(proyeksi, posisi, sebab, &mut connection).await?;
        Ok(())
    }

    /// Rows and checkpoint of one read model, in one transaction.
    async fn satu(
        &self,
        proyeksi: Proyeksi,
        dari: i64,
        sentuhan: &Sentuhan,
        kasus: Option<&Bahan<'_>>,
    ) -> Result<(), Gagal> {
        let mut tx = Tulisan::mulai(&self.pool).await?;
        // A crash loses rows and checkpoint together; the log brings both back.
        proyeksi::tanpa_menunggu_cakram(&mut tx).await?;
        if proyeksi::pegang(proyeksi, &mut tx).await? != Some(dari) {
            // Another process did it, or stopped it.
            return Ok(tx.simpan().await?);
        }
        self.terapkan(proyeksi, sentuhan, kasus, &mut tx).await?;
        proyeksi::majukan(proyeksi, sentuhan.sampai.cast_signed(), &mut tx).await?;
        tx.simpan().await?;
        Ok(())
    }

    /// Puts the rows of everything that was touched in the tables of the search
    /// path. `kasus` are the touched cases where they were computed already;
    /// a changed calendar touches others too.
    async fn terapkan(
        &self,
        proyeksi: Proyeksi,
        sentuhan: &Sentuhan,
        kasus: Option<&Bahan<'_>>,
        tx: &mut PgConnection,
    ) -> Result<(), Gagal> {
        if !proyeksi.bentuk().milik_perkara.is_empty() {
            let sendiri = sentuhan.hari.is_none() && sentuhan.sengketa.is_empty();
            if let Some(kasus) = kasus.filter(|_| sendiri) {
                proyeksi.ganti(kasus, tx).await?;
                return Ok(());
            }
            let mut perkara = muat::perkara_dari(&self.log, sentuhan).await?;
            if let Some(hari) = sentuhan.hari {
                perkara.extend(proyeksi::terpengaruh(proyeksi, hari, &mut *tx).await?);
            }
            if !sentuhan.sengketa.is_empty() {
                let sengketa: Vec<_> = sentuhan.sengketa.iter().copied().collect();
                perkara.extend(proyeksi::bersengketa(proyeksi, &sengketa, &mut *tx).await?);
            }
            let perkara: Vec<_> = perkara.into_iter().collect();
            let dasar = self.dasar().await?;
            for perkara in perkara.chunks(self.kasus) {
                let catatan = muat::catatan(&self.log, &dasar.kini, self.zona, perkara).await?;
                let bahan = Bahan::dari(&catatan, perkara);
                proyeksi.ganti(&bahan, &mut *tx).await?;
            }
            return Ok(());
        }
        let fakta = match proyeksi {
            Proyeksi::Alarm => {
                muat::pendamping(&self.log, sentuhan.pendamping.iter().copied()).await?
            }
            _ => muat::lain(&self.log, sentuhan).await?,
        };
        let catatan = muat::catatan_dari(Arc::default(), fakta, self.zona);
        let mut bahan = Bahan::dari(&catatan, &[]);
        bahan.unit = sentuhan.unit.iter().copied().collect();
        bahan.buku = sentuhan.buku.iter().copied().collect();
        bahan.katalog = sentuhan.katalog.iter().copied().collect();
        bahan.kegiatan = sentuhan.kegiatan.iter().copied().collect();
        bahan.pendamping = sentuhan.pendamping.iter().copied().collect();
        bahan.daun.clone_from(&sentuhan.daun);
        bahan.log.clone_from(&sentuhan.log);
        proyeksi.ganti(&bahan, tx).await?;
        Ok(())
    }
}

/// How far each read model has come.
fn sejauh(semua: &[Keadaan]) -> HashMap<Proyeksi, u64> {
    semua.iter().map(|satu| (satu.proyeksi, satu.posisi.cast_unsigned())).collect()
}

/// The touched cases of a page, read once for every read model.
struct Muatan {
    perkara: Vec<Uuid>,
    catatan: Option<Catatan>,
}

impl Muatan {
    async fn dari(penjalan: &Penjalan, sentuhan: &Sentuhan) -> anyhow::Result<Self> {
        let Penjalan { log, zona, .. } = penjalan;
        let perkara: Vec<Uuid> = muat::perkara_dari(log, sentuhan).await?.into_iter().collect();
        let catatan = match perkara.len() {
            0 => None,
            banyak if banyak >= penjalan.kasus => None,
            _ => Some(muat::catatan(log, &penjalan.dasar().await?.kini, *zona, &perkara).await?),
        };
        Ok(Muatan { perkara, catatan })
    }

    fn bahan(&self) -> Option<Bahan<'_>> {
        Some(Bahan::dari(self.catatan.as_ref()?, &self.perkara))
    }
}

impl From<sqlx::Error> for Gagal {
    /// What the database refuses for its content will be refused again.
    fn from(error: sqlx::Error) -> Self {
        let kode = error.as_database_error().and_then(DatabaseError::code);
        let racun = kode.is_some_and(|kode| kode.starts_with("22") || kode.starts_with("23"));
        if racun {
            // The message may repeat a value; the constraint's name may not.
            let kode = error.as_database_error().and_then(DatabaseError::code).unwrap_or_default();
            let aturan = error.as_database_error().and_then(|e| e.constraint()).unwrap_or("-");
            return Gagal::Racun(format!("SQLSTATE {kode}, aturan {aturan}"));
        }
        Gagal::Sementara(error.into())
    }
}

impl From<anyhow::Error> for Gagal {
    fn from(error: anyhow::Error) -> Self {
        match error.downcast::<sqlx::Error>() {
            Ok(error) => error.into(),
            Err(error) => Gagal::Racun(format!("{error:#}")),
        }
    }
}

impl Gagal {
    fn error(self) -> anyhow::Error {
        match self {
            Gagal::Racun(sebab) => anyhow::anyhow!(sebab),
            Gagal::Sementara(error) => error,
        }
    }
}

/// A read model's name, or which there are.
pub fn menurut_nama(nama: &str) -> anyhow::Result<Proyeksi> {
    if let Some(proyeksi) = Proyeksi::dari_nama(nama) {
        return Ok(proyeksi);
    }
    let ada: Vec<&str> = SEMUA.into_iter().map(Proyeksi::nama).collect();
    bail!("tampilan {nama:?} tidak ada; yang ada: {}", ada.join(", "))
}
