//! What may be wrong with keys, codes and seals.

use crate::i18n::T;
use crate::site::problem::Problem;
use serde::{Deserialize, Serialize};

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "sealing")]
pub enum SealProblem {
    /// The protocol refuses a file; its words, in English, are quoted.
    Refused {
        /// What it says.
        said: String,
    },
    /// Codes of another election, roll, group, or files that do not belong together.
    OtherCodes,
    /// Not one code for each elector.
    CodeCount {
        /// Codes.
        found: i64,
        /// Electors.
        electors: i64,
    },
    /// Not now.
    NotNow,
    /// A holder who has not this number, or a key of another election.
    OtherKey,
    /// Something that sealing needs is missing.
    Incomplete,
    /// No vote was taken in a rehearsal.
    NotRehearsed,
    /// Votes were taken in a rehearsal, which still takes them.
    RehearsalGoesOn,
    /// A message of a place of the key that is another account's.
    OthersPlace,
    /// Fewer key files were opened than decrypt.
    TooFewKeys {
        /// As many as decrypt.
        needed: i64,
    },
    /// A lost letter takes two members of the commission.
    TwoMembers,
    /// The file of lost letters is needed until the vote closes.
    StillVoting,
}

impl SealProblem {
    /// The words.
    #[must_use]
    pub fn say(&self, t: T) -> String {
        match self {
            Self::Refused { said } => t.sealing_problem_refused(said),
            Self::OtherCodes => t.sealing_problem_other_codes().into(),
            Self::CodeCount { found, electors } => {
                t.sealing_problem_code_count(t.number(*electors), t.number(*found))
            }
            Self::NotNow => t.sealing_problem_not_now().into(),
            Self::OtherKey => t.sealing_problem_other_key().into(),
            Self::Incomplete => t.sealing_problem_incomplete().into(),
            Self::NotRehearsed => t.sealing_problem_not_rehearsed().into(),
            Self::RehearsalGoesOn => t.sealing_problem_rehearsal_goes_on().into(),
            Self::OthersPlace => t.sealing_problem_others_place().into(),
            Self::TooFewKeys { needed } => t.sealing_problem_too_few_keys(t.number(*needed)),
            Self::TwoMembers => t.sealing_problem_two_members().into(),
            Self::StillVoting => t.sealing_problem_still_voting().into(),
        }
    }

    /// What the protocol says.
    pub(super) fn said(error: &palier_ballots::Error) -> Self {
        Self::Refused {
            said: error.to_string().chars().take(300).collect(),
        }
    }
}

impl From<SealProblem> for Problem {
    fn from(problem: SealProblem) -> Self {
        Self::Seal(problem)
    }
}
