//! What may be wrong with what is asked of a collective agreement.

use crate::i18n::T;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use chrono::NaiveDate;
use palier_domain::election::collective_agreement::answering::AnswerRefusal;
use palier_domain::election::collective_agreement::course::OpenRefusal;
use palier_store::StoreError;
use palier_store::collective_agreement::AgreementError;
use serde::{Deserialize, Serialize};

/// One thing that is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "agreement")]
pub enum AgreementProblem {
    /// Tenants were asked: the words do not change any more.
    Opened,
    /// They are being asked.
    BeingAsked,
    /// It is decided.
    Decided,
    /// Two months cannot begin in the past.
    Past,
    /// Those who signed may not bind the others.
    NotEntitled,
    /// No let dwelling is concerned.
    Nobody,
    /// Names would be erased before the count can be contested.
    KeptTooShort {
        /// Days at least.
        least: u64,
    },
    /// There is no text to answer.
    NoText,
    /// The day of the signature is not said.
    NoSignature,
    /// Answers are taken later.
    NotYet {
        /// From this day on.
        from: NaiveDate,
    },
    /// The last day is over.
    Over,
    /// Only refusals are asked for.
    OnlyRefusals,
    /// The day is before the notification.
    BeforeNotice,
    /// Somebody of the dwelling answered.
    Given,
    /// She answered before.
    Twice,
    /// Not her dwelling, or not concerned.
    NotConcerned,
    /// The period is not over.
    NotOver,
    /// A line names nothing on the roll.
    UnknownPlace {
        /// Which line, from 1.
        line: i64,
    },
}

impl AgreementProblem {
    /// The words.
    #[must_use]
    pub fn say(self, t: T) -> String {
        match self {
            Self::Opened => t.agreement_problem_opened().into(),
            Self::BeingAsked => t.agreement_problem_being_asked().into(),
            Self::Decided => t.agreement_problem_decided().into(),
            Self::Past => t.agreement_problem_past().into(),
            Self::NotEntitled => t.agreement_problem_not_entitled().into(),
            Self::Nobody => t.agreement_problem_nobody().into(),
            Self::KeptTooShort { least } => t.agreement_problem_kept_too_short(least),
            Self::NoText => t.agreement_problem_no_text().into(),
            Self::NoSignature => t.agreement_problem_no_signature().into(),
            Self::NotYet { from } => t.agreement_problem_not_yet(t.date(from)),
            Self::Over => t.agreement_problem_over().into(),
            Self::OnlyRefusals => t.agreement_problem_only_refusals().into(),
            Self::BeforeNotice => t.agreement_problem_before_notice().into(),
            Self::Given => t.agreement_problem_given().into(),
            Self::Twice => t.agreement_problem_twice().into(),
            Self::NotConcerned => t.agreement_problem_not_concerned().into(),
            Self::NotOver => t.agreement_problem_not_over().into(),
            Self::UnknownPlace { line } => t.agreement_problem_unknown_place(line),
        }
    }
}

impl From<AgreementProblem> for Problem {
    fn from(problem: AgreementProblem) -> Self {
        Self::Agreement(problem)
    }
}

/// What the store refused, at the field that it belongs to.
#[must_use]
pub(super) fn refusal(error: AgreementError) -> Refusal {
    let about = |field: &str, problem: AgreementProblem| Complaint::about(field, problem).into();
    match error {
        AgreementError::Opened => about("", AgreementProblem::Opened),
        AgreementError::Open(refusal) => match refusal {
            OpenRefusal::BeingAsked => about("", AgreementProblem::BeingAsked),
            OpenRefusal::Decided => about("", AgreementProblem::Decided),
            OpenRefusal::Past => about("notified_on", AgreementProblem::Past),
            OpenRefusal::NotEntitled => about("", AgreementProblem::NotEntitled),
            OpenRefusal::Nobody => about("", AgreementProblem::Nobody),
        },
        AgreementError::Answer(refusal) => match refusal {
            AnswerRefusal::NotYet { from } => about("", AgreementProblem::NotYet { from }),
            AnswerRefusal::Over => about("", AgreementProblem::Over),
            AnswerRefusal::OnlyRefusals => about("says", AgreementProblem::OnlyRefusals),
            AnswerRefusal::DayToCome => Complaint::about("received_on", Problem::DayToCome).into(),
            AnswerRefusal::BeforeNotice => about("received_on", AgreementProblem::BeforeNotice),
        },
        AgreementError::Given => about("", AgreementProblem::Given),
        AgreementError::Twice => about("person", AgreementProblem::Twice),
        AgreementError::NotConcerned => about("", AgreementProblem::NotConcerned),
        AgreementError::NotOver => about("", AgreementProblem::NotOver),
        AgreementError::Store(StoreError::Missing(_)) => Refusal::Error(AppError::NotFound),
        AgreementError::Store(error) => Refusal::Error(error.into()),
    }
}
