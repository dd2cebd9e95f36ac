//! The shell: everything that touches the world.

pub mod app;
pub mod bench;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod import;
pub mod log;
pub mod postgres;
mod seed;
