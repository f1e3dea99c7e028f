//! Whether the merged text keeps the grammar: pieces that are sound alone may not be together.

use super::assemble::Laid;
use super::base::Base;
use super::clash::{Conflict, ConflictKind, Place};
use super::fate::{Fault, Lapse};
use super::plan::Plan;
use crate::charter::clause::ClauseKind;
use crate::charter::grammar;
use crate::id::AmendmentId;

/// What must not be merged as it is.
pub(super) enum Unsound {
    /// Two that break a clause together.
    Together(Conflict),
    /// One that breaks the text whoever it meets.
    Alone(AmendmentId, Lapse),
}

/// Whether a body is one clause of a kind, and no more.
pub(super) fn is_one_clause(kind: ClauseKind, body: &str) -> bool {
    // After a line end a byte order mark is a character as any other.
    grammar::parse(&format!("\n{body}")).is_ok_and(|text| {
        let [clause] = &text.clauses[..] else {
            return false;
        };
        clause.kind == kind && clause.source == body
    })
}

pub(super) fn unsound(base: &Base<'_>, laid: &[Laid<'_>], plans: &[&Plan<'_>]) -> Vec<Unsound> {
    let mut found = Vec::new();
    for clause in laid {
        let Some(place) = clause.place.filter(|_| clause.changed) else {
            continue;
        };
        let was_sound = || is_one_clause(clause.kind, base.texts[place].body);
        if is_one_clause(clause.kind, &clause.body) || !was_sound() {
            continue;
        }
        let at = Place::Clause(clause.clause);
        let fault = Fault::Grammar {
            clause: Some(clause.clause),
        };
        apart(&clause.changed_by, at, fault, &mut found);
    }
    let titles: Vec<&Laid<'_>> = laid
        .iter()
        .filter(|one| one.kind == ClauseKind::Title)
        .collect();
    if titles.len() > base.titles().max(1) {
        let bringers = plans
            .iter()
            .filter(|plan| plan.inserted().any(|(kind, _)| kind == ClauseKind::Title));
        let bringers: Vec<AmendmentId> = bringers.map(|plan| plan.id).collect();
        apart(&bringers, Place::After(None), Fault::TwoTitles, &mut found);
    }
    found
}

/// Those who break something together conflict; one alone lapses.
fn apart(by: &[AmendmentId], at: Place, fault: Fault, found: &mut Vec<Unsound>) {
    if let [alone] = by {
        found.push(Unsound::Alone(*alone, Lapse::Broken { fault }));
    }
    for (number, &a) in by.iter().enumerate() {
        for &b in &by[number + 1..] {
            found.push(Unsound::Together(Conflict::new(
                a,
                b,
                at,
                ConflictKind::Grammar,
            )));
        }
    }
}
