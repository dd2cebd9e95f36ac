//! The command line.

fn main() -> std::process::ExitCode {
    jejak::cli::run()
}
