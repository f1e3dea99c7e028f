//! Proposing an amendment: written in place, previewed, signed by others, handed in, taken back.

pub mod act;
pub mod acts;
pub mod booklet;
pub mod choose;
pub mod difference;
pub mod editor;
pub mod ground;
pub mod mine;
pub mod page;
pub mod paper;
pub mod problem;
mod row;
pub mod save;
mod sent;
mod signed;
