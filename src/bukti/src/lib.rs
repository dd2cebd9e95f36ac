//! What somebody outside the office checks, and what makes it checkable.
//!
//! No database, no network of its own, no clock: small files, bytes in, verdict
//! out. The formats are those of others wherever there is one: RFC 6962 proofs,
//! C2SP signed notes, checkpoints, witnesses and log proofs, BagIt bundles.

pub mod pohon;
pub mod nota;
pub mod checkpoint;
pub mod tanda;
pub mod simpan;
pub mod penanda;
pub mod saksi;
pub mod bundel;
