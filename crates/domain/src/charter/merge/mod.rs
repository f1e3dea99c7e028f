//! Putting the accepted amendments of a round together, whatever the order they came in.
//!
//! Two changes are *convergent* (the same words at the same place: merged once, both credited),
//! *disjoint* (they neither overlap nor touch: merged) or in *conflict*. Amendments in conflict
//! are left out whole; the connected components of their graph are bundles, to be voted as
//! alternatives, furthest from the base first. Everything else is applied in base order in one
//! pass: the result is a function of the set. Each amendment ends merged, conflicting, or lapsed
//! with its reason.

mod assemble;
mod base;
mod bundle;
mod clash;
mod fate;
mod plan;
mod sound;
mod told;
mod typography;

pub use bundle::Bundle;
pub use clash::{Conflict, ConflictKind, Place};
pub use fate::{Fate, Fault, Lapse};

use super::clause::ClauseKind;
use super::operation::{AmendmentOps, BaseClause};
use super::provenance::Span;
use crate::id::{AmendmentId, ClauseId, RevisionId};
use base::Base;
use plan::Plan;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A clause of the merged text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergedClause {
    /// Its id: the one it had, or one that follows from the amendment that inserts it.
    pub clause: ClauseId,
    /// Its words in the base; none when it is inserted.
    pub base: Option<RevisionId>,
    /// What it is.
    pub kind: ClauseKind,
    /// Its bytes, with the blank lines after it.
    pub source: String,
    /// Whether its words are other than in the base.
    pub changed: bool,
    /// Which amendment changed which tokens of its body.
    pub provenance: Vec<Span>,
    /// The amendments that put it elsewhere.
    pub moved_by: Vec<AmendmentId>,
}

/// A clause of the base that is no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// Which one.
    pub clause: ClauseId,
    /// Its last words.
    pub revision: RevisionId,
    /// The amendments that remove it.
    pub by: Vec<AmendmentId>,
}

/// What became of a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// The base with all that is merged.
    pub clauses: Vec<MergedClause>,
    /// What is no more in it.
    pub removed: Vec<Removed>,
    /// What became of each amendment.
    pub fates: BTreeMap<AmendmentId, Fate>,
    /// Which amendments cannot stand together, and where.
    pub conflicts: Vec<Conflict>,
    /// The same as alternatives to vote on.
    pub bundles: Vec<Bundle>,
}

impl Merge {
    /// The merged Markdown, after what stands before the first clause of the base.
    #[must_use]
    pub fn print(&self, prefix: &str) -> String {
        let mut text = prefix.to_owned();
        for clause in &self.clauses {
            text.push_str(&clause.source);
        }
        text
    }
}

/// Merges amendments of one base.
#[must_use]
pub fn merge(base: &[BaseClause], amendments: &[AmendmentOps]) -> Merge {
    merge_chosen(base, amendments, &[])
}

/// The same after a vote: what conflicts with a chosen amendment lapses.
///
/// Two chosen amendments that conflict stay in conflict: one vote cannot have taken both.
#[must_use]
pub fn merge_chosen(
    base: &[BaseClause],
    amendments: &[AmendmentOps],
    chosen: &[AmendmentId],
) -> Merge {
    let base = Base::new(base);
    let mut round = Round::read(&base, amendments);
    let mut conflicts = clash::conflicts(&base, &round.plans);
    loop {
        round.settle(&mut conflicts, chosen);
        let active = round.active(&conflicts);
        let laid = assemble::assemble(&base, &active);
        let found = sound::unsound(&base, &laid, &active);
        if found.is_empty() {
            return round.told(&base, laid, conflicts);
        }
        for unsound in found {
            match unsound {
                sound::Unsound::Together(conflict) => drop(conflicts.insert(conflict)),
                sound::Unsound::Alone(amendment, lapse) => round.lapse(amendment, lapse),
            }
        }
    }
}

/// The amendments that can be read, by id, and what became of the others.
struct Round<'a> {
    amendments: BTreeMap<AmendmentId, &'a AmendmentOps>,
    plans: BTreeMap<AmendmentId, Plan<'a>>,
    lapsed: BTreeMap<AmendmentId, Lapse>,
}

impl<'a> Round<'a> {
    fn read(base: &Base<'a>, amendments: &'a [AmendmentOps]) -> Self {
        let mut by_id: BTreeMap<AmendmentId, &AmendmentOps> = BTreeMap::new();
        let mut repeated = BTreeSet::new();
        for amendment in amendments {
            match by_id.insert(amendment.amendment, amendment) {
                Some(other) if other != amendment => drop(repeated.insert(amendment.amendment)),
                _ => {}
            }
        }
        let (mut plans, mut lapsed) = (BTreeMap::new(), BTreeMap::new());
        for (&id, &amendment) in &by_id {
            if repeated.contains(&id) {
                lapsed.insert(id, Lapse::TwoTexts);
                continue;
            }
            match Plan::read(base, amendment) {
                Ok(plan) => drop(plans.insert(id, plan)),
                Err(lapse) => drop(lapsed.insert(id, lapse)),
            }
        }
        Self {
            amendments: by_id,
            plans,
            lapsed,
        }
    }

    fn lapse(&mut self, amendment: AmendmentId, lapse: Lapse) {
        self.plans.remove(&amendment);
        self.lapsed.insert(amendment, lapse);
    }

    /// What conflicts with a chosen amendment lapses, and its conflicts with it.
    fn settle(&mut self, conflicts: &mut BTreeSet<Conflict>, chosen: &[AmendmentId]) {
        let is_chosen = |id: AmendmentId| chosen.contains(&id) && self.plans.contains_key(&id);
        let mut lapses: BTreeMap<AmendmentId, Lapse> = BTreeMap::new();
        for conflict in conflicts.iter() {
            let (loser, winner) = match (is_chosen(conflict.first), is_chosen(conflict.second)) {
                (true, false) => (conflict.second, conflict.first),
                (false, true) => (conflict.first, conflict.second),
                _ => continue,
            };
            lapses.entry(loser).or_insert(Lapse::Incompatible {
                with: winner,
                at: conflict.at,
            });
        }
        for (loser, lapse) in lapses {
            self.lapse(loser, lapse);
        }
        conflicts.retain(|conflict| {
            self.plans.contains_key(&conflict.first) && self.plans.contains_key(&conflict.second)
        });
    }

    fn active(&self, conflicts: &BTreeSet<Conflict>) -> Vec<&Plan<'a>> {
        let out: BTreeSet<AmendmentId> = conflicts
            .iter()
            .flat_map(|conflict| [conflict.first, conflict.second])
            .collect();
        self.plans
            .iter()
            .filter(|(id, _)| !out.contains(id))
            .map(|(_, plan)| plan)
            .collect()
    }
}
