//! The shell: everything that touches the world.

pub mod clock;
pub mod log;
pub mod postgres;
