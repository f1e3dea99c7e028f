//! Making a ballot, and showing an auditor how it was made.
//!
//! A ballot is made in two steps, so that a voter can audit her device. First it is [`Sealed`]: its
//! tracking number is fixed. Then it is either cast or opened, never both:
//!
//! ```mermaid
//! stateDiagram-v2
//!     [*] --> Sealed: Booth.seal
//!     Sealed --> CastBallot: cast
//!     Sealed --> Opening: open
//!     Opening --> Audited: Booth.audit, elsewhere
//! ```
//!
//! An [`Opening`] shows the choices and the randomness, and another device makes the same ballot
//! from it. Neither an opening nor what is made from it becomes a [`CastBallot`].

mod choices;
mod opening;
mod prove;
mod randomness;

use rand_core::CryptoRng;

pub use choices::Choices;
pub use opening::Opening;
pub use randomness::BallotSeed;

use crate::wire::{
    AnswerText, BallotText, CiphertextText, SignatureText, UnsignedBallotText, print,
};
use crate::{Election, Error, Making, Proof, ProofText, Question, SecretScalar};
use prove::{Branch, prove};
use randomness::Randomness;

/// Where ballots for one election are made.
pub struct Booth<'a, G: Making> {
    election: &'a Election<G>,
    key: G::Prepared,
}

/// A ballot whose tracking number is fixed, neither cast nor opened yet.
pub struct Sealed {
    ballot: BallotText,
    cast: CastBallot,
    choices: Choices,
    seed: BallotSeed,
}

/// A ballot to be cast; what was known about its making is wiped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CastBallot {
    bytes: Vec<u8>,
    tracking_number: String,
}

/// A ballot made again from an opening: its tracking number and what it holds, and no more.
#[derive(Debug, PartialEq, Eq)]
pub struct Audited {
    /// The tracking number, to be compared with the one that the audited device showed.
    pub tracking_number: String,
    /// What the ballot really holds.
    pub choices: Choices,
}

impl<'a, G: Making> Booth<'a, G> {
    /// Prepares to make ballots for an election.
    pub fn new(election: &'a Election<G>) -> Self {
        Self {
            key: G::prepare(election.key()),
            election,
        }
    }

    /// Makes a ballot: everything but the signature follows from the seed.
    ///
    /// # Errors
    /// What [`Choices::fit`] refuses.
    pub fn seal<R: CryptoRng + ?Sized>(
        &self,
        credential: &SecretScalar<G>,
        choices: Choices,
        seed: BallotSeed,
        rng: &mut R,
    ) -> Result<Sealed, Error> {
        choices.fit(self.election.questions())?;
        let public = G::encode(&credential.public());
        let unsigned = self.unsigned(&public, &choices, &seed);
        let hash = unsigned.hash::<G>();
        // Specification, section 4.14. The nonce comes from the generator, the key and the hash:
        // whoever knew it would know the credential, and the seed may be shown.
        let proof = Proof::of_secret(&format!("sig|{hash}|"), credential, rng).print();
        let ballot = unsigned.sign(SignatureText { hash, proof });
        Ok(Sealed {
            cast: CastBallot::of::<G>(print(&ballot)),
            ballot,
            choices,
            seed,
        })
    }

    /// Makes the ballot of an opening again, and checks its signature.
    ///
    /// # Errors
    /// What [`Choices::fit`] refuses, [`Error::Differs`] within `election_uuid`, or
    /// [`Error::ProofRefused`] when the signature is not that of the ballot that the opening makes.
    pub fn audit(&self, opening: Opening) -> Result<Audited, Error> {
        let id = self.election.id();
        if opening.election != *id {
            let differs = crate::election::differs(id.as_str(), opening.election.as_str());
            return Err(differs.within("election_uuid"));
        }
        opening.choices.fit(self.election.questions())?;
        let key = G::decode(&opening.credential).map_err(|cause| cause.within("credential"))?;
        let unsigned = self.unsigned(&opening.credential, &opening.choices, &opening.seed);
        let hash = unsigned.hash::<G>();
        crate::check::check_ballot_signature::<G>(&key, &hash, &opening.signature)?;
        let proof = opening.signature;
        let ballot = unsigned.sign(SignatureText { hash, proof });
        Ok(Audited {
            tracking_number: G::fingerprint(&print(&ballot)),
            choices: opening.choices,
        })
    }

    /// The ballot without its signature.
    fn unsigned(
        &self,
        credential: &str,
        choices: &Choices,
        seed: &BallotSeed,
    ) -> UnsignedBallotText {
        let voter = format!("{}|{credential}", self.election.fingerprint());
        let randomness = Randomness::new(seed, &voter, choices);
        let answers = self.election.questions().iter().zip(choices.questions());
        let answers = answers.enumerate().map(|(at, (question, choices))| {
            self.answer(question, choices, &voter, &randomness.question(at))
        });
        UnsignedBallotText {
            election_uuid: self.election.id().as_str().to_owned(),
            election_hash: self.election.fingerprint().to_owned(),
            credential: credential.to_owned(),
            answers: answers.collect(),
        }
    }

    /// The answer to one question (specification, section 4.11.1).
    fn answer(
        &self,
        question: &Question,
        choices: &[u8],
        voter: &str,
        randomness: &Randomness,
    ) -> AnswerText {
        let mut secrets = Vec::with_capacity(choices.len());
        let mut texts = Vec::with_capacity(choices.len());
        let mut individual_proofs = Vec::with_capacity(choices.len());
        for (at, choice) in choices.iter().enumerate() {
            let message = u64::from(*choice);
            let r = randomness.scalar::<G>(&format!("encrypt|{at}"));
            let text = self.encrypt(&r, message);
            let statement = format!("prove|{voter}|{},{}|", text.alpha, text.beta);
            let branches = [0, 1].map(|value| Branch {
                r: &r,
                message,
                value,
                real: u64::from(message == value),
            });
            let label = format!("individual|{at}");
            individual_proofs.push(prove(&statement, &self.key, &branches, randomness, &label));
            secrets.push(r);
            texts.push(text);
        }
        let (overall_proof, blank_proof) =
            self.overall(question, choices, voter, &secrets, &texts, randomness);
        AnswerText {
            choices: texts,
            individual_proofs,
            overall_proof,
            blank_proof,
        }
    }

    /// An ElGamal ciphertext (specification, section 4.11.1), in constant time.
    fn encrypt(&self, r: &SecretScalar<G>, message: u64) -> CiphertextText {
        let masked = G::multiply_prepared(&self.key, r.expose());
        let message = G::multiply_generator(&G::small(message));
        let [alpha, beta] = [r.public(), G::add(&masked, &message)];
        let [alpha, beta] = [alpha, beta].map(|element| G::encode(&element));
        CiphertextText { alpha, beta }
    }

    /// The proofs about the whole answer (specification, sections 4.12 and 4.13).
    fn overall(
        &self,
        question: &Question,
        choices: &[u8],
        voter: &str,
        secrets: &[SecretScalar<G>],
        texts: &[CiphertextText],
        randomness: &Randomness,
    ) -> (Vec<ProofText>, Option<Vec<ProofText>>) {
        let listed: Vec<String> = texts
            .iter()
            .map(|text| format!("{},{}", text.alpha, text.beta))
            .collect();
        let listed = listed.join(",");
        let first = usize::from(question.blank());
        let mut r = SecretScalar::from_wide(&[0; 64]);
        for secret in &secrets[first..] {
            r = r.join(secret);
        }
        let sum: u64 = choices[first..]
            .iter()
            .map(|choice| u64::from(*choice))
            .sum();
        let blank = if question.blank() {
            u64::from(choices[0])
        } else {
            0
        };
        let mut of_sum: Vec<_> = question
            .sums()
            .map(|value| Branch {
                r: &r,
                message: sum,
                value,
                real: (1 - blank) * u64::from(sum == value),
            })
            .collect();
        if !question.blank() {
            let CiphertextText { alpha, beta } = self.encrypt(&r, sum);
            let statement = format!("prove|{voter}|{listed}|{alpha},{beta}|");
            return (
                prove(&statement, &self.key, &of_sum, randomness, "overall"),
                None,
            );
        }
        let of_blank = |value, real| Branch {
            r: &secrets[0],
            message: blank,
            value,
            real,
        };
        of_sum.insert(0, of_blank(1, blank));
        let statement = format!("bproof1|{voter}|{listed}|");
        let overall = prove(&statement, &self.key, &of_sum, randomness, "overall");
        let nothing = Branch {
            r: &r,
            message: sum,
            value: 0,
            real: blank,
        };
        let statement = format!("bproof0|{voter}|{listed}|");
        let branches = [of_blank(0, 1 - blank), nothing];
        let blank = prove(&statement, &self.key, &branches, randomness, "blank");
        (overall, Some(blank))
    }
}

impl Sealed {
    /// The tracking number, which the voter notes before she decides.
    pub fn tracking_number(&self) -> String {
        self.cast.tracking_number()
    }

    /// The ballot as the archive would keep it, for whoever registers it as spoiled before it is
    /// opened.
    pub fn bytes(&self) -> &[u8] {
        self.cast.bytes()
    }

    /// Decides to cast: what is known about the making is wiped.
    pub fn cast(self) -> CastBallot {
        self.cast
    }

    /// Decides to audit: the ballot can no longer be cast.
    pub fn open(self, election: &crate::ElectionId) -> Opening {
        Opening {
            election: election.clone(),
            choices: self.choices,
            seed: self.seed,
            credential: self.ballot.credential,
            signature: self.ballot.signature.proof,
        }
    }
}

impl CastBallot {
    fn of<G: Making>(bytes: Vec<u8>) -> Self {
        Self {
            tracking_number: G::fingerprint(&bytes),
            bytes,
        }
    }

    /// The ballot as the archive keeps it.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The tracking number.
    pub fn tracking_number(&self) -> String {
        self.tracking_number.clone()
    }
}
