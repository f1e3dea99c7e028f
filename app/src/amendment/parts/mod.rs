//! Pieces that every page about amendments is made of.

pub mod against;
pub mod base;
pub mod card;
pub mod change;
pub mod diff;
pub mod sentence;
pub mod tag;
