//! Random French: elisions, accents, quotations, lists, no-break spaces.

use palier_domain::charter::clause::ClauseKind;
use palier_domain::charter::operation::BaseClause;
use palier_domain::id::{ClauseId, RevisionId};
use proptest::collection::vec;
use proptest::prelude::*;
use uuid::Uuid;

const WORDS: &[&str] = &[
    "le",
    "bailleur",
    "répond",
    "à",
    "l’",
    "l'",
    "été",
    "e\u{301}te\u{301}",
    "qu’",
    "il",
    "d’",
    "eau",
    "chauffage",
    "trente",
    "quinze",
    "jours",
    "30\u{a0}jours",
    "30 jours",
    "œuvre",
    "ça",
    "locataires",
    "aujourd’hui",
    "prévient",
    "et",
    "ou",
    "la",
    "quittance",
    "peut-être",
    "n° 4",
    "«\u{a0}sans délai\u{a0}»",
    "« sans délai »",
    "5,50\u{202f}€",
    "**gras**",
    "s’",
    "est",
    "de",
];

const ENDS: &[&str] = &[".", "\u{a0};", " !", "\u{202f}?", "…", " :", ","];

/// A few words on one line; elided words stand before what they are elided for, or not.
pub fn words() -> impl Strategy<Value = String> {
    vec(prop::sample::select(WORDS), 1..9).prop_map(|words| {
        let mut text = String::new();
        for word in words {
            if !text.is_empty() && !text.ends_with(['’', '\'']) {
                text.push(' ');
            }
            text.push_str(word);
        }
        text
    })
}

/// Sentences on one line or two.
pub fn sentences() -> impl Strategy<Value = String> {
    let one = (
        words(),
        prop::sample::select(ENDS),
        prop::sample::select(&[" ", " ", " ", "\n"][..]),
    );
    vec(one, 1..4).prop_map(|sentences| {
        let text: String = sentences
            .into_iter()
            .map(|(words, end, space)| format!("{words}{end}{space}"))
            .collect();
        text.trim_end().to_owned()
    })
}

/// A clause's kind and body; never a title, of which a text has one.
pub fn body() -> impl Strategy<Value = (ClauseKind, String)> {
    prop_oneof![
        1 => words().prop_map(|w| (ClauseKind::Chapter, format!("## {w}"))),
        2 => words().prop_map(|w| (ClauseKind::Article, format!("### {w}"))),
        1 => words().prop_map(|w| (ClauseKind::Article, format!("### {w}\n{{: kind=law}}"))),
        3 => sentences().prop_map(|s| (ClauseKind::Paragraph, format!("Or {s}"))),
        2 => sentences().prop_map(|s| (ClauseKind::Paragraph, format!("**Bailleur\u{a0}:** {s}"))),
        2 => sentences().prop_map(|s| (ClauseKind::Paragraph, format!("**Locataires :** {s}"))),
        4 => words().prop_map(|w| (ClauseKind::Item, format!("- {w}"))),
    ]
}

/// A text of a title and some clauses, items of a list close together.
pub fn base() -> impl Strategy<Value = Vec<BaseClause>> {
    vec(body(), 1..14).prop_map(|mut bodies| {
        bodies.insert(0, (ClauseKind::Title, "# Charte de l’été".to_owned()));
        clauses(&bodies)
    })
}

/// Clauses with the blank lines that a careful hand leaves.
pub fn clauses(bodies: &[(ClauseKind, String)]) -> Vec<BaseClause> {
    let mut clauses = Vec::new();
    for (at, (kind, body)) in bodies.iter().enumerate() {
        let next = bodies.get(at + 1).map(|(kind, _)| *kind);
        let gap = match next {
            None => "\n",
            Some(ClauseKind::Item) if *kind == ClauseKind::Item => "\n",
            Some(_) => "\n\n",
        };
        clauses.push(BaseClause {
            clause: ClauseId(number(at)),
            revision: RevisionId(number(1000 + at)),
            kind: *kind,
            source: format!("{body}{gap}"),
        });
    }
    clauses
}

pub fn number(at: usize) -> Uuid {
    Uuid::from_u128(u128::try_from(at).expect("a place"))
}
