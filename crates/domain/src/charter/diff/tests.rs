use super::*;

fn changed(old: &str, new: &str) -> Vec<(String, String)> {
    let tokens = tokens(old);
    let hunks = diff(old, new);
    assert_eq!(apply(&hunks, old).unwrap(), new);
    hunks
        .iter()
        .map(|hunk| {
            let gone = &tokens[hunk.start_token..hunk.end_token];
            let gone = gone.iter().map(|token| token.text).collect();
            (gone, hunk.inserted.clone())
        })
        .collect()
}

fn pair(old: &str, new: &str) -> (String, String) {
    (old.to_owned(), new.to_owned())
}

#[test]
fn neighbouring_words_change_together() {
    let found = changed("sous trente jours ouvrés.", "sous quinze semaines ouvrés.");
    assert_eq!(found, [pair("trente jours", "quinze semaines")]);
}

#[test]
fn an_added_sentence_is_added_whole() {
    let found = changed("Un délai. Un avis.", "Un délai. Un plan. Un avis.");
    assert_eq!(found, [pair("", " Un plan.")]);
}

#[test]
fn a_rewritten_sentence_is_replaced_whole() {
    let found = changed(
        "Il répond. Le bailleur remet la quittance au locataire qui la demande.",
        "Il répond. Toute personne peut obtenir sa quittance en ligne, sans frais.",
    );
    assert_eq!(found.len(), 1);
    assert!(found[0].0.starts_with("Le bailleur") && found[0].1.ends_with("sans frais"));
}

#[test]
fn typography_is_a_change_of_its_own() {
    let old = "L'eau est à 5 euros.";
    let hunks = diff(old, "L’eau est à 5\u{a0}euros.");
    assert_eq!(hunks.len(), 2);
    assert!(hunks.iter().all(|hunk| hunk.is_typographical(&tokens(old))));
}
