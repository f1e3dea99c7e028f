//! Laws of matching the clauses of two versions.

use palier_domain::charter::clause::{ClauseKind, content};
use palier_domain::charter::grammar::ParsedClause;
use palier_domain::charter::matching::{Match, Old, match_clauses};
use palier_domain::id::ClauseId;
use proptest::prelude::*;
use std::collections::HashSet;
use uuid::Uuid;

/// Few different clauses, so that many say the same.
fn clauses() -> impl Strategy<Value = Vec<ParsedClause>> {
    let clause = prop_oneof![
        "[ab]".prop_map(|w| (ClauseKind::Article, format!("### {w}\n\n"))),
        "[abc]{1,2}".prop_map(|w| (ClauseKind::Paragraph, format!("{w}\n\n"))),
        "[abc]{1,2}".prop_map(|w| (ClauseKind::Paragraph, format!("**Bailleur :** {w}\n\n"))),
        "[abc]{1,2}".prop_map(|w| (ClauseKind::Paragraph, format!("**Locataires :** {w}\n\n"))),
        "[abc]".prop_map(|w| (ClauseKind::Item, format!("- {w}\n"))),
    ];
    let clause = clause.prop_map(|(kind, source)| ParsedClause { kind, source });
    proptest::collection::vec(clause, 0..30)
}

fn old(clauses: &[ParsedClause]) -> Vec<Old<'_>> {
    let ids = (0u128..).map(|at| ClauseId(Uuid::from_u128(at)));
    let old = ids.zip(clauses);
    old.map(|(clause, c)| Old {
        clause,
        kind: c.kind,
        source: &c.source,
    })
    .collect()
}

fn place(id: ClauseId) -> usize {
    usize::try_from(id.0.as_u128()).expect("ids here are places")
}

proptest! {
    #[test]
    fn each_new_clause_gets_one_answer_and_each_old_one_serves_once(
        before in clauses(),
        after in clauses(),
    ) {
        let matches = match_clauses(&old(&before), &after);
        prop_assert_eq!(matches.len(), after.len());
        let taken: Vec<_> = matches.iter().filter_map(|m| m.clause).collect();
        let once: HashSet<_> = taken.iter().collect();
        prop_assert_eq!(once.len(), taken.len());
        prop_assert!(taken.is_sorted(), "matches keep the order");
    }

    #[test]
    fn a_match_has_the_same_kind_and_side_and_says_truly_whether_it_changed(
        before in clauses(),
        after in clauses(),
    ) {
        for (found, new) in match_clauses(&old(&before), &after).iter().zip(&after) {
            let Some(id) = found.clause else {
                prop_assert!(!found.unchanged);
                continue;
            };
            let was = &before[place(id)];
            let party = |c: &ParsedClause| content(c.kind, &c.source).party;
            prop_assert_eq!((was.kind, party(was)), (new.kind, party(new)));
            prop_assert!(!found.unchanged || was.source == new.source);
        }
    }

    #[test]
    fn the_same_text_is_unchanged_throughout(text in clauses()) {
        let old = old(&text);
        let expected: Vec<_> =
            old.iter().map(|o| Match { clause: Some(o.clause), unchanged: true }).collect();
        prop_assert_eq!(match_clauses(&old, &text), expected);
    }

    #[test]
    fn taking_clauses_away_leaves_the_others_unchanged(
        text in clauses(),
        kept in proptest::collection::vec(any::<bool>(), 30),
    ) {
        let left: Vec<_> =
            text.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(c, _)| c.clone()).collect();
        let matches = match_clauses(&old(&text), &left);
        prop_assert!(matches.iter().all(|m| m.unchanged && m.clause.is_some()));
    }

    #[test]
    fn an_edited_clause_is_the_same_clause(text in clauses(), at in any::<prop::sample::Index>()) {
        prop_assume!(!text.is_empty());
        let at = at.index(text.len());
        let mut edited = text.clone();
        let words = edited[at].source.trim_end().len();
        edited[at].source.insert_str(words, " et plus");
        let matches = match_clauses(&old(&text), &edited);
        // Among clauses that say the same another one may stand in: then it says so too.
        let unchanged = matches.iter().filter(|m| m.unchanged).count();
        prop_assert_eq!(unchanged, text.len() - 1);
        prop_assert!(matches[at].clause.is_some());
        prop_assert!(!matches[at].unchanged);
    }
}
