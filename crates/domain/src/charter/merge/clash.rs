//! Which amendments cannot stand together, and where.

use super::base::Base;
use super::plan::{Edit, Plan, land_the_same};
use crate::id::{AmendmentId, ClauseId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Two amendments that cannot stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Conflict {
    /// Where.
    pub at: Place,
    /// Why.
    pub kind: ConflictKind,
    /// The one with the lesser id.
    pub first: AmendmentId,
    /// The other one.
    pub second: AmendmentId,
}

/// Where two amendments meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// At a clause.
    Clause(ClauseId),
    /// Right after a clause, or at the start of the text.
    After(Option<ClauseId>),
}

/// Why two amendments cannot stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConflictKind {
    /// They change the same words, or words that touch.
    Words,
    /// One removes what the other changes.
    RemovedAndChanged,
    /// One removes what the other puts elsewhere.
    RemovedAndMoved,
    /// One puts elsewhere what the other changes.
    MovedAndChanged,
    /// They put one clause at two places.
    TwoMoves,
    /// They put different clauses at one place.
    SamePlace,
    /// One puts something after a clause that the other removes or puts elsewhere.
    PlaceGone,
    /// Each alone leaves a clause whole, both together do not.
    Grammar,
}

impl Conflict {
    pub(super) fn new(a: AmendmentId, b: AmendmentId, at: Place, kind: ConflictKind) -> Self {
        Self {
            at,
            kind,
            first: a.min(b),
            second: a.max(b),
        }
    }
}

/// What is done at one clause, and by whom.
#[derive(Default)]
struct Doings<'p, 'a> {
    editors: Vec<(&'p Plan<'a>, &'p Edit<'a>)>,
    removers: Vec<&'p Plan<'a>>,
    movers: Vec<&'p Plan<'a>>,
    followers: Vec<&'p Plan<'a>>,
}

/// All pairs that cannot stand together.
pub(super) fn conflicts(
    base: &Base<'_>,
    plans: &BTreeMap<AmendmentId, Plan<'_>>,
) -> BTreeSet<Conflict> {
    let mut at: BTreeMap<usize, Doings<'_, '_>> = BTreeMap::new();
    let mut slots: BTreeMap<usize, Vec<&Plan<'_>>> = BTreeMap::new();
    for plan in plans.values() {
        for (&place, edit) in &plan.edits {
            if !edit.strong.is_empty() {
                at.entry(place).or_default().editors.push((plan, edit));
            }
        }
        for &place in &plan.deletes {
            at.entry(place).or_default().removers.push(plan);
        }
        for &place in plan.moves.keys() {
            at.entry(place).or_default().movers.push(plan);
        }
        for &slot in plan.landings.keys() {
            slots.entry(slot).or_default().push(plan);
            if let Some(place) = slot.checked_sub(1) {
                at.entry(place).or_default().followers.push(plan);
            }
        }
    }
    let mut found = BTreeSet::new();
    for (place, doings) in &at {
        doings.conflicts(
            *place,
            Place::Clause(base.clauses[*place].clause),
            &mut found,
        );
    }
    for (slot, plans) in &slots {
        let after = slot.checked_sub(1).map(|place| base.clauses[place].clause);
        pairs(plans, |a, b| {
            if !land_the_same(&a.landings[slot], &b.landings[slot]) {
                let at = Place::After(after);
                found.insert(Conflict::new(a.id, b.id, at, ConflictKind::SamePlace));
            }
        });
    }
    found
}

impl Doings<'_, '_> {
    fn conflicts(&self, place: usize, at: Place, found: &mut BTreeSet<Conflict>) {
        let mut add = |a: &Plan<'_>, b: &Plan<'_>, kind| {
            if a.id != b.id {
                found.insert(Conflict::new(a.id, b.id, at, kind));
            }
        };
        pairs(&self.editors, |(a, edit), (b, other)| {
            if edit.clashes(other) {
                add(a, b, ConflictKind::Words);
            }
        });
        pairs(&self.movers, |a, b| {
            if a.moves[&place] != b.moves[&place] {
                add(a, b, ConflictKind::TwoMoves);
            }
        });
        for remover in &self.removers {
            for (editor, _) in &self.editors {
                add(remover, editor, ConflictKind::RemovedAndChanged);
            }
            for mover in &self.movers {
                add(remover, mover, ConflictKind::RemovedAndMoved);
            }
        }
        for mover in &self.movers {
            for (editor, _) in &self.editors {
                // Whoever changes it and moves it there too agrees with the move.
                if !editor.moves.contains_key(&place) {
                    add(mover, editor, ConflictKind::MovedAndChanged);
                }
            }
        }
        for follower in &self.followers {
            // Who removes or moves the clause itself knows that it goes.
            if follower.deletes.contains(&place) || follower.moves.contains_key(&place) {
                continue;
            }
            for gone in self.removers.iter().chain(&self.movers) {
                add(follower, gone, ConflictKind::PlaceGone);
            }
        }
    }
}

impl Edit<'_> {
    /// Whether two changes of one clause touch without being the same.
    ///
    /// What both say is theirs together, so only what one alone says can clash.
    fn clashes(&self, other: &Self) -> bool {
        self.strong.iter().any(|a| {
            let touching = || other.strong.iter().filter(|b| a.touches(b));
            touching().next().is_some()
                && !other.strong.iter().any(|b| a.says_the_same(b))
                && touching().any(|b| !self.strong.iter().any(|own| own.says_the_same(b)))
        })
    }
}

fn pairs<T>(all: &[T], mut each: impl FnMut(&T, &T)) {
    for (at, a) in all.iter().enumerate() {
        for b in &all[at + 1..] {
            each(a, b);
        }
    }
}
