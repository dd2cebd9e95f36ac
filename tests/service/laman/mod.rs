//! Stories on the pages, as a browser without JavaScript has them.

mod antrean;
mod auditor;
mod berat;
mod berkas;
pub(crate) mod daftar;
mod hak;
mod jahat;
mod katalog;
mod keamanan;
mod kelola;
mod koreksi;
mod masuk;
mod meja;
mod muatan;
mod penugasan;
mod penyiapan;
pub(crate) mod peramban;
mod perkara;
mod petugas;
mod publik;
mod register;
mod tabur;
