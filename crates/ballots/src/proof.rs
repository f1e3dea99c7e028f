//! The proof of knowledge of a secret key.

use std::fmt;

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::{Error, Group, Making, SecretScalar, nonce};

/// A Schnorr proof in the form that Belenios writes: the challenge and the response.
///
/// With w the nonce, the challenge is the hash of `pok|GROUP|X|` and of the commitment w·g, and the
/// response is w - x·challenge (Belenios specification, public keys of trustees).
pub struct Proof<G: Group> {
    pub(crate) challenge: G::Scalar,
    pub(crate) response: G::Scalar,
}

/// A proof as the wire spells it, with nothing checked yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProofText {
    /// The challenge, in decimal.
    pub challenge: String,
    /// The response, in decimal.
    pub response: String,
}

impl<G: Group> Proof<G> {
    /// Proves that whoever calls knows the secret of its public key.
    pub fn of_knowledge<R>(secret: &SecretScalar<G>, rng: &mut R) -> Self
    where
        G: Making,
        R: CryptoRng + ?Sized,
    {
        Self::of_secret(&statement::<G>(&secret.public()), secret, rng)
    }

    /// Proves a statement with a secret; the statement names everything that the proof is bound to.
    pub(crate) fn of_secret<R>(statement: &str, secret: &SecretScalar<G>, rng: &mut R) -> Self
    where
        G: Making,
        R: CryptoRng + ?Sized,
    {
        let nonce = nonce::hedged(rng, secret, statement);
        let challenge = challenge::<G>(statement, &nonce.public());
        let response = *nonce.expose() - *secret.expose() * challenge;
        Self {
            challenge,
            response,
        }
    }

    /// Checks that the maker of the proof knew the secret of this public key.
    ///
    /// # Errors
    /// [`Error::ElementIsIdentity`] when the key is the neutral element, whose secret everybody
    /// knows, and [`Error::ProofOfKnowledge`] when the proof does not hold.
    pub fn verify_knowledge(&self, public_key: &G::Element) -> Result<(), Error> {
        self.verify_secret(&statement::<G>(public_key), public_key)
    }

    /// Checks a proof of a statement by the secret of this public key.
    ///
    /// # Errors
    /// The same as [`Proof::verify_knowledge`].
    pub(crate) fn verify_secret(
        &self,
        statement: &str,
        public_key: &G::Element,
    ) -> Result<(), Error> {
        if *public_key == G::identity() {
            return Err(Error::ElementIsIdentity);
        }
        let commitment = G::combine_public(&self.response, &self.challenge, public_key);
        if challenge::<G>(statement, &commitment) == self.challenge {
            Ok(())
        } else {
            Err(Error::ProofOfKnowledge)
        }
    }

    /// Reads the two numbers of a proof.
    ///
    /// # Errors
    /// [`Error::Field`] naming `challenge` or `response`, when it is not a number in [0, q).
    pub fn parse(text: &ProofText) -> Result<Self, Error> {
        let number =
            |text: &str, field| G::decode_scalar(text).map_err(|cause| cause.within(field));
        Ok(Self {
            challenge: number(&text.challenge, "challenge")?,
            response: number(&text.response, "response")?,
        })
    }

    /// Writes the two numbers of the proof.
    pub fn print(&self) -> ProofText {
        ProofText {
            challenge: G::encode_scalar(&self.challenge),
            response: G::encode_scalar(&self.response),
        }
    }
}

impl<G: Group> Clone for Proof<G> {
    fn clone(&self) -> Self {
        Self {
            challenge: self.challenge,
            response: self.response,
        }
    }
}

impl<G: Group> PartialEq for Proof<G> {
    fn eq(&self, other: &Self) -> bool {
        self.challenge == other.challenge && self.response == other.response
    }
}

impl<G: Group> Eq for Proof<G> {}

impl<G: Group> fmt::Debug for Proof<G> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.print().fmt(formatter)
    }
}

/// What is claimed, as it goes into the hash: `pok|GROUP|X|`.
fn statement<G: Group>(public_key: &G::Element) -> String {
    format!("pok|{}|{}|", G::NAME, G::encode(public_key))
}

/// The challenge that a commitment draws.
fn challenge<G: Group>(statement: &str, commitment: &G::Element) -> G::Scalar {
    G::challenge(&format!("{statement}{}", G::encode(commitment)))
}
