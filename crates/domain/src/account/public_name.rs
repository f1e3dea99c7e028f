//! The name that someone shows beside what she writes.

use crate::fold;
use std::fmt;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

const MIN: usize = 2;
const MAX: usize = 40;

/// A name for others to see: 2 to 40 characters, all of them visible.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PublicName(String);

/// Why a name cannot be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PublicNameError {
    /// Nothing was typed.
    #[error("the name is empty")]
    Empty,
    /// Less than two characters, or than two letters and digits.
    #[error("the name has less than {MIN} characters")]
    TooShort,
    /// More than forty characters.
    #[error("the name has more than {MAX} characters")]
    TooLong,
    /// An `@`, or a character that nobody sees.
    #[error("a character cannot stand in a name")]
    BadCharacter,
    /// It could be taken for the landlord's or an association's.
    #[error("the name is reserved")]
    Reserved,
}

impl PublicName {
    /// Takes a name, unless it could be taken for one of the reserved ones.
    pub fn parse(typed: &str, reserved: &[&str]) -> Result<Self, PublicNameError> {
        let composed: String = typed.nfc().collect();
        let name = composed.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return Err(PublicNameError::Empty);
        }
        if name
            .chars()
            .any(|c| c == '@' || c.is_control() || fold::is_invisible(c))
        {
            return Err(PublicNameError::BadCharacter);
        }
        if name.chars().count() > MAX {
            return Err(PublicNameError::TooLong);
        }
        let key = fold::key(&name);
        if key.chars().count() < MIN {
            return Err(PublicNameError::TooShort);
        }
        let mut reserved = reserved.iter().map(|name| fold::key(name));
        if reserved.any(|reserved| !reserved.is_empty() && key.contains(&reserved)) {
            return Err(PublicNameError::Reserved);
        }
        Ok(Self(name))
    }

    /// The name as it is shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name folded for comparison: two people with one key would be taken for each other.
    #[must_use]
    pub fn key(&self) -> String {
        fold::key(&self.0)
    }
}

impl fmt::Display for PublicName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RESERVED: [&str; 3] = ["Rive-Neuve Habitat", "CLCV", ""];

    fn parse(typed: &str) -> Result<String, PublicNameError> {
        PublicName::parse(typed, &RESERVED).map(|name| name.as_str().to_owned())
    }

    #[test]
    fn a_name_is_shown_as_typed_without_stray_spaces() {
        assert_eq!(parse("  Claire   du 3e "), Ok("Claire du 3e".into()));
        assert_eq!(parse("Ἑλένη"), Ok("Ἑλένη".into()));
    }

    #[test]
    fn names_that_look_the_same_have_one_key() {
        let key = |name| PublicName::parse(name, &[]).unwrap().key();
        assert_eq!(key("Claire M."), key("claire m"));
        assert_eq!(key("Hélène"), key("HELENE"));
        assert_eq!(key("Сlаirе"), key("Claire"));
    }

    #[test]
    fn a_name_has_nothing_hidden_in_it() {
        for typed in [
            "a@b.fr",
            "Cla\u{200b}ire",
            "Cla\u{202e}ire",
            "Cla\u{7}ire",
            "\u{3164}x",
        ] {
            assert_eq!(
                parse(typed),
                Err(PublicNameError::BadCharacter),
                "{typed:?}"
            );
        }
    }

    #[test]
    fn a_name_has_two_to_forty_characters() {
        assert_eq!(parse(" "), Err(PublicNameError::Empty));
        assert_eq!(parse("C."), Err(PublicNameError::TooShort));
        assert_eq!(parse(&"é".repeat(40)), Ok("é".repeat(40)));
        assert_eq!(parse(&"é".repeat(41)), Err(PublicNameError::TooLong));
    }

    #[test]
    fn nobody_passes_for_the_landlord_or_an_association() {
        for typed in [
            "Rive Neuve Habitat",
            "L’équipe RIVE-NEUVE-HABITAT",
            "clcv Dijon",
            "С.L.C.V.",
        ] {
            assert_eq!(parse(typed), Err(PublicNameError::Reserved), "{typed}");
        }
    }
}
