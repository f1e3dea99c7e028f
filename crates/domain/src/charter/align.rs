//! Which clause of an amended text is which clause of its base, by what they say.
//!
//! Files carry no ids. Clauses that say the same are found first; between two of them, clauses of
//! one kind that share most of their words; then, where as many are left on both sides, and of the
//! same kinds, one is taken for the other in order. A clause that moves is one removed and one
//! inserted.

use super::clause::{ClauseKind, Party, content};
use super::gap::body;
use super::grammar::ParsedClause;
use super::matching::common;
use super::operation::{BaseClause, Operation, Target};
use super::token::tokens;
use std::collections::HashMap;
use std::ops::Range;

/// What an amended text does to its base.
#[must_use]
pub fn operations(base: &[BaseClause], amended: &[ParsedClause]) -> Vec<Operation> {
    let pairs = align(base, amended);
    let mut operations = Vec::new();
    let mut kept = vec![false; base.len()];
    let mut after = None;
    for (new, place) in amended.iter().zip(&pairs) {
        match place {
            Some(place) => {
                kept[*place] = true;
                after = Some(base[*place].clause);
                operations.extend(Operation::edit(&base[*place], &new.source));
            }
            None => operations.push(Operation::Insert {
                after,
                kind: new.kind,
                source: new.source.clone(),
            }),
        }
    }
    for (clause, _) in base.iter().zip(kept).filter(|(_, kept)| !kept) {
        operations.push(Operation::Delete {
            at: Target {
                clause: clause.clause,
                base: clause.revision,
            },
        });
    }
    operations
}

/// For each clause of the amended text, the place of the one of the base that it is.
#[must_use]
pub fn align(base: &[BaseClause], amended: &[ParsedClause]) -> Vec<Option<usize>> {
    let old: Vec<Said> = base.iter().map(|c| Said::of(c.kind, &c.source)).collect();
    let new: Vec<Said> = amended
        .iter()
        .map(|c| Said::of(c.kind, &c.source))
        .collect();
    let mut found = vec![None; new.len()];
    let keys = |said: &[Said]| -> Vec<(ClauseKind, String)> {
        said.iter()
            .map(|said| (said.kind, said.key.clone()))
            .collect()
    };
    let same = common(&keys(&old), &keys(&new));
    each_gap(
        &same,
        0..old.len(),
        0..new.len(),
        &mut found,
        |old_gap, new_gap, found| {
            let alike = alike(&old, old_gap.clone(), &new, new_gap.clone());
            each_gap(
                &alike,
                old_gap,
                new_gap,
                found,
                |old_gap, new_gap, found| {
                    let side = |said: &Said| (said.kind, said.party);
                    let olds = old[old_gap.clone()].iter().map(side);
                    if olds.eq(new[new_gap.clone()].iter().map(side)) {
                        for (at_old, at_new) in old_gap.zip(new_gap) {
                            found[at_new] = Some(at_old);
                        }
                    }
                },
            );
        },
    );
    found
}

/// Notes the pairs, and goes through what stands between them.
fn each_gap(
    pairs: &[(usize, usize)],
    old: Range<usize>,
    new: Range<usize>,
    found: &mut Vec<Option<usize>>,
    mut each: impl FnMut(Range<usize>, Range<usize>, &mut Vec<Option<usize>>),
) {
    let (mut from_old, mut from_new) = (old.start, new.start);
    for &(at_old, at_new) in pairs {
        found[at_new] = Some(at_old);
        each(from_old..at_old, from_new..at_new, found);
        (from_old, from_new) = (at_old + 1, at_new + 1);
    }
    each(from_old..old.end, from_new..new.end, found);
}

/// A clause as far as alignment goes.
struct Said {
    kind: ClauseKind,
    party: Option<Party>,
    key: String,
    words: HashMap<String, usize>,
    count: usize,
}

impl Said {
    fn of(kind: ClauseKind, source: &str) -> Self {
        let tokens = tokens(body(source));
        let mut words: HashMap<String, usize> = HashMap::new();
        let mut count = 0;
        for token in tokens.iter().filter(|token| token.is_word()) {
            *words.entry(token.key().to_lowercase()).or_default() += 1;
            count += 1;
        }
        Self {
            kind,
            party: content(kind, source).party,
            key: tokens.iter().map(super::token::Token::key).collect(),
            words,
            count,
        }
    }

    /// Of a thousand words of both, those that they share; nothing where they cannot be one clause.
    fn likeness(&self, other: &Self) -> usize {
        if (self.kind, self.party) != (other.kind, other.party) {
            return 0;
        }
        let shared = self
            .words
            .iter()
            .map(|(word, &count)| count.min(other.words.get(word).copied().unwrap_or_default()));
        let shared: usize = shared.sum();
        shared * 2000 / (self.count + other.count).max(1)
    }
}

/// Of a thousand words, two clauses share at least these to be taken for one.
const ALIKE: usize = 400;

/// More pairs than these are not compared: a text rewritten throughout has no clause to find again.
const MANY: usize = 1 << 18;

/// The alignment in order that shares the most.
fn alike(
    old: &[Said],
    olds: Range<usize>,
    new: &[Said],
    news: Range<usize>,
) -> Vec<(usize, usize)> {
    let (rows, columns) = (olds.len(), news.len());
    if rows == 0 || columns == 0 || rows * columns > MANY {
        return Vec::new();
    }
    let width = columns + 1;
    let mut best = vec![0_usize; (rows + 1) * width];
    let mut likeness = vec![0_usize; rows * columns];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let here = old[olds.start + row].likeness(&new[news.start + column]);
            let here = if here < ALIKE { 0 } else { here };
            likeness[row * columns + column] = here;
            let both = if here == 0 {
                0
            } else {
                here + best[(row + 1) * width + column + 1]
            };
            best[row * width + column] = both
                .max(best[(row + 1) * width + column])
                .max(best[row * width + column + 1]);
        }
    }
    let (mut row, mut column, mut pairs) = (0, 0, Vec::new());
    while row < rows && column < columns {
        let here = likeness[row * columns + column];
        let all = best[row * width + column];
        if here > 0 && all == here + best[(row + 1) * width + column + 1] {
            pairs.push((olds.start + row, news.start + column));
            (row, column) = (row + 1, column + 1);
        } else if all == best[(row + 1) * width + column] {
            row += 1;
        } else {
            column += 1;
        }
    }
    pairs
}
