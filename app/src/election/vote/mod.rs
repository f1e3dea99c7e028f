//! Taking votes: what the booth asks of the server, and what the public board shows.
//!
//! A cast is checked (spelling, election, listed credential, signature, every proof), then the link
//! tag is made again from its two link halves, then the [`counter`] marks the line and keeps the
//! ballot in one transaction that is on the disk before the [`promise`] is given. No time, order,
//! address or account is stored with it, no journal row or log line is written of it.
//!
//! All answers are JSON in UTF-8; refusals are `{"error":CODE}` with a code of [`refusal`].

pub mod archive;
pub mod board;
pub mod booth;
pub mod check;
pub mod cors;
pub mod counter;
pub mod guesses;
pub mod pass;
pub mod poll;
pub mod promise;
pub mod publish;
pub mod refusal;
pub mod send;
pub mod setup;
pub mod spoil;

pub use poll::{Poll, Polls};
