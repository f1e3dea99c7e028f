//! From the operations of an amendment to what its author sees again.

use super::face::Face;
use super::{Added, PlaceFate, Shape, Typed, TypedClause, section};
use crate::charter::clause::{ClauseKind, Party, content};
use crate::charter::diff::apply;
use crate::charter::gap;
use crate::charter::operation::{BaseClause, Operation};
use crate::id::ClauseId;

/// What was typed, as the operations keep it. Changes that were made for other words than those of
/// the base are left out.
#[must_use]
pub fn written(base: &[BaseClause], operations: &[Operation]) -> Typed {
    let mut typed = Typed::default();
    for operation in operations {
        match operation {
            Operation::ReplaceText { at, hunks } | Operation::Retitle { at, hunks } => {
                if let Some(clause) = base.iter().find(|one| one.clause == at.clause)
                    && let Ok(body) = apply(hunks, clause.body())
                {
                    let words = Face::of(clause.kind, &body).shown(clause.kind);
                    if let Some(one) = entry(base, &mut typed, at.clause) {
                        one.words = words;
                    }
                }
            }
            Operation::Delete { at } => {
                if let Some(one) = entry(base, &mut typed, at.clause) {
                    one.fate = PlaceFate::Goes;
                }
            }
            Operation::Move { at, after } => {
                if let Some(one) = entry(base, &mut typed, at.clause) {
                    one.fate = after.map_or(PlaceFate::Stays, PlaceFate::Moves);
                }
            }
            Operation::Insert {
                after,
                kind,
                source,
            } => typed.added.push(added(*after, *kind, source)),
        }
    }
    gather(base, &mut typed);
    typed
}

fn entry<'a>(
    base: &[BaseClause],
    typed: &'a mut Typed,
    clause: ClauseId,
) -> Option<&'a mut TypedClause> {
    if let Some(at) = typed.clauses.iter().position(|one| one.clause == clause) {
        return typed.clauses.get_mut(at);
    }
    let found = base.iter().find(|one| one.clause == clause)?;
    typed.clauses.push(TypedClause {
        clause,
        words: Face::of(found.kind, found.body()).shown(found.kind),
        fate: PlaceFate::Stays,
    });
    typed.clauses.last_mut()
}

fn added(after: Option<ClauseId>, kind: ClauseKind, source: &str) -> Added {
    let body = gap::body(source);
    let face = Face::of(kind, body);
    let shape = match kind {
        ClauseKind::Title | ClauseKind::Chapter => Shape::Chapter,
        ClauseKind::Article => Shape::Article,
        ClauseKind::Item => Shape::Item,
        ClauseKind::Paragraph => match content(kind, body).party {
            Some(Party::Landlord) => Shape::Landlord,
            Some(Party::Tenants) => Shape::Tenants,
            None => Shape::Shared,
        },
    };
    let words = face.shown(kind);
    let tail = face.tail.trim();
    let words = if tail.is_empty() {
        words
    } else {
        format!("{words}\n{tail}")
    };
    Added {
        after,
        shape,
        words,
    }
}

/// A heading that goes or moves with all that stands under it says so once.
fn gather(base: &[BaseClause], typed: &mut Typed) {
    for (at, clause) in base.iter().enumerate() {
        let run = section(base, at);
        if run.len() < 2 {
            continue;
        }
        let fate = |id| typed.of(id).map_or(PlaceFate::Stays, |one| one.fate);
        let own = fate(clause.clause);
        let whole = match own {
            PlaceFate::Goes => PlaceFate::GoesWhole,
            PlaceFate::Moves(after) => PlaceFate::MovesWhole(after),
            _ => continue,
        };
        let below = &base[run.start + 1..run.end];
        if below.iter().any(|one| fate(one.clause) != own) {
            continue;
        }
        for one in &mut typed.clauses {
            if one.clause == clause.clause {
                one.fate = whole;
            } else if below.iter().any(|under| under.clause == one.clause) {
                one.fate = PlaceFate::Stays;
            }
        }
    }
}
