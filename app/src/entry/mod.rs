//! Comments entered for somebody: typed at the desk, followed by the code of a slip.

pub mod add;
pub mod follow;
mod followed;
pub mod list;
pub mod page;
pub mod say;
pub mod slip;
