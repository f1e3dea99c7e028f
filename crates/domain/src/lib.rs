//! The rules of Palier, as functions from values to values.
//!
//! Nothing here reads a clock, draws a random number or touches a disk: whoever calls brings the
//! instant, the salt or the bytes. One folder per capability, with the names that every layer uses.

pub mod account;
pub mod charter;
pub mod election;
pub mod entry;
mod fold;
pub mod id;
pub mod job;
pub mod journal;
pub mod landlord;
pub mod mail;
pub mod markdown;
pub mod moderation;
pub mod search;

pub use fold::fold;
