//! What may be wrong with what is written or asked of an amendment.

use crate::charter::desk::draft::problem as grammar;
use crate::i18n::T;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use palier_domain::charter::amendment::refusal::Refusal as Table;
use palier_domain::charter::amendment::support::NotEnoughSupport;
use palier_domain::charter::booklet::CodeError;
use palier_domain::charter::clause::ClauseKind;
use palier_domain::charter::grammar::GrammarProblem;
use palier_domain::charter::typed::Fault;
use palier_store::StoreError;
use palier_store::amendment::AmendmentError;
use serde::{Deserialize, Serialize};

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "writing")]
pub enum WriteProblem {
    /// Another delegate saved it meanwhile.
    Changed,
    /// A facilitator or guarantor takes no side.
    Neutral,
    /// Only its author may.
    NotTheAuthor,
    /// It is somebody else's task.
    NotYourTask,
    /// It is her own.
    Own,
    /// She signed it before.
    SignedBefore,
    /// She did not sign it.
    NotSigned,
    /// It does not stand where this is done.
    NotNow,
    /// The text takes no amendments now.
    NotWritten,
    /// Its words do not fit the current version.
    DoesNotFit,
    /// They do.
    Fits,
    /// An amendment of an amendment is not amended.
    TooDeep,
    /// Only the clauses that a college refused are open.
    ClauseClosed,
    /// Too few signed it.
    Support {
        /// So far.
        have: i64,
        /// Needed.
        needed: i64,
    },
    /// It changes nothing.
    ChangesNothing,
    /// Nothing waits for an answer.
    NothingWaits,
    /// It is handed in with a title.
    NoTitle,
    /// It is handed in with reasons.
    NoReasons,
    /// A clause without words.
    EmptyClause,
    /// Words that make something else of a clause.
    OtherKind,
    /// A place that is not there.
    Nowhere,
    /// A line that breaks the grammar.
    Grammar {
        /// Which one, from 1.
        line: i64,
        /// How.
        what: GrammarProblem,
    },
    /// No code of a page.
    CodeForm,
    /// A code that was copied wrong.
    CodeMiscopied,
    /// The code of a page of another version.
    CodeOfOtherVersion,
}

impl WriteProblem {
    /// The words.
    #[must_use]
    pub fn say(&self, t: T) -> String {
        match self {
            Self::Changed => t.amend_problem_changed().into(),
            Self::Neutral => t.amend_problem_neutral().into(),
            Self::NotTheAuthor => t.amend_problem_not_the_author().into(),
            Self::NotYourTask => t.amend_problem_not_your_task().into(),
            Self::Own => t.amend_problem_own().into(),
            Self::SignedBefore => t.amend_problem_signed_before().into(),
            Self::NotSigned => t.amend_problem_not_signed().into(),
            Self::NotNow => t.amend_problem_not_now().into(),
            Self::NotWritten => t.amend_problem_not_written().into(),
            Self::DoesNotFit => t.amend_problem_does_not_fit().into(),
            Self::Fits => t.amend_problem_fits().into(),
            Self::TooDeep => t.amend_problem_too_deep().into(),
            Self::ClauseClosed => t.amend_problem_clause_closed().into(),
            Self::Support { have, needed } => {
                t.amend_problem_support(t.number(*have), t.number(*needed))
            }
            Self::ChangesNothing => t.amend_problem_changes_nothing().into(),
            Self::NothingWaits => t.amend_problem_nothing_waits().into(),
            Self::NoTitle => t.amend_problem_no_title().into(),
            Self::NoReasons => t.amend_problem_no_reasons().into(),
            Self::EmptyClause => t.amend_problem_empty_clause().into(),
            Self::OtherKind => t.amend_problem_other_kind().into(),
            Self::Nowhere => t.amend_problem_nowhere().into(),
            Self::Grammar { line, what } => {
                t.amend_problem_grammar(t.number(*line), grammar(t, what))
            }
            Self::CodeForm => t.amend_problem_code_form().into(),
            Self::CodeMiscopied => t.amend_problem_code_miscopied().into(),
            Self::CodeOfOtherVersion => t.amend_problem_code_of_other_version().into(),
        }
    }
}

impl From<WriteProblem> for Problem {
    fn from(problem: WriteProblem) -> Self {
        Self::Amending(problem)
    }
}

impl From<Fault> for WriteProblem {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Empty => Self::EmptyClause,
            Fault::OtherKind(ClauseKind::Title) => Self::Grammar {
                line: 1,
                what: GrammarProblem::SecondTitle,
            },
            Fault::OtherKind(_) => Self::OtherKind,
            Fault::Grammar(error) => Self::Grammar {
                line: i64::try_from(error.line).unwrap_or(i64::MAX),
                what: error.problem,
            },
            Fault::Nowhere => Self::Nowhere,
        }
    }
}

impl From<CodeError> for WriteProblem {
    fn from(error: CodeError) -> Self {
        match error {
            CodeError::Form => Self::CodeForm,
            CodeError::Miscopied => Self::CodeMiscopied,
        }
    }
}

impl From<Table> for WriteProblem {
    fn from(refusal: Table) -> Self {
        match refusal {
            Table::FacilitatorProposesNothing => Self::Neutral,
            Table::NotTheAuthor => Self::NotTheAuthor,
            Table::NotYourTask => Self::NotYourTask,
            Table::OwnAmendment => Self::Own,
            Table::SignedBefore => Self::SignedBefore,
            Table::NotSigned => Self::NotSigned,
            Table::NotNow => Self::NotNow,
            Table::NotWritten | Table::WrongVersion => Self::NotWritten,
            Table::DoesNotFit => Self::DoesNotFit,
            Table::Fits => Self::Fits,
            Table::TooDeep => Self::TooDeep,
            Table::ClauseClosed => Self::ClauseClosed,
        }
    }
}

/// What the store refused, as a form shows it.
#[must_use]
pub fn refused(error: AmendmentError) -> Refusal {
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let problem = match error {
        AmendmentError::Refused(refusal) => refusal.into(),
        AmendmentError::Changed(..) => WriteProblem::Changed,
        AmendmentError::Support(NotEnoughSupport { have, needed }) => WriteProblem::Support {
            have: count(have),
            needed: count(needed),
        },
        AmendmentError::Empty => WriteProblem::ChangesNothing,
        AmendmentError::NoQuality => return Complaint::whole(Problem::ChooseOne).into(),
        AmendmentError::NothingWaits | AmendmentError::NotAgreed => WriteProblem::NothingWaits,
        AmendmentError::Store(StoreError::Missing(_)) => {
            return Refusal::Error(AppError::NotFound);
        }
        AmendmentError::Store(error) => return Refusal::Error(error.into()),
    };
    Complaint::whole(problem).into()
}
