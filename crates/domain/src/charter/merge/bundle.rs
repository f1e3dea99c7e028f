//! Amendments in conflict, as alternatives to vote on.

use super::base::Base;
use super::clash::{Conflict, Place};
use crate::charter::operation::{AmendmentOps, Distance};
use crate::id::{AmendmentId, ClauseId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Amendments that hang together by conflicts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bundle {
    /// In the order of the vote: the furthest from the base first.
    pub alternatives: Vec<AmendmentId>,
    /// Where they meet, in order of the base.
    pub places: Vec<Place>,
}

/// The connected components of the graph of conflicts.
///
/// A law on what is voted first: the furthest from the base, and of two that are equally far the
/// one with the lesser id.
pub(super) fn bundles(
    conflicts: &BTreeSet<Conflict>,
    base: &Base<'_>,
    amendments: &BTreeMap<AmendmentId, &AmendmentOps>,
) -> Vec<Bundle> {
    let mut near: BTreeMap<AmendmentId, BTreeSet<AmendmentId>> = BTreeMap::new();
    for conflict in conflicts {
        near.entry(conflict.first)
            .or_default()
            .insert(conflict.second);
        near.entry(conflict.second)
            .or_default()
            .insert(conflict.first);
    }
    let order = |clause: &ClauseId| base.place(*clause).map(|place| place + 1);
    let tokens = |clause| {
        let place = base.place(clause);
        place.map_or(&[][..], |place| &base.texts[place].tokens)
    };
    let rank = |place: &Place| match place {
        Place::Clause(clause) => (order(clause), 0),
        Place::After(None) => (Some(0), 1),
        Place::After(Some(clause)) => (order(clause), 1),
    };
    let mut bundles = Vec::new();
    while let Some((first, _)) = near.first_key_value() {
        let (mut members, mut waiting) = (BTreeSet::new(), vec![*first]);
        while let Some(member) = waiting.pop() {
            members.insert(member);
            waiting.extend(near.remove(&member).unwrap_or_default());
        }
        let met = conflicts
            .iter()
            .filter(|conflict| members.contains(&conflict.first));
        let places: BTreeSet<Place> = met.map(|conflict| conflict.at).collect();
        let mut places: Vec<Place> = places.into_iter().collect();
        places.sort_by_key(rank);
        let mut alternatives: Vec<(Distance, AmendmentId)> = members
            .into_iter()
            .map(|member| {
                let operations = amendments
                    .get(&member)
                    .map(|amendment| &amendment.operations[..]);
                (Distance::of(operations.unwrap_or_default(), tokens), member)
            })
            .collect();
        alternatives.sort_by(|(a, a_id), (b, b_id)| b.cmp(a).then(a_id.cmp(b_id)));
        bundles.push(Bundle {
            alternatives: alternatives.into_iter().map(|(_, id)| id).collect(),
            places,
        });
    }
    bundles.sort_by_key(|bundle| {
        (
            bundle.places.first().map(rank),
            bundle.alternatives.first().copied(),
        )
    });
    bundles
}
