//! From what was typed to the operations of an amendment.

use super::face::{Face, typed as put_in};
use super::{Added, Fault, Place, PlaceFate, Shape, Typed, TypedClause, Wrong, section};
use crate::charter::clause::ClauseKind;
use crate::charter::gap;
use crate::charter::grammar::{self, ParsedClause};
use crate::charter::operation::{BaseClause, Operation, Target};
use crate::id::ClauseId;
use std::collections::{BTreeMap, BTreeSet};

/// The operations that make of the base what was typed, in the order of the base; clauses that
/// read as before are in none.
///
/// # Errors
/// [`Wrong`]: the first thing that is, in the order of the base.
pub fn operations(base: &[BaseClause], typed: &Typed) -> Result<Vec<Operation>, Wrong> {
    let places = Places::read(base, typed)?;
    let all = base.iter().map(|clause| clause.source.as_str());
    let line_end = gap::line_end(&all.collect::<String>());
    let mut made = Vec::new();
    for (nth, added) in typed.added.iter().enumerate() {
        if added.after.is_none() {
            made.extend(inserts(added, nth, None, line_end)?);
        }
    }
    for clause in base {
        let at = Target {
            clause: clause.clause,
            base: clause.revision,
        };
        let goes = places.gone.contains(&clause.clause);
        let moved = places.moved.get(&clause.clause).copied();
        // What is written below a clause that moves goes with it.
        let mut end = clause.clause;
        let mut below = Vec::new();
        if goes {
            made.push(Operation::Delete { at });
        } else if let Some(one) = typed.of(clause.clause) {
            let (edit, more) = edited(clause, one, line_end)?;
            made.extend(edit);
            below = more;
        }
        if let Some(after) = moved.filter(|_| !goes) {
            made.push(Operation::Move {
                at,
                after: Some(after),
            });
            end = after;
        }
        made.extend(below.iter().map(|one| insert(one, Some(end))));
        for (nth, added) in typed.added.iter().enumerate() {
            if added.after == Some(clause.clause) {
                made.extend(inserts(added, nth, Some(end), line_end)?);
            }
        }
    }
    Ok(made)
}

/// Which clauses go, and which come elsewhere.
struct Places {
    gone: BTreeSet<ClauseId>,
    moved: BTreeMap<ClauseId, ClauseId>,
}

impl Places {
    fn read(base: &[BaseClause], typed: &Typed) -> Result<Self, Wrong> {
        let mut places = Self {
            gone: BTreeSet::new(),
            moved: BTreeMap::new(),
        };
        for (at, clause) in base.iter().enumerate() {
            let Some(one) = typed.of(clause.clause) else {
                continue;
            };
            let whole = matches!(one.fate, PlaceFate::GoesWhole | PlaceFate::MovesWhole(_));
            let run = if whole { section(base, at) } else { at..at + 1 };
            match one.fate {
                PlaceFate::Stays => {}
                PlaceFate::Goes | PlaceFate::GoesWhole => {
                    places.gone.extend(base[run].iter().map(|one| one.clause));
                }
                PlaceFate::Moves(after) | PlaceFate::MovesWhole(after) => {
                    let stands = at.checked_sub(1).map(|before| base[before].clause);
                    if stands == Some(after) {
                        continue;
                    }
                    let to = base.iter().position(|one| one.clause == after);
                    if to.is_none_or(|to| run.contains(&to)) {
                        return Err(wrong(Place::Clause(clause.clause), Fault::Nowhere));
                    }
                    for one in &base[run] {
                        places.moved.entry(one.clause).or_insert(after);
                    }
                }
            }
        }
        Ok(places)
    }
}

fn wrong(at: Place, what: Fault) -> Wrong {
    Wrong { at, what }
}

/// The change of a clause's words, and what was written below them.
fn edited(
    clause: &BaseClause,
    one: &TypedClause,
    line_end: &str,
) -> Result<(Option<Operation>, Vec<ParsedClause>), Wrong> {
    let at = Place::Clause(clause.clause);
    let face = Face::of(clause.kind, clause.body());
    let words = put_in(clause.kind, &one.words, line_end);
    let before = put_in(clause.kind, &face.shown(clause.kind), line_end);
    if words == before {
        return Ok((None, Vec::new()));
    }
    let mut found = clauses(clause.kind, face.lead, &words).map_err(|what| wrong(at, what))?;
    let below = found.split_off(1);
    let own = found.first().map_or("", |own| gap::body(&own.source));
    let body = format!("{own}{}", face.tail);
    Ok((Operation::edit(clause, &body), below))
}

fn inserts(
    added: &Added,
    nth: usize,
    after: Option<ClauseId>,
    line_end: &str,
) -> Result<Vec<Operation>, Wrong> {
    let kind = added.shape.kind();
    let words = put_in(kind, &added.words, line_end);
    let found = clauses(kind, Shape::lead(added.shape), &words);
    let found = found.map_err(|what| wrong(Place::Added(nth), what))?;
    Ok(found.iter().map(|one| insert(one, after)).collect())
}

fn insert(one: &ParsedClause, after: Option<ClauseId>) -> Operation {
    Operation::Insert {
        after,
        kind: one.kind,
        source: gap::body(&one.source).to_owned(),
    }
}

/// The clauses that some words make, the first of the kind that is asked for; never none.
fn clauses(kind: ClauseKind, lead: &str, words: &str) -> Result<Vec<ParsedClause>, Fault> {
    if words.is_empty() {
        return Err(Fault::Empty);
    }
    let parsed = grammar::parse(&format!("{lead}{words}"));
    let parsed = parsed.map_err(|errors| {
        let first = errors.into_iter().next();
        first.map_or(Fault::Empty, Fault::Grammar)
    })?;
    let mut kinds = parsed.clauses.iter().map(|one| one.kind);
    match kinds.next() {
        Some(first) if first == kind => {}
        Some(other) => return Err(Fault::OtherKind(other)),
        None => return Err(Fault::Empty),
    }
    match kinds.find(|kind| *kind == ClauseKind::Title) {
        Some(title) => Err(Fault::OtherKind(title)),
        None => Ok(parsed.clauses),
    }
}
