//! Texts that bind: their clauses, how they are read from Markdown, and the discussion of them.

pub mod amendment;
pub mod clause;
pub mod comment;
pub mod discussion;
pub mod grammar;
pub mod layout;
pub mod matching;
pub mod outline;
pub mod status;
pub mod version_steps;
