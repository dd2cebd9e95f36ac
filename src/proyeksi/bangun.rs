//! Building read models anew beside the live ones: filled from the log by COPY,
//! caught up, and exchanged in one transaction. Readers and the runner go on
//! meanwhile.

use std::collections::VecDeque;
use std::sync::Arc;

use anyhow::{Context, ensure};
use events::{AliranId, JenisAliran};
use futures_util::stream::{self, StreamExt, TryStreamExt};
use projections::bahan::Bahan;
use projections::catatan::Dasar;
use projections::lembar::{Lembar, Tulisan};
use projections::log;
use projections::pohon::{self, Tepi};
use projections::proyeksi::{self, Proyeksi};
use sqlx::PgConnection;

use super::sentuhan::Sentuhan;
use super::{Gagal, Penjalan, muat};

/// Pieces under way at the same time.
const BERSAMAAN: usize = 3;
/// Leaf hashes read at a time: their tiles are held until they are written.
const DAUN: u64 = 256 * 1_024;
/// Facts indexed at a time, in whole blocks: their rows are held until they are
/// written.
const ENTRI: u64 = 256 * 1_024;

/// How far a rebuild is.
#[derive(Clone, Copy, Debug)]
pub struct Kemajuan {
    pub langkah: &'static str,
    pub sudah: u64,
    pub semua: u64,
}

/// How many cases, and their rows for each read model.
type Potongan = (u64, Vec<Vec<Lembar>>);

/// Statements that make keys or indexes of a filled table, one after the other.
struct Pelengkap {
    proyeksi: Proyeksi,
    perintah: Vec<&'static str>,
}

type Lapor<'a> = &'a mut (dyn FnMut(Kemajuan) + Send);

impl Penjalan {
    /// Builds these read models anew.
    pub async fn bangun(&self, daftar: &[Proyeksi], lapor: Lapor<'_>) -> anyhow::Result<()> {
        // Held by a connection of its own, and let go of with it.
        let mut giliran = self.pool.begin().await?;
        ensure!(
            proyeksi::giliran_bangun(&mut giliran).await?,
            "tampilan sedang dibangun ulang oleh proses lain; tunggu sampai selesai"
        );
        for proyeksi in daftar {
            let mut tx = Tulisan::mulai(&self.pool).await?;
            proyeksi::buat_tabel(*proyeksi, &proyeksi.skema_baru(), &mut tx).await?;
            tx.simpan().await?;
        }
        let dari = self.log.position().await?;
        let (kasus, lain): (Vec<Proyeksi>, Vec<Proyeksi>) =
            daftar.iter().partition(|proyeksi| !proyeksi.bentuk().milik_perkara.is_empty());
        let (urut, lain): (Vec<Proyeksi>, Vec<Proyeksi>) = lain
            .into_iter()
            .partition(|proyeksi| matches!(proyeksi, Proyeksi::Pohon | Proyeksi::Log));
        if kasus.is_empty() {
            self.isi_urut(urut, dari, lapor).await?;
        } else {
            // What follows the order of the log waits for the database where the
            // cases wait for a processor, and is done before them.
            let mut diam = |_| ();
            tokio::try_join!(self.isi_kasus(kasus, lapor), self.isi_urut(urut, dari, &mut diam))?;
        }
        for proyeksi in lain {
            match proyeksi {
                Proyeksi::Alarm => self.isi_alarm().await?,
                _ => self.isi_lain(proyeksi).await?,
            }
        }
        self.isi_indeks(daftar, lapor).await?;
        for proyeksi in daftar {
            let dari = self.susul(*proyeksi, dari).await?;
            self.tukar(*proyeksi, dari).await?;
        }
        giliran.commit().await?;
        Ok(())
    }

    /// Keys and indexes of every new table, some at the same time.
    async fn isi_indeks(&self, daftar: &[Proyeksi], lapor: Lapor<'_>) -> anyhow::Result<()> {
        let (mut kunci, mut indeks) = (Vec::new(), Vec::new());
        for proyeksi in daftar {
            let (milik_kunci, milik_indeks) = proyeksi.sesudah_isi();
            kunci.push(Pelengkap { proyeksi: *proyeksi, perintah: milik_kunci });
            indeks.extend(
                milik_indeks
                    .into_iter()
                    .map(|satu| Pelengkap { proyeksi: *proyeksi, perintah: vec![satu] }),
            );
        }
        let semua = (kunci.len() + indeks.len()) as u64;
        let mut sudah = 0;
        lapor(Kemajuan { langkah: "indeks", sudah, semua });
        for bersama in [kunci, indeks] {
            let penjalan = self.clone();
            let mut selesai = stream::iter(bersama)
                .map(move |pelengkap| penjalan.clone().lengkapi(pelengkap))
                .buffer_unordered(BERSAMAAN);
            while selesai.try_next().await?.is_some() {
                sudah += 1;
                lapor(Kemajuan { langkah: "indeks", sudah, semua });
            }
        }
        stream::iter(daftar.to_vec())
            .map(|proyeksi| self.clone().ukur(proyeksi))
            .buffer_unordered(BERSAMAAN)
            .try_collect()
            .await
    }

    async fn ukur(self, proyeksi: Proyeksi) -> anyhow::Result<()> {
        let mut connection = self.pool.acquire().await?;
        proyeksi::ukur(&proyeksi.skema_baru(), &mut connection).await?;
        Ok(())
    }

    async fn lengkapi(self, Pelengkap { proyeksi, perintah }: Pelengkap) -> anyhow::Result<()> {
        let mut tx = Tulisan::mulai(&self.pool).await?;
        proyeksi::lengkapi(&proyeksi.skema_baru(), &perintah, &mut tx).await?;
        tx.simpan().await?;
        Ok(())
    }

    /// Every case, piece by piece: read, computed and written at the same time.
    async fn isi_kasus(&self, daftar: Vec<Proyeksi>, lapor: Lapor<'_>) -> anyhow::Result<()> {
        let aliran = self.log.stream_ids(JenisAliran::Perkara).await?;
        let dasar = self.dasar().await?.kini.clone();
        let semua = aliran.len() as u64;
        let mut tx = Tulisan::mulai(&self.pool).await?;
        proyeksi::tanpa_menunggu_cakram(&mut tx).await?;
        let mut potongan = aliran.chunks(self.kasus);
        let mut berjalan = VecDeque::new();
        let mut sudah = 0;
        loop {
            while berjalan.len() < BERSAMAAN
                && let Some(satu) = potongan.next()
            {
                let tugas = self.clone().potongan(satu.to_vec(), dasar.clone(), daftar.clone());
                // A task of its own: it goes on while the one before it is written.
                berjalan.push_back(tokio::spawn(tugas));
            }
            let Some(satu) = berjalan.pop_front() else { break };
            let (jumlah, lembar) = satu.await??;
            for (proyeksi, lembar) in daftar.iter().zip(lembar) {
                tulis(*proyeksi, lembar, &mut tx).await?;
            }
            sudah += jumlah;
            lapor(Kemajuan { langkah: "perkara", sudah, semua });
        }
        tx.simpan().await?;
        Ok(())
    }

    /// Rows of a run of cases, for each read model.
    async fn potongan(
        self,
        aliran: Vec<AliranId>,
        dasar: Arc<Dasar>,
        daftar: Vec<Proyeksi>,
    ) -> anyhow::Result<Potongan> {
        let (Some(awal), Some(akhir)) = (aliran.first(), aliran.last()) else {
            return Ok((0, Vec::new()));
        };
        let kasus = self.log.range(*awal, akhir.id).await?;
        let sengketa: Vec<AliranId> = muat::sengketa_dari(&kasus)
            .into_iter()
            .map(|id| AliranId { jenis: JenisAliran::Sengketa, id })
            .collect();
        let mut fakta = self.log.streams(&sengketa, crate::log::Values::Sealed).await?;
        fakta.extend(kasus);
        let zona = self.zona;
        let perkara: Vec<_> = aliran.iter().map(|aliran| aliran.id).collect();
        let hitung = move || {
            let catatan = muat::catatan_dari(dasar, fakta, zona);
            let bahan = Bahan::dari(&catatan, &perkara);
            let lembar = daftar.iter().map(|proyeksi| proyeksi.lembar(&bahan)).collect();
            (perkara.len() as u64, lembar)
        };
        Ok(tokio::task::spawn_blocking(hitung).await?)
    }

    /// Units, books, the catalogue: few enough to be read at once.
    async fn isi_lain(&self, proyeksi: Proyeksi) -> anyhow::Result<()> {
        let mut fakta = self.log.ends(JenisAliran::Buku).await?;
        let buku = fakta.iter().map(|tercatat| tercatat.stream.id).collect();
        let unit = self.log.stream_ids(JenisAliran::Unit).await?;
        let katalog = self.log.stream_ids(JenisAliran::Katalog).await?;
        let kegiatan = self.log.stream_ids(JenisAliran::Kegiatan).await?;
        fakta.extend(self.log.streams(&unit, crate::log::Values::Sealed).await?);
        fakta.extend(self.log.streams(&katalog, crate::log::Values::Sealed).await?);
        fakta.extend(self.log.streams(&kegiatan, crate::log::Values::Sealed).await?);
        let catatan = muat::catatan_dari(Arc::default(), fakta, self.zona);
        let mut bahan = Bahan::dari(&catatan, &[]);
        bahan.unit = unit.into_iter().map(|aliran| aliran.id).collect();
        bahan.buku = buku;
        bahan.buku.dedup();
        bahan.katalog = katalog.into_iter().map(|aliran| aliran.id).collect();
        bahan.kegiatan = kegiatan.into_iter().map(|aliran| aliran.id).collect();
        let mut tx = Tulisan::mulai(&self.pool).await?;
        tulis(proyeksi, proyeksi.lembar(&bahan), &mut tx).await?;
        tx.simpan().await?;
        Ok(())
    }

    /// Companions, as many as cases: piece by piece.
    async fn isi_alarm(&self) -> anyhow::Result<()> {
        let aliran = self.log.stream_ids(JenisAliran::Pendamping).await?;
        let mut tx = Tulisan::mulai(&self.pool).await?;
        for potongan in aliran.chunks(self.kasus) {
            let subjek: Vec<_> = potongan.iter().map(|aliran| aliran.id).collect();
            let fakta = muat::pendamping(&self.log, subjek.iter().copied()).await?;
            let catatan = muat::catatan_dari(Arc::default(), fakta, self.zona);
            let mut bahan = Bahan::dari(&catatan, &[]);
            bahan.pendamping = subjek;
            tulis(Proyeksi::Alarm, Proyeksi::Alarm.lembar(&bahan), &mut tx).await?;
        }
        tx.simpan().await?;
        Ok(())
    }

    /// What follows the order of the log.
    async fn isi_urut(
        &self,
        daftar: Vec<Proyeksi>,
        sampai: u64,
        lapor: Lapor<'_>,
    ) -> anyhow::Result<()> {
        for proyeksi in daftar {
            match proyeksi {
                Proyeksi::Log => self.isi_log(sampai, lapor).await?,
                _ => self.isi_pohon(sampai, lapor).await?,
            }
        }
        Ok(())
    }

    /// The tree, from the leaf hashes alone.
    async fn isi_pohon(&self, sampai: u64, lapor: Lapor<'_>) -> anyhow::Result<()> {
        let mut tepi = Tepi::default();
        let mut tx = Tulisan::mulai(&self.pool).await?;
        proyeksi::tanpa_menunggu_cakram(&mut tx).await?;
        let mut sudah = 0;
        while sudah < sampai {
            let akhir = sampai.min(sudah + DAUN);
            let mut ubin = pohon::lembar();
            self.log.leaf_hashes(sudah, akhir, |hash| tepi.tambah(hash, &mut ubin)).await?;
            sudah = akhir;
            if sudah == sampai {
                tepi.sisa(&mut ubin);
            }
            tulis(Proyeksi::Pohon, vec![ubin], &mut tx).await?;
            lapor(Kemajuan { langkah: "pohon", sudah, semua: sampai });
        }
        tx.simpan().await?;
        Ok(())
    }

    /// What the log is searched by, from its leaves alone.
    async fn isi_log(&self, sampai: u64, lapor: Lapor<'_>) -> anyhow::Result<()> {
        let mut tx = Tulisan::mulai(&self.pool).await?;
        proyeksi::tanpa_menunggu_cakram(&mut tx).await?;
        let mut sudah = 0;
        while sudah < sampai {
            let akhir = sampai.min(sudah + ENTRI);
            let mut kumpulan = log::Kumpulan::default();
            self.log.gather(sudah, akhir, &mut kumpulan).await?;
            sudah = akhir;
            tulis(Proyeksi::Log, kumpulan.lembar(), &mut tx).await?;
            lapor(Kemajuan { langkah: "log", sudah, semua: sampai });
        }
        tx.simpan().await?;
        Ok(())
    }

    /// Brings the new tables to the end of the log, in batches.
    async fn susul(&self, proyeksi: Proyeksi, mut dari: u64) -> anyhow::Result<u64> {
        loop {
            let mut tx = Tulisan::mulai(&self.pool).await?;
            let sampai = self.susul_halaman(proyeksi, dari, &mut tx).await?;
            tx.simpan().await?;
            if sampai == dari {
                return Ok(dari);
            }
            dari = sampai;
        }
    }

    async fn susul_halaman(
        &self,
        proyeksi: Proyeksi,
        dari: u64,
        tx: &mut PgConnection,
    ) -> anyhow::Result<u64> {
        let halaman = self.log.page(dari, self.halaman).await?;
        if halaman.is_empty() {
            return Ok(dari);
        }
        let (sentuhan, rusak) = match proyeksi {
            Proyeksi::Pohon => (Sentuhan::daun(&halaman), None),
            Proyeksi::Log => Sentuhan::entri(&halaman),
            _ => Sentuhan::dari(&halaman),
        };
        ensure!(rusak.is_none(), rusak.unwrap_or_default());
        proyeksi::tulis_ke(&proyeksi.skema_baru(), &mut *tx).await?;
        self.terapkan(proyeksi, &sentuhan, None, tx).await.map_err(Gagal::error)?;
        Ok(sentuhan.sampai)
    }

    /// The last facts and the exchange of the two schemas, in one transaction
    /// that the runner waits for.
    async fn tukar(&self, proyeksi: Proyeksi, mut dari: u64) -> anyhow::Result<()> {
        let mut tx = Tulisan::mulai(&self.pool).await?;
        proyeksi::pegang_walau_berhenti(proyeksi, &mut tx).await?;
        loop {
            let sampai = self.susul_halaman(proyeksi, dari, &mut tx).await?;
            if sampai == dari {
                break;
            }
            dari = sampai;
        }
        proyeksi::tukar(proyeksi, &mut tx).await?;
        proyeksi::catat(proyeksi, dari.cast_signed(), &self.zona.to_string(), &mut tx).await?;
        tx.simpan().await.context("tampilan baru tidak dapat dipasang")?;
        let mut connection = self.pool.acquire().await?;
        proyeksi::buang_sisa(proyeksi, &mut connection).await?;
        Ok(())
    }
}

async fn tulis(
    proyeksi: Proyeksi,
    lembar: Vec<Lembar>,
    tx: &mut PgConnection,
) -> anyhow::Result<()> {
    proyeksi::tulis_ke(&proyeksi.skema_baru(), &mut *tx).await?;
    for satu in lembar {
        satu.tulis(&mut *tx).await?;
    }
    Ok(())
}
