//! What may be wrong with paper that is counted.

use crate::i18n::T;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use palier_domain::election::official_record::PaperChannel;
use palier_domain::election::paper::count::SheetFault;
use palier_store::election::mark_letters::MarkLetterError;
use palier_store::election::paper::PaperError;
use serde::{Deserialize, Serialize};

/// One thing that is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "paper")]
pub enum PaperProblem {
    /// Not at this stage.
    NotNow,
    /// The count is settled.
    Settled,
    /// The count is not settled.
    NotSettled,
    /// A holder decrypts already.
    Decrypting,
    /// This operator sent her count.
    SentAlready,
    /// Two others did.
    TwoSent,
    /// Two operators have not sent theirs.
    NotBothSent,
    /// A figure is changed that both operators counted alike.
    BothAgree,
    /// Lists or channels changed meanwhile.
    OtherLists,
    /// The sum of postal votes is not the number of voters.
    PostSum {
        /// Votes.
        votes: i64,
        /// Voters.
        voters: i64,
    },
    /// The same at the ballot box.
    BoxSum {
        /// Votes.
        votes: i64,
        /// Voters.
        voters: i64,
    },
    /// Envelopes opened are not those that were accepted.
    Envelopes {
        /// Opened.
        opened: i64,
        /// Accepted.
        accepted: i64,
    },
    /// More doubles than voters by other channels.
    Doubles {
        /// Envelopes.
        double: i64,
        /// Voters.
        voters: i64,
    },
    /// There is no envelope of this number.
    NoSuchEnvelope,
    /// There is no letter of this number.
    NoSuchLetter,
    /// The lot was drawn.
    Drawn,
    /// Nobody voted online.
    NoMarks,
}

impl PaperProblem {
    /// The words.
    #[must_use]
    pub fn say(self, t: T) -> String {
        match self {
            Self::NotNow => t.paper_problem_not_now().into(),
            Self::Settled => t.paper_problem_settled().into(),
            Self::NotSettled => t.paper_problem_not_settled().into(),
            Self::Decrypting => t.paper_problem_decrypting().into(),
            Self::SentAlready => t.paper_problem_sent_already().into(),
            Self::TwoSent => t.paper_problem_two_sent().into(),
            Self::NotBothSent => t.paper_problem_not_both_sent().into(),
            Self::BothAgree => t.paper_problem_both_agree().into(),
            Self::OtherLists => t.paper_problem_other_lists().into(),
            Self::PostSum { votes, voters } => {
                t.paper_problem_post_sum(t.number(voters), t.number(votes))
            }
            Self::BoxSum { votes, voters } => {
                t.paper_problem_box_sum(t.number(voters), t.number(votes))
            }
            Self::Envelopes { opened, accepted } => {
                t.paper_problem_envelopes(t.number(accepted), t.number(opened))
            }
            Self::Doubles { double, voters } => {
                t.paper_problem_doubles(t.number(double), t.number(voters))
            }
            Self::NoSuchEnvelope => t.paper_problem_no_such_envelope().into(),
            Self::NoSuchLetter => t.paper_problem_no_such_letter().into(),
            Self::Drawn => t.paper_problem_drawn().into(),
            Self::NoMarks => t.paper_problem_no_marks().into(),
        }
    }
}

impl From<PaperProblem> for Problem {
    fn from(problem: PaperProblem) -> Self {
        Self::Paper(problem)
    }
}

impl From<SheetFault> for PaperProblem {
    fn from(fault: SheetFault) -> Self {
        let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        match fault {
            SheetFault::OtherChannels | SheetFault::OtherLists { .. } | SheetFault::Overflow => {
                Self::OtherLists
            }
            SheetFault::Sum {
                channel,
                votes,
                voters,
            } => {
                let (votes, voters) = (count(votes), count(voters));
                match channel {
                    PaperChannel::Post => Self::PostSum { votes, voters },
                    PaperChannel::BallotBox => Self::BoxSum { votes, voters },
                }
            }
            SheetFault::Envelopes { opened, accepted } => Self::Envelopes {
                opened: count(opened),
                accepted: count(accepted),
            },
            SheetFault::DoubleVotes { double, voters } => Self::Doubles {
                double: count(double),
                voters: count(voters),
            },
        }
    }
}

/// The field that a problem with figures is about.
fn field_of(problem: PaperProblem) -> &'static str {
    match problem {
        PaperProblem::PostSum { .. } | PaperProblem::Envelopes { .. } => "post_voters",
        PaperProblem::BoxSum { .. } => "box_voters",
        _ => "",
    }
}

/// What the store refused, as the form shows it.
pub(super) fn refused(error: PaperError) -> Refusal {
    let problem = match error {
        PaperError::Stage => PaperProblem::NotNow,
        PaperError::Settled => PaperProblem::Settled,
        PaperError::NotSettled => PaperProblem::NotSettled,
        PaperError::Decrypting => PaperProblem::Decrypting,
        PaperError::SentAlready => PaperProblem::SentAlready,
        PaperError::TwoSent => PaperProblem::TwoSent,
        PaperError::NotBothSent => PaperProblem::NotBothSent,
        PaperError::BothAgree => PaperProblem::BothAgree,
        PaperError::ReasonNeeded => return Complaint::about("reason", Problem::Empty).into(),
        PaperError::Fault(fault) => PaperProblem::from(fault),
        PaperError::Store(error) => return Refusal::Error(error.into()),
    };
    Complaint::about(field_of(problem), problem).into()
}

/// The same of letters to marks.
pub(super) fn refused_letter(error: MarkLetterError) -> Refusal {
    match error {
        MarkLetterError::Stage => Complaint::whole(PaperProblem::NotNow).into(),
        MarkLetterError::Drawn => Complaint::whole(PaperProblem::Drawn).into(),
        MarkLetterError::Store(error) => Refusal::Error(error.into()),
    }
}
