//! From what was counted to what is decided.

use super::{CollegeVotes, Colleges, RuleSet, Verdict, VotesError};
use serde::{Deserialize, Serialize};

/// What was counted of a college, or of all of them together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The college; empty for all together.
    pub college: String,
    /// Electors on its roll.
    pub electors: u64,
    /// Those who voted.
    pub voters: u64,
    /// Blank votes.
    pub blank: u64,
    /// Votes for each answer, in the order of the ballot.
    pub answers: Vec<u64>,
}

/// What a consultation came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// All votes together; none when so few voted that nothing was opened.
    pub total: Option<Counted>,
    /// Who could vote.
    pub electors: u64,
    /// Who voted.
    pub voters: u64,
    /// The figures by college, where every one of them has enough voters.
    pub breakdown: Option<Vec<Counted>>,
    /// What is decided of each answer that is judged.
    pub verdicts: Vec<Verdict>,
}

impl Counted {
    /// The votes for and against an answer: those who voted, not blank and not for it, are against.
    #[must_use]
    pub fn of_answer(&self, answer: usize) -> CollegeVotes {
        let yes = self.answers.get(answer).copied().unwrap_or_default();
        CollegeVotes {
            college: self.college.clone(),
            electors: self.electors,
            yes,
            no: self.voters.saturating_sub(self.blank).saturating_sub(yes),
            blank: self.blank,
        }
    }
}

impl RuleSet {
    /// Whether so many voted that the sum of their votes may be opened at all.
    #[must_use]
    pub fn opens(&self, voters: u64) -> bool {
        voters >= self.least_shown
    }

    /// Whether every college has so many voters that its sum may be opened too. A sum that is not
    /// shown must not follow from the others, so it is all of them or none.
    #[must_use]
    pub fn opens_colleges(&self, voters: &[u64]) -> bool {
        voters.len() > 1 && voters.iter().all(|voters| *voters >= self.least_shown)
    }

    /// The rules for so many colleges: one alone is all of them, and decides as the whole.
    #[must_use]
    pub fn for_colleges(mut self, colleges: usize) -> Self {
        if colleges < 2 {
            self.colleges = Colleges::Together;
        }
        self
    }

    /// What is decided when too few voted for anything to be opened.
    #[must_use]
    pub fn unopened(&self, electors: u64, voters: u64, judged: usize) -> Outcome {
        Outcome {
            total: None,
            electors,
            voters,
            breakdown: None,
            verdicts: vec![Verdict::NoQuorum; judged],
        }
    }

    /// Judges what was counted; `judged` is how many of the answers are, from the first on.
    ///
    /// Where each college decides for itself and not all of them could be opened, one of them has too
    /// few voters: that is no quorum.
    ///
    /// # Errors
    /// [`VotesError`] for figures that make no sense.
    pub fn outcome(
        &self,
        total: Counted,
        breakdown: Option<Vec<Counted>>,
        judged: usize,
    ) -> Result<Outcome, VotesError> {
        let whole = std::slice::from_ref(&total);
        let counted: &[Counted] = match (self.colleges, &breakdown) {
            (Colleges::Together, _) => whole,
            (Colleges::Each, Some(colleges)) => colleges,
            (Colleges::Each, None) => &[],
        };
        let verdict = |answer| {
            let votes: Vec<_> = counted.iter().map(|one| one.of_answer(answer)).collect();
            if votes.is_empty() {
                return Ok(Verdict::NoQuorum);
            }
            self.verdict(&votes)
        };
        let verdicts = (0..judged).map(verdict).collect::<Result<_, _>>()?;
        Ok(Outcome {
            electors: total.electors,
            voters: total.voters,
            total: Some(total),
            breakdown,
            verdicts,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{MajorityOf, ratio::Ratio};
    use super::*;

    fn counted(college: &str, electors: u64, blank: u64, answers: &[u64]) -> Counted {
        Counted {
            college: college.to_owned(),
            electors,
            voters: blank + answers.iter().sum::<u64>(),
            blank,
            answers: answers.to_vec(),
        }
    }

    #[test]
    fn yes_is_weighed_against_no_and_blank_as_the_rules_say() {
        let mut rules = RuleSet::default();
        let total = counted("", 40, 4, &[6, 5]);
        let outcome = rules.outcome(total.clone(), None, 1).unwrap();
        assert_eq!(outcome.verdicts, [Verdict::Adopted]);
        rules.of = MajorityOf::Voters;
        let outcome = rules.outcome(total.clone(), None, 1).unwrap();
        assert_eq!(outcome.verdicts, [Verdict::Rejected]);
        rules.quorum = Some(Ratio::at_least(1, 2).unwrap());
        let outcome = rules.outcome(total, None, 1).unwrap();
        assert_eq!(outcome.verdicts, [Verdict::NoQuorum]);
    }

    #[test]
    fn of_several_answers_each_is_judged_by_those_who_chose_it() {
        // Ten voters, one blank, up to two answers each.
        let total = Counted {
            college: String::new(),
            electors: 12,
            voters: 10,
            blank: 1,
            answers: vec![8, 5, 3],
        };
        let outcome = RuleSet::default().outcome(total, None, 3).unwrap();
        use Verdict::{Adopted, Rejected};
        assert_eq!(outcome.verdicts, [Adopted, Adopted, Rejected]);
    }

    #[test]
    fn colleges_that_decide_for_themselves_do_so_opened_or_not_at_all() {
        let rules = RuleSet {
            colleges: Colleges::Each,
            ..RuleSet::default()
        };
        let all = vec![
            counted("locataires", 20, 0, &[9, 1]),
            counted("bailleur", 8, 0, &[2, 4]),
        ];
        let total = counted("", 28, 0, &[11, 5]);
        let outcome = rules.outcome(total.clone(), Some(all), 1).unwrap();
        assert_eq!(outcome.verdicts, [Verdict::Rejected]);
        let outcome = rules.outcome(total, None, 1).unwrap();
        assert_eq!(outcome.verdicts, [Verdict::NoQuorum]);
    }

    #[test]
    fn under_five_voters_nothing_is_opened_and_under_five_of_a_college_no_college() {
        let rules = RuleSet::default();
        assert!(rules.opens(5) && !rules.opens(4));
        assert!(rules.opens_colleges(&[5, 9]));
        assert!(!rules.opens_colleges(&[5, 9, 4]));
        assert!(!rules.opens_colleges(&[9]), "one college is all of them");
        let outcome = rules.unopened(30, 3, 1);
        assert_eq!((outcome.total, outcome.voters), (None, 3));
        assert_eq!(outcome.verdicts, [Verdict::NoQuorum]);
    }
}
