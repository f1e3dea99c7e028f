//! What is kept and for how long, and the data-protection recommendation that is applied.

use super::rule::{Field, Rule};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What is kept, counted from the day of the election.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retention {
    /// Days after which roll, turnout marks and paper ballots are destroyed.
    pub votes_days: u16,
    /// Days after which key shares are destroyed.
    pub keys_days: u16,
    /// Years for which results are kept.
    pub results_years: u16,
}

/// A challenge comes within 15 days of the count (CCH R.421-7, R.422-2-1, R.481-6).
const CHALLENGE_DAYS: u16 = 15;
/// Vacancies, funding and majorities of agreements use the results for the whole mandate (same).
const MANDATE_YEARS: u16 = 4;

impl Default for Retention {
    fn default() -> Self {
        Self {
            votes_days: 30,
            keys_days: 30,
            results_years: MANDATE_YEARS,
        }
    }
}

impl Retention {
    pub(super) fn broken_rules(self) -> Vec<(Field, Rule)> {
        let mut broken = Vec::new();
        if self.votes_days.min(self.keys_days) <= CHALLENGE_DAYS {
            let days = CHALLENGE_DAYS;
            broken.push((Field::Retention, Rule::DestroyedTooEarly { days }));
        }
        if self.results_years < MANDATE_YEARS {
            let years = MANDATE_YEARS;
            broken.push((Field::Retention, Rule::ResultsTooShort { years }));
        }
        broken
    }
}

/// A recommendation on the security of online voting, with the time in which it applies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    /// Its title.
    pub title: String,
    /// The level of security that is aimed at, from 1 to 3.
    pub level: u8,
    /// The first day on which it applies.
    pub since: NaiveDate,
    /// The last day on which it applies, if that is known.
    pub until: Option<NaiveDate>,
}

const DAY_2019: NaiveDate = NaiveDate::from_ymd_opt(2019, 4, 25).expect("a day");
const LAST_OF_2026: NaiveDate = NaiveDate::from_ymd_opt(2026, 12, 31).expect("a day");

impl Recommendation {
    /// CNIL, deliberation no 2019-053 of 25 April 2019, the reference until the end of 2026; level 3.
    #[must_use]
    pub fn deliberation_2019_053() -> Self {
        Self {
            title: "CNIL 2019-053".to_owned(),
            level: 3,
            since: DAY_2019,
            until: Some(LAST_OF_2026),
        }
    }

    pub(super) fn broken_rules(&self, day: NaiveDate) -> Vec<(Field, Rule)> {
        let mut broken = Vec::new();
        if self.title.trim().is_empty() || !(1..=3).contains(&self.level) {
            broken.push((Field::Recommendation, Rule::RecommendationUnclear));
        }
        if day < self.since || self.until.is_some_and(|until| until < day) {
            broken.push((Field::Recommendation, Rule::RecommendationNotInForce));
        }
        broken
    }
}
