//! A sentence of which most words change is replaced as a whole.

use super::join::Change;
use crate::charter::token::{Token, TokenKind};
use std::ops::Range;

/// Of a hundred words of a sentence, old and new together, more than these change.
const MOST: usize = 60;

/// Widens changes to whole sentences where most of the words change.
pub(super) fn widened(changes: &[Change], old: &[Token<'_>], new: &[Token<'_>]) -> Vec<Change> {
    let mut found: Vec<Change> = Vec::with_capacity(changes.len());
    let mut from = 0;
    for unit in units(changes, old) {
        let here = changes[from..]
            .iter()
            .take_while(|change| belongs(change, &unit, old.len()))
            .count();
        let inside = &changes[from..from + here];
        from += here;
        // New sentences before or after this one leave it as it is.
        let is_edge = |change: &Change| {
            change.old.is_empty()
                && (change.old.start == unit.start || change.old.start == unit.end)
        };
        let head = inside.iter().take_while(|change| is_edge(change)).count();
        let tail = inside[head..]
            .iter()
            .rev()
            .take_while(|change| is_edge(change))
            .count();
        let core = &inside[head..inside.len() - tail];
        found.extend_from_slice(&inside[..head]);
        match core {
            [first, .., last] if mostly_changed(core, &unit, old, new) => {
                let change = Change {
                    old: unit.clone(),
                    new: first.new.start - (first.old.start - unit.start)
                        ..last.new.end + (unit.end - last.old.end),
                };
                found.push(trimmed(change, old, new));
            }
            _ => found.extend_from_slice(core),
        }
        found.extend_from_slice(&inside[inside.len() - tail..]);
    }
    found
}

/// Sentences of the old text, those that one change reaches across taken together.
fn units(changes: &[Change], old: &[Token<'_>]) -> Vec<Range<usize>> {
    let mut units: Vec<Range<usize>> = Vec::new();
    let mut changes = changes
        .iter()
        .filter(|change| !change.old.is_empty())
        .peekable();
    for sentence in sentences(old) {
        while changes
            .next_if(|change| change.old.end <= sentence.start)
            .is_some()
        {}
        let crosses = changes
            .peek()
            .is_some_and(|change| change.old.start < sentence.start);
        match units.last_mut() {
            Some(unit) if crosses => unit.end = sentence.end,
            _ => units.push(sentence),
        }
    }
    if units.is_empty() {
        units.push(0..0);
    }
    units
}

fn belongs(change: &Change, unit: &Range<usize>, end: usize) -> bool {
    change.old.end <= unit.end && (change.old.start < unit.end || unit.end == end)
}

/// The sentences of a text, the white space before each with it; the marks of a heading, an item or
/// a side are a sentence of their own.
fn sentences(tokens: &[Token<'_>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let lead = lead(tokens);
    if lead > 0 {
        found.push(0..lead);
    }
    let mut start = lead;
    for at in lead..tokens.len() {
        let ends = match tokens[at].kind {
            TokenKind::Mark => {
                matches!(tokens[at].text, "." | "!" | "?" | "…" | ";")
                    && tokens.get(at + 1).is_none_or(Token::is_space)
            }
            TokenKind::Space => tokens[at].text.contains('\n'),
            TokenKind::Word => false,
        };
        if ends && at + 1 > start {
            found.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < tokens.len() {
        found.push(start..tokens.len());
    }
    found
}

/// Tokens of `### `, `- ` or `**Bailleur :** `.
fn lead(tokens: &[Token<'_>]) -> usize {
    let first = tokens.first().map(|token| token.text);
    let hashes = tokens.iter().take_while(|token| token.text == "#").count();
    let second = tokens.get(1);
    if hashes > 0 && tokens.get(hashes).is_some_and(Token::is_space) {
        hashes + 1
    } else if matches!(first, Some("-" | "*")) && second.is_some_and(Token::is_space) {
        2
    } else if first == Some("*") && second.is_some_and(|token| token.text == "*") {
        let side = tokens.iter().take(9).position(|token| token.text == ":");
        side.filter(|&at| {
            tokens.get(at + 1).is_some_and(|token| token.text == "*")
                && tokens.get(at + 2).is_some_and(|token| token.text == "*")
        })
        .map_or(0, |at| at + 3)
    } else {
        0
    }
}

fn mostly_changed(
    core: &[Change],
    unit: &Range<usize>,
    old: &[Token<'_>],
    new: &[Token<'_>],
) -> bool {
    let words = |tokens: &[Token<'_>]| tokens.iter().filter(|token| token.is_word()).count();
    let gone: usize = core
        .iter()
        .map(|change| words(&old[change.old.clone()]))
        .sum();
    let come: usize = core
        .iter()
        .map(|change| words(&new[change.new.clone()]))
        .sum();
    if gone == 0 || come == 0 {
        // What is only added, or only taken away, reads best as it is.
        return false;
    }
    let all = words(&old[unit.clone()]);
    (gone + come) * 100 > (all + all - gone + come) * MOST
}

/// Marks and white space that stay at both ends are no part of the change.
fn trimmed(mut change: Change, old: &[Token<'_>], new: &[Token<'_>]) -> Change {
    let stays = |at_old: usize, at_new: usize| {
        !old[at_old].is_word() && old[at_old].key() == new[at_new].key()
    };
    while !change.old.is_empty()
        && !change.new.is_empty()
        && stays(change.old.start, change.new.start)
    {
        change.old.start += 1;
        change.new.start += 1;
    }
    while !change.old.is_empty()
        && !change.new.is_empty()
        && stays(change.old.end - 1, change.new.end - 1)
    {
        change.old.end -= 1;
        change.new.end -= 1;
    }
    change
}
