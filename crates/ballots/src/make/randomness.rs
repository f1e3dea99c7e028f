//! All of a ballot's randomness but the signature's, expanded from one seed.

use std::fmt;

use rand_core::CryptoRng;
use sha2::{Digest, Sha256, Sha512};
use zeroize::Zeroizing;

use super::Choices;
use crate::{Making, SecretScalar};

/// The seed of one ballot: whoever has it and the ballot reads the vote.
///
/// Wiped when dropped, and printed only in an opening.
#[derive(Clone)]
pub struct BallotSeed(Zeroizing<[u8; 32]>);

impl BallotSeed {
    /// Draws a seed; each ballot has its own.
    ///
    /// The credential is hashed in, so that nobody guesses the seed of a ballot even where the
    /// generator turns out to be broken; the seed shows nothing of the credential.
    pub fn random<G, R>(credential: &SecretScalar<G>, rng: &mut R) -> Self
    where
        G: Making,
        R: CryptoRng + ?Sized,
    {
        let mut fresh = Zeroizing::new([0; 64]);
        rng.fill_bytes(&mut *fresh);
        let digest = Sha256::new()
            .chain_update(b"palier|ballot seed|")
            .chain_update(*fresh)
            .chain_update(&*G::scalar_bytes(credential.expose()))
            .finalize();
        Self(Zeroizing::new(digest.into()))
    }

    /// Takes a seed out of an opening.
    pub(super) fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes, for an opening.
    pub(super) fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for BallotSeed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("BallotSeed(..)")
    }
}

/// The randomness of one ballot or of one of its questions.
///
/// It depends on the election, the credential and the choices too, so that a seed that is used
/// twice by mistake never encrypts two votes with the same numbers.
pub(super) struct Randomness(Sha512);

impl Randomness {
    /// Begins the expansion; `voter` is the election's fingerprint and the credential.
    pub fn new(seed: &BallotSeed, voter: &str, choices: &Choices) -> Self {
        let state = Sha512::new()
            .chain_update(b"palier|ballot|1|")
            .chain_update(*seed.0)
            .chain_update(voter.as_bytes())
            .chain_update(b"|")
            .chain_update(Zeroizing::new(choices.expose()).as_bytes());
        Self(state)
    }

    /// The randomness of one question.
    pub fn question(&self, at: usize) -> Self {
        Self(self.0.clone().chain_update(format!("|{at}|")))
    }

    /// The secret number of this name: 512 bits, modulo q.
    pub fn scalar<G: Making>(&self, name: &str) -> SecretScalar<G> {
        let digest = self.0.clone().chain_update(name.as_bytes()).finalize();
        SecretScalar::from_wide(&Zeroizing::new(digest.into()))
    }
}
