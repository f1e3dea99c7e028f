//! Laws of the merge.

use crate::french::number;
use crate::round::round;
use palier_domain::charter::grammar::parse;
use palier_domain::charter::merge::{Fate, Lapse, Merge, merge, merge_chosen};
use palier_domain::charter::operation::{AmendmentOps, BaseClause, Operation};
use palier_domain::charter::provenance::Author;
use palier_domain::id::AmendmentId;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn bodies(merge: &Merge) -> Vec<&str> {
    merge
        .clauses
        .iter()
        .map(|clause| clause.source.trim_end())
        .collect()
}

fn credited(merge: &Merge) -> BTreeSet<AmendmentId> {
    let spans = merge.clauses.iter().flat_map(|clause| &clause.provenance);
    let words = spans.flat_map(|span| match &span.author {
        Author::Amendments(by) => by.clone(),
        Author::Editorial => vec![],
    });
    let moved = merge
        .clauses
        .iter()
        .flat_map(|clause| clause.moved_by.clone());
    let removed = merge.removed.iter().flat_map(|removed| removed.by.clone());
    words.chain(moved).chain(removed).collect()
}

/// The same amendments under other ids, that come after all of them.
fn copies(amendments: &[AmendmentOps]) -> Vec<AmendmentOps> {
    let copies = amendments
        .iter()
        .enumerate()
        .map(|(at, amendment)| AmendmentOps {
            amendment: AmendmentId(number(5000 + at)),
            operations: amendment.operations.clone(),
        });
    copies.collect()
}

proptest! {
    #[test]
    fn the_order_never_decides(
        (base, amendments) in round(),
        seed in any::<prop::sample::Index>(),
    ) {
        let expected = merge(&base, &amendments);
        let mut turned = amendments.clone();
        turned.rotate_left(seed.index(amendments.len()));
        prop_assert_eq!(&merge(&base, &turned), &expected);
        turned.reverse();
        prop_assert_eq!(&merge(&base, &turned), &expected);
        turned.sort_by_key(|one| one.amendment.0.as_u128().wrapping_mul(0x9e37_79b9).rotate_left(7) % 97);
        prop_assert_eq!(&merge(&base, &turned), &expected);
    }

    #[test]
    fn no_amendment_changes_nothing((base, _) in round()) {
        let merged = merge(&base, &[]);
        let sources: Vec<&str> = merged.clauses.iter().map(|clause| clause.source.as_str()).collect();
        let expected: Vec<&str> = base.iter().map(|clause| clause.source.as_str()).collect();
        prop_assert_eq!(sources, expected);
        prop_assert!(merged.fates.is_empty() && merged.conflicts.is_empty());
    }

    #[test]
    fn an_amendment_given_twice_counts_once((base, amendments) in round()) {
        let twice: Vec<_> = amendments.iter().chain(&amendments).cloned().collect();
        prop_assert_eq!(merge(&base, &twice), merge(&base, &amendments));
    }

    #[test]
    fn those_who_say_the_same_converge((base, amendments) in round()) {
        let once = merge(&base, &amendments);
        let copies = copies(&amendments);
        let all: Vec<_> = amendments.iter().chain(&copies).cloned().collect();
        let both = merge(&base, &all);
        prop_assert_eq!(both.print(""), once.print(""));
        for (amendment, copy) in amendments.iter().zip(&copies) {
            let (own, copied) = (&both.fates[&amendment.amendment], &both.fates[&copy.amendment]);
            match (&once.fates[&amendment.amendment], own, copied) {
                (Fate::Merged { .. }, Fate::Merged { with }, Fate::Merged { with: back }) => {
                    prop_assert!(with.contains(&copy.amendment));
                    prop_assert!(back.contains(&amendment.amendment));
                }
                (Fate::Conflicting { .. }, Fate::Conflicting { .. }, Fate::Conflicting { .. }) => {}
                (Fate::Lapsed { reason }, Fate::Lapsed { reason: own }, Fate::Lapsed { reason: copied }) => {
                    prop_assert_eq!((reason, reason), (own, copied));
                }
                other => prop_assert!(false, "{:?}", other),
            }
        }
    }

    #[test]
    fn nothing_vanishes((base, amendments) in round()) {
        let merged = merge(&base, &amendments);
        let given: Vec<_> = amendments.iter().map(|one| one.amendment).collect();
        let told: Vec<_> = merged.fates.keys().copied().collect();
        prop_assert_eq!(told, given);
        let credited = credited(&merged);
        for (id, fate) in &merged.fates {
            match fate {
                Fate::Merged { .. } => prop_assert!(credited.contains(id), "{} has no part", id),
                Fate::Conflicting { with } => prop_assert!(!with.is_empty() && !with.contains(id)),
                Fate::Lapsed { .. } => prop_assert!(!credited.contains(id)),
            }
        }
        let in_bundles: Vec<_> = merged.bundles.iter().flat_map(|one| one.alternatives.clone()).collect();
        let once: BTreeSet<_> = in_bundles.iter().copied().collect();
        let conflicting: BTreeSet<_> = merged
            .fates
            .iter()
            .filter(|(_, fate)| matches!(fate, Fate::Conflicting { .. }))
            .map(|(id, _)| *id)
            .collect();
        prop_assert_eq!(in_bundles.len(), once.len());
        prop_assert_eq!(once, conflicting);
    }

    #[test]
    fn the_merged_text_is_read_back_clause_by_clause((base, amendments) in round()) {
        let merged = merge(&base, &amendments);
        match parse(&merged.print("")) {
            Ok(read) => {
                let read: Vec<_> =
                    read.clauses.iter().map(|c| (c.kind, c.source.trim_end())).collect();
                let merged: Vec<_> =
                    merged.clauses.iter().map(|c| (c.kind, c.source.trim_end())).collect();
                prop_assert_eq!(read, merged);
            }
            // All that may be wrong with it is that nothing is left.
            Err(_) => prop_assert!(merged.clauses.is_empty()),
        }
    }

    #[test]
    fn what_does_not_conflict_is_the_same_without_the_rest((base, amendments) in round()) {
        let all = merge(&base, &amendments);
        let left: Vec<_> = amendments
            .iter()
            .filter(|one| matches!(all.fates[&one.amendment], Fate::Merged { .. }))
            .cloned()
            .collect();
        let alone = merge(&base, &left);
        prop_assert!(alone.conflicts.is_empty());
        prop_assert_eq!(bodies(&alone), bodies(&all));
    }

    #[test]
    fn a_chosen_alternative_is_merged_and_its_rivals_lapse((base, amendments) in round()) {
        let open = merge(&base, &amendments);
        for bundle in &open.bundles {
            let chosen = bundle.alternatives[0];
            let decided = merge_chosen(&base, &amendments, &[chosen]);
            let merged = matches!(decided.fates[&chosen], Fate::Merged { .. });
            prop_assert!(merged, "{:?}", decided.fates[&chosen]);
            let Fate::Conflicting { with } = &open.fates[&chosen] else { unreachable!() };
            for rival in with {
                let told = &decided.fates[rival];
                let incompatible =
                    matches!(told, Fate::Lapsed { reason: Lapse::Incompatible { with, .. } } if *with == chosen);
                prop_assert!(incompatible, "{:?}", told);
            }
        }
    }

    #[test]
    fn one_amendment_alone_never_conflicts((base, amendments) in round()) {
        for amendment in &amendments {
            let merged = merge(&base, std::slice::from_ref(amendment));
            prop_assert!(merged.conflicts.is_empty());
            if let Fate::Merged { .. } = merged.fates[&amendment.amendment] {
                prop_assert_eq!(merged.clauses.len(), clauses_after(&base, amendment));
            }
        }
    }
}

fn clauses_after(base: &[BaseClause], amendment: &AmendmentOps) -> usize {
    let count = |wanted: fn(&Operation) -> bool| {
        amendment
            .operations
            .iter()
            .filter(|one| wanted(one))
            .count()
    };
    base.len() + count(|one| matches!(one, Operation::Insert { .. }))
        - count(|one| matches!(one, Operation::Delete { .. }))
}
