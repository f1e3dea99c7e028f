//! Rounds 3 to 6: polynomials, shares and keys (specification, sections 4.6.4 to 4.6.7).

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::message::{json, receive, send, sign};
use super::{Certificates, Seed};
use crate::check::check_message_signature;
use crate::wire::{CoefexpsText, PedersenText, SignedText, VerificationKeyText, parse, read};
use crate::{Error, Group, Making, ProofText, SecretScalar, TrusteeKey, TrusteeKeyText, nonce};

/// What a holder sends in round 3.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolynomialText {
    /// The polynomial, sealed for its own holder.
    pub polynomial: String,
    /// For each holder, the value of the polynomial at her number, sealed for her.
    pub secrets: Vec<String>,
    /// The commitments to the coefficients, signed.
    pub coefexps: SignedText,
    /// The signature over all certificates and these commitments.
    pub signature: ProofText,
}

/// What a holder receives in round 5.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputText {
    /// Her own polynomial, sealed for her.
    pub polynomial: String,
    /// Each holder's share for her.
    pub secrets: Vec<String>,
    /// Each holder's commitments.
    pub coefexps: Vec<SignedText>,
    /// Each holder's signature over all certificates and her commitments.
    pub signatures: Vec<ProofText>,
}

/// What a holder answers in round 5.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutputText {
    /// Her decryption key, sealed for herself.
    pub private_key: String,
    /// The public key that belongs to it, signed.
    pub public_key: VerificationKeyText,
}

/// A polynomial as its holder keeps it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPolynomialText {
    polynomial: Vec<Zeroizing<String>>,
}

/// A share.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SecretText {
    secret: Zeroizing<String>,
}

/// A decryption key.
#[derive(Serialize)]
struct KeyText {
    decryption_key: Zeroizing<String>,
}

/// What the signature of round 3 is over.
#[derive(Serialize)]
struct EverythingText<'a> {
    certs: &'a [SignedText],
    coefexps: &'a [String],
}

impl<G: Making> Certificates<G> {
    /// Round 3: draws a polynomial and makes its shares.
    ///
    /// # Errors
    /// [`Error::NotAHolder`] when the seed belongs to no certificate.
    pub fn polynomial<R: CryptoRng + ?Sized>(
        &self,
        seed: &Seed,
        rng: &mut R,
    ) -> Result<PolynomialText, Error> {
        let holder = self.holder(seed)?;
        let key = seed.signing_key::<G>();
        let coefficients: Vec<SecretScalar<G>> = (0..self.threshold)
            .map(|at| nonce::hedged(rng, &key, &format!("coefficient|{at}")))
            .collect();
        let raw = Zeroizing::new(json(&RawPolynomialText {
            polynomial: coefficients.iter().map(SecretScalar::encode).collect(),
        }));
        let coefexps = CoefexpsText {
            coefexps: coefficients
                .iter()
                .map(|a| G::encode(&a.public()))
                .collect(),
        };
        let mut secrets = Vec::with_capacity(self.encryption.len());
        for (index, recipient) in (1..).zip(&self.encryption) {
            let secret = SecretText {
                secret: value_at(&coefficients, index).encode(),
            };
            let secret = Zeroizing::new(json(&secret));
            secrets.push(send(&key, recipient, &secret, rng));
        }
        let everything = self.everything(&coefexps.coefexps);
        Ok(PolynomialText {
            polynomial: send(&key, &self.encryption[holder], &raw, rng),
            secrets,
            coefexps: sign(&key, json(&coefexps), rng),
            signature: sign(&key, everything, rng).signature,
        })
    }

    /// Round 5: checks the shares, adds them up and publishes the key.
    ///
    /// # Errors
    /// [`Error::NotAHolder`], [`Error::Length`], or [`Error::At`] naming the holder whose share or
    /// commitments are refused, as `secrets[1]` or `coefexps[1]`.
    pub fn output<R: CryptoRng + ?Sized>(
        &self,
        seed: &Seed,
        input: &InputText,
        rng: &mut R,
    ) -> Result<OutputText, Error> {
        let holder = self.holder(seed)?;
        let (signing, opening) = (seed.signing_key::<G>(), seed.opening_key::<G>());
        let commitments = self.commitments(&input.coefexps, &input.signatures)?;
        self.is_own(&opening, holder, &input.polynomial, &commitments)?;
        same_length(&input.secrets, self.texts.len()).map_err(|cause| cause.within("secrets"))?;
        let index = u64::try_from(holder).unwrap_or(u64::MAX).saturating_add(1);
        let mut sum = SecretScalar::<G>::from_wide(&[0; 64]);
        for (at, (text, commitments)) in input.secrets.iter().zip(&commitments).enumerate() {
            let refuse = |cause: Error| cause.at(format!("secrets[{at}]"));
            let text = receive(&opening, &self.verification[at], text).map_err(refuse)?;
            let SecretText { secret } = read(text.as_bytes()).map_err(refuse)?;
            let share = SecretScalar::decode(&secret).map_err(refuse)?;
            if share.public() != commitment_at::<G>(commitments, index) {
                return Err(refuse(Error::ShareRefused));
            }
            sum = sum.join(&share);
        }
        let key = json(&KeyText {
            decryption_key: sum.encode(),
        });
        let key = Zeroizing::new(key);
        let TrusteeKeyText { pok, public_key } = TrusteeKey::publish(&sum, rng).print();
        Ok(OutputText {
            private_key: send(&signing, &self.encryption[holder], &key, rng),
            public_key: VerificationKeyText {
                pok,
                signature: Some(sign(&signing, public_key.clone(), rng).signature),
                public_key,
            },
        })
    }

    /// Checks that the server gives a holder her own polynomial back, with her own commitments.
    fn is_own(
        &self,
        opening: &SecretScalar<G>,
        holder: usize,
        sealed: &str,
        commitments: &[Vec<G::Element>],
    ) -> Result<(), Error> {
        let refuse = |cause: Error| cause.within("polynomial");
        let text = receive(opening, &self.verification[holder], sealed).map_err(refuse)?;
        let raw: RawPolynomialText = read(text.as_bytes()).map_err(refuse)?;
        let mut own = Vec::with_capacity(raw.polynomial.len());
        for coefficient in &raw.polynomial {
            own.push(
                SecretScalar::<G>::decode(coefficient)
                    .map_err(refuse)?
                    .public(),
            );
        }
        if own == commitments[holder] {
            Ok(())
        } else {
            Err(refuse(Error::ShareRefused))
        }
    }
}

impl<G: Group> Certificates<G> {
    /// Round 4: checks the commitments and sorts the shares by recipient.
    ///
    /// # Errors
    /// [`Error::Length`], or [`Error::At`] naming the holder whose commitments are refused.
    pub fn inputs(&self, polynomials: &[PolynomialText]) -> Result<Vec<InputText>, Error> {
        same_length(polynomials, self.texts.len())?;
        let coefexps: Vec<_> = polynomials.iter().map(|one| one.coefexps.clone()).collect();
        let signatures: Vec<_> = polynomials
            .iter()
            .map(|one| one.signature.clone())
            .collect();
        self.commitments(&coefexps, &signatures)?;
        for (at, polynomial) in polynomials.iter().enumerate() {
            same_length(&polynomial.secrets, self.texts.len())
                .map_err(|cause| cause.at(format!("polynomials[{at}].secrets")))?;
        }
        let input = |(holder, own): (usize, &PolynomialText)| InputText {
            polynomial: own.polynomial.clone(),
            secrets: polynomials
                .iter()
                .map(|one| one.secrets[holder].clone())
                .collect(),
            coefexps: coefexps.clone(),
            signatures: signatures.clone(),
        };
        Ok(polynomials.iter().enumerate().map(input).collect())
    }

    /// Round 6: checks every holder's key and writes the part of the trustees' record.
    ///
    /// # Errors
    /// [`Error::Length`], or [`Error::At`] naming the holder whose key is refused.
    pub fn finish(
        &self,
        polynomials: &[PolynomialText],
        outputs: &[OutputText],
    ) -> Result<PedersenText, Error> {
        same_length(polynomials, self.texts.len())?;
        same_length(outputs, self.texts.len())?;
        let coefexps: Vec<_> = polynomials.iter().map(|one| one.coefexps.clone()).collect();
        let signatures: Vec<_> = polynomials
            .iter()
            .map(|one| one.signature.clone())
            .collect();
        let commitments = self.commitments(&coefexps, &signatures)?;
        let keys: Vec<_> = outputs.iter().map(|one| one.public_key.clone()).collect();
        for (at, key) in keys.iter().enumerate() {
            self.check_key(at, key, &commitments)
                .map_err(|cause| cause.at(format!("verification_keys[{at}]")))?;
        }
        Ok(PedersenText {
            threshold: self.threshold,
            certs: self.texts.clone(),
            coefexps,
            signatures: Some(signatures),
            verification_keys: keys,
        })
    }

    /// Checks a holder's key: its proof, its signature, and that the shares add up to it.
    fn check_key(
        &self,
        holder: usize,
        text: &VerificationKeyText,
        commitments: &[Vec<G::Element>],
    ) -> Result<(), Error> {
        let key = TrusteeKey::<G>::verify(&TrusteeKeyText {
            pok: text.pok.clone(),
            public_key: text.public_key.clone(),
        })?;
        let missing = || Error::Missing.within("signature");
        let signature = text.signature.as_ref().ok_or_else(missing)?;
        check_message_signature::<G>(&self.verification[holder], &text.public_key, signature)
            .map_err(|cause| cause.within("signature"))?;
        let index = u64::try_from(holder).unwrap_or(u64::MAX).saturating_add(1);
        let expected = commitments.iter().fold(G::identity(), |sum, commitments| {
            G::add(&sum, &commitment_at::<G>(commitments, index))
        });
        if *key.public_key() == expected {
            Ok(())
        } else {
            Err(Error::ShareRefused.within("public_key"))
        }
    }

    /// Checks and reads every holder's commitments.
    fn commitments(
        &self,
        coefexps: &[SignedText],
        signatures: &[ProofText],
    ) -> Result<Vec<Vec<G::Element>>, Error> {
        same_length(coefexps, self.texts.len()).map_err(|cause| cause.within("coefexps"))?;
        same_length(signatures, self.texts.len()).map_err(|cause| cause.within("signatures"))?;
        let pairs = coefexps.iter().zip(signatures).enumerate();
        pairs
            .map(|(at, (text, signature))| {
                self.read_commitments(at, text, signature)
                    .map_err(|cause| cause.at(format!("coefexps[{at}]")))
            })
            .collect()
    }

    /// Checks and reads one holder's commitments.
    fn read_commitments(
        &self,
        holder: usize,
        text: &SignedText,
        signature: &ProofText,
    ) -> Result<Vec<G::Element>, Error> {
        let key = &self.verification[holder];
        check_message_signature::<G>(key, &text.message, &text.signature)?;
        let raw: CoefexpsText = parse(text.message.as_bytes())?;
        let expected = usize::try_from(self.threshold).unwrap_or(usize::MAX);
        same_length(&raw.coefexps, expected)?;
        check_message_signature::<G>(key, &self.everything(&raw.coefexps), signature)
            .map_err(|cause| cause.within("signature"))?;
        let elements: Result<Vec<_>, _> = raw.coefexps.iter().map(|text| G::decode(text)).collect();
        let elements = elements?;
        // A neutral constant term would mean that the holder brings nothing.
        match elements.first() {
            Some(first) if *first != G::identity() => Ok(elements),
            _ => Err(Error::ElementIsIdentity),
        }
    }

    /// What a holder signs in round 3: all certificates, and her own commitments.
    fn everything(&self, coefexps: &[String]) -> String {
        let everything = EverythingText {
            certs: &self.texts,
            coefexps,
        };
        format!("certs_sig|{}", json(&everything))
    }
}

/// The value of a polynomial at the number of a holder, in constant time.
fn value_at<G: Group>(coefficients: &[SecretScalar<G>], index: u64) -> SecretScalar<G> {
    let index = G::small(index);
    let mut value = SecretScalar::from_wide(&[0; 64]);
    for coefficient in coefficients.iter().rev() {
        value = value.scale(&index).join(coefficient);
    }
    value
}

/// The public key that belongs to the value of a polynomial, out of its commitments.
fn commitment_at<G: Group>(commitments: &[G::Element], index: u64) -> G::Element {
    let (zero, index) = (G::small(0), G::small(index));
    commitments.iter().rev().fold(G::identity(), |sum, one| {
        G::add(&G::combine_public(&zero, &index, &sum), one)
    })
}

/// Refuses a list of another length.
fn same_length<T>(list: &[T], expected: usize) -> Result<(), Error> {
    let found = list.len();
    if found == expected {
        Ok(())
    } else {
        Err(Error::Length { expected, found })
    }
}
