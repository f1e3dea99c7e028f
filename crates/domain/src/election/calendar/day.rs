//! The day of the election, D, within the weeks that the law gives.

use chrono::{Datelike, Days, NaiveDate};
use thiserror::Error;

/// The minister's extension of the window, in whole weeks: 0 to 6.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extension(u8);

/// An extension longer than a minister may grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the window is extended by 6 weeks at most, not {0}")]
pub struct ExtensionTooLong(pub u8);

impl Extension {
    /// The weeks that a minister may grant at most.
    pub const MOST: u8 = 6;

    /// An extension by some weeks (CCH R.421-7, R.422-2-1, R.481-6).
    pub fn weeks(weeks: u8) -> Result<Self, ExtensionTooLong> {
        if weeks > Self::MOST {
            return Err(ExtensionTooLong(weeks));
        }
        Ok(Self(weeks))
    }
}

/// The day on which the vote closes and is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElectionDay(NaiveDate);

/// A day on which no such election may close.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{day} is outside of the election window; the next day in it is {next}")]
pub struct OutsideWindow {
    /// The day asked for.
    pub day: NaiveDate,
    /// The first day of the window that is open or comes next.
    pub next: NaiveDate,
}

/// The first election year under the rules now in force; then every fourth year.
const FIRST_YEAR: i32 = 2018;

impl ElectionDay {
    /// Takes a day between 15 November and 15 December of an election year, or in the extension
    /// (CCH R.421-7, R.422-2-1, R.481-6).
    pub fn new(day: NaiveDate, extension: Extension) -> Result<Self, OutsideWindow> {
        // An extended window may end in January of the year after.
        for year in [day.year().saturating_sub(1), day.year()] {
            let Some((first, last)) = window(year, extension) else {
                continue;
            };
            if (first..=last).contains(&day) {
                return Ok(Self(day));
            }
        }
        let next = (day.year()..day.year().saturating_add(9).max(FIRST_YEAR + 1))
            .filter_map(|year| window(year, extension))
            .find(|(first, _)| *first > day);
        Err(OutsideWindow {
            day,
            next: next.map_or(NaiveDate::MAX, |(first, _)| first),
        })
    }

    /// The day as a date.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        self.0
    }
}

fn window(year: i32, extension: Extension) -> Option<(NaiveDate, NaiveDate)> {
    if year < FIRST_YEAR || (year - FIRST_YEAR) % 4 != 0 {
        return None;
    }
    let first = NaiveDate::from_ymd_opt(year, 11, 15)?;
    let last = NaiveDate::from_ymd_opt(year, 12, 15)?;
    let last = last.checked_add_days(Days::new(7 * u64::from(extension.0)))?;
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn taken(text: &str, weeks: u8) -> bool {
        ElectionDay::new(day(text), Extension::weeks(weeks).unwrap()).is_ok()
    }

    #[test]
    fn the_window_opens_every_fourth_year() {
        for year in [2018, 2022, 2026, 2030] {
            assert!(taken(&format!("{year}-11-15"), 0));
            assert!(taken(&format!("{year}-12-15"), 0));
            assert!(!taken(&format!("{year}-11-14"), 0));
            assert!(!taken(&format!("{year}-12-16"), 0));
        }
        for year in [2014, 2019, 2024, 2029] {
            assert!(!taken(&format!("{year}-12-01"), 0));
        }
    }

    #[test]
    fn an_extension_moves_the_end_only_and_by_six_weeks_at_most() {
        assert!(taken("2030-12-16", 1));
        assert!(taken("2031-01-26", 6));
        assert!(!taken("2031-01-27", 6));
        assert!(!taken("2030-11-14", 6));
        assert_eq!(Extension::weeks(7), Err(ExtensionTooLong(7)));
    }

    #[test]
    fn a_refusal_says_when_the_next_window_opens() {
        for (asked, next) in [
            ("2030-06-01", "2030-11-15"),
            ("2030-12-20", "2034-11-15"),
            ("2027-03-03", "2030-11-15"),
            ("1999-01-01", "2018-11-15"),
        ] {
            let refused = ElectionDay::new(day(asked), Extension::default()).unwrap_err();
            assert_eq!(refused.next, day(next), "{asked}");
        }
    }
}
