//! The way of one erasure: what each store holds is noted, the list beside the
//! key is written, then store by store is emptied and asked again, and the log
//! is told. Whoever falls over anywhere is followed by another who ends where
//! they would have.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::sync::atomic::Ordering;

use anyhow::{Context, ensure};
use events::pendamping::Event as Pendamping;
use events::penghapusan::{DataPribadiDihapus, TempatData, TempatDihapus};
use events::surel::PenerimaSurel;
use events::teks::Label;
use events::waktu::Waktu;
use events::{AliranId, Cara, Event, JenisAliran, perkara};
use uuid::Uuid;

use super::daftar::{self, Terhapus};
use super::tabel;
use crate::app::{App, Tawaran, subjek};
use crate::log::Values;
use crate::surel::pekerja::berkas_surel;
use crate::surel::tabel as kotak;

/// Keys first: with them gone nothing that is left can be read.
const URUTAN: [TempatData; 4] =
    [TempatData::Kunci, TempatData::Nilai, TempatData::Berkas, TempatData::Surel];

/// Where an erasure has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Titik {
    Dihitung,
    Didaftar,
    /// Emptied, and not confirmed yet.
    Dikosongkan(TempatData),
    Dipastikan(TempatData),
    Tercatat,
}

/// One erasure of one case.
struct Penghapusan<'a> {
    app: &'a App,
    perkara: Uuid,
    /// Which erasure of the case it is.
    ke: u32,
    /// Disputes of this case and of no other whose people are still here.
    sengketa: Vec<Uuid>,
    disetujui: Waktu,
    /// It was done once, and a restore undid it.
    ulangan: bool,
}

impl App {
    /// Destroys what was approved; `false` where nothing was.
    pub async fn hapus(&self, perkara: Uuid) -> anyhow::Result<bool> {
        self.hapus_dengan(perkara, &mut |_| Ok(())).await
    }

    /// As `hapus`; whoever listens may end it at any point, as a crash would.
    pub async fn hapus_dengan(
        &self,
        perkara: Uuid,
        titik: &mut (dyn FnMut(Titik) -> anyhow::Result<()> + Send),
    ) -> anyhow::Result<bool> {
        let state = self.perkara(perkara).await?;
        let Some(disetujui) = state.penghapusan.disetujui else {
            if state.dihapus.is_some() {
                tabel::usai(&self.pool, perkara).await?;
            }
            return Ok(false);
        };
        let mut sengketa = Vec::new();
        for id in &state.sengketa {
            if self.hanya_milik(*id, perkara).await? {
                sengketa.push(*id);
            }
        }
        let ke = self.kali_dihapus(perkara).await? + 1;
        let (disetujui, ulangan) = (disetujui.waktu, false);
        let satu = Penghapusan { app: self, perkara, ke, sengketa, disetujui, ulangan };
        satu.jalan(titik).await?;
        Ok(true)
    }

    /// Erases again whatever the list beside the key tells of and this log does
    /// not: it comes from a backup that was made before.
    pub(crate) async fn ulangi_penghapusan(&self) -> anyhow::Result<()> {
        let mut diulang = 0;
        for satu in daftar::baca(&self.penghapusan.daftar)? {
            let Terhapus { log, perkara, ke, sengketa, disetujui } = satu;
            let state = self.perkara(perkara).await?;
            if log != self.log.id() || state.versi == 0 {
                continue;
            }
            if state.penghapusan.disetujui.is_some() {
                // One that was approved here is gone on with as such.
                diulang += usize::from(self.hapus(perkara).await?);
                continue;
            }
            if self.kali_dihapus(perkara).await? >= ke {
                continue;
            }
            let lagi = Penghapusan { app: self, perkara, ke, sengketa, disetujui, ulangan: true };
            lagi.jalan(&mut |_| Ok(())).await?;
            diulang += 1;
        }
        if diulang > 0 {
            tracing::warn!(diulang, "penghapusan diterapkan lagi sesudah pemulihan");
        }
        self.penghapusan.diulang.store(diulang, Ordering::Relaxed);
        Ok(())
    }

    async fn kali_dihapus(&self, perkara: Uuid) -> anyhow::Result<u32> {
        let fakta = self.log.stream(AliranId::perkara(perkara), Values::Sealed).await?;
        let dihapus = fakta.iter().filter(|tercatat| {
            let Event::Perkara(event) = &tercatat.event else { return false };
            matches!(event.as_ref(), perkara::Event::DataPribadiDihapus(_))
        });
        Ok(u32::try_from(dihapus.count())?)
    }

    /// A dispute over several cases keeps its people until the last is erased.
    async fn hanya_milik(&self, sengketa: Uuid, perkara: Uuid) -> anyhow::Result<bool> {
        let pengajuan = self.sengketa(sengketa).await?.pengajuan;
        for lain in pengajuan.map(|pengajuan| pengajuan.perkara).unwrap_or_default() {
            if lain != perkara && self.perkara(lain).await?.dihapus.is_none() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl Penghapusan<'_> {
    async fn jalan(
        &self,
        titik: &mut (dyn FnMut(Titik) -> anyhow::Result<()> + Send),
    ) -> anyhow::Result<()> {
        let (pool, ini) = (&self.app.pool, (self.perkara, i32::try_from(self.ke)?));
        for tempat in URUTAN {
            let jumlah = self.tersisa(tempat).await?;
            tabel::catat(pool, ini, nama(tempat), jumlah).await?;
        }
        titik(Titik::Dihitung)?;
        daftar::tambah(&self.app.penghapusan.daftar, &self.terhapus())?;
        titik(Titik::Didaftar)?;
        for tempat in URUTAN {
            self.kosongkan(tempat).await?;
            titik(Titik::Dikosongkan(tempat))?;
            let tersisa = self.tersisa(tempat).await?;
            ensure!(tersisa == 0, "{} masih menyimpan {tersisa}", nama(tempat));
            tabel::selesai(pool, ini, nama(tempat)).await?;
            titik(Titik::Dipastikan(tempat))?;
        }
        self.catat().await?;
        titik(Titik::Tercatat)?;
        tabel::usai(pool, self.perkara).await?;
        Ok(())
    }

    fn terhapus(&self) -> Terhapus {
        Terhapus {
            log: self.app.log.id(),
            perkara: self.perkara,
            ke: self.ke,
            sengketa: self.sengketa.clone(),
            disetujui: self.disetujui,
        }
    }

    fn subjek(&self) -> Vec<Uuid> {
        std::iter::once(self.perkara).chain(self.sengketa.iter().copied()).map(subjek).collect()
    }

    /// The streams whose files are this case's.
    fn aliran(&self) -> Vec<AliranId> {
        let jenis = JenisAliran::Sengketa;
        let sengketa = self.sengketa.iter().map(|id| AliranId { jenis, id: *id });
        let milik = [AliranId::perkara(self.perkara), AliranId::pendamping(self.perkara)];
        milik.into_iter().chain(sengketa).collect()
    }

    async fn tersisa(&self, tempat: TempatData) -> anyhow::Result<i64> {
        Ok(match tempat {
            TempatData::Nilai => self.app.log.sealed_of(&self.subjek()).await?.0,
            TempatData::Kunci => self.app.log.sealed_of(&self.subjek()).await?.1,
            TempatData::Berkas => i64::try_from(self.app.banyak_berkas(&self.aliran()).await?)?,
            TempatData::Surel => i64::try_from(self.surel_tersisa().await?)?,
        })
    }

    async fn kosongkan(&self, tempat: TempatData) -> anyhow::Result<()> {
        match tempat {
            TempatData::Nilai => Ok(self.app.log.destroy_values(&self.subjek()).await?),
            TempatData::Kunci => Ok(self.app.log.destroy_keys(&self.subjek()).await?),
            TempatData::Berkas => self.app.hapus_berkas(&self.aliran()).await,
            TempatData::Surel => self.hapus_surel().await,
        }
    }

    /// Mails to the pemohon: those in the outbox, and those that the log tells of.
    async fn surel(&self) -> anyhow::Result<BTreeSet<Uuid>> {
        let antre = kotak::kepada_pemohon(&self.app.pool, self.perkara).await?;
        let mut semua: BTreeSet<Uuid> = antre.into_iter().collect();
        let aliran = AliranId::pendamping(self.perkara);
        for tercatat in self.app.log.stream(aliran, Values::Sealed).await? {
            if let Event::Pendamping(Pendamping::SurelDikirim(f)) = tercatat.event
                && f.kepada == PenerimaSurel::Pemohon
            {
                semua.insert(f.surel);
            }
        }
        Ok(semua)
    }

    async fn surel_tersisa(&self) -> anyhow::Result<usize> {
        let folder = &self.app.penghapusan.surel;
        let antre = kotak::kepada_pemohon(&self.app.pool, self.perkara).await?;
        let semua = self.surel().await?;
        let tersisa = semua
            .iter()
            .filter(|surel| antre.contains(surel) || berkas_surel(folder, **surel).exists());
        Ok(tersisa.count())
    }

    /// Files before rows: as long as a row is there, somebody knows its file.
    async fn hapus_surel(&self) -> anyhow::Result<()> {
        for surel in self.surel().await? {
            let berkas = berkas_surel(&self.app.penghapusan.surel, surel);
            match std::fs::remove_file(&berkas) {
                Ok(()) => {}
                Err(galat) if galat.kind() == ErrorKind::NotFound => {}
                Err(galat) => {
                    return Err(galat)
                        .with_context(|| format!("{} tidak dapat dihapus", berkas.display()));
                }
            }
        }
        Ok(kotak::lupakan_pemohon(&self.app.pool, self.perkara).await?)
    }

    /// Tells the log, once.
    async fn catat(&self) -> anyhow::Result<()> {
        let (pool, ini) = (&self.app.pool, (self.perkara, i32::try_from(self.ke)?));
        let mut tempat = Vec::new();
        for satu in URUTAN {
            let (jumlah, selesai) =
                tabel::satu(pool, ini, nama(satu)).await?.context("hitungannya hilang")?;
            ensure!(selesai, "{} belum memastikan", nama(satu));
            tempat.push(TempatDihapus { tempat: satu, jumlah: u32::try_from(jumlah)? });
        }
        let banyak = |mana| tempat.iter().find(|t| t.tempat == mana).map_or(0, |t| t.jumlah);
        let fakta = DataPribadiDihapus {
            nilai: banyak(TempatData::Nilai),
            berkas: banyak(TempatData::Berkas),
            sengketa: self.sengketa.clone(),
            ulangan: self.ulangan.then_some(self.disetujui),
            tempat,
        };
        let nama = format!("penghapusan/{}", self.ke);
        let tawaran = Tawaran {
            // The same each time, so that the log takes it once.
            command: Uuid::new_v5(&self.perkara, nama.as_bytes()),
            actor: Label::try_new("sistem:penghapusan")?,
            perkara: self.perkara,
            events: vec![(
                perkara::Event::DataPribadiDihapus(fakta),
                Waktu::Saat(self.app.clock.now()),
            )],
            cara: Cara::Catat,
            kiriman: Some(nama.into_bytes()),
        };
        let aturan = self.app.aturan().await?;
        self.app.handle(tawaran, &aturan).await?;
        Ok(())
    }
}

fn nama(tempat: TempatData) -> &'static str {
    match tempat {
        TempatData::Nilai => "nilai",
        TempatData::Kunci => "kunci",
        TempatData::Berkas => "berkas",
        TempatData::Surel => "surel",
    }
}
