//! Amendments of the charter: what they change, what is said of them, what became of them.

pub mod letters;
pub mod parts;
pub mod read;
pub mod who;
pub mod write;
