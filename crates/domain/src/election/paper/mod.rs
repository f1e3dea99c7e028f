//! Votes on paper: which envelopes are opened, and how two counts become one.

pub mod count;
pub mod envelope;
