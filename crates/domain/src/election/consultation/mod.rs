//! A consultation in the same box: yes, no or blank, by college, with rules stored before it opens.
//!
//! No law says what quorum or majority a consultation needs: its rule set does. Where a college has
//! few voters, its figures would tell how people voted, so no figure by college is shown at all.

pub mod ballot;
pub mod holders;
pub mod outcome;
pub mod ratio;
pub mod stage;

use ratio::Ratio;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use thiserror::Error;

/// What a majority is counted of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MajorityOf {
    /// Yes and no.
    Expressed,
    /// Yes, no and blank.
    Voters,
    /// Everybody on the roll.
    Electors,
}

/// Whether colleges decide together or one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Colleges {
    /// All votes are one.
    Together,
    /// Each college must reach quorum and majority.
    Each,
}

/// The rules of a consultation, stored before it opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleSet {
    /// The part of the electors who must vote; nothing if as many as come decide.
    pub quorum: Option<Ratio>,
    /// The part that must say yes.
    pub majority: Ratio,
    /// Of what.
    pub of: MajorityOf,
    /// Whether colleges decide together or one by one.
    pub colleges: Colleges,
    /// Voters below which no college's figures are shown.
    pub least_shown: u64,
}

impl Default for RuleSet {
    fn default() -> Self {
        Self {
            quorum: None,
            majority: Ratio::MORE_THAN_HALF,
            of: MajorityOf::Expressed,
            colleges: Colleges::Together,
            least_shown: 5,
        }
    }
}

/// What a college voted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollegeVotes {
    /// Its name.
    pub college: String,
    /// Electors on its roll.
    pub electors: u64,
    /// Votes for.
    pub yes: u64,
    /// Votes against.
    pub no: u64,
    /// Blank votes.
    pub blank: u64,
}

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Adopted.
    Adopted,
    /// Not adopted.
    Rejected,
    /// Too few voted.
    NoQuorum,
}

/// Figures that make no sense.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum VotesError {
    /// Nobody was asked.
    #[error("there is no college")]
    NoCollege,
    /// A college stands there twice.
    #[error("college {0} was given twice")]
    CollegeTwice(String),
    /// More votes than electors.
    #[error("college {0} has more votes than electors")]
    MoreVotesThanElectors(String),
    /// A sum that does not exist.
    #[error("the sum of the colleges is larger than any number of electors")]
    Overflow,
}

impl CollegeVotes {
    /// Votes, blank ones included; nothing if no such number exists.
    #[must_use]
    pub fn voters(&self) -> Option<u64> {
        self.yes.checked_add(self.no)?.checked_add(self.blank)
    }

    fn added(&self, other: &Self) -> Option<Self> {
        Some(Self {
            college: String::new(),
            electors: self.electors.checked_add(other.electors)?,
            yes: self.yes.checked_add(other.yes)?,
            no: self.no.checked_add(other.no)?,
            blank: self.blank.checked_add(other.blank)?,
        })
    }
}

impl RuleSet {
    /// Judges the votes.
    pub fn verdict(&self, votes: &[CollegeVotes]) -> Result<Verdict, VotesError> {
        let all = total(votes)?;
        let verdicts: Vec<Verdict> = match self.colleges {
            Colleges::Together => vec![self.of_one(&all)],
            Colleges::Each => votes.iter().map(|college| self.of_one(college)).collect(),
        };
        let any = |wanted| verdicts.contains(&wanted);
        Ok(if any(Verdict::NoQuorum) {
            Verdict::NoQuorum
        } else if any(Verdict::Rejected) {
            Verdict::Rejected
        } else {
            Verdict::Adopted
        })
    }

    fn of_one(&self, votes: &CollegeVotes) -> Verdict {
        let expressed = votes.yes.saturating_add(votes.no);
        let voters = expressed.saturating_add(votes.blank);
        if let Some(quorum) = self.quorum
            && !quorum.is_met(voters, votes.electors)
        {
            return Verdict::NoQuorum;
        }
        let whole = match self.of {
            MajorityOf::Expressed => expressed,
            MajorityOf::Voters => voters,
            MajorityOf::Electors => votes.electors,
        };
        if self.majority.is_met(votes.yes, whole) {
            Verdict::Adopted
        } else {
            Verdict::Rejected
        }
    }

    /// The figures by college, if every college has enough voters. If one had not, the sum and the
    /// others would give it away, so none is shown then.
    #[must_use]
    pub fn breakdown<'a>(&self, votes: &'a [CollegeVotes]) -> Option<&'a [CollegeVotes]> {
        let enough = |college: &CollegeVotes| college.voters() >= Some(self.least_shown);
        votes.iter().all(enough).then_some(votes)
    }
}

/// The sum of the colleges, checked.
pub fn total(votes: &[CollegeVotes]) -> Result<CollegeVotes, VotesError> {
    let mut names = BTreeSet::new();
    let Some((first, others)) = votes.split_first() else {
        return Err(VotesError::NoCollege);
    };
    for college in votes {
        let name = || college.college.clone();
        if !names.insert(&college.college) {
            return Err(VotesError::CollegeTwice(name()));
        }
        if college
            .voters()
            .is_none_or(|voters| voters > college.electors)
        {
            return Err(VotesError::MoreVotesThanElectors(name()));
        }
    }
    let start = CollegeVotes {
        college: String::new(),
        ..first.clone()
    };
    others
        .iter()
        .try_fold(start, |sum, college| sum.added(college))
        .ok_or(VotesError::Overflow)
}
