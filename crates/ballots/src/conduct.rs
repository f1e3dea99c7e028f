//! Running an election: what each step adds to the archive.
//!
//! [`fn@election`] makes the first record, [`Tally`] adds the ballots up, a holder verifies before
//! she decrypts with [`decrypt_archive`], [`result`] joins what the
//! trustees decrypted; the functions of [`append`] give the bytes that the archive grows by.

pub mod append;
mod colleges;
mod holder;
mod missing;
mod setup;
mod tally;
mod verified;

pub use colleges::{
    CollegeSum, CollegeText, CollegesText, CountedBallots, LEAST_VOTERS, decrypt_colleges,
};
pub(crate) use holder::owner;
pub use holder::{Decrypted, decrypt_archive, decrypt_verified};
pub use missing::{Missing, missing};
pub use setup::{Template, election, election_key};
pub use tally::{Tally, result};
pub use verified::{Verified, Verifying};
