use super::*;
use crate::charter::merge::merge;
use crate::charter::operation::{AmendmentOps, Operation};
use crate::id::{AmendmentId, RevisionId};
use uuid::Uuid;

const TEXT: &str = "# Charte\n\n## Accueil\n\n### Visiter ###\n{: kind=\"law\"}\n\n\
    **Bailleur :** Une visite,\nsous trente jours.\n{: plain=\"Vite\"}\n\n- le hall\n- la cave :\n  \
    sèche\n\n### Recevoir\n\nUn accueil.\n";

fn base() -> Vec<BaseClause> {
    let parsed = crate::charter::grammar::parse(TEXT).unwrap();
    let clauses = parsed.clauses.into_iter().zip(1_u128..);
    clauses
        .map(|(one, n)| BaseClause {
            clause: ClauseId(Uuid::from_u128(n)),
            revision: RevisionId(Uuid::from_u128(100 + n)),
            kind: one.kind,
            source: one.source,
        })
        .collect()
}

fn id(n: u128) -> ClauseId {
    ClauseId(Uuid::from_u128(n))
}

fn shown(base: &[BaseClause], n: u128) -> String {
    let found = base.iter().find(|one| one.clause == id(n)).unwrap();
    Face::of(found.kind, found.body()).shown(found.kind)
}

fn one(base: &[BaseClause], n: u128, words: &str, fate: PlaceFate) -> TypedClause {
    let words = if words.is_empty() {
        shown(base, n)
    } else {
        words.to_owned()
    };
    TypedClause {
        clause: id(n),
        words,
        fate,
    }
}

fn merged(base: &[BaseClause], operations: &[Operation]) -> String {
    let ops = AmendmentOps {
        amendment: AmendmentId(Uuid::from_u128(9)),
        operations: operations.to_vec(),
    };
    merge(base, &[ops]).print("")
}

fn typed(clauses: Vec<TypedClause>, added: Vec<Added>) -> Typed {
    Typed { clauses, added }
}

#[test]
fn words_are_shown_without_their_marks() {
    let base = base();
    let all: Vec<String> = (1..=8).map(|n| shown(&base, n)).collect();
    let expected = [
        "Charte",
        "Accueil",
        "Visiter ###",
        "Une visite,\nsous trente jours.",
        "le hall",
        "la cave :\nsèche",
        "Recevoir",
        "Un accueil.",
    ];
    assert_eq!(all, expected);
}

#[test]
fn what_was_not_touched_changes_nothing() {
    let base = base();
    let all = (1..=8).map(|n| {
        one(
            &base,
            n,
            &shown(&base, n).replace('\n', "\r\n"),
            PlaceFate::Stays,
        )
    });
    let typed = typed(all.collect(), Vec::new());
    assert_eq!(operations(&base, &typed), Ok(Vec::new()));
}

#[test]
fn new_words_keep_the_side_and_the_metadata() {
    let base = base();
    let words = "Une visite,\r\nsous quinze jours.\r\n";
    let typed = typed(vec![one(&base, 4, words, PlaceFate::Stays)], Vec::new());
    let made = operations(&base, &typed).unwrap();
    assert_eq!(made.len(), 1);
    assert_eq!(merged(&base, &made), TEXT.replace("trente", "quinze"));
}

#[test]
fn paragraphs_below_a_clause_come_after_it() {
    let base = base();
    let typed = typed(
        vec![one(&base, 8, "Un accueil.\n\nUn café.", PlaceFate::Stays)],
        Vec::new(),
    );
    let made = operations(&base, &typed).unwrap();
    assert!(
        merged(&base, &made).ends_with("Un accueil.\n\nUn café.\n"),
        "{made:?}"
    );
    let [Operation::Insert { after, .. }] = &made[..] else {
        panic!("{made:?}");
    };
    assert_eq!(*after, Some(id(8)));
}

#[test]
fn an_empty_clause_is_told_and_so_is_one_that_becomes_a_title() {
    let base = base();
    for (words, what) in [
        (" \n", Fault::Empty),
        ("## Autre", Fault::OtherKind(ClauseKind::Chapter)),
    ] {
        let mut clause = one(&base, 8, "x", PlaceFate::Stays);
        clause.words = words.to_owned();
        let at = Place::Clause(id(8));
        assert_eq!(
            operations(&base, &typed(vec![clause], Vec::new())),
            Err(Wrong { at, what })
        );
    }
}

#[test]
fn a_line_that_breaks_the_grammar_is_named() {
    let base = base();
    let clause = one(&base, 8, "Un accueil.\n\n#### Trop bas", PlaceFate::Stays);
    let wrong = operations(&base, &typed(vec![clause], Vec::new())).unwrap_err();
    assert!(matches!(wrong.what, Fault::Grammar(error) if error.line == 3));
}

#[test]
fn an_article_goes_with_all_that_stands_under_it() {
    let base = base();
    let typed = typed(vec![one(&base, 3, "", PlaceFate::GoesWhole)], Vec::new());
    let made = operations(&base, &typed).unwrap();
    assert_eq!(made.len(), 4);
    assert_eq!(
        merged(&base, &made),
        "# Charte\n\n## Accueil\n\n### Recevoir\n\nUn accueil.\n"
    );
    assert_eq!(
        written(&base, &made).of(id(3)).unwrap().fate,
        PlaceFate::GoesWhole
    );
}

#[test]
fn an_article_moves_with_all_that_stands_under_it_and_what_is_added_there() {
    let base = base();
    let moved = one(&base, 3, "", PlaceFate::MovesWhole(id(8)));
    let added = Added {
        after: Some(id(6)),
        shape: Shape::Item,
        words: "le toit".to_owned(),
    };
    let made = operations(&base, &typed(vec![moved], vec![added])).unwrap();
    let text = merged(&base, &made);
    assert!(
        text.starts_with("# Charte\n\n## Accueil\n\n### Recevoir\n\nUn accueil.\n\n### Visiter")
    );
    assert!(text.trim_end().ends_with("sèche\n- le toit"), "{text}");
}

#[test]
fn nothing_moves_into_itself() {
    let base = base();
    let into_itself = typed(
        vec![one(&base, 3, "", PlaceFate::MovesWhole(id(5)))],
        Vec::new(),
    );
    let at = Place::Clause(id(3));
    let what = Fault::Nowhere;
    assert_eq!(operations(&base, &into_itself), Err(Wrong { at, what }));
}

#[test]
fn what_is_kept_reads_as_it_was_typed() {
    let base = base();
    let clauses = vec![
        one(&base, 3, "Visiter d’abord", PlaceFate::Stays),
        one(&base, 5, "", PlaceFate::Goes),
        one(
            &base,
            6,
            "la cave :\nsèche\net propre",
            PlaceFate::Moves(id(8)),
        ),
    ];
    let added = vec![
        Added {
            after: Some(id(8)),
            shape: Shape::Landlord,
            words: "Un café.".to_owned(),
        },
        Added {
            after: Some(id(2)),
            shape: Shape::Article,
            words: "Saluer".to_owned(),
        },
    ];
    let typed = typed(clauses, added);
    let made = operations(&base, &typed).unwrap();
    let again = written(&base, &made);
    assert_eq!(operations(&base, &again), Ok(made));
    for one in &typed.clauses {
        assert_eq!(again.of(one.clause), Some(one));
    }
}
