//! Threshold trustees (specification, section 4.6).

use super::checks::Checks;
use super::trustees::Part;
use crate::check::check_message_signature;
use crate::election::differs;
use crate::rule::{Fault, Rule};
use crate::wire::{
    self, CertificateKeysText, CertificatesText, CoefexpsText, PedersenText, SignedText,
    VerificationKeyText,
};
use crate::{Error, Group, ProofText, TrusteeKey, TrusteeKeyText};

/// The threshold and the number of holders, as sizes and as the record spells them.
struct Shape<'a> {
    text: &'a PedersenText,
    holders: usize,
    threshold: usize,
    legacy: bool,
}

/// Reads a threshold part and checks everything in it.
pub(super) fn read<G: Group>(
    text: &PedersenText,
    legacy: bool,
    checks: &mut Checks,
) -> Result<Part<G>, Fault> {
    let outcome = shape(text, legacy).and_then(|shape| part::<G>(&shape));
    match outcome {
        Ok(part) => {
            let holders = part.keys.len();
            checks.pass_many(Rule::TrusteeCertificates, part.certified);
            checks.pass_many(Rule::TrusteeProof, holders);
            checks.pass_many(Rule::Membership, (3 + part.threshold) * holders);
            Ok(part)
        }
        Err(error) => {
            let proof = *error.root() == Error::ProofOfKnowledge;
            let rule = if proof {
                Rule::TrusteeProof
            } else {
                Rule::TrusteeCertificates
            };
            let fault = Fault::new(rule, error);
            checks.expect(fault.rule);
            Err(fault)
        }
    }
}

fn shape(text: &PedersenText, legacy: bool) -> Result<Shape<'_>, Error> {
    let holders = text.certs.len();
    let same = |found: usize, field| {
        if found == holders {
            return Ok(());
        }
        let expected = holders;
        Err(Error::Length { expected, found }.within(field))
    };
    same(text.coefexps.len(), "coefexps")?;
    same(text.verification_keys.len(), "verification_keys")?;
    match &text.signatures {
        Some(signatures) => same(signatures.len(), "signatures")?,
        None if legacy => {}
        None => return Err(Error::Missing.within("signatures")),
    }
    let fits = usize::try_from(text.threshold).ok();
    let threshold = fits.filter(|threshold| (1..=holders).contains(threshold));
    let threshold = threshold.ok_or_else(|| {
        let expected = format!("a number from 1 to {holders}");
        differs(&expected, &text.threshold.to_string()).within("threshold")
    })?;
    Ok(Shape {
        text,
        holders,
        threshold,
        legacy,
    })
}

fn part<G: Group>(shape: &Shape<'_>) -> Result<Part<G>, Error> {
    let text = shape.text;
    let mut signers = Vec::with_capacity(shape.holders);
    let mut commitments = Vec::with_capacity(shape.holders);
    for (at, (cert, coefexps)) in text.certs.iter().zip(&text.coefexps).enumerate() {
        let signer = certificate::<G>(shape, at, cert).map_err(|e| e.at(format!("certs[{at}]")))?;
        commitments.push(
            coefficients::<G>(shape, &signer, coefexps)
                .map_err(|e| e.at(format!("coefexps[{at}]")))?,
        );
        signers.push(signer);
    }
    if let Some(signatures) = &text.signatures {
        joint::<G>(text, &signers, signatures)?;
    }
    let mut keys = Vec::with_capacity(shape.holders);
    for (at, (key, signer)) in text.verification_keys.iter().zip(&signers).enumerate() {
        let expected = share::<G>(&commitments, at);
        let key = verification_key::<G>(shape, key, signer, &expected);
        keys.push(key.map_err(|e| e.at(format!("verification_keys[{at}]")))?);
    }
    let constants = commitments.iter().map(|coefficients| coefficients[0]);
    Ok(Part {
        threshold: shape.threshold,
        single: false,
        certified: 3 * shape.holders + text.signatures.as_ref().map_or(0, Vec::len),
        keys,
        key: constants.fold(G::identity(), |sum, constant| G::add(&sum, &constant)),
    })
}

/// Checks a certificate and gives the key that its holder signs with.
fn certificate<G: Group>(
    shape: &Shape<'_>,
    at: usize,
    cert: &SignedText,
) -> Result<G::Element, Error> {
    let keys: CertificateKeysText =
        wire::parse(cert.message.as_bytes()).map_err(|e| e.within("message"))?;
    match &keys.context {
        Some(context) => {
            let number = |n: u64| usize::try_from(n).ok();
            let fits = context.group == G::NAME
                && number(context.size) == Some(shape.holders)
                && number(context.threshold) == Some(shape.threshold)
                && number(context.index) == Some(at + 1);
            if !fits {
                let (size, threshold) = (shape.holders, shape.threshold);
                let expected = format!("{} {threshold} of {size}, holder {}", G::NAME, at + 1);
                let (size, threshold) = (context.size, context.threshold);
                let (group, index) = (&context.group, context.index);
                let found = format!("{group} {threshold} of {size}, holder {index}");
                return Err(differs(&expected, &found).within("context"));
            }
        }
        None if shape.legacy => {}
        None => return Err(Error::Missing.within("context")),
    }
    let verification = key::<G>(&keys.verification).map_err(|e| e.within("verification"))?;
    key::<G>(&keys.encryption).map_err(|e| e.within("encryption"))?;
    check_message_signature::<G>(&verification, &cert.message, &cert.signature)
        .map_err(|e| e.within("signature"))?;
    Ok(verification)
}

/// Checks the commitments of a holder, as many as the threshold.
fn coefficients<G: Group>(
    shape: &Shape<'_>,
    signer: &G::Element,
    signed: &SignedText,
) -> Result<Vec<G::Element>, Error> {
    let text: CoefexpsText =
        wire::parse(signed.message.as_bytes()).map_err(|e| e.within("message"))?;
    let (expected, found) = (shape.threshold, text.coefexps.len());
    if expected != found {
        return Err(Error::Length { expected, found });
    }
    check_message_signature::<G>(signer, &signed.message, &signed.signature)
        .map_err(|e| e.within("signature"))?;
    let read = |(at, text): (usize, &String)| key::<G>(text).map_err(|e| e.at(format!("[{at}]")));
    text.coefexps.iter().enumerate().map(read).collect()
}

/// Checks each holder's signature over everybody's certificates and its own commitments.
fn joint<G: Group>(
    text: &PedersenText,
    signers: &[G::Element],
    signatures: &[ProofText],
) -> Result<(), Error> {
    for (at, (signer, signature)) in signers.iter().zip(signatures).enumerate() {
        let own: CoefexpsText = wire::parse(text.coefexps[at].message.as_bytes())?;
        let signed = wire::print(&CertificatesText {
            certs: text.certs.clone(),
            coefexps: own.coefexps,
        });
        let message = format!("certs_sig|{}", String::from_utf8_lossy(&signed));
        check_message_signature::<G>(signer, &message, signature)
            .map_err(|e| e.at(format!("signatures[{at}]")))?;
    }
    Ok(())
}

/// The public key that the commitments give the holder at a place: Σ (place + 1)^k · A_jk.
fn share<G: Group>(commitments: &[Vec<G::Element>], at: usize) -> G::Element {
    let x = G::small(u64::try_from(at + 1).unwrap_or(u64::MAX));
    let one = |coefficients: &Vec<G::Element>| {
        // Horner's rule, from the highest coefficient down.
        let highest_first = coefficients.iter().rev();
        highest_first.fold(G::identity(), |sum, coefficient| {
            G::add(&G::multiply(&sum, &x), coefficient)
        })
    };
    let shares = commitments.iter().map(one);
    shares.fold(G::identity(), |sum, share| G::add(&sum, &share))
}

fn verification_key<G: Group>(
    shape: &Shape<'_>,
    text: &VerificationKeyText,
    signer: &G::Element,
    expected: &G::Element,
) -> Result<G::Element, Error> {
    let key = TrusteeKey::<G>::verify(&TrusteeKeyText {
        pok: text.pok.clone(),
        public_key: text.public_key.clone(),
    })?;
    if key.public_key() != expected {
        return Err(differs(&G::encode(expected), &text.public_key).within("public_key"));
    }
    match &text.signature {
        Some(signature) => check_message_signature::<G>(signer, &text.public_key, signature)
            .map_err(|e| e.within("signature"))?,
        None if shape.legacy => {}
        None => return Err(Error::Missing.within("signature")),
    }
    Ok(*key.public_key())
}

/// An element that is not the identity.
fn key<G: Group>(text: &str) -> Result<G::Element, Error> {
    let element = G::decode(text)?;
    if element == G::identity() {
        return Err(Error::ElementIsIdentity);
    }
    Ok(element)
}
