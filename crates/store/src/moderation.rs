//! What was decided of comments that were reported.
//!
//! Hiding moves the words: they leave the comment for the moderation's row, in one transaction
//! with the journal, so that whatever reads comments has nothing to leak.

mod decide;
mod lists;

pub use decide::{DecideError, NewDecision, decide};
pub use lists::{
    Appeal, Moderation, Words, appeals_waiting, get, hidden_of_text, of_comment, of_landlord,
    others_who_decide, words,
};

pub(crate) use decide::decided_before;
