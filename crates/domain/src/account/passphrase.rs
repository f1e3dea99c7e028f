//! Which passphrases are refused.
//!
//! Length is what counts (NIST SP 800-63B, 5.1.1.2; CNIL, délibération 2022-100): no rules on
//! capitals or signs, only a floor, a short list of what everybody tries first, and the person's
//! own name.

use crate::fold::{fold, key};
use thiserror::Error;

const MIN: usize = 10;
/// Beyond this a hash would only cost time.
const MAX: usize = 200;
/// Shorter parts of a name stand in too many words.
const MIN_NAME: usize = 4;
/// With fewer different characters it is a run of the same keys.
const MIN_DIFFERENT: usize = 4;

/// Why a passphrase is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PassphraseError {
    /// Too few characters.
    #[error("the passphrase has less than {min} characters")]
    TooShort {
        /// Characters needed.
        min: usize,
    },
    /// Too many characters.
    #[error("the passphrase has more than {max} characters")]
    TooLong {
        /// Characters allowed.
        max: usize,
    },
    /// One of those that everybody tries first.
    #[error("the passphrase is a common one")]
    TooCommon,
    /// It has the person's name or identifier in it.
    #[error("the passphrase contains the name or the identifier")]
    ContainsName,
}

/// Refuses a passphrase that is short, common, or contains one of the given names.
pub fn check(passphrase: &str, names: &[&str]) -> Result<(), PassphraseError> {
    let length = passphrase.trim().chars().count();
    if length < MIN {
        return Err(PassphraseError::TooShort { min: MIN });
    }
    if length > MAX {
        return Err(PassphraseError::TooLong { max: MAX });
    }
    let bare = key(passphrase);
    if is_common(passphrase, &bare) {
        return Err(PassphraseError::TooCommon);
    }
    if names.iter().any(|name| contains(&bare, name)) {
        return Err(PassphraseError::ContainsName);
    }
    Ok(())
}

/// Digits and signs around a common word make it no rarer.
fn is_common(passphrase: &str, bare: &str) -> bool {
    let mut different: Vec<char> = fold(passphrase).chars().collect();
    different.sort_unstable();
    different.dedup();
    let letters = bare.trim_matches(|c: char| c.is_ascii_digit());
    different.len() < MIN_DIFFERENT
        || COMMON.contains(&bare)
        || COMMON.contains(&letters)
        || bare.chars().all(|c| c.is_ascii_digit()) && is_run(bare)
}

/// "2345678901": each digit follows the one before it, upwards or downwards.
fn is_run(digits: &str) -> bool {
    let steps = |up: u8| {
        let bytes = digits.as_bytes();
        bytes
            .windows(2)
            .all(|pair| (pair[0] - b'0' + up) % 10 == pair[1] - b'0')
    };
    steps(1) || steps(9)
}

fn contains(bare: &str, name: &str) -> bool {
    let words = name.split(|c: char| !c.is_alphanumeric()).map(key);
    words
        .chain([key(name)])
        .any(|word| word.chars().count() >= MIN_NAME && bare.contains(&word))
}

/// Folded, without spaces or signs; digits before and after are taken off before comparing.
const COMMON: [&str; 40] = [
    "1q2w3e4r5t",
    "1a2z3e4r5t",
    "a1z2e3r4t5",
    "abcdefghij",
    "abcdefghijklmnopqrstuvwxyz",
    "administrateur",
    "administrator",
    "azerty",
    "azertyuiop",
    "azertyazerty",
    "bailleur",
    "bienvenue",
    "bonjour",
    "bonjourbonjour",
    "changeme",
    "changezmoi",
    "correcthorsebatterystaple",
    "doudou",
    "football",
    "iloveyou",
    "jetaime",
    "letmein",
    "locataire",
    "logement",
    "loulou",
    "marseille",
    "monmotdepasse",
    "motdepasse",
    "motdepassemotdepasse",
    "palier",
    "passphrase",
    "password",
    "passwordpassword",
    "princesse",
    "qwerty",
    "qwertyuiop",
    "qwertyqwerty",
    "secret",
    "soleil",
    "superman",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_is_what_counts() {
        assert_eq!(
            check("neuf lett", &[]),
            Err(PassphraseError::TooShort { min: 10 })
        );
        assert_eq!(
            check("         a", &[]),
            Err(PassphraseError::TooShort { min: 10 })
        );
        assert_eq!(check("dix lettre", &[]), Ok(()));
        assert_eq!(
            check(&"phrase ".repeat(29), &[]),
            Err(PassphraseError::TooLong { max: 200 })
        );
    }

    #[test]
    fn what_everybody_tries_first_is_refused() {
        let common = [
            "Mot de passe",
            "motdepasse2030!",
            "azertyuiop",
            "Azerty123456",
            "1234567890",
            "9876543210",
            "aaaaaaaaaaaa",
            "abababababab",
            "je t’aime 123",
        ];
        for passphrase in common {
            assert_eq!(
                check(passphrase, &[]),
                Err(PassphraseError::TooCommon),
                "{passphrase}"
            );
        }
        assert_eq!(check("06 12 34 56 78", &[]), Ok(()));
    }

    #[test]
    fn ones_own_name_is_refused_in_any_spelling() {
        let names = ["claire.moreau-482", "Claire Moréau"];
        for passphrase in [
            "MOREAU au 3e étage",
            "chat claire chat",
            "cl-ai-re-mo-re-au",
        ] {
            assert_eq!(
                check(passphrase, &names),
                Err(PassphraseError::ContainsName)
            );
        }
        assert_eq!(check("le chat du 482 dort", &names), Ok(()));
        assert_eq!(check("le chat du palier dort", &["", "Li"]), Ok(()));
    }
}
