//! Proofs that one of several statements about ciphertexts holds, without saying which.

use super::randomness::Randomness;
use crate::{Making, Proof, ProofText, SecretScalar};

/// One statement: that the message of a ciphertext is a value.
pub(super) struct Branch<'a, G: Making> {
    /// The randomness of the ciphertext.
    pub r: &'a SecretScalar<G>,
    /// The message of the ciphertext.
    pub message: u64,
    /// The value that the statement claims.
    pub value: u64,
    /// 1 for the one statement that is proven, 0 for those that are simulated.
    pub real: u64,
}

/// Proves that one of the statements holds (specification, sections 4.12 and 4.13).
///
/// All branches are computed alike, so that time tells nothing of the vote. With u and c drawn for
/// each, A = u·g and B = u·y + c·(message - value)·g are what the checker computes from the response
/// u - r·c; in the real branch the message is the value, so c drops out of B and can be chosen last.
pub(super) fn prove<G: Making>(
    statement: &str,
    key: &G::Prepared,
    branches: &[Branch<'_, G>],
    randomness: &Randomness,
    label: &str,
) -> Vec<ProofText> {
    let mut commitments = Vec::with_capacity(2 * branches.len());
    let mut drawn = Vec::with_capacity(branches.len());
    for (at, branch) in branches.iter().enumerate() {
        let u = randomness.scalar::<G>(&format!("{label}|{at}|commitment"));
        let c = randomness.scalar::<G>(&format!("{label}|{at}|challenge"));
        let apart = G::small(branch.message) - G::small(branch.value);
        let masked = G::multiply_prepared(key, u.expose());
        let rest = G::multiply_generator(&(apart * *c.expose()));
        commitments.extend([u.public(), G::add(&masked, &rest)]);
        drawn.push((u, c));
    }
    let commitments = G::encode_all(&commitments).join(",");
    let hash = G::challenge(&format!("{statement}{commitments}"));
    let missing = drawn.iter().fold(hash, |rest, (_, c)| rest - *c.expose());
    let finished = branches.iter().zip(&drawn).map(|(branch, (u, c))| {
        let challenge = *c.expose() + G::small(branch.real) * missing;
        let response = *u.expose() - *branch.r.expose() * challenge;
        let proof = Proof::<G> {
            challenge,
            response,
        };
        proof.print()
    });
    finished.collect()
}
