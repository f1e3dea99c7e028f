//! Identifiers of elections.

use std::fmt;

use rand_core::CryptoRng;

use crate::Error;
use crate::credential::{is_base58, random_character};

/// The shortest identifier that Belenios takes.
const LEAST: usize = 14;

/// The `uuid` of an election: at least 14 Base58 characters.
///
/// It goes between bars into what is hashed, so a character outside the alphabet is refused.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ElectionId(String);

impl ElectionId {
    /// Reads an identifier.
    ///
    /// # Errors
    /// [`Error::ElectionIdLength`] or [`Error::ElectionIdCharacter`].
    pub fn parse(text: &str) -> Result<Self, Error> {
        if text.len() < LEAST {
            return Err(Error::ElectionIdLength {
                least: LEAST,
                found: text.len(),
            });
        }
        match text.bytes().position(|character| !is_base58(character)) {
            Some(position) => Err(Error::ElectionIdCharacter { position }),
            None => Ok(Self(text.to_owned())),
        }
    }

    /// Draws an identifier.
    pub fn random<R: CryptoRng + ?Sized>(rng: &mut R) -> Self {
        Self((0..LEAST).map(|_| random_character(rng)).collect())
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ElectionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
