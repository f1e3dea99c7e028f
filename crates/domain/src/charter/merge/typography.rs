//! Which hunks of the merged amendments are applied: changes of typography give way to words.

use super::plan::Plan;
use crate::charter::diff::Hunk;
use crate::id::AmendmentId;
use std::collections::{BTreeMap, BTreeSet};

type Hunks<'a> = BTreeMap<&'a Hunk, BTreeSet<AmendmentId>>;

/// The hunks of each clause, in order, each once; what two say the same is said once for both.
pub(super) fn hunks_by_clause<'a>(plans: &[&Plan<'a>]) -> BTreeMap<usize, Hunks<'a>> {
    let mut found: BTreeMap<usize, Hunks<'a>> = BTreeMap::new();
    let mut light: BTreeMap<usize, Hunks<'a>> = BTreeMap::new();
    for plan in plans {
        for (&place, edit) in &plan.edits {
            let hunks = found.entry(place).or_default();
            for hunk in &edit.strong {
                add(hunks, hunk, plan.id);
            }
            let hunks = light.entry(place).or_default();
            for hunk in &edit.light {
                hunks.entry(hunk).or_default().insert(plan.id);
            }
        }
    }
    for (place, light) in light {
        let hunks = found.entry(place).or_default();
        let strong: Vec<&Hunk> = hunks.keys().copied().collect();
        for (hunk, by) in &light {
            let others = light.keys().filter(|other| *other != hunk);
            let mut disputed = strong
                .iter()
                .chain(others)
                .filter(|other| hunk.overlaps(other));
            if disputed.next().is_none() {
                hunks.insert(hunk, by.clone());
            }
        }
    }
    found
}

/// Adds a hunk to those that say the same; of several typographies the least is kept.
fn add<'a>(hunks: &mut Hunks<'a>, hunk: &'a Hunk, by: AmendmentId) {
    let same = hunks
        .keys()
        .find(|known| known.says_the_same(hunk))
        .copied();
    let Some(same) = same else {
        hunks.insert(hunk, BTreeSet::from([by]));
        return;
    };
    let mut authors = hunks.remove(same).unwrap_or_default();
    authors.insert(by);
    hunks.insert(same.min(hunk), authors);
}
