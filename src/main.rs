//! The command line.

use clap::Parser;
use jejak::cli::Cli;

fn main() -> std::process::ExitCode {
    jejak::cli::run(Cli::parse())
}
