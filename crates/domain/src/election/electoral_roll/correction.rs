//! Corrections of the roll: who asks, until when, and what is decided.
//!
//! No text says how a roll is published and corrected, so the protocol does; disputes on registration
//! go to the tribunal judiciaire (CCH R.421-7, R.422-2-1, R.481-6).

use crate::election::stage::Stage;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What somebody says is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum CorrectionKind {
    /// She has no line and thinks that she should.
    NotListed,
    /// Name or address.
    Naming,
    /// Who shares the lease.
    Household,
    /// She has left, or the lease has ended.
    Left,
    /// Anything else.
    Other,
}

impl CorrectionKind {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 5] = [
        Self::NotListed,
        Self::Naming,
        Self::Household,
        Self::Left,
        Self::Other,
    ];

    /// The name in forms.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NotListed => "not_listed",
            Self::Naming => "naming",
            Self::Household => "household",
            Self::Left => "left",
            Self::Other => "other",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum CorrectionOutcome {
    /// The roll is corrected.
    Accepted,
    /// It is not.
    Refused,
}

/// What a decision does to the roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing, or nothing more: the landlord's file says it right now, and the roll is made again.
    MadeAgain,
    /// The tenancy gives a vote.
    Admit,
    /// The tenancy gives none.
    Strike,
    /// The person is named so, and written to there.
    Name {
        /// As letters name her.
        name: String,
        /// Postal lines below the name.
        address: String,
    },
}

/// Why nothing is asked for, or decided, now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CorrectionRefusal {
    /// The roll is not published.
    #[error("the roll is not published yet")]
    NotPublished,
    /// The last day is over.
    #[error("corrections were asked for until {until}")]
    TooLate {
        /// The last day.
        until: NaiveDate,
    },
    /// The roll is frozen: no line changes any more.
    #[error("the roll is frozen")]
    Frozen,
    /// The day on which the words came has not come.
    #[error("nothing is heard on a day to come")]
    DayToCome,
}

/// Whether words that came on a day are entered today for somebody without an account: the day on
/// which they came counts, as long as the roll is not frozen.
pub fn may_enter(
    stage: Stage,
    heard_on: NaiveDate,
    today: NaiveDate,
    until: NaiveDate,
) -> Result<(), CorrectionRefusal> {
    if heard_on > today {
        return Err(CorrectionRefusal::DayToCome);
    }
    may_ask(stage, heard_on, until)
}

/// Whether a correction can be asked for on a day.
pub fn may_ask(stage: Stage, today: NaiveDate, until: NaiveDate) -> Result<(), CorrectionRefusal> {
    match stage {
        Stage::RollPublished if today <= until => Ok(()),
        Stage::RollPublished => Err(CorrectionRefusal::TooLate { until }),
        _ if stage < Stage::RollPublished => Err(CorrectionRefusal::NotPublished),
        _ => Err(CorrectionRefusal::Frozen),
    }
}

/// Whether a correction can be decided: until the roll is frozen, also after the last day.
pub fn may_decide(stage: Stage) -> Result<(), CorrectionRefusal> {
    match stage {
        Stage::RollPublished => Ok(()),
        _ if stage < Stage::RollPublished => Err(CorrectionRefusal::NotPublished),
        _ => Err(CorrectionRefusal::Frozen),
    }
}

/// Why the roll is not made now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum MakeRefusal {
    /// The cut-off has not come: a lease signed later today would be missing.
    #[error("the roll is made from {from} on")]
    TooEarly {
        /// The first day.
        from: NaiveDate,
    },
    /// The protocol is not settled.
    #[error("the election is not announced")]
    Draft,
    /// The roll is frozen: no line changes any more.
    #[error("the roll is frozen")]
    Frozen,
}

/// Whether the roll can be made, or made again, on a day: from the cut-off until it
/// is frozen.
pub fn may_make(stage: Stage, today: NaiveDate, cut_off: NaiveDate) -> Result<(), MakeRefusal> {
    if stage == Stage::Draft {
        return Err(MakeRefusal::Draft);
    }
    if stage > Stage::RollPublished {
        return Err(MakeRefusal::Frozen);
    }
    if today < cut_off {
        return Err(MakeRefusal::TooEarly { from: cut_off });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn a_correction_is_asked_for_in_its_window_alone() {
        let until = day("2030-11-08");
        let ask = |stage, today| may_ask(stage, day(today), until);
        assert_eq!(ask(Stage::RollPublished, "2030-11-08"), Ok(()));
        let late = Err(CorrectionRefusal::TooLate { until });
        assert_eq!(ask(Stage::RollPublished, "2030-11-09"), late);
        let early = Err(CorrectionRefusal::NotPublished);
        assert_eq!(ask(Stage::ListsClosed, "2030-11-01"), early);
        let frozen = Err(CorrectionRefusal::Frozen);
        assert_eq!(ask(Stage::RollFrozen, "2030-11-01"), frozen);
        assert_eq!(may_decide(Stage::RollPublished), Ok(()));
        assert_eq!(may_decide(Stage::Open), frozen);
    }

    #[test]
    fn a_letter_that_came_in_time_is_entered_later() {
        let enter = |stage, heard| {
            let (today, until) = (day("2030-11-12"), day("2030-11-08"));
            may_enter(stage, day(heard), today, until)
        };
        assert_eq!(enter(Stage::RollPublished, "2030-11-08"), Ok(()));
        let until = day("2030-11-08");
        let late = Err(CorrectionRefusal::TooLate { until });
        assert_eq!(enter(Stage::RollPublished, "2030-11-09"), late);
        let to_come = Err(CorrectionRefusal::DayToCome);
        assert_eq!(enter(Stage::RollPublished, "2030-11-13"), to_come);
        let frozen = Err(CorrectionRefusal::Frozen);
        assert_eq!(enter(Stage::RollFrozen, "2030-11-08"), frozen);
    }

    #[test]
    fn the_roll_is_made_from_the_cut_off_until_it_is_frozen() {
        let cut_off = day("2030-10-22");
        let make = |stage, today| may_make(stage, day(today), cut_off);
        assert_eq!(make(Stage::Announced, "2030-10-22"), Ok(()));
        assert_eq!(make(Stage::RollPublished, "2030-11-20"), Ok(()));
        let early = Err(MakeRefusal::TooEarly { from: cut_off });
        assert_eq!(make(Stage::Announced, "2030-10-21"), early);
        assert_eq!(make(Stage::Draft, "2030-11-01"), Err(MakeRefusal::Draft));
        assert_eq!(
            make(Stage::RollFrozen, "2030-11-01"),
            Err(MakeRefusal::Frozen)
        );
    }
}
