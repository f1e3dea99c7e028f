//! Each amendment of a merge ends merged with a part in the text, conflicting with others, or lapsed
//! with its reason; and each clause of the base is there, or removed by somebody.
//!
//! `cargo run --release -p palier-domain --example fuzz_nothing_vanishes -- SECONDS SEED`

mod fuzz;
#[path = "fuzz/round.rs"]
mod round;

use palier_domain::charter::merge::{Fate, merge};
use palier_domain::charter::provenance::Author;
use palier_domain::id::AmendmentId;
use std::collections::BTreeSet;
use std::process::ExitCode;

fn main() -> ExitCode {
    fuzz::run("nothing_vanishes", round::CORPUS, |bytes| {
        let Some((base, amendments)) = round::read(bytes) else {
            return;
        };
        let merged = merge(&base, &amendments);
        let mut credited: BTreeSet<AmendmentId> = BTreeSet::new();
        for clause in &merged.clauses {
            credited.extend(&clause.moved_by);
            for span in &clause.provenance {
                if let Author::Amendments(by) = &span.author {
                    credited.extend(by);
                }
            }
        }
        for removed in &merged.removed {
            assert!(!removed.by.is_empty());
            credited.extend(&removed.by);
        }
        for amendment in &amendments {
            let id = amendment.amendment;
            match &merged.fates[&id] {
                Fate::Merged { .. } => assert!(credited.contains(&id)),
                Fate::Conflicting { with } => {
                    assert!(!with.is_empty() && !credited.contains(&id));
                    let bundles = merged.bundles.iter();
                    let bundles = bundles.filter(|one| one.alternatives.contains(&id));
                    assert_eq!(bundles.count(), 1);
                }
                Fate::Lapsed { .. } => assert!(!credited.contains(&id)),
            }
        }
        for clause in &base {
            let kept = merged
                .clauses
                .iter()
                .filter(|one| one.clause == clause.clause);
            let removed = merged
                .removed
                .iter()
                .filter(|one| one.clause == clause.clause);
            assert_eq!(kept.count() + removed.count(), 1);
        }
    })
}
