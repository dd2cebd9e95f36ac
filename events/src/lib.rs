//! Facts and rules.
