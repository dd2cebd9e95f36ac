//! Stories on the pages, as a browser without JavaScript has them.

mod antrean;
mod auditor;
mod berkas;
mod daftar;
mod hak;
mod katalog;
mod keamanan;
mod kelola;
mod koreksi;
mod masuk;
mod meja;
mod penugasan;
mod penyiapan;
pub(crate) mod peramban;
mod perkara;
mod petugas;
mod publik;
