//! Signatures: of ballots (section 4.14) and of key holders' messages (section 4.6.1).

use crate::{Error, Group, Proof, ProofText};

/// Checks the signature of a ballot by its credential, over the hash of the unsigned ballot.
///
/// # Errors
/// [`Error::ProofRefused`], or what is wrong with the numbers of the proof.
pub fn check_ballot_signature<G: Group>(
    credential: &G::Element,
    hash: &str,
    proof: &ProofText,
) -> Result<(), Error> {
    check::<G>(credential, &format!("sig|{hash}|"), proof)
}

/// Checks the signature of a message by a key holder's verification key.
///
/// # Errors
/// [`Error::ProofRefused`], or what is wrong with the numbers of the proof.
pub fn check_message_signature<G: Group>(
    key: &G::Element,
    message: &str,
    proof: &ProofText,
) -> Result<(), Error> {
    check::<G>(key, &format!("sigmsg|{message}|"), proof)
}

/// Checks that the commitment response·g + challenge·key, hashed after the statement, gives the
/// challenge back.
fn check<G: Group>(key: &G::Element, statement: &str, proof: &ProofText) -> Result<(), Error> {
    let Proof {
        challenge,
        response,
    } = Proof::<G>::parse(proof)?;
    let commitment = G::combine_public(&response, &challenge, key);
    if G::challenge(&format!("{statement}{}", G::encode(&commitment))) == challenge {
        Ok(())
    } else {
        Err(Error::ProofRefused)
    }
}
