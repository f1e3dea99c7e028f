//! The steps of a version: from its draft to what the colleges decide, who takes them, and what
//! must be settled before.

use super::status::VersionStatus;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A step of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VersionStep {
    /// To publish it: comments and amendments are taken.
    Open,
    /// To take no new amendments any more.
    Freeze,
    /// To begin the votes.
    OpenVotes,
    /// To begin the public merge draft.
    Consolidate,
    /// To put it before the colleges.
    Submit,
    /// To note that every college adopted it.
    Adopt,
    /// To note that a college refused clauses of it.
    Return,
    /// To put a later version in its place.
    Supersede,
}

impl VersionStep {
    /// All of them, in the order in which they come.
    pub const ALL: [Self; 8] = [
        Self::Open,
        Self::Freeze,
        Self::OpenVotes,
        Self::Consolidate,
        Self::Submit,
        Self::Adopt,
        Self::Return,
        Self::Supersede,
    ];

    /// Its name in forms and in the journal.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Freeze => "freeze",
            Self::OpenVotes => "open_votes",
            Self::Consolidate => "consolidate",
            Self::Submit => "submit",
            Self::Adopt => "adopt",
            Self::Return => "return",
            Self::Supersede => "supersede",
        }
    }

    /// The step with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// Who takes a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TakenBy {
    /// The facilitator, who does not work for the landlord.
    Facilitator,
    /// The rules themselves: the ballots of the colleges, a new version.
    Process,
    /// Somebody else.
    Other,
}

/// What is not settled yet; a step looks at what it needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unsettled {
    /// The text has no rules yet: signatures, deadlines.
    pub without_rules: bool,
    /// Comments on clauses of which nobody said what became of them.
    pub comments_without_fate: u64,
    /// Amendments handed in on which nobody ruled.
    pub not_ruled: u64,
    /// Appeals that wait for the guarantor.
    pub appeals_waiting: u64,
    /// Rewordings to which the author has not answered, of amendments on the list.
    pub rewordings_unanswered: u64,
    /// Amendments to vote of which nothing was decided.
    pub not_decided: u64,
    /// Accepted amendments that are not in the merge draft.
    pub not_incorporated: u64,
    /// Colleges that have not decided.
    pub colleges_waiting: u64,
    /// Colleges that refused clauses.
    pub colleges_refusing: u64,
}

/// Why a step is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum StepRefusal {
    /// It is not hers to take.
    #[error("only the facilitator takes it, or the rules themselves")]
    NotHers,
    /// The version does not stand where it is taken.
    #[error("the version is {0:?}")]
    NotFromHere(VersionStatus),
    /// The rules must stand before anything is taken.
    #[error("the text has no rules yet")]
    WithoutRules,
    /// Nothing vanishes: each comment must have its fate first.
    #[error("{0} comments without a fate")]
    CommentsWithoutFate(u64),
    /// Amendments were not ruled on.
    #[error("{0} amendments were not ruled on")]
    NotRuled(u64),
    /// Appeals wait.
    #[error("{0} appeals wait")]
    AppealsWaiting(u64),
    /// Authors must agree or not first.
    #[error("{0} rewordings were not answered")]
    RewordingsUnanswered(u64),
    /// Amendments were not decided.
    #[error("{0} amendments were not decided")]
    NotDecided(u64),
    /// Accepted amendments are not merged.
    #[error("{0} accepted amendments are not merged")]
    NotIncorporated(u64),
    /// Colleges have not decided.
    #[error("{0} colleges have not decided")]
    CollegesWaiting(u64),
    /// A college refused.
    #[error("{0} colleges refused")]
    CollegesRefusing(u64),
    /// No college refused.
    #[error("no college refused")]
    NobodyRefuses,
}

/// Takes a step of a version; gives where it stands then.
///
/// # Errors
/// [`StepRefusal`]: first of who asks, then of where the version stands, then of what is unsettled.
pub fn step(
    status: VersionStatus,
    step: VersionStep,
    by: TakenBy,
    unsettled: &Unsettled,
) -> Result<VersionStatus, StepRefusal> {
    use VersionStatus as V;
    use VersionStep as S;
    let hers = match step {
        S::Open | S::Freeze | S::OpenVotes | S::Consolidate | S::Submit => {
            by == TakenBy::Facilitator
        }
        S::Adopt | S::Return | S::Supersede => by == TakenBy::Process,
    };
    if !hers {
        return Err(StepRefusal::NotHers);
    }
    let to = match (status, step) {
        (V::Draft, S::Open) => V::Open,
        (V::Open, S::Freeze) => V::Frozen,
        (V::Frozen, S::OpenVotes) => V::Voting,
        (V::Voting, S::Consolidate) => V::Consolidating,
        (V::Consolidating, S::Submit) => V::Submitted,
        (V::Submitted, S::Adopt) => V::Adopted,
        (V::Submitted, S::Return) => V::Returned,
        (V::Open | V::Consolidating | V::Adopted | V::Returned, S::Supersede) => V::Superseded,
        _ => return Err(StepRefusal::NotFromHere(status)),
    };
    settled(step, unsettled)?;
    Ok(to)
}

fn settled(step: VersionStep, of: &Unsettled) -> Result<(), StepRefusal> {
    use VersionStep as S;
    match step {
        S::Open if of.without_rules => Err(StepRefusal::WithoutRules),
        S::Freeze => none(of.comments_without_fate, StepRefusal::CommentsWithoutFate),
        S::OpenVotes => {
            none(of.not_ruled, StepRefusal::NotRuled)?;
            none(of.appeals_waiting, StepRefusal::AppealsWaiting)?;
            none(of.rewordings_unanswered, StepRefusal::RewordingsUnanswered)
        }
        S::Consolidate => none(of.not_decided, StepRefusal::NotDecided),
        S::Submit => none(of.not_incorporated, StepRefusal::NotIncorporated),
        S::Adopt => {
            none(of.colleges_refusing, StepRefusal::CollegesRefusing)?;
            none(of.colleges_waiting, StepRefusal::CollegesWaiting)
        }
        S::Return if of.colleges_refusing == 0 => Err(StepRefusal::NobodyRefuses),
        S::Open | S::Return | S::Supersede => Ok(()),
    }
}

fn none(count: u64, refusal: fn(u64) -> StepRefusal) -> Result<(), StepRefusal> {
    if count > 0 {
        Err(refusal(count))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
