//! Stories of the HTTP API: the real router on a real PostgreSQL, through a real
//! connection.

mod aturan_main;
mod cerita;
mod daftar;
mod dokumen;
pub(crate) mod klien;
mod peran;
mod publik;
mod token;
