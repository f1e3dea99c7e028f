//! The charter in force: its text, who adopted it and with which figures, the hash of what was voted,
//! the signatures.

pub(crate) mod figures;
pub mod files;
mod load;
pub mod page;
pub mod problem;
mod sheet;
mod sign;
mod signatures;
mod under_way;

pub use sign::sign;
