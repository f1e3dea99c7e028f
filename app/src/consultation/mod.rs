//! Consultations: the same box, booth and board as an election, for smaller votes.
//!
//! Voters make their codes on their own devices and register them from their accounts, so the
//! platform could note who voted, never what: a lower level of security, said on every page.

pub mod board;
pub mod booth;
pub mod clock;
pub mod desk;
pub mod files;
pub mod holder;
pub mod home;
pub mod index;
pub mod load;
pub mod observe;
pub mod outcome;
pub mod problem;
pub mod register;
pub mod rule_sheet;
pub mod say;
pub mod script;
pub mod seal;
pub mod sums;
