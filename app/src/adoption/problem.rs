//! What may be wrong with what is done in an adoption.

use crate::amendment::treat::problem::step;
use crate::i18n::T;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use palier_domain::charter::adoption::ballot::BallotError;
use palier_store::StoreError;
use palier_store::adoption::AdoptionError;
use serde::{Deserialize, Serialize};

/// One thing that is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "adopting")]
pub enum AdoptionProblem {
    /// It is somebody else's to do.
    NotHers,
    /// The version does not stand where this is done.
    NotNow,
    /// Another version is before the colleges than the page showed.
    Changed,
    /// The rules change no more.
    RulesStand,
    /// The merge draft has touches that are in no version.
    Touches,
    /// No association has a weight.
    Weights,
    /// It is not said where the weights come from.
    From,
    /// The college or association is not asked.
    NotAsked,
    /// The college has voted.
    Voted,
    /// The college refuses nothing.
    RefusesNothing,
    /// A refusal without clause or reason.
    WithoutReason,
    /// The clause is not in that version.
    NoClause,
    /// The consultation does not serve.
    NoResult,
    /// Not every college has decided.
    Waiting,
    /// A signature without a name, or to come.
    Signature,
    /// The college does not vote that way.
    NotSo,
    /// An association voted twice.
    Twice,
    /// More votes than voters.
    TooMany,
    /// The landlord gives no reasons.
    Statement,
    /// A day to come.
    NotYet,
    /// A consultation under other rules.
    OtherRules,
    /// The box was not ticked.
    Unconfirmed,
    /// It is no number.
    Number,
    /// It is no number of months.
    Months,
    /// It is no part of a whole.
    Part,
    /// No association voted.
    Nobody,
}

impl AdoptionProblem {
    /// The words.
    #[must_use]
    pub fn say(self, t: T) -> &'static str {
        match self {
            Self::NotHers => t.adopting_problem_not_hers(),
            Self::NotNow => t.adopting_problem_not_now(),
            Self::Changed => t.adopting_problem_changed(),
            Self::RulesStand => t.adopting_problem_rules_stand(),
            Self::Touches => t.adopting_problem_touches(),
            Self::Weights => t.adopting_problem_weights(),
            Self::From => t.adopting_problem_from(),
            Self::NotAsked => t.adopting_problem_not_asked(),
            Self::Voted => t.adopting_problem_voted(),
            Self::RefusesNothing => t.adopting_problem_refuses_nothing(),
            Self::WithoutReason => t.adopting_problem_without_reason(),
            Self::NoClause => t.adopting_problem_no_clause(),
            Self::NoResult => t.adopting_problem_no_result(),
            Self::Waiting => t.adopting_problem_waiting(),
            Self::Signature => t.adopting_problem_signature(),
            Self::NotSo => t.adopting_problem_not_so(),
            Self::Twice => t.adopting_problem_twice(),
            Self::TooMany => t.adopting_problem_too_many(),
            Self::Statement => t.adopting_problem_statement(),
            Self::NotYet => t.adopting_problem_not_yet(),
            Self::OtherRules => t.adopting_problem_other_rules(),
            Self::Unconfirmed => t.adopting_problem_unconfirmed(),
            Self::Number => t.adopting_problem_number(),
            Self::Months => t.adopting_problem_months(),
            Self::Part => t.adopting_problem_part(),
            Self::Nobody => t.adopting_problem_nobody(),
        }
    }
}

impl From<AdoptionProblem> for Problem {
    fn from(problem: AdoptionProblem) -> Self {
        Self::Adopting(problem)
    }
}

/// What the rules of an adoption refused, as a form shows it.
#[must_use]
pub fn refused(error: AdoptionError) -> Refusal {
    use AdoptionProblem as P;
    let (field, problem) = match error {
        AdoptionError::Store(StoreError::Missing(_)) => return AppError::NotFound.into(),
        AdoptionError::Store(error) => return Refusal::Error(error.into()),
        AdoptionError::Step(error) => return step(error),
        AdoptionError::NotHers(_) => ("", P::NotHers),
        AdoptionError::NotNow => ("", P::NotNow),
        AdoptionError::RulesStand => ("", P::RulesStand),
        AdoptionError::TouchesWaiting => ("", P::Touches),
        AdoptionError::WithoutWeights => ("", P::Weights),
        AdoptionError::NotAsked(_) => ("", P::NotAsked),
        AdoptionError::Voted(_) => ("", P::Voted),
        AdoptionError::RefusesNothing(_) => ("", P::RefusesNothing),
        AdoptionError::WithoutReason => ("", P::WithoutReason),
        AdoptionError::NoSuchClause => ("clause", P::NoClause),
        AdoptionError::NoResult => ("consultation", P::NoResult),
        AdoptionError::CollegesWaiting => ("", P::Waiting),
        AdoptionError::NoSignature => ("", P::Signature),
        AdoptionError::Ballot(error) => ballot(&error),
    };
    Complaint::about(field, problem).into()
}

/// What is wrong with a ballot, and in which field of its form.
fn ballot(error: &BallotError) -> (&'static str, AdoptionProblem) {
    use AdoptionProblem as P;
    match error {
        BallotError::NotSo(_) => ("", P::NotSo),
        BallotError::Twice(_) => ("", P::Twice),
        BallotError::NotAsked(_) => ("", P::NotAsked),
        BallotError::TooMany => ("members", P::TooMany),
        BallotError::WithoutStatement => ("statement", P::Statement),
        BallotError::NotYet => ("held_on", P::NotYet),
        BallotError::OtherRules => ("consultation", P::OtherRules),
    }
}
