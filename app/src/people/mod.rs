//! The people on the roll, for the landlord's staff: looked up, one at a time.

pub mod list;
pub mod one;
