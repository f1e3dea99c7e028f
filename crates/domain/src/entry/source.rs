//! Where words were heard, and whether they may be entered.

use crate::charter::discussion::Phase;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The most characters of a place.
pub const MAX_PLACE: usize = 120;

/// Where words were heard or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Said in a meeting.
    Meeting,
    /// Written on paper.
    Paper,
    /// Said on the phone.
    Phone,
    /// Said at the counter.
    Counter,
}

impl Source {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Meeting, Self::Paper, Self::Phone, Self::Counter];

    /// Its name in forms and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Meeting => "meeting",
            Self::Paper => "paper",
            Self::Phone => "phone",
            Self::Counter => "counter",
        }
    }

    /// The source with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.name() == name)
    }

    /// Whether it needs a place: a meeting is somewhere, a call is nowhere.
    #[must_use]
    pub fn needs_place(self) -> bool {
        matches!(self, Self::Meeting | Self::Counter)
    }
}

/// In what role somebody typed another's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum EnteredAs {
    /// Of the landlord's staff.
    LandlordStaff,
    /// Animateur.
    Facilitator,
}

/// Why words cannot be entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum EntryRefusal {
    /// The discussion has not opened.
    #[error("the discussion has not opened")]
    NotYet,
    /// The discussion is closed.
    #[error("the discussion is closed")]
    Closed,
    /// The day has not come.
    #[error("nothing is heard on a day to come")]
    DayToCome,
    /// The words are older than the discussion.
    #[error("heard before the discussion opened")]
    BeforeOpening,
}

/// Whether words heard on a day may be entered today: they count among the comments, so the same
/// dates hold for them.
pub fn may_enter(
    phase: Phase,
    opened_on: NaiveDate,
    heard_on: NaiveDate,
    today: NaiveDate,
) -> Result<(), EntryRefusal> {
    match phase {
        Phase::NotYet => Err(EntryRefusal::NotYet),
        Phase::Closed => Err(EntryRefusal::Closed),
        Phase::Open if heard_on > today => Err(EntryRefusal::DayToCome),
        Phase::Open if heard_on < opened_on => Err(EntryRefusal::BeforeOpening),
        Phase::Open => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_source_is_found_again_by_its_name() {
        for source in Source::ALL {
            assert_eq!(Source::from_name(source.name()), Some(source));
            assert_eq!(serde_json::to_value(source).unwrap(), source.name());
        }
    }

    #[test]
    fn words_are_entered_while_the_discussion_is_open() {
        let enter =
            |phase, heard: &str| may_enter(phase, day("2030-11-04"), day(heard), day("2030-12-05"));
        assert_eq!(enter(Phase::Open, "2030-11-04"), Ok(()));
        assert_eq!(enter(Phase::Open, "2030-12-05"), Ok(()));
        assert_eq!(
            enter(Phase::Open, "2030-12-06"),
            Err(EntryRefusal::DayToCome)
        );
        assert_eq!(
            enter(Phase::Open, "2030-11-03"),
            Err(EntryRefusal::BeforeOpening)
        );
        assert_eq!(
            enter(Phase::Closed, "2030-12-01"),
            Err(EntryRefusal::Closed)
        );
        assert_eq!(
            enter(Phase::NotYet, "2030-12-01"),
            Err(EntryRefusal::NotYet)
        );
    }
}
