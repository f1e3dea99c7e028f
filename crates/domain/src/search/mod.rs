//! Finding words in French texts: what is compared is folded and stemmed, the same on every engine.

mod stem;

use crate::charter::token::{Token, tokens};
use crate::fold::fold;
use std::collections::HashSet;
use std::fmt::Write as _;
use stem::stem;

/// Words that are in every text, folded: nobody looks for them.
const EMPTY: [&str; 62] = [
    "a", "ai", "as", "au", "aux", "avec", "c", "ce", "ces", "cet", "cette", "d", "dans", "de",
    "des", "du", "elle", "elles", "en", "est", "et", "eux", "il", "ils", "j", "je", "l", "la",
    "le", "les", "leur", "leurs", "lui", "m", "ma", "mes", "mon", "n", "ne", "nos", "notre",
    "nous", "on", "ou", "par", "pas", "pour", "qu", "que", "qui", "s", "sa", "se", "ses", "son",
    "sont", "sur", "un", "une", "vos", "votre", "vous",
];

/// The most terms of one text that are kept, and of one question that are asked.
const ASKED: usize = 12;

/// The terms of a text, in order, with repetitions: letters and digits of ASCII alone, so that no
/// engine cuts them otherwise.
#[must_use]
pub fn terms(text: &str) -> Vec<String> {
    tokens(text).iter().filter_map(term).collect()
}

/// What is stored of a text to be found by: its terms, with a space between two.
#[must_use]
pub fn indexed(text: &str) -> String {
    terms(text).join(" ")
}

/// What a question asks for: all of these terms, each once, at most twelve.
#[must_use]
pub fn asked(question: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut found = terms(question);
    found.retain(|term| seen.insert(term.clone()));
    found.truncate(ASKED);
    found
}

/// A piece of a text; whether it is one of the words that were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its bytes.
    pub text: String,
    /// Whether it was asked for.
    pub found: bool,
}

/// The words around the first that was asked for, at most so many before and after it.
#[must_use]
pub fn around(text: &str, asked: &[String], words: usize) -> Vec<Piece> {
    let all = tokens(text);
    let hit = |token: &Token<'_>| term(token).is_some_and(|term| asked.contains(&term));
    let first = all.iter().position(hit).unwrap_or(0);
    let start = reach(all[..first].iter().rev(), words / 2);
    let start = first - start;
    let end = first + reach(all[first..].iter(), words);
    let mut pieces: Vec<Piece> = Vec::new();
    if start > 0 {
        push(&mut pieces, "… ", false);
    }
    for token in &all[start..end] {
        push(&mut pieces, token.text, hit(token));
    }
    if end < all.len() {
        push(&mut pieces, " …", false);
    }
    pieces
}

fn push(pieces: &mut Vec<Piece>, text: &str, found: bool) {
    match pieces.last_mut() {
        Some(last) if !last.found && !found => last.text.push_str(text),
        _ => pieces.push(Piece {
            text: text.to_owned(),
            found,
        }),
    }
}

/// How many tokens hold so many words.
fn reach<'a>(all: impl Iterator<Item = &'a Token<'a>>, words: usize) -> usize {
    let mut left = words;
    let mut count = 0;
    for token in all {
        if token.is_word() {
            if left == 0 {
                break;
            }
            left -= 1;
        }
        count += 1;
    }
    count
}

/// The term of a word; none of a word that says nothing.
fn term(token: &Token<'_>) -> Option<String> {
    if !token.is_word() {
        return None;
    }
    let word = fold(token.text);
    let word = word.trim_end_matches(['\'', '’']);
    if word.is_empty() || EMPTY.contains(&word) {
        return None;
    }
    // A letter first, so that no engine takes it for a number.
    let mut term = String::from("t");
    for c in stem(word).chars() {
        if c.is_ascii_alphanumeric() {
            term.push(c);
        } else {
            let _ = write!(term, "{:x}", u32::from(c));
        }
    }
    Some(term)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_plurals_and_elisions_do_not_hide_a_word() {
        assert_eq!(terms("L’ÉTÉ"), terms("été"));
        assert_eq!(terms("les chauffages"), terms("chauffage"));
        assert_eq!(terms("Réparations"), terms("reparation"));
        assert_eq!(terms("de la du"), Vec::<String>::new());
    }

    #[test]
    fn terms_are_ascii_and_begin_with_a_letter() {
        for term in terms("15,5 °C à l’œil, «\u{a0}3e\u{a0}» étage, Дом 漢字 e\u{301}")
        {
            let mut letters = term.chars();
            assert!(
                letters.next().is_some_and(|c| c.is_ascii_alphabetic()),
                "{term}"
            );
            assert!(letters.all(|c| c.is_ascii_alphanumeric()), "{term}");
        }
    }

    #[test]
    fn a_question_asks_each_word_once() {
        assert_eq!(asked("eau Eau l’eau").len(), 1);
        assert!(asked(&"mot ".repeat(3)).len() == 1);
    }

    #[test]
    fn what_was_found_is_marked_with_the_words_around_it() {
        let text = "Un deux trois quatre cinq. Le chauffage collectif marche mal depuis un mois.";
        let pieces = around(text, &asked("chauffages"), 4);
        let marked: Vec<&str> = pieces
            .iter()
            .filter(|p| p.found)
            .map(|p| p.text.as_str())
            .collect();
        assert_eq!(marked, ["chauffage"]);
        assert!(pieces[0].text.starts_with('…'), "{pieces:?}");
        assert!(
            !pieces.iter().any(|p| p.text.contains("Un deux")),
            "{pieces:?}"
        );
    }

    #[test]
    fn a_text_without_the_word_is_shown_from_its_beginning() {
        assert_eq!(around("Rien ici.", &asked("eau"), 9)[0].text, "Rien ici.");
        assert!(around("", &asked("eau"), 9).is_empty());
    }
}
