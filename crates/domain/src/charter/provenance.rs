//! Who wrote which words of a text.

use super::diff::{Change, fine_changes};
use super::token::tokens;
use crate::id::AmendmentId;
use serde::{Deserialize, Serialize};

/// Where words come from, when they do not come from the first version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Author {
    /// These amendments, that all say the same here; in order of their ids, never none.
    Amendments(Vec<AmendmentId>),
    /// Whoever made the merge draft read well.
    Editorial,
}

/// Tokens of a revision's body, and where they come from.
///
/// An empty range is a place where words were taken away.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first token.
    pub start: usize,
    /// The one after the last.
    pub end: usize,
    /// Where they come from.
    pub author: Author,
}

/// Pieces of a body put together, each with its author if it has one: the spans they make.
///
/// Each token with an author is in one span, and no span reaches over another. A token made of
/// several pieces belongs to all amendments among them.
#[must_use]
pub fn spans(pieces: &[(&str, Option<Author>)]) -> Vec<Span> {
    let body: String = pieces.iter().map(|(text, _)| *text).collect();
    let mut at = 0;
    let ends: Vec<usize> = pieces
        .iter()
        .map(|(text, _)| {
            at += text.len();
            at
        })
        .collect();
    let mut found: Vec<Span> = Vec::new();
    let (mut piece, mut start) = (0, 0);
    let all = tokens(&body);
    for (number, token) in all.iter().enumerate() {
        let end = start + token.text.len();
        let mut author: Option<Author> = None;
        while piece < pieces.len() {
            let from = if piece == 0 { 0 } else { ends[piece - 1] };
            let empty = ends[piece] == from;
            if from >= end {
                break;
            }
            if empty {
                // Taken away before this token, or inside it: then the token is changed.
                if let Some(by) = &pieces[piece].1 {
                    if from == start {
                        removed(&mut found, number, by);
                    } else {
                        author = Some(both(author, by.clone()));
                    }
                }
            } else if let Some(by) = &pieces[piece].1 {
                author = Some(both(author, by.clone()));
            }
            if ends[piece] > end {
                break;
            }
            piece += 1;
        }
        if let Some(author) = author {
            written(&mut found, number, author);
        }
        start = end;
    }
    for (_, author) in &pieces[piece.min(pieces.len())..] {
        if let Some(by) = author {
            removed(&mut found, all.len(), by);
        }
    }
    found
}

/// The spans of a later revision: those of the former one whose words are still there, then what
/// `author` changed.
#[must_use]
pub fn carried(former: &[Span], old: &str, new: &str, author: &Author) -> Vec<Span> {
    carried_with(former, old, new, &[], author)
}

/// The same, where `now` says who changed what; words that changed and that `now` does not name are
/// `author`'s.
#[must_use]
pub fn carried_with(
    former: &[Span],
    old: &str,
    new: &str,
    now: &[Span],
    author: &Author,
) -> Vec<Span> {
    let (old_tokens, new_tokens) = (tokens(old), tokens(new));
    let changes = fine_changes(&old_tokens, &new_tokens);
    let mut by: Vec<Option<Author>> = vec![None; new_tokens.len()];
    let mut gone: Vec<(usize, Author)> = Vec::new();
    for span in former {
        if span.start == span.end
            && let Some(at) = mapped(&changes, span.start)
        {
            gone.push((at, span.author.clone()));
        }
        for at in span.start..span.end.min(old_tokens.len()) {
            if let Some(to) = mapped(&changes, at).and_then(|to| by.get_mut(to)) {
                *to = Some(span.author.clone());
            }
        }
    }
    for change in &changes {
        if change.new.is_empty() {
            gone.push((change.new.start, author.clone()));
        }
        for to in &mut by[change.new.clone()] {
            *to = Some(author.clone());
        }
    }
    for span in now {
        let end = span.end.min(by.len());
        if span.start == span.end {
            gone.retain(|(at, _)| *at != span.start);
            gone.push((span.start, span.author.clone()));
        }
        for to in by.get_mut(span.start..end).into_iter().flatten() {
            *to = Some(span.author.clone());
        }
    }
    gone.sort();
    assembled(by, &gone)
}

fn assembled(by: Vec<Option<Author>>, gone: &[(usize, Author)]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut gone = gone.iter().peekable();
    let count = by.len();
    for (number, author) in by.into_iter().enumerate() {
        while let Some((at, by)) = gone.next_if(|(at, _)| *at <= number) {
            removed(&mut found, *at, by);
        }
        if let Some(author) = author {
            written(&mut found, number, author);
        }
    }
    for (_, by) in gone {
        removed(&mut found, count, by);
    }
    found
}

/// Where an unchanged token of the old text stands in the new one.
fn mapped(changes: &[Change], at: usize) -> Option<usize> {
    let before = changes
        .iter()
        .take_while(|change| change.old.end <= at)
        .last();
    let next = changes.iter().find(|change| change.old.end > at);
    if next.is_some_and(|change| change.old.start <= at) {
        return None;
    }
    Some(before.map_or(at, |change| at - change.old.end + change.new.end))
}

fn written(found: &mut Vec<Span>, number: usize, author: Author) {
    match found.last_mut() {
        Some(last) if last.end == number && last.start < last.end && last.author == author => {
            last.end = number + 1;
        }
        _ => found.push(Span {
            start: number,
            end: number + 1,
            author,
        }),
    }
}

fn removed(found: &mut Vec<Span>, number: usize, author: &Author) {
    let span = Span {
        start: number,
        end: number,
        author: author.clone(),
    };
    if found.last() != Some(&span) {
        found.push(span);
    }
}

fn both(first: Option<Author>, second: Author) -> Author {
    match (first, second) {
        (None, author) => author,
        (Some(Author::Amendments(mut first)), Author::Amendments(second)) => {
            first.extend(second);
            first.sort();
            first.dedup();
            Author::Amendments(first)
        }
        _ => Author::Editorial,
    }
}
