//! What the benchmark is made of.

pub mod fill;
pub mod load;
pub mod process;
