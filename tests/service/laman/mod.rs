//! Stories on the pages, as a browser without JavaScript has them.

mod antrean;
mod daftar;
mod hak;
mod keamanan;
mod kelola;
mod masuk;
mod penyiapan;
mod penugasan;
mod peramban;
mod petugas;
mod publik;
