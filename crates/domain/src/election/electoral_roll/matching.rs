//! One vote per lease and one per person: who votes on which lease.
//!
//! A person with several leases has one vote, so of her leases one only counts on her. The
//! assignment gives a voter to as many leases as possible, by augmenting paths (C. Berge, 1957); the
//! leases that come first keep theirs. No lease and no person is preferred by where it stood.

use crate::id::PersonId;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Gives each group of persons one of its own, all different, to as many groups as possible;
/// whoever got one keeps one when a later group is served.
pub(super) fn assign(groups: &[BTreeSet<PersonId>]) -> BTreeMap<PersonId, usize> {
    let mut assigned = BTreeMap::new();
    let mut chosen: Vec<Option<PersonId>> = vec![None; groups.len()];
    for root in 0..groups.len() {
        serve(root, groups, &mut assigned, &mut chosen);
    }
    assigned
}

/// Searches breadth-first for a person who is free, through groups that can change theirs.
fn serve(
    root: usize,
    groups: &[BTreeSet<PersonId>],
    assigned: &mut BTreeMap<PersonId, usize>,
    chosen: &mut [Option<PersonId>],
) {
    let mut reached_from: BTreeMap<PersonId, usize> = BTreeMap::new();
    let mut queue = VecDeque::from([root]);
    while let Some(group) = queue.pop_front() {
        for &person in &groups[group] {
            if reached_from.contains_key(&person) {
                continue;
            }
            reached_from.insert(person, group);
            match assigned.get(&person) {
                Some(&other) => queue.push_back(other),
                None => return change(person, root, &reached_from, assigned, chosen),
            }
        }
    }
}

/// Walks the path back: each group on it takes the person by whom it was left.
fn change(
    free: PersonId,
    root: usize,
    reached_from: &BTreeMap<PersonId, usize>,
    assigned: &mut BTreeMap<PersonId, usize>,
    chosen: &mut [Option<PersonId>],
) {
    let mut next = Some(free);
    while let Some(person) = next {
        let Some(&group) = reached_from.get(&person) else {
            return;
        };
        next = chosen[group].replace(person);
        assigned.insert(person, group);
        if group == root {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn groups(of: &[&[u128]]) -> Vec<BTreeSet<PersonId>> {
        let person = |n: &u128| PersonId(Uuid::from_u128(*n));
        of.iter()
            .map(|group| group.iter().map(person).collect())
            .collect()
    }

    fn served(of: &[&[u128]]) -> Vec<usize> {
        let assigned = assign(&groups(of));
        let mut served: Vec<usize> = assigned.into_values().collect();
        served.sort_unstable();
        served
    }

    #[test]
    fn whoever_can_vote_elsewhere_makes_room() {
        // 1 holds both, 2 the first one only: the second is 1's.
        assert_eq!(served(&[&[1, 2], &[1]]), [0, 1]);
        // A chain of three changes.
        assert_eq!(served(&[&[1, 2], &[2, 3], &[3, 4], &[1]]), [0, 1, 2, 3]);
        assert_eq!(served(&[&[1], &[1]]), [0]);
        assert_eq!(served(&[&[]]), [0_usize; 0]);
    }

    proptest! {
        #[test]
        fn as_many_leases_as_possible_have_a_voter(
            of in prop::collection::vec(prop::collection::btree_set(0_u128..6, 0..4), 0..7),
        ) {
            let of: Vec<Vec<u128>> = of.into_iter().map(|g| g.into_iter().collect()).collect();
            let of: Vec<&[u128]> = of.iter().map(Vec::as_slice).collect();
            // Hall's theorem, in the form of O. Ore (1955): the deficit is that of the worst set.
            let worst = (0_u32..1 << of.len()).map(|set| {
                let inside: Vec<_> = (0..of.len()).filter(|at| set >> at & 1 == 1).collect();
                let persons: BTreeSet<_> = inside.iter().flat_map(|at| of[*at]).collect();
                inside.len().saturating_sub(persons.len())
            }).max().unwrap_or(0);
            prop_assert_eq!(served(&of).len(), of.len() - worst);
        }
    }
}
