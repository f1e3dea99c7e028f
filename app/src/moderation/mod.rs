//! Moderation: reports, decisions with a public reason, appeals, and the public log of all that.

pub mod case;
pub mod decide;
pub mod decision;
pub mod log;
pub mod notices;
pub mod queue;
pub mod report;
pub mod say;
mod told;
