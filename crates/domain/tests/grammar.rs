//! Laws of the grammar: what is accepted comes back byte for byte.

use palier_domain::charter::clause::{ClauseKind, content};
use palier_domain::charter::grammar::{ParsedText, parse};
use proptest::prelude::*;

/// Texts made of the grammar's own pieces, well and badly put together.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("# ".to_owned()),
        Just("## ".to_owned()),
        Just("### ".to_owned()),
        Just("#### ".to_owned()),
        Just("- ".to_owned()),
        Just("* ".to_owned()),
        Just("**Bailleur :** ".to_owned()),
        Just("**Locataires\u{a0}:**".to_owned()),
        Just("{: kind=law}".to_owned()),
        Just("{: plain=\"Une phrase.\" kind=\"commitment\"}".to_owned()),
        Just("{:".to_owned()),
        Just("}".to_owned()),
        Just("\n".to_owned()),
        Just("\n\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("\r".to_owned()),
        Just(" ".to_owned()),
        Just("\t".to_owned()),
        Just("\u{feff}".to_owned()),
        "[a-zé’ ]{0,12}",
        any::<String>(),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Texts that the grammar accepts, with the kinds of their clauses.
fn good_texts() -> impl Strategy<Value = (String, Vec<ClauseKind>)> {
    let clause = (0..4u8, "[a-zé][a-zé’, ]{0,20}", any::<bool>(), 1..3usize);
    let texts = (
        any::<bool>(),
        proptest::collection::vec(clause, 0..20),
        any::<bool>(),
    );
    texts.prop_map(|(titled, clauses, crlf)| {
        let mut text = String::from(if titled { "# Charte\n\n" } else { "" });
        let mut kinds = if titled {
            vec![ClauseKind::Title]
        } else {
            vec![]
        };
        for (kind, words, meta, blank) in clauses {
            let (mark, kind) = match kind {
                0 => ("## ", ClauseKind::Chapter),
                1 => ("### ", ClauseKind::Article),
                2 => ("- ", ClauseKind::Item),
                _ => ("", ClauseKind::Paragraph),
            };
            let meta = if meta {
                "\n{: kind=law source=\"L. 442-3\"}"
            } else {
                ""
            };
            text.push_str(&format!("{mark}{words}{meta}\n{}", "\n".repeat(blank)));
            kinds.push(kind);
        }
        if kinds.is_empty() {
            text.push_str("Rien.");
            kinds.push(ClauseKind::Paragraph);
        }
        (
            if crlf {
                text.replace('\n', "\r\n")
            } else {
                text
            },
            kinds,
        )
    })
}

fn sources(text: &ParsedText) -> String {
    text.clauses
        .iter()
        .map(|clause| clause.source.as_str())
        .collect()
}

proptest! {
    #[test]
    fn any_accepted_text_comes_back_byte_for_byte(source in pieces()) {
        if let Ok(text) = parse(&source) {
            prop_assert_eq!(text.print(), source.as_str());
            prop_assert_eq!(text.prefix.clone() + &sources(&text), source);
        }
    }

    #[test]
    fn a_refusal_names_lines_of_the_text_in_order(source in pieces()) {
        if let Err(errors) = parse(&source) {
            prop_assert!(!errors.is_empty());
            prop_assert!(errors.is_sorted_by_key(|error| error.line));
            let lines = source.split('\n').count();
            prop_assert!(errors.iter().all(|error| (1..=lines).contains(&error.line)));
        }
    }

    #[test]
    fn a_clause_alone_is_the_same_clause(source in pieces()) {
        for clause in parse(&source).into_iter().flat_map(|text| text.clauses) {
            // At the start of a file, and only there, it is a byte order mark.
            prop_assume!(!clause.source.starts_with('\u{feff}'));
            let alone = parse(&clause.source).unwrap();
            prop_assert_eq!(alone.clauses, vec![clause]);
        }
    }

    #[test]
    fn every_well_formed_text_is_accepted_with_its_kinds((source, kinds) in good_texts()) {
        let text = parse(&source).unwrap();
        let found: Vec<_> = text.clauses.iter().map(|clause| clause.kind).collect();
        prop_assert_eq!(found, kinds);
        prop_assert_eq!(text.print(), source);
    }

    #[test]
    fn content_is_taken_from_any_clause(source in any::<String>()) {
        use ClauseKind::{Article, Chapter, Item, Paragraph, Title};
        for kind in [Title, Chapter, Article, Paragraph, Item] {
            let said = content(kind, &source);
            prop_assert!(said.markdown.len() <= source.len());
        }
    }
}
