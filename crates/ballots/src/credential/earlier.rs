//! The codes of Belenios 2.0, which are read and never made.

use std::fmt;

use hmac::Hmac;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::ALPHABET;
use crate::{ElectionId, Error, Group, SecretScalar};

/// How many rounds of PBKDF2 Belenios 2.0 makes.
const ROUNDS: u32 = 1000;

/// Where the hyphens stand: `XXX-XXX-XXX-XXX-XXX`.
const HYPHENS: [usize; 4] = [3, 7, 11, 15];

/// A voter's code of Belenios 2.0: 14 Base58 characters and a check digit, wiped when dropped.
pub struct EarlierCredential(Zeroizing<String>);

impl EarlierCredential {
    /// Reads a code, with its four hyphens.
    ///
    /// # Errors
    /// [`Error::EarlierCredentialShape`] when the length or a hyphen is wrong,
    /// [`Error::CredentialCharacter`] when a character is outside the alphabet, and
    /// [`Error::CredentialChecksum`] when the last character does not fit the others.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let characters = text.as_bytes();
        if characters.len() != 19 || HYPHENS.iter().any(|at| characters[*at] != b'-') {
            return Err(Error::EarlierCredentialShape);
        }
        let mut digits = Zeroizing::new(Vec::with_capacity(15));
        for (position, character) in characters.iter().enumerate() {
            if HYPHENS.contains(&position) {
                continue;
            }
            let digit = (0u32..).zip(ALPHABET).find(|(_, one)| *one == character);
            let (digit, _) = digit.ok_or(Error::CredentialCharacter { position })?;
            digits.push(digit);
        }
        // Specification, section 4.8: the check digit is 53 less the number modulo 53.
        let (check, number) = digits.split_last().ok_or(Error::EarlierCredentialShape)?;
        let remainder = number.iter().fold(0, |sum, digit| (sum * 58 + digit) % 53);
        if *check == 53 - remainder {
            Ok(Self(Zeroizing::new(text.to_owned())))
        } else {
            Err(Error::CredentialChecksum)
        }
    }

    /// The secret key that the code stands for in one election (specification, section 4.8).
    pub fn derive<G: Group>(&self, election: &ElectionId) -> SecretScalar<G> {
        let salt = election.as_str().as_bytes();
        let mut number = Zeroizing::new([0; 64]);
        // The 256 bits are the lower half of a wide number, so that one reduction serves both.
        let (_, lower) = number.split_at_mut(32);
        pbkdf2::pbkdf2::<Hmac<Sha256>>(self.0.as_bytes(), salt, ROUNDS, lower)
            .expect("HMAC takes a password of any length");
        SecretScalar::from_wide(&number)
    }
}

impl fmt::Debug for EarlierCredential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("EarlierCredential(..)")
    }
}
