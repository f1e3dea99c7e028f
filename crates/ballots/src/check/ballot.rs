//! Ballots (specification, section 4.15).

use super::{Ciphertext, check_answer, check_ballot_signature, length};
use crate::election::differs;
use crate::wire::{BallotText, parse};
use crate::{Election, Error, Fault, Group, Rule};

/// A ballot that passed every check that needs no other record than the election.
pub struct CheckedBallot<G: Group> {
    /// The public credential that signed, as spelt.
    pub credential: String,
    /// The fingerprint of the ballot, which its voter keeps.
    pub tracking_number: String,
    /// The ciphertexts of each answer.
    pub answers: Vec<Vec<Ciphertext<G>>>,
}

/// Checks a ballot: its spelling, its election, its shape, every proof and the signature.
///
/// Whether the credential is listed is for the caller to say: `credential` answers with the element
/// of a listed credential.
///
/// # Errors
/// The first rule found broken, with the place; [`Rule::BallotCredential`] for a credential that is
/// not listed.
pub fn check_ballot<'a, G: Group>(
    election: &Election<G>,
    bytes: &[u8],
    credential: impl FnOnce(&str) -> Option<&'a G::Element>,
) -> Result<CheckedBallot<G>, Fault> {
    let text: BallotText = parse(bytes).map_err(|e| Fault::new(Rule::Canonical, e))?;
    let of_election = |e| Fault::new(Rule::BallotElection, e);
    let uuid = election.id().as_str();
    same(uuid, &text.election_uuid, "election_uuid").map_err(of_election)?;
    same(election.fingerprint(), &text.election_hash, "election_hash").map_err(of_election)?;
    let key = credential(&text.credential).ok_or_else(|| {
        // One that cannot be listed is told from one that merely is not.
        let unlisted = match G::decode(&text.credential) {
            Ok(_) => differs("a listed credential", &text.credential),
            Err(error) => error.within("credential"),
        };
        Fault::new(Rule::BallotCredential, unlisted)
    })?;
    let of_signature = |e| Fault::new(Rule::BallotSignature, e);
    let unsigned = text.unsigned_hash::<G>(bytes);
    same(&unsigned, &text.signature.hash, "signature.hash").map_err(of_signature)?;
    check_ballot_signature::<G>(key, &unsigned, &text.signature.proof)
        .map_err(|e| of_signature(e.within("signature.proof")))?;
    let of_answers = |e| Fault::new(Rule::BallotProofs, e);
    length(&text.answers, election.questions().len())
        .map_err(|e| of_answers(e.within("answers")))?;
    let voter = format!("{}|{}", election.fingerprint(), text.credential);
    let answers = text.answers.iter().zip(election.questions()).enumerate();
    let answers = answers.map(|(at, (answer, question))| {
        check_answer(election, question, &voter, answer).map_err(|e| e.at(format!("answers[{at}]")))
    });
    Ok(CheckedBallot {
        answers: answers.collect::<Result<_, _>>().map_err(of_answers)?,
        tracking_number: G::fingerprint(bytes),
        credential: text.credential,
    })
}

/// Refuses a value that differs from the one it must repeat.
fn same(expected: &str, found: &str, field: &'static str) -> Result<(), Error> {
    if expected == found {
        Ok(())
    } else {
        Err(differs(expected, found).within(field))
    }
}
