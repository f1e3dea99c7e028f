//! What changes in the bytes of tokens that say the same.

use super::join::Change;
use crate::charter::token::Token;

/// The changes, and between them a change for each run of tokens whose bytes differ.
///
/// How lines end is no change: it is the file's, not the author's.
pub(super) fn with_typography(
    changes: &[Change],
    old: &[Token<'_>],
    new: &[Token<'_>],
) -> Vec<Change> {
    let mut found = Vec::with_capacity(changes.len());
    let (mut at_old, mut at_new) = (0, 0);
    for change in changes {
        between(&mut found, old, new, (at_old, at_new), change.old.start);
        found.push(change.clone());
        (at_old, at_new) = (change.old.end, change.new.end);
    }
    between(&mut found, old, new, (at_old, at_new), old.len());
    found
}

fn between(
    found: &mut Vec<Change>,
    old: &[Token<'_>],
    new: &[Token<'_>],
    (at_old, at_new): (usize, usize),
    end: usize,
) {
    let mut run: Option<Change> = None;
    for step in 0..end - at_old {
        let (was, is) = (at_old + step, at_new + step);
        if old[was].text == new[is].text || old[was].text.contains('\n') {
            found.extend(run.take());
            continue;
        }
        match &mut run {
            Some(run) => (run.old.end, run.new.end) = (was + 1, is + 1),
            None => {
                run = Some(Change {
                    old: was..was + 1,
                    new: is..is + 1,
                });
            }
        }
    }
    found.extend(run);
}
