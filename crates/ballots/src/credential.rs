//! Voters' codes and the keys that follow from them.

mod earlier;
mod entry;
mod list;
mod roll;
mod share;
mod shares;
mod words;

use std::fmt;

use rand_core::CryptoRng;
use zeroize::Zeroizing;

pub(crate) use entry::Entry;

pub use earlier::EarlierCredential;
pub use list::{Combined, PublicCredentials, combine};
pub use roll::{Voter, read_roll};
pub use share::{Half, LinkHalf, LinkTag, Share, ShareText};
pub use shares::{SharesText, roll_fingerprint};

use crate::{ElectionId, Error, Group, HashLayer, SecretScalar};

/// The characters of a code: no 0, O, I or l, which people confuse.
const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// How many characters a code has, hyphens included.
const LENGTH: usize = 25;

/// Where the hyphens stand: `XXXXX-XXXXXX-XXXXX-XXXXXX`.
const HYPHENS: [usize; 3] = [5, 12, 18];

/// The code a voter types in: 22 Base58 characters (128 bits), wiped when dropped, never printed.
///
/// This is the form of Belenios 3.3; there is no check digit in it.
pub struct Credential(Zeroizing<String>);

impl Credential {
    /// Draws a new code, each character uniform in the alphabet.
    pub fn random<R: CryptoRng + ?Sized>(rng: &mut R) -> Self {
        // Reserved at once: growing would leave copies behind that nothing wipes.
        let mut code = Zeroizing::new(String::with_capacity(LENGTH));
        while code.len() < LENGTH {
            if HYPHENS.contains(&code.len()) {
                code.push('-');
            }
            code.push(random_character(rng));
        }
        Self(code)
    }

    /// Reads a code, hyphens included.
    ///
    /// # Errors
    /// [`Error::CredentialShape`] when the length or a hyphen is wrong, and
    /// [`Error::CredentialCharacter`] when a character is outside the alphabet.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let characters = text.as_bytes();
        if characters.len() != LENGTH || HYPHENS.iter().any(|at| characters[*at] != b'-') {
            return Err(Error::CredentialShape);
        }
        let foreign =
            |(at, character): (usize, &u8)| !HYPHENS.contains(&at) && !is_base58(*character);
        match characters.iter().enumerate().position(foreign) {
            Some(position) => Err(Error::CredentialCharacter { position }),
            None => Ok(Self(Zeroizing::new(text.to_owned()))),
        }
    }

    /// Reads a code as people type it: in words, or in 22 characters whose hyphens may be spaces or
    /// left out.
    ///
    /// # Errors
    /// Those of [`Credential::from_words`] for more words than a code has groups, and those of
    /// [`Credential::parse`].
    pub fn read(text: &str) -> Result<Self, Error> {
        if text.split_whitespace().count() > HYPHENS.len() + 1 {
            return Self::from_words(text);
        }
        let between = |c: char| c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}');
        // Reserved at once: growing would leave copies behind that nothing wipes.
        let mut spelt = Zeroizing::new(String::with_capacity(text.len() + HYPHENS.len()));
        for character in text.chars().filter(|c| !between(*c)) {
            if HYPHENS.contains(&spelt.len()) {
                spelt.push('-');
            }
            spelt.push(character);
        }
        Self::parse(&spelt)
    }

    /// The code as the voter receives it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The secret key that the code stands for in one election.
    ///
    /// The 512-bit number of [`HashLayer::credential`], modulo q. Its [`SecretScalar::public`] is the
    /// public credential.
    pub fn derive<G: Group>(&self, election: &ElectionId) -> SecretScalar<G> {
        SecretScalar::from_wide(&G::Hashes::credential(election.as_str(), &self.0))
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Credential(..)")
    }
}

/// Whether a character is in the alphabet of codes and election identifiers.
pub(crate) fn is_base58(character: u8) -> bool {
    ALPHABET.contains(&character)
}

/// One character, uniform: a draw of 6 bits that falls outside the alphabet is thrown away.
pub(crate) fn random_character<R: CryptoRng + ?Sized>(rng: &mut R) -> char {
    loop {
        let mut byte = [0];
        rng.fill_bytes(&mut byte);
        if let Some(character) = ALPHABET.get(usize::from(byte[0] & 63)) {
            return char::from(*character);
        }
    }
}
