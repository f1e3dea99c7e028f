//! What may be wrong with what is asked of an electoral roll.

use crate::i18n::T;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use chrono::NaiveDate;
use palier_domain::election::electoral_roll::correction::{CorrectionRefusal, MakeRefusal};
use palier_domain::election::stage::StepRefusal;
use palier_store::election::StepError;
use palier_store::election::electoral_roll::RollError;
use serde::{Deserialize, Serialize};

/// One thing that is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "roll")]
pub enum RollProblem {
    /// It is made from a day on.
    TooEarly {
        /// That day.
        from: NaiveDate,
    },
    /// The election is a draft.
    Draft,
    /// No line changes any more.
    Frozen,
    /// The roll is not published.
    NotPublished,
    /// The last day is over.
    Over {
        /// The last day.
        until: NaiveDate,
    },
    /// Corrections wait.
    Undecided {
        /// How many.
        waiting: i64,
    },
    /// Another officer was first.
    DecidedAlready,
    /// The step does not follow here.
    NotNow,
    /// Something must be done before.
    Missing,
    /// Lines of a file are wrong.
    Lines {
        /// How many.
        wrong: i64,
    },
    /// The correction names no tenancy.
    NoTenancy,
    /// The landlord's file has no such reference.
    Unknown,
    /// A day that has not come.
    DayToCome,
}

impl RollProblem {
    /// The words.
    #[must_use]
    pub fn say(self, t: T) -> String {
        match self {
            Self::TooEarly { from } => t.electoral_problem_too_early(t.date(from)),
            Self::Draft => t.electoral_problem_draft().into(),
            Self::Frozen => t.electoral_problem_frozen().into(),
            Self::NotPublished => t.electoral_problem_not_published().into(),
            Self::Over { until } => t.electoral_problem_over(t.date(until)),
            Self::Undecided { waiting } => t.electoral_problem_undecided(waiting),
            Self::DecidedAlready => t.electoral_problem_decided_already().into(),
            Self::NotNow => t.electoral_problem_not_now().into(),
            Self::Missing => t.electoral_problem_missing().into(),
            Self::Lines { wrong } => t.electoral_problem_lines(wrong),
            Self::NoTenancy => t.electoral_problem_no_tenancy().into(),
            Self::Unknown => t.electoral_problem_unknown().into(),
            Self::DayToCome => t.setup_problem_day_to_come().into(),
        }
    }
}

impl From<RollProblem> for Problem {
    fn from(problem: RollProblem) -> Self {
        Self::Roll(problem)
    }
}

impl From<StepRefusal> for RollProblem {
    fn from(refusal: StepRefusal) -> Self {
        match refusal {
            StepRefusal::TooEarly { from } => Self::TooEarly { from },
            StepRefusal::Missing(_) => Self::Missing,
            StepRefusal::OutOfOrder | StepRefusal::NotYours { .. } => Self::NotNow,
        }
    }
}

/// What the store refused, as the form shows it.
pub(super) fn refusal(error: RollError) -> Refusal {
    let problem = match error {
        RollError::Make(MakeRefusal::TooEarly { from }) => RollProblem::TooEarly { from },
        RollError::Make(MakeRefusal::Draft) => RollProblem::Draft,
        RollError::Make(MakeRefusal::Frozen) | RollError::Correction(CorrectionRefusal::Frozen) => {
            RollProblem::Frozen
        }
        RollError::Correction(CorrectionRefusal::NotPublished) => RollProblem::NotPublished,
        RollError::Correction(CorrectionRefusal::TooLate { until }) => RollProblem::Over { until },
        RollError::Correction(CorrectionRefusal::DayToCome) => RollProblem::DayToCome,
        RollError::DecidedAlready => RollProblem::DecidedAlready,
        RollError::Undecided(waiting) => RollProblem::Undecided { waiting },
        RollError::Step(StepError::Refused(refusal)) => refusal.into(),
        RollError::Step(_) => RollProblem::NotNow,
        RollError::Store(error) => return Refusal::Error(AppError::from(error)),
    };
    Complaint::whole(problem).into()
}
