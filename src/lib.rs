//! The shell: everything that touches the world.

pub mod akun;
pub mod aliran;
pub mod app;
pub mod bench;
pub mod berkas;
pub mod buku;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod draf;
pub mod import;
pub mod jobs;
pub mod kantor;
pub mod kiriman;
pub mod log;
mod pembaca;
pub mod postgres;
pub mod proyeksi;
pub mod saringan;
mod seed;
pub mod surel;
pub mod tautan;
pub mod token;
pub mod totp;
pub mod web;
