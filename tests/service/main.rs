//! Stories on a real PostgreSQL, one server for the run and one database a
//! test; and the rules of the house.

mod harness;
mod facts;

mod alarm;
mod api;
mod architecture;
mod bundel;
mod checkpoint;
mod cli;
mod hapus;
mod laman;
mod laporan;
mod log_attacks;
mod log_basic;
mod log_books;
mod log_fences;
mod log_gap;
mod log_leaf;
mod log_lost;
mod log_model;
mod log_recomputed;
mod log_refused;
mod log_tamper;
mod pelindungan;
mod pembaruan;
mod penghitaman;
mod proyeksi;
mod stempel;
mod surat;
mod surel;
