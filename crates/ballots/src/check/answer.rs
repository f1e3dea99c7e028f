//! Answers to homomorphic questions (specification, sections 4.11.1, 4.12 and 4.13).

use super::{length, proofs};
use crate::election::Question;
use crate::wire::{AnswerText, CiphertextText};
use crate::{Election, Error, Group, Proof, Row};

/// An ElGamal ciphertext whose elements are in the group.
#[derive(Debug, PartialEq, Eq)]
pub struct Ciphertext<G: Group> {
    /// r·g, for the randomness r.
    pub alpha: G::Element,
    /// r·y + m·g, for the message m.
    pub beta: G::Element,
}

impl<G: Group> Clone for Ciphertext<G> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<G: Group> Copy for Ciphertext<G> {}

impl<G: Group> Ciphertext<G> {
    /// The encryption of zero that needs no randomness: the start of every sum.
    pub fn zero() -> Self {
        let alpha = G::identity();
        Self { alpha, beta: alpha }
    }

    /// Reads a ciphertext and checks that both elements are in the group.
    ///
    /// # Errors
    /// [`Error::Field`] naming `alpha` or `beta`.
    pub fn parse(text: &CiphertextText) -> Result<Self, Error> {
        let read = |text: &str, field| G::decode(text).map_err(|cause| cause.within(field));
        Ok(Self {
            alpha: read(&text.alpha, "alpha")?,
            beta: read(&text.beta, "beta")?,
        })
    }

    /// Writes the ciphertext.
    pub fn print(&self) -> CiphertextText {
        CiphertextText {
            alpha: G::encode(&self.alpha),
            beta: G::encode(&self.beta),
        }
    }

    /// The encryption of the sum of two messages.
    #[must_use]
    pub fn add(&self, other: &Self) -> Self {
        Self {
            alpha: G::add(&self.alpha, &other.alpha),
            beta: G::add(&self.beta, &other.beta),
        }
    }

    /// The encryption of the difference of two messages.
    #[must_use]
    pub fn subtract(&self, other: &Self) -> Self {
        self.add(&Self {
            alpha: G::negate(&other.alpha),
            beta: G::negate(&other.beta),
        })
    }

    /// The encryption of the message counted as often as a weight says.
    #[must_use]
    pub fn weigh(&self, weight: u64) -> Self {
        if weight == 1 {
            return *self;
        }
        let weight = G::small(weight);
        Self {
            alpha: G::multiply(&self.alpha, &weight),
            beta: G::multiply(&self.beta, &weight),
        }
    }
}

/// One branch of a proof: that the message of a ciphertext is `value`.
struct Branch<'a, G: Group> {
    proof: &'a Proof<G>,
    value: u64,
}

impl<G: Group> Branch<'_, G> {
    /// The commitment of the branch to alpha: response·g + challenge·alpha.
    fn of_alpha(&self) -> Row<G::Scalar> {
        Row {
            generator: self.proof.response,
            key: G::small(0),
            element: self.proof.challenge,
        }
    }

    /// The commitment to beta: response·y + challenge·(beta - value·g).
    fn of_beta(&self) -> Row<G::Scalar> {
        let generator = match self.value {
            0 => G::small(0),
            value => G::small(0) - G::small(value) * self.proof.challenge,
        };
        Row {
            generator,
            key: self.proof.response,
            element: self.proof.challenge,
        }
    }
}

/// The proofs of one answer, decoded.
struct Proofs<G: Group> {
    individual: Vec<Vec<Proof<G>>>,
    overall: Vec<Proof<G>>,
    blank: Vec<Proof<G>>,
}

impl<G: Group> Proofs<G> {
    /// Reads the proofs and checks that there are as many as the question asks for.
    fn read(question: &Question, text: &AnswerText) -> Result<Self, Error> {
        length(&text.choices, question.choices()).map_err(|e| e.within("choices"))?;
        length(&text.individual_proofs, question.choices())
            .map_err(|e| e.within("individual_proofs"))?;
        let individual = text
            .individual_proofs
            .iter()
            .enumerate()
            .map(|(at, texts)| {
                proofs(texts, 2).map_err(|e| e.at(format!("individual_proofs[{at}]")))
            });
        let individual = individual.collect::<Result<_, _>>()?;
        let branches = question.sums().count() + usize::from(question.blank());
        let overall =
            proofs(&text.overall_proof, branches).map_err(|e| e.within("overall_proof"))?;
        let blank = match (&text.blank_proof, question.blank()) {
            (Some(texts), true) => proofs(texts, 2).map_err(|e| e.within("blank_proof"))?,
            (None, false) => Vec::new(),
            (None, true) => return Err(Error::Missing.within("blank_proof")),
            (Some(_), false) => return Err(Error::Unexpected.within("blank_proof")),
        };
        Ok(Self {
            individual,
            overall,
            blank,
        })
    }

    /// The branches about one choice: its own proof, and where it is the blank one, two more.
    fn of_choice(&self, choice: usize) -> Vec<Branch<'_, G>> {
        let own = &self.individual[choice];
        let mut branches = vec![
            Branch {
                proof: &own[0],
                value: 0,
            },
            Branch {
                proof: &own[1],
                value: 1,
            },
        ];
        if let ([zero, _], 0) = (self.blank.as_slice(), choice) {
            branches.push(Branch {
                proof: &self.overall[0],
                value: 1,
            });
            branches.push(Branch {
                proof: zero,
                value: 0,
            });
        }
        branches
    }

    /// The branches about the sum of the answers: one for each allowed sum, and the blank proof's.
    fn of_sum(&self, question: &Question) -> Vec<Branch<'_, G>> {
        let overall = &self.overall[usize::from(question.blank())..];
        let branches = question.sums().zip(overall);
        let mut branches: Vec<_> = branches
            .map(|(value, proof)| Branch { proof, value })
            .collect();
        if let [_, zero] = self.blank.as_slice() {
            branches.push(Branch {
                proof: zero,
                value: 0,
            });
        }
        branches
    }
}

/// Checks every proof of an answer and returns its ciphertexts.
///
/// `voter` is S0 of the specification: the election's fingerprint, a bar, the public credential.
///
/// # Errors
/// [`Error::Field`] or [`Error::At`] with the place and what is wrong there: a length, a spelling,
/// an element outside the group, [`Error::ProofRefused`].
pub fn check_answer<G: Group>(
    election: &Election<G>,
    question: &Question,
    voter: &str,
    text: &AnswerText,
) -> Result<Vec<Ciphertext<G>>, Error> {
    let proofs = Proofs::<G>::read(question, text)?;
    // The commitments in order: A and B of each branch of each choice, then those of the sum.
    let mut commitments = Vec::new();
    let mut ciphertexts = Vec::with_capacity(text.choices.len());
    for (at, choice) in text.choices.iter().enumerate() {
        let branches = proofs.of_choice(at);
        let decode = |text, rows: Vec<_>, field| {
            G::decode_and_combine(text, election.table(), &rows)
                .map_err(|e| e.at(format!("choices[{at}].{field}")))
        };
        let rows = branches.iter().map(Branch::of_alpha).collect();
        let (alpha, of_alpha) = decode(&choice.alpha, rows, "alpha")?;
        let rows = branches.iter().map(Branch::of_beta).collect();
        let (beta, of_beta) = decode(&choice.beta, rows, "beta")?;
        ciphertexts.push(Ciphertext { alpha, beta });
        interleave(&mut commitments, of_alpha, of_beta);
    }
    let answers = &ciphertexts[usize::from(question.blank())..];
    let sum = answers.iter().fold(Ciphertext::zero(), |sum, c| sum.add(c));
    let branches = proofs.of_sum(question);
    let rows: Vec<_> = branches.iter().map(Branch::of_alpha).collect();
    let of_alpha = G::combine_rows(election.table(), &sum.alpha, &rows);
    let rows: Vec<_> = branches.iter().map(Branch::of_beta).collect();
    let of_beta = G::combine_rows(election.table(), &sum.beta, &rows);
    interleave(&mut commitments, of_alpha, of_beta);
    commitments.extend([sum.alpha, sum.beta]);
    let spellings = G::encode_all(&commitments);
    challenges(question, voter, text, &proofs, &spellings)?;
    Ok(ciphertexts)
}

/// Appends A and B of each branch in turn.
fn interleave<E>(to: &mut Vec<E>, of_alpha: Vec<E>, of_beta: Vec<E>) {
    to.extend(of_alpha.into_iter().zip(of_beta).flat_map(|(a, b)| [a, b]));
}

/// Compares each proof's challenges with the hash of what it commits to.
fn challenges<G: Group>(
    question: &Question,
    voter: &str,
    text: &AnswerText,
    proofs: &Proofs<G>,
    spellings: &[String],
) -> Result<(), Error> {
    let mut rest = spellings;
    let mut take = |branches: usize| {
        let (taken, left) = rest.split_at(2 * branches);
        rest = left;
        taken
    };
    let mut own = Vec::new();
    let mut of_blank: &[String] = &[];
    for at in 0..text.choices.len() {
        own.push(take(2));
        if question.blank() && at == 0 {
            of_blank = take(2);
        }
    }
    for (at, (choice, taken)) in text.choices.iter().zip(own).enumerate() {
        let statement = format!("prove|{voter}|{},{}|", choice.alpha, choice.beta);
        holds::<G>(&statement, taken, &proofs.individual[at])
            .map_err(|e| e.at(format!("individual_proofs[{at}]")))?;
    }
    let listed: Vec<String> = text
        .choices
        .iter()
        .map(|choice| format!("{},{}", choice.alpha, choice.beta))
        .collect();
    let listed = listed.join(",");
    let of_sum = take(question.sums().count());
    if question.blank() {
        let of_zero = take(1);
        let statement = format!("bproof1|{voter}|{listed}|");
        holds::<G>(
            &statement,
            &[&of_blank[..2], of_sum].concat(),
            &proofs.overall,
        )
        .map_err(|e| e.within("overall_proof"))?;
        let statement = format!("bproof0|{voter}|{listed}|");
        holds::<G>(
            &statement,
            &[&of_blank[2..], of_zero].concat(),
            &proofs.blank,
        )
        .map_err(|e| e.within("blank_proof"))
    } else {
        let sum = take(1);
        let statement = format!("prove|{voter}|{listed}|{},{}|", sum[0], sum[1]);
        holds::<G>(&statement, of_sum, &proofs.overall).map_err(|e| e.within("overall_proof"))
    }
}

/// Whether the challenges add up to the hash of the statement and the commitments.
fn holds<G: Group>(
    statement: &str,
    commitments: &[String],
    proofs: &[Proof<G>],
) -> Result<(), Error> {
    let expected = G::challenge(&format!("{statement}{}", commitments.join(",")));
    let sum = proofs
        .iter()
        .fold(G::small(0), |sum, proof| sum + proof.challenge);
    if sum == expected {
        Ok(())
    } else {
        Err(Error::ProofRefused)
    }
}
