//! Each role of an election played by this crate, against what Belenios wrote.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that fails fails the test that called it"
)]

mod colleges;
mod credentials;
mod curve;
mod elections;
mod field;
mod hashes;
mod holder;
mod key_files;
mod making;
mod rounds;
mod threshold;
mod vectors;
mod whole;
