//! Putting hunks into the text that they were made for.

use super::Hunk;
use super::hunk::ReplacedHash;
use crate::charter::token::{Token, offsets, tokens};
use thiserror::Error;

/// Why hunks do not belong to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ApplyError {
    /// A hunk ends behind the text, or before it starts.
    #[error("a change stands outside the text")]
    Outside,
    /// Two hunks overlap, or stand out of order, or come in at one point.
    #[error("two changes of one amendment overlap")]
    Overlap,
    /// The text does not say there what the hunk replaces.
    #[error("the text does not say what the change replaces")]
    OtherText,
}

/// The text with the hunks in it.
///
/// # Errors
/// When they were made for another text, or overlap.
pub fn apply(hunks: &[Hunk], base: &str) -> Result<String, ApplyError> {
    let tokens = tokens(base);
    let at = offsets(&tokens);
    check(hunks, base, &tokens, &at)?;
    let mut text = String::with_capacity(base.len());
    let mut from = 0;
    for hunk in hunks {
        text.push_str(&base[from..at[hunk.start_token]]);
        text.push_str(&hunk.inserted);
        from = at[hunk.end_token];
    }
    text.push_str(&base[from..]);
    Ok(text)
}

/// Whether hunks belong to a text whose tokens start `at` these bytes.
pub(in crate::charter) fn check(
    hunks: &[Hunk],
    base: &str,
    tokens: &[Token<'_>],
    at: &[usize],
) -> Result<(), ApplyError> {
    let mut before: Option<&Hunk> = None;
    for hunk in hunks {
        if hunk.start_token > hunk.end_token || hunk.end_token > tokens.len() {
            return Err(ApplyError::Outside);
        }
        let free = before.is_none_or(|last| {
            last.end_token < hunk.start_token
                || last.end_token == hunk.start_token
                    && !(last.is_insertion() && hunk.is_insertion())
        });
        if !free {
            return Err(ApplyError::Overlap);
        }
        let gone = &base[at[hunk.start_token]..at[hunk.end_token]];
        if ReplacedHash::of(gone) != hunk.replaced_hash {
            return Err(ApplyError::OtherText);
        }
        before = Some(hunk);
    }
    Ok(())
}
