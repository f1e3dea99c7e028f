use super::*;
use crate::charter::clause::{Force, Party, content};

const CHARTER: &str = "\
# Charte de Rive-Neuve

Une introduction
sur deux lignes.

## Le logement

### Le chauffage
{: kind=commitment source=\"loi du 6 juillet 1989, article 6\" plain=\"On a chaud {19} degrés.\"}

**Bailleur\u{a0}:** Nous tenons 19 degrés :

- le jour
  et la nuit ;
* l’hiver.
{: indicator=\"degrés relevés\"}

**Locataires :** Nous prévenons.
";

fn kinds(source: &str) -> Vec<ClauseKind> {
    parse(source)
        .unwrap()
        .clauses
        .iter()
        .map(|clause| clause.kind)
        .collect()
}

fn problems(source: &str) -> Vec<(usize, GrammarProblem)> {
    parse(source)
        .unwrap_err()
        .into_iter()
        .map(|error| (error.line, error.problem))
        .collect()
}

#[test]
fn a_charter_is_cut_into_headings_paragraphs_and_items() {
    use ClauseKind::{Article, Chapter, Item, Paragraph, Title};
    let expected = [
        Title, Paragraph, Chapter, Article, Paragraph, Item, Item, Paragraph,
    ];
    assert_eq!(kinds(CHARTER), expected);
}

#[test]
fn metadata_belongs_to_the_clause_right_before_it() {
    let text = parse(CHARTER).unwrap();
    let article = content(text.clauses[3].kind, &text.clauses[3].source);
    assert_eq!(article.markdown, "Le chauffage");
    assert_eq!(article.meta.force, Some(Force::Commitment));
    assert_eq!(
        article.meta.source.as_deref(),
        Some("loi du 6 juillet 1989, article 6")
    );
    assert_eq!(
        article.meta.plain.as_deref(),
        Some("On a chaud {19} degrés.")
    );
    let item = content(text.clauses[6].kind, &text.clauses[6].source);
    assert_eq!(item.markdown, "l’hiver.");
    assert_eq!(item.meta.indicator.as_deref(), Some("degrés relevés"));
}

#[test]
fn paragraphs_say_whom_they_bind() {
    let text = parse(CHARTER).unwrap();
    let party = |at: usize| content(text.clauses[at].kind, &text.clauses[at].source).party;
    assert_eq!(party(4), Some(Party::Landlord));
    assert_eq!(party(5), None);
    assert_eq!(party(7), Some(Party::Tenants));
}

#[test]
fn bytes_come_back_whatever_the_line_ends() {
    let crlf = CHARTER.replace('\n', "\r\n");
    let cut = CHARTER.trim_end();
    let odd = "\u{feff}\n \t\n# T  \r\nune ligne\rla même\n\n\n- a\n  b\nc\n\n \n";
    for source in [CHARTER, &crlf, cut, odd, "x", "# T"] {
        assert_eq!(parse(source).unwrap().print(), source);
    }
}

#[test]
fn what_stands_before_the_first_clause_is_the_prefix() {
    let text = parse("\u{feff}\r\n\r\n# T").unwrap();
    assert_eq!(
        (text.prefix.as_str(), text.clauses.len()),
        ("\u{feff}\r\n\r\n", 1)
    );
}

#[test]
fn headings_and_items_end_the_paragraph_above_them() {
    use ClauseKind::{Article, Item, Paragraph};
    let source = "Les charges :\n- l’eau\nPuis\ndu texte\n### Article\nTexte";
    assert_eq!(
        kinds(source),
        [Paragraph, Item, Paragraph, Article, Paragraph]
    );
}

#[test]
fn a_hash_without_a_space_is_text() {
    assert_eq!(kinds("#5, rue des Lilas\n#6"), [ClauseKind::Paragraph]);
}

#[test]
fn every_bad_line_is_named() {
    use GrammarProblem::{EmptyItem, HeadingTooDeep, SecondTitle, UnclosedMetadata};
    let source = "# Un\n\n#### Profond\n\n# Deux\n{: kind=law\n\n- \n";
    let expected = [
        (3, HeadingTooDeep),
        (5, SecondTitle),
        (6, UnclosedMetadata),
        (8, EmptyItem),
    ];
    assert_eq!(problems(source), expected);
}

#[test]
fn a_mark_alone_is_an_empty_item_with_or_without_a_space() {
    // White space after a clause comes and goes with its neighbours: it must decide nothing.
    for mark in ["-", "*", "- ", "*\r\n", "-\u{a0}"] {
        let source = format!("Nous prévenons\n{mark}");
        assert_eq!(
            problems(&source),
            [(2, GrammarProblem::EmptyItem)],
            "{mark:?}"
        );
    }
    assert_eq!(kinds("Nous prévenons\n--"), [ClauseKind::Paragraph]);
}

#[test]
fn metadata_needs_a_clause_right_before_it() {
    let alone = [(1, GrammarProblem::MetadataWithoutClause)];
    assert_eq!(problems("{: kind=law}\n"), alone);
    assert_eq!(
        problems("# T\n\n{: kind=law}\n"),
        [(3, GrammarProblem::MetadataWithoutClause)]
    );
    let twice = "# T\n{: kind=law}\n{: kind=law}\n";
    assert_eq!(problems(twice), [(3, GrammarProblem::SecondMetadata)]);
}

#[test]
fn a_wrong_pair_is_quoted() {
    use GrammarProblem::{NotAPair, RepeatedKey, UnknownKey, UnknownKind};
    let problem = |inner: &str| problems(&format!("# T\n{{: {inner}}}\n")).remove(0).1;
    assert_eq!(problem("kind=loi"), UnknownKind("loi".into()));
    assert_eq!(problem("genre=law"), UnknownKey("genre".into()));
    assert_eq!(problem("kind=law kind=law"), RepeatedKey("kind".into()));
    assert_eq!(problem(".classe kind=law"), NotAPair(".classe".into()));
    assert_eq!(problem("plain=\"ouvert"), NotAPair("plain=\"ouvert".into()));
    assert_eq!(
        problem("plain=\"a\"source=\"b\""),
        NotAPair("plain=\"a\"source=\"b\"".into())
    );
}

#[test]
fn a_text_without_words_is_none() {
    assert_eq!(problems(""), [(1, GrammarProblem::NoClause)]);
    assert_eq!(problems(" \n\n"), [(1, GrammarProblem::NoClause)]);
    assert_eq!(problems("##\n"), [(1, GrammarProblem::EmptyHeading)]);
}

#[test]
fn an_error_reads_alone() {
    let error = parse("# T\n{: kind=loi}").unwrap_err().remove(0);
    let expected = "line 2: \"loi\" is not a kind (use law, commitment or recommendation)";
    assert_eq!(error.to_string(), expected);
}
