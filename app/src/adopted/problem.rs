//! What may be wrong with a signature.

use crate::i18n::T;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use palier_store::StoreError;
use palier_store::adoption::AdoptionError;
use serde::{Deserialize, Serialize};

/// One thing that is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "signing")]
pub enum SigningProblem {
    /// She does not sign for them.
    NotHers,
    /// Another version is in force meanwhile.
    NotNow,
    /// They are not asked.
    NotAsked,
}

impl SigningProblem {
    /// The words.
    #[must_use]
    pub fn say(self, t: T) -> &'static str {
        match self {
            Self::NotHers => t.adopted_problem_not_hers(),
            Self::NotNow => t.adopted_problem_not_now(),
            Self::NotAsked => t.adopted_problem_not_asked(),
        }
    }
}

impl From<SigningProblem> for Problem {
    fn from(problem: SigningProblem) -> Self {
        Self::Signing(problem)
    }
}

/// What the rules refused, as the form shows it.
pub(super) fn refused(error: AdoptionError) -> Refusal {
    use AdoptionError as E;
    let complaint = match error {
        E::Store(StoreError::Missing(_)) => return Refusal::Error(AppError::NotFound),
        E::Store(error) => return Refusal::Error(error.into()),
        E::NotHers(_) => Complaint::about("party", SigningProblem::NotHers),
        E::NotAsked(_) => Complaint::about("party", SigningProblem::NotAsked),
        E::NoSignature => Complaint::about("name", Problem::Empty),
        _ => Complaint::whole(SigningProblem::NotNow),
    };
    complaint.into()
}
