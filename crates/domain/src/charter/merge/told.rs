//! What is told of a merge: the text, and the fate of each amendment.

use super::assemble::{Laid, sources};
use super::base::Base;
use super::bundle::bundles;
use super::clash::Conflict;
use super::fate::{Fate, Lapse};
use super::plan::Plan;
use super::{Merge, MergedClause, Removed, Round};
use crate::charter::provenance::Author;
use crate::id::AmendmentId;
use std::collections::{BTreeMap, BTreeSet};

impl Round<'_> {
    pub(super) fn told(
        self,
        base: &Base<'_>,
        laid: Vec<Laid<'_>>,
        conflicts: BTreeSet<Conflict>,
    ) -> Merge {
        let removed = self.removed(base, &conflicts);
        let fates = self.fates(&laid, &removed, &conflicts);
        let bundles = bundles(&conflicts, base, &self.amendments);
        let sources = sources(base, &laid);
        let clauses = laid
            .into_iter()
            .zip(sources)
            .map(|(clause, source)| MergedClause {
                clause: clause.clause,
                base: clause.place.map(|place| base.clauses[place].revision),
                kind: clause.kind,
                source,
                changed: clause.changed,
                provenance: clause.provenance,
                moved_by: clause.moved_by,
            });
        Merge {
            clauses: clauses.collect(),
            removed,
            fates,
            conflicts: conflicts.into_iter().collect(),
            bundles,
        }
    }

    fn removed(&self, base: &Base<'_>, conflicts: &BTreeSet<Conflict>) -> Vec<Removed> {
        let mut by: BTreeMap<usize, Vec<AmendmentId>> = BTreeMap::new();
        for plan in self.active(conflicts) {
            for &place in &plan.deletes {
                by.entry(place).or_default().push(plan.id);
            }
        }
        let removed = by.into_iter().map(|(place, by)| Removed {
            clause: base.clauses[place].clause,
            revision: base.clauses[place].revision,
            by,
        });
        removed.collect()
    }

    fn fates(
        &self,
        laid: &[Laid<'_>],
        removed: &[Removed],
        conflicts: &BTreeSet<Conflict>,
    ) -> BTreeMap<AmendmentId, Fate> {
        let mut fates: BTreeMap<AmendmentId, Fate> = BTreeMap::new();
        for (id, reason) in &self.lapsed {
            fates.insert(*id, Fate::Lapsed { reason: *reason });
        }
        let credited = credited(laid, removed);
        for plan in self.active(conflicts) {
            fates.insert(plan.id, merged(plan, &credited));
        }
        for conflict in conflicts {
            for (one, other) in [
                (conflict.first, conflict.second),
                (conflict.second, conflict.first),
            ] {
                let fate = fates
                    .entry(one)
                    .or_insert(Fate::Conflicting { with: Vec::new() });
                if let Fate::Conflicting { with } = fate {
                    with.push(other);
                    with.sort();
                    with.dedup();
                }
            }
        }
        fates
    }
}

/// Whoever has a part in the merged text, with those who say the same there.
fn credited(
    laid: &[Laid<'_>],
    removed: &[Removed],
) -> BTreeMap<AmendmentId, BTreeSet<AmendmentId>> {
    let spans = laid.iter().flat_map(|clause| &clause.provenance);
    let groups = spans
        .filter_map(|span| match &span.author {
            Author::Amendments(by) => Some(by),
            Author::Editorial => None,
        })
        .chain(laid.iter().map(|clause| &clause.moved_by))
        .chain(removed.iter().map(|removed| &removed.by));
    let mut found: BTreeMap<AmendmentId, BTreeSet<AmendmentId>> = BTreeMap::new();
    for group in groups {
        for one in group {
            let with = group.iter().filter(|other| *other != one);
            found.entry(*one).or_default().extend(with);
        }
    }
    found
}

fn merged(plan: &Plan<'_>, credited: &BTreeMap<AmendmentId, BTreeSet<AmendmentId>>) -> Fate {
    match credited.get(&plan.id) {
        None if plan.is_light() => Fate::Lapsed {
            reason: Lapse::TypographyOnly,
        },
        with => Fate::Merged {
            with: with.into_iter().flatten().copied().collect(),
        },
    }
}
