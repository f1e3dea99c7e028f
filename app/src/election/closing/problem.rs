//! What may be wrong with what is handed in after the vote.

use crate::i18n::T;
use crate::site::problem::Problem;
use serde::{Deserialize, Serialize};

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "closing")]
pub enum ClosingProblem {
    /// Not now.
    NotNow,
    /// A file that is no part of a decryption.
    NotAShare,
    /// A holder who is none of this election's.
    UnknownHolder {
        /// The number that the file gives.
        number: String,
    },
    /// The holder's part is there already, and is another one.
    AnotherShare {
        /// Her name.
        name: String,
    },
    /// A part whose proof does not hold; it is kept as evidence.
    Invalid {
        /// The name of the holder that it gives.
        name: String,
        /// What the protocol says, in English.
        said: String,
    },
    /// As many parts as are needed are there.
    Enough,
    /// Too many parts that do not hold were handed in.
    TooMany,
    /// Marks and ballots are not as many.
    MarksDiffer,
    /// Something is awaited before the count.
    Awaited,
    /// Paper must be counted before anything is decrypted.
    PaperFirst,
    /// A check of the record fails.
    CheckFails,
    /// Lots must be drawn first.
    LotsFirst,
    /// No lots are to be drawn.
    NoLots,
    /// The order of lots does not name each tied list once.
    LotsOrder,
}

impl ClosingProblem {
    /// The words.
    #[must_use]
    pub fn say(&self, t: T) -> String {
        match self {
            Self::NotNow => t.closing_problem_not_now().into(),
            Self::NotAShare => t.closing_problem_not_a_share().into(),
            Self::UnknownHolder { number } => t.closing_problem_unknown_holder(number),
            Self::AnotherShare { name } => t.closing_problem_another_share(name),
            Self::Invalid { name, said } => t.closing_problem_invalid(name, said),
            Self::Enough => t.closing_problem_enough().into(),
            Self::TooMany => t.closing_problem_too_many().into(),
            Self::MarksDiffer => t.closing_problem_marks_differ().into(),
            Self::Awaited => t.closing_problem_awaited().into(),
            Self::PaperFirst => t.closing_problem_paper_first().into(),
            Self::CheckFails => t.closing_problem_check_fails().into(),
            Self::LotsFirst => t.closing_problem_lots_first().into(),
            Self::NoLots => t.closing_problem_no_lots().into(),
            Self::LotsOrder => t.closing_problem_lots_order().into(),
        }
    }
}

impl From<ClosingProblem> for Problem {
    fn from(problem: ClosingProblem) -> Self {
        Self::Closing(problem)
    }
}
