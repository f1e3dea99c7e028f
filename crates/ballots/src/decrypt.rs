//! A trustee's part in the decryption, and the result that the parts give (specification, sections
//! 4.18 and 4.19).

use rand_core::CryptoRng;

use crate::check::{Ciphertext, factor_challenge};
use crate::wire::PartialDecryptionText;
use crate::{Error, Group, Making, Proof, ProofText, SecretScalar, nonce};

/// Computes the factors of an encrypted tally, each with the proof that it was computed so.
///
/// Whoever calls has verified the archive first: a tally is decrypted as it is.
pub fn decrypt<G: Making, R: CryptoRng + ?Sized>(
    fingerprint: &str,
    secret: &SecretScalar<G>,
    tally: &[Vec<Ciphertext<G>>],
    rng: &mut R,
) -> PartialDecryptionText {
    let key = secret.public();
    let mut text = PartialDecryptionText {
        decryption_factors: Vec::with_capacity(tally.len()),
        decryption_proofs: Vec::with_capacity(tally.len()),
    };
    for ciphertexts in tally {
        let made = ciphertexts
            .iter()
            .map(|ciphertext| factor(fingerprint, &key, secret, &ciphertext.alpha, rng));
        let (factors, proofs) = made.unzip();
        text.decryption_factors.push(factors);
        text.decryption_proofs.push(proofs);
    }
    text
}

/// One factor with its proof that log(X) to the base g is log(factor) to the base alpha.
fn factor<G: Making, R: CryptoRng + ?Sized>(
    fingerprint: &str,
    key: &G::Element,
    secret: &SecretScalar<G>,
    alpha: &G::Element,
    rng: &mut R,
) -> (String, ProofText) {
    let factor = G::multiply(alpha, secret.expose());
    let message = format!("decrypt|{fingerprint}|{}", G::encode(alpha));
    let nonce = nonce::hedged(rng, secret, &message);
    let b = G::multiply(alpha, nonce.expose());
    let challenge = factor_challenge::<G>(fingerprint, key, &nonce.public(), &b);
    let response = *nonce.expose() - *secret.expose() * challenge;
    let proof = Proof::<G> {
        challenge,
        response,
    };
    (G::encode(&factor), proof.print())
}

/// The factors of a threshold group of trustees, joined at 0 with Lagrange's coefficients.
///
/// Each part comes with the number of its trustee within the group, counted from 1; as many are
/// needed as the threshold says.
pub fn join_factors<G: Group>(parts: &[(u64, Vec<Vec<G::Element>>)]) -> Vec<Vec<G::Element>> {
    let mut joined: Vec<Vec<G::Element>> = Vec::new();
    for (index, factors) in parts {
        let coefficient = coefficient_at_zero::<G>(*index, parts.iter().map(|(index, _)| *index));
        let zero = G::small(0);
        let weighted = factors.iter().map(|row| {
            let weigh = |factor| G::combine_public(&zero, &coefficient, factor);
            row.iter().map(weigh).collect()
        });
        joined = add_factors::<G>(joined, weighted.collect());
    }
    joined
}

/// The sum of two trustees' factors; an empty list stands for no factor yet.
pub fn add_factors<G: Group>(
    left: Vec<Vec<G::Element>>,
    right: Vec<Vec<G::Element>>,
) -> Vec<Vec<G::Element>> {
    if left.is_empty() {
        return right;
    }
    let rows = left.into_iter().zip(right);
    let add = |(left, right): (Vec<G::Element>, Vec<G::Element>)| {
        left.iter().zip(&right).map(|(a, b)| G::add(a, b)).collect()
    };
    rows.map(add).collect()
}

/// Lagrange's coefficient at 0: the product of k / (k - index) over the other numbers.
fn coefficient_at_zero<G: Group>(index: u64, all: impl Iterator<Item = u64>) -> G::Scalar {
    all.filter(|other| *other != index)
        .fold(G::small(1), |product, other| {
            let difference = G::small(other) - G::small(index);
            product * G::small(other) * G::invert_public(&difference)
        })
}

/// The number of times g goes into an element, up to a bound, in about twice the root of it.
///
/// # Errors
/// [`Error::CountTooLarge`] when there is none: the factors do not fit the ciphertext.
pub fn count<G: Group>(element: &G::Element, bound: u64) -> Result<u64, Error> {
    use std::collections::HashMap;

    let step = bound.isqrt() + 1;
    let mut baby = HashMap::new();
    let mut power = G::identity();
    for number in 0..step {
        baby.entry(G::encode(&power)).or_insert(number);
        // Most counts are small, so the answer is often met on the way.
        if power == *element {
            return Ok(number);
        }
        power = G::add(&power, &G::generator());
    }
    let giant = G::negate(&power);
    let mut rest = *element;
    for number in 0..=step {
        if let Some(small) = baby.get(&G::encode(&rest)) {
            let found = number * step + small;
            return if found <= bound {
                Ok(found)
            } else {
                Err(Error::CountTooLarge { bound })
            };
        }
        rest = G::add(&rest, &giant);
    }
    Err(Error::CountTooLarge { bound })
}
