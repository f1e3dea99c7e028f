//! The public key of one key holder.

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::{Error, Group, Making, Proof, ProofText, SecretScalar};

/// A key holder's public key whose proof of knowledge was checked.
///
/// Without the proof, the last holder to publish could choose a key that cancels the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrusteeKey<G: Group> {
    public_key: G::Element,
    pok: Proof<G>,
}

/// A key holder's public key as the wire spells it, with nothing checked yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrusteeKeyText {
    /// The proof that the holder knows the secret key.
    pub pok: ProofText,
    /// The public key, an encoded group element.
    pub public_key: String,
}

impl<G: Group> TrusteeKey<G> {
    /// Publishes the key that belongs to a secret.
    pub fn publish<R>(secret: &SecretScalar<G>, rng: &mut R) -> Self
    where
        G: Making,
        R: CryptoRng + ?Sized,
    {
        Self {
            public_key: secret.public(),
            pok: Proof::of_knowledge(secret, rng),
        }
    }

    /// Reads a public key and checks the proof that comes with it.
    ///
    /// # Errors
    /// [`Error::Field`] naming `public_key` or `pok`, with what is wrong: the encoding, the neutral
    /// element, or a proof that does not hold.
    pub fn verify(text: &TrusteeKeyText) -> Result<Self, Error> {
        let public_key = G::decode(&text.public_key).map_err(|cause| cause.within("public_key"))?;
        let pok = Proof::parse(&text.pok).map_err(|cause| cause.within("pok"))?;
        pok.verify_knowledge(&public_key)
            .map_err(|cause| cause.within("pok"))?;
        Ok(Self { public_key, pok })
    }

    /// The public key itself.
    pub fn public_key(&self) -> &G::Element {
        &self.public_key
    }

    /// Writes the key and its proof; the fields come in the order Belenios prints them.
    pub fn print(&self) -> TrusteeKeyText {
        TrusteeKeyText {
            pok: self.pok.print(),
            public_key: G::encode(&self.public_key),
        }
    }
}
