//! The question and the answer about seats, as JSON that other programs ask and check.

use super::largest_remainder::{ApportionError, Apportionment, ListVotes, apportion};
use super::tie_break::{DrawOfLots, Settlement, Tie, TieChain, TieRule};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::num::NonZeroU64;

/// What is asked.
#[derive(Clone, Debug, Deserialize)]
pub struct SeatsQuestion {
    /// Seats to fill.
    pub seats: NonZeroU64,
    /// The lists with their votes.
    pub lists: Vec<QuestionList>,
    /// What settles ties; the oldest candidate if nothing is said.
    #[serde(default)]
    pub tie_chain: TieChain,
    /// The tally board's draw of lots, if one was needed.
    #[serde(default)]
    pub drawn: Option<DrawOfLots>,
}

/// A list of the question.
#[derive(Clone, Debug, Deserialize)]
pub struct QuestionList {
    /// Its name.
    pub list: String,
    /// Its valid votes.
    pub votes: u64,
    /// Birth dates of its candidates in list order.
    #[serde(default)]
    pub births: Vec<NaiveDate>,
}

/// What is answered: seats, an error, or both when lots must be drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeatsAnswer {
    /// The code of what went wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<&'static str>,
    /// The lists that the error is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub error_lists: Vec<String>,
    /// What was found, as far as it was.
    #[serde(flatten)]
    pub found: Option<Found>,
}

/// Seats by list, with every step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Found {
    /// Seats in all.
    pub seats: BTreeMap<String, u64>,
    /// Seats that wait for a draw of lots.
    pub unallocated: u64,
    /// Valid votes over seats, not reduced.
    pub quotient: String,
    /// Seats by the quotient alone.
    pub base: BTreeMap<String, u64>,
    /// Votes that the quotient left unused, reduced.
    pub rem_votes: BTreeMap<String, String>,
    /// Ties, and how each was settled.
    pub ties: Vec<FoundTie>,
}

/// A tie, settled or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FoundTie {
    lists: Vec<String>,
    seats: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    winners: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<TieRule>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
}

const SAME_BIRTHDATE: &str = "UNRESOLVED_SAME_BIRTHDATE";

impl SeatsQuestion {
    /// Answers; the answer is an error exactly when it carries a code.
    #[must_use]
    pub fn answer(self) -> SeatsAnswer {
        let lists: Vec<ListVotes> = self.lists.into_iter().map(ListVotes::from).collect();
        match apportion(self.seats, &lists, &self.tie_chain, self.drawn.as_ref()) {
            Ok(result) => SeatsAnswer {
                error: None,
                error_lists: Vec::new(),
                found: Some(Found::new(result, 0)),
            },
            Err(error) => SeatsAnswer::refused(error),
        }
    }
}

impl SeatsAnswer {
    fn refused(error: ApportionError) -> Self {
        let (error, error_lists, found) = match error {
            ApportionError::NoValidVotes => ("NO_VALID_VOTES", vec![], None),
            ApportionError::SameName { list } => ("SAME_NAME", vec![list], None),
            ApportionError::MissingBirths { lists } => ("MISSING_BIRTHS", lists, None),
            ApportionError::IncompleteDraw { list } => ("INCOMPLETE_DRAW", vec![list], None),
            ApportionError::UnresolvedSameBirthdate {
                unallocated,
                partial,
            } => {
                let found = Found::new(*partial, unallocated);
                (SAME_BIRTHDATE, vec![], Some(found))
            }
        };
        Self {
            error: Some(error),
            error_lists,
            found,
        }
    }
}

impl Found {
    fn new(result: Apportionment, unallocated: u64) -> Self {
        let quotient = result.quotient();
        let lists = &result.lists;
        Self {
            seats: lists.iter().map(|l| (l.list.clone(), l.seats)).collect(),
            unallocated,
            quotient,
            base: lists.iter().map(|l| (l.list.clone(), l.base)).collect(),
            rem_votes: lists
                .iter()
                .map(|l| (l.list.clone(), l.remainder.to_string()))
                .collect(),
            ties: result.ties.into_iter().map(FoundTie::from).collect(),
        }
    }
}

impl From<Tie> for FoundTie {
    fn from(tie: Tie) -> Self {
        let (winners, rule, status) = match tie.settlement {
            Settlement::By { rule, winners } => (Some(winners), Some(rule), None),
            Settlement::SameBirthdate => (None, None, Some(SAME_BIRTHDATE)),
        };
        Self {
            lists: tie.lists,
            seats: tie.seats,
            winners,
            rule,
            status,
        }
    }
}

impl From<QuestionList> for ListVotes {
    fn from(list: QuestionList) -> Self {
        Self {
            list: list.list,
            votes: list.votes,
            births: list.births,
        }
    }
}
