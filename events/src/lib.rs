//! Facts and rules of UU 14/2008, pure: no clock, no database, no network.
//!
//! Modules stand in the order of the law. A step file reads top to bottom: the
//! article, the fact, what it leaves in the state, what can be held against it,
//! the guards, the tests. The fact is also the command: what an officer offers
//! is the fact that would stand in the log, and `decide` takes it or refuses it.

// A new fact must be thought about wherever facts are read.
#![warn(clippy::wildcard_enum_match_arm)]

pub mod permohonan;
pub mod kelengkapan;
pub mod pengalihan;
pub mod disposisi;
pub mod uji_konsekuensi;
pub mod persetujuan;
pub mod pertimbangan;
pub mod perpanjangan;
pub mod pemberitahuan;
pub mod penolakan;
pub mod biaya;
pub mod pemberian;
pub mod pencabutan;
pub mod keberatan;
pub mod musyawarah;
pub mod tanggapan_keberatan;
pub mod sengketa;
pub mod surat;
pub mod pembatasan;
pub mod penghitaman;
pub mod penghapusan;
pub mod koreksi;
pub mod impor;

pub mod perkara;
pub mod event;

pub mod alarm;
pub mod aturan;
pub mod batas;
pub mod hari_kerja;
pub mod jam;
pub mod kalender;
pub mod kalender_nasional;
pub mod ketepatan;
pub mod tenggat;
pub mod upaya;

pub mod buku;
pub mod kantor;
pub mod katalog;
pub mod kegagalan;
pub mod kegiatan;
pub mod laporan;
pub mod monev;
pub mod pendamping;
pub mod pengguna;
pub mod surel;
pub mod tahunan;
pub mod unit;

pub mod pasal17;
pub mod pihak;
pub mod teks;
pub mod waktu;

#[cfg(feature = "openapi")]
pub mod skema;

#[cfg(test)]
mod uji;

pub use event::{AliranId, Cacat, Cara, Ditolak, Event, Fakta, JenisAliran, Tercatat};
pub use perkara::Perkara;
pub use sengketa::Sengketa;

#[cfg(test)]
mod contoh;
#[cfg(test)]
mod contoh_sengketa;
