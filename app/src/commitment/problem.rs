//! What may be wrong with what is said of a commitment.

use crate::i18n::T;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use palier_domain::charter::commitment::state::ProgressRefusal;
use palier_store::StoreError;
use palier_store::commitment::CommitmentError;
use serde::{Deserialize, Serialize};

/// One thing that is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "committing")]
pub enum CommitmentProblem {
    /// It is for staff or a facilitator to say.
    NotHers,
    /// A later version no longer says it.
    Ended,
    /// The text says it already, or somebody did meanwhile.
    Said,
    /// What is kept is shown by something.
    WithoutEvidence,
    /// It stands elsewhere meanwhile.
    NotFromHere,
}

impl CommitmentProblem {
    /// The words.
    #[must_use]
    pub fn say(self, t: T) -> String {
        match self {
            Self::NotHers => t.commitment_problem_not_hers(),
            Self::Ended => t.commitment_problem_ended(),
            Self::Said => t.commitment_problem_said(),
            Self::WithoutEvidence => t.commitment_problem_evidence(),
            Self::NotFromHere => t.commitment_problem_not_from_here(),
        }
        .to_owned()
    }
}

impl From<CommitmentProblem> for Problem {
    fn from(problem: CommitmentProblem) -> Self {
        Self::Committing(problem)
    }
}

/// What the rules refused, as a form shows it; `field` is where words are missing.
pub(super) fn refused(error: CommitmentError, field: &str) -> Refusal {
    use CommitmentError as E;
    let complaint = match error {
        E::Store(StoreError::Missing(_)) => return Refusal::Error(AppError::NotFound),
        E::Store(error) => return Refusal::Error(error.into()),
        E::NotHers(_) => Complaint::whole(CommitmentProblem::NotHers),
        E::Ended => Complaint::whole(CommitmentProblem::Ended),
        E::Said => Complaint::whole(CommitmentProblem::Said),
        E::Refused(ProgressRefusal::Nothing) => Complaint::about(field, Problem::Empty),
        E::Refused(ProgressRefusal::WithoutEvidence) => {
            Complaint::about("evidence", CommitmentProblem::WithoutEvidence)
        }
        E::Refused(ProgressRefusal::NotFromHere(..)) => {
            Complaint::about("state", CommitmentProblem::NotFromHere)
        }
    };
    complaint.into()
}
