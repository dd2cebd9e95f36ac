//! Reports against a plain second computation, line by line of every table.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

mod angka;
mod dunia;
mod hidup;
mod laman;
mod monev;
mod rapat;
mod tahunan;
