//! Comments that somebody else typed: said in a meeting, written on paper, told on the phone or at
//! the counter. Each gives a slip with a short code, by which the person follows it.

pub mod slip;
pub mod source;
