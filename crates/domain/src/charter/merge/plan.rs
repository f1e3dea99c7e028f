//! What an amendment does, clause by clause of the base.

use super::base::Base;
use super::fate::{Fault, Lapse};
use super::sound::is_one_clause;
use crate::charter::clause::ClauseKind;
use crate::charter::diff::{Hunk, check};
use crate::charter::gap;
use crate::charter::operation::{AmendmentOps, Operation, Target};
use crate::charter::token::same;
use crate::id::{AmendmentId, ClauseId};
use std::collections::{BTreeMap, BTreeSet};

/// Where clauses come in: 0 at the start, n + 1 after the clause at n.
pub(super) type Slot = usize;

#[derive(Debug)]
pub(super) struct Plan<'a> {
    pub id: AmendmentId,
    pub edits: BTreeMap<usize, Edit<'a>>,
    pub deletes: BTreeSet<usize>,
    pub moves: BTreeMap<usize, Slot>,
    pub landings: BTreeMap<Slot, Vec<Landing<'a>>>,
}

/// Changes of the words of one clause.
#[derive(Debug, Default)]
pub(super) struct Edit<'a> {
    /// Of what it says.
    pub strong: Vec<&'a Hunk>,
    /// Of typography: these give way.
    pub light: Vec<&'a Hunk>,
}

/// A clause that comes in at a slot.
#[derive(Debug)]
pub(super) enum Landing<'a> {
    New {
        kind: ClauseKind,
        source: &'a str,
        /// The how-maniest that this amendment inserts.
        nth: usize,
    },
    Moved(usize),
}

impl Landing<'_> {
    pub fn says_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Moved(a), Self::Moved(b)) => a == b,
            (
                Self::New { kind, source, .. },
                Self::New {
                    kind: other_kind,
                    source: other,
                    ..
                },
            ) => kind == other_kind && same(gap::body(source), gap::body(other)),
            _ => false,
        }
    }
}

/// Whether two runs of clauses say the same.
pub(super) fn land_the_same(a: &[Landing<'_>], b: &[Landing<'_>]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.says_the_same(b))
}

impl<'a> Plan<'a> {
    pub fn read(base: &Base<'a>, amendment: &'a AmendmentOps) -> Result<Self, Lapse> {
        let mut plan = Self {
            id: amendment.amendment,
            edits: BTreeMap::new(),
            deletes: BTreeSet::new(),
            moves: BTreeMap::new(),
            landings: BTreeMap::new(),
        };
        let mut inserted = 0;
        for operation in &amendment.operations {
            plan.take(base, operation, &mut inserted)?;
        }
        if plan.edits.is_empty() && plan.deletes.is_empty() && plan.landings.is_empty() {
            return Err(Lapse::ChangesNothing);
        }
        for (&at, edit) in &plan.edits {
            plan.edit_is_sound(base, at, edit)?;
        }
        plan.titles_are_sound(base)?;
        Ok(plan)
    }

    fn take(
        &mut self,
        base: &Base<'a>,
        operation: &'a Operation,
        inserted: &mut usize,
    ) -> Result<(), Lapse> {
        match operation {
            Operation::ReplaceText { at, hunks } | Operation::Retitle { at, hunks } => {
                let place = place(base, *at)?;
                let text = &base.texts[place];
                let fault = |error| broken(Fault::of(error, at.clause));
                check(hunks, text.body, &text.tokens, &text.offsets).map_err(fault)?;
                let (light, strong) = hunks
                    .iter()
                    .partition(|hunk| hunk.is_typographical(&text.tokens));
                if self.deletes.contains(&place) || self.edits.contains_key(&place) {
                    return Err(twice(at));
                }
                if !hunks.is_empty() {
                    self.edits.insert(place, Edit { strong, light });
                }
            }
            Operation::Delete { at } => {
                let place = place(base, *at)?;
                let free = !self.edits.contains_key(&place) && !self.moves.contains_key(&place);
                if !free || !self.deletes.insert(place) {
                    return Err(twice(at));
                }
            }
            Operation::Move { at, after } => {
                let place = place(base, *at)?;
                let slot = slot(base, *after)?;
                let free = !self.deletes.contains(&place);
                if !free || self.moves.insert(place, slot).is_some() {
                    return Err(twice(at));
                }
                self.land(slot, Landing::Moved(place));
            }
            Operation::Insert {
                after,
                kind,
                source,
            } => {
                if !is_one_clause(*kind, gap::body(source)) {
                    return Err(broken(Fault::Grammar { clause: None }));
                }
                let (kind, nth) = (*kind, *inserted);
                *inserted += 1;
                self.land(slot(base, *after)?, Landing::New { kind, source, nth });
            }
        }
        Ok(())
    }

    fn land(&mut self, slot: Slot, landing: Landing<'a>) {
        self.landings.entry(slot).or_default().push(landing);
    }

    /// Its words alone leave the clause a clause.
    fn edit_is_sound(&self, base: &Base<'_>, at: usize, edit: &Edit<'_>) -> Result<(), Lapse> {
        let (clause, text) = (&base.clauses[at], &base.texts[at]);
        let mut hunks: Vec<_> = edit.strong.iter().chain(&edit.light).collect();
        hunks.sort();
        let (mut words, mut from) = (String::new(), 0);
        for hunk in hunks {
            words.push_str(&text.body[from..text.offsets[hunk.start_token]]);
            words.push_str(&hunk.inserted);
            from = text.offsets[hunk.end_token];
        }
        words.push_str(&text.body[from..]);
        if !is_one_clause(clause.kind, gap::body(&words)) && is_one_clause(clause.kind, text.body) {
            return Err(broken(Fault::Grammar {
                clause: Some(clause.clause),
            }));
        }
        Ok(())
    }

    fn titles_are_sound(&self, base: &Base<'_>) -> Result<(), Lapse> {
        let is_title = |kind| usize::from(kind == ClauseKind::Title);
        let comes: usize = self.inserted().map(|(kind, _)| is_title(kind)).sum();
        let gone = |at: &usize| is_title(base.clauses[*at].kind);
        let gone: usize = self.deletes.iter().map(gone).sum();
        if comes > 0 && comes + base.titles() > gone + 1 {
            return Err(broken(Fault::TwoTitles));
        }
        Ok(())
    }

    /// What it inserts.
    pub fn inserted(&self) -> impl Iterator<Item = (ClauseKind, &'a str)> + '_ {
        let all = self.landings.values().flatten();
        all.filter_map(|landing| match landing {
            Landing::New { kind, source, .. } => Some((*kind, *source)),
            Landing::Moved(_) => None,
        })
    }

    /// Whether all that it does is typography.
    pub fn is_light(&self) -> bool {
        self.deletes.is_empty()
            && self.landings.is_empty()
            && self.edits.values().all(|edit| edit.strong.is_empty())
    }
}

fn place(base: &Base<'_>, at: Target) -> Result<usize, Lapse> {
    let clause = at.clause;
    let place = base.place(clause).ok_or(Lapse::NoSuchClause { clause })?;
    if base.clauses[place].revision == at.base {
        Ok(place)
    } else {
        Err(Lapse::OtherRevision { clause })
    }
}

fn slot(base: &Base<'_>, after: Option<ClauseId>) -> Result<Slot, Lapse> {
    match after {
        None => Ok(0),
        Some(clause) => base
            .place(clause)
            .map(|place| place + 1)
            .ok_or(Lapse::NoSuchClause { clause }),
    }
}

fn broken(fault: Fault) -> Lapse {
    Lapse::Broken { fault }
}

fn twice(at: &Target) -> Lapse {
    broken(Fault::Twice { clause: at.clause })
}
