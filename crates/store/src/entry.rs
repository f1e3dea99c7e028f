//! Comments that somebody else typed, and the slips by which they are followed.

mod add;
mod lists;

pub use add::{Entered, NewEntry, add};
pub use lists::{Entry, by_slip, of_comment, of_landlord};
