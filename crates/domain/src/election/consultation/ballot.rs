//! What is asked, and how it may be answered.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use thiserror::Error;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    /// The question.
    pub question: String,
    /// How it may be answered; a blank vote is always possible beside it.
    #[serde(flatten)]
    pub answer: Answer,
}

/// How a question may be answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Answer {
    /// Yes or no.
    YesNo,
    /// At least one of several, and at most so many.
    Choose {
        /// What may be chosen.
        answers: Vec<String>,
        /// How many at most.
        most: u64,
    },
}

/// A question that cannot be put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BallotError {
    /// There is no question.
    #[error("there is no question")]
    NoQuestion,
    /// Fewer than two answers, or too many.
    #[error("there are {0} answers: from 2 to 20 can be put")]
    Answers(usize),
    /// An answer stands there twice.
    #[error("an answer stands there twice")]
    Twice,
    /// More may be chosen than there are, or none.
    #[error("{0} cannot be chosen at most")]
    Most(u64),
}

/// The most answers that one page shows to choose from.
pub const MOST_ANSWERS: usize = 20;

impl Ballot {
    /// Checks that it can be put.
    ///
    /// # Errors
    /// [`BallotError`].
    pub fn check(&self) -> Result<(), BallotError> {
        if self.question.trim().is_empty() {
            return Err(BallotError::NoQuestion);
        }
        let Answer::Choose { answers, most } = &self.answer else {
            return Ok(());
        };
        if !(2..=MOST_ANSWERS).contains(&answers.len()) {
            return Err(BallotError::Answers(answers.len()));
        }
        if answers.iter().collect::<BTreeSet<_>>().len() < answers.len() {
            return Err(BallotError::Twice);
        }
        let all = u64::try_from(answers.len()).unwrap_or(u64::MAX);
        if !(1..=all).contains(most) {
            return Err(BallotError::Most(*most));
        }
        Ok(())
    }

    /// The answers as the ballot names them, the blank vote left out; `yes` and `no` are the words
    /// for these.
    #[must_use]
    pub fn answers<'a>(&'a self, yes: &'a str, no: &'a str) -> Vec<&'a str> {
        match &self.answer {
            Answer::YesNo => vec![yes, no],
            Answer::Choose { answers, .. } => answers.iter().map(String::as_str).collect(),
        }
    }

    /// How many answers may be chosen at most.
    #[must_use]
    pub fn most(&self) -> u64 {
        match &self.answer {
            Answer::YesNo => 1,
            Answer::Choose { most, .. } => *most,
        }
    }

    /// How many answers are judged: of yes and no, yes alone.
    #[must_use]
    pub fn judged(&self) -> usize {
        match &self.answer {
            Answer::YesNo => 1,
            Answer::Choose { answers, .. } => answers.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choose(answers: &[&str], most: u64) -> Ballot {
        Ballot {
            question: "Quel article d’abord ?".to_owned(),
            answer: Answer::Choose {
                answers: answers.iter().map(|one| (*one).to_owned()).collect(),
                most,
            },
        }
    }

    #[test]
    fn at_most_as_many_are_chosen_as_there_are() {
        assert_eq!(choose(&["a", "b", "c"], 2).check(), Ok(()));
        assert_eq!(choose(&["a", "b"], 3).check(), Err(BallotError::Most(3)));
        assert_eq!(choose(&["a", "b"], 0).check(), Err(BallotError::Most(0)));
        assert_eq!(choose(&["a"], 1).check(), Err(BallotError::Answers(1)));
        assert_eq!(choose(&["a", "a"], 1).check(), Err(BallotError::Twice));
        let mut none = choose(&["a", "b"], 1);
        none.question = " ".to_owned();
        assert_eq!(none.check(), Err(BallotError::NoQuestion));
    }

    #[test]
    fn of_yes_and_no_yes_is_judged() {
        let ballot = Ballot {
            question: "Adoptez-vous ?".to_owned(),
            answer: Answer::YesNo,
        };
        assert_eq!(ballot.answers("Oui", "Non"), ["Oui", "Non"]);
        assert_eq!((ballot.most(), ballot.judged()), (1, 1));
        let kept = serde_json::to_string(&ballot).unwrap();
        assert_eq!(serde_json::from_str::<Ballot>(&kept).unwrap(), ballot);
    }
}
