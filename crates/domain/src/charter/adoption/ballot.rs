//! How a college voted on a version, and what it comes to.

use super::rules::CollegeRule;
use crate::charter::amendment::college::College;
use crate::election::consultation::outcome::Outcome;
use crate::election::consultation::{CollegeVotes, Colleges, RuleSet, Verdict};
use crate::id::AssociationId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What an association says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// Yes.
    For,
    /// No.
    Against,
    /// Neither.
    Abstains,
}

/// An association that is asked, and what its vote weighs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// The association.
    pub association: AssociationId,
    /// Its name when the version was put before the colleges.
    pub name: String,
    /// One, or its votes in the last election.
    pub weight: u32,
}

/// The named vote of an association.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voice {
    /// The association.
    pub association: AssociationId,
    /// What it says.
    pub says: Says,
}

/// How a college voted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "how")]
pub enum Ballot {
    /// In secret, by a consultation.
    Secret {
        /// The consultation's identifier in archives and addresses.
        consultation: String,
        /// What was counted; nothing when so few voted that nothing was opened.
        counted: Option<Counts>,
        /// Who could vote.
        electors: u64,
        /// Who voted.
        voters: u64,
    },
    /// Each association under its name.
    Named {
        /// Who was asked.
        seats: Vec<Seat>,
        /// What they said; who is not there did not vote.
        voices: Vec<Voice>,
    },
    /// The landlord's board, which deliberates.
    Board {
        /// When.
        held_on: NaiveDate,
        /// Members of the board.
        members: u32,
        /// For.
        ayes: u32,
        /// Against.
        noes: u32,
        /// Neither.
        abstentions: u32,
    },
}

/// Votes of a college.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// For.
    pub yes: u64,
    /// Against.
    pub no: u64,
    /// Neither.
    pub blank: u64,
}

/// Figures that are no ballot of that college.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BallotError {
    /// The tenants vote in secret, the landlord by its board.
    #[error("the college of {} does not vote so", .0.name())]
    NotSo(College),
    /// An association spoke twice.
    #[error("association {0} spoke twice")]
    Twice(AssociationId),
    /// It was not asked.
    #[error("association {0} was not asked")]
    NotAsked(AssociationId),
    /// More votes than voters.
    #[error("there are more votes than voters")]
    TooMany,
    /// The landlord's board gives its reasons.
    #[error("the statement of reasons is missing")]
    WithoutStatement,
    /// The board did not deliberate yet.
    #[error("the board has not deliberated yet")]
    NotYet,
    /// The consultation was announced under other rules.
    #[error("the consultation was announced under other rules")]
    OtherRules,
}

impl Ballot {
    /// The secret ballot of a consultation, of its college at a place from 0; of several colleges
    /// each is counted apart, and nothing of any is known where one is too small.
    ///
    /// # Errors
    /// [`BallotError::OtherRules`].
    pub fn secret(
        handle: &str,
        (announced, outcome): (&RuleSet, &Outcome),
        (place, electors): (usize, &[u64]),
        rule: &CollegeRule,
    ) -> Result<Self, BallotError> {
        if !rule.is_that_of(announced, electors.len()) {
            return Err(BallotError::OtherRules);
        }
        let counted = if electors.len() < 2 {
            outcome.total.as_ref()
        } else {
            let all = outcome.breakdown.as_ref();
            all.and_then(|all| all.get(place))
        };
        let alone = electors.len() < 2;
        Ok(Self::Secret {
            consultation: handle.to_owned(),
            electors: electors.get(place).copied().unwrap_or(outcome.electors),
            voters: counted.map_or(if alone { outcome.voters } else { 0 }, |one| one.voters),
            counted: counted.map(|one| {
                let yes = one.answers.first().copied().unwrap_or_default();
                Counts {
                    yes,
                    no: one.voters.saturating_sub(one.blank).saturating_sub(yes),
                    blank: one.blank,
                }
            }),
        })
    }

    /// Judges it under the rules of its college; the statement is that of the college.
    ///
    /// # Errors
    /// [`BallotError`].
    pub fn verdict(
        &self,
        rule: &CollegeRule,
        statement: &str,
        today: NaiveDate,
    ) -> Result<Verdict, BallotError> {
        match (self, rule.college) {
            (Self::Secret { .. }, College::Tenants | College::Associations)
            | (Self::Named { .. }, College::Associations)
            | (Self::Board { .. }, College::Landlord) => {}
            (_, college) => return Err(BallotError::NotSo(college)),
        }
        if let Self::Board { held_on, .. } = self {
            if statement.trim().is_empty() {
                return Err(BallotError::WithoutStatement);
            }
            if *held_on > today {
                return Err(BallotError::NotYet);
            }
        }
        let Some(counts) = self.counts()? else {
            return Ok(Verdict::NoQuorum);
        };
        let rules = RuleSet {
            colleges: Colleges::Together,
            ..rule.consultation()
        };
        let votes = CollegeVotes {
            college: rule.college.name().to_owned(),
            electors: self.electors(),
            yes: counts.yes,
            no: counts.no,
            blank: counts.blank,
        };
        rules.verdict(&[votes]).map_err(|_| BallotError::TooMany)
    }

    /// What was counted, weights included; nothing of a secret ballot that was not opened.
    ///
    /// # Errors
    /// [`BallotError::Twice`] and [`BallotError::NotAsked`] for named votes.
    pub fn counts(&self) -> Result<Option<Counts>, BallotError> {
        match self {
            Self::Secret { counted, .. } => Ok(*counted),
            Self::Named { seats, voices } => named(seats, voices).map(Some),
            Self::Board {
                ayes,
                noes,
                abstentions,
                ..
            } => Ok(Some(Counts {
                yes: u64::from(*ayes),
                no: u64::from(*noes),
                blank: u64::from(*abstentions),
            })),
        }
    }

    /// Who could vote, weights included.
    #[must_use]
    pub fn electors(&self) -> u64 {
        match self {
            Self::Secret { electors, .. } => *electors,
            Self::Named { seats, .. } => seats.iter().map(|seat| u64::from(seat.weight)).sum(),
            Self::Board { members, .. } => u64::from(*members),
        }
    }
}

fn named(seats: &[Seat], voices: &[Voice]) -> Result<Counts, BallotError> {
    let mut counts = Counts {
        yes: 0,
        no: 0,
        blank: 0,
    };
    for (at, voice) in voices.iter().enumerate() {
        let id = voice.association;
        if voices[..at].iter().any(|other| other.association == id) {
            return Err(BallotError::Twice(id));
        }
        let seat = seats.iter().find(|seat| seat.association == id);
        let weight = u64::from(seat.ok_or(BallotError::NotAsked(id))?.weight);
        let counted = match voice.says {
            Says::For => &mut counts.yes,
            Says::Against => &mut counts.no,
            Says::Abstains => &mut counts.blank,
        };
        *counted = counted.checked_add(weight).ok_or(BallotError::TooMany)?;
    }
    Ok(counts)
}

#[cfg(test)]
mod tests;
