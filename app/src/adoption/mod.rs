//! The adoption of the charter by its colleges: what each says, read by all; run by the facilitator.

pub mod clauses;
mod college;
pub mod desk;
mod figures;
pub mod letters;
mod next;
pub mod page;
pub mod problem;
pub mod say;
mod seen;
