//! Laws of provenance.

use crate::french::{number, sentences};
use crate::round::round;
use palier_domain::charter::merge::merge;
use palier_domain::charter::provenance::{Author, Span, carried};
use palier_domain::charter::token::{same, tokens};
use palier_domain::id::AmendmentId;
use proptest::prelude::*;

fn is_ordered(spans: &[Span], count: usize) -> bool {
    spans
        .iter()
        .all(|span| span.start <= span.end && span.end <= count)
        && spans.windows(2).all(|two| two[0].end <= two[1].start)
}

/// The tokens that no span covers.
fn uncovered<'a>(body: &'a str, spans: &[Span]) -> Vec<&'a str> {
    let tokens = tokens(body);
    let free = tokens
        .iter()
        .enumerate()
        .filter(|(at, _)| !spans.iter().any(|span| span.start <= *at && *at < span.end));
    free.map(|(_, token)| token.text).collect()
}

proptest! {
    #[test]
    fn each_changed_token_has_one_span((base, amendments) in round()) {
        let merged = merge(&base, &amendments);
        for clause in &merged.clauses {
            let body = clause.source.trim_end();
            prop_assert!(is_ordered(&clause.provenance, tokens(body).len()));
            let Some(was) = base.iter().find(|was| was.clause == clause.clause) else {
                // All of an inserted clause is somebody's.
                prop_assert!(uncovered(body, &clause.provenance).is_empty());
                continue;
            };
            // What nobody changed stood there already, in that order.
            let old = tokens(was.body());
            let mut old = old.iter();
            for token in uncovered(body, &clause.provenance) {
                prop_assert!(old.any(|old| old.text == token), "{token:?} is nobody's");
            }
            prop_assert_eq!(clause.changed, was.body() != body);
            prop_assert!(clause.changed || clause.provenance.is_empty());
        }
    }

    #[test]
    fn provenance_is_carried_over_through_later_versions(
        first in sentences(),
        second in sentences(),
        third in sentences(),
    ) {
        let one = Author::Amendments(vec![AmendmentId(number(1))]);
        let two = Author::Amendments(vec![AmendmentId(number(2))]);
        let middle = format!("{first} {second}");
        let last = format!("{third} {middle}");
        let spans = carried(&[], &first, &middle, &one);
        prop_assert!(is_ordered(&spans, tokens(&middle).len()));
        let later = carried(&spans, &middle, &last, &two);
        prop_assert!(is_ordered(&later, tokens(&last).len()));
        // Nothing is anybody's but what changed, and nobody's words are exchanged for another's.
        prop_assert!(later.iter().all(|span| span.author == one || span.author == two));
        let covered = |spans: &[Span]| spans.iter().map(|span| span.end - span.start).sum::<usize>();
        prop_assert!(covered(&later) <= tokens(&last).len() - tokens(&first).len() + 2);
        if same(&middle, &last) {
            prop_assert_eq!(later, spans);
        }
    }
}
