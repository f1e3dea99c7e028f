//! What may be wrong with what is decided or merged.

use crate::amendment::write::problem::refused;
use crate::i18n::T;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use palier_domain::charter::comment_fate::FateRefusal;
use palier_domain::charter::consolidation::DraftRefusal;
use palier_domain::charter::version_steps::StepRefusal;
use palier_domain::charter::vote::VoteRefusal;
use palier_store::StoreError;
use palier_store::amendment::StepError;
use palier_store::decision::{FateError, MergeError, VoteError};
use serde::{Deserialize, Serialize};

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "treating")]
pub enum TreatProblem {
    /// It is the facilitator's to do.
    NotHers,
    /// The version does not stand where this is done.
    NotNow,
    /// Somebody changed it meanwhile.
    Changed,
    /// The comment has no fate of its own.
    NoFate,
    /// A reason is needed.
    WithoutReason,
    /// The amendment or argument is not on that clause.
    Elsewhere,
    /// It is no number.
    Number,
    /// Figures are missing.
    NotVoted,
    /// The vote ended before.
    AfterTheEnd,
    /// A college voted by hands and in the consultation.
    Twice,
    /// The consultation does not serve here.
    NoResult,
    /// A later touch stands on it.
    LaterTouch,
    /// It would be no clause of its kind any more.
    Grammar,
    /// Nothing would change.
    Nothing,
    /// Accepted amendments cannot stand together.
    LeftOut,
    /// Amendments were handed in under the rules.
    RulesStand,
    /// The number is not one of those that are possible.
    Between {
        /// The least.
        least: i64,
        /// The most.
        most: i64,
    },
    /// Nobody shows that name here.
    NobodyByThatName,
    /// The text has no rules yet.
    WithoutRules,
    /// Comments have no fate.
    Comments {
        /// How many.
        n: i64,
    },
    /// Amendments wait for a ruling.
    NotRuled {
        /// How many.
        n: i64,
    },
    /// Appeals or rewordings wait.
    Answers {
        /// How many.
        n: i64,
    },
    /// Amendments wait for a vote.
    NotDecided {
        /// How many.
        n: i64,
    },
    /// Accepted amendments wait for the new version.
    NotIncorporated {
        /// How many.
        n: i64,
    },
}

impl TreatProblem {
    /// The words.
    #[must_use]
    pub fn say(&self, t: T) -> String {
        match self {
            Self::NotHers => t.treat_problem_not_hers().into(),
            Self::NotNow => t.treat_problem_not_now().into(),
            Self::Changed => t.treat_problem_changed().into(),
            Self::NoFate => t.treat_problem_no_fate().into(),
            Self::WithoutReason => t.treat_problem_without_reason().into(),
            Self::Elsewhere => t.treat_problem_elsewhere().into(),
            Self::Number => t.treat_problem_number().into(),
            Self::NotVoted => t.treat_problem_not_voted().into(),
            Self::AfterTheEnd => t.treat_problem_after_the_end().into(),
            Self::Twice => t.treat_problem_twice().into(),
            Self::NoResult => t.treat_problem_no_result().into(),
            Self::LaterTouch => t.treat_problem_later_touch().into(),
            Self::Grammar => t.treat_problem_grammar().into(),
            Self::Nothing => t.treat_problem_nothing().into(),
            Self::LeftOut => t.treat_problem_left_out().into(),
            Self::RulesStand => t.treat_rules_stand().into(),
            Self::Between { least, most } => t.treat_problem_between(*least, *most),
            Self::NobodyByThatName => t.treat_problem_nobody_by_that_name().into(),
            Self::WithoutRules => t.treat_problem_without_rules().into(),
            Self::Comments { n } => t.treat_problem_comments(*n),
            Self::NotRuled { n } => t.treat_problem_not_ruled(*n),
            Self::Answers { n } => t.treat_problem_answers(*n),
            Self::NotDecided { n } => t.treat_problem_not_decided(*n),
            Self::NotIncorporated { n } => t.treat_problem_not_incorporated(*n),
        }
    }
}

impl From<TreatProblem> for Problem {
    fn from(problem: TreatProblem) -> Self {
        Self::Treating(problem)
    }
}

fn whole(problem: TreatProblem) -> Refusal {
    Complaint::whole(problem).into()
}

fn stored(error: StoreError) -> Refusal {
    match error {
        StoreError::Missing(_) => Refusal::Error(AppError::NotFound),
        error => Refusal::Error(error.into()),
    }
}

/// What the rules of a version refused, as a form shows it.
#[must_use]
pub fn step(error: StepError) -> Refusal {
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    use StepRefusal as R;
    whole(match error {
        StepError::Store(error) => return stored(error),
        StepError::Refused(R::NotHers) => TreatProblem::NotHers,
        StepError::Refused(R::WithoutRules) => TreatProblem::WithoutRules,
        StepError::Refused(R::CommentsWithoutFate(n)) => TreatProblem::Comments { n: count(n) },
        StepError::Refused(R::NotRuled(n)) => TreatProblem::NotRuled { n: count(n) },
        StepError::Refused(R::AppealsWaiting(n) | R::RewordingsUnanswered(n)) => {
            TreatProblem::Answers { n: count(n) }
        }
        StepError::Refused(R::NotDecided(n)) => TreatProblem::NotDecided { n: count(n) },
        StepError::Refused(R::NotIncorporated(n)) => TreatProblem::NotIncorporated { n: count(n) },
        StepError::Refused(_) => TreatProblem::NotNow,
    })
}

/// What the rules of comments' fates refused.
#[must_use]
pub fn fate(error: FateError) -> Refusal {
    whole(match error {
        FateError::Store(error) => return stored(error),
        FateError::Refused(FateRefusal::NotHers) => TreatProblem::NotHers,
        FateError::Refused(FateRefusal::Published) => TreatProblem::NotNow,
        FateError::Refused(FateRefusal::NoFateOfItsOwn) => TreatProblem::NoFate,
        FateError::Refused(FateRefusal::WithoutReason) => TreatProblem::WithoutReason,
        FateError::Refused(FateRefusal::Elsewhere) => TreatProblem::Elsewhere,
    })
}

/// What the rules of votes refused.
#[must_use]
pub fn vote(error: VoteError) -> Refusal {
    whole(match error {
        VoteError::Store(error) => return stored(error),
        VoteError::Amendment(error) => return refused(error),
        VoteError::NotHers => TreatProblem::NotHers,
        VoteError::NotNow => TreatProblem::NotNow,
        VoteError::Meanwhile => TreatProblem::Changed,
        VoteError::NoResult => TreatProblem::NoResult,
        VoteError::Refused(VoteRefusal::Twice(_)) => TreatProblem::Twice,
        VoteError::Refused(VoteRefusal::AfterTheEnd(_)) => TreatProblem::AfterTheEnd,
        VoteError::Refused(_) => TreatProblem::NotVoted,
    })
}

/// What the rules of the merge draft refused.
#[must_use]
pub fn merge(error: MergeError) -> Refusal {
    whole(match error {
        MergeError::Store(error) => return stored(error),
        MergeError::Amendment(error) => return refused(error),
        MergeError::Step(error) => return step(error),
        MergeError::NotHers => TreatProblem::NotHers,
        MergeError::NotNow => TreatProblem::NotNow,
        MergeError::Changed => TreatProblem::Changed,
        MergeError::WithoutLabel => TreatProblem::WithoutReason,
        MergeError::LeftOut(_) => TreatProblem::LeftOut,
        MergeError::Nothing | MergeError::Draft(DraftRefusal::ChangesNothing) => {
            TreatProblem::Nothing
        }
        MergeError::Draft(DraftRefusal::Grammar(_)) => TreatProblem::Grammar,
        MergeError::Draft(_) => TreatProblem::LaterTouch,
    })
}
