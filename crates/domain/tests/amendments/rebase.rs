//! Laws of rebasing.

use crate::french::number;
use crate::round::round;
use palier_domain::charter::merge::{Fate, Merge, merge};
use palier_domain::charter::operation::{AmendmentOps, BaseClause};
use palier_domain::charter::rebase::{TextStatus, rebase};
use palier_domain::charter::token::same;
use palier_domain::id::RevisionId;
use proptest::prelude::*;

/// The merged text as the next base: changed clauses are new revisions.
pub fn next(merged: &Merge) -> Vec<BaseClause> {
    let clauses = merged
        .clauses
        .iter()
        .enumerate()
        .map(|(at, clause)| BaseClause {
            clause: clause.clause,
            revision: match clause.base {
                Some(revision) if !clause.changed => revision,
                _ => RevisionId(number(70_000 + at)),
            },
            kind: clause.kind,
            source: clause.source.clone(),
        });
    clauses.collect()
}

proptest! {
    #[test]
    fn what_follows_gives_what_a_common_merge_gives((base, amendments) in round()) {
        let (pending, accepted) = amendments.split_first().unwrap();
        let first = merge(&base, accepted);
        let new = next(&first);
        let rebased = rebase(pending, &base, &new);
        let common = merge(&base, &amendments);
        let merged = matches!(common.fates[&pending.amendment], Fate::Merged { .. });
        let undisturbed = common.conflicts.iter().all(|c| c.first != pending.amendment && c.second != pending.amendment)
            && common.conflicts.len() == first.conflicts.len();
        let Some(operations) = rebased.followed().filter(|_| merged && undisturbed) else {
            return Ok(());
        };
        let pending = AmendmentOps { amendment: pending.amendment, operations };
        let second = merge(&new, std::slice::from_ref(&pending));
        let bodies = |merge: &Merge| -> Vec<String> {
            merge.clauses.iter().map(|c| c.source.trim_end().to_owned()).collect()
        };
        let (found, expected) = (bodies(&second), bodies(&common));
        prop_assert!(
            found.len() == expected.len() && found.iter().zip(&expected).all(|(a, b)| same(a, b)),
            "{:?}\n{:?}", found, expected
        );
    }

    #[test]
    fn nothing_changes_over_the_same_text((base, amendments) in round()) {
        for amendment in &amendments {
            let rebased = rebase(amendment, &base, &base);
            prop_assert_eq!(rebased.status, TextStatus::Clean);
            prop_assert_eq!(rebased.followed(), Some(amendment.operations.clone()));
        }
    }

    #[test]
    fn an_amendment_of_a_clause_that_is_gone_is_an_orphan((base, amendments) in round()) {
        for amendment in &amendments {
            let Some(at) = amendment.operations.iter().find_map(|one| one.target()) else { continue };
            let left: Vec<_> = base.iter().filter(|one| one.clause != at.clause).cloned().collect();
            prop_assert_eq!(rebase(amendment, &base, &left).status, TextStatus::Orphan);
        }
    }
}
