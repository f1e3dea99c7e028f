//! Partial decryptions (specification, section 4.18).

use super::{length, proofs};
use crate::check::Ciphertext;
use crate::wire::PartialDecryptionText;
use crate::{Error, Group};

/// Checks the shape of a partial decryption and every factor's proof of equal logarithms.
///
/// The first result says that the record itself can stand (lengths, spellings, membership); the
/// second whether each proof holds, which is a matter of the trustee's honesty.
///
/// # Errors
/// What is wrong with the record. A proof that does not hold is in the second result.
#[expect(
    clippy::type_complexity,
    reason = "factors and verdict are two things, and a type for the pair would hide it"
)]
pub fn check_partial_decryption<G: Group>(
    fingerprint: &str,
    key: &G::Element,
    tally: &[Vec<Ciphertext<G>>],
    text: &PartialDecryptionText,
) -> Result<(Vec<Vec<G::Element>>, Result<(), Error>), Error> {
    length(&text.decryption_factors, tally.len()).map_err(|e| e.within("decryption_factors"))?;
    length(&text.decryption_proofs, tally.len()).map_err(|e| e.within("decryption_proofs"))?;
    let mut verdict = Ok(());
    let mut factors = Vec::with_capacity(tally.len());
    for (question, ciphertexts) in tally.iter().enumerate() {
        let place = format!("decryption_factors[{question}]");
        let texts = &text.decryption_factors[question];
        length(texts, ciphertexts.len()).map_err(|e| e.at(place.as_str()))?;
        let proofs = proofs::<G>(&text.decryption_proofs[question], ciphertexts.len())
            .map_err(|e| e.at(format!("decryption_proofs[{question}]")))?;
        let mut row = Vec::with_capacity(texts.len());
        for (at, (text, ciphertext)) in texts.iter().zip(ciphertexts).enumerate() {
            let factor = G::decode(text).map_err(|e| e.at(format!("{place}[{at}]")))?;
            let proof = &proofs[at];
            let a = G::combine_public(&proof.response, &proof.challenge, key);
            let b = multiples::<G>(
                &ciphertext.alpha,
                &proof.response,
                &factor,
                &proof.challenge,
            );
            if factor_challenge::<G>(fingerprint, key, &a, &b) != proof.challenge {
                let error = Error::ProofRefused.at(format!("decryption_proofs[{question}][{at}]"));
                verdict = verdict.and(Err(error));
            }
            row.push(factor);
        }
        factors.push(row);
    }
    Ok((factors, verdict))
}

/// The challenge of a factor's proof: the hash of `decrypt|FINGERPRINT|X|A,B`.
pub fn factor_challenge<G: Group>(
    fingerprint: &str,
    key: &G::Element,
    a: &G::Element,
    b: &G::Element,
) -> G::Scalar {
    let (key, a, b) = (G::encode(key), G::encode(a), G::encode(b));
    G::challenge(&format!("decrypt|{fingerprint}|{key}|{a},{b}"))
}

/// `x`·`first` + `y`·`second`, in variable time.
fn multiples<G: Group>(
    first: &G::Element,
    x: &G::Scalar,
    second: &G::Element,
    y: &G::Scalar,
) -> G::Element {
    let zero = G::small(0);
    let left = G::combine_public(&zero, x, first);
    let right = G::combine_public(&zero, y, second);
    G::add(&left, &right)
}
