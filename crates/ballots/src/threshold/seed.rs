//! What a holder keeps: one short secret.

use std::fmt;

use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::credential::{is_base58, random_character};
use crate::{Error, Group, SecretScalar};

/// How many characters a seed has.
const LENGTH: usize = 22;

/// A holder's seed: 22 Base58 characters, wiped when dropped, never printed.
pub struct Seed(Zeroizing<String>);

impl Seed {
    /// Draws a new seed, each character uniform in the alphabet.
    pub fn random<R: CryptoRng + ?Sized>(rng: &mut R) -> Self {
        let mut seed = Zeroizing::new(String::with_capacity(LENGTH));
        while seed.len() < LENGTH {
            seed.push(random_character(rng));
        }
        Self(seed)
    }

    /// Reads a seed.
    ///
    /// # Errors
    /// [`Error::Seed`] for anything but 22 Base58 characters.
    pub fn parse(text: &str) -> Result<Self, Error> {
        if text.len() == LENGTH && text.bytes().all(is_base58) {
            Ok(Self(Zeroizing::new(text.to_owned())))
        } else {
            Err(Error::Seed)
        }
    }

    /// The seed as the holder keeps it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The key that the holder signs with (specification, section 4.6.1).
    pub fn signing_key<G: Group>(&self) -> SecretScalar<G> {
        self.derive("sk|")
    }

    /// The key that opens messages to the holder (specification, section 4.6.1).
    pub fn opening_key<G: Group>(&self) -> SecretScalar<G> {
        self.derive("dk|")
    }

    fn derive<G: Group>(&self, prefix: &str) -> SecretScalar<G> {
        let digest = Sha256::new()
            .chain_update(prefix)
            .chain_update(self.0.as_bytes())
            .finalize();
        let mut number = Zeroizing::new([0; 64]);
        number[32..].copy_from_slice(&digest);
        SecretScalar::from_wide(&number)
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Seed(..)")
    }
}
