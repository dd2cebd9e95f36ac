//! `jejak penghitam`: the process that reads a document for the service. Nobody
//! calls it by hand.

use std::process::ExitCode;

use super::tampilan;
use crate::penghitaman::anak;

pub(super) fn run() -> ExitCode {
    anak::jalankan().unwrap_or_else(|galat| {
        tampilan::keluhkan(&format!("{galat:#}"));
        ExitCode::from(3)
    })
}
