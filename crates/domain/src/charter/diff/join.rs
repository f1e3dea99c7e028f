//! Changes that only white space or one short word separates are read as one.

use crate::charter::token::Token;
use std::ops::Range;

/// Tokens of the old text for tokens of the new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::charter) struct Change {
    /// What goes.
    pub old: Range<usize>,
    /// What comes.
    pub new: Range<usize>,
}

/// Letters of a word so short that nobody reads two changes around it as two.
const SHORT: usize = 3;

pub(super) fn joined(changes: &[Change], old: &[Token<'_>]) -> Vec<Change> {
    let mut found: Vec<Change> = Vec::with_capacity(changes.len());
    for change in changes {
        match found.last_mut() {
            Some(last) if is_slight(&old[last.old.end..change.old.start]) => {
                last.old.end = change.old.end;
                last.new.end = change.new.end;
            }
            _ => found.push(change.clone()),
        }
    }
    found
}

/// White space within a line, with one short word at most.
fn is_slight(between: &[Token<'_>]) -> bool {
    let mut words = 0;
    between.iter().all(|token| {
        if token.is_word() {
            words += 1;
            words == 1 && token.text.chars().count() <= SHORT
        } else {
            token.is_space() && !token.text.contains('\n')
        }
    })
}
