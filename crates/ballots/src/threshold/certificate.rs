//! Rounds 1 and 2: the holders' certificates (specification, section 4.6.2).

use rand_core::CryptoRng;

use super::Seed;
use super::message::{json, open_key, sign};
use crate::check::check_message_signature;
use crate::election::differs;
use crate::wire::{CertificateKeysText, ContextText, SignedText, parse};
use crate::{Error, Group, Making, ProofText, SecretScalar};

/// Which key establishment, and which of its holders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
    /// How many holders there are.
    pub size: u64,
    /// How many suffice.
    pub threshold: u64,
    /// The number of the holder, counted from 1.
    pub index: u64,
}

impl Context {
    fn text<G: Group>(self) -> ContextText {
        ContextText {
            group: G::NAME.to_owned(),
            size: self.size,
            threshold: self.threshold,
            index: self.index,
        }
    }
}

/// Round 1: makes a holder's certificate.
///
/// # Errors
/// [`Error::ThresholdBounds`] for a context that cannot be.
pub fn certify<G: Making, R: CryptoRng + ?Sized>(
    seed: &Seed,
    context: Context,
    rng: &mut R,
) -> Result<SignedText, Error> {
    let Context {
        size,
        threshold,
        index,
    } = context;
    if threshold == 0 || threshold > size || index == 0 || index > size {
        return Err(Error::ThresholdBounds { threshold, size });
    }
    let key = seed.signing_key::<G>();
    let keys = CertificateKeysText {
        context: Some(context.text::<G>()),
        verification: G::encode(&key.public()),
        encryption: G::encode(&seed.opening_key::<G>().public()),
    };
    Ok(sign(&key, json(&keys), rng))
}

/// The certificates of all holders, checked.
pub struct Certificates<G: Group> {
    pub(super) texts: Vec<SignedText>,
    pub(super) threshold: u64,
    pub(super) verification: Vec<G::Element>,
    pub(super) encryption: Vec<G::Element>,
}

impl<G: Group> Certificates<G> {
    /// Round 2: checks the certificates, in the order of the holders.
    ///
    /// # Errors
    /// [`Error::At`] naming the holder, as `certs[0]`, and what is wrong with her certificate:
    /// spelling, signature, context, or a key that is neutral or another holder's.
    pub fn check(texts: Vec<SignedText>, threshold: u64) -> Result<Self, Error> {
        let size = u64::try_from(texts.len()).unwrap_or(u64::MAX);
        if threshold == 0 || threshold > size {
            return Err(Error::ThresholdBounds { threshold, size });
        }
        let mut checked = Self {
            texts: Vec::with_capacity(texts.len()),
            threshold,
            verification: Vec::with_capacity(texts.len()),
            encryption: Vec::with_capacity(texts.len()),
        };
        for (index, text) in (1..).zip(texts) {
            let context = Context {
                size,
                threshold,
                index,
            };
            checked
                .admit(text, context)
                .map_err(|cause| cause.at(format!("certs[{}]", index - 1)))?;
        }
        Ok(checked)
    }

    /// Checks one more certificate.
    fn admit(&mut self, text: SignedText, context: Context) -> Result<(), Error> {
        let keys: CertificateKeysText = parse(text.message.as_bytes())?;
        let expected = context.text::<G>();
        if keys.context.as_ref() != Some(&expected) {
            let found = keys.context.map_or(String::new(), |found| json(&found));
            return Err(differs(&json(&expected), &found).within("context"));
        }
        let verification = key::<G>(&keys.verification, &self.verification)
            .map_err(|cause| cause.within("verification"))?;
        let encryption = key::<G>(&keys.encryption, &self.encryption)
            .map_err(|cause| cause.within("encryption"))?;
        check_message_signature::<G>(&verification, &text.message, &text.signature)?;
        self.texts.push(text);
        self.verification.push(verification);
        self.encryption.push(encryption);
        Ok(())
    }

    /// Which holder a seed belongs to, counted from 0.
    ///
    /// # Errors
    /// [`Error::NotAHolder`] when no certificate is this seed's.
    pub fn holder(&self, seed: &Seed) -> Result<usize, Error> {
        let signing = seed.signing_key::<G>().public();
        let opening = seed.opening_key::<G>().public();
        let mut keys = self.verification.iter().zip(&self.encryption);
        keys.position(|(v, e)| *v == signing && *e == opening)
            .ok_or(Error::NotAHolder)
    }

    /// The certificates themselves, in the order of the holders.
    pub fn texts(&self) -> &[SignedText] {
        &self.texts
    }

    /// Who signed a message, counted from 0; nobody when it is no holder's.
    pub fn author(&self, message: &str, signature: &ProofText) -> Option<usize> {
        let signed = |key| check_message_signature::<G>(key, message, signature).is_ok();
        self.verification.iter().position(signed)
    }

    /// Opens the decryption key that round 5 sealed for its holder.
    ///
    /// # Errors
    /// [`Error::NotAHolder`], or what [`open_key`] refuses.
    pub fn decryption_key(&self, seed: &Seed, sealed: &str) -> Result<SecretScalar<G>, Error> {
        let holder = self.holder(seed)?;
        open_key(seed, &self.verification[holder], sealed)
    }
}

/// Reads a key that is neither neutral nor one of the others.
fn key<G: Group>(text: &str, others: &[G::Element]) -> Result<G::Element, Error> {
    let key = G::decode(text)?;
    if key == G::identity() {
        return Err(Error::ElementIsIdentity);
    }
    if others.contains(&key) {
        return Err(Error::KeyRepeated);
    }
    Ok(key)
}
