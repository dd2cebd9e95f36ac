//! The catalogue: every fact Jejak can hold, by the stream it belongs to.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::aturan::Aturan;
use crate::permohonan::Nomor;
use crate::teks::Label;
use crate::waktu::Waktu;
use crate::{
    aturan, buku, kalender, kantor, katalog, kegagalan, kegiatan, laporan, monev, pendamping,
    pengguna, perkara, sengketa, tahunan, unit,
};

/// A fact of any stream. In a leaf it is its type and its body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Event {
    Perkara(Box<perkara::Event>),
    Sengketa(sengketa::Event),
    Kalender(kalender::Event),
    Unit(unit::Event),
    Katalog(katalog::Event),
    Buku(buku::Event),
    Laporan(laporan::Event),
    Pengguna(pengguna::Event),
    Aturan(aturan::Event),
    Pendamping(pendamping::Event),
    Kantor(kantor::Event),
    Kegiatan(kegiatan::Event),
    Tahunan(tahunan::Event),
    Monev(monev::Event),
    Kegagalan(kegagalan::Event),
}

impl Event {
    /// The number of a book that this fact waits for.
    pub fn nomor_ditunggu(&mut self) -> Option<(Uuid, &mut Nomor)> {
        let Event::Perkara(event) = self else { return None };
        #[expect(clippy::wildcard_enum_match_arm, reason = "only three facts hold a number")]
        let (buku, nomor) = match event.as_mut() {
            perkara::Event::NomorPendaftaranDiberikan(fakta) => (fakta.buku, &mut fakta.nomor),
            perkara::Event::KeberatanDicatat(fakta) => (fakta.buku, &mut fakta.nomor),
            perkara::Event::SuratDinomori(fakta) => (fakta.buku?, &mut fakta.nomor),
            _ => return None,
        };
        (*nomor == Nomor::Berikutnya).then_some((buku, nomor))
    }
}

/// The kinds of stream. The number is stored and never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum JenisAliran {
    Perkara = 1,
    Sengketa = 2,
    Kalender = 3,
    Unit = 4,
    Katalog = 5,
    Buku = 6,
    Laporan = 7,
    Pengguna = 8,
    Aturan = 9,
    /// What machines add beside a perkara, so that no officer's page goes stale.
    Pendamping = 10,
    Kantor = 11,
    /// What units tell of their doings.
    Kegiatan = 12,
    /// The yearly report, a stream a year.
    Tahunan = 13,
    /// The yearly assessment by KI, a stream a year.
    Monev = 14,
    /// A failure to protect personal data, a stream each.
    Kegagalan = 15,
}

pub const SEMUA_ALIRAN: [JenisAliran; 15] = [
    JenisAliran::Perkara,
    JenisAliran::Sengketa,
    JenisAliran::Kalender,
    JenisAliran::Unit,
    JenisAliran::Katalog,
    JenisAliran::Buku,
    JenisAliran::Laporan,
    JenisAliran::Pengguna,
    JenisAliran::Aturan,
    JenisAliran::Pendamping,
    JenisAliran::Kantor,
    JenisAliran::Kegiatan,
    JenisAliran::Tahunan,
    JenisAliran::Monev,
    JenisAliran::Kegagalan,
];

/// One stream: a perkara, a calendar layer, a register book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AliranId {
    pub jenis: JenisAliran,
    pub id: Uuid,
}

impl AliranId {
    pub fn perkara(id: Uuid) -> Self {
        AliranId { jenis: JenisAliran::Perkara, id }
    }

    /// The companion stream of a perkara.
    pub fn pendamping(perkara: Uuid) -> Self {
        AliranId { jenis: JenisAliran::Pendamping, id: perkara }
    }
}

impl JenisAliran {
    pub fn nama(self) -> &'static str {
        match self {
            JenisAliran::Perkara => "perkara",
            JenisAliran::Sengketa => "sengketa",
            JenisAliran::Kalender => "kalender",
            JenisAliran::Unit => "unit",
            JenisAliran::Katalog => "katalog",
            JenisAliran::Buku => "buku",
            JenisAliran::Laporan => "laporan",
            JenisAliran::Pengguna => "pengguna",
            JenisAliran::Aturan => "aturan",
            JenisAliran::Pendamping => "pendamping",
            JenisAliran::Kantor => "kantor",
            JenisAliran::Kegiatan => "kegiatan",
            JenisAliran::Tahunan => "tahunan",
            JenisAliran::Monev => "monev",
            JenisAliran::Kegagalan => "kegagalan",
        }
    }

    pub fn kode(self) -> i16 {
        self as i16
    }

    pub fn dari_kode(kode: i16) -> Option<Self> {
        SEMUA_ALIRAN.into_iter().find(|jenis| jenis.kode() == kode)
    }
}

impl fmt::Display for AliranId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.jenis.nama(), self.id)
    }
}

impl std::str::FromStr for AliranId {
    type Err = AliranTidakDikenal;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let (nama, id) = s.split_once('/').ok_or(AliranTidakDikenal)?;
        let jenis = SEMUA_ALIRAN.into_iter().find(|jenis| jenis.nama() == nama);
        let id = id.parse().map_err(|_| AliranTidakDikenal)?;
        Ok(AliranId { jenis: jenis.ok_or(AliranTidakDikenal)?, id })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nama aliran tidak dikenal")]
pub struct AliranTidakDikenal;

/// A fact as it stands in the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Tercatat<E> {
    pub position: u64,
    pub stream: AliranId,
    pub version: u32,
    pub command: Uuid,
    /// Who did it: an official's id or a job, never a pemohon's name.
    pub actor: Label,
    /// The legal moment.
    pub occurred_at: Waktu,
    /// When the office could know it.
    pub diketahui: DateTime<Utc>,
    /// When the log took it in, strictly rising.
    pub recorded_at: DateTime<Utc>,
    pub cacat: Vec<Cacat>,
    pub event: E,
}

impl<E> Tercatat<E> {
    /// The fact apart from where it stands.
    pub fn pisah(self) -> (Tercatat<()>, E) {
        let tempat = Tercatat {
            position: self.position,
            stream: self.stream,
            version: self.version,
            command: self.command,
            actor: self.actor,
            occurred_at: self.occurred_at,
            diketahui: self.diketahui,
            recorded_at: self.recorded_at,
            cacat: self.cacat,
            event: (),
        };
        (tempat, self.event)
    }

    pub fn ganti<F>(self, event: F) -> Tercatat<F> {
        Tercatat {
            position: self.position,
            stream: self.stream,
            version: self.version,
            command: self.command,
            actor: self.actor,
            occurred_at: self.occurred_at,
            diketahui: self.diketahui,
            recorded_at: self.recorded_at,
            cacat: self.cacat,
            event,
        }
    }
}

/// A fact ready to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fakta {
    pub event: Event,
    pub occurred_at: Waktu,
    /// Stated only by import and seed; otherwise the moment of recording.
    pub diketahui: Option<DateTime<Utc>>,
    pub cacat: Vec<Cacat>,
}

impl Fakta {
    pub fn baru(event: Event, occurred_at: Waktu) -> Self {
        Fakta { event, occurred_at, diketahui: None, cacat: Vec::new() }
    }
}

/// What is wrong, in law, with a fact that happened all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cacat {
    /// Stable name, for counting.
    pub kode: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub pasal: String,
    pub uraian: String,
}

impl fmt::Display for Cacat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.uraian)?;
        if !self.pasal.is_empty() {
            write!(f, " ({})", self.pasal)?;
        }
        Ok(())
    }
}

/// What a guard holds against a proposed fact. `Display` is the officer's
/// sentence; `Debug` of a fieldless variant is its stable name.
pub trait Pelanggaran: std::error::Error {
    /// The article behind the guard.
    fn pasal(&self) -> &'static str;

    /// It cannot be so even in a fact that already happened, because the fact
    /// would have nothing to stand on.
    fn mutlak(&self) -> bool {
        false
    }

    /// It is another's act, which the office may not turn away: it is taken and
    /// marked, even where Jejak itself puts it on paper.
    fn hanya_ditandai(&self) -> bool {
        false
    }

    fn cacat(&self) -> Cacat {
        let nama = format!("{self:?}");
        let kode = nama.split([' ', '(', '{']).next().unwrap_or_default().to_owned();
        Cacat { kode, pasal: self.pasal().to_owned(), uraian: self.to_string() }
    }
}

/// Whether Jejak would issue the fact, or somebody tells that it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cara {
    /// Guarded: a violation is a refusal.
    Terbitkan,
    /// Always recordable: a violation becomes a cacat.
    Catat,
}

/// A refusal, in the officer's words and with the article behind it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct Ditolak(pub Vec<Cacat>);

/// What a guard may look at besides the state.
#[derive(Clone, Copy)]
pub struct Konteks<'a> {
    /// The local date of the proposed fact, where it is known.
    pub hari: Option<NaiveDate>,
    pub aturan: &'a Aturan,
}

/// Sorts what the guards found by how the fact is offered.
pub(crate) fn timbang(pelanggaran: &[&dyn Pelanggaran], cara: Cara) -> Result<Vec<Cacat>, Ditolak> {
    let menolak = |p: &&&dyn Pelanggaran| match cara {
        Cara::Terbitkan => !p.hanya_ditandai(),
        Cara::Catat => p.mutlak(),
    };
    let ditolak: Vec<Cacat> = pelanggaran.iter().filter(menolak).map(|p| p.cacat()).collect();
    if ditolak.is_empty() {
        Ok(pelanggaran.iter().map(|p| p.cacat()).collect())
    } else {
        Err(Ditolak(ditolak))
    }
}

#[cfg(test)]
mod uji;
