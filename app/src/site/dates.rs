//! Dates and times as a reader says them, in the landlord's zone.

use crate::i18n::{Locale, T};
use chrono::{DateTime, Datelike as _, NaiveDate, NaiveTime, TimeDelta, Timelike as _, Utc};
use chrono_tz::Tz;

/// An instant in a landlord's zone; an unknown zone is read as Paris.
#[must_use]
pub fn local(at: DateTime<Utc>, zone: &str) -> DateTime<Tz> {
    at.with_timezone(&zone_of(zone))
}

/// A landlord's zone by its IANA name; an unknown one is read as Paris.
#[must_use]
pub fn zone_of(name: &str) -> Tz {
    name.parse().unwrap_or(chrono_tz::Europe::Paris)
}

impl T {
    /// `5 décembre 2030`, `1er mars 2031`; `5 December 2030`.
    #[must_use]
    pub fn date(self, day: NaiveDate) -> String {
        format!("{} {}", self.day_month(day), day.year())
    }

    /// `5 décembre`; `5 December`.
    #[must_use]
    pub fn day_month(self, day: NaiveDate) -> String {
        let month = self.month(day.month0());
        match (self.locale, day.day()) {
            (Locale::Fr, 1) => format!("1er {month}"),
            (_, n) => format!("{n} {month}"),
        }
    }

    /// `jeudi 5 décembre`; `Thursday 5 December`.
    #[must_use]
    pub fn weekday_date(self, day: NaiveDate) -> String {
        format!("{} {}", self.weekday(day), self.day_month(day))
    }

    /// `17 h`, `14 h 30`; `17:00`.
    #[must_use]
    pub fn time(self, at: DateTime<Utc>, zone: &str) -> String {
        self.hour(local(at, zone).time())
    }

    /// The same, of an hour of the day.
    #[must_use]
    pub fn hour(self, at: NaiveTime) -> String {
        match self.locale {
            Locale::Fr if at.minute() == 0 => format!("{}\u{a0}h", at.hour()),
            Locale::Fr => format!("{}\u{a0}h\u{a0}{:02}", at.hour(), at.minute()),
            Locale::En => format!("{:02}:{:02}", at.hour(), at.minute()),
        }
    }

    /// A day and an hour: `jeudi 5 décembre à 17 h`.
    #[must_use]
    pub fn instant(self, at: DateTime<Utc>, zone: &str) -> String {
        let day = local(at, zone).date_naive();
        self.dates_at(self.weekday_date(day), self.time(at, zone))
    }

    /// How long ago, for what is read while it is fresh: `il y a 5 minutes`, `hier`, `5 décembre`.
    #[must_use]
    pub fn ago(self, at: DateTime<Utc>, now: DateTime<Utc>, zone: &str) -> String {
        let gone = now - at;
        let day = local(at, zone).date_naive();
        let today = local(now, zone).date_naive();
        if gone < TimeDelta::minutes(1) {
            self.dates_now().to_owned()
        } else if gone < TimeDelta::hours(1) {
            self.dates_minutes_ago(gone.num_minutes())
        } else if day == today {
            self.dates_hours_ago(gone.num_hours().max(1))
        } else if Some(day) == today.pred_opt() {
            self.dates_yesterday(self.time(at, zone))
        } else if day.year() == today.year() {
            self.day_month(day)
        } else {
            self.date(day)
        }
    }

    /// A whole number of days until an instant, counted in civil days.
    #[must_use]
    pub fn days_left(self, until: DateTime<Utc>, now: DateTime<Utc>, zone: &str) -> i64 {
        (local(until, zone).date_naive() - local(now, zone).date_naive()).num_days()
    }

    fn month(self, month0: u32) -> &'static str {
        let months = self.dates_months();
        months.split(' ').nth(month0 as usize).unwrap_or_default()
    }

    fn weekday(self, day: NaiveDate) -> &'static str {
        let days = self.dates_weekdays();
        days.split(' ')
            .nth(day.weekday().num_days_from_monday() as usize)
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone as _;

    const PARIS: &str = "Europe/Paris";
    const FR: T = T { locale: Locale::Fr };
    const EN: T = T { locale: Locale::En };

    #[test]
    fn dates_are_said_as_people_say_them() {
        let first = NaiveDate::from_ymd_opt(2031, 3, 1).unwrap();
        assert_eq!(FR.date(first), "1er mars 2031");
        assert_eq!(EN.date(first), "1 March 2031");
        let at = Utc.with_ymd_and_hms(2030, 12, 5, 16, 0, 0).unwrap();
        assert_eq!(FR.instant(at, PARIS), "jeudi 5 décembre à 17\u{a0}h");
        assert_eq!(EN.instant(at, PARIS), "Thursday 5 December at 17:00");
    }

    #[test]
    fn the_day_is_the_landlords_not_the_servers() {
        let late = Utc.with_ymd_and_hms(2030, 12, 5, 23, 30, 0).unwrap();
        assert_eq!(
            local(late, PARIS).date_naive(),
            NaiveDate::from_ymd_opt(2030, 12, 6).unwrap()
        );
    }

    #[test]
    fn freshness_is_told_in_the_readers_words() {
        let now = Utc.with_ymd_and_hms(2030, 12, 5, 9, 0, 0).unwrap();
        assert_eq!(FR.ago(now, now, PARIS), "à l’instant");
        assert_eq!(
            FR.ago(now - TimeDelta::minutes(5), now, PARIS),
            "il y a 5 minutes"
        );
        assert_eq!(
            FR.ago(now - TimeDelta::hours(12), now, PARIS),
            "hier à 22\u{a0}h"
        );
        assert_eq!(FR.ago(now - TimeDelta::days(4), now, PARIS), "1er décembre");
    }
}
