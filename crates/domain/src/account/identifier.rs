//! What someone types to sign in, when she has no e-mail address.

use crate::fold::fold;
use std::fmt;
use thiserror::Error;

const MIN: usize = 3;
const MAX: usize = 40;
/// Room for "-65535" behind a suggested name.
const MAX_NUMBER: usize = 6;

/// An identifier: 3 to 40 of `a-z`, `0-9`, `.`, `-`, `_`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Identifier(String);

/// Why what was typed is no identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum IdentifierError {
    /// Nothing was typed.
    #[error("the identifier is empty")]
    Empty,
    /// Less than three characters.
    #[error("the identifier has less than {MIN} characters")]
    TooShort,
    /// More than forty characters.
    #[error("the identifier has more than {MAX} characters")]
    TooLong,
    /// Something else than a letter, a digit, a dot, a dash or an underscore.
    #[error("\"{0}\" cannot stand in an identifier")]
    BadCharacter(char),
}

impl Identifier {
    /// Reads an identifier, capitals and accents aside.
    pub fn parse(typed: &str) -> Result<Self, IdentifierError> {
        let folded = fold(typed.trim());
        if folded.is_empty() {
            return Err(IdentifierError::Empty);
        }
        if let Some(bad) = folded.chars().find(|&c| !is_allowed(c)) {
            return Err(IdentifierError::BadCharacter(bad));
        }
        match folded.len() {
            length if length < MIN => Err(IdentifierError::TooShort),
            length if length > MAX => Err(IdentifierError::TooLong),
            _ => Ok(Self(folded)),
        }
    }

    /// The identifier as it is stored and compared.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Suggests an identifier for a name: "Claire Moreau" and 482 give "claire.moreau-482".
#[must_use]
pub fn suggest(name: &str, number: u16) -> Identifier {
    let folded = fold(name);
    let words = folded
        .split(|c: char| !is_allowed(c))
        .filter(|word| !word.is_empty());
    let mut base = words.collect::<Vec<_>>().join(".");
    // ASCII alone is left, so any length is a boundary.
    base.truncate(MAX - MAX_NUMBER);
    let base = base.trim_matches(['.', '-', '_']);
    // A name in another script leaves nothing.
    let base = if base.is_empty() { "locataire" } else { base };
    Identifier(format!("{base}-{number}"))
}

fn is_allowed(c: char) -> bool {
    matches!(c, 'a'..='z' | '0'..='9' | '.' | '-' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(typed: &str) -> Result<String, IdentifierError> {
        Identifier::parse(typed).map(|identifier| identifier.as_str().to_owned())
    }

    #[test]
    fn capitals_and_accents_do_not_count() {
        assert_eq!(parse(" Éloïse.Moreau-482 "), Ok("eloise.moreau-482".into()));
    }

    #[test]
    fn what_cannot_stand_in_an_identifier_is_named() {
        assert_eq!(parse(" "), Err(IdentifierError::Empty));
        assert_eq!(parse("ab"), Err(IdentifierError::TooShort));
        assert_eq!(parse(&"a".repeat(41)), Err(IdentifierError::TooLong));
        assert_eq!(
            parse("claire@b.fr"),
            Err(IdentifierError::BadCharacter('@'))
        );
        assert_eq!(
            parse("claire moreau"),
            Err(IdentifierError::BadCharacter(' '))
        );
    }

    #[test]
    fn a_suggestion_is_always_an_identifier() {
        assert_eq!(suggest("Claire Moreau", 482).as_str(), "claire.moreau-482");
        assert_eq!(
            suggest("D’Œuvré, Jean-Paul", 1).as_str(),
            "d.oeuvre.jean-paul-1"
        );
        assert_eq!(suggest("محمد", 7).as_str(), "locataire-7");
        for name in ["", "-", "a", &"Anne-".repeat(30), "Li"] {
            let suggested = suggest(name, 65535);
            assert_eq!(
                Identifier::parse(suggested.as_str()),
                Ok(suggested.clone()),
                "{name}"
            );
        }
    }
}
