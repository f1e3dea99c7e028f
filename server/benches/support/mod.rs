//! What the benchmark is made of.

pub mod around;
pub mod fill;
pub mod load;
pub mod process;
