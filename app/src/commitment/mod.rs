//! The register of commitments: what adopted texts commit to, who keeps it, by when, how far it is.
//!
//! It knows a text by [`load::Register`] alone, so that whatever commits can have one: the charter, an
//! opinion, the minutes of a meeting.

mod act;
mod card;
pub mod data;
mod forms;
pub mod index;
pub mod load;
pub mod one;
pub mod problem;
mod say;

pub use act::{complete, report};
