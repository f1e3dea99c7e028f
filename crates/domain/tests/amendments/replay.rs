//! Laws of replaying.

use crate::rebase::next;
use crate::round::round;
use palier_domain::charter::diff::diff;
use palier_domain::charter::merge::{Fate, merge};
use palier_domain::charter::operation::{AmendmentOps, BaseClause};
use palier_domain::charter::replay::{
    Decision, Editorial, Outcome, Process, ReplayError, Round, SCHEMA, print, replay, sha256,
    touched,
};
use proptest::prelude::*;

/// A process of one round: what could be merged was accepted, then the draft was touched.
fn process(base: &[BaseClause], amendments: &[AmendmentOps]) -> Process {
    let merged = merge(base, amendments);
    let decisions = amendments.iter().map(|one| Decision {
        amendment: one.amendment,
        outcome: match merged.fates[&one.amendment] {
            Fate::Merged { .. } => Outcome::Accepted,
            Fate::Conflicting { .. } => Outcome::Rejected,
            Fate::Lapsed { .. } => Outcome::Lapsed,
        },
        reason: String::new(),
    });
    let decisions = decisions.collect();
    let mut clauses = next(&merged);
    let mut editorial = Vec::new();
    for clause in clauses.iter_mut().take(2) {
        let body = clause.body();
        let hunks = diff(body, &format!("{body} (sic)"));
        clause.source = touched(&clause.source, &hunks).expect("a touch of these words");
        editorial.push(Editorial {
            clause: clause.clause,
            hunks,
        });
    }
    let text = print("\u{feff}", &clauses);
    let revisions = clauses
        .iter()
        .map(|one| (one.clause, one.revision))
        .collect();
    Process {
        schema: SCHEMA,
        title: "Charte".to_owned(),
        prefix: "\u{feff}".to_owned(),
        first_version: 1,
        first: base.to_vec(),
        rounds: vec![Round {
            version: 2,
            amendments: amendments.to_vec(),
            decisions,
            editorial,
            revisions,
            sha256: sha256(&text),
        }],
        adopted: text,
        record: None,
    }
}

proptest! {
    #[test]
    fn the_decisions_give_the_adopted_text_byte_for_byte((base, amendments) in round()) {
        let process = process(&base, &amendments);
        let json = serde_json::to_string(&process).unwrap();
        let read: Process = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(&read, &process);
        let versions = replay(&read).unwrap();
        prop_assert_eq!(&versions[1].text, &process.adopted);
    }

    #[test]
    fn one_byte_changed_is_found((base, amendments) in round(), at in any::<prop::sample::Index>()) {
        let mut process = process(&base, &amendments);
        let cut = at.index(process.adopted.len());
        let cut = (0..=cut).rev().find(|&at| process.adopted.is_char_boundary(at)).unwrap();
        process.adopted.insert(cut, '@');
        let line = process.adopted[..cut].matches('\n').count() + 1;
        let found = replay(&process);
        let told = matches!(&found, Err(ReplayError::OtherText { line: told, .. }) if *told == line);
        prop_assert!(told, "{:?}", found);
    }

    #[test]
    fn another_schema_is_refused((base, amendments) in round()) {
        let mut process = process(&base, &amendments);
        process.schema += 1;
        prop_assert_eq!(replay(&process), Err(ReplayError::Schema { found: SCHEMA + 1 }));
    }
}
