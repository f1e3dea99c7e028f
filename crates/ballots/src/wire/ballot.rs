//! Ballots (specification, sections 4.11 to 4.15).

use serde::{Deserialize, Serialize};

use super::print;
use crate::Group;
use crate::ProofText;

/// An ElGamal ciphertext: (r·g, r·y + m·g).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CiphertextText {
    /// The first element.
    pub alpha: String,
    /// The second element.
    pub beta: String,
}

/// The answer to one homomorphic question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerText {
    /// One ciphertext for each answer, after one for the blank vote where the question allows it.
    pub choices: Vec<CiphertextText>,
    /// For each choice, that it is 0 or 1.
    pub individual_proofs: Vec<Vec<ProofText>>,
    /// That the number of choices is between min and max, or that the vote is blank.
    pub overall_proof: Vec<ProofText>,
    /// That a blank vote chooses nothing else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blank_proof: Option<Vec<ProofText>>,
}

/// The signature of a ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignatureText {
    /// The fingerprint of the ballot without its signature.
    pub hash: String,
    /// The proof of knowledge of the credential, bound to the hash.
    pub proof: ProofText,
}

/// A ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BallotText {
    /// The identifier of the election.
    pub election_uuid: String,
    /// The fingerprint of the election.
    pub election_hash: String,
    /// The public credential of the voter.
    pub credential: String,
    /// One answer to each question.
    pub answers: Vec<AnswerText>,
    /// The signature by the credential.
    pub signature: SignatureText,
}

/// A ballot that is not signed yet: what the signature signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnsignedBallotText {
    /// The identifier of the election.
    pub election_uuid: String,
    /// The fingerprint of the election.
    pub election_hash: String,
    /// The public credential of the voter.
    pub credential: String,
    /// One answer to each question.
    pub answers: Vec<AnswerText>,
}

impl UnsignedBallotText {
    /// The fingerprint that the signature carries.
    pub fn hash<G: Group>(&self) -> String {
        G::fingerprint(&print(self))
    }

    /// The ballot with its signature.
    pub fn sign(self, signature: SignatureText) -> BallotText {
        BallotText {
            election_uuid: self.election_uuid,
            election_hash: self.election_hash,
            credential: self.credential,
            answers: self.answers,
            signature,
        }
    }
}

impl BallotText {
    /// The fingerprint of the ballot without its signature, out of its canonical bytes.
    pub fn unsigned_hash<G: Group>(&self, bytes: &[u8]) -> String {
        let mut end = b",\"signature\":".to_vec();
        end.extend(print(&self.signature));
        end.push(b'}');
        let mut body = bytes.strip_suffix(end.as_slice()).unwrap_or(bytes).to_vec();
        body.push(b'}');
        G::fingerprint(&body)
    }
}
