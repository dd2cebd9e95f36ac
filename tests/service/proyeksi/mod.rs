//! The read models against what they are made of: the log.

mod acak;
mod banding;
mod berhenti;
mod bersamaan;
mod dunia;
mod katalog;
mod log;
mod peristiwa;
mod tertaut;
