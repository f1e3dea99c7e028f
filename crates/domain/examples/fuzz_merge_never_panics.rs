//! Whatever the amendments, the merge answers, and what it prints is read back clause by clause.
//!
//! `cargo run --release -p palier-domain --example fuzz_merge_never_panics -- SECONDS SEED`

mod fuzz;
#[path = "fuzz/round.rs"]
mod round;

use palier_domain::charter::grammar::parse;
use palier_domain::charter::merge::merge;
use palier_domain::charter::operation::BaseClause;
use palier_domain::charter::rebase::rebase;
use palier_domain::charter::wording::wordings;
use palier_domain::id::RevisionId;
use std::process::ExitCode;
use uuid::Uuid;

fn main() -> ExitCode {
    fuzz::run("merge_never_panics", round::CORPUS, |bytes| {
        let Some((base, amendments)) = round::read(bytes) else {
            return;
        };
        let merged = merge(&base, &amendments);
        // After a blank line a byte order mark at the start of a clause is a part of it.
        if !merged.clauses.is_empty() {
            let read = parse(&merged.print("\n")).expect("a merged text keeps the grammar");
            let read = read
                .clauses
                .iter()
                .map(|one| (one.kind, one.source.trim_end()));
            let told = merged
                .clauses
                .iter()
                .map(|one| (one.kind, one.source.trim_end()));
            assert_eq!(read.collect::<Vec<_>>(), told.collect::<Vec<_>>());
        }
        let new: Vec<BaseClause> = merged
            .clauses
            .iter()
            .map(|one| BaseClause {
                clause: one.clause,
                revision: one
                    .base
                    .filter(|_| !one.changed)
                    .unwrap_or(RevisionId(Uuid::max())),
                kind: one.kind,
                source: one.source.clone(),
            })
            .collect();
        for amendment in &amendments {
            let _ = rebase(amendment, &base, &new);
            for operation in &amendment.operations {
                let at = operation.target().map(|at| at.clause);
                let _ = wordings(operation, base.iter().find(|one| Some(one.clause) == at));
            }
        }
    })
}
