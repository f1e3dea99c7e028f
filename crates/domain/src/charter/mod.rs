//! Texts that bind: their clauses, how they are read from Markdown, the discussion of them, and how
//! they are amended.

pub mod adoption;
pub mod align;
pub mod amendment;
pub mod booklet;
pub mod clause;
pub mod comment;
pub mod comment_fate;
pub mod commitment;
pub mod compare;
pub mod consolidation;
pub mod diff;
pub mod discussion;
mod gap;
pub mod grammar;
pub mod layout;
pub mod matching;
pub mod merge;
pub mod operation;
pub mod outline;
pub mod provenance;
pub mod rebase;
pub mod rebase_choice;
pub mod record;
pub mod replay;
pub mod secret_vote;
pub mod shown;
pub mod status;
pub mod token;
pub mod typed;
pub mod version_steps;
pub mod vote;
pub mod wording;
