//! Which clause of a new version is which clause of the old one.
//!
//! Comments hang on clauses, so an edited clause must keep its id. Clauses whose bytes did not
//! change are found first, as a longest common subsequence; between two of them, an edited clause
//! is taken for the old one that has the same kind and binds the same side, in order.

use super::clause::{ClauseKind, Party, content};
use super::grammar::ParsedClause;
use crate::id::ClauseId;
use std::collections::HashMap;
use std::hash::Hash;

/// A clause of the old version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Old<'a> {
    /// Its id.
    pub clause: ClauseId,
    /// What it is.
    pub kind: ClauseKind,
    /// Its exact bytes.
    pub source: &'a str,
}

/// What a clause of the new version is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The old clause that it continues; `None` when it is new.
    pub clause: Option<ClauseId>,
    /// Whether its bytes are the same.
    pub unchanged: bool,
}

/// Matches each new clause with an old one or none; no old clause serves twice.
#[must_use]
pub fn match_clauses(old: &[Old<'_>], new: &[ParsedClause]) -> Vec<Match> {
    let mut matches = vec![
        Match {
            clause: None,
            unchanged: false
        };
        new.len()
    ];
    let old_bytes: Vec<_> = old.iter().map(|old| (old.kind, old.source)).collect();
    let new_bytes: Vec<_> = new
        .iter()
        .map(|new| (new.kind, new.source.as_str()))
        .collect();

    let mut same = common(&old_bytes, &new_bytes);
    for &(at_old, at_new) in &same {
        matches[at_new] = Match {
            clause: Some(old[at_old].clause),
            unchanged: true,
        };
    }

    same.push((old.len(), new.len()));
    let (mut from_old, mut from_new) = (0, 0);
    for (to_old, to_new) in same {
        let old_sides: Vec<_> = old_bytes[from_old..to_old].iter().map(side).collect();
        let new_sides: Vec<_> = new_bytes[from_new..to_new].iter().map(side).collect();
        for (at_old, at_new) in common(&old_sides, &new_sides) {
            let clause = Some(old[from_old + at_old].clause);
            matches[from_new + at_new] = Match {
                clause,
                unchanged: false,
            };
        }
        (from_old, from_new) = (to_old + 1, to_new + 1);
    }
    matches
}

fn side(&(kind, source): &(ClauseKind, &str)) -> (ClauseKind, Option<Party>) {
    (kind, content(kind, source).party)
}

/// The positions of a longest common subsequence, in order.
pub(super) fn common<T: Eq + Hash>(old: &[T], new: &[T]) -> Vec<(usize, usize)> {
    let head = old
        .iter()
        .zip(new)
        .take_while(|(old, new)| old == new)
        .count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let ends = old_rest.iter().rev().zip(new_rest.iter().rev());
    let tail = ends.take_while(|(old, new)| old == new).count();
    let middle = common_middle(
        &old_rest[..old_rest.len() - tail],
        &new_rest[..new_rest.len() - tail],
    );

    let mut pairs: Vec<_> = (0..head).map(|at| (at, at)).collect();
    pairs.extend(
        middle
            .into_iter()
            .map(|(at_old, at_new)| (head + at_old, head + at_new)),
    );
    pairs.extend(
        (0..tail)
            .rev()
            .map(|back| (old.len() - 1 - back, new.len() - 1 - back)),
    );
    pairs
}

/// The same where neither the first nor the last are equal (Hunt and Szymanski, 1977): quick when
/// few clauses say the same.
fn common_middle<T: Eq + Hash>(old: &[T], new: &[T]) -> Vec<(usize, usize)> {
    let mut places: HashMap<&T, Vec<usize>> = HashMap::new();
    for (at, old) in old.iter().enumerate() {
        places.entry(old).or_default().push(at);
    }
    // `chains` holds each pair with the pair before it; `best[n]` is the chain of n + 1 pairs that
    // ends earliest in the old text.
    let mut chains: Vec<(usize, usize, Option<usize>)> = Vec::new();
    let mut best: Vec<usize> = Vec::new();
    for (at_new, new) in new.iter().enumerate() {
        // From the last place to the first, so that one new clause is not chained to itself.
        for &at_old in places.get(new).map_or(&[][..], Vec::as_slice).iter().rev() {
            let length = best.partition_point(|&chain| chains[chain].0 < at_old);
            let before = length.checked_sub(1).map(|shorter| best[shorter]);
            chains.push((at_old, at_new, before));
            if length == best.len() {
                best.push(chains.len() - 1);
            } else {
                best[length] = chains.len() - 1;
            }
        }
    }
    let mut pairs = Vec::with_capacity(best.len());
    let mut next = best.last().copied();
    while let Some(chain) = next {
        let (at_old, at_new, before) = chains[chain];
        pairs.push((at_old, at_new));
        next = before;
    }
    pairs.reverse();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charter::grammar::parse;
    use uuid::Uuid;

    /// For each new clause the place of the old one, with `true` when unchanged.
    fn matched(old: &str, new: &str) -> Vec<(Option<u128>, bool)> {
        let old = parse(old).unwrap();
        let old: Vec<_> = (0..)
            .zip(&old.clauses)
            .map(|(at, clause)| Old {
                clause: ClauseId(Uuid::from_u128(at)),
                kind: clause.kind,
                source: &clause.source,
            })
            .collect();
        let matches = match_clauses(&old, &parse(new).unwrap().clauses);
        matches
            .iter()
            .map(|m| (m.clause.map(|id| id.0.as_u128()), m.unchanged))
            .collect()
    }

    #[test]
    fn an_edited_clause_keeps_its_id() {
        let expected = [(Some(0), true), (Some(1), false), (Some(2), true)];
        assert_eq!(
            matched("# T\n\nun\n\n- a\n", "# T\n\nun peu\n\n- a\n"),
            expected
        );
    }

    #[test]
    fn an_inserted_clause_is_new_and_moves_no_other() {
        let expected = [(Some(0), true), (None, false), (Some(1), true)];
        assert_eq!(
            matched("un\n\ndeux\n\n", "un\n\nneuf\n\ndeux\n\n"),
            expected
        );
    }

    #[test]
    fn a_removed_clause_is_not_taken_for_its_neighbour() {
        let expected = [(Some(0), true), (Some(2), true)];
        assert_eq!(
            matched("un\n\ndeux\n\ntrois\n\n", "un\n\ntrois\n\n"),
            expected
        );
    }

    #[test]
    fn a_paragraph_that_changes_sides_is_a_new_one() {
        let old = "### A\n\n**Bailleur :** x\n\n";
        assert_eq!(
            matched(old, "### A\n\n**Locataires :** x\n\n"),
            [(Some(0), true), (None, false)]
        );
    }

    #[test]
    fn sides_are_told_apart_between_two_neighbours() {
        let old = "### A\n\n**Bailleur :** x\n\n**Locataires :** y\n\n";
        let new = "### A\n\n**Locataires :** y, mieux\n\n";
        assert_eq!(matched(old, new), [(Some(0), true), (Some(2), false)]);
    }

    #[test]
    fn clauses_that_say_the_same_are_matched_in_order() {
        let expected = [(Some(0), true), (Some(1), true), (None, false)];
        assert_eq!(matched("- a\n- a\n", "- a\n- a\n- a\n"), expected);
    }
}
