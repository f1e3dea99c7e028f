//! Laws of writing together: differences, merges, provenance, rebasing, replaying, with random
//! French texts and random sets of amendments.

mod diff;
mod french;
mod merge;
mod provenance;
mod readable;
mod rebase;
mod replay;
mod round;
