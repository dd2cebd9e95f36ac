//! Stories on the pages, as a browser without JavaScript has them.

mod antrean;
mod berkas;
mod daftar;
mod hak;
mod katalog;
mod keamanan;
mod kelola;
mod masuk;
mod penyiapan;
mod penugasan;
pub(crate) mod peramban;
mod petugas;
mod publik;
