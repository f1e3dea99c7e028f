//! What may be wrong with a consultation.

use crate::i18n::T;
use crate::site::problem::Problem;
use palier_domain::election::consultation::ballot::BallotError;
use palier_domain::election::consultation::holders::HoldersError;
use palier_domain::election::consultation::stage::HoursError;
use palier_store::consultation::StepError;
use palier_store::consultation::roll::Registration;
use serde::{Deserialize, Serialize};

/// One thing that is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "consultation")]
pub enum ConsultationProblem {
    /// Not at this stage.
    NotNow,
    /// Nothing is asked.
    NoQuestion,
    /// Fewer than two answers, or too many.
    Answers,
    /// An answer stands there twice.
    Twice,
    /// More may be chosen than there are, or none.
    Most,
    /// A fraction that is none.
    NotARatio,
    /// The roll closes in the past.
    Past,
    /// The vote opens before the roll closes.
    OpensTooSoon,
    /// The vote closes before it opens.
    ClosesTooSoon,
    /// No college.
    NoCollege,
    /// Not two holders.
    HolderCount,
    /// Both holders are of one college.
    OneCollege,
    /// A holder is not on the roll of the college that was chosen.
    OtherCollege,
    /// A holder has not made her key.
    NoKey,
    /// No account has one of these identifiers.
    UnknownAccount,
    /// The reader is in no college.
    NoElector,
    /// What was sent registers nothing.
    NoShares,
    /// Somebody else registered the same.
    Known,
    /// The file is not what is awaited here.
    OtherFile,
    /// The file is of another key, or of another tally.
    OtherKey,
    /// The sums by college are missing.
    NoColleges,
}

impl ConsultationProblem {
    /// The words.
    #[must_use]
    pub fn say(self, t: T) -> &'static str {
        match self {
            Self::NotNow => t.consultation_problem_not_now(),
            Self::NoQuestion => t.consultation_problem_no_question(),
            Self::Answers => t.consultation_problem_answers(),
            Self::Twice => t.consultation_problem_twice(),
            Self::Most => t.consultation_problem_most(),
            Self::NotARatio => t.consultation_problem_not_a_ratio(),
            Self::Past => t.consultation_problem_past(),
            Self::OpensTooSoon => t.consultation_problem_opens_too_soon(),
            Self::ClosesTooSoon => t.consultation_problem_closes_too_soon(),
            Self::NoCollege => t.consultation_problem_no_college(),
            Self::HolderCount => t.consultation_problem_holder_count(),
            Self::OneCollege => t.consultation_problem_one_college(),
            Self::OtherCollege => t.consultation_problem_other_college(),
            Self::NoKey => t.consultation_problem_no_key(),
            Self::UnknownAccount => t.consultation_problem_unknown_account(),
            Self::NoElector => t.consultation_problem_no_elector(),
            Self::NoShares => t.consultation_problem_no_shares(),
            Self::Known => t.consultation_problem_known(),
            Self::OtherFile => t.consultation_problem_other_file(),
            Self::OtherKey => t.consultation_problem_other_key(),
            Self::NoColleges => t.consultation_problem_no_colleges(),
        }
    }
}

impl From<ConsultationProblem> for Problem {
    fn from(problem: ConsultationProblem) -> Self {
        Self::Consultation(problem)
    }
}

impl From<HoursError> for ConsultationProblem {
    fn from(error: HoursError) -> Self {
        match error {
            HoursError::Past => Self::Past,
            HoursError::OpensTooSoon => Self::OpensTooSoon,
            HoursError::ClosesTooSoon => Self::ClosesTooSoon,
        }
    }
}

impl From<BallotError> for ConsultationProblem {
    fn from(error: BallotError) -> Self {
        match error {
            BallotError::NoQuestion => Self::NoQuestion,
            BallotError::Answers(_) => Self::Answers,
            BallotError::Twice => Self::Twice,
            BallotError::Most(_) => Self::Most,
        }
    }
}

impl From<HoldersError> for ConsultationProblem {
    fn from(error: HoldersError) -> Self {
        match error {
            HoldersError::Count(_) => Self::HolderCount,
            HoldersError::OneCollege => Self::OneCollege,
            HoldersError::OtherCollege => Self::OtherCollege,
        }
    }
}

/// What a registration that was not kept is told.
#[must_use]
pub fn unkept(registration: Registration) -> Option<ConsultationProblem> {
    match registration {
        Registration::Kept => None,
        Registration::Closed => Some(ConsultationProblem::NotNow),
        Registration::NoElector => Some(ConsultationProblem::NoElector),
        Registration::Known => Some(ConsultationProblem::Known),
    }
}

/// A step that was refused, as a form shows it.
#[must_use]
pub fn refused(error: StepError) -> crate::site::forms::Refusal {
    use crate::site::forms::{Complaint, Refusal};
    match error {
        StepError::Refused(_) => Complaint::whole(ConsultationProblem::NotNow).into(),
        StepError::Store(error) => Refusal::Error(error.into()),
    }
}
