//! Amendments as everybody reads them: on a clause, alone, in lists, in versions, by words.

pub mod beside;
pub mod clause;
pub mod comment;
pub mod compare;
pub mod course;
pub mod fates;
pub mod find;
pub mod list;
pub mod one;
pub mod origin;
pub mod pages;
pub mod talk;
pub mod thread;
