//! Erasure of the people behind a case: proposed by one, approved by another,
//! then destroyed store by store, and told in the log with what each held.

pub mod daftar;
mod jalan;
pub mod letak;
mod tabel;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::Duration;
use events::pengguna::PenggunaId;
use events::penghapusan::{
    DasarPenghapusan, PenghapusanDiputus, PenghapusanDiusulkan, SyaratPenghapusan,
};
use events::persetujuan::PutusanPersetujuan;
use events::teks::{Isi, Label};
use events::waktu::Waktu;
use events::{Cara, perkara};
use uuid::Uuid;

use crate::app::{App, HandleError, Syarat, Tawaran};
use crate::config::Config;
use crate::log::Outcome;

pub use jalan::Titik;

/// How long an approval that was begun may take to be recorded.
const MENUNGGU: Duration = Duration::hours(1);

/// Where erasing has to look besides the database and the store of files.
#[derive(Clone, Debug)]
pub(crate) struct Tempat {
    /// The list of what was erased, beside the key.
    pub daftar: PathBuf,
    /// Mails that no server took.
    pub surel: PathBuf,
    /// How many erasures were done again when this process opened.
    pub diulang: Arc<AtomicUsize>,
}

impl Tempat {
    pub(crate) fn dari(config: &Config) -> Self {
        Tempat {
            daftar: daftar::tempat(&config.kunci),
            surel: config.surel.clone(),
            diulang: Arc::default(),
        }
    }
}

/// Who proposes or decides.
#[derive(Clone, Debug)]
pub struct Pejabat {
    pub id: PenggunaId,
    pub aktor: Label,
}

impl App {
    /// What an erasure of this case stands on today.
    pub async fn syarat_penghapusan(&self, perkara: Uuid) -> anyhow::Result<SyaratPenghapusan> {
        let retensi = self.kantor_kini().await?.retensi().cloned();
        let mut sengketa_selesai = Vec::new();
        for id in self.perkara(perkara).await?.sengketa {
            if self.sengketa(id).await?.selesai() {
                sengketa_selesai.push(id);
            }
        }
        Ok(SyaratPenghapusan { retensi, sengketa_selesai })
    }

    pub async fn usulkan_penghapusan(
        &self,
        perintah: Uuid,
        perkara: Uuid,
        oleh: &Pejabat,
        (dasar, alasan): (DasarPenghapusan, Isi),
    ) -> Result<Outcome, HandleError> {
        let kiriman = isi(&("PenghapusanDiusulkan", perkara, &oleh.id, dasar, &alasan))?;
        let syarat = self.syarat_penghapusan(perkara).await?;
        let fakta = PenghapusanDiusulkan { oleh: oleh.id, dasar, alasan, syarat };
        let event = perkara::Event::PenghapusanDiusulkan(fakta);
        self.tawarkan(perintah, perkara, oleh, event, kiriman).await
    }

    /// Decides; what was approved is destroyed at once. Where that is cut short
    /// a job goes on with it.
    pub async fn putuskan_penghapusan(
        &self,
        perintah: Uuid,
        perkara: Uuid,
        oleh: &Pejabat,
        putusan: PutusanPersetujuan,
    ) -> Result<Outcome, HandleError> {
        let kiriman = isi(&("PenghapusanDiputus", perkara, &oleh.id, &putusan))?;
        let syarat = self.syarat_penghapusan(perkara).await?;
        let setuju = putusan == PutusanPersetujuan::Setuju;
        if setuju {
            // Before the fact: whoever falls over after it is found by the job.
            tabel::mulai(&self.pool, perkara, self.clock.now())
                .await
                .map_err(anyhow::Error::from)?;
        }
        let fakta = PenghapusanDiputus { oleh: oleh.id, putusan, syarat };
        let event = perkara::Event::PenghapusanDiputus(fakta);
        let outcome = self.tawarkan(perintah, perkara, oleh, event, kiriman).await?;
        if setuju && let Err(galat) = self.hapus(perkara).await {
            tracing::warn!(%perkara, galat = format!("{galat:#}"), "penghapusan akan dilanjutkan");
        }
        Ok(outcome)
    }

    async fn tawarkan(
        &self,
        command: Uuid,
        perkara: Uuid,
        oleh: &Pejabat,
        event: perkara::Event,
        kiriman: Vec<u8>,
    ) -> Result<Outcome, HandleError> {
        let tawaran = Tawaran {
            command,
            actor: oleh.aktor.clone(),
            perkara,
            events: vec![(event, Waktu::Saat(self.clock.now()))],
            cara: Cara::Terbitkan,
            kiriman: Some(kiriman),
        };
        let aturan = self.aturan().await?;
        self.handle_pada(tawaran, Syarat::Ada, &aturan).await
    }

    /// How many erasures were done again when this process opened.
    pub fn penghapusan_diulang(&self) -> usize {
        self.penghapusan.diulang.load(Ordering::Relaxed)
    }

    /// Goes on with every erasure that was approved and is not done. How many
    /// were finished.
    pub async fn lanjutkan_penghapusan(&self) -> anyhow::Result<usize> {
        let kini = self.clock.now();
        let mut selesai = 0;
        for (perkara, sejak) in tabel::semua(&self.pool).await? {
            if self.hapus(perkara).await? {
                selesai += 1;
            } else if sejak + MENUNGGU < kini {
                // It was never approved.
                tabel::usai(&self.pool, perkara).await?;
            }
        }
        Ok(selesai)
    }
}

fn isi(kiriman: &impl serde::Serialize) -> anyhow::Result<Vec<u8>> {
    Ok(serde_json::to_vec(kiriman)?)
}
