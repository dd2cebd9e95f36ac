//! Read models: facts in, rows out. One file is one read model.
//!
//! Everything here is derived and may be thrown away. A read model calls the
//! pure functions of `events` and adds no rule; the day it speaks of comes in
//! with the question.

// A new fact must be thought about wherever facts are read.
#![warn(clippy::wildcard_enum_match_arm)]

pub mod bahan;
pub mod catatan;
pub mod lembar;
pub mod proyeksi;

pub mod acuan;
pub mod alarm;
pub mod alasan;
pub mod dasbor;
pub mod katalog;
pub mod kegiatan;
pub mod ketepatan;
pub mod laporan;
pub mod log;
pub mod perkara;
pub mod pohon;
pub mod register;
pub mod riwayat;
pub mod sengketa;
pub mod statistik;
pub mod tenggat;
pub mod uraian;
