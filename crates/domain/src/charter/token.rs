//! A text as words, white space and punctuation: what differences and merges count in.
//!
//! An apostrophe closes the elided word before it (`l'`, `qu'`). Composed and decomposed accents,
//! `’` and `'`, plain and no-break spaces are one when tokens are compared; their bytes are kept.

use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters and digits, with the apostrophe that elides the last of them.
    Word,
    /// A run of white space, line ends and no-break spaces with it.
    Space,
    /// One sign.
    Mark,
}

/// A piece of a text, with its bytes as they stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// Its bytes.
    pub text: &'a str,
    /// What it is.
    pub kind: TokenKind,
}

/// The tokens of a text, in order: one after the other they are the text again.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::with_capacity(text.len() / 3);
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if let Some(last) = before
            && !joined(last, c)
        {
            found.push(token(text, start..at));
            start = at;
        }
        before = Some(c);
    }
    if start < text.len() {
        found.push(token(text, start..text.len()));
    }
    found
}

/// Where each token starts, and where the last one ends: one more than there are tokens.
#[must_use]
pub fn offsets(tokens: &[Token<'_>]) -> Vec<usize> {
    let mut at = 0;
    let mut found = Vec::with_capacity(tokens.len() + 1);
    found.push(0);
    for token in tokens {
        at += token.text.len();
        found.push(at);
    }
    found
}

impl<'a> Token<'a> {
    /// What is compared: two tokens with one key say the same.
    ///
    /// White space within a line is one space; a line end keeps what tells it apart, because in
    /// Markdown it may break a line or nest an item.
    #[must_use]
    pub fn key(&self) -> Cow<'a, str> {
        match self.kind {
            TokenKind::Space if self.text == " " || self.text == "\n" => Cow::Borrowed(self.text),
            TokenKind::Space if !self.text.contains('\n') => Cow::Borrowed(" "),
            TokenKind::Space => Cow::Owned(
                self.text
                    .replace("\r\n", "\n")
                    .replace(['\u{a0}', '\u{202f}'], " "),
            ),
            _ if self.text.is_ascii() => Cow::Borrowed(self.text),
            _ => folded(self.text),
        }
    }

    /// Whether it is a word.
    #[must_use]
    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    /// Whether it is white space.
    #[must_use]
    pub fn is_space(&self) -> bool {
        self.kind == TokenKind::Space
    }
}

/// How many words a text has.
#[must_use]
pub fn words(text: &str) -> usize {
    tokens(text).iter().filter(|token| token.is_word()).count()
}

/// Whether two texts say the same, whatever their apostrophes and no-break spaces are.
#[must_use]
pub fn same(a: &str, b: &str) -> bool {
    a == b || {
        let (a, b) = (tokens(a), tokens(b));
        a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| a.key() == b.key())
    }
}

fn folded(text: &str) -> Cow<'_, str> {
    if is_nfc_quick(text.chars()) == IsNormalized::Yes && !text.contains('’') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.nfc()
            .map(|c| if c == '’' { '\'' } else { c })
            .collect(),
    )
}

fn token(text: &str, at: Range<usize>) -> Token<'_> {
    let text = &text[at];
    let kind = match text.chars().next() {
        Some(c) if c.is_whitespace() => TokenKind::Space,
        Some(c) if in_word(c) => TokenKind::Word,
        _ => TokenKind::Mark,
    };
    Token { text, kind }
}

/// Whether two neighbours belong to one token. Nothing but the two decides, so that pieces of
/// several texts put together fall into the tokens that they had.
fn joined(before: char, after: char) -> bool {
    let word = in_word(before);
    word && (in_word(after) || is_apostrophe(after))
        || before.is_whitespace() && after.is_whitespace()
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

fn is_apostrophe(c: char) -> bool {
    c == '\'' || c == '’'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|token| token.text).collect()
    }

    #[test]
    fn an_apostrophe_closes_the_elided_word() {
        assert_eq!(
            cut("L’eau, qu'il\u{a0}«\u{202f}paie »."),
            [
                "L’", "eau", ",", " ", "qu'", "il", "\u{a0}", "«", "\u{202f}", "paie", " ", "»",
                "."
            ]
        );
    }

    #[test]
    fn apostrophes_spaces_and_accents_are_compared_by_what_they_say() {
        assert!(same("l’été\u{a0}1", "l'e\u{301}te\u{301} 1"));
        assert!(!same("un\ndeux", "un deux"));
        assert!(same("un\r\ndeux", "un\ndeux"));
        assert!(!same("Été", "été"));
    }
}
