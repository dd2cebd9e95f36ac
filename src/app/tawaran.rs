//! What is offered to a case or a dispute, and how it is taken.

use std::collections::BTreeSet;

use events::aturan::Aturan;
use events::event::Event;
use events::teks::Label;
use events::waktu::Waktu;
use events::{AliranId, Cara, JenisAliran, Perkara, Sengketa, Tercatat, perkara, sengketa};
use uuid::Uuid;

use super::{App, HandleError};
use crate::log::{Append, Command, Expected, Outcome, Raw};

impl App {
    /// The first outcome of a command; the same id with another content is
    /// refused like by the writer.
    async fn outcome(&self, id: Uuid, content: &[u8]) -> Result<Option<Outcome>, HandleError> {
        let known = self.log.outcomes(&[(id, content)]).await?.remove(&id);
        Ok(known.transpose()?)
    }

    /// Offers facts to a perkara: load, decide, append.
    pub async fn handle(&self, tawaran: Tawaran, aturan: &Aturan) -> Result<Outcome, HandleError> {
        let content = tawaran.content()?;
        // The state before the question whether it was done already: the same
        // command may land in between, and must not be refused for its own facts.
        let perkara = self.perkara(tawaran.perkara).await?;
        if let Some(outcome) = self.outcome(tawaran.command, &content).await? {
            return Ok(outcome);
        }
        Ok(self.log.append(tawaran.command(&perkara, aturan)?).await?)
    }

    /// As `handle`, under a condition on what is there.
    pub async fn handle_pada(
        &self,
        tawaran: Tawaran,
        syarat: Syarat,
        aturan: &Aturan,
    ) -> Result<Outcome, HandleError> {
        let content = tawaran.content()?;
        let perkara = self.perkara(tawaran.perkara).await?;
        if let Some(outcome) = self.outcome(tawaran.command, &content).await? {
            return Ok(outcome);
        }
        syarat.periksa(perkara.versi)?;
        self.append_dengan_berkas(tawaran.command(&perkara, aturan)?).await
    }

    /// Appends facts whose files are there and stay.
    pub(crate) async fn append_dengan_berkas(
        &self,
        command: Command,
    ) -> Result<Outcome, HandleError> {
        let mut berkas = Vec::new();
        for append in &command.appends {
            for fakta in &append.facts {
                berkas.extend(self.pegang_berkas(append.stream, &fakta.event).await?);
            }
        }
        let outcome = self.log.append(command).await?;
        self.tetapkan_berkas(&berkas).await?;
        Ok(outcome)
    }

    /// As `handle_sengketa`, under a condition on what is there. The filing
    /// also asks for its perkara to be there.
    pub async fn handle_sengketa_pada(
        &self,
        tawaran: TawaranSengketa,
        syarat: Syarat,
        aturan: &Aturan,
    ) -> Result<Outcome, HandleError> {
        let sengketa = self.sengketa(tawaran.sengketa).await?;
        if let Some(outcome) = self.outcome(tawaran.command, &tawaran.content()?).await? {
            return Ok(outcome);
        }
        syarat.periksa(sengketa.versi)?;
        let mut perkara = Vec::new();
        if let sengketa::Event::SengketaDiajukan(diajukan) = &tawaran.event {
            let sekali: BTreeSet<Uuid> = diajukan.perkara.iter().copied().collect();
            for id in sekali {
                let state = self.perkara(id).await?;
                Syarat::Ada.periksa(state.versi)?;
                perkara.push((id, state));
            }
        }
        self.append_dengan_berkas(tawaran.command(&sengketa, &perkara, aturan)?).await
    }

    /// The facts that a command added, its book's number among them.
    pub async fn fakta_perintah(&self, outcome: Outcome) -> anyhow::Result<Vec<Tercatat<Event>>> {
        let jumlah = outcome.last_position + 1 - outcome.first_position;
        let halaman = self.log.page(outcome.first_position - 1, jumlah.cast_signed()).await?;
        halaman.iter().map(Raw::decode).collect()
    }

    /// Offers a fact to a sengketa. The first one also links its perkara.
    pub async fn handle_sengketa(
        &self,
        tawaran: TawaranSengketa,
        aturan: &Aturan,
    ) -> Result<Outcome, HandleError> {
        let sengketa = self.sengketa(tawaran.sengketa).await?;
        let mut perkara = Vec::new();
        if let sengketa::Event::SengketaDiajukan(diajukan) = &tawaran.event {
            for id in &diajukan.perkara {
                perkara.push((*id, self.perkara(*id).await?));
            }
        }
        if let Some(outcome) = self.outcome(tawaran.command, &tawaran.content()?).await? {
            return Ok(outcome);
        }
        Ok(self.log.append(tawaran.command(&sengketa, &perkara, aturan)?).await?)
    }
}

/// What must be there before a fact is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syarat {
    /// Nothing yet: the fact begins the stream.
    Baru,
    Ada,
    /// The version that the caller saw.
    Versi(u32),
    /// Whatever there is: there is one such stream, also while it is empty.
    Apa,
}

impl Syarat {
    pub fn periksa(self, versi: u32) -> Result<(), HandleError> {
        match self {
            Syarat::Baru if versi > 0 => Err(HandleError::Occupied),
            Syarat::Ada if versi == 0 => Err(HandleError::Missing),
            Syarat::Versi(diminta) if diminta != versi => {
                Err(HandleError::OtherVersion { found: versi })
            }
            Syarat::Baru | Syarat::Ada | Syarat::Versi(_) | Syarat::Apa => Ok(()),
        }
    }
}

/// Facts offered to one perkara, taken together or not at all.
#[derive(Clone, Debug)]
pub struct Tawaran {
    pub command: Uuid,
    pub actor: Label,
    pub perkara: Uuid,
    pub events: Vec<(perkara::Event, Waktu)>,
    pub cara: Cara,
    /// What the caller sent, where that is not the facts alone: what is filled
    /// in on the way (the moment, a number) must not make a repeat another
    /// command.
    pub kiriman: Option<Vec<u8>>,
}

/// A fact offered to one sengketa.
#[derive(Clone, Debug)]
pub struct TawaranSengketa {
    pub command: Uuid,
    pub actor: Label,
    pub sengketa: Uuid,
    pub event: sengketa::Event,
    pub waktu: Waktu,
    pub cara: Cara,
    /// As in `Tawaran`.
    pub kiriman: Option<Vec<u8>>,
}

impl Tawaran {
    fn content(&self) -> anyhow::Result<Vec<u8>> {
        if let Some(kiriman) = &self.kiriman {
            return Ok(kiriman.clone());
        }
        Ok(serde_json::to_vec(&(self.perkara, &self.events))?)
    }

    /// Decides on the state and makes the append.
    pub fn command(self, perkara: &Perkara, aturan: &Aturan) -> Result<Command, HandleError> {
        let content = self.content()?;
        let append = Append {
            stream: AliranId::perkara(self.perkara),
            expected: Expected::Version(perkara.versi),
            subject: subjek(self.perkara),
            facts: perkara.decide_semua(self.events, self.cara, aturan)?,
        };
        Ok(Command { id: self.command, actor: self.actor, content, appends: vec![append] })
    }
}

impl TawaranSengketa {
    fn content(&self) -> anyhow::Result<Vec<u8>> {
        if let Some(kiriman) = &self.kiriman {
            return Ok(kiriman.clone());
        }
        Ok(serde_json::to_vec(&(self.sengketa, &self.event, self.waktu))?)
    }

    /// Decides on the state and makes the append. The filing also links the
    /// perkara it concerns, in the same commit.
    pub fn command(
        self,
        sengketa: &Sengketa,
        perkara: &[(Uuid, Perkara)],
        aturan: &Aturan,
    ) -> Result<Command, HandleError> {
        let content = self.content()?;
        let mut appends = Vec::new();
        for (id, perkara) in perkara {
            let event = sengketa::SengketaDiberitahukan { sengketa: self.sengketa };
            let event = perkara::Event::SengketaDiberitahukan(event);
            appends.push(Append {
                stream: AliranId::perkara(*id),
                expected: Expected::Version(perkara.versi),
                subject: subjek(*id),
                facts: vec![perkara.decide(event, self.waktu, self.cara, aturan)?],
            });
        }
        appends.push(Append {
            stream: AliranId { jenis: JenisAliran::Sengketa, id: self.sengketa },
            expected: Expected::Version(sengketa.versi),
            subject: subjek(self.sengketa),
            facts: vec![sengketa.decide(self.event, self.waktu, self.cara, aturan)?],
        });
        Ok(Command { id: self.command, actor: self.actor, content, appends })
    }
}

/// A case's own stream, its companion, and its disputes.
pub fn aliran_perkara(id: Uuid, perkara: &Perkara) -> Vec<AliranId> {
    let jenis = JenisAliran::Sengketa;
    let sengketa = perkara.sengketa.iter().map(|id| AliranId { jenis, id: *id });
    [AliranId::perkara(id), AliranId::pendamping(id)].into_iter().chain(sengketa).collect()
}

/// Whose key seals what a perkara holds: one subject each, so that erasing one
/// case's people touches no other.
pub fn subjek(perkara: Uuid) -> Uuid {
    Uuid::new_v5(&perkara, b"subjek")
}
