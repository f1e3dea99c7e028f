//! Where an insertion or a removal stands, when several places give the same text.
//!
//! "a b" made "a x b" may be read as " x" after a, or as "x " before b. One place is chosen for
//! all, so that two people who insert the same words at one place make the same change.

use super::join::Change;
use crate::charter::token::Token;
use std::borrow::Cow;

/// Slides pure insertions and removals to the edges of words and sentences.
pub(super) fn to_edges(
    changes: &mut [Change],
    (old, old_keys): (&[Token<'_>], &[Cow<'_, str>]),
    (new, new_keys): (&[Token<'_>], &[Cow<'_, str>]),
) {
    for at in 0..changes.len() {
        let floor = at
            .checked_sub(1)
            .map_or(0, |before| changes[before].old.end);
        let ceiling = changes.get(at + 1).map_or(old.len(), |next| next.old.start);
        let change = changes[at].clone();
        let (tokens, keys, range) = if change.old.is_empty() {
            (new, new_keys, change.new.clone())
        } else if change.new.is_empty() {
            (old, old_keys, change.old.clone())
        } else {
            continue;
        };
        // How far it may go either way: each step takes one token in and lets an equal one out.
        let (mut left, mut right) = (0, 0);
        while change.old.start - left > floor
            && range.start > left
            && keys[range.start - left - 1] == keys[range.end - left - 1]
        {
            left += 1;
        }
        while change.old.end + right < ceiling
            && range.end + right < keys.len()
            && keys[range.start + right] == keys[range.end + right]
        {
            right += 1;
        }
        let places = (range.start - left)..=(range.start + right);
        let best = places.max_by_key(|&start| {
            let merit = merit(tokens, start, start + range.len());
            // The leftmost of the best.
            (merit, usize::MAX - start)
        });
        if let Some(best) = best {
            let shift = |at: usize| at + best - range.start;
            changes[at] = Change {
                old: shift(change.old.start)..shift(change.old.end),
                new: shift(change.new.start)..shift(change.new.end),
            };
        }
    }
}

/// How well a run of tokens reads as something added or removed.
fn merit(tokens: &[Token<'_>], start: usize, end: usize) -> u8 {
    let (Some(first), Some(last)) = (
        tokens.get(start),
        end.checked_sub(1).and_then(|at| tokens.get(at)),
    ) else {
        return 0;
    };
    let after_sentence = start
        .checked_sub(1)
        .is_none_or(|before| ends_sentence(&tokens[before]));
    match (first.is_space(), last.is_space()) {
        (true, false) if after_sentence && ends_sentence(last) => 5,
        (false, true) if start == 0 => 4,
        (true, false) if !ends_sentence(last) => 3,
        (false, true) => 2,
        (false, false) if first.is_word() => 1,
        _ => 0,
    }
}

pub(super) fn ends_sentence(token: &Token<'_>) -> bool {
    matches!(token.text, "." | "!" | "?" | "…" | ";" | ":")
}
