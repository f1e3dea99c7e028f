//! What is told of copies that cannot be merged: clause by clause, what each of them says there.

use super::merge::Copies;
use super::name::Names;
use palier_domain::charter::diff::apply;
use palier_domain::charter::merge::{Merge, Place};
use palier_domain::charter::operation::{AmendmentOps, BaseClause, Operation};
use palier_domain::id::{AmendmentId, ClauseId};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A clause over which copies disagree.
pub(super) struct Clash {
    clause: String,
    /// File and wording, in order.
    wordings: BTreeSet<(String, String)>,
}

impl Clash {
    pub(super) fn as_json(&self) -> Value {
        let wordings: Vec<Value> = self
            .wordings
            .iter()
            .map(|(file, wording)| json!({ "file": file, "wording": wording }))
            .collect();
        json!({ "clause": self.clause, "wordings": wordings })
    }
}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "conflict {}", self.clause)?;
        for (file, wording) in &self.wordings {
            writeln!(f, "- {file}: {wording}")?;
        }
        Ok(())
    }
}

/// The clauses over which copies disagree, in order of the base.
pub(super) fn clashes(base: &[BaseClause], merge: &Merge, copies: &Copies) -> Vec<Clash> {
    let mut met: BTreeMap<(usize, bool), (Place, BTreeSet<AmendmentId>)> = BTreeMap::new();
    for conflict in &merge.conflicts {
        let (clause, after) = match conflict.at {
            Place::Clause(clause) => (Some(clause), false),
            Place::After(clause) => (clause, true),
        };
        let number = base
            .iter()
            .zip(1..)
            .find(|(one, _)| Some(one.clause) == clause);
        let place = (number.map_or(0, |(_, number)| number), after);
        let (_, who) = met
            .entry(place)
            .or_insert_with(|| (conflict.at, BTreeSet::new()));
        who.extend([conflict.first, conflict.second]);
    }
    let names = Names::of(
        base.iter()
            .map(|clause| (clause.kind, clause.source.as_str())),
    );
    let clashes = met.into_iter().map(|((number, after), (at, who))| {
        let wordings = who.iter().filter_map(|id| {
            let amendment = copies.amendments.iter().find(|one| one.amendment == *id)?;
            Some((copies.names.get(id)?.clone(), wording(base, amendment, at)))
        });
        let name = number.checked_sub(1).and_then(|at| names.get(at));
        Clash {
            clause: match name {
                Some(name) if after => format!("after {name}"),
                Some(name) => name.clone(),
                None => "at the start".to_owned(),
            },
            wordings: wordings.collect(),
        }
    });
    clashes.collect()
}

/// What a copy says at a place, on one line.
fn wording(base: &[BaseClause], amendment: &AmendmentOps, at: Place) -> String {
    let mut said: Vec<String> = Vec::new();
    let after = match at {
        Place::Clause(clause) => {
            said.push(clause_wording(base, amendment, clause));
            Some(clause)
        }
        Place::After(clause) => clause,
    };
    for operation in &amendment.operations {
        if let Operation::Insert {
            after: place,
            source,
            ..
        } = operation
            && *place == after
        {
            said.push(source.trim().to_owned());
        }
    }
    let lines = said.iter().flat_map(|said| said.lines());
    let lines = lines.map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" / ")
}

fn clause_wording(base: &[BaseClause], amendment: &AmendmentOps, clause: ClauseId) -> String {
    let was = base
        .iter()
        .find(|one| one.clause == clause)
        .map_or("", BaseClause::body);
    let done = amendment
        .operations
        .iter()
        .find(|operation| operation.target().is_some_and(|at| at.clause == clause));
    match done {
        Some(Operation::ReplaceText { hunks, .. } | Operation::Retitle { hunks, .. }) => {
            apply(hunks, was).unwrap_or_else(|_| was.to_owned())
        }
        Some(Operation::Delete { .. }) => "(removed)".to_owned(),
        _ => was.to_owned(),
    }
}
