//! Faults: what goes wrong with disks, processes and folders, done for real.
//!
//! A test that needs root or a mount and cannot have it says so and returns.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

mod audit;
mod canary;
mod harness;
mod holder;
mod load;
mod office;

mod alarm;
mod cancelled;
mod crash;
mod disk;
mod hangup;
mod hapus;
mod killed;
mod overload;
mod proxy;
mod refused;
mod running;
mod stopping;
mod surel;
mod two;
