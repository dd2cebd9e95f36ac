//! Mail to officers and, where they are to be reminded, to pemohon.
//!
//! What is to be told is put into the outbox as a reference: whom, of what, why.
//! One worker takes a mail, writes it from what holds at that moment, sends it
//! and keeps what came of it; so a mail is sent at least once, always under the
//! same Message-ID, and an erasure finds nothing here.

mod batas_jam;
pub mod checkpoint;
pub mod konfigurasi;
pub mod naskah;
pub mod pekerja;
pub mod penerima;
pub mod pesan;
pub mod ringkasan;
pub mod sebab;
mod smtp;
pub mod tabel;
mod teguran;

use chrono::NaiveDate;
use events::surel::JenisSurel;
use uuid::Uuid;

pub use ringkasan::ringkasan_pagi;

use crate::app::App;

/// A mail that somebody is to get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Surel {
    /// Why: the same cause is told to the same officer once, however often it is
    /// put in. Best made by `Uuid::new_v5` of what happened.
    pub sebab: Uuid,
    /// A user; of a reminder the case, whose pemohon it goes to.
    pub penerima: Uuid,
    pub jenis: JenisSurel,
    /// The case; of an alarm whatever it is about.
    pub perkara: Option<Uuid>,
    /// The unit that the cause names.
    pub unit: Option<Uuid>,
    /// The fact that it tells of.
    pub posisi: Option<u64>,
    /// The local day that it speaks of.
    pub hari: NaiveDate,
}

/// Where a mail stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keadaan {
    Menunggu,
    Terkirim,
    /// Given up: a person has to look.
    Tertahan,
    /// Overtaken: what it was to tell holds no more.
    Gugur,
}

impl Keadaan {
    pub fn nama(self) -> &'static str {
        match self {
            Keadaan::Menunggu => "menunggu",
            Keadaan::Terkirim => "terkirim",
            Keadaan::Tertahan => "tertahan",
            Keadaan::Gugur => "gugur",
        }
    }
}

/// Puts mails into the outbox and says how many of them are new. Who has no
/// address, or does not want mails of the kind, is to be left out before; see
/// [`penerima::yang_mau`].
pub async fn antre(app: &App, surel: &[Surel]) -> anyhow::Result<u64> {
    let mut connection = app.pool.acquire().await?;
    Ok(tabel::antre(surel, app.clock.now(), &mut connection).await?)
}
