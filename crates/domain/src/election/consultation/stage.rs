//! Where a consultation stands.
//!
//! ```mermaid
//! stateDiagram-v2
//!     [*] --> Draft
//!     Draft --> Registering: announce, by the officer
//!     Registering --> RollClosed: the hour
//!     RollClosed --> Open: the hour
//!     Open --> Closed: the hour
//!     Closed --> Decided: both holders have decrypted, or too few voted
//!     Registering --> Cancelled: cancel, or nobody registered
//!     RollClosed --> Cancelled: cancel
//! ```

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Where a consultation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
pub enum ConsultationStage {
    /// It is prepared, and only its officers see it.
    Draft,
    /// It is announced, and voters register from their own devices.
    Registering,
    /// Nobody registers any more; the box is sealed.
    RollClosed,
    /// Votes are taken.
    Open,
    /// Votes are no longer taken; the holders decrypt.
    Closed,
    /// It is decided.
    Decided,
    /// It was given up before anybody voted.
    Cancelled,
}

/// A step from one stage to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsultationMove {
    /// The officer announces it.
    Announce,
    /// The roll closes.
    CloseRoll,
    /// The vote opens.
    Open,
    /// The vote closes.
    Close,
    /// It is decided.
    Decide,
    /// It is given up.
    Cancel,
}

/// A step that is not taken from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{step:?} is not taken from {stage:?}")]
pub struct NotFromHere {
    /// Where it stands.
    pub stage: ConsultationStage,
    /// What was asked.
    pub step: ConsultationMove,
}

impl ConsultationStage {
    /// Takes a step.
    ///
    /// # Errors
    /// [`NotFromHere`].
    pub fn advance(self, step: ConsultationMove) -> Result<Self, NotFromHere> {
        use ConsultationMove as Move;
        Ok(match (self, step) {
            (Self::Draft, Move::Announce) => Self::Registering,
            (Self::Registering, Move::CloseRoll) => Self::RollClosed,
            (Self::RollClosed, Move::Open) => Self::Open,
            (Self::Open, Move::Close) => Self::Closed,
            (Self::Closed, Move::Decide) => Self::Decided,
            (Self::Registering | Self::RollClosed, Move::Cancel) => Self::Cancelled,
            (stage, step) => return Err(NotFromHere { stage, step }),
        })
    }
}

/// The hours of a consultation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// When nobody registers any more.
    pub roll_closes_at: DateTime<Utc>,
    /// When votes are taken from.
    pub opens_at: DateTime<Utc>,
    /// When they are no longer taken.
    pub closes_at: DateTime<Utc>,
}

/// Hours that do not follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum HoursError {
    /// The roll closes in the past.
    #[error("the roll closes in the past")]
    Past,
    /// The vote opens before the roll closes.
    #[error("the vote opens before the roll closes")]
    OpensTooSoon,
    /// The vote closes before it opens.
    #[error("the vote closes before it opens")]
    ClosesTooSoon,
}

impl Hours {
    /// Checks that they follow each other, from now on.
    ///
    /// # Errors
    /// [`HoursError`].
    pub fn check(&self, now: DateTime<Utc>) -> Result<(), HoursError> {
        if self.roll_closes_at <= now {
            Err(HoursError::Past)
        } else if self.opens_at < self.roll_closes_at {
            Err(HoursError::OpensTooSoon)
        } else if self.closes_at <= self.opens_at {
            Err(HoursError::ClosesTooSoon)
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ConsultationMove as Move;
    use ConsultationStage as Stage;

    #[test]
    fn a_vote_that_is_open_is_never_given_up() {
        let mut stage = Stage::Draft;
        for step in [Move::Announce, Move::CloseRoll, Move::Open] {
            stage = stage.advance(step).unwrap();
        }
        assert!(stage.advance(Move::Cancel).is_err());
        assert_eq!(stage.advance(Move::Close), Ok(Stage::Closed));
        assert!(Stage::Decided.advance(Move::Decide).is_err());
    }

    #[test]
    fn hours_follow_each_other() {
        let at = |hour: &str| format!("2030-12-05T{hour}:00:00Z").parse().unwrap();
        let hours = |roll, opens, closes| Hours {
            roll_closes_at: at(roll),
            opens_at: at(opens),
            closes_at: at(closes),
        };
        let now = at("09");
        assert_eq!(hours("10", "10", "11").check(now), Ok(()));
        assert_eq!(hours("09", "10", "11").check(now), Err(HoursError::Past));
        let soon = hours("11", "10", "12").check(now);
        assert_eq!(soon, Err(HoursError::OpensTooSoon));
        let soon = hours("10", "11", "11").check(now);
        assert_eq!(soon, Err(HoursError::ClosesTooSoon));
    }
}
