//! What one text changes in another, in tokens.
//!
//! Differences are found by Myers's algorithm on tokens, then made readable: an insertion stands
//! at the edge of words, changes that only white space or one short word separates are one change,
//! and a sentence of which most words change is replaced as a whole.

mod apply;
mod hunk;
mod join;
mod sentence;
mod slide;
mod typography;

pub(super) use apply::check;
pub use apply::{ApplyError, apply};
pub(super) use hunk::hex;
pub use hunk::{Hunk, ReplacedHash};
pub(super) use join::Change;

use super::token::{Token, offsets, tokens};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// The version of the rules by which differences are made: stored with what they made.
pub const DIFF_VERSION: u32 = 1;

/// What makes `new` of `old`: in order, and no two of them overlap.
///
/// Changes of typography (apostrophes, no-break spaces, composed accents) are hunks of their own,
/// that [`Hunk::is_typographical`] tells apart.
#[must_use]
pub fn diff(old: &str, new: &str) -> Vec<Hunk> {
    if old == new {
        return Vec::new();
    }
    let (old_tokens, new_tokens) = (tokens(old), tokens(new));
    let (old_at, new_at) = (offsets(&old_tokens), offsets(&new_tokens));
    let changes = changes(&old_tokens, &new_tokens);
    typography::with_typography(&changes, &old_tokens, &new_tokens)
        .iter()
        .map(|change| Hunk {
            start_token: change.old.start,
            end_token: change.old.end,
            replaced_hash: ReplacedHash::of(&old[old_at[change.old.start]..old_at[change.old.end]]),
            inserted: new[new_at[change.new.start]..new_at[change.new.end]].to_owned(),
        })
        .collect()
}

/// The changes of what is said, typography aside, as they are read.
fn changes(old: &[Token<'_>], new: &[Token<'_>]) -> Vec<Change> {
    let joined = join::joined(&fine_changes(old, new), old);
    sentence::widened(&joined, old, new)
}

/// The changes of what is said, word by word: what is not in them stayed.
pub(super) fn fine_changes(old: &[Token<'_>], new: &[Token<'_>]) -> Vec<Change> {
    let old_keys: Vec<_> = old.iter().map(Token::key).collect();
    let new_keys: Vec<_> = new.iter().map(Token::key).collect();
    let mut found: Vec<Change> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old_keys, &new_keys) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let (old, new) = (op.old_range(), op.new_range());
        match found.last_mut() {
            Some(last) if last.old.end == old.start && last.new.end == new.start => {
                last.old.end = old.end;
                last.new.end = new.end;
            }
            _ => found.push(Change { old, new }),
        }
    }
    slide::to_edges(&mut found, (old, &old_keys), (new, &new_keys));
    found
}

#[cfg(test)]
mod tests;
