//! Amendments: where one stands, who may do what with it, and when.
//!
//! Where it stands has three axes that are never folded into one: how far it has come
//! ([`lifecycle`]), what was decided of it ([`outcome`]), and how its words stand to the current
//! version of the text ([`text_status`]).

pub mod action;
pub mod college;
pub mod ground;
pub mod lifecycle;
pub mod outcome;
pub mod propose;
pub mod refusal;
pub mod reworded;
pub mod state;
pub mod support;
pub mod table;
pub mod text_status;
pub mod who;

#[cfg(test)]
mod matrix;
