//! Stories.

mod cli;
