//! Checking the proofs that others made.
//!
//! Every proof is a pair (challenge, response); the checker computes the commitments back from it,
//! and the challenge must be the hash of the statement and of these commitments.

mod answer;
mod ballot;
mod decryption;
mod signature;

pub use answer::{Ciphertext, check_answer};
pub use ballot::{CheckedBallot, check_ballot};
pub use decryption::{check_partial_decryption, factor_challenge};
pub use signature::{check_ballot_signature, check_message_signature};

use crate::{Error, Group, Proof, ProofText};

/// Reads a list of proofs of a known length.
fn proofs<G: Group>(texts: &[ProofText], expected: usize) -> Result<Vec<Proof<G>>, Error> {
    length(texts, expected)?;
    let read = |(at, text)| Proof::parse(text).map_err(|cause| cause.at(format!("[{at}]")));
    texts.iter().enumerate().map(read).collect()
}

/// Refuses a list of another length.
fn length<T>(list: &[T], expected: usize) -> Result<(), Error> {
    let found = list.len();
    if found == expected {
        Ok(())
    } else {
        Err(Error::Length { expected, found })
    }
}
