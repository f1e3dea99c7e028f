//! What may be wrong with what is typed after the count.

use crate::i18n::T;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use palier_store::StoreError;
use palier_store::election::record::RecordError;
use serde::{Deserialize, Serialize};

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "result")]
pub enum ResultProblem {
    /// Not at this stage.
    NotNow,
    /// Somebody signed already.
    Signed,
    /// Somebody signed another record.
    OtherRecord,
    /// A check of the record fails.
    ChecksFail,
    /// Somebody who neither sits nor follows.
    NotOnTheList,
    /// The day of destruction has not come.
    TooEarly {
        /// Days until it comes.
        days: i64,
    },
    /// A day before the count.
    BeforeTheCount,
}

impl ResultProblem {
    /// The words.
    #[must_use]
    pub fn say(&self, t: T) -> String {
        match self {
            Self::NotNow => t.after_problem_not_now().into(),
            Self::Signed => t.after_problem_signed().into(),
            Self::OtherRecord => t.after_problem_other_record().into(),
            Self::ChecksFail => t.after_problem_checks_fail().into(),
            Self::NotOnTheList => t.after_problem_not_on_the_list().into(),
            Self::TooEarly { days } => t.after_problem_too_early(*days),
            Self::BeforeTheCount => t.after_problem_before_the_count().into(),
        }
    }
}

impl From<ResultProblem> for Problem {
    fn from(problem: ResultProblem) -> Self {
        Self::After(problem)
    }
}

/// What the store refused of a record.
pub(super) fn of_record(error: RecordError) -> Refusal {
    let problem = match error {
        RecordError::Store(error) => return Refusal::Error(error.into()),
        RecordError::Stage => ResultProblem::NotNow,
        RecordError::Signed => ResultProblem::Signed,
        RecordError::Other => ResultProblem::OtherRecord,
    };
    Complaint::whole(problem).into()
}

/// What the store refused: what does not follow here is told on the form.
pub(super) fn of_store(error: StoreError) -> Refusal {
    match error {
        StoreError::Conflict(_) => Complaint::whole(ResultProblem::NotNow).into(),
        error => Refusal::Error(error.into()),
    }
}
