//! Letters with activation codes: made together, printed, then their codes erased.
//!
//! The codes' digits are kept only while the letters wait to be printed. A letter loses them when
//! its code is used, when a later one replaces it, when somebody says that the batch is printed, or
//! two weeks after it was made.

mod erase;
mod make;
mod read;

pub use erase::{KEPT_DAYS, erase, sweep};
pub use make::{Made, NewBatch, NewLetter, make};
pub use read::{Batch, Letter, batch, batches, slice};
