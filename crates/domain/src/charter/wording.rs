//! An amendment said in plain sentences, as values: the words around them are the reader's language.
//!
//! "À l'article 4, remplacer « trente jours » par « quinze jours »" is [`Wording::Replace`] with the
//! two quotations; whoever shows it knows the number of the article.

use super::clause::{ClauseKind, content};
use super::diff::Hunk;
use super::gap;
use super::operation::{BaseClause, Operation};
use super::token::{Token, tokens};
use crate::id::ClauseId;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// One thing to do, as a sentence says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "say", rename_all = "snake_case")]
pub enum Wording {
    /// Replace these words by those.
    Replace {
        /// What goes.
        old: String,
        /// What comes.
        new: String,
    },
    /// Remove these words.
    Remove {
        /// What goes.
        old: String,
    },
    /// Insert these words.
    Insert {
        /// What comes.
        new: String,
        /// The words right before it; empty at the start of the clause.
        after: String,
    },
    /// Write the whole clause anew.
    Rewrite {
        /// What it says then.
        new: String,
    },
    /// Correct apostrophes, spaces and the like.
    Typography,
    /// Add a clause.
    Add {
        /// What it is.
        kind: ClauseKind,
        /// What it says.
        new: String,
        /// The clause before it; none at the start of the text.
        after: Option<ClauseId>,
    },
    /// Remove the clause.
    Delete {
        /// What it is.
        kind: ClauseKind,
    },
    /// Put the clause elsewhere.
    Move {
        /// What it is.
        kind: ClauseKind,
        /// The clause before it; none at the start of the text.
        after: Option<ClauseId>,
    },
}

/// The words that stand before an insertion, so that one finds the place.
const AROUND: usize = 3;

/// What an operation says, in order; `target` is the clause that it is about.
#[must_use]
pub fn wordings(operation: &Operation, target: Option<&BaseClause>) -> Vec<Wording> {
    let kind = target.map_or(ClauseKind::Paragraph, |clause| clause.kind);
    match operation {
        Operation::ReplaceText { hunks, .. } | Operation::Retitle { hunks, .. } => {
            target.map_or_else(Vec::new, |clause| of_hunks(clause, hunks))
        }
        Operation::Insert {
            after,
            kind,
            source,
        } => vec![Wording::Add {
            kind: *kind,
            new: content(*kind, gap::body(source)).markdown,
            after: *after,
        }],
        Operation::Delete { .. } => vec![Wording::Delete { kind }],
        Operation::Move { after, .. } => vec![Wording::Move {
            kind,
            after: *after,
        }],
    }
}

fn of_hunks(clause: &BaseClause, hunks: &[Hunk]) -> Vec<Wording> {
    let tokens = tokens(clause.body());
    let told: Vec<&Hunk> = hunks
        .iter()
        .filter(|hunk| !hunk.is_typographical(&tokens))
        .collect();
    if told.is_empty() && !hunks.is_empty() {
        return vec![Wording::Typography];
    }
    if let [only] = &told[..]
        && !only.is_insertion()
        && !only.inserted.is_empty()
        && words(&tokens) > 2
        && words(
            tokens
                .get(only.start_token..only.end_token)
                .unwrap_or_default(),
        ) == words(&tokens)
    {
        let new = quoted(&only.inserted);
        return vec![Wording::Rewrite { new }];
    }
    told.into_iter()
        .map(|hunk| of_hunk(&tokens, hunk))
        .collect()
}

fn of_hunk(tokens: &[Token<'_>], hunk: &Hunk) -> Wording {
    let (start, end) = (
        hunk.start_token.min(tokens.len()),
        hunk.end_token.min(tokens.len()),
    );
    let range = start.min(end)..end;
    let new = quoted(&hunk.inserted);
    if quoted(&text(&tokens[range.clone()])).is_empty() {
        let after = words_before(tokens, range.start);
        return Wording::Insert { new, after };
    }
    if new.is_empty() {
        return Wording::Remove {
            old: quoted(&text(&tokens[range])),
        };
    }
    let (before, behind) = neighbours(tokens, &range, &hunk.inserted);
    let around = |middle: &str| {
        let before = text(&tokens[before.clone()]);
        let behind = text(&tokens[behind.clone()]);
        quoted(&format!("{before}{middle}{behind}"))
    };
    Wording::Replace {
        old: around(&text(&tokens[range])),
        new: around(&hunk.inserted),
    }
}

/// One word alone says little: "trente" is quoted as "trente jours", or with the word before it
/// where none follows; an elided word never stands without what it is elided for.
fn neighbours(
    tokens: &[Token<'_>],
    range: &Range<usize>,
    inserted: &str,
) -> (Range<usize>, Range<usize>) {
    let come = super::token::tokens(inserted);
    let (mut start, mut end) = (range.start, range.end);
    if start
        .checked_sub(1)
        .is_some_and(|before| elided(&tokens[before]))
    {
        start -= 1;
    }
    if words(&tokens[range.clone()]) <= 1 && words(&come) <= 1 {
        let joined = |space: usize, word: usize| {
            tokens
                .get(space)
                .is_some_and(|token| token.is_space() && !token.text.contains('\n'))
                && tokens.get(word).is_some_and(Token::is_word)
        };
        if joined(end, end + 1) {
            end += 2;
            if elided(&tokens[end - 1]) && tokens.get(end).is_some_and(Token::is_word) {
                end += 1;
            }
        } else if start >= 2 && joined(start - 1, start - 2) {
            start -= 2;
        }
    }
    (start..range.start, range.end..end)
}

fn elided(token: &Token<'_>) -> bool {
    token.is_word() && token.text.ends_with(['\'', '’'])
}

/// The last words before a place, as they stand, within their line.
fn words_before(tokens: &[Token<'_>], at: usize) -> String {
    let mut start = at;
    let mut found = 0;
    for (place, token) in tokens[..at].iter().enumerate().rev() {
        if token.text.contains('\n') || found == AROUND {
            break;
        }
        if token.is_word() {
            found += 1;
            start = place;
        }
    }
    quoted(&text(&tokens[start..at]))
}

fn words(tokens: &[Token<'_>]) -> usize {
    tokens.iter().filter(|token| token.is_word()).count()
}

fn text(tokens: &[Token<'_>]) -> String {
    tokens.iter().map(|token| token.text).collect()
}

/// On one line, without white space around.
fn quoted(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::RevisionId;
    use uuid::Uuid;

    fn told(old: &str, new: &str) -> Vec<Wording> {
        let clause = BaseClause {
            clause: ClauseId(Uuid::nil()),
            revision: RevisionId(Uuid::nil()),
            kind: ClauseKind::Paragraph,
            source: old.to_owned(),
        };
        let operation = Operation::edit(&clause, new).unwrap();
        wordings(&operation, Some(&clause))
    }

    fn replaced(old: &str, new: &str) -> Vec<Wording> {
        vec![Wording::Replace {
            old: old.to_owned(),
            new: new.to_owned(),
        }]
    }

    #[test]
    fn a_number_is_quoted_with_what_it_counts() {
        let told = told(
            "Il répond sous trente jours.",
            "Il répond sous quinze jours.",
        );
        assert_eq!(told, replaced("trente jours", "quinze jours"));
    }

    #[test]
    fn the_last_word_is_quoted_with_the_one_before() {
        let told = told("Il répond par lettre.", "Il répond par courriel.");
        assert_eq!(told, replaced("par lettre", "par courriel"));
    }

    #[test]
    fn an_insertion_says_what_stands_before_it() {
        let told = told(
            "Il répond au locataire.",
            "Il répond au locataire et à l’association.",
        );
        let expected = Wording::Insert {
            new: "et à l’association".to_owned(),
            after: "répond au locataire".to_owned(),
        };
        assert_eq!(told, [expected]);
    }

    #[test]
    fn no_break_spaces_are_typography() {
        assert_eq!(told("5 euros", "5\u{a0}euros"), [Wording::Typography]);
    }
}
