//! Stories on the pages, as a browser without JavaScript has them.

mod keamanan;
mod peramban;
mod petugas;
mod publik;
