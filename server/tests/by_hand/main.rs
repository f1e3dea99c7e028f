//! What is done by hand, with files alone: no server, no database, no configuration.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that fails fails the test that called it"
)]

mod appending;
mod ballot;
mod credentials;
mod decrypting;
mod ground;
mod lost_letters;
mod monitor;
mod seats;
mod setup;
mod spoiling;
mod texts;
mod trustee;
mod trustee_desk;
mod trustee_election;
