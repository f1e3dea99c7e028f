//! Where an election stands, and the one way on.
//!
//! Steps in square brackets exist only where people vote online.
//!
//! ```mermaid
//! stateDiagram-v2
//!     [*] --> Draft
//!     Draft --> Announced: officer, protocol sound and validated, notice posted
//!     Announced --> ListsClosed: commission, lists judged, order drawn
//!     ListsClosed --> RollPublished: officer, roll made
//!     RollPublished --> RollFrozen: officer, corrections decided
//!     RollFrozen --> KeysMade: [tally board, shares certified]
//!     KeysMade --> CodesSealed: [code authorities, halves proved]
//!     CodesSealed --> Rehearsed: [officer, rehearsal voted]
//!     Rehearsed --> Sealed: tally board, box empty, fingerprints published
//!     RollFrozen --> Sealed: the same, on paper alone
//!     Sealed --> Open: platform, at the hour
//!     Open --> Frozen: platform, at the hour
//!     Frozen --> Tallied: [tally board, marks match ballots]
//!     Tallied --> Decrypted: [tally board, paper settled, result verified]
//!     Decrypted --> Counted: tally board, paper and seats settled
//!     Frozen --> Counted: the same, on paper alone
//!     Counted --> Proclaimed: tally board, record checked and signed
//!     Proclaimed --> Final: officer, challenge period over
//!     Proclaimed --> Annulled: officer, by a court
//!     Final --> Annulled: the same, however late
//!     Archived --> Annulled: the same
//!     Final --> Archived: commission, what must go is gone
//! ```

pub mod condition;
pub mod step;

use super::calendar::step::Step;
use super::protocol::Protocol;
use chrono::{Days, NaiveDate};
use condition::Condition;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use step::{ElectionRole, Move};
use thiserror::Error;

/// Where an election stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The protocol is being written.
    Draft,
    /// The notice is posted; lists are filed.
    Announced,
    /// Lists are judged, their order is drawn.
    ListsClosed,
    /// Each person sees her line of the roll.
    RollPublished,
    /// No line changes any more.
    RollFrozen,
    /// The key exists, in shares.
    KeysMade,
    /// The credentials exist, in halves.
    CodesSealed,
    /// A rehearsal was held.
    Rehearsed,
    /// Everything is fixed.
    Sealed,
    /// Votes are taken.
    Open,
    /// No vote is taken any more.
    Frozen,
    /// Encrypted ballots are added up.
    Tallied,
    /// The sums are decrypted.
    Decrypted,
    /// Paper and online votes are joined, seats shared.
    Counted,
    /// The result is posted and can be challenged.
    Proclaimed,
    /// The result stands.
    Final,
    /// A court annulled it.
    Annulled,
    /// What must go is destroyed.
    Archived,
}

/// The days between which steps are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StageDates {
    /// The notice is posted by then.
    pub notice: NaiveDate,
    /// Lists are received by then.
    pub lists_received: NaiveDate,
    /// Lists are made known by then.
    pub lists_known: NaiveDate,
    /// The cut-off of leases.
    pub roll_cut_off: NaiveDate,
    /// The roll is published by then.
    pub roll_published: NaiveDate,
    /// Corrections are asked for by then.
    pub corrections_until: NaiveDate,
    /// The roll is frozen by then.
    pub roll_frozen: NaiveDate,
    /// Ballot papers are sent by then.
    pub ballots_sent: NaiveDate,
    /// The day on which voting opens.
    pub opens: NaiveDate,
    /// The day on which it closes: D.
    pub closes: NaiveDate,
    /// The last day of a challenge: it runs from the count.
    pub challenge_ends: NaiveDate,
    /// From that day on, what must go is destroyed.
    pub destroyed: NaiveDate,
}

/// What holds on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The day.
    pub today: NaiveDate,
    /// The conditions that are met.
    pub met: BTreeSet<Condition>,
}

/// An election that went on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Advanced {
    /// Where it stands now.
    pub stage: Stage,
    /// Days by which the step was late; told, never hidden.
    pub late_by: u64,
}

/// Why a step is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StepRefusal {
    /// It is not the step that follows.
    #[error("this step does not follow here")]
    OutOfOrder,
    /// It is somebody else's.
    #[error("this step is another role's")]
    NotYours {
        /// Whose it is.
        needs: ElectionRole,
    },
    /// Its day has not come.
    #[error("this step is taken from {from} on")]
    TooEarly {
        /// The first day.
        from: NaiveDate,
    },
    /// Something must be done before.
    #[error("{} conditions are not met", .0.len())]
    Missing(Vec<Condition>),
}

/// A step that can follow: who takes it, when, and what must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// The step.
    pub step: Move,
    /// Who takes it.
    pub role: ElectionRole,
    /// The first day, if there is one.
    pub earliest: Option<NaiveDate>,
    /// The last day on which it is in time, if there is one.
    pub latest: Option<NaiveDate>,
    /// What must hold.
    pub conditions: &'static [Condition],
}

impl Stage {
    /// Takes a step, if it follows, is the role's, is not too early, and nothing is missing.
    pub fn advance(
        self,
        step: Move,
        role: ElectionRole,
        online: bool,
        dates: &StageDates,
        facts: &Facts,
    ) -> Result<Advanced, StepRefusal> {
        let to = step.from(self, online).ok_or(StepRefusal::OutOfOrder)?;
        if role != step.role() {
            return Err(StepRefusal::NotYours { needs: step.role() });
        }
        if let Some(from) = step.earliest(dates).filter(|from| facts.today < *from) {
            return Err(StepRefusal::TooEarly { from });
        }
        let needed = step.conditions(online).iter().copied();
        let missing: Vec<_> = needed.filter(|c| !facts.met.contains(c)).collect();
        if !missing.is_empty() {
            return Err(StepRefusal::Missing(missing));
        }
        let late = step.latest(dates).map(|last| facts.today - last);
        let late_by = late.and_then(|late| u64::try_from(late.num_days()).ok());
        Ok(Advanced {
            stage: to,
            late_by: late_by.unwrap_or_default(),
        })
    }

    /// The steps that can follow; none at the end.
    #[must_use]
    pub fn next(self, online: bool, dates: &StageDates) -> Vec<Next> {
        let follows = |step: &Move| step.from(self, online).is_some();
        let steps = Move::ALL.into_iter().filter(follows);
        steps
            .map(|step| Next {
                step,
                role: step.role(),
                earliest: step.earliest(dates),
                latest: step.latest(dates),
                conditions: step.conditions(online),
            })
            .collect()
    }
}

impl StageDates {
    /// The days that a protocol gives; nothing if its day is no day of an election.
    #[must_use]
    pub fn new(protocol: &Protocol) -> Option<Self> {
        let calendar = protocol.calendar()?;
        let kept = Days::new(u64::from(protocol.retention.votes_days));
        Some(Self {
            notice: calendar.due(Step::Notice),
            lists_received: calendar.due(Step::ListsReceived),
            lists_known: calendar.due(Step::ListsKnown),
            roll_cut_off: calendar.due(Step::LeaseCutOff),
            roll_published: protocol.roll.published,
            corrections_until: protocol.roll.corrections_until,
            roll_frozen: protocol.roll.frozen,
            ballots_sent: calendar.due(Step::BallotsSent),
            opens: protocol
                .online_hours
                .map_or(protocol.day, |hours| hours.opens.date()),
            // That of its hours is D, but in a rehearsal, which is over sooner.
            closes: protocol
                .online_hours
                .map_or(protocol.day, |hours| hours.closes.date()),
            challenge_ends: calendar.due(Step::ChallengeEnds),
            destroyed: protocol.day.checked_add_days(kept)?,
        })
    }

    /// The same where the count was made so many days after the planned one: what runs from the count
    /// ends as many days later.
    #[must_use]
    pub fn counted_late(self, late_by: u64) -> Self {
        let later = |day: NaiveDate| day.checked_add_days(Days::new(late_by)).unwrap_or(day);
        Self {
            challenge_ends: later(self.challenge_ends),
            destroyed: later(self.destroyed),
            ..self
        }
    }
}
