//! Trustees (specification, sections 4.6 and 4.7).

use std::fmt;

use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{ProofText, TrusteeKeyText};

/// One part of the trustees: `["Single", ..]` or `["Pedersen", ..]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TrusteeText {
    /// One holder, without whom nothing is decrypted.
    Single(TrusteeKeyText),
    /// Several holders, of whom a threshold suffices.
    Pedersen(PedersenText),
}

/// The public outcome of a threshold key establishment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PedersenText {
    /// How many holders suffice.
    pub threshold: u64,
    /// The certificates, whose messages are [`CertificateKeysText`].
    pub certs: Vec<SignedText>,
    /// The commitments to the polynomials, whose messages are [`CoefexpsText`].
    pub coefexps: Vec<SignedText>,
    /// Each holder's signature over all certificates and its own commitments; archives of Belenios 2.0 have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signatures: Option<Vec<ProofText>>,
    /// The keys that partial decryptions are checked with.
    pub verification_keys: Vec<VerificationKeyText>,
}

/// A message with its signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedText {
    /// The message, itself JSON.
    pub message: String,
    /// The signature.
    pub signature: ProofText,
}

/// A holder's key, with a signature that archives of Belenios 2.0 lack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerificationKeyText {
    /// The proof that the holder knows the secret key.
    pub pok: ProofText,
    /// The public key.
    pub public_key: String,
    /// The holder's signature over the spelling of the public key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<ProofText>,
}

/// What a certificate certifies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CertificateKeysText {
    /// Which key establishment it is for; archives of Belenios 2.0 do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<ContextText>,
    /// The key that the holder signs with.
    pub verification: String,
    /// The key that messages to the holder are encrypted under.
    pub encryption: String,
}

/// The key establishment that a certificate belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContextText {
    /// The name of the group.
    pub group: String,
    /// How many holders there are.
    pub size: u64,
    /// How many suffice.
    pub threshold: u64,
    /// The number of this holder, counted from 1.
    pub index: u64,
}

/// Commitments to the coefficients of a holder's polynomial.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoefexpsText {
    /// The commitments, that of the constant term first.
    pub coefexps: Vec<String>,
}

/// What each holder signs after `certs_sig|`: everybody's certificates and its own commitments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CertificatesText {
    /// The certificates.
    pub certs: Vec<SignedText>,
    /// The commitments of the holder who signs.
    pub coefexps: Vec<String>,
}

impl Serialize for TrusteeText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Single(key) => ("Single", key).serialize(serializer),
            Self::Pedersen(pedersen) => ("Pedersen", pedersen).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for TrusteeText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_tuple(2, Pair)
    }
}

/// Reads the kind, and then what this kind has.
struct Pair;

impl<'de> Visitor<'de> for Pair {
    type Value = TrusteeText;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a pair of a kind of trustee and its keys")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut pair: A) -> Result<TrusteeText, A::Error> {
        let short = || A::Error::custom("a pair is expected");
        let kind: String = pair.next_element()?.ok_or_else(short)?;
        match kind.as_str() {
            "Single" => {
                let key = pair.next_element()?.ok_or_else(short)?;
                Ok(TrusteeText::Single(key))
            }
            "Pedersen" => {
                let pedersen = pair.next_element()?.ok_or_else(short)?;
                Ok(TrusteeText::Pedersen(pedersen))
            }
            _ => Err(A::Error::unknown_variant(&kind, &["Single", "Pedersen"])),
        }
    }
}
