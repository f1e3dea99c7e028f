//! Secret exponents.

use std::fmt;

use rand_core::CryptoRng;
use zeroize::{Zeroize, Zeroizing};

use crate::{Error, Group, Making};

/// A secret number modulo q: wiped when dropped, never printed, never copied.
pub struct SecretScalar<G: Group>(G::Scalar);

impl<G: Making> SecretScalar<G> {
    /// Draws a secret from 512 random bits, so that reducing them modulo q leaves no bias.
    pub fn random<R: CryptoRng + ?Sized>(rng: &mut R) -> Self {
        let mut bytes = Zeroizing::new([0; 64]);
        rng.fill_bytes(&mut *bytes);
        Self::from_wide(&bytes)
    }
}

impl<G: Group> SecretScalar<G> {
    /// The secret that 512 big-endian bits stand for, modulo q.
    pub fn from_wide(bytes: &[u8; 64]) -> Self {
        Self(G::reduce_wide(bytes))
    }

    /// Reads a secret from its decimal spelling, as key files hold it.
    ///
    /// # Errors
    /// The same as [`Group::decode_scalar`].
    pub fn decode(text: &str) -> Result<Self, Error> {
        G::decode_scalar(text).map(Self)
    }

    /// Writes the secret in decimal, for a key file; the text wipes itself too.
    pub fn encode(&self) -> Zeroizing<String> {
        Zeroizing::new(G::encode_scalar(&self.0))
    }

    /// The public key that belongs to the secret: g multiplied by it.
    pub fn public(&self) -> G::Element {
        G::multiply_generator(&self.0)
    }

    /// The sum of two secrets, whose public key is the sum of the two public keys.
    ///
    /// A credential shared between two authorities is such a sum, and nobody but the voter sees it.
    pub fn join(&self, other: &Self) -> Self {
        Self(self.0 + other.0)
    }

    /// The secret multiplied by a public number.
    pub(crate) fn scale(&self, factor: &G::Scalar) -> Self {
        Self(self.0 * *factor)
    }

    /// The number itself, for the proofs of this crate.
    pub(crate) fn expose(&self) -> &G::Scalar {
        &self.0
    }
}

impl<G: Group> Drop for SecretScalar<G> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<G: Group> fmt::Debug for SecretScalar<G> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SecretScalar(..)")
    }
}
