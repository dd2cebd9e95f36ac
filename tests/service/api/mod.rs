//! Stories of the HTTP API: the real router on a real PostgreSQL, through a real
//! connection.

mod antrean;
mod aturan_main;
mod cerita;
mod daftar;
pub(crate) mod dasbor;
mod dokumen;
pub(crate) mod klien;
mod peran;
mod publik;
mod token;
