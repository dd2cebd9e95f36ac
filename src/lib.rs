//! The shell.

pub mod postgres;
