//! Ways of voting, their hours, and which vote counts when somebody votes twice.

use super::rule::{Field, Rule};
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// The ways of voting that a protocol opens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channels {
    /// By post.
    pub post: bool,
    /// In a ballot box.
    pub ballot_box: bool,
    /// Online, only in addition to one of the others.
    pub online: bool,
}

/// When the online channel takes votes, in the landlord's local time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnlineHours {
    /// It opens.
    pub opens: NaiveDateTime,
    /// It closes.
    pub closes: NaiveDateTime,
}

/// Which vote counts when one person votes online and on paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precedence {
    /// The online vote; the postal envelope is set aside unopened (CGFP R.211-578).
    #[default]
    Online,
    /// The paper vote; impossible beside a box that nobody can take a known ballot out of.
    Paper,
}

/// How the online channel runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnlineRules {
    /// Whether a voter may vote again online, the last vote counting; validation is final otherwise.
    pub revoting: bool,
    /// Minutes after closing within which a voter who gave both codes may finish.
    pub grace_minutes: u16,
    /// Minutes between publications of ballots.
    pub publication_minutes: u16,
    /// Ballots that wait for each other before they are published together.
    pub least_published: u16,
}

/// A voter may finish within that many minutes at most (CGFP R.211-503 to R.211-585).
const MOST_GRACE: u16 = 30;

impl Default for OnlineRules {
    fn default() -> Self {
        Self {
            revoting: false,
            grace_minutes: 0,
            publication_minutes: 60,
            least_published: 10,
        }
    }
}

impl Channels {
    pub(super) fn broken_rules(self, precedence: Precedence) -> Vec<(Field, Rule)> {
        let mut broken = Vec::new();
        if !self.post && !self.ballot_box {
            let rule = if self.online {
                Rule::OnlineAlone
            } else {
                Rule::NoChannel
            };
            broken.push((Field::Channels, rule));
        }
        if self.online && precedence == Precedence::Paper {
            broken.push((Field::Precedence, Rule::OnlineMustCount));
        }
        broken
    }
}

pub(super) fn broken_hours(
    online: bool,
    hours: Option<OnlineHours>,
    day: NaiveDate,
) -> Vec<(Field, Rule)> {
    let rule = |rule| (Field::OnlineHours, rule);
    match (online, hours) {
        (true, None) => vec![rule(Rule::HoursMissing)],
        (false, Some(_)) => vec![rule(Rule::HoursWithoutChannel)],
        (false, None) => Vec::new(),
        (true, Some(hours)) => {
            let mut broken = Vec::new();
            if hours.closes <= hours.opens {
                broken.push(rule(Rule::ClosesBeforeOpening));
            }
            // The vote closes on D and is counted then (CCH R.421-7, R.422-2-1, R.481-6).
            if hours.closes.date() != day {
                broken.push(rule(Rule::ClosesOnAnotherDay));
            }
            broken
        }
    }
}

impl OnlineRules {
    pub(super) fn broken_rules(self) -> Vec<(Field, Rule)> {
        let mut broken = Vec::new();
        if self.grace_minutes > MOST_GRACE {
            broken.push((Field::Grace, Rule::GraceTooLong { most: MOST_GRACE }));
        }
        if self.publication_minutes == 0 || self.least_published == 0 {
            broken.push((Field::Publication, Rule::NeverPublished));
        }
        broken
    }
}
