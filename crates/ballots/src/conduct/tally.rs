//! Adding the ballots up, and opening the sum (specification, sections 4.16 and 4.19).

use std::collections::HashMap;

use super::append::{EncryptedTally, record_name};
use crate::check::{CheckedBallot, Ciphertext};
use crate::wire::{Number, ResultText, SizedTallyText, TrusteeText, print};
use crate::{Error, Group, Question, add_factors, count, join_factors};

/// The sum of the ballots, each with its weight, the last one of each credential.
pub struct Tally<G: Group> {
    shape: Vec<usize>,
    last: HashMap<String, Counted<G>>,
}

/// The last ballot of one credential.
struct Counted<G: Group> {
    weight: u64,
    answers: Vec<Vec<Ciphertext<G>>>,
}

impl<G: Group> Tally<G> {
    /// A tally without ballots.
    pub fn new(questions: &[Question]) -> Self {
        Self {
            shape: questions.iter().map(Question::choices).collect(),
            last: HashMap::new(),
        }
    }

    /// Takes the next ballot; it replaces an earlier one of the same credential.
    pub fn add(&mut self, ballot: CheckedBallot<G>, weight: u64) {
        let counted = Counted {
            weight,
            answers: ballot.answers,
        };
        self.last.insert(ballot.credential, counted);
    }

    /// The sum of the ciphertexts.
    pub fn sum(&self) -> Vec<Vec<Ciphertext<G>>> {
        let mut sum: Vec<Vec<_>> = self
            .shape
            .iter()
            .map(|choices| vec![Ciphertext::zero(); *choices])
            .collect();
        for Counted { weight, answers } in self.last.values() {
            let pairs = sum.iter_mut().flatten().zip(answers.iter().flatten());
            for (total, ciphertext) in pairs {
                *total = total.add(&ciphertext.weigh(*weight));
            }
        }
        sum
    }

    /// How many ballots count.
    pub fn voters(&self) -> u64 {
        u64::try_from(self.last.len()).unwrap_or(u64::MAX)
    }

    /// The sum of their weights; the greatest number where they do not fit, which only a list made
    /// elsewhere brings about, and a verifier refuses what is made of it.
    pub fn weight(&self) -> u64 {
        let weights = self.last.values().map(|counted| counted.weight);
        weights.fold(0, u64::saturating_add)
    }

    /// The two records of the encrypted tally.
    pub fn records(&self) -> EncryptedTally {
        let row = |row: &Vec<Ciphertext<G>>| row.iter().map(Ciphertext::print).collect();
        let tally: Vec<Vec<_>> = self.sum().iter().map(row).collect();
        let tally = print(&tally);
        let sized = SizedTallyText {
            num_tallied: self.voters(),
            total_weight: Number(self.weight()),
            encrypted_tally: record_name(&tally),
        };
        EncryptedTally {
            sized: print(&sized),
            tally,
        }
    }
}

/// The result: the trustees' factors joined, and each sum counted up to the total weight.
///
/// `factors` gives what each trustee decrypted, by its number from 1 through all parts, checked
/// before. Of a threshold part, as many as needed are taken.
///
/// # Errors
/// [`Error::DecryptionMissing`] naming the part that has too few, and [`Error::CountTooLarge`] when
/// the factors do not fit the tally.
pub fn result<G: Group>(
    tally: &[Vec<Ciphertext<G>>],
    weight: u64,
    trustees: &[TrusteeText],
    factors: &HashMap<u64, Vec<Vec<G::Element>>>,
) -> Result<ResultText, Error> {
    let mut all = Vec::new();
    let mut before = 0;
    for (part, trustee) in trustees.iter().enumerate() {
        let (holders, needed) = match trustee {
            TrusteeText::Single(_) => (1, 1),
            TrusteeText::Pedersen(text) => (text.verification_keys.len(), text.threshold),
        };
        let holders = u64::try_from(holders).unwrap_or(u64::MAX);
        let held = (1..=holders).filter_map(|index| {
            let factors = factors.get(&(before + index))?;
            Some((index, factors.clone()))
        });
        let needed = usize::try_from(needed).unwrap_or(usize::MAX);
        let held: Vec<_> = held.take(needed).collect();
        if held.len() < needed {
            return Err(Error::DecryptionMissing { part });
        }
        all = add_factors::<G>(all, join_factors::<G>(&held));
        before += holders;
    }
    let mut counts = Vec::with_capacity(tally.len());
    for (ciphertexts, factors) in tally.iter().zip(&all) {
        let pairs = ciphertexts.iter().zip(factors);
        let opened = pairs.map(|(ciphertext, factor)| {
            let message = G::add(&ciphertext.beta, &G::negate(factor));
            count::<G>(&message, weight).map(Number)
        });
        counts.push(opened.collect::<Result<_, _>>()?);
    }
    Ok(ResultText { result: counts })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Ed25519;

    #[test]
    fn weights_that_do_not_fit_stop_nothing() {
        let mut tally = Tally::<Ed25519>::new(&[]);
        for credential in ["one", "two"] {
            let ballot = CheckedBallot {
                tracking_number: String::new(),
                credential: credential.to_owned(),
                answers: Vec::new(),
            };
            tally.add(ballot, u64::MAX);
        }
        assert_eq!((tally.voters(), tally.weight()), (2, u64::MAX));
    }
}
